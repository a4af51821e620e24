"""What a command is, and what it may touch while it is decided."""

from datetime import date, datetime
from functools import cached_property
from typing import Any, ClassVar, TypeVar
from uuid import UUID

import msgspec
from eventsourcing.persistence import IntegrityError

from application.access import Origin
from application.indexes import Indexes
from application.indexes.engagements import Engaged
from application.indexes.receipts import Accepted, answer
from application.journal import Journal
from application.permissions import Action, Actor, Scope, Standing
from application.recorded import Recorded, copied
from application.store.statements import Database
from domain.calendar import local_day
from domain.engagements import Engagement
from domain.forgetting import refuse_after_forgetting
from domain.journal import Aggregate, Fact, Stamp
from domain.participant import Participant
from domain.refusals import NotFound, Stale
from domain.rules import RuleBook, RuleScope
from domain.users import User

A = TypeVar("A", bound=Aggregate)


class Command(msgspec.Struct, frozen=True, kw_only=True):
    """Something a user asks to be recorded. Its fields are the body: a repeat must ask the same."""

    ACTION: ClassVar[Action]
    GENERATED: ClassVar[tuple[str, ...]] = ()
    """Fields that our side makes up: a repeat brings others and still asks the same."""

    CONFIRMS_CLOCK: ClassVar[bool] = False
    """Whether it is the person's word that the clock is right, which a jump waits for."""

    def body(self) -> bytes:
        """Return what was asked, for comparing a repeat with the first time."""
        asked = msgspec.structs.replace(self, **dict.fromkeys(self.GENERATED)) if self.GENERATED else self
        return type(self).__name__.encode() + b"\x00" + msgspec.msgpack.encode(asked)

    @property
    def weight(self) -> int:
        """About how many facts it records: over 500 it gets a batch of its own."""
        return 1

    def handle(self, work: "Work") -> Accepted:
        """Load, act, save. An `if` here is a rule that leaked."""
        raise NotImplementedError


class JourneyStep(Command, frozen=True, kw_only=True):
    """A step of one participant's journey: its own fields are what the participant's method of that step takes."""

    ACTION: ClassVar[Action] = Action.RECORD_JOURNEY

    participant_id: UUID

    def handle(self, work: "Work") -> Accepted:
        """Load, act, save."""
        participant = work.participant(self.participant_id)
        self.act(participant, work)
        return work.save(participant)

    def act(self, participant: Participant, work: "Work") -> None:
        """Take the step."""
        raise NotImplementedError

    def said(self, *but: str) -> dict[str, Any]:
        """Return what was said: the step's own fields, but these."""
        return {
            name: getattr(self, name) for name in self.__struct_fields__ if name != "participant_id" and name not in but
        }


class Ask(msgspec.Struct, frozen=True, kw_only=True):
    """A command and who asks: `key` is the Idempotency-Key, `if_match` the version the caller has seen.

    With `preview` it is decided and taken back: the answer is what it would change, and no receipt is left.
    """

    actor: Actor
    key: str
    command: Command
    if_match: int | None = None
    origin: Origin = Origin()
    preview: bool = False


class IndexFailed(Exception):
    """An index could not be written: its command is not recorded."""


