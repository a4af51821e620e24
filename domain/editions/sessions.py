"""Sessions: planned meetings of an edition, each with its day, time and leader, and those that were cancelled.

A leader is a provider at work on that day, and in one place at a time, whichever edition it belongs to.
"""

from datetime import date, time
from typing import TYPE_CHECKING, Annotated, ClassVar
from uuid import UUID

import msgspec

from domain.calendar import MINUTES_PER_DAY, instant
from domain.journal import Fact, Personal, Purpose
from domain.refusals import InvalidInput, NotFound, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from domain.editions import Edition


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """One planned meeting: `item` is the version of the fact, `leader` a provider."""

    item: int
    day: date
    starts_at: time
    minutes: int
    leader: UUID | None
    places: int | None
    cancelled: bool = False


class SessionPlanned(Fact, frozen=True, kw_only=True):
    """A meeting was planned: `day` and `starts_at` in local time, `leader` a provider."""

    TOPIC: ClassVar[str] = "edition.session-planned.1"

    day: date
    starts_at: time
    minutes: int
    leader: UUID | None
    place: Annotated[Personal[str], Purpose.NOTES] | None
    topic: Annotated[Personal[str], Purpose.NOTES] | None
    places: int | None

    def apply(self, aggregate: "Edition") -> None:
        """Add the meeting."""
        item = self.originator_version
        aggregate.sessions[item] = Session(
            item=item,
            day=self.day,
            starts_at=self.starts_at,
            minutes=self.minutes,
            leader=self.leader,
            places=self.places,
        )


class SessionCancelled(Fact, frozen=True, kw_only=True):
    """A planned meeting does not take place."""

    TOPIC: ClassVar[str] = "edition.session-cancelled.1"

    session: int
    reason: Annotated[Personal[str], Purpose.NOTES]

    def apply(self, aggregate: "Edition") -> None:
        """Mark the meeting."""
        aggregate.say(aggregate.sessions, self.session, self.originator_version, cancelled=True)


class ImpossibleSession(InvalidInput):
    """A meeting of no time, or of more than a day."""

    code = "impossible-session"
    pl = "Zajęcia trwają od 1 do {most} minut. Popraw czas."
    en = "A session lasts 1 to {most} minutes. Correct it."


class LeaderElsewhere(Refusal):
    """The leader has another session at that time."""

    code = "leader-elsewhere"
    pl = "Prowadzący ma wtedy inne zajęcia ({day} od {starts}, {minutes} min). Wybierz inną godzinę albo osobę."
    en = "The leader has another session then ({day} from {starts}, {minutes} min). Choose another time or person."


class CancelledAlready(Refusal):
    """The session was cancelled."""

    code = "session-cancelled-already"
    pl = "Te zajęcia są już odwołane."
    en = "This session has been cancelled already."


def refuse_impossible_session(day: date, starts_at: time, minutes: int) -> None:
    """Refuse a meeting of no time or of more than a day, or at an hour that the clocks skipped."""
    instant(day, starts_at, "/starts_at")
    if not 1 <= minutes <= MINUTES_PER_DAY:
        raise ImpossibleSession(most=MINUTES_PER_DAY, pointer="/minutes")


def refuse_leader_in_two_places(booked: "Iterable[Session]", day: date, starts_at: time, minutes: int) -> None:
    """Refuse a session that overlaps another one of the same leader; `booked` are the leader's around that day."""
    start = instant(day, starts_at, "/starts_at")
    for other in booked:
        begins = instant(other.day, other.starts_at, "/starts_at")
        apart = (begins - start).total_seconds() / 60
        if -other.minutes < apart < minutes and not other.cancelled:
            raise LeaderElsewhere(
                day=other.day, starts=f"{other.starts_at:%H:%M}", minutes=other.minutes, pointer="/starts_at"
            )


def session_of(sessions: "Mapping[int, Session]", item: int) -> Session:
    """Return the session of that item, or refuse."""
    if item not in sessions:
        raise NotFound
    return sessions[item]


def refuse_cancelled_session(session: Session) -> None:
    """Refuse to cancel what was cancelled."""
    if session.cancelled:
        raise CancelledAlready


def first_and_last_planned(sessions: "Iterable[Session]") -> tuple[date | None, date | None]:
    """Return the days of the first and the last session that was not cancelled, None where there is none."""
    days = [session.day for session in sessions if not session.cancelled]
    return min(days, default=None), max(days, default=None)
