"""Unemployed people: registered at the labour office on the day; whether for long is an answer of its own.

Art. 1(2)(5) names the *long-term* unemployed, the club's page any unemployed. So registration is the precondition, and
long-term is told beside it: the yearly report counts only what is proven.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from domain.calendar import months_from
from domain.eligibility.answers import Judged, by_rule, day_said, met, not_met, unknown
from domain.eligibility.circumstances import AtWork, Belonging, Circumstances
from domain.eligibility.facts import EvidenceKind
from domain.eligibility.groups.papers import shown_by
from domain.eligibility.groups.rule import GroupRule, Wording
from domain.rules import RuleCode, Rules
from domain.status import LabourStatus
from domain.vocabulary import EvidenceGrade

CODE = "UNEMPLOYED"
_CERTIFICATE = EvidenceKind.LABOUR_OFFICE_CERTIFICATE
_PROVES = frozenset({EvidenceGrade.DOCUMENT, EvidenceGrade.REGISTER})
_LACKING = (
    "Zapisz zaświadczenie z powiatowego urzędu pracy, ważne tego dnia.",
    "Record a certificate of the labour office that is valid on that day.",
)


def registered(seen: Circumstances, day: date, _: Rules) -> Judged:
    """Return whether the person is registered as unemployed on a day; what was learnt last counts."""
    status = seen.at_work_on(day)
    held = seen.of_group(CODE, day)
    shown_on = max((paper.issued_on or paper.since for paper in held if paper.evidence is _CERTIFICATE), default=None)
    if status is None or (shown_on is not None and status.taken_on < shown_on):
        return _by_certificate(seen, day)
    if status.labour is not LabourStatus.UNEMPLOYED_REGISTERED:
        return _otherwise(status)
    if status.source in _PROVES:
        says = ("Rejestrację w urzędzie pracy potwierdza ustalona sytuacja.", "The status taken shows registration.")
        return met(says, status.item)
    return _by_certificate(seen, day)


def long_term(seen: Circumstances, day: date, club: Rules) -> Judged:
    """Return whether certificates prove over so many months in the register within the last so many.

    Days are counted exactly, each once: more than the days from the same date so many months earlier to the day.
    """
    months = club.on(RuleCode.LONG_TERM_MONTHS, day)
    window = club.on(RuleCode.LONG_TERM_WINDOW_MONTHS, day)
    lacking = (
        "Zapisz zaświadczenia z urzędu pracy o wcześniejszych okresach rejestracji.",
        "Record certificates of the labour office for earlier periods in the register.",
    )
    papers = [held for held in seen.belongings if held.group == CODE and held.evidence is _CERTIFICATE]
    items = tuple(paper.item for paper in papers if paper.since <= day)
    if months is None or window is None:
        says = ("Klub nie ustalił, po ilu miesiącach.", "The club has not set after how many months.")
        return by_rule(unknown(says, lacking, *items), months, window)
    proven = _days_in_register(papers, months_from(day, -window.number) + timedelta(days=1), day)
    needed = (day - months_from(day, -months.number)).days
    says = (
        f"Dni w rejestrze w ostatnich {window.number} miesiącach, z zaświadczeń: {proven}; potrzeba ponad {needed}.",
        f"Days in the register in the last {window.number} months, by certificates: {proven}; over {needed} needed.",
    )
    judged = met(says, *items) if proven > needed else unknown(says, lacking, *items)
    return by_rule(judged, months, window)


def _by_certificate(seen: Circumstances, day: date) -> Judged:
    def judge(belonging: Belonging) -> Judged:
        if belonging.issued_on is not None and day < belonging.issued_on:
            of = day_said(belonging.issued_on)
            says = (f"Zaświadczenie z urzędu pracy jest dopiero z {of[0]}.", f"The certificate is only of {of[1]}.")
            return unknown(says, _LACKING, belonging.item)
        if belonging.valid_until is not None and belonging.valid_until < day:
            last = day_said(belonging.valid_until)
            says = (
                f"Zaświadczenie z urzędu pracy było ważne do {last[0]}.",
                f"The certificate of the labour office was valid until {last[1]}.",
            )
            return unknown(says, _LACKING, belonging.item)
        says = ("Rejestrację potwierdza zaświadczenie z urzędu pracy.", "The labour office certifies registration.")
        return met(says, belonging.item)

    return shown_by(seen, CODE, day, _CERTIFICATE, _LACKING, judge)


def _otherwise(status: AtWork) -> Judged:
    on = day_said(status.taken_on)
    says = (
        f"Według sytuacji ustalonej {on[0]} osoba nie jest zarejestrowana jako bezrobotna.",
        f"By the status taken on {on[1]} the person is not registered as unemployed.",
    )
    return not_met(says, _LACKING, status.item)


def _days_in_register(papers: Iterable[Belonging], since: date, until: date) -> int:
    """Return how many days of a period these certificates cover, each day once."""
    spans = sorted((max(paper.since, since), min(_proven_until(paper), until)) for paper in papers)
    covered, behind = 0, since
    for first, last in spans:
        begins = max(first, behind)
        if begins <= last:
            covered += (last - begins).days + 1
            behind = last + timedelta(days=1)
    return covered


def _proven_until(paper: Belonging) -> date:
    """Return the last day for which a certificate answers: it ended, else it is good until, else it was issued."""
    return paper.ended_on or paper.valid_until or paper.issued_on or paper.since


UNEMPLOYED = GroupRule(
    code=CODE,
    pl="osoby bezrobotne",
    en="unemployed people",
    law="ustawa o zatrudnieniu socjalnym, art. 1 ust. 2 pkt 5",
    version=1,
    evidence=(_CERTIFICATE,),
    wordings=(Wording(text="bezrobotni"),),
    precondition=registered,
)
