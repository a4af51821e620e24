"""What a row (or a mark in a list) says that somebody did on a day: one shape for the three files of hours."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import Enum, auto
from functools import partial
from typing import Any

import msgspec

from application.exchange.cells import (
    Column,
    Moment,
    among,
    clock,
    code,
    day,
    length,
    line,
    text,
    whole_number,
)
from application.exchange.participants_columns import NAME_MOST, NOTE_MOST, TEXT_MOST
from application.exchange.participants_words import programme
from application.exchange.shape import Mark, Part, Shape
from domain.absences import AbsenceKind

ROWS_MOST = 20_000
"""Four or five years of a club of sixty: its largest year has some four and a half thousand rows."""


class Presence(Enum):
    """Whether somebody was there, as on the club's attendance sheet: O, U, N, Z."""

    THERE = auto()
    EXCUSED = auto()
    UNEXCUSED = auto()
    SICK = auto()
    REFUSED = auto()
    """Refused the work that was offered."""

    @property
    def absence(self) -> AbsenceKind | None:
        """Which kind of absence it is; None for a refusal."""
        return None if self is Presence.REFUSED else AbsenceKind[self.name]


class Whose(msgspec.Struct, frozen=True, kw_only=True):
    """Whose row it is: the case mark decides; a name, where the file has one, has to agree."""

    case_mark: str
    family_name: str | None = None
    given_name: str | None = None


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """What was done: a form of art. 18(2) where it names one, else in the paper's own words."""

    activity: str | None
    what: str | None


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What is said of a day; None where the cell is empty or the file has no such column."""

    day: date
    presence: Presence = Presence.THERE
    starts_at: Moment | None = None
    ends_at: Moment | None = None
    minutes: int | None = None
    programme: str | None = None
    agreement: str | None = None
    form: Form | None = None
    at_place: str | None = None
    provider: str | None = None
    document_number: str | None = None
    kilometres: int | None = None
    signed: bool | None = None
    note: str | None = None
    override: str | None = None


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to record; `column` is where it stands in the line, where a line holds several."""

    line: int
    whose: Whose
    said: Said
    column: str | None = None


_OF_HOURS_ONLY = ("form", "at_place", "provider", "document_number", "override")


class EntryFile(Shape, frozen=True, kw_only=True, dict=True):
    """A file of entries. `one_month`: a person's rows are of one month; `one_row`: of a person there is one row.

    `of_presences`: it tells who was there, not for how long.
    """

    one_month: bool = False
    one_row: bool = False
    of_presences: bool = False
    elsewhere: Mapping[str, str]
    """Fields of the steps that no column is named after, and the column to look at."""

    def lost_with_absences(self, rows: Iterable[Entry]) -> tuple[str, ...]:
        """Return the columns that are filled where somebody was not there, and that no absence keeps."""
        if self.of_field("presence") is None:
            return ()
        absences = [row.said for row in rows if row.said.presence is not Presence.THERE]
        filled = (name for name in _OF_HOURS_ONLY if any(getattr(said, name) is not None for said in absences))
        return tuple(f"{self.of_field(name)} (przy nieobecności)" for name in filled)

    def column_of(self, field: str | None, otherwise: str) -> str:
        """Return the column to look at for a field that a step points to."""
        name = (field or "").removeprefix("/")
        return self.of_field(name) or self.elsewhere.get(name, otherwise)


_FORMS = {
    "poradnictwo prawne": "LEGAL_ADVICE",
    "staż": "INTERNSHIP",
    "działalność samopomocowa": "SELF_HELP",
    "przygotowanie do zatrudnienia": "JOB_FINDING",
    "pomoc w znalezieniu pracy": "JOB_FINDING",
    "prace społecznie użyteczne": "SOCIALLY_USEFUL_WORK",
    "roboty publiczne": "PUBLIC_WORKS",
}
_short, _name, _note = partial(line, TEXT_MOST), partial(line, NAME_MOST), partial(text, NOTE_MOST)
_presence = among(
    (Presence.THERE, ("O", "obecny", "obecna")),
    (Presence.EXCUSED, ("U",)),
    (Presence.UNEXCUSED, ("N",)),
    (Presence.SICK, ("Z",)),
    (Presence.REFUSED, ("odmowa",)),
)
_mark = among(
    (Presence.THERE, ("x", "✓", "O", "1")),
    (Presence.EXCUSED, ("U",)),
    (Presence.UNEXCUSED, ("N",)),
    (Presence.SICK, ("Z",)),
)
_signature = among((True, ("tak",)), (False, ("nie",)))


