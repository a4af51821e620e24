"""What an answer says: the day on which it turns, in each language, and the newest of what is known."""

from datetime import date

import pytest

from domain.eligibility import Circumstances, DecisionKind, DisabilityDegree, EvidenceKind, limit_class
from domain.eligibility.assessment import Asked, assess
from domain.eligibility.benefits import Benefit
from domain.eligibility.circumstances import AtWork, Decided, Declared, Draws, Sent
from domain.eligibility.conditions import CONDITIONS
from domain.eligibility.groups import GROUPS
from domain.eligibility.groups.unemployed import long_term
from domain.rules import RuleCode
from domain.status import LabourStatus
from domain.vocabulary import EpisodeKind, EvidenceGrade, ReferralSource
from tests.domain.circumstances import AFTER, BEFORE, DAY, belonging, rules, terms

PAPERS = [
    ("HOMELESS", EvidenceKind.HOMELESSNESS_PROGRAMME, "zaczyna się dopiero", "begins only on"),
    ("REFUGEE", EvidenceKind.INTEGRATION_PROGRAMME, "zaczyna się dopiero", "begins only on"),
    ("ALCOHOL", EvidenceKind.THERAPY_CERTIFICATE, "z", "of"),
    ("EX_PRISONER", EvidenceKind.RELEASE_CERTIFICATE, "z", "of"),
    ("MENTAL_DISORDER", EvidenceKind.MEDICAL_CERTIFICATE, "jest dopiero z", "is only of"),
    ("UNEMPLOYED", EvidenceKind.LABOUR_OFFICE_CERTIFICATE, "jest dopiero z", "is only of"),
    ("DISABLED", EvidenceKind.DISABILITY_DECISION, "jest ważne dopiero od", "is valid only from"),
]
ENDING = [
    ("HOMELESS", EvidenceKind.HOMELESSNESS_PROGRAMME, "trwał do", "ran until"),
    ("MENTAL_DISORDER", EvidenceKind.MEDICAL_CERTIFICATE, "było ważne do", "was valid until"),
    ("UNEMPLOYED", EvidenceKind.LABOUR_OFFICE_CERTIFICATE, "było ważne do", "was valid until"),
    ("DISABLED", EvidenceKind.DISABILITY_DECISION, "było ważne do", "was valid until"),
]
THERAPY = rules((RuleCode.THERAPY_COMPLETED, True))


def says(group, seen):
    return GROUPS[group].precondition(seen, DAY, THERAPY).says


def condition_says(code, seen, kind=EpisodeKind.KIS):
    return CONDITIONS[code].judge(seen, DAY, terms(kind=kind)).says


@pytest.mark.parametrize(("group", "paper", "pl", "en"), PAPERS)
def test_a_paper_of_a_later_day_is_answered_with_that_day(group, paper, pl, en):
    said_pl, said_en = says(group, Circumstances(belongings=(belonging(group, paper, issued_on=AFTER),)))
    assert f" {pl} 03.06.2026" in said_pl
    assert f" {en} 2026-06-03" in said_en


@pytest.mark.parametrize(("group", "paper", "pl", "en"), ENDING)
def test_a_paper_that_is_over_is_answered_with_its_last_day(group, paper, pl, en):
    said_pl, said_en = says(group, Circumstances(belongings=(belonging(group, paper, valid_until=BEFORE),)))
    assert f" {pl} 01.06.2026" in said_pl
    assert f" {en} 2026-06-01" in said_en


def decided(valid_from, valid_until, degree=DisabilityDegree.SEVERE):
    kind = DecisionKind.DISABILITY_DEGREE
    return Circumstances(
        decisions=(
            Decided(item=9, kind=kind, degree=degree, coupled=False, valid_from=valid_from, valid_until=valid_until),
        )
    )


@pytest.mark.parametrize("asked", ["group", "condition"])
def test_a_decision_that_does_not_hold_is_answered_with_its_first_or_its_last_day(asked):
    def answered(seen):
        return says("DISABLED", seen) if asked == "group" else condition_says("DISABILITY_DECISION", seen)

    assert answered(decided(AFTER, None)) == (
        "Orzeczenie jest ważne dopiero od 03.06.2026.",
        "The decision is valid only from 2026-06-03.",
    )
    assert answered(decided(BEFORE, BEFORE)) == (
        "Orzeczenie było ważne do 01.06.2026.",
        "The decision was valid until 2026-06-01.",
    )
    assert answered(decided(DAY, DAY)) == answered(decided(BEFORE, None))


