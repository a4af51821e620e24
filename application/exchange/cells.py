"""How one cell of a club's file is read: texts, days, times, numbers, and words that stand for codes.

Whether what is said can be true is for the rules of the record; here a cell only has to say something. No sentence
repeats what a cell says.
"""

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from enum import Enum, auto
from typing import Any, NamedTuple

from stdnum.pl import pesel as stdnum_pesel

from domain.hours.time import minutes_said
from domain.refusals import Refusal

PESEL_DIGITS = 11
HOURS = 24
_DATE = re.compile(r"[0-9]{2}\.[0-9]{2}\.[0-9]{4}")
_CLOCK = re.compile(r"(?:([0-9]{2}\.[0-9]{2}\.[0-9]{4}) )?([0-9]{1,2})[:.]([0-5][0-9])(?::00)?", re.ASCII)
_WHOLE_NUMBER = re.compile(r"[0-9]{1,5}", re.ASCII)
_FRACTION = re.compile(r"([0-9])(?:,([0-9]{1,2}))?")
_POSTAL_CODE = re.compile(r"[0-9]{2}-[0-9]{3}")
_CODE = re.compile(r"[A-Z0-9/-]{1,32}")


class Unread(Exception):
    """A cell that does not say what its column asks: code, and the way out in both languages."""

    def __init__(self, code: str, pl: str, en: str) -> None:
        super().__init__(code)
        self.code, self.pl, self.en = code, pl, en


class Holds(Enum):
    """What a column holds: a workbook writes days, times and lengths in more than one way."""

    TEXT = auto()
    DAY = auto()
    CLOCK = auto()
    LENGTH = auto()


class Column(NamedTuple):
    """A column: its name in the file, the field it fills, and how a filled cell is read.

    Of a `needed` one no cell is empty; one that `may_lack` need not be in the file.
    """

    name: str
    field: str
    read: Callable[[str], Any]
    needed: bool = True
    may_lack: bool = False

    @property
    def holds(self) -> Holds:
        """What its cells hold."""
        return _HOLDS.get(self.read, Holds.TEXT)


class Moment(NamedTuple):
    """A time of day; with the day it is on, where the cell says one. 24:00 is 0:00 of the day after."""

    at: time
    on: date | None
    day_after: bool

    def day(self, day: date, after: time | None = None) -> date:
        """Return its day, said or meant, for a row of a `day`: earlier than a time it comes `after`, the next one."""
        if self.on is not None:
            return self.on + timedelta(days=self.day_after)
        past = self.day_after or (after is not None and self.at < after)
        return day + timedelta(days=past)


def text(most: int, cell: str) -> str:
    """Return a text as it stands."""
    if len(cell) > most:
        pl, en = f"Tekst ma ponad {most} znaków. Skróć go.", f"Over {most} characters. Shorten it."
        raise Unread("text-too-long", pl, en)
    return cell


def line(most: int, cell: str) -> str:
    """Return a text without stray blanks."""
    return text(most, " ".join(cell.split()))


def pesel(cell: str) -> str:
    """Return a PESEL number for the rule to judge; one that a sheet made a number of is named, never mended."""
    number = "".join(cell.split())
    short = number.isascii() and number.isdigit() and len(number) < PESEL_DIGITS
    if short and stdnum_pesel.is_valid(number.zfill(PESEL_DIGITS)):
        pl = "Arkusz zgubił zera na początku numeru PESEL. Nadaj kolumnie format tekstowy i wpisz 11 cyfr z dokumentu."
        en = "The sheet dropped the leading zeros of the PESEL. Format the column as text and type all 11 digits."
        raise Unread("pesel-lost-zeros", pl, en)
    return text(PESEL_DIGITS * 10, number)


def day(cell: str) -> date:
    """Return an existing date, written as a Polish sheet writes it."""
    if _DATE.fullmatch(cell):
        with suppress(ValueError):
            return datetime.strptime(cell, "%d.%m.%Y").date()  # noqa: DTZ007
    pl = "To nie jest istniejąca data w postaci dd.mm.rrrr. Popraw ją."
    raise Unread("not-a-date", pl, "This is not an existing date as dd.mm.yyyy. Correct it.")


