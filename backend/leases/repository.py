from __future__ import annotations

from typing import Any
from uuid import UUID

from backend.db import Unit
from backend.leases.models import Lease


async def add(unit: Unit, **values: Any) -> bool:
    return await unit.insert_once(Lease, **values)


async def by_id(unit: Unit, lease: UUID) -> Lease | None:
    return await unit.session.get(Lease, lease)
