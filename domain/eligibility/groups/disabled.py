"""Disabled persons (art. 1(2)(8)): a decision that is valid on the day, of whatever degree."""

from datetime import date

from domain.eligibility.answers import Judged, best, met, not_met, unknown
from domain.eligibility.circumstances import Belonging, Circumstances, Decided
from domain.eligibility.disability import OF_A_DEGREE, of_disability, outside
from domain.eligibility.facts import EvidenceKind
from domain.eligibility.groups.papers import shown_by
from domain.eligibility.groups.rule import GroupRule, Wording
from domain.rules import Rules

CODE = "DISABLED"
_LACKING = (
    "Zapisz orzeczenie o niepełnosprawności ze stopniem (albo równoważne ZUS lub KRUS), ważne tego dnia.",
    "Record the disability decision with its degree (or its ZUS or KRUS equivalent), valid on that day.",
)

_VALID = ("Orzeczenie jest ważne tego dnia.", "The decision is valid on that day.")


def _decided(seen: Circumstances, day: date, _: Rules) -> Judged:
    decisions = [_by_decision(decision, day) for decision in of_disability(seen.decisions)]
    shown = any(held.evidence is EvidenceKind.DISABILITY_DECISION for held in seen.of_group(CODE, day))
    return best([*decisions, _by_paper(seen, day)] if shown or not decisions else decisions)


def _by_decision(decision: Decided, day: date) -> Judged:
    not_held = outside(decision.valid_from, decision.valid_until, day)
    if not_held is not None:
        return not_met(not_held, _LACKING, decision.item)
    if decision.degree is None and decision.kind in OF_A_DEGREE:
        says = ("Orzeczenie jest ważne, ale nie zapisano stopnia.", "The decision is valid, but its degree is missing.")
        return unknown(says, _LACKING, decision.item)
    return met(_VALID, decision.item)


def _by_paper(seen: Circumstances, day: date) -> Judged:
    def judge(belonging: Belonging) -> Judged:
        not_held = outside(belonging.issued_on, belonging.valid_until, day)
        if not_held is not None:
            return not_met(not_held, _LACKING, belonging.item)
        return met(_VALID, belonging.item)

    return shown_by(seen, CODE, day, EvidenceKind.DISABILITY_DECISION, _LACKING, judge)


DISABLED = GroupRule(
    code=CODE,
    pl="osoby z niepełnosprawnościami",
    en="people with disabilities",
    law="ustawa o zatrudnieniu socjalnym, art. 1 ust. 2 pkt 8",
    version=1,
    evidence=(EvidenceKind.DISABILITY_DECISION,),
    wordings=(Wording(text="osoby niepełnosprawne"), Wording(text="osoby z niepełnosprawnościami")),
    precondition=_decided,
)
