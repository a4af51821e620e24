"""Grants of event logs: asked for by a coordinator, agreed to or refused by a second person, taken back by either.

The second person is another coordinator, or the administrator where the club has one coordinator only, as with the
forgetting of somebody. What a log holds: `application/exchange/event_log_cases.py`.
"""

from datetime import date
from typing import ClassVar
from uuid import UUID

from application.command import Command, Work
from application.indexes.receipts import Accepted
from application.permissions import Action
from domain.engagements import refuse_unknown_editions
from domain.event_logs import EventLogGrant, LogFormat, refuse_health_unsaid, speaks_of_health
from domain.programmes import programme


class RequestEventLog(Command, frozen=True, kw_only=True):
    """Record that an event log is wanted."""

    ACTION: ClassVar[Action] = Action.REQUEST_EVENT_LOG
    GENERATED: ClassVar[tuple[str, ...]] = ("id",)

    id: UUID
    formats: tuple[LogFormat, ...]
    programmes: tuple[str, ...]
    editions: tuple[UUID, ...]
    period_first: date
    period_last: date
    until: date
    recipient: str
    purpose: str
    legal_basis: str
    sensitive: bool
    shifted: bool
    because: str | None

    def handle(self, work: Work) -> Accepted:
        """Load, act, save."""
        editions = work.indexes.places.editions(work.db)
        refuse_unknown_editions({one.id for one in editions}, self.editions)
        for place, code in enumerate(self.programmes):
            programme(code, f"/programmes/{place}")
        special = [one for one in editions if speaks_of_health(work.indexes.rules.of(work.db, one.id))]
        refuse_health_unsaid({one.id for one in special}, self.editions, "/editions", sensitive=self.sensitive)
        refuse_health_unsaid(
            {one.programme for one in special}, self.programmes, "/programmes", sensitive=self.sensitive
        )
        said = {name: getattr(self, name) for name in self.__struct_fields__ if name != "id"}
        return work.save(EventLogGrant.request(self.id, work.stamp, work.today, **said))


class ApproveEventLog(Command, frozen=True, kw_only=True):
    """Let a second person agree."""

    ACTION: ClassVar[Action] = Action.APPROVE_EVENT_LOG

    grant_id: UUID

    def handle(self, work: Work) -> Accepted:
        """Load, act, save."""
        grant = work.shared(EventLogGrant, self.grant_id)
        grant.approve(work.stamp, work.today)
        return work.save(grant)


class RefuseEventLog(Command, frozen=True, kw_only=True):
    """Record that it is not granted, and why."""

    ACTION: ClassVar[Action] = Action.APPROVE_EVENT_LOG

    grant_id: UUID
    reason: str

    def handle(self, work: Work) -> Accepted:
        """Load, act, save."""
        grant = work.shared(EventLogGrant, self.grant_id)
        grant.refuse(work.stamp, work.today, reason=self.reason)
        return work.save(grant)


class WithdrawEventLog(Command, frozen=True, kw_only=True):
    """Take it back, and why: whoever may agree may do so, and whoever asked."""

    ACTION: ClassVar[Action] = Action.APPROVE_EVENT_LOG

    grant_id: UUID
    reason: str

    def handle(self, work: Work) -> Accepted:
        """Load, act, save."""
        grant = work.shared(EventLogGrant, self.grant_id)
        grant.withdraw(work.stamp, work.today, reason=self.reason)
        return work.save(grant)
