"""Who looked at whom, read from the access log by participant, by user and by day; and its words."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Select, exists, func, select

from application import access
from application.access import Look, Outcome, PurposeOfUse, Subtype
from application.indexes.access import access_days, access_participants, access_users
from application.indexes.whose import EVERYBODYS, Whose
from application.projections.timeline.words import Words
from application.store.tables import access_log


def page(
    core: Connection,
    *,
    whose: Whose = EVERYBODYS,
    participant: UUID | None = None,
    user: UUID | None = None,
    since: date | None = None,
    until: date | None = None,
    before: int | None = None,
    limit: int,
) -> tuple[list[Look], int | None]:
    """Return up to `limit` records, the newest first, and the position to go on before (None at the end).

    Of one `participant`, of one `user`, of the days from `since` to `until`, both included; before position `before`.
    Where not everybody is to be seen, those that name one of the people `whose` record is shown.
    """
    query = select(access_log.c.idx, access_log.c.content).where(access_log.c.content.is_not(None))
    of_participant = access_participants.c.idx == access_log.c.idx
    of_user = access_users.c.idx == access_log.c.idx
    place = access_log.c.idx
    named = access_participants.alias()
    if shown := list(whose.only(named.c.participant)):
        query = query.where(exists().where(named.c.idx == access_log.c.idx, *shown))
    if participant is not None:
        query, place = query.join(access_participants, of_participant), access_participants.c.idx
        query = query.where(access_participants.c.participant == participant.hex)
        if user is not None:
            query = query.where(exists().where(of_user, access_users.c.user == user.hex))
    elif user is not None:
        query, place = query.join(access_users, of_user), access_users.c.idx
        query = query.where(access_users.c.user == user.hex)
    if since is not None:
        first = _first_of(core, access_days.c.day >= since.isoformat())
        if first is None:
            return [], None
        query = query.where(place >= first)
    ends = [] if before is None else [before - 1]
    if until is not None and (beyond := _first_of(core, access_days.c.day > until.isoformat())) is not None:
        ends.append(beyond)
    if ends:
        query = query.where(place < min(ends))
    found = _read(core, query.order_by(place.desc()).limit(limit + 1))
    return found[:limit], found[limit - 1].id if len(found) > limit else None


def _first_of(core: Connection, which: ColumnElement[bool]) -> int | None:
    first: int | None = core.execute(select(func.min(access_days.c.first)).where(which)).scalar_one()
    return first


def _read(core: Connection, query: Select[tuple[int, bytes]]) -> list[Look]:
    return [access.read(row.content, row.idx + 1) for row in core.execute(query)]


def of_participant(core: Connection, participant: UUID) -> Sequence[Look]:
    """Return every record about a participant, the oldest first."""
    query = select(access_log.c.idx, access_log.c.content).join(
        access_participants, access_participants.c.idx == access_log.c.idx
    )
    query = query.where(access_participants.c.participant == participant.hex, access_log.c.content.is_not(None))
    return _read(core, query.order_by(access_participants.c.idx))


WORDS = Words(
    (Subtype.VIEW, ("podgląd", "view")),
    (Subtype.SEARCH, ("wyszukiwanie", "search")),
    (Subtype.EXPORT, ("eksport", "export")),
    (Subtype.PRINT, ("wydruk", "print")),
    (Subtype.EMERGENCY, ("awaryjny dostęp", "emergency access")),
    (Subtype.IMPORT, ("wczytanie rejestru", "import of a register")),
    (Subtype.CHANGE, ("próba zapisu", "attempted write")),
    (Subtype.REPEAT, ("powtórzenie zapisu", "repeated write")),
    (Outcome.ALLOWED, ("dozwolone", "allowed")),
    (Outcome.REFUSED, ("odmowa", "refused")),
    (Outcome.NOT_FOUND, ("nie ma takiej osoby", "no such person")),
    (PurposeOfUse.CASE_WORK, ("prowadzenie sprawy", "case work")),
    (PurposeOfUse.CLASSES, ("prowadzenie zajęć", "leading classes")),
    (PurposeOfUse.COORDINATION, ("koordynacja pracy klubu", "coordinating the club")),
    (PurposeOfUse.AUDIT, ("kontrola", "control")),
    (PurposeOfUse.EVALUATION, ("ewaluacja", "evaluation")),
    (PurposeOfUse.ADMINISTRATION, ("administracja systemem", "running the system")),
    (PurposeOfUse.STATEMENT, ("odpowiedź dla osoby, art. 15 RODO", "answer to the person, art. 15 GDPR")),
    (PurposeOfUse.UNKNOWN, ("cel niezapisany", "purpose not recorded")),
)
