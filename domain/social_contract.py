"""The social contract: signed, amended, evaluated, breached, terminated, certified; and the days it covers.

Law: art. 18(4) of the Act on social employment: realising a social contract is the condition of taking part;
art. 18(5): the period is agreed with each person; art. 18(5a): a certificate of positive completion on request;
art. 108 of the Act on social assistance. The contract usually comes first, often months before the person is sent
to the club, so it belongs to the person and not to an episode. Cover counts from the later of the day signed and
the day it says it starts, to its last day or its termination. A breach is a fact, terminating is a decision.
"""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, ClassVar

import msgspec

from domain.calendar import refuse_date_in_the_future, refuse_date_out_of_range
from domain.journal import Fact, Personal, Purpose
from domain.refusals import InvalidInput, NotFound, Refusal
from domain.vocabulary import ContractType

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from domain.participant import Participant
    from domain.referral import Episode


class EvaluationResult(StrEnum):
    """How far the contract was kept."""

    ACHIEVED = "ACHIEVED"
    PARTLY = "PARTLY"
    NOT_ACHIEVED = "NOT_ACHIEVED"


class SocialContract(msgspec.Struct, frozen=True, kw_only=True):
    """One signed contract: `item` is the version of the fact that recorded it.

    `valid_until` is the newest agreed last day, `terminated_on` the last day of one that was ended before.
    """

    item: int
    type: ContractType
    signed_on: date
    valid_from: date
    valid_until: date
    terminated_on: date | None = None

    @property
    def cover(self) -> tuple[date, date]:
        """The first and the last day it covers; the last is before the first where it was ended before it began."""
        last = self.valid_until if self.terminated_on is None else min(self.valid_until, self.terminated_on)
        return max(self.signed_on, self.valid_from), last

    def covers(self, day: date) -> bool:
        """Whether the contract was signed and in force on that day."""
        first, last = self.cover
        return first <= day <= last


class Evaluation(msgspec.Struct, frozen=True, kw_only=True):
    """One evaluation of a contract: `item` is the version of the fact."""

    item: int
    contract: int
    evaluated_on: date
    result: EvaluationResult


class Breach(msgspec.Struct, frozen=True, kw_only=True):
    """One breach of a contract: `item` is the version of the fact."""

    item: int
    contract: int
    breached_on: date


class AgreedPeriod(msgspec.Struct, frozen=True, kw_only=True):
    """Until when an episode is agreed to last: `item` is the version of the fact; the newest counts."""

    item: int
    episode: int
    until: date


class Certificate(msgspec.Struct, frozen=True, kw_only=True):
    """A certificate that a contract was completed: `item` is the version of the fact."""

    item: int
    contract: int
    issued_on: date


class SocialContractSigned(Fact, frozen=True, kw_only=True):
    """A social contract was signed; `occurred_on` is the day of signing."""

    TOPIC: ClassVar[str] = "journey.social-contract-signed.1"

    type: ContractType
    valid_from: date
    valid_until: date
    document_number: Annotated[Personal[str], Purpose.IDENTITY] | None

    def apply(self, aggregate: "Participant") -> None:
        """Add the contract to the chain."""
        item = self.originator_version
        aggregate.contracts[item] = SocialContract(
            item=item,
            type=self.type,
            signed_on=self.occurred_on,
            valid_from=self.valid_from,
            valid_until=self.valid_until,
        )


class SocialContractAmended(Fact, frozen=True, kw_only=True):
    """Both sides signed an annex on `occurred_on`; `valid_until` is the new last day, None when it did not move."""

    TOPIC: ClassVar[str] = "journey.social-contract-amended.1"

    contract: int
    valid_until: date | None
    changes: Annotated[Personal[str], Purpose.NOTES]
    document_number: Annotated[Personal[str], Purpose.IDENTITY] | None

    def apply(self, aggregate: "Participant") -> None:
        """Move the last day where the annex moves it."""
        moved = {} if self.valid_until is None else {"valid_until": self.valid_until}
        aggregate.say(aggregate.contracts, self.contract, self.originator_version, **moved)


class SocialContractEvaluated(Fact, frozen=True, kw_only=True):
    """The contract was evaluated on `occurred_on`."""

    TOPIC: ClassVar[str] = "journey.social-contract-evaluated.1"

    contract: int
    result: EvaluationResult
    note: Annotated[Personal[str], Purpose.NOTES] | None

    def apply(self, aggregate: "Participant") -> None:
        """Add the evaluation."""
        item = self.originator_version
        aggregate.evaluations[item] = Evaluation(
            item=item, contract=self.contract, evaluated_on=self.occurred_on, result=self.result
        )


