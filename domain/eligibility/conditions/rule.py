"""What a condition of coming in is, and on what terms it is judged."""

from collections.abc import Callable
from datetime import date

import msgspec

from domain.eligibility.answers import Judged
from domain.eligibility.circumstances import Circumstances
from domain.rules import Rules
from domain.vocabulary import EpisodeKind


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """The dated rules that a judgement rests on: the club's, those of the edition, and for what kind of episode."""

    club: Rules
    edition: Rules
    kind: EpisodeKind


class ConditionRule(msgspec.Struct, frozen=True, kw_only=True):
    """One condition: stable `code`, its name, its article, the version of the rule, and whether it is met on a day."""

    code: str
    pl: str
    en: str
    law: str
    version: int
    judge: Callable[[Circumstances, date, Terms], Judged]
