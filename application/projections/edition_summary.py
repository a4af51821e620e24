"""A month or a year of an edition in numbers, read from the record as it stands or as it was known.

Birth dates and degrees are sealed: they are opened for this one answer. Who is counted, and whom the reader sees:
people who had a place on some day of the period, in respite care those who are cared for. What a quota is used of is
counted from all who share it, as the limit does; time counts on the days it lies in, as limits do.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Connection, select

from application.indexes.on_record import Row
from application.journal import Journal
from application.looking import Looking
from application.projections.payable import EditionUnknownThen
from application.projections.then import Then, enrolled_ever, life, of_edition_between, rules_of, survivors
from application.store.known import version_known
from domain.calendar import year_of
from domain.edition_summary import Subject, age_group, degree_group, granted_between
from domain.editions import Edition
from domain.eligibility import Decision, DecisionKind, DisabilityDegree, limit_class
from domain.enrolment import Enrolment
from domain.hours.time import counted_between
from domain.participant import Participant
from domain.programmes import PROGRAMMES
from domain.refusals import NotFound
from domain.rules import RuleCode, Rules, Unit

_REACH = timedelta(days=31)
"""How long before a period an entry may start that has a part in it."""


class Period(msgspec.Struct, frozen=True, kw_only=True):
    """A month or a year; both days are included."""

    first: date
    last: date


class SummaryFound(msgspec.Struct, frozen=True, kw_only=True):
    """What the reader sees of an edition's period: who is counted, presences (who, day), days open.

    `looked_at` are the records behind it, `carers` how many people look after those who are cared for (respite care
    alone), `hidden` how many people are counted whom the reader does not see.
    """

    programme: str
    code: str
    subjects: tuple[Subject, ...]
    looked_at: tuple[UUID, ...]
    carers: int | None
    hidden: int
    there: tuple[tuple[UUID, date], ...]
    opened: tuple[date, ...]


class _Place(msgspec.Struct, frozen=True):
    """A place in the edition: whose, and whose quota it fills, by the records that go on."""

    life: Participant
    enrolment: Enrolment
    who: UUID
    subject: UUID


class SummaryReader:
    """Reads periods of one edition inside one snapshot, as of one past."""

    def __init__(
        self, core: Connection, journal: Journal, looking: Looking, sees: Callable[[UUID], bool], then: Then
    ) -> None:
        """Read through `core` for somebody who `sees` these people."""
        self._core, self._journal, self._looking, self._sees, self._then = core, journal, looking, sees, then
        self._lives: dict[UUID, Participant | None] = {}

    def period(self, edition: UUID, period: Period) -> SummaryFound:
        """Return a period of an edition. NotFound, EditionUnknownThen."""
        known, rules = self._edition(edition), rules_of(self._journal, edition, self._then)
        places = [one for one in self._places(edition) if _in(one.enrolment, period)]
        quotas: dict[UUID, list[_Place]] = {}
        for place in places:
            quotas.setdefault(place.subject, []).append(place)
        seen = {who: some for who, some in quotas.items() if any(self._sees(place.who) for place in some)}
        year = Period(first=year_of(period.last)[0], last=period.last)
        rows = self._rows(edition, min(period.first, year.first), period.last)
        cares = PROGRAMMES[known.programme].needs_cared_for
        visible = {place.who for some in seen.values() for place in some if self._sees(place.who)}
        return SummaryFound(
            programme=known.programme,
            code=known.code,
            subjects=tuple(
                self._subject(who, some, known, rules, rows, period, year) for who, some in sorted(seen.items())
            ),
            looked_at=tuple(sorted(visible | {who for who in seen if self._live(who) is not None})),
            carers=len(visible) if cares else None,
            hidden=len(quotas) - len(seen),
            there=tuple(self._there(places, rows, period)),
            opened=tuple(
                sorted(said.day for said in known.service_days.values() if said.open and _holds(period, said.day))
            ),
        )

    def _live(self, who: UUID) -> Participant | None:
        """Return a record as it was known; None: nobody's, such as of a cared-for person without one."""
        if who not in self._lives:
            self._lives[who] = life(self._journal, who, self._then)
        return self._lives[who]

    def _edition(self, edition: UUID) -> Edition:
        version = None
        if self._then.position is not None:
            version = version_known(self._journal.reading(), edition, self._then.position)
            if not version:
                raise EditionUnknownThen
        known = self._journal.load(Edition, edition, version)
        if known is None:
            raise NotFound
        return known

    def _places(self, edition: UUID) -> Iterator[_Place]:
        linked = survivors(self._core, self._then)
        query = select(enrolled_ever.c.participant).where(enrolled_ever.c.edition == edition.hex).distinct()
        for (hex,) in self._core.execute(query.order_by(enrolled_ever.c.participant)):
            one = self._live(UUID(hex))
            if one is None:
                continue
            for place in one.enrolments.values():
                if place.edition == edition:
                    quota_of = linked.get(place.quota_of, place.quota_of)
                    yield _Place(one, place, linked.get(one.id, one.id), quota_of)

    def _rows(self, edition: UUID, first: date, last: date) -> Mapping[tuple[UUID, int], list[Row]]:
        """Return the entries with a part in a period, by enrolment."""
        found: dict[tuple[UUID, int], list[Row]] = {}
        for row in of_edition_between(self._core, edition, first - _REACH, last, self._then):
            found.setdefault((row.participant, row.entry.enrolment), []).append(row)
        return found

    def _there(
        self, places: Iterable[_Place], rows: Mapping[tuple[UUID, int], list[Row]], period: Period
    ) -> Iterator[tuple[UUID, date]]:
        for place in places:
            for row in rows.get((place.life.id, place.enrolment.item), ()) if self._sees(place.who) else ():
                if row.entry.unit is Unit.PRESENCES and _holds(period, row.entry.day):
                    yield place.who, row.entry.day

    def _subject(
        self,
        who: UUID,
        places: list[_Place],
        edition: Edition,
        rules: Rules,
        rows: Mapping[tuple[UUID, int], list[Row]],
        period: Period,
        year: Period,
    ) -> Subject:
        entries = [row.entry for p in places for row in rows.get((p.life.id, p.enrolment.item), ())]
        last_days = [p.enrolment.ended_on or period.last for p in places]
        day = min(period.last, max(last_days), edition.closes_on or period.last)
        decisions = list(self._decisions(who, day))
        limits = self._limits(rules, day, self._class(decisions))
        granted = _granted(places, edition.programme, year)
        limit = limits[Unit.MINUTES]
        shared = granted is not None and limit is not None and PROGRAMMES[edition.programme].needs_cared_for

        def used(unit: Unit, of: Period) -> int:
            return counted_between(entries, unit, of.first, of.last)

        return Subject(
            id=who,
            sex=self._detail(who, "sex"),
            age=age_group(self._detail(who, "birth_date"), period.last),
            degree=degree_group((kind, degree) for kind, degree, _ in decisions),
            served=any(used(unit, period) for unit in Unit),
            granted=min(granted, limit) if shared and granted is not None and limit is not None else granted,
            limit=limit,
            limit_doby=limits[Unit.DOBY],
            combined=rules.is_on(RuleCode.COMBINED_FORMS, day),
            used=used(Unit.MINUTES, period),
            used_so_far=used(Unit.MINUTES, year),
            doby=used(Unit.DOBY, period),
            doby_so_far=used(Unit.DOBY, year),
        )

    def _detail(self, who: UUID, name: str) -> Any:
        one = self._live(who)
        return None if one is None else self._looking.opened(who, name, one.details.get(name))

    def _decisions(self, who: UUID, day: date) -> Iterator[tuple[DecisionKind | None, DisabilityDegree | None, bool]]:
        """Yield kind, degree and whether coupled, of a person's decisions in force on a day, the newest first."""
        one = self._live(who)
        held = [] if one is None else [decision for decision in one.decisions.values() if decision.holds_on(day)]
        for decision in sorted(held, key=lambda said: (said.decided_on, said.item), reverse=True):
            kind, degree, coupled = (
                self._looking.opened(who, name, decision.item) for name in ("kind", "degree", "coupled")
            )
            yield kind, degree, coupled is True

    def _class(self, decisions: Iterable[tuple[DecisionKind | None, DisabilityDegree | None, bool]]) -> str | None:
        classes = (limit_class(kind, degree, coupled=coupled) for kind, degree, coupled in decisions)
        return next((found for found in classes if found is not None), None)

    def _limits(self, rules: Rules, day: date, of_class: str | None) -> dict[Unit, int | None]:
        """Return the smallest yearly limit on a day in each unit, of those for everybody and for the class."""

        def most(unit: Unit) -> int | None:
            said = [rules.on(RuleCode.LIMIT_YEAR, day, unit=unit, applies_to=each) for each in {None, of_class}]
            return min((rule.number for rule in said if rule is not None), default=None)

        return {unit: most(unit) for unit in Unit}


def _granted(places: Iterable[_Place], programme: str, year: Period) -> int | None:
    """Return what was granted for the programme to those who share a quota, each person once; None: nothing was."""
    grants: dict[UUID, set[Decision]] = {}
    for place in places:
        of_programme = (one for one in place.life.decisions.values() if one.programme in (None, programme))
        grants.setdefault(place.who, set()).update(of_programme)
    found = [granted_between(of_person, year.first, year.last) for of_person in grants.values()]
    known = [granted for granted in found if granted is not None]
    return sum(known) if known else None


def _in(place: Enrolment, period: Period) -> bool:
    return place.enrolled_on <= period.last and (place.ended_on is None or period.first <= place.ended_on)


def _holds(period: Period, day: date) -> bool:
    return period.first <= day <= period.last
