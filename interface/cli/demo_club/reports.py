"""The annual report of the invented club: last year's, filled in by hand and sent in time, and a correction after it.

So `kis report annual YEAR --compare` has something to show: what became known since, and an effect that was none.
"""

from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

from application.command import Command
from application.indexes.receipts import Accepted
from application.participation import VoidEntry
from application.projections.annual_report.answering import ground_of
from application.reports import (
    EnterAction,
    EnterFunding,
    EnterGrant,
    EnterStaff,
    EnterVolunteers,
    SendReport,
    VoidReportEntry,
)
from domain.annual_report.cells import Table
from domain.annual_report.figures import figures
from domain.annual_report.ground import Ground
from domain.annual_report.placing import place
from domain.calendar import day_ends
from domain.durability.person import Key
from domain.reports import EmploymentBasis, FundingSource, SendingChannel
from interface.assembly import House
from interface.cli.demo_club.chronicle import Chronicle
from interface.cli.demo_club.office import Desk
from interface.cli.demo_club.people import new_id


def send(house: House, told: Chronicle, enter: Callable[[Desk, Command], Accepted]) -> None:
    """Have the coordinator send last year's report, if the club was there, and void an effect that it counted."""
    ids = Random(told.rng.getrandbits(64))  # noqa: S311 (a seed that decides everything is the point)
    today, coordinator = house.today(), told.office.coordinator
    year = today.year - 1
    if year < told.first.year:
        return
    for command in _by_hand(year):
        enter(coordinator, command)
    wrong = enter(coordinator, EnterFunding(source=FundingSource.OWN, amount_grosze=1, **_dated(year))).version
    enter(coordinator, VoidReportEntry(year=year, item=wrong, reason="Kwota próbna (zmyślone)."))
    sent_on = min(date(today.year, 3, 30), today)
    with house.store.snapshot():
        ground = ground_of(house.people, house.people.at_end_of(sent_on), year)
        counted, effect = figures(ground), _lone_effect(ground)
    command = SendReport(
        year=year,
        figures=counted,
        salt=new_id(ids),
        known_at=day_ends(sent_on),
        sent_on=sent_on,
        channel=SendingChannel.CAS,
        reference="UPP-DEMO-1",
        left_blank=(),
        corrects=None,
        reason=None,
    )
    enter(coordinator, command)
    if effect is not None:
        record, item = effect
        enter(coordinator, VoidEntry(participant_id=record, item=item, reason="Efekt innej osoby (zmyślone)."))


def _by_hand(year: int) -> list[Command]:
    """Return what is entered: every part, and a correction."""
    dated = _dated(year)
    basis = EmploymentBasis.EMPLOYMENT_CONTRACT
    again = dated | {"corrects": 2, "reason": "Pominięto ćwierć etatu (zmyślone)."}
    return [
        EnterStaff(basis=basis, people=4, fte_hundredths=325, **dated),
        EnterStaff(basis=basis, people=4, fte_hundredths=350, **again),
        EnterStaff(basis=EmploymentBasis.CIVIL_CONTRACT, people=2, fte_hundredths=50, **dated),
        EnterVolunteers(women=2, men=1, **dated),
        EnterFunding(source=FundingSource.MUNICIPALITY, amount_grosze=31_250_000, **dated),
        EnterAction(what="warsztaty komputerowe (zmyślone)", effects="ukończyło je 14 osób", **dated),
        EnterGrant(
            grant="umowa zmyślona 7/DEMO",
            granted_grosze=5_000_000,
            used_grosze=4_900_000,
            returned_grosze=100_000,
            **dated,
        ),
    ]


def _dated(year: int) -> dict[str, Any]:
    return {"year": year, "as_of": date(year, 12, 31), "corrects": None, "reason": None}


def _lone_effect(ground: Ground) -> Key | None:
    """Return the fact of a social effect that somebody is counted by alone, the first in the order of ids."""
    for person in ground.people:
        outcomes = {outcome.key for outcome in person.outcomes}
        facts = {fact for one in place(person, ground) if one.table is Table.EFFECTS_SOCIAL for fact in one.facts}
        if len(facts & outcomes) == 1:
            return (facts & outcomes).pop()
    return None
