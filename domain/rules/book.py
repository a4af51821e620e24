"""The facts of a rule book: a rule set, confirmed, ended; and the rules that they add up to."""

from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Annotated, ClassVar
from uuid import UUID

import msgspec

from domain.journal import Code, Fact, Personal, Purpose
from domain.rules.kinds import LIMITS, RuleCode, RuleScope, Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from domain.rules import RuleBook

Value = int | bool | Code
DAYS_REMEMBERED = 400


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """One rule: `item` is the version of the fact that set it, so it is also the rule's version.

    It holds from `since` to `until`, both included; `applies_to` narrows it (a degree, a condition, an indicator),
    `law` cites what it rests on. Not `confirmed`: somebody is to check it (do potwierdzenia).
    """

    item: int
    code: RuleCode
    value: Value
    since: date
    law: str
    confirmed: bool
    unit: Unit | None = None
    applies_to: str | None = None
    until: date | None = None

    @property
    def is_of_the_land(self) -> bool:
        """Whether it rests on an act or a regulation, which no edition makes anew."""
        return self.law.startswith(("ustawa", "rozporządzenie"))

    def holds_on(self, day: date) -> bool:
        """Whether the rule is in force on that day."""
        return self.since <= day and (self.until is None or day <= self.until)

    @property
    def number(self) -> int:
        """The value of a rule that has a number."""
        assert isinstance(self.value, int)  # noqa: S101
        return self.value


class Rules(msgspec.Struct, frozen=True, kw_only=True, dict=True, cache_hash=True):
    """The rules of one book, in the order in which they were set.

    They never change, so what is in force on a day is worked out once: every entry of hours asks a dozen times.
    """

    all: tuple[Rule, ...] = ()

    @cached_property
    def _of_code(self) -> dict[RuleCode, list[Rule]]:
        """The rules by code."""
        found: dict[RuleCode, list[Rule]] = {}
        for rule in self.all:
            found.setdefault(rule.code, []).append(rule)
        return found

    @cached_property
    def _kinds_of_code(self) -> dict[RuleCode, list[tuple[Unit | None, str | None]]]:
        """What the rules of each code are told apart by."""
        return {
            code: list(dict.fromkeys((rule.unit, rule.applies_to) for rule in rules))
            for code, rules in self._of_code.items()
        }

    @cached_property
    def limits_by_class(self) -> bool:
        """Whether some limit is for one class of disability alone."""
        return any(rule.applies_to is not None for rule in self.of(*LIMITS))

    def of(self, *codes: RuleCode) -> "Iterator[Rule]":
        """Yield the rules of these codes, in whatever days they are in force."""
        for code in codes:
            yield from self._of_code.get(code, ())

    @cached_property
    def _in_force(self) -> "Callable[[date], dict[RuleCode, list[Rule]]]":
        """The rules in force on a day, by code; those of one code in the order in which their kinds were first set."""
        return lru_cache(DAYS_REMEMBERED)(self._found_in_force)

    def _found_in_force(self, day: date) -> dict[RuleCode, list[Rule]]:
        found: dict[RuleCode, list[Rule]] = {}
        for code, kinds in self._kinds_of_code.items():
            now = [rule for unit, applies_to in kinds if (rule := self._newest(code, day, unit, applies_to))]
            if now:
                found[code] = now
        return found

    def _newest(self, code: RuleCode, day: date, unit: Unit | None, applies_to: str | None) -> Rule | None:
        standing = [
            rule
            for rule in self._of_code[code]
            if rule.unit is unit and rule.applies_to == applies_to and rule.holds_on(day)
        ]
        return max(standing, key=lambda rule: (rule.since, rule.item), default=None)

    def on(self, code: RuleCode, day: date, *, unit: Unit | None = None, applies_to: str | None = None) -> Rule | None:
        """Return the rule in force on a day: of several, the one that began last, then the one set last."""
        for rule in self._in_force(day).get(code, ()):
            if rule.unit is unit and rule.applies_to == applies_to:
                return rule
        return None

    def is_on(self, code: RuleCode, day: date, *, applies_to: str | None = None) -> bool:
        """Return whether a switch is on; off where nothing is said."""
        rule = self.on(code, day, applies_to=applies_to)
        return rule is not None and rule.value is True

    def number(self, code: RuleCode, day: date) -> int | None:
        """Return the number in force on a day, or None."""
        rule = self.on(code, day)
        return None if rule is None else rule.number

    def word(self, code: RuleCode, day: date) -> str | None:
        """Return the word in force on a day, or None."""
        rule = self.on(code, day)
        return None if rule is None else str(rule.value)

    def from_day(self, day: date) -> "Iterator[Rule]":
        """Yield what a book of a day has to hold: what is in force on some day from then on, none from before it."""
        changes = [rule.since for rule in self.all]
        changes += [rule.until + timedelta(days=1) for rule in self.all if rule.until is not None]
        days = [day, *(change for change in changes if change > day)]
        kinds = dict.fromkeys((rule.code, rule.unit, rule.applies_to) for rule in self.all)
        held = {self.on(code, on, unit=unit, applies_to=applies_to) for code, unit, applies_to in kinds for on in days}
        for rule in sorted((r for r in held if r is not None), key=lambda one: (one.since, one.item)):
            yield msgspec.structs.replace(rule, since=max(rule.since, day))

    def each(self, code: RuleCode, day: date) -> "list[Rule]":
        """Return the rules of a code that stand side by side on a day, those switched off left out."""
        return [rule for rule in self._in_force(day).get(code, ()) if rule.value is not False]


class RuleSet(Fact, frozen=True, kw_only=True):
    """A rule was set: `owner` is the edition or the agreement, None: the club; `source` is where it was read."""

    TOPIC: ClassVar[str] = "rules.rule-set.1"

    scope: RuleScope
    owner: UUID | None
    rule: RuleCode
    unit: Unit | None
    applies_to: Code | None
    value: Value
    since: date
    until: date | None
    law: Code
    confirmed: bool
    source: Annotated[Personal[str], Purpose.NOTES]

    def apply(self, aggregate: "RuleBook") -> None:
        """Add the rule."""
        item = self.originator_version
        aggregate.scope, aggregate.owner = self.scope, self.owner
        aggregate.rules[item] = Rule(
            item=item,
            code=self.rule,
            unit=self.unit,
            applies_to=self.applies_to,
            value=self.value,
            since=self.since,
            until=self.until,
            law=self.law,
            confirmed=self.confirmed,
        )


class RuleConfirmed(Fact, frozen=True, kw_only=True):
    """Somebody checked a rule (its item), and this is its value; `source` is what they looked into."""

    TOPIC: ClassVar[str] = "rules.rule-confirmed.1"

    rule: int
    value: Value
    source: Annotated[Personal[str], Purpose.NOTES]

    def apply(self, aggregate: "RuleBook") -> None:
        """Take what is so."""
        aggregate.say(aggregate.rules, self.rule, self.originator_version, value=self.value, confirmed=True)


class RuleEnded(Fact, frozen=True, kw_only=True):
    """A rule (its item) is in force until `until`, and no longer."""

    TOPIC: ClassVar[str] = "rules.rule-ended.1"

    rule: int
    until: date
    reason: Annotated[Personal[str], Purpose.NOTES]

    def apply(self, aggregate: "RuleBook") -> None:
        """Note its last day."""
        aggregate.say(aggregate.rules, self.rule, self.originator_version, until=self.until)
