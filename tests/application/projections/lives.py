"""Random lives by domain steps, and what views make of them: written fact by fact, or many at a time."""

import random
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from application.recorded import Projection, Recorded
from application.store.rebuilding import Folding, with_what_they_rest_on
from application.store.statements import creation
from domain.journal import Aggregate, Fact
from domain.participant import Participant
from domain.refusals import Refusal
from domain.vocabulary import EpisodeKind, MissingPesel, Sex
from tests.later_steps import action, evaluate, settle, sign_part, terminate
from tests.steps import STAMP, SUFFICES, enrol, judged, leave, refer, sign

FIRST = date(2026, 1, 1)
DAYS = 200
ENDS = date(2026, 12, 31)
"""After everything that happens in these lives."""
AOON_CLOSES = date(2026, 5, 1)
Step = Callable[[random.Random, Participant, date], object]


def _refer(chance: random.Random, person: Participant, day: date) -> None:
    refer(person, day, chance.choice(list(EpisodeKind)))


def _sign(chance: random.Random, person: Participant, day: date) -> None:
    sign(person, day, until=day + timedelta(days=chance.randrange(300)))


def _sign_part(chance: random.Random, person: Participant, day: date) -> None:
    due_on = day + timedelta(days=chance.randrange(60))
    actions = [action(due_on)] * chance.randrange(3)
    wanted = chance.choice([None, due_on])
    sign_part(person, chance.choice(list(person.contracts)), day, *actions, evaluation_due_on=wanted)


def _settle(chance: random.Random, person: Participant, day: date) -> None:
    agreed = chance.choice(list(person.agreed_actions.values()))
    settle(person, agreed.item, day, contract=agreed.contract)


def _evaluate(chance: random.Random, person: Participant, day: date) -> None:
    evaluate(person, chance.choice(list(person.contracts)), day)


def _terminate(chance: random.Random, person: Participant, day: date) -> None:
    terminate(person, chance.choice(list(person.contracts)), day)


def _enrol(chance: random.Random, person: Participant, day: date) -> None:
    programme = chance.choice(["PSU", "AKTYWIZACJA", "AOON"])
    enrol(person, programme, day, closes_on=AOON_CLOSES if programme == "AOON" else None)


def _leave(chance: random.Random, person: Participant, day: date) -> None:
    leave(person, day, episode=chance.choice(list(person.episodes)))


def _find(chance: random.Random, person: Participant, day: date) -> None:
    episode = chance.choice(list(person.episodes))
    said: dict[str, Any] = {"episode": episode, "found_on": day, "assessment": judged(day, SUFFICES)}
    if chance.random() < 0.7:
        person.confirm_eligibility(STAMP, ENDS, **said, programme=None, override=None)
    else:
        person.refuse_eligibility(STAMP, ENDS, **said, reason="zmyślony powód")


def _suspend(chance: random.Random, person: Participant, day: date) -> None:
    episode, planned = chance.choice(list(person.episodes)), chance.choice([None, day + timedelta(days=20)])
    said: dict[str, Any] = {"planned_until": planned, "resumed_on": None, "reason": "zmyślony powód"}
    person.suspend(STAMP, ENDS, None, episode=episode, since=day, **said)


def _resume(chance: random.Random, person: Participant, day: date) -> None:
    person.resume(STAMP, ENDS, suspension=chance.choice(list(person.suspensions)), resumed_on=day)


def _turn_away(chance: random.Random, person: Participant, day: date) -> None:
    episode = chance.choice(list(person.episodes))
    if chance.random() < 0.5:
        person.reject_referral(STAMP, ENDS, episode=episode, rejected_on=day, reason="zmyślony powód")
    else:
        person.withdraw_referral(STAMP, ENDS, episode=episode, withdrawn_on=day, reason=None)


def _end_enrolment(chance: random.Random, person: Participant, day: date) -> None:
    item = chance.choice(list(person.enrolments))
    person.end_enrolment(STAMP, ENDS, None, enrolment_item=item, ended_on=day, reason=None)


