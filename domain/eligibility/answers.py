"""What a rule answers of a person on a day: met, not met, or not known, with its sentence and what it saw."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

import msgspec

from domain.rules import Rule

Said = tuple[str, str]
"""The same in Polish and in English."""


class Answer(StrEnum):
    """The three answers; unknown is one."""

    MET = "MET"
    NOT_MET = "NOT_MET"
    UNKNOWN = "UNKNOWN"


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """An answer: `says` why, `missing` what is lacking or would be right (None: nothing).

    `inputs` are the items seen, `rules` the dated rules of a book that the answer rests on.
    """

    answer: Answer
    says: Said
    missing: Said | None = None
    inputs: tuple[int, ...] = ()
    rules: tuple[Rule, ...] = ()


def met(says: Said, *inputs: int) -> Judged:
    """Return that the rule is met."""
    return Judged(answer=Answer.MET, says=says, inputs=inputs)


def not_met(says: Said, missing: Said, *inputs: int) -> Judged:
    """Return that the rule is not met, and what would be right."""
    return Judged(answer=Answer.NOT_MET, says=says, missing=missing, inputs=inputs)


def unknown(says: Said, missing: Said, *inputs: int) -> Judged:
    """Return that nothing tells whether the rule is met, and what is missing."""
    return Judged(answer=Answer.UNKNOWN, says=says, missing=missing, inputs=inputs)


def by_rule(judged: Judged, *rules: Rule | None) -> Judged:
    """Return the answer with the dated rules that it rests on."""
    said = tuple(rule for rule in rules if rule is not None)
    return msgspec.structs.replace(judged, rules=(*judged.rules, *said))


_BEST = (Answer.MET, Answer.UNKNOWN, Answer.NOT_MET)
_WORST = (Answer.NOT_MET, Answer.UNKNOWN, Answer.MET)


def best(answers: Iterable[Judged]) -> Judged:
    """Return the first that is met, else the first that is not known: one of several grounds suffices."""
    return min(answers, key=lambda judged: _BEST.index(judged.answer))


def worst(answers: Iterable[Judged]) -> Judged:
    """Return the first that is not met, else the first that is not known: all of them are needed."""
    return min(answers, key=lambda judged: _WORST.index(judged.answer))


def day_said(day: date) -> Said:
    """Return a day as people read it in each language."""
    return f"{day:%d.%m.%Y}", day.isoformat()
