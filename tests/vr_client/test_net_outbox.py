"""What waits on disk, and who this device is: both survive whatever happens to the process."""

from __future__ import annotations

import json
import stat
import sys
import uuid
from pathlib import Path

from backend.schemas.grades import GradeOut
from backend.schemas.messages import DrillEnded, DrillSnapshot
from vr_client.drill_inputs import DrillInputs
from vr_client.identity import load_identity
from vr_client.outbox import Outbox


def test_writes_come_out_in_order_and_stay_until_removed(tmp_path: Path) -> None:
    file = tmp_path / "outbox.sqlite3"
    box = Outbox(file)
    for n in range(3):
        box.add(f"/suggestions/{n}", json.dumps({"text": f"말 {n}"}), tag=f"t{n}")
    first = box.first()
    assert first is not None
    assert (first.path, first.tag) == ("/suggestions/0", "t0")
    box.close()
    box = Outbox(file)  # another life of the program
    assert len(box) == 3
    seen = []
    while row := box.first():
        seen.append(json.loads(row.body)["text"])
        box.remove(row.id)
    assert seen == ["말 0", "말 1", "말 2"]
    box.close()


def test_a_damaged_queue_is_set_aside_not_deleted(tmp_path: Path) -> None:
    file = tmp_path / "outbox.sqlite3"
    file.write_bytes(b"this is no database" * 100)
    box = Outbox(file)
    assert box.set_aside is not None
    assert box.set_aside.read_bytes().startswith(b"this is no database")
    box.add("/x", "{}")
    assert len(box) == 1
    box.close()


def test_a_guest_is_made_once(tmp_path: Path) -> None:
    first = load_identity(tmp_path, language="ko")
    again = load_identity(tmp_path, language="en")
    assert first == again
    assert uuid.UUID(first.id).version == 4
    assert len(first.secret) >= 32
    if sys.platform != "win32":
        assert stat.S_IMODE((tmp_path / "guest.json").stat().st_mode) == 0o600


def test_a_given_name_replaces_the_kept_one_and_nothing_else(tmp_path: Path) -> None:
    first = load_identity(tmp_path)
    named = load_identity(tmp_path, name="민지")
    assert (named.id, named.secret, named.name) == (first.id, first.secret, "민지")
    assert load_identity(tmp_path).name == "민지"


def test_a_damaged_identity_is_set_aside(tmp_path: Path) -> None:
    (tmp_path / "guest.json").write_text('{"id": "nobody"')
    fresh = load_identity(tmp_path)
    assert (tmp_path / "guest.damaged").exists()
    assert load_identity(tmp_path) == fresh


DRILL = str(uuid.uuid4())


def ack(seq: int) -> DrillSnapshot:
    return DrillSnapshot(drill=uuid.UUID(DRILL), acked=seq, snapshot={})


def test_what_was_not_acked_goes_again_after_a_reconnect() -> None:
    inputs = DrillInputs()
    for kind in ("press_alarm", "take", "pull_pin"):
        inputs.add(DRILL, {"kind": kind})
    sent = list(inputs.unsent())
    assert [m.action["kind"] for m in sent] == ["press_alarm", "take", "pull_pin"]
    assert [m.seq for m in sent] == sorted({m.seq for m in sent})
    assert list(inputs.unsent()) == []
    inputs.heard(ack(sent[0].seq))
    inputs.rewind()
    assert list(inputs.unsent()) == sent[1:]
    inputs.heard(ack(sent[2].seq))
    inputs.rewind()
    assert list(inputs.unsent()) == []


def test_numbers_rise_over_an_earlier_life_of_this_client() -> None:
    inputs = DrillInputs()
    inputs.heard(ack(2**52))
    inputs.add(DRILL, {"kind": "finish"})
    assert next(inputs.unsent()).seq == 2**52 + 1


def test_offline_only_the_newest_aim_is_kept_but_every_deed() -> None:
    inputs = DrillInputs()
    for lever in (0.1, 0.2, 0.3):
        inputs.add(DRILL, {"kind": "aim", "lever": lever})
    inputs.add(DRILL, {"kind": "pull_pin"})
    inputs.add(DRILL, {"kind": "pull_pin"})
    inputs.add(DRILL, {"kind": "aim", "lever": 0.9})
    kinds = [(m.action["kind"], m.action.get("lever")) for m in inputs.unsent()]
    assert kinds == [("aim", 0.3), ("pull_pin", None), ("pull_pin", None), ("aim", 0.9)]


def test_an_ended_drill_wants_nothing_more() -> None:
    inputs = DrillInputs()
    inputs.add(DRILL, {"kind": "finish"})
    grade = GradeOut(score=1, passed=True, lines=[])
    inputs.heard(DrillEnded(drill=uuid.UUID(DRILL), grade=grade, state_hash=""))
    assert list(inputs.unsent()) == []
