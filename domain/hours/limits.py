"""Limits: how much of something is allowed in a day, a week, a month, a year, an edition, or by an individual grant.

What is over a limit is refused with the rule, its law and version, the entries that fill it, what is left and the
nearest day on which it would be allowed. What really happened may be recorded all the same, with a reason: the fact
then keeps the excess (domain page 3.5, "quota breach of already performed work").
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from math import floor
from typing import Protocol
from uuid import UUID

import msgspec
from msgspec.structs import replace

from domain.calendar import LAST_DAY, month_of, week_of, year_of
from domain.hours.facts import Excess, HoursEntry
from domain.hours.time import clock_time, counted
from domain.polish import counted as inflected
from domain.refusals import Language, Refusal
from domain.rules import LIMITS, Rule, RuleCode, Rules, Unit

LIMITS_REMEMBERED = 2000
SHOWN_MOST = 12
NAMED_MOST = 400


class Share(StrEnum):
    """Whose entries fill a limit."""

    QUOTA = "QUOTA"
    """Those of everybody who uses the quota of one person in one edition: two carers share one."""
    OWN = "OWN"
    """Those of the person in the edition: what was granted was granted to whoever applied."""
    UNDER_AGREEMENT = "UNDER_AGREEMENT"
    """Those of the person under the agreement."""
    AGREEMENT = "AGREEMENT"
    """Those of everybody under the agreement."""


class Limit(msgspec.Struct, frozen=True, kw_only=True, cache_hash=True):
    """So much at `most`, in `unit`, from `first` to `last`; `rule` names it, `law`, `book` and `version` say which."""

    rule: RuleCode
    unit: Unit
    most: int
    law: str
    book: UUID
    version: int
    share: Share
    first: date
    last: date


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """An amount on a day that fills a limit; `item` is the entry, None where it is of another person's record."""

    day: date
    amount: int
    item: int | None


class Used(Protocol):
    """What fills a limit already, the entry itself left out."""

    def amount(self, limit: Limit) -> int:
        """Return how much."""

    def filled(self, limit: Limit) -> Collection[Counted]:
        """Return the entries, one by one."""


class Overridable(Refusal):
    """What a rule does not allow and yet may have happened: recorded with a reason, the fact keeps the excess."""

    excess: Excess

    def __init__(self, excess: Excess, *, pointer: str | None = None, **numbers: object) -> None:
        """Take by how much, and what the sentence needs."""
        self.excess, self.law = excess, excess.law
        super().__init__(pointer=pointer, **numbers)


