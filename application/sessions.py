"""Sessions of an edition, and the days on which its service was open."""

from datetime import date, time
from typing import ClassVar
from uuid import UUID

from application.command import Work
from application.editions import EditionStep
from application.permissions import Action
from domain.editions import Edition
from domain.editions.service_days import ClosureReason
from domain.providers import Provider


class PlanSession(EditionStep, frozen=True, kw_only=True):
    """Plan a meeting; `leader` is a provider."""

    ACTION: ClassVar[Action] = Action.MANAGE_SESSIONS

    day: date
    starts_at: time
    minutes: int
    leader: UUID | None
    place: str | None
    topic: str | None
    places: int | None

    def act(self, edition: Edition, work: Work) -> None:
        """Take the step."""
        edition.plan_session(
            work.stamp,
            work.today,
            None if self.leader is None else work.known(Provider, self.leader),
            work.indexes.sessions.around(work.db, self.leader, self.day),
            work.indexes.rules.of(work.db, edition.id),
            day=self.day,
            starts_at=self.starts_at,
            minutes=self.minutes,
            place=self.place,
            topic=self.topic,
            places=self.places,
        )


class CancelSession(EditionStep, frozen=True, kw_only=True):
    """Cancel a planned meeting."""

    ACTION: ClassVar[Action] = Action.MANAGE_SESSIONS

    session: int
    reason: str

    def act(self, edition: Edition, work: Work) -> None:
        """Take the step."""
        edition.cancel_session(work.stamp, work.today, session=self.session, reason=self.reason)


class NoteServiceDay(EditionStep, frozen=True, kw_only=True):
    """Record that the service was open on a day, or closed and why."""

    ACTION: ClassVar[Action] = Action.MANAGE_SESSIONS

    day: date
    open: bool
    reason: ClosureReason | None
    note: str | None

    def act(self, edition: Edition, work: Work) -> None:
        """Take the step."""
        edition.note_service_day(
            work.stamp, work.today, day=self.day, open=self.open, reason=self.reason, note=self.note
        )
