"""What could be seen when something was decided, and what of it was corrected or voided afterwards.

An honest decision on data that turned out wrong is so told from a bad one: the card as it was known just before the
command, the entries that the decision rested on as they read then, and what came of each of them since.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

import msgspec

from application.projections.timeline import Entry
from domain.eligibility import EligibilityConfirmed, EligibilityRefused
from domain.enrolment import Enrolled
from domain.hours import HoursCorrected, HoursRecorded
from domain.journal import Fact
from domain.participant import Participant
from domain.participation import Exited

_REFERS = (
    "action",
    "cared_for",
    "consent",
    "contract",
    "corrects",
    "employment",
    "enrolment",
    "episode",
    "link",
    "membership",
    "part",
    "signed_by",
    "suspension",
    "voids",
)
"""The fields by which a fact names another one of its stream."""

_HOURS_RECORDED = "journey.hours-recorded."

AS_IT_WAS = (
    "Niczego, na czym opiera się ten wpis, później nie sprostowano ani nie unieważniono.",
    "Nothing that this entry rests on was corrected or voided later.",
)
CORRECTED_SINCE = (
    "Część podstaw tego wpisu później sprostowano lub unieważniono: powstał z tego, co było wtedy zapisane.",
    "Some of what this entry rests on was corrected or voided later: it was made on what was recorded then.",
)
TOLD_LATER = (
    "Po tym wpisie zapisano też coś, co wydarzyło się wcześniej: wtedy nie było tego widać.",
    "Something that had happened before this entry was recorded after it: it could not be seen then.",
)


class Later(msgspec.Struct, frozen=True, kw_only=True):
    """A later fact that corrected or voided something: which one, when, by whom, and what it says."""

    version: int
    position: int
    recorded_at: datetime
    recorder: str
    pl: str
    en: str


class Input(msgspec.Struct, frozen=True, kw_only=True):
    """An entry that a decision rested on, as it read then; `later` is what corrected or voided it afterwards."""

    version: int
    position: int
    occurred_on: date
    recorded_at: datetime
    pl: str
    en: str
    later: tuple[Later, ...]


class Grounds(msgspec.Struct, frozen=True, kw_only=True):
    """What a decision rested on. `told_later`: what had happened by its day and was recorded only after it."""

    inputs: tuple[Input, ...]
    told_later: tuple[Later, ...]
    corrected_since: bool
    pl: str
    en: str


def grounds(decided: Entry, fact: Fact, life: Participant | None, before: Iterable[Entry], now: list[Entry]) -> Grounds:
    """Return what a fact rested on, which reads as `decided`.

    `life` and the entries `before` it are as they were known just before its command; `now` are all there are.
    """
    read_then = {entry.version: entry for entry in before}
    after = [entry for entry in now if entry.version > decided.version]
    rested = set() if life is None else {*_rests_on(fact, life), *_filling(decided, read_then)}
    inputs = tuple(_input(read_then[item], read_then, after) for item in sorted(rested & read_then.keys()))
    told_later = tuple(
        _later(entry)
        for entry in after
        if entry.occurred_on <= decided.occurred_on and not entry.corrects and entry.voids is None
    )
    corrected = any(one.later for one in inputs)
    said = [CORRECTED_SINCE if corrected else AS_IT_WAS, *([TOLD_LATER] if told_later else [])]
    return Grounds(
        inputs=inputs,
        told_later=told_later,
        corrected_since=corrected,
        pl=" ".join(pl for pl, _ in said),
        en=" ".join(en for _, en in said),
    )


def _input(entry: Entry, read_then: Mapping[int, Entry], after: Iterable[Entry]) -> Input:
    of_it = {entry.version, *(by for by in entry.corrected_by if by in read_then)}
    return Input(
        version=entry.version,
        position=entry.position,
        occurred_on=entry.occurred_on,
        recorded_at=entry.recorded_at,
        pl=entry.pl,
        en=entry.en,
        later=tuple(_later(other) for other in after if of_it & {*other.corrects, other.voids}),
    )


def _later(entry: Entry) -> Later:
    return Later(
        version=entry.version,
        position=entry.position,
        recorded_at=entry.recorded_at,
        recorder=entry.recorder,
        pl=entry.pl,
        en=entry.en,
    )


def _rests_on(fact: Fact, life: Participant) -> Iterator[int]:
    """Yield the versions of what a fact rests on, as it was known; some may be of other streams' facts."""
    yield from (named for name in _REFERS if isinstance(named := getattr(fact, name, None), int))
    if isinstance(fact, EligibilityConfirmed | EligibilityRefused):
        yield from fact.inputs
    elif isinstance(fact, Enrolled):
        yield from (verdict.item for verdict in life.verdicts.values() if verdict.episode == fact.episode)
        yield from _covering(life, fact.occurred_on)
    elif isinstance(fact, Exited):
        yield from life.places_of(fact.episode)
        yield from (pause.item for pause in life.suspensions.values() if pause.episode == fact.episode)
    elif isinstance(fact, HoursRecorded | HoursCorrected):
        yield from _covering(life, fact.occurred_on)


def _covering(life: Participant, day: date) -> Iterator[int]:
    return (contract.item for contract in life.contracts.values() if contract.covers(day))


def _filling(decided: Entry, read_then: Mapping[int, Entry]) -> Iterator[int]:
    """Yield the person's entries of hours that filled the limits which an entry goes over."""
    kept = decided.details.get("excess")
    windows = [(one.first, one.last) for one in kept] if isinstance(kept, tuple) else []
    for entry in read_then.values():
        stands = entry.topic.startswith(_HOURS_RECORDED) and entry.voided_by is None
        if stands and any(first <= entry.occurred_on <= last for first, last in windows):
            yield entry.version
