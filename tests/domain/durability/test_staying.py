"""Staying in work: the curve at both ends of what is known, the bounds around it, and who is in which count."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.durability.competing import aalen_johansen
from domain.durability.figures import Level, Staying
from domain.durability.group import group_figures
from domain.durability.log_rank import log_rank
from domain.durability.observation import CENSORED, AtPoint, Ending, PointSeen
from domain.durability.points import count
from domain.durability.staying import staying
from domain.durability.staying import times as lengths
from domain.durability.survival import kaplan_meier, level_on
from domain.vocabulary import EvidenceGrade
from tests.deep import times
from tests.domain.durability.watched import EXIT, observations, remains, seen

OFTEN = settings(max_examples=times(50, 1_000))


def last(people, event=Ending.LOST) -> Staying:
    figures = staying(people, event)
    assert figures is not None
    return figures


DAYS = range(12)
"""Invented people are watched for up to 9 days; a loss may be put on the day after."""


def shares(curve):
    levels = [Level(day=step.day, share=step.survival) for step in curve.steps]
    return [level_on(levels, day, before=1.0) for day in DAYS]


def bound(levels):
    return [level_on(levels, day, before=1.0) for day in DAYS]


def at(people, end, event=Ending.LOST, *, unknown=lambda one: (one.latest, False)):
    """Each person's days and whether the event ended them, with a fate for the unknown ones."""
    return [
        unknown(one) if one.ending is Ending.UNKNOWN else (getattr(one, end), one.ending is event) for one in people
    ]


def lost_the_day_after(one):
    return (one.latest + 1, True) if one.latest < one.horizon else (one.latest, False)


def kept_to_today(one):
    return one.horizon, False


# -- what the figures are --------------------------------------------------------------------------


@OFTEN
@given(observations())
def test_the_curves_are_of_the_latest_and_of_the_earliest_days_and_the_incidences_of_the_latest(people):
    figures = last(people)

    assert figures.curve == kaplan_meier(at(people, "latest")) == kaplan_meier(lengths(people, Ending.LOST))
    assert figures.early == kaplan_meier(at(people, "earliest"))
    assert figures.incidences == aalen_johansen(
        [(one.latest, None if one.ending in CENSORED else one.ending) for one in people]
    )


@OFTEN
@given(observations())
def test_the_bounds_are_the_lowest_and_highest_of_both_curves_with_all_unknown_ones_lost_or_kept(people):
    figures = last(people)

    for day in DAYS:
        lowest = min(remains(at(people, end, unknown=lost_the_day_after), day) for end in ("latest", "earliest"))
        highest = max(remains(at(people, end, unknown=kept_to_today), day) for end in ("latest", "earliest"))
        assert level_on(figures.least, day, before=1.0) == pytest.approx(float(lowest), abs=1e-14)
        assert level_on(figures.most, day, before=1.0) == pytest.approx(float(highest), abs=1e-14)


@OFTEN
@given(
    st.sampled_from([Ending.LOST, Ending.REACHED]).flatmap(lambda event: observations(event).map(lambda p: (event, p)))
)
def test_on_every_day_the_bounds_contain_both_curves(drawn):
    """To the last bit, whatever ties there are."""
    event, people = drawn
    figures = last(people, event)

    for low, late, early, high in zip(
        bound(figures.least), shares(figures.curve), shares(figures.early), bound(figures.most), strict=True
    ):
        assert 0 <= low <= min(late, early) <= max(late, early) <= high <= 1


@OFTEN
@given(observations())
def test_no_bound_ever_rises(people):
    figures = last(people)

    for levels in (figures.least, figures.most):
        stands = [1.0, *(level.share for level in levels), 0.0]
        assert stands == sorted(stands, reverse=True)
        assert len({level.share for level in levels} - {1.0}) == len(levels)


@OFTEN
@given(observations(), st.randoms())
def test_the_order_of_people_changes_nothing(people, rng):
    figures = last(people)
    rng.shuffle(people)

    assert last(people) == figures


@OFTEN
@given(observations())
def test_every_person_is_counted_once(people):
    figures = last(people)

    assert figures.curve.people == figures.early.people == len(people)
    assert figures.unknown + figures.immature + sum(one.people for one in figures.incidences) == len(people)
    assert sum(figures.evidence.values()) == len(people)
    assert figures.unknown == sum(one.ending is Ending.UNKNOWN for one in people)


# -- who is known how well -------------------------------------------------------------------------


def test_who_is_not_due_yet_is_lost_in_no_bound():
    figures = last([seen(Ending.IMMATURE, 30, horizon=30)] * 5)

    assert (figures.least, figures.most, figures.immature, figures.unknown) == ((), (), 5, 0)


def test_where_everybody_is_unknown_the_bounds_are_everything_and_the_curve_says_nothing():
    figures = last([seen(Ending.UNKNOWN, 30, horizon=400)] * 5)

    assert figures.least == (Level(day=31, share=0),)
    assert figures.most == ()
    assert [step.survival for step in figures.curve.steps] == [1]
    assert figures.curve.median is None
    assert figures.incidences == ()


@pytest.mark.parametrize(("known", "least"), [(399, (Level(day=400, share=0),)), (400, ())])
def test_a_loss_of_somebody_unknown_is_put_on_the_day_after_the_last_known_one_but_never_after_today(known, least):
    assert last([seen(Ending.UNKNOWN, known, horizon=400)]).least == least


def test_whoever_fell_silent_on_the_day_of_a_loss_was_watched_then_and_is_lost_the_day_after():
    figures = last([seen(Ending.LOST, 10), seen(Ending.UNKNOWN, 10), seen(Ending.IMMATURE, 90, horizon=90)])

    assert figures.curve.steps[0].at_risk == 3
    assert figures.curve.steps[0].survival == pytest.approx(2 / 3)
    assert bound(figures.least)[9:] == pytest.approx([1, 2 / 3, 1 / 3])
    assert bound(figures.most)[9:] == pytest.approx([1, 2 / 3, 2 / 3])


