"""The second clock: what had been recorded by a moment, as a position of the log.

`recorded_at` never decreases along the log, so the facts known at a moment are the first ones, up to a position,
and a search by halves finds it with twenty reads in a million. Every answer "as known at" is an answer up to that
position, and says which one it is.
"""

from datetime import UTC, date, datetime
from uuid import UUID

import msgspec
from sqlalchemy import bindparam, func, select

from application.store.statements import Database, compiled
from application.store.tables import stored_events
from domain.calendar import day_ends, local_day, refuse_date_out_of_range
from domain.refusals import InvalidInput

_SIZE = compiled(select(func.max(stored_events.c.notification_id)))
_VERSION = compiled(
    select(func.max(stored_events.c.originator_version)).where(
        stored_events.c.originator_id == bindparam("stream"), stored_events.c.notification_id <= bindparam("position")
    )
)
_POSITION = compiled(
    select(stored_events.c.notification_id).where(
        stored_events.c.originator_id == bindparam("stream"), stored_events.c.originator_version == bindparam("version")
    )
)
_AT = compiled(select(stored_events.c.state).where(stored_events.c.notification_id == bindparam("position")))


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What was known: all facts up to `position`, and the moment (UTC) that was asked for."""

    position: int
    moment: datetime


class KnownInTheFuture(InvalidInput):
    """What will be known."""

    code = "known-in-the-future"
    pl = "Nie wiadomo jeszcze, co klub będzie wiedział w tej chwili (known_at jest w przyszłości). Podaj wcześniejszą."
    en = "What the club will know at that moment is not known yet (known_at is in the future). Give an earlier one."


class KnownBeforeTheClub(InvalidInput):
    """What was known before there was anybody to know it."""

    code = "known-before-the-club"
    pl = "W tej chwili klub nie miał jeszcze żadnego zapisu: pierwszy jest z dnia {first}. Podaj późniejszy known_at."
    en = "The club had recorded nothing by then: its first record is of {first}. Give a later known_at."


class DayNotComeYet(InvalidInput):
    """A day about which nothing could be known by then."""

    code = "day-not-come-yet"
    pl = "Ten dzień jeszcze wtedy nie nadszedł: known_at to {known_on}. Podaj on najpóźniej z tego dnia."
    en = "That day had not come by then: known_at is {known_on}. Give a day (on) until then."


class _Told(msgspec.Struct, frozen=True):
    """When a fact was recorded, in every shape there ever was."""

    recorded_at: datetime


_told = msgspec.json.Decoder(_Told)


def known_at(db: Database, asked: date | datetime, now: datetime, pointer: str = "/known_at") -> Known:
    """Return what was known at a moment with its zone, or by the end of a day in Poland (of today: by now).

    KnownInTheFuture, KnownBeforeTheClub; DateOutOfRange.
    """
    if isinstance(asked, datetime):
        moment = asked.astimezone(UTC)
    else:
        refuse_date_out_of_range(asked, pointer)
        moment = now if asked == local_day(now) else day_ends(asked)
    if moment > now:
        raise KnownInTheFuture(pointer=pointer)
    position = position_by(db, moment)
    if position == 0:
        raise KnownBeforeTheClub(first=local_day(recorded_at(db, 1)), pointer=pointer)
    return Known(position=position, moment=moment)


def refuse_day_not_come_yet(on: date, known: Known) -> None:
    """Refuse a day after the one on which something was known. DayNotComeYet."""
    known_on = local_day(known.moment)
    if on > known_on:
        raise DayNotComeYet(known_on=known_on, pointer="/on")


def position_by(db: Database, moment: datetime) -> int:
    """Return the position of the newest fact recorded by a moment (UTC), that moment included; 0: there is none."""
    known, unknown = 0, size(db) + 1
    while unknown - known > 1:
        middle = (known + unknown) // 2
        if recorded_at(db, middle) <= moment:
            known = middle
        else:
            unknown = middle
    return known


def version_known(db: Database, stream: UUID, position: int | None) -> int:
    """Return the newest version of a stream that was recorded by a position, or that there is; 0: there was none."""
    return db.execute(_VERSION, (stream.hex, size(db) if position is None else position)).fetchone()[0] or 0


def position_of(db: Database, stream: UUID, version: int) -> int | None:
    """Return the position of one fact of a stream, None where there is none of that version."""
    row = db.execute(_POSITION, (stream.hex, version)).fetchone()
    return None if row is None else row[0]


def size(db: Database) -> int:
    """Return how many facts the log has, as far as this snapshot sees."""
    return db.execute(_SIZE).fetchone()[0] or 0


def recorded_at(db: Database, position: int) -> datetime:
    """Return when the fact at a position was recorded (UTC)."""
    return _told.decode(db.execute(_AT, (position,)).fetchone()[0]).recorded_at
