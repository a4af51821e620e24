"""What may be recorded of a social contract, and which days need one."""

from datetime import date
from typing import TYPE_CHECKING

from domain.calendar import refuse_date_in_the_future, refuse_date_out_of_range
from domain.refusals import InvalidInput, NotFound, Refusal
from domain.social_contract.facts import Evaluation, EvaluationResult, SocialContract

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping


class ContractEndsBeforeItStarts(InvalidInput):
    """The last day of the contract is before its first."""

    code = "contract-ends-before-it-starts"
    pl = "Kontrakt kończy się przed swoim początkiem albo przed podpisaniem. Popraw jedną z dat."
    en = "The contract ends before it starts or before it was signed. Correct one of the dates."


class NoContractInForce(Refusal):
    """No social contract covers the day."""

    code = "no-contract-in-force"
    law = "ustawa o zatrudnieniu socjalnym, art. 18 ust. 4"
    pl = (
        "W tym dniu nie obowiązuje żaden kontrakt socjalny, a program {programme} go wymaga "
        "(art. 18 ust. 4 ustawy o zatrudnieniu socjalnym). {cover_pl}"
    )
    en = (
        "No social contract is in force on that day, and programme {programme} needs one "
        "(Act on social employment, art. 18(4)). {cover_en}"
    )


class BeforeSigning(Refusal):
    """Something about a contract dated before it was signed."""

    code = "before-signing"
    pl = "Ten dzień wypada przed podpisaniem kontraktu ({signed_on}). Podaj dzień od {signed_on}."
    en = "That day is before the contract was signed ({signed_on}). Give a day from {signed_on}."


class ContractTerminatedAlready(Refusal):
    """A step on a contract that was ended."""

    code = "contract-terminated-already"
    pl = "Ten kontrakt rozwiązano z dniem {terminated_on}. Podpisz i zapisz nowy kontrakt."
    en = "This contract was ended on {terminated_on}. Sign and record a new contract."


class AmendedAfterItEnded(Refusal):
    """An annex to a contract that had run out."""

    code = "amended-after-it-ended"
    pl = "Kontrakt skończył się {valid_until}. Aneks można podpisać najpóźniej wtedy; zapisz następny kontrakt."
    en = "The contract ended on {valid_until}. An annex can be signed until then; record the next contract."


class LaterAnnexKnown(Refusal):
    """An annex that would move the last day, older than one that moved it."""

    code = "later-annex-known"
    pl = (
        "Ostatni dzień kontraktu zmienił już późniejszy aneks (z {amended_on}). Starszy aneks zapisz bez pola "
        "valid_until."
    )
    en = "A later annex (of {amended_on}) has moved the last day already. Record the older one without valid_until."


class BreachedWhenOver(Refusal):
    """A breach of a contract that was no longer in force."""

    code = "breached-when-over"
    pl = "Kontrakt obowiązywał do {last}. Naruszyć można tylko obowiązujący kontrakt; podaj dzień najpóźniej wtedy."
    en = "The contract was in force until {last}. Only a contract in force can be breached; give a day until then."


class TerminatedAfterItEnds(Refusal):
    """A termination after the last day."""

    code = "terminated-after-it-ends"
    pl = "Kontrakt i tak kończy się {valid_until}. Rozwiązanie może mieć dzień najpóźniej wtedy."
    en = "The contract ends on {valid_until} anyway. A termination can be dated until then."


class CertificateNumberTaken(Refusal):
    """A certificate under the number of another one of the person's."""

    code = "certificate-number-taken"
    pl = "Zaświadczenie o tym numerze już zapisano (wpis {item}). Podaj inny numer albo unieważnij tamten wpis."
    en = "A certificate of this number is recorded already (item {item}). Give another number, or void that entry."


class NotCompleted(Refusal):
    """A certificate without a positive evaluation."""

    code = "not-completed"
    law = "ustawa o zatrudnieniu socjalnym, art. 18 ust. 5a"
    pl = (
        "Zaświadczenie potwierdza pozytywne ukończenie kontraktu, a do tego dnia nie ma oceny „osiągnięto cele”. "
        "Najpierw zapisz ocenę kontraktu."
    )
    en = (
        "A certificate confirms positive completion, which no evaluation by that day says. Evaluate the contract first."
    )


def contract_of(contracts: "Mapping[int, SocialContract]", item: int) -> SocialContract:
    """Return the contract of that item, or refuse."""
    if item not in contracts:
        raise NotFound
    return contracts[item]


