"""Every fixed text of reports and certificates, Korean and English."""

from __future__ import annotations

from typing import Literal

Lang = Literal["ko", "en"]

WORDS: dict[str, tuple[str, str]] = {
    "watermark": ("훈련용", "TRAINING"),
    "purpose": (
        "이 결과는 사람을 훈련하기 위한 것이며 건물을 설계하거나 안전을 보증하는 데 쓰지 않습니다.",
        "This result trains people. It does not design buildings, nor does it vouch for their safety.",
    ),
    "form_title": ("소방훈련·교육 실시 결과 기록부", "Record of a fire drill and training"),
    "form_note": ("가상현실 소방훈련", "Fire drill in virtual reality"),
    "f_date": ("실시 일시", "Date and time"),
    "f_place": ("장소", "Place"),
    "f_scenario": ("훈련 상황", "Scenario"),
    "f_mode": ("방식", "Mode"),
    "f_group": ("대상", "Group"),
    "f_trainer_name": ("훈련 지도자", "Trainer"),
    "f_count": ("참여 인원", "People taking part"),
    "f_length": ("훈련 시간", "Length"),
    "f_content": ("실시 내용", "Content"),
    "f_people": ("참여자", "People"),
    "f_evaluation": ("평가", "Evaluation"),
    "f_improvement": ("개선 사항", "To improve"),
    "f_remark": ("지도자 의견", "Trainer's remarks"),
    "f_signed": ("확인", "Signed"),
    "f_manager": ("소방안전관리자", "Fire safety manager"),
    "f_trainer": ("훈련 지도자", "Trainer"),
    "f_seal": ("(서명 또는 인)", "(signature)"),
    "c_name": ("이름", "Name"),
    "c_role": ("역할", "Role"),
    "c_score": ("점수", "Score"),
    "c_result": ("결과", "Result"),
    "c_critical": ("중대한 잘못", "Critical errors"),
    "fire": ("불과 연기", "Fire and smoke"),
    "plan": ("평면도: 지나간 길과 소화약제", "Floor plan: paths and agent"),
    "plan_key": (
        "빈 점: 시작, 찬 점: 끝 · 노란 칸: 바닥에 쌓인 소화약제 · 초록 점: 출구 · 빨간 불꽃: 불이 난 곳",
        "Hollow dot: start, full dot: end. Yellow: agent on the floor. Green dot: exit. Red flame: where it burned.",
    ),
    "timeline": ("시간 순서", "What happened when"),
    "grade_lines": ("채점", "How it was graded"),
    "rule": ("기준과 측정값", "Rule and what was measured"),
    "points": ("점수", "Points"),
    "moment": ("시각", "Moment"),
    "curves": ("노출과 시야", "Exposure and sight"),
    "measured": ("측정값", "Measured"),
    "proof": ("다시 계산해 볼 수 있는 근거", "Proof: the drill can be computed again"),
    "certificate": ("수 료 증", "CERTIFICATE"),
}

SAY: dict[str, tuple[str, str]] = {
    "passed": ("합격", "passed"),
    "failed": ("불합격", "not passed"),
    "practice": ("연습", "practice"),
    "guided": ("안내", "guided"),
    "test": ("평가", "test"),
    "nobody": ("없음", "none"),
    "alone": ("개인", "individual"),
    "people": ("{n}명", "{n}"),
    "minutes": ("{m}분 {s}초", "{m} min {s} s"),
    "corrected": (
        "이의 제기 뒤 {at}에 {old}점에서 {new}점으로 고침: {why}",
        "Corrected on appeal, {at}, from {old} to {new}: {why}",
    ),
    "mean": (
        "참여 {n}명, 평균 {mean:.1f}점, 합격 {passed}명",
        "{n} took part, mean score {mean:.1f}, {passed} passed",
    ),
    "no_critical": ("중대한 잘못은 없었습니다.", "There were no critical errors."),
    "criticals": ("중대한 잘못 {n}건: {what}", "{n} critical errors: {what}"),
    "nothing_lost": (
        "크게 잃은 점수가 없습니다. 같은 훈련을 다른 조건으로 되풀이하세요.",
        "Little was lost. Repeat the drill under other conditions.",
    ),
    "lost": ("{text} (얻은 점수 {share:.0f}%)", "{text} ({share:.0f} % of the points)"),
    "heat": ("열방출률", "heat release"),
    "layer": ("연기층 높이", "smoke layer height"),
    "fed": ("가스 노출(FED)", "gas dose (FED)"),
    "heat_dose": ("열 노출", "heat dose"),
    "visibility": ("보이는 거리", "visibility"),
    "over_layer": ("머리가 연기층 위로 올라간 높이", "head above the smoke's edge"),
    "stop": ("훈련 중지 0.3", "training stop 0.3"),
    "log": ("기록 봉인(SHA-256): {seal}", "Seal of the log (SHA-256): {seal}"),
    "state": ("끝 상태(SHA-256): {hash}", "State at the end (SHA-256): {hash}"),
    "again": (
        "훈련 {drill} · 변형 {seed} · 규칙 {rules}. 같은 기록을 다시 계산하면 같은 상태와 점수가 나옵니다.",
        "Drill {drill}, variation {seed}, rules {rules}. Computed again, the same log gives the same state and score.",
    ),
    "again_ok": (
        "이 문서를 만들 때 다시 계산해 같은 상태를 얻었습니다.",
        "Computed again for this paper: the same state.",
    ),
    "as_it_ran": (
        "이 문서의 곡선과 측정값은 훈련하는 동안 적은 것입니다. 다시 계산한 결과는 조금 뒤에 받은 문서에 적힙니다.",
        "Curves and measures are those noted while the drill ran; a paper asked for a little later says how it came out again.",
    ),
    "again_bad": (
        "주의: 다시 계산한 상태가 기록과 다릅니다.",
        "Beware: computed again, the drill ends in another state than its record says.",
    ),
    "no_facts": (
        "이 훈련은 예전 규칙으로 진행되어 지금 다시 계산할 수 없습니다. 채점 기록만 싣습니다.",
        "This drill was made under other rules than today's and cannot be computed again here; only its grades are shown.",
    ),
    "title_drill": ("훈련 보고서: {title}", "Drill report: {title}"),
    "title_certificate": ("수료증 {number}", "Certificate {number}"),
    "organisation": ("메타버스 서울 VR", "Metaverse Seoul VR"),
    "certify": (
        "위 사람은 아래 훈련을 마치고 합격하였으므로 이 증서를 드립니다.",
        "has completed and passed the training below.",
    ),
    "r_title": ("훈련", "Training"),
    "r_score": ("점수", "Score"),
    "r_mode": ("방식", "Mode"),
    "r_date": ("훈련한 날", "Date"),
    "issued": ("{date} 발급", "Issued on {date}"),
    "check": (
        "이 번호는 누구나 {url} 에서 확인할 수 있습니다.",
        "Anybody can check this number at {url}",
    ),
}

