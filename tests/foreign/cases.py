"""What the foreign programs judge: proofs of a real club, each as it was given and tampered with in every place."""

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from domain.ledger import Log, access_leaf, fact_leaf, tlog_proof, witness_request
from interface.assembly import House, found, running
from interface.settings import Settings
from tests.application.batches import disk, look, together
from tests.club import FixedClock, a_club, a_person, asking

PEOPLE, LOOKS = 220, 90
INCLUDED, EXTENDED = 40, 40
"""How many proofs of each kind are asked for, in each of the two logs."""

_FACT = "SELECT originator_id, originator_version, topic, state FROM stored_events WHERE notification_id = ?"
_LOOK = "SELECT content_sha256 FROM access_log WHERE idx = ?"
_HASH = re.compile(r"^[A-Za-z0-9+/]{43}=$", re.MULTILINE)
_SIGNED = re.compile(r"[A-Za-z0-9+/]+=*(?=\n$)")

Case = dict[str, Any]


def cases(directory: Path) -> list[Case]:
    """Return cases of two invented clubs, each with `good`: whether it is to be accepted. The same for one seed."""
    draw = Random(6962)
    with a_club(directory) as house:
        for start in range(0, PEOPLE, 50):
            together(house, *(asking(a_person()) for _ in range(min(50, PEOPLE - start))))
        together(house, *(look() for _ in range(LOOKS)))
        true = [case for log in Log for case in _of_log(house, log, draw)]
    settings = Settings(data=directory / "other")
    found(settings, made_by="init", administrator="Jan Próbny", clock=FixedClock())
    with running(settings, FixedClock()) as other:
        strange = other.prover.checkpoint(Log.FACTS).verifier_key
    made = [case | {"good": True, "how": "true"} for case in true]
    for case in true:
        made += [case | changed | {"good": False, "how": how} for how, changed in _tampered(case, true, strange, draw)]
    return [case | {"id": number} for number, case in enumerate(made)]


def line(case: Case) -> str:
    """Return a case as the programs read it: they are not told what to answer."""
    return json.dumps({name: case[name] for name in case if name not in {"good", "how"}})


def _of_log(house: House, log: Log, draw: Random) -> Iterator[Case]:
    size = house.prover.checkpoint(log).size
    for number in range(INCLUDED):
        length = size if number < INCLUDED // 2 else draw.randint(1, size)
        position = draw.randint(1, length)
        found = house.prover.inclusion(log, position, length)
        proof = tlog_proof(position - 1, found.path, found.checkpoint.note)
        leaf = b64encode(_leaf(house, log, position)).decode()
        yield {"vkey": found.checkpoint.verifier_key, "leaf": leaf, "proof": proof}
    for _ in range(EXTENDED):
        old, new = sorted((draw.randint(1, size), draw.randint(1, size)))
        grown = house.prover.extension(log, old, new)
        note = house.prover.checkpoint(log, old).note
        request = witness_request(old, grown.path, grown.checkpoint.note)
        yield {"vkey": grown.checkpoint.verifier_key, "old": note, "grown": request}


def _leaf(house: House, log: Log, position: int) -> bytes:
    if log is Log.FACTS:
        [(stream, version, topic, state)] = disk(house, _FACT, position)
        return fact_leaf(position - 1, UUID(stream), version, topic, state)
    [(digest,)] = disk(house, _LOOK, position - 1)
    return access_leaf(position - 1, digest)


def _tampered(case: Case, true: list[Case], strange: str, draw: Random) -> Iterator[tuple[str, Case]]:
    """Yield what was done, and the fields that are other than they were."""
    field = "proof" if "proof" in case else "grown"
    proof, _, note = case[field].partition("\n\n")
    head, lines = proof.split("\n")[: 2 if field == "proof" else 1], _HASH.findall(proof)

    def said(path: list[str], start: list[str] = head, signed: str = note) -> Case:
        return {field: "\n".join([*start, *path]) + "\n\n" + signed}

    yield "another club's key", {"vkey": strange}
    yield "a key of another name", {"vkey": case["vkey"].replace("/1+", "/2+", 1)}
    for number in range(len(lines)):
        yield "a node changed", said([*lines[:number], _flipped(lines[number], draw), *lines[number + 1 :]])
        yield "a node dropped", said(lines[:number] + lines[number + 1 :])
    if len(lines) > 1:
        first = draw.randrange(len(lines) - 1)
        swapped = [*lines[:first], lines[first + 1], lines[first], *lines[first + 2 :]]
        yield "two nodes swapped", said(swapped)
    yield "a node too many", said([*lines, _flipped(lines[0], draw) if lines else b64encode(bytes(32)).decode()])
    counted, _, number = head[-1].partition(" ")
    for other in (int(number) + 1, int(number) - 1):
        yield "another index or old size", said(lines, [*head[:-1], f"{counted} {other}"])
    yield from ((how, said(lines, signed=changed)) for how, changed in _tampered_notes(note, draw))
    notes = [one[field].partition("\n\n")[2] for one in true if field in one]
    yield "another checkpoint", said(lines, signed=draw.choice([one for one in notes if one != note]))
    if field == "proof":
        leaf = bytearray(b64decode(case["leaf"]))
        leaf[draw.randrange(len(leaf))] ^= 1 << draw.randrange(8)
        yield "the leaf changed", {"leaf": b64encode(leaf).decode()}
    else:
        yield from ((f"the old one: {how}", {"old": changed}) for how, changed in _tampered_notes(case["old"], draw))


def _tampered_notes(note: str, draw: Random) -> Iterator[tuple[str, str]]:
    origin, size, root, rest = note.split("\n", 3)
    yield "the size changed", "\n".join([origin, str(int(size) + 1), root, rest])
    yield "the root changed", "\n".join([origin, size, _flipped(root, draw), rest])
    yield "the origin changed", note.replace("/1", "/2")
    yield "the origin of the text alone changed", "\n".join([origin[:-1] + "2", size, root, rest])
    [signed] = _SIGNED.findall(note)
    yield "the signature changed", note.replace(signed, _flipped(signed, draw))
    yield "no signature", note.partition("\n\n")[0] + "\n\n"


def _flipped(text: str, draw: Random) -> str:
    """Return base64 in which one bit of what it says is another."""
    data = bytearray(b64decode(text))
    data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
    return b64encode(data).decode()
