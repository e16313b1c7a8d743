"""What a debrief is made of: films of drills that bots played, the best run, charts; computed in this process, on SQLite."""

from __future__ import annotations

import asyncio
import gzip
import json
from types import SimpleNamespace
from uuid import uuid4

import pytest

from backend.console import charts, past
from backend.console.filming import CHUNK_TICKS, EVERY_TICKS, film
from backend.console.films import Films
from backend.console.frames import compact
from backend.console.happenings import told
from backend.console.statics import names_of, plan_of, words
from backend.console.text import say
from backend.db import Database, now
from backend.drills import repository
from backend.drills.control import spoken
from backend.errors import Refusal
from backend.identity import repository as users
from backend.migrations import migrate
from safety_training.events import Event
from safety_training.scenario import list_scenarios, load_scenario
from tests.backend.acted import acted, kept, person


@pytest.fixture(scope="module")
def played():
    """An expert alone with a burning bin, to the end."""
    user = "00000000-0000-4000-8000-00000000000a"
    return SimpleNamespace(user=user, run=acted("waste_bin", 5, user))


@pytest.fixture(scope="module")
def made(played, tmp_path_factory):
    folder = tmp_path_factory.mktemp("film")
    film(played.run.log, folder)
    return folder


def _chunks(folder):
    count = len(list(folder.glob("*.json.gz")))
    return [json.loads(gzip.decompress((folder / f"{n}.json.gz").read_bytes())) for n in range(count)]


def test_a_film_shows_the_drill_that_was_played(played, made):
    drill, frames = played.run.drill, [frame for chunk in _chunks(made) for frame in chunk]
    ticks = [frame["tick"] for frame in frames]
    assert ticks[:-1] == list(range(0, drill.tick, EVERY_TICKS))
    assert ticks[-1] == drill.tick
    last = json.loads(json.dumps(compact({**drill.snapshot().to_dict(), "paused": False})))
    assert frames[-1] == last
    assert all(
        frame["tick"] // CHUNK_TICKS == n or frame is frames[-1] for n, c in enumerate(_chunks(made)) for frame in c
    )


