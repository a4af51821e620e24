"""People addicted to alcohol (art. 1(2)(2)); whether after completed therapy is a dated rule of the club."""

from datetime import date

from domain.eligibility.answers import Judged
from domain.eligibility.circumstances import Circumstances
from domain.eligibility.facts import EvidenceKind
from domain.eligibility.groups.rule import GroupRule, Wording
from domain.eligibility.groups.therapy import therapy_completed
from domain.rules import Rules

CODE = "ALCOHOL"


def _completed(seen: Circumstances, day: date, club: Rules) -> Judged:
    return therapy_completed(seen, CODE, day, club)


ALCOHOL = GroupRule(
    code=CODE,
    pl="osoby uzależnione od alkoholu",
    en="people addicted to alcohol",
    law="ustawa o zatrudnieniu socjalnym, art. 1 ust. 2 pkt 2",
    version=1,
    evidence=(EvidenceKind.THERAPY_CERTIFICATE,),
    wordings=(Wording(text="uzależnieni od alkoholu"),),
    precondition=_completed,
)
