"""The record as a sheet sees it half-way: what the indexes say, and what its own cells have recorded so far.

Nothing of a sheet is written before all of it is judged. What a rule asks of the indexes is read once, a person or a
sheet, and kept in memory with the entries that the sheet adds.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from operator import attrgetter
from typing import Any, Generic, TypeVar
from uuid import UUID

from application.indexes.agreements import AgreementNumbers
from application.indexes.hours import HoursByDay
from application.indexes.places import Places
from application.indexes.rules import RuleBooks
from application.looking import Looking
from application.store.statements import Database
from domain.editions import OpenEdition
from domain.hours import HoursEntry, HoursRecorded, last_day_of
from domain.hours.provider import Led
from domain.hours.time import counted_between
from domain.journal import Aggregate, Fact
from domain.rules import Rules, Unit

A = TypeVar("A", bound=Aggregate)
T = TypeVar("T")
E = TypeVar("E", HoursEntry, Led)
_ENTRY = attrgetter("entry")

AROUND = timedelta(days=7)
"""How far around its own days a sheet reads what is there: the whole week of each day lies in it."""
Window = tuple[date, date]


class SoFar:
    """Looks into the record as the cells of a sheet leave it; `window` holds the days of them all."""

    def __init__(self, looking: Looking, window: Window) -> None:
        """Begin with what `looking` sees."""
        self._looking = looking
        around = window[0] - AROUND, window[1] + AROUND
        self._hours = _Hours(looking.indexes.hours, around)
        self._places = _Places(looking.indexes.places, around)
        self.db = looking.db
        self.indexes = replace(
            looking.indexes,
            hours=self._hours,
            places=self._places,
            rules=_Rules(looking.indexes.rules),
            agreements=_Agreements(looking.indexes.agreements),
        )
        self._known = _Kept()

    def known(self, kind: type[A], id: UUID) -> A:
        """Return an aggregate to read from. NotFound where there is none."""
        return self._known.get((kind, id), lambda: self._looking.known(kind, id))

    def fact(self, id: UUID, version: int) -> Fact:
        """Return one fact of a stream. KeyError where there is none."""
        return self._looking.fact(id, version)

    def opened(self, id: UUID, name: str, version: int | None) -> Any:
        """Return what a fact says under a sealed name; None without such a fact."""
        return self._looking.opened(id, name, version)

    def add(self, facts: Iterable[Fact], edition_of: Callable[[int], UUID]) -> None:
        """Take in what a cell has recorded; `edition_of` says in which edition an enrolment of the person is."""
        for fact in facts:
            if isinstance(fact, HoursRecorded):
                entry = _entry(fact)
                self._hours.add(fact.originator_id, entry)
                if entry.provider is not None:
                    led = Led(participant=fact.originator_id, edition=edition_of(entry.enrolment), entry=entry)
                    self._places.add(entry.provider, led)


class _Kept:
    """What was asked once."""

    def __init__(self) -> None:
        self._said: dict[Hashable, Any] = {}

    def get(self, question: Hashable, ask: Callable[[], T]) -> T:
        """Return the answer, asked for the first time only."""
        if question not in self._said:
            self._said[question] = ask()
        found: T = self._said[question]
        return found


class _Hours(HoursByDay):
    """The hours index with the entries of the sheet; what it does not read again, it reads as the index does."""

    def __init__(self, known: HoursByDay, around: Window) -> None:
        self.__dict__.update(known.__dict__)
        self._read, self._around_sheet = known, around
        self._days: dict[UUID, _Days[HoursEntry]] = {}
        self._added: defaultdict[UUID, list[HoursEntry]] = defaultdict(list)
        self._windows: defaultdict[UUID, dict[tuple[int, Unit, date, date], int]] = defaultdict(dict)

    def add(self, participant: UUID, entry: HoursEntry) -> None:
        """Take in an entry of the sheet."""
        self._added[participant].append(entry)
        if participant in self._days:
            self._days[participant].add(entry)
        amounts = self._windows[participant]
        for (enrolment, unit, first, last), amount in amounts.items():
            if enrolment == entry.enrolment and unit is entry.unit and first <= _until(entry) and entry.day <= last:
                amounts[enrolment, unit, first, last] = amount + counted_between([entry], unit, first, last)

    def between(self, db: Database, participant: UUID, first: date, last: date) -> list[HoursEntry]:
        """Return the person's entries that have a part in these days, both included."""
        if self._around_sheet[0] <= first and last <= self._around_sheet[1]:
            return self._near(db, participant).between(first, last)
        known = self._read.between(db, participant, first, last)
        return known + [one for one in self._added[participant] if _has_part(one, first, last)]

    def amount(
        self, db: Database, participant: UUID, enrolment: int, unit: Unit, first: date, last: date
    ) -> tuple[int, list[HoursEntry]]:
        """Return what the entries amount to between two days; those that reach past their day are counted in it."""
        amounts, asked = self._windows[participant], (enrolment, unit, first, last)
        if asked not in amounts:
            amounts[asked] = self._counted(db, participant, *asked)
        return amounts[asked], []

    def _counted(self, db: Database, participant: UUID, enrolment: int, unit: Unit, first: date, last: date) -> int:
        if self._around_sheet[0] <= first and last <= self._around_sheet[1]:
            entries = self._near(db, participant).between(first, last)
            return counted_between([one for one in entries if one.enrolment == enrolment], unit, first, last)
        within, reaching = self._read.amount(db, participant, enrolment, unit, first, last)
        added = [one for one in self._added[participant] if one.enrolment == enrolment]
        return within + counted_between([*reaching, *added], unit, first, last)

    def _near(self, db: Database, participant: UUID) -> "_Days[HoursEntry]":
        if participant not in self._days:
            known = self._read.between(db, participant, *self._around_sheet)
            self._days[participant] = _Days(_itself, [*known, *self._added[participant]])
        return self._days[participant]


