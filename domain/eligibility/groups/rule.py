"""What a group of the club is: a rule with a law, a version and a precondition on a date."""

from collections.abc import Callable
from datetime import date

import msgspec

from domain.eligibility.answers import Judged
from domain.eligibility.circumstances import Circumstances
from domain.eligibility.facts import EvidenceKind
from domain.rules import Rules


class Wording(msgspec.Struct, frozen=True, kw_only=True):
    """How a group is called on paper, and in which years the law called it so; None: no bound is known."""

    text: str
    since: int | None = None
    until: int | None = None


class GroupRule(msgspec.Struct, frozen=True, kw_only=True):
    """One group: stable `code`, how sentences call it, its article, the version of the rule, usual evidence.

    `wordings` are its names on paper, that of the club's page first. `precondition` says whether what has to be true
    of a person of that group is true on a day; it is given the club's dated rules.
    """

    code: str
    pl: str
    en: str
    law: str
    version: int
    evidence: tuple[EvidenceKind, ...]
    wordings: tuple[Wording, ...]
    precondition: Callable[[Circumstances, date, Rules], Judged]
