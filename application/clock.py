"""The writer's clock: never backwards, and not to be trusted after a jump.

Time enters through `interface/assembly.py`. A difference of over a minute between the wall clock and the
machine's steady clock means that somebody set the time (or a rolled-back machine woke up): writing stops
until a person confirms it, because every later fact would carry the wrong moment for ever.
"""

from datetime import date, datetime, timedelta
from threading import Lock
from typing import Protocol

from domain.calendar import local_day
from domain.refusals import Refusal

JUMP = timedelta(seconds=60)


class Clock(Protocol):
    """Where time comes from."""

    def now(self) -> datetime:
        """Return the moment, in UTC."""

    def steady(self) -> float:
        """Return seconds that only go forward, from an arbitrary start."""


class ClockJumped(Refusal):
    """The wall clock moved by itself; writing waits for a person."""

    code = "clock-jumped"
    pl = (
        "Zegar komputera przeskoczył o {seconds} s. Zapis jest wstrzymany, dopóki administrator nie sprawdzi "
        "godziny i nie potwierdzi jej poleceniem: kis doctor --confirm-clock."
    )
    en = "The computer's clock jumped by {seconds} s. Writing waits until it is confirmed: kis doctor --confirm-clock."


class WriterClock:
    """Gives each command its `recorded_at`. The writer stamps; any thread may ask after a jump or confirm it."""

    def __init__(
        self,
        clock: Clock,
        last_recorded_at: datetime | None,
        *,
        jumped: timedelta = timedelta(),
        trusted_until: datetime | None = None,
    ) -> None:
        """Start from the newest moment in the record, with a jump that still waits and what was confirmed before."""
        self._clock = clock
        self._lock = Lock()
        self._last = last_recorded_at
        self._anchor = (clock.now(), clock.steady())
        self._jumped = jumped
        confirmed = trusted_until is not None and last_recorded_at is not None and last_recorded_at <= trusted_until
        if last_recorded_at is not None and not confirmed and last_recorded_at - self._anchor[0] > JUMP:
            self._jumped = self._anchor[0] - last_recorded_at

    @property
    def jumped(self) -> timedelta:
        """How far the clock jumped; zero when it can be trusted."""
        with self._lock:
            wall, steady = self._anchor
            now, passed = self._clock.now(), timedelta(seconds=self._clock.steady() - steady)
            drift = now - wall - passed
            if abs(drift) > JUMP:
                self._jumped = drift
            elif not self._jumped:
                self._anchor = (now, steady + passed.total_seconds())
            return self._jumped

    def confirm(self) -> None:
        """Trust the clock as it stands now; recorded moments still never go backwards."""
        with self._lock:
            self._anchor = (self._clock.now(), self._clock.steady())
            self._jumped = timedelta()

    @property
    def today(self) -> date:
        """Return the day in Poland by the clock as it was confirmed, even while recorded moments wait for it."""
        return local_day(self._clock.now())

    def repeated(self) -> datetime:
        """Return the moment for noting that a first answer is given again: while a jump waits, the newest trusted one.

        So whoever asks what became of a write is answered although no fact can be recorded.
        """
        return self._last if self._last is not None and self.jumped else self.stamp()

    def stamp(self, *, confirming: bool = False) -> datetime:
        """Return the moment for the next fact. ClockJumped until a jump is confirmed, but for the confirmation."""
        jumped = self.jumped
        if jumped and not confirming:
            raise ClockJumped(seconds=round(jumped.total_seconds()))
        now = self._clock.now()
        if self._last is not None and now < self._last:
            now = self._last
        self._last = now
        return now
