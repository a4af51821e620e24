"""What stands on the club's sheets of paper: what a cell says, which days and people a sheet is of, who led whom.

Source of the marks: the club's attendance sheet, U, N and Z as in absences, O for work that was refused; times as
3,5, 3:30 or 8:00-12:00.
"""

import re
from collections.abc import Collection, Sequence
from datetime import date, time, timedelta
from typing import TypeVar

import msgspec

from domain.absences import AbsenceKind
from domain.calendar import month_of, refuse_date_out_of_range
from domain.hours.time import minutes_said
from domain.refusals import InvalidInput

CELLS_MOST = 2000
"""More than any paper has: 30 people times a month twice over."""

_CLOCK = r"([01]?\d|2[0-4])(?::([0-5]\d))?"
_SPAN = re.compile(rf"{_CLOCK}\s*[-–]\s*{_CLOCK}", re.ASCII)
_LENGTH = re.compile(r"[\d.,:]+", re.ASCII)
_ABSENCES = {"U": AbsenceKind.EXCUSED, "N": AbsenceKind.UNEXCUSED, "Z": AbsenceKind.SICK}
REFUSED_WORK = "O"

P = TypeVar("P")
L = TypeVar("L")


class UnreadableCell(InvalidInput):
    """A cell that says neither a time nor an absence."""

    code = "unreadable-cell"
    pl = (
        "Nie da się odczytać tego pola. Wpisz godziny (3,5 albo 3:30), od-do (8:00-12:00) albo U, N, Z (nieobecność) "
        "lub O (odmowa); puste pole niczego nie zapisuje."
    )
    en = (
        "This cell cannot be read. Write hours (3,5 or 3:30), from-to (8:00-12:00), or U, N, Z (an absence) or O (work "
        "refused); an empty cell records nothing."
    )


class CellPastMidnight(InvalidInput):
    """A cell that ends before it begins: it is of one day, and has no room for the day of the end."""

    code = "cell-past-midnight"
    pl = (
        "Koniec nie jest po rozpoczęciu, a to pole mieści jeden dzień. Popraw godziny; czas, który trwał po północy, "
        "zapisz na karcie realizacji usług albo jako osobny wpis, z dniem końca."
    )
    en = (
        "The end is not after the start, and this cell is of one day. Correct the times; record what went on past "
        "midnight on the service card or as an entry of its own, with the day of its end."
    )


class RefusalWithoutReason(InvalidInput):
    """Work refused, and nobody says why."""

    code = "refusal-without-reason"
    pl = "Przy odmowie (O) podaj powód (reason): trafia do informacji dla urzędu pracy."
    en = "With work refused (O) give the reason: the labour office is told of it."


class NobodyNamed(InvalidInput):
    """More people on a day than one may look after, and nobody says who did."""

    code = "needs-another-educator"
    pl = (
        "Tego dnia jest dzieci: {total}, a pod opieką jednej osoby może ich być najwyżej {most}. Podaj, kto z nimi był "
        "(educators); bez tego nie zapisuje się tego dnia."
    )
    en = (
        "On that day there are {total} children, and one person looks after {most} at most. Say who was with them "
        "(educators); without that the day is not recorded."
    )


class SomebodyInTwoRows(InvalidInput):
    """One person in two rows of one sheet."""

    code = "somebody-in-two-rows"
    pl = "Ta osoba jest w dwóch wierszach: {one} i {other}. Zostaw jeden."
    en = "This person is in two rows: {one} and {other}. Keep one of them."


class NoMonday(InvalidInput):
    """A week that begins on another day."""

    code = "no-monday"
    pl = "Tydzień zaczyna się w poniedziałek. Podaj {monday}."
    en = "A week begins on Monday. Give {monday}."


class AnotherMonth(InvalidInput):
    """A card of two months."""

    code = "card-of-two-months"
    pl = (
        "Karta jest za jeden miesiąc ({first} do {last}), a ten wiersz jest z innego. Zapisz go na karcie tamtego "
        "miesiąca."
    )
    en = "A card is of one month ({first} to {last}), and this row is of another. Record it on that month's card."