def test_its_curves_have_a_value_a_second(played, made):
    track = json.loads((made / "done.json").read_text())
    seconds = track["seconds"]
    assert seconds == list(range(played.run.drill.tick // 20 + 1))
    assert track["state_hash"] == played.run.drill.state_hash()
    (someone,) = track["people"].values()
    assert all(len(curve) == len(seconds) for curve in someone["curves"].values())
    assert max(track["heat_kw"]) > 0
    density = sum(patch[3] * patch[2] ** 2 for patch in track["agent"][-1][1])
    used = sum(t.full_kg - t.remaining_kg for t in played.run.drill.snapshot().equipment if t.full_kg)
    assert 0 < density <= used  # what lies on the floor came out of the extinguisher


def test_the_charts_name_rooms_and_people(made):
    scenario = load_scenario("waste_bin")
    track = json.loads((made / "done.json").read_text())
    acting = SimpleNamespace(say=lambda key, **more: say("en", key, **more))
    rooms = {room.name: room.text.en for room in scenario.building.rooms}
    heights = {room.name: room.height_m for room in scenario.building.rooms}
    options = charts.timeline(acting, track, rooms, heights)
    assert "training hall" in options["legend"]["data"]
    assert len(options["grid"]) == len(options["xAxis"]) == len(options["title"]) == 5
    json.dumps(options)


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_every_scenario_has_a_plan_and_names(lang):
    for id_ in list_scenarios():
        scenario = load_scenario(id_)
        plan, names = plan_of(scenario, lang), names_of(scenario, lang)
        json.dumps([plan, words(lang)])
        x0, z0, x1, z1 = plan["bounds"]
        assert all(x0 < r["low"][0] < r["high"][0] < x1 and z0 < r["low"][2] < r["high"][2] < z1 for r in plan["rooms"])
        assert all(names[item.name] for item in scenario.items)


def test_what_happened_is_told_in_both_languages():
    data = {"control": "growth", "target": "bin", "value": 2.0, "what": ""}
    event = Event(5, "injected", "", data)
    assert told("ko", event, {"bin": "휴지통"}) == "교관의 조작 · 불의 성장, 휴지통, ×2"
    assert told("en", event, {"bin": "bin"}) == "Trainer's control · fire growth, bin, ×2"
    shut = Event(5, "injected", "", {"control": "vent", "target": "door", "value": 0.3, "what": ""})
    assert told("en", shut, {"door": "front door"}) == "Trainer's control · door or window, front door, 30% open"
    assert (
        told("ko", Event(5, "injected", "", {"control": "message", "what": "낮추세요."}), {}) == ""
    )  # told as a message
    assert told("ko", Event(5, "radio", "", {"target": "a"}), {"a": "가온"}) == "교관이 말함 · 가온"
    assert told("ko", Event(5, "moved_a_little"), {}) == ""


def test_the_best_run_of_the_same_scenario_is_found(tmp_path):
    async def go():
        database = Database(f"sqlite+aiosqlite:///{tmp_path / 'x.sqlite3'}")
        await migrate(database)
        trainer = await person(database, "한교관", "trainer")
        first, second = await person(database, "가온"), await person(database, "나라")
        short = acted("waste_bin", 5, first, most_ticks=100)
        rows = [await kept(database, short, first), await kept(database, acted("waste_bin", 3, second), second)]
        async with database.unit() as unit:
            user = await users.by_id(unit, trainer)
            found = await past.read(unit, user, rows[0].id)
            other = await past.read(unit, user, rows[1].id)
            citizen = await users.by_id(unit, second)
            with pytest.raises(Refusal) as refused:
                await past.read(unit, citizen, rows[0].id)
        await database.close()
        assert (found.best.name, found.best.row.id) == ("나라", rows[1].id)
        assert found.best.score > found.graded[0].grade.score
        assert other.best is None  # the other one did not pass
        assert refused.value.status == 404

    asyncio.run(go())


def test_what_was_said_before_a_rewind_is_said_of_its_branches_too(tmp_path):
    """The first drill goes on from tick 100 as the second, and that from tick 60 as the third."""

    async def go():
        database = Database(f"sqlite+aiosqlite:///{tmp_path / 'x.sqlite3'}")
        await migrate(database)
        trainer = await person(database, "한교관", "trainer")
        common = {
            "started_by": trainer, "room": "fire_hall", "scenario": "waste_bin", "scenario_hash": "", "rules": 1, "seed": 0,
            "mode": "practice", "state": "rewound", "tick": 0, "state_hash": "", "seal": "", "started_at": now(),
        }  # fmt: skip
        first, second, third = (uuid4() for _ in range(3))
        async with database.unit() as unit:
            await repository.add(unit, id=first, **common)
            await repository.add(unit, id=second, branch_of=first, branch_tick=100, **common)
            await repository.add(unit, id=third, branch_of=second, branch_tick=60, **common)
            for drill, tick in ((first, 50), (first, 80), (first, 120), (second, 110), (third, 70)):
                await repository.add_talk(unit, uuid4(), drill, by=trainer, tick=tick, to="", at=now())
        async with database.unit() as unit:
            user = await users.by_id(unit, trainer)
            ticks = [sorted(talk.tick for talk in await spoken(unit, user, drill)) for drill in (first, second, third)]
        await database.close()
        assert ticks == [[50, 80, 120], [50, 80, 110], [50, 70]]

    asyncio.run(go())


def test_films_are_made_beside_the_server_and_read_piece_by_piece(tmp_path):
    async def go():
        database = Database(f"sqlite+aiosqlite:///{tmp_path / 'x.sqlite3'}")
        await migrate(database)
        user = await person(database, "가온")
        run = acted("waste_bin", 5, user, most_ticks=250)
        row, films = await kept(database, run, user), Films(tmp_path / "films")
        assert films.progress(row) == 0.0
        assert films.done(row) is None
        for _ in range(2):  # asked twice, made once
            films.want(row, run.log.inputs)
        await asyncio.gather(*films._making.values())
        folder = films.of(row).name
        assert films.progress(row) == 1.0
        assert films.done(row)["ticks"] == row.tick
        assert gzip.decompress(films.chunk(folder, 0)).startswith(b"[{")
        assert films.chunk(folder, 99) is None
        assert films.chunk("..", 0) is None
        await films.close()
        await database.close()

    asyncio.run(go())
