"""People at socially useful work under an agreement, for the months that are settled."""

from datetime import date
from uuid import UUID

from application.enrolment import Enrol
from interface.assembly import House
from tests.application.batches import booking
from tests.club import ask, enrolled
from tests.interface.api.things import agreement

FIRST = date(2026, 2, 2)
"""From when people have their places."""


def under(house: House, number: str, name: str = "Testowa") -> tuple[UUID, int]:
    """Enrol somebody in socially useful work under the agreement of a number; return the place."""
    person, _ = enrolled(house, "AKTYWIZACJA", family_name=name)
    place = Enrol(participant_id=person, programme="PSU", edition="STALA", enrolled_on=FIRST, agreement=number)
    return person, ask(house, place).item


def at_work_under(house: House, number: str = "PSU/9/2026") -> UUID:
    """Have somebody work an hour in May under a new agreement; return the agreement."""
    id = agreement(house, number=number)
    ask(house, booking(under(house, number), day=date(2026, 5, 4)))
    return id
