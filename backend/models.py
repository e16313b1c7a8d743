"""Every table, so that whoever needs the whole schema (migrations) imports one module."""

from backend.appeals.models import Appeal
from backend.certificates.models import Certificate
from backend.db import Base
from backend.drills.models import DrillInputRow, DrillRow, InjectionRow
from backend.groups.models import Group, GroupMember
from backend.identity.models import User
from backend.launches.models import Launch
from backend.leases.models import Lease
from backend.progress.models import Progress
from backend.records.models import Record
from backend.sessions.models import Visit
from backend.suggestions.models import Suggestion
from backend.xapi.models import XapiStatement

__all__ = [
    "Appeal",
    "Base",
    "Certificate",
    "DrillInputRow",
    "DrillRow",
    "Group",
    "GroupMember",
    "InjectionRow",
    "Launch",
    "Lease",
    "Progress",
    "Record",
    "Suggestion",
    "User",
    "Visit",
    "XapiStatement",
]
