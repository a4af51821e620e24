"""What has to be true of each group on a day: on both sides of each first and last day."""

from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from domain.calendar import birthday, months_from
from domain.eligibility import Circumstances, DecisionKind, DisabilityDegree, EvidenceKind
from domain.eligibility.circumstances import AtWork, Decided
from domain.eligibility.groups import GROUPS
from domain.eligibility.groups.unemployed import long_term
from domain.rules import RuleCode, Rules
from domain.status import LabourStatus
from domain.vocabulary import EvidenceGrade
from tests.domain.circumstances import AFTER, BEFORE, DAY, MET, NOT_MET, UNKNOWN, belonging, of_group, rules

PROGRAMMES = [
    ("HOMELESS", EvidenceKind.HOMELESSNESS_PROGRAMME),
    ("REFUGEE", EvidenceKind.INTEGRATION_PROGRAMME),
]
THERAPY = rules((RuleCode.THERAPY_COMPLETED, True))
LONG_TERM = rules((RuleCode.LONG_TERM_MONTHS, 12), (RuleCode.LONG_TERM_WINDOW_MONTHS, 24))
CERTIFICATE = EvidenceKind.LABOUR_OFFICE_CERTIFICATE


def seen(*belongings, **said):
    return Circumstances(belongings=belongings, **said)


@pytest.mark.parametrize("group", GROUPS)
def test_of_a_group_without_its_paper_nothing_is_known_and_what_is_missing_is_said(group):
    judged = GROUPS[group].precondition(seen(belonging(group, EvidenceKind.DECLARATION)), DAY, THERAPY)
    assert (judged.answer, judged.inputs) == (UNKNOWN, (7,))
    assert judged.missing is not None
    assert all(text.endswith(".") for text in (*judged.says, *judged.missing))


@pytest.mark.parametrize(("group", "paper"), PROGRAMMES)
def test_an_individual_programme_must_run_on_the_day(group, paper):
    def answer(begins, ends):
        return of_group(group, seen(belonging(group, paper, issued_on=begins, valid_until=ends)))

    assert answer(DAY, DAY) is MET
    assert answer(DAY, None) is MET
    assert answer(AFTER, None) is NOT_MET
    assert answer(BEFORE, BEFORE) is NOT_MET
    assert answer(BEFORE, DAY) is MET


@pytest.mark.parametrize(("group", "paper"), PROGRAMMES)
def test_a_programme_without_a_date_of_its_own_began_with_the_membership(group, paper):
    assert of_group(group, seen(belonging(group, paper, since=DAY))) is MET
    assert of_group(group, seen(belonging(group, paper, since=AFTER, issued_on=None))) is UNKNOWN


@pytest.mark.parametrize(("group", "paper"), PROGRAMMES)
def test_of_two_programmes_one_that_runs_suffices(group, paper):
    over = belonging(group, paper, item=3, valid_until=BEFORE)
    runs = belonging(group, paper, item=4, issued_on=DAY)
    judged = GROUPS[group].precondition(seen(over, runs), DAY, Rules())
    assert (judged.answer, judged.inputs) == (MET, (4,))


@pytest.mark.parametrize(("group", "paper"), PROGRAMMES)
def test_a_membership_counts_from_its_first_to_its_last_day(group, paper):
    held = belonging(group, paper, since=DAY, ended_on=DAY)
    for day, answer in ((BEFORE, UNKNOWN), (DAY, MET), (AFTER, UNKNOWN)):
        assert of_group(group, seen(held), day=day) is answer


@pytest.mark.parametrize("group", ["ALCOHOL", "DRUGS"])
def test_therapy_is_completed_on_the_day_at_the_latest_where_the_club_asks_for_it(group):
    def answer(completed_on, club):
        held = belonging(group, EvidenceKind.THERAPY_CERTIFICATE, issued_on=completed_on)
        return of_group(group, seen(held), club)

    assert answer(DAY, THERAPY) is MET
    assert answer(AFTER, THERAPY) is NOT_MET
    assert answer(None, THERAPY) is UNKNOWN
    for off in (
        Rules(),
        rules((RuleCode.THERAPY_COMPLETED, False)),
        rules((RuleCode.THERAPY_COMPLETED, True), since=AFTER),
    ):
        assert answer(AFTER, off) is MET


def test_an_answer_names_the_dated_rule_that_it_rests_on():
    judged = GROUPS["ALCOHOL"].precondition(seen(belonging("ALCOHOL", EvidenceKind.INTERVIEW)), DAY, THERAPY)
    assert [rule.code for rule in judged.rules] == [RuleCode.THERAPY_COMPLETED]


