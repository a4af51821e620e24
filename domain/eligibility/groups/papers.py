"""Which paper shows a membership on a day, as several groups ask for it."""

from collections.abc import Callable
from datetime import date

from domain.eligibility.answers import Judged, Said, best, day_said, met, not_met, unknown
from domain.eligibility.circumstances import Belonging, Circumstances
from domain.eligibility.facts import EvidenceKind


def shown_by(
    seen: Circumstances,
    group: str,
    day: date,
    kind: EvidenceKind,
    lacking: Said,
    judge: Callable[[Belonging], Judged],
) -> Judged:
    """Return the best that the memberships on a paper of that kind say; without one: not known, `lacking` it."""
    held = seen.of_group(group, day)
    on_paper = [belonging for belonging in held if belonging.evidence is kind]
    if on_paper:
        return best(map(judge, on_paper))
    says = ("Brakuje dokumentu, który to potwierdza.", "The paper that shows it is missing.")
    return unknown(says, lacking, *(belonging.item for belonging in held))


def programme_runs(seen: Circumstances, group: str, day: date, kind: EvidenceKind, name: Said) -> Judged:
    """Return whether an individual programme runs on a day: begun by then, and not over."""
    pl, en = name

    def judge(belonging: Belonging) -> Judged:
        since = belonging.issued_on or belonging.since
        until = belonging.valid_until
        if day < since:
            first = day_said(since)
            says = (f"{pl} zaczyna się dopiero {first[0]}.", f"The {en} begins only on {first[1]}.")
            return not_met(says, lacking, belonging.item)
        if until is not None and until < day:
            last = day_said(until)
            return not_met((f"{pl} trwał do {last[0]}.", f"The {en} ran until {last[1]}."), lacking, belonging.item)
        return met((f"{pl} trwa tego dnia.", f"The {en} runs on that day."), belonging.item)

    lacking = (
        f"Zapisz trwający dokument: {pl.lower()}, z dniem rozpoczęcia i końca.",
        f"Record the {en} that runs on that day, with its first and last day.",
    )
    return shown_by(seen, group, day, kind, lacking, judge)


def issued_by(seen: Circumstances, group: str, day: date, kind: EvidenceKind, name: Said) -> Judged:
    """Return whether a paper was issued by a day; one without its date does not tell."""
    pl, en = name

    def judge(belonging: Belonging) -> Judged:
        issued_on = belonging.issued_on
        if issued_on is None:
            return unknown(
                (f"{pl}: nie wiadomo, z którego dnia.", f"{en}: not known of which day."),
                (f"Podaj dzień, z którego jest {pl.lower()}.", f"Give the day of the {en.lower()}."),
                belonging.item,
            )
        of = day_said(issued_on)
        says = (f"{pl} z {of[0]}.", f"{en} of {of[1]}.")
        return met(says, belonging.item) if issued_on <= day else not_met(says, lacking, belonging.item)

    lacking = (
        f"Potrzebne jest {pl.lower()}, wystawione najpóźniej tego dnia.",
        f"A {en.lower()} that was issued by that day is needed.",
    )
    return shown_by(seen, group, day, kind, lacking, judge)
