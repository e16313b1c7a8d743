"""Leases to be read: dossiers with a planted trap, dated figures of law, a risk engine and the grading of an attempt.

dossier = load_dossier("new_villa", seed=3)
assess(dossier.case)
grade_lease(dossier, opened, findings, reason, decision, actions).to_dict()
"""

from safety_training.contract.dossier import Dossier, list_dossiers, load_dossier
from safety_training.contract.lease_grading import grade_lease
from safety_training.contract.risk import Case, Risk, assess

__all__ = ["Case", "Dossier", "Risk", "assess", "grade_lease", "list_dossiers", "load_dossier"]
