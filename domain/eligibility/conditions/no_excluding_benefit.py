"""The person draws no benefit of art. 1(3); an incapacity pension does not exclude from a club (art. 1(3a))."""

from datetime import date

from domain.eligibility.answers import Judged, by_rule, day_said, met, not_met, unknown
from domain.eligibility.benefits import Benefit
from domain.eligibility.circumstances import Circumstances
from domain.eligibility.conditions.rule import ConditionRule, Terms
from domain.rules import RuleCode
from domain.vocabulary import EpisodeKind

NO_DECLARATION = ("Nie zapisano oświadczenia o świadczeniach.", "No declaration of benefits is recorded.")
TO_DECLARE = ("Zapisz oświadczenie o pobieranych świadczeniach.", "Record the declaration of benefits drawn.")


def _draws_none(seen: Circumstances, day: date, terms: Terms) -> Judged:
    draws = seen.drawn_on(day)
    if draws is None:
        return unknown(NO_DECLARATION, TO_DECLARE)
    allowed = terms.club.on(RuleCode.INCAPACITY_PENSION_ALLOWED, day)
    excepted = terms.kind is EpisodeKind.KIS and allowed is not None and allowed.value is True
    pension = Benefit.INCAPACITY_PENSION in draws.benefits
    excluding = [b for b in draws.benefits if not (excepted and b is Benefit.INCAPACITY_PENSION)]
    on = day_said(draws.declared_on)
    if excluding:
        says = (
            f"Osoba pobiera świadczenie, które wyklucza udział (oświadczenie z {on[0]}).",
            f"The person draws a benefit that excludes from taking part (declared on {on[1]}).",
        )
        lacking = (
            "Udział jest możliwy, gdy osoba nie ma już tego prawa; zapisz wtedy nowe oświadczenie.",
            "Taking part is possible once the person has no such right; then record a new declaration.",
        )
        judged = not_met(says, lacking, draws.item)
    elif pension:
        says = (
            "Renta z tytułu niezdolności do pracy nie wyklucza udziału w KIS (art. 1 ust. 3a).",
            "An incapacity pension does not exclude from the club (art. 1(3a)).",
        )
        judged = met(says, draws.item)
    else:
        says = (
            f"Osoba nie pobiera świadczeń, które wykluczają udział (oświadczenie z {on[0]}).",
            f"The person draws no benefit that excludes (declared on {on[1]}).",
        )
        judged = met(says, draws.item)
    return by_rule(judged, allowed) if pension else judged


NO_EXCLUDING_BENEFIT = ConditionRule(
    code="NO_EXCLUDING_BENEFIT",
    pl="brak świadczenia wykluczającego",
    en="no excluding benefit",
    law="ustawa o zatrudnieniu socjalnym, art. 1 ust. 3 i 3a",
    version=1,
    judge=_draws_none,
)
