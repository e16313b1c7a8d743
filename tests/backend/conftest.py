"""Every API test runs against a real server on a real socket, once on SQLite and once on PostgreSQL."""

from __future__ import annotations

import functools
from types import SimpleNamespace

import httpx._transports.default as httpx_transports
import pytest
import structlog
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from backend.identity import service
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
def cheap_passwords_and_clients():
    """What costs most of the time and is not what is tested: 50 ms and 64 MiB for each password (test_crash holds the real
    program to its strength), and the list of all certificate authorities, which httpx reads anew for each client of plain HTTP."""
    real_hash, real_context = service._passwords, httpx_transports.create_ssl_context
    cheap = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))
    service._passwords = lambda: cheap
    service._nobody.cache_clear()
    httpx_transports.create_ssl_context = functools.cache(real_context)
    yield
    service._passwords, httpx_transports.create_ssl_context = real_hash, real_context
    service._nobody.cache_clear()


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
