"""What is published of durability for those who may not see people: a fixed list of tables, twice a year.

A table is a definition, a cut and a pooled period. On the last day of each half-year all tables are made in a fixed
order from what was known then; one is published only if no set of people in it differs in one to four of them from
any set that was ever published (`domain.durability.suppression`), else the last published one stands. All of it
follows from the log, so nothing is stored: what was made once is kept in memory.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from itertools import groupby
from threading import Lock
from typing import NamedTuple

import msgspec

from application.projections.durability.answering import (
    NOT_THE_AIM,
    ONCE,
    SEVERAL_GROUPS,
    Doses,
    by_group,
    left_of,
    rule_of,
)
from application.projections.durability.moved import Asked
from application.projections.durability.watched import Watched
from application.projections.evaluated.people import People, Population
from domain.durability.cutting import ALL, IN_ORDER, SEVERAL, WHOLE, words
from domain.durability.definition import DEFAULT, EMPLOYEES, ON_PAPER
from domain.durability.figures import GroupFigures
from domain.durability.leaving import Left, figures
from domain.durability.report import Cut, DurabilityReport, Group, Published, Question, Words
from domain.durability.rounding import published_groups, published_whole
from domain.durability.suppression import (
    LEAST,
    LEAST_FOR_SHARES,
    Set,
    Told,
    neighbours_together,
    small_together,
    told_of,
    united,
    without,
)

DEFINITIONS = tuple(rule.name for rule in (DEFAULT, ON_PAPER, EMPLOYEES))
CUTS = (None, Cut.SEX, Cut.COHORT_YEAR, Cut.AGE, Cut.PROGRAMME, Cut.GROUP, Cut.DOSE)

ROUNDED = Words(
    f"Każdą liczbę osób zaokrąglono w górę albo w dół do wielokrotności {LEAST}, tak by części nadal dawały całość "
    f"(0 znaczy: od 0 do 4). Odsetki liczono z tych liczb, tylko dla co najmniej {LEAST_FOR_SHARES} osób.",
    f"Every number of people is rounded up or down to a multiple of {LEAST}, so that parts still add up to the whole "
    f"(0 is 0 to 4). Shares are of these numbers, and only of {LEAST_FOR_SHARES} people or more.",
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
NOT_YET = Words(
    "Niczego jeszcze nie opublikowano: tablice powstają na koniec półrocza (30 czerwca i 31 grudnia), gdy minie.",
    "Nothing is published yet: tables are made at the end of a half-year (30 June, 31 December) once it is over.",
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

    Kept is when each table was published and with which groups; its figures are counted again when it is asked for.
    `least`: below how many people nothing is told; only a test that shows what would leak gives another.
    """

    def __init__(self, known_then: Callable[[date], KnownThen], *, least: int = LEAST) -> None:
        """Start with nothing made. `known_then` returns what was known at the end of a day."""
        self._known_then, self._least = known_then, least
        self._watched = Watched()
        self._told = Told(least)
        self._made: list[date] = []
        self._numbers: dict[Hashable, int] = {}
        self._tables: dict[Table, list[_Published]] = {table: [] for table in TABLES}
        self._lock = Lock()

    def standing(self, table: Table, days: Sequence[date]) -> DurabilityReport:
        """Return a table as it stands at the end of the last of these days.

        The days are those of `half_year_ends` from the club's first day, at least one.
        """
        asked, made = days[-1], self._stands(table, days)
        if made is None:
            population = self._known_then(asked).population
            return withheld(table, asked, TOO_FEW, population.position)
        return self._shown(table, made, asked)

    def behind(self, table: Table, days: Sequence[date]) -> Asked | None:
        """Return of what the figures are that `standing` shows; None: the table is not published."""
        made = self._stands(table, days)
        if made is None:
            return None
        return Asked(question=question_of(table, made.day), population=self._known_then(made.day).population)

    def _stands(self, table: Table, days: Sequence[date]) -> "_Published | None":
        with self._lock:
            for day in days[len(self._made) :]:
                self._make(day)
            made = [made for made in self._tables[table] if made.day <= days[-1]]
        return made[-1] if made else None

    def _make(self, day: date) -> None:
        known = self._known_then(day)
        for (definition, period), tables in groupby(TABLES, key=lambda table: (table.definition, table.period)):
            everybody = self._left_of(known, question_of(Table(definition, None, period), day))
            states = {self._number(one.of.person.id): self._number(_told(one)) for one in everybody}
            for table in tables:
                groups = self._groups(table.by, everybody, states)
                if groups is not None:
                    self._tables[table].append(_Published(day, groups))
        self._made.append(day)

    def _left_of(self, known: KnownThen, question: Question) -> list[Left]:
        return left_of(known.population, question, known.doses, watched=self._watched)

    def _groups(self, cut: Cut | None, everybody: Sequence[Left], states: Set) -> tuple[tuple[str, ...], ...] | None:
        """Return the groups of a table by their keys, some put together, and tell of them; None: not published."""
        if len(everybody) < self._least:
            return None
        groups = {
            key: {who: states[who] for who in (self._number(one.of.person.id) for one in group)}
            for key, group in by_group(cut, everybody).items()
        }
        together: list[tuple[str, ...]]
        if cut in SEVERAL:
            apart = self._told.apart(groups, states)
            together = [(key,) for key in groups if key in apart]
        else:
            putting = neighbours_together if cut in IN_ORDER else small_together
            together = putting([(key, len(group)) for key, group in groups.items()], self._least)
        if cut is not None and not together:
            return None
        parts = [united(groups[key] for key in keys) for keys in together]
        shown = united(parts)
        sets = [states, *parts, shown, *(without(states, part) for part in (*parts, shown))]
        if not self._told.admits(sets):
            return None
        self._told.add(sets)
        return tuple(together)

    def _number(self, what: Hashable) -> int:
        """Return a number for a person, or for what is told of one: thousands of sets hash it quickly."""
        return self._numbers.setdefault(what, len(self._numbers))

    def _shown(self, table: Table, made: "_Published", asked: date) -> DurabilityReport:
        """Return a table as of the day on which it was published, for the end of the day that is asked about."""
        known = self._known_then(made.day)
        population, question = known.population, question_of(table, made.day)
        everybody = self._left_of(known, question)
        groups = by_group(table.by, everybody)
        exact = figures(everybody), [figures([one for key in keys for one in groups[key]]) for keys in made.groups]
        of_whole, of_groups = exact if self._least < LEAST else _protected(table.by, *exact)
        whole = Group(key=ALL, pl=WHOLE.pl, en=WHOLE.en, figures=of_whole)
        shown = []
        for keys, found in zip(made.groups, of_groups, strict=True):
            called = [words(table.by, key, population.editions) for key in keys]
            pl, en = "; ".join(one.pl for one in called), "; ".join(one.en for one in called)
            shown.append(Group(key="+".join(keys), pl=pl, en=en, figures=found))
        said = _published(table, asked, made.day)
        return _report(table, question, (population.position, population.today), whole, shown, said)


