"""What ends soon: what is open and dated, and nothing that ended, was taken back or gave way to something newer."""

import random
from datetime import date, timedelta
from uuid import UUID

import pytest

from application.projections.deadlines import WORDS, DeadlineKind, Deadlines, ends
from domain.eligibility import DecisionKind, EvidenceKind, groups
from domain.vocabulary import EpisodeKind
from tests.application.projections.lives import log_of, random_life, rows_of, somebody, written
from tests.later_steps import action, die, evaluate, settle, sign_part, terminate, void
from tests.steps import STAMP, TODAY, enrol, enrolled_in, leave, refer, registered, sign

SPRING, END = date(2027, 3, 1), date(2027, 9, 30)
DAY = timedelta(days=1)
CONTRACT, PERIOD, DECISION = DeadlineKind.CONTRACT, DeadlineKind.AGREED_PERIOD, DeadlineKind.DECISION
EVIDENCE, SUSPENSION = DeadlineKind.GROUP_EVIDENCE, DeadlineKind.SUSPENSION
EVALUATION, ACTION = DeadlineKind.EVALUATION, DeadlineKind.AGREED_ACTION


def decide(person, since, until, granted_minutes=None):
    person.record_decision(
        STAMP,
        TODAY,
        kind=DecisionKind.OTHER,
        degree=None,
        coupled=None,
        number=None,
        decided_on=SPRING,
        valid_from=since,
        valid_until=until,
        granted_minutes=granted_minutes,
        programme=None,
        kept_at=None,
    )
    return person.version


def belong(person, until):
    person.establish_group(
        STAMP,
        TODAY,
        group=groups.HOMELESS.code,
        since=SPRING,
        primary=True,
        evidence=EvidenceKind.INTERVIEW,
        evidence_number=None,
        evidence_issued_on=None,
        evidence_valid_until=until,
        evidence_kept_at=None,
    )
    return person.version


def pause(person, planned_until):
    person.suspend(
        STAMP,
        TODAY,
        None,
        episode=max(person.episodes),
        since=date(2027, 6, 1),
        planned_until=planned_until,
        resumed_on=None,
        reason="zmyślony powód",
    )
    return person.version


def of(person):
    return list(ends(person))


def in_club():
    return enrolled_in("PSU", SPRING, cover=(SPRING, END))


def test_every_kind_has_words_in_polish_and_english():
    assert WORDS.keys() == set(DeadlineKind)
    assert all(pl and en and pl != en for pl, en in WORDS.values())


def test_a_contract_ends_on_its_last_day():
    person = in_club()
    assert of(person) == [(CONTRACT, max(person.contracts), END)]


def test_an_annex_moves_the_end_of_a_contract():
    person, later = in_club(), END + 90 * DAY
    item = max(person.contracts)
    person.amend_contract(
        STAMP, TODAY, contract=item, signed_on=TODAY, valid_until=later, changes="dłużej", document_number=None
    )
    assert of(person) == [(CONTRACT, item, later)]


@pytest.mark.parametrize(("since", "gives_way"), [(END, True), (END + DAY, True), (END + 2 * DAY, False)])
def test_a_contract_gives_way_to_a_later_one_that_covers_the_day_after_it(since, gives_way):
    person = in_club()
    first = max(person.contracts)
    later = sign(person, TODAY, since=since, until=END + 90 * DAY)
    assert [item for _, item, _ in of(person)] == ([later] if gives_way else [first, later])


def test_a_terminated_contract_ends_no_more():
    person = in_club()
    person.terminate_contract(STAMP, TODAY, contract=max(person.contracts), terminated_on=TODAY, reason="zmyślony")
    assert of(person) == []


def with_a_part():
    """Return somebody in the club whose Part II, item 5, wants an evaluation in September and an action, item 6."""
    person = in_club()
    sign_part(person, 3, SPRING, action(END - 20 * DAY), evaluation_due_on=END - 10 * DAY)
    return person


def test_an_evaluation_and_an_action_are_due_until_they_are_recorded_or_voided():
    person = with_a_part()
    end = (CONTRACT, 3, END)
    evaluation, agreed = (EVALUATION, 5, END - 10 * DAY), (ACTION, 6, END - 20 * DAY)
    assert of(person) == [end, evaluation, agreed]
    settled, evaluated = settle(person, 6, TODAY, done=False), evaluate(person, 3, TODAY)
    assert of(person) == [end]
    void(person, settled)
    void(person, evaluated)
    assert of(person) == [end, evaluation, agreed]
    void(person, 6)
    void(person, 5)
    assert of(person) == [end]


def test_what_is_due_after_a_termination_is_due_on_its_day():
    person = with_a_part()
    terminate(person, 3, TODAY)
    assert of(person) == [(EVALUATION, 5, TODAY), (ACTION, 6, TODAY)]


def test_an_evaluation_and_an_action_stay_due_after_an_exit_and_not_after_death():
    person = with_a_part()
    dead = person.draft()
    leave(person, TODAY)
    assert [kind for kind, _, _ in of(person)] == [EVALUATION, ACTION]
    die(dead, TODAY)
    assert of(dead) == []


