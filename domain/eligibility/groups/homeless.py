"""Homeless people: only those who follow an individual programme out of homelessness (art. 1(2)(1))."""

from datetime import date

from domain.eligibility.answers import Judged
from domain.eligibility.circumstances import Circumstances
from domain.eligibility.facts import EvidenceKind
from domain.eligibility.groups.papers import programme_runs
from domain.eligibility.groups.rule import GroupRule, Wording
from domain.rules import Rules

CODE = "HOMELESS"


def _runs(seen: Circumstances, day: date, _: Rules) -> Judged:
    name = ("Indywidualny program wychodzenia z bezdomności", "individual programme out of homelessness")
    return programme_runs(seen, CODE, day, EvidenceKind.HOMELESSNESS_PROGRAMME, name)


HOMELESS = GroupRule(
    code=CODE,
    pl="osoby bezdomne",
    en="homeless people",
    law="ustawa o zatrudnieniu socjalnym, art. 1 ust. 2 pkt 1",
    version=1,
    evidence=(EvidenceKind.HOMELESSNESS_PROGRAMME,),
    wordings=(Wording(text="bezdomni"),),
    precondition=_runs,
)
