"""What is payable in an edition in a month: per person, worked out from the entries when somebody reads.

An entry belongs to the month of the day it starts on, as in the sums of hours. A record that is linked to another one
as its duplicate counts with the record that goes on. What was recorded stays as it was.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from uuid import UUID

import msgspec
from sqlalchemy import Connection

from application.indexes import on_record
from application.journal import Journal
from application.kept_excess import excess_of
from application.looking import Looking
from application.projections.then import Then, of_edition_between, rules_of, survivors
from application.store.known import version_known
from domain.calendar import month_of
from domain.hours import HoursState
from domain.hours.payable import settled
from domain.refusals import NotFound
from domain.rules import RuleCode, Rules, Value


class Payable(msgspec.Struct, frozen=True, kw_only=True):
    """Minutes recorded, approved, over limits and payable, of so many entries.

    `not_in_minutes` are approved entries counted otherwise (whole days, presences), which have no payable minutes.
    """

    entries: int
    recorded: int
    approved: int
    over: int
    payable: int
    not_in_minutes: int


class PersonPayable(msgspec.Struct, frozen=True, kw_only=True):
    """What of one person's time in a month is payable."""

    participant: UUID
    of: Payable


class PayableRule(msgspec.Struct, frozen=True, kw_only=True):
    """A rule by which entries of the month are brought to steps: from when to when, its law, whether it was checked."""

    item: int
    rule: RuleCode
    value: Value
    since: date
    until: date | None
    law: str
    confirmed: bool


class Settlement(msgspec.Struct, frozen=True, kw_only=True):
    """A month of an edition. `rounded`: every entry by a rule; else minutes are, in part or all, as they were."""

    people: tuple[PersonPayable, ...]
    total: Payable
    rounded: bool
    rules: tuple[PayableRule, ...]


NOTHING = Payable(entries=0, recorded=0, approved=0, over=0, payable=0, not_in_minutes=0)


class EditionUnknownThen(NotFound):
    """A moment before an edition was recorded."""

    code = "edition-unknown-then"
    pl = "W tej chwili klub nie miał jeszcze zapisanej tej edycji. Podaj późniejszy known_at albo inną edycję."
    en = "By then the club had not recorded this edition. Give a later known_at, or another edition."


class Month(msgspec.Struct, frozen=True, kw_only=True):
    """What a month of an edition is settled by: its entries, its rules, and with whom a linked record counts."""

    first: date
    last: date
    rows: Sequence[on_record.Row]
    rules: Rules
    survivor: Callable[[UUID], UUID]


def month_now(looking: Looking, edition: UUID, day: date) -> Month:
    """Return the month of a day as it stands."""
    first, last = month_of(day)
    return Month(
        first=first,
        last=last,
        rows=on_record.of_edition_between(looking.db, edition, first, last),
        rules=looking.indexes.rules.of(looking.db, edition),
        survivor=lambda person: looking.indexes.duplicates.survivor(looking.db, person),
    )


def month_then(core: Connection, journal: Journal, edition: UUID, day: date, then: Then) -> Month:
    """Return the month of a day as it stood then. EditionUnknownThen."""
    if then.position is not None and not version_known(journal.reading(), edition, then.position):
        raise EditionUnknownThen
    first, last = month_of(day)
    linked = survivors(core, then)
    return Month(
        first=first,
        last=last,
        rows=of_edition_between(core, edition, first, last, then),
        rules=rules_of(journal, edition, then),
        survivor=lambda person: linked.get(person, person),
    )


def of_edition(looking: Looking, month: Month, people: Callable[[UUID], bool]) -> Settlement:
    """Return what is payable in a month of an edition, for each of these people with an entry in it."""
    rules = month.rules
    found: dict[UUID, list[Payable]] = {}
    rounded = True
    for row in month.rows:
        amount = settled(row.entry, excess_of(looking, row), rules)
        who = month.survivor(row.participant)
        if not people(who):
            continue
        if amount is None:
            is_approved = row.entry.state is HoursState.APPROVED
            line = msgspec.structs.replace(NOTHING, entries=1, not_in_minutes=int(is_approved))
        else:
            rounded = rounded and amount.rounded
            line = Payable(
                entries=1,
                recorded=amount.recorded,
                approved=amount.approved,
                over=amount.over,
                payable=amount.payable,
                not_in_minutes=0,
            )
        found.setdefault(who, []).append(line)
    settled_for = tuple(PersonPayable(participant=who, of=summed(lines)) for who, lines in found.items())
    return Settlement(
        people=settled_for,
        total=summed(person.of for person in settled_for),
        rounded=rounded,
        rules=tuple(_rules(rules, month.first, month.last)),
    )


def _rules(edition: Rules, first: date, last: date) -> Iterator[PayableRule]:
    for rule in edition.all:
        held = rule.since <= last and (rule.until is None or first <= rule.until)
        if rule.code in (RuleCode.PAYABLE_STEP, RuleCode.PAYABLE_ROUNDING) and held:
            yield PayableRule(
                item=rule.item,
                rule=rule.code,
                value=rule.value,
                since=rule.since,
                until=rule.until,
                law=rule.law,
                confirmed=rule.confirmed,
            )


def summed(lines: Iterable[Payable]) -> Payable:
    """Return the sum of all."""
    rows = list(lines)
    return Payable(**{name: sum(getattr(row, name) for row in rows) for name in Payable.__struct_fields__})
