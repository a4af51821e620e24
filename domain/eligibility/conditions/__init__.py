"""What an edition may ask of whoever comes in: one condition a file, listed here.

Which of them an edition asks for are dated rules of its own book (CONDITION); the club as such asks for those of art. 1
and of its page, a service only for residence.
"""

from domain.eligibility.conditions.age import AGE
from domain.eligibility.conditions.carer import CARER
from domain.eligibility.conditions.disability_decision import DISABILITY_DECISION
from domain.eligibility.conditions.group import GROUP
from domain.eligibility.conditions.no_excluding_benefit import NO_EXCLUDING_BENEFIT
from domain.eligibility.conditions.residence import RESIDENCE
from domain.eligibility.conditions.rule import ConditionRule, Terms
from domain.eligibility.conditions.unemployed_without_benefit import UNEMPLOYED_WITHOUT_BENEFIT
from domain.eligibility.conditions.voluntariness import VOLUNTARINESS
from domain.vocabulary import EpisodeKind

__all__ = ["CONDITIONS", "NO_EXCLUDING_BENEFIT", "OF_THE_KIND", "ConditionRule", "Terms"]

CONDITIONS: dict[str, ConditionRule] = {
    rule.code: rule
    for rule in (
        GROUP,
        RESIDENCE,
        NO_EXCLUDING_BENEFIT,
        AGE,
        DISABILITY_DECISION,
        CARER,
        UNEMPLOYED_WITHOUT_BENEFIT,
        VOLUNTARINESS,
    )
}

OF_THE_KIND: dict[EpisodeKind, tuple[str, ...]] = {
    EpisodeKind.KIS: (GROUP.code, RESIDENCE.code, NO_EXCLUDING_BENEFIT.code),
    EpisodeKind.SERVICE: (RESIDENCE.code,),
}
"""What is asked for where no programme is named: of the club itself, and of whoever uses a service."""
