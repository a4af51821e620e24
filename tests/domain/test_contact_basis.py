"""Who may be asked after leaving: with a consent, or by a rule of their edition; what is recorded without either."""

from datetime import date, timedelta
from typing import Any

import pytest

from domain.declarations import ConsentKind
from domain.follow_up import (
    Basis,
    BasisIsThere,
    ContactBasis,
    FollowUpAttempted,
    FollowUpPoint,
    NoBasisForContact,
    basis_for_contact,
)
from domain.participation import HoldsOthers
from domain.programmes import PROGRAMMES
from domain.refusals import Refusal
from domain.rules import ImpossibleValue, Rule, RuleBook, RuleCode, Rules, RuleScope
from tests.follow_up_steps import answer, call
from tests.later_steps import void
from tests.steps import BOGDAN, STAMP, TODAY, enrolled_in, last_fact, leave, refused

EXIT = date(2026, 6, 1)
DAY = timedelta(days=1)
LAST_OF_WINDOW = EXIT + 28 * DAY
WEEKS_4, MONTHS_3 = FollowUpPoint.WEEKS_4, FollowUpPoint.MONTHS_3
NOTHING = Rules()


def ruled(*kinds, since=date(2026, 1, 1), until=None, value=True):
    return Rules(
        all=tuple(
            Rule(
                item=item,
                code=RuleCode.CONTACT_BASIS,
                applies_to=kind,
                value=value,
                since=since,
                until=until,
                law="umowa zmyślona",
                confirmed=False,
            )
            for item, kind in enumerate(kinds, start=1)
        )
    )


ESF, EVALUATION = ruled("ESF_4_WEEKS"), ruled("EVALUATION")


def basis(day, point=MONTHS_3, *, consents=(), editions=()):
    found = basis_for_contact(consents, editions, EXIT, point, day)
    return None if found is None else (found.kind, found.until)


def test_nobody_is_asked_where_nothing_allows_it():
    assert basis(EXIT) is None
    assert basis(EXIT, WEEKS_4, editions=[NOTHING]) is None


def test_a_consent_holds_from_its_day_to_the_day_before_it_is_withdrawn():
    given, withdrawn = date(2026, 7, 1), date(2026, 8, 1)
    assert basis(given - DAY, consents=[(given, None)]) is None
    assert basis(given, consents=[(given, None)]) == (ContactBasis.CONSENT, None)
    ending = ContactBasis.CONSENT, withdrawn - DAY
    assert basis(withdrawn - DAY, consents=[(given, withdrawn)]) == ending
    assert basis(withdrawn, consents=[(given, withdrawn)]) is None
    assert basis(withdrawn, consents=[(given, withdrawn), (withdrawn, None)]) == (ContactBasis.CONSENT, None)


def test_the_esf_duty_lasts_28_days_from_the_exit_both_included_and_is_of_the_four_weeks_alone():
    holds = ContactBasis.ESF_4_WEEKS, LAST_OF_WINDOW
    assert basis(EXIT, WEEKS_4, editions=[ESF]) == holds
    assert basis(LAST_OF_WINDOW, WEEKS_4, editions=[ESF]) == holds
    assert basis(LAST_OF_WINDOW + DAY, WEEKS_4, editions=[ESF]) is None
    assert basis(EXIT - DAY, WEEKS_4, editions=[ESF]) is None
    for point in set(FollowUpPoint) - {WEEKS_4}:
        assert basis(EXIT, point, editions=[ESF]) is None
    over = ruled("ESF_4_WEEKS", until=EXIT + 5 * DAY)
    assert basis(EXIT, WEEKS_4, editions=[over]) == (ContactBasis.ESF_4_WEEKS, EXIT + 5 * DAY)
    assert basis(EXIT + 6 * DAY, WEEKS_4, editions=[over]) is None


def test_an_evaluation_allows_any_point_while_its_rule_is_in_force():
    until = date(2026, 12, 31)
    ending = ruled("EVALUATION", until=until)
    for point in FollowUpPoint:
        assert basis(until, point, editions=[ending]) == (ContactBasis.EVALUATION, until)
        assert basis(until + DAY, point, editions=[ending]) is None
    assert basis(EXIT, editions=[ruled("EVALUATION", since=EXIT + DAY)]) is None
    assert basis(EXIT, editions=[ruled("EVALUATION", value=False)]) is None


def test_of_several_the_one_that_reaches_farthest_is_named():
    both = ruled("ESF_4_WEEKS", "EVALUATION")
    assert basis(EXIT, WEEKS_4, editions=[both]) == (ContactBasis.EVALUATION, None)
    assert basis(EXIT, WEEKS_4, editions=[ESF], consents=[(EXIT, None)]) == (ContactBasis.CONSENT, None)
    short = ruled("EVALUATION", until=date(2026, 6, 30))
    assert basis(EXIT, editions=[short, EVALUATION]) == (ContactBasis.EVALUATION, None)
    assert basis(EXIT, editions=[NOTHING, short]) == (ContactBasis.EVALUATION, date(2026, 6, 30))


