"""Judging a person on a day: every condition that is asked for, with its answer, and what it saw.

Pure: what was recorded comes in opened (`Circumstances`), the dated rules come in (`Terms`), the answer goes out.
"""

from collections.abc import Iterable
from datetime import date

import msgspec

from domain.eligibility.answers import Answer, Judged, unknown
from domain.eligibility.circumstances import Circumstances
from domain.eligibility.conditions import CONDITIONS, OF_THE_KIND, Terms
from domain.eligibility.conditions.group import GROUP, groups_on
from domain.eligibility.groups import UNEMPLOYED
from domain.eligibility.groups.unemployed import long_term
from domain.rules import Rule, RuleCode


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A condition that is asked for, and the edition's rule that asks for it (None: the club as such)."""

    code: str
    by: Rule | None = None


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    """What one rule answers: its code and version, its names, the law it rests on."""

    code: str
    version: int
    pl: str
    en: str
    law: str
    judged: Judged

    @property
    def id(self) -> str:
        """The rule and its version, as a finding keeps it."""
        return f"{self.code}@{self.version}"


class Assessment(msgspec.Struct, frozen=True, kw_only=True):
    """Every answer of one judgement; `groups` are those of the person on the day, each with its precondition.

    `long_term` is there for unemployed people only.
    """

    day: date
    answers: tuple[Answered, ...] = ()
    groups: tuple[Answered, ...] = ()
    long_term: Judged | None = None

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that were applied, with their versions: of the program, and the dated ones of the books."""
        answered = (*self.answers, *self.groups)
        dated = {f"{rule.code.value}@{rule.item}": None for each in answered for rule in each.judged.rules}
        return (*dict.fromkeys(each.id for each in answered), *dated)

    @property
    def inputs(self) -> tuple[int, ...]:
        """The items that were seen, in order."""
        return tuple(sorted({item for each in (*self.answers, *self.groups) for item in each.judged.inputs}))

    @property
    def lacking(self) -> tuple[Answered, ...]:
        """The conditions that are not met, and those of which nothing is known."""
        return tuple(each for each in self.answers if each.judged.answer is not Answer.MET)

    @property
    def not_met(self) -> tuple[Answered, ...]:
        """The conditions that are not met."""
        return tuple(each for each in self.answers if each.judged.answer is Answer.NOT_MET)

    @property
    def answer(self) -> Answer:
        """Whether everything is met; not met where anything is not."""
        if self.not_met:
            return Answer.NOT_MET
        return Answer.UNKNOWN if self.lacking else Answer.MET


def asked_by_edition(terms: Terms, day: date) -> tuple[Asked, ...]:
    """Return the conditions that the edition asks for on a day."""
    return tuple(
        Asked(code=rule.applies_to, by=rule)
        for rule in terms.edition.each(RuleCode.CONDITION, day)
        if rule.applies_to is not None
    )


def asked_by_kind(terms: Terms) -> tuple[Asked, ...]:
    """Return the conditions that are asked for where no programme is named."""
    return tuple(Asked(code=code) for code in OF_THE_KIND[terms.kind])


def assess(seen: Circumstances, day: date, asked: Iterable[Asked], terms: Terms) -> Assessment:
    """Return what every condition that is asked for answers on a day."""
    answers = tuple(_answered(seen, day, each, terms) for each in asked)
    of_groups = any(each.code == GROUP.code for each in answers)
    groups = groups_on(seen, day) if of_groups else []
    return Assessment(
        day=day,
        answers=answers,
        groups=tuple(
            Answered(
                code=rule.code,
                version=rule.version,
                pl=rule.pl,
                en=rule.en,
                law=rule.law,
                judged=rule.precondition(seen, day, terms.club),
            )
            for rule in groups
        ),
        long_term=long_term(seen, day, terms.club) if UNEMPLOYED in groups else None,
    )


def _answered(seen: Circumstances, day: date, asked: Asked, terms: Terms) -> Answered:
    rule = CONDITIONS.get(asked.code)
    if rule is None:
        says = ("Tego warunku program nie potrafi sprawdzić.", "This condition cannot be checked here.")
        judged = unknown(says, ("Sprawdź go w dokumentach.", "Check it in the papers."))
        code, law = asked.code, "" if asked.by is None else asked.by.law
        return Answered(code=code, version=0, pl=code, en=code, law=law, judged=judged)
    judged = rule.judge(seen, day, terms)
    law = rule.law if asked.by is None else asked.by.law
    by = () if asked.by is None else (asked.by,)
    return Answered(
        code=rule.code,
        version=rule.version,
        pl=rule.pl,
        en=rule.en,
        law=law,
        judged=msgspec.structs.replace(judged, rules=(*by, *judged.rules)),
    )
