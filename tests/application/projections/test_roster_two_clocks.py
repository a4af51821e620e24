"""The roster on any day, as known at any position, is what folding the facts up to there says: a naive model does."""

import random
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from msgspec.structs import replace
from sqlalchemy import StaticPool, create_engine

from application.projections.roster.asking import RosterFilter, matching
from application.projections.roster.differences import differing, unlike
from application.projections.roster.explaining import Between, explained
from application.projections.roster.reading import rows
from application.projections.roster.view import Roster
from domain.duplicates import holding
from domain.editions import Edition, EditionClosed
from domain.journal import Aggregate, Personal
from domain.participant import Participant
from domain.vocabulary import EpisodeKind, EpisodeState
from tests.application.projections.lives import (
    AOON_CLOSES,
    ENDS,
    FIRST,
    log_of,
    random_life,
    rows_of,
    somebody,
    written,
)
from tests.deep import times
from tests.steps import STAMP, TODAY, edition

PEOPLE = [UUID(int=n, version=4) for n in range(1, 5)]
USERS = [UUID(int=n, version=4) for n in range(101, 104)]
PROGRAMMES = ("PSU", "AKTYWIZACJA", "AOON")
ASKED = 20
"""Questions put to each history."""


def _link(chance, person, _):
    other = somebody(chance.choice([id for id in PEOPLE if id != person.id]))
    person.link_duplicate(STAMP, TODAY, other, has_duplicates=False, reason="ta sama osoba")


def _unlink(chance, person, _):
    person.unlink_duplicate(STAMP, TODAY, link=chance.choice(list(person.duplicate_links)), reason="dwie osoby")


def _assign(chance, person, _):
    person.assign(STAMP, TODAY, user=chance.choice(USERS))


def _release(chance, person, _):
    person.release(STAMP, TODAY, user=chance.choice(USERS))


def editions(chance):
    """The three editions, opened before all else; one of them is closed earlier, at some time, than it was to be."""
    opened = []
    for programme in PROGRAMMES:
        known = Edition.open(
            edition(programme).id,
            STAMP,
            FIRST,
            programme=programme,
            code="stała",
            opens_on=date(1900, 1, 1),
            closes_on=AOON_CLOSES if programme == "AOON" else None,
            places=None,
            confirmed=True,
            note=None,
        )
        opened.append(known)
    closed = chance.choice(opened[:2])
    closed.record(EditionClosed, STAMP, FIRST + timedelta(days=chance.randrange(200)), reason=Personal("zmyślony"))
    return opened


def history(chance):
    """A log of random lives with backdating, corrections, voids, links and unlinks, and of their editions."""
    also = {_link: 2, _unlink: 3, _assign: 3, _release: 3}
    people = [random_life(chance, id, also=also) for id in PEOPLE]
    return log_of(chance, [*editions(chance), *people])


def folded(log, position):
    """The naive model: everybody, and every edition, folded from the first facts."""
    streams: dict[UUID, Any] = {}
    for recorded in log[:position]:
        kind = Edition if recorded.topic.startswith("edition.") else Participant
        streams.setdefault(recorded.fact.originator_id, kind(recorded.fact.originator_id)).fold(recorded.fact)
    return streams


def runs(streams, place, day):
    known = streams.get(place.edition)
    return known is not None and (known.closes_on is None or known.closes_on >= day)


def episodes(streams, person, on):
    """What the model says of a person's episodes: item to kind, state, first and last day, programmes."""
    found = {}
    for item, episode in person.episodes.items():
        state = person.state(item) if on is None else person.state(item, on)
        if state is None:
            continue
        places = [p for p in person.enrolments.values() if p.episode == item]
        if on is not None:
            places = [p for p in places if p.enrolled_on <= on <= (p.ended_on or date.max) and runs(streams, p, on)]
        left = episode.exited_on
        until = None if left is None or (on is not None and left > on) else left
        found[item] = (episode.kind, state, episode.referred_on, until, tuple(p.programme for p in places))
    return found


def told(row):
    return {e.episode: (e.kind, e.state, e.since, e.until, e.programmes) for e in row.episodes}


def listed(streams, criteria, today):
    """Whom the model lets through."""
    on, found = criteria.on, set()
    for person in streams.values():
        if not isinstance(person, Participant) or holding(person.duplicate_links) is not None:
            continue
        stands = episodes(streams, person, on)
        enrolled = {
            p.episode
            for p in person.enrolments.values()
            if p.programme == criteria.programme
            and runs(streams, p, on or today)
            and (p.ended_on is None if on is None else p.enrolled_on <= on <= (p.ended_on or date.max))
        }
        asks = criteria.kind or criteria.state or on
        good = any(
            criteria.kind in (None, kind)
            and criteria.state in (None, state)
            and (criteria.programme is None or item in enrolled)
            for item, (kind, state, *_) in stands.items()
        )
        through = good if asks else criteria.programme is None or bool(enrolled)
        of_users = criteria.assigned_to is None or bool(person.caseworkers & set(criteria.assigned_to))
        if through and of_users and not (criteria.unassigned and person.caseworkers):
            found.add(person.id)
    return found


def line(streams, person, on):
    """Where somebody stands on a day: nothing where they are on no list."""
    if person is None or holding(person.duplicate_links) is not None:
        return {}
    stands = episodes(streams, person, on)
    return {item: (kind, state, until, sorted(names)) for item, (kind, state, _, until, names) in stands.items()}


@pytest.fixture(params=range(times(8, 500)), name="told_by")
def _told_by(request):
    """A history, and what draws the questions to it."""
    chance = random.Random(request.param)
    return chance, history(chance)


