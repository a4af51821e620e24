"""Rule books: every number of the law that the club goes by, as a dated fact with its source.

One book is the club's, one is each edition's, one is each agreement's: what binds a person is the book of what they
take part in, never "today" (domain page 9, finding 3). What nobody has checked yet is marked as to be confirmed (do
potwierdzenia) until somebody looks it up.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from uuid import NAMESPACE_URL, UUID, uuid5

import msgspec

from domain.calendar import refuse_date_out_of_range
from domain.items import WithItems
from domain.journal import Personal, Stamp
from domain.refusals import InvalidInput, NotFound, Refusal
from domain.rules.book import Rule, RuleConfirmed, RuleEnded, Rules, RuleSet, Value
from domain.rules.kinds import KINDS, LIMITS, SCOPES, RuleCode, RuleKind, RuleScope, Unit

__all__ = [
    "CLUB_BOOK",
    "KINDS",
    "LIMITS",
    "SCOPES",
    "FirstRule",
    "Rule",
    "RuleBook",
    "RuleCode",
    "RuleConfirmed",
    "RuleEnded",
    "RuleKind",
    "RuleScope",
    "RuleSet",
    "Rules",
    "Unit",
    "Value",
    "book_of",
]

CLUB_BOOK = uuid5(NAMESPACE_URL, "urn:kis:rules")
"""The club's own book."""


class FirstRule(msgspec.Struct, frozen=True, kw_only=True):
    """A rule that a book starts with; `since` and `until` None: as long as what the book is of."""

    code: RuleCode
    value: Value
    law: str
    source: str | None
    confirmed: bool = True
    unit: Unit | None = None
    applies_to: str | None = None
    since: date | None = None
    until: date | None = None


@lru_cache(1000)
def book_of(owner: UUID) -> UUID:
    """Return the id of the rule book of an edition or an agreement."""
    return uuid5(owner, "rules")


class RuleBook(WithItems):
    """The rules of the club, of one edition or of one agreement."""

    __slots__ = ("owner", "rules", "scope")

    STREAM = "rules."
    ITEMS = ("rules",)

    owner: UUID | None
    rules: dict[int, Rule]
    scope: RuleScope

    def __init__(self, id: UUID) -> None:
        """Start empty."""
        super().__init__(id)
        self.owner = None
        self.scope = RuleScope.CLUB

    @classmethod
    def begin(cls, owner: UUID | None, scope: RuleScope) -> "RuleBook":
        """Return the empty book of an edition or an agreement, or (no owner) of the club."""
        book = cls(CLUB_BOOK if owner is None else book_of(owner))
        book.owner, book.scope = owner, scope
        return book

    @property
    def now(self) -> Rules:
        """The rules as they stand."""
        return Rules(all=tuple(self.rules.values()))

    def start_with(self, stamp: Stamp, today: date, first: Iterable[FirstRule], since: date) -> None:
        """Set the rules that the book starts with, from `since` or their own day; not what was over by then."""
        for rule in first:
            if rule.until is None or rule.until >= since:
                self.start_with_one(stamp, today, rule, since)

    def start_with_one(self, stamp: Stamp, today: date, rule: FirstRule, since: date) -> None:
        """Set one of the rules that the book starts with, from `since` or its own day."""
        self.set(
            stamp,
            today,
            rule=rule.code,
            unit=rule.unit,
            applies_to=rule.applies_to,
            value=rule.value,
            since=rule.since or since,
            until=rule.until,
            law=rule.law,
            source=rule.source,
            confirmed=rule.confirmed,
        )

    def set(
        self,
        stamp: Stamp,
        today: date,
        *,
        rule: RuleCode,
        unit: Unit | None,
        applies_to: str | None,
        value: Value,
        since: date,
        until: date | None,
        law: str,
        source: str | None,
        confirmed: bool,
    ) -> None:
        """Set a rule from a day on; it takes the place of the one in force."""
        kind = KINDS[rule]
        refuse_misplaced_rule(kind, self.scope, unit, applies_to)
        refuse_impossible_value(kind, value)
        refuse_impossible_days(since, until)
        said = refuse_rule_without_source(source)
        self.record(
            RuleSet,
            stamp,
            today,
            scope=self.scope,
            owner=self.owner,
            rule=rule,
            unit=unit,
            applies_to=applies_to,
            value=value,
            since=since,
            until=until,
            law=law,
            confirmed=confirmed,
            source=Personal(said),
        )

    def confirm(self, stamp: Stamp, today: date, *, rule: int, value: Value, source: str | None) -> None:
        """Say that a rule was checked, and what its value is."""
        known = self.rule_of(rule)
        if known.confirmed:
            raise RuleConfirmedAlready(rule=rule)
        refuse_impossible_value(KINDS[known.code], value)
        said = refuse_rule_without_source(source)
        self.record(RuleConfirmed, stamp, today, rule=rule, value=value, source=Personal(said))

    def end(self, stamp: Stamp, today: date, *, rule: int, until: date, reason: str) -> None:
        """Say which day is the last on which a rule is in force."""
        known = self.rule_of(rule)
        refuse_impossible_days(known.since, until)
        self.record(RuleEnded, stamp, today, rule=rule, until=until, reason=Personal(reason))

    def sourced_in(self, item: int) -> int:
        """Return the version of the fact that says where a rule was read last: it was set by it, or confirmed."""
        return next((by for by, _, said in self.said.get(item, ()) if "confirmed" in said), item)

    def rule_of(self, item: int) -> Rule:
        """Return the rule of that item, or refuse."""
        if item not in self.rules:
            raise NotFound(pointer="/rule")
        return self.rules[item]


