"""What every refusal looks like."""

from typing import Any

from backend.schemas.wire import Wire


class Problem(Wire):
    """Every refusal: a stable code, and a sentence in each language."""

    code: str
    message_ko: str
    message_en: str
    detail: Any = None