class _Published(NamedTuple):
    """When a table was published, and with which groups: the keys of those that were put together."""

    day: date
    groups: tuple[tuple[str, ...], ...]


def _protected(
    cut: Cut | None, whole: GroupFigures, groups: Sequence[GroupFigures]
) -> tuple[GroupFigures, Sequence[GroupFigures]]:
    """Return figures as they are published: of groups that share people each by itself, of others so that they sum."""
    apart = cut not in SEVERAL
    return published_whole(whole), published_groups(whole, groups) if apart else [*map(published_whole, groups)]


def _told(one: Left) -> Hashable:
    return told_of(one.seen.points, (one.seen.staying, one.seen.to_work))


def withheld(table: Table, asked: date, because: Words, position: int = 0) -> DurabilityReport:
    """Return a table that was never published by the end of a day, and why."""
    whole = Group(key=ALL, pl=WHOLE.pl, en=WHOLE.en, figures=None, withheld=because)
    return _report(table, question_of(table, asked), (position, asked), whole, (), _published(table, asked, None))


def _report(
    table: Table,
    question: Question,
    known: tuple[int, date],
    whole: Group,
    groups: Sequence[Group],
    said: Published,
) -> DurabilityReport:
    position, today = known
    notes = [ONCE, ROUNDED]
    if table.by in SEVERAL:
        notes.append(SEVERAL_GROUPS)
    if said.stands is not None and said.stands < said.asked:
        notes.append(IT_STANDS)
    return DurabilityReport(
        definition=rule_of(question),
        what_if=False,
        question=question,
        position=position,
        today=today,
        whole=whole,
        groups=tuple(groups),
        log_rank=None,
        hides=(NOT_THE_AIM, SMALL_GROUPS),
        notes=tuple(notes),
        published=said,
    )


def _published(table: Table, asked: date, stands: date | None) -> Published:
    return Published(
        table=ALL if table.by is None else table.by.value,
        period=table.period.value,
        asked=asked,
        stands=stands,
        rounded_to=LEAST,
        least=LEAST,
        least_for_shares=LEAST_FOR_SHARES,
    )


def of_log(people: People) -> Publications:
    """Return what is published from a log; it is asked within a snapshot of the store."""

    def known_then(day: date) -> KnownThen:
        population = people.at_end_of(day)
        return KnownThen(day=day, population=population, doses=people.doses(population.position))

    return Publications(known_then)
