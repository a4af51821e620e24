"""Erasure requests from receipt to forgetting; what is destroyed afterwards: `application/store/forgetting.py`.

A request covers all records of one person that are linked as duplicates.
"""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar
from uuid import UUID

from application.command import Command, Work
from application.indexes.receipts import Accepted
from application.permissions import Action
from domain.erasure import (
    ErasureRequest,
    Requester,
    WhyRefused,
    refuse_computed_reason,
    refuse_ground_of_somebody_else,
    refuse_second_request,
)
from domain.forgetting import ErasureGround
from domain.participant import Participant
from domain.retention import DutyRuns, duties, refuse_forgetting_while_kept


class RequestErasure(Command, frozen=True, kw_only=True):
    """Record that somebody asks to be forgotten, or that the club means to forget them.

    Whoever asks while a duty to keep runs is refused by the same command, and the record says until when; the club's
    own request is then no request (DutyRuns).
    """

    ACTION: ClassVar[Action] = Action.REQUEST_ERASURE
    GENERATED: ClassVar[tuple[str, ...]] = ("id",)

    id: UUID
    participant: UUID
    by: Requester
    ground: ErasureGround
    received_on: date

    def handle(self, work: Work) -> Accepted:
        """Load, act, save."""
        refuse_ground_of_somebody_else(self.by, self.ground)
        lives = [work.participant(id) for id in linked_records(work, self.participant)]
        for life in lives:
            refuse_second_request(work.indexes.erasures.open_of(work.db, life.id))
        request = ErasureRequest.receive(
            self.id,
            work.stamp,
            work.today,
            participants=tuple(life.id for life in lives),
            asked_by=self.by,
            ground=self.ground,
            received_on=self.received_on,
        )
        try:
            refuse_forgetting_while_kept(lives, work.today)
        except DutyRuns as runs:
            if self.by is Requester.CLUB:
                raise
            request.refuse(work.stamp, work.today, reason=WhyRefused.DUTY_TO_KEEP, kept_until=runs.until)
        return work.save(request)


class RefuseErasure(Command, frozen=True, kw_only=True):
    """Record that the data are not erased, and why."""

    ACTION: ClassVar[Action] = Action.REQUEST_ERASURE

    request_id: UUID
    reason: WhyRefused

    def handle(self, work: Work) -> Accepted:
        """Load, act, save."""
        refuse_computed_reason(self.reason)
        request = work.shared(ErasureRequest, self.request_id)
        request.refuse(work.stamp, work.today, reason=self.reason)
        return work.save(request)


class NoteArchiveConsent(Command, frozen=True, kw_only=True):
    """Record the State Archive's consent."""

    ACTION: ClassVar[Action] = Action.REQUEST_ERASURE

    request_id: UUID
    number: str
    given_on: date

    def handle(self, work: Work) -> Accepted:
        """Load, act, save."""
        request = work.shared(ErasureRequest, self.request_id)
        request.note_consent(work.stamp, work.today, number=self.number, given_on=self.given_on)
        return work.save(request)


class ApproveErasure(Command, frozen=True, kw_only=True):
    """Let a second person agree."""

    ACTION: ClassVar[Action] = Action.APPROVE_ERASURE

    request_id: UUID

    def handle(self, work: Work) -> Accepted:
        """Load, act, save."""
        request = work.shared(ErasureRequest, self.request_id)
        lives = [work.known(Participant, id) for id in request.participants]
        request.approve(work.stamp, work.today, consent_needed=_consent_needed(lives))
        refuse_forgetting_while_kept(lives, work.today)
        return work.save(request)


class ExecuteErasure(Command, frozen=True, kw_only=True):
    """Forget the person: the facts that say so, and the fence; keys and values are destroyed when they are on disk."""

    ACTION: ClassVar[Action] = Action.EXECUTE_ERASURE

    request_id: UUID

    def handle(self, work: Work) -> Accepted:
        """Load, act, save."""
        request = work.shared(ErasureRequest, self.request_id)
        lives = [work.somebody_to_forget(id) for id in request.participants]
        request.execute(
            work.stamp,
            work.today,
            consent_needed=_consent_needed(lives),
            linked=linked_records(work, request.participants[0]),
        )
        for life in lives:
            others = [other for other in lives if other is not life]
            kept = work.statistical(life.id)
            life.forget(work.stamp, work.today, others, request=request.id, ground=request.ground, kept=kept)
        return work.save(request, *lives)


class ForgetAgain(Command, frozen=True, kw_only=True):
    """Record anew, in a restored copy of before, that somebody was forgotten: the fence outside the copy says so."""

    ACTION: ClassVar[Action] = Action.EXECUTE_ERASURE

    participant: UUID
    request: UUID
    ground: ErasureGround

    def handle(self, work: Work) -> Accepted:
        """Load, act, save."""
        life = work.somebody_to_forget(self.participant)
        kept = work.statistical(self.participant)
        life.note_forgotten(work.stamp, work.today, request=self.request, ground=self.ground, kept=kept)
        open_request = work.indexes.erasures.open_of(work.db, self.participant)
        if open_request is None:
            return work.save(life)
        settled = work.shared(ErasureRequest, open_request)
        settled.refuse(work.stamp, work.today, reason=WhyRefused.DONE_BEFORE)
        return work.save(life, settled)


def linked_records(work: Work, participant: UUID) -> tuple[UUID, ...]:
    """Return all records of one person: the one that goes on first, then those linked to it."""
    survivor = work.indexes.duplicates.survivor(work.db, participant)
    return survivor, *sorted(work.indexes.duplicates.of(work.db, survivor))


def _consent_needed(lives: Sequence[Participant]) -> bool:
    return any(kept.needs_consent for life in lives for kept in duties(life))
