"""What an edition or the club may ask of whoever comes in: on both sides of each limit."""

from datetime import date
from typing import Any

import pytest

from domain.eligibility import (
    CONDITIONS,
    Asked,
    Benefit,
    Circumstances,
    DecisionKind,
    DisabilityDegree,
    EvidenceKind,
    asked_by_edition,
    asked_by_kind,
    assess,
)
from domain.eligibility.circumstances import AtWork, Born, Decided, Declared, Draws, Home, LooksAfter, Sent
from domain.personal_data import Residence
from domain.rules import Rule, RuleCode, Rules
from domain.status import LabourStatus
from domain.vocabulary import EpisodeKind, EvidenceGrade, ReferralSource, Sex
from tests.domain.circumstances import AFTER, BEFORE, DAY, MET, NOT_MET, UNKNOWN, belonging, rules, terms

STAYING_SUFFICES = rules((RuleCode.HOMELESS_WITHOUT_RESIDENCE, True))
PENSION_ALLOWED = rules((RuleCode.INCAPACITY_PENSION_ALLOWED, True))
AGED = ((RuleCode.AGE_FROM, 2), (RuleCode.AGE_BELOW, 16))
CHILD, EVERYBODY = rules(*AGED, applies_to="CHILD"), rules(*AGED)
CHILDS = DecisionKind.DISABILITY_CHILD
PROGRAMME = EvidenceKind.HOMELESSNESS_PROGRAMME


def judged(code, seen, day=DAY, **of):
    return CONDITIONS[code].judge(seen, day, terms(**of))


def answer(code, seen, day=DAY, **of):
    return judged(code, seen, day, **of).answer


@pytest.mark.parametrize("code", [code for code in CONDITIONS if code != "AGE"])
def test_of_a_condition_nothing_is_known_where_nothing_is_recorded(code):
    said = judged(code, Circumstances())
    assert said.answer is UNKNOWN
    assert said.missing is not None


def lives(*homes):
    return Circumstances(
        homes=tuple(Home(item=item, since=since, residence=where) for item, (since, where) in enumerate(homes, 1))
    )


def test_the_person_lives_in_the_gmina_from_the_day_they_moved_there():
    home = (DAY, Residence.LIVES_HERE)
    assert answer("RESIDENCE", lives(home)) is MET
    assert answer("RESIDENCE", lives(home), BEFORE) is UNKNOWN
    moved = lives(home, (AFTER, Residence.ELSEWHERE))
    assert [answer("RESIDENCE", moved, day) for day in (DAY, AFTER)] == [MET, NOT_MET]
    assert answer("RESIDENCE", lives((DAY, Residence.ELSEWHERE), home)) is MET, "the later recorded of one day"


def test_staying_in_the_gmina_suffices_for_homeless_people_where_the_club_says_so():
    stays = lives((DAY, Residence.STAYS_HERE))
    homeless = Circumstances(homes=stays.homes, belongings=(belonging("HOMELESS", PROGRAMME),))
    assert answer("RESIDENCE", homeless, club=STAYING_SUFFICES) is MET
    assert answer("RESIDENCE", stays, club=STAYING_SUFFICES) is NOT_MET
    assert answer("RESIDENCE", homeless) is NOT_MET
    assert answer("RESIDENCE", homeless, club=rules((RuleCode.HOMELESS_WITHOUT_RESIDENCE, False))) is NOT_MET
    elsewhere = Circumstances(homes=lives((DAY, Residence.ELSEWHERE)).homes, belongings=homeless.belongings)
    assert answer("RESIDENCE", elsewhere, club=STAYING_SUFFICES) is NOT_MET


def draws(*benefits, on=DAY, item=5):
    return Circumstances(benefits=(Draws(item=item, declared_on=on, benefits=benefits),))


@pytest.mark.parametrize("benefit", Benefit)
def test_a_benefit_of_art_1_3_excludes_but_for_the_incapacity_pension_from_a_club(benefit):
    excepted = benefit is Benefit.INCAPACITY_PENSION
    assert answer("NO_EXCLUDING_BENEFIT", draws(benefit), club=PENSION_ALLOWED) is (MET if excepted else NOT_MET)
    assert answer("NO_EXCLUDING_BENEFIT", draws(benefit)) is NOT_MET
    service = {"club": PENSION_ALLOWED, "kind": EpisodeKind.SERVICE}
    assert answer("NO_EXCLUDING_BENEFIT", draws(benefit), **service) is NOT_MET


