import sys

import pytest

from renderer.spatial import Pose
from tests.vr_client.rooms import PORTAL, write_place
from vr_client import places
from vr_client.errors import UserError
from vr_client.places import find_places, load_place, split_link
from vr_client.settings import Settings


@pytest.fixture
def district(tmp_path, monkeypatch):
    """A package with a place, installed as pip would: on the path, with an entry point in its dist-info."""
    site = tmp_path / "site"
    write_place(site / "gangnam_vr", "gangnam", to="entrance")
    (site / "gangnam_vr" / "__init__.py").write_text("")
    info = site / "gangnam_vr-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: gangnam-vr\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[seoul.places]\ngangnam = gangnam_vr\nhollow = no_such_package_anywhere\n")
    monkeypatch.syspath_prepend(str(site))
    find_places.cache_clear()
    yield site
    find_places.cache_clear()
    sys.modules.pop("gangnam_vr", None)


def test_a_place_from_outside_is_found_and_a_broken_neighbour_does_not_matter(district):
    found = find_places()
    assert found["gangnam"] == district / "gangnam_vr"
    assert "hollow" not in found


def test_a_place_from_outside_opens(district):
    steps = []
    place = load_place("gangnam", Settings(), steps.append)
    assert place.name("ko") == "방 gangnam"
    assert place.name("en") == "Room gangnam"
    assert place.portals[0].to == "entrance"
    assert tuple(place.anchors["portal.entrance"].position) == pytest.approx(PORTAL)
    assert place.views["door"].fov_deg == 60
    assert place.lights[0].range_m == 9
    assert place.physics.floor(place.anchors["spawn"].position + Pose().position + (0, 1, 0)).point.y == pytest.approx(
        0
    )
    assert steps == sorted(steps)
    assert steps


def test_a_place_that_is_not_installed_opens_by_its_folder(district):
    assert load_place(str(district / "gangnam_vr"), Settings()).name("en") == "Room gangnam"


def test_nobody_has_this_place():
    with pytest.raises(UserError) as error:
        load_place("atlantis", Settings())
    assert error.value.code == "E20"


BREAKS = {
    "no name": (lambda t: t.replace("[name]", "[title]"), "E21"),
    "not toml": (lambda t: t + "= =", "E21"),
    "two numbers": (lambda t: t.replace("eye = [0, 1.6, 0]", "eye = [0, 1.6]"), "E21"),
    "text for a number": (lambda t: t.replace("ambient = 1.0", 'ambient = "bright"'), "E21"),
    "a portal without its anchor": (lambda t: t.replace('anchor = "portal.entrance"', 'anchor = "portal.moon"'), "E21"),
    "another file": (lambda t: 'scene = "gone.glb"\n' + t, "E22"),
}


@pytest.mark.parametrize("what", BREAKS)
def test_a_broken_place_says_so(district, what):
    change, code = BREAKS[what]
    file = district / "gangnam_vr" / "place.toml"
    file.write_text(change(file.read_text("utf-8")), "utf-8")
    with pytest.raises(UserError) as error:
        load_place("gangnam", Settings())
    assert error.value.code == code


def test_a_damaged_model_says_so(district):
    file = district / "gangnam_vr" / "scene.glb"
    file.write_bytes(file.read_bytes()[:200])
    with pytest.raises(UserError) as error:
        load_place("gangnam", Settings())
    assert error.value.code == "E22"


def test_links():
    assert split_link("mayor_office/suggestions") == ("mayor_office", "suggestions")
    assert split_link("entrance") == ("entrance", "")


def test_a_guest_cannot_replace_our_places(district, monkeypatch, tmp_path):
    own = tmp_path / "own"
    write_place(own / "places" / "gangnam", "gangnam")
    monkeypatch.setattr(places.resources, "files", lambda _name: own)
    find_places.cache_clear()
    assert find_places()["gangnam"] == own / "places" / "gangnam"
