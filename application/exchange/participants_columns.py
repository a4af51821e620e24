"""What each column of a club's register means: the club's words become codes here and nowhere else.

Of each person the six facts that this step records. Whether what is said can be true is for the rules of
the record; here a cell only has to say something. No sentence repeats what a cell says.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from functools import partial
from typing import Any, NamedTuple

import msgspec

from domain.programmes import PROGRAMMES
from domain.vocabulary import ContractType, ExitKind, LegalForm, MissingPesel, ReferralSource, Sex

NAME_MOST, TEXT_MOST, NOTE_MOST = 120, 200, 2_000
"""Longest texts, as over HTTP."""
RESIDENCE_CARD = "karta pobytu"
_DATE = re.compile(r"[0-9]{2}\.[0-9]{2}\.[0-9]{4}")
_FRACTION = re.compile(r"([0-9])(?:,([0-9]{1,2}))?")


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


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """Employment that started; the register does not say on what evidence."""

    started_on: date
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
    contract: Contract | None
    place: Place | None
    job: Job | None
    leaving: Leaving | None


class Unread(Exception):
    """A cell that does not say what its column asks: code, and the way out in both languages."""

    def __init__(self, code: str, pl: str, en: str) -> None:
        super().__init__(code)
        self.code, self.pl, self.en = code, pl, en


def _text(most: int, cell: str) -> str:
    if len(cell) > most:
        pl, en = f"Tekst ma ponad {most} znaków. Skróć go.", f"Over {most} characters. Shorten it."
        raise Unread("text-too-long", pl, en)
    return cell


def _line(most: int, cell: str) -> str:
    return _text(most, " ".join(cell.split()))


def _pesel(cell: str) -> str:
    return _text(NAME_MOST, "".join(cell.split()))


def _day(cell: str) -> date:
    if _DATE.fullmatch(cell):
        with suppress(ValueError):
            return datetime.strptime(cell, "%d.%m.%Y").date()  # noqa: DTZ007
    pl = "To nie jest istniejąca data w postaci dd.mm.rrrr. Popraw ją."
    raise Unread("not-a-date", pl, "This is not an existing date as dd.mm.yyyy. Correct it.")


def _fraction(cell: str) -> int:
    """Return hundredths of full time; whether a job can have so many is for the rule."""
    found = _FRACTION.fullmatch(cell)
    if found is None:
        pl = "To nie jest wymiar etatu, na przykład 1 albo 0,75. Popraw go albo zostaw pusty, gdy nie jest znany."
        raise Unread("not-a-fraction", pl, "Give the working time like 1 or 0,75, or leave it empty when not known.")
    return int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))


def _among(*meant: tuple[str, Iterable[str]]) -> Callable[[str], Any]:
    """Return the reader of a column that holds one of a few words, each standing for a code."""
    known = ", ".join(word for _, words in meant for word in words)
    codes = {word.casefold(): code for code, words in meant for word in words}

    def read(cell: str) -> Any:
        code = codes.get(" ".join(cell.casefold().split()))
        if code is None:
            pl, en = f"Nieznane określenie. Wpisz jedno z: {known}.", f"Not known. Write one of: {known}."
            raise Unread("unknown-word", pl, en)
        return code

    return read


class Column(NamedTuple):
    """A column: its name in the register, the field it fills, and how a filled cell is read."""

    name: str
    field: str
    read: Callable[[str], Any]
    needed: bool = True


_name, _short, _note = partial(_line, NAME_MOST), partial(_line, TEXT_MOST), partial(_text, NOTE_MOST)
_source = _among(
    (ReferralSource.WELFARE_CENTRE, ("CUS", "MOPS", "GOPS", "OPS", "PCPR")),
    (ReferralSource.LABOUR_OFFICE, ("PUP",)),
    (ReferralSource.PROBATION_OFFICER, ("kurator sądowy",)),
    (ReferralSource.NGO, ("organizacja pozarządowa",)),
    (ReferralSource.COURT, ("sąd",)),
    (ReferralSource.SCHOOL, ("szkoła",)),
    (ReferralSource.SELF, ("zgłoszenie własne",)),
    (ReferralSource.OTHER, ("inne",)),
)
_form = _among(
    (LegalForm.EMPLOYMENT_CONTRACT, ("umowa o pracę",)),
    (LegalForm.SUBSIDISED_EMPLOYMENT, ("prace interwencyjne", "roboty publiczne")),
    (LegalForm.CIVIL_CONTRACT, ("umowa zlecenie", "umowa o dzieło")),
    (LegalForm.SELF_EMPLOYMENT, ("działalność gospodarcza",)),
    (LegalForm.SOCIAL_COOPERATIVE, ("spółdzielnia socjalna",)),
)
_exit = _among(
    (ExitKind.COMPLETED, ("ukończenie",)),
    (ExitKind.COMPLETED_EMPLOYED, ("podjęcie pracy",)),
    (ExitKind.RESIGNED, ("rezygnacja",)),
    (ExitKind.REMOVED, ("skreślenie",)),
    (ExitKind.CONTRACT_BROKEN, ("zerwanie kontraktu",)),
    (ExitKind.MOVED_OUT, ("wyprowadzka z gminy",)),
    (ExitKind.LOST_ELIGIBILITY, ("utrata uprawnień",)),
    (ExitKind.LOST_CONTACT, ("brak kontaktu",)),
    (ExitKind.IMPRISONED, ("pozbawienie wolności",)),
    (ExitKind.PROGRAMME_ENDED, ("koniec programu",)),
)
_sex = _among((Sex.FEMALE, ("K", "kobieta")), (Sex.MALE, ("M", "mężczyzna")))
_contract_type = _among((ContractType.A, ("A",)), (ContractType.B, ("B",)))
_programme = _among(*((programme.code, (programme.pl,)) for programme in PROGRAMMES.values()))

PARTS: Mapping[str, tuple[type[msgspec.Struct], Sequence[Column]]] = {
    "person": (
        Person,
        (
            Column("Nr sprawy", "case_mark", _short),
            Column("Nazwisko", "family_name", _name),
            Column("Imię", "given_name", _name),
            Column("PESEL", "pesel", _pesel, needed=False),
            Column("Data urodzenia", "birth_date", _day),
            Column("Płeć", "sex", _sex),
            Column("Data zgłoszenia", "registered_on", _day),
            Column("Źródło skierowania", "source", _source),
            Column("Uwagi", "note", _note, needed=False),
        ),
    ),
    "contract": (
        Contract,
        (
            Column("Typ kontraktu", "type", _contract_type),
            Column("Data podpisania kontraktu", "signed_on", _day),
            Column("Kontrakt od", "valid_from", _day),
            Column("Kontrakt do", "valid_until", _day),
        ),
    ),
    "place": (
        Place,
        (Column("Program", "programme", _programme), Column("Data przystąpienia", "enrolled_on", _day)),
    ),
    "job": (
        Job,
        (
            Column("Data podjęcia pracy", "started_on", _day),
            Column("Forma zatrudnienia", "form", _form, needed=False),
            Column("Pracodawca", "employer", _short, needed=False),
            Column("Wymiar etatu", "fte_hundredths", _fraction, needed=False),
        ),
    ),
    "leaving": (
        Leaving,
        (Column("Data zakończenia", "exited_on", _day), Column("Sposób zakończenia", "kind", _exit)),
    ),
}
"""The parts of a row. All of a part's needed cells are filled or none of the part is; the person is always there."""

COLUMNS: Mapping[str, str] = {column.field: column.name for _, part in PARTS.values() for column in part}
"""Where in the register each field of a command stands."""
