"""What holds for every measure: bounds, silence, nobody, who is counted once, and a definition that names itself."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.follow_up import Situation
from domain.measures.definition import SILENCE, Judged, SilenceIs, When
from domain.measures.figure import Known, Period, figure, share
from domain.measures.outputs import outputs
from domain.measures.side_by_side import EFFECTIVENESS, INDICATORS, MEASURES, figures, funded, took_part
from domain.measures.taking_part import Choice
from domain.outcomes import OutcomeKind
from domain.status import LabourStatus
from domain.vocabulary import EpisodeKind, ExitKind, LegalForm, Sex
from tests.deep import times
from tests.domain.measures.lives import (
    AIMED,
    EDITIONS,
    ENTRY,
    EXIT,
    LATE,
    UNAIMED,
    edition,
    job,
    person,
    said,
    saw,
    status,
    stay,
    taking_part,
)

ALL_TIME = Period(first=None, last=date(2032, 12, 31))
KNOWN = Known(position=7, today=LATE)
ALL = tuple(MEASURES.values())


def of(*people, choice=None, period=ALL_TIME, today=LATE):
    found = took_part(people, EDITIONS, choice or Choice())
    return {one.measure: one for one in figures(ALL, found, period, Known(position=7, today=today))}


def test_every_measure_has_its_own_name_and_says_everything_in_both_languages():
    assert len(MEASURES) == len(INDICATORS) + len(EFFECTIVENESS)
    for name, (definition, _) in MEASURES.items():
        assert name == f"{definition.code}@{definition.version}"
        words = ("pl", "en", "counts_pl", "counts_en", "of_pl", "of_en", "law", "source")
        assert all(getattr(definition, word).strip() for word in words)
        assert (definition.adapted_pl is None) is (definition.adapted_en is None)
        assert definition.until is None or definition.until >= definition.valid_from


def test_the_thresholds_of_the_calls_are_named_parameters():
    employment, social = MEASURES["PL-ZATRUDNIENIE@1"].definition, MEASURES["PL-SPOLECZNA@1"].definition
    assert employment.parameters["threshold_percent"] == 22
    assert employment.parameters["threshold_percent_severe_disability"] == 12
    assert social.parameters["threshold_percent"] == 34


@pytest.mark.parametrize(
    ("silence", "numerator", "denominator", "rate"),
    [
        (SilenceIs.FAILURE, 2, 8, 2 / 8),
        (SilenceIs.SUCCESS, 7, 8, 7 / 8),
        (SilenceIs.LEFT_OUT, 2, 3, 2 / 3),
    ],
)
def test_silence_moves_the_rate_between_the_bounds_and_the_bounds_not_at_all(silence, numerator, denominator, rate):
    judged = {Judged.YES: 2, Judged.NO: 1, Judged.UNKNOWN: 5, Judged.EARLY: 1, Judged.PENDING: 3}
    one = share(Counter(judged | {Judged.DIED: 1, Judged.ENTRY_UNKNOWN: 4, Judged.OUTSIDE: 9}), silence)
    assert (one.numerator, one.denominator, one.rate) == (numerator, denominator, rate)
    assert (one.least, one.most, one.coverage, one.unknown) == (2 / 8, 7 / 8, 3 / 8, 5)
    assert (one.pending, one.early, one.died, one.entry_unknown) == (4, 1, 1, 4)


def test_a_rate_of_nobody_is_no_data_and_not_zero():
    for one in of().values():
        for part in (one.total, one.women, one.men, one.sex_unknown):
            assert part.denominator == 0
            assert part.rate is part.least is part.most is part.coverage is None


def test_where_everybody_is_unknown_the_bounds_are_everything_and_there_is_no_rate_whatever_silence_is():
    found = of(person(), person(sex=Sex.MALE))
    for name, numerator, denominator in (
        ("PL-ZATRUDNIENIE@1", 0, 2),
        ("HUD-BEZ-POWROTU-180@1", 2, 2),
        ("PUP-30-DNI@1", 0, 0),
    ):
        one = found[name].total
        assert (one.numerator, one.denominator, one.unknown, one.rate) == (numerator, denominator, 2, None)
        assert (one.least, one.most, one.coverage) == (0.0, 1.0, 0.0)


def test_one_known_person_makes_a_rate_and_a_known_failure_a_zero():
    idle = person(answers=(said(date(2026, 6, 30)),))
    one = of(idle, person())["PL-ZATRUDNIENIE@1"].total
    assert (one.rate, one.least, one.most, one.coverage) == (0.0, 0.0, 0.5, 0.5)


def test_each_figure_names_its_definition_the_position_the_day_the_period_and_what_silence_is():
    for name, one in of(person()).items():
        assert (one.position, one.today, one.first, one.last) == (7, LATE, None, ALL_TIME.last)
        assert (one.pl, one.en) == SILENCE[MEASURES[name].definition.silence]


def test_the_same_life_is_judged_otherwise_by_each_definition():
    part_time = person(spells=(job(EXIT, fte_hundredths=49, ended_on=date(2026, 4, 29)),))
    found = {name: (one.total.numerator, one.total.denominator) for name, one in of(part_time).items()}
    assert found["EECR04@1"] == (1, 1)
    assert found["PUP-30-DNI@1"] == (1, 1)
    assert found["PL-ZATRUDNIENIE@1"] == (0, 1)
    assert found["WIOA-KWARTAL-2@1"] == (0, 1)
    assert found["HUD-BEZ-POWROTU-730@1"] == (1, 1)


def test_in_the_period_and_cumulatively_a_leaver_counts_by_the_last_exit():
    one = person()
    early = Period(first=None, last=EXIT - timedelta(days=1))
    year = Period(first=EXIT, last=date(2026, 12, 31))
    assert of(one, period=early)["EECR04@1"].total.denominator == 0
    assert of(one, period=year)["EECR04@1"].total.denominator == 1
    assert of(one)["EECR04@1"].total.denominator == 1


def test_an_edition_that_does_not_aim_at_employment_is_in_no_measure_of_work_and_narrowing_takes_the_others_out():
    one = person(stays=(stay(in_edition=UNAIMED),))
    assert of(one)["EECR04@1"].total.denominator == 0
    assert of(one)["KIS-UKONCZENIE-WYJSCIE@1"].total.denominator == 1
    for choice in (Choice(edition=AIMED), Choice(programme="AKTYWIZACJA")):
        assert of(one, choice=choice)["KIS-UKONCZENIE-WYJSCIE@1"].total.denominator == 0
    assert of(one, choice=Choice(programme="PSU"))["KIS-UKONCZENIE-WYJSCIE@1"].total.denominator == 1


def test_who_pays_for_an_edition_is_said_and_where_nobody_recorded_it_that_is_said_too():
    esf = edition(AIMED, "A", aims=True, funding="EFS-PLUS")
    over = edition(UNAIMED, "B", aims=True, closes_on=date(2025, 12, 31))
    year = Period(first=date(2026, 1, 1), last=date(2026, 12, 31))
    [one] = funded({AIMED: esf, UNAIMED: over}, Choice(), year)
    assert (one.code, one.funding, one.esf_plus) == ("A", ("EFS-PLUS",), True)
    [unsaid] = funded({AIMED: edition(AIMED, "A", aims=True)}, Choice(), year)
    assert (unsaid.funding, unsaid.esf_plus) == ((), None)
    [gmina] = funded({AIMED: edition(AIMED, "A", aims=True, funding="GMINA")}, Choice(edition=AIMED), year)
    assert gmina.esf_plus is False
    assert len(funded({AIMED: esf, UNAIMED: over}, Choice(), ALL_TIME)) == 2


DAYS = st.dates(date(2025, 1, 1), date(2029, 12, 31))
SPELLS = st.builds(
    lambda since, length, form, fte: job(since, form=form, fte_hundredths=fte, ended_on=length and since + length),
    DAYS,
    st.none() | st.timedeltas(timedelta(), timedelta(days=400)),
    st.sampled_from(LegalForm),
    st.none() | st.integers(1, 100),
)
LIVES = st.builds(
    lambda labour, kind, spells, answers, seen, sex: person(
        statuses=() if labour is None else (status(labour),),
        stays=(stay(kind=kind),),
        spells=tuple(spells),
        answers=tuple(answers),
        outcomes=tuple(seen),
        sex=sex,
    ),
    st.none() | st.sampled_from(LabourStatus),
    st.sampled_from(ExitKind),
    st.lists(SPELLS, max_size=3),
    st.lists(st.builds(said, DAYS, st.sampled_from(Situation)), max_size=3),
    st.lists(st.builds(saw, st.sampled_from(OutcomeKind), DAYS), max_size=2),
    st.none() | st.sampled_from(Sex),
)
SECOND_STAYS = st.builds(
    lambda since, length, kind, of: stay(since, length and since + length, kind, of=of),
    st.dates(EXIT, date(2029, 12, 31)),
    st.none() | st.timedeltas(timedelta(), timedelta(days=400)),
    st.sampled_from(ExitKind),
    st.sampled_from(EpisodeKind),
)


def people_in(one):
    return one.total.denominator + one.total.pending + one.total.died + one.total.entry_unknown


@settings(max_examples=times(15, 2000), deadline=None)
@given(st.lists(LIVES, max_size=4), DAYS)
def test_no_rate_leaves_its_bounds_and_the_sexes_sum_to_the_total(lives, today):
    for one in of(*lives, today=today).values():
        parts = (one.women, one.men, one.sex_unknown)
        for field in ("numerator", "denominator", "unknown", "pending", "early", "died", "entry_unknown"):
            assert getattr(one.total, field) == sum(getattr(part, field) for part in parts)
        for part in (one.total, *parts):
            if part.least is not None and part.most is not None:
                assert 0 <= part.least <= part.most <= 1
            if part.rate is not None:
                assert part.least <= part.rate <= part.most
            assert part.numerator <= part.denominator


@settings(max_examples=times(20, 3000), deadline=None)
@given(LIVES, SECOND_STAYS, DAYS)
def test_coming_back_never_adds_a_person(life, again, today):
    twice = replace(life, stays=(*life.stays, again))
    before, after = of(life, today=today), of(twice, today=today)
    assert all(people_in(one) <= 1 for one in after.values())
    cohort = "KIS-UKONCZENIE-WEJSCIE@1"
    assert people_in(after[cohort]) == people_in(before[cohort]) == 1
    everybody = [outputs(took_part([one], EDITIONS, Choice()).everybody, ALL_TIME, KNOWN) for one in (life, twice)]
    for one, and_again in zip(*(found.indicators for found in everybody), strict=True):
        assert not one.collected or and_again.cumulative.people.total <= one.cumulative.people.total
    if again.exited_on is None and again.kind is EpisodeKind.KIS:  # who takes part again has not left
        assert not any(people_in(after[n]) for n, (one, _) in MEASURES.items() if one.when is When.LEFT)


@settings(max_examples=times(6, 1500), deadline=None)
@given(LIVES)
def test_as_time_passes_silence_is_never_a_yes_and_a_time_that_is_over_stays_over(life):
    found = [of(life, today=EXIT + timedelta(days=days)) for days in range(0, 1200, 100)]
    for earlier, later in pairwise(found):
        for name, one in later.items():
            if earlier[name].total.denominator:
                assert one.total.denominator == earlier[name].total.denominator
                assert one.total.numerator == earlier[name].total.numerator


def test_in_an_edition_asked_about_a_person_of_two_episodes_is_one():
    twice = person(stays=(stay(), stay(date(2027, 1, 4), date(2027, 3, 1))))
    [part] = taking_part(twice)
    assert (part.began_on, part.left_on) == (ENTRY, date(2027, 3, 1))
    assert figure(MEASURES["EECR04@1"], [part], ALL_TIME, KNOWN).total.denominator == 1