def test_an_incapacity_pension_beside_another_benefit_does_not_help():
    both = draws(Benefit.INCAPACITY_PENSION, Benefit.OLD_AGE_PENSION)
    assert answer("NO_EXCLUDING_BENEFIT", both, club=PENSION_ALLOWED) is NOT_MET


def test_a_declaration_of_benefits_holds_from_its_day_until_a_later_one():
    assert answer("NO_EXCLUDING_BENEFIT", draws(on=AFTER)) is UNKNOWN
    assert answer("NO_EXCLUDING_BENEFIT", draws(on=DAY)) is MET
    first, second = draws(Benefit.UNEMPLOYMENT, on=BEFORE, item=4), draws(on=DAY, item=5)
    later = Circumstances(benefits=first.benefits + second.benefits)
    assert [answer("NO_EXCLUDING_BENEFIT", later, day) for day in (BEFORE, DAY)] == [NOT_MET, MET]
    assert judged("NO_EXCLUDING_BENEFIT", later).inputs == (5,)


def born(on):
    return Circumstances(born=Born(item=1, on=on, sex=Sex.FEMALE))


def test_turning_sixteen_ends_below_sixteen_and_turning_two_begins_from_two():
    assert answer("AGE", born(date(2010, 6, 3)), edition=EVERYBODY) is MET, "sixteen tomorrow"
    assert answer("AGE", born(date(2010, 6, 2)), edition=EVERYBODY) is NOT_MET, "sixteen today"
    assert answer("AGE", born(date(2024, 6, 2)), edition=EVERYBODY) is MET, "two today"
    assert answer("AGE", born(date(2024, 6, 3)), edition=EVERYBODY) is NOT_MET, "two tomorrow"


def test_born_on_29_february_a_child_turns_sixteen_on_the_28th_where_there_is_no_29th():
    below = rules((RuleCode.AGE_BELOW, 17))
    child = born(date(2012, 2, 29))
    assert answer("AGE", child, date(2029, 2, 27), edition=below) is MET
    assert answer("AGE", child, date(2029, 2, 28), edition=below) is NOT_MET
    assert answer("AGE", child, date(2028, 2, 28), edition=EVERYBODY) is MET
    assert answer("AGE", child, date(2028, 2, 29), edition=EVERYBODY) is NOT_MET


def test_an_edition_without_an_age_limit_takes_any_age_and_without_a_birth_date_nothing_is_known():
    assert answer("AGE", born(date(1930, 1, 1))) is MET
    assert answer("AGE", Circumstances(), edition=EVERYBODY) is UNKNOWN
    assert judged("AGE", born(date(2015, 1, 1)), edition=EVERYBODY).inputs == (1,)


def decided(**said):
    parts: dict[str, Any] = {
        "item": 9,
        "kind": DecisionKind.DISABILITY_DEGREE,
        "degree": DisabilityDegree.MODERATE,
        "coupled": False,
        "valid_from": DAY,
        "valid_until": DAY,
    }
    return Decided(**(parts | said))


def assisted(*decisions, on=date(2015, 1, 1)):
    return Circumstances(decisions=decisions, born=None if on is None else Born(item=1, on=on, sex=Sex.MALE))


def test_assistance_asks_for_a_valid_decision_of_a_moderate_or_severe_degree():
    for degree, expected in (("LIGHT", NOT_MET), ("MODERATE", MET), ("SEVERE", MET)):
        assert answer("DISABILITY_DECISION", assisted(decided(degree=DisabilityDegree(degree)))) is expected
    for day, expected in ((BEFORE, NOT_MET), (DAY, MET), (AFTER, NOT_MET)):
        assert answer("DISABILITY_DECISION", assisted(decided()), day) is expected
    assert answer("DISABILITY_DECISION", assisted(decided(degree=None))) is UNKNOWN
    assert answer("DISABILITY_DECISION", assisted(decided(kind=DecisionKind.ZUS_EQUIVALENT))) is MET
    assert answer("DISABILITY_DECISION", assisted(decided(kind=DecisionKind.COURT))) is UNKNOWN


