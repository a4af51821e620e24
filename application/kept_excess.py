"""The excess that an hours entry kept: it stands in the fact that says what the entry says now, not in the index."""

from application.indexes.on_record import Row
from application.looking import Looking
from domain.hours import Excess


def excess_of(looking: Looking, row: Row) -> tuple[Excess, ...]:
    """Return by how much an entry goes over which rules; the fact is read only where the index says that it does."""
    if not row.over:
        return ()
    kept: tuple[Excess, ...] = looking.opened(row.participant, "excess", row.said_by)
    return kept
