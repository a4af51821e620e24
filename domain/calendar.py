"""Dates and local time in Poland: arithmetic only, no clock.

The zone is Europe/Warsaw. Its data come with Python or the `tzdata` package and are read once, at import.
"""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from domain.refusals import InvalidInput

WARSAW = ZoneInfo("Europe/Warsaw")
FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2100, 12, 31)
MINUTES_PER_DAY = 24 * 60


class DateOutOfRange(InvalidInput):
    """A date before 1900 or after 2100: a slip of the pen."""

    code = "date-out-of-range"
    pl = "Ta data jest poza zakresem {first}–{last}. Popraw rok."
    en = "This date is outside {first}–{last}. Correct the year."


class DateInTheFuture(InvalidInput):
    """A fact dated after today: it has not happened yet."""

    code = "date-in-the-future"
    pl = "Ta data jest w przyszłości (dziś jest {today}). Zapisz to, gdy już się wydarzy, albo popraw datę."
    en = "This date is in the future (today is {today}). Record it once it has happened, or correct the date."


class NoSuchLocalTime(InvalidInput):
    """A time that the clocks skipped that night."""

    code = "no-such-local-time"
    pl = "Tej nocy zmieniano czas i takiej godziny nie było. Podaj godzinę sprzed zmiany albo po niej."
    en = "The clocks changed that night and skipped this time. Give a time before or after the change."


def refuse_date_out_of_range(day: date, pointer: str) -> None:
    """Refuse a date that no living person's record can hold."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise DateOutOfRange(first=FIRST_DAY, last=LAST_DAY, pointer=pointer)


def refuse_date_in_the_future(day: date, today: date, pointer: str) -> None:
    """Refuse a fact that has not happened yet."""
    refuse_date_out_of_range(day, pointer)
    if day > today:
        raise DateInTheFuture(today=today, pointer=pointer)


@lru_cache(4000)
def local_day(moment: datetime) -> date:
    """Return the day in Poland at a moment given in UTC."""
    return moment.astimezone(WARSAW).date()


def day_ends(day: date) -> datetime:
    """Return the last moment of a day in Poland, in UTC: one microsecond before the next day begins."""
    tomorrow = datetime.combine(day + timedelta(days=1), time(), tzinfo=WARSAW)
    return tomorrow.astimezone(UTC) - timedelta(microseconds=1)


@lru_cache(4000)
def instant(day: date, at: time, pointer: str) -> datetime:
    """Return the moment, in UTC, of a local time; the first of the two in the night when clocks go back."""
    local = datetime.combine(day, at, tzinfo=WARSAW)
    moment = local.astimezone(UTC)
    if moment.astimezone(WARSAW).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise NoSuchLocalTime(pointer=pointer)
    return moment


@lru_cache(4000)
def days_around(day: date) -> tuple[date, date]:
    """Return two days before and two after: 24 hours over the 23-hour day of March can end on the third day."""
    return day - timedelta(days=2), day + timedelta(days=2)


def week_of(day: date) -> tuple[date, date]:
    """Return Monday and Sunday of the day's week (ISO 8601; the sources do not define "week": domain page 3.3)."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def month_of(day: date) -> tuple[date, date]:
    """Return the first and the last day of the day's month."""
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def year_of(day: date) -> tuple[date, date]:
    """Return 1 January and 31 December of the day's year."""
    return date(day.year, 1, 1), date(day.year, 12, 31)


def months_from(day: date, months: int) -> date:
    """Return the day so many months later (earlier where negative); a month without it has its last day instead."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def birthday(born_on: date, years: int) -> date:
    """Return the day from whose start a person is so many years old (art. 112 of the Civil Code).

    Who was born on 29 February is a year older on 28 February where the year has no 29th.
    """
    return months_from(born_on, 12 * years)
