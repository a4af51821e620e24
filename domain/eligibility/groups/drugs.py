"""People addicted to drugs (art. 1(2)(3)); whether after completed therapy is a dated rule of the club."""

from datetime import date

from domain.eligibility.answers import Judged
from domain.eligibility.circumstances import Circumstances
from domain.eligibility.facts import EvidenceKind
from domain.eligibility.groups.rule import GroupRule, Wording
from domain.eligibility.groups.therapy import therapy_completed
from domain.rules import Rules

CODE = "DRUGS"


def _completed(seen: Circumstances, day: date, club: Rules) -> Judged:
    return therapy_completed(seen, CODE, day, club)


DRUGS = GroupRule(
    code=CODE,
    pl="osoby uzależnione od narkotyków",
    en="people addicted to drugs",
    law="ustawa o zatrudnieniu socjalnym, art. 1 ust. 2 pkt 3",
    version=1,
    evidence=(EvidenceKind.THERAPY_CERTIFICATE,),
    wordings=(Wording(text="uzależnieni od narkotyków"),),
    precondition=_completed,
)
