"""The grant of an event log: two people, a dated while, one state of the record, and taken back at once."""

from datetime import date, timedelta

import pytest

from domain.calendar import DateOutOfRange
from domain.engagements import Period
from domain.erasure import SecondPersonNeeded
from domain.event_logs import (
    EditionSpeaksOfHealth,
    EventLogApproved,
    EventLogClosed,
    EventLogDecided,
    EventLogNotGranted,
    EventLogOver,
    EventLogOverAlready,
    EventLogRefused,
    EventLogRequested,
    EventLogState,
    EventLogTooLong,
    EventLogWithdrawn,
    FormatNotGranted,
    LogFormat,
    LogPeriodEndsBeforeItBegins,
    TellsMoreWithoutAReason,
    TooFewInTheLog,
    refuse_few_people,
    refuse_health_unsaid,
    speaks_of_health,
)
from domain.programmes import PROGRAMMES
from domain.rules import Rule, RuleCode, Rules
from tests.domain.whole_lives import (
    SECOND,
    SECRET,
    a_granted_event_log,
    a_refused_event_log,
    a_withdrawn_event_log,
    an_event_log,
)
from tests.steps import ANNA, BOGDAN, EWA, STAMP, TODAY, last_fact, refused

TOMORROW = TODAY + timedelta(days=1)


def test_a_request_says_what_of_whom_until_when_and_its_texts_are_sealed():
    grant = an_event_log(programmes=("PSU",), editions=(ANNA,))
    kind, said = last_fact(grant)
    assert kind is EventLogRequested
    assert said == {
        "occurred_on": TODAY,
        "formats": (LogFormat.XES, LogFormat.OCEL),
        "programmes": ("PSU",),
        "editions": (ANNA,),
        "period_first": date(2027, 6, 1),
        "period_last": TODAY,
        "until": TODAY,
        "sensitive": False,
        "shifted": True,
        "recipient": SECRET,
        "purpose": SECRET,
        "legal_basis": SECRET,
        "because": None,
    }
    assert (grant.state, grant.requested_by, grant.approved_by) == (EventLogState.REQUESTED, EWA, None)
    assert grant.period == Period(first=date(2027, 6, 1), last=TODAY)


def test_a_grant_holds_at_least_today_and_at_most_ninety_days():
    an_event_log(until=TODAY)
    an_event_log(until=TODAY + timedelta(days=90))
    with refused(EventLogOverAlready, "/until", today=TODAY):
        an_event_log(until=TODAY - timedelta(days=1))
    with refused(EventLogTooLong, "/until", days=90, latest=TODAY + timedelta(days=90)):
        an_event_log(until=TODAY + timedelta(days=91))
    with refused(DateOutOfRange, "/until"):
        an_event_log(until=date(1800, 1, 1))


def test_a_period_may_be_one_day_and_never_ends_before_it_begins():
    an_event_log(period_first=TODAY, period_last=TODAY)
    with refused(LogPeriodEndsBeforeItBegins, "/period_last"):
        an_event_log(period_first=TOMORROW, period_last=TODAY)
    with refused(DateOutOfRange, "/period_first"):
        an_event_log(period_first=date(1800, 1, 1))


@pytest.mark.parametrize("more", [{"sensitive": True}, {"shifted": False}, {"sensitive": True, "shifted": False}])
def test_special_codes_and_true_days_are_granted_only_with_a_reason(more):
    an_event_log(**more, because=SECRET)
    with refused(TellsMoreWithoutAReason, "/because"):
        an_event_log(**more)


def test_nobody_grants_what_they_asked_for():
    grant = an_event_log()
    with refused(SecondPersonNeeded):
        grant.approve(STAMP, TODAY)
    grant.approve(SECOND, TODAY)
    assert last_fact(grant) == (EventLogApproved, {"occurred_on": TODAY})
    assert (grant.state, grant.approved_by, grant.approved_at) == (EventLogState.APPROVED, BOGDAN, 2)


def test_nothing_is_granted_after_its_last_day():
    grant = an_event_log()
    with refused(EventLogOver, until=TODAY):
        grant.approve(SECOND, TOMORROW)
    grant.approve(SECOND, TODAY)


