"""The club's own files of hours, and everybody whom they name: invented people, registered as the files call them."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from application.eligibility import RecordDecision
from application.enrolment import Enrol
from application.providers import CheckProviderForMinors
from application.referral import ReceiveReferral
from domain.eligibility import DecisionKind, DisabilityDegree
from domain.vocabulary import EpisodeKind, ReferralSource
from interface.assembly import House
from tests.application.exchange.registers import DATA
from tests.club import ask, registered
from tests.interface.api.things import provider

HOURS = DATA / "ewidencja-godzin.csv"
CARD = DATA / "karta-realizacji-aoon.csv"
LIST = DATA / "lista-obecnosci-swietlica.csv"
SINCE = date(2025, 9, 1)


def lines(data: bytes) -> list[list[str]]:
    """Return the cells of a file, the header first."""
    return list(csv.reader(data.decode("utf-8-sig").splitlines(), delimiter=";"))


def saved(rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows as Excel saves them."""
    return "\r\n".join(";".join(row) for row in rows).encode()


def cut(data: bytes, *numbers: int) -> bytes:
    """Return a file with its header and these lines (2 is the first below it)."""
    known = lines(data)
    return saved([known[0], *(known[number - 1] for number in numbers)])


def with_leaders(house: House) -> None:
    """Enter who leads the club's work and classes."""
    for letter in "ABCDEFG":
        provider(house, family_name=letter, given_name="prowadzący", since=date(2024, 1, 1))


def with_assisted_people(house: House) -> list[UUID]:
    """Enter three assistants, and three people with a decision and granted hours."""
    for number in "123":
        provider(house, family_name=number, given_name="asystent", since=SINCE)
    return [_taking_part(house, "AOON", case_mark=f"AOON.{number}.2025") for number in "123"]


def with_children(house: House) -> tuple[UUID, UUID]:
    """Register the children of the day-room's list; return two educators who were checked."""
    for row in lines(LIST.read_bytes())[1:]:
        born = date(2025 - int(row[3]), 1, 15)
        said = {"family_name": row[1], "given_name": row[2], "case_mark": row[0], "birth_date": born}
        _taking_part(house, "SWIETLICA-PLUS", **said)
    first, second = (provider(house, family_name=name, given_name="wychowawca", since=SINCE) for name in "AB")
    for one in (first, second):
        ask(house, CheckProviderForMinors(provider_id=one, checked_on=SINCE))
    return first, second


def _taking_part(house: House, programme: str, **said: Any) -> UUID:
    person = registered(house, registered_on=SINCE, **said)
    ask(
        house,
        ReceiveReferral(
            participant_id=person, kind=EpisodeKind.SERVICE, source=ReferralSource.SELF, referred_on=SINCE, note=None
        ),
    )
    if programme == "AOON":
        ask(house, decision(person, DecisionKind.DISABILITY_DEGREE, degree=DisabilityDegree.SEVERE, coupled=False))
        ask(house, decision(person, DecisionKind.GRANTED_HOURS, granted_minutes=360 * 60, programme="AOON"))
    ask(house, Enrol(participant_id=person, programme=programme, edition=None, enrolled_on=SINCE))
    return person


def decision(person: UUID, kind: DecisionKind, **said: Any) -> RecordDecision:
    """Return the recording of a decision for the year."""
    names = ("degree", "coupled", "number", "valid_until", "granted_minutes", "programme", "kept_at")
    return RecordDecision(
        participant_id=person,
        kind=kind,
        decided_on=SINCE,
        valid_from=SINCE,
        **(dict.fromkeys(names) | said),
    )
