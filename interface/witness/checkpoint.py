"""A checkpoint that was taken out of the machine: a C2SP signed note over the size and root of one log.

Kept by somebody who cannot reach the machine it proves that the log still begins with the same records. The key that
signed it (vkey) must have come by another way than the checkpoint.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from interface.witness import weryfikuj
from interface.witness.report import ACCESS, FACTS, Outside

LONGEST = 64 * 1024
"""A checkpoint is a few lines: nothing longer is read."""

_LOGS = {"dziennik": FACTS, "dostep": ACCESS}
_TEXT = re.compile(r"(kis\.[0-9a-f-]{36}/(dziennik|dostep)/[1-9]\d{0,8})\n(0|[1-9]\d{0,18})\n([A-Za-z0-9+/]{43}=)\n")


class CheckpointRefused(Exception):
    """What was given as a checkpoint cannot be used: one sentence in Polish (`pl`) and one in English (`en`)."""

    def __init__(self, name: str, pl: str, en: str) -> None:
        """Name the file and hold both sentences."""
        self.pl, self.en = f"{name}: {pl}", f"{name}: {en}"
        super().__init__(self.en)


def read_checkpoints(paths: Sequence[Path], vkeys: Sequence[str]) -> list[Outside]:
    """Return what each checkpoint says, see `read_checkpoint`. CheckpointRefused: also what is no vkey."""
    for vkey in vkeys:
        try:
            weryfikuj.public_key(vkey)
        except ValueError:
            pl = "to nie jest klucz w zapisie vkey (nazwa+skrót+klucz); sprawdź, czy przepisano go w całości."
            raise CheckpointRefused("--vkey", pl, "this is not a vkey (name+hash+key); copy it whole.") from None
    return [read_checkpoint(path, vkeys) for path in paths]


def read_checkpoint(path: Path, vkeys: Sequence[str]) -> Outside:
    """Return what the checkpoint in a file says; signed by one of the `vkeys`, where any are given.

    CheckpointRefused: no such file, no checkpoint of a club's log, or none of the keys signed it.
    """
    try:
        with path.open("rb") as file:
            note = file.read(LONGEST)
    except OSError:
        raise CheckpointRefused(path.name, "nie da się odczytać tego pliku.", "this file cannot be read.") from None
    text, gap, _ = note.decode("utf-8", "replace").partition("\n\n")
    said = _TEXT.fullmatch(f"{text}\n") if gap else None
    if said is None:
        pl = "to nie jest podpisany punkt kontrolny dziennika klubu (trzy wiersze, pusty wiersz, podpis)."
        raise CheckpointRefused(path.name, pl, "this is no signed checkpoint of a club's log.")
    if vkeys and not any(_signed(note, vkey) for vkey in vkeys):
        pl = "tego punktu kontrolnego nie podpisał żaden z podanych kluczy (--vkey)."
        raise CheckpointRefused(path.name, pl, "none of the given keys (--vkey) signed this checkpoint.")
    signed = True if vkeys else None
    return Outside(path.name, said[1], _LOGS[said[2]], int(said[3]), said[4], signed)


def _signed(note: bytes, vkey: str) -> bool:
    try:
        weryfikuj.checkpoint(note, vkey)
    except weryfikuj.Refused:
        return False
    return True
