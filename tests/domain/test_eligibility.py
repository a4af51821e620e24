"""Who may come in: groups with their evidence, decisions of offices, and the finding for an episode."""

from datetime import date
from typing import Any

import pytest

from domain.calendar import DateInTheFuture, DateOutOfRange
from domain.eligibility import (
    GROUPS,
    Benefit,
    BenefitNamedTwice,
    BenefitsDeclared,
    BenefitsSaid,
    Decision,
    DecisionKind,
    DecisionRecorded,
    DecisionRecorded1,
    DisabilityDegree,
    EligibilityConfirmed,
    EligibilityConfirmed1,
    EligibilityRefused,
    EvidenceEndsBeforeItStarts,
    EvidenceKind,
    FoundBeforeReferral,
    GroupMembershipEnded,
    GroupMembershipEstablished,
    ImpossibleGrant,
    Ineligible,
    MembershipOver,
    NoSuchGroup,
    NotEntitled,
    ProgrammeWithoutGrant,
    Verdict,
    groups,
)
from domain.eligibility.answers import met, not_met, unknown
from domain.programmes import PROGRAMMES, NoSuchProgramme
from domain.referral import EpisodeOver
from domain.refusals import NotFound
from domain.vocabulary import EpisodeState, EvidenceGrade
from tests.entry_steps import declare_benefits
from tests.examples import example
from tests.steps import STAMP, SUFFICES, TODAY, enrol, judged, last_fact, refer, refused, registered, sign

MONDAY, TUESDAY, WEDNESDAY = date(2026, 6, 1), date(2026, 6, 2), date(2026, 6, 3)
TOMORROW = date(2027, 7, 1)
FIRST, LAST = date(1900, 1, 1), date(2100, 12, 31)
SAID = ("Zdanie zmyślone.", "An invented sentence.")


def belong(person, since=MONDAY, **said):
    parts: dict[str, Any] = {
        "group": groups.UNEMPLOYED.code,
        "primary": True,
        "evidence": EvidenceKind.LABOUR_OFFICE_CERTIFICATE,
        "evidence_number": "ZMYŚLONE/1",
        "evidence_issued_on": None,
        "evidence_valid_until": None,
        "evidence_kept_at": "teczka zmyślona",
    }
    person.establish_group(STAMP, TODAY, since=since, **(parts | said))
    return person.version


def end(person, item, on):
    person.end_group(STAMP, TODAY, membership=item, ended_on=on, reason="powód zmyślony")


def decide(person, **said):
    parts: dict[str, Any] = {
        "kind": DecisionKind.GRANTED_HOURS,
        "degree": None,
        "coupled": None,
        "number": "ZMYŚLONA/2",
        "decided_on": MONDAY,
        "valid_from": TUESDAY,
        "valid_until": WEDNESDAY,
        "granted_minutes": 600,
        "programme": "AOON",
        "kept_at": None,
    }
    person.record_decision(STAMP, TODAY, **(parts | said))
    return person.version


def confirm(person, episode, on, *answers, programme=None, override=None):
    found = judged(on, *(answers or (SUFFICES,)))
    person.confirm_eligibility(
        STAMP, TODAY, episode=episode, found_on=on, programme=programme, assessment=found, override=override
    )
    return person.version


def refuse(person, episode, on, *answers):
    found = judged(on, *(answers or (SUFFICES,)))
    person.refuse_eligibility(STAMP, TODAY, episode=episode, found_on=on, assessment=found, reason="powód zmyślony")
    return person.version


@pytest.mark.parametrize("group", GROUPS)
def test_a_person_belongs_to_a_group_on_evidence_until_the_last_day(group):
    anna = registered()
    item = belong(anna, group=group)
    assert last_fact(anna) == (
        GroupMembershipEstablished,
        {
            "occurred_on": MONDAY,
            "group": group,
            "primary": True,
            "evidence": EvidenceKind.LABOUR_OFFICE_CERTIFICATE,
            "evidence_number": "ZMYŚLONE/1",
            "evidence_issued_on": None,
            "evidence_valid_until": None,
            "evidence_kept_at": "teczka zmyślona",
        },
    )
    end(anna, item, TUESDAY)
    assert last_fact(anna) == (
        GroupMembershipEnded,
        {"occurred_on": TUESDAY, "membership": item, "reason": "powód zmyślony"},
    )
    assert (anna.memberships[item].since, anna.memberships[item].ended_on) == (MONDAY, TUESDAY)


