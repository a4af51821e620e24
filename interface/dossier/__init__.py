"""A dossier: one ZIP that proves by itself what stood in the record, to be checked without us and without a network.

The same people, position and choice of content give the same bytes on every machine that has this record.
Format and limits: docs/decisions/0015.
"""

from collections.abc import Iterator, Sequence
from importlib.resources import files
from uuid import UUID

import msgspec

from application.projections import dossier as record
from application.proving import Checkpoint
from domain.dossier import (
    Kind,
    refuse_empty_period,
    refuse_extending_later_log,
    refuse_large_dossier,
    refuse_person_not_yet_recorded,
)
from domain.journal import Purpose
from domain.ledger import Log, full_subtrees, pruned_proof
from interface.assembly import House
from interface.dossier import story
from interface.dossier.zipped import zipped

_VERIFIER = (files("interface") / "witness" / "weryfikuj.py").read_bytes()
_GUIDE = (files("interface") / "dossier" / "WERYFIKACJA.md").read_text(encoding="utf-8")
_encoder = msgspec.json.Encoder(order="sorted")


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What a dossier is asked for.

    `participants`: one person, or a sample; nobody for a period, which is the stretch of positions `first` to `last`.
    `position`: as the record stood there (None: as it stands). `content`: the purposes of the values that are opened.
    `extends`: a size that an older checkpoint was signed for, and that this one is to be shown to extend.
    """

    kind: Kind
    participants: Sequence[UUID] = ()
    first: int = 1
    last: int | None = None
    position: int | None = None
    content: frozenset[Purpose] = frozenset()
    extends: int | None = None


class Dossier(msgspec.Struct, frozen=True, kw_only=True):
    """A dossier that can be sent: how many facts, up to which position, and how it is called as a file."""

    facts: int
    checkpoint: Checkpoint
    parts: dict[str, bytes]
    positions: Sequence[int]

    @property
    def name(self) -> str:
        """A file name that is about nobody."""
        return f"teczka-{self.checkpoint.size}.zip"


def prepared(house: House, wanted: Wanted) -> Dossier:
    """Return the dossier with everything ready that could be refused; only facts are read while it is sent.

    Refusals of domain/dossier.py; SizeBeyondLog, LogEmpty; NotAnchored, LogDamaged. KeyLost.
    """
    checkpoint = house.prover.checkpoint(Log.FACTS, wanted.position, "/position")
    size = checkpoint.size
    refuse_extending_later_log(wanted.extends, size)
    with house.store.snapshot() as core:
        positions = _positions(house, wanted, size)
        tree = house.prover.trees[Log.FACTS]
        node = tree.node(house.store.reading(), size)
        parts = {
            "WERYFIKACJA.md": _GUIDE.encode(),
            "checkpoint": checkpoint.note.encode(),
            "historia.pdf": story.printed(
                house, wanted.kind, wanted.participants, positions, wanted.content, checkpoint
            ),
            "teczka.json": _encoder.encode(_about(wanted, positions, size)) + b"\n",
            "tree": b"".join(map(_node, pruned_proof(node, [position - 1 for position in positions], size))),
            "vkey": checkpoint.verifier_key.encode() + b"\n",
            "weryfikuj.py": _VERIFIER,
        }
        if wanted.extends is not None:
            old = [*full_subtrees(0, wanted.extends), *full_subtrees(wanted.extends, size)]
            parts["consistency"] = b"".join(_node((level, place, node(level, place))) for level, place in old)
        if wanted.content:
            told = record.values(core, house.sealer, wanted.participants[0], size, wanted.content)
            parts["tresc.jsonl"] = b"".join(_encoder.encode(value) + b"\n" for value in told)
    return Dossier(facts=len(positions), checkpoint=checkpoint, parts=parts, positions=positions)


def sent(house: House, dossier: Dossier) -> Iterator[bytes]:
    """Return the ZIP piece by piece. LogDamaged when a fact is not there."""

    def every_file() -> Iterator[tuple[str, Iterator[bytes]]]:
        for name in sorted({*dossier.parts, "facts.jsonl"}):
            whole = dossier.parts.get(name)
            yield name, record.lines(house.store, dossier.positions) if whole is None else iter((whole,))

    return zipped(every_file(), lambda digest: house.prover.manifest(digest, dossier.checkpoint.origin))


def _positions(house: House, wanted: Wanted, size: int) -> Sequence[int]:
    """Return the positions of all facts of the dossier, ascending."""
    if wanted.kind is Kind.PERIOD:
        last = size if wanted.last is None else min(size, wanted.last)
        refuse_empty_period(wanted.first, last)
        refuse_large_dossier(last - wanted.first + 1)
        return range(wanted.first, last + 1)
    found: list[int] = []
    with house.store.snapshot() as core:
        for participant in wanted.participants:
            own = record.positions(core, participant, size)
            refuse_person_not_yet_recorded(len(own), record.first_position(core, participant))
            found += own
    refuse_large_dossier(len(found))
    return sorted(found)


def _about(wanted: Wanted, positions: Sequence[int], size: int) -> dict[str, object]:
    """Return what the dossier says of itself, which its verifier holds it to."""
    return {
        "v": 1,
        "kind": wanted.kind,
        "participants": sorted(wanted.participants),
        "first": positions[0],
        "last": positions[-1],
        "position": size,
        "facts": len(positions),
        "content": sorted(purpose.value for purpose in wanted.content),
    }


def _node(node: tuple[int, int, bytes]) -> bytes:
    level, place, root = node
    return f"{level} {place} {root.hex()}\n".encode()
