"""Who will be too old soon: the age limit of an edition, and the pension age, of people who take part.

Birth dates are sealed, so these ends stand in no table: they are worked out when the list is read, from the birth
dates of the people concerned, opened for that one answer.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, select

from application.indexes import Indexes
from application.indexes.places import enrolments
from application.journal import Journal, JourneyMapper
from application.sealing import KeyErased, Sealer
from application.store.statements import Database
from application.store.tables import stored_events
from domain.calendar import birthday
from domain.editions import OpenEdition
from domain.eligibility.conditions import NO_EXCLUDING_BENEFIT
from domain.personal_data import ParticipantRegistered, PersonalDetailsChanged, PersonalDetailsCorrected
from domain.programmes import PROGRAMMES
from domain.rules import Rule, RuleCode, Rules
from domain.vocabulary import Sex

_SAY_BIRTH = tuple(kind.TOPIC for kind in (ParticipantRegistered, PersonalDetailsChanged, PersonalDetailsCorrected))
_AT_A_TIME = 500
_DAY = timedelta(days=1)
_PENSION_AGE = {Sex.FEMALE: RuleCode.PENSION_AGE_WOMEN, Sex.MALE: RuleCode.PENSION_AGE_MEN}


class Birth(NamedTuple):
    """When somebody was born, and their sex."""

    on: date
    sex: Sex


class AgeEnd(NamedTuple):
    """The last day before somebody is too old: of whom, their enrolment, its programme, and whether for a pension."""

    last_day: date
    participant: UUID
    item: int
    programme: str
    pension: bool


class _Place(NamedTuple):
    participant: UUID
    item: int
    quota_of: UUID
    edition: OpenEdition
    rules: Rules


class AgeLimits:
    """Works the ends out through one read connection."""

    def __init__(self, core: Connection, db: Database, journal: Journal, sealer: Sealer, indexes: Indexes) -> None:
        """Read through `core` and `db`."""
        self._core, self._db, self._journal, self._sealer, self._indexes = core, db, journal, sealer, indexes

    def between(self, since: date, until: date, whose: Iterable[ColumnElement[bool]]) -> list[AgeEnd]:
        """Return the ends with a last day in a period, both included; `whose` narrows the enrolments."""
        club = self._indexes.rules.of_club(self._db)
        places = list(self._places(whose))
        births = self._births({_whose_age(place) for place in places} | {place.participant for place in places})
        return [end for place in places for end in _ends(place, club, births) if since <= end.last_day <= until]

    def _places(self, whose: Iterable[ColumnElement[bool]]) -> Iterator[_Place]:
        limited = {
            edition.id.hex: (edition, rules)
            for edition in self._indexes.places.editions(self._db)
            if _limits((rules := self._indexes.rules.of(self._db, edition.id)), RuleCode.AGE_BELOW)
            or _limits(rules, RuleCode.CONDITION, NO_EXCLUDING_BENEFIT.code)
        }
        query = select(enrolments).where(
            enrolments.c.ended_on.is_(None), enrolments.c.edition.in_(sorted(limited)), *whose
        )
        for row in self._core.execute(query):
            yield _Place(UUID(row.participant), row.item, UUID(row.quota_of), *limited[row.edition])

    def _births(self, people: Collection[UUID]) -> Mapping[UUID, Birth]:
        """Return when these people were born as their record says it now; whoever was forgotten is left out."""
        found: dict[UUID, dict[str, Any]] = {}
        ordered = sorted(people)
        for start in range(0, len(ordered), _AT_A_TIME):
            ids = [id.hex for id in ordered[start : start + _AT_A_TIME]]
            query = (
                select(stored_events.c.topic, stored_events.c.state)
                .where(stored_events.c.originator_id.in_(ids), stored_events.c.topic.in_(_SAY_BIRTH))
                .order_by(stored_events.c.originator_id, stored_events.c.originator_version)
            )
            for topic, state in self._core.execute(query):
                self._take(found, topic, state)
        known = ((id, said) for id, said in found.items() if "birth_date" in said and "sex" in said)
        return {id: Birth(said["birth_date"], said["sex"]) for id, said in known}

    def _take(self, found: dict[UUID, dict[str, Any]], topic: str, state: bytes) -> None:
        mapper = self._journal.mapper
        assert isinstance(mapper, JourneyMapper)  # noqa: S101
        fact = mapper.read(topic, state)
        for name in ("birth_date", "sex"):
            if getattr(fact, name, None) is not None:
                with suppress(KeyErased):
                    said = self._sealer.open_field(fact, name, stored_topic=topic)
                    found.setdefault(fact.originator_id, {})[name] = said


def _limits(rules: Rules, code: RuleCode, applies_to: str | None = None) -> list[Rule]:
    return [rule for rule in rules.all if rule.code is code and applies_to in (None, rule.applies_to)]


def _whose_age(place: _Place) -> UUID:
    """Return whose age the edition's limit is about: in respite care that of the cared-for person."""
    return place.quota_of if PROGRAMMES[place.edition.programme].needs_cared_for else place.participant


def _ends(place: _Place, club: Rules, births: Mapping[UUID, Birth]) -> Iterator[AgeEnd]:
    """Yield the last days before somebody is too old, by the rules in force on the birthday."""
    aged, own = births.get(_whose_age(place)), births.get(place.participant)
    if aged is not None:
        for rule in _limits(place.rules, RuleCode.AGE_BELOW):
            turns = birthday(aged.on, rule.number)
            if place.rules.on(RuleCode.AGE_BELOW, turns, applies_to=rule.applies_to) == rule:
                yield from _end(place, turns, pension=False)
    if own is not None:
        for rule in _limits(club, _PENSION_AGE[own.sex]):
            turns = birthday(own.on, rule.number)
            asked = place.rules.is_on(RuleCode.CONDITION, turns, applies_to=NO_EXCLUDING_BENEFIT.code)
            if asked and club.on(rule.code, turns) == rule:
                yield from _end(place, turns, pension=True)


def _end(place: _Place, turns: date, *, pension: bool) -> Iterator[AgeEnd]:
    last_day = turns - _DAY
    if place.edition.is_open_on(turns):
        yield AgeEnd(last_day, place.participant, place.item, place.edition.programme, pension)
