"""What saving a correction would change besides the entry itself: told before anything is saved.

Two lives are compared, as it stands and as it would stand; what is to be explained and what the hours add up to is
worked out for both by whoever asks. Law: art. 5(1)(d) RODO (accuracy); art. 18(4) of the Act on social employment.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

from domain.flags import Flag, FlagKind
from domain.hours import HoursEntry, HoursState
from domain.social_contract import uncovered_days
from domain.vocabulary import EpisodeState

if TYPE_CHECKING:
    from domain.eligibility import Verdict
    from domain.participant import Participant

_DAY = timedelta(days=1)


class ConsequenceKind(StrEnum):
    """What would change; a stable code, for ever."""

    BREACH_GONE = "BREACH_GONE"
    BREACH_NEW = "BREACH_NEW"
    FINDING_UNSUPPORTED = "FINDING_UNSUPPORTED"
    """A finding of eligibility rests on an entry that would stand no longer, or not on that day."""
    FINDING_SUPPORTED = "FINDING_SUPPORTED"
    COVER_LOST = "COVER_LOST"
    """Days of taking part that a contract covers and would not."""
    COVER_GAINED = "COVER_GAINED"
    EPISODE_STATE = "EPISODE_STATE"
    ENROLMENT = "ENROLMENT"
    """An enrolment would begin or end on another day, appear or vanish."""
    EMPLOYMENT = "EMPLOYMENT"
    HOURS = "HOURS"
    APPROVAL_LOST = "APPROVAL_LOST"
    FLAG_NEW = "FLAG_NEW"
    FLAG_GONE = "FLAG_GONE"
    REPORT_CHANGED = "REPORT_CHANGED"
    """An annual report that was sent would say otherwise."""


class Spell(msgspec.Struct, frozen=True):
    """From which day until which; None: it goes on."""

    since: date
    until: date | None


Value = EpisodeState | Spell | int


class ReportCell(msgspec.Struct, frozen=True, kw_only=True):
    """A number of a sent report (by its code, and in words): as it was sent, as it is counted now, as it would be.

    `whole`: it is the different people of a table, and not a row of it.
    """

    figure: str
    whole: bool
    pl: str
    en: str
    sent: int
    was: int
    becomes: int


class Consequence(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that would change: about which entries (`items`, their versions), and what it says by its kind.

    `first` and `last` bound the days that are meant and `days` counts them. `was` and `becomes` are a state, a spell,
    or minutes; None: there was none, or there would be none. `programme` and `flag` say whose and which.
    Of a sent report: its `year`, the number of the `sending`, and its `cells` that would change.
    """

    kind: ConsequenceKind
    items: tuple[int, ...]
    first: date | None = None
    last: date | None = None
    days: int | None = None
    was: Value | None = None
    becomes: Value | None = None
    programme: str | None = None
    flag: FlagKind | None = None
    year: int | None = None
    sending: int | None = None
    cells: tuple[ReportCell, ...] = ()


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """One life with what is worked out about it: its hours that stand, and what is to be explained."""

    life: "Participant"
    entries: Collection[HoursEntry]
    flags: Collection[Flag]


def consequences(before: Seen, after: Seen, today: date) -> list[Consequence]:
    """Return what would change from one to the other, as it shows today."""
    return [
        *_breaches(before.life, after.life),
        *_findings(before.life, after.life),
        *_cover(before.life, after.life, today),
        *_changes(before, after, today),
        *_approvals(before, after),
        *_flags(before.flags, after.flags),
    ]


def _breaches(before: "Participant", after: "Participant") -> Iterator[Consequence]:
    for kind, these, those in (
        (ConsequenceKind.BREACH_GONE, before.breaches, after.breaches),
        (ConsequenceKind.BREACH_NEW, after.breaches, before.breaches),
    ):
        items = tuple(sorted(these.keys() - those.keys()))
        if items:
            yield Consequence(kind=kind, items=items)


def _findings(before: "Participant", after: "Participant") -> Iterator[Consequence]:
    had, has = ({v.item for v in life.verdicts.values() if _is_supported(life, v)} for life in (before, after))
    both = before.verdicts.keys() & after.verdicts.keys()
    for kind, items in (
        (ConsequenceKind.FINDING_UNSUPPORTED, (had - has) & both),
        (ConsequenceKind.FINDING_SUPPORTED, (has - had) & both),
    ):
        if items:
            yield Consequence(kind=kind, items=tuple(sorted(items)))


