"""A month under an agreement as the API says it: three lists, what stands in their way, by which rules."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from application.projections.agreements import Notice
from application.projections.month_end import MonthUnder, NotThere, Told
from application.projections.timeline.rules import rule_in_words, value_in_words
from application.projections.timeline.words import WORDS
from domain.absences import AbsenceKind
from domain.hours import HoursState
from domain.hours.time import clock_time
from domain.month_end import (
    Benefit,
    Breach,
    BreachKind,
    MissingKind,
    Part,
    StatusKind,
    Worked,
    refunded,
)
from domain.month_end.words import NO_REFUND, NOT_APPROVED, NOT_FOR_ABSENCE, NOT_IN_FORCE, ROUNDING, RUNNING, Pair
from domain.month_end.worked import total
from domain.programmes import ACTIVITIES
from domain.rules import Rule, RuleCode, RuleScope, Value

Names = tuple[str | None, str | None]
Naming = Callable[[UUID], dict[str, Any]]
Ordering = Callable[[UUID], tuple[bool, bytes]]

ERASED = "[usunięto]"
_AMOUNTS = ("recorded", "approved", "over", "payable")
WHOLE_AGREEMENT = (
    "sprawdzenie całego porozumienia (osoby naraz, godziny łącznie): widzi je ten, kto widzi wszystkie osoby"
)


class _Somebody(msgspec.Struct, frozen=True, kw_only=True):
    id: UUID
    family_name: str | None
    given_name: str | None


class WorkLine(msgspec.Struct, frozen=True, kw_only=True):
    """One entry: its day, its minutes, how it was checked, the kind of work and the place as far as they were said.

    `item` names the entry in the record `record`. `place` and `what` are null for who may not read them.
    """

    record: UUID
    item: int
    day: date
    recorded: int
    approved: int
    over: int
    payable: int
    state: HoursState
    activity: str | None
    activity_pl: str | None
    activity_en: str | None
    place: str | None
    what: str | None


class PersonRecords(_Somebody, frozen=True, kw_only=True):
    """Ewidencja of one person: the days, and the sum of each amount in minutes."""

    days: list[WorkLine]
    recorded: int
    approved: int
    over: int
    payable: int


class Records(msgspec.Struct, frozen=True, kw_only=True):
    """Ewidencja: everybody shown in Polish order, and the sums in minutes. Over-limit time is in no payable minute."""

    items: list[PersonRecords]
    people: int
    recorded: int
    approved: int
    over: int
    payable: int


class BenefitLine(_Somebody, frozen=True, kw_only=True):
    """What is due to one person, in grosze, by the rates of the month."""

    parts: tuple[Part, ...]
    minutes: int
    amount: int


class BenefitList(msgspec.Struct, frozen=True, kw_only=True):
    """Lista należnych świadczeń, in grosze; `pl` and `en` say how amounts are rounded.

    `refund` is what the Labour Fund gives back, null where no refund is set for some payable day.
    """

    items: list[BenefitLine]
    people: int
    minutes: int
    amount: int
    refund: int | None
    pl: str
    en: str


class NotThereLine(_Somebody, frozen=True, kw_only=True):
    """One day for the labour office: an absence of a kind or a refusal, and why, as far as the reader may know."""

    day: date
    refused: bool
    kind: AbsenceKind | None
    pl: str
    en: str
    reason: str | None


class MissingLine(msgspec.Struct, frozen=True, kw_only=True):
    """What is missing on which days, and what to do."""

    kind: MissingKind
    since: date
    until: date
    pl: str
    en: str


class BreachLine(msgspec.Struct, frozen=True, kw_only=True):
    """What goes over the agreement, with its numbers (persons, else minutes); nobody named: as a whole."""

    kind: BreachKind
    id: UUID | None
    family_name: str | None
    given_name: str | None
    day: date | None
    rule: RuleCode | None
    most: int
    found: int
    over: int
    pl: str
    en: str


class CheckLine(_Somebody, frozen=True, kw_only=True):
    """Whose unemployed status is to be checked before paying, and what the record says."""

    kind: StatusKind
    since: date
    pl: str
    en: str


class RuleUsed(msgspec.Struct, frozen=True, kw_only=True):
    """A rule by which the month is paid or rounded, of the agreement or of an edition."""

    scope: RuleScope
    item: int
    rule: RuleCode
    pl: str
    en: str
    value: Value
    value_pl: str
    value_en: str
    since: date
    until: date | None
    law: str
    confirmed: bool


class MonthEndAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A month under an agreement, as of `today` and a position of the log.

    `benefits` is null while something is `missing`. `running`: the month goes on, all of it is a preview.
    """

    agreement: UUID
    number: str
    month: str
    since: date
    until: date
    valid_from: date
    valid_until: date
    running: bool
    today: date
    position: int
    notices: list[Notice]
    missing: list[MissingLine]
    breaches: list[BreachLine]
    to_check: list[CheckLine]
    records: Records
    benefits: BenefitList | None
    absences: list[NotThereLine]
    rules: list[RuleUsed]
    hides: list[str]

    @property
    def people(self) -> list[UUID]:
        """Everybody who is shown."""
        named = [*self.records.items, *self.absences, *self.to_check]
        return list(dict.fromkeys(one.id for one in named))


