"""`?preview=true`: a step of a journey is taken, looked at and taken back; the answer is what it would change.

It asks of a request all that saving asks, but the Idempotency-Key is not used up.
"""

from typing import Any, Literal

import msgspec
from fastapi import Request, Response

from application.previewing import Preview
from application.projections.consequences import sentence
from domain.consequences import Consequence, ConsequenceKind
from interface.api.answers import answer, as_json

PARAMETER = "preview"


class Foretold(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that would change (`pl`, `en`): which entries it is about, and the days that are meant."""

    kind: ConsequenceKind
    pl: str
    en: str
    items: tuple[int, ...]
    first: str | None
    last: str | None
    days: int | None


class PreviewAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What saving would do to this person's record besides the entry itself; nothing was saved."""

    saved: Literal[False]
    consequences: list[Foretold]


PREVIEWED = answer(PreviewAnswer, "Podgląd skutków; niczego nie zapisano / a preview, nothing was saved")


def note_preview(request: Request, preview: Preview) -> None:
    """Keep a preview until the request is answered."""
    request.state.preview = preview


def previewed(request: Request) -> Response | None:
    """Return the answer of a request that asked for a preview and had it; None of any other."""
    said: Preview | None = getattr(request.state, "preview", None)
    return None if said is None else as_json(_answer(said))


def _answer(said: Preview) -> PreviewAnswer:
    return PreviewAnswer(saved=False, consequences=[_foretold(one) for one in said.consequences])


def _foretold(one: Consequence) -> Foretold:
    pl, en = sentence(one)
    first, last = (None if day is None else day.isoformat() for day in (one.first, one.last))
    return Foretold(kind=one.kind, pl=pl, en=en, items=one.items, first=first, last=last, days=one.days)


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