def _close(chance: random.Random, person: Participant, day: date) -> None:
    person.close_case(STAMP, ENDS, episode=chance.choice(list(person.episodes)), closed_on=day, retention_class="B10")


def _void_exit(chance: random.Random, person: Participant, _: date) -> None:
    ended = [e.exited_by for e in person.episodes.values() if e.exited_by is not None]
    person.void_exit(STAMP, ENDS, item=chance.choice(ended), reason="pomyłka")


def _void(chance: random.Random, person: Participant, _: date) -> None:
    person.void_entry(STAMP, ENDS, [], item=chance.randrange(2, person.version + 2), reason="pomyłka")


def _agree(chance: random.Random, person: Participant, day: date) -> None:
    until = day + timedelta(days=chance.randrange(200))
    person.agree_period(STAMP, ENDS, episode=chance.choice(list(person.episodes)), until=until, agreed_on=day)


def _die(chance: random.Random, person: Participant, day: date) -> None:
    if chance.random() < 0.1:
        person.record_death(STAMP, ENDS, None, died_on=day, source=None)


STEPS: dict[Step, int] = {
    _refer: 5,
    _sign: 3,
    _sign_part: 3,
    _settle: 2,
    _evaluate: 1,
    _terminate: 1,
    _enrol: 8,
    _find: 3,
    _suspend: 4,
    _resume: 3,
    _turn_away: 1,
    _end_enrolment: 2,
    _leave: 2,
    _close: 1,
    _void_exit: 1,
    _void: 2,
    _agree: 2,
    _die: 1,
}
"""Each step and how often it is tried."""


def somebody(id: UUID) -> Participant:
    """Enter somebody in the register, long ago."""
    return Participant.register(
        id,
        STAMP,
        ENDS,
        family_name="Zmyślona",
        given_name="Anna",
        birth_date=date(1990, 4, 1),
        sex=Sex.FEMALE,
        pesel=None,
        pesel_missing=MissingPesel.NOT_GIVEN,
        case_mark=None,
        registered_on=date(2020, 1, 2),
    )


def random_life(
    chance: random.Random, id: UUID, steps: int = 60, also: Mapping[Step, int] | None = None
) -> Participant:
    """Let somebody try so many steps, sensible or not, each a little later than the one before."""
    person, tried = somebody(id), STEPS | dict(also or {})
    for number in range(steps):
        day = FIRST + timedelta(days=number * DAYS // steps + chance.randrange(-20, 20))
        [step] = chance.choices(list(tried), list(tried.values()))
        with suppress(Refusal, IndexError):
            step(chance, person, day)
    return person


def log_of(chance: random.Random, people: Sequence[Aggregate]) -> list[Recorded]:
    """Return the facts of these people (or editions) as one log, mixed, each stream's in order."""
    waiting = [list(person.pending) for person in people]
    facts: list[Fact] = []
    while any(waiting):
        facts.append(chance.choice([facts_of for facts_of in waiting if facts_of]).pop(0))
    return [Recorded(position, type(fact).TOPIC, fact) for position, fact in enumerate(facts, start=1)]


@contextmanager
def written(log: Sequence[Recorded], views: Sequence[Projection], size: int) -> Iterator[sqlite3.Connection]:
    """Yield a database in which views, and what they rest on, took in a log so many facts at a time."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        projections = with_what_they_rest_on(views)
        folding = Folding(projections)
        for statement in creation([table for projection in projections for table in projection.tables]):
            db.execute(statement)
        for start in range(0, len(log), size):
            facts = log[start : start + size]
            folding.take(facts)
            for projection in projections:
                projection.write(db, facts, folding)
        yield db


def rows_of(db: sqlite3.Connection, views: Sequence[Projection]) -> dict[str, list[Any]]:
    """Return what the tables of views hold."""
    tables = {table.name: table.primary_key for view in views for table in view.tables}
    keys = {name: ", ".join(column.name for column in key) for name, key in tables.items()}
    return {name: db.execute(f"SELECT * FROM {name} ORDER BY {key}").fetchall() for name, key in keys.items()}