def test_who_is_unknown_and_kept_to_today_was_watched_when_others_lost_theirs():
    figures = last([seen(Ending.UNKNOWN, 5, horizon=20), seen(Ending.LOST, 20)])

    assert figures.most == (Level(day=20, share=0.5),)
    assert shares(figures.curve)[-1] == 1
    assert figures.curve.steps[-1].survival == 0


def test_neither_end_of_a_change_between_two_observations_always_lies_above_the_other():
    """The example of the module: of two people one lost the job between day 1 and 10, one was watched to day 5."""
    figures = last([seen(Ending.LOST, 10, earliest=1), seen(Ending.IMMATURE, 5, horizon=5)])

    assert [(s.day, s.survival) for s in figures.early.steps if s.events] == [(1, 0.5)]
    assert [(s.day, s.survival) for s in figures.curve.steps if s.events] == [(10, 0)]
    assert figures.least == (Level(day=1, share=0.5), Level(day=10, share=0))
    assert figures.most == (Level(day=10, share=0.5),)
    assert figures.between_observations == 1


def test_who_died_moved_or_returned_is_censored_in_the_curve_and_counted_beside_it():
    figures = last([seen(Ending.DIED, 3), seen(Ending.MOVED, 4), seen(Ending.RETURNED, 5), seen(Ending.LOST, 6)])

    assert [(s.day, s.events, s.censored, s.survival) for s in figures.curve.steps] == [
        (3, 0, 1, 1),
        (4, 0, 1, 1),
        (5, 0, 1, 1),
        (6, 1, 0, 0),
    ]
    assert [(one.ending, one.people) for one in figures.incidences] == [
        (Ending.LOST, 1),
        (Ending.DIED, 1),
        (Ending.MOVED, 1),
        (Ending.RETURNED, 1),
    ]
    assert [one.levels[-1].share for one in figures.incidences] == pytest.approx([0.25] * 4)


def test_a_job_lost_on_its_first_day_lowers_the_curve_on_day_0():
    figures = last([seen(Ending.LOST, 0), seen(Ending.IMMATURE, 0, horizon=0)])

    assert [(s.day, s.at_risk, s.survival) for s in figures.curve.steps] == [(0, 2, 0.5)]
    assert figures.least == figures.most == (Level(day=0, share=0.5),)


@pytest.mark.parametrize("ending", [ending for ending in Ending if ending is not Ending.REACHED])
def test_one_person_has_a_curve_whatever_the_ending(ending):
    figures = last([seen(ending, 7, horizon=7)])

    assert [s.survival for s in figures.curve.steps] == [0 if ending is Ending.LOST else 1]
    assert figures.curve.median == (7 if ending is Ending.LOST else None)


def test_the_weakest_grades_on_which_the_times_rest_are_counted():
    figures = last([seen(Ending.LOST, 7), seen(Ending.LOST, 8, grade=EvidenceGrade.DECLARATION)])

    assert figures.evidence == dict.fromkeys(EvidenceGrade, 0) | {
        EvidenceGrade.DOCUMENT: 1,
        EvidenceGrade.DECLARATION: 1,
    }


def test_where_nobody_is_watched_there_is_nothing():
    assert staying([], Ending.LOST) is None


@pytest.mark.parametrize(("event", "other"), [(Ending.LOST, Ending.REACHED), (Ending.REACHED, Ending.LOST)])
def test_an_ending_that_is_not_of_this_watching_is_no_figure(event, other):
    with pytest.raises(ValueError, match=other):
        staying([seen(event, 3), seen(other, 4)], event)


def test_groups_are_compared_by_the_times_of_the_main_curve():
    one = [seen(Ending.LOST, day, earliest=1) for day in (20, 30, 40)]
    other = [seen(Ending.DIED, 35), seen(Ending.LOST, 50), seen(Ending.UNKNOWN, 60)]

    assert log_rank([lengths(one, Ending.LOST), lengths(other, Ending.LOST)]) == log_rank(
        [[(20, True), (30, True), (40, True)], [(35, False), (50, True), (60, False)]]
    )


# -- a group ---------------------------------------------------------------------------------------


def test_a_group_of_nobody_has_points_without_rates_and_no_curve():
    figures = group_figures(0, [], [], {"WEEKS_4": count([]), "MONTHS_3": count([])})

    assert (figures.people, figures.took_work, figures.staying, figures.to_work) == (0, 0, None, None)
    assert [(point.point, point.rate) for point in figures.points] == [("WEEKS_4", None), ("MONTHS_3", None)]


def test_a_group_has_its_time_in_work_its_time_to_work_and_its_points_in_the_order_given():
    waiting = PointSeen(state=AtPoint.PENDING, day=EXIT, evidence=None)
    figures = group_figures(
        3,
        [seen(Ending.LOST, 40), seen(Ending.UNKNOWN, 5)],
        [seen(Ending.REACHED, 9), seen(Ending.REACHED, 1), seen(Ending.IMMATURE, 8)],
        {"MONTHS_6": count([waiting] * 3), "WEEKS_4": count([waiting] * 3)},
    )

    assert (figures.people, figures.took_work) == (3, 2)
    assert figures.staying is not None
    assert figures.to_work is not None
    assert (figures.staying.curve.median, figures.to_work.curve.median) == (40, 9)
    assert [(point.point, point.pending) for point in figures.points] == [("MONTHS_6", 3), ("WEEKS_4", 3)]
