"""A sheet says what its cells would say one by one: the same facts, the same refusals, in the same words."""

import random
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest

from application.absences import RecordAbsence, RefuseWork
from application.access import Outcome
from application.editions import OpenEdition
from application.enrolment import Enrol
from application.hours import RecordHours
from application.providers import RegisterProvider
from application.referral import ReceiveReferral
from application.rules import SetRule
from application.sheets import Cell, RecordSheet, SheetAbsence, SheetHours, SheetRefused
from domain.absences import AbsenceKind
from domain.journal import Fact, Sealed
from domain.refusals import Refusal
from domain.rules import RuleCode, RuleScope, Unit
from domain.vocabulary import EpisodeKind, HoursDirection, ReferralSource
from tests.club import a_club, a_person, ask
from tests.interface.api.test_access_log import records

PEOPLE = [UUID(int=n, version=4) for n in (1, 2, 3, 4)]
EDITIONS = [UUID(int=n, version=4) for n in (11, 12)]
PROVIDERS = [UUID(int=n, version=4) for n in (21, 22)]
ENROLMENTS = [3, 4]
"""The same in everybody's record: in the edition that ends with the year, and in the one that goes on."""
SINCE = date(2025, 11, 3)
RULES: list[tuple[RuleCode, Unit | None, Any]] = [
    (RuleCode.LIMIT_WEEK, Unit.MINUTES, 1500),
    (RuleCode.LIMIT_MONTH, Unit.MINUTES, 3000),
    (RuleCode.PROVIDER_IN_24_HOURS, None, 720),
    (RuleCode.PEOPLE_PER_PROVIDER, None, 2),
]
"""The last one holds in the first edition only: there a provider leads a group, afterwards one person at a time."""
SHEETS, CELLS = 10, 30
DAYS = [date(2025, 12, 26) + timedelta(days=n) for n in range(12)] + [date(2026, 3, 28), date(2026, 3, 29)]
"""Over a month's and a year's end, and the night when clocks go forward."""
ENVELOPE = {"recorded_at", "command_id"}
PROVOKED = {
    "absent-that-day",
    "hours-after-edition",
    "hours-overlap",
    "not-found",
    "nothing-to-override",
    "no-such-local-time",
    "over-limit",
    "present-that-day",
    "provider-elsewhere",
    "provider-too-long",
    "too-many-people",
}
"""Refusals without which the random sheets would prove little."""


def founded(house: Any) -> None:
    """Bring everybody into both editions, under the same ids in whichever club."""
    first, second = EDITIONS
    for id, code, opens, closes in (
        (first, "P-2025", date(2025, 11, 1), date(2025, 12, 31)),
        (second, "P-2026", date(2026, 1, 1), None),
    ):
        days: dict[str, Any] = {"opens_on": opens, "closes_on": closes}
        ask(house, OpenEdition(id=id, programme="AOON", code=code, places=None, note=None, parallel=True, **days))
        for code_of_rule, unit, value in RULES[: 4 if id == first else 3]:
            said: dict[str, Any] = {
                "law": "ustawa zmyślona",
                "source": "pismo zmyślone",
                "confirmed": True,
                "until": None,
            }
            said |= {"applies_to": None, "since": opens, "unit": unit, "rule": code_of_rule, "value": value}
            ask(house, SetRule(scope=RuleScope.EDITION, owner=id, programme="AOON", **said))
    for id in PROVIDERS:
        ask(house, RegisterProvider(id=id, family_name="Zmyślona", given_name="Celina", since=SINCE))
    for id in PEOPLE:
        ask(house, a_person(id=id, registered_on=SINCE))
        said = {"kind": EpisodeKind.SERVICE, "source": ReferralSource.SELF, "referred_on": SINCE, "note": None}
        ask(house, ReceiveReferral(participant_id=id, **said))
        for edition, since in (("P-2025", SINCE), ("P-2026", date(2026, 1, 1))):
            ask(house, Enrol(participant_id=id, programme="AOON", edition=edition, enrolled_on=since))


@pytest.fixture(scope="module", name="clubs")
def _clubs(tmp_path_factory):
    """Return two clubs that are alike: what one gets as sheets, the other gets cell by cell."""
    with a_club(tmp_path_factory.mktemp("sheets")) as by_sheet, a_club(tmp_path_factory.mktemp("cells")) as by_cell:
        for house in (by_sheet, by_cell):
            founded(house)
        yield by_sheet, by_cell


