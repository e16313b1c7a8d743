"""Cases in TOML, exact answers, statistics, and two of Steckler's tests."""

from __future__ import annotations

from importlib.resources import files

import pytest

from safety_training.fire import layout as at
from safety_training.fire.validate import analytic, steckler
from safety_training.fire.validate.case import read_case
from safety_training.fire.validate.fields import CaseError
from safety_training.fire.validate.run import run_case
from safety_training.fire.validate.statistics import score
from safety_training.fire.zones import ZoneModel
from safety_training.numeric import exp

EXAMPLE = files("safety_training").joinpath("fire", "cases", "two_rooms.toml").read_text(encoding="utf-8")
SMALL = """
duration_s = 20
output_s = 10
[[room]]
name = "room"
length_m = 3
width_m = 3
height_m = 2.4
ceiling = "gypsum"
walls = "gypsum"
floor = "adiabatic"
[[fire]]
room = "room"
position = [1.5, 1.5]
area_m2 = 0.2
hrr_kw = 50
heat_of_combustion_kj_kg = 20000
"""


@pytest.mark.parametrize("case", analytic.ALL, ids=lambda f: f.__name__)
def test_exact_answers_within_a_hundredth(case: object) -> None:
    assert callable(case)
    for check in case():
        assert check.reached, f"{check.name}: {check.expected} {check.got}"


def test_bias_and_scatter_of_made_up_pairs() -> None:
    found = score([1.0, 1.0, 1.0], [1.1, 1.1, 1.1], 0.0)
    assert found.bias == pytest.approx(1.1)
    assert found.sigma == 0.0
    wide = score([1.0, 1.0], [exp(0.2), exp(-0.2)], 0.1)
    assert wide.sigma == pytest.approx((0.08 - 0.01) ** 0.5)
    assert wide.bias == pytest.approx(exp(0.5 * 0.07 - 0.5 * 0.01))
    with pytest.raises(ValueError, match="pairs"):
        score([1.0], [1.0], 0.0)


def test_stecklers_tests_are_28_and_one_of_them_is_near() -> None:
    rows = list(steckler.tests())
    assert len(rows) == 28
    told = steckler.run_test(next(row for row in rows if row["test"] == "14"), seconds=400.0)
    assert told.upper_c[1] == pytest.approx(told.upper_c[0], rel=0.2)
    assert told.interface_m[1] == pytest.approx(told.interface_m[0], rel=0.25)


def test_the_example_runs_and_its_table_is_whole() -> None:
    table = run_case(read_case(EXAMPLE.replace("duration_s = 600", "duration_s = 200")))
    assert len(table.rows) == 21
    assert all(len(row) == len(table.columns) for row in table.rows)
    assert len(set(table.columns)) == len(table.columns)
    assert max(table.column("room.upper_c")) > 150.0
    assert table.column("exit.open")[-1] == 1.0
    assert table.column("smoke.corridor.tripped")[-1] == 1.0


@pytest.mark.parametrize("name", ["long_hall", "room_corridor_room", "short_of_air"])
def test_other_experiments_can_be_told(name: str) -> None:
    """In a coarse step: layers stand, and what burns takes as much oxygen as it must."""
    text = files("safety_training").joinpath("fire", "cases", f"{name}.toml").read_text(encoding="utf-8")
    case = read_case(text.replace("step_s = 0.5", "step_s = 1.0"))
    table = run_case(case)
    for room in case.layout.rooms:
        upper, lower = table.column(f"{room.name}.upper_c"), table.column(f"{room.name}.lower_c")
        assert max(upper) > max(lower) > upper[0]
        assert 0.0 < min(table.column(f"{room.name}.interface_m")) < 0.6 * room.height_m
        o2, co2 = table.column(f"{room.name}.upper_o2_dry_pct"), table.column(f"{room.name}.upper_co2_dry_pct")
        assert min(o2) < 20.0 < o2[0]
        assert 0.45 < (max(co2) - co2[0]) / (o2[0] - min(o2)) < 0.8  # methane 0.5, other hydrocarbons up to 0.7
    burnt, offered = (table.column(f"{case.fires[0].name}.{word}")[-2] for word in ("hrr_kw", "offered_kw"))
    assert (burnt < 0.8 * offered) == (name == "short_of_air")


