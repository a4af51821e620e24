"""What a project owes afterwards: from when to when, by which of the words that sound alike, and what was promised.

Both are rules of an edition's book: PROJECT_DURABILITY says the kind in its value and the period in its days, TARGET
the promised numbers. An edition that is copied takes them along, so the books of editions that follow one another
speak of one obligation.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

import msgspec

from domain.editions.service_days import ServiceDay
from domain.rules import Rule, RuleCode, Rules

_DAY = timedelta(days=1)


class DurabilityKind(StrEnum):
    """Which durability of a project it is (domain page 4.4)."""

    INVESTMENT = "INVESTMENT"
    """(a) Reg. 2021/1060 art. 65, Reg. 1303/2013 art. 71: infrastructure or productive investment."""
    SOCIAL_PLACES = "SOCIAL_PLACES"
    """(b) ESF: social places kept at least as long as the project ran."""
    AGREEMENT = "AGREEMENT"
    """(c) The agreement's own period, such as of Norwegian money; neither article applies."""


NOT_OWED = "NOT_OWED"
"""The word that takes an obligation back that was set by mistake."""


class KeptEdition(msgspec.Struct, frozen=True, kw_only=True):
    """An edition of a programme as it was known: its days, its rule book, and what was said of each service day."""

    id: UUID
    code: str
    opens_on: date
    closes_on: date | None
    rules: Rules
    said: Mapping[date, ServiceDay]

    def runs_on(self, day: date) -> bool:
        """Whether the edition runs on that day."""
        return self.opens_on <= day and (self.closes_on is None or day <= self.closes_on)


class Owed(msgspec.Struct, frozen=True, kw_only=True):
    """One obligation: `until` None where no last day is recorded; `confirmed` whether somebody checked the period.

    `rule` is what says so last, in the book of `edition`. `books` are the editions that carry it, the oldest first.
    """

    kind: DurabilityKind
    since: date
    until: date | None
    confirmed: bool
    law: str
    rule: int
    edition: UUID
    edition_code: str
    books: tuple[KeptEdition, ...]

    def promised(self, target: str, day: date) -> Rule | None:
        """Return the promised number on a day, by the book of the edition that was opened last by then; or None."""
        opened = [edition for edition in self.books if edition.opens_on <= day] or self.books[:1]
        return opened[-1].rules.on(RuleCode.TARGET, day, applies_to=target)


def obligations(editions: Iterable[KeptEdition]) -> tuple[Owed, ...]:
    """Return what the editions of a programme owe, by kind and period.

    In one book the rule set last says what is owed. Of books of one kind whose periods touch or overlap, the book of
    the edition that was opened last says until when.
    """
    found: list[Owed] = []
    for edition in sorted(editions, key=lambda one: (one.opens_on, one.code)):
        rule = _said_last(edition.rules)
        if rule is None or rule.value == NOT_OWED:
            continue
        new = _owed(rule, edition)
        before = next((one for one in found if one.kind is new.kind and _touch(one, new)), None)
        if before is not None:
            found.remove(before)
            new = msgspec.structs.replace(new, since=min(before.since, new.since), books=(*before.books, *new.books))
        found.append(new)
    return tuple(sorted(found, key=lambda one: (one.since, one.kind)))


def _said_last(rules: Rules) -> Rule | None:
    return max(rules.of(RuleCode.PROJECT_DURABILITY), key=lambda rule: rule.item, default=None)


def _owed(rule: Rule, edition: KeptEdition) -> Owed:
    return Owed(
        kind=DurabilityKind(str(rule.value)),
        since=rule.since,
        until=rule.until,
        confirmed=rule.confirmed,
        law=rule.law,
        rule=rule.item,
        edition=edition.id,
        edition_code=edition.code,
        books=(edition,),
    )


def _touch(one: Owed, other: Owed) -> bool:
    """Return whether the days of both overlap, or one begins on the day after the other ended."""
    first, second = sorted((one, other), key=lambda owed: owed.since)
    return first.until is None or second.since <= first.until + _DAY