def answered(
    found: MonthUnder,
    sees: Callable[[UUID], bool],
    names: Callable[[UUID], Names],
    order: Callable[[UUID], tuple[bool, bytes]],
    *,
    today: date,
    position: int,
    hides: Callable[[int], list[str]],
) -> MonthEndAnswer:
    """Return the answer for somebody who sees these people, in the order of their names.

    `hides` says in words what is left out, when so many people are.
    """
    end, terms = found.end, found.terms
    shown = [line for line in end.lines if sees(line.participant)]
    hidden = {line.participant for line in end.lines} - {line.participant for line in shown}
    due = None if end.benefits is None else [one for one in end.benefits if sees(one.participant)]

    def named(who: UUID) -> dict[str, Any]:
        return {"id": who, "family_name": names(who)[0], "given_name": names(who)[1]}

    return MonthEndAnswer(
        agreement=found.agreement,
        number=terms.number,
        month=f"{end.first:%Y-%m}",
        since=end.first,
        until=end.last,
        valid_from=terms.first,
        valid_until=terms.last,
        running=end.running,
        today=today,
        position=position,
        notices=[Notice(pl=pl, en=en) for pl, en in _notices(found, shown, due, today)],
        missing=[
            MissingLine(kind=one.kind, since=one.since, until=one.until, **_said(one.sentence(terms.number)))
            for one in end.missing
        ],
        breaches=[
            _breach(breach, named)
            for breach in end.breaches
            if (not hidden if breach.participant is None else sees(breach.participant))
        ],
        to_check=[
            CheckLine(kind=said.kind, since=said.since, **_said(said.sentence()), **named(who))
            for who, said in sorted(found.lost, key=lambda one: order(one[0]))
        ],
        records=_records(shown, found.told, named, order),
        benefits=None if due is None else _benefits(due, named, order),
        absences=[
            NotThereLine(
                day=one.day,
                refused=one.refused,
                kind=one.kind,
                reason=one.reason,
                **_said(_why(one)),
                **named(one.participant),
            )
            for one in sorted(found.not_there, key=lambda one: (one.day, order(one.participant)))
        ],
        rules=[_rule(scope, rule) for scope, rule in found.rules],
        hides=[*hides(len(hidden)), *([WHOLE_AGREEMENT] if hidden else [])],
    )


def _said(words: Pair) -> dict[str, Any]:
    return {"pl": words[0], "en": words[1]}


