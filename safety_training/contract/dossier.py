"""A dossier: the papers of one lease with one planted trap, filled in by the seed. Data lies in contract/dossiers/*.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from safety_training.chance import SplitMix64
from safety_training.contract.risk import Case
from safety_training.texts import Text


@dataclass(frozen=True, slots=True)
class Field:
    """One box of a document. id : "document.field". struck : crossed out, cancelled. amount : won, where it is money."""

    id: str
    label: Text
    value: Text
    page: int
    struck: bool = False
    amount: int | None = None
    role: str = ""  # for the risk engine: deposit, official_price, sale, senior
    date: date | None = None


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    name: Text
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Document:
    id: str
    name: Text
    issuer: Text
    sections: tuple[Section, ...]

    @property
    def pages(self) -> int:
        return max(f.page for s in self.sections for f in s.fields)


@dataclass(frozen=True, slots=True)
class Choice:
    """A reason, decision or action that one may choose."""

    id: str
    text: Text
    effect: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Found when any of these fields is marked."""

    id: str
    any_of: tuple[str, ...]
    text: Text


@dataclass(frozen=True, slots=True)
class Trap:
    """supporting : fields that may be marked without being a false alarm."""

    id: str
    text: Text
    reason: str
    evidence: tuple[Evidence, ...]
    supporting: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything but `trap`, `decoys` and `case` may be shown before the decision; `to_dict` leaves those out."""

    id: str
    seed: int
    place: str
    day: date
    title: Text
    briefing: Text
    watermark: Text
    documents: tuple[Document, ...]
    reasons: tuple[Choice, ...]
    decisions: tuple[Choice, ...]
    actions: tuple[Choice, ...]
    trap: Trap
    decoys: dict[str, Text]
    case: Case

    def fields(self) -> Iterator[Field]:
        for document in self.documents:
            for section in document.sections:
                yield from section.fields

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready, without the answers."""
        shown = (
            "id",
            "seed",
            "place",
            "title",
            "briefing",
            "watermark",
            "documents",
            "reasons",
            "decisions",
            "actions",
        )
        whole = asdict(self)
        out = {key: whole[key] for key in shown}
        for field in (f for d in out["documents"] for s in d["sections"] for f in s["fields"]):
            field.pop("role")
            field["date"] = field["date"] and field["date"].isoformat()
        for choice in (*out["reasons"], *out["decisions"], *out["actions"]):
            choice.pop("effect")
        return {**out, "day": self.day.isoformat()}


def list_dossiers() -> list[str]:
    """The ids of all dossiers, in alphabetical order."""
    folder = files("safety_training").joinpath("contract", "dossiers")
    return sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml"))


def load_dossier(dossier_id: str, seed: int = 0) -> Dossier:
    """The dossier with names and sums of this seed. Raises KeyError for an unknown id, ValueError for a file that is none."""
    if dossier_id not in list_dossiers():
        raise KeyError(f"no dossier {dossier_id!r}")
    try:
        return _dossier(_read(dossier_id), seed)
    except (KeyError, TypeError) as error:
        raise ValueError(f"dossiers/{dossier_id}.toml: {error}") from error


