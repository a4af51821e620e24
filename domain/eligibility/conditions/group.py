"""The person belongs to a group of the club, and what has to be true of that group is (art. 1(2))."""

from datetime import date

from domain.eligibility.answers import Judged, best, unknown
from domain.eligibility.circumstances import Circumstances
from domain.eligibility.conditions.rule import ConditionRule, Terms
from domain.eligibility.groups import GROUPS, GroupRule


def groups_on(seen: Circumstances, day: date) -> list[GroupRule]:
    """Return the groups to which the person belongs on a day."""
    return [rule for rule in GROUPS.values() if seen.of_group(rule.code, day)]


def _belongs(seen: Circumstances, day: date, terms: Terms) -> Judged:
    judged = [rule.precondition(seen, day, terms.club) for rule in groups_on(seen, day)]
    if judged:
        return best(judged)
    says = ("Nie zapisano żadnej grupy na ten dzień.", "No group is recorded on that day.")
    return unknown(says, ("Zapisz grupę i dokument, który ją potwierdza.", "Record the group and what shows it."))


GROUP = ConditionRule(
    code="GROUP",
    pl="przynależność do grupy uprawnionej",
    en="belongs to a group of the club",
    law="ustawa o zatrudnieniu socjalnym, art. 1 ust. 2",
    version=1,
    judge=_belongs,
)