class SocialContractBreached(Fact, frozen=True, kw_only=True):
    """The person did not keep the contract on `occurred_on`: a fact with legal weight, and not yet a decision."""

    TOPIC: ClassVar[str] = "journey.social-contract-breached.1"

    contract: int
    what: Annotated[Personal[str], Purpose.NOTES]
    evidence: Annotated[Personal[str], Purpose.NOTES] | None

    def apply(self, aggregate: "Participant") -> None:
        """Add the breach."""
        item = self.originator_version
        aggregate.breaches[item] = Breach(item=item, contract=self.contract, breached_on=self.occurred_on)


class SocialContractTerminated(Fact, frozen=True, kw_only=True):
    """The contract was ended before its last day; `occurred_on` is the last day that it covers."""

    TOPIC: ClassVar[str] = "journey.social-contract-terminated.1"

    contract: int
    reason: Annotated[Personal[str], Purpose.NOTES]

    def apply(self, aggregate: "Participant") -> None:
        """End the cover."""
        version = self.originator_version
        aggregate.say(aggregate.contracts, self.contract, version, terminated_on=self.occurred_on)


class AgreedPeriodSet(Fact, frozen=True, kw_only=True):
    """It was agreed until when the person takes part."""

    TOPIC: ClassVar[str] = "journey.agreed-period-set.1"

    episode: int
    until: date

    def apply(self, aggregate: "Participant") -> None:
        """Add the agreement."""
        _agree(aggregate, self.originator_version, self.episode, self.until)


class AgreedPeriodChanged(Fact, frozen=True, kw_only=True):
    """Another last day was agreed."""

    TOPIC: ClassVar[str] = "journey.agreed-period-changed.1"

    episode: int
    until: date
    reason: Annotated[Personal[str], Purpose.NOTES]

    def apply(self, aggregate: "Participant") -> None:
        """Add the newer agreement."""
        _agree(aggregate, self.originator_version, self.episode, self.until)


def _agree(aggregate: "Participant", item: int, episode: int, until: date) -> None:
    aggregate.agreed_periods[item] = AgreedPeriod(item=item, episode=episode, until=until)


class CertificateIssued(Fact, frozen=True, kw_only=True):
    """On the person's request the club certified that the contract was completed (art. 18(5a))."""

    TOPIC: ClassVar[str] = "journey.certificate-issued.1"

    contract: int
    number: Annotated[Personal[str], Purpose.IDENTITY]

    def apply(self, aggregate: "Participant") -> None:
        """Add the certificate."""
        item = self.originator_version
        aggregate.certificates[item] = Certificate(item=item, contract=self.contract, issued_on=self.occurred_on)


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


class TerminatedAfterItEnds(Refusal):
    """A termination after the last day."""

    code = "terminated-after-it-ends"
    pl = "Kontrakt i tak kończy się {valid_until}. Rozwiązanie może mieć dzień najpóźniej wtedy."
    en = "The contract ends on {valid_until} anyway. A termination can be dated until then."


class NotCompleted(Refusal):
    """A certificate without a positive evaluation."""

    code = "not-completed"
    law = "ustawa o zatrudnieniu socjalnym, art. 18 ust. 5a"
    pl = (
        "Zaświadczenie potwierdza pozytywne ukończenie kontraktu, a do dnia {day} nie ma jego oceny „osiągnięto cele”. "
        "Najpierw zapisz ocenę kontraktu."
    )
    en = (
        "A certificate confirms positive completion; there is no such evaluation by {day}. Evaluate the contract first."
    )


class AgreedAlready(Refusal):
    """A first agreement where there is one, or a change to the same day, or a change of nothing."""

    code = "agreed-already"
    pl = "Uzgodniony okres jest już zapisany (do {until}). Zapisz zmianę z innym dniem i powodem."
    en = "The agreed period is recorded already (until {until}). Record a change to another day, with its reason."


class NothingAgreed(Refusal):
    """A change where nothing was agreed yet."""

    code = "nothing-agreed"
    pl = "W tym epizodzie nie uzgodniono jeszcze okresu udziału. Zapisz go po raz pierwszy, bez zmiany."
    en = "No period was agreed in this episode yet. Record the first one instead of a change."


class AgreedBeforeReferral(InvalidInput):
    """A period that ends before the referral."""

    code = "agreed-before-referral"
    pl = "Uzgodniony okres kończy się przed zgłoszeniem ({referred_on}). Podaj dzień późniejszy."
    en = "The agreed period ends before the referral ({referred_on}). Give a later day."