def _form(cell: str) -> Form:
    said = _short(cell)
    activity = _FORMS.get(said.casefold())
    return Form(activity=activity, what=None if activity else said)


def _what(cell: str) -> Form:
    return Form(activity=None, what=_short(cell))


_NAMES = (Column("Nazwisko", "family_name", _name), Column("Imię", "given_name", _name))
_OVERRIDE = Column("Powód przekroczenia", "override", _note, needed=False, may_lack=True)
_PROGRAMME = Column("Program", "programme", programme, needed=False, may_lack=True)


def _one(at: int, parts: Mapping[str, Any], _: Sequence[Mark]) -> tuple[Entry, ...]:
    return (Entry(line=at, whose=parts["whose"], said=parts["said"]),)


def _card(at: int, parts: Mapping[str, Any], _: Sequence[Mark]) -> tuple[Entry, ...]:
    said: Said = parts["said"]
    return (Entry(line=at, whose=parts["whose"], said=msgspec.structs.replace(said, signed=said.signed is True)),)


class _OfAChild(msgspec.Struct, frozen=True, kw_only=True):
    """What a row of a day-room's list says of all its days."""

    provider: str | None = None
    programme: str | None = None


def _marked(at: int, parts: Mapping[str, Any], marks: Sequence[Mark]) -> list[Entry]:
    all_days: _OfAChild = parts["all_days"] or _OfAChild()
    return [
        Entry(
            line=at,
            whose=parts["whose"],
            said=Said(day=mark.day, presence=mark.said, provider=all_days.provider, programme=all_days.programme),
            column=mark.column,
        )
        for mark in marks
    ]


HOURS = EntryFile(
    parts={
        "whose": Part(Whose, (Column("Nr sprawy", "case_mark", _short), *_NAMES), always=True),
        "said": Part(
            Said,
            (
                Column("Data", "day", day),
                Column("Od", "starts_at", clock, needed=False),
                Column("Do", "ends_at", clock, needed=False),
                Column("Godziny", "minutes", length, needed=False),
                Column("Program", "programme", programme),
                Column("Nr porozumienia", "agreement", code, needed=False),
                Column("Forma", "form", _form, needed=False),
                Column("Miejsce", "at_place", _short, needed=False),
                Column("Prowadzący", "provider", _name, needed=False),
                Column("Nr dokumentu", "document_number", _short, needed=False),
                Column("Obecność", "presence", _presence),
                Column("Uwagi", "note", _note, needed=False, may_lack=True),
                _OVERRIDE,
            ),
            always=True,
        ),
    },
    rows=_one,
    rows_most=ROWS_MOST,
    elsewhere={
        "enrolment": "Program",
        "activity": "Forma",
        "what": "Forma",
        "direction": "Program",
        "unit": "Program",
        "ends_on": "Do",
        "kind": "Obecność",
        "reason": "Uwagi",
    },
)
SERVICE_CARD = EntryFile(
    parts={
        "whose": Part(Whose, (Column("Nr sprawy", "case_mark", _short),), always=True),
        "said": Part(
            Said,
            (
                Column("Data", "day", day),
                Column("Od", "starts_at", clock),
                Column("Do", "ends_at", clock),
                Column("Asystent", "provider", _name),
                Column("Rodzaj pomocy", "form", _what, needed=False),
                Column("Miejsce", "at_place", _short, needed=False),
                Column("Kilometry", "kilometres", whole_number, needed=False),
                Column("Podpis uczestnika", "signed", _signature, needed=False),
                _PROGRAMME,
                Column("Nr karty", "document_number", _short, needed=False, may_lack=True),
                Column("Uwagi", "note", _note, needed=False, may_lack=True),
                _OVERRIDE,
            ),
            always=True,
        ),
    },
    rows=_card,
    rows_most=ROWS_MOST,
    one_month=True,
    elsewhere={"enrolment": "Nr sprawy", "what": "Rodzaj pomocy", "ends_on": "Do", "minutes": "Do"},
)
ATTENDANCE = EntryFile(
    parts={
        "whose": Part(Whose, (Column("Nr karty", "case_mark", _short), *_NAMES), always=True),
        "all_days": Part(
            _OfAChild,
            (Column("Wychowawca", "provider", _name, needed=False, may_lack=True), _PROGRAMME),
        ),
    },
    rows=_marked,
    rows_most=ROWS_MOST,
    below_days=_mark,
    one_row=True,
    of_presences=True,
    elsewhere={"enrolment": "Nr karty"},
)
