"""Refugees: only those who follow an individual integration programme (art. 1(2)(7))."""

from datetime import date

from domain.eligibility.answers import Judged
from domain.eligibility.circumstances import Circumstances
from domain.eligibility.facts import EvidenceKind
from domain.eligibility.groups.papers import programme_runs
from domain.eligibility.groups.rule import GroupRule, Wording
from domain.rules import Rules

CODE = "REFUGEE"


def _runs(seen: Circumstances, day: date, _: Rules) -> Judged:
    name = ("Indywidualny program integracji", "individual integration programme")
    return programme_runs(seen, CODE, day, EvidenceKind.INTEGRATION_PROGRAMME, name)


REFUGEE = GroupRule(
    code=CODE,
    pl="uchodźcy",
    en="refugees",
    law="ustawa o zatrudnieniu socjalnym, art. 1 ust. 2 pkt 7",
    version=1,
    evidence=(EvidenceKind.INTEGRATION_PROGRAMME,),
    wordings=(Wording(text="uchodźcy"),),
    precondition=_runs,
)
