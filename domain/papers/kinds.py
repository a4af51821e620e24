"""The kinds of paper that the club prints: what each is called, how it is numbered, and what it is about.

A paper is about an item of the journey (a contract, a certificate, an enrolment) or of the edition (a session), about
one month, or about the person alone. A number says of which kind and year a paper is and which one in that year; it
says nothing about a person, so it is kept in clear.
"""

from collections.abc import Mapping
from enum import StrEnum

import msgspec


class PaperKind(StrEnum):
    """Which form is printed."""

    ATTENDANCE_LIST = "ATTENDANCE_LIST"
    SERVICE_CARD = "SERVICE_CARD"
    CONTRACT_A = "CONTRACT_A"
    CONTRACT_B = "CONTRACT_B"
    CONTRACT_ANNEX = "CONTRACT_ANNEX"
    CONTRACT_EVALUATION = "CONTRACT_EVALUATION"
    CERTIFICATE = "CERTIFICATE"
    """Zaświadczenie of art. 18(5a): it bears the number that it was issued under, and no second one."""
    INFORMATION_CLAUSE = "INFORMATION_CLAUSE"
    VOLUNTARINESS = "VOLUNTARINESS"
    GUARDIAN_CONSENT = "GUARDIAN_CONSENT"
    WHO_SHOULD_BE_HERE = "WHO_SHOULD_BE_HERE"
    """A look at one moment: it is neither numbered nor signed, and no fact tells of it."""


class Of(StrEnum):
    """Whose paper it is: one person's, a group's in an edition, or nobody's (a look)."""

    PERSON = "PERSON"
    EDITION = "EDITION"
    LOOK = "LOOK"


class KindOfPaper(msgspec.Struct, frozen=True, kw_only=True):
    """What there is to know of a kind: names, the letters of its numbers, what it is about, what its signing makes.

    `about`: the kinds of items of which it may be about one; `needs_item`: it has to be. `monthly`: it is about one
    month; where an item and a month are both possible and neither is needed, it is about exactly one of them.
    `becomes`: the kinds of items that record what a signed paper says.
    """

    pl: str
    en: str
    of: Of
    series: str | None
    about: tuple[str, ...] = ()
    needs_item: bool = False
    monthly: bool = False
    becomes: tuple[str, ...] = ()


_PERSON = Of.PERSON

KINDS: Mapping[PaperKind, KindOfPaper] = {
    PaperKind.ATTENDANCE_LIST: KindOfPaper(
        pl="lista obecności", en="attendance list", of=Of.EDITION, series="LO", about=("sessions",), monthly=True
    ),
    PaperKind.SERVICE_CARD: KindOfPaper(
        pl="karta realizacji usług",
        en="service card",
        of=_PERSON,
        series="KR",
        about=("enrolments",),
        needs_item=True,
        monthly=True,
    ),
    PaperKind.CONTRACT_A: KindOfPaper(
        pl="kontrakt socjalny A",
        en="social contract A",
        of=_PERSON,
        series="KA",
        about=("contracts",),
        becomes=("contracts", "contract_parts"),
    ),
    PaperKind.CONTRACT_B: KindOfPaper(
        pl="kontrakt socjalny B",
        en="social contract B",
        of=_PERSON,
        series="KB",
        about=("contracts",),
        becomes=("contracts", "contract_parts"),
    ),
    PaperKind.CONTRACT_ANNEX: KindOfPaper(
        pl="aneks do kontraktu socjalnego",
        en="annex to a social contract",
        of=_PERSON,
        series="AN",
        about=("contracts",),
        needs_item=True,
        becomes=("contract_parts",),
    ),
    PaperKind.CONTRACT_EVALUATION: KindOfPaper(
        pl="ocena realizacji kontraktu socjalnego",
        en="evaluation of a social contract",
        of=_PERSON,
        series="OK",
        about=("contracts", "evaluations"),
        needs_item=True,
        becomes=("evaluations",),
    ),
    PaperKind.CERTIFICATE: KindOfPaper(
        pl="zaświadczenie o pozytywnym zakończeniu realizacji kontraktu",
        en="certificate that a contract was completed",
        of=_PERSON,
        series=None,
        about=("certificates",),
        needs_item=True,
    ),
    PaperKind.INFORMATION_CLAUSE: KindOfPaper(
        pl="klauzula informacyjna",
        en="information clause",
        of=_PERSON,
        series="KI",
        about=("related",),
        becomes=("declarations",),
    ),
    PaperKind.VOLUNTARINESS: KindOfPaper(
        pl="oświadczenie o dobrowolności udziału",
        en="declaration of voluntariness",
        of=_PERSON,
        series="OD",
        about=("related",),
        becomes=("declarations",),
    ),
    PaperKind.GUARDIAN_CONSENT: KindOfPaper(
        pl="zgoda rodzica lub opiekuna",
        en="guardian's consent",
        of=_PERSON,
        series="ZO",
        about=("related",),
        needs_item=True,
        becomes=("consents",),
    ),
    PaperKind.WHO_SHOULD_BE_HERE: KindOfPaper(
        pl="kto powinien być teraz w klubie", en="who should be here now", of=Of.LOOK, series=None
    ),
}

SETTLES = frozenset({PaperKind.SERVICE_CARD})
"""What is printed of somebody who died, too: it settles what was done before."""


def number_of(kind: PaperKind, year: int, serial: int) -> str | None:
    """Return the number of the paper of a kind that is the `serial`th of a year (LO/2026/17); None: it gets none."""
    series = KINDS[kind].series
    return None if series is None else f"{series}/{year}/{serial}"


def place_of(number: str) -> tuple[str, int, int]:
    """Return the series, the year and the place in that year that a number given out by the club says."""
    series, year, serial = number.split("/")
    return series, int(year), int(serial)
