"""Grades an attempt at a dossier: was the trap found, the reason right, the action safe (find 4, reason 3, action 3 of 10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from safety_training.contract.dossier import Dossier
from safety_training.contract.law import law
from safety_training.contract.risk import Case, Risk, assess, lowered
from safety_training.grades import Grade, GradeLine


def grade_lease(
    dossier: Dossier,
    opened: Sequence[str],
    findings: Sequence[str],
    reason: str,
    decision: str,
    actions: Sequence[str] = (),
) -> Grade:
    """The grade of one attempt. opened : ids of documents. findings : ids of fields marked as suspicious.

    Raises ValueError, naming it, for an id that the dossier does not have.
    """
    _known("opened", opened, [d.id for d in dossier.documents])
    _known("findings", findings, [f.id for f in dossier.fields()])
    _known("reason", [reason], [c.id for c in dossier.reasons])
    _known("decision", [decision], [c.id for c in dossier.decisions])
    _known("actions", actions, [c.id for c in dossier.actions])
    risk = assess(dossier.case)
    # what stands in a paper that was never opened was guessed
    marked = sorted({f for f in findings if f.split(".")[0] in opened})
    lines = [
        *_find(dossier, marked, risk),
        _reason(dossier, reason),
        _action(dossier, decision, set(actions), risk),
        *_false_alarms(dossier, marked),
        *_unread(dossier, set(opened)),
    ]
    critical = []
    if decision == "sign" and risk.verdict != "sign":
        critical.append("wrong_signature")
        lines.append(_wrong_signature(dossier, risk))
    score = max(0.0, min(100.0, float(sum(round(line.got * 100) for line in lines)) / 100.0))
    passed = score >= _points(dossier, "pass") and not critical
    return Grade(score, passed, 100.0, critical, lines)


def _find(dossier: Dossier, marked: Sequence[str], risk: Risk) -> list[GradeLine]:
    """Each piece of evidence is worth its share: only together do they show the trap."""
    trap = dossier.trap
    of = _points(dossier, "find") / len(trap.evidence)
    ko = f"공시가격으로 본 집값 {risk.price:,}원, 보증 한도 {risk.guarantee_limit:,}원, 보증금 {dossier.case.deposit:,}원"
    en = (
        f"price by the official price KRW {risk.price:,}, guarantee limit KRW {risk.guarantee_limit:,}, "
        f"deposit KRW {dossier.case.deposit:,}"
    )
    return [
        GradeLine(
            f"find.{e.id}",
            of if any(f in e.any_of for f in marked) else 0.0,
            of,
            None,
            f"찾기 - {e.text.ko} ({ko})",
            f"Find - {e.text.en} ({en})",
        )
        for e in trap.evidence
    ]


def _reason(dossier: Dossier, reason: str) -> GradeLine:
    of, text = _points(dossier, "reason"), dossier.trap.text
    return GradeLine(
        "reason", of if reason == dossier.trap.reason else 0.0, of, None, f"까닭 - {text.ko}", f"Reason - {text.en}"
    )


def _action(dossier: Dossier, decision: str, actions: set[str], risk: Risk) -> GradeLine:
    """Stopping is right where the engine says so; fixing is right when the engine, run again with the fixes, would sign."""
    of = _points(dossier, "action")
    effects = {c.effect for c in dossier.actions if c.id in actions}
    after = assess(_fixed(dossier, effects))
    if "harm" in effects or decision == "sign":
        share = 1.0 if decision == "sign" and risk.verdict == "sign" and "harm" not in effects else 0.0
    elif decision == "stop":
        share = 0.0 if risk.verdict == "sign" else 1.0 if "helps" in effects else 0.75
    else:
        share = 1.0 if after.verdict == "sign" else 0.25
    ko = f"행동 - 그대로 서명하면 잃을 돈 {risk.loss:,}원, 고른 조건으로는 {after.loss:,}원"
    en = f"Action - lost if signed as it is KRW {risk.loss:,}, with the chosen terms KRW {after.loss:,}"
    return GradeLine("action", of * share, of, None, ko, en)


def _fixed(dossier: Dossier, effects: set[str]) -> Case:
    case = lowered(dossier.case) if "lower_deposit" in effects else dossier.case
    return replace(case, insured=True) if "insured" in effects else case


def _false_alarms(dossier: Dossier, marked: Sequence[str]) -> list[GradeLine]:
    """At most what finding is worth, so that marking everything gains nothing and honest doubt is not ruinous."""
    trap, each = dossier.trap, _points(dossier, "false_alarm")
    fair = {f for e in trap.evidence for f in e.any_of} | set(trap.supporting)
    labels = {f.id: f.label for f in dossier.fields()}
    lines, left = [], _points(dossier, "find")
    for field in marked:
        if field in fair or left <= 0.0:
            continue
        got = max(each, -left)
        left += got
        why = dossier.decoys.get(field)
        ko = f"헛경보 - {labels[field].ko}" + (f": {why.ko}" if why else "")
        en = f"False alarm - {labels[field].en}" + (f": {why.en}" if why else "")
        lines.append(GradeLine(f"false_alarm.{field}", got, 0.0, None, ko, en))
    return lines


def _unread(dossier: Dossier, opened: set[str]) -> list[GradeLine]:
    got = _points(dossier, "unread")
    return [
        GradeLine(f"unread.{d.id}", got, 0.0, None, f"읽지 않은 문서 - {d.name.ko}", f"Document not read - {d.name.en}")
        for d in dossier.documents
        if d.id not in opened
    ]


def _wrong_signature(dossier: Dossier, risk: Risk) -> GradeLine:
    got = _points(dossier, "wrong_signature")
    ko = f"위험한 계약에 서명했다: 경매에 넘어가면 보증금 {dossier.case.deposit:,}원 가운데 {risk.loss:,}원을 잃는다"
    en = f"Signed a dangerous lease: at an auction KRW {risk.loss:,} of the deposit of KRW {dossier.case.deposit:,} is lost"
    return GradeLine("wrong_signature", got, 0.0, None, ko, en)


def _points(dossier: Dossier, name: str) -> float:
    return float(law(f"points_{name}", date.max).value)


def _known(name: str, given: Sequence[str], known: Sequence[str]) -> None:
    for item in given:
        if item not in known:
            raise ValueError(f"{name}: {item!r:.80} is not in this dossier")
