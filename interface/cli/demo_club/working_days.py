"""The office's calendar: when people in Poland are at work, and a clock that follows them."""

from datetime import UTC, date, datetime, time, timedelta

from domain.calendar import WARSAW
from domain.holidays import is_holiday

_DAY = timedelta(days=1)
_SATURDAY = 5
OPENS = time(7, 30)
CLOSES = time(15, 30)


def is_working_day(day: date) -> bool:
    """Return whether the office is open."""
    return day.weekday() < _SATURDAY and not is_holiday(day)


def is_class_day(day: date) -> bool:
    """Return whether classes and day-rooms are held: not between Christmas Eve and the New Year."""
    return is_working_day(day) and (day.month, day.day) < (12, 24)


def working_day_from(day: date) -> date:
    """Return that day, or the next one when the office is open."""
    while not is_working_day(day):
        day += _DAY
    return day


def working_day_until(day: date) -> date:
    """Return that day, or the last one before it when the office was open."""
    while not is_working_day(day):
        day -= _DAY
    return day


class DemoClock:
    """A clock that stands still until it is moved; both its hands move alike, so no jump is seen.

    Move it only while no command waits: the writer reads the hands one after the other.
    """

    def __init__(self, first: date) -> None:
        """Stand at the opening hour of the first working day from `first`."""
        self._moment = self._start = _at(working_day_from(first), OPENS)

    def now(self) -> datetime:
        """Return where the clock stands, in UTC."""
        return self._moment

    def steady(self) -> float:
        """Return the seconds that it was moved by."""
        return (self._moment - self._start).total_seconds()

    def move(self, day: date, minutes: int) -> None:
        """Move forward to so many minutes after opening. ValueError outside office hours or into the past."""
        moment = _at(day, OPENS) + timedelta(minutes=minutes)
        if moment < self._moment:
            raise ValueError("a clock does not go back")
        if not is_working_day(day) or not _at(day, OPENS) <= moment <= _at(day, CLOSES):
            raise ValueError("nobody is at the office then")
        self._moment = moment


def _at(day: date, local: time) -> datetime:
    return datetime.combine(day, local, tzinfo=WARSAW).astimezone(UTC)
