"""The way from referral to lasting work: of the people referred in a period, how many came how far by today.

One cohort from its start to its end, each person once: who was referred later is not in it, and whose way goes on, or
of whom nothing is known, is counted apart at every later stage and never as "did not come so far".
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from uuid import UUID

import msgspec

from domain.durability.cohort import exits
from domain.durability.definition import DurabilityRule
from domain.durability.observation import CENSORED, AtPoint
from domain.durability.observing import POINTS, Seen, observe
from domain.durability.person import EditionKnown, Person, Stay
from domain.follow_up import FollowUpPoint
from domain.vocabulary import EpisodeKind


class Stage(StrEnum):
    """How far somebody came."""

    REFERRED = "REFERRED"
    BEGAN = "BEGAN"
    LEFT = "LEFT"
    TOOK_WORK = "TOOK_WORK"
    WEEKS_4 = "WEEKS_4"
    """Was in work four weeks after the exit; so the others."""
    MONTHS_3 = "MONTHS_3"
    MONTHS_6 = "MONTHS_6"
    MONTHS_12 = "MONTHS_12"


class Came(msgspec.Struct, frozen=True, kw_only=True):
    """`reached` people came to a stage; `perhaps` more may have, or may yet: unknown, or their way goes on."""

    stage: Stage
    reached: int
    perhaps: int


def way(
    people: Iterable[Person],
    editions: Mapping[UUID, EditionKnown],
    first: date | None,
    last: date | None,
    rule: DurabilityRule,
    today: date,
) -> tuple[Came, ...]:
    """Return every stage of the people first referred to the club in a period, both days included (None: no limit).

    LEFT by the exit that counts by the rule. Whoever left an edition that does not aim at employment came no further.
    """
    cohort = [person for person in people if _referred(person, first, last)]
    began = [person for person in cohort if any(map(_began, person.stays))]
    exited = exits(began, editions, None, None, rule)
    left = [observe(person, stay, rule, today) for person, stay in exited]
    gone = {person.id for person, _ in exited}
    going_on = sum(person.id not in gone and any(map(_goes_on, person.stays)) for person in began)
    return (
        Came(stage=Stage.REFERRED, reached=len(cohort), perhaps=0),
        Came(stage=Stage.BEGAN, reached=len(began), perhaps=0),
        Came(stage=Stage.LEFT, reached=len(left), perhaps=going_on),
        _took_work(left, going_on),
        *(_at(point, place, left, going_on) for place, point in enumerate(POINTS)),
    )


def _referred(person: Person, first: date | None, last: date | None) -> bool:
    days = [stay.referred_on for stay in person.stays if stay.kind is EpisodeKind.KIS]
    return bool(days) and (first is None or first <= min(days)) and (last is None or min(days) <= last)


def _began(stay: Stay) -> bool:
    return stay.kind is EpisodeKind.KIS and stay.began_on is not None


def _goes_on(stay: Stay) -> bool:
    return _began(stay) and stay.exited_on is None


def _took_work(left: Sequence[Seen], going_on: int) -> Came:
    took = sum(seen.staying is not None for seen in left)
    unknown = sum(seen.staying is None and seen.to_work.ending in CENSORED for seen in left)
    return Came(stage=Stage.TOOK_WORK, reached=took, perhaps=unknown + going_on)


def _at(point: FollowUpPoint, place: int, left: Sequence[Seen], going_on: int) -> Came:
    states = [seen.points[place].state for seen in left]
    open_ones = sum(state in {AtPoint.UNKNOWN, AtPoint.PENDING} for state in states)
    return Came(stage=Stage(point.value), reached=states.count(AtPoint.EMPLOYED), perhaps=open_ones + going_on)
