"""Which quality is drawn: the one that is set, else the one that was measured at the first start on this graphics card."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

from renderer.gl.quality import LEVELS
from vr_client.errors import UserError
from vr_client.settings import Settings

log = logging.getLogger(__name__)
FILE = "quality.json"  # in the data folder: level by the driver's name for the card


def quality_level(ctx: Any, settings: Settings) -> str:
    """One of renderer.gl.quality.LEVELS. Raises UserError E72 for a name that is none."""
    if settings.quality != "auto":
        if settings.quality not in LEVELS:
            raise UserError("E72", name="quality", value=settings.quality, kind=" | ".join(LEVELS))
        return settings.quality
    card, path = card_name(ctx), settings.data_path() / FILE
    known = remembered(path)
    if known.get(card) not in LEVELS:
        from renderer.gl.measure import choose_level

        known[card] = choose_level(ctx)
        log.info("quality %s, measured on %s", known[card], card)
        try:
            path.write_text(json.dumps(known, indent=1), "utf-8")
        except OSError as error:
            log.warning("the measured quality is not kept: %s", error)
    return known[card]


def card_name(ctx: Any) -> str:
    return f"{ctx.info['GL_RENDERER']} {ctx.info['GL_VERSION']}"


def remembered(path: Path) -> dict[str, str]:
    """Empty where there is none, or it is damaged: then one measures again."""
    try:
        known = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}
