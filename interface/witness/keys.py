"""The key database, as far as it can be judged without a secret: is every key there, is every fence where it should be.

`fences` lies outside the database and says who was forgotten. Whether a wrapped key still opens only the master key
tells; that is asked apart (`kis verify` on the club's machine).
"""

import re
import sqlite3
from itertools import islice
from pathlib import Path

from interface.witness.records import Gathered
from interface.witness.report import ENOUGH, FACTS, UNREADABLE, Keys, Report, Told

_CLUB = ("cursors", "index", "receipts", "statistics")
"""What a club had keys of its own for from its first day; later versions add to it."""

_PERSONAL = frozenset(("identity", "notes", "special"))
_OWNER = re.compile("[0-9a-f]{32}")
_ALGORITHM = b"\x01"
_WRAPPED = 1 + 12 + 32 + 16
"""The length of a wrapped key: algorithm, nonce, 256 bits, tag."""

_FENCE = re.compile(rb"forgotten ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}) [0-9a-f-]{36} [A-Z_]+ [0-9-]{10}\n")
_ROWS = "SELECT owner, purpose, generation, state, wrapped FROM keys ORDER BY owner, purpose"
_CLUBS = "SELECT id FROM club"
_GROUPS = "SELECT owner, purpose FROM sealed_groups ORDER BY owner, purpose"

_UNREADABLE = (
    "Nie da się odczytać bazy kluczy keys.db: kluczy nie sprawdzono.",
    "The key database keys.db cannot be read: no key was looked at.",
)
_NO_CLUB = ("W tabeli club nie stoi jeden klub.", "Table club does not hold one club.")
_PURGED = (
    "zapieczętowaną wartość usunięto, choć tej osoby nie zapomniano.",
    "a sealed value was taken out although nobody was forgotten.",
)
_NO_FENCE = (
    "tę osobę zapomniano, a w bazie kluczy nie ma po niej znaku: klucz mógłby wrócić.",
    "this person was forgotten, and the key database has no fence: the key could come back.",
)
_LOST = (
    "klucza do zapieczętowanych tu danych nie ma, a nikt go nie zniszczył.",
    "the key to what is sealed here is gone, and nobody destroyed it.",
)


def judge_keys(connection: sqlite3.Connection, data_dir: Path, gathered: Gathered, report: Report) -> None:
    """Compare `keys.db` and `fences` in a directory with what the log of facts seals and forgets."""
    fences = _fences(data_dir / "fences", report)
    owners = connection.execute(_CLUBS).fetchall()
    club = owners[0][0].replace("-", "") if len(owners) == 1 and isinstance(owners[0][0], str) else None
    if club is None:
        report.find("kis.db", None, _NO_CLUB)
    try:
        keys = _Keys(data_dir / "keys.db", club, report)
    except (*UNREADABLE, OSError):
        report.find("keys.db", None, _UNREADABLE)
        return
    if club is not None:
        for purpose in _CLUB:
            if (club, purpose) not in keys.active:
                _tell(report, club, purpose, "klucza klubu nie ma.", "a key of the club itself is not there.")
    groups = connection.execute(_GROUPS).fetchall()
    _judge_people(report, gathered, keys, groups)
    _judge_fences(report, gathered, keys, fences)


def _judge_people(report: Report, gathered: Gathered, keys: "_Keys", groups: list[tuple[str, str]]) -> None:
    held = {owner for owner, _ in keys.active | keys.erased}
    fenced, usable = {owner for owner, _ in keys.erased}, {owner for owner, _ in keys.active}
    found: list[tuple[int, str, Told]] = [
        (position, "keys.db", _LOST) for stream, position in gathered.sealed.items() if stream not in held
    ]
    found += [(p, FACTS, _PURGED) for s, p in gathered.purged.items() if s not in gathered.forgotten.keys() | fenced]
    found += [(p, "keys.db", _NO_FENCE) for s, p in gathered.forgotten.items() if s in usable or s not in fenced]
    for position, where, told in sorted(found)[:ENOUGH]:
        report.find(where, position, told)
    lost = [group for group in groups if group not in keys.active and group not in keys.erased and group[0] in held]
    for owner, purpose in lost[:ENOUGH]:
        _tell(report, owner, purpose, "klucz zaginął, a nikt go nie zniszczył.", "the key is lost: nobody erased it.")
    for owner in sorted(fenced - gathered.forgotten.keys())[:ENOUGH]:
        pl = "znak zapomnienia, o którym dziennik nie wie (baza starsza niż klucze albo klucz zniszczono po cichu)."
        en = "a fence that the log does not tell of (an older database, or a key destroyed in silence)."
        _tell(report, owner, "*", pl, en)


