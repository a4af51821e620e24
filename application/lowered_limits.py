"""What is recorded against the limits of an edition or an agreement, for a limit that is about to change."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from uuid import UUID

from application.command import Work
from application.hours_ground import degree_on
from domain.agreements import Agreement
from domain.calendar import LAST_DAY
from domain.editions import Edition
from domain.hours import HoursEntry, counted
from domain.hours.limits import windows
from domain.hours.lowered import Recorded, changed_limits, refuse_limit_below_recorded
from domain.participant import Participant
from domain.rules import Rule, Rules, RuleScope

Quota = list[tuple[UUID, int]]
"""The enrolments (participant, item) whose entries fill one quota."""


def refuse_lowered_limits(work: Work, scope: RuleScope, owner: UUID | None, before: Rules, after: Rules) -> None:
    """Refuse a change of rules by which a limit is lower than what is recorded against it."""
    for changed in changed_limits(before, after):
        assert owner is not None  # noqa: S101 (the club has no limits)
        days, quotas = _of_edition(work, owner) if scope is RuleScope.EDITION else _of_agreement(work, owner)
        recorded = (_recorded(work, changed, days, quota) for quota in quotas)
        refuse_limit_below_recorded(before, after, changed, days, recorded)


def _of_edition(work: Work, id: UUID) -> tuple[tuple[date, date], list[Quota]]:
    edition = work.known(Edition, id)
    return (edition.opens_on, edition.closes_on or LAST_DAY), work.indexes.places.quotas(work.db, id)


def _of_agreement(work: Work, id: UUID) -> tuple[tuple[date, date], list[Quota]]:
    agreement = work.known(Agreement, id)
    of_each: defaultdict[UUID, Quota] = defaultdict(list)
    for participant, item, _ in work.indexes.places.under_agreement(work.db, agreement.number):
        of_each[participant].append((participant, item))
    return (agreement.valid_from, agreement.valid_until), list(of_each.values())


def _recorded(work: Work, changed: Rule, days: tuple[date, date], quota: Quota) -> Recorded:
    first, _ = windows(changed.code, changed.since, days)
    amounts: defaultdict[date, int] = defaultdict(int)
    for entry in _entries(work, quota, first):
        if entry.unit is changed.unit:
            for day, amount in counted(entry).items():
                amounts[day] += amount

    def counts(day: date) -> bool:
        if changed.applies_to is None:
            return True
        people = (work.known(Participant, id) for id in dict.fromkeys(id for id, _ in quota))
        return any(degree_on(work, person, day) == changed.applies_to for person in people)

    return Recorded(amounts=amounts, counts=counts)


def _entries(work: Work, quota: Quota, first: date) -> Iterator[HoursEntry]:
    for participant, item in quota:
        for entry in work.indexes.hours.between(work.db, participant, first, LAST_DAY):
            if entry.enrolment == item:
                yield entry
