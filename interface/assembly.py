"""The composition root: settings, clock and every part of the house put together, once a process."""

import os
import platform
import secrets
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from application import startup
from application.access import Source
from application.accounts import TOKEN_PREFIX, AccountDirectory, token_digest
from application.clock import Clock
from application.command import Ask
from application.erasure import ForgetAgain
from application.exchange.under_way import UnderWay
from application.indexes import Indexes
from application.indexes.access import OF_ACCESS, AccessIndex, newest_day, purge_old
from application.indexes.sealed_groups import SealedGroups
from application.journal import Journal, JourneyMapper
from application.permissions import Actor
from application.projections.directory import Names
from application.projections.durability.published import Publications, of_log
from application.projections.durability.watched import Watched
from application.projections.evaluated.people import People
from application.projections.measures.published import MeasurePublications
from application.proving import Prover
from application.recorded import Projection
from application.sealing import Sealer
from application.signing import Signer
from application.store.anchor import Anchor
from application.store.fences import Fences
from application.store.forgetting import Forgetting, ForgettingUnfinished
from application.store.keys import KeyStore, create_master_key, read_master_key, shares
from application.store.sqlite import Store, read_only, sole_ownership
from application.store.statements import creation
from application.store.tables import DERIVED
from application.users import FoundClub
from application.writer import Writer
from domain.calendar import local_day
from domain.journal import Purpose
from domain.programmes import FIRST_EDITIONS
from domain.users import TOKEN_DAYS_MAX
from domain.vocabulary import Role
from interface.derived import indexes_of, one, views
from interface.settings import Settings

VERSION = "0.1.0"
_BOOTTIME: int | None = getattr(time, "CLOCK_BOOTTIME", None)


class SystemClock:
    """The machine's clock: the only place where time enters the running club."""

    def now(self) -> datetime:
        """Return the moment, in UTC."""
        return datetime.now(UTC)

    def steady(self) -> float:
        """Return seconds that only go forward, the hours of a sleeping computer included."""
        return time.clock_gettime(_BOOTTIME) if _BOOTTIME is not None else time.monotonic()


@dataclass(frozen=True)
class House:
    """Everything that the doors (HTTP, commands) speak to."""

    settings: Settings
    club_id: UUID
    clock: Clock
    store: Store
    keys: KeyStore
    sealer: Sealer
    journal: Journal
    indexes: Indexes
    views: tuple[Projection, ...]
    names: Names
    people: People
    watched: Watched
    published: Publications
    published_measures: MeasurePublications
    accounts: AccountDirectory
    anchor: Anchor
    forgetting: Forgetting
    writer: Writer
    prover: Prover
    under_way: UnderWay = field(default_factory=UnderWay)

    def today(self) -> date:
        """Return the day in Poland."""
        return local_day(self.clock.now())

    def finish_forgetting(self) -> bool:
        """Destroy what is left of everybody who was forgotten; return whether nothing is."""
        return self.writer.aside(lambda: self.forgetting.finish(self.today()))

    @property
    def mapper(self) -> JourneyMapper:
        """The mapper between facts and stored bytes."""
        mapper = self.journal.mapper
        assert isinstance(mapper, JourneyMapper)  # noqa: S101
        return mapper

    @property
    def projections(self) -> tuple[Projection, ...]:
        """Everything that can be rebuilt from the log."""
        return (*self.indexes.all, *self.views)


class NotFounded(Exception):
    """There is no club in the data directory."""

    def __init__(self, data: Path) -> None:
        """Name the directory."""
        self.pl = f"W katalogu {data} nie ma założonego klubu. Najpierw: kis init (albo kis demo na próbę)."
        self.en = f"There is no club in {data}. First: kis init (or kis demo to try)."
        super().__init__(self.en)


@dataclass(frozen=True)
class Founded:
    """What is shown once when a club is founded: the first token, and the shares of the master key."""

    administrator: UUID
    secret: str
    shares: tuple[str, ...]


SOCKET_PATH_BYTES = 100
"""A path to a Unix socket is short on every system (107 bytes on Linux)."""


