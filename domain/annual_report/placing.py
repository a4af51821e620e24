"""In which cells of a year a person stands, by which facts, and why: everything else adds this up."""

from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from domain.annual_report.cells import Table
from domain.annual_report.effects import SOCIAL_EFFECTS, VOCATIONAL_EFFECTS, observed, work_after
from domain.annual_report.ground import Ground
from domain.annual_report.groups import Grouped, group_of
from domain.annual_report.leaving import action_after, last_exit
from domain.annual_report.reintegration import NOT_ASSIGNED_ROW, services
from domain.annual_report.tables import CONTRACT_ONLY_ROW
from domain.durability.person import Key, Person, Stay
from domain.durability.report import Words
from domain.measures.exits import LEFT_AS, Left
from domain.vocabulary import EpisodeKind


class InCell(msgspec.Struct, frozen=True, kw_only=True):
    """That a person stands in a row of a table: by which facts, and `why` where the facts do not say it alone."""

    table: Table
    row: str
    facts: tuple[Key, ...]
    why: Words | None = None


def place(person: Person, ground: Ground) -> tuple[InCell, ...]:
    """Return every row in which a person stands, each once; nothing for who did not take part in the club."""
    stays = _stays(person, ground)
    if not stays:
        return tuple(_contract_only(person, ground))
    grouped = group_of(person, _began(stays[-1]), ground.club)
    return (
        *_taking_part(stays, grouped, ground),
        *_left(person, stays, grouped, ground),
        *_effects(person, stays, grouped, ground),
        *_services(stays, ground),
    )


def _stays(person: Person, ground: Ground) -> tuple[Stay, ...]:
    """Return the episodes of taking part in the club that have a day in the year, by the day they began."""
    found = [
        stay
        for stay in person.stays
        if stay.kind is EpisodeKind.KIS
        and stay.began_on is not None
        and stay.began_on <= ground.last
        and (stay.exited_on is None or stay.exited_on >= ground.first)
    ]
    return tuple(sorted(found, key=lambda stay: (_began(stay), stay.key)))


def _contract_only(person: Person, ground: Ground) -> Iterator[InCell]:
    held = [
        one.key for one in person.contracts if one.since <= min(one.until, ground.last) and one.until >= ground.first
    ]
    if held:
        yield InCell(table=Table.CONTRACT_ONLY, row=CONTRACT_ONLY_ROW.code, facts=tuple(held))


def _taking_part(stays: tuple[Stay, ...], grouped: Grouped, ground: Ground) -> Iterator[InCell]:
    started = [stay for stay in stays if _began(stay) >= ground.first]
    if started:
        yield _of_group(Table.STARTED, [stay.places[0].key for stay in started], grouped)
    yield _of_group(Table.PARTICIPATING, [stay.places[0].key for stay in stays], grouped)


def _left(person: Person, stays: tuple[Stay, ...], grouped: Grouped, ground: Ground) -> Iterator[InCell]:
    stay = last_exit(stays, ground.first, ground.last)
    if stay is None or stay.exit_kind is None or stay.exit_key is None:
        return
    left, by = LEFT_AS[stay.exit_kind], (stay.exit_key,)
    if left is Left.COMPLETED:
        action = action_after(person, stay, ground.due_on)
        row, facts = ("NO_INFORMATION", by) if action is None else (action.kind.value, (*by, action.key))
        yield InCell(table=Table.COMPLETED, row=row, facts=facts)
        yield _of_group(Table.COMPLETED_BY_GROUP, by, grouped)
    elif left is Left.INTERRUPTED:
        yield InCell(table=Table.INTERRUPTED, row=stay.exit_kind.value, facts=by)
        yield _of_group(Table.INTERRUPTED_BY_GROUP, by, grouped)
    else:
        yield InCell(table=Table.DIED, row=stay.exit_kind.value, facts=by)


def _effects(person: Person, stays: tuple[Stay, ...], grouped: Grouped, ground: Ground) -> Iterator[InCell]:
    left = last_exit(stays, ground.first, ground.last)
    completed = left is not None and left.exit_kind is not None and LEFT_AS[left.exit_kind] is Left.COMPLETED
    found = {
        Table.EFFECTS_SOCIAL: observed(person, stays, SOCIAL_EFFECTS, ground.year, ground.due_on),
        Table.EFFECTS_VOCATIONAL: observed(person, stays, VOCATIONAL_EFFECTS, ground.year, ground.due_on),
        Table.EFFECTS_EMPLOYMENT: work_after(person, left, ground.due_on) if left is not None and completed else [],
    }
    every = [key for keys in found.values() for key in keys]
    if every:
        yield _of_group(Table.EFFECTS, every, grouped)
    for table, keys in found.items():
        if keys:
            yield _of_group(table, keys, grouped)


def _services(stays: tuple[Stay, ...], ground: Ground) -> Iterator[InCell]:
    found: dict[tuple[Table, str], list[Key]] = {}
    for table, row, key in services(stays, ground.used, ground.editions, ground.first, ground.last):
        found.setdefault((table, row), []).append(key)
    for (table, row), keys in found.items():
        yield InCell(table=table, row=row, facts=tuple(keys))
    if not found:
        places = tuple(stay.places[0].key for stay in stays)
        yield InCell(table=Table.NOT_ASSIGNED, row=NOT_ASSIGNED_ROW.code, facts=places)


def _of_group(table: Table, facts: Iterable[Key], grouped: Grouped) -> InCell:
    return InCell(table=table, row=grouped.row, facts=tuple(dict.fromkeys((*facts, *grouped.keys))), why=grouped.why)


def _began(stay: Stay) -> date:
    assert stay.began_on is not None  # noqa: S101 (of those that began)
    return stay.began_on
