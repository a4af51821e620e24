"""A sheet judged beside the writer, on a read snapshot: what recording it would say, and nothing is saved."""

from datetime import date, datetime

from application.command import Ask, Work
from application.indexes import Indexes
from application.journal import Journal
from application.permissions import Actor, Standing
from application.sheets import RecordSheet, SheetJudging
from application.store.statements import Database
from domain.calendar import local_day
from domain.journal import Stamp


def judging_aside(
    actor: Actor,
    place: Standing,
    now: datetime,
    window: tuple[date, date],
    *,
    journal: Journal,
    indexes: Indexes,
    db: Database,
) -> SheetJudging:
    """Return what judges cells of the days of a `window` and saves nothing; none is taken in yet."""
    stamp = Stamp(recorded_at=now, recorded_by=actor.user, role=place.role.value, command_id="")
    ask = Ask(actor=actor, key="", command=RecordSheet(entries=()))
    work = Work(ask, place, stamp, local_day(now), journal=journal, indexes=indexes, db=db, staged={}, position=0)
    return SheetJudging(work, window)
