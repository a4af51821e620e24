"""What forgetting destroys once its facts are on disk: keys, values, and every trace of them in the files.

In this order, each step again harmless where it was done before: the fence outside the database, the keys (their
fences stay), the sealed values in the log (each replaced by its hash, so that every leaf stays what it was), the free
pages (VACUUM), the write-ahead log. Only then a row says that it is done; whoever starts next finishes what lacks it.
It runs on the writer's thread between batches: no transaction is open, and nobody else may write meanwhile.
"""

import logging
from collections.abc import Sequence
from datetime import date
from typing import Protocol
from uuid import UUID

from sqlalchemy import bindparam, delete, select, update

from application.indexes.erasures import forgotten
from application.indexes.receipts import receipts
from application.journal import JourneyMapper
from application.store.fences import Fence, Fences
from application.store.keys import ErasureUnfinished, KeyState, KeyStore
from application.store.sqlite import Store, StoreError
from application.store.statements import Database, compiled, replacement
from application.store.tables import forgettings, requests, stored_events
from domain.forgetting import Forgotten
from domain.journal import Fact, Purpose
from domain.ledger import purged

log = logging.getLogger("kis.forgetting")

_DONE = select(forgettings.c.participant)
_UNFINISHED = compiled(select(forgotten.c.participant).where(forgotten.c.participant.not_in(_DONE)))
_FORGOTTEN = compiled(select(forgotten.c.participant))
_STREAM = compiled(
    select(stored_events.c.notification_id, stored_events.c.topic, stored_events.c.state).where(
        stored_events.c.originator_id == bindparam("participant")
    )
)
_WITHOUT = compiled(
    update(stored_events)
    .where(stored_events.c.notification_id == bindparam("position"))
    .values(state=bindparam("without"))
)
_ASKED = select(receipts.c.position).where(receipts.c.command == bindparam("command"))
_FORGET_ASKED = compiled(delete(requests).where(requests.c.position.in_(_ASKED)))
_FINISHED = replacement(forgettings)


class ForgettingUnfinished(Exception):
    """Somebody was forgotten and traces are left that could not be destroyed now."""

    pl = (
        "Usuwania danych nie udało się dokończyć: dysk jest pełny albo inny program czyta bazę. Zwolnij miejsce, "
        "zakończ ten program i uruchom ponownie; dopiero wtedy serwer ruszy."
    )
    en = (
        "A forgetting could not be finished: the disk is full, or another program reads the database. Free some room, "
        "end that program and start again; the server runs only then."
    )


class Numbers(Protocol):
    """An index of keyed digests by which a person is found."""

    def forget(self, db: Database, participant: UUID) -> None:
        """Let nothing in it find somebody any more."""


class Forgetting:
    """Finishes what the log says was begun, and says whom the fences name that this log does not."""

    def __init__(
        self, store: Store, keys: KeyStore, mapper: JourneyMapper, numbers: Sequence[Numbers], fences: Fences
    ) -> None:
        """Work on these files; `numbers` are the indexes by which people are found."""
        self._store, self._keys, self._mapper = store, keys, mapper
        self._numbers, self._fences = numbers, fences

    def unknown(self) -> list[Fence]:
        """Return the fences of people in this record of whom the log does not say that they were forgotten."""
        with self._store.snapshot():
            db = self._store.reading()
            known = {UUID(hex) for (hex,) in db.execute(_FORGOTTEN)}
            return [
                fence
                for fence in self._fences.all()
                if fence.participant not in known and db.execute(_STREAM, (fence.participant.hex,)).fetchone()
            ]

    def finish(self, today: date) -> bool:
        """Destroy what is left of everybody who was forgotten; return whether nothing is."""
        try:
            people = [UUID(hex) for (hex,) in self._store.writer.execute(_UNFINISHED).fetchall()]
            if people:
                self._fence_off(people)
                self.destroy(people)
                self._write([(_FINISHED, (person.hex, today.isoformat())) for person in people])
        except (OSError, StoreError, ErasureUnfinished) as error:
            log.error("forgetting not finished", extra={"kind": type(error).__name__})
            return False
        return True

    def destroy(self, people: Sequence[UUID]) -> None:
        """Destroy keys and values of these people, and every trace of them. ErasureUnfinished, an error of the disk."""
        for person in people:
            self._keys.erase(person)
        self._write([step for person in people for step in self._purging(person)])
        self._store.compact()

    def destroy_fenced(self) -> int:
        """Destroy in a restored copy whatever it has of people behind a fence; return of how many.

        The facts that say so are recorded when the writer starts (`unknown`).
        """
        fenced = {fence.participant for fence in self._fences.all()} | self.fenced_keys()
        db = self._store.writer
        people = sorted(person for person in fenced if db.execute(_STREAM, (person.hex,)).fetchone())
        if people:
            self._forget_numbers(people)
            self.destroy(people)
        return len(people)

    def fenced_keys(self) -> set[UUID]:
        """Return everybody whose keys were erased."""
        owners = {owner for owner, _ in self._keys.owners()}
        return {owner for owner in owners if self._keys.state(owner, Purpose.IDENTITY) is KeyState.ERASED}

    def _fence_off(self, people: Sequence[UUID]) -> None:
        fenced = {fence.participant for fence in self._fences.all()}
        for person in people:
            if person not in fenced:
                self._fences.add(self._fence(person))

    def _fence(self, person: UUID) -> Fence:
        """Return the fence that the log has of somebody."""
        for _, topic, state in self._store.writer.execute(_STREAM, (person.hex,)):
            if topic == Forgotten.TOPIC:
                fact = self._mapper.read(topic, state)
                assert isinstance(fact, Forgotten)  # noqa: S101
                return Fence(person, fact.request, fact.ground, fact.occurred_on)
        raise LookupError(person)

    def _purging(self, person: UUID) -> list[tuple[str, tuple[object, ...]]]:
        """Return what takes somebody's values out of the log, and the digests of what was asked about them."""
        steps: list[tuple[str, tuple[object, ...]]] = []
        for position, topic, state in self._store.writer.execute(_STREAM, (person.hex,)).fetchall():
            fact = self._mapper.decoders[topic].decode(state)
            without = purged(state, personal_tokens(fact))
            if without != state:
                steps.append((_WITHOUT, (without, position)))
            steps.append((_FORGET_ASKED, (fact.command_id,)))
        return steps

    def _write(self, steps: Sequence[tuple[str, tuple[object, ...]]]) -> None:
        """Write on the writer's thread, in a transaction of its own."""
        self._store.begin()
        try:
            for statement, values in steps:
                self._store.writer.execute(statement, values)
            self._store.commit()
        except BaseException:
            self._store.rollback()
            raise

    def _forget_numbers(self, people: Sequence[UUID]) -> None:
        """Let no number find these people any more: in a restored copy that the writer has not seen yet."""
        self._store.begin()
        try:
            for person in people:
                for numbers in self._numbers:
                    numbers.forget(self._store.writer, person)
            self._store.commit()
        except BaseException:
            self._store.rollback()
            raise


def personal_tokens(fact: Fact) -> list[str]:
    """Return the tokens of a stored fact that go with the person; coarse codes stay."""
    values = (getattr(fact, field.name) for field in type(fact).SEALED if not field.statistical)
    return [value.token for value in values if value is not None and not value.purged]