def core_of(db):
    return create_engine("sqlite://", creator=lambda: db, poolclass=StaticPool).connect()


def random_filter(chance, position, on):
    def maybe(choices):
        return chance.choice(choices) if chance.random() < 0.35 else None

    return RosterFilter(
        kind=maybe(list(EpisodeKind)),
        state=maybe(list(EpisodeState)),
        programme=maybe(PROGRAMMES),
        assigned_to=maybe([USERS[:1], tuple(USERS[1:])]),
        unassigned=chance.random() < 0.1,
        on=on,
        known=position,
    )


def test_on_any_day_as_known_at_any_position_the_roster_is_what_a_naive_refold_says(told_by):
    chance, log = told_by
    with written(log, [Roster()], chance.choice([1, 7, 64])) as db, core_of(db) as core:
        shown = 0
        for number in range(ASKED):
            position = chance.randrange(len(log) + 1)
            on = chance.choice([None, FIRST + timedelta(days=chance.randrange(-30, 230))])
            criteria = random_filter(chance, position, on)
            if number == 0:  # whatever chance asks for, once everybody is asked for
                position, on = len(log), None
                criteria = RosterFilter(known=position)
            streams = folded(log, position)
            today = on or ENDS
            found = {UUID(hex) for (hex,) in core.execute(matching(criteria, today))}
            assert found == listed(streams, criteria, today), criteria
            among = [id.hex for id in PEOPLE[:2]]
            walked = {UUID(hex) for (hex,) in core.execute(matching(criteria, today, among))}
            assert walked == found & set(PEOPLE[:2]), criteria
            shown += len(found)
            for row in rows(core, PEOPLE, on, position):
                person = streams[row.participant]
                assert (row.registered_on, told(row)) == (person.registered_on, episodes(streams, person, on))
        assert shown


def test_what_is_known_now_is_what_is_known_at_the_last_position(told_by):
    _, log = told_by
    with written(log, [Roster()], 64) as db, core_of(db) as core:
        for on in (None, FIRST + timedelta(days=60)):
            assert rows(core, PEOPLE, on) == rows(core, PEOPLE, on, len(log))
            now, last = (RosterFilter(on=on, known=known) for known in (None, len(log)))
            assert set(core.execute(matching(now, ENDS))) == set(core.execute(matching(last, ENDS)))


def test_fact_by_fact_or_many_at_a_time_or_all_at_once_the_rows_are_the_same(told_by):
    _, log = told_by
    tables = []
    for size in (1, 3, 64, len(log)):
        with written(log, [Roster()], size) as db:
            tables.append(rows_of(db, [Roster()]))
    assert tables[1:] == tables[:1] * 3
    assert tables[0]["roster_spans"]


def test_who_stands_otherwise_and_by_which_facts_is_what_a_naive_refold_says(told_by):
    chance, log = told_by
    with written(log, [Roster()], 64) as db, core_of(db) as core:
        for on in (FIRST + timedelta(days=chance.randrange(-10, 210)) for _ in range(2)):
            lines = lines_at_every_position(log, on)
            for _ in range(ASKED // 4):
                first, second = sorted(chance.choices(range(len(log) + 1), k=2))
                between = Between(on=on, first=first, second=second)
                other = {id for id in PEOPLE if lines[first].get(id, {}) != lines[second].get(id, {})}
                assert differing(core, RosterFilter(), between) == other
                expected = {
                    id: tuple(
                        position
                        for position in range(first + 1, second + 1)
                        if lines[position].get(id, {}) != lines[position - 1].get(id, {})
                    )
                    for id in other
                }
                assert explained(core, list(other), between) == expected
                assert all(expected.values())


def lines_at_every_position(log, on):
    """Where everybody stands on a day, as known at each position of the log, from before the first fact on."""
    streams: dict[UUID, Aggregate] = {}
    lines: list[dict[UUID, Any]] = [{}]
    for recorded in log:
        kind = Edition if recorded.topic.startswith("edition.") else Participant
        stream = streams.setdefault(recorded.fact.originator_id, kind(recorded.fact.originator_id))
        stream.fold(recorded.fact)
        moved = [stream] if kind is Participant else [s for s in streams.values() if isinstance(s, Participant)]
        lines.append(lines[-1] | {person.id: line(streams, person, on) for person in moved})
    return lines


def test_a_filter_narrows_the_differences_to_whom_it_lets_through_at_either_time(told_by):
    chance, log = told_by
    with written(log, [Roster()], 64) as db, core_of(db) as core:
        for _ in range(ASKED // 4):
            first, second = sorted(chance.choices(range(len(log) + 1), k=2))
            on = FIRST + timedelta(days=chance.randrange(-10, 210))
            between, asked = Between(on=on, first=first, second=second), random_filter(chance, None, None)
            through = [listed(folded(log, at), replace(asked, on=on), on) for at in (first, second)]
            everybody = differing(core, RosterFilter(), between)
            assert differing(core, asked, between) == everybody & (through[0] | through[1])


def test_how_two_rows_differ_is_said_when_they_do_and_only_then(told_by):
    chance, log = told_by
    with written(log, [Roster()], 64) as db, core_of(db) as core:
        for _ in range(ASKED // 4):
            on = FIRST + timedelta(days=chance.randrange(-10, 210))
            positions = sorted(chance.choices(range(1, len(log) + 1), k=2))
            before, after = ({r.participant: r for r in rows(core, PEOPLE, on, p) if r.episodes} for p in positions)
            for id in before.keys() & after.keys():
                then, now = (
                    {e.episode: (e.kind, e.state, e.until, sorted(e.programmes)) for e in row.episodes}
                    for row in (before[id], after[id])
                )
                assert bool(unlike(before[id], after[id])) == (then != now)
