"""A row of a file as a cell of a sheet: whose it is, in which enrolment, served by whom; or why it cannot be told."""

from collections.abc import Mapping, Sequence
from datetime import time
from unicodedata import normalize
from uuid import UUID

import msgspec

from application.command import Work
from application.exchange.entries import Entry, EntryFile, Presence, Said
from application.exchange.entry_faults import SENTENCES
from application.exchange.reading import WHOLE_ROW, Fault
from application.sheets import Cell, SheetAbsence, SheetHours
from domain.enrolment import Enrolment
from domain.participant import Participant
from domain.refusals import NotFound
from domain.rules import RuleCode, Rules, Unit
from domain.vocabulary import HoursDirection

PROVIDER = "provider"


class ByDefault(msgspec.Struct, frozen=True, kw_only=True):
    """What holds where a list says nothing: the day-room's hours, and who was with the children."""

    starts_at: time | None = None
    ends_at: time | None = None
    provider: UUID | None = None


class Located(msgspec.Struct, frozen=True, kw_only=True):
    """A row as a cell, with its edition; `again`: the same command has recorded it before."""

    entry: Entry
    cell: Cell
    edition: UUID
    again: bool = False


class InTheCell(Exception):
    """What is wrong with a row before any rule is asked: a code, and the field whose column is to be looked at."""

    def __init__(self, code: str, field: str | None, file: EntryFile, **numbers: object) -> None:
        super().__init__(code)
        self.code, self._field, self._file, self._numbers = code, field, file, numbers

    def named(self, entry: Entry) -> Fault:
        """Return it as the fault of the row's cell."""
        otherwise = entry.column or WHOLE_ROW
        column = self._file.column_of(self._field, otherwise) if self._field else otherwise
        pl, en = (sentence.format(**self._numbers) for sentence in SENTENCES[self.code])
        return Fault(line=entry.line, column=column, code=self.code, pl=pl, en=en)


class CommonFault(InTheCell):
    """A fault that all rows share which say the same (`shared`): it is named once."""

    def __init__(self, code: str, field: str | None, file: EntryFile, shared: str, **numbers: object) -> None:
        super().__init__(code, field, file, **numbers)
        self.shared = f"{code} {shared}"


def called(*names: str | None) -> str:
    """Return a name as it is compared: without stray blanks, capitals, or two ways to write one letter."""
    return " ".join(normalize("NFC", " ".join(name or "" for name in names)).casefold().split())


