"""Findings about social contracts: days that none covers, papers, evaluations and actions that are missing.

Law: art. 18(4) of the Act on social employment; the template, Dz.U. 2010 nr 218 poz. 1439. NIK found contracts that
were not drawn up as the template requires, and nobody evaluated.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from domain.flags.kinds import Flag, FlagKind
from domain.social_contract import (
    ActionState,
    AgreedAction,
    Evaluation,
    Part,
    SocialContract,
    action_state,
    due_by,
    missing_parts,
    overdue_evaluations,
    uncovered_days,
)

if TYPE_CHECKING:
    from domain.enrolment import Enrolment

_DAY = timedelta(days=1)


def contract_gaps(
    enrolments: "Iterable[Enrolment]", contracts: Iterable[SocialContract], today: date
) -> Iterator[Flag]:
    """Yield each stretch of days of an enrolment up to today that needs a contract and has none (art. 18(4))."""
    for gap in uncovered_days(enrolments, contracts, today):
        yield Flag(
            kind=FlagKind.CONTRACT_GAP,
            item=gap.enrolment,
            apart=gap.first.isoformat(),
            since=gap.first,
            until=gap.last,
            facts=(gap.enrolment,),
        )


def evaluations_overdue(
    contracts: Iterable[SocialContract], parts: Iterable[Part], evaluations: Iterable[Evaluation], today: date
) -> Iterator[Flag]:
    """Yield each evaluation that a part of a contract wanted by a day before today and that nobody made."""
    for due in overdue_evaluations(contracts, parts, evaluations, today):
        yield Flag(
            kind=FlagKind.EVALUATION_OVERDUE,
            item=due.part,
            since=due.due_on + _DAY,
            until=None,
            facts=(due.contract, due.part),
        )


def contract_parts_missing(contracts: Iterable[SocialContract], parts: Iterable[Part]) -> Iterator[Flag]:
    """Yield each part of the template that a contract has no signed paper of (Dz.U. 2010 nr 218 poz. 1439)."""
    papers = list(parts)
    for contract in contracts:
        for part in missing_parts(contract, papers):
            yield Flag(
                kind=FlagKind.CONTRACT_PART_MISSING,
                item=contract.item,
                apart=part.value,
                since=contract.signed_on,
                until=None,
                facts=(contract.item,),
            )


def actions_overdue(
    contracts: Mapping[int, SocialContract], actions: Iterable[AgreedAction], today: date
) -> Iterator[Flag]:
    """Yield each agreed action that was due before today and of which nobody said whether it was done."""
    for action in actions:
        contract = contracts.get(action.contract)
        if contract is not None and action_state(contract, action, today) is ActionState.OVERDUE:
            yield Flag(
                kind=FlagKind.ACTION_OVERDUE,
                item=action.item,
                since=due_by(contract, action.agreed_on, action.due_on) + _DAY,
                until=None,
                facts=(contract.item, action.item),
            )
