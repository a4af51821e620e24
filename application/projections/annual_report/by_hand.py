"""What was entered into a report by hand, part by part, as people read it; a part without an entry says so."""

from collections.abc import Callable, Iterable
from datetime import date
from uuid import UUID

import msgspec

from application.projections.timeline.saying import Pair, counted_in_both, money, working_time
from application.projections.timeline.words import WORDS
from domain.polish import Forms
from domain.reports import Entry, EntryKind, Funding, Grant, Staff, Volunteers
from domain.reports.entries import KINDS

NOT_ENTERED = ("nie wpisano", "not entered")
PROTECTED = "[treść chroniona]"
PEOPLE: tuple[Forms, tuple[str, str]] = ("osoba", "osoby", "osób"), ("person", "people")
WOMEN: tuple[Forms, tuple[str, str]] = ("kobieta", "kobiety", "kobiet"), ("woman", "women")
MEN: tuple[Forms, tuple[str, str]] = ("mężczyzna", "mężczyźni", "mężczyzn"), ("man", "men")

Texts = Callable[[Entry, str], str | None]
"""Returns what an entry says under a sealed name; None where it says nothing, or not to this reader."""


class HandLine(msgspec.Struct, frozen=True, kw_only=True):
    """One entry (`pl`, `en`): so as of a day, entered by somebody on another; `corrected`: not as it was first said."""

    item: int
    pl: str
    en: str
    as_of: date
    entered_on: date
    entered_by: UUID
    corrected: bool


class HandPart(msgspec.Struct, frozen=True, kw_only=True):
    """One part of the report. Without an entry it is not entered, which is no zero: `missing`, in words too."""

    kind: EntryKind
    pl: str
    en: str
    missing: bool
    missing_pl: str | None
    missing_en: str | None
    entries: tuple[HandLine, ...]


def by_hand(entries: Iterable[Entry], texts: Texts) -> tuple[HandPart, ...]:
    """Return every part with its entries, in the order in which they were first made."""
    there = list(entries)
    return tuple(_part(kind, [_line(one, texts) for one in there if one.kind is kind]) for kind in EntryKind)


def said(entry: Entry, texts: Texts) -> Pair:
    """Return what an entry says."""
    match entry.value:
        case Staff(basis=basis, people=people, fte_hundredths=hundredths):
            return _listed(WORDS[basis], counted_in_both(people, *PEOPLE), working_time(hundredths))
        case Volunteers(women=women, men=men):
            return _listed(counted_in_both(women, *WOMEN), counted_in_both(men, *MEN))
        case Funding(source=source, amount_grosze=amount):
            return _listed(WORDS[source], money(amount))
        case Grant(granted_grosze=granted, used_grosze=used, returned_grosze=returned):
            grant = texts(entry, "grant") or PROTECTED
            (a, b), (c, d), (e, f) = money(granted), money(used), money(returned)
            return (
                f"{grant}: przyznano {a}, wykorzystano {c}, zwrócono {e}",
                f"{grant}: granted {b}, used {d}, returned {f}",
            )
    what, effects = (texts(entry, name) or PROTECTED for name in ("what", "effects"))
    return f"{what}; efekty: {effects}", f"{what}; effects: {effects}"


def _part(kind: EntryKind, lines: list[HandLine]) -> HandPart:
    pl, en = (None, None) if lines else NOT_ENTERED
    words = KINDS[kind]
    return HandPart(
        kind=kind,
        pl=words.pl,
        en=words.en,
        missing=not lines,
        missing_pl=pl,
        missing_en=en,
        entries=tuple(lines),
    )


def _line(entry: Entry, texts: Texts) -> HandLine:
    pl, en = said(entry, texts)
    return HandLine(
        item=entry.item,
        pl=pl,
        en=en,
        as_of=entry.as_of,
        entered_on=entry.entered_on,
        entered_by=entry.entered_by,
        corrected=entry.said_by != entry.item,
    )


def _listed(*parts: Pair) -> Pair:
    return ", ".join(pl for pl, _ in parts), ", ".join(en for _, en in parts)