class PathTooLong(Exception):
    """The data directory's path does not leave room for the socket in it."""

    def __init__(self, data: Path) -> None:
        """Name the directory."""
        self.pl = f"Ścieżka {data} jest za długa dla gniazda poleceń. Wybierz krótszą (do {SOCKET_PATH_BYTES} znaków)."
        self.en = f"The path {data} is too long for the commands' socket. Choose one up to {SOCKET_PATH_BYTES} bytes."
        super().__init__(self.en)


@contextmanager
def made_whole(directory: Path) -> Iterator[Path]:
    """Yield a directory beside, which takes the place of `directory` when the block ends well, else is removed.

    So an interrupted founding never looks like a club. FileExistsError where there is something already.
    """
    if directory.exists() and any(directory.iterdir()):
        raise FileExistsError(directory)
    directory.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{directory.name}-", dir=directory.parent))
    try:
        yield beside
        beside.rename(directory)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise


def found(settings: Settings, *, made_by: str, administrator: str, clock: Clock | None = None) -> Founded:
    """Make the data directory of a new club and its first administrator.

    FileExistsError where there is something already, PathTooLong: nothing existing is ever touched.
    """
    if len(os.fsencode(settings.socket.absolute())) > SOCKET_PATH_BYTES:
        raise PathTooLong(settings.data)
    with made_whole(settings.data) as beside:
        return _founded(settings.model_copy(update={"data": beside}), made_by, administrator, clock or SystemClock())


def _founded(settings: Settings, made_by: str, administrator: str, clock: Clock) -> Founded:
    master = create_master_key(settings.master_key)
    club_id = uuid4()
    KeyStore(settings.keys, master, club_id, create=True).close()
    store = Store(settings.database)
    startup.note_club(store, club_id, made_by)
    store.close()
    secret, id = new_secret(), uuid4()
    with running(settings, clock) as house:
        house.writer.submit(
            Ask(
                actor=Actor(user=id, roles=frozenset({Role.ADMINISTRATOR}), token=0),
                key="found",
                command=FoundClub(
                    id=id,
                    display_name=administrator,
                    digest=token_digest(secret),
                    expires_on=house.today() + timedelta(days=TOKEN_DAYS_MAX),
                    editions=tuple(uuid4() for _ in FIRST_EDITIONS),
                ),
            )
        )
    return Founded(administrator=id, secret=secret, shares=tuple(shares(master)))


def new_secret() -> str:
    """Return a new token: 256 random bits, recognisable by its prefix."""
    return TOKEN_PREFIX + secrets.token_urlsafe(32)


@contextmanager
def opened(settings: Settings, clock: Clock | None = None, *, anchor: Path | None = None) -> Iterator[House]:
    """Open the club for this process alone: lock it, and close it at the end.

    The writer is not started, and nothing is proved. `anchor`: another file in which the writer notes sizes.
    AlreadyServed, NotFounded, a refusal of keys: nothing was touched.
    """
    if not settings.database.exists():
        raise NotFounded(settings.data)
    with sole_ownership(settings.data):
        store = Store(settings.database)
        try:
            club_id = startup.club_id(store)
            keys = KeyStore(settings.keys, read_master_key(settings.master_key), club_id)
            try:
                yield _assembled(
                    settings, clock or SystemClock(), store, keys, club_id, Anchor(anchor or settings.anchor)
                )
            finally:
                keys.close()
        finally:
            store.close()


@contextmanager
def folding(settings: Settings) -> Iterator[tuple[JourneyMapper, tuple[Projection, ...]]]:
    """Yield what reads facts and what folds them into rows, for a process that changes nothing and takes no lock.

    NotFounded, a refusal of keys.
    """
    with keys_of(settings) as (club_id, keys):
        sealer = Sealer(club_id, keys, lambda _owner, _purpose: True)  # it seals nothing
        yield JourneyMapper(sealer), (*indexes_of(sealer, one(SealedGroups)).all, *views())


