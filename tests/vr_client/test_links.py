"""seoul:// links: given to us by the system once we are registered, and followed to the drill that they are about."""

from __future__ import annotations

import configparser
import re
import shlex
import shutil
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import replace
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from backend.schemas.drills import DrillIn
from backend.schemas.launches import ClaimOut
from tests.vr_client.stage import stage
from vr_client import cli, deep_link, link_handler
from vr_client.commands import walk
from vr_client.messages import Put
from vr_client.places import fire_hall
from vr_client.settings import Settings

LINK = "seoul://drill/sofa?server=http%3A%2F%2F127.0.0.1%3A9&launch=ABC"


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home of nobody's."""
    data = tmp_path / "data"
    monkeypatch.setenv("XDG_DATA_HOME", str(data))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "config").mkdir()
    return data


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has its registry")
def test_the_desktop_learns_who_opens_such_links_and_forgets_it(home):
    assert CliRunner().invoke(cli.app, ["open", "--register"]).exit_code == 0
    path = home / "applications" / link_handler.FILE
    entry = configparser.RawConfigParser()
    entry.read_string(path.read_text("utf-8"))
    written = dict(entry["Desktop Entry"])
    assert written["mimetype"] == "x-scheme-handler/seoul;"
    assert written["terminal"] == "true", "it has to ask whether the server is to be trusted"
    assert shlex.split(written["exec"]) == [sys.executable, "-m", "vr_client", "open", "%u"]
    if shutil.which("xdg-mime"):
        query = ["xdg-mime", "query", "default", "x-scheme-handler/seoul"]
        assert subprocess.run(query, capture_output=True, text=True, check=True).stdout.strip() == link_handler.FILE
    assert CliRunner().invoke(cli.app, ["open", "--unregister"]).exit_code == 0
    assert not path.exists()
    assert link_handler.unregister() is False


def test_an_odd_path_is_quoted_as_desktops_read_it():
    """Backslashes are halved twice: by the file's strings, then inside the quotes, where what follows one is taken as it is."""
    odd = '/opt/my "$tools" `x`/100%/py\\thon'
    read = link_handler.quoted(odd).replace("\\\\", "\\")
    assert (read[0], read[-1]) == ('"', '"')
    assert re.sub(r"\\(.)", r"\1", read[1:-1]).replace("%%", "%") == odd


class Registry(SimpleNamespace):
    """As much of winreg as we use: keys with values, and no key is deleted that has others below it."""

    HKEY_CURRENT_USER, REG_SZ = "user", 1

    def __init__(self):
        super().__init__(keys={})

    @contextmanager
    def CreateKey(self, root, name):  # noqa: N802
        parts = name.split("\\")
        for n in range(1, len(parts) + 1):
            self.keys.setdefault("\\".join(parts[:n]), {})
        yield self.keys[name]

    def SetValueEx(self, key, name, _reserved, kind, value):  # noqa: N802
        assert kind == self.REG_SZ
        key[name] = value

    def DeleteKey(self, root, name):  # noqa: N802
        if name not in self.keys:
            raise FileNotFoundError(name)
        assert not any(other.startswith(name + "\\") for other in self.keys), "it has keys below it"
        del self.keys[name]


def test_on_windows_it_is_a_key_of_this_users():
    registry = Registry()
    link_handler.register(registry)
    assert registry.keys[r"Software\Classes\seoul"]["URL Protocol"] == ""
    command = registry.keys[r"Software\Classes\seoul\shell\open\command"][""]
    assert command == f'"{sys.executable}" -m vr_client open "%1"'
    assert link_handler.unregister(registry)
    assert set(registry.keys) == {"Software", r"Software\Classes"}
    assert not link_handler.unregister(registry)


def test_a_link_leads_to_its_drill_once_its_server_is_trusted(tmp_path, monkeypatch):
    ran: list[Settings] = []
    found = ClaimOut(scenario="sofa", place="fire_hall", mode="test", title_ko="소파", title_en="Sofa")
    monkeypatch.setattr(deep_link, "claim", lambda *_: found)
    monkeypatch.setattr(walk, "_run", lambda settings: ran.append(settings) or 0)
    asked = CliRunner().invoke(cli.app, ["open", LINK, "--data-dir", str(tmp_path)], input="n\n")
    assert asked.exit_code == 1
    assert "http://127.0.0.1:9" in asked.output
    assert not ran
    assert CliRunner().invoke(cli.app, ["open", LINK, "--data-dir", str(tmp_path)], input="y\n").exit_code == 0
    assert [(s.place, s.drill, s.server) for s in ran] == [("fire_hall", "sofa/test", "http://127.0.0.1:9")]
    for none_or_two in ([], ["--register", "--unregister"], [LINK, "--register"]):
        assert CliRunner().invoke(cli.app, ["open", *none_or_two]).exit_code == 2


def test_whoever_was_sent_finds_that_drill_in_the_mode_that_counts(monkeypatch):
    enter = fire_hall.enter

    def sent(world):
        world.settings = replace(world.settings, drill="sofa/test")
        enter(world)

    monkeypatch.setattr(fire_hall, "enter", sent)
    here = stage(fire_hall, "fire_hall")
    assert "배정받은 훈련입니다" in here.texts("board")
    assert [id_ for id_ in here.panel("board").ids() if id_.startswith("mode:")] == ["mode:test"]
    here.press("board", "choose")
    here.press("board", "scenario:waste_bin")
    assert {"mode:guided", "mode:practice"} <= set(here.panel("board").ids()), "another drill is done as one likes"
    here.press("board", "mode:guided")
    here.press("board", "choose")
    here.press("board", "scenario:sofa")
    here.press("board", "start")
    puts = [m.body for m in here.step() if isinstance(m, Put) and isinstance(m.body, DrillIn)]
    assert [(body.scenario, body.mode) for body in puts] == [("sofa", "test")]


def test_a_drill_that_this_hall_does_not_have_changes_nothing():
    world = stage(fire_hall, "fire_hall").world
    for drill in ("atlantis/test", "sofa/never", "sofa", ""):
        world.settings = replace(world.settings, drill=drill)
        assert fire_hall.fire_hall_board.assigned(world) is None
