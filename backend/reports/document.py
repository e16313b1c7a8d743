"""From facts and grades to what the template of a drill's report prints. Pure: no database, no clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, timezone
from typing import Any

from backend.reports.floor import plan
from backend.reports.svg import chart, clock, timeline
from backend.reports.words import MEASURES, Lang, say, words
from safety_training.building import load_building
from safety_training.drill import TICK_S
from safety_training.roles import npc_id

SEOUL = timezone(timedelta(hours=9), "KST")  # no summer time, so no table of zones is needed
_CLEAR_M = 30.0  # beyond it sight is as good as it gets indoors
_MARK, _BAD = "#0b57a4", "#a11313"


def drill_document(meta: Mapping[str, Any], facts: Mapping[str, Any] | None, lang: Lang) -> dict[str, Any]:
    """meta : as reports.service.meta. facts : of reports.facts, None where the drill cannot be computed any more.
    With meta["only"] (a person's id) only that person's sheet, without the form."""
    only = meta["only"]
    people = [p for p in meta["people"] if only is None or p["id"] == only]
    title = meta["title"][lang]
    return {
        "language": lang,
        "words": words(lang),
        "title": say(lang, "title_drill", title=title),
        "form": None if only else _form(meta, facts, lang),
        "people": [_sheet(person, meta, facts, lang) for person in people],
        "proof": _proof(meta, facts, lang),
    }


def when(iso: str | None) -> str:
    """Seoul's time, to the minute."""
    return datetime.fromisoformat(iso).astimezone(SEOUL).strftime("%Y-%m-%d %H:%M") if iso else ""


def _form(meta: Mapping[str, Any], facts: Mapping[str, Any] | None, lang: Lang) -> dict[str, Any]:
    w, people = words(lang), meta["people"]
    seconds = facts["seconds"] if facts else meta["tick"] * TICK_S
    length = say(lang, "minutes", m=int(seconds) // 60, s=int(seconds) % 60)
    return {
        "head": [
            [
                w["f_date"],
                f"{when(meta['started_at'])} ~ {when(meta['ended_at'])[11:]}",
                w["f_place"],
                meta["place"][lang],
            ],
            [w["f_scenario"], meta["title"][lang], w["f_mode"], say(lang, meta["mode"])],
            [
                w["f_group"],
                meta["group"] or say(lang, "alone"),
                w["f_trainer_name"],
                meta["trainer"] or say(lang, "nobody"),
            ],
            [w["f_count"], say(lang, "people", n=len(people)), w["f_length"], length],
        ],
        "content": [meta["briefing"][lang], *meta["tasks"][lang]],
        "people": [_row(person, _role(person, meta, facts, lang), lang) for person in people],
        "evaluation": _evaluation(people, lang),
        "improvement": _improvement(people, lang),
        "remark": meta["remark"],
        "kept": meta["kept"][lang],
        "charts": _fire_charts(facts, lang) if facts else [],
        "plan": plan(facts, lang) if facts else _NOTHING,
        "timeline": _timeline(facts, meta, None, lang) if facts else _NOTHING,
    }


_NOTHING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 1" width="10" height="1"></svg>'


def _final(person: Mapping[str, Any]) -> tuple[float, bool]:
    """Score and verdict as they stand, after an appeal if there was one."""
    corrected = person["corrected"]
    grade = person["grade"]
    return (corrected["score"], corrected["passed"]) if corrected else (grade["score"], grade["passed"])


def _role(person: Mapping[str, Any], meta: Mapping[str, Any], facts: Mapping[str, Any] | None, lang: Lang) -> str:
    """The part that somebody had in the end; without facts what the trainer had given."""
    found = next((p["role"] for p in facts["people"] if p["id"] == person["id"]), "") if facts else ""
    told: str = meta["roles"].get(found, person["role"])[lang]
    return told


def _row(person: Mapping[str, Any], role: str, lang: Lang) -> list[str]:
    score, passed = _final(person)
    verdict = say(lang, "passed" if passed else "failed")
    return [person["name"], role, f"{score:g}", verdict, ", ".join(_criticals(person, lang))]


def _criticals(person: Mapping[str, Any], lang: Lang) -> list[str]:
    grade = person["grade"]
    return [line[f"text_{lang}"] for line in grade["lines"] if line["rule"] in grade["critical"]]


def _evaluation(people: Sequence[Mapping[str, Any]], lang: Lang) -> list[str]:
    if not people:
        return [say(lang, "nobody")]
    finals = [_final(person) for person in people]
    mean = sum(score for score, _ in finals) / len(finals)
    lines = [say(lang, "mean", n=len(people), mean=mean, passed=sum(passed for _, passed in finals))]
    critical = [", ".join(found) for person in people if (found := _criticals(person, lang))]
    what = ", ".join(critical)
    return [*lines, say(lang, "criticals", n=len(critical), what=what) if critical else say(lang, "no_critical")]


def _improvement(people: Sequence[Mapping[str, Any]], lang: Lang, most: int = 5) -> list[str]:
    """The rules that cost most points, over everybody."""
    got: dict[str, list[float]] = {}
    names: dict[str, str] = {}
    for person in people:
        for line in person["grade"]["lines"]:
            if line["of"] > 0:
                row = got.setdefault(line["rule"], [0.0, 0.0])
                row[0] += line["got"]
                row[1] += line["of"]
                names.setdefault(line["rule"], line[f"text_{lang}"].split(":")[0])
    lost = sorted(got, key=lambda rule: got[rule][0] - got[rule][1])
    lost = [rule for rule in lost if got[rule][0] < 0.8 * got[rule][1]][:most]
    if not lost:
        return [say(lang, "nothing_lost")]
    return [say(lang, "lost", text=names[rule], share=100.0 * got[rule][0] / got[rule][1]) for rule in lost]


def _sheet(
    person: Mapping[str, Any], meta: Mapping[str, Any], facts: Mapping[str, Any] | None, lang: Lang
) -> dict[str, Any]:
    score, passed = _final(person)
    began = facts["began_tick"] if facts else 0
    found = next((p for p in facts["people"] if p["id"] == person["id"]), None) if facts else None
    return {
        "name": person["name"],
        "role": _role(person, meta, facts, lang),
        "passed": passed,
        "score_text": f"{score:g} / {person['grade']['of']:g}",
        "verdict": say(lang, "passed" if passed else "failed"),
        "correction": _correction(person, lang),
        "lines": [_line(line, person["grade"]["critical"], began, lang) for line in person["grade"]["lines"]],
        "timeline": _timeline(facts, meta, person["id"], lang) if facts else "",
        "charts": _person_charts(facts, found, lang) if facts and found else [],
        "measured": _measured(found["measured"], lang) if found else [],
        "plan": plan(facts, lang, [person["id"]]) if facts and meta["only"] else "",
    }


def _correction(person: Mapping[str, Any], lang: Lang) -> str:
    made = person["corrected"]
    if not made:
        return ""
    old = f"{person['grade']['score']:g}"
    return say(lang, "corrected", at=when(made["at"])[:10], old=old, new=f"{made['score']:g}", why=made["why"])


def _line(line: Mapping[str, Any], critical: Sequence[str], began: int, lang: Lang) -> dict[str, Any]:
    moment = "" if line["tick"] is None else clock(max(0.0, (line["tick"] - began) * TICK_S))
    points = f"{line['got']:.1f} / {line['of']:.1f}" if line["of"] else f"{line['got']:.1f}" if line["got"] else ""
    return {"text": line[f"text_{lang}"], "points": points, "moment": moment, "critical": line["rule"] in critical}


def _timeline(facts: Mapping[str, Any], meta: Mapping[str, Any], person: str | None, lang: Lang, most: int = 40) -> str:
    """person : None for what concerned everybody, and everybody."""
    names = {npc_id(role): told[lang] for role, told in meta["roles"].items()}
    names |= {p["id"]: p["name"] for p in facts["people"]}
    marks, last = [], ("", "")
    for event in facts["events"]:
        who = event["who"]
        if (person is not None and who not in ("", person)) or (event["kind"], who) == last:
            continue
        last = (event["kind"], who)
        said = event[lang] if person is not None or not who else f"{names.get(who, who)}: {event[lang]}"
        marks.append((event["at"], said, _MARK if who else _BAD))
    return timeline(facts["seconds"], marks[:most])


def _fire_charts(facts: Mapping[str, Any], lang: Lang) -> list[str]:
    names = {
        room.name: room.text.en if lang == "en" else room.text.ko for room in load_building(facts["building"]).rooms
    }
    reached = [(k, room["interface_m"]) for k, room in facts["rooms"].items() if _changes(room["interface_m"])]
    reached.sort(key=lambda layer: _came_down(layer[1]))  # first the room that burns
    layers = [(names.get(k, k), curve) for k, curve in reached]
    heat = chart(facts["times"], [(say(lang, "heat"), facts["heat_kw"])], "kW")
    if not layers:
        return [heat]
    return [heat, chart(facts["times"], layers[:3], f"m  {say(lang, 'layer')}")]


def _came_down(curve: Sequence[float]) -> int:
    return next((k for k, y in enumerate(curve) if y < curve[0] - 0.05), len(curve))


def _changes(curve: Sequence[float]) -> bool:
    return bool(curve) and max(curve) - min(curve) > 0.05


def _person_charts(facts: Mapping[str, Any], person: Mapping[str, Any], lang: Lang) -> list[str]:
    """Doses, sight, and how far the head is over the smoke's edge; each as far as there is something to see."""
    curves = person["curves"]
    times = curves["t_s"]
    doses = [(say(lang, "fed"), curves["fed"]), (say(lang, "heat_dose"), curves["heat_dose"])]
    made = [chart(times, doses, "", limit=(0.3, say(lang, "stop")))]
    if any(v < _CLEAR_M for v in curves["visibility_m"]):
        seen = [min(v, _CLEAR_M) for v in curves["visibility_m"]]
        made.append(chart(times, [(say(lang, "visibility"), seen)], "m"))
    above = [max(0.0, v) for v in curves["over_layer_m"]]
    if any(above):
        made.append(chart(times, [(say(lang, "over_layer"), above)], "m"))
    return made


def _measured(values: Mapping[str, Any], lang: Lang) -> list[list[str]]:
    """Two to a row of the table: name, value, name, value."""
    cells = []
    for key, (ko, en, unit) in MEASURES.items():
        value = values.get(key)
        if isinstance(value, int | float) and not isinstance(value, bool):
            cells += [en if lang == "en" else ko, f"{round(value, 2):g} {unit}".strip()]
    cells += [""] * (-len(cells) % 4)
    return [cells[k : k + 4] for k in range(0, len(cells), 4)]


def _proof(meta: Mapping[str, Any], facts: Mapping[str, Any] | None, lang: Lang) -> list[str]:
    lines = [
        say(lang, "again", drill=meta["drill"], seed=meta["seed"], rules=meta["rules"]),
        say(lang, "log", seal=meta["seal"]),
        say(lang, "state", hash=meta["state_hash"]),
    ]
    if facts is None:
        return [*lines, say(lang, "no_facts")]
    if not facts["again"]:
        return [*lines, say(lang, "as_it_ran")]
    return [*lines, say(lang, "again_ok" if facts["state_hash"] == meta["state_hash"] else "again_bad")]
