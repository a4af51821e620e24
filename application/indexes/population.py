"""The population of a sample: who was in the scope of a control as of a position of the log, and in which programme.

Exact at any position: whoever has a newer fact is folded up to it, of everybody else the indexes say what they said
then. The definition stands in docs/decisions/0017; it leaves out who is in scope only by an earlier sample.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, select

from application.indexes.duplicates import duplicates
from application.indexes.in_club import in_club
from application.indexes.places import editions, enrolments
from application.journal import Journal
from application.store.statements import Database, compiled
from application.store.tables import stored_events
from domain.duplicates import holding
from domain.engagements import Engagement
from domain.participant import Participant

NO_PROGRAMME = ""
"""The stratum of who was in no programme in the period: registered, referred, not enrolled."""
_FIRST_AFTER = compiled(
    select(stored_events.c.originator_id, func.min(stored_events.c.originator_version))
    .where(stored_events.c.notification_id > bindparam("position"), stored_events.c.topic.like(bindparam("stream")))
    .group_by(stored_events.c.originator_id)
)
_DAYS = compiled(select(in_club.c.participant, in_club.c.since, in_club.c.until))
_PLACES = compiled(
    select(
        enrolments.c.participant, enrolments.c.since, enrolments.c.ended_on, enrolments.c.edition, editions.c.programme
    ).join(editions, editions.c.edition == enrolments.c.edition)
)
_LINKS = compiled(select(duplicates.c.participant, duplicates.c.survivor))
Stay = tuple[UUID, date, str]
"""Somebody with a day in scope: whose record, since when, in which programme."""


def population(db: Database, journal: Journal, engagement: Engagement, position: int) -> dict[UUID, str]:
    """Return everybody in scope as of a position, by the record that goes on, with the programme of their stratum.

    The programme of who has several is the one that began first in scope, of two on one day the first by its code.
    """
    later = db.execute(_FIRST_AFTER, (position, f"{Participant.STREAM}%")).fetchall()
    moved = {UUID(hex): first - 1 for hex, first in later}
    stays = [stay for stay in _standing(db, engagement) if stay[0] not in moved]
    survivors = {UUID(one): UUID(goes_on) for one, goes_on in db.execute(_LINKS, ()).fetchall()}
    for id, version in moved.items():
        survivors.pop(id, None)
        then = journal.load(Participant, id, version) if version else None
        if then is not None:
            stays.extend(_of(then, engagement))
            link = holding(then.duplicate_links)
            if link is not None:
                survivors[id] = link.survivor
    return _strata(stays, survivors)


def _strata(stays: list[Stay], survivors: dict[UUID, UUID]) -> dict[UUID, str]:
    began: dict[UUID, tuple[date, str]] = {}
    for record, since, programme in stays:
        person = survivors.get(record, record)
        # Who is in a programme belongs to it, whatever began before.
        known = began.get(person)
        if known is None or (programme == NO_PROGRAMME, since, programme) < (known[1] == NO_PROGRAMME, *known):
            began[person] = since, programme
    return {person: programme for person, (_, programme) in began.items()}


def _standing(db: Database, engagement: Engagement) -> Iterator[Stay]:
    """Yield who has a day in scope by what the indexes say now."""
    whole_club = not engagement.editions
    if whole_club:
        for participant, since, until in db.execute(_DAYS, ()):
            if engagement.period.touches(_day(since), _until(until)):
                yield UUID(participant), _day(since), NO_PROGRAMME
    for participant, since, until, edition, programme in db.execute(_PLACES, ()):
        in_scope = whole_club or UUID(edition) in engagement.editions
        if in_scope and engagement.period.touches(_day(since), _until(until)):
            yield UUID(participant), _day(since), programme


def _of(person: Participant, engagement: Engagement) -> Iterator[Stay]:
    """Yield the same of one folded record."""
    period, whole_club = engagement.period, not engagement.editions
    if whole_club:
        days = [(person.registered_on, person.registered_on)]
        days += [(e.referred_on, e.exited_on) for e in person.episodes.values()]  # type: ignore[misc]
        yield from ((person.id, since, NO_PROGRAMME) for since, until in days if period.touches(since, until))
    for place in person.enrolments.values():
        in_scope = whole_club or place.edition in engagement.editions
        if in_scope and period.touches(place.enrolled_on, place.ended_on):
            yield person.id, place.enrolled_on, place.programme


def _day(said: Any) -> date:
    return date.fromisoformat(said)


def _until(said: Any) -> date | None:
    return None if said is None else date.fromisoformat(said)
