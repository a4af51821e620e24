"""A decision that assistance asks for: a severe or moderate degree (or its equivalent), or that of a child of the age.

Source: the programme *Asystent osobisty osoby z niepełnosprawnością* (domain page 3.2); the age of a child is a dated
rule of the edition.
"""

from datetime import date

from domain.eligibility.answers import Judged, best, met, not_met, unknown
from domain.eligibility.circumstances import Circumstances, Decided
from domain.eligibility.conditions.age import CHILD, within_age_limits
from domain.eligibility.conditions.rule import ConditionRule, Terms
from domain.eligibility.disability import of_disability, outside
from domain.eligibility.facts import DecisionKind, DisabilityDegree
from domain.rules import Rules

_LACKING = (
    "Zapisz ważne orzeczenie o stopniu znacznym lub umiarkowanym (albo równoważne), a dziecka: o niepełnosprawności.",
    "Record a valid decision of a severe or moderate degree (or its equivalent), a child's: of disability.",
)
_MODERATE_OR_MORE = frozenset({DisabilityDegree.MODERATE, DisabilityDegree.SEVERE})


def shown_by_decision(
    decisions: tuple[Decided, ...],
    born_on: date | None,
    day: date,
    edition: Rules,
    degrees: frozenset[DisabilityDegree],
    lacking: tuple[str, str],
) -> Judged:
    """Return the best that a person's decisions say: of one of these degrees, or of a child within the age limits."""

    def judge(decision: Decided) -> Judged:
        not_held = outside(decision.valid_from, decision.valid_until, day)
        if not_held is not None:
            return not_met(not_held, lacking, decision.item)
        if decision.kind is DecisionKind.DISABILITY_CHILD:
            return _of_a_child(decision, born_on, day, edition, lacking)
        if decision.degree is None:
            says = ("Orzeczenie jest ważne, ale nie zapisano stopnia.", "The decision is valid; its degree is missing.")
            return unknown(says, lacking, decision.item)
        if decision.degree in degrees:
            return met(("Orzeczenie jest ważne tego dnia.", "The decision is valid on that day."), decision.item)
        says = ("Stopień z orzeczenia nie wystarcza.", "The degree of the decision does not suffice.")
        return not_met(says, lacking, decision.item)

    said = of_disability(decisions)
    if said:
        return best(map(judge, said))
    return unknown(("Nie zapisano orzeczenia.", "No decision of disability is recorded."), lacking)


def _of_a_child(decision: Decided, born_on: date | None, day: date, edition: Rules, lacking: tuple[str, str]) -> Judged:
    if born_on is None:
        says = ("Data urodzenia dziecka nie jest znana.", "The child's birth date is not known.")
        return unknown(says, lacking, decision.item)
    aged = within_age_limits(born_on, day, edition, CHILD)
    return Judged(answer=aged.answer, says=aged.says, missing=aged.missing, inputs=(decision.item,), rules=aged.rules)


def _decided(seen: Circumstances, day: date, terms: Terms) -> Judged:
    born_on = None if seen.born is None else seen.born.on
    return shown_by_decision(seen.decisions, born_on, day, terms.edition, _MODERATE_OR_MORE, _LACKING)


DISABILITY_DECISION = ConditionRule(
    code="DISABILITY_DECISION",
    pl="orzeczenie wymagane przez program",
    en="the decision that the programme asks for",
    law="Program „Asystent osobisty osoby z niepełnosprawnością”, adresaci",
    version=1,
    judge=_decided,
)
