"""`seoul bake`, `reference` and `compare`: a place's light by path tracing. What they need is in the group `bake`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vr_client.commands.options import Size, light_weights, picture_size, with_settings

if TYPE_CHECKING:
    from vr_client.settings import Settings

Denoise = Annotated[
    bool, typer.Option("--denoise/--no-denoise", help="잡음을 없앤 기준 / the reference without its noise")
]


def bake(
    what: Annotated[str, typer.Argument(metavar="PLACE", help="PLACE, 폴더/folder, FILE.glb")],
    preview: Annotated[bool, typer.Option("--preview", help="거칠게, 1분쯤 / coarse, about a minute")] = False,
    density: Annotated[float | None, typer.Option(help="텍셀/m / texels per metre, at most")] = None,
    samples: Annotated[int | None, typer.Option(help="텍셀당 경로 / paths a texel")] = None,
    probes: Annotated[bool, typer.Option(help="반사와 빛 격자도 / reflections and light volume too")] = True,
) -> None:
    """장소의 빛을 굽습니다. / Path-trace a place's light: lightmaps, reflections, light for what moves."""

    def trace(_settings: Settings) -> int:
        from assets.bake.commands import run_bake

        return run_bake(what, preview, density, samples, probes)

    with_settings({}, trace)


def reference(
    what: Annotated[str, typer.Argument(metavar="PLACE", help="PLACE, 폴더/folder, FILE.glb")],
    output: Annotated[Path, typer.Option("-o", "--output", help="PNG")],
    view: Annotated[str, typer.Option(help="장소의 시점 이름 / a view named in the place")] = "",
    light: Annotated[str, typer.Option(help="빛 묶음의 세기 / weights of light groups, noon=1,lamps=0.6")] = "",
    samples: Annotated[int, typer.Option("--spp", help="화소당 경로 / paths a pixel", min=1)] = 128,
    size: Size = "640x400",
    denoise: Denoise = True,
) -> None:
    """경로 추적한 그림: `seoul shot --bare`가 닮아야 할 것. / The path-traced picture that `seoul shot --bare` should equal."""

    def trace(_settings: Settings) -> int:
        from assets.bake.commands import run_reference

        return run_reference(what, view, light_weights(light), samples, picture_size(size), output, denoise)

    with_settings({}, trace)


def compare(
    what: Annotated[str, typer.Argument(metavar="PLACE", help="PLACE")],
    output: Annotated[Path, typer.Option("-o", "--output", help="폴더 / folder for pictures and report.md")],
    views: Annotated[str, typer.Option(help="이름, 쉼표로 / names with commas; default: all")] = "",
    light: Annotated[str, typer.Option(help="빛 묶음의 세기 / weights of light groups, noon=1,lamps=0.6")] = "",
    samples: Annotated[int, typer.Option("--spp", help="화소당 경로 / paths a pixel", min=1)] = 64,
    size: Size = "512x320",
    denoise: Denoise = True,
    stereo: Annotated[bool, typer.Option("--stereo", help="두 눈 모두 / both eyes")] = False,
    shimmer: Annotated[
        bool, typer.Option("--shimmer", help="대신, 움직일 때의 깜박임 / instead, how it flickers in motion")
    ] = False,
) -> None:
    """렌더러의 그림이 경로 추적과 얼마나 닮았는지: FLIP, PSNR. / How near the renderer comes to path tracing."""

    def measure(settings: Settings) -> int:
        from assets.bake.commands import run_compare, run_shimmer

        names = [name for name in views.replace(" ", "").split(",") if name]
        if shimmer:
            return run_shimmer(what, names, picture_size(size), output, light_weights(light), settings)
        weights = light_weights(light)
        return run_compare(what, names, picture_size(size), samples, output, weights, stereo, denoise, settings)

    with_settings({}, measure)
