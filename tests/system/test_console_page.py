"""The trainer's console in a real browser: from sign-in to the report, with two rooms of four scripted trainees each."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import threading

import pytest

from avatars.voice.call import Call, Room
from backend.schemas.voice import TRAINERS_FROM
from backend.settings import Settings
from tests.backend.fight import Fighter
from tests.backend.people import PASSWORD, People, new_id, room_name
from tests.system.pages import chromium, server_with, shoot, sign_in, watched

pytestmark = pytest.mark.system
EMAIL = "trainer@example.org"
NAMES = ("박훈련", "김안전", "이소방", "최대피")
OTHERS = ("가람", "나래", "다온", "라온")


@pytest.fixture(scope="module")
def child(tmp_path_factory):
    with server_with(tmp_path_factory.mktemp("console"), EMAIL, "한교관", "trainer") as server:
        yield server


@pytest.fixture(scope="module")
def browser():
    flags = ("--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")
    with chromium(*flags, "--use-fake-device-for-media-stream") as opened:  # a microphone that beeps each second
        yield opened


@pytest.fixture
def page(browser, child):
    with watched(browser, child.url, 1280, 800) as opened:
        yield opened


@pytest.fixture
def people(child):
    with People(child.url, Settings(data_dir=child.data_dir)) as made:
        yield made


class Trainee:
    """Goes along with whatever drill runs in the room, walking to and fro, until told to stop."""

    def __init__(self, people, name, room, place):
        self.person, self.room = people.guest(name), room
        self.socket = self.person.socket(room, "events")
        self.place, self.drill, self.heard, self.radio, self.grades = place, "", [], [], {}
        self.seen = threading.Event()
        threading.Thread(target=self.run, daemon=True).start()

    def run(self):
        fighter = None
        while True:
            try:
                message = json.loads(self.socket.recv())
            except Exception:
                return
            if message["type"] == "drill.snapshot":
                if message["drill"] != self.drill:
                    self.drill, last = message["drill"], fighter.seq if fighter else 0
                    fighter = Fighter(self.person, self.socket, self.drill)
                    fighter.seq = last
                    fighter.join()
                snapshot = message["snapshot"]
                if snapshot["tick"] % 5 == 0 and not snapshot["paused"]:
                    x = self.place + 0.5 * ((snapshot["tick"] // 5) % 4)
                    fighter.move((x, 1.6, -4.0), (2.0, 0.4, -6.5))
            elif message["type"] == "drill.events":
                self.heard += message["events"]
            elif message["type"] == "trainer.voice":
                self.radio.append(message)
            elif message["type"] == "drill.ended":
                self.grades[message["drill"]] = message["grade"]

    def told(self):
        return [e["data"]["ko"] for e in self.heard if e["kind"] == "message"]


class Ear:
    """The voice of one trainee, in a loop of its own: which trainers' packets arrive, and what is said about them."""

    def __init__(self, trainee, room):
        self.trainee, self.loud = trainee, 0
        self.call = Call(self.heard)
        self.call.enter(Room(trainee.person.url, room, trainee.person.room_token(room)["token"]))
        self.loop = asyncio.new_event_loop()
        self.task = self.loop.create_task(self.call.run())
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def run(self):
        with contextlib.suppress(asyncio.CancelledError):
            self.loop.run_until_complete(self.task)

    def heard(self, slot, packet):
        self.loud += packet.talker >= TRAINERS_FROM

    def told(self):
        return [(m["talking"], m["alone"]) for m in self.trainee.radio]

    def close(self):
        asyncio.run_coroutine_threadsafe(self.call.leave(), self.loop).result(20)
        self.loop.call_soon_threadsafe(self.task.cancel)
        self.thread.join(20)
        self.loop.close()


def until(page, happened):
    for _ in range(900):
        if happened():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it did not happen within 90 s")


def card(page, who):
    return page.get_by_role("group", name="방").get_by_role("button").filter(has_text=who)


def start(page, who, scenario):
    card(page, who).click()
    page.get_by_role("button", name="새 훈련").click()
    form = page.get_by_role("dialog")
    form.get_by_role("combobox", name="상황").click()
    page.get_by_role("option", name=scenario).click()
    form.get_by_label("방", exact=True).wait_for()
    form.get_by_role("button", name="시작", exact=True).click()
    page.get_by_role("button", name="계속", exact=True).wait_for()  # it begins paused


