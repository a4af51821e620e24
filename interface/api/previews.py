"""`?preview=true`: a step of a journey is taken, looked at and taken back; the answer is what it would change.

It asks of a request all that saving asks, but the Idempotency-Key is not used up.
"""

from collections.abc import Sequence
from typing import Any, Literal

import msgspec
from fastapi import Request, Response

from application.projections.consequences import sentence
from domain.consequences import Consequence, ConsequenceKind, ReportCell
from interface.api.answers import answer, as_json

PARAMETER = "preview"


class Foretold(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that would change (`pl`, `en`): which entries it is about, and the days that are meant.

    Of an annual report that was sent: its year, the number of the sending, and every number that would change.
    """

    kind: ConsequenceKind
    pl: str
    en: str
    items: tuple[int, ...]
    first: str | None
    last: str | None
    days: int | None
    year: int | None
    sending: int | None
    cells: tuple[ReportCell, ...]


class PreviewAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What saving would do besides the entry itself, to this person's record and sent reports; nothing was saved."""

    saved: Literal[False]
    consequences: list[Foretold]


PREVIEWED = answer(PreviewAnswer, "Podgląd skutków; niczego nie zapisano / a preview, nothing was saved")


def note_preview(request: Request, consequences: Sequence[Consequence]) -> None:
    """Keep what a preview tells until the request is answered."""
    request.state.preview = consequences


def previewed(request: Request) -> Response | None:
    """Return the answer of a request that asked for a preview and had it; None of any other."""
    said: Sequence[Consequence] | None = getattr(request.state, "preview", None)
    return None if said is None else as_json(_answer(said))


def _answer(said: Sequence[Consequence]) -> PreviewAnswer:
    return PreviewAnswer(saved=False, consequences=[_foretold(one) for one in said])


def _foretold(one: Consequence) -> Foretold:
    pl, en = sentence(one)
    first, last = (None if day is None else day.isoformat() for day in (one.first, one.last))
    return Foretold(
        kind=one.kind,
        pl=pl,
        en=en,
        items=one.items,
        first=first,
        last=last,
        days=one.days,
        year=one.year,
        sending=one.sending,
        cells=one.cells,
    )


def describe_preview(operation: dict[str, Any]) -> None:
    """Add the parameter and the answer to an operation of the contract."""
    operation.setdefault("parameters", []).append(
        {
            "name": PARAMETER,
            "in": "query",
            "required": False,
            "description": "Pokaż skutki, nie zapisuj / say what it would change, and save nothing",
            "schema": {"type": "boolean", "default": False},
        }
    )
    operation["responses"]["200"] = PREVIEWED