class OverLimit(Overridable):
    """More than a limit allows."""

    code = "over-limit"
    pl = (
        "Najwyżej {most_pl} {window_pl} ({rule_pl}; {law}, wersja reguły {version}). Zapisano już "
        "{used_pl}{filled_pl}; ten wpis dodaje {asked_pl}, a do limitu zostaje {left_pl} w tym czasie. {nearest_pl} "
        "Jeśli tak było naprawdę, zapisz z powodem (override): nadwyżka zostanie oznaczona."
    )
    en = (
        "At most {most_en} {window_en} ({rule_en}; {law}, rule version {version}). {used_en} are recorded "
        "already{filled_en}, {left_en} are left; this entry adds {asked_en}. {nearest_en} If it really was so, record "
        "it with a reason (override): the excess will be marked."
    )

    def __init__(self, limit: Limit, filled: Collection[Counted], asked: int, nearest: date | None) -> None:
        """Take the limit, what fills it, what was asked, and the nearest day on which it would be allowed."""
        used = sum(one.amount for one in filled)
        self.limit, self.filled, self.asked, self.nearest = limit, filled, asked, nearest
        self.left = max(0, limit.most - used)
        numbers: dict[str, object] = {"law": limit.law, "version": limit.version}
        for name, amount in (("most", limit.most), ("used", used), ("left", self.left), ("asked", asked)):
            numbers[f"{name}_pl"], numbers[f"{name}_en"] = amount_words(limit.unit, amount)
        numbers["rule_pl"], numbers["rule_en"] = WORDS[limit.rule]
        numbers["window_pl"] = f"w dniach {limit.first:%d.%m.%Y}–{limit.last:%d.%m.%Y}"
        numbers["window_en"] = f"from {limit.first} to {limit.last}"
        numbers["filled_pl"], numbers["filled_en"] = _shown(limit.unit, filled)
        if nearest is None:
            numbers["nearest_pl"] = "Do końca edycji nie ma dnia, w którym tyle się mieści."
            numbers["nearest_en"] = "There is no day until the edition ends on which so much fits."
        else:
            numbers["nearest_pl"] = f"Najbliższy dzień, w którym tyle się mieści: {nearest:%d.%m.%Y}."
            numbers["nearest_en"] = f"The nearest day on which so much fits: {nearest}."
        excess = Excess(
            rule=limit.rule,
            law=limit.law,
            book=limit.book,
            version=limit.version,
            unit=limit.unit,
            most=limit.most,
            over=min(asked, used + asked - limit.most),
            first=limit.first,
            last=limit.last,
        )
        super().__init__(excess, pointer="/minutes", **numbers)

    @property
    def never_fits(self) -> bool:
        """Whether so much fits in no time of this limit; what a year's leaves may be more in the next."""
        return self.asked > self.limit.most and self.limit.rule is not RuleCode.LIMIT_YEAR

    def found_nearest(self, nearest: date | None) -> "OverLimit":
        """Return the same refusal with the nearest day in it."""
        return OverLimit(self.limit, self.filled, self.asked, nearest)

    def parts(self, language: Language) -> list[dict[str, str]]:
        """Return the entries that fill the limit, one by one; of very many, the last."""
        return [
            {"pointer": "/minutes", "code": "fills-the-limit", "detail": _one(self.limit.unit, one)[language == "en"]}
            for one in sorted(self.filled, key=lambda one: one.day)[-NAMED_MOST:]
        ]


WORDS: dict[RuleCode, tuple[str, str]] = {
    RuleCode.LIMIT_DAY: ("limit dzienny", "daily limit"),
    RuleCode.LIMIT_WEEK: ("limit tygodniowy", "weekly limit"),
    RuleCode.LIMIT_MONTH: ("limit miesięczny", "monthly limit"),
    RuleCode.LIMIT_YEAR: ("limit roczny", "yearly limit"),
    RuleCode.LIMIT_EDITION: ("limit edycji", "limit of the edition"),
    RuleCode.NEEDS_GRANT: ("przyznane godziny", "granted hours"),
    RuleCode.NEEDS_AGREEMENT: ("liczba godzin w porozumieniu", "hours of the agreement"),
}
_DOBY = ("doba", "doby", "dób")
_PRESENCES = ("obecność", "obecności", "obecności")


def amount_words(unit: Unit, amount: int) -> tuple[str, str]:
    """Return an amount as a person reads it: 3:30 godz., 14 dób, 5 obecności."""
    if unit is Unit.MINUTES:
        return f"{clock_time(amount)} godz.", f"{clock_time(amount)} h"
    forms, en = (_DOBY, "whole days") if unit is Unit.DOBY else (_PRESENCES, "presences")
    return inflected(amount, forms), f"{amount} {en}"


_WINDOWS: dict[RuleCode, Callable[[date], tuple[date, date]]] = {
    RuleCode.LIMIT_DAY: lambda day: (day, day),
    RuleCode.LIMIT_WEEK: week_of,
    RuleCode.LIMIT_MONTH: month_of,
    RuleCode.LIMIT_YEAR: year_of,
}


def windows(rule: RuleCode, day: date, edition: tuple[date, date]) -> tuple[date, date]:
    """Return the first and the last day of the time in which a limit of that code counts a day."""
    return _WINDOWS[rule](day) if rule in _WINDOWS else edition


