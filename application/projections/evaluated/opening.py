"""A record opened for evaluation: its skeleton with the codes in their places; and records of one person put together.

Opening asks for no purpose: the codes are the club's statistics. Order: by day, then by the fact.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from operator import attrgetter
from typing import Any
from uuid import UUID

from application.projections.evaluated.skeleton import Skeleton, StayRow
from application.sealing import Place as Where
from application.sealing import Sealer
from domain.durability.person import (
    Attempt,
    ConsentToContact,
    Contract,
    Lived,
    Membership,
    Observed,
    Person,
    Place,
    Said,
    Spell,
    Stay,
    Taken,
)
from domain.journal import TOPICS, Purpose
from domain.vocabulary import ExitKind


class Codes:
    """The sealed codes of one record, each opened where it is asked for."""

    def __init__(self, sealer: Sealer, owner: UUID, said: Mapping[int, tuple[str, Mapping[str, str]]]) -> None:
        """Hold, by the version of a fact, the topic it is stored under and its tokens by field."""
        self._sealer, self._owner, self._said = sealer, owner, said

    def of(self, item: int, field: str) -> Any:
        """Return what a fact says in a field, None where it says nothing there. TokenRefused: not of this place."""
        topic, tokens = self._said[item]
        if field not in tokens:
            return None
        where = Where(self._owner, item, topic, field, Purpose.STATISTICS)
        return self._sealer.open(tokens[field], where, _content(topic, field))

    def each(self, item: int, fields: Iterable[str]) -> dict[str, Any]:
        """Return what a fact says in several fields."""
        return {field: self.of(item, field) for field in fields}


@cache
def _content(topic: str, name: str) -> Any:
    [content] = [field.content for field in TOPICS[topic].SEALED if field.name == name]
    return content


def opened(id: UUID, row: Skeleton, codes: Codes) -> Person:
    """Return one record as evaluation reads it."""
    return Person(
        id=id,
        records=(id,),
        registered_on=row.registered_on,
        sex=codes.of(row.sex, "sex"),
        birth_year=codes.of(row.birth_year, "birth_year"),
        died_on=row.died_on,
        **{name: _sorted(items, _DAYS[name]) for name, items in _items(id, row, codes)},
    )


def _items(id: UUID, row: Skeleton, codes: Codes) -> Iterator[tuple[str, Iterable[Any]]]:
    yield "stays", (_stay(id, stay, codes) for stay in row.stays)
    yield "spells", (Spell(key=(id, s.item), **_rest(s)) for s in row.spells)
    yield "answers", (Said(key=(id, a.item), episode=(id, a.episode), **_rest(a)) for a in row.answers)
    yield "inferred", (Said(key=(id, a.item), episode=(id, a.episode), **_rest(a)) for a in row.inferred)
    yield "attempts", (Attempt(key=(id, a.item), episode=(id, a.episode), **_rest(a)) for a in row.attempts)
    yield "consents", (ConsentToContact(key=(id, i), since=day, withdrawn_on=until) for i, day, until in row.consents)
    yield (
        "memberships",
        (
            Membership(
                key=(id, i),
                since=since,
                until=until,
                primary=primary,
                issued_on=issued_on,
                valid_until=valid_until,
                **codes.each(i, ("group", "evidence")),
            )
            for i, since, until, primary, issued_on, valid_until in row.memberships
        ),
    )
    yield (
        "statuses",
        (
            Taken(key=(id, i), moment=moment, taken_on=day, source=source, **codes.each(i, _STATUS))
            for i, moment, day, source in row.statuses
        ),
    )
    yield (
        "outcomes",
        (
            Observed(key=(id, i), episode=(id, of), kind=codes.of(i, "kind"), observed_on=day, evidence=evidence)
            for i, of, day, evidence in row.outcomes
        ),
    )
    yield "contracts", (Contract(key=(id, i), since=since, until=until) for i, since, until in row.contracts)
    yield "residences", (Lived(key=(id, i), residence=codes.of(i, "residence"), since=day) for i, day in row.residences)


def together(person: Person, linked: Sequence[Person]) -> Person:
    """Return one person of the record that goes on and those that are linked to it as duplicates.

    Sex and year of birth are those of the record that goes on; a death in any of them is the person's.
    """
    records = [person, *sorted(linked, key=lambda one: one.id)]
    died = [one.died_on for one in records if one.died_on is not None]
    every = {
        name: _sorted((item for one in records for item in getattr(one, name)), day) for name, day in _DAYS.items()
    }
    return Person(
        id=person.id,
        records=tuple(one.id for one in records),
        registered_on=min(one.registered_on for one in records),
        sex=person.sex,
        birth_year=person.birth_year,
        died_on=min(died, default=None),
        **every,
    )


_DAYS = {
    "stays": "referred_on",
    "spells": "started_on",
    "answers": "as_of",
    "inferred": "as_of",
    "attempts": "asked_on",
    "consents": "since",
    "memberships": "since",
    "statuses": "taken_on",
    "outcomes": "observed_on",
    "residences": "since",
    "contracts": "since",
}
"""What a person has several of, and the day by which it is ordered."""

_STATUS = [name for name in Taken.__struct_fields__ if name not in {"key", "moment", "taken_on", "source"}]
"""The codes of a status, by the names that its fact has for them."""


def _stay(id: UUID, row: StayRow, codes: Codes) -> Stay:
    places = _sorted(
        (
            Place(key=(id, p.item), programme=p.programme, edition=p.edition, since=p.since, until=p.until)
            for p in row.places
        ),
        "since",
    )
    kind = None
    if row.exit_key is not None:
        kind = ExitKind.DEATH if row.exit_item is None else codes.of(row.exit_item, "kind")
    return Stay(
        key=(id, row.item),
        kind=row.kind,
        referred_on=row.referred_on,
        began_on=places[0].since if places else None,
        exited_on=row.exited_on,
        exit_kind=kind,
        exit_key=None if row.exit_key is None else (id, row.exit_key),
        places=places,
    )


def _rest(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__struct_fields__ if name not in {"item", "episode"}}


def _sorted(items: Iterable[Any], day: str) -> tuple[Any, ...]:
    found = list(items)
    if len(found) > 1:
        found.sort(key=attrgetter(day, "key"))
    return tuple(found)