def _notices(found: MonthUnder, shown: list[Worked], due: list[Benefit] | None, today: date) -> Iterator[Pair]:
    terms = found.terms
    if found.end.running:
        yield RUNNING.of(today=today)
    if not found.end.in_force:
        yield NOT_IN_FORCE.of(first=terms.first, last=terms.last)
    waiting = [line for line in shown if not line.is_approved]
    if waiting:
        yield NOT_APPROVED.of(entries=len(waiting), minutes=clock_time(total(waiting, "recorded")))
    yield NOT_FOR_ABSENCE.of()
    if due and refunded(due) is None:
        yield NO_REFUND.of(number=terms.number)


def _records(shown: Sequence[Worked], told: Mapping[tuple[UUID, int], Told], named: Naming, order: Ordering) -> Records:
    by_person: dict[UUID, list[Worked]] = {}
    for line in shown:
        by_person.setdefault(line.participant, []).append(line)
    items = [
        PersonRecords(
            days=[_line(line, told[line.record, line.entry.item]) for line in lines],
            **_sums(lines),
            **named(who),
        )
        for who, lines in sorted(by_person.items(), key=lambda one: order(one[0]))
    ]
    return Records(items=items, people=len(items), **_sums(shown))


def _sums(lines: Sequence[Worked]) -> dict[str, Any]:
    return {name: total(lines, name) for name in _AMOUNTS}


def _line(line: Worked, told: Told) -> WorkLine:
    entry = line.entry
    activity = None if entry.activity is None else ACTIVITIES[entry.activity]
    return WorkLine(
        record=line.record,
        item=entry.item,
        day=entry.day,
        **{name: getattr(line, name) for name in _AMOUNTS},
        state=entry.state,
        activity=entry.activity,
        activity_pl=None if activity is None else activity.pl,
        activity_en=None if activity is None else activity.en,
        place=told.place,
        what=told.what,
    )


def _benefits(due: Iterable[Benefit], named: Naming, order: Ordering) -> BenefitList:
    paid = sorted(due, key=lambda one: order(one.participant))
    pl, en = ROUNDING.of()
    return BenefitList(
        items=[
            BenefitLine(parts=one.parts, minutes=one.minutes, amount=one.amount, **named(one.participant))
            for one in paid
        ],
        people=len(paid),
        minutes=sum(one.minutes for one in paid),
        amount=sum(one.amount for one in paid),
        refund=refunded(paid),
        pl=pl,
        en=en,
    )


def _breach(breach: Breach, named: Naming) -> BreachLine:
    nobody: dict[str, Any] = {"id": None, "family_name": None, "given_name": None}
    return BreachLine(
        kind=breach.kind,
        day=breach.day,
        rule=breach.rule,
        most=breach.most,
        found=breach.found,
        over=breach.over,
        **_said(breach.sentence()),
        **(nobody if breach.participant is None else named(breach.participant)),
    )


def _why(one: NotThere) -> Pair:
    """Return what a day without work was, as the labour office reads it."""
    if one.refused:
        return "odmowa wykonania pracy", "work refused"
    kind = ("", "") if one.kind is None else WORDS[one.kind]
    return f"nieobecność {kind[0]}".strip(), f"absence, {kind[1]}".removesuffix(", ")


def _rule(scope: RuleScope, rule: Rule) -> RuleUsed:
    value_pl, value_en = value_in_words(rule.code, rule.unit, rule.value)
    return RuleUsed(
        scope=scope,
        item=rule.item,
        rule=rule.code,
        value=rule.value,
        value_pl=value_pl,
        value_en=value_en,
        since=rule.since,
        until=rule.until,
        law=rule.law,
        confirmed=rule.confirmed,
        **_said(rule_in_words(rule.code, rule.applies_to)),
    )


def name_of(one: Any) -> str:
    """Return family and given name of a line, or that they were erased."""
    return ERASED if one.family_name is None else f"{one.family_name} {one.given_name}"
