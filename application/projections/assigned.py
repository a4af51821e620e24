"""Who is assigned to whom, and who stands in for whom today: read from the index of assignments.

A record that is linked to another one as its duplicate is nobody's work.
"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import msgspec
from sqlalchemy import Connection, func, select

from application.indexes.assignments import assignments, deputies
from application.indexes.whose import EVERYBODYS, Whose
from application.projections.roster.asking import RosterFilter, matching
from application.projections.roster.tables import known, roster


class StandsIn(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who works with another user's people, from the first to the last day."""

    deputy: UUID
    since: date
    until: date


def people_of_users(core: Connection, seen_by: Whose = EVERYBODYS) -> dict[UUID, int]:
    """Return how many people are assigned to each user who has any, of those who are shown."""
    query = (
        select(assignments.c.user, func.count())
        .join(roster, roster.c.participant == assignments.c.participant)
        .where(roster.c.duplicate_of.is_(None), known(roster, None), *seen_by.only(roster.c.participant))
        .group_by(assignments.c.user)
    )
    return {UUID(user): count for user, count in core.execute(query)}


def nobodys(core: Connection, today: date, seen_by: Whose = EVERYBODYS) -> int:
    """Return how many people are assigned to nobody, of those who are shown."""
    query = matching(RosterFilter(unassigned=True, seen_by=seen_by), today).subquery()
    count: int = core.execute(select(func.count()).select_from(query)).scalar_one()
    return count


def deputies_of(core: Connection, users: Sequence[UUID], today: date) -> dict[UUID, list[StandsIn]]:
    """Return who stands in today for each of these users who has a deputy, in the order of appointment."""
    day = today.isoformat()
    query = (
        select(deputies)
        .where(deputies.c.user.in_([u.hex for u in users]), deputies.c.since <= day, deputies.c.until >= day)
        .order_by(deputies.c.user, deputies.c.item)
    )
    found: dict[UUID, list[StandsIn]] = {}
    for row in core.execute(query):
        found.setdefault(UUID(row.user), []).append(
            StandsIn(deputy=UUID(row.deputy), since=date.fromisoformat(row.since), until=date.fromisoformat(row.until))
        )
    return found
