"""The papers that a contract is made of, and the table of actions that was agreed in them.

Law: the template of the Minister (Dz.U. 2010 nr 218 poz. 1439). A contract has a Part I (the situation, the aims) and
a Part II (who does what until when, and the evaluation), of its own type: I A and II A, or I B and II B. It is amended
by a further Part II. An action is settled once: done or not.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, ClassVar

import msgspec

from domain.calendar import refuse_date_in_the_future
from domain.journal import Fact, Personal, Purpose
from domain.refusals import InvalidInput, NotFound, Refusal
from domain.social_contract.facts import SocialContract
from domain.social_contract.rules import refuse_before_signing

if TYPE_CHECKING:
    from domain.participant import Participant

TEMPLATE = "rozporządzenie w sprawie wzoru kontraktu socjalnego (Dz.U. 2010 nr 218 poz. 1439)"


class ContractPart(StrEnum):
    """Which paper of the template it is."""

    FIRST = "I"
    SECOND = "II"


class Responsible(StrEnum):
    """Whose action it is."""

    PARTICIPANT = "PARTICIPANT"
    SOCIAL_WORKER = "SOCIAL_WORKER"
    CLUB = "CLUB"
    OTHER = "OTHER"


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One signed paper of a contract: `item` is the version of the fact."""

    item: int
    contract: int
    part: ContractPart
    signed_on: date
    evaluation_due_on: date | None


