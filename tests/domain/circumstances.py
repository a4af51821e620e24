"""Invented circumstances of a person, as a judgement sees them, and the dated rules it is given."""

from datetime import date
from typing import Any

from domain.eligibility import Answer, Circumstances, EvidenceKind, Terms
from domain.eligibility.circumstances import Belonging
from domain.eligibility.groups import GROUPS
from domain.rules import Rule, RuleCode, Rules
from domain.vocabulary import EpisodeKind

DAY = date(2026, 6, 2)
BEFORE, AFTER = date(2026, 6, 1), date(2026, 6, 3)
MET, NOT_MET, UNKNOWN = Answer.MET, Answer.NOT_MET, Answer.UNKNOWN


def rules(*said: tuple[RuleCode, Any], since: date = date(2020, 1, 1), applies_to: str | None = None) -> Rules:
    """Return a book of these rules, items 1 and on, confirmed."""
    return Rules(
        all=tuple(
            Rule(item=item, code=code, value=value, since=since, law="art. 1", confirmed=True, applies_to=applies_to)
            for item, (code, value) in enumerate(said, start=1)
        )
    )


def terms(club: Rules | None = None, edition: Rules | None = None, kind: EpisodeKind = EpisodeKind.KIS) -> Terms:
    """Return the terms of a judgement; a book that is not said is empty."""
    return Terms(club=club or Rules(), edition=edition or Rules(), kind=kind)


def belonging(group: str, evidence: EvidenceKind, **said: Any) -> Belonging:
    """Return a membership since 2020, item 7, unless something else is said."""
    parts: dict[str, Any] = {"item": 7, "since": date(2020, 1, 1)}
    return Belonging(group=group, evidence=evidence, **(parts | said))


def of_group(group: str, seen: Circumstances, club: Rules | None = None, day: date = DAY) -> Answer:
    """Return what the precondition of a group answers on a day."""
    return GROUPS[group].precondition(seen, day, club or Rules()).answer