@pytest.mark.parametrize("decided", [a_granted_event_log, a_refused_event_log, a_withdrawn_event_log])
def test_a_request_is_decided_once(decided):
    for step in (
        lambda grant: grant.approve(SECOND, TODAY),
        lambda grant: grant.refuse(SECOND, TODAY, reason=SECRET),
    ):
        with refused(EventLogDecided):
            step(decided())


def test_a_refusal_says_why():
    grant = a_refused_event_log()
    assert last_fact(grant) == (EventLogRefused, {"occurred_on": TODAY, "reason": SECRET})
    assert grant.state is EventLogState.REFUSED


@pytest.mark.parametrize("before", [an_event_log, a_granted_event_log])
def test_a_request_and_a_grant_are_taken_back_once_and_not_after_their_last_day(before):
    with refused(EventLogOver, until=TODAY):
        before().withdraw(STAMP, TOMORROW, reason=SECRET)
    grant = before()
    grant.withdraw(STAMP, TODAY, reason=SECRET)
    assert last_fact(grant) == (EventLogWithdrawn, {"occurred_on": TODAY, "reason": SECRET})
    with refused(EventLogDecided):
        grant.withdraw(STAMP, TODAY, reason=SECRET)
    with refused(EventLogDecided):
        a_refused_event_log().withdraw(STAMP, TODAY, reason=SECRET)


def test_a_log_is_fetched_in_the_granted_formats_up_to_the_last_day():
    grant = a_granted_event_log(formats=(LogFormat.OCEL,), until=TOMORROW)
    grant.refuse_fetching(LogFormat.OCEL, TODAY)
    grant.refuse_fetching(LogFormat.OCEL, TOMORROW)
    with refused(FormatNotGranted):
        grant.refuse_fetching(LogFormat.XES, TODAY)
    with refused(EventLogOver, until=TOMORROW):
        grant.refuse_fetching(LogFormat.OCEL, TOMORROW + timedelta(days=1))


def test_a_log_that_nobody_granted_is_not_fetched():
    with refused(EventLogNotGranted):
        an_event_log().refuse_fetching(LogFormat.XES, TODAY)
    for closed in (a_refused_event_log(), a_withdrawn_event_log()):
        with refused(EventLogClosed):
            closed.refuse_fetching(LogFormat.XES, TODAY)


def test_a_log_is_of_five_people_or_of_nobody():
    refuse_few_people(5)
    for few in (0, 1, 4):
        with refused(TooFewInTheLog, least=5):
            refuse_few_people(few)


@pytest.mark.parametrize(
    ("named", "within"),
    [
        ({}, True),
        ({"programmes": ("PSU",)}, True),
        ({"programmes": ("AOON",)}, False),
        ({"editions": (ANNA,)}, True),
        ({"editions": (BOGDAN,)}, False),
        ({"programmes": ("AOON",), "editions": (ANNA,)}, True),
    ],
)
def test_a_place_is_within_a_grant_that_names_its_edition_its_programme_or_nothing(named, within):
    assert an_event_log(**named).names_a_place(ANNA, "PSU") is within


@pytest.mark.parametrize("code", PROGRAMMES)
def test_programmes_for_the_disabled_and_their_carers_speak_of_health_and_no_other(code):
    rules = [
        Rule(
            item=place,
            code=first.code,
            value=first.value,
            since=TODAY,
            law=first.law,
            confirmed=True,
            applies_to=first.applies_to,
        )
        for place, first in enumerate(PROGRAMMES[code].rules)
    ]
    assert speaks_of_health(Rules(all=tuple(rules))) is (code in {"AOON", "OPIEKA-WYTCHNIENIOWA"})
    off = Rule(
        item=1,
        code=RuleCode.CONDITION,
        value=False,
        since=TODAY,
        law="-",
        confirmed=True,
        applies_to="DISABILITY_DECISION",
    )
    assert not speaks_of_health(Rules(all=(off,)))


def test_an_edition_that_speaks_of_health_is_named_only_where_special_codes_are():
    refuse_health_unsaid({"AOON"}, ["PSU"], "/programmes", sensitive=False)
    refuse_health_unsaid({"AOON"}, ["PSU", "AOON"], "/programmes", sensitive=True)
    with refused(EditionSpeaksOfHealth, "/programmes/1"):
        refuse_health_unsaid({"AOON"}, ["PSU", "AOON"], "/programmes", sensitive=False)