def test_a_trainer_leads_two_rooms_from_sign_in_to_report(page, child, people):
    rooms = [room_name(), room_name()]
    first = [Trainee(people, name, rooms[0], -4.0 + 2 * k) for k, name in enumerate(NAMES)]
    second = [Trainee(people, name, rooms[1], -4.0 + 2 * k) for k, name in enumerate(OTHERS)]
    sign_in(page, f"{child.url}/console/", EMAIL)
    start(page, OTHERS[0], "휴지통 화재")
    start(page, NAMES[0], "휴지통 화재")
    lead(page, first)
    speak(page, first)
    assert all(not trainee.told() for trainee in second)  # what was said here was not said there
    go_back(page, first)
    end(page, first)
    debrief(page)
    papers(page, child)


def lead(page, trainees):
    table = page.get_by_role("region", name="사람")
    until(page, lambda: all(table.get_by_text(name, exact=True).count() for name in NAMES))
    page.get_by_role("button", name="계속", exact=True).click()
    page.get_by_role("button", name="멈춤", exact=True).wait_for()
    page.get_by_role("button", name="불붙이기", exact=True).click()
    log = page.get_by_role("log")
    log.get_by_text("불이 남").first.wait_for()
    talk = page.get_by_label("전할 말")
    talk.fill("모두 자세를 낮추세요.")
    talk.press("Enter")
    until(page, lambda: all(trainee.told() == ["모두 자세를 낮추세요."] for trainee in trainees))
    door = page.get_by_role("button", name=re.compile("사무실.*열림")).first
    door.focus()
    door.press("Enter")  # on the plan, by keyboard
    page.get_by_role("button", name="닫기", exact=True).click()
    page.get_by_role("button", name=re.compile("사무실.*열림 0 %")).first.wait_for()
    page.get_by_role("button", name="막기", exact=True).click()
    page.get_by_role("button", name=re.compile("사무실.*막힘")).first.wait_for()
    page.get_by_role("button", name="압력 부족", exact=True).click()
    log.get_by_text("소화기 고장").first.wait_for()
    page.get_by_role("combobox", name="누구의 눈으로").click()
    page.get_by_role("option", name="이소방").click()
    page.get_by_text("이소방 · 보이는 거리").wait_for()
    shoot(page, "console_live")


def speak(page, trainees):
    """By key to all, by mouse to one; first without leave to use the microphone."""
    talk = page.get_by_role("button", name="누르고 말하기")
    talk.click()
    page.get_by_text("마이크가 허용되지 않았습니다").wait_for()
    page.context.grant_permissions(["microphone"])
    ears = [Ear(trainee, trainee.room) for trainee in trainees[:2]]
    until(page, lambda: all(ear.call.connected for ear in ears))
    talk.focus()
    page.keyboard.down("Space")
    until(page, lambda: all(ear.loud > 20 for ear in ears))
    assert talk.get_attribute("aria-pressed") == "true"
    page.get_by_role("status").filter(has_text="말하고 있습니다").wait_for()
    page.keyboard.up("Space")
    until(page, lambda: all(ear.told()[-1:] == [(False, False)] for ear in ears))
    page.get_by_role("combobox", name="누구에게").click()
    page.get_by_role("option", name=NAMES[0]).click()
    until(page, lambda: talk.get_attribute("aria-pressed") == "false")
    before = [ear.loud for ear in ears]
    talk.click()  # a tap: on until the next
    until(page, lambda: ears[0].loud > before[0] + 20)
    shoot(page, "console_radio")
    talk.click()
    until(page, lambda: ears[0].told()[-2:] == [(True, True), (False, False)])
    assert ears[1].loud < before[1] + 5  # what was on its way
    assert ears[1].told() == [(True, False), (False, False)]
    for ear in ears:
        ear.close()
    button = "getElement(Number(document.querySelector('.radio').id.slice(1)))"
    lose = f"() => {{ const b = {button}; window.before = b.pc; b.lost(b.pc); return [b.state, b.talking] }}"
    assert page.evaluate(lose) == ["radio_lost", False]
    until(page, lambda: page.evaluate(f"() => Boolean({button}.pc && {button}.pc !== window.before)"))
    page.get_by_text("준비되었습니다").wait_for()


def go_back(page, trainees):
    before = trainees[0].drill
    page.get_by_role("button", name="되감기").first.click()
    page.get_by_text("5초 전으로", exact=True).click()
    until(page, lambda: all(trainee.drill not in ("", before) for trainee in trainees))
    page.get_by_role("button", name="계속", exact=True).click()
    page.get_by_role("button", name="멈춤", exact=True).wait_for()
    page.wait_for_timeout(2500)


def end(page, trainees):
    page.get_by_role("button", name="끝내기", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="끝내기", exact=True).click()
    page.get_by_role("link", name="함께 돌아보기").wait_for()
    until(page, lambda: all(trainee.grades for trainee in trainees))


