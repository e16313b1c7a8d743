"""`seoul shot`: a picture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vr_client.commands.options import Size, light_weights, picture_size, with_settings

if TYPE_CHECKING:
    from vr_client.settings import Settings


def shot(
    what: Annotated[str, typer.Argument(help="PLACE or FILE.glb")],
    output: Annotated[Path, typer.Option("-o", "--output", help="PNG")],
    view: Annotated[str, typer.Option(help="장소의 시점 이름 / a view named in the place")] = "",
    size: Size = "1280x800",
    environment: Annotated[str, typer.Option(help="FILE: 이 .hdr의 빛으로만 / lit by this .hdr alone")] = "",
    orbit: Annotated[
        str,
        typer.Option(
            help="FILE: THETA,PHI,RADIUS (deg, deg, m | auto): 앞에서 오른쪽으로, 바로 위에서 아래로 / "
            "from the front to the right, from straight above down"
        ),
    ] = "0,75,auto",
    target: Annotated[str, typer.Option(help="FILE: X,Y,Z (m) | auto: 한가운데 / the middle")] = "auto",
    fov: Annotated[float, typer.Option(help="FILE: 세로 화각 / vertical field of view, deg", min=1, max=170)] = 30.0,
    tonemap: Annotated[str, typer.Option(help="FILE: none | neutral | agx | aces")] = "neutral",
    exposure: Annotated[float, typer.Option(help="FILE: 곱 / linear factor", min=0)] = 1.0,
    transparent: Annotated[bool, typer.Option("--transparent", help="FILE: 배경 없이 / no background")] = False,
    variant: Annotated[str, typer.Option(help="FILE: KHR_materials_variants")] = "",
    light: Annotated[str, typer.Option(help="장소의 빛 / PLACE: weights of light groups, noon=1,lamps=0.5")] = "",
    bare: Annotated[bool, typer.Option("--bare", help="PLACE: 사람도 물건도 없이 / nobody and nothing else")] = False,
) -> None:
    """화면 없이 그림 한 장. / One picture without a window."""

    def take(settings: Settings) -> int:
        from renderer.shot import Framing
        from vr_client.shot import Studio, take_shot

        weights = light_weights(light)
        theta, phi, radius = _measures("--orbit", orbit, ("deg", "deg", "m"))
        x, y, z = _measures("--target", target if target != "auto" else "auto,auto,auto", ("m", "m", "m"))
        centre = None if x is None or y is None or z is None else (x, y, z)
        if tonemap not in ("none", "neutral", "agx", "aces"):
            raise typer.BadParameter(f"--tonemap {tonemap!r}: none | neutral | agx | aces")
        framing = Framing(0.0 if theta is None else theta, 75.0 if phi is None else phi, radius, centre, fov)
        studio = Studio(framing, environment, tonemap, exposure, transparent, variant)
        take_shot(what, output, view, picture_size(size), settings, studio, weights, bare)
        print(output)
        return 0

    with_settings({}, take)


def _measures(option: str, text: str, units: tuple[str, ...]) -> list[float | None]:
    """Numbers with commas or spaces between, each with or without its unit; None for "auto"."""
    import math

    parts = text.replace(",", " ").split()
    try:
        values = [None if p == "auto" else float(p.removesuffix(u)) for p, u in zip(parts, units, strict=True)]
    except ValueError:
        values = [math.nan]
    if any(value is not None and not math.isfinite(value) for value in values):
        raise typer.BadParameter(f"{option} {text!r}: {','.join(f'N{unit}' for unit in units)}")
    return values
