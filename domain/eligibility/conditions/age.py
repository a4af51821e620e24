"""The age limits of the edition: from so many completed years, and below so many.

A person is a year older from the start of the birthday (art. 112 of the Civil Code), so turning 16 ends "below 16".
"""

from datetime import date

from domain.calendar import birthday
from domain.eligibility.answers import Judged, by_rule, met, not_met, unknown
from domain.eligibility.circumstances import Born, Circumstances
from domain.eligibility.conditions.rule import ConditionRule, Terms
from domain.rules import RuleCode, Rules

_FITS = (
    "Sprawdź datę urodzenia; inaczej wybierz program dla tego wieku.",
    "Check the birth date; else choose a programme for that age.",
)


CHILD = "CHILD"
"""What the age of a child with a decision applies to, where adults of any age come in as well."""


def within_age_limits(born_on: date, day: date, edition: Rules, of: str | None = None) -> Judged:
    """Return whether somebody born on that day is within the edition's age limits on a day; without limits: yes.

    `of` are those whom the limits are for, where not for everybody.
    """
    least = edition.on(RuleCode.AGE_FROM, day, applies_to=of)
    below = edition.on(RuleCode.AGE_BELOW, day, applies_to=of)
    if least is not None and day < birthday(born_on, least.number):
        years = least.number
        says = (f"Nie ma jeszcze ukończonych lat: {years}.", f"Not {years} years old yet.")
        judged = not_met(says, _FITS)
    elif below is not None and birthday(born_on, below.number) <= day:
        years = below.number
        says = (f"Ma już ukończone lata: {years}.", f"Is {years} years old already.")
        judged = not_met(says, _FITS)
    else:
        judged = met(("Wiek mieści się w granicach.", "The age is within the limits."))
    return by_rule(judged, least, below)


def _within(seen: Circumstances, day: date, terms: Terms) -> Judged:
    born: Born | None = seen.born
    if born is None:
        says = ("Data urodzenia nie jest znana.", "The birth date is not known.")
        return unknown(says, ("Uzupełnij datę urodzenia.", "Record the birth date."))
    judged = within_age_limits(born.on, day, terms.edition)
    return Judged(
        answer=judged.answer, says=judged.says, missing=judged.missing, inputs=(born.item,), rules=judged.rules
    )


AGE = ConditionRule(
    code="AGE",
    pl="wiek w granicach edycji",
    en="age within the edition's limits",
    law="zasady edycji programu; Kodeks cywilny, art. 112",
    version=1,
    judge=_within,
)
