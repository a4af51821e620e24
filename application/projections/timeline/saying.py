"""How a sentence is put together: pairs of Polish and English, dates, times, what is protected or erased."""

from collections.abc import Callable
from datetime import date, time

from domain.programmes import PROGRAMMES

Pair = tuple[str, str]
"""The same in Polish and in English."""
Opened = Callable[[str], Pair | None]
"""Returns a sealed field of the fact as words: protected or erased where it cannot be read, None where it is empty."""

PROTECTED = ("[treść chroniona]", "[protected]")
ERASED = ("[usunięto]", "[erased]")


def day_of(day: date) -> Pair:
    """Return a day as people read it."""
    return f"{day:%d.%m.%Y}", day.isoformat()


def from_time(starts_at: time | None) -> Pair:
    """Return from when, or nothing."""
    return ("", "") if starts_at is None else (f" od {starts_at:%H:%M}", f" from {starts_at:%H:%M}")


def more(label: Pair, value: Pair | None) -> Pair:
    """Return a further remark with its label, or nothing."""
    return ("", "") if value is None else (f" {label[0]}: {value[0]}", f" {label[1]}: {value[1]}")


def programme_name(code: str) -> Pair:
    """Return a programme's name."""
    known = PROGRAMMES.get(code)
    return (code, code) if known is None else (known.pl, known.en)
