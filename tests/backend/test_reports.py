"""Reports: the paper of a drill and of a person in both languages, the roster, and what may be seen by whom."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from datetime import UTC, datetime
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest

from backend.reports import svg, words
from backend.reports.desk import ReportDesk
from backend.reports.document import drill_document
from backend.reports.facts import gather, place_of
from backend.reports.roster import Line, roster
from backend.schemas.identity import Role
from tests.backend.fight import Fighter
from tests.backend.pdf_text import letters, pages
from tests.backend.people import hear, new_id, room_name


def play(people, *names, mode="practice", starter=None):
    """A small drill of these people, from start to record."""
    persons, room, drill = [people.guest(name) for name in names], room_name(), new_id()
    sockets = [person.socket(room, "events") for person in persons]
    body = {"room": room, "scenario": "waste_bin", "seed": 7, "mode": mode}
    (starter or persons[0]).put(f"/drills/{drill}", body).raise_for_status()
    fighters = [Fighter(person, socket, drill) for person, socket in zip(persons, sockets, strict=True)]
    for fighter in fighters:
        fighter.join()
    fighters[0].sound_alarm_and_finish()
    for fighter in fighters[1:]:
        fighter.send({"kind": "finish"})
    ended = hear(sockets[0], "drill.ended")
    for socket in sockets:
        socket.close()
    return SimpleNamespace(id=drill, persons=persons, room=room, ended=ended)


@pytest.fixture(scope="module")
def played(served):
    from tests.backend.people import People

    with People(served.url, served.settings) as people:
        trainer = people.with_role(Role.trainer)
        yield SimpleNamespace(drill=play(people, "박훈련", "=김수식", starter=trainer), trainer=trainer, people=people)


def test_a_trainer_has_the_whole_record_in_both_languages(played):
    ko = played.trainer.get(f"/drills/{played.drill.id}/report.pdf", params={"remark": "챙 넓은 모자"}, timeout=60)
    assert ko.status_code == 200, ko.text
    assert ko.headers["content-type"] == "application/pdf"
    assert ko.headers["cache-control"] == "private, no-store"
    assert ko.content.startswith(b"%PDF")
    assert set("소방훈련교육실시결과기록부박김훈련용챙") <= letters(ko.content)
    assert pages(ko.content) >= 3
    en = played.trainer.get(f"/drills/{played.drill.id}/report.pdf", params={"lang": "en"}, timeout=60)
    assert set("Record of a fire drill TRAINING") <= letters(en.content)


def test_one_has_ones_own_sheet_and_nobody_elses(played):
    one, other = played.drill.persons
    own = one.get(f"/drills/{played.drill.id}/report.pdf", params={"person": other.id}, timeout=60)
    assert own.status_code == 200
    found = letters(own.content)
    assert set("박훈련") <= found
    assert "김" not in found
    assert played.people.guest().get(f"/drills/{played.drill.id}/report.pdf").status_code == 404


def test_a_running_drill_has_no_report_yet(people):
    person, room, drill = people.guest(), room_name(), new_id()
    person.put(f"/drills/{drill}", {"room": room, "scenario": "waste_bin"}).raise_for_status()
    refused = person.get(f"/drills/{drill}/report.pdf")
    assert (refused.status_code, refused.json()["code"]) == (409, "still_running")


def test_the_roster_opens_in_a_spreadsheet_and_runs_nothing_there(played):
    answer = played.trainer.get(f"/drills/{played.drill.id}/roster.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["이름"] for row in rows] == ["'=김수식", "박훈련"]
    assert {row["훈련"] for row in rows} == {"휴지통 화재"}
    assert float(rows[1]["점수"]) == played.drill.ended["grade"]["score"]
    assert played.drill.persons[0].get(f"/drills/{played.drill.id}/roster.csv").status_code == 403


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "＝1+1"])
def test_no_text_of_a_roster_is_a_formula(cell):
    moment = datetime(2026, 11, 22, tzinfo=UTC)
    line = Line(moment, cell, "u", cell, (cell, cell), "", cell, None, -5.0, 100.0, False, [cell], "", "r")
    (_, row) = csv.reader(io.StringIO(roster([line], "ko").decode("utf-8-sig"), newline=""))
    for text in row:
        assert not text.startswith(("=", "+", "@", "\t", "\r", "＝"))
        assert not text.startswith("-") or text == "-5.0"


# the parts ------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def facts(played):
    log = played.trainer.get(f"/drills/{played.drill.id}/log").json()["log"]
    from safety_training.replay import DrillLog

    return gather(DrillLog.from_dict(log))


def test_the_facts_are_the_drill_computed_again(played, facts):
    assert facts["state_hash"] == played.drill.ended["state_hash"]
    assert len(facts["times"]) == len(facts["heat_kw"])
    for person in facts["people"]:
        assert len({len(curve) for curve in person["curves"].values()}) == 1
        assert person["curves"]["t_s"] == sorted(person["curves"]["t_s"])
    assert {len(room["interface_m"]) for room in facts["rooms"].values()} == {len(facts["times"])}
    assert "alarm_on" in [event["kind"] for event in facts["events"]]
    json.dumps(facts, allow_nan=False)


def _meta(played, facts, **more):
    person = played.drill.persons[0]
    pair = {"ko": "가", "en": "a"}
    return {
        "drill": played.drill.id, "title": pair, "briefing": pair, "tasks": {"ko": [], "en": []}, "mode": "test", "seed": 7,
        "rules": 1, "tick": 100, "started_at": "2026-11-22T03:00:00+00:00", "ended_at": None, "place": pair, "group": "",
        "trainer": "", "state_hash": facts["state_hash"], "seal": "", "remark": "", "only": None, "kept": pair,
        "roles": {}, "people": [
            {"id": person.id, "name": "박", "role": pair, "grade": played.drill.ended["grade"], "corrected": None}
        ], **more,
    }  # fmt: skip


def test_the_layers_begin_with_the_room_that_smoke_came_to_first(played, facts):
    def room(came):
        return {"interface_m": [3.0] * came + [1.0] * (9 - came), "upper_k": [300.0] * 9}

    rooms = {"hall": room(7), "stair": room(5), "entry": room(3), "flat": room(1)}
    told = facts | {"rooms": rooms, "times": list(range(9)), "heat_kw": [0.0] * 9}
    (_, layers) = drill_document(_meta(played, told), told, "en")["form"]["charts"]
    assert [name in layers for name in ("living room", "entrance", "stair", "training hall")] == [True] * 3 + [False]


@pytest.mark.parametrize(("lang", "said"), [("ko", "아이: "), ("en", "child: ")])
def test_whom_nobody_plays_bears_the_name_of_the_part(played, facts, lang, said):
    seen = {"at": 1.0, "kind": "fire_seen", "who": "npc.child", "ko": "불을 봄", "en": "Saw the fire"}
    meta = _meta(played, facts, roles={"child": {"ko": "아이", "en": "child"}})
    made = drill_document(meta, facts | {"events": [seen]}, lang)
    assert said in made["form"]["timeline"]
    assert "npc." not in made["form"]["timeline"]


def test_every_drawing_is_svg(played, facts):
    made = drill_document(_meta(played, facts), facts, "ko")
    drawn = [made["form"]["plan"], made["form"]["timeline"], *made["form"]["charts"], *made["people"][0]["charts"]]
    for drawing in drawn:
        assert ElementTree.fromstring(drawing).tag.endswith("svg")
    assert made["people"][0]["lines"][0]["moment"] == "" or ":" in made["people"][0]["lines"][0]["moment"]


def test_a_paper_names_the_part_that_somebody_took(played, facts):
    (part,) = (who["role"] for who in facts["people"] if who["id"] == played.drill.persons[0].id)
    assert part
    roles = {part: {"ko": "발견한 사람", "en": "Finder"}}
    made = drill_document(_meta(played, facts, roles=roles), facts, "ko")
    assert made["form"]["people"][0][1] == made["people"][0]["role"] == "발견한 사람"
    assert drill_document(_meta(played, facts, roles=roles), None, "en")["form"]["people"][0][1] == "a"


def test_a_paper_says_when_the_drill_cannot_be_computed_or_comes_out_otherwise(played, facts):
    assert words.SAY["again_ok"][0] in drill_document(_meta(played, facts), facts, "ko")["proof"]
    other = {**facts, "state_hash": "0" * 64}
    assert words.SAY["again_bad"][0] in drill_document(_meta(played, facts), other, "ko")["proof"]
    as_it_ran = {**facts, "again": False}
    assert words.SAY["as_it_ran"][1] in drill_document(_meta(played, facts), as_it_ran, "en")["proof"]
    made = drill_document(_meta(played, facts), None, "en")
    assert words.SAY["no_facts"][1] in made["proof"]
    assert made["people"][0]["lines"]


def test_a_corrected_score_stands_beside_the_first(played, facts):
    meta = _meta(played, facts)
    meta["people"][0]["corrected"] = {
        "score": 81.0,
        "passed": True,
        "at": "2026-11-23T03:00:00+00:00",
        "why": "센서 오류",
    }
    sheet = drill_document(meta, facts, "ko")["people"][0]
    assert sheet["score_text"].startswith("81 /")
    assert sheet["passed"] is True
    assert "센서 오류" in sheet["correction"]


def test_a_chart_breaks_where_nothing_is_known():
    made = svg.chart([0, 1, 2, 3], [("<x>", [0.0, None, 1.0, 2.0])], "m")
    assert ElementTree.fromstring(made) is not None
    assert made.count("M", made.index('stroke="#0b57a4"') - 200) >= 2
    assert "&lt;x&gt;" in made


def test_every_text_stands_in_both_languages():
    for table in (words.WORDS, words.SAY):
        assert all(ko and en for ko, en in table.values())
    for key, (ko, en) in words.SAY.items():
        fields = [sorted(part[1] for part in __import__("string").Formatter().parse(t) if part[1]) for t in (ko, en)]
        assert fields[0] == fields[1], key


# the worker -----------------------------------------------------------------------------------------------------------


def test_the_worker_survives_a_bad_job_and_is_begun_anew_when_killed(tmp_path):
    import asyncio

    from backend.errors import Refusal

    desk = ReportDesk(tmp_path)

    async def work():
        with pytest.raises(Refusal):
            await desk.do({"do": "drill_report", "log": {}, "meta": {}, "language": "ko"})
        first = desk.front.process
        with pytest.raises(Refusal):
            await desk.do({"do": "nothing"})
        assert desk.front.process is first
        first.kill()
        first.wait()
        data = {"do": "certificate", "data": _certificate()}
        assert (await desk.do(data)).startswith(b"%PDF")
        assert desk.front.process is not first
        await desk.close()
        assert desk.front.process is None

    asyncio.run(work())


def test_the_worker_ends_with_its_server():
    worker = [sys.executable, "-m", "backend.reports.worker"]
    done = subprocess.run(worker, input=b"", capture_output=True, timeout=60, check=True)
    assert done.stdout == b""


def _certificate():
    return {
        "language": "ko", "words": words.words("ko"), "title": "t", "organisation": "o", "name": "박훈련", "sentence": "s",
        "rows": [["a", "b"]], "issued": "i", "number": "K7Q2-0M4X-9RTA-53HV", "check": "c",
    }  # fmt: skip


def test_a_long_drill_has_its_paper_before_it_is_computed_again(tmp_path):
    """Kept by the seal of its log as it ran; computed again it knows the same, and says that it was."""
    import asyncio

    from safety_training.drill import Drill
    from safety_training.events import Finish, Join, Logged
    from safety_training.replay import DrillLog
    from safety_training.scenario import load_scenario

    drill = Drill(load_scenario("waste_bin"), 7, "practice")
    log = DrillLog.of(drill)
    for tick, action in ((0, Join("박")), (1300, Finish())):
        while drill.tick < tick:
            drill.step()
        log.append(Logged(tick, "p", tick + 1, action))
        drill.step([log.inputs[-1]])
    log.close(drill)
    desk = ReportDesk(tmp_path)

    known = []

    async def work():
        desk.prepare(log, drill)
        await asyncio.gather(*desk._keeping)
        known.append(json.loads(place_of(tmp_path, log).read_text("utf-8")))
        await asyncio.gather(*desk._tasks)
        known.append(json.loads(place_of(tmp_path, log).read_text("utf-8")))
        await desk.close()

    asyncio.run(work())
    assert [facts.pop("again") for facts in known] == [False, True]
    assert known[0] == known[1]
    assert known[0]["state_hash"] == log.state_hash
    assert len(known[0]["times"]) == 67
