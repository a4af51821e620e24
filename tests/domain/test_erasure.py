"""The erasure request: a second person, for 72 hours, with the State Archive where it has a say, and once."""

from datetime import date, timedelta

import msgspec
import pytest

from domain.calendar import DateInTheFuture
from domain.erasure import (
    ApprovalExpired,
    ArchiveConsentMissing,
    ArchiveConsentNoted,
    DutyIsComputed,
    ErasureApproved,
    ErasureExecuted,
    ErasureRefused,
    ErasureRequested,
    ErasureRequestedAlready,
    ErasureSettled,
    ErasureState,
    GroundOfSomebodyElse,
    NotApproved,
    RecordsChanged,
    Requester,
    SecondPersonNeeded,
    WhyRefused,
    refuse_computed_reason,
    refuse_ground_of_somebody_else,
    refuse_second_request,
)
from domain.forgetting import ErasureGround
from tests.domain.whole_lives import SECOND, a_refused_erasure, a_settled_erasure, an_erasure
from tests.steps import ANNA, BOGDAN, EWA, STAMP, TODAY, last_fact, refused


def later(**parts):
    return msgspec.structs.replace(STAMP, recorded_at=STAMP.recorded_at + timedelta(**parts))


def approved(*, consent_needed=False):
    request = an_erasure()
    request.approve(SECOND, TODAY, consent_needed=consent_needed)
    return request


def execute(request, stamp=STAMP, *, consent_needed=False, linked=(ANNA,)):
    request.execute(stamp, TODAY, consent_needed=consent_needed, linked=linked)


def test_a_request_says_who_asks_on_what_ground_and_about_which_records():
    request = an_erasure(participants=(ANNA, BOGDAN), received_on=date(2027, 6, 1))
    assert last_fact(request) == (
        ErasureRequested,
        {
            "occurred_on": date(2027, 6, 1),
            "participants": (ANNA, BOGDAN),
            "asked_by": Requester.CLUB,
            "ground": ErasureGround.END_OF_RETENTION,
        },
    )
    assert (request.requested_by, request.state) == (EWA, ErasureState.RECEIVED)
    with refused(DateInTheFuture, "/received_on"):
        an_erasure(received_on=date(2027, 7, 1))


@pytest.mark.parametrize("asked_by", Requester)
@pytest.mark.parametrize("ground", ErasureGround)
def test_the_end_of_retention_is_the_clubs_ground_and_no_other_is(asked_by, ground):
    if (asked_by is Requester.CLUB) == (ground is ErasureGround.END_OF_RETENTION):
        refuse_ground_of_somebody_else(asked_by, ground)
    else:
        with refused(GroundOfSomebodyElse, "/ground"):
            refuse_ground_of_somebody_else(asked_by, ground)


def test_one_request_of_a_person_is_open_at_a_time():
    refuse_second_request(None)
    with refused(ErasureRequestedAlready):
        refuse_second_request(EWA)


def test_nobody_approves_their_own_request():
    request = an_erasure()
    with refused(SecondPersonNeeded):
        request.approve(STAMP, TODAY, consent_needed=False)
    request.approve(SECOND, TODAY, consent_needed=False)
    assert last_fact(request) == (ErasureApproved, {"occurred_on": TODAY})
    assert (request.approved_by, request.approved_at) == (BOGDAN, SECOND.recorded_at)


def test_nothing_is_carried_out_without_an_approval_of_the_last_72_hours():
    with refused(NotApproved):
        execute(an_erasure())
    request = approved()
    with refused(ApprovalExpired, hours=72):
        execute(request, later(hours=72, microseconds=1))
    execute(request, later(hours=72))
    assert last_fact(request) == (ErasureExecuted, {"occurred_on": TODAY})


def test_an_approval_that_expired_may_be_given_again():
    request = approved()
    again = msgspec.structs.replace(SECOND, recorded_at=later(hours=80).recorded_at)
    request.approve(again, TODAY, consent_needed=False)
    execute(request, later(hours=81))


def test_where_the_archive_has_a_say_its_consent_comes_before_approval_and_execution():
    request = an_erasure()
    with refused(ArchiveConsentMissing):
        request.approve(SECOND, TODAY, consent_needed=True)
    with refused(ArchiveConsentMissing):
        execute(approved(), consent_needed=True)
    with refused(DateInTheFuture, "/given_on"):
        request.note_consent(STAMP, TODAY, number="OA.24.7.2027", given_on=date(2027, 7, 1))
    request.note_consent(STAMP, TODAY, number="OA.24.7.2027", given_on=TODAY)
    assert last_fact(request) == (ArchiveConsentNoted, {"occurred_on": TODAY, "number": "OA.24.7.2027"})
    request.approve(SECOND, TODAY, consent_needed=True)
    execute(request, consent_needed=True)


@pytest.mark.parametrize("linked", [(), (ANNA, BOGDAN), (BOGDAN,)])
def test_records_that_were_linked_or_unlinked_since_need_a_new_request(linked):
    with refused(RecordsChanged):
        execute(approved(), linked=linked)


@pytest.mark.parametrize("settled", [a_settled_erasure, a_refused_erasure])
def test_what_is_settled_stays_settled(settled):
    for step in (
        lambda one: one.refuse(STAMP, TODAY, reason=WhyRefused.UNFOUNDED),
        lambda one: one.note_consent(STAMP, TODAY, number="1", given_on=TODAY),
        lambda one: one.approve(SECOND, TODAY, consent_needed=False),
        execute,
    ):
        with refused(ErasureSettled):
            step(settled())


def test_a_refusal_says_why_and_until_when_and_a_duty_is_never_said_by_hand():
    request = a_refused_erasure()
    said = {"occurred_on": TODAY, "reason": WhyRefused.DUTY_TO_KEEP, "kept_until": TODAY}
    assert last_fact(request) == (ErasureRefused, said)
    for reason in (WhyRefused.DUTY_TO_KEEP, WhyRefused.DONE_BEFORE):
        with refused(DutyIsComputed, "/reason"):
            refuse_computed_reason(reason)
    for reason in set(WhyRefused) - {WhyRefused.DUTY_TO_KEEP, WhyRefused.DONE_BEFORE}:
        refuse_computed_reason(reason)