def debrief(page):
    page.get_by_role("link", name="함께 돌아보기").click()
    moment = page.get_by_role("slider", name="시각")
    moment.wait_for(timeout=120_000)
    last = int(moment.get_attribute("max"))
    for tick in (last // 2, 0, last):
        moment.evaluate("(e, v) => { e.value = v; e.dispatchEvent(new Event('input')) }", tick)
        until(page, lambda wanted=tick: abs(int(moment.get_attribute("data-shown")) - wanted) <= 4)
    page.get_by_role("tab", name="채점").click()
    page.get_by_role("heading", name=re.compile(r"· \d+ .+ 100")).wait_for()
    page.get_by_role("tab", name="나란히").click()
    until(page, lambda: all(page.get_by_role("columnheader", name=name).count() for name in NAMES))
    page.get_by_role("tab", name="일어난 일").click()
    page.get_by_role("button", name=re.compile("들어옴")).first.click()
    until(page, lambda: int(moment.get_attribute("data-shown")) < last)
    shoot(page, "console_debrief")


def papers(page, child):
    report = page.get_by_role("link", name="보고서 PDF (한국어)").get_attribute("href")
    answer = page.request.get(f"{child.url}{report}")
    assert answer.status == 200
    assert answer.body().startswith(b"%PDF")
    roster = page.get_by_role("link", name="명단 CSV").get_attribute("href")
    assert "박훈련" in page.request.get(f"{child.url}{roster}").text()


def test_groups_and_their_results(page, child, people):
    trainee, room = Trainee(people, "한모둠", room_name(), 0.0), None
    sign_in(page, f"{child.url}/console/groups", EMAIL)
    page.goto(f"{child.url}/console/groups")
    page.get_by_label("모둠 이름").fill("화요일 반")
    page.get_by_role("button", name="모둠 만들기").click()
    page.get_by_role("heading", name="화요일 반").wait_for()
    page.get_by_role("combobox", name="지금 들어와 있는 사람").click()
    page.get_by_role("option", name="한모둠").click()
    page.get_by_role("button", name="넣기").first.click()
    page.get_by_role("button", name="빼기 한모둠").wait_for()
    group = people_group(people)
    room, drill = room_name(), new_id()
    again = Trainee(people, "둘째", room, 0.0)
    trainer = people.sign_in(EMAIL)
    body = {"room": room, "scenario": "waste_bin", "group": group}
    trainer.put(f"/drills/{drill}", body).raise_for_status()
    until(page, lambda: again.drill == drill)
    page.wait_for_timeout(1000)
    trainer.put(f"/drills/{drill}/injections/{new_id()}", {"control": "end"}).raise_for_status()
    until(page, lambda: again.grades)
    page.reload()
    page.get_by_role("cell", name="둘째").wait_for()
    shoot(page, "console_groups")
    contested(page, child, again)
    page.goto(f"{child.url}/console/en/drills")
    past = page.get_by_role("link", name=re.compile("Waste")).first
    shoot(page, "console_past")
    past.click()
    page.get_by_role("heading", name="Waste-bin fire").wait_for()
    assert trainee.drill == ""


def contested(page, child, trainee):
    (record,) = trainee.person.get("/records").json()
    appeal = {"id": new_id(), "text": "경보를 눌렀는데 점수가 없습니다."}
    trainee.person.put(f"/records/{record['id']}/appeal", appeal).raise_for_status()
    page.goto(f"{child.url}/console/appeals")
    letter = page.get_by_role("article").filter(has_text="둘째")
    letter.get_by_text("경보를 눌렀는데").wait_for()
    letter.get_by_text("다시 계산해 같은 상태").wait_for()
    letter.get_by_label(re.compile("^답변")).fill("기록을 보니 누르지 않았습니다.")
    letter.get_by_role("button", name="점수 유지").click()
    page.get_by_text("기록을 보니 누르지 않았습니다.").wait_for()
    assert trainee.person.get(f"/records/{record['id']}/appeal").json()["state"] == "upheld"
    shoot(page, "console_appeals")


def people_group(people):
    return people.sign_in(EMAIL).get("/groups").json()[0]["id"]


def test_others_stay_outside(page, child, people):
    import httpx

    httpx.post(
        f"{child.url}/api/accounts", json={"email": "c@example.org", "password": PASSWORD, "name": "이시민"}, timeout=20
    ).raise_for_status()
    page.goto(f"{child.url}/console/")
    page.get_by_label("이메일").fill("c@example.org")
    page.get_by_label("비밀번호").fill(PASSWORD)
    page.get_by_role("button", name="로그인").click()
    page.get_by_role("alert").filter(has_text="교관 계정이 아닙니다.").wait_for()
    drill = new_id()
    for path in (f"/console/papers/{drill}/report.pdf", f"/console/films/{drill}-x-2-1/0"):
        assert httpx.get(f"{child.url}{path}", timeout=20).status_code == 403
