"""What a store must prove before it is served: keys are there, history extends the anchor, indexes are whole."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection, func, select

from application.indexes.sealed_groups import SealedGroups
from application.sealing import KeyLost
from application.store.anchor import Anchor, AnchorMissing, AnchorRefusal, require_extension
from application.store.keys import KeyStore
from application.store.sqlite import Store
from application.store.statements import Database, compiled
from application.store.subtrees import LogDamaged, Subtrees
from application.store.tables import access_log, club, facts_log, frontiers, positions, stored_events
from domain.ledger import Log, access_leaf, fact_leaf, leaf_hash

_CLUB = compiled(select(club.c.id))


class HistoryTorn(AnchorRefusal):
    """Facts, leaves and the frontier do not tell of one log: the next position would be a wrong one."""

    def __init__(self, log: str) -> None:
        """Name the log."""
        super().__init__(
            f"Dziennik ({log}) nie jest cały: fakty, ich skróty i zapisana długość nie zgadzają się ze sobą. "
            "Przywróć bazę z kopii; kis verify wskaże miejsce.",
            f"The log ({log}) is not whole: facts, their hashes and the noted length do not agree. "
            "Restore the database from a backup; kis verify names the place.",
        )
        self.log = log


class StaleIndex(Exception):
    """An index does not stand where the log stands; rules would be judged against the past."""

    def __init__(self, names: Sequence[str]) -> None:
        """Name the indexes."""
        listed = ", ".join(names)
        self.pl = f"Indeksy nie nadążają za dziennikiem: {listed}. Odbuduj je: kis rebuild."
        self.en = f"Indexes are behind the log: {listed}. Rebuild them: kis rebuild."
        super().__init__(self.en)


def note_new_projections(store: Store, names: Sequence[str]) -> None:
    """Give every index and view a row that says how far it has come: a new one has come nowhere."""
    for name in names:
        store.writer.execute("INSERT OR IGNORE INTO positions (name, position) VALUES (?, 0)", (name,))


def note_clock(store: Store) -> None:
    """Give the clock its row."""
    store.writer.execute("INSERT OR IGNORE INTO clock (id, jumped_seconds) VALUES (1, 0)")


def note_club(store: Store, club_id: UUID, made_by: str) -> None:
    """Write down whose record this is and what made it."""
    store.writer.execute("INSERT INTO club (id, made_by) VALUES (?, ?)", (str(club_id), made_by))


def club_id(store: Store) -> UUID:
    """Return the id of the club whose record this is."""
    with store.snapshot():
        return club_id_in(store.reading())


def club_id_in(db: Database) -> UUID:
    """Return the id of the club whose record a database is."""
    return UUID(db.execute(_CLUB).fetchone()[0])


def made_by(store: Store) -> str:
    """Return what made the store: "init" or "demo"."""
    with store.snapshot() as core:
        maker: str = core.execute(select(club.c.made_by)).scalar_one()
    return maker


def refuse_lost_keys(store: Store, groups: SealedGroups, keys: KeyStore) -> None:
    """Raise KeyLost for the first group that the log sealed and the key store neither holds nor has fenced."""
    with store.snapshot():
        sealed = groups.all(store.reading())
    held = keys.owners()
    for owner, purpose in sealed:
        if (owner, purpose) not in held:
            raise KeyLost(owner, purpose)


class RestoredStore(AnchorRefusal):
    """A backup stands in the place of the store, and nobody has said so yet."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            "Przywrócono kopię zapasową, a od jej zrobienia mogły wyjść z klubu punkty kontrolne. Zacznij nową epokę: "
            'kis recover --reason "dlaczego przywrócono kopię".',
            "A backup was restored, and checkpoints may have left the club since it was made. Begin a new epoch: "
            'kis recover --reason "why it was restored".',
        )


class RecordAltered(AnchorRefusal):
    """A stored record is not the one whose leaf was written with it."""

    def __init__(self, log: Log, position: int) -> None:
        """Name the log and the position."""
        super().__init__(
            f"Dziennik ({log}), pozycja {position}: zapis jest inny niż ten, którego skrót stoi w dzienniku. "
            "Nowa epoka tego nie naprawi. Przywróć bazę z kopii.",
            f"The log ({log}), position {position}: the record is not the one whose hash stands in the log. "
            "A new epoch does not mend this. Restore the database from a backup.",
        )
        self.log, self.position = log, position


