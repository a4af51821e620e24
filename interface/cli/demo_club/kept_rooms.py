"""What the day-room on the Wzgórze owes after its project, and how it is kept: a broken heating, a week unrecorded."""

from collections.abc import Iterator
from datetime import date, timedelta

from application.rules import SetRule
from domain.editions import OpenEdition
from domain.editions.service_days import ClosureReason
from domain.project_durability.promises import Promise
from domain.rules import RuleCode, RuleScope
from interface.cli.demo_club.chronicle import Chronicle

ROOM = "SWIETLICA-CAS"
AGREEMENT = "umowa projektu Kierunek Przyszłość, zmyślona na potrzeby demonstracji"
_PROMISED = {Promise.OPEN_DAYS_YEAR: 190, Promise.PEOPLE_YEAR: 8, Promise.GAP_DAYS: 10}


def promise(told: Chronicle) -> None:
    """Plan that the coordinator writes down what the agreement promised; nobody has checked it again since."""
    for edition in told.editions:
        if (edition.programme, edition.code) == (ROOM, "TRWALOSC"):
            for target, value in _PROMISED.items():
                _set(told, edition, target, value)


def _set(told: Chronicle, edition: OpenEdition, target: Promise, value: int) -> None:
    told.plan(
        max(told.first, edition.opens_on) + timedelta(days=23),
        told.office.coordinator,
        lambda: SetRule(
            scope=RuleScope.EDITION,
            owner=edition.id,
            rule=RuleCode.TARGET,
            unit=None,
            applies_to=target.value,
            value=value,
            since=edition.opens_on,
            until=None,
            law=AGREEMENT,
            source="Umowa zmyślona, § 7: trwałość.",
            confirmed=False,
        ),
    )


def shut_for_long(told: Chronicle, programme: str) -> Iterator[tuple[date, ClosureReason]]:
    """Yield the days of last autumn on which the heating of the room was mended."""
    if programme == ROOM:
        first = date(told.until.year - 1, 9, 22)
        for count in range(70):
            yield first + timedelta(days=count), ClosureReason.REPAIR


def is_unrecorded(told: Chronicle, programme: str, day: date) -> bool:
    """Return whether nobody wrote that day down: a week of February of the last year."""
    return programme == ROOM and date(told.until.year, 2, 2) <= day <= date(told.until.year, 2, 6)
