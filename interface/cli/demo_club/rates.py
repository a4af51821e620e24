"""What an hour of socially useful work is paid in the invented club: invented too, and marked so.

No rate ships with the program. A club that really pays sets its own, from its agreement and the labour office.
"""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from application.command import Command
from application.rules import SetRule
from domain.programmes.first_rules import OLD_WORK_LAW_ENDED
from domain.rules import RuleCode, RuleScope, Unit
from interface.cli.demo_club.chronicle import Chronicle, Step

SOURCE = "klub przykładowy"
_FIRST, _SECOND, _REFUND = 1100, 1180, 640
_WEEK = 10 * 60


def plan(told: Chronicle, agreement: UUID, signed: Step, year: int) -> None:
    """Plan that the coordinator records what the year's agreement says: a rate that rises, the refund, hours a week."""
    ruled: list[tuple[RuleCode, Unit | None, int, date]] = [
        (RuleCode.BENEFIT_RATE, None, _FIRST, date(year, 1, 1)),
        (RuleCode.BENEFIT_RATE, None, _SECOND, date(year, 10, 16)),
        (RuleCode.BENEFIT_REFUND, None, _REFUND, date(year, 1, 1)),
    ]
    if date(year, 1, 1) > OLD_WORK_LAW_ENDED:
        ruled.append((RuleCode.LIMIT_WEEK, Unit.MINUTES, _WEEK, date(year, 1, 1)))
    for code, unit, value, since in ruled:
        told.plan(signed.entered_on, told.office.coordinator, _rule(agreement, code, unit, value, since))


def _rule(agreement: UUID, code: RuleCode, unit: Unit | None, value: int, since: date) -> Callable[[], Command]:
    return lambda: SetRule(
        scope=RuleScope.AGREEMENT,
        owner=agreement,
        rule=code,
        unit=unit,
        applies_to=None,
        value=value,
        since=since,
        until=None,
        law=f"porozumienie nr PSU/{since.year}/1",
        source=SOURCE,
        confirmed=False,
    )