def refuse_restored_store(mark: Path) -> None:
    """Refuse a store that a restore has marked (by a file) until a new epoch has begun."""
    if mark.exists():
        raise RestoredStore


def refuse_history_unlike_anchor(store: Store, anchor: Anchor, trees: Mapping[Log, Subtrees]) -> None:
    """Refuse a store whose logs do not extend what was anchored, or are not whole; both trees are read on the way.

    AnchorMissing: facts, and no word of how many. HistoryShortened: a cut tail, an older copy.
    HistoryChanged: a changed leaf. HistoryTorn: what came after the anchor is not whole.
    """
    with store.snapshot() as core:
        db = store.reading()
        for log, (records, rows) in _lengths(core).items():
            last = anchor.last(log)
            if last is None and log is Log.FACTS and records:
                raise AnchorMissing
            if last is not None:
                try:
                    require_extension([last], min(records, rows), partial(trees[log].root, db))
                except LogDamaged:
                    raise HistoryTorn(log) from None
    refuse_torn_history(store, trees)


def refuse_torn_history(store: Store, trees: Mapping[Log, Subtrees]) -> Mapping[Log, int]:
    """Return the lengths of both logs; HistoryTorn where records, leaves and frontier do not tell of one log."""
    with store.snapshot() as core:
        db = store.reading()
        kept = {row.log: (row.size, row.hashes) for row in core.execute(select(frontiers))}
        lengths = _lengths(core)
        for log, (records, rows) in lengths.items():
            try:
                edge = trees[log].edge(db, rows)
            except LogDamaged:
                raise HistoryTorn(log) from None
            if records != rows or kept.get(log, (0, b"")) != (rows, edge.to_bytes()):
                raise HistoryTorn(log)
    return {log: rows for log, (_, rows) in lengths.items()}


def refuse_altered_records(store: Store) -> None:
    """Refuse a store that holds a record other than its leaf says. RecordAltered names the first; all are read."""
    with store.snapshot() as core:
        joined = stored_events.join(facts_log, facts_log.c.idx == stored_events.c.notification_id - 1)
        facts = core.execute(select(stored_events, facts_log.c.leaf_hash).select_from(joined).order_by(facts_log.c.idx))
        for id, stream, version, topic, state, hashed in facts:
            if not _fits(partial(_fact_hash, id - 1, stream, version, topic, state), hashed):
                raise RecordAltered(Log.FACTS, id)
        for index, content, digest, hashed in core.execute(select(access_log).order_by(access_log.c.idx)):
            whole = content is None or _fits(partial(_digest, content), digest)
            if not whole or not _fits(partial(_look_hash, index, digest), hashed):
                raise RecordAltered(Log.ACCESS, index + 1)


def _fact_hash(index: int, stream: str, version: int, topic: str, state: bytes) -> bytes:
    return leaf_hash(fact_leaf(index, UUID(stream), version, topic, state))


def _look_hash(index: int, digest: bytes) -> bytes:
    return leaf_hash(access_leaf(index, digest))


def _digest(content: bytes) -> bytes:
    return sha256(content).digest()


def _fits(made: Callable[[], bytes], stored: object) -> bool:
    """Return whether a hash is the stored one; values of a wrong kind have none."""
    try:
        return made() == stored
    except (AttributeError, TypeError, ValueError):
        return False


def _lengths(core: Connection) -> dict[Log, tuple[int, int]]:
    """Return for each log how many records are stored, and how many leaves."""
    events, facts, looks = (
        core.execute(select(func.count()).select_from(table)).scalar_one()
        for table in (stored_events, facts_log, access_log)
    )
    return {Log.FACTS: (events, facts), Log.ACCESS: (looks, looks)}


def behind(core: Connection, names: Sequence[str]) -> list[str]:
    """Return those indexes and views that do not stand where the log stands."""
    size: int = core.execute(select(func.count()).select_from(facts_log)).scalar_one()
    reached = {row.name: row.position for row in core.execute(select(positions))}
    return sorted(name for name in names if reached.get(name, 0) != size)


def refuse_stale_indexes(store: Store, names: Sequence[str]) -> None:
    """Refuse to serve when an index does not stand where the log stands."""
    with store.snapshot() as core:
        stale = behind(core, names)
    if stale:
        raise StaleIndex(stale)
