"""How each refusal of coming in is provoked: referrals, papers, status, groups and findings."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from domain import declarations, eligibility, imported_register, programmes, referral, status
from domain.eligibility import Benefit, findings
from domain.eligibility.answers import unknown
from domain.personal_data import Residence
from domain.refusals import Refusal
from domain.vocabulary import EpisodeKind
from tests.domain.refusals.taking_part import MONDAY, TUESDAY, WEDNESDAY, Step, gone
from tests.domain.refusals.taking_part import after as after_enrolment
from tests.entry_steps import (
    be_granted,
    belong,
    belong_no_more,
    consent,
    declare_benefits,
    find_eligible,
    find_ineligible,
    take_status,
    turn_away,
    withdraw_consent,
)
from tests.steps import TODAY, enrol, judged, refer, registered


def after(*steps: Step) -> Callable[[Path], Any]:
    """Return what takes these steps with somebody referred on Tuesday, episode 2; the last is refused."""

    def take(_: Path) -> None:
        person = registered()
        refer(person, TUESDAY)
        for step in steps:
            step(person)

    return take


LACKING = judged(MONDAY, unknown(("Nie wiadomo.", "Not known."), ("Zapisz.", "Record it.")))

ENTRY: dict[type[Refusal], Callable[[Path], Any]] = {
    declarations.ConsentHeldAlready: after(lambda p: consent(p, MONDAY), lambda p: consent(p, TUESDAY)),
    declarations.ConsentOver: after(lambda p: withdraw_consent(p, consent(p, TUESDAY), MONDAY)),
    eligibility.BenefitNamedTwice: after(lambda p: declare_benefits(p, MONDAY, *[Benefit.UNEMPLOYMENT] * 2)),
    eligibility.EvidenceEndsBeforeItStarts: after(lambda p: belong(p, MONDAY, issued_on=TUESDAY, valid_until=MONDAY)),
    eligibility.FoundBeforeReferral: after(lambda p: find_eligible(p, MONDAY)),
    eligibility.ImpossibleGrant: after(lambda p: be_granted(p, MONDAY, minutes=0)),
    eligibility.Ineligible: after(lambda p: find_ineligible(p, TUESDAY), lambda p: enrol(p, "PSU", TUESDAY)),
    eligibility.MembershipOver: after(lambda p: belong_no_more(p, belong(p, TUESDAY), MONDAY)),
    eligibility.NoSuchGroup: lambda _: eligibility.group_rule("NIEMA"),
    eligibility.NotEntitled: lambda _: eligibility.refuse_not_entitled(LACKING.lacking, None, "/found_on"),
    eligibility.ProgrammeOfAnotherKind: lambda _: findings.refuse_programme_of_another_kind(
        programmes.PROGRAMMES["PSU"], EpisodeKind.SERVICE
    ),
    eligibility.ProgrammeWithoutGrant: lambda _: eligibility.refuse_impossible_decision(
        MONDAY, MONDAY, None, None, programmes.PROGRAMMES["AOON"], TODAY
    ),
    imported_register.FoundWithoutGroup: lambda _: imported_register.refuse_taking_over(None, ()),
    imported_register.LivesElsewhere: lambda _: imported_register.refuse_taking_over(Residence.ELSEWHERE, (1,)),
    programmes.NoSuchProgramme: after(lambda p: enrol(p, "NIEMA", TUESDAY)),
    referral.EndedBeforeReferral: after(lambda p: turn_away(p, MONDAY)),
    referral.EpisodeOver: after_enrolment(gone, lambda p: find_eligible(p, WEDNESDAY)),
    referral.EpisodeStillOpen: after(lambda p: refer(p, TUESDAY)),
    referral.EpisodesWouldOverlap: after_enrolment(gone, lambda p: refer(p, MONDAY)),
    referral.ReferralOver: after_enrolment(lambda p: turn_away(p, MONDAY)),
    status.NothingSaid: after(lambda p: take_status(p, MONDAY, labour=None)),
    status.WithoutWorkInTheFuture: after(lambda p: take_status(p, MONDAY, without_work_since=TUESDAY)),
}
