"""One person's taking part, as a measure sees it: one record however often they came back.

What is asked about (an edition, a programme, or all) is taken for one operation: who comes back into it goes on with
the same record. The first support is the start, the last exit the end, and what was said at the first entry stays.
Source: Regulation (EU) 2021/1057, annex I, and the practice of its monitoring (domain page 4.1; confidence medium).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import TypeVar
from uuid import UUID

import msgspec

from domain.durability.person import EditionKnown, Person, Place, Stay, Taken
from domain.status import Answer, Education, LabourStatus, StatusMoment
from domain.vocabulary import EpisodeKind, ExitKind

T = TypeVar("T")
EMPLOYED = frozenset({LabourStatus.EMPLOYED, LabourStatus.SELF_EMPLOYED})
UNEMPLOYED = frozenset({LabourStatus.UNEMPLOYED_REGISTERED, LabourStatus.UNEMPLOYED_NOT_REGISTERED})
INACTIVE = frozenset({LabourStatus.INACTIVE, LabourStatus.INACTIVE_IN_EDUCATION})


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """Which editions are asked about: None does not narrow it."""

    programme: str | None = None
    edition: UUID | None = None

    def has(self, place: Place) -> bool:
        """Whether an enrolment is of what is asked about."""
        return self.edition in (None, place.edition) and self.programme in (None, place.programme)


class AtEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What was said of a person at the first entry; None: nobody recorded it."""

    labour: LabourStatus | None
    without_work_since: date | None
    education: Education | None
    disability: Answer | None
    foreign_origin: Answer | None
    minority: Answer | None
    homeless: Answer | None


class TakingPart(msgspec.Struct, frozen=True, kw_only=True):
    """One person in what is asked about.

    `began_on` is the first support, `left_on` the last day of the last exit (None: an episode goes on), `left_as` its
    kind, `last_left` its episode; `first_left` is the first episode that ended. `stays` are the episodes with a chosen
    enrolment, in order.
    """

    person: Person
    stays: tuple[Stay, ...]
    began_on: date
    left_on: date | None
    left_as: ExitKind | None
    first_left: Stay | None
    last_left: Stay | None
    entry: AtEntry


def everybody(
    people: Iterable[Person], editions: Mapping[UUID, EditionKnown], choice: Choice, *, club: bool, work: bool
) -> Iterator[TakingPart]:
    """Yield who took part in what is asked about, each person once.

    `club`: only taking part in the club (udział w KIS); `work`: only in editions that aimed at employment on the day
    of the enrolment.
    """

    def counts(stay: Stay, place: Place) -> bool:
        if club and stay.kind is not EpisodeKind.KIS:
            return False
        edition = editions.get(place.edition)
        aims = edition is not None and edition.aims_at_employment_on(place.since)
        return choice.has(place) and (aims or not work)

    for person in people:
        found = _taking_part(person, counts)
        if found is not None:
            yield found


def _taking_part(person: Person, counts: Callable[[Stay, Place], bool]) -> TakingPart | None:
    stays = [stay for stay in person.stays if any(counts(stay, place) for place in stay.places)]
    if not stays:
        return None
    began = {stay.key: min(p.since for p in stay.places if counts(stay, p)) for stay in stays}
    stays.sort(key=lambda stay: (began[stay.key], stay.key))
    first = stays[0]
    left = [(stay.exited_on, stay) for stay in stays if stay.exited_on is not None]
    last_on, last = max(left, key=lambda one: (one[0], one[1].key)) if len(left) == len(stays) else (None, None)
    return TakingPart(
        person=person,
        stays=tuple(stays),
        began_on=began[first.key],
        left_on=last_on,
        left_as=None if last is None else last.exit_kind,
        first_left=min(left, key=lambda one: (one[0], one[1].key))[1] if left else None,
        last_left=last,
        entry=_entry(person, first, began[first.key], stays[1:2]),
    )


def _entry(person: Person, first: Stay, began_on: date, following: Iterable[Stay]) -> AtEntry:
    """Return what was said at the first entry: after the episode before it, and before the next one was begun.

    Of several answers the newest up to the first support counts, or else the earliest after it.
    """
    ended = [s.exited_on for s in person.stays if s.exited_on is not None and s.exited_on < first.referred_on]
    since = max(ended, default=date.min)
    until = min((stay.referred_on for stay in following), default=date.max)
    taken = [
        one
        for one in person.statuses
        if one.moment is StatusMoment.ENTRY
        and since <= one.taken_on
        and (one.taken_on < until or one.taken_on <= began_on)
    ]
    before = [one for one in taken if one.taken_on <= began_on]
    ordered = [*reversed(before), *(one for one in taken if one.taken_on > began_on)]
    return AtEntry(
        labour=_said(ordered, lambda one: one.labour),
        without_work_since=_said(ordered, lambda one: one.without_work_since),
        education=_said(ordered, lambda one: one.education),
        disability=_said(ordered, lambda one: one.disability),
        foreign_origin=_said(ordered, lambda one: one.foreign_origin),
        minority=_said(ordered, lambda one: one.minority),
        homeless=_said(ordered, lambda one: one.homeless),
    )


def _said(taken: Iterable[Taken], of: Callable[[Taken], T | None]) -> T | None:
    return next((said for said in map(of, taken) if said is not None), None)
