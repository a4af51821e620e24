"""Printed papers: what may be printed of whom, who may have signed when, and what a spoiled sheet leaves behind."""

from datetime import date, timedelta
from typing import Any

import pytest

from domain.calendar import DateInTheFuture
from domain.club import ClubDescribed
from domain.duplicates import LinkedAlready
from domain.forgetting import AlreadyForgotten, ErasureGround
from domain.papers import (
    KINDS,
    ListCancelled,
    ListPrinted,
    ListSigned,
    Of,
    PaperCancelled,
    PaperKind,
    PaperPrinted,
    PaperSigned,
    Signer,
    number_of,
    place_of,
)
from domain.papers.rules import (
    ContractOfTheOtherType,
    GuardianNotSaid,
    MonthOutside,
    NobodySigned,
    NoGuardian,
    PaperAboutAnotherKind,
    PaperAboutNothing,
    PaperAboutTooMuch,
    PaperHasItsOwnVoid,
    PaperOfAnother,
    PaperSpoiled,
    SignedAlready,
    SignedAsAnother,
    SignedBeforePrinting,
)
from domain.participation import AfterDeath
from domain.participation.voids import HoldsOthers
from domain.refusals import NotFound
from domain.vocabulary import ContractType, Relation
from tests.domain.refusals.papers import certified
from tests.edition_steps import an_edition, plan
from tests.entry_steps import be_duplicate_of, consent, declare
from tests.later_steps import die, end_enrolment, evaluate, sign_part, void
from tests.paper_steps import (
    CLUB_SAID,
    a_described_club,
    print_list,
    print_paper,
    sign_list,
    sign_paper,
    spoil,
    spoil_list,
)
from tests.steps import ANNA, EWA, STAMP, TODAY, enrolled_in, last_fact, link, refused, registered, sign

MONDAY = date(2026, 6, 1)
DAY = timedelta(days=1)
PARTICIPANT, GUARDIAN, WORKER = Signer.PARTICIPANT, Signer.GUARDIAN, Signer.SOCIAL_WORKER


def in_a_whole_life(anna):
    """Everything that can happen to a person's papers."""
    paper = print_paper(anna)
    parent = link(anna, Relation.PARENT, MONDAY)
    said: dict[str, Any] = {
        "guardian": parent,
        "entry": 3,
        "document_number": "Tajna-Zmyślona",
        "kept_at": "Tajna-Zmyślona",
    }
    sign_paper(anna, paper, PARTICIPANT, GUARDIAN, **said)
    spoil(anna, print_paper(anna, PaperKind.SERVICE_CARD, 4, MONDAY))


def somebody():
    """Return somebody in a programme of the club: episode 2, contract 3 (type B), enrolment 4."""
    return enrolled_in("PSU", MONDAY)


def test_a_paper_is_printed_today_under_the_number_of_its_kind_and_year():
    anna = somebody()
    print_paper(anna, about=3, serial=17)
    expected = {"kind": PaperKind.CONTRACT_B, "number": "KB/2027/17", "about": 3, "month": None}
    assert last_fact(anna) == (PaperPrinted, {"occurred_on": TODAY, **expected})
    paper = anna.papers[anna.version]
    assert (paper.number, paper.printed_on, paper.about) == ("KB/2027/17", TODAY, 3)


def test_every_kind_that_is_numbered_has_letters_of_its_own_and_a_number_says_them_back():
    series = [kind.series for kind in KINDS.values() if kind.series is not None]
    assert len(set(series)) == len(series) == len(KINDS) - 2
    for kind, known in KINDS.items():
        number = number_of(kind, 2026, 17)
        assert (number and place_of(number)) == (known.series and (known.series, 2026, 17))


def test_a_certificate_bears_its_own_number_and_only_one_that_was_issued_is_printed():
    anna = certified()
    print_paper(anna, PaperKind.CERTIFICATE, 6)
    assert anna.papers[anna.version].number is None
    with refused(NotFound):
        print_paper(anna, PaperKind.CERTIFICATE, 99)


@pytest.mark.parametrize("kind", PaperKind)
def test_a_person_has_no_paper_of_a_group_and_a_look_is_no_paper(kind):
    if KINDS[kind].of is Of.PERSON:
        assert KINDS[kind].series is not None or kind is PaperKind.CERTIFICATE
    else:
        with refused(PaperOfAnother, "/kind"):
            print_paper(somebody(), kind)
    if KINDS[kind].of is not Of.EDITION:
        with refused(PaperOfAnother, "/kind"):
            an_edition().print_list(STAMP, TODAY, 1, None, kind=kind, about=None, month=MONDAY)


def test_a_contract_is_printed_before_it_is_signed_and_after_but_in_the_form_of_its_type():
    anna = registered()
    sign(anna, MONDAY)
    anna.sign_contract(
        STAMP,
        TODAY,
        type=ContractType.A,
        signed_on=MONDAY,
        valid_from=MONDAY,
        valid_until=TODAY,
        document_number=None,
    )
    for kind, about in ((PaperKind.CONTRACT_A, None), (PaperKind.CONTRACT_B, 2), (PaperKind.CONTRACT_A, 3)):
        print_paper(anna, kind, about)
    for kind, about in ((PaperKind.CONTRACT_A, 2), (PaperKind.CONTRACT_B, 3)):
        with refused(ContractOfTheOtherType, "/kind", item=about):
            print_paper(anna, kind, about)


