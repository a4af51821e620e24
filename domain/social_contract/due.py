"""What a contract still wants done on a day: its evaluations, its agreed actions, and whether they came in time.

NIK found contracts that nobody evaluated. So what is due stays due when a contract ends before: on its last day at the
latest, the day of its termination too, and never before the paper that says so was signed.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

import msgspec

from domain.social_contract.facts import Evaluation, SocialContract
from domain.social_contract.parts import AgreedAction, Part


class EvaluationState(StrEnum):
    """Where an evaluation that a part wants stands on a day."""

    DUE = "DUE"
    OVERDUE = "OVERDUE"
    """The last day has passed and it is missing."""
    DONE = "DONE"
    DONE_LATE = "DONE_LATE"


class ActionState(StrEnum):
    """Where an agreed action stands on a day."""

    OPEN = "OPEN"
    OVERDUE = "OVERDUE"
    DONE = "DONE"
    NOT_DONE = "NOT_DONE"


class DueEvaluation(msgspec.Struct, frozen=True, kw_only=True):
    """An evaluation that a part wants by `due_on`, and the one that was made: its item and day."""

    contract: int
    part: int
    due_on: date
    state: EvaluationState
    evaluation: int | None
    evaluated_on: date | None


def due_by(contract: SocialContract, signed_on: date, due_on: date) -> date:
    """Return the last day for what a paper signed on `signed_on` says is due: when its contract ends at the latest."""
    _, last = contract.cover
    return max(signed_on, min(due_on, last))


def evaluations_due(
    contract: SocialContract, parts: Iterable[Part], evaluations: Iterable[Evaluation], on: date
) -> list[DueEvaluation]:
    """Return the evaluations that the parts signed by a day want of a contract, as they stand on that day.

    The first evaluation of the contract from the day a part was signed is the one that the part wants.
    """
    made = [e for e in evaluations if e.contract == contract.item and e.evaluated_on <= on]
    wanting = [p for p in parts if p.contract == contract.item and p.signed_on <= on]
    found = []
    for part in wanting:
        if part.evaluation_due_on is not None:
            due_on = due_by(contract, part.signed_on, part.evaluation_due_on)
            since = (e for e in made if part.signed_on <= e.evaluated_on)
            first = min(since, key=lambda e: (e.evaluated_on, e.item), default=None)
            found.append(
                DueEvaluation(
                    contract=contract.item,
                    part=part.item,
                    due_on=due_on,
                    state=_evaluation_state(due_on, first, on),
                    evaluation=None if first is None else first.item,
                    evaluated_on=None if first is None else first.evaluated_on,
                )
            )
    return found


def overdue_evaluations(
    contracts: Iterable[SocialContract], parts: Iterable[Part], evaluations: Iterable[Evaluation], on: date
) -> list[DueEvaluation]:
    """Return the evaluations that are missing on a day: wanted by a day before it, and not made yet."""
    papers, made = list(parts), list(evaluations)
    due = (one for contract in contracts for one in evaluations_due(contract, papers, made, on))
    return [one for one in due if one.state is EvaluationState.OVERDUE]


def action_state(contract: SocialContract, action: AgreedAction, on: date) -> ActionState:
    """Return where an action of a contract stands on a day."""
    if action.settled_on is not None and action.settled_on <= on:
        return ActionState.DONE if action.done else ActionState.NOT_DONE
    return ActionState.OVERDUE if on > due_by(contract, action.agreed_on, action.due_on) else ActionState.OPEN


def _evaluation_state(due_on: date, first: Evaluation | None, on: date) -> EvaluationState:
    if first is not None:
        return EvaluationState.DONE if first.evaluated_on <= due_on else EvaluationState.DONE_LATE
    return EvaluationState.OVERDUE if on > due_on else EvaluationState.DUE
