"""What is said of printed papers over HTTP: bodies, lines of lists, answers, and the PDF itself."""

from datetime import date
from typing import Annotated, Any

import msgspec
from fastapi import Response
from pydantic import BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from application.access import NAMES
from domain.journal import Purpose
from domain.papers import KINDS, Paper, PaperKind, Signature, Signer
from interface.api.access import Caller
from interface.api.problems import Plain
from interface.api.schemas import READING, Body, Day, Item, Note, Recorded, ShortText, problems
from interface.printing import Document, pdf

PDF = "application/pdf"
PRINTED: dict[int | str, dict[str, Any]] = {
    200: {"description": "Druk w PDF / the form as PDF", "content": {PDF: {}}},
    **READING,
}
DRAFTED = {**PRINTED, **problems(409)}
"""A draft is refused as the printing itself would be."""

_MONTH_LENGTH = len("2026-05")
NEEDED = NAMES | {Purpose.STATISTICS}
"""What a reader has to open for a person's paper: who it is of; a text of notes that is closed stands as protected."""


def _first_of_month(value: object) -> date:
    if isinstance(value, str) and len(value) == _MONTH_LENGTH:
        try:
            return date.fromisoformat(f"{value}-01")
        except ValueError:
            pass
    raise PydanticCustomError("month", "a month as YYYY-MM")


Month = Annotated[
    date,
    BeforeValidator(_first_of_month),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$", "examples": ["2026-05"]}),
]
"""A month as `YYYY-MM`, kept as its first day."""


class PaperIn(Body):
    """Which form to print and what it is about: an item of the record, a month, or neither."""

    kind: PaperKind
    about: Item | None = Field(default=None, description="Wpis, którego dotyczy / the item that it is about")
    month: Month | None = Field(default=None, description="Miesiąc RRRR-MM / month YYYY-MM")

    model_config = ConfigDict(json_schema_extra={"examples": [{"kind": "CONTRACT_B"}]})


class ListIn(PaperIn):
    """Which list to print: of a session (its item), or of a month."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"kind": "ATTENDANCE_LIST", "month": "2026-06"}]})


class SignatureIn(Body):
    """Who signed a printed paper, when, and where the original lies."""

    signed_on: Day
    signers: list[Signer] = Field(min_length=1, max_length=len(Signer), description="Kto podpisał / who signed")
    guardian: Item | None = Field(default=None, description="Powiązanie opiekuna, który podpisał / the guardian's link")
    entry: Item | None = Field(
        default=None, description="Wpis, który mówi to, co druk (kontrakt, zgoda…) / the item that records what it says"
    )
    document_number: ShortText | None = Field(
        default=None, description="Własny numer na dokumencie / its own number beside the club's"
    )
    kept_at: ShortText | None = Field(default=None, description="Gdzie leży oryginał / where the original lies")

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "signed_on": "2026-06-01",
                    "signers": ["PARTICIPANT", "SOCIAL_WORKER"],
                    "kept_at": "teczka 12, szafa B",
                }
            ]
        }
    )


class ListSignatureIn(Body):
    """Who signed a printed list, when it came back, and where it lies."""

    signed_on: Day
    signers: list[Signer] = Field(min_length=1, max_length=len(Signer), description="Kto podpisał / who signed")
    kept_at: ShortText | None = Field(default=None, description="Gdzie leży oryginał / where the original lies")

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"signed_on": "2026-06-01", "signers": ["PROVIDER"], "kept_at": "segregator list, 2026"}]
        }
    )


class SpoiledIn(Body):
    """Why a printed sheet is spoiled."""

    reason: Note

    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "zalany kawą"}]})


class PrintedPaper(Recorded):
    """The answer to a printing: its number, and where the PDF is."""

    number: str | None = Field(description="Numer druku; brak: ma numer tego, czego dotyczy / the number of the paper")
    link: str = Field(description="Gdzie jest PDF / where the PDF is")


class PaperSignature(msgspec.Struct, frozen=True, kw_only=True):
    """Who signed when; number and place as far as the reader opens them."""

    item: int
    signed_on: date
    signers: tuple[Signer, ...]
    guardian: int | None
    entry: int | None
    document_number: str | None
    kept_at: str | None


class PaperLine(msgspec.Struct, frozen=True, kw_only=True):
    """One printed paper with its signatures; `cancelled_on`: the sheet was spoiled."""

    item: int
    kind: PaperKind
    pl: str
    en: str
    number: str | None
    printed_on: date
    about: int | None
    month: str | None
    cancelled_on: date | None
    signatures: list[PaperSignature]
    link: str


def paper_line(paper: Paper, number: str | None, signatures: list[PaperSignature], link: str) -> PaperLine:
    """Return what a list says of a paper."""
    known = KINDS[paper.kind]
    return PaperLine(
        item=paper.item,
        kind=paper.kind,
        pl=known.pl,
        en=known.en,
        number=number,
        printed_on=paper.printed_on,
        about=paper.about,
        month=None if paper.month is None else f"{paper.month:%Y-%m}",
        cancelled_on=paper.cancelled_on,
        signatures=signatures,
        link=link,
    )


def signature_line(signature: Signature, document_number: str | None, kept_at: str | None) -> PaperSignature:
    """Return what a list says of a signature."""
    return PaperSignature(
        item=signature.item,
        signed_on=signature.signed_on,
        signers=signature.signers,
        guardian=signature.guardian,
        entry=signature.entry,
        document_number=document_number,
        kept_at=kept_at,
    )


def refuse_closed_content(caller: Caller) -> None:
    """Refuse a paper to a reader who may not read who it is of."""
    if not caller.opens >= NEEDED:
        raise Plain(
            403,
            "paper-not-opened",
            "Druk zawiera dane, których ta kontrola nie otwiera (tożsamość i kody statystyczne). Poproś koordynatora o "
            "rozszerzenie kontroli.",
            "The paper holds what this control does not open (identity and coarse codes). Ask the coordinator.",
        )


def as_pdf(document: Document) -> Response:
    """Return a document as PDF."""
    return Response(pdf(document), media_type=PDF)
