"""`seoul bench`: how fast."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from vr_client.commands.options import with_settings

if TYPE_CHECKING:
    from vr_client.settings import Settings


def bench_start(
    repeats: Annotated[int, typer.Option(help="따뜻한 시작 횟수 / warm starts")] = 5,
    place: Annotated[str, typer.Option(help="PLACE")] = "entrance",
    flat: Annotated[bool, typer.Option("--flat", help="창으로 / with a window instead of offscreen")] = False,
) -> None:
    """시작부터 장소가 보일 때까지. / From launch until the place is seen, by phase.

    Bare: nothing made beforehand, no byte code, shader cache or data folder. Cold: the first start after set-up (./run,
    seoul prepare). Warm: any later one.
    """

    def measure(_settings: Settings) -> int:
        from vr_client.bench import bench_start

        return bench_start(repeats, place, flat)

    with_settings({}, measure)


def bench_change(
    places: Annotated[str, typer.Option(help="PLACE,PLACE...")] = "entrance,mayor_office,fire_hall",
) -> None:
    """장소를 옮기는 시간과 가장 긴 화면. / From place to place: seconds, and the longest frame."""

    def measure(settings: Settings) -> int:
        from vr_client.bench_change import bench_change

        return bench_change(places.split(","), settings)

    with_settings({}, measure)


def bench_frame(
    place: Annotated[str, typer.Argument(help="PLACE")] = "mayor_office",
    frames: Annotated[int, typer.Option(help="재는 화면 수 / measured frames")] = 300,
    people: Annotated[int, typer.Option(help="그릴 사람 수 / skinned people in it")] = 100,
    compare: Annotated[
        str, typer.Option(help="pyrender와 panda3d가 있는 파이썬 / a Python with pyrender, panda3d")
    ] = "",
    profile: Annotated[bool, typer.Option("--profile", help="함수별 시간 / time by function")] = False,
) -> None:
    """한 화면의 CPU 시간. / CPU time of a frame, both eyes."""

    def measure(settings: Settings) -> int:
        from vr_client.bench_frame import bench_frame

        return bench_frame(place, frames, people, settings, compare, profile)

    with_settings({}, measure)


def bench_fire(
    steps: Annotated[int, typer.Option(help="재는 걸음 수 / measured steps", min=10)] = 2000,
) -> None:
    """불의 물리 한 걸음(1/20초)의 시간. / Time of one step of the fire's physics: 1, 4, 8, 10 rooms."""

    def measure(_settings: Settings) -> int:
        from vr_client.bench_fire import bench_fire

        return bench_fire(steps)

    with_settings({}, measure)
