"""The record as a sheet sees it half-way: what the indexes say, and what its own cells have recorded so far.

Nothing of a sheet is written before all of it is judged. What a rule asks of the indexes is read once, a person or a
sheet, and kept in memory with the entries that the sheet adds. Persons are looked up by the number of their id: an id
is hashed in Python, and that is asked for a dozen times a cell.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from operator import attrgetter
from typing import Any, Generic, TypeVar
from uuid import UUID

from application.hours_ground import HoursGround
from application.indexes.agreements import AgreementNumbers
from application.indexes.hours import HoursByDay
from application.indexes.places import Places
from application.indexes.rules import RuleBooks
from application.looking import Looking
from application.store.statements import Database
from domain.calendar import LAST_DAY
from domain.editions import OpenEdition
from domain.enrolment import Enrolment
from domain.hours import HoursEntry, HoursRecorded, last_day_of
from domain.hours.limits import Limit
from domain.hours.provider import Led
from domain.hours.time import counted_between
from domain.journal import Aggregate, Fact
from domain.participant import Participant
from domain.rules import Rules, Unit

A = TypeVar("A", bound=Aggregate)
E = TypeVar("E")
T = TypeVar("T")

AROUND = timedelta(days=7)
"""How far around its own days a sheet reads what is there: the whole week of each day lies in it."""
Window = tuple[date, date]
Asked = tuple[int, Unit, date, date]
"""Of which enrolment, in which unit, from when to when."""


class SoFar:
    """Looks into the record as the cells of a sheet leave it; `window` holds the days of them all."""

    def __init__(self, looking: Looking, window: Window) -> None:
        """Begin with what `looking` sees."""
        self._looking = looking
        around = window[0] - AROUND, min(window[1], LAST_DAY) + AROUND
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
        self._known: dict[int, Aggregate] = {}
        self._grounds: dict[tuple[int, int, int | None], HoursGround] = {}

    def known(self, kind: type[A], id: UUID) -> A:
        """Return an aggregate to read from. NotFound where there is none."""
        found = self._known.get(id.int)
        if found is None:
            self._known[id.int] = found = self._looking.known(kind, id)
        assert isinstance(found, kind)  # noqa: S101
        return found

    def fact(self, id: UUID, version: int) -> Fact:
        """Return one fact of a stream. KeyError where there is none."""
        return self._looking.fact(id, version)

    def opened(self, id: UUID, name: str, version: int | None) -> Any:
        """Return what a fact says under a sealed name; None without such a fact."""
        return self._looking.opened(id, name, version)

    def ground(self, participant: Participant, place: Enrolment, provider: UUID | None) -> HoursGround:
        """Return the ground on which a cell of a person in an enrolment is judged; it grows with the sheet."""
        who = participant.id.int, place.item, None if provider is None else provider.int
        if who not in self._grounds:
            self._grounds[who] = _GrowingGround(self, participant, place, provider)
        return self._grounds[who]

    def add(self, facts: Iterable[Fact], participant: Participant) -> None:
        """Take in what a cell of a person has recorded."""
        for fact in facts:
            if isinstance(fact, HoursRecorded):
                entry = entry_said(fact)
                self._hours.add(participant.id, entry)
                if entry.provider is not None:
                    edition = participant.enrolments[entry.enrolment].edition
                    self._places.add(entry.provider, Led(participant=participant.id, edition=edition, entry=entry))


class _GrowingGround(HoursGround):
    """A ground that stays while the sheet adds to what it stands on: entries are asked for anew each time."""

    def __init__(self, looking: Looking, participant: Participant, place: Enrolment, provider: UUID | None) -> None:
        """Take whose cells are judged, in which enrolment and with which provider."""
        super().__init__(looking, participant, place, provider)
        self._hours = looking.indexes.hours
        self._degrees: dict[date, str | None] = {}

    def led(self, first: date, last: date) -> list[Led]:
        """Return the provider's other entries that have a part in these days."""
        if self.provider is None:
            return []
        return self._work.indexes.places.led(self._work.db, self.provider.id, first, last)

    def degree(self, day: date) -> str | None:
        """Return the class of disability on a day: no sheet changes it."""
        if not self.rules.limits_by_class:
            return None
        if day not in self._degrees:
            self._degrees[day] = super().degree(day)
        return self._degrees[day]

    def amount(self, limit: Limit) -> int:
        """Return how much fills a limit."""
        hours, db, unit, first, last = self._hours, self._work.db, limit.unit, limit.first, limit.last
        return sum([hours.amount(db, who, item, unit, first, last)[0] for who, item in self.who(limit.share)])

    def booked(self, first: date, last: date) -> list[HoursEntry]:
        """Return the person's entries that have a part in these days."""
        return self._hours.between(self._work.db, self._participant.id, first, last)