def contract_of(contracts: "Mapping[int, SocialContract]", item: int) -> SocialContract:
    """Return the contract of that item, or refuse."""
    if item not in contracts:
        raise NotFound(pointer="/contract")
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
    """Refuse an annex before the contract, to one that was ended, or that lets it end before it starts."""
    refuse_before_signing(contract, signed_on, today, "/signed_on")
    if contract.terminated_on is not None:
        raise ContractTerminatedAlready(terminated_on=contract.terminated_on, pointer="/contract")
    if valid_until is not None:
        refuse_date_out_of_range(valid_until, "/valid_until")
        if valid_until < max(contract.signed_on, contract.valid_from):
            raise ContractEndsBeforeItStarts(pointer="/valid_until")


def refuse_impossible_termination(contract: SocialContract, terminated_on: date, today: date) -> None:
    """Refuse to end a contract twice, in the future, before it was signed, or after its last day."""
    refuse_before_signing(contract, terminated_on, today, "/terminated_on")
    if contract.terminated_on is not None:
        raise ContractTerminatedAlready(terminated_on=contract.terminated_on, pointer="/contract")
    if terminated_on > contract.valid_until:
        raise TerminatedAfterItEnds(valid_until=contract.valid_until, pointer="/terminated_on")


def refuse_certificate_without_success(
    contract: SocialContract, evaluations: "Iterable[Evaluation]", issued_on: date, today: date
) -> None:
    """Refuse to certify a contract whose newest evaluation by that day is not positive."""
    refuse_before_signing(contract, issued_on, today, "/issued_on")
    done = [e for e in evaluations if e.contract == contract.item and e.evaluated_on <= issued_on]
    newest = max(done, key=lambda e: (e.evaluated_on, e.item), default=None)
    if newest is None or newest.result is not EvaluationResult.ACHIEVED:
        raise NotCompleted(day=issued_on, pointer="/issued_on")


def agreed_until(periods: "Iterable[AgreedPeriod]", episode: int) -> date | None:
    """Return until when an episode is agreed to last, or None."""
    newest = max((p for p in periods if p.episode == episode), key=lambda p: p.item, default=None)
    return None if newest is None else newest.until


def refuse_second_agreement(
    periods: "Iterable[AgreedPeriod]", episode: "Episode", until: date, agreed_on: date, today: date
) -> None:
    """Refuse a first agreed period where there is one, or one that ends before the referral."""
    _refuse_impossible_period(episode, until, agreed_on, today)
    known = agreed_until(periods, episode.item)
    if known is not None:
        raise AgreedAlready(until=known, pointer="/until")


def refuse_change_of_nothing_agreed(
    periods: "Iterable[AgreedPeriod]", episode: "Episode", until: date, agreed_on: date, today: date
) -> None:
    """Refuse to change what was not agreed, or to what is agreed already."""
    _refuse_impossible_period(episode, until, agreed_on, today)
    known = agreed_until(periods, episode.item)
    if known is None:
        raise NothingAgreed(pointer="/episode")
    if known == until:
        raise AgreedAlready(until=known, pointer="/until")


def _refuse_impossible_period(episode: "Episode", until: date, agreed_on: date, today: date) -> None:
    refuse_date_in_the_future(agreed_on, today, "/agreed_on")
    refuse_date_out_of_range(until, "/until")
    if until < episode.referred_on:
        raise AgreedBeforeReferral(referred_on=episode.referred_on, pointer="/until")


def refuse_day_without_contract(contracts: "Iterable[SocialContract]", day: date, programme: str, pointer: str) -> None:
    """Refuse a day in a programme that needs a contract when none covers it, and say which days are covered."""
    periods = sorted(cover for c in contracts for cover in (c.cover,) if cover[0] <= cover[1])
    if any(since <= day <= until for since, until in periods):
        return
    if periods:
        shown_pl = ", ".join(f"{since:%d.%m.%Y}–{until:%d.%m.%Y}" for since, until in periods)
        shown_en = ", ".join(f"{since}–{until}" for since, until in periods)
        cover_pl = f"Kontrakty obejmują dni: {shown_pl}. Podaj dzień z tego okresu albo zapisz następny kontrakt."
        cover_en = f"Contracts cover: {shown_en}. Give a day within them or record the next contract."
    else:
        cover_pl = "Najpierw zapisz podpisany kontrakt."
        cover_en = "Record the signed contract first."
    raise NoContractInForce(programme=programme, cover_pl=cover_pl, cover_en=cover_en, pointer=pointer)
