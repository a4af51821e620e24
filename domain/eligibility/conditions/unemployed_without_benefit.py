"""Socially useful work is for registered unemployed people without a right to unemployment benefit."""

from datetime import date

import msgspec

from domain.eligibility.answers import Judged, day_said, met, not_met, unknown, worst
from domain.eligibility.benefits import Benefit
from domain.eligibility.circumstances import Circumstances
from domain.eligibility.conditions.no_excluding_benefit import NO_DECLARATION, TO_DECLARE
from domain.eligibility.conditions.rule import ConditionRule, Terms
from domain.eligibility.groups import UNEMPLOYED


def _without_benefit(seen: Circumstances, day: date, terms: Terms) -> Judged:
    both = (UNEMPLOYED.precondition(seen, day, terms.club), _no_benefit(seen, day))
    inputs = tuple(item for judged in both for item in judged.inputs)
    return msgspec.structs.replace(worst(both), inputs=inputs)


def _no_benefit(seen: Circumstances, day: date) -> Judged:
    draws = seen.drawn_on(day)
    if draws is None:
        return unknown(NO_DECLARATION, TO_DECLARE)
    on = day_said(draws.declared_on)
    if Benefit.UNEMPLOYMENT in draws.benefits:
        says = (
            f"Osoba ma prawo do zasiłku dla bezrobotnych (oświadczenie z {on[0]}).",
            f"The person has a right to unemployment benefit (declared on {on[1]}).",
        )
        lacking = (
            "Te prace są dla osób bez prawa do zasiłku; gdy prawo minie, zapisz nowe oświadczenie.",
            "This work is for people without that right; once it has ended, record a new declaration.",
        )
        return not_met(says, lacking, draws.item)
    says = (
        "Osoba jest zarejestrowana jako bezrobotna, bez prawa do zasiłku.",
        "The person is registered as unemployed, without a right to the benefit.",
    )
    return met(says, draws.item)


UNEMPLOYED_WITHOUT_BENEFIT = ConditionRule(
    code="UNEMPLOYED_WITHOUT_BENEFIT",
    pl="bezrobocie bez prawa do zasiłku",
    en="unemployed without a right to benefit",
    law="ustawa o promocji zatrudnienia i instytucjach rynku pracy, art. 73a",
    version=1,
    judge=_without_benefit,
)
