"""What several commands take and do: options, settings, errors told in two lines."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from vr_client.settings import Settings

DataDir = Annotated[str | None, typer.Option(help="자료 폴더 / data folder")]
Size = Annotated[str, typer.Option(help="WIDTHxHEIGHT")]


def with_settings(given: dict[str, Any], command: Callable[[Settings], int]) -> None:
    """Runs a command with the settings in force; a UserError becomes two lines and exit status 1."""
    from vr_client.errors import UserError

    language = given.get("language")
    try:
        from vr_client.settings import load

        settings = load(given)
        language = settings.language
        status = command(settings)
    except UserError as error:
        from vr_client.i18n import error_text

        text = error_text(error.code, language or "ko", **error.values)
        print(f"{error.code}: {text.cause}\n  → {text.remedy}", file=sys.stderr)
        status = 1
    raise typer.Exit(status)


def picture_size(text: str) -> tuple[int, int]:
    """Pixels: "WIDTHxHEIGHT". Raises BadParameter."""
    try:
        width, height = (int(part) for part in text.lower().split("x"))
    except ValueError:
        raise typer.BadParameter(f"{text!r}: WIDTHxHEIGHT") from None
    if not (8 <= width <= 16384 and 8 <= height <= 16384):
        raise typer.BadParameter(f"{text!r}: 8..16384")
    return width, height


def light_weights(text: str) -> dict[str, float]:
    """Weights of light groups: "noon=1,lamps=0.5". Raises BadParameter."""
    from vr_client.shot import light_weights as read

    try:
        return read(text)
    except ValueError as error:
        raise typer.BadParameter(f"--light {text!r}: noon=1,lamps=0.5") from error