class RuleWithoutSource(InvalidInput):
    """A rule that nobody could check."""

    code = "rule-without-source"
    pl = "Reguła bez źródła nie obowiązuje nikogo. Podaj w polu source, gdzie ją przeczytano (pismo, umowa, strona)."
    en = "A rule without a source binds nobody. Say in source where it was read (letter, contract, page)."


class MisplacedRule(InvalidInput):
    """A rule of a kind that the book does not hold, or with a unit it does not have."""

    code = "misplaced-rule"
    pl = (
        "Reguła „{rule_pl}” tu nie pasuje. Należy do reguł: {scopes_pl}; jednostkę (unit) {unit_pl}, "
        "a pole applies_to {apart_pl}."
    )
    en = (
        "The rule “{rule_en}” does not belong here. It is a rule of: {scopes_en}; {unit_en} a unit, "
        "and applies_to is {apart_en}."
    )


class ImpossibleValue(InvalidInput):
    """A value that the rule cannot have."""

    code = "impossible-rule-value"
    pl = "Ta reguła przyjmuje: {takes_pl}. Popraw wartość."
    en = "This rule takes: {takes_en}. Correct the value."


class RuleEndsBeforeItStarts(InvalidInput):
    """The last day is before the first."""

    code = "rule-ends-before-it-starts"
    pl = "Reguła kończy się przed swoim początkiem ({since}). Popraw jedną z dat."
    en = "The rule ends before it starts ({since}). Correct one of the dates."


class RuleConfirmedAlready(Refusal):
    """A rule that waits for nothing."""

    code = "rule-confirmed-already"
    pl = "Reguła {rule} jest już potwierdzona. Jeśli się zmieniła, ustaw nową od dnia zmiany."
    en = "Rule {rule} is confirmed already. If it changed, set a new one from the day of the change."


def refuse_rule_without_source(source: str | None) -> str:
    """Return the source, or refuse: there is none."""
    if source is None or not source.strip():
        raise RuleWithoutSource(pointer="/source")
    return source


def refuse_misplaced_rule(kind: RuleKind, scope: RuleScope, unit: Unit | None, applies_to: str | None) -> None:
    """Refuse a rule that such a book does not hold, or with a unit or a narrowing that it does not have."""
    if scope not in kind.scopes or kind.counted is (unit is None) or (applies_to is not None and not kind.apart):
        scopes = [SCOPES[one] for one in RuleScope if one in kind.scopes]
        raise MisplacedRule(
            rule_pl=kind.pl,
            rule_en=kind.en,
            scopes_pl=", ".join(pl for pl, _ in scopes),
            scopes_en=", ".join(en for _, en in scopes),
            unit_pl="podaj" if kind.counted else "pomiń",
            unit_en="has" if kind.counted else "does not have",
            apart_pl="wolno podać" if kind.apart else "pomiń",
            apart_en="possible" if kind.apart else "left out",
            pointer="/rule",
        )
    if kind.each_of and applies_to not in kind.each_of:
        words = ", ".join(sorted(kind.each_of))
        raise ImpossibleValue(
            takes_pl=f"w polu applies_to jedno ze słów: {words}",
            takes_en=f"in applies_to one of: {words}",
            pointer="/applies_to",
        )


def refuse_impossible_value(kind: RuleKind, value: Value) -> None:
    """Refuse a value that is not of the kind, or out of its range."""
    if kind.switch:
        fits = isinstance(value, bool)
    elif kind.most:
        fits = type(value) is int and kind.least <= value <= kind.most
    else:
        fits = isinstance(value, str) and (kind.any_word or value in kind.words)
    if not fits:
        pl, en = _taken(kind)
        raise ImpossibleValue(takes_pl=pl, takes_en=en, pointer="/value")


def refuse_impossible_days(since: date, until: date | None) -> None:
    """Refuse a rule that ends before it starts, or at no time."""
    refuse_date_out_of_range(since, "/since")
    if until is not None:
        refuse_date_out_of_range(until, "/until")
        if until < since:
            raise RuleEndsBeforeItStarts(since=since, pointer="/until")


def _taken(kind: RuleKind) -> tuple[str, str]:
    if kind.switch:
        return "true albo false", "true or false"
    if kind.most:
        return f"liczbę całkowitą od {kind.least} do {kind.most}", f"a whole number from {kind.least} to {kind.most}"
    if kind.any_word:
        return "krótkie słowo", "a short word"
    words = ", ".join(sorted(kind.words))
    return f"jedno ze słów: {words}", f"one of: {words}"
