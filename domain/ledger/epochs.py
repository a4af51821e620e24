"""Epochs of the club's logs: after a loss a new one begins, under a new name, and says what was lost and why.

Who holds a checkpoint of the old epoch could otherwise be shown two histories under one name. A log never signs a
checkpoint that its earlier ones contradict (C2SP tlog-checkpoint, "Signatures"), so the old name signs no more.
"""

from base64 import b64encode
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import NAMESPACE_URL, UUID, uuid5

import msgspec

from domain.journal import Aggregate, Code, Fact, Personal, Purpose, Stamp
from domain.refusals import InvalidInput, Refusal

EPOCHS = uuid5(NAMESPACE_URL, "urn:kis:ledger")
"""The stream of a club's epochs; the first one needs no fact."""


class KnownFrom(StrEnum):
    """Where it is known from how long the logs were."""

    ANCHOR = "ANCHOR"
    CHECKPOINT = "CHECKPOINT"
    """A checkpoint that was kept outside the machine."""
    NOTHING = "NOTHING"
    """There is no anchor, or it cannot be read."""


class LogFound(msgspec.Struct, frozen=True, kw_only=True):
    """One log as it was found: its size and root, the last size and root known of it, and how far it is that log still.

    `extended` is the largest known size (anchored, or of the checkpoint) that the found log begins with; 0: none.
    """

    size: int
    root: bytes
    known: int | None
    known_root: bytes | None
    extended: int

    @property
    def lost(self) -> bool:
        """Whether something that was known is not there, or is another."""
        return self.known is not None and self.extended != self.known


class EpochBegun(Fact, frozen=True, kw_only=True):
    """A new epoch of the logs began: what was known of both in the old one, and what was found.

    Roots are RFC 6962 roots in base64. What was known and is not among what was found is missing; where the log was
    found as long or longer, the positions behind `…_extended` are others than those known. `restored`: a backup had
    been put in the place of the store.
    """

    TOPIC: ClassVar[str] = "ledger.epoch-begun.1"

    epoch: int
    restored: bool
    known_from: KnownFrom
    facts_found: int
    facts_root: Code
    facts_known: int | None
    facts_known_root: Code | None
    facts_extended: int
    access_found: int
    access_root: Code
    access_known: int | None
    access_known_root: Code | None
    access_extended: int
    reason: Annotated[Personal[str], Purpose.NOTES]

    def apply(self, aggregate: "Epochs") -> None:
        """Count on."""
        aggregate.epoch = self.epoch


class Epochs(Aggregate):
    """The epochs of the club's logs."""

    __slots__ = ("epoch",)

    STREAM = "ledger."

    def __init__(self, id: UUID) -> None:
        """Stand in the first epoch."""
        super().__init__(id)
        self.epoch = 1

    def begin(
        self,
        stamp: Stamp,
        today: date,
        *,
        used: int,
        restored: bool,
        facts: LogFound,
        access: LogFound,
        known_from: KnownFrom,
        reason: str,
    ) -> None:
        """Begin an epoch after the last one that ever was (`used`): a store that was rolled back forgot the newest."""
        refuse_epoch_without_reason(reason)
        if not restored:
            refuse_needless_epoch(facts, access)
        self.record(
            EpochBegun,
            stamp,
            today,
            epoch=max(self.epoch, used) + 1,
            restored=restored,
            known_from=known_from,
            facts_found=facts.size,
            facts_root=_text(facts.root),
            facts_known=facts.known,
            facts_known_root=_text_or_none(facts.known_root),
            facts_extended=facts.extended,
            access_found=access.size,
            access_root=_text(access.root),
            access_known=access.known,
            access_known_root=_text_or_none(access.known_root),
            access_extended=access.extended,
            reason=Personal(reason),
        )


class NothingLost(Refusal):
    """An epoch that nothing calls for."""

    code = "nothing-lost"
    pl = (
        "Historia w bazie przedłuża wszystko, co potwierdza kotwica (pozycji: {known}), więc nowa epoka jest zbędna. "
        "Jeśli z tego komputera wyszedł punkt kontrolny na więcej pozycji, podaj jego plik: "
        "kis recover --checkpoint PLIK."
    )
    en = (
        "The history extends all that the anchor confirms (positions: {known}), so no new epoch is needed. If a "
        "checkpoint of more positions has left this machine, name its file: kis recover --checkpoint FILE."
    )


class EpochWithoutReason(InvalidInput):
    """An epoch whose cause nobody wrote down."""

    code = "epoch-without-reason"
    pl = 'Nowa epoka wymaga powodu, np. kis recover --reason "awaria dysku, przywrócono kopię". Bez danych osobowych.'
    en = 'A new epoch needs a reason: kis recover --reason "disk failed, backup restored". No personal data in it.'


def refuse_needless_epoch(facts: LogFound, access: LogFound) -> None:
    """Refuse a new epoch where nothing is missing and nothing is other than it was known to be."""
    unknown = facts.known is None and facts.size > 0
    if not (facts.lost or access.lost or unknown):
        raise NothingLost(known=facts.known or 0)


def refuse_epoch_without_reason(reason: str) -> None:
    """Refuse a new epoch without a reason."""
    if not reason.strip():
        raise EpochWithoutReason(pointer="/reason")


def _text(root: bytes) -> str:
    return b64encode(root).decode()


def _text_or_none(root: bytes | None) -> str | None:
    return None if root is None else _text(root)