def test_a_fan_blows_up_a_tight_room_to_where_it_stalls_and_no_further() -> None:
    """Before that by p = rho R T = gamma p0 V_in / V; its flow falls in a straight line between the two pressures."""
    fan = '[[vent]]\nname = "f"\nkind = "fan"\nrooms = ["outside", "room"]\nflow_m3_s = 0.001\nsoffit_m = 2\n'
    text = (
        SMALL.replace("hrr_kw = 50", "hrr_kw = 0")
        .replace('"gypsum"', '"adiabatic"')
        .replace("output_s = 10", "output_s = 1")
        .replace("duration_s = 20", "duration_s = 120")
    )
    table = run_case(read_case(text + fan + "full_pa = 50\nstall_pa = 150"))
    pressure, flow = table.column("room.pressure_pa"), table.column("f.out_kg_s")
    assert pressure[5] - pressure[4] == pytest.approx(1.4 * 101325.0 * 0.001 / 21.6, rel=0.02)
    assert flow[5] == pytest.approx(0.001 * 1.2, rel=0.02)
    halfway = next(n for n, p in enumerate(pressure) if p > 95.0)
    assert flow[halfway] == pytest.approx(flow[5] * (150.0 - pressure[halfway]) / 100.0, rel=0.1)
    assert 145.0 < pressure[-1] <= 150.5
    usual = run_case(read_case(text + fan))
    assert 290.0 < usual.column("room.pressure_pa")[-1] <= 300.5


def test_the_length_of_a_step_does_not_matter() -> None:
    one, other = (
        run_case(read_case(EXAMPLE.replace("output_s = 10", f"output_s = 60\nstep_s = {step}"))) for step in (0.05, 0.5)
    )
    for name in ("room.upper_c", "corridor.upper_c"):
        assert one.column(name) == pytest.approx(other.column(name), abs=0.5)
    assert one.column("room.interface_m") == pytest.approx(other.column("room.interface_m"), abs=0.01)


def test_the_interface_of_a_room_that_is_no_box_lies_where_its_section_says() -> None:
    tent = SMALL.replace("height_m = 2.4", "height_m = 2.4\nsections = [[0, 9], [1.2, 9], [2.4, 3]]")
    case = read_case(tent)
    model = ZoneModel(case.layout)
    assert model.total_mass_kg() == pytest.approx(101325.0 / 287.05 / 293.15 * (9.0 * 1.2 + 6.0 * 1.2), rel=0.01)
    seen = []
    for _ in range(80):
        model.step(0.5, [case.fires[0].source(0.0)])
        z = model.room(0).interface_m
        seen.append(z)
        in_roof = (12.0 - 5.0 * (z - 1.2)) / 2.0 * (2.4 - z) if z > 1.2 else 7.2 + 9.0 * (1.2 - z)
        assert model.state.zone[at.Z_VU] == pytest.approx(in_roof, rel=1e-9)
    assert max(seen) > 1.2 > min(seen)


def test_what_cannot_be_is_named() -> None:
    for change, where in (
        ("sections = [[0, 9], [2.0, 3]]", "sections reach from 0 to height_m"),
        ("sections = [[0, 9], [2.4]]", "needs 2 numbers"),
        ("sections = []", "must be .*height, area"),
    ):
        with pytest.raises(CaseError, match=where):
            read_case(SMALL.replace("height_m = 2.4", f"height_m = 2.4\n{change}"))
    outside = '[[probe]]\nname = "tc"\nroom = "room"\nposition = [1, 1, 4]\n'
    with pytest.raises(CaseError, match="4 is outside the room"):
        read_case(SMALL + outside)
    door = '[[vent]]\nname = "d"\nrooms = ["room", "outside"]\nwidth_m = 1\nsoffit_m = 2.5\n'
    with pytest.raises(CaseError, match="over the room's ceiling"):
        read_case(SMALL + door)
    with pytest.raises(CaseError, match="is already told by hrr_kw"):
        read_case(SMALL + "burning_kg_s = 0.001")


