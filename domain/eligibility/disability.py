"""Which decisions say that a person is disabled, and in which degree: the board's, or its equivalents of ZUS and KRUS.

Law: art. 3, 4, 4a, 5 and 62 of the Act of 27 August 1997 on the rehabilitation of disabled persons.
"""

from collections.abc import Iterable
from datetime import date

from domain.eligibility.answers import Said, day_said
from domain.eligibility.circumstances import Decided
from domain.eligibility.facts import DecisionKind, DisabilityDegree

OF_A_DEGREE = frozenset({DecisionKind.DISABILITY_DEGREE, DecisionKind.ZUS_EQUIVALENT, DecisionKind.KRUS_EQUIVALENT})
OF_DISABILITY = OF_A_DEGREE | {DecisionKind.DISABILITY_CHILD}


def of_disability(decisions: Iterable[Decided]) -> list[Decided]:
    """Return the decisions that are about disability."""
    return [decision for decision in decisions if decision.kind in OF_DISABILITY]


def outside(since: date | None, until: date | None, day: date) -> Said | None:
    """Return why a decision does not hold on a day: not yet, or no longer; None where it does."""
    if since is not None and day < since:
        first = day_said(since)
        return f"Orzeczenie jest ważne dopiero od {first[0]}.", f"The decision is valid only from {first[1]}."
    if until is not None and until < day:
        last = day_said(until)
        return f"Orzeczenie było ważne do {last[0]}.", f"The decision was valid until {last[1]}."
    return None


def limit_class(kind: DecisionKind | None, degree: DisabilityDegree | None, *, coupled: bool) -> str | None:
    """Return by which class of disability the limits of assistance are told apart, None where a decision gives none.

    Source: the programme of personal assistance (domain page 3.2): severe and moderate, coupled or not, and a child.
    """
    if kind is DecisionKind.DISABILITY_CHILD:
        return "CHILD"
    if kind is None or degree not in (DisabilityDegree.SEVERE, DisabilityDegree.MODERATE):
        return None
    return f"{degree.value}_COUPLED" if coupled else degree.value
