"""A month of socially useful work under one agreement, read from the record as it stands or as it was known.

Nobody's name is here; the texts of places and reasons are opened for the reader's role and are None where it opens
them not. A record that is linked to another one as its duplicate counts with the record that goes on.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Connection, Select, Table, select

from application.indexes import on_record
from application.indexes.hours import ENTRY
from application.indexes.places import enrolments
from application.journal import Journal
from application.kept_excess import excess_of
from application.looking import Looking
from application.projections.situation import Opener
from application.projections.then import Then, enrolled_ever, entries, life, of_place, rules_of, survivors
from application.store.known import version_known
from domain.absences import AbsenceKind, WorkRefused
from domain.agreements import Agreement
from domain.hours import HoursEntry, HoursState
from domain.hours.payable import settled
from domain.journal import Purpose
from domain.month_end import LostStatus, MonthEnd, StatusSaid, Terms, Worked, lost_status, month_end
from domain.participant import Participant
from domain.refusals import NotFound
from domain.rules import Rule, RuleCode, Rules, RuleScope

Place = tuple[UUID, int]
"""An enrolment: in which record, and its item."""

_AT_A_TIME = 500
_PAYING = (RuleCode.BENEFIT_RATE, RuleCode.BENEFIT_REFUND)
_ROUNDING = (RuleCode.PAYABLE_STEP, RuleCode.PAYABLE_ROUNDING)


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """Where an entry was worked and what was done, as far as the reader may see; None: not said or not seen."""

    place: str | None = None
    what: str | None = None


class NotThere(msgspec.Struct, frozen=True, kw_only=True):
    """A day without work: an absence of a kind, or work that was refused. None is what the reader may not see."""

    participant: UUID
    day: date
    refused: bool
    kind: AbsenceKind | None
    reason: str | None


class MonthUnder(msgspec.Struct, frozen=True, kw_only=True):
    """A month under an agreement, for one reader.

    `end` is of everybody; the rest of whom the reader sees. `rules` are those by which it is paid and rounded, `told`
    says more of each line by its record and item.
    """

    agreement: UUID
    terms: Terms
    end: MonthEnd
    rules: tuple[tuple[RuleScope, Rule], ...]
    told: Mapping[Place, Told]
    not_there: tuple[NotThere, ...]
    lost: tuple[tuple[UUID, LostStatus], ...]


class AgreementUnknownThen(NotFound):
    """A moment before an agreement was recorded."""

    code = "agreement-unknown-then"
    pl = "W tej chwili klub nie miał jeszcze zapisanego tego porozumienia. Podaj późniejszy known_at."
    en = "By then the club had not recorded this agreement. Give a later known_at."


class MonthReader:
    """Reads months under agreements inside one snapshot, as of one past."""

    def __init__(
        self,
        core: Connection,
        journal: Journal,
        looking: Looking,
        opener_of: Callable[[UUID], Opener],
        sees: Callable[[UUID], bool],
        then: Then,
        today: date,
    ) -> None:
        """Read through `core` for somebody who `sees` these people, and whose role opens their facts by `opener_of`.

        `today` is the day of that past.
        """
        self._core, self._journal, self._looking, self._opener_of = core, journal, looking, opener_of
        self._sees, self._then, self._today = sees, then, today

    def month(self, agreement: UUID, first: date, last: date) -> MonthUnder:
        """Return a month under an agreement. NotFound, AgreementUnknownThen, MonthNotBegun."""
        terms = self._terms(agreement)
        linked = survivors(self._core, self._then)
        lives = list(self._lives(terms.number))
        under = {
            (one.id, place.item): place
            for one in lives
            for place in one.enrolments.values()
            if place.agreement == terms.number
        }
        rows = [row for row in self._rows(under) if row.entry.day <= last]
        rules = {edition: rules_of(self._journal, edition, self._then) for edition in {row.edition for row in rows}}
        in_month = [row for row in rows if row.entry.day >= first]

        def who(record: UUID) -> UUID:
            return linked.get(record, record)

        end = month_end(
            terms,
            (first, last),
            self._today,
            [line for row in in_month if (line := self._line(row, who(row.participant), rules[row.edition]))],
            [(who(row.participant), row.entry) for row in rows],
            [(who(record), place.enrolled_on, place.ended_on) for (record, _), place in under.items()],
        )
        at_work = {line.participant for line in end.lines if self._sees(line.participant)}
        return MonthUnder(
            agreement=agreement,
            terms=terms,
            end=end,
            rules=(
                *_held(RuleScope.AGREEMENT, terms.rules, _PAYING, first, last),
                *(one for book in rules.values() for one in _held(RuleScope.EDITION, book, _ROUNDING, first, last)),
            ),
            told={
                (line.record, line.entry.item): self._told(line.record, line.entry)
                for line in end.lines
                if line.participant in at_work
            },
            not_there=tuple(sorted(self._not_there(lives, under, who, first, last), key=lambda one: one.day)),
            lost=tuple(
                (who(one.id), said)
                for one in lives
                if who(one.id) in at_work
                for said in lost_status(one.employments.values(), self._statuses(one), first, last)
            ),
        )

    def _terms(self, agreement: UUID) -> Terms:
        version = None
        if self._then.position is not None:
            version = version_known(self._journal.reading(), agreement, self._then.position)
            if not version:
                raise AgreementUnknownThen
        known = self._journal.load(Agreement, agreement, version)
        if known is None:
            raise NotFound
        first, last = known.in_force
        return Terms(
            number=known.number,
            first=first,
            last=last,
            persons=known.persons,
            minutes=known.minutes,
            minutes_monthly_each=known.minutes_monthly_each,
            rules=rules_of(self._journal, agreement, self._then),
        )

    def _lives(self, number: str) -> Iterator[Participant]:
        """Yield everybody who may have a place under the agreement, as known then.

        What hangs on an agreement now is in the index; what did and was voided since, in an edition where others do.
        """
        query = select(enrolments.c.participant).where(enrolments.c.agreement == number)
        if not self._then.is_now:
            editions = select(enrolments.c.edition).where(enrolments.c.agreement.is_not(None))
            query = select(enrolled_ever.c.participant).where(enrolled_ever.c.edition.in_(editions))
        for (hex,) in self._core.execute(query.distinct().order_by(query.selected_columns[0])):
            found = life(self._journal, UUID(hex), self._then)
            if found is not None:
                yield found

    def _rows(self, under: Iterable[Place]) -> Iterator[on_record.Row]:
        """Yield the entries of these enrolments that stand."""
        wanted = set(under)
        people = sorted({record.hex for record, _ in wanted})
        for start in range(0, len(people), _AT_A_TIME):
            some = people[start : start + _AT_A_TIME]

            def chosen(table: Table, some: list[str] = some) -> Select[Any]:
                said = (table.c.participant, *(table.c[name] for name in on_record.OF_THE_ROW), enrolled_ever.c.edition)
                return (
                    select(*said, *(table.c[column.name] for column in ENTRY))
                    .select_from(table.join(enrolled_ever, of_place(table)))
                    .where(table.c.participant.in_(some), table.c.state != HoursState.VOIDED.value)
                )

            for row in on_record.rows(self._core.execute(select(entries(self._then, chosen)))):
                if (row.participant, row.entry.enrolment) in wanted:
                    yield row

    def _line(self, row: on_record.Row, who: UUID, edition: Rules) -> Worked | None:
        excess = excess_of(self._looking, row)
        amount = settled(row.entry, excess, edition)
        if amount is None:
            return None
        return Worked(
            participant=who,
            record=row.participant,
            entry=row.entry,
            recorded=amount.recorded,
            approved=amount.approved,
            over=amount.over,
            payable=amount.payable,
            excess=excess,
        )

    def _told(self, record: UUID, entry: HoursEntry) -> Told:
        opened = self._opener_of(record)
        return Told(**{name: opened(Purpose.NOTES, entry.item, name) for name in Told.__struct_fields__})

    def _not_there(
        self,
        lives: Iterable[Participant],
        under: Mapping[Place, Any],
        who: Callable[[UUID], UUID],
        first: date,
        last: date,
    ) -> Iterator[NotThere]:
        for one in lives:
            for absence in one.absences.values() if self._sees(who(one.id)) else ():
                if (one.id, absence.enrolment) in under and first <= absence.day <= last:
                    opened = self._opener_of(one.id)
                    refused = isinstance(self._looking.fact(one.id, absence.item), WorkRefused)
                    yield NotThere(
                        participant=who(one.id),
                        day=absence.day,
                        refused=refused,
                        kind=None if refused else opened(Purpose.STATISTICS, absence.item, "kind"),
                        reason=opened(Purpose.NOTES if refused else Purpose.SPECIAL, absence.item, "reason"),
                    )

    def _statuses(self, one: Participant) -> Iterator[StatusSaid]:
        opened = self._opener_of(one.id)
        for status in one.statuses.values():
            labour = opened(Purpose.STATISTICS, status.item, "labour")
            if labour is not None:
                yield StatusSaid(item=status.item, taken_on=status.taken_on, labour=labour)


def _held(
    scope: RuleScope, rules: Rules, codes: Iterable[RuleCode], first: date, last: date
) -> Iterator[tuple[RuleScope, Rule]]:
    """Yield the rules of these codes that are in force on some day of a month."""
    for rule in rules.of(*codes):
        if rule.since <= last and (rule.until is None or first <= rule.until):
            yield scope, rule
