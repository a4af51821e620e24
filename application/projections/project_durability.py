"""Project durability of a programme as it was known: its editions folded, its presences counted, judged by the domain.

Editions are few and are folded at a position; entries of hours are read from rows with two clocks. Nobody's id leaves
this file: people are counted, each once, records linked as duplicates with the one that goes on.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Connection, Select, Subquery, Table, func, select

from application.indexes.places import Places
from application.journal import Journal
from application.projections.then import Then, enrolled_ever, entries, links, of_place, rules_of
from application.store.known import version_known
from domain.editions import Edition
from domain.hours import HoursState
from domain.project_durability.days import told_days
from domain.project_durability.definition import Definition
from domain.project_durability.owed import KeptEdition, Owed, obligations
from domain.project_durability.years import Amount, Span, Year, spans, years
from domain.rules import Unit


class OwedYears(msgspec.Struct, frozen=True, kw_only=True):
    """One obligation with its years."""

    owed: Owed
    years: tuple[Year, ...]


def of_programme(
    core: Connection,
    journal: Journal,
    places: Places,
    programme: str,
    definition: Definition,
    then: Then,
    today: date,
) -> tuple[OwedYears, ...]:
    """Return what a programme owes and how each year stands, as known then and judged on the day `today`."""
    editions = _editions(journal, places, programme, then)
    ids = [edition.id for edition in editions]
    found = []
    for owed in obligations(editions):
        last = today if owed.until is None else min(owed.until, today)
        told = told_days(editions, owed.since, last, today, definition)
        begun = [span for span in spans(owed, today) if span.since <= today]
        amounts = {span.number: _amount(core, ids, span, then) for span in begun}
        attended = _attended(core, ids, owed.since, last, then)
        found.append(OwedYears(owed=owed, years=years(owed, told, amounts, attended, today)))
    return tuple(found)


def _editions(journal: Journal, places: Places, programme: str, then: Then) -> list[KeptEdition]:
    """Return the editions of a programme that were known, each as it was."""
    db = journal.reading()
    found = []
    for known in places.editions(db, programme):
        version = None if then.position is None else version_known(db, known.id, then.position)
        edition = None if version == 0 else journal.load(Edition, known.id, version)
        if edition is not None:
            found.append(
                KeptEdition(
                    id=edition.id,
                    code=edition.code,
                    opens_on=edition.opens_on,
                    closes_on=edition.closes_on,
                    rules=rules_of(journal, edition.id, then),
                    said={said.day: said for said in edition.service_days.values()},
                )
            )
    return found


def _amount(core: Connection, editions: Sequence[UUID], span: Span, then: Then) -> Amount:
    """Return what was recorded of a year: of records that are one person's, one person."""
    known, linked = _between(editions, span.since, span.until, then), links(then)
    who = func.coalesce(linked.c.survivor, known.c.participant)
    joined = known.outerjoin(linked, linked.c.participant == known.c.participant)
    presences = func.count().filter(known.c.unit == Unit.PRESENCES.value)
    query = select(func.count(who.distinct()), presences, func.coalesce(func.sum(known.c.minutes), 0))
    people, present, minutes = core.execute(query.select_from(joined)).one()
    return Amount(people=people, presences=present, minutes=minutes)


def _attended(core: Connection, editions: Sequence[UUID], first: date, last: date, then: Then) -> frozenset[date]:
    """Return the days on which somebody was present."""
    known = _between(editions, first, last, then)
    return frozenset(date.fromisoformat(day) for (day,) in core.execute(select(known.c.day).distinct()))


def _between(editions: Sequence[UUID], first: date, last: date, then: Then) -> Subquery:
    """Return the entries of everybody in these editions that start between two days, as they said then."""
    of_them = [edition.hex for edition in editions]

    def chosen(table: Table) -> Select[Any]:
        return (
            select(table.c.participant, table.c.day, table.c.unit, table.c.minutes)
            .select_from(enrolled_ever.join(table, of_place(table)))
            .where(enrolled_ever.c.edition.in_(of_them), table.c.state != HoursState.VOIDED.value)
            .where(table.c.day >= first.isoformat(), table.c.day <= last.isoformat())
        )

    return entries(then, chosen)