def test_an_exit_leaves_no_deadline_and_a_voided_exit_brings_it_back():
    person = in_club()
    person.agree_period(STAMP, TODAY, episode=max(person.episodes), until=END, agreed_on=TODAY)
    decide(person, SPRING, END)
    belong(person, END)
    before = of(person)
    assert len(before) == 4
    exit = leave(person, TODAY)
    assert of(person) == []
    person.void_exit(STAMP, TODAY, item=exit, reason="pomyłka")
    assert of(person) == before


def test_a_contract_that_was_signed_after_the_exit_is_for_the_next_time():
    person = in_club()
    leave(person, TODAY - 10 * DAY)
    item = sign(person, TODAY, until=END)
    assert of(person) == [(CONTRACT, item, END)]


def test_a_contract_that_comes_before_the_referral_has_its_deadline():
    person = registered()
    item = sign(person, SPRING, until=END)
    assert of(person) == [(CONTRACT, item, END)]


def test_a_contract_of_the_club_is_no_matter_of_a_service_that_goes_on():
    person = in_club()
    refer(person, TODAY, EpisodeKind.SERVICE)
    leave(person, TODAY, episode=min(person.episodes))
    assert of(person) == []


def test_of_the_agreed_periods_the_newest_counts():
    person = enrolled_in("AOON", SPRING)
    episode = max(person.episodes)
    person.agree_period(STAMP, TODAY, episode=episode, until=END, agreed_on=TODAY)
    person.change_agreed_period(STAMP, TODAY, episode=episode, until=END + DAY, agreed_on=TODAY, reason="choroba")
    assert of(person) == [(PERIOD, person.version, END + DAY)]
    person.void_entry(STAMP, TODAY, [], item=person.version, reason="pomyłka")
    assert of(person) == [(PERIOD, person.version - 2, END)]


def test_a_decision_without_a_last_day_has_no_deadline():
    person = registered()
    decide(person, SPRING, None)
    item = decide(person, SPRING, END)
    assert of(person) == [(DECISION, item, END)]


@pytest.mark.parametrize(
    ("first", "next", "gives_way"), [(600, 600, True), (600, None, False), (None, 600, False), (None, None, False)]
)
def test_a_grant_of_hours_gives_way_to_the_next_grant_and_of_others_both_are_shown(first, next, gives_way):
    person = registered()
    items = [decide(person, SPRING, END, first), decide(person, END + DAY, END + 90 * DAY, next)]
    assert [item for _, item, _ in of(person)] == (items[1:] if gives_way else items)


def test_a_membership_that_ended_has_no_deadline():
    person = registered()
    item = belong(person, END)
    assert of(person) == [(EVIDENCE, item, END)]
    person.end_group(STAMP, TODAY, membership=item, ended_on=TODAY, reason=None)
    assert of(person) == []


def test_a_membership_on_evidence_without_a_last_day_has_no_deadline():
    person = registered()
    belong(person, None)
    assert of(person) == []


def test_a_pause_ends_on_its_planned_day_until_it_is_over():
    person = enrolled_in("AOON", SPRING)
    pause(person, None)
    assert of(person) == []
    person.resume(STAMP, TODAY, suspension=person.version, resumed_on=date(2027, 6, 1) + DAY)
    person = enrolled_in("AOON", SPRING)
    item = pause(person, END)
    assert of(person) == [(SUSPENSION, item, END)]
    person.resume(STAMP, TODAY, suspension=item, resumed_on=TODAY)
    assert of(person) == []


def test_nobody_waits_for_the_dead():
    person = in_club()
    person.record_death(STAMP, TODAY, None, died_on=TODAY, source=None)
    assert of(person) == []


def test_a_linked_duplicate_has_none_until_it_is_unlinked():
    person = in_club()
    before = of(person)
    other = somebody(UUID(int=9, version=4))
    person.link_duplicate(STAMP, TODAY, other, has_duplicates=False, reason="ta sama")
    assert of(person) == []
    person.unlink_duplicate(STAMP, TODAY, link=person.version, reason="jednak nie")
    assert of(person) == before


def test_an_enrolment_by_itself_is_none_of_the_persons_rows_for_its_edition_is_looked_up():
    person = registered()
    refer(person, SPRING, EpisodeKind.SERVICE)
    enrol(person, "AOON", SPRING, closes_on=END)
    assert of(person) == []


@pytest.mark.parametrize("seed", range(8))
def test_fact_by_fact_or_many_at_a_time_the_rows_are_what_the_lives_say(seed):
    chance = random.Random(seed)
    people = [random_life(chance, UUID(int=n, version=4)) for n in range(1, 7)]
    for size in (1, 64):
        with written(log_of(random.Random(7), people), [Deadlines()], size) as db:
            rows = rows_of(db, [Deadlines()])["deadlines"]
        expected = [(p.id.hex, kind.value, item, day.isoformat()) for p in people for kind, item, day in ends(p)]
        assert rows == sorted(expected)
