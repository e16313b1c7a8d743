"""`seoul`: run, and the commands around it. Imports are inside the commands, so that `seoul --help` answers at once."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from vr_client.settings import Settings

app = typer.Typer(
    name="seoul",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # rich takes longer to load than the rest of --help
    help="메타버스 서울을 VR로. / Metaverse Seoul in VR. 인자 없이: 들어가기 / without a command: walk in.",
)
bench_app = typer.Typer(help="속도를 잽니다. / Measure speed.")
app.add_typer(bench_app, name="bench")
validate_app = typer.Typer(help="계산을 실험과 견줍니다. / Compare computations with experiments.")
app.add_typer(validate_app, name="validate")

DataDir = Annotated[str | None, typer.Option(help="자료 폴더 / data folder")]
Size = Annotated[str, typer.Option(help="WIDTHxHEIGHT")]


@app.callback(invoke_without_command=True)
def run(
    context: typer.Context,
    place: Annotated[str | None, typer.Option(help="바로 가기 / deep link: PLACE or PLACE/SPOT")] = None,
    flat: Annotated[bool, typer.Option("--flat", help="창에서 / in a window")] = False,
    headset: Annotated[bool, typer.Option("--headset", help="헤드셋에서만 / only in a headset")] = False,
    offscreen: Annotated[bool, typer.Option("--offscreen", help="화면 없이 / without a display")] = False,
    server: Annotated[str | None, typer.Option(help="서버 주소 / server URL; default: our own")] = None,
    name: Annotated[str | None, typer.Option(help="이름 / the name others see")] = None,
    language: Annotated[str | None, typer.Option(help="ko | en")] = None,
    scripted: Annotated[Path | None, typer.Option(help="트랙 파일 / track file that plays the person")] = None,
    frames: Annotated[int | None, typer.Option(help="이만큼 그리고 끝 / end after so many frames")] = None,
    seconds: Annotated[float | None, typer.Option(help="이만큼 지나면 끝 / end after so many seconds")] = None,
    quality: Annotated[
        str | None, typer.Option(help="화질 / quality: low, integrated, desktop, headset-large; default: measured once")
    ] = None,
    data_dir: DataDir = None,
    exit_when_done: Annotated[
        bool, typer.Option("--exit-when-done", help="트랙이 끝나면 끝 / end with the track")
    ] = False,
    frame_dir: Annotated[Path | None, typer.Option(help="--offscreen: 그림을 여기에 / write each picture here")] = None,
    spectate: Annotated[
        bool, typer.Option("--spectate", help="훈련을 지켜보기 / watch the drill that runs there, through their eyes")
    ] = False,
) -> None:
    """들어갑니다. / Walk in."""
    if context.invoked_subcommand is not None:
        return
    chosen = [kind for kind, on in (("flat", flat), ("headset", headset), ("offscreen", offscreen)) if on]
    if len(chosen) > 1:
        raise typer.BadParameter("--flat, --headset, --offscreen: 하나만 / only one of them")
    given = {
        "device": chosen[0] if chosen else None,
        "place": place,
        "server": server,
        "name": name,
        "language": language,
        "scripted": str(scripted) if scripted else None,
        "frames": frames,
        "seconds": seconds,
        "quality": quality,
        "data_dir": data_dir,
        "exit_when_done": exit_when_done or None,
        "frame_dir": str(frame_dir) if frame_dir else None,
        "spectate": spectate or None,
    }

    def walk_in(settings: Settings) -> int:
        from vr_client.app import App

        app = App(settings)
        try:
            app.open()
        except BaseException:
            app.close()
            raise
        return app.run()

    _with_settings(given, walk_in)


@app.command("open")
def open_link(
    link: Annotated[str, typer.Argument(help="seoul://drill/...")],
    data_dir: DataDir = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="묻지 않고 / do not ask whether the server is to be trusted")
    ] = False,
) -> None:
    """학습 관리 시스템이 보낸 훈련을 엽니다. / Open a drill that a learning management system has sent one to."""
    from dataclasses import replace

    from vr_client.deep_link import claim, parse

    try:
        given = parse(link)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    if not yes:
        typer.confirm(f"{given.server} 에 접속할까요? / Connect to it?", abort=True)

    def go(settings: Settings) -> int:
        from vr_client.app import App

        found = claim(given, settings.data_path(), settings.name, settings.language)
        typer.echo(f"{found.title_ko} · {found.title_en} ({found.mode})")
        app = App(replace(settings, place=found.place))
        try:
            app.open()
        except BaseException:
            app.close()
            raise
        return app.run()

    _with_settings({"data_dir": data_dir, "server": given.server}, go)


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="주소 / address to listen on")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="0: 빈 포트 / any free port")] = 8765,
    database: Annotated[str, typer.Option(help="SQLAlchemy URL; default: SQLite in the data folder")] = "",
    data_dir: DataDir = None,
    ready_file: Annotated[Path | None, typer.Option(help="준비되면 여기에 / written once we serve")] = None,
) -> None:
    """서버를 엽니다. / Serve rooms, records and the staff desk.

    \b
    담당자 화면은 /staff 에 있습니다. 첫 담당자 계정 만들기: / The staff desk is at /staff. To make the first account for staff:
      seoul create-user --email E --name N --role staff
    계정 없이 서버 주인으로 들어가기: / To enter as the server's owner, without an account:
      seoul owner-link
    """

    def listen(settings: Settings) -> int:
        from backend.cli import serve_folder
        from backend.folder import READY_FILE
        from backend.settings import Settings as ServerSettings

        server = ServerSettings(data_dir=settings.data_path(), database=database)
        # By default where a window of this machine looks for it: see vr_client.embedded.
        return serve_folder(server, host, port, ready_file or settings.data_path() / READY_FILE)

    _with_settings({"data_dir": data_dir}, listen)


@app.command("create-user")
def create_user(
    email: Annotated[str, typer.Option(help="이메일 / e-mail")],
    name: Annotated[str, typer.Option(help="이름 / the name others see")],
    role: Annotated[str, typer.Option(help="citizen | trainer | staff | admin")] = "staff",
    database: Annotated[str, typer.Option(help="SQLAlchemy URL; default: SQLite in the data folder")] = "",
    data_dir: DataDir = None,
) -> None:
    """서버의 계정을 만들거나 역할과 비밀번호를 바꿉니다. / Make an account of the server, or change its role and password.

    비밀번호는 물어보거나 SEOUL_PASSWORD에서 읽습니다. / The password is asked for, or read from SEOUL_PASSWORD.
    """

    def make(settings: Settings) -> int:
        from pydantic import ValidationError

        from backend.cli import create_user
        from backend.schemas.identity import Role
        from backend.settings import Settings as ServerSettings

        if role not in list(Role)[1:]:
            raise typer.BadParameter(f"--role {role!r}: citizen | trainer | staff | admin")
        try:
            return create_user(ServerSettings(data_dir=settings.data_path(), database=database), email, name, role)
        except ValidationError as error:
            fields = ", ".join(str(problem["loc"][-1]) for problem in error.errors())
            raise typer.BadParameter(f"쓸 수 없습니다 / not usable: {fields}") from error

    _with_settings({"data_dir": data_dir}, make)


@app.command("owner-link")
def owner_link(
    url: Annotated[str, typer.Option(help="서버 주소 / server URL; default: the server of this data folder")] = "",
    data_dir: DataDir = None,
) -> None:
    """담당자 화면을 여는, 10분 안에 한 번 쓸 수 있는 주소. / A link to the staff desk, good once within ten minutes."""

    def print_link(settings: Settings) -> int:
        from backend.cli import owner_link
        from backend.settings import Settings as ServerSettings
        from vr_client.embedded import served_at

        at = url or served_at(settings.data_path())
        if not at:
            print(
                "이 자료 폴더의 서버가 켜져 있지 않습니다. / No server of this data folder is running.", file=sys.stderr
            )
            return 1
        print(owner_link(ServerSettings(data_dir=settings.data_path()), at))
        return 0

    _with_settings({"data_dir": data_dir}, print_link)


@app.command()
def shot(
    what: Annotated[str, typer.Argument(help="PLACE or FILE.glb")],
    output: Annotated[Path, typer.Option("-o", "--output", help="PNG")],
    view: Annotated[str, typer.Option(help="장소의 시점 이름 / a view named in the place")] = "",
    size: Size = "1280x800",
    environment: Annotated[str, typer.Option(help="FILE: 이 .hdr의 빛으로만 / lit by this .hdr alone")] = "",
    orbit: Annotated[str, typer.Option(help="FILE: THETA,PHI,RADIUS (deg, deg, m | auto)")] = "30,70,auto",
    target: Annotated[str, typer.Option(help="FILE: X,Y,Z (m) | auto")] = "auto",
    fov: Annotated[float, typer.Option(help="FILE: 세로 화각 / vertical field of view, deg", min=1, max=170)] = 40.0,
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

        weights = _weights(light)
        theta, phi, radius = _measures("--orbit", orbit, ("deg", "deg", "m"))
        x, y, z = _measures("--target", target if target != "auto" else "auto,auto,auto", ("m", "m", "m"))
        centre = None if x is None or y is None or z is None else (x, y, z)
        if tonemap not in ("none", "neutral", "agx", "aces"):
            raise typer.BadParameter(f"--tonemap {tonemap!r}: none | neutral | agx | aces")
        framing = Framing(30.0 if theta is None else theta, 70.0 if phi is None else phi, radius, centre, fov)
        studio = Studio(framing, environment, tonemap, exposure, transparent, variant)
        take_shot(what, output, view, _size(size), settings, studio, weights, bare)
        print(output)
        return 0

    _with_settings({}, take)


def _weights(text: str) -> dict[str, float]:
    from vr_client.shot import light_weights

    try:
        return light_weights(text)
    except ValueError as error:
        raise typer.BadParameter(f"--light {text!r}: noon=1,lamps=0.5") from error


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


@app.command()
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

    _with_settings({}, trace)


@app.command()
def reference(
    what: Annotated[str, typer.Argument(metavar="PLACE", help="PLACE, 폴더/folder, FILE.glb")],
    output: Annotated[Path, typer.Option("-o", "--output", help="PNG")],
    view: Annotated[str, typer.Option(help="장소의 시점 이름 / a view named in the place")] = "",
    light: Annotated[str, typer.Option(help="빛 묶음의 세기 / weights of light groups, noon=1,lamps=0.6")] = "",
    samples: Annotated[int, typer.Option("--spp", help="화소당 경로 / paths a pixel", min=1)] = 128,
    size: Size = "640x400",
) -> None:
    """경로 추적한 그림: `seoul shot --bare`가 닮아야 할 것. / The path-traced picture that `seoul shot --bare` should equal."""

    def trace(_settings: Settings) -> int:
        from assets.bake.commands import run_reference

        return run_reference(what, view, _weights(light), samples, _size(size), output)

    _with_settings({}, trace)


@app.command()
def compare(
    what: Annotated[str, typer.Argument(metavar="PLACE", help="PLACE")],
    output: Annotated[Path, typer.Option("-o", "--output", help="폴더 / folder for pictures and report.md")],
    views: Annotated[str, typer.Option(help="이름, 쉼표로 / names with commas; default: all")] = "",
    light: Annotated[str, typer.Option(help="빛 묶음의 세기 / weights of light groups, noon=1,lamps=0.6")] = "",
    samples: Annotated[int, typer.Option("--spp", help="화소당 경로 / paths a pixel", min=1)] = 64,
    size: Size = "512x320",
    stereo: Annotated[bool, typer.Option("--stereo", help="두 눈 모두 / both eyes")] = False,
) -> None:
    """렌더러의 그림이 경로 추적과 얼마나 닮았는지: FLIP, PSNR. / How near the renderer comes to path tracing."""

    def measure(settings: Settings) -> int:
        from assets.bake.commands import run_compare

        names = [name for name in views.replace(" ", "").split(",") if name]
        return run_compare(what, names, _size(size), samples, output, _weights(light), stereo, settings)

    _with_settings({}, measure)


@app.command()
def doctor(data_dir: DataDir = None, server: Annotated[str | None, typer.Option(help="server URL")] = None) -> None:
    """무엇이 되고 안 되는지 봅니다. / See what works and what does not."""

    def look(settings: Settings) -> int:
        from vr_client.doctor import run_doctor

        return run_doctor(settings)

    _with_settings({"data_dir": data_dir, "server": server}, look)


@app.command()
def replay(
    run_id: Annotated[str, typer.Argument(metavar="RUN", help="기록 파일이나 훈련 번호 / log file, or id of a drill")],
    server: Annotated[str | None, typer.Option(help="server URL")] = None,
    data_dir: DataDir = None,
) -> None:
    """훈련을 기록에서 다시 계산합니다. / Compute a drill again from its log; exit 1 if it differs."""

    def again(settings: Settings) -> int:
        from vr_client.replaying import replay_run

        return replay_run(run_id, settings)

    _with_settings({"server": server, "data_dir": data_dir}, again)


@bench_app.command("start")
def bench_start(
    repeats: Annotated[int, typer.Option(help="따뜻한 시작 횟수 / warm starts")] = 5,
    place: Annotated[str, typer.Option(help="PLACE")] = "entrance",
    flat: Annotated[bool, typer.Option("--flat", help="창으로 / with a window instead of offscreen")] = False,
) -> None:
    """시작부터 첫 화면까지. / From launch to the first frame, by phase."""

    def measure(_settings: Settings) -> int:
        from vr_client.bench import bench_start

        return bench_start(repeats, place, flat)

    _with_settings({}, measure)


@bench_app.command("frame")
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

    _with_settings({}, measure)


@bench_app.command("fire")
def bench_fire(
    steps: Annotated[int, typer.Option(help="재는 걸음 수 / measured steps", min=10)] = 2000,
) -> None:
    """불의 물리 한 걸음(1/20초)의 시간. / Time of one step of the fire's physics: 1, 4, 8, 10 rooms."""

    def measure(_settings: Settings) -> int:
        from vr_client.bench_fire import bench_fire

        return bench_fire(steps)

    _with_settings({}, measure)