class _Days(Generic[E]):
    """Entries by the day they start on (`entry_of` says which entry one is); those that reach past it, apart."""

    def __init__(self, entry_of: Callable[[E], HoursEntry], known: Iterable[E]) -> None:
        self._entry_of = entry_of
        self._by_day: defaultdict[date, list[E]] = defaultdict(list)
        self._reaching: list[tuple[date, date, E]] = []
        for one in known:
            self.add(one)

    def add(self, one: E) -> None:
        entry = self._entry_of(one)
        self._by_day[entry.day].append(one)
        if _until(entry) > entry.day:
            self._reaching.append((entry.day, _until(entry), one))

    def between(self, first: date, last: date) -> list[E]:
        """Return those that have a part in these days: first those that start in them, as the index does."""
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        starting = [one for day in days for one in self._by_day.get(day, ())]
        return starting + [one for day, until, one in self._reaching if day < first <= until]


class _Places(Places):
    """Editions and enrolments, which no sheet changes, and what providers serve, which it does."""

    def __init__(self, known: Places, around: Window) -> None:
        self.__dict__.update(known.__dict__)
        self._read, self._kept, self._around_sheet = known, _Kept(), around
        self._led_near: dict[UUID, _Days[Led]] = {}
        self._added: defaultdict[UUID, list[Led]] = defaultdict(list)

    def add(self, provider: UUID, led: Led) -> None:
        """Take in an entry of the sheet that somebody serves."""
        self._added[provider].append(led)
        if provider in self._led_near:
            self._led_near[provider].add(led)

    def last_day(self, db: Database, edition: UUID) -> date | None:
        """Return the last day of an edition as it stands now, or None where it runs on."""
        return self._kept.get(("last_day", edition), lambda: self._read.last_day(db, edition))

    def edition(self, db: Database, edition: UUID) -> OpenEdition:
        """Return an edition that somebody is enrolled in."""
        return self._kept.get(("edition", edition), lambda: self._read.edition(db, edition))

    def edition_of(self, db: Database, participant: UUID, item: int) -> UUID:
        """Return the edition of an enrolment."""
        return self._kept.get(("of", participant, item), lambda: self._read.edition_of(db, participant, item))

    def sharing(self, db: Database, edition: UUID, quota_of: UUID) -> list[tuple[UUID, int]]:
        """Return whose enrolments (participant, item) in an edition fill the quota of one person, ended or not."""
        return self._kept.get(("sharing", edition, quota_of), lambda: self._read.sharing(db, edition, quota_of))

    def served(self, db: Database, person: UUID) -> list[tuple[UUID, int]]:
        """Return the enrolments (participant, item) in any edition that fill the quota of a person, ended or not."""
        return self._kept.get(("served", person), lambda: self._read.served(db, person))

    def under_agreement(self, db: Database, number: str) -> list[tuple[UUID, int, date | None]]:
        """Return the enrolments (participant, item, last day) that hang on the agreement of a number, ended or not."""
        return self._kept.get(("under", number), lambda: self._read.under_agreement(db, number))

    def led(self, db: Database, provider: UUID, first: date, last: date) -> list[Led]:
        """Return the entries that a provider serves with a part in these days, of whomever."""
        if self._around_sheet[0] <= first and last <= self._around_sheet[1]:
            if provider not in self._led_near:
                known = self._read.led(db, provider, *self._around_sheet)
                self._led_near[provider] = _Days(_ENTRY, [*known, *self._added[provider]])
            return self._led_near[provider].between(first, last)
        known = self._read.led(db, provider, first, last)
        return known + [one for one in self._added[provider] if _has_part(one.entry, first, last)]


class _Rules(RuleBooks):
    """Rule books, each read once."""

    def __init__(self, known: RuleBooks) -> None:
        self.__dict__.update(known.__dict__)
        self._known, self._kept = known, _Kept()

    def of(self, db: Database, owner: UUID) -> Rules:
        """Return the rules of an edition or an agreement."""
        return self._kept.get(owner, lambda: self._known.of(db, owner))


class _Agreements(AgreementNumbers):
    """Agreements by their number, each looked up once."""

    def __init__(self, known: AgreementNumbers) -> None:
        self.__dict__.update(known.__dict__)
        self._known, self._kept = known, _Kept()

    def of_number(self, db: Database, number: str) -> UUID | None:
        """Return the agreement of that number, or None."""
        return self._kept.get(number, lambda: self._known.of_number(db, number))


def _entry(fact: HoursRecorded) -> HoursEntry:
    """Return the entry that the index would say of a fact."""
    return HoursEntry(
        item=fact.originator_version,
        enrolment=fact.enrolment,
        day=fact.occurred_on,
        minutes=fact.minutes,
        starts_at=fact.starts_at,
        direction=fact.direction,
        unit=fact.unit,
        activity=fact.activity,
        provider=fact.provider,
        recorded_by=fact.recorded_by,
    )


def _itself(entry: HoursEntry) -> HoursEntry:
    return entry


def _until(entry: HoursEntry) -> date:
    return last_day_of(entry.day, entry.starts_at, entry.minutes)


def _has_part(entry: HoursEntry, first: date, last: date) -> bool:
    return entry.day <= last and first <= _until(entry)
