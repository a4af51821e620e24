"""Which sent reports a step would change, told before it is saved: the step's person counted as they are, and after it.

Only one person (with the records linked as theirs) is counted twice; everybody is counted once more only where that
moves a number, to say what the number is now.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from uuid import UUID

import msgspec

from application.previewing import Preview
from application.projections.annual_report.sent import SentReports
from application.projections.evaluated.people import People
from application.projections.evaluated.skeleton import skeleton
from application.projections.evaluated.view import OF_HOURS, codes_said
from domain.annual_report.cells import Use
from domain.annual_report.definition import DEFINITIONS
from domain.annual_report.figures import behind, figures
from domain.annual_report.ground import Ground
from domain.annual_report.words import AnnualDefinition
from domain.calendar import year_of
from domain.consequences import Consequence, ConsequenceKind, ReportCell, Seen
from domain.duplicates import holding
from domain.durability.person import Key, Person
from domain.moving import Counts, added
from domain.reports import Report
from domain.reports.comparing import cells_in, counts, each, in_words

Used = dict[Key, tuple[Use, ...]]


def foretold(reader: SentReports, people: People, years: Sequence[int], said: Preview) -> list[Consequence]:
    """Return the last sending of each of these years that a step would change. Within the caller's snapshot."""
    moving = [year for year in years if _may_move(said, year)]
    if not moving:
        return []
    group = _records(people, said)
    after = people.after_step(said.after.life, said.facts, group)
    found = (_of_year(reader, people, year, group, after, said) for year in moving)
    return [one for one in found if one is not None]


def _may_move(said: Preview, year: int) -> bool:
    """Return whether a step changes anything that a year's report is counted from."""
    before, after = said.before, said.after
    links = [holding(seen.life.duplicate_links) for seen in (before, after)]
    codes = any(codes_said(one.fact) for one in said.facts if type(one.fact) not in OF_HOURS)
    return (
        codes
        or links[0] != links[1]
        or skeleton(before.life) != skeleton(after.life)
        or _used(before, year) != _used(after, year)
    )


def _records(people: People, said: Preview) -> set[UUID]:
    """Return the records that are of the step's person, before or after it."""
    own = {said.after.life.id}
    for seen in (said.before, said.after):
        link = holding(seen.life.duplicate_links)
        own |= set() if link is None else {link.survivor}
    return own.union(*(person.records for person in people.at(None).people if own & set(person.records)))


def _of_year(
    reader: SentReports, people: People, year: int, group: AbstractSet[UUID], after: tuple[Person, ...], said: Preview
) -> Consequence | None:
    report = reader.report(year)
    sending = report.sendings[-1]
    definition = DEFINITIONS[sending.definition]
    before = _ground_of(people, year, group, definition)
    used = {key: uses for key, uses in before.used.items() if key[0] != said.after.life.id} | _used(said.after, year)
    was, would = _adds(before), _adds(msgspec.structs.replace(before, people=after, used=used))
    by = {code: would.get(code, 0) - was.get(code, 0) for code in was.keys() | would.keys()}
    moved = {code: count for code, count in by.items() if count}
    if not moved:
        return None
    now = msgspec.structs.replace(reader.now(year), definition=definition)
    return Consequence(
        kind=ConsequenceKind.REPORT_CHANGED,
        items=(),
        year=year,
        sending=sending.number,
        cells=tuple(_cells(reader, report, now, moved)),
    )


def _ground_of(people: People, year: int, group: AbstractSet[UUID], definition: AnnualDefinition) -> Ground:
    """Return what these records alone are counted from now."""
    now = people.at(None)
    return Ground(
        year=year,
        position=now.position,
        today=now.today,
        people=tuple(person for person in now.people if not group.isdisjoint(person.records)),
        editions=now.editions,
        club=people.club(now.position),
        used=people.used(now.position, *year_of(date(year, 1, 1)), group),
        definition=definition,
    )


def _adds(ground: Ground) -> Counts:
    return added(each(behind(ground)).values())


def _cells(reader: SentReports, report: Report, now: Ground, by: Mapping[str, int]) -> Iterable[ReportCell]:
    counted = figures(now)
    sent, current = counts(reader.read(report, report.sendings[-1]).said.figures), counts(counted)
    for cell in cells_in(counted):
        code = cell.code
        if code in by:
            words, was = in_words(cell, now.definition), current[code]
            yield ReportCell(
                figure=code,
                whole=not cell.row,
                pl=words.pl,
                en=words.en,
                sent=sent.get(code, 0),
                was=was,
                becomes=was + by[code],
            )


def _used(seen: Seen, year: int) -> Used:
    """Return which forms of art. 18(2) the hours of a year name, by enrolment; of each the first entry."""
    first, last = year_of(date(year, 1, 1))
    found: dict[Key, dict[str, int]] = {}
    for entry in seen.entries:
        if entry.activity is not None and first <= entry.day <= last:
            uses = found.setdefault((seen.life.id, entry.enrolment), {})
            uses[entry.activity] = min(entry.item, uses.get(entry.activity, entry.item))
    return {
        key: tuple(Use(activity=activity, key=(seen.life.id, item)) for activity, item in sorted(uses.items()))
        for key, uses in found.items()
    }