def _is_supported(life: "Participant", finding: "Verdict") -> bool:
    """Whether every fact that a finding rests on stands, and held on the day of the finding."""
    for version in finding.inputs:
        if version in life.voided:
            return False
        held = life.memberships.get(version) or life.decisions.get(version)
        if held is not None and not held.holds_on(finding.found_on):
            return False
    return True


def _cover(before: "Participant", after: "Participant", today: date) -> Iterator[Consequence]:
    bare, would = (_uncovered(life, today) for life in (before, after))
    for kind, days in ((ConsequenceKind.COVER_LOST, would - bare), (ConsequenceKind.COVER_GAINED, bare - would)):
        if days:
            on = sorted(day for _, day in days)
            items = tuple(sorted({item for item, _ in days}))
            yield Consequence(kind=kind, items=items, first=on[0], last=on[-1], days=len(set(on)))


def _uncovered(life: "Participant", today: date) -> set[tuple[int, date]]:
    """Return the days, by enrolment, on which somebody takes part without a contract that is needed."""
    return {
        (gap.enrolment, gap.first + past * _DAY)
        for gap in uncovered_days(life.enrolments.values(), life.contracts.values(), today)
        for past in range((gap.last - gap.first).days + 1)
    }


def _values(seen: Seen, today: date) -> dict[ConsequenceKind, Mapping[int, Value]]:
    """Return what is compared item by item: where episodes stand today, from when to when, minutes of enrolments."""
    life = seen.life
    states = {item: state for item in life.episodes if (state := life.state(item, today)) is not None}
    return {
        ConsequenceKind.EPISODE_STATE: states,
        ConsequenceKind.ENROLMENT: {i: Spell(p.enrolled_on, p.ended_on) for i, p in life.enrolments.items()},
        ConsequenceKind.EMPLOYMENT: {i: Spell(j.started_on, j.ended_on) for i, j in life.employments.items()},
        ConsequenceKind.HOURS: _minutes(seen.entries),
    }


def _changes(before: Seen, after: Seen, today: date) -> Iterator[Consequence]:
    was, becomes = _values(before, today), _values(after, today)
    places = {**before.life.enrolments, **after.life.enrolments}
    for kind in was:
        of_places = kind in (ConsequenceKind.ENROLMENT, ConsequenceKind.HOURS)
        programmes = {item: place.programme for item, place in places.items()} if of_places else {}
        yield from _changed(kind, was[kind], becomes[kind], programmes)


def _changed(
    kind: ConsequenceKind,
    was: Mapping[int, Value],
    becomes: Mapping[int, Value],
    programmes: Mapping[int, str],
) -> Iterator[Consequence]:
    """Yield what has another value by item, or has one in one life alone."""
    for item in sorted(was.keys() | becomes.keys()):
        if was.get(item) != becomes.get(item):
            yield Consequence(
                kind=kind,
                items=(item,),
                was=was.get(item),
                becomes=becomes.get(item),
                programme=programmes.get(item),
            )


def _approvals(before: Seen, after: Seen) -> Iterator[Consequence]:
    approved, would = (
        {entry.item for entry in seen.entries if entry.state is HoursState.APPROVED} for seen in (before, after)
    )
    standing = {entry.item for entry in after.entries}
    lost = tuple(sorted((approved - would) & standing))
    if lost:
        yield Consequence(kind=ConsequenceKind.APPROVAL_LOST, items=lost)


def _minutes(entries: Collection[HoursEntry]) -> dict[int, Value]:
    """Return the minutes of each enrolment."""
    sums: Counter[int] = Counter()
    for entry in entries:
        sums[entry.enrolment] += entry.minutes
    return dict(sums)


def _flags(before: Collection[Flag], after: Collection[Flag]) -> Iterator[Consequence]:
    had, has = ({flag.key: flag for flag in flags} for flags in (before, after))
    for kind, keys, of in (
        (ConsequenceKind.FLAG_NEW, has.keys() - had.keys(), has),
        (ConsequenceKind.FLAG_GONE, had.keys() - has.keys(), had),
    ):
        for key in sorted(keys):
            flag = of[key]
            yield Consequence(kind=kind, items=(flag.item,), first=flag.since, last=flag.until, flag=flag.kind)
