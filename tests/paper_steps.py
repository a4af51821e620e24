"""Steps of printed papers, each with one word of what matters."""

from datetime import date
from typing import Any

from domain.club import Club
from domain.editions import Edition
from domain.papers import PaperKind, Signer
from domain.participant import Participant
from tests.steps import STAMP, TODAY

CLUB_SAID: dict[str, Any] = {
    "name": "Klub Zmyślony",
    "address": "ul. Zmyślona 1",
    "operator": "Gmina Zmyślona",
    "operator_address": "ul. Zmyślona 2",
    "town": "Zmyślonowo",
    "inspector": "iod@zmyslone.example",
}


def print_paper(
    person: Participant,
    kind: PaperKind = PaperKind.CONTRACT_B,
    about: int | None = None,
    month: date | None = None,
    *,
    serial: int = 1,
    today: date = TODAY,
    court: int | None = None,
) -> int:
    """Print a paper today; return its item."""
    person.print_paper(STAMP, today, serial, kind=kind, about=about, month=month, court=court)
    return person.version


def sign_paper(
    person: Participant, paper: int, *signers: Signer, on: date = TODAY, today: date = TODAY, **said: Any
) -> int:
    """Record who signed a paper; return the item of the signature."""
    parts: dict[str, Any] = {"guardian": None, "entry": None, "document_number": None, "kept_at": None}
    person.sign_paper(STAMP, today, paper=paper, signed_on=on, signers=signers, **(parts | said))
    return person.version


def spoil(person: Participant, paper: int) -> int:
    """Spoil a printed sheet; return the fact that says so."""
    person.cancel_paper(STAMP, TODAY, paper=paper, reason="powód zmyślony")
    return person.version


def print_list(
    edition: Edition, about: int | None = None, month: date | None = None, *, serial: int = 1, **said: Any
) -> int:
    """Print an attendance list today; return its item."""
    edition.print_list(
        STAMP, TODAY, serial, said.get("users"), kind=PaperKind.ATTENDANCE_LIST, about=about, month=month
    )
    return edition.version


def sign_list(edition: Edition, paper: int, on: date = TODAY, kept_at: str | None = None) -> int:
    """Record that a list came back signed by its leader; return the item of the signature."""
    edition.sign_list(STAMP, TODAY, paper=paper, signed_on=on, signers=(Signer.PROVIDER,), kept_at=kept_at)
    return edition.version


def spoil_list(edition: Edition, paper: int, reason: str = "powód zmyślony") -> None:
    """Spoil a printed list."""
    edition.cancel_list(STAMP, TODAY, paper=paper, reason=reason)


def a_described_club() -> Club:
    """Everything that can happen to the club itself."""
    club = Club()
    club.describe(STAMP, TODAY, since=TODAY, **CLUB_SAID)
    return club
