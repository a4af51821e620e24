"""The figures of a point after the exit: who is counted, who is in a rate, and what nobody is behind."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.durability.observation import AtPoint, PointSeen, Silence
from domain.durability.points import count, counted, number, point_figures
from domain.vocabulary import EvidenceGrade
from tests.deep import times

OFTEN = settings(max_examples=times(50, 1_000))

GONE = (AtPoint.DIED, AtPoint.MOVED, AtPoint.RETURNED)


def figures_of(point, seen):
    return point_figures(point, count(seen))


def people(state, number=1, *, evidence=None, why=None):
    if state is AtPoint.EMPLOYED and evidence is None:
        evidence = EvidenceGrade.DOCUMENT
    if state is AtPoint.UNKNOWN and why is None:
        why = Silence.NO_CONTACT
    return [PointSeen(state=state, day=date(2025, 1, 31), evidence=evidence, why=why)] * number


one = st.one_of(
    st.sampled_from(EvidenceGrade).map(lambda grade: people(AtPoint.EMPLOYED, evidence=grade)[0]),
    st.sampled_from(Silence).map(lambda why: people(AtPoint.UNKNOWN, why=why)[0]),
    st.sampled_from([state for state in AtPoint if state is not AtPoint.UNKNOWN]).map(lambda state: people(state)[0]),
)


def test_the_rate_is_of_the_known_ones_and_its_bounds_are_of_all_who_can_work():
    figures = figures_of(
        "MONTHS_6",
        people(AtPoint.EMPLOYED, 3)
        + people(AtPoint.NOT_EMPLOYED, 1)
        + people(AtPoint.UNKNOWN, 4)
        + people(AtPoint.PENDING, 9)
        + people(AtPoint.DIED, 1)
        + people(AtPoint.MOVED, 2)
        + people(AtPoint.RETURNED, 3),
    )

    assert (figures.point, figures.people, figures.mature, figures.pending) == ("MONTHS_6", 23, 14, 9)
    assert (figures.denominator, figures.known) == (8, 4)
    assert (figures.rate, figures.least, figures.most, figures.share_known) == (3 / 4, 3 / 8, 7 / 8, 4 / 8)
    assert figures.counts == {
        AtPoint.EMPLOYED: 3,
        AtPoint.NOT_EMPLOYED: 1,
        AtPoint.UNKNOWN: 4,
        AtPoint.DIED: 1,
        AtPoint.MOVED: 2,
        AtPoint.RETURNED: 3,
    }


@OFTEN
@given(st.lists(one, max_size=12), st.integers(1, 9))
def test_who_has_not_been_away_that_long_moves_no_rate(seen, waiting):
    without = figures_of("MONTHS_3", [who for who in seen if who.state is not AtPoint.PENDING])
    more = figures_of("MONTHS_3", seen + people(AtPoint.PENDING, waiting))

    assert AtPoint.PENDING not in more.counts
    assert more.people == len(seen) + waiting
    for name in without.__struct_fields__:
        if name not in {"people", "pending"}:
            assert getattr(more, name) == getattr(without, name)


@pytest.mark.parametrize("seen", [[], people(AtPoint.PENDING, 5), [who for gone in GONE for who in people(gone)]])
def test_where_nobody_is_in_the_denominator_there_is_no_rate_and_no_bound(seen):
    figures = figures_of("WEEKS_4", seen)

    assert figures.denominator == 0
    assert (figures.rate, figures.least, figures.most, figures.share_known) == (None, None, None, None)


def test_where_everybody_is_unknown_there_is_no_rate_and_the_bounds_are_everything():
    figures = figures_of("MONTHS_12", people(AtPoint.UNKNOWN, 4))

    assert figures.rate is None
    assert (figures.least, figures.most, figures.share_known) == (0, 1, 0)


@pytest.mark.parametrize(("state", "rate"), [(AtPoint.EMPLOYED, 1), (AtPoint.NOT_EMPLOYED, 0)])
def test_one_known_person_is_a_rate_with_both_bounds_upon_it(state, rate):
    figures = figures_of("MONTHS_3", people(state))

    assert (figures.rate, figures.least, figures.most, figures.share_known) == (rate, rate, rate, 1)


def test_silences_are_of_the_unknown_and_evidence_is_of_the_employed_and_what_nobody_has_is_0():
    figures = figures_of(
        "MONTHS_3",
        people(AtPoint.EMPLOYED, 2, evidence=EvidenceGrade.REGISTER)
        + people(AtPoint.NOT_EMPLOYED, 5, evidence=EvidenceGrade.DOCUMENT)
        + people(AtPoint.UNKNOWN, 3, why=Silence.REFUSED)
        + people(AtPoint.UNKNOWN, 1, why=Silence.NO_BASIS),
    )

    assert figures.evidence == dict.fromkeys(EvidenceGrade, 0) | {EvidenceGrade.REGISTER: 2}
    assert figures.silences == dict.fromkeys(Silence, 0) | {Silence.REFUSED: 3, Silence.NO_BASIS: 1}


@OFTEN
@given(st.lists(one, max_size=12))
def test_the_parts_add_up_and_the_bounds_hold_the_rate(seen):
    figures = figures_of("MONTHS_6", seen)

    assert figures.people == figures.mature + figures.pending
    assert sum(figures.counts.values()) == figures.mature
    assert sum(figures.silences.values()) == figures.counts[AtPoint.UNKNOWN]
    assert sum(figures.evidence.values()) == figures.counts[AtPoint.EMPLOYED]
    inside = [share for share in (figures.least, figures.rate, figures.most) if share is not None]
    assert len(inside) == (3 if figures.known else 2 if figures.denominator else 0)
    assert [0.0, *inside, 1.0] == sorted([0.0, *inside, 1.0])


@OFTEN
@given(st.lists(one, max_size=12))
def test_the_order_of_people_changes_nothing(seen):
    assert figures_of("MONTHS_6", seen[::-1]) == figures_of("MONTHS_6", seen)


@pytest.mark.parametrize("state", [AtPoint.UNKNOWN, AtPoint.EMPLOYED])
def test_who_is_unknown_without_a_silence_or_employed_without_evidence_is_no_figure(state):
    with pytest.raises(ValueError, match="silence"):
        figures_of("MONTHS_6", [PointSeen(state=state, day=date(2025, 1, 31), evidence=None)])


@given(st.lists(st.lists(one, min_size=4, max_size=4), max_size=8))
def test_people_told_in_one_number_are_counted_as_they_were_seen(lives):
    told = counted((number(seen) for seen in lives), 4)
    assert told == [count(seen[place] for seen in lives) for place in range(4)]