def test_groups_overlap_in_one_person():
    anna = registered()
    first, second = belong(anna), belong(anna, group=groups.HOMELESS.code, primary=False)
    assert [anna.memberships[item].ended_on for item in (first, second)] == [None, None]


def test_a_membership_begins_between_1900_and_today():
    belong(registered(), FIRST)
    belong(registered(), TODAY)
    with refused(DateOutOfRange, "/since"):
        belong(registered(), date(1899, 12, 31))
    with refused(DateInTheFuture, "/since", today=TODAY):
        belong(registered(), TOMORROW)


def test_evidence_is_issued_today_at_the_latest_and_is_valid_on_the_day_it_was_issued():
    belong(registered(), evidence_issued_on=TODAY, evidence_valid_until=TODAY)
    belong(registered(), evidence_valid_until=LAST)
    with refused(DateInTheFuture, "/evidence_issued_on", today=TODAY):
        belong(registered(), evidence_issued_on=TOMORROW)
    with refused(EvidenceEndsBeforeItStarts, "/evidence_valid_until"):
        belong(registered(), evidence_issued_on=TUESDAY, evidence_valid_until=MONDAY)
    with refused(DateOutOfRange, "/evidence_valid_until"):
        belong(registered(), evidence_valid_until=date(2101, 1, 1))


def test_a_membership_ends_once_from_its_first_day_until_today():
    anna = registered()
    item = belong(anna, TUESDAY)
    with refused(MembershipOver, "/ended_on", since=TUESDAY):
        end(anna, item, MONDAY)
    with refused(DateInTheFuture, "/ended_on", today=TODAY):
        end(anna, item, TOMORROW)
    with refused(NotFound):
        end(anna, 1, TUESDAY)
    end(anna, item, TUESDAY)
    with refused(MembershipOver, "/ended_on", since=TUESDAY):
        end(anna, item, WEDNESDAY)


def test_a_decision_keeps_what_the_office_decided():
    anna = registered()
    item = decide(anna, kind=DecisionKind.DISABILITY_DEGREE, degree=DisabilityDegree.SEVERE, coupled=False)
    assert last_fact(anna) == (
        DecisionRecorded,
        {
            "occurred_on": MONDAY,
            "kind": DecisionKind.DISABILITY_DEGREE,
            "degree": DisabilityDegree.SEVERE,
            "coupled": False,
            "number": "ZMYŚLONA/2",
            "valid_from": TUESDAY,
            "valid_until": WEDNESDAY,
            "granted_minutes": 600,
            "programme": "AOON",
            "kept_at": None,
        },
    )
    assert anna.decisions[item] == Decision(
        item=item, decided_on=MONDAY, valid_from=TUESDAY, valid_until=WEDNESDAY, granted_minutes=600, programme="AOON"
    )


def test_a_decision_is_made_today_at_the_latest_and_holds_at_least_a_day():
    decide(registered(), decided_on=TODAY, valid_from=LAST, valid_until=LAST)
    decide(registered(), valid_from=FIRST, valid_until=None)
    with refused(DateInTheFuture, "/decided_on", today=TODAY):
        decide(registered(), decided_on=TOMORROW)
    with refused(EvidenceEndsBeforeItStarts, "/valid_until"):
        decide(registered(), valid_until=MONDAY)
    with refused(DateOutOfRange, "/valid_from"):
        decide(registered(), valid_from=date(1899, 12, 31))
    with refused(DateOutOfRange, "/valid_until"):
        decide(registered(), valid_until=date(2101, 1, 1))