def test_thin_air_of_a_high_place_and_fuel_that_is_weighed() -> None:
    """Where the air is thinner a plume draws in less of it and gets hotter; kg/s times the heat of combustion are kW."""
    high = SMALL + "[ambient]\npressure_pa = 65000\n"
    weighed = SMALL.replace("hrr_kw = 50", "burning_kg_s = 0.0025")
    sea, lhasa, scale = (run_case(read_case(text)) for text in (SMALL, high, weighed))
    assert max(lhasa.column("room.upper_c")) > 1.1 * max(sea.column("room.upper_c"))
    assert scale.rows == sea.rows
    tree = '[[probe]]\nname = "tree"\nroom = "room"\nposition = [0.3, 0.3]\nheights_m = [0.3, 2.2]\n'
    told = run_case(read_case(SMALL + tree))
    assert told.column("tree.2.2.gas_c")[-1] > told.column("tree.0.3.gas_c")[-1] + 30.0


def test_a_sprinkler_quenches_its_fire() -> None:
    head = '[[detector]]\nname="s"\nroom="room"\nkind="sprinkler"\nposition=[1.5, 2.38, 1.5]\nspray_mm_s=0.2\n'
    text = SMALL.replace("duration_s = 20", "duration_s = 200").replace("hrr_kw = 50", "hrr_kw = 300")
    wet = run_case(read_case(text + head))
    assert wet.column("s.tripped")[-1] == 1.0
    assert wet.column("fire.hrr_kw")[-1] < 100.0


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("height_m = 2.4", "height_m = 0", "height_m"),
        ("height_m = 2.4", "", "height_m"),
        ("height_m = 2.4", 'height_m = "tall"', "height_m"),
        ('ceiling = "gypsum"', 'ceiling = "cheese"', "ceiling"),
        ("area_m2 = 0.2", "", "area_m2"),
        ("hrr_kw = 50", "", "hrr_kw"),
        ("hrr_kw = 50", "time_s = [0, 10]\nhrr_kw = [1, 2, 3]", "hrr_kw"),
        ("hrr_kw = 50", "time_s = [10, 0]\nhrr_kw = [1, 2]", "time_s"),
        ('room = "room"\n', 'room = "attic"\n', "room"),
        ("position = [1.5, 1.5]", "position = [9, 9]", "position"),
        ("duration_s = 20", "duration_s = 20\ncolour = 3", "colour"),
        ("output_s = 10", "output_s = 10\n[ambient]\nhumidity = 3", "ambient humidity (line 5)"),
        ("hrr_kw = 50", "hrr_kw = 50\nfuel = { Fe = 1 }", "fuel"),
        ('"gypsum"', '[{ material = "gypsum", thick = 1 }]', "ceiling[1] thick (line 9)"),
        ("[[fire]]", '[[vent]]\nrooms = ["room", "attic"]\n[[fire]]', "rooms (line 13)"),
        (
            "hrr_kw = 50",
            'hrr_kw = 50\n[[vent]]\nname = "f"\nkind = "fan"\nrooms = ["room", "outside"]\n[[fire]]',
            "soffit_m (line 17)",
        ),
        ("duration_s = 20", "duration_s = = 3", "TOML"),
    ],
)
def test_what_is_wrong_in_a_case_is_named_in_both_languages(old: str, new: str, where: str) -> None:
    with pytest.raises(CaseError) as caught:
        read_case(SMALL.replace(old, new, 1))
    assert where in caught.value.where
    assert caught.value.ko
    assert "line" in f"{caught.value.where} {caught.value.en}"
    assert caught.value.en
