"""People released from prison who find it hard to integrate (art. 1(2)(6))."""

from datetime import date

from domain.eligibility.answers import Judged
from domain.eligibility.circumstances import Circumstances
from domain.eligibility.facts import EvidenceKind
from domain.eligibility.groups.papers import issued_by
from domain.eligibility.groups.rule import GroupRule, Wording
from domain.rules import Rules

CODE = "EX_PRISONER"


def _released(seen: Circumstances, day: date, _: Rules) -> Judged:
    name = ("Świadectwo zwolnienia", "Certificate of release")
    return issued_by(seen, CODE, day, EvidenceKind.RELEASE_CERTIFICATE, name)


EX_PRISONER = GroupRule(
    code=CODE,
    pl="osoby zwolnione z zakładów karnych",
    en="people released from prison",
    law="ustawa o zatrudnieniu socjalnym, art. 1 ust. 2 pkt 6",
    version=1,
    evidence=(EvidenceKind.RELEASE_CERTIFICATE,),
    wordings=(Wording(text="zwalniani z zakładów karnych"),),
    precondition=_released,
)
