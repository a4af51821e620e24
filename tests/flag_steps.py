"""Entries as the record has them, for sentences about what is to be explained."""

from datetime import date, time
from typing import Any
from uuid import UUID

from msgspec.structs import replace

from domain.flags import EntryOnRecord, Flag, FlagKind
from domain.hours import Excess, HoursEntry, HoursState
from domain.participant import Participant
from domain.rules import RuleCode, Unit
from domain.vocabulary import HoursDirection
from tests.ground import LAW
from tests.steps import EWA, STAMP, TODAY

BOOK = UUID("00000000-0000-4000-8000-0000000000b0")
Told = tuple[str, date, date | None, tuple[int, ...]]


def entry(item: int, day: date, minutes: int = 60, at: str | None = None, **said: Any) -> HoursEntry:
    """Return an entry of enrolment 4 that Ewa recorded; every part can be said otherwise."""
    parts: dict[str, Any] = {"enrolment": 4, "direction": HoursDirection.WORKED, "recorded_by": EWA}
    starts_at = None if at is None else time.fromisoformat(at)
    return HoursEntry(item=item, day=day, minutes=minutes, starts_at=starts_at, **(parts | said))


def noted(of: HoursEntry, *, on: date | None = None, **said: Any) -> EntryOnRecord:
    """Return an entry on the record, typed on its day unless said otherwise."""
    typed_on = on or of.day
    return EntryOnRecord(entry=of, **({"recorded_on": typed_on, "typed_on": typed_on} | said))


def approved(one: EntryOnRecord, by: UUID) -> EntryOnRecord:
    """Return the same entry, approved by somebody."""
    return replace(one, entry=replace(one.entry, state=HoursState.APPROVED), checked_by=by)


def excess(over: int, first: date, last: date, rule: RuleCode = RuleCode.LIMIT_WEEK) -> Excess:
    """Return what an entry kept of a limit in minutes."""
    said: dict[str, Any] = {"law": LAW, "book": BOOK, "version": 1, "unit": Unit.MINUTES, "most": 60}
    return Excess(rule=rule, over=over, first=first, last=last, **said)


def told(flag: Flag) -> Told:
    """Return what a flag says: its key, its days, what proves it."""
    return flag.key, flag.since, flag.until, flag.facts


def explain(person: Participant, flag: str, *keys: str, text: str = "wyjaśnienie zmyślone") -> int:
    """Explain a flag, which is there unless others are said to be; return the explanation's item."""
    person.explain_flag(STAMP, TODAY, keys or (flag,), flag=flag, explanation=text)
    return person.version


def a_key(kind: FlagKind = FlagKind.LATE_ENTRY, item: int = 5) -> str:
    """Return the key of a flag."""
    return f"{kind.value}:{item}"
