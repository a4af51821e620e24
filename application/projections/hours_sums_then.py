"""Sums of hours as they were: of one person, and of everybody in one reading of the entries, for any past."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Select, Subquery, Table, func, or_, select

from application.projections.hours_sums import HoursSum, PersonSums, SumsFilter, Total
from application.projections.names import NameDirectory
from application.projections.roster.order import chosen
from application.projections.then import Then, enrolled_ever, entries, links, of_place
from domain.hours import HoursState

_NO_FILTER = SumsFilter()


def of_person(core: Connection, participant: UUID, then: Then) -> tuple[HoursSum, ...]:
    """Return a person's sums by month and programme, with those of the records that were linked to this one."""
    return _sums(core, [participant], _NO_FILTER, then).get(participant, ())


def page(
    core: Connection, names: NameDirectory, criteria: SumsFilter, after: bytes | None, limit: int, then: Then
) -> tuple[list[PersonSums], bool, Total]:
    """Return the sums of up to `limit` people in Polish order behind the key `after`, whether more follow, and of all.

    Whose people are meant goes by today.
    """
    found, total = _everybody(core, criteria, then)
    people, more = chosen(names, found, after, limit)
    sums = _sums(core, people, criteria, then)
    return [PersonSums(participant=person, sums=sums[person]) for person in people], more, total


def _everybody(core: Connection, criteria: SumsFilter, then: Then) -> tuple[set[UUID], Total]:
    """Return who has an entry that a filter lets through, and the sum of all."""
    known = entries(then, lambda table: _narrowed(table, criteria, table.c.participant, table.c.minutes))
    linked = links(then)
    who = func.coalesce(linked.c.survivor, known.c.participant)
    joined = known.outerjoin(linked, linked.c.participant == known.c.participant)
    query = select(who, func.sum(known.c.minutes), func.count()).select_from(joined).group_by(who)
    query = query.where(*criteria.whose.only(who))
    rows = core.execute(query).all()
    total = Total(people=len(rows), minutes=sum(row[1] for row in rows), entries=sum(row[2] for row in rows))
    return {UUID(row[0]) for row in rows}, total


def _sums(
    core: Connection, people: Sequence[UUID], criteria: SumsFilter, then: Then
) -> dict[UUID, tuple[HoursSum, ...]]:
    """Return the sums of people by month and programme, with those of the records that were linked to them."""
    counts_with = {person: person for person in people} | _linked_to(core, people, links(then))
    records = [record.hex for record in counts_with]

    def of_them(table: Table) -> Select[Any]:
        month = func.substr(table.c.day, 1, 7).label("month")
        said = _narrowed(table, criteria, table.c.participant, month, enrolled_ever.c.programme, table.c.minutes)
        return said.where(table.c.participant.in_(records))

    known = entries(then, of_them).c
    key = known.month, known.programme, known.participant
    query = select(*key, func.sum(known.minutes), func.count()).group_by(*key)
    summed: dict[UUID, dict[tuple[str, str], tuple[int, int]]] = {}
    for month, programme, participant, minutes, number in core.execute(query):
        of = summed.setdefault(counts_with[UUID(participant)], {})
        before = of.get((month, programme), (0, 0))
        of[month, programme] = before[0] + minutes, before[1] + number
    return {
        person: tuple(
            HoursSum(programme=programme, month=month, minutes=minutes, entries=number)
            for (month, programme), (minutes, number) in sorted(of.items())
        )
        for person, of in summed.items()
    }


def _linked_to(core: Connection, people: Sequence[UUID], linked: Subquery) -> dict[UUID, UUID]:
    """Return the records that counted with one of these people, and that one; a linked one of them is not its own."""
    hexes = [person.hex for person in people]
    query = select(linked).where(or_(linked.c.survivor.in_(hexes), linked.c.participant.in_(hexes)))
    return {UUID(record): UUID(survivor) for record, survivor in core.execute(query)}


def _narrowed(table: Table, criteria: SumsFilter, *columns: Any) -> Select[Any]:
    """Return a selection of the entries that stood, by month and programme."""
    query = select(*columns).where(table.c.state != HoursState.VOIDED.value)
    if criteria.programme is not None or any(column is enrolled_ever.c.programme for column in columns):
        query = query.select_from(table.join(enrolled_ever, of_place(table)))
    if criteria.programme is not None:
        query = query.where(enrolled_ever.c.programme == criteria.programme)
    if criteria.month is not None:
        query = query.where(table.c.day >= f"{criteria.month}-01", table.c.day <= f"{criteria.month}-31")
    return query