def test_a_paper_is_about_what_its_kind_is_about_no_less_and_no_more():
    anna = somebody()
    for kind in (PaperKind.CONTRACT_ANNEX, PaperKind.CONTRACT_EVALUATION, PaperKind.GUARDIAN_CONSENT):
        with refused(PaperAboutNothing, "/about"):
            print_paper(anna, kind)
    with refused(PaperAboutNothing, "/month"):
        print_paper(anna, PaperKind.SERVICE_CARD, 4)
    with refused(PaperAboutTooMuch, "/month"):
        print_paper(anna, PaperKind.VOLUNTARINESS, None, MONDAY)
    with refused(PaperAboutAnotherKind, "/about", item=4):
        print_paper(anna, PaperKind.CONTRACT_ANNEX, 4)
    with refused(NotFound):
        print_paper(anna, PaperKind.CONTRACT_ANNEX, 99)


def test_a_card_is_of_a_month_in_which_somebody_was_enrolled():
    anna = somebody()
    end_enrolment(anna, date(2026, 7, 31))
    for month in (date(2026, 6, 1), date(2026, 7, 1)):
        print_paper(anna, PaperKind.SERVICE_CARD, 4, month)
    for month in (date(2026, 5, 1), date(2026, 8, 1)):
        with refused(MonthOutside, "/month", first=MONDAY):
            print_paper(anna, PaperKind.SERVICE_CARD, 4, month)


def test_a_paper_for_a_guardian_is_printed_for_somebody_who_is_one_that_day():
    anna = registered()
    parent, neighbour = link(anna, Relation.PARENT, MONDAY), link(anna, Relation.MAY_COLLECT, MONDAY)
    print_paper(anna, PaperKind.GUARDIAN_CONSENT, parent)
    with refused(NoGuardian, "/about", item=neighbour):
        print_paper(anna, PaperKind.GUARDIAN_CONSENT, neighbour)


def test_after_a_death_only_what_settles_the_past_is_printed():
    anna = somebody()
    die(anna, date(2026, 6, 10))
    print_paper(anna, PaperKind.SERVICE_CARD, 4, MONDAY)
    with refused(AfterDeath, "/kind"):
        print_paper(anna)
    with refused(AfterDeath, "/signed_on"):
        sign_paper(anna, anna.version, PARTICIPANT)
    sign_paper(anna, anna.version, Signer.PROVIDER)


def test_nothing_is_printed_of_a_linked_duplicate_nor_of_somebody_who_was_forgotten():
    anna, other = somebody(), registered()
    other.id = EWA
    be_duplicate_of(anna, other)
    with refused(LinkedAlready):
        print_paper(anna)
    other.note_forgotten(STAMP, TODAY, request=EWA, ground=ErasureGround.END_OF_RETENTION, kept=[])
    with refused(AlreadyForgotten):
        print_paper(other)


def test_a_signature_says_who_signed_when_and_what_records_it_and_where_it_lies():
    anna = somebody()
    paper = print_paper(anna)
    sign_paper(anna, paper, PARTICIPANT, WORKER, entry=3, document_number="ZMYŚLONY/1", kept_at="teczka 3")
    expected = {"paper": paper, "signers": (PARTICIPANT, WORKER), "guardian": None, "entry": 3}
    sealed = {"document_number": "ZMYŚLONY/1", "kept_at": "teczka 3"}
    assert last_fact(anna) == (PaperSigned, {"occurred_on": TODAY, **expected, **sealed})


def test_nobody_signs_before_the_printing_in_the_future_or_twice():
    anna = somebody()
    paper = print_paper(anna)
    later = TODAY + DAY
    with refused(SignedBeforePrinting, "/signed_on", printed_on=TODAY):
        sign_paper(anna, paper, PARTICIPANT, on=TODAY - DAY)
    with refused(DateInTheFuture, "/signed_on"):
        sign_paper(anna, paper, PARTICIPANT, on=later)
    first = sign_paper(anna, paper, PARTICIPANT)
    sign_paper(anna, paper, WORKER, on=later, today=later)
    with refused(SignedAlready, "/signers", item=first):
        sign_paper(anna, paper, Signer.CLUB, PARTICIPANT)
    for signers in ((), (WORKER, WORKER)):
        with refused(NobodySigned, "/signers"):
            sign_paper(anna, paper, *signers)
    with refused(NotFound):
        sign_paper(anna, 3, PARTICIPANT)


def test_a_guardian_signs_by_name_and_only_while_they_are_one():
    anna = somebody()
    paper = print_paper(anna)
    parent = link(anna, Relation.GUARDIAN, TODAY)
    for signers, guardian in (((GUARDIAN,), None), ((PARTICIPANT,), parent)):
        with refused(GuardianNotSaid, "/guardian"):
            sign_paper(anna, paper, *signers, guardian=guardian)
    with refused(NotFound):
        sign_paper(anna, paper, GUARDIAN, guardian=3)
    sign_paper(anna, paper, GUARDIAN, guardian=parent)


