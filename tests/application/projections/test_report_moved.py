"""A sent report against the record: explained differences sum to the difference, whatever became known in between."""

import random
from collections import Counter
from datetime import date, timedelta

import msgspec
import pytest

from application.hours import RecordHours, VoidHours
from application.projections.annual_report.answering import ground_of
from application.projections.annual_report.moved import moved
from application.store.known import Known, size
from application.store.rebuilding import rebuild
from domain.annual_report.figures import behind, figures
from domain.moving import differences
from domain.reports.comparing import cells_in, counts, each
from domain.vocabulary import HoursDirection
from tests.application.random_history import History
from tests.club import a_club, ask, enrolled
from tests.deep import times

YEAR = 2026
PAIRS = 8


def advice(house, person, place, number, chance):
    """Record that somebody had an hour of a service on a day of their own, or that an earlier one never was."""
    day = date(2026, 1, 8) + timedelta(days=number)
    activity = chance.choice(["LEGAL_ADVICE", "JOB_FINDING", "SELF_HELP"])
    command = RecordHours(
        participant_id=person,
        enrolment=place,
        day=day,
        minutes=60,
        starts_at=None,
        direction=HoursDirection.ATTENDED,
        activity=activity,
        note=None,
    )
    item = ask(house, command).item
    if chance.random() < 0.5:
        ask(house, VoidHours(participant_id=person, entry=item, reason="wpis zmyślony"))


def ground_at(house, position):
    """Return what the report is counted from, as known at a position."""
    known = Known(position=position, moment=house.clock.now())
    return ground_of(house.people, house.people.at(known), YEAR)


def compared(house, then, now):
    """Return every number that differs, with its parts."""
    found = moved(house.people, then, now)
    before, after = figures(then), figures(now)
    assert dict(found.before) == {code: count for code, count in counts(before).items() if count}
    told = differences(counts(before), counts(after), found.moved, [cell.code for cell in cells_in(after)])
    of_people = {
        one.figure: sum(step.changed.get(one.figure, 0) for person in found.moved for step in person.steps)
        for one in told
    }
    return told, of_people


@pytest.mark.parametrize("seed", range(times(1, 40)))
def test_explained_differences_sum_to_the_difference_and_a_frozen_report_stays_as_it_was(seed, tmp_path, monkeypatch):
    monkeypatch.setattr("application.store.sqlite.SYNCHRONOUS", "OFF")
    with a_club(tmp_path) as house:
        history = History(seed, house, monkeypatch)
        history.begin()
        with house.store.snapshot():
            begun = size(house.store.reading())
        chance = random.Random(seed)
        person, place = enrolled(house, "AKTYWIZACJA")
        for number in range(12):
            history.tell(20)
            advice(house, person, place, number, chance)
        with house.store.snapshot():
            last = size(house.store.reading())
            pairs = [sorted(chance.sample(range(begun, last + 1), 2)) for _ in range(PAIRS)] + [[begun, last]]
            seen = 0
            frozen = {}
            for first, second in pairs:
                then, now = ground_at(house, first), ground_at(house, second)
                frozen[first] = msgspec.json.encode(figures(then))
                told, of_people = compared(house, then, now)
                seen += len(told)
                for one in told:
                    assert one.after - one.before == sum(part.by for part in one.parts) == of_people[one.figure]
                assert compared(house, now, now) == ((), {})
            assert seen
        for _ in range(3):
            history.tell(20)
        assert frozen == as_they_are(house, frozen)
        house.writer.aside(lambda: rebuild(house.store, house.mapper, house.projections))
        assert frozen == as_they_are(house, frozen)


def as_they_are(house, frozen):
    """Return the figures of these positions as the log gives them now."""
    with house.store.snapshot():
        return {position: msgspec.json.encode(figures(ground_at(house, position))) for position in frozen}


def test_what_each_person_adds_sums_to_every_number_of_the_report(tmp_path, monkeypatch):
    with a_club(tmp_path) as house:
        history = History(3, house, monkeypatch)
        history.begin()
        for _ in range(4):
            history.tell(20)
        with house.store.snapshot():
            ground = ground_of(house.people, house.people.at(None), YEAR)
        told = {code: count for code, count in counts(figures(ground)).items() if count}
        summed: Counter[str] = Counter()
        for adds in each(behind(ground)).values():
            summed.update(adds)
        assert told == summed != {}