def test_the_rule_that_gives_it_is_named_and_a_consent_names_none():
    [rule] = EVALUATION.all
    found = basis_for_contact([], [EVALUATION], EXIT, MONTHS_3, EXIT)
    assert found == Basis(kind=ContactBasis.EVALUATION, until=None, rule=rule)
    consent = Basis(kind=ContactBasis.CONSENT, until=None)
    assert basis_for_contact([(EXIT, None)], [EVALUATION], EXIT, MONTHS_3, EXIT) == consent


def test_the_esf_programme_ships_its_duty_unconfirmed_and_no_other_has_one():
    [(programme, rule)] = [
        (code, rule)
        for code, programme in PROGRAMMES.items()
        for rule in programme.rules
        if rule.code is RuleCode.CONTACT_BASIS
    ]
    assert (programme, rule.applies_to, rule.value, rule.confirmed) == ("AKTYWNY-KIS", "ESF_4_WEEKS", True, False)
    assert rule.law
    assert rule.source


@pytest.mark.parametrize("kind", ["ESF", None])
def test_a_basis_that_is_none_of_the_list_is_not_set(kind):
    book = RuleBook.begin(BOGDAN, RuleScope.EDITION)
    said: dict[str, Any] = {"unit": None, "value": True, "since": EXIT, "until": None}
    said |= {"law": "umowa", "source": "pismo zmyślone", "confirmed": True}
    with pytest.raises(ImpossibleValue) as caught:
        book.set(STAMP, TODAY, rule=RuleCode.CONTACT_BASIS, applies_to=kind, **said)
    assert caught.value.pointer == "/applies_to"
    assert "ESF_4_WEEKS, EVALUATION" in caught.value.sentence("pl")
    book.set(STAMP, TODAY, rule=RuleCode.CONTACT_BASIS, applies_to="EVALUATION", **said)


@pytest.fixture(name="anna")
def _anna():
    anna = enrolled_in("PSU", date(2026, 5, 4))
    leave(anna, EXIT)
    return anna


def agree(anna, on, kind=ConsentKind.CONTACT_AFTER_EXIT):
    anna.give_consent(STAMP, TODAY, kind=kind, given_on=on, signed_by=None, document_number=None)
    return anna.version


def withdraw(anna, consent, on):
    anna.withdraw_consent(STAMP, TODAY, consent=consent, withdrawn_on=on)
    return anna.version


def test_an_attempt_without_a_basis_is_refused_by_the_law_and_told_what_to_do(anna):
    with refused(NoBasisForContact, "/asked_on") as caught:
        call(anna, EXIT, rules=NOTHING)
    assert caught.value.law == "RODO, art. 6 ust. 1"
    assert "override" in caught.value.sentence("pl")
    agree(anna, EXIT, ConsentKind.IMAGE)
    with refused(NoBasisForContact, "/asked_on"):
        call(anna, EXIT, rules=NOTHING)


def test_what_was_tried_without_a_basis_is_kept_with_its_reason(anna):
    item = call(anna, EXIT, rules=NOTHING, override="zadzwoniono przez pomyłkę")
    kind, said = last_fact(anna)
    assert (kind, said["basis"], said["override"]) == (FollowUpAttempted, None, "zadzwoniono przez pomyłkę")
    assert anna.follow_ups[item].basis is None


def test_a_reason_where_there_is_a_basis_is_refused(anna):
    with refused(BasisIsThere, "/override"):
        call(anna, EXIT, override="na wszelki wypadek")


def test_an_answer_needs_no_basis_because_somebody_may_come_by_themselves(anna):
    assert answer(anna, EXIT) in anna.follow_ups


def test_the_attempt_says_on_which_basis_it_was_made(anna):
    agree(anna, EXIT)
    assert anna.follow_ups[call(anna, EXIT, rules=NOTHING)].basis is ContactBasis.CONSENT
    assert anna.follow_ups[call(anna, EXIT, rules=EVALUATION)].basis is ContactBasis.CONSENT


def test_a_consent_on_which_somebody_was_asked_is_not_voided_under_it(anna):
    consent = agree(anna, EXIT)
    attempt = call(anna, EXIT, rules=NOTHING)
    with refused(HoldsOthers, None, others=str(attempt)):
        void(anna, consent)
    void(anna, attempt)
    void(anna, consent)


def test_a_consent_beside_which_a_rule_allowed_it_or_that_was_withdrawn_before_holds_nothing(anna):
    by_rule = agree(anna, EXIT + DAY)
    call(anna, EXIT, rules=EVALUATION)
    void(anna, by_rule)
    consent = agree(anna, EXIT)
    call(anna, EXIT + DAY, rules=NOTHING)
    withdraw(anna, consent, EXIT + DAY)  # told late: from that day on it did not hold
    void(anna, consent)


def test_a_withdrawal_is_never_held_up_by_what_was_asked_before(anna):
    consent = agree(anna, EXIT)
    call(anna, EXIT + DAY, rules=NOTHING)
    withdraw(anna, consent, EXIT + DAY)
    with pytest.raises(Refusal) as caught:
        call(anna, EXIT + DAY, rules=NOTHING)
    assert isinstance(caught.value, NoBasisForContact)
    call(anna, EXIT, rules=NOTHING)
