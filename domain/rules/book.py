"""The facts of a rule book: a rule set, confirmed, ended; and the rules that they add up to."""

from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, ClassVar
from uuid import UUID

import msgspec

from domain.journal import Code, Fact, Personal, Purpose
from domain.rules.kinds import RuleCode, RuleScope, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from domain.rules import RuleBook

Value = int | bool | Code


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


class Rules(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """The rules of one book, in the order in which they were set."""

    all: tuple[Rule, ...] = ()

    @cached_property
    def _of_code(self) -> dict[RuleCode, list[Rule]]:
        """The rules by code: every entry of hours asks for a dozen, and most books lack most of them."""
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

    def of(self, *codes: RuleCode) -> "Iterator[Rule]":
        """Yield the rules of these codes, in whatever days they are in force."""
        for code in codes:
            yield from self._of_code.get(code, ())

    def on(self, code: RuleCode, day: date, *, unit: Unit | None = None, applies_to: str | None = None) -> Rule | None:
        """Return the rule in force on a day: of several, the one that began last, then the one set last."""
        found = None
        for rule in self._of_code.get(code, ()):
            if rule.unit is unit and rule.applies_to == applies_to and rule.holds_on(day):
                later = found is None or (rule.since, rule.item) > (found.since, found.item)
                found = rule if later else found
        return found

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

    def each(self, code: RuleCode, day: date) -> "Iterator[Rule]":
        """Yield the rules of a code that stand side by side on a day, those switched off left out."""
        for unit, applies_to in self._kinds_of_code.get(code, ()):
            now = self.on(code, day, unit=unit, applies_to=applies_to)
            if now is not None and now.value is not False:
                yield now


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
