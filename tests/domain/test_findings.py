"""What a control finds about a person's case: kept beside the case, answered once, never voided."""

import pytest

from domain.engagements import (
    Finding,
    FindingAnswered,
    FindingAnsweredAlready,
    FindingIsKept,
    FindingKind,
    FindingRecorded,
    Severity,
)
from domain.refusals import NotFound
from tests.control_steps import CONTROL, answer, find
from tests.later_steps import void
from tests.steps import TODAY, last_fact, refused, registered


def in_a_whole_life(anna):
    """Let a control find something, which the club answers."""
    answer(anna, find(anna))


def test_a_finding_says_what_is_wrong_with_which_entry():
    anna = registered()
    item = find(anna, about=1)

    assert last_fact(anna) == (
        FindingRecorded,
        {
            "occurred_on": TODAY,
            "engagement": CONTROL,
            "about": 1,
            "kind": FindingKind.PAPER_MISSING,
            "severity": Severity.SERIOUS,
            "finding": "ustalenie zmyślone",
        },
    )
    assert anna.findings == {item: Finding(item=item, engagement=CONTROL, about=1, found_on=TODAY)}


def test_a_finding_is_about_an_entry_that_there_is():
    anna = registered()
    with pytest.raises(NotFound) as caught:
        find(anna, about=2)
    assert caught.value.pointer == "/about"
    find(anna, about=anna.version)


def test_the_club_answers_a_finding_once():
    anna = registered()
    item = find(anna)
    answer(anna, item)

    assert last_fact(anna) == (
        FindingAnswered,
        {"occurred_on": TODAY, "finding": item, "answer": "odpowiedź zmyślona"},
    )
    assert (anna.findings[item].answered_by, anna.findings[item].answered_on) == (3, TODAY)
    with refused(FindingAnsweredAlready, answered_on=TODAY):
        answer(anna, item)


def test_what_is_no_finding_is_not_answered():
    with pytest.raises(NotFound):
        answer(registered(), 1)


def test_the_club_does_not_void_a_finding_nor_its_own_answer():
    anna = registered()
    item = find(anna)
    answer(anna, item)
    for kept in (item, item + 1):
        with refused(FindingIsKept, item=kept):
            void(anna, kept)