def test_a_childs_decision_is_enough_for_assistance_while_the_child_is_of_the_age():
    child = decided(kind=CHILDS, degree=None)
    assert answer("DISABILITY_DECISION", assisted(child, on=date(2010, 6, 3)), edition=CHILD) is MET
    assert answer("DISABILITY_DECISION", assisted(child, on=date(2010, 6, 2)), edition=CHILD) is NOT_MET
    assert answer("DISABILITY_DECISION", assisted(child, on=None), edition=CHILD) is UNKNOWN
    grown = assisted(child, decided(item=10), on=date(1990, 1, 1))
    assert judged("DISABILITY_DECISION", grown, edition=CHILD).inputs == (10,)


def looking_after(*decisions, on=None, since=DAY, until=DAY):
    link = LooksAfter(item=3, since=since, until=until, born_on=on, decisions=decisions)
    return Circumstances(looked_after=(link,))


def test_a_carer_looks_after_somebody_of_a_severe_degree_or_a_child_with_a_decision():
    severe = decided(degree=DisabilityDegree.SEVERE)
    assert answer("CARER", looking_after(severe)) is MET
    assert judged("CARER", looking_after(severe)).inputs == (3,), "items of the carer's own record only"
    assert answer("CARER", looking_after(decided())) is NOT_MET
    assert answer("CARER", looking_after()) is UNKNOWN
    child = decided(kind=CHILDS, degree=None)
    assert answer("CARER", looking_after(child, on=date(2010, 6, 3)), edition=CHILD) is MET
    assert answer("CARER", looking_after(child, on=date(2010, 6, 2)), edition=CHILD) is NOT_MET


def test_a_carer_looks_after_them_on_the_day():
    severe = decided(degree=DisabilityDegree.SEVERE, valid_from=BEFORE, valid_until=AFTER)
    for day, expected in ((BEFORE, UNKNOWN), (DAY, MET), (AFTER, UNKNOWN)):
        assert answer("CARER", looking_after(severe), day) is expected
    assert answer("CARER", looking_after(severe, until=None), AFTER) is MET


def test_socially_useful_work_is_for_registered_people_without_unemployment_benefit():
    paper = belonging("UNEMPLOYED", EvidenceKind.LABOUR_OFFICE_CERTIFICATE)

    def said(*benefits, **more):
        return Circumstances(belongings=(paper,), benefits=draws(*benefits).benefits, **more)

    code = "UNEMPLOYED_WITHOUT_BENEFIT"
    assert answer(code, said()) is MET
    assert judged(code, said()).inputs == (7, 5)
    assert answer(code, said(Benefit.OLD_AGE_PENSION)) is MET
    assert answer(code, said(Benefit.UNEMPLOYMENT)) is NOT_MET
    assert answer(code, Circumstances(belongings=(paper,))) is UNKNOWN
    works = AtWork(item=8, taken_on=DAY, labour=LabourStatus.EMPLOYED, source=EvidenceGrade.DOCUMENT)
    assert answer(code, said(statuses=(works,))) is NOT_MET
    assert answer(code, draws()) is UNKNOWN


def sent(source, kind=EpisodeKind.SERVICE, on=DAY):
    return Circumstances(sent=(Sent(item=2, kind=kind, referred_on=on, source=source),))


def test_whom_a_court_sends_to_a_service_declares_nothing():
    service = {"kind": EpisodeKind.SERVICE}
    assert answer("VOLUNTARINESS", sent(ReferralSource.COURT), **service) is MET
    assert answer("VOLUNTARINESS", sent(ReferralSource.COURT), BEFORE, **service) is UNKNOWN
    assert answer("VOLUNTARINESS", sent(ReferralSource.SCHOOL), **service) is UNKNOWN
    assert answer("VOLUNTARINESS", sent(ReferralSource.COURT, EpisodeKind.KIS)) is UNKNOWN, "a club is voluntary"


def test_anybody_else_declares_to_take_part_of_their_own_will_by_the_day():
    declared = Circumstances(declarations=(Declared(item=6, signed_on=DAY),))
    assert [answer("VOLUNTARINESS", declared, day) for day in (BEFORE, DAY)] == [UNKNOWN, MET]


