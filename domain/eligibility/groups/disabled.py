"""Disabled persons (art. 1(2)(8)): a decision that is valid on the day, of whatever degree."""

from datetime import date

from domain.eligibility.answers import Judged, best, day_said, met, not_met, unknown
from domain.eligibility.circumstances import Belonging, Circumstances, Decided
from domain.eligibility.disability import OF_A_DEGREE, of_disability
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
    outside = _outside(decision.valid_from, decision.valid_until, day, decision.item)
    if outside is not None:
        return outside
    if decision.degree is None and decision.kind in OF_A_DEGREE:
        says = ("Orzeczenie jest ważne, ale nie zapisano stopnia.", "The decision is valid, but its degree is missing.")
        return unknown(says, _LACKING, decision.item)
    return met(_VALID, decision.item)


def _by_paper(seen: Circumstances, day: date) -> Judged:
    def judge(belonging: Belonging) -> Judged:
        outside = _outside(belonging.issued_on, belonging.valid_until, day, belonging.item)
        return outside or met(_VALID, belonging.item)

    return shown_by(seen, CODE, day, EvidenceKind.DISABILITY_DECISION, _LACKING, judge)


def _outside(since: date | None, until: date | None, day: date, item: int) -> Judged | None:
    """Return that a decision is not valid yet, or no longer; None where it is."""
    if since is not None and day < since:
        first = day_said(since)
        says = (f"Orzeczenie jest ważne dopiero od {first[0]}.", f"The decision is valid only from {first[1]}.")
        return not_met(says, _LACKING, item)
    if until is not None and until < day:
        last = day_said(until)
        says = (f"Orzeczenie było ważne do {last[0]}.", f"The decision was valid until {last[1]}.")
        return not_met(says, _LACKING, item)
    return None


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