def test_another_status_is_answered_with_the_day_on_which_it_was_taken():
    works = AtWork(item=8, taken_on=BEFORE, labour=LabourStatus.EMPLOYED, source=EvidenceGrade.DOCUMENT)
    paper = belonging("UNEMPLOYED", EvidenceKind.DECLARATION)
    assert says("UNEMPLOYED", Circumstances(belongings=(paper,), statuses=(works,))) == (
        "Według sytuacji ustalonej 01.06.2026 osoba nie jest zarejestrowana jako bezrobotna.",
        "By the status taken on 2026-06-01 the person is not registered as unemployed.",
    )


def test_unemployment_benefit_is_answered_with_the_day_of_its_declaration():
    paper = belonging("UNEMPLOYED", EvidenceKind.LABOUR_OFFICE_CERTIFICATE)
    draws = Draws(item=5, declared_on=BEFORE, benefits=(Benefit.UNEMPLOYMENT,))
    seen = Circumstances(belongings=(paper,), benefits=(draws,))
    said_pl, said_en = condition_says("UNEMPLOYED_WITHOUT_BENEFIT", seen)
    assert "(oświadczenie z 01.06.2026)" in said_pl
    assert "(declared on 2026-06-01)" in said_en


@pytest.mark.parametrize(
    ("benefits", "pl", "en"),
    [
        ((), "Osoba nie pobiera świadczeń", "The person draws no benefit"),
        ((Benefit.OLD_AGE_PENSION,), "Osoba pobiera świadczenie", "The person draws a benefit"),
    ],
)
def test_benefits_are_answered_with_the_day_of_their_declaration(benefits, pl, en):
    seen = Circumstances(benefits=(Draws(item=5, declared_on=BEFORE, benefits=benefits),))
    said_pl, said_en = condition_says("NO_EXCLUDING_BENEFIT", seen)
    assert said_pl.startswith(pl)
    assert said_pl.endswith("(oświadczenie z 01.06.2026).")
    assert said_en.startswith(en)
    assert said_en.endswith("(declared on 2026-06-01).")


@pytest.mark.parametrize("benefit", Benefit)
def test_only_of_an_incapacity_pension_it_is_said_that_a_dated_rule_lets_it_pass(benefit):
    club = rules((RuleCode.INCAPACITY_PENSION_ALLOWED, True))
    seen = Circumstances(benefits=(Draws(item=5, declared_on=DAY, benefits=(benefit,)),))
    judged = CONDITIONS["NO_EXCLUDING_BENEFIT"].judge(seen, DAY, terms(club=club))
    pension = benefit is Benefit.INCAPACITY_PENSION
    assert [rule.code for rule in judged.rules] == ([RuleCode.INCAPACITY_PENSION_ALLOWED] if pension else [])
    assert ("art. 1 ust. 3a" in judged.says[0]) is pension


def test_the_newest_status_counts_and_of_one_day_the_one_recorded_last():
    def status(item, on, labour):
        return AtWork(item=item, taken_on=on, labour=labour, source=EvidenceGrade.DOCUMENT)

    paper = belonging("UNEMPLOYED", EvidenceKind.DECLARATION)
    for first, second in ((BEFORE, DAY), (DAY, DAY)):
        lost_work = (
            status(4, first, LabourStatus.EMPLOYED),
            status(5, second, LabourStatus.UNEMPLOYED_REGISTERED),
        )
        seen = Circumstances(belongings=(paper,), statuses=lost_work)
        assert GROUPS["UNEMPLOYED"].precondition(seen, DAY, THERAPY).inputs == (5,)