def test_a_certificate_of_release_is_issued_on_the_day_at_the_latest():
    def answer(issued_on):
        held = belonging("EX_PRISONER", EvidenceKind.RELEASE_CERTIFICATE, issued_on=issued_on)
        return of_group("EX_PRISONER", seen(held))

    assert [answer(day) for day in (BEFORE, DAY, AFTER, None)] == [MET, MET, NOT_MET, UNKNOWN]


def test_a_psychiatrists_certificate_shows_it_while_it_is_valid_and_says_nothing_afterwards():
    def answer(issued_on, until):
        paper = EvidenceKind.MEDICAL_CERTIFICATE
        held = belonging("MENTAL_DISORDER", paper, issued_on=issued_on, valid_until=until)
        return of_group("MENTAL_DISORDER", seen(held))

    assert answer(DAY, DAY) is MET
    assert answer(None, None) is MET
    assert answer(AFTER, None) is NOT_MET
    assert answer(None, BEFORE) is UNKNOWN


def test_anybody_else_is_found_in_need_by_a_social_worker():
    assert of_group("OTHER", seen(belonging("OTHER", EvidenceKind.INTERVIEW))) is MET


def decided(**said):
    parts: dict[str, Any] = {
        "item": 9,
        "kind": DecisionKind.DISABILITY_DEGREE,
        "degree": DisabilityDegree.LIGHT,
        "coupled": False,
        "valid_from": DAY,
        "valid_until": DAY,
    }
    return Decided(**(parts | said))


def disabled(*decisions, papers=(), day=DAY):
    return of_group("DISABLED", seen(*papers, decisions=decisions), day=day)


def test_a_disability_decision_of_any_degree_holds_from_its_first_to_its_last_day():
    assert [disabled(decided(), day=day) for day in (BEFORE, DAY, AFTER)] == [NOT_MET, MET, NOT_MET]
    assert disabled(decided(valid_until=None), day=date(2050, 1, 1)) is MET
    assert disabled(decided(degree=None)) is UNKNOWN
    assert disabled(decided(kind=DecisionKind.DISABILITY_CHILD, degree=None)) is MET
    assert disabled(decided(kind=DecisionKind.PENSION)) is UNKNOWN


@pytest.mark.parametrize("kind", [DecisionKind.ZUS_EQUIVALENT, DecisionKind.KRUS_EQUIVALENT])
def test_a_decision_of_zus_or_krus_equals_a_degree(kind):
    assert disabled(decided(kind=kind)) is MET
    assert disabled(decided(kind=kind, degree=None)) is UNKNOWN


def test_the_paper_of_a_membership_shows_disability_as_well_as_a_recorded_decision():
    def paper(since, until):
        kind = EvidenceKind.DISABILITY_DECISION
        return [belonging("DISABLED", kind, issued_on=since, valid_until=until)]

    assert disabled(papers=paper(DAY, DAY)) is MET
    assert disabled(papers=paper(None, None)) is MET
    assert disabled(papers=paper(AFTER, None)) is NOT_MET
    assert disabled(papers=paper(None, BEFORE)) is NOT_MET
    assert disabled(decided(valid_until=BEFORE, valid_from=BEFORE), papers=paper(DAY, DAY)) is MET
    assert disabled(decided(), papers=paper(None, BEFORE)) is MET


def unemployed(*belongings, statuses=(), day=DAY):
    return of_group("UNEMPLOYED", seen(*belongings, statuses=statuses), day=day)


def test_a_certificate_of_the_labour_office_shows_registration_until_its_last_day():
    def answer(issued_on, until):
        return unemployed(belonging("UNEMPLOYED", CERTIFICATE, issued_on=issued_on, valid_until=until))

    assert answer(DAY, DAY) is MET
    assert answer(None, None) is MET
    assert answer(DAY, BEFORE) is UNKNOWN
    assert answer(AFTER, None) is UNKNOWN


def status(on, labour, source=EvidenceGrade.DECLARATION):
    return AtWork(item=11, taken_on=on, labour=labour, source=source)


def test_what_was_learnt_last_of_registration_counts():
    held = belonging("UNEMPLOYED", CERTIFICATE, issued_on=BEFORE)
    employed = LabourStatus.EMPLOYED
    assert unemployed(held, statuses=[status(BEFORE, employed)]) is NOT_MET
    assert unemployed(held, statuses=[status(DAY, employed)]) is NOT_MET
    assert unemployed(held, statuses=[status(AFTER, employed)]) is MET
    assert unemployed(replace(held, issued_on=DAY), statuses=[status(BEFORE, employed)]) is MET


