"""The SCORM package and what its page asks: built to the rules, opened anywhere, claimed by one, told the best result."""

from __future__ import annotations

import io
import json
import re
import zipfile
from xml.etree import ElementTree

import httpx
import pytest

from backend.schemas.identity import Role
from safety_training.scenario import load_scenario
from tests.backend.fight import Fighter
from tests.backend.people import hear, new_id, room_name

NS = {
    "cp": "http://www.imsglobal.org/xsd/imscp_v1p1",
    "adlcp": "http://www.adlnet.org/xsd/adlcp_v1p3",
    "imsss": "http://www.imsglobal.org/xsd/imsss",
}
ELSEWHERE = {"Origin": "https://lms.example.org"}


@pytest.fixture
def package(people):
    trainer = people.with_role(Role.trainer)
    answer = trainer.get("/scenarios/waste_bin/scorm.zip", params={"mode": "practice"})
    assert answer.headers["content-type"] == "application/zip"
    return zipfile.ZipFile(io.BytesIO(answer.content))


def _config(package):
    return json.loads(re.fullmatch(r"window\.SEOUL = (.*);\s*", package.read("config.js").decode())[1])


def _open(served, package, launch=None):
    launch = launch or new_id()
    body = {"package": _config(package)["package"]}
    return httpx.put(f"{served.url}/api/launches/{launch}", json=body, headers=ELSEWHERE, timeout=20)


def _result(served, made):
    headers = {"Authorization": f"Bearer {made['token']}", **ELSEWHERE}
    return httpx.get(f"{served.url}/api/launches/{made['id']}/result", headers=headers, timeout=20)


def test_the_manifest_follows_the_rules(package):
    root = ElementTree.fromstring(package.read("imsmanifest.xml"))
    assert root.tag == f"{{{NS['cp']}}}manifest"
    assert [child.tag.split("}")[1] for child in root] == ["metadata", "organizations", "resources"]
    assert root.find("cp:metadata/cp:schema", NS).text == "ADL SCORM"
    assert root.find("cp:metadata/cp:schemaversion", NS).text == "2004 4th Edition"
    organizations = root.find("cp:organizations", NS)
    (organization,) = organizations.findall("cp:organization", NS)
    assert organizations.get("default") == organization.get("identifier")
    (item,) = organization.findall("cp:item", NS)
    (resource,) = root.findall("cp:resources/cp:resource", NS)
    assert item.get("identifierref") == resource.get("identifier")
    assert resource.get("type") == "webcontent"
    assert resource.get(f"{{{NS['adlcp']}}}scormType") == "sco"
    listed = {file.get("href") for file in resource.findall("cp:file", NS)}
    assert resource.get("href") in listed
    assert listed | {"imsmanifest.xml"} == set(package.namelist())
    identifiers = [e.get("identifier") for e in root.iter() if e.get("identifier")]
    assert len(set(identifiers)) == len(identifiers)
    assert all(re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.-]*", found) for found in identifiers)
    measure = float(root.find(".//imsss:minNormalizedMeasure", NS).text)
    assert measure == load_scenario("waste_bin").rubric.pass_score / 100.0
    assert [e.tag.split("}")[1] for e in item] == ["title", "sequencing"]


def test_the_page_loads_nothing_from_elsewhere(package):
    text = package.read("index.html").decode() + package.read("launch.js").decode()
    assert re.findall(r"https?://[^\s\"'`]+", text) == []
    assert "API_1484_11" in text


def test_a_launch_is_opened_claimed_done_and_told(people, served, package):
    made = _open(served, package)
    assert made.headers["access-control-allow-origin"] == "*"
    made = made.json()
    assert _open(served, package, made["id"]).json()["code"] == made["code"]
    assert made["link"].startswith("seoul://drill/waste_bin?server=")
    assert _result(served, made).json()["state"] == "waiting"
    page = httpx.get(made["page"], timeout=20)
    assert "휴지통 화재" in page.text
    assert made["code"] in page.text
    assert "<script" not in page.text

    learner, other = people.guest(), people.guest()
    _play(learner)  # before: does not count
    claimed = learner.put(f"/launches/{made['code'].lower()}/claim", None).json()
    assert claimed["scenario"] == "waste_bin"
    assert learner.put(f"/launches/{made['code']}/claim", None).json() == claimed
    assert other.put(f"/launches/{made['code']}/claim", None).json()["code"] == "claimed"
    assert _result(served, made).json()["state"] == "claimed"
    _play(learner, mode="guided")  # another mode: does not count
    assert _result(served, made).json()["state"] == "claimed"
    score = _play(learner)
    found = _result(served, made).json()
    assert (found["state"], found["score"], found["passed"], found["of"]) == ("finished", score, False, 100)
    assert found["seconds"] > 0


def _play(person, mode="practice"):
    room, drill = room_name(), new_id()
    with person.socket(room, "events") as socket:
        person.put(
            f"/drills/{drill}", {"room": room, "scenario": "waste_bin", "seed": 7, "mode": mode}
        ).raise_for_status()
        fighter = Fighter(person, socket, drill)
        fighter.join()
        fighter.sound_alarm_and_finish()
        return hear(socket, "drill.ended")["grade"]["score"]


def test_keys_open_their_own_doors_only(people, served, package):
    one, two = _open(served, package).json(), _open(served, package).json()
    assert _result(served, {**one, "token": two["token"]}).status_code == 401
    assert _result(served, {**one, "token": "x"}).status_code == 401
    assert httpx.get(f"{served.url}/api/launches/{one['id']}/result", timeout=20).status_code == 401
    bad = httpx.put(f"{served.url}/api/launches/{new_id()}", json={"package": one["token"]}, timeout=20)
    assert bad.status_code == 401
    assert people.guest().put("/launches/NOTACODE/claim", None).status_code == 404
    assert httpx.get(f"{served.url}/launch/NOTACODE", timeout=20).status_code == 404
    assert people.guest().get("/scenarios/waste_bin/scorm.zip").status_code == 403
    assert people.with_role(Role.trainer).get("/scenarios/nothing/scorm.zip").status_code == 404


def test_other_origins_may_ask_only_what_the_page_asks(people, served):
    asking = {**ELSEWHERE, "Access-Control-Request-Method": "PUT", "Access-Control-Request-Headers": "content-type"}
    allowed = httpx.options(f"{served.url}/api/launches/{new_id()}", headers=asking, timeout=20)
    assert (allowed.status_code, allowed.headers["access-control-allow-origin"]) == (204, "*")
    assert "Content-Type" in allowed.headers["access-control-allow-headers"]
    for path in ("/api/me", "/api/launches/ABCDEFGHJK/claim", "/api/drills"):
        refused = httpx.options(f"{served.url}{path}", headers=asking, timeout=20)
        assert "access-control-allow-origin" not in refused.headers