class _Days(Generic[E]):
    """Entries by the day they start on (`entry_of` says which entry one is); those that reach past it, apart."""

    def __init__(self, entry_of: Callable[[E], HoursEntry], known: Iterable[E]) -> None:
        self._entry_of = entry_of
        self._by_day: defaultdict[int, list[E]] = defaultdict(list)
        self._reaching: list[tuple[date, date, E]] = []
        for one in known:
            self.add(one)

    def add(self, one: E) -> None:
        entry = self._entry_of(one)
        day, until = entry.day, _until(entry)
        self._by_day[day.toordinal()].append(one)
        if until > day:
            self._reaching.append((day, until, one))

    def between(self, first: date, last: date) -> list[E]:
        """Return those that have a part in these days."""
        by_day, since, until = self._by_day, first.toordinal(), last.toordinal()
        if until - since > len(by_day):
            found = [one for day, some in by_day.items() if since <= day <= until for one in some]
        else:
            found = [one for day in range(since, until + 1) if day in by_day for one in by_day[day]]
        if self._reaching:
            found += [one for day, until, one in self._reaching if day < first <= until]
        return found


class _Hours(HoursByDay):
    """The hours index with the entries of the sheet; what is not read anew here is read as the index reads it."""

    def __init__(self, known: HoursByDay, around: Window) -> None:
        self.__dict__.update(known.__dict__)
        self._known, self._first, self._last = known, *around
        self._near: dict[int, _Days[HoursEntry]] = {}
        self._added: defaultdict[int, list[HoursEntry]] = defaultdict(list)
        self._amounts: defaultdict[int, dict[Asked, int]] = defaultdict(dict)

    def add(self, participant: UUID, entry: HoursEntry) -> None:
        """Take in an entry of the sheet."""
        who, until = participant.int, _until(entry)
        self._added[who].append(entry)
        if who in self._near:
            self._near[who].add(entry)
        amounts = self._amounts[who]
        for asked in amounts:
            enrolment, unit, first, last = asked
            if enrolment == entry.enrolment and unit is entry.unit and first <= until and entry.day <= last:
                amounts[asked] += counted_between([entry], unit, first, last)

    def between(self, db: Database, participant: UUID, first: date, last: date) -> list[HoursEntry]:
        """Return the person's entries that have a part in these days, both included."""
        if self._first <= first and last <= self._last:
            near = self._near.get(participant.int)
            return (near or self._read(db, participant)).between(first, last)
        known = self._known.between(db, participant, first, last)
        return known + [one for one in self._added[participant.int] if _has_part(one, first, last)]

    def amount(
        self, db: Database, participant: UUID, enrolment: int, unit: Unit, first: date, last: date
    ) -> tuple[int, list[HoursEntry]]:
        """Return what the entries amount to between two days; those that reach past their day are counted in it."""
        amounts, asked = self._amounts[participant.int], (enrolment, unit, first, last)
        amount = amounts.get(asked)
        if amount is None:
            amounts[asked] = amount = self._counted(db, participant, *asked)
        return amount, []

    def _counted(self, db: Database, participant: UUID, enrolment: int, unit: Unit, first: date, last: date) -> int:
        if self._first <= first and last <= self._last:
            entries = self.between(db, participant, first, last)
            return counted_between([one for one in entries if one.enrolment == enrolment], unit, first, last)
        within, reaching = self._known.amount(db, participant, enrolment, unit, first, last)
        added = [one for one in self._added[participant.int] if one.enrolment == enrolment]
        return within + counted_between([*reaching, *added], unit, first, last)

    def _read(self, db: Database, participant: UUID) -> _Days[HoursEntry]:
        known = self._known.between(db, participant, self._first, self._last)
        near = _Days(_itself, [*known, *self._added[participant.int]])
        self._near[participant.int] = near
        return near


