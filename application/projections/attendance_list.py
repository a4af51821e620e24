"""What an attendance list is filled with: who takes part in an edition, at a session or in a month, in Polish order.

The list stands as it was known when it was numbered: whoever came or left later is on the next one.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import select

from application.projections.names import polish_sort_key
from application.projections.papers import ClubThen, RecordThen, club_of
from application.projections.service_card import provider_name
from application.projections.then import enrolled_ever
from domain.calendar import month_of
from domain.duplicates import holding
from domain.editions import Edition
from domain.editions.sessions import Session
from domain.holidays import is_holiday
from domain.papers import Paper
from domain.participant import Participant
from domain.vocabulary import EpisodeState

SATURDAY = 5


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody on a list; `name` is None where it was erased."""

    id: UUID
    name: str | None


class AttendanceList(msgspec.Struct, frozen=True, kw_only=True):
    """A list of a session, or of a month's `days`. `number` is None of a draft; texts of the session opened.

    `partly`: only the people of some users are on it.
    """

    number: str | None
    printed_on: date
    position: int
    club: ClubThen
    programme: str
    edition: str
    session: Session | None
    leader: str | None
    place: str | None
    topic: str | None
    month: date | None
    days: tuple[date, ...]
    people: tuple[Listed, ...]
    partly: bool


def attendance_list(record: RecordThen, edition: Edition, paper: Paper) -> AttendanceList:
    """Return what a list of an edition is filled with; `edition` and `record` are of the same position."""
    session = None if paper.about is None else edition.sessions[paper.about]
    days = (session.day,) if session is not None else tuple(_days(edition, paper.month or paper.printed_on))
    leader = None if session is None else session.leader

    def said(name: str) -> Any:
        return record.opened(edition.id, name, paper.about)

    return AttendanceList(
        number=paper.number,
        printed_on=paper.printed_on,
        position=record.position,
        club=club_of(record, paper.printed_on),
        programme=edition.programme,
        edition=edition.code,
        session=session,
        leader=None if leader is None else provider_name(record, leader),
        place=said("place"),
        topic=said("topic"),
        month=paper.month,
        days=days,
        people=tuple(_people(record, edition.id, days, paper)),
        partly=paper.users is not None,
    )


def _days(edition: Edition, month: date) -> Iterator[date]:
    """Yield the days of a month that a list has columns for: those of its sessions, else the working days.

    A day on which the service was recorded as closed has none.
    """
    first, last = month_of(month)
    whole = [first + timedelta(days=number) for number in range(last.day)]
    held = {session.day for session in edition.sessions.values() if not session.cancelled}
    closed = {day.day for day in edition.service_days.values() if not day.open}
    opened = {day.day for day in edition.service_days.values() if day.open}
    planned = held & {*whole}
    for day in whole:
        works = day.weekday() < SATURDAY and not is_holiday(day)
        within = edition.opens_on <= day and (edition.closes_on is None or day <= edition.closes_on)
        if within and day not in closed and (day in planned if planned else works or day in opened):
            yield day


def _people(record: RecordThen, edition: UUID, days: tuple[date, ...], paper: Paper) -> Iterator[Listed]:
    """Yield who takes part on one of the days, in Polish order."""
    ever = select(enrolled_ever.c.participant).where(enrolled_ever.c.edition == edition.hex).distinct()
    found: list[tuple[bytes, Listed]] = []
    for (hex,) in record.core.execute(ever).all():
        life = record.life(UUID(hex))
        if life is None or not _belongs(life, edition, days, paper.users):
            continue
        parts = [record.opened(life.id, name, life.details[name]) for name in ("family_name", "given_name")]
        named = None if None in parts else " ".join(parts)
        key = b"\xff" if named is None else polish_sort_key(*parts)
        found.append((key + life.id.bytes, Listed(id=life.id, name=named)))
    yield from (listed for _, listed in sorted(found, key=lambda one: one[0]))


def _belongs(life: Participant, edition: UUID, days: tuple[date, ...], users: tuple[UUID, ...] | None) -> bool:
    if holding(life.duplicate_links) is not None or (users is not None and life.caseworkers.isdisjoint(users)):
        return False
    return any(
        place.edition == edition
        and place.enrolled_on <= day
        and (place.ended_on is None or day <= place.ended_on)
        and life.state(place.episode, day) is EpisodeState.ACTIVE
        for place in life.enrolments.values()
        for day in days
    )
