"""What a statement of xAPI 2.0 (IEEE 9274.1.1) may look like, strictly: nothing unknown, nothing of the wrong kind."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

_IRI = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+$")
_TAG = re.compile(r"^[a-z]{2,3}(-[A-Z]{2})?$")


def _iri(value: str) -> str:
    assert _IRI.match(value), f"not an IRI: {value}"
    return value


def _languages(value: dict[str, str]) -> dict[str, str]:
    assert value, "an empty language map"
    assert all(_TAG.match(tag) and text for tag, text in value.items()), value
    return value


Iri = Annotated[str, AfterValidator(_iri)]
LanguageMap = Annotated[dict[str, str], AfterValidator(_languages)]
Extensions = dict[Iri, Any]
Id = Annotated[str, AfterValidator(lambda value: str(UUID(value)))]
Moment = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")]
Duration = Annotated[str, Field(pattern=r"^PT\d+(\.\d{1,2})?S$")]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Account(Strict):
    homePage: Iri  # noqa: N815
    name: Annotated[str, Field(min_length=1)]


class Agent(Strict):
    objectType: Literal["Agent"] = "Agent"  # noqa: N815
    account: Account


class Group(Strict):
    objectType: Literal["Group"]  # noqa: N815
    member: Annotated[list[Agent], Field(min_length=1)]


class Verb(Strict):
    id: Iri
    display: LanguageMap


class Definition(Strict):
    type: Iri
    name: LanguageMap | None = None
    description: LanguageMap | None = None
    interactionType: Literal["choice", "fill-in"] | None = None  # noqa: N815
    correctResponsesPattern: list[str] | None = None  # noqa: N815


class Activity(Strict):
    objectType: Literal["Activity"] = "Activity"  # noqa: N815
    id: Iri
    definition: Definition | None = None


class Score(Strict):
    scaled: Annotated[float, Field(ge=-1, le=1)]
    raw: float
    min: float
    max: float

    @model_validator(mode="after")
    def _within(self) -> Score:
        assert self.min < self.max
        assert self.min <= self.raw <= self.max
        return self


class Result(Strict):
    score: Score | None = None
    success: bool | None = None
    completion: bool | None = None
    response: str | None = None
    duration: Duration | None = None
    extensions: Extensions | None = None


class Activities(Strict):
    parent: list[Activity] | None = None
    grouping: list[Activity] | None = None
    category: list[Activity] | None = None


class Context(Strict):
    registration: Id
    instructor: Agent | None = None
    team: Group | None = None
    contextActivities: Activities  # noqa: N815
    revision: str | None = None
    platform: str
    language: Annotated[str, Field(pattern=r"^[a-z]{2}-[A-Z]{2}$")]
    extensions: Extensions | None = None


class Statement(Strict):
    id: Id
    actor: Agent
    verb: Verb
    object: Activity
    result: Result | None = None
    context: Context
    timestamp: Moment
    version: Literal["2.0.0"]


def check(statement: dict[str, Any]) -> Statement:
    """Raises ValidationError. Also: nothing in it is null (xAPI forbids that everywhere but within extensions)."""

    def no_null(value: Any) -> None:
        assert value is not None
        if isinstance(value, dict):
            for key, inner in value.items():
                if key != "extensions":
                    no_null(inner)
        elif isinstance(value, list):
            for inner in value:
                no_null(inner)

    no_null(statement)
    found = Statement.model_validate(statement)
    datetime.fromisoformat(found.timestamp)
    return found