class TooManyCells(InvalidInput):
    """More than a sheet holds."""

    code = "too-many-cells"
    pl = "Jeden arkusz ma najwyżej {most} wypełnionych pól. Podziel go, np. na dwie grupy, i wyślij każdą część osobno."
    en = "One sheet has at most {most} filled cells. Divide it, for instance into two groups, and send each by itself."


class EmptySheet(InvalidInput):
    """A sheet that says nothing."""

    code = "empty-sheet"
    pl = "W arkuszu nie ma żadnego wypełnionego pola. Wypełnij co najmniej jedno."
    en = "No cell of the sheet is filled. Fill at least one."


class Lasted(msgspec.Struct, frozen=True):
    """A cell with a length of time."""

    minutes: int


class FromTo(msgspec.Struct, frozen=True):
    """A cell with a start and an end; `next_day`: it ends at midnight, where the next day begins."""

    starts_at: time
    ends_at: time
    next_day: bool


class Absent(msgspec.Struct, frozen=True):
    """A cell of somebody who was not there; None: who refused the work."""

    kind: AbsenceKind | None


def cell_said(text: str) -> Lasted | FromTo | Absent | None:
    """Return what a cell says, None where it is empty, or refuse: UnreadableCell, CellPastMidnight, PartOfAMinute."""
    written = text.strip()
    if not written:
        return None
    if written.upper() in _ABSENCES or written.upper() == REFUSED_WORK:
        return Absent(_ABSENCES.get(written.upper()))
    span = _SPAN.fullmatch(written)
    if span is not None:
        return _from_to(int(span[1]), int(span[2] or 0), int(span[3]), int(span[4] or 0))
    if _LENGTH.fullmatch(written) is None:
        raise UnreadableCell
    return Lasted(minutes_said(written))


def _from_to(hour: int, minute: int, end: int, last: int) -> FromTo:
    at_midnight = (end, last) == (24, 0)
    if hour == 24 or (end == 24 and not at_midnight):  # noqa: PLR2004 (no clock shows it)
        raise UnreadableCell
    if (end, last) <= (hour, minute):
        raise CellPastMidnight
    return FromTo(time(hour, minute), time() if at_midnight else time(end, last), at_midnight)


def refuse_refusal_without_reason(said: Absent, reason: str | None) -> None:
    """Refuse work that was refused without the reason that was given."""
    if said.kind is None and reason is None:
        raise RefusalWithoutReason


def refuse_no_monday(monday: date, pointer: str) -> None:
    """Refuse a week that begins on another day than Monday."""
    refuse_date_out_of_range(monday, pointer)
    if monday.weekday():
        raise NoMonday(monday=monday - timedelta(days=monday.weekday()), pointer=pointer)


def refuse_another_month(day: date, month: date) -> None:
    """Refuse a row of another month than that which the card is of; `month` is any of its days."""
    first, last = month_of(month)
    if not first <= day <= last:
        raise AnotherMonth(first=first, last=last)


def refuse_impossible_number_of_cells(filled: int) -> None:
    """Refuse a sheet that says nothing, or more than a sheet holds."""
    if not filled:
        raise EmptySheet
    if filled > CELLS_MOST:
        raise TooManyCells(most=CELLS_MOST)


def rows_of_one(people: Sequence[P]) -> dict[int, SomebodyInTwoRows]:
    """Return the refusal of each row whose person stands in another one too; rows count from 0, and from 1 in words."""
    first: dict[P, int] = {}
    found = {}
    for row, person in enumerate(people):
        if person in first:
            known = first[person]
            found[row] = SomebodyInTwoRows(one=known + 1, other=row + 1)
            found.setdefault(known, SomebodyInTwoRows(one=known + 1, other=row + 1))
        else:
            first[person] = row
    return found


def refuse_more_than_one_leads(there: int, most: int | None) -> None:
    """Refuse a day on which so many are there with nobody named, and one person may look after fewer; None: any."""
    if most is not None and there > most:
        raise NobodyNamed(total=there, most=most)


def shared_out(people: Sequence[P], among: Collection[L]) -> dict[P, L]:
    """Return who of several leads whom: even shares in the order of the rows, the larger ones first."""
    least, more = divmod(len(people), len(among))
    found: dict[P, L] = {}
    at = 0
    for place, leader in enumerate(among):
        size = least + (place < more)
        found |= dict.fromkeys(people[at : at + size], leader)
        at += size
    return found
