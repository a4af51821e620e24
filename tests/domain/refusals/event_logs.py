"""How each refusal about event logs is provoked."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from domain import event_logs
from domain.event_logs import LogFormat
from domain.refusals import Refusal
from tests.domain.whole_lives import SECOND, a_granted_event_log, a_withdrawn_event_log, an_event_log
from tests.steps import STAMP, TODAY

TOMORROW = TODAY + timedelta(days=1)

EVENT_LOGS: dict[type[Refusal], Callable[[Path], Any]] = {
    event_logs.EventLogOverAlready: lambda _: an_event_log(until=TODAY - timedelta(days=1)),
    event_logs.EventLogTooLong: lambda _: an_event_log(until=TODAY + timedelta(days=91)),
    event_logs.LogPeriodEndsBeforeItBegins: lambda _: an_event_log(period_first=TOMORROW),
    event_logs.TellsMoreWithoutAReason: lambda _: an_event_log(sensitive=True),
    event_logs.EditionSpeaksOfHealth: lambda _: event_logs.refuse_health_unsaid(
        {"AOON"}, ["AOON"], "/programmes", sensitive=False
    ),
    event_logs.EventLogDecided: lambda _: a_granted_event_log().approve(SECOND, TODAY),
    event_logs.EventLogNotGranted: lambda _: an_event_log().refuse_fetching(LogFormat.XES, TODAY),
    event_logs.EventLogClosed: lambda _: a_withdrawn_event_log().refuse_fetching(LogFormat.XES, TODAY),
    event_logs.EventLogOver: lambda _: a_granted_event_log().withdraw(STAMP, TOMORROW, reason="-"),
    event_logs.FormatNotGranted: lambda _: a_granted_event_log(formats=(LogFormat.XES,)).refuse_fetching(
        LogFormat.OCEL, TODAY
    ),
    event_logs.TooFewInTheLog: lambda _: event_logs.refuse_few_people(4),
}
