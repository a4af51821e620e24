"""What the findings in one edition look at: its rules, who typed its hours, and what providers did elsewhere."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import cached_property
from uuid import UUID

from application.indexes import on_record
from application.indexes.on_record import Row
from application.kept_excess import excess_of
from application.looking import Looking
from domain.calendar import local_day
from domain.flags import EntryOnRecord, Serving, Typed, TypedBy
from domain.hours.limits import Limit
from domain.participant import Participant
from domain.rules import Rules

_AROUND = timedelta(days=2)
Placed = tuple[UUID, int]
"""Whose enrolment: participant and item."""


class Scene:
    """An edition, and the entries in it that are looked at: of everybody, or of one person."""

    def __init__(self, looking: Looking, edition: UUID, rows: Iterable[Row]) -> None:
        """Take the entries, by enrolment."""
        self._looking, self.edition = looking, edition
        self._entries: dict[Placed, list[EntryOnRecord]] = {}
        for row in rows:
            placed = row.participant, row.entry.enrolment
            self._entries.setdefault(placed, []).append(on_the_record(looking, row))

    @cached_property
    def rules(self) -> Rules:
        """The edition's rules."""
        return self._looking.indexes.rules.of(self._looking.db, self.edition)

    @cached_property
    def people(self) -> list[UUID]:
        """Everybody who takes or took part."""
        return on_record.people(self._looking.db, self.edition)

    @cached_property
    def typed(self) -> dict[TypedBy, Typed]:
        """How many entries of how many days each user typed on each day, for everybody."""
        return on_record.typed(self._looking.db, self.edition)

    @cached_property
    def serving(self) -> dict[UUID, Serving]:
        """What the providers of these entries did around them, for whomever."""
        days: dict[UUID, list[date]] = {}
        for one in (one for entries in self._entries.values() for one in entries):
            if one.entry.provider is not None:
                days.setdefault(one.entry.provider, []).extend((one.entry.day, one.last_day))
        places, db = self._looking.indexes.places, self._looking.db
        return {
            provider: Serving(places.led(db, provider, min(on) - _AROUND, max(on) + _AROUND))
            for provider, on in days.items()
        }

    @cached_property
    def judged(self) -> dict[UUID, list[date]]:
        """The days of these hours by whose rules judged them: the edition's, and those of agreements."""
        found: dict[UUID, list[date]] = {}
        for (id, item), entries in self._entries.items():
            number = self._looking.known(Participant, id).enrolments[item].agreement
            agreement = None if number is None else self._looking.indexes.agreements.of_number(self._looking.db, number)
            for owner in (self.edition, agreement):
                if owner is not None:
                    found.setdefault(owner, []).extend(one.entry.day for one in entries)
        return found

    def entries(self, participant: UUID, enrolment: int) -> list[EntryOnRecord]:
        """Return the entries of an enrolment."""
        return self._entries.get((participant, enrolment), [])

    def filling(self, who: Iterable[Placed], limit: Limit) -> list[EntryOnRecord]:
        """Return the entries of these enrolments, in whatever edition, that reach into the time of a limit."""
        return [one for placed in who for one in self._of(placed) if _reaches(one, limit)]

    def _of(self, placed: Placed) -> list[EntryOnRecord]:
        if placed not in self._entries:
            rows = on_record.of_person(self._looking.db, placed[0])
            self._entries[placed] = [on_the_record(self._looking, r) for r in rows if r.entry.enrolment == placed[1]]
        return self._entries[placed]


def on_the_record(looking: Looking, row: Row) -> EntryOnRecord:
    """Return an entry with what only its facts say: when it was first told, and the excess that it kept."""
    recorded_on = row.typed_on
    if row.said_by != row.entry.item:
        recorded_on = local_day(looking.fact(row.participant, row.entry.item).recorded_at)
    return EntryOnRecord(
        entry=row.entry,
        recorded_on=recorded_on,
        typed_on=row.typed_on,
        checked_by=row.checked_by,
        excess=excess_of(looking, row),
    )


def _reaches(one: EntryOnRecord, limit: Limit) -> bool:
    return one.entry.day <= limit.last and limit.first <= one.last_day


class Scenes:
    """The editions that are looked at, each read once."""

    def __init__(self, looking: Looking) -> None:
        """Start with none."""
        self._looking = looking
        self._scenes: dict[tuple[UUID, UUID | None], Scene] = {}

    def of_edition(self, edition: UUID) -> Scene:
        """Return an edition with everybody's entries."""
        return self._scene(edition, None, lambda: on_record.of_edition(self._looking.db, edition))

    def of_person(self, person: UUID, edition: UUID) -> Scene:
        """Return an edition with the entries of one person."""

        def own() -> list[Row]:
            return [row for row in on_record.of_person(self._looking.db, person) if row.edition == edition]

        return self._scene(edition, person, own)

    def _scene(self, edition: UUID, person: UUID | None, rows: Callable[[], list[Row]]) -> Scene:
        key = edition, person
        if key not in self._scenes:
            self._scenes[key] = Scene(self._looking, edition, rows())
        return self._scenes[key]
