import json
import subprocess
import sys

import httpx
import pytest
from PIL import Image
from typer.testing import CliRunner

from safety_training.drill import Drill
from safety_training.events import Finish, Join, Logged
from safety_training.replay import DrillLog
from safety_training.scenario import load_scenario
from tests.vr_client.rooms import write_place
from vr_client import cli, logs

runner = CliRunner()


@pytest.fixture(autouse=True)
def _no_logs_left():
    yield
    logs.stop_logs()


def seoul(*arguments):
    return runner.invoke(cli.app, [str(a) for a in arguments])


def test_help_names_every_command_and_loads_nothing_heavy():
    code = (
        "import sys; from vr_client.cli import app; import typer.testing as t\n"
        "print(t.CliRunner().invoke(app, ['--help']).output); print(sorted(m.split('.')[0] for m in sys.modules))"
    )
    said = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True
    ).stdout
    for command in ("serve", "shot", "doctor", "replay", "bench"):
        assert command in said
    modules = said.splitlines()[-1]
    for heavy in ("numpy", "moderngl", "glfw", "pydantic", "fastapi", "skia", "av"):
        assert f"'{heavy}'" not in modules


def test_an_unknown_place_is_explained_in_the_persons_language(tmp_path):
    for language, words in (("ko", "장소"), ("en", "no place called 'atlantis'")):
        result = seoul("--place", "atlantis", "--data-dir", tmp_path, "--language", language)
        assert result.exit_code == 1
        assert "E20" in result.stderr
        assert words in result.stderr


def test_two_devices_at_once_are_refused():
    assert seoul("--flat", "--headset").exit_code == 2


def test_the_way_to_the_first_staff_account_is_told_and_works(tmp_path, monkeypatch):
    for command in ("create-user", "owner-link"):
        assert f"seoul {command}" in seoul("serve", "--help").stdout
    closed = seoul("owner-link", "--data-dir", tmp_path)
    assert closed.exit_code == 1
    assert "서버가 켜져 있지 않습니다. / No server" in closed.stderr
    monkeypatch.setenv("SEOUL_PASSWORD", "correct horse battery")
    account = ("--email", "desk@example.org", "--name", "담당", "--data-dir", tmp_path)
    assert seoul("create-user", *account, "--role", "king").exit_code == 2
    assert "email" in seoul("create-user", *account, "--email", "nobody").stderr

    serve = [sys.executable, "-m", "vr_client", "serve", "--port", "0", "--data-dir", str(tmp_path)]
    server = subprocess.Popen(serve, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        url = json.loads(server.stdout.readline())["url"]
        assert seoul("create-user", *account).exit_code == 0
        login = {"email": "desk@example.org", "password": "correct horse battery"}
        assert httpx.post(f"{url}/api/tokens", json=login, timeout=20).json()["user"]["role"] == "staff"
        link = seoul("owner-link", "--data-dir", tmp_path).stdout.strip()
        assert link.startswith(f"{url}/staff/login?owner=")
        first, second = (httpx.get(link, timeout=60) for _ in range(2))
        assert first.headers["location"].startswith("/staff")
        assert second.status_code == 200  # once only: the second is shown the door
        server.terminate()
        assert server.wait(20) == 0
    finally:
        server.kill()
        server.wait(10)
        server.stdout.close()


@pytest.fixture
def places(tmp_path, monkeypatch):
    folders = {"room": write_place(tmp_path / "room", "room", spots={"corner": (3, 0, -8)})}
    monkeypatch.setattr("vr_client.places.find_places", lambda: folders)
    return folders


@pytest.mark.parametrize("what", [["room"], ["room/corner"], ["room", "--view", "door"]])
def test_shot_of_a_place(places, tmp_path, what):
    target = tmp_path / "out" / "a.png"
    result = seoul("shot", *what, "-o", target, "--size", "96x64")
    assert result.exit_code == 0, result.stderr
    with Image.open(target) as picture:
        assert picture.size == (96, 64)
        assert len(picture.getcolors(10_000)) > 20


def test_shot_of_a_file(places, tmp_path):
    target = tmp_path / "b.png"
    assert seoul("shot", places["room"] / "scene.glb", "-o", target, "--size", "64x64").exit_code == 0
    assert target.stat().st_size > 200


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["room", "--view", "moon"], "E23"), (["nowhere"], "E20"), (["gone.glb"], "E22")],
)
def test_shot_says_what_is_missing(places, tmp_path, arguments, code):
    result = seoul("shot", *arguments, "-o", tmp_path / "c.png", "--size", "64x64")
    assert result.exit_code == 1
    assert code in result.stderr


