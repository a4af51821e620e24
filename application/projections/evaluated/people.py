"""The people as evaluation reads them: what was known up to a position of the log, codes opened.

A row of the view never changes, so what was opened of it once is kept in memory: a report over everybody then reads
ids and positions only. The codes are the club's statistics, coarse and kept when a person is forgotten; names,
dates of birth and free text are not among them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Select, Table, bindparam, distinct, func, or_, select

from application.clock import Clock
from application.indexes.places import editions
from application.journal import Journal
from application.projections.evaluated.opening import Codes, opened, together
from application.projections.evaluated.skeleton import Skeleton, skeleton
from application.projections.evaluated.turning import FactAt, Turn, facts_at, hours_said, rows_between, turns
from application.projections.evaluated.turning import Row as RowBetween
from application.projections.evaluated.view import codes_said, evaluated, evaluated_codes
from application.projections.then import Then, entries, rules_of
from application.recorded import Recorded
from application.sealing import Sealer
from application.store.known import Known, position_by, size, version_known
from application.store.sqlite import Store
from application.store.statements import Database, compiled
from domain.annual_report.cells import Use
from domain.calendar import day_ends, local_day
from domain.duplicates import holding
from domain.durability.person import EditionKnown, Key, Person
from domain.editions import Edition
from domain.hours import HoursState
from domain.participant import Participant
from domain.rules import CLUB_BOOK, RuleBook, Rules, book_of

KEPT_MOST = 250_000
"""So many opened rows are kept, of about 2 kB each; a larger population is opened again for each report."""

_AT_ONCE = 400
_OF_THEN = (
    evaluated.c.known_from <= bindparam("position"),
    or_(evaluated.c.known_until.is_(None), evaluated.c.known_until > bindparam("the_same")),
)
_KNOWN = compiled(
    select(evaluated.c.known_from, evaluated.c.survivor).where(*_OF_THEN).order_by(evaluated.c.participant)
)
_WHOSE = compiled(select(evaluated.c.known_from, evaluated.c.participant).where(*_OF_THEN))
_EDITIONS = compiled(select(editions.c.edition).order_by(editions.c.edition))
_skeleton = msgspec.json.Decoder(Skeleton)
_tokens = msgspec.json.Decoder(dict[str, str])


class Population(msgspec.Struct, frozen=True, kw_only=True):
    """Everybody who was known at a position, the editions as they were known, and the day of that knowledge.

    `today` is the cut-off of every figure: the day in Poland of `known_at`, or of now. `people` stand in the order of
    their ids, so that the same position gives the same bytes.
    """

    position: int
    today: date
    people: tuple[Person, ...]
    editions: Mapping[UUID, EditionKnown]


class Dose(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """How much of a programme somebody had: minutes, and days with an entry."""

    minutes: int
    days: int


class People:
    """Answers with the people as they were known at any position."""

    def __init__(self, store: Store, journal: Journal, sealer: Sealer, clock: Clock) -> None:
        """Start with nothing opened."""
        self._store, self._journal, self._sealer, self._clock = store, journal, sealer, clock
        self._opened: dict[int, Person] = {}
        """Rows by the position since which they are known: no other row has the same."""

        self._editions: dict[tuple[UUID, int, int], EditionKnown] = {}
        self._last: Population | None = None
        """What was answered last: who reads a report asks the next question before anything new is recorded."""

    def at(self, known: Known | None) -> Population:
        """Return the population as it was known, or as it is known now (None), within the caller's snapshot."""
        db = self._store.reading()
        position = size(db) if known is None else known.position
        today = local_day(self._clock.now() if known is None else known.moment)
        last = self._last
        if last is None or (last.position, last.today) != (position, today):
            last = self._last = Population(
                position=position,
                today=today,
                people=tuple(self._people(db, position)),
                editions=self._editions_at(db, position),
            )
        return last

    def at_end_of(self, day: date) -> Population:
        """Return the population as it was known by the end of a day in Poland, within the caller's snapshot."""
        moment = day_ends(day)
        return self.at(Known(position=position_by(self._store.reading(), moment), moment=moment))

    def turns(self, groups: Sequence[Collection[UUID]], first: int, last: int) -> list[list[Turn]]:
        """Return, for each group of records, who they were at a position and after each later fact up to another."""
        with self._store.snapshot() as core:
            rows = rows_between(core, [record for group in groups for record in group], first, last)
        known = self._opened_rows({since: who for since, _, _, who in rows})
        of_record = {record.hex: number for number, group in enumerate(groups) for record in group}
        sorted_out: list[list[RowBetween]] = [[] for _ in groups]
        for row in rows:
            sorted_out[of_record[row[3]]].append(row)
        return [list(turns(of_group, known, first, last)) for of_group in sorted_out]

    def hours_said(self, of: Collection[UUID], days: tuple[date, date], first: int, last: int) -> list[int]:
        """Return the positions, after one and up to another, at which hours of records on some days said anything."""
        with self._store.snapshot() as core:
            return hours_said(core, of, days, first, last)

    def after_step(self, life: Participant, facts: Sequence[Recorded], of: Collection[UUID]) -> tuple[Person, ...]:
        """Return the people that some records would be after a step that is not taken: as it leaves one of them.

        Within the caller's snapshot. `life` is the record after the step, `facts` what the step would record.
        """
        position, who = size(self._store.reading()), life.id.hex
        with self._store.snapshot() as core:
            rows = [row for row in rows_between(core, of, position, position) if row[3] != who]
        said = self._said([who])[who] | {
            one.fact.originator_version: (one.topic, codes_said(one.fact)) for one in facts
        }
        link = holding(life.duplicate_links)
        known = dict(self._opened_rows({since: of_whom for since, _, _, of_whom in rows}))
        known[position + 1] = opened(life.id, skeleton(life), Codes(self._sealer, life.id, said))
        rows.append((position + 1, None, None if link is None else link.survivor.hex, who))
        [turn] = turns(rows, known, position + 1, position + 1)
        return turn.people

    def facts(self, positions: Collection[int]) -> dict[int, FactAt]:
        """Return the facts at these positions of the log."""
        with self._store.snapshot() as core:
            return facts_at(core, positions)

    def doses(self, position: int) -> Mapping[Key, Dose]:
        """Return how much each enrolment (by the key of its `Place`) had, as known at a position."""

        def chosen(table: Table) -> Select[Any]:
            said = table.c.participant, table.c.enrolment, table.c.minutes, table.c.day
            return select(*said).where(table.c.state != HoursState.VOIDED.value)

        known = entries(Then(position=position), chosen).c
        whose = known.participant, known.enrolment
        query = select(*whose, func.sum(known.minutes), func.count(distinct(known.day))).group_by(*whose)
        with self._store.snapshot() as core:
            return {
                (UUID(who), enrolment): Dose(minutes=minutes, days=days)
                for who, enrolment, minutes, days in core.execute(query)
            }

    def club(self, position: int) -> Rules:
        """Return the club's dated rules as known at a position, within the caller's snapshot."""
        version = version_known(self._store.reading(), CLUB_BOOK, position)
        book = self._journal.load(RuleBook, CLUB_BOOK, version) if version else None
        return Rules() if book is None else book.now

    def used(
        self, position: int, first: date, last: date, of: Collection[UUID] | None = None
    ) -> Mapping[Key, tuple[Use, ...]]:
        """Return, by enrolment, which forms of art. 18(2) its hours of some days (both included) name.

        As known at a position; of each form the entry that was recorded first. `of`: of these records only, of which
        there are few (None: of everybody).
        """
        whose = None if of is None else [record.hex for record in of]

        def chosen(table: Table) -> Select[Any]:
            said = table.c.participant, table.c.enrolment, table.c.activity, table.c.item
            stands = table.c.activity.is_not(None), table.c.state != HoursState.VOIDED.value
            those = select(*said).where(*stands, table.c.day >= first.isoformat(), table.c.day <= last.isoformat())
            return those if whose is None else those.where(table.c.participant.in_(whose))

        known = entries(Then(position=position), chosen).c
        of_each = known.participant, known.enrolment, known.activity
        query = select(*of_each, func.min(known.item)).group_by(*of_each).order_by(*of_each)
        found = defaultdict[Key, list[Use]](list)
        with self._store.snapshot() as core:
            for who, enrolment, activity, item in core.execute(query):
                id = UUID(who)
                found[id, enrolment].append(Use(activity=activity, key=(id, item)))
        return {place: tuple(uses) for place, uses in found.items()}

    def _people(self, db: Database, position: int) -> Iterable[Person]:
        rows: list[tuple[int, str | None]] = db.execute(_KNOWN, (position, position)).fetchall()
        known: Mapping[int, Person] = self._opened
        if not {since for since, _ in rows} <= known.keys():
            known = self._opened_rows(dict(db.execute(_WHOSE, (position, position)).fetchall()))
        linked: dict[UUID, list[Person]] = defaultdict(list)
        for since, survivor in rows:
            if survivor is not None:
                linked[UUID(survivor)].append(known[since])
        people = (known[since] for since, survivor in rows if survivor is None)
        if not linked:
            return people
        return (together(one, linked[one.id]) if one.id in linked else one for one in people)

    def _opened_rows(self, rows: Mapping[int, str]) -> Mapping[int, Person]:
        """Return rows (known since when, of which record) opened; what nobody has asked for yet is opened now."""
        missing = rows.keys() - self._opened.keys()
        if len(self._opened) + len(missing) > KEPT_MOST:
            missing = set(rows)
            self._opened = {}
        known = self._opened if len(missing) <= KEPT_MOST else {}
        waiting = iter(sorted({rows[since] for since in missing}))
        while ids := list(islice(waiting, _AT_ONCE)):
            codes = self._codes(ids)
            with self._store.snapshot() as core:
                said = select(evaluated.c.participant, evaluated.c.known_from, evaluated.c.skeleton)
                for who, since, text in core.execute(said.where(evaluated.c.participant.in_(ids))):
                    if since in missing:
                        known[since] = opened(UUID(who), _skeleton.decode(text), codes[who])
        return known

    def _codes(self, ids: Sequence[str]) -> Mapping[str, Codes]:
        """Return the opened codes of these records."""
        return {who: Codes(self._sealer, UUID(who), of) for who, of in self._said(ids).items()}

    def _said(self, ids: Sequence[str]) -> dict[str, dict[int, tuple[str, Mapping[str, str]]]]:
        """Return the sealed codes of these records: by version the topic of the fact, and its tokens by field."""
        said: dict[str, dict[int, tuple[str, Mapping[str, str]]]] = {who: {} for who in ids}
        query = select(evaluated_codes).where(evaluated_codes.c.participant.in_(ids))
        with self._store.snapshot() as core:
            for who, version, topic, tokens in core.execute(query):
                said[who][version] = topic, _tokens.decode(tokens)
        return said

    def _editions_at(self, db: Database, position: int) -> Mapping[UUID, EditionKnown]:
        known = (self._edition(db, UUID(hex), position) for (hex,) in db.execute(_EDITIONS, ()).fetchall())
        return {edition.edition: edition for edition in known if edition is not None}

    def _edition(self, db: Database, id: UUID, position: int) -> EditionKnown | None:
        version, of_rules = (version_known(db, stream, position) for stream in (id, book_of(id)))
        if not version:
            return None
        key = id, version, of_rules
        if key not in self._editions:
            edition = self._journal.load(Edition, id, version)
            assert edition is not None  # noqa: S101 (it has that version)
            self._editions[key] = EditionKnown(
                edition=id,
                programme=edition.programme,
                code=edition.code,
                opens_on=edition.opens_on,
                closes_on=edition.closes_on,
                places=edition.places,
                rules=rules_of(self._journal, id, Then(position=position)),
            )
        return self._editions[key]
