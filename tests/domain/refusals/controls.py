"""How each refusal about controls is provoked: grants, samples, findings."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from domain import engagements
from domain.journal import Purpose
from domain.refusals import Refusal
from tests.control_steps import FIRST, LAST, answer, find, find_in_club, opened
from tests.domain.refusals.taking_part import TUESDAY
from tests.later_steps import void
from tests.steps import EWA, TODAY, registered

DAY = timedelta(days=1)


def answered_twice() -> None:
    """Answer one finding twice."""
    person = registered()
    item = find(person)
    for _ in range(2):
        answer(person, item)


def voided() -> None:
    """Void a finding."""
    person = registered()
    void(person, find(person))


def held_already() -> None:
    """Open a second control at the time of the first."""
    held = [engagements.Period(first=FIRST, last=LAST)]
    engagements.refuse_second_control(held, TODAY, TODAY, "/users/0")


CONTROLS: dict[type[Refusal], Callable[[Path], Any]] = {
    engagements.EngagementEndsBeforeItBegins: lambda _: opened(since=LAST, until=LAST - DAY),
    engagements.EngagementNotYet: lambda _: find_in_club(opened(since=TODAY), TODAY - DAY),
    engagements.EngagementOver: lambda _: find_in_club(opened(), LAST + DAY),
    engagements.EngagementOverAlready: lambda _: opened(until=TODAY - DAY),
    engagements.EngagementTooLong: lambda _: opened(until=date(2029, 1, 1)),
    engagements.FindingAnsweredAlready: lambda _: answered_twice(),
    engagements.FindingIsKept: lambda _: voided(),
    engagements.InAControlAlready: lambda _: held_already(),
    engagements.LineSaysOneThing: lambda _: engagements.refuse_lines_of_several([{}]),
    engagements.NotAController: lambda _: engagements.refuse_no_controller({}, [EWA]),
    engagements.OpensMoreWithoutAReason: lambda _: opened(opens=(Purpose.NOTES,)),
    engagements.PeriodEndsBeforeItBegins: lambda _: opened(period_last=TUESDAY - 999 * DAY),
    engagements.PositionBeyondLog: lambda _: engagements.refuse_position_beyond_log(2, 1),
    engagements.SampleTooLarge: lambda _: engagements.drawn({}, "ZIARNO", 1, stratified=False),
    engagements.UnknownEdition: lambda _: engagements.refuse_unknown_editions((), [EWA]),
}
