"""How each refusal about how long, how much and with whom is provoked."""

from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

from domain import hours
from domain.hours import judging, limits, provider
from domain.hours import time as lengths
from domain.refusals import Refusal
from domain.rules import RuleCode
from domain.vocabulary import HoursDirection
from tests.domain.refusals.taking_part import MONDAY, TUESDAY, after
from tests.edition_steps import a_provider
from tests.ground import EDITION, GroundOfTests, led_by, limit, rule, ruled
from tests.steps import BOGDAN, STAMP, TODAY, entry_of, record_hours

THEIRS = hours.HoursEntry(
    item=9, enrolment=9, day=MONDAY, minutes=60, starts_at=time(9), direction=HoursDirection.RECEIVED
)
ANOTHER = ruled(rule(RuleCode.APPROVAL_BY_ANOTHER, True))
Step = Callable[[Path], Any]


def at_nine(**said: Any) -> Step:
    """Return what records something on Monday from 9."""
    parts: dict[str, Any] = {"minutes": 60, "at": "09:00"}
    return after(lambda p: record_hours(p, MONDAY, **(parts | said)))


def on(ground: GroundOfTests, **said: Any) -> Step:
    """Return what records an hour on Monday from 9, on this ground."""
    return at_nine(ground=ground, **said)


def with_provider(*rules: Any) -> GroundOfTests:
    """Return a ground on which the provider is with Bogdan at that time."""
    return GroundOfTests(
        rules=ruled(*rules), provider=a_provider(since=date(2020, 1, 2)), leads=led_by(BOGDAN, EDITION, THEIRS)
    )


HOURS: dict[type[Refusal], Step] = {
    hours.ApprovedBySameHand: after(
        lambda p: record_hours(p, MONDAY),
        lambda p: p.approve_hours(STAMP, TODAY, [entry_of(p, 5)], {4: ANOTHER}, items=(5,)),
    ),
    hours.AssistanceOverlap: on(GroundOfTests(rules=ruled(rule(RuleCode.PUBLIC_ASSISTANCE, True)), served=[THEIRS])),
    hours.EndAndMinutesDiffer: at_nine(ends_at="10:01"),
    hours.EndDayWithoutTime: at_nine(ends_on=TUESDAY),
    hours.EndWithoutStart: at_nine(at=None, ends_at="10:00"),
    hours.ImpossibleKilometres: at_nine(kilometres=1000),
    hours.LongerThanAnEntry: at_nine(minutes=None, ends_on=date(2026, 7, 3), ends_at="09:00"),
    hours.NoLength: at_nine(minutes=None),
    hours.NotCountedSo: on(GroundOfTests(rules=ruled(rule(RuleCode.DIRECTION, "ATTENDED")))),
    hours.ProviderElsewhere: on(with_provider(), direction=HoursDirection.RECEIVED),
    judging.NothingToOverride: at_nine(override="powód zmyślony"),
    lengths.DurationAndMinutesDiffer: lambda _: hours.minutes_of_both(60, "3,5"),
    lengths.EndsBeforeItBegins: at_nine(minutes=None, ends_at="09:00"),
    lengths.PartOfAMinute: lambda _: hours.minutes_said("0,001"),
    lengths.UnreadableDuration: lambda _: hours.minutes_said("trzy"),
    limits.OverLimit: on(GroundOfTests(rules=ruled(limit(RuleCode.LIMIT_DAY, 59)))),
    provider.ProviderTooLong: on(
        GroundOfTests(rules=ruled(rule(RuleCode.PROVIDER_IN_24_HOURS, 59)), provider=a_provider(since=MONDAY))
    ),
    provider.TooManyPeople: on(with_provider(rule(RuleCode.PEOPLE_PER_PROVIDER, 1))),
}
