"""What is published of durability for those who may not see people: a fixed list of tables, twice a year.

A table is a definition, a cut and a pooled period. On the last day of each half-year all tables are made in a fixed
order from what was known then; one is published only if no set of people in it differs in one to four of them from
any set that was ever published (`domain.durability.suppression`), else the last published one stands. All of it
follows from the log, so nothing is stored: what was made once is kept in memory.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from threading import Lock
from typing import NamedTuple

import msgspec

from application.durability import ONCE, SEVERAL_GROUPS, Doses, by_group, left_of, rule_of
from application.projections.evaluated.people import People, Population
from application.store.known import Known, position_by
from application.store.sqlite import Store
from domain.calendar import day_ends
from domain.durability.cutting import ALL, IN_ORDER, SEVERAL, WHOLE, words
from domain.durability.definition import DEFAULT, EMPLOYEES, ON_PAPER
from domain.durability.leaving import Left, figures
from domain.durability.report import Cut, DurabilityReport, Group, Published, Question, Words
from domain.durability.suppression import (
    LEAST,
    LEAST_FOR_SHARES,
    Set,
    Told,
    neighbours_together,
    published,
    small_together,
    those_apart,
    told_of,
    united,
)

DEFINITIONS = tuple(rule.name for rule in (DEFAULT, ON_PAPER, EMPLOYEES))
CUTS = (None, Cut.SEX, Cut.COHORT_YEAR, Cut.AGE, Cut.PROGRAMME, Cut.GROUP, Cut.DOSE)

ROUNDED = Words(
    f"Każdą liczbę osób zaokrąglono do najbliższej wielokrotności {LEAST} (0 znaczy: najwyżej 2), więc części nie "
    f"muszą dać całości. Odsetki liczono z zaokrąglonych liczb, tylko dla co najmniej {LEAST_FOR_SHARES} osób.",
    f"Every number of people is rounded to the nearest multiple of {LEAST} (0 is 0 to 2), so parts need not add up to "
    f"the whole. Shares are of the rounded numbers, and only of {LEAST_FOR_SHARES} people or more.",
)
IT_STANDS = Words(
    f"Obowiązują te liczby: od ich opublikowania w którejś grupie zmieniło się coś u mniej niż {LEAST} osób.",
    f"These figures stand: since they were published something changed for fewer than {LEAST} people in some group.",
)
TOO_FEW = Words(
    f"Tej tablicy nie opublikowano: jest w niej mniej niż {LEAST} osób albo różni się od innej tablicy tym, co dotyczy "
    f"mniej niż {LEAST}. Zapytaj o więcej lat razem (period).",
    f"This table is not published: it has fewer than {LEAST} people, or differs from another in what concerns fewer "
    f"than {LEAST}. Ask for more years together (period).",
)
SMALL_GROUPS = f"grupy, w których jest mniej niż {LEAST} osób; część połączono z sąsiednimi"


class Period(StrEnum):
    """Whose exits: those of so many whole calendar years up to the last one that is over, or all up to then."""

    YEAR = "1"
    YEARS_3 = "3"
    YEARS_5 = "5"
    ALL = "ALL"


class Table(NamedTuple):
    """One of the published tables."""

    definition: str
    by: Cut | None
    period: Period


TABLES = tuple(Table(d, cut, period) for d in DEFINITIONS for period in Period for cut in CUTS)
"""Every table, in the order in which they are made."""


class KnownThen(msgspec.Struct, frozen=True, kw_only=True):
    """What was known at the end of a day that is over."""

    day: date
    population: Population
    doses: Doses


def half_year_ends(first: date, before: date) -> Iterator[date]:
    """Yield the last days of half-years from `first` on that are over before a day."""
    for year in range(first.year, before.year + 1):
        for end in (date(year, 6, 30), date(year, 12, 31)):
            if first <= end < before:
                yield end


def question_of(table: Table, day: date) -> Question:
    """Return the question that a table answers at the end of a day."""
    closed = day.year if (day.month, day.day) == (12, 31) else day.year - 1
    first = None if table.period is Period.ALL else date(closed - int(table.period) + 1, 1, 1)
    return Question(definition=table.definition, first=first, last=date(closed, 12, 31), by=table.by)


class Publications:
    """All that was ever published, made from the log when somebody asks for the first time.

    `least`: below how many people nothing is told; only a test that shows what would leak gives another.
    """

    def __init__(self, known_then: Callable[[date], KnownThen], *, least: int = LEAST) -> None:
        """Start with nothing made. `known_then` returns what was known at the end of a day."""
        self._known_then, self._least = known_then, least
        self._told = Told(least)
        self._made: list[tuple[date, int]] = []
        self._tables: dict[Table, list[DurabilityReport]] = {table: [] for table in TABLES}
        self._lock = Lock()

    def standing(self, table: Table, days: Sequence[date]) -> DurabilityReport:
        """Return a table as it stands at the end of the last of these days, which are all from the first one on.

        The days are those of `half_year_ends` from the club's first day, at least one.
        """
        with self._lock:
            for day in days[len(self._made) :]:
                self._make(day)
            asked, position = self._made[len(days) - 1]
            made = [report for report in self._tables[table] if report.today <= asked]
        return _stands(made[-1], asked) if made else _withheld(table, asked, position)

    def _make(self, day: date) -> None:
        known = self._known_then(day)
        for table in TABLES:
            question = question_of(table, day)
            everybody = left_of(known.population, question, known.doses)
            cells = self._cells(table.by, everybody)
            if cells is not None:
                self._tables[table].append(_report(table, question, known, everybody, cells, self._least))
        self._made.append((day, known.population.position))

    def _cells(self, cut: Cut | None, everybody: Sequence[Left]) -> dict[tuple[str, ...], list[Left]] | None:
        """Return the groups of a table, some of them put together, and tell of them; None: it may not be published."""
        whole = _set(everybody)
        if len(whole) < self._least:
            return None
        groups = by_group(cut, everybody)
        sizes = [(key, len(group)) for key, group in groups.items()]
        together: list[tuple[str, ...]]
        if cut in SEVERAL:
            sets = {key: _set(group) for key, group in groups.items()}
            together = [
                (key,) for key in sorted(those_apart(sets, whole, self._told, self._least), key=[*groups].index)
            ]
        elif cut in IN_ORDER:
            together = neighbours_together(sizes, self._least)
        else:
            together = small_together(sizes, self._least)
        cells = {keys: [one for key in keys for one in groups[key]] for keys in together}
        told = [whole, *(_set(cell) for cell in cells.values())]
        told.append(united(told[1:]))
        if not self._told.admits(told):
            return None
        self._told.add(told)
        return cells


def _set(group: Sequence[Left]) -> Set:
    return {one.of.person.id: told_of(one.seen.points, (one.seen.staying, one.seen.to_work)) for one in group}


def _report(
    table: Table,
    question: Question,
    known: KnownThen,
    everybody: Sequence[Left],
    cells: Mapping[tuple[str, ...], Sequence[Left]],
    least: int,
) -> DurabilityReport:
    population = known.population
    said = [ONCE, ROUNDED] + ([SEVERAL_GROUPS] if table.by in SEVERAL else [])

    def group(key: str, called: Sequence[Words], people: Sequence[Left]) -> Group:
        found = figures(people)
        return Group(
            key=key,
            pl="; ".join(one.pl for one in called),
            en="; ".join(one.en for one in called),
            figures=published(found) if least == LEAST else found,
        )

    return DurabilityReport(
        definition=rule_of(question),
        what_if=False,
        question=question,
        position=population.position,
        today=population.today,
        whole=group(ALL, [WHOLE], everybody),
        groups=tuple(
            group("+".join(keys), [words(table.by, key, population.editions) for key in keys], cell)
            for keys, cell in cells.items()
            if table.by is not None
        ),
        log_rank=None,
        hides=(SMALL_GROUPS,),
        notes=tuple(said),
        published=_published(table, known.day, known.day),
    )


def _published(table: Table, asked: date, stands: date | None) -> Published:
    return Published(
        table="ALL" if table.by is None else table.by.value,
        period=table.period.value,
        asked=asked,
        stands=stands,
        rounded_to=LEAST,
        least=LEAST,
        least_for_shares=LEAST_FOR_SHARES,
    )


def _stands(made: DurabilityReport, asked: date) -> DurabilityReport:
    """Return a published table as it is shown for the end of a day."""
    assert made.published is not None  # noqa: S101 (it is one)
    shown = msgspec.structs.replace(made.published, asked=asked)
    notes = made.notes if asked == made.today else (*made.notes, IT_STANDS)
    return msgspec.structs.replace(made, published=shown, notes=notes)


def _withheld(table: Table, asked: date, position: int) -> DurabilityReport:
    question = question_of(table, asked)
    return DurabilityReport(
        definition=rule_of(question),
        what_if=False,
        question=question,
        position=position,
        today=asked,
        whole=Group(key=ALL, pl=WHOLE.pl, en=WHOLE.en, figures=None, withheld=TOO_FEW),
        groups=(),
        log_rank=None,
        hides=(SMALL_GROUPS,),
        notes=(ONCE, ROUNDED),
        published=_published(table, asked, None),
    )


def of_log(store: Store, people: People) -> Publications:
    """Return what is published from a log; it is asked within a snapshot of the store."""

    def known_then(day: date) -> KnownThen:
        moment = day_ends(day)
        known = Known(position=position_by(store.reading(), moment), moment=moment)
        return KnownThen(day=day, population=people.at(known), doses=people.doses(known.position))

    return Publications(known_then)
