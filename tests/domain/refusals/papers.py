"""How each refusal of printed papers is provoked."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from domain.papers import PaperKind, Signer, rules
from domain.participant import Participant
from domain.refusals import Refusal
from domain.vocabulary import Relation
from tests.edition_steps import an_edition, plan
from tests.later_steps import certify, evaluate, void
from tests.paper_steps import print_list, print_paper, sign_paper, spoil
from tests.steps import STAMP, TODAY, enrolled_in, link

MONDAY = date(2026, 6, 1)
PARTICIPANT, GUARDIAN = Signer.PARTICIPANT, Signer.GUARDIAN


def somebody(step: Callable[[Participant], Any]) -> Callable[[Path], Any]:
    """Return what takes a step with somebody who has a contract (3) and an enrolment (4); it is refused."""
    return lambda _: step(enrolled_in("PSU", MONDAY))


def printed(step: Callable[[Participant, int], Any]) -> Callable[[Path], Any]:
    """Return what takes a step with a printed contract B; it is refused."""

    def take(_: Path) -> Any:
        person = enrolled_in("PSU", MONDAY)
        return step(person, print_paper(person))

    return take


def spoiled(person: Participant, paper: int) -> None:
    """Spoil a signed sheet."""
    sign_paper(person, paper, PARTICIPANT)
    spoil(person, paper)


def signed_twice(person: Participant, paper: int) -> None:
    """Sign twice as one and the same."""
    sign_paper(person, paper, PARTICIPANT)
    sign_paper(person, paper, PARTICIPANT, Signer.CLUB)


def a_cancelled_session(_: Path) -> None:
    """List a session that does not take place."""
    edition = an_edition()
    session = plan(edition, date(2027, 2, 1))
    edition.cancel_session(STAMP, TODAY, session=session, reason="powód zmyślony")
    print_list(edition, session)


PAPERS: dict[type[Refusal], Callable[[Path], Any]] = {
    rules.CertificateNotIssued: somebody(lambda p: print_paper(p, PaperKind.CERTIFICATE, 3)),
    rules.ContractOfTheOtherType: somebody(lambda p: print_paper(p, PaperKind.CONTRACT_A, 3)),
    rules.GuardianNotSaid: printed(lambda p, paper: sign_paper(p, paper, GUARDIAN)),
    rules.ListOfACancelledSession: a_cancelled_session,
    rules.MonthOutside: somebody(lambda p: print_paper(p, PaperKind.SERVICE_CARD, 4, date(2026, 5, 1))),
    rules.NobodySigned: printed(sign_paper),
    rules.NoGuardian: printed(
        lambda p, paper: sign_paper(p, paper, GUARDIAN, guardian=link(p, Relation.MAY_COLLECT, MONDAY))
    ),
    rules.NotOfOwnWill: somebody(lambda p: print_paper(p, PaperKind.VOLUNTARINESS, court=2)),
    rules.PaperAboutAnotherKind: somebody(lambda p: print_paper(p, about=2)),
    rules.PaperAboutNothing: somebody(lambda p: print_paper(p, PaperKind.SERVICE_CARD, 4)),
    rules.PaperAboutTooMuch: somebody(lambda p: print_paper(p, month=MONDAY)),
    rules.PaperBearsSignatures: printed(spoiled),
    rules.PaperHasItsOwnVoid: printed(void),
    rules.PaperOfAnother: somebody(lambda p: print_paper(p, PaperKind.ATTENDANCE_LIST)),
    rules.PaperSpoiled: printed(lambda p, paper: (spoil(p, paper), spoil(p, paper))),
    rules.SignedAlready: printed(signed_twice),
    rules.SignedAsAnother: printed(lambda p, paper: sign_paper(p, paper, PARTICIPANT, entry=4)),
    rules.SignedBeforePrinting: printed(lambda p, paper: sign_paper(p, paper, PARTICIPANT, on=MONDAY)),
}


def certified() -> Participant:
    """Return somebody whose contract (3) was completed and certified (6)."""
    person = enrolled_in("PSU", MONDAY)
    evaluate(person, 3, MONDAY)
    certify(person, 3, MONDAY)
    return person