@lru_cache(LIMITS_REMEMBERED)
def limits_on(
    rules: Rules, book: UUID, day: date, edition: tuple[date, date], share: Share, degree: str | None
) -> tuple[Limit, ...]:
    """Return the limits of a book that count a day, the shortest first: those for everybody and for the degree."""
    classes = (None, degree)
    said = dict.fromkeys((r.code, r.unit, r.applies_to) for r in rules.of(*LIMITS) if r.applies_to in classes)
    standing = ((unit, rules.on(code, day, unit=unit, applies_to=applies_to)) for code, unit, applies_to in said)
    return tuple(
        _limit(rule, unit, book, share, windows(rule.code, day, edition))
        for unit, rule in standing
        if rule is not None and unit is not None
    )


def overfilled(
    entry: HoursEntry, limits_of: Callable[[date], Iterable[Limit]], used: Used, combined: Callable[[date], bool]
) -> Iterator["OverLimit"]:
    """Yield each limit that the entry would go over, once for each of its times, the shortest first.

    Where forms are `combined`, what other units used of the yearly limit makes this one smaller in proportion.
    """
    asked: dict[Limit, int] = {}
    beside: dict[Limit, list[Limit]] = {}
    amounts = counted(entry)
    for day in amounts:
        limits = list(limits_of(day))
        for limit in limits:
            if limit.unit is entry.unit:
                asked[limit] = sum([amount for each, amount in amounts.items() if limit.first <= each <= limit.last])
                if limit.rule is RuleCode.LIMIT_YEAR and combined(day):
                    beside[limit] = [o for o in limits if o.rule is limit.rule and o.unit is not limit.unit]
    for limit, amount in asked.items():
        shared = replace(limit, most=_reduced(limit, beside[limit], used)) if beside.get(limit) else limit
        if amount and used.amount(limit) + amount > shared.most:
            yield OverLimit(shared, used.filled(limit), amount, None)


def _reduced(limit: Limit, others: Iterable[Limit], used: Used) -> int:
    return reduced(limit.most, ((used.amount(other), other.most) for other in others))


def reduced(most: int, others: Iterable[tuple[int, int]]) -> int:
    """Return what other forms (so much used, of so much) leave of a limit: the same part that they leave of theirs."""
    taken = sum((Fraction(used, of) for used, of in others), Fraction(0))
    return max(0, floor(most * (1 - taken)))


def nearest_day(
    after: date, last: date, reach: int, changes: Collection[date], refusal_on: Callable[[date], Refusal | None]
) -> date | None:
    """Return the first day behind `after` and until `last` on which nothing refuses, or None.

    Where a limit refuses, the days are passed over on which an entry that reaches `reach` days further would be in
    its time as a whole, or all days if it fits in none, until the next of the days on which a rule `changes`.
    """
    day = after + timedelta(days=1)
    while day <= last:
        refusal = refusal_on(day)
        if refusal is None:
            return day
        passed = day
        if isinstance(refusal, OverLimit):
            change = min((each for each in changes if each > day), default=LAST_DAY)
            end = LAST_DAY if reach == 0 and refusal.never_fits else refusal.limit.last
            passed = max(day, min(end, change - timedelta(days=1)) - timedelta(days=reach))
        day = passed + timedelta(days=1)
    return None


def _limit(rule: Rule, unit: Unit, book: UUID, share: Share, window: tuple[date, date]) -> Limit:
    return Limit(
        rule=rule.code,
        unit=unit,
        most=rule.number,
        law=rule.law,
        book=book,
        version=rule.item,
        share=share,
        first=window[0],
        last=window[1],
    )


def _shown(unit: Unit, filled: Collection[Counted]) -> tuple[str, str]:
    if not filled:
        return "", ""
    some = sorted(filled, key=lambda one: one.day)[-SHOWN_MOST:]
    pl, en = ("; ".join(_one(unit, one)[language] for one in some) for language in (0, 1))
    more = "… " if len(filled) > SHOWN_MOST else ""
    return f" ({more}{pl})", f" ({more}{en})"


def _one(unit: Unit, one: Counted) -> tuple[str, str]:
    pl, en = amount_words(unit, one.amount)
    if one.item is None:
        return f"{one.day:%d.%m.%Y}: {pl}, u innej osoby", f"{one.day}: {en}, in another record"
    return f"{one.day:%d.%m.%Y}: {pl}, wpis {one.item}", f"{one.day}: {en}, entry {one.item}"
