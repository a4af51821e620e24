"""Rule books as people read them: every rule in words, with its law and source, and what waits to be confirmed."""

from datetime import date
from uuid import UUID

import msgspec

from application.indexes.places import Places
from application.indexes.rules import RuleBooks
from application.journal import Journal
from application.projections.timeline.rules import rule_in_words, value_in_words
from application.store.statements import Database
from domain.agreements import Agreement
from domain.rules import Rule, RuleBook, RuleCode, RuleScope, Unit, Value


class RuleLine(msgspec.Struct, frozen=True, kw_only=True):
    """One rule: `pl` and `en` say what it is about, `value_pl` and `value_en` its value in words.

    `since` and `until` are its first and last day. Not `confirmed`: somebody is to check it (do potwierdzenia).
    `source` is where it was read, for those who read notes.
    """

    item: int
    rule: RuleCode
    pl: str
    en: str
    unit: Unit | None
    applies_to: str | None
    value: Value
    value_pl: str
    value_en: str
    since: date
    until: date | None
    law: str
    confirmed: bool
    source: str | None


class RuleBookLines(msgspec.Struct, frozen=True, kw_only=True):
    """The rules of the club, of an edition or of an agreement, in the order in which they were set."""

    scope: RuleScope
    version: int
    items: list[RuleLine]


class UnconfirmedRule(msgspec.Struct, frozen=True, kw_only=True):
    """A rule that somebody is to check, and whose it is: a programme's edition, an agreement's, or the club's."""

    scope: RuleScope
    owner: UUID | None
    programme: str | None
    edition: str | None
    agreement: str | None
    rule: RuleLine


def lines(journal: Journal, owner: UUID | None, scope: RuleScope, *, with_sources: bool) -> RuleBookLines:
    """Return a rule book; an empty one of version 0 where no rule was set yet."""
    book = RuleBook.begin(owner, scope)
    book = journal.load(RuleBook, book.id) or book
    items = [_line(journal, book, rule, with_sources=with_sources) for rule in book.now.all]
    return RuleBookLines(scope=scope, version=book.version, items=items)


def unconfirmed(
    db: Database, books: RuleBooks, places: Places, journal: Journal, *, with_sources: bool
) -> list[UnconfirmedRule]:
    """Return what waits to be confirmed: the club's own rules, then by programme and edition, then by agreement."""
    editions = {edition.id: edition for edition in places.editions(db)}
    found = []
    for scope, owner in books.unconfirmed(db):
        edition = None if owner is None else editions.get(owner)
        agreement = journal.load(Agreement, owner) if owner is not None and scope is RuleScope.AGREEMENT else None
        found += [
            UnconfirmedRule(
                scope=scope,
                owner=owner,
                programme=None if edition is None else edition.programme,
                edition=None if edition is None else edition.code,
                agreement=None if agreement is None else agreement.number,
                rule=line,
            )
            for line in lines(journal, owner, scope, with_sources=with_sources).items
            if not line.confirmed
        ]
    order = list(RuleScope)
    return sorted(
        found, key=lambda one: (order.index(one.scope), one.programme or "", one.edition or one.agreement or "")
    )


def _line(journal: Journal, book: RuleBook, rule: Rule, *, with_sources: bool) -> RuleLine:
    named, value = rule_in_words(rule.code, rule.applies_to), value_in_words(rule.code, rule.unit, rule.value)
    return RuleLine(
        item=rule.item,
        rule=rule.code,
        pl=named[0],
        en=named[1],
        unit=rule.unit,
        applies_to=rule.applies_to,
        value=rule.value,
        value_pl=value[0],
        value_en=value[1],
        since=rule.since,
        until=rule.until,
        law=rule.law,
        confirmed=rule.confirmed,
        source=_source(journal, book, rule.item) if with_sources else None,
    )


def _source(journal: Journal, book: RuleBook, item: int) -> str:
    topic, fact = journal.fact(book.id, book.sourced_in(item))
    source: str = journal.sealer.open_field(fact, "source", stored_topic=topic)
    return source