def test_a_signature_points_at_what_the_paper_says_and_at_nothing_else():
    anna = somebody()
    part = sign_part(anna, 3, TODAY)
    second = sign(anna, MONDAY)
    said, agreed, rated = declare(anna, MONDAY), consent(anna, MONDAY), evaluate(anna, 3, MONDAY)
    of_the_first = print_paper(anna, about=3)
    for wrong in (second, rated, said, agreed, 4, 99):
        with refused(SignedAsAnother, "/entry", item=wrong):
            sign_paper(anna, of_the_first, PARTICIPANT, entry=wrong)
    for right in (3, part):
        sign_paper(anna.draft(), of_the_first, PARTICIPANT, entry=right)
    sign_paper(anna, print_paper(anna, PaperKind.VOLUNTARINESS), PARTICIPANT, entry=said)
    sign_paper(anna, print_paper(anna), PARTICIPANT, entry=second)


def test_a_spoiled_sheet_keeps_its_number_and_takes_no_signature():
    anna = somebody()
    paper = print_paper(anna)
    spoil(anna, paper)
    assert last_fact(anna) == (PaperCancelled, {"occurred_on": TODAY, "paper": paper, "reason": "powód zmyślony"})
    assert anna.papers[paper].number == "KB/2027/1"
    with refused(PaperSpoiled, cancelled_on=TODAY):
        sign_paper(anna, paper, PARTICIPANT)
    void(anna, anna.version)
    assert anna.papers[paper].cancelled_on is None


def test_a_printed_paper_is_spoiled_and_never_voided_but_a_mistaken_signature_is():
    anna = somebody()
    paper = print_paper(anna)
    with refused(PaperHasItsOwnVoid, item=paper):
        void(anna, paper)
    void(anna, sign_paper(anna, paper, PARTICIPANT))
    sign_paper(anna, paper, PARTICIPANT)


def test_what_a_sheet_in_use_was_printed_of_is_not_voided_and_what_a_spoiled_one_was_is():
    anna = registered()
    contract = sign(anna, MONDAY)
    paper = print_paper(anna, about=contract)
    with refused(HoldsOthers, others=str(paper)):
        void(anna, contract)
    spoil(anna, paper)
    signed = sign_paper(anna, print_paper(anna), PARTICIPANT, entry=contract)
    with refused(HoldsOthers, others=str(signed)):
        void(anna, contract)
    void(anna, signed)
    void(anna, contract)


def test_a_list_is_of_one_session_or_of_one_month_of_its_edition():
    edition = an_edition()
    session = plan(edition, date(2027, 2, 1))
    print_list(edition, session, serial=3)
    said = {"number": "LO/2027/3", "kind": PaperKind.ATTENDANCE_LIST, "about": session, "month": None, "users": None}
    assert last_fact(edition) == (ListPrinted, {"occurred_on": TODAY, **said})
    print_list(edition, month=date(2027, 3, 1), users=(ANNA,))
    for about, month, refusal, pointer in (
        (None, None, PaperAboutNothing, "/month"),
        (session, date(2027, 2, 1), PaperAboutTooMuch, "/month"),
        (None, date(2026, 12, 1), MonthOutside, "/month"),
        (None, date(2028, 1, 1), MonthOutside, "/month"),
        (99, None, NotFound, None),
    ):
        with refused(refusal, pointer):
            print_list(edition, about, month)


def test_a_list_comes_back_signed_once_or_is_spoiled():
    edition = an_edition()
    paper = print_list(edition, month=date(2027, 3, 1))
    with refused(SignedBeforePrinting, "/signed_on"):
        sign_list(edition, paper, TODAY - DAY)
    signed = sign_list(edition, paper, kept_at="segregator")
    said = {"paper": paper, "signers": (Signer.PROVIDER,), "kept_at": "segregator"}
    assert last_fact(edition) == (ListSigned, {"occurred_on": TODAY, **said})
    with refused(SignedAlready, "/signers", item=signed):
        sign_list(edition, paper)
    spoiled = print_list(edition, month=date(2027, 3, 1), serial=2)
    spoil_list(edition, spoiled)
    assert last_fact(edition)[0] is ListCancelled
    assert edition.lists[spoiled].number == "LO/2027/2"


def test_the_club_is_called_as_the_newest_word_says_that_holds_on_the_day():
    club = a_described_club()
    assert last_fact(club) == (ClubDescribed, {"occurred_on": TODAY, **CLUB_SAID})
    club.describe(STAMP, TODAY, since=TODAY - DAY, **CLUB_SAID)
    assert [club.named_on(TODAY - days * DAY) for days in (0, 1, 2)] == [1, 2, None]
    with refused(DateInTheFuture, "/since"):
        club.describe(STAMP, TODAY, since=TODAY + DAY, **CLUB_SAID)