def a_cell(chance: random.Random, number: int) -> Cell:
    """Return one cell, mostly of a kind that may be right."""
    at, day = f"/rows/{number}", chance.choice(DAYS)
    who = UUID(int=99, version=4) if chance.random() < 0.03 else chance.choice(PEOPLE)
    enrolment = 9 if chance.random() < 0.03 else ENROLMENTS[(day.year == 2026) ^ (chance.random() < 0.1)]
    place: dict[str, Any] = {"at": at, "participant": who, "enrolment": enrolment, "day": day}
    if chance.random() < 0.12:
        kind = chance.choice([None, *AbsenceKind])
        return SheetAbsence(kind=kind, reason="powód zmyślony", **place)
    said: dict[str, Any] = {"minutes": chance.choice([0, 30, 60, 210, 480]), "direction": HoursDirection.RECEIVED}
    said["starts_at"] = chance.choice([None, time(2, 30), time(8), time(10), time(14), time(22)])
    if said["starts_at"] == time(22):
        said |= {"minutes": None, "ends_on": day + timedelta(days=1), "ends_at": time(chance.choice([0, 2, 6]))}
    said |= {"provider": chance.choice([None, *PROVIDERS]), "note": chance.choice([None, "notatka zmyślona"])}
    said |= {"kilometres": chance.choice([None, 7]), "what": chance.choice([None, "porządki zmyślone"])}
    said["override"] = "powód zmyślony" if chance.random() < 0.15 else None
    return SheetHours(**place, **said)


def alone(cell: Cell) -> Any:
    """Return the single command of a cell."""
    said = msgspec.structs.asdict(cell)
    del said["at"]
    said["participant_id"] = said.pop("participant")
    if isinstance(cell, SheetHours):
        return RecordHours(**said)
    kind = said.pop("kind")
    return RefuseWork(**said) if kind is None else RecordAbsence(kind=kind, **said)


def one_by_one(house: Any, cells: list[Cell]) -> dict[str, Refusal]:
    """Record cells by their single commands; return those that are refused."""
    found = {}
    for cell in cells:
        try:
            ask(house, alone(cell))
        except Refusal as refusal:
            found[cell.at] = refusal
    return found


def told(house: Any, person: UUID) -> list[tuple[type[Fact], dict[str, Any]]]:
    """Return what a person's facts say, but for when and by which command; sealed values opened."""
    with house.store.snapshot():
        facts = house.journal.facts(person)
    said = []
    for fact in facts:
        values = {name: getattr(fact, name) for name in fact.__struct_fields__ if name not in ENVELOPE}
        sealed = {name: house.sealer.open_field(fact, name) for name, v in values.items() if isinstance(v, Sealed)}
        said.append((type(fact), values | sealed))
    return said


def test_a_sheet_records_and_refuses_what_its_cells_would_one_by_one(clubs):
    by_sheet, by_cell = clubs
    chance, provoked = random.Random("arkusz"), set[str]()
    for _ in range(SHEETS):
        cells = [a_cell(chance, number) for number in range(CELLS)]
        refused = one_by_one(by_cell, cells)
        provoked |= {refusal.code for refusal in refused.values()}
        before = by_sheet.writer.logs.position
        with pytest.raises(SheetRefused) as caught:
            ask(by_sheet, RecordSheet(entries=tuple(cells)))
        assert by_sheet.writer.logs.position == before
        assert [(f.at, f.code, f.field, f.pl, f.en) for f in caught.value.faults] == [
            (at, r.code, r.pointer, r.sentence("pl"), r.sentence("en")) for at, r in refused.items()
        ]
        good = tuple(cell for cell in cells if cell.at not in refused)
        ask(by_sheet, RecordSheet(entries=good))
        for person in PEOPLE:
            assert told(by_sheet, person) == told(by_cell, person)
    assert provoked >= PROVOKED


def test_a_refused_sheet_is_noted_as_a_look_at_everybody_whom_it_asked_about_and_a_recorded_one_is_not(clubs):
    house, day = clubs[0], date(2026, 5, 4)
    said: dict[str, Any] = {"enrolment": 4, "day": day, "minutes": 60, "direction": HoursDirection.RECEIVED}
    cells = [SheetHours(at=f"/{n}", participant=who, **said) for n, who in enumerate(PEOPLE[:2])]
    before = len(records(house.settings.database))
    with pytest.raises(SheetRefused):
        ask(house, RecordSheet(entries=(*cells, msgspec.structs.replace(cells[0], at="/2", minutes=0))))
    [look] = records(house.settings.database)[before:]
    assert (look["outcome"], look["participants"]) == (Outcome.REFUSED.value, [str(who) for who in PEOPLE[:2]])
    ask(house, RecordSheet(entries=tuple(cells)))
    assert len(records(house.settings.database)) == before + 1


def test_a_sheet_of_nobody_the_club_knows_is_refused_without_telling_more_than_one_entry(clubs):
    unknown = SheetHours(
        at="/0", participant=uuid4(), enrolment=1, day=DAYS[0], minutes=60, direction=HoursDirection.WORKED
    )
    with pytest.raises(SheetRefused) as caught:
        ask(clubs[0], RecordSheet(entries=(unknown,)))
    assert [(fault.code, fault.field) for fault in caught.value.faults] == [("not-found", None)]