def test_a_group_whose_precondition_is_met_suffices():
    over = belonging("HOMELESS", PROGRAMME, item=3, valid_until=BEFORE)
    other = belonging("OTHER", EvidenceKind.INTERVIEW, item=4)
    assert answer("GROUP", Circumstances(belongings=(over,))) is NOT_MET
    assert judged("GROUP", Circumstances(belongings=(over, other))).inputs == (4,)
    assert answer("GROUP", Circumstances(belongings=(over, other))) is MET


def test_the_club_asks_for_group_residence_and_no_benefit_and_a_service_for_residence():
    assert [asked.code for asked in asked_by_kind(terms())] == ["GROUP", "RESIDENCE", "NO_EXCLUDING_BENEFIT"]
    assert [asked.code for asked in asked_by_kind(terms(kind=EpisodeKind.SERVICE))] == ["RESIDENCE"]


def condition(code, item=1, value=True, since=DAY, until=None):
    return Rule(
        item=item,
        code=RuleCode.CONDITION,
        applies_to=code,
        value=value,
        since=since,
        until=until,
        law="zasady edycji, pkt 1",
        confirmed=False,
    )


def test_an_edition_asks_for_the_conditions_that_its_rules_switch_on_for_the_day():
    book = Rules(all=(condition("AGE"), condition("CARER", 2, value=False), condition("GROUP", 3, until=DAY)))
    for day, codes in ((BEFORE, []), (DAY, ["AGE", "GROUP"]), (AFTER, ["AGE"])):
        assert [asked.code for asked in asked_by_edition(terms(edition=book), day)] == codes


def test_a_judgement_keeps_every_rule_with_its_version_and_every_item_that_it_saw():
    seen = Circumstances(
        born=Born(item=1, on=date(2000, 1, 1), sex=Sex.MALE),
        homes=lives((DAY, Residence.LIVES_HERE)).homes,
        belongings=(belonging("ALCOHOL", EvidenceKind.THERAPY_CERTIFICATE, issued_on=AFTER),),
    )
    book = Rules(all=(condition("GROUP", 4), condition("RESIDENCE", 5)))
    on = terms(club=rules((RuleCode.THERAPY_COMPLETED, True)), edition=book)
    found = assess(seen, DAY, asked_by_edition(on, DAY), on)
    assert found.answer is NOT_MET
    assert found.rules == ("GROUP@1", "RESIDENCE@1", "ALCOHOL@1", "CONDITION@4", "THERAPY_COMPLETED@1", "CONDITION@5")
    assert found.inputs == (1, 7)
    assert [each.code for each in found.not_met] == ["GROUP"]
    assert {each.law for each in found.answers} == {"zasady edycji, pkt 1"}
    assert found.long_term is None


def test_a_judgement_is_as_good_as_its_worst_answer():
    def asked(*codes):
        return assess(lives((DAY, Residence.LIVES_HERE)), DAY, [Asked(code=code) for code in codes], terms())

    assert asked("RESIDENCE").answer is MET
    assert asked("RESIDENCE", "CARER").answer is UNKNOWN
    assert [each.code for each in asked("RESIDENCE", "CARER").lacking] == ["CARER"]
    assert asked().answer is MET


def test_long_term_unemployment_is_told_beside_the_group():
    paper = belonging("UNEMPLOYED", EvidenceKind.LABOUR_OFFICE_CERTIFICATE)
    on = terms(club=rules((RuleCode.LONG_TERM_MONTHS, 12), (RuleCode.LONG_TERM_WINDOW_MONTHS, 24)))
    found = assess(Circumstances(belongings=(paper,)), DAY, asked_by_kind(on), on)
    assert [each.code for each in found.groups] == ["UNEMPLOYED"]
    assert found.groups[0].judged.answer is MET
    assert found.long_term is not None
    assert found.long_term.answer is UNKNOWN


def test_a_condition_that_is_not_here_is_not_known_and_looked_at_in_the_papers():
    book = Rules(all=(condition("NIEZNANY"),))
    on = terms(edition=book)
    found = assess(Circumstances(), DAY, asked_by_edition(on, DAY), on)
    assert found.answer is UNKNOWN
    assert found.answers[0].law == "zasady edycji, pkt 1"