def refuse_impossible_contract(signed_on: date, valid_from: date, valid_until: date, today: date) -> None:
    """Refuse a contract that was not signed yet or ends before it starts."""
    refuse_date_in_the_future(signed_on, today, "/signed_on")
    refuse_date_out_of_range(valid_from, "/valid_from")
    refuse_date_out_of_range(valid_until, "/valid_until")
    if valid_until < max(signed_on, valid_from):
        raise ContractEndsBeforeItStarts(pointer="/valid_until")


def refuse_before_signing(contract: SocialContract, day: date, today: date, pointer: str) -> None:
    """Refuse what lies in the future, or before the contract was signed."""
    refuse_date_in_the_future(day, today, pointer)
    if day < contract.signed_on:
        raise BeforeSigning(signed_on=contract.signed_on, pointer=pointer)


def refuse_impossible_amendment(
    contract: SocialContract, signed_on: date, valid_until: date | None, today: date
) -> None:
    """Refuse an annex before the contract, to one that is over, or that lets it end before it starts.

    What a later annex says of the last day stands, also when an older one is learnt of afterwards.
    """
    refuse_before_signing(contract, signed_on, today, "/signed_on")
    if contract.terminated_on is not None:
        raise ContractTerminatedAlready(terminated_on=contract.terminated_on)
    if valid_until is not None:
        refuse_date_out_of_range(valid_until, "/valid_until")
        if valid_until < max(contract.signed_on, contract.valid_from):
            raise ContractEndsBeforeItStarts(pointer="/valid_until")
        if contract.amended_on is not None and signed_on < contract.amended_on:
            raise LaterAnnexKnown(amended_on=contract.amended_on, pointer="/valid_until")
    if signed_on > contract.valid_until:
        raise AmendedAfterItEnded(valid_until=contract.valid_until, pointer="/signed_on")


def refuse_impossible_breach(contract: SocialContract, breached_on: date, today: date) -> None:
    """Refuse a breach in the future, before the contract was signed, or after its last day."""
    refuse_before_signing(contract, breached_on, today, "/breached_on")
    _, last = contract.cover
    if breached_on > last:
        raise BreachedWhenOver(last=last, pointer="/breached_on")


def refuse_impossible_termination(contract: SocialContract, terminated_on: date, today: date) -> None:
    """Refuse to end a contract twice, in the future, before it was signed, or after its last day."""
    refuse_before_signing(contract, terminated_on, today, "/terminated_on")
    if contract.terminated_on is not None:
        raise ContractTerminatedAlready(terminated_on=contract.terminated_on)
    if terminated_on > contract.valid_until:
        raise TerminatedAfterItEnds(valid_until=contract.valid_until, pointer="/terminated_on")


def completed(evaluations: "Iterable[Evaluation]", contract: int, day: date) -> bool:
    """Return whether the newest evaluation of a contract by that day says that it was achieved."""
    done = [e for e in evaluations if e.contract == contract and e.evaluated_on <= day]
    newest = max(done, key=lambda e: (e.evaluated_on, e.item), default=None)
    return newest is not None and newest.result is EvaluationResult.ACHIEVED


def refuse_certificate_without_success(
    contract: SocialContract, evaluations: "Iterable[Evaluation]", issued_on: date, today: date
) -> None:
    """Refuse to certify a contract whose newest evaluation by that day is not positive."""
    refuse_before_signing(contract, issued_on, today, "/issued_on")
    if not completed(evaluations, contract.item, issued_on):
        raise NotCompleted(pointer="/issued_on")


def refuse_certificate_number_twice(numbers: "Mapping[int, str]", number: str) -> None:
    """Refuse a certificate under a number that the person has one of; `numbers` are those, by item."""
    for item, known in numbers.items():
        if known.casefold() == number.casefold():
            raise CertificateNumberTaken(item=item, pointer="/number")


def refuse_day_without_contract(
    contracts: "Collection[SocialContract]", day: date, programme: str, pointer: str
) -> None:
    """Refuse a day in a programme that needs a contract when none covers it, and say which days are covered."""
    if any(contract.covers(day) for contract in contracts):
        return
    periods = sorted(cover for c in contracts for cover in (c.cover,) if cover[0] <= cover[1])
    if periods:
        shown_pl = ", ".join(f"{since:%d.%m.%Y}–{until:%d.%m.%Y}" for since, until in periods)
        shown_en = ", ".join(f"{since}–{until}" for since, until in periods)
        cover_pl = f"Kontrakty obejmują dni: {shown_pl}. Podaj dzień z tego okresu albo zapisz następny kontrakt."
        cover_en = f"Contracts cover: {shown_en}. Give a day within them or record the next contract."
    else:
        cover_pl = "Najpierw zapisz podpisany kontrakt."
        cover_en = "Record the signed contract first."
    raise NoContractInForce(programme=programme, cover_pl=cover_pl, cover_en=cover_en, pointer=pointer)
