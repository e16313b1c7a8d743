"""Whether the server is well."""

from typing import Literal

from backend.schemas.wire import Wire


class Health(Wire):
    """GET /health. 200 when `status` is "ok", else 503."""

    status: Literal["ok", "degraded"]
    database: bool
    version: str
    statements: Literal["off", "ok", "behind"] = (
        "off"  # on their way to a learning record store; behind: it is out of reach
    )