@pytest.fixture
def sky(tmp_path):
    """A small grey photograph of the surroundings."""
    pixels = bytes([128, 128, 128, 128]) * (4 * 7)
    path = tmp_path / "sky.hdr"
    path.write_bytes(b"#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 4 +X 7\n" + pixels)
    return path


def test_a_file_is_framed_and_lit_as_model_viewer_does(places, tmp_path, sky, monkeypatch):
    monkeypatch.setenv("SEOUL_DATA_DIR", str(tmp_path / "data"))
    target = tmp_path / "b.png"
    framing = ["--orbit", "-30deg,80deg,9m", "--target", "0,1,0", "--fov", "45", "--exposure", "0.5"]
    common = ["shot", places["room"] / "scene.glb", "-o", target, "--size", "64x48", "--environment", sky, *framing]
    assert seoul(*common, "--tonemap", "none").exit_code == 0
    with Image.open(target) as picture:
        assert (picture.mode, picture.size) == ("RGB", (64, 48))
        assert abs(picture.getpixel((0, 0))[0] - 137) <= 1  # half of a half, encoded
    assert list((tmp_path / "data" / "cache").glob("environment-*.npz"))
    assert seoul(*common, "--tonemap", "agx", "--transparent").exit_code == 0
    with Image.open(target) as picture:
        assert picture.mode == "RGBA"
        assert picture.getpixel((0, 0))[3] == 0


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--orbit", "1,2"),
        ("--orbit", "a,b,c"),
        ("--orbit", "0,nan,1"),
        ("--target", "1m"),
        ("--tonemap", "filmic"),
        ("--fov", "0"),
    ],
)
def test_an_impossible_framing_is_refused(places, tmp_path, option, value):
    result = seoul("shot", places["room"] / "scene.glb", "-o", tmp_path / "e.png", option, value)
    assert result.exit_code == 2


@pytest.mark.parametrize(
    ("option", "value", "code"), [("--environment", "gone.hdr", "E24"), ("--variant", "blue", "E25")]
)
def test_shot_of_a_file_says_what_is_missing(places, tmp_path, option, value, code):
    result = seoul("shot", places["room"] / "scene.glb", "-o", tmp_path / "f.png", "--size", "64x64", option, value)
    assert result.exit_code == 1
    assert code in result.stderr


@pytest.mark.parametrize("size", ["big", "10", "4x4", "99999x10"])
def test_an_impossible_size_is_refused(places, tmp_path, size):
    assert seoul("shot", "room", "-o", tmp_path / "d.png", "--size", size).exit_code == 2


@pytest.fixture
def log_file(tmp_path):
    """The log of a short drill in which somebody comes and leaves."""
    drill = Drill(load_scenario("waste_bin"), seed=3)
    log = DrillLog.of(drill)
    for tick, action in ((2, Join("하나")), (40, Finish())):
        while drill.tick < tick:
            drill.step()
        logged = Logged(drill.tick, "11111111-1111-4111-8111-111111111111", tick, action)
        log.append(logged)
        drill.step([logged])
    while not drill.finished and drill.tick < 2000:
        drill.step()
    log.close(drill)
    file = tmp_path / "drill.json"
    file.write_text(log.to_json(), "utf-8")
    return file


def test_replay_of_a_good_log(log_file):
    result = seoul("replay", log_file)
    assert result.exit_code == 0, result.stdout
    content = json.loads(log_file.read_text("utf-8"))
    assert result.stdout.replace("\n", "").count(content["state_hash"]) == 2
    assert "하나" in result.stdout


def test_replay_of_a_changed_log(log_file):
    content = json.loads(log_file.read_text("utf-8"))
    content["entries"][1]["tick"] += 1
    log_file.write_text(json.dumps(content), "utf-8")
    assert seoul("replay", log_file).exit_code == 1


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"log": 3}', "not json"])
def test_replay_of_what_is_no_log(tmp_path, content):
    file = tmp_path / "x.json"
    file.write_text(content, "utf-8")
    result = seoul("replay", file)
    assert result.exit_code == 1
    assert "E61" in result.stderr


def test_replay_of_what_is_not_there(tmp_path):
    result = seoul("replay", "no-such-run", "--data-dir", tmp_path)
    assert result.exit_code == 1
    assert "E61" in result.stderr