def test_an_office_grants_at_least_a_minute_and_at_most_a_year():
    for minutes in (1, 527_040, None):
        decide(registered(), granted_minutes=minutes, programme=None)
    for minutes in (0, -60, 527_041):
        with refused(ImpossibleGrant, "/granted_minutes", most=527_040):
            decide(registered(), granted_minutes=minutes)


def test_a_grant_names_its_programme_where_it_grants_hours():
    decide(registered(), programme=None)
    decide(registered(), kind=DecisionKind.PENSION, granted_minutes=None, programme=None)
    with refused(ProgrammeWithoutGrant, "/programme"):
        decide(registered(), kind=DecisionKind.PENSION, granted_minutes=None)
    with refused(NoSuchProgramme, "/programme", codes=", ".join(PROGRAMMES)):
        decide(registered(), programme="NIEMA")


def test_a_decision_of_the_first_shape_does_not_say_which_programme_its_hours_are_of():
    kept = {name: getattr(example(DecisionRecorded1), name) for name in DecisionRecorded1.__struct_fields__}
    assert example(DecisionRecorded1).lift() == DecisionRecorded(**kept, programme=None)


def test_a_finding_of_the_first_shape_does_not_say_what_was_passed_over():
    kept = {name: getattr(example(EligibilityConfirmed1), name) for name in EligibilityConfirmed1.__struct_fields__}
    lifted = EligibilityConfirmed(**kept, programme=None, passed_over=None)
    assert example(EligibilityConfirmed1).lift() == lifted


def test_a_group_that_the_registry_does_not_have_is_refused_with_the_codes_there_are():
    with refused(NoSuchGroup, "/group", codes=", ".join(GROUPS)):
        belong(registered(), group="NIEMA")


def test_benefits_are_declared_each_once_today_at_the_latest():
    anna = registered()
    declare_benefits(anna, TODAY)
    item = declare_benefits(anna, MONDAY, Benefit.OLD_AGE_PENSION, Benefit.UNEMPLOYMENT)
    assert last_fact(anna) == (
        BenefitsDeclared,
        {
            "occurred_on": MONDAY,
            "benefits": (Benefit.OLD_AGE_PENSION, Benefit.UNEMPLOYMENT),
            "source": EvidenceGrade.DECLARATION,
        },
    )
    assert anna.benefits[item] == BenefitsSaid(item=item, declared_on=MONDAY, source=EvidenceGrade.DECLARATION)
    with refused(DateInTheFuture, "/declared_on", today=TODAY):
        declare_benefits(anna, TOMORROW)
    with refused(BenefitNamedTwice, "/benefits"):
        declare_benefits(anna, MONDAY, Benefit.UNEMPLOYMENT, Benefit.UNEMPLOYMENT)


def test_a_finding_keeps_what_was_judged_and_the_facts_that_it_rests_on():
    anna = registered()
    episode = refer(anna, MONDAY)
    item = confirm(anna, episode, MONDAY, met(SAID, 2), met(SAID, 1, 2), programme="PSU")
    assert last_fact(anna) == (
        EligibilityConfirmed,
        {
            "occurred_on": MONDAY,
            "episode": episode,
            "programme": "PSU",
            "rules": ("CONDITION-1@1", "CONDITION-2@1"),
            "inputs": (1, 2),
            "passed_over": (),
            "override": None,
        },
    )
    assert anna.verdicts[item] == Verdict(
        item=item, episode=episode, found_on=MONDAY, confirmed=True, inputs=(1, 2), overridden=False
    )
    assert anna.state(episode) is EpisodeState.ELIGIBLE
    refuse(anna, episode, TUESDAY, not_met(SAID, SAID, 1))
    assert last_fact(anna) == (
        EligibilityRefused,
        {
            "occurred_on": TUESDAY,
            "episode": episode,
            "rules": ("CONDITION-1@1",),
            "inputs": (1,),
            "reason": "powód zmyślony",
        },
    )
    assert (anna.state(episode, MONDAY), anna.state(episode)) == (EpisodeState.ELIGIBLE, EpisodeState.REFERRED)


