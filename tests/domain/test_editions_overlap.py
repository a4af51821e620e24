"""One programme has one edition at a time, unless two are meant to run side by side."""

from datetime import date, timedelta

import pytest

from domain.editions.opening import EditionsOverlap, refuse_overlap
from tests.steps import edition

DAY = timedelta(days=1)
OPENS, CLOSES = date(2026, 1, 1), date(2026, 12, 31)
THIS_YEAR = edition("AOON", "2026", opens_on=OPENS, closes_on=CLOSES)
FOR_EVER = edition("PSU", "STALA", opens_on=OPENS)


def overlap(opens_on, closes_on, *, programme="AOON", parallel=False, among=(THIS_YEAR, FOR_EVER)):
    """Return the refusal of an edition at a time, or None."""
    try:
        refuse_overlap(among, programme, opens_on, closes_on, parallel=parallel)
    except EditionsOverlap as refusal:
        return refusal
    return None


@pytest.mark.parametrize(
    ("opens_on", "closes_on", "refused"),
    [
        (CLOSES + DAY, None, False),
        (CLOSES, None, True),
        (OPENS - 10 * DAY, OPENS - DAY, False),
        (OPENS - 10 * DAY, OPENS, True),
        (OPENS - 10 * DAY, None, True),
        (OPENS, CLOSES, True),
        (OPENS - DAY, CLOSES + DAY, True),
        (OPENS + DAY, OPENS + DAY, True),
    ],
)
def test_an_edition_opens_on_the_day_after_the_other_closes_or_closes_the_day_before_it_opens(
    opens_on, closes_on, refused
):
    assert (overlap(opens_on, closes_on) is not None) is refused
    assert overlap(opens_on, closes_on, parallel=True) is None


@pytest.mark.parametrize(
    ("opens_on", "closes_on", "refused"),
    [(OPENS - 2 * DAY, OPENS - DAY, False), (OPENS - DAY, OPENS, True), (date(2100, 1, 1), None, True)],
)
def test_beside_one_that_runs_on_there_is_only_before(opens_on, closes_on, refused):
    assert (overlap(opens_on, closes_on, programme="PSU") is not None) is refused


def test_editions_of_other_programmes_run_at_the_same_time():
    assert overlap(OPENS, CLOSES, programme="AKTYWIZACJA") is None


def test_what_would_be_right_is_said_with_the_days():
    refusal = overlap(CLOSES, None)
    assert refusal is not None
    assert refusal.pointer == "/opens_on"
    assert refusal.sentence() == (
        "Program AOON ma w tym czasie edycję 2026 (01.01.2026–31.12.2026). Otwórz nową od 01.01.2027 albo najpierw "
        "zamknij tamtą. Jeśli obie naprawdę trwają obok siebie, np. w dwóch formach, podaj parallel: true."
    )
    for_ever = overlap(CLOSES, None, programme="PSU")
    assert for_ever is not None
    assert "(01.01.2026–). Najpierw zamknij tamtą. Jeśli" in for_ever.sentence()
    assert "Close that one first. If" in for_ever.sentence("en")


def test_of_several_the_one_that_runs_longest_is_named():
    longer = edition("AOON", "2026-B", opens_on=CLOSES, closes_on=CLOSES + DAY)
    refusal = overlap(OPENS, None, among=(longer, THIS_YEAR))
    assert refusal is not None
    assert refusal.numbers["edition"] == "2026-B"
    assert "02.01.2027" in refusal.sentence()
