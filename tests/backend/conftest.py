"""Every API test runs against a real server on a real socket, once on SQLite and once on PostgreSQL."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
import structlog

from backend.settings import Settings
from tests.backend.people import People
from tests.backend.serving import in_thread
from tests.system.postgres import postgres

__all__ = ["postgres"]

FAST = (10_000.0, 100_000.0)  # no limits, where limits are not what is tested


@pytest.fixture(scope="session", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.system)])
def served(request, tmp_path_factory):
    """A server that lasts for the whole session. `.url`, `.settings`."""
    database = request.getfixturevalue("postgres").database() if request.param == "postgresql" else ""
    settings = Settings(
        data_dir=tmp_path_factory.mktemp(request.param),
        database=database,
        rate_user=FAST,
        rate_address=FAST,
        rate_login=FAST,
        leave_after_s=0.5,
        yield_after_s=0.3,
    )
    with in_thread(settings) as url:
        yield SimpleNamespace(url=url, settings=settings)


@pytest.fixture
def people(served):
    with People(served.url, served.settings) as made:
        yield made


@pytest.fixture(autouse=True, scope="session")
def _quiet_logs():
    """Log lines go where pytest shows them only with a failure."""
    structlog.configure(
        processors=[
            structlog.stdlib.add_log_level,
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
    )