MEASURES: dict[str, tuple[str, str, str]] = {
    "t_detect": ("불을 알아챈 때", "fire noticed", "s"),
    "t_warned": ("'불이야' 하고 외친 때", "warning shouted", "s"),
    "t_alarm": ("발신기를 누른 때", "alarm pressed", "s"),
    "t_call": ("119가 받은 때", "119 answered", "s"),
    "t_call_done": ("119 신고를 마친 때", "119 call complete", "s"),
    "t_first_agent": ("처음 방사한 때", "first discharge", "s"),
    "t_knockdown": ("불길을 잡은 때", "knock-down", "s"),
    "t_out": ("불이 꺼진 때", "fire out", "s"),
    "t_left": ("밖으로 나간 때", "left the building", "s"),
    "t_assembled": ("집결지에 모인 때", "at the assembly point", "s"),
    "t_counted": ("인원을 센 때", "people counted", "s"),
    "reflash_count": ("되살아난 횟수", "reflashes", ""),
    "discharge_s": ("방사한 시간", "time of discharge", "s"),
    "agent_kg": ("쓴 약제", "agent used", "kg"),
    "agent_on_base_kg": ("밑동에 맞은 약제", "agent on the base", "kg"),
    "agent_on_base_share": ("밑동에 맞은 비율", "share on the base", ""),
    "exit_behind_share": ("출구를 등지고 쓴 비율", "share with the exit behind", ""),
    "start_distance_m": ("처음 방사한 거리", "distance at first discharge", "m"),
    "least_distance_m": ("가장 가까운 거리", "nearest distance", "m"),
    "mean_distance_m": ("평균 거리", "mean distance", "m"),
    "sweep_hz": ("비질 빈도", "sweep frequency", "Hz"),
    "sweep_amplitude_rad": ("비질 폭", "sweep amplitude", "rad"),
    "early_stops": ("일찍 멈춘 횟수", "early stops", ""),
    "pin_jams": ("안전핀 걸림", "pin jams", ""),
    "must_leave_s": ("대피해야 할 때 머문 시간", "stayed when it was time to leave", "s"),
    "dense_smoke_s": ("짙은 연기 속 시간", "time in dense smoke", "s"),
    "in_smoke_s": ("연기 속을 걸은 시간", "time walking in smoke", "s"),
    "low_in_smoke_s": ("그중 낮은 자세", "of it with a low posture", "s"),
    "fed": ("가스 노출(FED)", "gas dose (FED)", ""),
    "heat_dose": ("열 노출", "heat dose", ""),
    "least_visibility_m": ("가장 짧은 보이는 거리", "least visibility", "m"),
    "most_over_layer_m": ("머리가 연기층 위로 가장 높이", "head farthest above the smoke's edge", "m"),
    "path_m": ("걸은 거리", "distance walked", "m"),
    "path_over_shortest": ("가장 짧은 길의 몇 배", "path over the shortest", ""),
    "doors_unfelt": ("확인하지 않고 연 문", "doors opened without feeling", ""),
    "watched_s": ("불이 꺼진 뒤 지켜본 시간", "watched after it was out", "s"),
    "backed_m": ("물러난 거리", "backed away", "m"),
}


def words(lang: Lang) -> dict[str, str]:
    return {key: pair[lang == "en"] for key, pair in WORDS.items()}


def say(lang: Lang, key: str, **more: object) -> str:
    return SAY[key][lang == "en"].format(**more)
