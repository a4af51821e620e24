"""Controls: opened and closed by the coordinator; samples and findings by the controller, and nothing else by her."""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar
from uuid import UUID

import msgspec

from application.command import Command, JourneyStep, Work
from application.indexes.population import population
from application.indexes.receipts import Accepted
from application.looking import Reader
from application.permissions import Action
from domain.engagements import (
    Drawn,
    Engagement,
    FindingKind,
    Institution,
    Severity,
    drawn,
    refuse_no_controller,
    refuse_second_control,
    refuse_unknown_editions,
)
from domain.journal import Purpose
from domain.participant import Participant


class OpenEngagement(Command, frozen=True, kw_only=True):
    """Open a control."""

    ACTION: ClassVar[Action] = Action.MANAGE_ENGAGEMENTS
    GENERATED: ClassVar[tuple[str, ...]] = ("id",)

    id: UUID
    institution: Institution
    institution_name: str | None
    authorisation: str
    purpose: str
    users: tuple[UUID, ...]
    since: date
    until: date
    editions: tuple[UUID, ...]
    period_first: date
    period_last: date
    opens: tuple[Purpose, ...]
    opens_because: str | None

    def handle(self, work: Work) -> Accepted:
        """Load, act, save."""
        accounts, places = work.indexes.accounts.accounts(work.db), work.indexes.places
        refuse_no_controller({user: account.roles for user, account in accounts.items()}, self.users)
        refuse_unknown_editions({edition.id for edition in places.editions(work.db)}, self.editions)
        said = {name: getattr(self, name) for name in self.__struct_fields__ if name != "id"}
        engagement = Engagement.open(self.id, work.stamp, work.today, **said)
        for place, user in enumerate(self.users):
            held = work.indexes.engagements.held(work.db, user)
            refuse_second_control(held, self.since, self.until, f"/users/{place}")
        return work.save(engagement)


class CloseEngagement(Command, frozen=True, kw_only=True):
    """End a control before its last day."""

    ACTION: ClassVar[Action] = Action.MANAGE_ENGAGEMENTS

    engagement_id: UUID
    reason: str

    def handle(self, work: Work) -> Accepted:
        """Load, act, save."""
        engagement = work.shared(Engagement, self.engagement_id)
        engagement.close(work.stamp, work.today, reason=self.reason)
        return work.save(engagement)


class DrawSample(Command, frozen=True, kw_only=True):
    """Record a sample that a public seed draws; `people` are drawn beforehand, and the same for whoever draws again."""

    ACTION: ClassVar[Action] = Action.DRAW_SAMPLES
    GENERATED: ClassVar[tuple[str, ...]] = ("position", "people")

    engagement_id: UUID
    seed: str
    asked: int
    stratified: bool
    asked_position: int | None
    """As of which position of the log it was asked for; None: the newest, which `position` says."""
    position: int
    people: tuple[Drawn, ...]

    def handle(self, work: Work) -> Accepted:
        """Load, act, save."""
        engagement = work.engagement(self.engagement_id)
        engagement.take_sample(
            work.stamp,
            work.today,
            seed=self.seed,
            position=self.position,
            asked=self.asked,
            stratified=self.stratified,
            people=self.people,
        )
        return work.save(engagement)


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a controller's list: a case mark, a PESEL or the number of a paper."""

    case_mark: str | None = None
    pesel: str | None = None
    document_number: str | None = None


class TakeList(Command, frozen=True, kw_only=True):
    """Record whom a controller's own list names in the scope; what it says is compared at a repeat and not kept."""

    ACTION: ClassVar[Action] = Action.DRAW_SAMPLES
    GENERATED: ClassVar[tuple[str, ...]] = ("people", "position")

    engagement_id: UUID
    marks: tuple[Mark, ...]
    position: int
    people: tuple[Drawn, ...]

    def handle(self, work: Work) -> Accepted:
        """Load, act, save."""
        engagement = work.engagement(self.engagement_id)
        engagement.take_sample(
            work.stamp,
            work.today,
            seed=None,
            position=self.position,
            asked=len(self.marks),
            stratified=False,
            people=self.people,
        )
        return work.save(engagement)


class RecordFinding(JourneyStep, frozen=True, kw_only=True):
    """Record what a control found about a person's case."""

    ACTION: ClassVar[Action] = Action.RECORD_FINDINGS

    about: int | None
    kind: FindingKind
    severity: Severity
    finding: str

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        participant.record_finding(work.stamp, work.today, engagement=work.engaged.id, **self.said())


class AnswerFinding(JourneyStep, frozen=True, kw_only=True):
    """Record what the club answers to a finding about a person's case."""

    ACTION: ClassVar[Action] = Action.MANAGE_ENGAGEMENTS

    finding: int
    answer: str

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        participant.answer_finding(work.stamp, work.today, **self.said())


class RecordClubFinding(Command, frozen=True, kw_only=True):
    """Record what a control found about the club as a whole."""

    ACTION: ClassVar[Action] = Action.RECORD_FINDINGS

    engagement_id: UUID
    kind: FindingKind
    severity: Severity
    finding: str

    def handle(self, work: Work) -> Accepted:
        """Load, act, save."""
        engagement = work.engagement(self.engagement_id)
        engagement.record_finding(work.stamp, work.today, kind=self.kind, severity=self.severity, finding=self.finding)
        return work.save(engagement)


class AnswerClubFinding(Command, frozen=True, kw_only=True):
    """Record what the club answers to a finding about itself."""

    ACTION: ClassVar[Action] = Action.MANAGE_ENGAGEMENTS

    engagement_id: UUID
    finding: int
    answer: str

    def handle(self, work: Work) -> Accepted:
        """Load, act, save."""
        engagement = work.shared(Engagement, self.engagement_id)
        engagement.answer_finding(work.stamp, work.today, finding=self.finding, answer=self.answer)
        return work.save(engagement)


def drawn_by_seed(
    looking: Reader, engagement: Engagement, seed: str, size: int, position: int, *, stratified: bool
) -> tuple[Drawn, ...]:
    """Return whom a seed draws from who was in scope as of a position. SampleTooLarge where there are fewer."""
    people = population(looking.db, looking.journal, engagement, position)
    chosen = drawn(people, seed, size, stratified=stratified)
    return tuple(Drawn(place=place, participant=one) for place, one in enumerate(chosen, start=1))


def named_in_scope(looking: Reader, engagement: UUID, marks: Iterable[Mark]) -> tuple[Drawn, ...]:
    """Return whom the lines of a list name in the scope of a control, by the record that goes on.

    Whom a line names outside the scope is left out like nobody. A number of several people's paper names them all.
    """
    found = []
    for place, mark in enumerate(marks, start=1):
        records = dict.fromkeys(looking.indexes.duplicates.survivor(looking.db, one) for one in _named(looking, mark))
        found += [
            Drawn(place=place, participant=one)
            for one in records
            if looking.indexes.engagements.covers(looking.db, engagement, one)
        ]
    return tuple(found)


def _named(looking: Reader, mark: Mark) -> list[UUID]:
    if mark.document_number is not None:
        return looking.indexes.documents.find(looking.db, mark.document_number)
    kind, said = ("pesel", mark.pesel) if mark.pesel is not None else ("case_mark", mark.case_mark)
    assert said is not None  # noqa: S101 (the schema takes a line that says one thing)
    one = looking.indexes.identities.find(looking.db, kind, said)
    return [] if one is None else [one]
