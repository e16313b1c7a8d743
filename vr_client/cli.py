"""`seoul` and its commands, at a glance. What they do is in vr_client.commands, and imported there when a command runs, so that
`seoul --help` answers at once.
"""

import io
import sys

import typer

from vr_client.commands import bench, check, light, server, shot, walk

app = typer.Typer(
    name="seoul",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # rich takes longer to load than the rest of --help
    help="메타버스 서울을 VR로. / Metaverse Seoul in VR. 인자 없이: 들어가기 / without a command: walk in.",
)
app.callback(invoke_without_command=True)(walk.walk_in)
app.command("open")(walk.open_link)
app.command("serve")(server.serve)
app.command("create-user")(server.create_user)
app.command("owner-link")(server.owner_link)
app.command("shot")(shot.shot)
app.command("bake")(light.bake)
app.command("reference")(light.reference)
app.command("compare")(light.compare)
app.command("doctor")(check.doctor)
app.command("prepare")(check.prepare)
app.command("replay")(check.replay)

benches = typer.Typer(help="속도를 잽니다. / Measure speed.")
benches.command("start")(bench.bench_start)
benches.command("change")(bench.bench_change)
benches.command("frame")(bench.bench_frame)
benches.command("fire")(bench.bench_fire)
app.add_typer(benches, name="bench")

validations = typer.Typer(help="계산을 실험과 견줍니다. / Compare computations with experiments.")
validations.command("fire")(check.validate_fire)
validations.command("drills")(check.validate_drills)
app.add_typer(validations, name="validate")


def main() -> None:
    """The entry point."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a console of another code page must not stop us from speaking Korean
            stream.reconfigure(errors="replace")
    app()
