"""Asking for the past: `on` for what was true on a day, `known_at` for what had been recorded by then."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from msgspec import UNSET, UnsetType
from pydantic import BeforeValidator, Field, WithJsonSchema

from application.access import Outcome
from application.projections.then import NoSuchVersion, NotRegisteredByThen, Then
from application.store.known import Known, known_at, position_of, refuse_day_not_come_yet, size, version_known
from domain.calendar import local_day, refuse_date_out_of_range
from domain.refusals import InvalidInput
from interface.api.access import Caller
from interface.api.problems import Plain
from interface.api.schemas import Body, Day, Moment, plain_number

Version = Annotated[
    int,
    BeforeValidator(plain_number),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 2**31, "examples": [7]}),
]
"""A version of a record: the number of a fact in its history, from 1."""


class Past(Body):
    """Which past is meant; left out: now."""

    on: Day | None = Field(default=None, description="Co było prawdą z końcem tego dnia / true at the end of that day")
    known_at: Moment | None = Field(
        default=None, description="Co było zapisane do tej chwili lub dnia / recorded by that moment or day"
    )


class Step(Past):
    """Which past is meant, or the record as it stood after one fact of its history."""

    version: Version | None = Field(default=None, description="Stan po tym wpisie historii / as after that fact")


class VersionOrMoment(InvalidInput):
    """A version together with a moment."""

    code = "version-or-moment"
    pl = "Podaj wersję (version) albo chwilę (known_at), jedno z dwojga: każde z nich mówi, co było już zapisane."
    en = "Give a version or a moment (known_at), one of the two: each of them says what had been recorded."


def then(caller: Caller, query: Past) -> Then:
    """Return which past a request means, within its snapshot. DateOutOfRange, DayNotComeYet, refusals of `known_at`."""
    on = day_asked(query.on)
    if query.known_at is None:
        return Then(on=on)
    return Then(on=on, position=known_on(caller, query.known_at, on).position)


def known_on(caller: Caller, asked: date | datetime, on: date | None) -> Known:
    """Return what was known at a moment, within a request's snapshot; DayNotComeYet where `on` is a day after it."""
    found = known_to(caller, asked)
    if on is not None:
        refuse_day_not_come_yet(on, found)
    return found


def known_to(caller: Caller, asked: date | datetime, pointer: str = "/known_at") -> Known:
    """Return what the club knew at a moment. Refusals as of `application.store.known.known_at`."""
    house = caller.house
    return known_at(house.store.reading(), asked, house.clock.now(), pointer)


def known_or_now(caller: Caller, asked: date | datetime | None) -> Known:
    """Return what the club knew at a moment, or knows now (None), within a request's snapshot."""
    if asked is not None:
        return known_to(caller, asked)
    return Known(position=size(caller.house.store.reading()), moment=caller.house.clock.now())


def refuse_reverse(first: Known, second: Known, named: tuple[str, str] = ("known_at", "and_known_at")) -> None:
    """Refuse two moments of which the second is before the first; `named`: the parameters that say them."""
    if second.moment < first.moment:
        one, other = named
        raise Plain(
            422,
            "known-in-reverse",
            f"Druga chwila ({other}) jest przed pierwszą ({one}). Podaj je w kolejności: najpierw wcześniejszą.",
            f"The second moment ({other}) is before the first ({one}). Give them in order, the earlier first.",
        )


def then_of(caller: Caller, participant: UUID, query: Past) -> Then:
    """Return which past of a participant a request means, within its snapshot.

    NotFound: a stranger, or nobody. NotRegisteredByThen; NoSuchVersion; otherwise as `then`.
    """
    caller.refuse_stranger(participant)
    caller.refuse_unknown(participant)
    if isinstance(query, Step) and query.version is not None:
        if query.known_at is not None:
            raise VersionOrMoment(pointer="/version")
        return Then(on=day_asked(query.on), position=position_of_version(caller, participant, query.version))
    meant = then(caller, query)
    if meant.position is not None:
        refuse_unregistered(caller, participant, meant.position)
    return meant


def position_of_version(caller: Caller, participant: UUID, version: int) -> int:
    """Return the position of a fact of a participant's history. NoSuchVersion."""
    db = caller.house.store.reading()
    position = position_of(db, participant, version)
    if position is None:
        raise NoSuchVersion(newest=version_known(db, participant, None), pointer="/version")
    return position


def refuse_unregistered(caller: Caller, participant: UUID, position: int) -> None:
    """Refuse a position before the first record of a participant; the reason tells since when there is one."""
    house = caller.house
    if not version_known(house.store.reading(), participant, position):
        _, first = house.journal.fact(participant, 1)
        caller.looked([participant], outcome=Outcome.REFUSED, opened=frozenset())
        raise NotRegisteredByThen(first=local_day(first.recorded_at))


def position_said(meant: Then) -> int | UnsetType:
    """Return up to which position of the log an answer knows; nothing where it is of now."""
    return UNSET if meant.position is None else meant.position


def day_asked(on: date | None) -> date | None:
    """Return the day that is asked about, if any. DateOutOfRange."""
    if on is not None:
        refuse_date_out_of_range(on, "/on")
    return on
