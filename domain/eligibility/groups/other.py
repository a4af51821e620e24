"""Anybody else in such need: the list of art. 1(2) is open (*w szczególności*); a social worker says why."""

from datetime import date

from domain.eligibility.answers import Judged, met
from domain.eligibility.circumstances import Belonging, Circumstances
from domain.eligibility.facts import EvidenceKind
from domain.eligibility.groups.papers import shown_by
from domain.eligibility.groups.rule import GroupRule, Wording
from domain.rules import Rules

CODE = "OTHER"


def _found(seen: Circumstances, day: date, _: Rules) -> Judged:
    def judge(belonging: Belonging) -> Judged:
        says = ("Ustalił to pracownik socjalny w wywiadzie.", "A social worker found it in an interview.")
        return met(says, belonging.item)

    lacking = (
        "Zapisz wywiad środowiskowy z uzasadnieniem pracownika socjalnego.",
        "Record the interview with the social worker's reasons.",
    )
    return shown_by(seen, CODE, day, EvidenceKind.INTERVIEW, lacking, judge)


OTHER = GroupRule(
    code=CODE,
    pl="inna grupa",
    en="other group",
    law="ustawa o zatrudnieniu socjalnym, art. 1 ust. 2",
    version=1,
    evidence=(EvidenceKind.INTERVIEW,),
    wordings=(Wording(text="inne"),),
    precondition=_found,
)