@contextmanager
def keys_of(settings: Settings) -> Iterator[tuple[UUID, KeyStore]]:
    """Open the keys beside whoever serves the club; yield its id and the keys. NotFounded, a refusal of keys."""
    if not settings.database.exists():
        raise NotFounded(settings.data)
    with read_only(settings.database) as db:
        club_id = startup.club_id_in(db)
    keys = KeyStore(settings.keys, read_master_key(settings.master_key), club_id)
    try:
        yield club_id, keys
    finally:
        keys.close()


@contextmanager
def running(settings: Settings, clock: Clock | None = None) -> Iterator[House]:
    """Open the club and run its writer; at the end finish what waits, anchor and close."""
    with opened(settings, clock) as house:
        startup.refuse_lost_keys(house.store, house.indexes.sealed_groups, house.keys)
        startup.refuse_restored_store(settings.restored)
        startup.refuse_history_unlike_anchor(house.store, house.anchor, house.prover.trees)
        startup.refuse_stale_indexes(house.store, [index.name for index in house.indexes.all])
        AccessIndex().fill_if_new(house.store)
        newest = newest_day(house.store)
        if newest is not None:  # by the records and not by the clock: a wrong one would take out what is to be kept
            purge_old(house.store, newest)
        house.writer.start()
        try:
            _forget_again(house)
            yield house
        finally:
            house.writer.stop()


def _forget_again(house: House) -> None:
    """Finish what a crash cut off, and forget again whom a restored copy of before still knows: before anybody asks."""
    everybody = Actor(user=house.club_id, roles=frozenset({Role.COORDINATOR}), token=0)
    for fence in house.forgetting.unknown():
        command = ForgetAgain(participant=fence.participant, request=fence.request, ground=fence.ground)
        house.writer.submit(Ask(actor=everybody, key=f"fence-{fence.participant}", command=command))
    if not house.finish_forgetting():
        raise ForgettingUnfinished


def _assembled(settings: Settings, clock: Clock, store: Store, keys: KeyStore, club_id: UUID, anchor: Anchor) -> House:
    def sealed_before(owner: UUID, purpose: Purpose) -> bool:
        return groups.holds(store.reading(), owner, purpose)

    groups = one(SealedGroups)
    sealer = Sealer(club_id, keys, sealed_before)
    indexes = indexes_of(sealer, groups)
    reports = views()
    store.create(creation([*DERIVED.sorted_tables, *OF_ACCESS.sorted_tables]))
    startup.note_clock(store)
    startup.note_new_projections(store, [p.name for p in (*indexes.all, *reports)])
    journal = Journal(store, sealer)
    names = Names(store, journal, sealer)
    accounts = AccountDirectory(store, indexes.accounts, sealer)
    assert isinstance(journal.mapper, JourneyMapper)  # noqa: S101
    numbers = (indexes.identities, indexes.documents)
    forgetting = Forgetting(store, keys, journal.mapper, numbers, Fences(settings.fences))
    writer = Writer(
        store=store,
        keys=keys,
        sealer=sealer,
        journal=journal,
        indexes=indexes,
        views=reports,
        followers=(names, accounts),
        accounts=accounts,
        anchor=anchor,
        clock=clock,
        source=Source(service="kis", version=VERSION, node=platform.node()),
        queue_limit=settings.queue,
    )
    people = People(store, journal, sealer, clock)
    return House(
        settings=settings,
        club_id=club_id,
        clock=clock,
        store=store,
        keys=keys,
        sealer=sealer,
        journal=journal,
        indexes=indexes,
        views=reports,
        names=names,
        people=people,
        watched=Watched(),
        published=of_log(people),
        published_measures=MeasurePublications(people.at_end_of),
        accounts=accounts,
        anchor=anchor,
        forgetting=forgetting,
        writer=writer,
        prover=Prover(club_id, store, journal, writer, Signer(keys.club_key("signature"))),
    )


def new_id() -> UUID:
    """Return a random id (version 4): it says nothing about anybody."""
    return uuid4()