class _Places(Places):
    """Editions and enrolments, which no sheet changes, and what providers serve, which it does."""

    def __init__(self, known: Places, around: Window) -> None:
        self.__dict__.update(known.__dict__)
        self._known, self._first, self._last = known, *around
        self._said: dict[tuple[Any, ...], Any] = {}
        self._near: dict[int, _Days[Led]] = {}
        self._added: defaultdict[int, list[Led]] = defaultdict(list)

    def add(self, provider: UUID, led: Led) -> None:
        """Take in an entry of the sheet that somebody serves."""
        self._added[provider.int].append(led)
        if provider.int in self._near:
            self._near[provider.int].add(led)

    def last_day(self, db: Database, edition: UUID) -> date | None:
        """Return the last day of an edition as it stands now, or None where it runs on."""
        return self._once(self._known.last_day, db, edition)

    def edition(self, db: Database, edition: UUID) -> OpenEdition:
        """Return an edition that somebody is enrolled in."""
        return self._once(self._known.edition, db, edition)

    def edition_of(self, db: Database, participant: UUID, item: int) -> UUID:
        """Return the edition of an enrolment."""
        return self._once(self._known.edition_of, db, participant, item)

    def sharing(self, db: Database, edition: UUID, quota_of: UUID) -> list[tuple[UUID, int]]:
        """Return whose enrolments (participant, item) in an edition fill the quota of one person, ended or not."""
        return self._once(self._known.sharing, db, edition, quota_of)

    def served(self, db: Database, person: UUID) -> list[tuple[UUID, int]]:
        """Return the enrolments (participant, item) in any edition that fill the quota of a person, ended or not."""
        return self._once(self._known.served, db, person)

    def under_agreement(self, db: Database, number: str) -> list[tuple[UUID, int, date | None]]:
        """Return the enrolments (participant, item, last day) that hang on the agreement of a number, ended or not."""
        return self._once(self._known.under_agreement, db, number)

    def led(self, db: Database, provider: UUID, first: date, last: date) -> list[Led]:
        """Return the entries that a provider serves with a part in these days, of whomever."""
        added = self._added[provider.int]
        if self._first <= first and last <= self._last:
            if provider.int not in self._near:
                known = self._known.led(db, provider, self._first, self._last)
                self._near[provider.int] = _Days(_entry_of, [*known, *added])
            return self._near[provider.int].between(first, last)
        known = self._known.led(db, provider, first, last)
        return known + [one for one in added if _has_part(one.entry, first, last)]

    def _once(self, ask: Callable[..., T], db: Database, *about: Any) -> T:
        question = ask.__name__, *(one.int if isinstance(one, UUID) else one for one in about)
        if question not in self._said:
            self._said[question] = ask(db, *about)
        found: T = self._said[question]
        return found


class _Rules(RuleBooks):
    """Rule books, each read once."""

    def __init__(self, known: RuleBooks) -> None:
        self.__dict__.update(known.__dict__)
        self._known, self._said = known, dict[int, Rules]()

    def of(self, db: Database, owner: UUID) -> Rules:
        """Return the rules of an edition or an agreement."""
        if owner.int not in self._said:
            self._said[owner.int] = self._known.of(db, owner)
        return self._said[owner.int]


class _Agreements(AgreementNumbers):
    """Agreements by their number, each looked up once."""

    def __init__(self, known: AgreementNumbers) -> None:
        self.__dict__.update(known.__dict__)
        self._known, self._said = known, dict[str, UUID | None]()

    def of_number(self, db: Database, number: str) -> UUID | None:
        """Return the agreement of that number, or None."""
        if number not in self._said:
            self._said[number] = self._known.of_number(db, number)
        return self._said[number]


_entry_of: Callable[[Led], HoursEntry] = attrgetter("entry")


def _itself(entry: HoursEntry) -> HoursEntry:
    return entry


def entry_said(fact: HoursRecorded) -> HoursEntry:
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


def _until(entry: HoursEntry) -> date:
    return last_day_of(entry.day, entry.starts_at, entry.minutes)


def _has_part(entry: HoursEntry, first: date, last: date) -> bool:
    return entry.day <= last and first <= _until(entry)