@cache
def _read(dossier_id: str) -> dict[str, Any]:
    path = files("safety_training").joinpath("contract", "dossiers", f"{dossier_id}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


def _dossier(raw: dict[str, Any], seed: int) -> Dossier:
    filled = _Filled(raw["variation"], seed)
    documents = tuple(_document(d, filled) for d in raw["document"])
    fields = [f for d in documents for s in d.sections for f in s.fields]
    trap = raw["trap"]
    evidence = tuple(Evidence(e["id"], tuple(e["any_of"]), _text(e)) for e in trap["evidence"])
    return Dossier(
        id=raw["id"],
        seed=seed,
        place=raw["place"],
        day=raw["day"],
        title=_text(raw["title"]),
        briefing=_text(raw["briefing"]),
        watermark=_text(raw["watermark"]),
        documents=documents,
        reasons=_choices(raw["reason"]),
        decisions=_choices(raw["decision"]),
        actions=_choices(raw["action"]),
        trap=Trap(trap["id"], _text(trap), trap["reason"], evidence, tuple(trap["supporting"])),
        decoys={d["field"]: _text(d) for d in raw["decoy"]},
        case=_case(raw, fields),
    )


def _case(raw: dict[str, Any], fields: list[Field]) -> Case:
    """What the papers say, read as the risk engine needs it: struck entries do not count."""
    live = [f for f in fields if f.amount is not None and not f.struck]
    senior = [f for f in live if f.role == "senior"]
    return Case(
        day=raw["day"],
        house=raw["house"],
        deposit=next(f.amount or 0 for f in live if f.role == "deposit"),
        official_price=next(f.amount or 0 for f in live if f.role == "official_price"),
        recent_sales=tuple(f.amount or 0 for f in live if f.role == "sale"),
        senior=tuple(f.amount or 0 for f in senior),
        oldest_security=min((f.date for f in senior if f.date), default=None),
        defects=tuple(raw["defects"]),
    )


class _Filled:
    """The seed's names and sums, drawn in a fixed order."""

    def __init__(self, v: dict[str, Any], seed: int) -> None:
        chance = SplitMix64(seed)
        owner = v["owners"][chance.below(len(v["owners"]))]
        building = v["buildings"][chance.below(len(v["buildings"]))]
        unit = v["units"][chance.below(len(v["units"]))]
        lot = v["lots"][chance.below(len(v["lots"]))]
        official = _stepped(chance, *v["official_won"])
        step = v["deposit_step_won"]
        deposit = int(official * _between(chance, *v["deposit_over_official"])) // step * step
        self.amounts = {
            "official": official,
            "deposit": deposit,
            "down_payment": deposit // 10,
            "quoted": int(deposit * v["quoted_over_deposit"]) // 1_000_000 * 1_000_000,
            "nearby": int(official * _between(chance, *v["nearby_over_official"])) // 1_000_000 * 1_000_000,
            "old_mortgage": _stepped(chance, *v["old_mortgage_won"]),
        }
        same = {"unit": unit, "lot": lot, "birth": owner["birth"]}
        money_ko = {k: f"금 {won:,}원" for k, won in self.amounts.items()}
        money_en = {k: f"KRW {won:,}" for k, won in self.amounts.items()}
        self.ko = {**same, **money_ko, "owner": owner["ko"], "building": building["ko"]}
        self.en = {**same, **money_en, "owner": owner["en"], "building": building["en"]}

    def text(self, raw: dict[str, str]) -> Text:
        return Text(raw["ko"].format(**self.ko), raw["en"].format(**self.en))


def _stepped(chance: SplitMix64, low: int, high: int, step: int) -> int:
    return low + step * chance.below((high - low) // step + 1)


def _between(chance: SplitMix64, low: Decimal, high: Decimal) -> Decimal:
    """In hundredths, so that the sums are exact."""
    hundredth = Decimal("0.01")
    return low + hundredth * chance.below(int((high - low) / hundredth) + 1)


def _document(raw: dict[str, Any], filled: _Filled) -> Document:
    sections = tuple(
        Section(s["id"], _text(s["name"]), tuple(_field(raw["id"], f, filled) for f in s["fields"]))
        for s in raw["section"]
    )
    return Document(raw["id"], _text(raw["name"]), _text(raw["issuer"]), sections)


def _field(document: str, raw: dict[str, Any], filled: _Filled) -> Field:
    amount = filled.amounts[raw["amount"]] if "amount" in raw else None
    return Field(
        id=f"{document}.{raw['id']}",
        label=_text(raw["label"]),
        value=filled.text(raw["value"]),
        page=raw["page"],
        struck=raw.get("struck", False),
        amount=amount,
        role=raw.get("role", ""),
        date=raw.get("date"),
    )


def _text(raw: dict[str, str]) -> Text:
    return Text(raw["ko"], raw["en"])


def _choices(raw: list[dict[str, str]]) -> tuple[Choice, ...]:
    return tuple(Choice(c["id"], _text(c), c.get("effect", "")) for c in raw)
