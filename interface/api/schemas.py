"""Words of the HTTP contract that several routes share: texts, dates, the answer to a write, what can go wrong."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Annotated, Any
from unicodedata import category

from fastapi import Path, Response
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictInt,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from application.indexes.receipts import Accepted
from interface.api.answers import VERSIONED
from interface.api.problems import MEDIA_TYPE, TITLES

LIMIT_MAX = 200
CURSOR_MAX = 2000

# Python would also read 2026-W23-1, and 0800Z as a time of another zone.
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"[1-9][0-9]{0,9}")
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})"
)
_TIME = re.compile(r"[0-9]{2}:[0-9]{2}")


def _iso_date(value: object) -> date:
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError("iso_date", "an existing date as YYYY-MM-DD")


def _local_time(value: object) -> time:
    if isinstance(value, str) and _TIME.fullmatch(value):
        try:
            return time.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError("local_time", "a time as HH:MM")


def moment(value: object) -> date | datetime:
    """Return a day, or a moment in UTC."""
    if isinstance(value, str) and _DATE.fullmatch(value):
        return _iso_date(value)
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        try:
            return datetime.fromisoformat(value).astimezone(UTC)
        except (ValueError, OverflowError):
            pass
    raise PydanticCustomError("moment", "a day as YYYY-MM-DD, or a moment with its zone as YYYY-MM-DDTHH:MM:SSZ")


def plain_number(value: object) -> int:
    """Return a number from 1 in digits alone."""
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return int(value)
    raise PydanticCustomError("number_from_one", "a number from 1 in digits")


def seen(text: str) -> str:
    """Return a text in which something can be seen: marks of invisible characters alone would all be one person's."""
    if all(c.isspace() or category(c) == "Cf" for c in text):
        raise PydanticCustomError("string_too_short", "a text in which something can be seen")
    return text


Day = Annotated[
    date, BeforeValidator(_iso_date), WithJsonSchema({"type": "string", "format": "date", "examples": ["2026-05-04"]})
]
"""A date as `YYYY-MM-DD`, nothing else."""

Moment = Annotated[
    date | datetime,
    BeforeValidator(moment),
    WithJsonSchema({"type": "string", "examples": ["2026-04-15", "2026-04-15T12:00:00Z", "2026-04-15T14:00:00+02:00"]}),
]
"""A moment with its zone, or a day, which stands for its end in Poland: what had been recorded by then."""

LocalTime = Annotated[
    time,
    BeforeValidator(_local_time),
    WithJsonSchema({"type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9]$", "examples": ["08:00"]}),
]
"""A local time in Poland as `HH:MM`."""

Name = Annotated[
    str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=120), AfterValidator(seen)
]
ShortText = Annotated[
    str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=200), AfterValidator(seen)
]
Note = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=2000)]
Item = Annotated[StrictInt, Field(ge=1, le=2**31)]
"""The item of an episode, enrolment or entry: the version of the fact that created it."""
SignedBy = Annotated[
    Item | None,
    Field(description="Powiązanie rodzica lub opiekuna, który podpisał; brak: uczestnik / the item of who signed"),
]
ItemInPath = Annotated[
    int,
    BeforeValidator(plain_number),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 2**31}),
    Path(),
]
"""An item in an address: `2.0` or `+2` would be another address of the same."""
CatalogueCode = Annotated[str, StringConstraints(strict=True, pattern=r"^[A-Z0-9/-]{1,32}$")]
"""A code in clear: of an edition of a programme or of a clause."""

DocumentNumber = Annotated[str, StringConstraints(strict=True, pattern=r"^[A-Za-z0-9./ -]{1,64}$")]
"""The reference of an office's letter, in clear: never about who somebody is."""


class Body(BaseModel):
    """A request body: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid")


class Page(Body):
    """Which page of a list. An unknown parameter is refused: a misspelt filter would show everybody."""

    cursor: str | None = Field(default=None, max_length=CURSOR_MAX, description="`next_cursor` / of the page before")
    limit: int = Field(default=50, ge=1, le=LIMIT_MAX, description="Ile naraz / how many at a time")


class Recorded(BaseModel):
    """The answer to a write, on disk when it is sent; a repeat with the same key gets the same."""

    id: str = Field(description="Strumień: uczestnik lub użytkownik / the stream written to")
    item: int = Field(description="Wersja pierwszego faktu tego zapisu / version of the first fact recorded")
    version: int = Field(description="Wersja strumienia po zapisie (ETag) / version of the stream now (ETag)")
    position: int = Field(description="Pozycja ostatniego faktu w dzienniku / position of the last fact in the log")

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"id": "7b0e4a36-5d0c-4a63-9d7c-3b6a1a3f0c11", "item": 5, "version": 5, "position": 812},
            ]
        }
    )


def recorded(accepted: Accepted, response: Response) -> Recorded:
    """Return the answer to a write and set its ETag."""
    response.headers["ETag"] = f'"{accepted.version}"'
    return Recorded(id=accepted.id, item=accepted.item, version=accepted.version, position=accepted.position)


class FieldProblem(BaseModel):
    """One field at fault."""

    pointer: str = Field(description="JSON pointer (RFC 6901)", examples=["/minutes"])
    code: str = Field(examples=["impossible-minutes"])
    detail: str = Field(examples=["Wpis może mieć od 1 do 1440 minut."])
    line: str | None = Field(default=None, description="Wiersz pliku, 1 to nagłówek / line of a file, 1 is the header")
    column: str | None = Field(default=None, description="Kolumna pliku / column of a file")
    law: str | None = Field(default=None, description="Podstawa prawna tego warunku / the law of this condition")


class Problem(BaseModel):
    """RFC 9457. `type` is stable; `detail` says what to do next; no sent value is repeated."""

    type: str = Field(examples=["urn:kis:problem:no-contract-in-force"])
    title: str = Field(examples=["Tego nie można zapisać"])
    status: int = Field(examples=[409])
    detail: str = Field(examples=["W dniu 04.05.2026 nie obowiązuje żaden kontrakt socjalny…"])
    instance: str = Field(
        description="Numer żądania, jak w nagłówku Request-Id / the request's id, as in its header",
        examples=["urn:uuid:3f0c1a6e-9b1d-4a53-8a55-2f6f3c1d7a10"],
    )
    law: str | None = Field(default=None, examples=["ustawa o zatrudnieniu socjalnym, art. 18 ust. 4"])
    errors: list[FieldProblem] | None = None


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the OpenAPI answers for these statuses, all of one shape."""
    return {
        status: {
            "description": TITLES[status][0],
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status in statuses
    }


READING: Mapping[int | str, dict[str, Any]] = problems(400, 401, 403, 404, 405, 422, 500, 503)
WRITING: Mapping[int | str, dict[str, Any]] = {
    201: {"description": "Zapisano / recorded", "headers": VERSIONED},
    **problems(400, 401, 403, 404, 405, 409, 412, 413, 415, 422, 500, 503),
}
CHANGING: Mapping[int | str, dict[str, Any]] = {**WRITING, **problems(428)}
"""For what changes or ends something: If-Match is needed."""
