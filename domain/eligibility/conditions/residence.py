"""The person lives in the gmina; for homeless people staying there suffices where the club's rule says so.

*Zamieszkanie* in the sense of art. 25 of the Civil Code, not *zameldowanie*.
"""

from datetime import date

from domain.eligibility.answers import Judged, by_rule, met, not_met, unknown
from domain.eligibility.circumstances import Circumstances
from domain.eligibility.conditions.rule import ConditionRule, Terms
from domain.eligibility.groups import HOMELESS
from domain.personal_data import Residence
from domain.rules import RuleCode

_LIVES = (
    "Klub jest dla mieszkańców gminy. Jeśli osoba tu mieszka, zapisz adres od właściwego dnia.",
    "The club is for residents of the gmina. If the person lives here, record the address from the right day.",
)


def _lives_here(seen: Circumstances, day: date, terms: Terms) -> Judged:
    home = seen.home_on(day)
    if home is None:
        says = ("Nie zapisano, gdzie osoba mieszka tego dnia.", "It is not recorded where the person lives that day.")
        return unknown(says, ("Zapisz miejsce zamieszkania.", "Record where the person lives."))
    if home.residence is Residence.LIVES_HERE:
        return met(("Osoba mieszka w gminie.", "The person lives in the gmina."), home.item)
    if home.residence is Residence.ELSEWHERE:
        return not_met(("Osoba mieszka poza gminą.", "The person lives outside the gmina."), _LIVES, home.item)
    return _stays_here(seen, day, terms, home.item)


def _stays_here(seen: Circumstances, day: date, terms: Terms, home: int) -> Judged:
    rule = terms.club.on(RuleCode.HOMELESS_WITHOUT_RESIDENCE, day)
    homeless = [held.item for held in seen.of_group(HOMELESS.code, day)]
    if homeless and rule is not None and rule.value is True:
        says = (
            "Osoba przebywa w gminie bez stałego mieszkania, co wystarcza.",
            "The person stays in the gmina without a home, which suffices.",
        )
        return by_rule(met(says, home, *homeless), rule)
    says = (
        "Osoba przebywa w gminie, ale w niej nie mieszka.",
        "The person stays in the gmina but does not live there.",
    )
    return by_rule(not_met(says, _LIVES, home, *homeless), rule)


RESIDENCE = ConditionRule(
    code="RESIDENCE",
    pl="zamieszkanie w gminie",
    en="lives in the gmina",
    law="strona klubu z 11.02.2025 (mieszkańcy gminy); Kodeks cywilny, art. 25",
    version=1,
    judge=_lives_here,
)
