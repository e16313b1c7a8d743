"""The page of a SCORM package in a real browser, in the frame of a management system of our own making at another address."""

from __future__ import annotations

import functools
import http.server
import io
import json
import threading
import zipfile

import pytest

from backend.launches import scorm
from backend.schemas.identity import Role
from backend.settings import Settings
from tests.backend.fight import Fighter
from tests.backend.people import People, hear, new_id
from tests.backend.serving import Child
from tests.system.pages import chromium, shoot

pytestmark = pytest.mark.system

# What a management system gives its courses: values, kept from visit to visit; every call is noted.
LMS = """<!doctype html><html lang="ko"><meta charset="utf-8"><title>LMS</title><link rel="icon" href="data:,">
<script>
const kept = JSON.parse(localStorage.getItem("kept") || "{}"), calls = [];
window.calls = calls; window.kept = kept;
window.API_1484_11 = {
  Initialize: () => { calls.push("Initialize"); return "true"; },
  Terminate: () => { calls.push("Terminate"); localStorage.setItem("kept", JSON.stringify(kept)); return "true"; },
  GetValue: (name) => kept[name] || (name === "cmi.completion_status" ? "unknown" : ""),
  SetValue: (name, value) => { calls.push(name); kept[name] = value; return "true"; },
  Commit: () => { calls.push("Commit"); localStorage.setItem("kept", JSON.stringify(kept)); return "true"; },
  GetLastError: () => "0", GetErrorString: () => "", GetDiagnostic: () => "",
};
</script>
<iframe id="sco" src="course/index.html" width="760" height="760" title="course"></iframe></html>"""


@pytest.fixture(scope="module")
def browser():
    with chromium("--disable-gpu") as opened:
        yield opened


@pytest.fixture(scope="module")
def child(tmp_path_factory):
    """A server, and the `package` of a course."""
    server = Child(tmp_path_factory.mktemp("scorm"))
    server.start()
    with People(
        server.url, Settings(data_dir=server.data_dir)
    ) as people:  # before there is a browser: it needs the loop
        trainer = people.with_role(Role.trainer)
        server.package = trainer.get("/scenarios/waste_bin/scorm.zip", params={"mode": "practice"}).content
    yield server
    server.kill()


@pytest.fixture
def people(child):
    with People(child.url, Settings(data_dir=child.data_dir)) as made:
        yield made


@pytest.fixture
def lms(tmp_path, child):
    """The address of a management system with the course in it."""
    with zipfile.ZipFile(io.BytesIO(child.package)) as package:
        package.extractall(tmp_path / "course")
    config = tmp_path / "course" / "config.js"
    config.write_text(config.read_text().replace(f'"poll_ms": {scorm.POLL_MS}', '"poll_ms": 100'))
    (tmp_path / "index.html").write_text(LMS, encoding="utf-8")
    handler = functools.partial(_Quiet, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.mark.parametrize("locale", ["ko-KR", "en-US"])
def test_the_course_is_done_and_its_result_is_kept(lms, browser, people, locale):
    context = browser.new_context(viewport={"width": 900, "height": 860}, locale=locale)
    page, complaints = context.new_page(), []
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.set_default_timeout(90_000)
    page.goto(lms)
    course = page.frame_locator("#sco")
    said = {"ko-KR": ("앱에서 열기를 기다립니다", "불합격"), "en-US": ("Waiting for the app", "Not passed")}[locale]
    course.get_by_role("status").filter(has_text=said[0]).wait_for()
    code = course.locator("#code").inner_text()
    assert course.locator("#open").get_attribute("href").startswith("seoul://drill/waste_bin?server=http")
    assert page.evaluate("kept['cmi.completion_status']") == "incomplete"
    shoot(page, f"scorm_waiting_{locale}")

    page.reload()  # come back another day: the same launch
    course.get_by_role("status").filter(has_text=said[0]).wait_for()
    assert course.locator("#code").inner_text() == code

    learner, drill, room = people.guest(), new_id(), f"fire_hall.{new_id()}"
    learner.put(f"/launches/{code}/claim", None).raise_for_status()
    with learner.socket(room, "events") as socket:
        learner.put(f"/drills/{drill}", {"room": room, "scenario": "waste_bin", "seed": 7}).raise_for_status()
        fighter = Fighter(learner, socket, drill)
        fighter.join()
        fighter.sound_alarm_and_finish()
        score = hear(socket, "drill.ended")["grade"]["score"]
    course.get_by_role("status").filter(has_text=said[1]).wait_for()
    shoot(page, f"scorm_done_{locale}")
    page.frame_locator("#sco").locator("body").evaluate("() => { window.location = 'about:blank'; }")
    page.wait_for_function("calls.includes('Terminate')")
    kept = json.loads(page.evaluate("JSON.stringify(kept)"))
    assert float(kept["cmi.score.scaled"]) == pytest.approx(score / 100)
    assert (float(kept["cmi.score.raw"]), kept["cmi.score.min"], kept["cmi.score.max"]) == (score, "0", "100")
    assert (kept["cmi.success_status"], kept["cmi.completion_status"]) == ("failed", "completed")
    assert kept["cmi.session_time"].startswith("PT")
    assert kept["cmi.exit"] == "normal"
    calls = page.evaluate("calls")
    assert (calls[0], calls[-1]) == ("Initialize", "Terminate")
    assert complaints == []
    context.close()


def test_without_a_management_system_it_says_so(lms, browser):
    page = browser.new_page(locale="ko-KR")
    page.goto(f"{lms}/course/index.html")
    page.get_by_text("학습 관리 시스템을 찾지 못했습니다").wait_for()
    page.close()
