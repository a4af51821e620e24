"""Why figures of durability moved between two answers: the question and its rule, told to whoever steps through."""

from collections.abc import Mapping
from uuid import UUID

import msgspec

from application.projections.durability.answering import Sees, left_of
from application.projections.evaluated import moving
from application.projections.evaluated.moving import Adds, Answer, Histories, Movement
from application.projections.evaluated.people import Population
from domain.durability.moving import counts
from domain.durability.report import Question
from domain.moving import Counts, Why


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A question, and what was known when it is asked."""

    question: Question
    population: Population


def movement(people: Histories, first: Asked, second: Asked, sees: Sees | None = None) -> Movement:
    """Return why figures differ between two answers, of which the first knows no more than the second.

    Within a snapshot. `sees`: of these people only (None: of everybody).
    """
    asked = second.question
    of_other_years = msgspec.structs.replace(first.question, first=asked.first, last=asked.last, only=asked.only)
    return moving.movement(
        people,
        Answer(population=first.population, adds=_adds(first.question, sees)),
        Answer(population=second.population, adds=_adds(asked, sees)),
        ((Why.PERIOD, _adds(of_other_years, sees)), (Why.DEFINITION, _adds(asked, sees))),
    )


def _adds(question: Question, sees: Sees | None) -> Adds:
    def adds(population: Population) -> Mapping[UUID, Counts]:
        return {one.of.person.id: counts([one]) for one in left_of(population, question, sees=sees)}

    return adds
