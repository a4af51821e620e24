"""People with mental disorders (art. 1(2)(4)); the club's page still has the older wording of the Act."""

from datetime import date

from domain.eligibility.answers import Judged, day_said, met, not_met, unknown
from domain.eligibility.circumstances import Belonging, Circumstances
from domain.eligibility.facts import EvidenceKind
from domain.eligibility.groups.papers import shown_by
from domain.eligibility.groups.rule import GroupRule, Wording
from domain.rules import Rules

CODE = "MENTAL_DISORDER"
_LACKING = (
    "Zapisz zaświadczenie lekarza psychiatry albo orzeczenie, ważne tego dnia.",
    "Record a psychiatrist's certificate that is valid on that day.",
)


def _certified(seen: Circumstances, day: date, _: Rules) -> Judged:
    def judge(belonging: Belonging) -> Judged:
        if belonging.issued_on is not None and day < belonging.issued_on:
            of = day_said(belonging.issued_on)
            says = (f"Zaświadczenie lekarskie jest dopiero z {of[0]}.", f"The medical certificate is only of {of[1]}.")
            return not_met(says, _LACKING, belonging.item)
        if belonging.valid_until is not None and belonging.valid_until < day:
            last = day_said(belonging.valid_until)
            says = (
                f"Zaświadczenie lekarskie było ważne do {last[0]}.",
                f"The medical certificate was valid until {last[1]}.",
            )
            return unknown(says, _LACKING, belonging.item)
        says = ("Potwierdza to zaświadczenie lekarskie.", "A medical certificate shows it.")
        return met(says, belonging.item)

    return shown_by(seen, CODE, day, EvidenceKind.MEDICAL_CERTIFICATE, _LACKING, judge)


MENTAL_DISORDER = GroupRule(
    code=CODE,
    pl="osoby z zaburzeniami psychicznymi",
    en="people with mental disorders",
    law="ustawa o zatrudnieniu socjalnym, art. 1 ust. 2 pkt 4",
    version=1,
    evidence=(EvidenceKind.MEDICAL_CERTIFICATE,),
    wordings=(
        Wording(text="chorzy psychicznie", until=2022),
        Wording(text="osoby z zaburzeniami psychicznymi", since=2022),
    ),
    precondition=_certified,
)
