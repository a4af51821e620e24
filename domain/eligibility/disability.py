"""Which decisions say that a person is disabled, and in which degree: the board's, or its equivalents of ZUS and KRUS.

Law: art. 3, 4, 4a, 5 and 62 of the Act of 27 August 1997 on the rehabilitation of disabled persons.
"""

from collections.abc import Iterable
from datetime import date

from domain.eligibility.circumstances import Decided
from domain.eligibility.facts import DecisionKind, DisabilityDegree

OF_A_DEGREE = frozenset({DecisionKind.DISABILITY_DEGREE, DecisionKind.ZUS_EQUIVALENT, DecisionKind.KRUS_EQUIVALENT})
OF_DISABILITY = OF_A_DEGREE | {DecisionKind.DISABILITY_CHILD}


def of_disability(decisions: Iterable[Decided]) -> list[Decided]:
    """Return the decisions that are about disability."""
    return [decision for decision in decisions if decision.kind in OF_DISABILITY]


def last_valid(decisions: Iterable[Decided]) -> date | None:
    """Return the last day on which one of these was valid; None: none has ended."""
    return max((decision.valid_until for decision in decisions if decision.valid_until is not None), default=None)


def limit_class(kind: DecisionKind | None, degree: DisabilityDegree | None, *, coupled: bool) -> str | None:
    """Return by which class of disability the limits of assistance are told apart, None where a decision gives none.

    Source: the programme of personal assistance (domain page 3.2): severe and moderate, coupled or not, and a child.
    """
    if kind is DecisionKind.DISABILITY_CHILD:
        return "CHILD"
    if kind is None or degree not in (DisabilityDegree.SEVERE, DisabilityDegree.MODERATE):
        return None
    return f"{degree.value}_COUPLED" if coupled else degree.value
