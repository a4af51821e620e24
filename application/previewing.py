"""What a step would change, told before it is saved: the step is taken in the batch, looked at, and taken back."""

from typing import Any, TypeVar
from uuid import UUID

import msgspec

from application.command import Command, JourneyStep, Work
from application.flags import Finder
from application.indexes import Indexes, on_record
from application.indexes.receipts import Accepted
from application.looking import Looking
from application.recorded import Recorded
from application.store.statements import Database
from domain.consequences import Consequence, Seen, consequences
from domain.journal import Aggregate, Fact
from domain.participant import Participant
from domain.refusals import Refusal

A = TypeVar("A", bound=Aggregate)


class Preview(msgspec.Struct, frozen=True, kw_only=True):
    """What the answer would be, and what else would change in the person's record.

    `before` and `after` are that record, and `facts` what the step would record: what others say of it is worked out
    from these.
    """

    accepted: Accepted
    consequences: list[Consequence]
    before: Seen
    after: Seen
    facts: tuple[Recorded, ...]


class NothingToPreview(Refusal):
    """A preview of what is no step of one person's journey: it was not saved either."""

    code = "nothing-to-preview"
    pl = "Tego zapisu nie da się obejrzeć przed zapisaniem. Niczego nie zapisano; powtórz bez preview."
    en = "This cannot be previewed. Nothing was saved; repeat it without preview."


def preview(step: Command, work: Work) -> Preview:
    """Take a step and return what it would change; the caller takes it back.

    NothingToPreview where it is no step of one journey, and every refusal of the step itself.
    """
    if not isinstance(step, JourneyStep):
        raise NothingToPreview
    before = _seen(work, work.participant(step.participant_id), work)
    accepted = step.handle(work)
    after = _seen(_Afterwards(work), work.of(Participant, step.participant_id), work)
    return Preview(
        accepted=accepted,
        consequences=consequences(before, after, work.today),
        before=before,
        after=after,
        facts=tuple(work.recorded),
    )


def _seen(looking: Looking, life: Participant, work: Work) -> Seen:
    rows = on_record.of_person(looking.db, life.id)
    return Seen(life=life, entries=[row.entry for row in rows], flags=Finder(looking, work.today).of_person(life))


class _Afterwards:
    """Looks into the record as the step would leave it."""

    def __init__(self, work: Work) -> None:
        self._work = work

    @property
    def db(self) -> Database:
        """The connection that the indexes are read through."""
        return self._work.db

    @property
    def indexes(self) -> Indexes:
        """The indexes."""
        return self._work.indexes

    def known(self, kind: type[A], id: UUID) -> A:
        """Return an aggregate to read from, as the step leaves it. NotFound where there is none."""
        return self._work.of(kind, id) if id in self._work.drafts else self._work.known(kind, id)

    def fact(self, id: UUID, version: int) -> Fact:
        """Return one fact of a stream. KeyError where there is none."""
        return self._work.fact(id, version)

    def opened(self, id: UUID, name: str, version: int | None) -> Any:
        """Return what a fact says under a sealed name; None without such a fact."""
        return self._work.opened(id, name, version)