@pytest.mark.parametrize("source", EvidenceGrade)
def test_a_status_from_a_document_or_a_register_shows_registration_and_a_word_does_not(source):
    proves = source in {EvidenceGrade.DOCUMENT, EvidenceGrade.REGISTER}
    said = status(DAY, LabourStatus.UNEMPLOYED_REGISTERED, source)
    assert unemployed(belonging("UNEMPLOYED", EvidenceKind.DECLARATION), statuses=[said]) is (
        MET if proves else UNKNOWN
    )


def proven(*periods, day=DAY, club=LONG_TERM):
    papers = [belonging("UNEMPLOYED", CERTIFICATE, since=since, ended_on=until) for since, until in periods]
    return long_term(seen(*papers), day, club).answer


def test_long_term_is_more_than_twelve_months_counted_in_days():
    assert proven((date(2025, 6, 2), DAY)) is MET, "the 366th day of a year of 365"
    assert proven((date(2025, 6, 3), DAY)) is UNKNOWN, "exactly twelve months"


def test_a_leap_year_of_registration_has_a_day_more():
    day = date(2024, 3, 1)
    assert proven((date(2023, 3, 1), day), day=day) is MET
    assert proven((date(2023, 3, 2), day), day=day) is UNKNOWN


def test_only_the_last_twenty_four_months_count():
    first = date(2024, 6, 3)
    a_year = timedelta(days=364)
    assert proven((first, first + a_year), (DAY, DAY)) is MET
    early = first - timedelta(days=1)
    assert proven((early, early + a_year), (DAY, DAY)) is UNKNOWN, "its first day is out of the window"


def test_days_that_two_certificates_share_count_once():
    half = date(2025, 12, 1)
    assert proven((date(2025, 6, 3), half), (date(2025, 9, 1), DAY)) is UNKNOWN
    assert proven((date(2025, 6, 2), half), (half, DAY)) is MET
    assert proven((date(2025, 6, 2), DAY), (date(2025, 9, 1), half)) is MET


def test_a_certificate_proves_until_it_ended_or_was_good_or_was_issued():
    since = date(2025, 6, 2)

    def answer(**said):
        return long_term(seen(belonging("UNEMPLOYED", CERTIFICATE, since=since, **said)), DAY, LONG_TERM).answer

    assert answer(issued_on=DAY) is MET
    assert answer(issued_on=BEFORE) is UNKNOWN
    assert answer(issued_on=BEFORE, valid_until=DAY) is MET
    assert answer(issued_on=DAY, valid_until=AFTER, ended_on=BEFORE) is UNKNOWN
    assert answer() is UNKNOWN


def test_long_term_is_not_known_until_the_club_has_set_after_how_many_months():
    since = date(2024, 1, 1)
    assert proven((since, DAY), club=rules((RuleCode.LONG_TERM_MONTHS, 12))) is UNKNOWN
    assert proven((since, DAY), club=rules((RuleCode.LONG_TERM_WINDOW_MONTHS, 24))) is UNKNOWN


def test_only_certificates_of_the_labour_office_prove_long_term():
    held = belonging("UNEMPLOYED", EvidenceKind.DECLARATION, since=date(2024, 1, 1), ended_on=DAY)
    other = belonging("HOMELESS", CERTIFICATE, since=date(2024, 1, 1), ended_on=DAY)
    assert long_term(seen(held, other), DAY, LONG_TERM).answer is UNKNOWN


def test_the_page_and_the_act_have_called_a_group_otherwise_and_both_are_known():
    wordings = [(w.text, w.since, w.until) for w in GROUPS["MENTAL_DISORDER"].wordings]
    assert wordings == [("chorzy psychicznie", None, 2022), ("osoby z zaburzeniami psychicznymi", 2022, None)]


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2024, 3, 31), -1, date(2024, 2, 29)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2025, 12, 31), 2, date(2026, 2, 28)),
        (date(2026, 5, 31), 12, date(2027, 5, 31)),
    ],
)
def test_a_month_that_lacks_the_day_has_its_last_instead(day, months, expected):
    assert months_from(day, months) == expected


def test_born_on_29_february_a_person_is_older_on_the_28th_of_a_year_without_it():
    assert birthday(date(2012, 2, 29), 16) == date(2028, 2, 29)
    assert birthday(date(2012, 2, 29), 17) == date(2029, 2, 28)