class Work:
    """One command inside the running batch: drafts of what it loads, and the facts it saves."""

    def __init__(
        self,
        ask: Ask,
        place: Standing,
        stamp: Stamp,
        today: date,
        *,
        journal: Journal,
        indexes: Indexes,
        db: Database,
        staged: dict[UUID, Aggregate],
        position: int,
    ) -> None:
        """Start from what the batch has staged so far."""
        self.ask = ask
        self.stamp = stamp
        self.today = today
        self.about: list[UUID] = []
        """Whose record the command looked into: a refusal tells something about them and is noted as a look."""
        self._opened: dict[tuple[UUID, str, int], Any] = {}
        """What the command has opened: a search for the nearest day asks for the same again and again."""
        self._place = place
        self.indexes = indexes
        self.db = db
        self.drafts: dict[UUID, Aggregate] = {}
        self.loaded: dict[UUID, Aggregate] = {}
        """What the drafts are of, unchanged; a stream that begins is not there."""
        self.recorded: list[Recorded] = []
        self.leaves: list[tuple[UUID, int, str, bytes]] = []
        self._journal = journal
        self._staged = staged
        self._position = position

    def participant(self, id: UUID) -> Participant:
        """Return a draft of the participant, if the actor may touch it and has seen its newest version.

        AlreadyForgotten before anything of it is opened.
        """
        self.refuse_stranger(id)
        participant = self._draft(Participant, id)
        refuse_after_forgetting(participant.forgotten)
        return participant

    def refuse_stranger(self, id: UUID) -> None:
        """Refuse a participant whom the actor may not touch, exactly as one who does not exist."""
        self.about.append(id)
        holds = self.indexes.assignments.holds
        if self._place.scope is Scope.OWN and not holds(self.db, id, self.ask.actor.user, self.today):
            raise NotFound
        if self._place.scope is Scope.ENGAGED and not self.indexes.engagements.covers(self.db, self.engaged.id, id):
            raise NotFound

    @property
    def users(self) -> tuple[UUID, ...] | None:
        """Return whose people the actor sees: their own and those of whom they stand in for; None: everybody's."""
        if self._place.scope is Scope.ALL:
            return None
        stands_in_for = self.indexes.assignments.stands_in_for(self.db, self.ask.actor.user, self.today)
        return self.ask.actor.user, *stands_in_for

    @cached_property
    def control(self) -> Engaged | None:
        """Return the control in which the actor acts: the one that holds today; None for whoever is no controller."""
        if self._place.scope is not Scope.ENGAGED:
            return None
        return self.indexes.engagements.holding(self.db, self.ask.actor.user, self.today)

    @property
    def engaged(self) -> Engaged:
        """Return the control in which a controller acts. NotFound: without one nobody is in their sight."""
        if self.control is None:
            raise NotFound
        return self.control

    def engagement(self, id: UUID) -> Engagement:
        """Return a draft of a control that is or was the actor's; of anybody else's it is NotFound."""
        if not self.indexes.engagements.is_of(self.db, self.ask.actor.user, id):
            raise NotFound
        return self._draft(Engagement, id)

    def somebody_to_forget(self, id: UUID) -> Participant:
        """Return a draft of a participant beside the stream whose version the caller has seen."""
        self.about.append(id)
        self.loaded[id] = participant = self._load(Participant, id)
        return participant.draft()

    def user(self, id: UUID) -> User:
        """Return a draft of the user."""
        return self._draft(User, id)

    def opened(self, id: UUID, name: str, version: int | None) -> Any:
        """Return what a fact of a stream says under a sealed name; None without such a fact."""
        if version is None:
            return None
        place = id, name, version
        if place not in self._opened:
            topic, fact = self._journal.fact(id, version)
            self._opened[place] = self._journal.sealer.open_field(fact, name, stored_topic=topic)
        return self._opened[place]

    def fact(self, id: UUID, version: int) -> Fact:
        """Return one fact of a stream. KeyError where there is none."""
        return self._journal.fact(id, version)[1]

    def shared(self, kind: type[A], id: UUID) -> A:
        """Return a draft of what belongs to nobody alone: an edition, a provider, an agreement."""
        return self._draft(kind, id)

    def begun_or_new(self, kind: type[A], id: UUID) -> A:
        """Return a draft of a stream that the club has one of, an empty one where nothing was recorded in it yet."""
        if self._is_there(kind, id):
            return self._draft(kind, id)
        fresh = kind(id)
        self._refuse_stale(fresh)
        return fresh

    def book(self, owner: UUID | None, scope: RuleScope) -> RuleBook:
        """Return a draft of a rule book, an empty one where no rule was set yet."""
        fresh = RuleBook.begin(owner, scope)
        if self._is_there(RuleBook, fresh.id):
            return self._draft(RuleBook, fresh.id)
        self._refuse_stale(fresh)
        return fresh

    def known_book(self, owner: UUID, scope: RuleScope) -> RuleBook:
        """Return a rule book to read from; it is not saved."""
        fresh = RuleBook.begin(owner, scope)
        return self._load(RuleBook, fresh.id) if self._is_there(RuleBook, fresh.id) else fresh

    def _is_there(self, kind: type[Aggregate], id: UUID) -> bool:
        return id in self._staged or self._journal.exists(kind, id)

    def somebody(self, id: UUID) -> Participant | None:
        """Return a participant to look into, or None where the id is of somebody without a record."""
        if not self._is_there(Participant, id):
            return None
        self.about.append(id)
        return self._load(Participant, id)

    def is_known_person(self, id: UUID) -> bool:
        """Return whether an id is a participant's who was not forgotten, or of somebody who is related to one."""
        if self.indexes.erasures.is_forgotten(self.db, id):
            return False
        return bool(self.indexes.related.of(self.db, id)) or self._journal.exists(Participant, id)

    def statistical(self, id: UUID) -> set[str]:
        """Return the names of the coarse codes that a stream holds under the club's own key."""
        return {
            field.name
            for fact in self._journal.facts(id)
            for field in type(fact).SEALED
            if field.statistical and getattr(fact, field.name) is not None
        }

    def known(self, kind: type[A], id: UUID) -> A:
        """Return an aggregate to read from; it is not saved."""
        return self._load(kind, id)

    def _load(self, kind: type[A], id: UUID) -> A:
        known = self._staged.get(id)
        aggregate = known if known is not None else self._journal.load(kind, id)
        if not isinstance(aggregate, kind):
            raise NotFound
        return aggregate

    def _draft(self, kind: type[A], id: UUID) -> A:
        aggregate = self._load(kind, id)
        self._refuse_stale(aggregate)
        self.loaded[id] = aggregate
        return aggregate.draft()

    def _refuse_stale(self, aggregate: Aggregate) -> None:
        if self.ask.if_match is not None and self.ask.if_match != aggregate.version:
            raise Stale(current=aggregate.version)

    def of(self, kind: type[A], id: UUID) -> A:
        """Return an aggregate that the command saved (for its indexes)."""
        saved = self.drafts[id]
        assert isinstance(saved, kind)  # noqa: S101
        return saved

    def before(self, kind: type[A], id: UUID) -> A:
        """Return a copy of an aggregate as it was before the command (for its indexes)."""
        return copied(kind, self.loaded.get(id), id)

    def save(self, *aggregates: Aggregate) -> Accepted:
        """Store what the aggregates recorded, with every index that follows from it; return the answer."""
        facts = [fact for aggregate in aggregates for fact in aggregate.collect_events()]
        for recording in self._journal.save(*facts, first_id=self._position + len(self.leaves) + 1):
            stored = recording.notification
            self.leaves.append(
                (recording.domain_event.originator_id, stored.originator_version, stored.topic, stored.state)
            )
            self.recorded.append(Recorded(self._position + len(self.leaves), stored.topic, recording.domain_event))  # type: ignore[arg-type]
        self.drafts.update({aggregate.id: aggregate for aggregate in aggregates})
        try:
            for index in self.indexes.all:
                index.write(self.db, self.recorded, self)
        except IntegrityError:
            raise
        except Exception as error:
            raise IndexFailed(index.name) from error
        return answer(self.recorded)


def beside_the_writer(
    ask: Ask, place: Standing, now: datetime, *, journal: Journal, indexes: Indexes, db: Database
) -> Work:
    """Return the work of a command that is only judged: it reads the snapshot of `db`, in that place, saves nothing."""
    stamp = Stamp(recorded_at=now, recorded_by=ask.actor.user, role=place.role.value, command_id="")
    return Work(ask, place, stamp, local_day(now), journal=journal, indexes=indexes, db=db, staged={}, position=0)