def test_of_several_certificates_the_newest_is_set_against_the_status_taken():
    kind = EvidenceKind.LABOUR_OFFICE_CERTIFICATE
    papers = tuple(belonging("UNEMPLOYED", kind, item=item, issued_on=on) for item, on in ((3, BEFORE), (4, DAY)))
    works = AtWork(item=8, taken_on=BEFORE, labour=LabourStatus.EMPLOYED, source=EvidenceGrade.DOCUMENT)
    seen = Circumstances(belongings=papers, statuses=(works,))
    assert GROUPS["UNEMPLOYED"].precondition(seen, DAY, THERAPY).inputs == (3,), "registered, by a certificate"


@pytest.mark.parametrize(("since", "seen_by_then"), [(DAY, (7,)), (AFTER, ())])
def test_long_term_looks_at_the_certificates_of_those_who_were_registered_by_the_day(since, seen_by_then):
    held = belonging("UNEMPLOYED", EvidenceKind.LABOUR_OFFICE_CERTIFICATE, since=since)
    assert long_term(Circumstances(belongings=(held,)), DAY, THERAPY).inputs == seen_by_then


def test_long_term_is_told_where_the_group_is_asked_for_and_only_there():
    held = belonging("UNEMPLOYED", EvidenceKind.LABOUR_OFFICE_CERTIFICATE)
    for codes, told in ((["GROUP"], True), (["AGE"], False), (["AGE", "GROUP"], True), ([], False)):
        found = assess(Circumstances(belongings=(held,)), DAY, [Asked(code=code) for code in codes], terms())
        assert (found.long_term is not None) is told
        assert [each.code for each in found.groups] == (["UNEMPLOYED"] if told else [])


def test_a_condition_that_is_not_here_has_no_version():
    assert assess(Circumstances(), DAY, [Asked(code="NIEZNANY")], terms()).rules == ("NIEZNANY@0",)


def sent(item, source, on):
    return Sent(item=item, kind=EpisodeKind.SERVICE, referred_on=on, source=source)


@pytest.mark.parametrize(
    ("newest", "voluntary"), [(ReferralSource.COURT, False), (ReferralSource.SCHOOL, True)], ids=["court", "school"]
)
def test_the_newest_referral_says_whether_a_court_sends_the_person(newest, voluntary):
    other = ReferralSource.SCHOOL if newest is ReferralSource.COURT else ReferralSource.COURT
    for first, second in ((BEFORE, DAY), (DAY, DAY)):
        seen = Circumstances(sent=(sent(2, other, first), sent(3, newest, second)))
        judged = CONDITIONS["VOLUNTARINESS"].judge(seen, DAY, terms(kind=EpisodeKind.SERVICE))
        assert judged.inputs == (() if voluntary else (3,))


def test_of_several_declarations_the_one_recorded_last_is_named():
    seen = Circumstances(declarations=tuple(Declared(item=item, signed_on=DAY) for item in (4, 6, 5)))
    assert CONDITIONS["VOLUNTARINESS"].judge(seen, DAY, terms()).inputs == (6,)


@pytest.mark.parametrize("coupled", [False, True])
def test_limits_tell_apart_a_child_and_the_severe_and_moderate_degrees_coupled_or_not(coupled):
    def of(kind, degree):
        return limit_class(kind, degree, coupled=coupled)

    suffix = "_COUPLED" if coupled else ""
    by_the_board = DecisionKind.DISABILITY_DEGREE
    assert of(by_the_board, DisabilityDegree.SEVERE) == f"SEVERE{suffix}"
    assert of(DecisionKind.ZUS_EQUIVALENT, DisabilityDegree.MODERATE) == f"MODERATE{suffix}"
    assert of(by_the_board, DisabilityDegree.LIGHT) is None
    assert of(by_the_board, None) is None
    assert of(None, DisabilityDegree.SEVERE) is None
    assert of(DecisionKind.DISABILITY_CHILD, None) == "CHILD"
    assert of(DecisionKind.DISABILITY_CHILD, DisabilityDegree.SEVERE) == "CHILD"


def test_a_decision_of_a_leap_day_is_said_as_that_day():
    held = belonging("DISABLED", EvidenceKind.DISABILITY_DECISION, valid_until=date(2024, 2, 29))
    assert "do 29.02.2024." in says("DISABLED", Circumstances(belongings=(held,)))[0]
