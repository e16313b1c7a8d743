"""Every setting of the server with its default. Command line > environment (SEOUL_SERVER_*) > default."""

from __future__ import annotations

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Seconds and bytes unless the name says otherwise."""

    model_config = SettingsConfigDict(env_prefix="SEOUL_SERVER_", frozen=True, extra="forbid")

    data_dir: Path
    database: str = ""  # "": SQLite in data_dir; else an SQLAlchemy URL, postgresql+asyncpg://...
    signing_key: str = ""  # "": made at the first start and kept in data_dir (one file, mode 600)

    access_token_s: int = 15 * 60
    room_token_s: int = 10 * 60
    staff_session_s: int = 8 * 3600  # a day at the desk

    # sizes: a voice offer of 60 000 characters, its quotes escaped, is the largest body there is
    max_body_bytes: int = 128 * 1024
    max_event_bytes: int = 8 * 1024
    max_rooms: int = 2000
    max_people_in_room: int = 300

    # rates as "per second, burst"; an address may be a whole classroom behind one router
    rate_user: tuple[float, float] = (20.0, 120.0)
    rate_address: tuple[float, float] = (10.0, 300.0)
    rate_login: tuple[float, float] = (1 / 6, 10.0)  # a pair of address and e-mail
    rate_pose: tuple[float, float] = (100.0, 200.0)
    rate_input: tuple[float, float] = (60.0, 600.0)  # the burst takes what a client repeats after a reconnect
    rate_voice: tuple[float, float] = (1.0, 3.0)
    rate_paper: tuple[float, float] = (0.5, 30.0)  # reports, certificates, appeals: each may compute for seconds

    # drills
    flush_s: float = 0.2  # inputs are in the database, and acknowledged, this soon
    abandon_after_s: float = 600.0  # a drill with nobody there stands still; after this it is given up
    abandon_paused_after_s: float = 8 * 3600.0  # one that a trainer left standing waits longer: until the day is over
    yield_after_s: float = 60.0  # after this it gives way to whoever wants to start another in its room
    leave_after_s: float = 30.0  # one who is gone this long while others go on has left the drill

    # papers: where the world finds this server, for what is printed; "": the address of this machine that was asked
    public_url: str = ""
    organisation: str = ""  # who holds the drills, on reports and certificates

    metrics_token: str = ""  # who asks for /metrics must bear it; "": anybody may

    # drills and their records go after so many days, but never before the law lets them (records/retention.toml); 0: they are kept
    records_days: int = 0

    # learning record store (xAPI 2.0); "": statements wait until there is one
    xapi_url: str = ""  # up to but not including /statements
    xapi_user: str = ""
    xapi_password: str = ""
    xapi_token: str = ""  # instead of user and password
    xapi_version: str = "2.0.0"
    xapi_home_page: str = ""  # actor.account.homePage; "": xapi.vocabulary.ACCOUNTS
    xapi_batch: int = 50
    xapi_poll_s: float = 2.0
    xapi_timeout_s: float = 10.0
    xapi_retry_s: tuple[float, float] = (1.0, 300.0)  # first, longest
    xapi_keep_days: int = 30  # what the store has, we keep for so long

    database_timeout_s: float = 3.0
    database_wait_s: float = 60.0  # at the start, for a PostgreSQL that is not up yet; then the server gives up
    database_retry_s: float = 1.0
    shutdown_s: int = 3

    @property
    def secure(self) -> bool:
        """Whether the world reaches us by https alone."""
        return self.public_url.startswith("https://")

    @property
    def database_url(self) -> str:
        return self.database or f"sqlite+aiosqlite:///{self.data_dir / 'seoul.sqlite3'}"
