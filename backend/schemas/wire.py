"""What all wire types are made of: ids, names, moments, texts."""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictFloat,
    StrictInt,
    StrictStr,
)

API = "/api"


class Wire(BaseModel):
    model_config = ConfigDict(extra="forbid")


def _written(value: Any) -> Any:
    # A number would be read as seconds since 1970: nobody means that.
    if isinstance(value, datetime) or (isinstance(value, str) and "-" in value[1:] and ":" in value):
        return value
    raise ValueError("not a date and time as in ISO 8601")


def _utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError:  # the first and last hours of the calendar
        return moment.replace(tzinfo=UTC)


Language = Literal["ko", "en"]
Utc = Annotated[AwareDatetime, BeforeValidator(_written), AfterValidator(_utc)]
# One line with something visible in it; no control characters, nor those that turn the direction of writing.
_ODD = r"\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069"
Name = Annotated[str, Field(min_length=1, max_length=40, pattern=rf"^[^{_ODD}]*[^{_ODD}\s][^{_ODD}]*$")]
TextBlock = r"^[^\x00]*[^\x00\s][^\x00]*$"  # as a pattern: several lines, something visible in them
Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
TaskId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_.:-]{0,79}$")]
# Strict, or a text of digits longer than allowed would become a number.
_Number = Annotated[StrictInt, Field(ge=-(2**53), le=2**53)] | Annotated[StrictFloat, Field(allow_inf_nan=False)]
Detail = Annotated[
    dict[Slug, StrictBool | _Number | Annotated[StrictStr, Field(max_length=200, pattern=r"^[^\x00]*$")]],
    Field(max_length=30, json_schema_extra={"additionalProperties": False}),
]
Mark = Annotated[
    str, Field(min_length=1, max_length=80, pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:-]*$")
]  # an id within a dossier
RoomId = Annotated[
    str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}(\.[a-z0-9-]{1,36})?$")
]  # place id, and a group where one plays apart