@validate_app.command("fire")
def validate_fire(
    case: Annotated[Path | None, typer.Option(metavar="FILE", help="사례 / a case, docs/fire.md (TOML)")] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="폴더 / folder for CSV and SVG")] = None,
) -> None:
    """불의 물리를 정확한 답과 실험에 견줍니다. / The fire's physics against exact answers and experiments."""

    def compare_all(settings: Settings) -> int:
        from vr_client.validate import validate_fire

        return validate_fire(case, output, settings.language)

    _with_settings({}, compare_all)


@validate_app.command("drills")
def validate_drills(
    scenario: Annotated[str | None, typer.Option(help="이 시나리오만 / this scenario alone")] = None,
    seeds: Annotated[int | None, typer.Option(min=1, help="시나리오마다 변형 수 / variations of each scenario")] = None,
    people: Annotated[int | None, typer.Option(min=1, help="초보와 훈련생 수 / novices, and as many trained")] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="모든 변형 (오래 걸림) / every variation: takes long")
    ] = False,
    jobs: Annotated[int, typer.Option(min=1, help="프로세스 수 / processes")] = 2,
) -> None:
    """모든 훈련을 풀어 보고 채점을 확인합니다. / Every drill solved, every critical mistake found."""

    def go_through(_settings: Settings) -> int:
        from vr_client.validate_drills import validate_drills

        return validate_drills(scenario, seeds, people, everything, jobs)

    _with_settings({}, go_through)


def _size(text: str) -> tuple[int, int]:
    try:
        width, height = (int(part) for part in text.lower().split("x"))
    except ValueError:
        raise typer.BadParameter(f"{text!r}: WIDTHxHEIGHT") from None
    if not (8 <= width <= 16384 and 8 <= height <= 16384):
        raise typer.BadParameter(f"{text!r}: 8..16384")
    return width, height


def _with_settings(given: dict[str, Any], command: Callable[[Settings], int]) -> None:
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


def main() -> None:
    """The entry point."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a console of another code page must not stop us from speaking Korean
            stream.reconfigure(errors="replace")
    app()
