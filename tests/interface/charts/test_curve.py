"""The drawing of a curve: where its lines stand, what it says in words, and that a small one never changes."""

from pathlib import Path

import msgspec
import pytest

from domain.durability.observation import AtPoint, Ending, Silence
from domain.vocabulary import EvidenceGrade
from interface.charts import curve, funnel, geometry
from interface.charts.words import NO_DATA, between, people, percent
from interface.exports.words import ENDING_WORDS, EVIDENCE_WORDS, SILENCE_WORDS, STATE_WORDS
from tests.shown_reports import IN_WORK, LIVES, NOBODY, watched

GOLDEN = Path(__file__).parent / "curve.golden.svg"
SMALL = watched(LIVES[:7])
NBSP = "\N{NO-BREAK SPACE}"
FRAME = geometry.Frame(0, 0, 100, 100, 100)


def test_a_small_curve_is_drawn_as_it_was():
    drawn = curve.drawn(SMALL, "pl", title="Siedem zmyślonych osób", id="small")
    assert curve.standalone(drawn).split("</style>")[1] == GOLDEN.read_text(encoding="utf-8")


def test_stairs_fall_on_their_days_and_end_where_the_watching_does():
    assert geometry.stairs([(10, 0.5), (20, 0.25)], FRAME, 30) == "M0 0H10V50H20V75H30"
    assert geometry.stairs([], FRAME, 30) == "M0 0H30"


def test_the_area_between_two_stairs_has_no_part_where_one_of_them_is_not_defined():
    rows = [(0, None, None), (10, 0.2, 0.8), (20, None, None), (30, 0.1, 0.5)]
    assert geometry.between(rows, FRAME, 40) == "M10 20H20V80H10ZM30 50H40V90H30Z"
    assert geometry.between([(10, 0.2, 0.8), (20, 0.1, 0.5)], FRAME, 40) == "M10 20H20V50H40V90H20V80H10Z"
    assert geometry.between([(0, None, None)], FRAME, 40) == ""


def test_labels_stand_apart_and_none_below_the_axis():
    assert geometry.apart([10, 12, 50], 13, 60) == [10, 23, 50]
    assert geometry.apart([58, 59, 57], 13, 60) == [47, 60, 34]


@pytest.mark.parametrize(("days", "most", "ticks"), [(365, 9, [0, 2, 4, 6, 8, 10]), (92, 9, [0, 1, 2, 3]), (3, 9, [0])])
def test_an_axis_is_marked_in_whole_months(days, most, ticks):
    assert geometry.month_ticks(days, most) == ticks


def test_a_year_has_twelve_months():
    assert geometry.month_ticks(geometry.day_of(12) + 1, 5) == [0, 3, 6, 9, 12]


def test_the_row_below_says_who_is_still_watched_at_the_start_of_that_day():
    late = IN_WORK.curve
    assert curve.left_at(late, 0) == late.people == 22
    assert curve.left_at(late, 45) == 22  # who is lost on that day is at risk on it
    assert curve.left_at(late, 46) == 21
    assert curve.left_at(late, curve.ends_on(late) + 1) == 0


def test_the_table_is_silent_beyond_the_end_of_the_curve():
    rows = curve.rows(SMALL)
    last = curve.ends_on(SMALL.curve)
    assert [row.survival is None for row in rows] == [row.day > last for row in rows]
    assert any(row.survival is None for row in rows)


@pytest.mark.parametrize("row", curve.rows(IN_WORK), ids=lambda row: str(row.month))
def test_the_table_says_what_the_figures_say(row):
    if row.survival is not None:
        steps = [step for step in IN_WORK.curve.steps if step.day <= row.day]
        assert row.survival == (steps[-1].survival if steps else 1.0)
        assert row.least <= min(row.survival, row.early) <= max(row.survival, row.early) <= row.most


@pytest.mark.parametrize("width", [curve.WIDE, curve.NARROW])
def test_a_line_that_says_nothing_new_is_not_drawn(width):
    known = watched([one for one in LIVES if one.earliest == one.latest and one.ending is not Ending.UNKNOWN])
    assert [line.kind for line in curve.drawn(known, "pl", title="x", id="x", width=width).lines] == ["curve"]
    everything = curve.drawn(IN_WORK, "pl", title="x", id="x", width=width)
    assert [line.kind for line in everything.lines] == ["curve", "early", "least", "most"]
    assert all(float(line.x) < width for line in everything.lines)


def test_the_drawing_says_in_words_what_it_shows():
    assert curve.described(IN_WORK, "en") == (
        "22 people watched. After 365 days the curve stands at 66.8%, bounds 55.4%–70.6%; the median is 410 days. Fate "
        "unknown: 3, too early to tell: 8, changed between two observations: 2."
    )


def test_the_way_of_nobody_is_no_drawing():
    stages = [funnel.Stage(label="x", reached=0, perhaps=0)]
    assert NOBODY.people == 0
    assert funnel.drawn(stages, "pl", title="x", id="x") is None
    assert funnel.drawn([], "pl", title="x", id="x") is None


def test_a_stage_is_a_range_where_more_may_have_reached_it():
    sure, unsure = funnel.Stage(label="x", reached=3, perhaps=0), funnel.Stage(label="x", reached=3, perhaps=2)
    assert funnel.said_of(sure, 10, "en") == "3 · 30%"
    assert funnel.said_of(unsure, 10, "en") == "3–5 · 30%–50%"
    assert funnel.said_of(unsure, 10, "pl") == f"3–5 · 30–50{NBSP}%"


def test_polish_counts_people_in_the_right_case():
    said = {1: "osoba", 2: "osoby", 5: "osób", 12: "osób", 22: "osoby", 25: "osób", 112: "osób", 0: "osób"}
    assert {count: people(count, "pl") for count in said} == {n: f"{n}{NBSP}{word}" for n, word in said.items()}


def test_no_data_is_said_and_is_not_zero():
    assert percent(None, "pl") == between(None, 0.5, "pl") == NO_DATA["pl"]
    assert percent(0.0, "pl") == f"0,0{NBSP}%"
    assert percent(0.625, "en") == "62.5%"


@pytest.mark.parametrize(
    ("words", "kind"),
    [(ENDING_WORDS, Ending), (EVIDENCE_WORDS, EvidenceGrade), (SILENCE_WORDS, Silence), (STATE_WORDS, AtPoint)],
)
def test_everything_that_is_measured_has_a_word(words, kind):
    assert set(words) == set(kind)


def test_a_figure_that_changes_changes_the_drawing():
    other = msgspec.structs.replace(SMALL, least=SMALL.most)
    assert curve.drawn(other, "pl", title="x", id="x") != curve.drawn(SMALL, "pl", title="x", id="x")