@pytest.mark.parametrize("lacking", [not_met(SAID, SAID, 1), unknown(SAID, SAID, 1)])
def test_what_is_lacking_is_passed_over_only_with_a_reason_and_the_finding_keeps_which(lacking):
    anna = registered()
    episode = refer(anna, MONDAY)
    with refused(NotEntitled, None, lacking=1):
        confirm(anna, episode, MONDAY, met(SAID, 1), lacking)
    item = confirm(anna, episode, MONDAY, met(SAID, 1), lacking, override="powód zmyślony")
    said = last_fact(anna)[1]
    assert (said["passed_over"], said["override"]) == (("CONDITION-2@1",), "powód zmyślony")
    assert anna.verdicts[item].overridden


def test_a_refusal_says_of_each_condition_why_what_would_be_right_and_by_which_law():
    anna = registered()
    episode = refer(anna, MONDAY)
    with pytest.raises(NotEntitled) as refusal:
        confirm(anna, episode, MONDAY, met(SAID), not_met(("Nie.", "No."), ("Zapisz.", "Record."), 1))
    assert refusal.value.parts("pl") == [
        {"pointer": "/found_on", "code": "condition-2", "detail": "Nie. Zapisz.", "law": "art. 2"}
    ]
    assert refusal.value.parts("en")[0]["detail"] == "No. Record."
    assert "Nie." not in refusal.value.sentence()


def test_enrolment_is_refused_where_a_condition_is_not_met_and_not_where_nothing_is_known():
    anna = registered()
    episode = refer(anna, MONDAY)
    sign(anna, MONDAY)
    contrary = judged(TUESDAY, unknown(SAID, SAID), not_met(SAID, SAID))
    with refused(NotEntitled, None, lacking=1):
        enrol(anna, "PSU", TUESDAY, assessment=contrary)
    confirm(anna, episode, TUESDAY)
    with refused(NotEntitled, None, lacking=1):
        enrol(anna, "PSU", TUESDAY, assessment=contrary)
    confirm(anna, episode, WEDNESDAY, override="powód zmyślony")
    with refused(NotEntitled, None, lacking=1):
        enrol(anna, "PSU", TUESDAY, assessment=contrary)
    enrol(anna, "PSU", WEDNESDAY, assessment=contrary)
    enrol(anna, "AKTYWIZACJA", TUESDAY, assessment=judged(TUESDAY, unknown(SAID, SAID)))


@pytest.mark.parametrize("find", [confirm, refuse])
def test_a_finding_is_of_an_open_episode_from_its_referral_until_today(find):
    anna = registered()
    episode = refer(anna, TUESDAY)
    with refused(FoundBeforeReferral, "/found_on", referred_on=TUESDAY):
        find(anna, episode, MONDAY)
    with refused(DateInTheFuture, "/found_on", today=TODAY):
        find(anna, episode, TOMORROW)
    with refused(NotFound, "/episode"):
        find(anna, 1, TUESDAY)
    find(anna, episode, TUESDAY)
    find(anna, episode, TODAY)
    anna.withdraw_referral(STAMP, TODAY, episode=episode, withdrawn_on=WEDNESDAY, reason=None)
    with refused(EpisodeOver, "/episode", exited_on=WEDNESDAY):
        find(anna, episode, TODAY)


def test_who_was_refused_is_enrolled_only_after_a_new_finding():
    anna = registered()
    episode = refer(anna, MONDAY)
    sign(anna, MONDAY)
    item = refuse(anna, episode, TUESDAY)
    with refused(Ineligible, "/programme", found_on=TUESDAY, item=item):
        enrol(anna, "PSU", TUESDAY)
    confirm(anna, episode, WEDNESDAY)
    with refused(Ineligible, "/programme", found_on=TUESDAY, item=item):
        enrol(anna, "PSU", TUESDAY)
    enrol(anna, "PSU", WEDNESDAY)


def test_of_two_findings_of_one_day_the_later_recorded_counts():
    anna = registered()
    episode = refer(anna, MONDAY)
    sign(anna, MONDAY)
    refuse(anna, episode, TUESDAY)
    confirm(anna, episode, TUESDAY)
    enrol(anna, "PSU", TUESDAY)