class AgreedAction(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the table: `item` is the version of the fact, `part` the paper, `settled_by` the settling fact."""

    item: int
    contract: int
    part: int
    responsible: Responsible
    agreed_on: date
    due_on: date
    settled_on: date | None = None
    settled_by: int | None = None
    done: bool | None = None


class ActionToAgree(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the table as it is to be recorded with its paper."""

    responsible: Responsible
    due_on: date
    what: str


class ContractPartSigned(Fact, frozen=True, kw_only=True):
    """A part of a social contract was signed on `occurred_on`; `evaluation_due_on` is when it wants an evaluation."""

    TOPIC: ClassVar[str] = "journey.contract-part-signed.1"

    contract: int
    part: ContractPart
    evaluation_due_on: date | None
    document_number: Annotated[Personal[str], Purpose.IDENTITY] | None

    def apply(self, aggregate: "Participant") -> None:
        """Add the paper."""
        item = self.originator_version
        aggregate.contract_parts[item] = Part(
            item=item,
            contract=self.contract,
            part=self.part,
            signed_on=self.occurred_on,
            evaluation_due_on=self.evaluation_due_on,
        )


class ContractActionAgreed(Fact, frozen=True, kw_only=True):
    """An action was agreed in a Part II that was signed on `occurred_on`; `part` is the item of that paper."""

    TOPIC: ClassVar[str] = "journey.contract-action-agreed.1"

    part: int
    responsible: Responsible
    due_on: date
    what: Annotated[Personal[str], Purpose.NOTES]

    def apply(self, aggregate: "Participant") -> None:
        """Add the row of the table."""
        item = self.originator_version
        aggregate.agreed_actions[item] = AgreedAction(
            item=item,
            contract=aggregate.contract_parts[self.part].contract,
            part=self.part,
            responsible=self.responsible,
            agreed_on=self.occurred_on,
            due_on=self.due_on,
        )


class ContractActionSettled(Fact, frozen=True, kw_only=True):
    """It was stated on `occurred_on` whether an agreed action was done."""

    TOPIC: ClassVar[str] = "journey.contract-action-settled.1"

    action: int
    done: bool
    note: Annotated[Personal[str], Purpose.NOTES] | None

    def apply(self, aggregate: "Participant") -> None:
        """Settle the action."""
        version, day = self.originator_version, self.occurred_on
        aggregate.say(
            aggregate.agreed_actions, self.action, version, settled_on=day, settled_by=version, done=self.done
        )


class PartSignedWhenOver(Refusal):
    """A part of a contract that was no longer in force."""

    code = "part-signed-when-over"
    pl = "Kontrakt skończył się {last}. Jego część można podpisać najpóźniej wtedy; zapisz następny kontrakt."
    en = "The contract ended on {last}. A part of it can be signed until then; record the next contract."


class FirstPartSignedAlready(Refusal):
    """A second Part I."""

    code = "first-part-signed-already"
    law = TEMPLATE
    pl = "Część I tego kontraktu podpisano już {signed_on} (wpis {item}). Zmiany zapisz jako kolejną część II."
    en = "Part I of this contract was signed on {signed_on} already (item {item}). Record changes as a further Part II."


class ActionsInTheFirstPart(InvalidInput):
    """Agreed actions in a Part I, which has no table for them."""

    code = "actions-in-the-first-part"
    law = TEMPLATE
    pl = "Uzgodnione działania należą do części II kontraktu. Zapisz je razem z częścią II."
    en = "Agreed actions belong to Part II of the contract. Record them together with Part II."


class DueOutsideContract(Refusal):
    """An evaluation or an action that is due before its paper was signed or after the contract's last day."""

    code = "due-outside-contract"
    pl = (
        "Termin może przypadać od dnia podpisania tej części do {last}, ostatniego dnia kontraktu. "
        "Jeśli kontrakt przedłużono, najpierw zapisz aneks."
    )
    en = (
        "This can be due from the day on which this part was signed to {last}, the contract's last day. "
        "If the contract was prolonged, record the annex first."
    )


class BeforeItWasAgreed(Refusal):
    """Something about an action dated before the action was agreed."""

    code = "before-it-was-agreed"
    pl = "To działanie uzgodniono {agreed_on}. Podaj dzień od {agreed_on}."
    en = "This action was agreed on {agreed_on}. Give a day from {agreed_on}."


class ActionSettledAlready(Refusal):
    """A second word on whether an action was done."""

    code = "action-settled-already"
    pl = "To działanie rozliczono już {settled_on}. Jeśli wynik jest błędny, unieważnij wpis {settled_by}."
    en = "This action was settled on {settled_on} already. If that is wrong, void entry {settled_by}."


def refuse_impossible_part(
    contract: SocialContract, parts: Iterable[Part], part: ContractPart, signed_on: date, today: date
) -> None:
    """Refuse a part in the future, before the contract was signed or after its last day, and a second Part I."""
    refuse_before_signing(contract, signed_on, today, "/signed_on")
    _, last = contract.cover
    if signed_on > last:
        raise PartSignedWhenOver(last=last, pointer="/signed_on")
    for other in parts:
        if part is ContractPart.FIRST and (other.contract, other.part) == (contract.item, part):
            raise FirstPartSignedAlready(signed_on=other.signed_on, item=other.item, pointer="/part")


def refuse_impossible_terms(
    contract: SocialContract,
    part: ContractPart,
    signed_on: date,
    evaluation_due_on: date | None,
    actions: Sequence[ActionToAgree],
) -> None:
    """Refuse what a part says is due outside the days from its signing to the contract's last, both included."""
    _, last = contract.cover
    due = {} if evaluation_due_on is None else {"/evaluation_due_on": evaluation_due_on}
    due |= {f"/actions/{place}/due_on": action.due_on for place, action in enumerate(actions)}
    if actions and part is ContractPart.FIRST:
        raise ActionsInTheFirstPart(pointer="/actions")
    for pointer, day in due.items():
        if not signed_on <= day <= last:
            raise DueOutsideContract(last=last, pointer=pointer)


def action_of(
    actions: Mapping[int, AgreedAction], item: int, contract: int, pointer: str | None = None
) -> AgreedAction:
    """Return the action of that item, agreed in that contract, or refuse."""
    if item not in actions or actions[item].contract != contract:
        raise NotFound(pointer=pointer)
    return actions[item]


def refuse_impossible_settlement(action: AgreedAction, settled_on: date, today: date) -> None:
    """Refuse to settle an action in the future, before it was agreed, or twice."""
    refuse_date_in_the_future(settled_on, today, "/settled_on")
    if settled_on < action.agreed_on:
        raise BeforeItWasAgreed(agreed_on=action.agreed_on, pointer="/settled_on")
    if action.settled_on is not None:
        raise ActionSettledAlready(settled_on=action.settled_on, settled_by=action.settled_by)


def missing_parts(contract: SocialContract, parts: Iterable[Part]) -> tuple[ContractPart, ...]:
    """Return which parts of the template a contract has no paper of."""
    there = {part.part for part in parts if part.contract == contract.item}
    return tuple(part for part in ContractPart if part not in there)
