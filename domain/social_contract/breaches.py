"""Breaches: which term of the contract was not kept. Leaving the club alone is none of them.

Law: art. 11(2) of the Act on social assistance lets a breach of the contract weigh on benefits, so it names its term
and its evidence. Art. 18(3) of the Act on social employment: taking part in the club is voluntary, so whoever declines
it breaches nothing.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, ClassVar

import msgspec

from domain.journal import Fact, Personal, Purpose
from domain.refusals import InvalidInput, Refusal
from domain.social_contract.facts import SocialContract
from domain.social_contract.parts import AgreedAction, BeforeItWasAgreed, Responsible, action_of

if TYPE_CHECKING:
    from domain.participant import Participant


class BreachKind(StrEnum):
    """What was not kept."""

    AGREED_ACTION = "AGREED_ACTION"
    ABSENCE = "ABSENCE"
    RULES = "RULES"
    """The club's rules (regulamin)."""
    OTHER = "OTHER"
    DECLINED_CLUB = "DECLINED_CLUB"
    """Named so that it can be refused: it is no breach."""


class Breach(msgspec.Struct, frozen=True, kw_only=True):
    """One breach of a contract: `item` is the version of the fact; `kind` is None where it was not asked yet."""

    item: int
    contract: int
    breached_on: date
    kind: BreachKind | None
    action: int | None


class SocialContractBreached(Fact, frozen=True, kw_only=True):
    """The person did not keep the contract on `occurred_on`: a fact with legal weight, and not yet a decision.

    `action` is the item of the agreed action that was not done.
    """

    TOPIC: ClassVar[str] = "journey.social-contract-breached.2"

    contract: int
    kind: BreachKind | None
    action: int | None
    what: Annotated[Personal[str], Purpose.NOTES]
    evidence: Annotated[Personal[str], Purpose.NOTES] | None

    def apply(self, aggregate: "Participant") -> None:
        """Add the breach."""
        item = self.originator_version
        aggregate.breaches[item] = Breach(
            item=item, contract=self.contract, breached_on=self.occurred_on, kind=self.kind, action=self.action
        )


class SocialContractBreached1(Fact, frozen=True, kw_only=True):
    """The first shape: what was not kept stood in words only."""

    TOPIC: ClassVar[str] = "journey.social-contract-breached.1"

    contract: int
    what: Annotated[Personal[str], Purpose.NOTES]
    evidence: Annotated[Personal[str], Purpose.NOTES] | None

    def lift(self) -> SocialContractBreached:
        """Return the same fact in its newest shape: nobody was asked for the kind."""
        return SocialContractBreached(
            **self.envelope(),
            contract=self.contract,
            kind=None,
            action=None,
            what=self.what,
            evidence=self.evidence,
        )


class DecliningIsNoBreach(InvalidInput):
    """Declining the club, recorded as a breach."""

    code = "declining-is-no-breach"
    law = "ustawa o zatrudnieniu socjalnym, art. 18 ust. 3"
    pl = (
        "Udział w KIS jest dobrowolny (art. 18 ust. 3 ustawy o zatrudnieniu socjalnym), więc rezygnacja z klubu nie "
        "narusza kontraktu. Zapisz zakończenie udziału z rezygnacją, a przed rozpoczęciem udziału wycofanie zgłoszenia."
    )
    en = (
        "Taking part in the club is voluntary (Act on social employment, art. 18(3)), so declining it breaches no "
        "contract. Record an exit by resignation, or, before the person took part, the referral as withdrawn."
    )


class ActionNotNamed(InvalidInput):
    """An agreed action that was not done, without the word which; or such a word beside another kind of breach."""

    code = "action-not-named"
    pl = "Przy niewykonanym działaniu wskaż jego wpis w polu action, a przy innym naruszeniu pomiń to pole."
    en = "For an agreed action that was not done give its item as action; for any other breach leave action out."


class ActionOfSomebodyElse(Refusal):
    """A breach by an action that was not the person's to do."""

    code = "action-of-somebody-else"
    pl = "Za działanie {item} odpowiada ktoś inny niż uczestnik, więc nie jest to jego naruszenie. Rozlicz działanie."
    en = "Somebody other than the participant answers for action {item}: no breach of theirs. Settle the action."


class ActionWasDone(Refusal):
    """A breach by an action that had been done."""

    code = "action-was-done"
    pl = (
        "Działanie {item} rozliczono {settled_on} jako wykonane. Popraw datę naruszenia albo unieważnij błędny "
        "wpis {settled_by}."
    )
    en = "Action {item} was settled as done on {settled_on}. Correct the day of the breach, or void entry {settled_by}."


def refuse_breach_of_nothing_agreed(
    contract: SocialContract,
    kind: BreachKind,
    action: int | None,
    actions: Mapping[int, AgreedAction],
    breached_on: date,
) -> None:
    """Refuse declining the club as a breach, and an action that was not agreed by then, not theirs to do, or done."""
    if kind is BreachKind.DECLINED_CLUB:
        raise DecliningIsNoBreach(pointer="/kind")
    if (kind is BreachKind.AGREED_ACTION) != (action is not None):
        raise ActionNotNamed(pointer="/action")
    if action is None:
        return
    known = action_of(actions, action, contract.item, "/action")
    if known.responsible is not Responsible.PARTICIPANT:
        raise ActionOfSomebodyElse(item=action, pointer="/action")
    if breached_on < known.agreed_on:
        raise BeforeItWasAgreed(agreed_on=known.agreed_on, pointer="/breached_on")
    if known.done and known.settled_on is not None and known.settled_on <= breached_on:
        raise ActionWasDone(item=action, settled_on=known.settled_on, settled_by=known.settled_by, pointer="/action")
