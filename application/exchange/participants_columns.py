"""What each column of a club's register says: every column of the club's own sheet, none left out.

A row has parts. All of a part's needed cells are filled, or none of the part's cells is; the person is always there.
"""

from collections.abc import Mapping
from datetime import date
from functools import partial

import msgspec

from application.exchange import participants_words as words
from application.exchange.cells import Column, Holds, code, day, fraction, line, pesel, postal_code, text
from application.exchange.shape import Part, Shape
from domain.eligibility import EvidenceKind
from domain.status import Education, LabourStatus
from domain.vocabulary import ContractType, ExitKind, LegalForm, MissingPesel, ReferralSource, Sex

NAME_MOST, TEXT_MOST, NOTE_MOST = 120, 200, 2_000
"""Longest texts, as over HTTP."""
RESIDENCE_CARD = "karta pobytu"


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Registration and referral, which the register dates alike."""

    case_mark: str
    family_name: str
    given_name: str
    birth_date: date
    sex: Sex
    registered_on: date
    source: ReferralSource
    pesel: str | None = None
    note: str | None = None

    @property
    def pesel_missing(self) -> MissingPesel | None:
        """Why there is no PESEL, as far as the remarks tell."""
        if self.pesel is not None:
            return None
        foreigner = RESIDENCE_CARD in (self.note or "").casefold()
        return MissingPesel.FOREIGNER if foreigner else MissingPesel.NOT_GIVEN


class Home(msgspec.Struct, frozen=True, kw_only=True):
    """Where the person lives."""

    town: str
    street: str | None = None
    house_number: str | None = None
    postal_code: str | None = None


class Reached(msgspec.Struct, frozen=True, kw_only=True):
    """How the person is reached."""

    phone: str


class Situation(msgspec.Struct, frozen=True, kw_only=True):
    """The person's situation at entry."""

    labour: LabourStatus | None = None
    without_work_since: date | None = None
    education: Education | None = None


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """The group for which the person came, and the paper that shows it."""

    group: str
    evidence: EvidenceKind
    evidence_number: str | None = None
    evidence_valid_until: date | None = None


class SecondGroup(msgspec.Struct, frozen=True, kw_only=True):
    """Another group; the register names no paper for it."""

    second_group: str


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """The day on which the club found that the person may take part."""

    found_on: date


class Contract(msgspec.Struct, frozen=True, kw_only=True):
    """A signed social contract."""

    type: ContractType
    signed_on: date
    valid_from: date
    valid_until: date


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """An enrolment."""

    programme: str
    enrolled_on: date
    agreement: str | None = None


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """Employment that started, and ended where a day says so; the register does not say on what evidence."""

    started_on: date
    ended_on: date | None = None
    form: LegalForm = LegalForm.UNKNOWN
    employer: str | None = None
    fte_hundredths: int | None = None


class Leaving(msgspec.Struct, frozen=True, kw_only=True):
    """An exit."""

    kind: ExitKind
    exited_on: date


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One person of the register: what the row says of each part, None where its cells are empty."""

    line: int
    person: Person
    home: Home | None
    reached: Reached | None
    situation: Situation | None
    group: Group | None
    second_group: SecondGroup | None
    finding: Finding | None
    contract: Contract | None
    place: Place | None
    job: Job | None
    leaving: Leaving | None


_name, _short, _note = partial(line, NAME_MOST), partial(line, TEXT_MOST), partial(text, NOTE_MOST)

PARTS: Mapping[str, Part] = {
    "person": Part(
        Person,
        (
            Column("Nr sprawy", "case_mark", _short),
            Column("Nazwisko", "family_name", _name),
            Column("Imię", "given_name", _name),
            Column("PESEL", "pesel", pesel, needed=False),
            Column("Data urodzenia", "birth_date", day),
            Column("Płeć", "sex", words.sex),
            Column("Data zgłoszenia", "registered_on", day),
            Column("Źródło skierowania", "source", words.source),
            Column("Uwagi", "note", _note, needed=False),
        ),
        always=True,
    ),
    "home": Part(
        Home,
        (
            Column("Ulica", "street", _short, needed=False),
            Column("Nr domu", "house_number", _short, needed=False),
            Column("Kod pocztowy", "postal_code", postal_code, needed=False),
            Column("Miejscowość", "town", _short),
        ),
    ),
    "reached": Part(Reached, (Column("Telefon", "phone", _short),)),
    "situation": Part(
        Situation,
        (
            Column("Rejestracja w PUP od", "without_work_since", day, needed=False),
            Column("Status na rynku pracy", "labour", words.labour, needed=False),
            Column("Wykształcenie (ISCED)", "education", words.education, needed=False),
        ),
    ),
    "group": Part(
        Group,
        (
            Column("Grupa", "group", words.group),
            Column("Dokument", "evidence", words.evidence),
            Column("Nr dokumentu", "evidence_number", _short, needed=False),
            Column("Ważny do", "evidence_valid_until", day, needed=False),
        ),
    ),
    "second_group": Part(SecondGroup, (Column("Druga grupa", "second_group", words.group),)),
    "finding": Part(Finding, (Column("Data kwalifikacji", "found_on", day),)),
    "contract": Part(
        Contract,
        (
            Column("Typ kontraktu", "type", words.contract_type),
            Column("Data podpisania kontraktu", "signed_on", day),
            Column("Kontrakt od", "valid_from", day),
            Column("Kontrakt do", "valid_until", day),
        ),
    ),
    "place": Part(
        Place,
        (
            Column("Program", "programme", words.programme),
            Column("Nr porozumienia", "agreement", code, needed=False),
            Column("Data przystąpienia", "enrolled_on", day),
        ),
    ),
    "leaving": Part(
        Leaving,
        (Column("Data zakończenia", "exited_on", day), Column("Sposób zakończenia", "kind", words.exit_kind)),
    ),
    "job": Part(
        Job,
        (
            Column("Data podjęcia pracy", "started_on", day),
            Column("Data ustania pracy", "ended_on", day, needed=False),
            Column("Pracodawca", "employer", _short, needed=False),
            Column("Forma zatrudnienia", "form", words.form, needed=False),
            Column("Wymiar etatu", "fte_hundredths", fraction, needed=False),
        ),
    ),
}

ROWS_MOST = 5_000
REGISTER = Shape(
    parts=PARTS,
    rows=lambda at, parts, _: (Row(line=at, **parts),),
    rows_most=ROWS_MOST,
    lost={"Dokument (stopień niepełnosprawności: zapisz orzeczenie z jego datą)": words.DEGREES},
)
COLUMNS: Mapping[str, str] = {column.field: column.name for column in REGISTER.columns.values()}
"""Where in the register each field of a command stands."""
DAYS: frozenset[str] = frozenset(name for name, column in REGISTER.columns.items() if column.holds is Holds.DAY)
"""Columns that hold dates."""
