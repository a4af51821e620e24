"""Ways to alter the files beside the database: the keys, and the anchor."""

from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from random import Random

from tests.interface.witness.machine import Copy
from tests.interface.witness.tamperings import Place, flipped

KEYS, ANCHOR = Place("keys.db", None), Place("anchor", None)


def _keys(copy: Copy) -> list[tuple[str, str, int, str, bytes]]:
    return copy.keys.execute("SELECT owner, purpose, generation, state, wrapped FROM keys ORDER BY 1, 2").fetchall()


def a_key_changed(chance: Random, copy: Copy) -> Place:
    """One bit of a wrapped key, or another column of its row."""
    owner, purpose, _, _, wrapped = chance.choice(_keys(copy))
    column, value = chance.choice(
        [
            ("wrapped", flipped(chance, wrapped)),
            ("wrapped", wrapped[: chance.randrange(len(wrapped))]),
            ("generation", chance.choice([0, 2, 7])),
            ("state", chance.choice(["erased", "lost"])),
            ("owner", flipped(chance, owner[:1].encode()).decode("latin-1") + owner[1:]),
            ("purpose", "notes-of-others"),
        ]
    )
    copy.keys.execute(f"UPDATE keys SET {column} = ? WHERE owner = ? AND purpose = ?", (value, owner, purpose))
    return KEYS


def a_key_gone(chance: Random, copy: Copy) -> Place:
    """A key that nobody erased: its row is gone, or it looks like a fence that no fact tells of."""
    owner, purpose, *_ = chance.choice(_keys(copy))
    if chance.random() < 0.5:
        copy.keys.execute("DELETE FROM keys WHERE owner = ? AND purpose = ?", (owner, purpose))
    else:
        change = "UPDATE keys SET state = 'erased', wrapped = NULL WHERE owner = ? AND purpose = ?"
        copy.keys.execute(change, (owner, purpose))
    return KEYS


def two_keys_swapped(chance: Random, copy: Copy) -> Place:
    """One person's key under another's name, or the same key twice."""
    one, two = chance.sample(_keys(copy), 2)
    change = "UPDATE keys SET wrapped = ? WHERE owner = ? AND purpose = ?"
    copy.keys.execute(change, (two[4], *one[:2]))
    if chance.random() < 0.5:
        copy.keys.execute(change, (one[4], *two[:2]))
    return KEYS


def the_master_check_changed(chance: Random, copy: Copy) -> Place:
    """The proof of the master key."""
    (wrapped,) = copy.keys.execute("SELECT wrapped FROM master_check").fetchone()
    if chance.random() < 0.5:
        copy.keys.execute("UPDATE master_check SET wrapped = ?", (flipped(chance, wrapped),))
    else:
        copy.keys.execute("DELETE FROM master_check")
    return KEYS


def _lines(copy: Copy) -> list[bytes]:
    assert copy.anchor is not None
    return copy.anchor.splitlines(keepends=True)


def an_anchor_byte_changed(chance: Random, copy: Copy) -> Place:
    """Any byte but those of a time, which is a note and no evidence; and not the end of a line alone."""
    lines = _lines(copy)
    number = chance.randrange(len(lines))
    line = lines[number]
    evidence = line.rindex(b" ")
    at = chance.randrange(evidence)
    lines[number] = line[:at] + bytes([line[at] ^ 1 << chance.randrange(8)]) + line[at + 1 :]
    copy.anchor = b"".join(lines)
    return ANCHOR


def the_anchor_rolled_back(chance: Random, copy: Copy) -> Place:
    """The file as it was before the newest checkpoint was carried out, or gone."""
    lines = _lines(copy)
    newest = copy.machine.newest("facts")
    facts = [number for number, line in enumerate(lines) if line.startswith(b"facts")]
    before = [number for number in facts if int(lines[number].split()[1]) <= newest]
    copy.anchor = chance.choice([b"".join(lines[: chance.choice(before)]), b"", None])
    return ANCHOR


def the_anchor_of_another_club(chance: Random, copy: Copy) -> Place:
    """The file of another machine: as many lines, other roots."""
    lines = [line.split() for line in _lines(copy)]
    for words in lines:
        words[2] = b64encode(sha256(words[2] + b"%d" % chance.getrandbits(32)).digest())
    copy.anchor = b"".join(b" ".join(words) + b"\n" for words in lines)
    return ANCHOR


def anchor_lines_out_of_order(chance: Random, copy: Copy) -> Place:
    """Lines that grow and then shrink."""
    lines = [line for line in _lines(copy) if line.startswith(b"facts")]
    sizes = sorted({int(line.split()[1]): line for line in lines}.items())
    copy.anchor = b"".join(_lines(copy)) + chance.choice(sizes[:-1])[1]
    return ANCHOR


BESIDE: tuple[Callable[[Random, Copy], Place], ...] = (
    a_key_changed,
    a_key_gone,
    two_keys_swapped,
    the_master_check_changed,
    an_anchor_byte_changed,
    an_anchor_byte_changed,
    the_anchor_rolled_back,
    the_anchor_of_another_club,
    anchor_lines_out_of_order,
)
