"""Steps of a rule book, each part of which can be said otherwise."""

from datetime import date
from typing import Any

from domain.rules import RuleBook, RuleCode, RuleScope, Unit
from tests.steps import STAMP, TODAY, edition

JANUARY, DECEMBER = date(2026, 1, 1), date(2026, 12, 31)
SOURCE = "pismo zmyślone"


def a_book(scope: RuleScope = RuleScope.EDITION) -> RuleBook:
    """Return an empty book: of the respite edition, or of the club."""
    return RuleBook.begin(None if scope is RuleScope.CLUB else edition("OPIEKA-WYTCHNIENIOWA").id, scope)


def set_rule(book: RuleBook, rule: RuleCode, value: Any, **said: Any) -> int:
    """Set a confirmed rule from New Year's Day without an end; return its item."""
    parts: dict[str, Any] = {
        "unit": None,
        "applies_to": None,
        "since": JANUARY,
        "until": None,
        "law": "ustawa zmyślona, art. 1",
        "source": SOURCE,
        "confirmed": True,
    }
    book.set(STAMP, TODAY, rule=rule, value=value, **(parts | said))
    return book.version


def set_limit(book: RuleBook, hours: int, rule: RuleCode = RuleCode.LIMIT_WEEK, **said: Any) -> int:
    """Set a limit in hours; return its item."""
    return set_rule(book, rule, hours * 60, **({"unit": Unit.MINUTES} | said))


def confirm_rule(book: RuleBook, item: int, value: Any, source: str | None = SOURCE) -> None:
    """Confirm a rule with a value."""
    book.confirm(STAMP, TODAY, rule=item, value=value, source=source)


def end_rule(book: RuleBook, item: int, until: date) -> None:
    """End a rule."""
    book.end(STAMP, TODAY, rule=item, until=until, reason="powód zmyślony")


def a_rule_book_that_changed() -> RuleBook:
    """Everything that can happen to a rule book."""
    book = a_book()
    confirm_rule(book, set_limit(book, 10, confirmed=False), 540)
    end_rule(book, set_rule(book, RuleCode.FUNDING, "GMINA"), DECEMBER)
    return book
