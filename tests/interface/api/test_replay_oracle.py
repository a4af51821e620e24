"""What was known at a position, of any history: the answers of a club that never recorded anything later."""

import random
from contextlib import suppress
from datetime import date, timedelta
from uuid import UUID

import pytest
from msgspec.structs import replace

from domain.participant import Participant
from domain.participant.on_a_day import as_on
from domain.vocabulary import Role
from tests.application.random_history import PEOPLE, History
from tests.asgi import Desk, open_front
from tests.cut_club import cut
from tests.deep import times

DAYS = [date(2026, 1, 4), date(2026, 1, 8), date(2026, 2, 20), date(2026, 3, 10), date(2026, 5, 9), date(2026, 7, 1)]
MONTHS = ("2026-02", "2026-03")
LATER = {"known_position"}
"""What only an answer of a past says."""
CHANCE_OF_STEPS = 45


def paths(on, editions):
    """Return what is asked: each of everybody, true on a day or at any time."""
    day = {} if on is None else {"on": on.isoformat()}
    for person in (*PEOPLE, UUID(int=9, version=4)):
        for below in ("", "/history", "/hours", "/hours/sums"):
            yield f"/participants/{person}{below}", day
    yield "/hours/sums", day
    for month in MONTHS:
        yield "/hours/sums", day | {"month": month, "programme": "PSU"}
        for programme, edition in editions:
            yield f"/programmes/{programme}/editions/{edition}/payable", day | {"month": month}


def asked(desk, path, said):
    answer = desk.ask("GET", f"/api/v1{path}?" + "&".join(f"{name}={value}" for name, value in said.items()))
    if answer.status_code != 200:
        return answer.status_code
    return {name: value for name, value in answer.json().items() if name not in LATER}


def naive(id, facts, day):
    """Return the life folded anew from what had happened by a day, and from what corrects or voids."""
    life = Participant(id)
    for fact in facts:
        rewrites = getattr(fact, "corrects", None) is not None or getattr(fact, "voids", None) is not None
        if rewrites or fact.occurred_on <= day:
            with suppress(KeyError):  # it says something of what had not happened
                fact.apply(life)
    return life


def begun_by(places, day):
    """Return the enrolments of a day: one that ended after the exit of its episode went on until it ended."""
    begun = [place for place in places if place.enrolled_on <= day]
    open_end = {"ended_on": None, "ended_by": None}
    gone = {place.item: place.ended_on is None or place.ended_on <= day for place in begun}
    return {place.item: place if gone[place.item] else replace(place, **open_end) for place in begun}


def assert_days_are_as_if_nothing_had_happened_since(house):
    with house.store.snapshot():
        for person in PEOPLE:
            facts = house.journal.facts(person)
            life = house.journal.load(Participant, person)
            for day in DAYS[1:] if life is not None else ():
                then, other = as_on(life, facts, day), naive(person, facts, day)
                other.enrolments = begun_by(life.enrolments.values(), day)
                for kind in (*Participant.ITEMS, "caseworkers"):
                    assert getattr(then, kind) == getattr(other, kind), (person, day, kind)
                states = {item: (then.state(item, day), then.state(item)) for item in then.episodes}
                assert states == {item: (life.state(item, day), other.state(item)) for item in then.episodes}


def editions_of(house):
    with house.store.snapshot():
        return [(e.programme, e.id) for e in house.indexes.places.editions(house.store.reading())]


@pytest.mark.parametrize("seed", range(times(2, 500)))
def test_what_was_known_is_what_a_club_says_that_recorded_no_more(seed, tmp_path, monkeypatch):
    monkeypatch.setattr("application.store.sqlite.SYNCHRONOUS", "OFF")
    chance = random.Random(seed)
    with open_front(tmp_path) as front:
        desk = front.desk(chance.choice([Role.COORDINATOR, Role.AUDITOR]))
        history = History(seed, front.house, monkeypatch)
        moments = [(front.facts, front.clock.moment)]
        front.clock.advance(minutes=1)
        history.begin()
        for _ in range(CHANCE_OF_STEPS):
            moments.append((front.facts, front.clock.moment))
            front.clock.advance(hours=chance.choice([1, 1, 30]))
            history.tell(chance.choice([1, 1, 2, 8]))
        assert_days_are_as_if_nothing_had_happened_since(front.house)
        position, moment = chance.choice(moments)
        moment += timedelta(microseconds=chance.choice([0, 10**6]))
        known = {"known_at": moment.isoformat().replace("+00:00", "Z")}
        with cut(front.house, position, tmp_path / "cut") as before:
            there = Desk(before.client, desk.user, desk.secret)
            for on in (None, chance.choice([day for day in DAYS if day <= moment.date()])):
                for path, said in paths(on, editions_of(front.house)):
                    assert asked(desk, path, said | known) == asked(there, path, said), (path, said, position)