class Cells:
    """The rows of one file as cells; what is asked of a person again and again is asked once."""

    def __init__(
        self, work: Work, file: EntryFile, providers: Mapping[str, Sequence[UUID]], by_default: ByDefault
    ) -> None:
        """Read the record through `work`."""
        self._work, self._file, self._providers, self._default = work, file, providers, by_default
        self._people: dict[str, Participant | None] = {}
        self._names: dict[UUID, tuple[set[str], set[str]]] = {}
        self._rules: dict[UUID, Rules] = {}

    def located(self, entry: Entry) -> Located:
        """Return the row as a cell. InTheCell, CommonFault."""
        person = self._person(entry)
        place = self._place(entry, person)
        at = str(entry.line) if entry.column is None else f"{entry.line}/{entry.column}"
        if entry.said.presence is Presence.THERE:
            cell: Cell = self._hours(entry, person.id, place, at)
        else:
            cell = self._absence(entry, person.id, place, at)
        return Located(entry=entry, cell=cell, edition=place.edition)

    def rules(self, edition: UUID) -> Rules:
        """Return the rules of an edition."""
        if edition not in self._rules:
            self._rules[edition] = self._work.indexes.rules.of(self._work.db, edition)
        return self._rules[edition]

    def _person(self, entry: Entry) -> Participant:
        mark = entry.whose.case_mark
        if mark not in self._people:
            self._people[mark] = self._found(mark)
        person = self._people[mark]
        if person is None:
            raise CommonFault("unknown-case-mark", "case_mark", self._file, mark)
        self._refuse_another_name(entry, person)
        return person

    def _found(self, mark: str) -> Participant | None:
        """Return whose case mark it is; None where it is nobody's, or of somebody whom the caller may not see."""
        id = self._work.indexes.identities.find(self._work.db, "case_mark", mark)
        if id is None:
            return None
        try:
            self._work.refuse_stranger(id)
        except NotFound:
            return None
        return self._work.known(Participant, id)

    def _refuse_another_name(self, entry: Entry, person: Participant) -> None:
        """Refuse a row that names somebody else; an old paper may have the name that was registered first."""
        if person.id not in self._names:
            self._names[person.id] = (self._called(person, "family_name"), self._called(person, "given_name"))
        for field, known in zip(("family_name", "given_name"), self._names[person.id], strict=True):
            said = getattr(entry.whose, field)
            if said is not None and called(said) not in known:
                raise InTheCell("another-person", field, self._file)

    def _called(self, person: Participant, field: str) -> set[str]:
        versions = {1, person.details[field]}
        return {called(self._work.opened(person.id, field, version)) for version in versions}

    def _place(self, entry: Entry, person: Participant) -> Enrolment:
        """Return the enrolment that a row means: of its programme and agreement, or the only one that counts so."""
        said, places = entry.said, list(person.enrolments.values())
        if said.programme is not None:
            places = [one for one in places if one.programme == said.programme]
            if not places:
                raise InTheCell("not-enrolled", "programme", self._file)
            if self._file.of_field("agreement") is not None:
                places = [one for one in places if one.agreement == said.agreement]
                if not places:
                    raise InTheCell("another-agreement", "agreement", self._file)
        else:
            places = [one for one in places if self._counts_so(one, said)]
            if not places:
                raise InTheCell("no-such-service", "case_mark", self._file)
        then = [one for one in places if _holds(one, said)]
        if len({one.programme for one in then}) > 1:
            raise InTheCell("several-services", "case_mark", self._file)
        return max(then or places, key=lambda one: (one.enrolled_on <= said.day, one.enrolled_on))

    def _counts_so(self, place: Enrolment, said: Said) -> bool:
        rules = self.rules(place.edition)
        if self._file.of_presences:
            return any(rule.applies_to == Unit.PRESENCES for rule in rules.each(RuleCode.UNIT, said.day))
        return self._direction(place, said) is HoursDirection.RECEIVED

    def _direction(self, place: Enrolment, said: Said) -> HoursDirection:
        way = self.rules(place.edition).on(RuleCode.DIRECTION, said.day)
        if way is not None:
            return HoursDirection(str(way.value))
        return HoursDirection.ATTENDED if place.agreement is None else HoursDirection.WORKED

    def _hours(self, entry: Entry, person: UUID, place: Enrolment, at: str) -> SheetHours:
        said = entry.said
        starts_at = self._default.starts_at if said.starts_at is None else said.starts_at.at
        if said.starts_at is not None and said.starts_at.day(said.day) != said.day:
            raise InTheCell("another-day", "starts_at", self._file)
        ends_at, ends_on = self._default.ends_at, None
        if said.ends_at is not None:
            ends_at, ends_on = said.ends_at.at, said.ends_at.day(said.day, starts_at)
        nothing_said = said.minutes is None and ends_at is None
        return SheetHours(
            at=at,
            participant=person,
            enrolment=place.item,
            day=said.day,
            minutes=0 if nothing_said and self._file.of_presences else said.minutes,
            starts_at=starts_at,
            ends_on=ends_on,
            ends_at=ends_at,
            unit=Unit.PRESENCES if self._file.of_presences else None,
            direction=self._direction(place, said),
            activity=said.form.activity if said.form else None,
            provider=self._provider(said),
            signed=said.signed,
            document_number=said.document_number,
            at_place=said.at_place,
            kilometres=said.kilometres,
            what=said.form.what if said.form else None,
            note=said.note,
            override=said.override,
        )

    def _provider(self, said: Said) -> UUID | None:
        if said.provider is None:
            return self._default.provider
        found = self._providers.get(called(said.provider), ())
        if len(found) != 1:
            code = "several-providers" if found else "unknown-provider"
            raise CommonFault(code, PROVIDER, self._file, called(said.provider))
        return found[0]

    def _absence(self, entry: Entry, person: UUID, place: Enrolment, at: str) -> SheetAbsence:
        said = entry.said
        if said.starts_at or said.ends_at or said.minutes:
            raise InTheCell("absent-with-hours", "presence", self._file)
        if said.presence is Presence.REFUSED and said.note is None:
            raise InTheCell("refusal-without-reason", "note", self._file)
        return SheetAbsence(
            at=at,
            participant=person,
            enrolment=place.item,
            day=said.day,
            kind=said.presence.absence,
            reason=said.note,
        )


def _holds(place: Enrolment, said: Said) -> bool:
    return place.enrolled_on <= said.day and (place.ended_on is None or said.day <= place.ended_on)