def _fences(path: Path, report: Report) -> set[str]:
    """Return whom the file of fences names, as 32 hex digits; report the lines that are none."""
    lines = path.read_bytes().splitlines(keepends=True) if path.exists() else []
    fences = set()
    for number, line in enumerate(lines, start=1):
        named = _FENCE.fullmatch(line)
        if named is not None:
            fences.add(named[1].decode().replace("-", ""))
        elif line.endswith(b"\n"):
            pl = f"Plik „fences”, wiersz {number}: to nie jest zapis zapomnienia."
            report.find("fences", None, (pl, f"File “fences”, line {number}: no record of a forgetting."))
    return fences


def _judge_fences(report: Report, gathered: Gathered, keys: "_Keys", fences: set[str]) -> None:
    """Whoever is behind a fence must be forgotten in the log, and the other way round, once their keys are gone."""
    fenced = {owner for owner, _ in keys.erased}
    for person in sorted((gathered.forgotten.keys() & fenced) - fences)[:ENOUGH]:
        pl = f"W pliku „fences” brakuje osoby {person}, którą zapomniano: przywrócona kopia mogłaby ją pokazać."
        en = f"File “fences” lacks {person}, who was forgotten: a restored backup could show them again."
        report.find("fences", None, (pl, en))
    for person in sorted(fences & gathered.sealed.keys() - gathered.forgotten.keys())[:ENOUGH]:
        pl = f"Plik „fences” mówi o osobie {person}, o której zapomnieniu dziennik nie wie."
        report.find("fences", None, (pl, f"File “fences” names {person}, of whom the log does not say so."))


class _Keys:
    """The rows of the file, each looked at by itself first."""

    def __init__(self, path: Path, club: str | None, report: Report) -> None:
        """Read the file; sqlite3.Error, OSError when it is none."""
        self._club = club
        self.active: set[tuple[str, str]] = set()
        self.erased: set[tuple[str, str]] = set()
        self._wrapped: dict[bytes, str] = {}
        if not path.exists():
            raise FileNotFoundError(path)
        db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)
        try:
            found = [told for row in db.execute(_ROWS) for told in self._look(*row)]
            if len(db.execute("SELECT wrapped FROM master_check").fetchall()) != 1:
                pl, en = "Znak klucza głównego w keys.db nie jest jeden.", "keys.db lacks its proof of the master key."
                report.find("keys.db", None, (pl, en))
        finally:
            db.close()
        for place in islice(found, ENOUGH):
            _tell(report, *place)
        report.keys = Keys(active=len(self.active), erased=len(self.erased))

    def _look(
        self, owner: object, purpose: object, generation: object, state: object, wrapped: object
    ) -> list[tuple[str, str, str, str]]:
        if not (isinstance(owner, str) and isinstance(purpose, str) and _OWNER.fullmatch(owner)):
            return [("?", "?", "to nie jest wiersz klucza.", "not a row of a key.")]
        place = (owner, purpose)
        if owner != self._club and purpose not in _PERSONAL:
            return [(*place, "nikt nie ma klucza do tego.", "nobody has a key for that.")]
        whole = isinstance(wrapped, bytes) and len(wrapped) == _WRAPPED and wrapped.startswith(_ALGORITHM)
        if state == "active" and whole and isinstance(generation, int) and generation > 0:
            self.active.add(place)
            assert isinstance(wrapped, bytes)  # noqa: S101 (looked at above)
            if wrapped in self._wrapped:
                return [(*place, "ten sam klucz co w innym wierszu.", "the same key as in another row.")]
            self._wrapped[wrapped] = owner
            return []
        if state == "erased" and wrapped is None and purpose in _PERSONAL:
            self.erased.add(place)
            return []
        return [(*place, "wiersz klucza zmieniono.", "the row of the key was changed.")]


def _tell(report: Report, owner: str, purpose: str, pl: str, en: str) -> None:
    report.find("keys.db", None, (f"Klucz {owner}, {purpose}: {pl}", f"Key {owner}, {purpose}: {en}"))
