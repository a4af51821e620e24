"""Hours that were judged by rules that nobody has checked yet (do potwierdzenia): said once, of the whole edition."""

from collections.abc import Collection
from datetime import date

from domain.flags.kinds import Flag, FlagKind
from domain.rules import LIMITS, RuleCode, Rules

JUDGES_HOURS = frozenset(
    {
        *LIMITS,
        RuleCode.COMBINED_FORMS,
        RuleCode.UNIT,
        RuleCode.DIRECTION,
        RuleCode.ACTIVITY,
        RuleCode.APPROVAL_BY_ANOTHER,
        RuleCode.PUBLIC_ASSISTANCE,
        RuleCode.PROVIDER_IN_24_HOURS,
        RuleCode.PEOPLE_PER_PROVIDER,
        RuleCode.WORK_WITH_MINORS,
        RuleCode.PAYABLE_STEP,
        RuleCode.PAYABLE_ROUNDING,
    }
)
"""What an hours entry is judged or settled by."""


def values_unconfirmed(book: Rules, days: Collection[date]) -> Flag | None:
    """Return that a book's rules which await confirmation were in force on some of the days with hours, or None.

    `facts` are the items of those rules in the book.
    """
    waiting = [rule for rule in book.all if rule.code in JUDGES_HOURS and not rule.confirmed]
    judged = {rule.item: [day for day in days if rule.holds_on(day)] for rule in waiting}
    items = tuple(item for item, held in judged.items() if held)
    if not items:
        return None
    on = [day for held in judged.values() for day in held]
    return Flag(kind=FlagKind.VALUES_UNCONFIRMED, item=items[0], since=min(on), until=max(on), facts=items)
