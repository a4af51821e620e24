"""Hours of each person, programme and month: what the entries say now, however they came in."""

import random
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from application.hours import CorrectHours, VoidHours
from application.indexes.hours import HoursByDay
from application.projections.hours_sums import HoursSums
from application.recorded import Recorded
from application.store.rebuilding import rebuild
from domain.hours import HoursEntry, HoursState
from tests.application.batches import booking, disk, together
from tests.application.projections.lives import log_of, rows_of, somebody, written
from tests.club import a_club, ask, asking, enrolled
from tests.steps import STAMP, TODAY, correct_hours, enrol, entries, record_hours, refer, sign
from tests.witnessed import differences_of

FIRST = date(2027, 1, 20)
SUMS = "SELECT programme, month, minutes, entries FROM hours_sums ORDER BY programme, month"


def void_hours(person, item):
    [entry] = [e for e in entries(person) if e.item == item]
    person.void_hours(STAMP, entry, reason="pomyłka")


def worker(chance, id, steps=60):
    """Somebody in two programmes whose hours are recorded, corrected and voided at random around ends of months."""
    person = somebody(id)
    refer(person, date(2027, 1, 2))
    sign(person, date(2027, 1, 2))
    places = [enrol(person, code, date(2027, 1, 3)) for code in ("PSU", "AKTYWIZACJA")]
    for number in range(steps):
        standing = [e for e in entries(person) if e.state is not HoursState.VOIDED]
        what = chance.random()
        if not standing or what < 0.6:
            day = FIRST + timedelta(days=number * 2)
            record_hours(person, day, chance.randrange(10, 300), enrolment=chance.choice(places))
        elif what < 0.8:
            correct_hours(person, chance.choice(standing).item, 400 + number)
        else:
            void_hours(person, chance.choice(standing).item)
    return person


def naive(people):
    """Return the rows that the entries of these people add up to."""
    sums: dict[tuple[str, str, str], tuple[int, int]] = {}
    for person in people:
        for entry in entries(person):
            if entry.state is not HoursState.VOIDED:
                key = person.id.hex, person.enrolments[entry.enrolment].programme, f"{entry.day:%Y-%m}"
                minutes, count = sums.get(key, (0, 0))
                sums[key] = minutes + entry.minutes, count + 1
    return sorted((*key, *numbers) for key, numbers in sums.items())


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("size", [1, 3, 64, 1000])
def test_the_rows_are_what_the_entries_add_up_to_however_many_facts_come_together(seed, size):
    chance = random.Random(seed)
    people = [worker(chance, UUID(int=n, version=4)) for n in range(1, 4)]
    with written(log_of(random.Random(7), people), [HoursSums()], size) as db:
        assert rows_of(db, [HoursSums()])["hours_sums"] == naive(people)


def only_hours(person, size):
    facts = [Recorded(n, type(fact).TOPIC, fact) for n, fact in enumerate(person.pending, start=1)]
    with written(facts, [HoursSums()], size) as db:
        return db.execute(SUMS).fetchall()


@pytest.mark.parametrize("size", [1, 64])
def test_hours_of_two_programmes_and_months_stand_apart(size):
    person = worker(random.Random(0), UUID(int=1, version=4), steps=0)
    work, activity = person.enrolments
    record_hours(person, date(2027, 1, 31), 60, enrolment=work)
    record_hours(person, date(2027, 2, 1), 30, enrolment=work)
    record_hours(person, date(2027, 2, 2), 20, enrolment=work)
    record_hours(person, date(2027, 2, 3), 45, enrolment=activity)
    assert only_hours(person, size) == [
        ("AKTYWIZACJA", "2027-02", 45, 1),
        ("PSU", "2027-01", 60, 1),
        ("PSU", "2027-02", 50, 2),
    ]


@pytest.mark.parametrize("size", [1, 64])
def test_an_entry_past_midnight_belongs_to_the_month_it_starts_in(size):
    person = worker(random.Random(0), UUID(int=1, version=4), steps=0)
    record_hours(person, date(2027, 1, 31), 120, "23:00")
    assert only_hours(person, size) == [("AKTYWIZACJA", "2027-01", 120, 1)]


@pytest.mark.parametrize("size", [1, 64])
def test_a_correction_counts_for_what_it_says_and_the_last_void_leaves_no_row(size):
    person = worker(random.Random(0), UUID(int=1, version=4), steps=0)
    first = record_hours(person, date(2027, 1, 30), 60)
    second = record_hours(person, date(2027, 1, 31), 60)
    correct_hours(person, first, 90)
    assert only_hours(person, size) == [("AKTYWIZACJA", "2027-01", 150, 2)]
    void_hours(person, first)
    assert only_hours(person, size) == [("AKTYWIZACJA", "2027-01", 60, 1)]
    void_hours(person, second)
    assert only_hours(person, size) == []


def test_a_batch_of_the_writer_that_records_corrects_and_voids_together_adds_up(tmp_path):
    with a_club(tmp_path) as house:
        place = enrolled(house)
        first = ask(house, booking(place, 0, minutes=60)).item
        second = ask(house, booking(place, 1, minutes=60)).item
        said: dict[str, Any] = {"participant_id": place[0], "reason": "pomyłka"}
        outcomes = together(
            house,
            asking(booking(place, 2, minutes=10)),
            asking(CorrectHours(entry=first, minutes=5, starts_at=None, **said)),
            asking(booking(place, 28, minutes=7)),
            asking(VoidHours(entry=second, **said)),
            asking(booking(place, 3, minutes=10)),
        )
        assert not [o for o in outcomes if isinstance(o, Exception)]
        assert disk(house, SUMS) == [("PSU", "2026-02", 25, 3), ("PSU", "2026-03", 7, 1)]


def test_rebuilt_alone_it_is_what_it_was_and_a_wrong_sum_is_found_and_mended(tmp_path):
    with a_club(tmp_path) as house:
        place = enrolled(house)
        item = ask(house, booking(place, 0)).item
        ask(house, booking(place, 1))
        ask(house, CorrectHours(participant_id=place[0], entry=item, minutes=5, starts_at=None, reason="pomyłka"))
        kept = disk(house, "SELECT * FROM hours_sums")

        def mend():
            house.store.writer.execute("UPDATE hours_sums SET minutes = 9999")
            found = differences_of(house)
            rebuild(house.store, house.mapper, house.projections, names=["hours_sums"])
            return [(d.table, d.column) for d in found]

        assert house.writer.aside(mend) == [("hours_sums", "minutes")]
        assert disk(house, "SELECT * FROM hours_sums") == kept
        assert kept[0][1:] == ("PSU", "2026-02", 65, 2)


def test_the_index_it_rests_on_sums_only_what_stands_in_the_month():
    person = worker(random.Random(0), UUID(int=1, version=4), steps=0)
    for day in (date(2027, 1, 31), date(2027, 2, 1), date(2027, 2, 28), date(2027, 3, 1)):
        record_hours(person, day, 60)
    void_hours(person, record_hours(person, date(2027, 2, 2), 60))
    facts = [Recorded(n, type(fact).TOPIC, fact) for n, fact in enumerate(person.pending, start=1)]
    assert all(isinstance(entry, HoursEntry) for entry in entries(person))
    with written(facts, [HoursByDay()], 64) as db:
        assert HoursByDay().sums(db, person.id, "2027-02") == [(max(person.enrolments), 120, 2)]
        assert HoursByDay().sums(db, person.id, f"{TODAY:%Y-%m}") == []
