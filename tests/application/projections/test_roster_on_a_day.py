"""The roster on any day is what folding every life up to that day says, however its facts came in."""

import random
from datetime import date, timedelta
from functools import partial
from itertools import product
from uuid import UUID

import pytest
from sqlalchemy import StaticPool, create_engine

from application.projections.names import NameDirectory
from application.projections.roster import order
from application.projections.roster.asking import RosterFilter, matching
from application.projections.roster.order import in_polish_order, place
from application.projections.roster.reading import rows
from application.projections.roster.view import Roster
from domain.duplicates import holding
from domain.vocabulary import EpisodeKind, EpisodeState
from tests.application.projections.lives import AOON_CLOSES, FIRST, log_of, random_life, rows_of, somebody, written
from tests.steps import STAMP, TODAY, edition

PEOPLE = [UUID(int=n, version=4) for n in range(1, 7)]
DAYS = [FIRST + timedelta(days=n) for n in range(-25, 235, 4)]
PROGRAMMES = ("PSU", "AKTYWIZACJA", "AOON")
VIEWS = [Roster()]
NOW = date(2027, 1, 15)


@pytest.fixture(params=range(8), name="people")
def _people(request):
    """Six random lives, and a seventh record that is linked to the first one as its duplicate."""
    chance = random.Random(request.param)
    people = [random_life(chance, id) for id in PEOPLE]
    second = random_life(chance, UUID(int=99, version=4), steps=6)
    if not second.deaths:
        second.link_duplicate(STAMP, TODAY, somebody(PEOPLE[0]), has_duplicates=False, reason="ta sama osoba")
    return [*people, second]


def core_of(db):
    """Return a connection as the queries take it, with the editions that the lives are enrolled in."""
    for programme in PROGRAMMES:
        closes_on = AOON_CLOSES.isoformat() if programme == "AOON" else None
        row = (edition(programme).id.hex, closes_on, 1, None)
        db.execute("INSERT INTO roster_editions VALUES (?, ?, ?, ?)", row)
    return create_engine("sqlite://", creator=lambda: db, poolclass=StaticPool).connect()


def log(people):
    return log_of(random.Random(7), people)


def runs(place, day):
    """Whether a place in a programme is somebody's on a day (None: now)."""
    until = AOON_CLOSES if place.programme == "AOON" else date.max
    if day is None:
        return place.ended_on is None and until >= NOW
    return place.enrolled_on <= day <= min(until, place.ended_on or date.max)


def episodes(person, day):
    """Return what a naive refold says of a person's episodes on a day: item, kind, state, programmes."""
    found = {}
    for item, episode in person.episodes.items():
        state = person.state(item) if day is None else person.state(item, day)
        if state is not None:
            places = [p for p in person.enrolments.values() if p.episode == item and (day is None or runs(p, day))]
            found[item] = (episode.kind, state, tuple(p.programme for p in places))
    return found


def shown(person, criteria):
    """Return whether a filter lets a person through, by a naive refold."""
    if holding(person.duplicate_links) is not None:
        return False
    of_episode = (criteria.kind, criteria.state, criteria.on) != (None, None, None)
    enrolled = {
        p.episode for p in person.enrolments.values() if p.programme == criteria.programme and runs(p, criteria.on)
    }
    if not of_episode:
        return criteria.programme is None or bool(enrolled)
    return any(
        criteria.kind in (None, kind)
        and criteria.state in (None, state)
        and (criteria.programme is None or item in enrolled)
        for item, (kind, state, _) in episodes(person, criteria.on).items()
    )


def test_on_every_day_everybodys_episodes_stand_as_a_naive_refold_says(people):
    with written(log(people), VIEWS, 64) as db, core_of(db) as core:
        ids = [person.id for person in people]
        for day in [*DAYS, None]:
            told = {row.participant: row.episodes for row in rows(core, ids, day)}
            for person in people:
                said = {e.episode: (e.kind, e.state, e.programmes) for e in told[person.id]}
                assert said == episodes(person, day), (person.id, day)
                for line in told[person.id]:
                    known = person.episodes[line.episode]
                    over = known.exited_on is not None and (day is None or known.exited_on <= day)
                    assert (line.since, line.until) == (known.referred_on, known.exited_on if over else None)


def test_every_filter_alone_and_together_lets_through_whom_a_naive_refold_finds(people):
    options = (None, *EpisodeKind), (None, *EpisodeState), (None, *PROGRAMMES), (None, *DAYS[::8])
    with written(log(people), VIEWS, 64) as db, core_of(db) as core:
        found = 0
        for kind, state, programme, day in product(*options):
            criteria = RosterFilter(kind=kind, state=state, programme=programme, on=day)
            told = {UUID(hex) for (hex,) in core.execute(matching(criteria, NOW))}
            assert told == {person.id for person in people if shown(person, criteria)}, criteria
            found += len(told)
        assert found


def test_fact_by_fact_or_many_at_a_time_the_rows_are_the_same(people):
    tables = {}
    for size in (1, 64):
        with written(log(people), VIEWS, size) as db:
            tables[size] = rows_of(db, VIEWS)
    assert tables[1] == tables[64]
    assert all(rows for table, rows in tables[1].items() if table not in ("roster_assignments", "roster_editions"))


@pytest.mark.parametrize("few", [0, 2000], ids=["walked", "sorted"])
def test_people_without_a_name_stand_behind_those_who_have_one_on_every_page(monkeypatch, few):
    monkeypatch.setattr(order, "FEW", few)
    people, names = [somebody(id) for id in PEOPLE], NameDirectory()
    named = {PEOPLE[4]: "Żółta", PEOPLE[2]: "Przykładowa", PEOPLE[5]: "Zmyślona"}
    for id, family_name in named.items():
        names.put(id, family_name, "Anna")
    expected = [PEOPLE[2], PEOPLE[5], PEOPLE[4], PEOPLE[0], PEOPLE[1], PEOPLE[3]]
    asked = partial(matching, RosterFilter(), NOW)
    with written(log(people), VIEWS, 1) as db, core_of(db) as core:
        assert in_polish_order(core, names, asked, None, 10) == (expected, False)
        for size in range(1, 7):
            told, more = in_polish_order(core, names, asked, None, size)
            while more:
                page, more = in_polish_order(core, names, asked, place(names, told[-1]), size)
                assert 1 <= len(page) <= size
                told += page
            assert told == expected
        for at, id in enumerate(expected):
            assert order.chosen(names, set(PEOPLE), place(names, id), 10) == (expected[at + 1 :], False)