def clock(cell: str) -> Moment:
    """Return a time of day, with the day where a sheet wrote both."""
    found = _CLOCK.fullmatch(cell)
    if found is not None:
        on = None if found[1] is None else day(found[1])
        hour, minute = int(found[2]), int(found[3])
        if (hour, minute) == (HOURS, 0):
            return Moment(time(), on, day_after=True)
        if hour < HOURS:
            return Moment(time(hour, minute), on, day_after=False)
    pl = "To nie jest godzina w postaci gg:mm, na przykład 08:30. Popraw ją."
    raise Unread("not-a-time", pl, "This is no time as hh:mm, such as 08:30. Correct it.")


def length(cell: str) -> int:
    """Return the minutes of a number of hours, as 3,5 or 3:30."""
    try:
        return minutes_said(cell)
    except Refusal as refusal:
        raise Unread(refusal.code, refusal.sentence("pl"), refusal.sentence("en")) from None


def whole_number(cell: str) -> int:
    """Return a whole number that is not below zero."""
    if not _WHOLE_NUMBER.fullmatch(cell):
        pl = "To nie jest liczba całkowita, na przykład 12. Zaokrąglij ją albo popraw."
        raise Unread("not-a-whole-number", pl, "This is no whole number, such as 12. Round it, or correct it.")
    return int(cell)


def fraction(cell: str) -> int:
    """Return hundredths of full time; whether a job can have so many is for the rule."""
    found = _FRACTION.fullmatch(cell)
    if found is None:
        pl = "To nie jest wymiar etatu, na przykład 1 albo 0,75. Popraw go albo zostaw pusty, gdy nie jest znany."
        raise Unread("not-a-fraction", pl, "Give the working time like 1 or 0,75, or leave it empty when not known.")
    return int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))


def postal_code(cell: str) -> str:
    """Return a Polish postal code."""
    if not _POSTAL_CODE.fullmatch(cell):
        pl = "To nie jest kod pocztowy w postaci 00-000. Popraw go albo zostaw komórkę pustą."
        raise Unread("not-a-postal-code", pl, "This is no postal code as 00-000. Correct it, or leave the cell empty.")
    return cell


def code(cell: str) -> str:
    """Return the number of an agreement. It is kept in clear, so it can hold no words."""
    if not _CODE.fullmatch(cell):
        pl = "Numer może mieć wielkie litery A-Z, cyfry, łącznik i ukośnik, najwyżej 32 znaki. Popraw go."
        en = "The number may have capital letters A to Z, digits, hyphen and slash, 32 at most. Correct it."
        raise Unread("not-a-code", pl, en)
    return cell


class Among:
    """The reader of a column that holds one of a few words, each standing for a code; `words` are all of them."""

    def __init__(self, meant: Iterable[tuple[Any, Iterable[str]]], otherwise: Callable[[str], None]) -> None:
        pairs = [(stands_for, word) for stands_for, words in meant for word in words]
        self.words = ", ".join(word for _, word in pairs)
        self._codes = {word.casefold(): stands_for for stands_for, word in pairs}
        self._otherwise = otherwise

    def __call__(self, cell: str) -> Any:
        """Return the code that a word stands for. Unread."""
        word = " ".join(cell.casefold().split())
        if word not in self._codes:
            self._otherwise(word)
            pl, en = f"Nieznane określenie. Wpisz jedno z: {self.words}.", f"Not known. Write one of: {self.words}."
            raise Unread("unknown-word", pl, en)
        return self._codes[word]


def among(*meant: tuple[Any, Iterable[str]], otherwise: Callable[[str], None] = lambda _: None) -> Among:
    """Return the reader of a column that holds one of a few words; `otherwise` may say more of one not known."""
    return Among(meant, otherwise)


_HOLDS: dict[Callable[[str], Any], Holds] = {day: Holds.DAY, clock: Holds.CLOCK, length: Holds.LENGTH}
