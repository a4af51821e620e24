"""Staying in work over time, from what was seen of each person: the curve, its bounds, and what competes with it.

Three things are never the same. *Immature*: nothing that was due is missing, and the rest is not due yet; that says
nothing of what will come, and such people are censored everywhere. *Unknown*: something was due and
nobody answered; who cannot be found may well be who lost the job, so beside the curve, which censors them, stand the
bounds. *Between two observations*: the change is certain, its day is not; the curve is drawn with the last possible
day and again with the first.

Of these two curves neither always lies above the other. An early loss lowers the curve sooner, yet it happens among
more people: of two people, one lost the job between day 1 and day 10 and the other was watched to day 5. Taken on day
1 the loss leaves one of two, a half; taken on day 10 it leaves none of the one who is still watched. So the bounds
are the lowest and the highest of both, day by day. They are bounds of what is unknown; a loss on a day between its two
ends is not among them (on day 6 it would leave none from then on), and the interval of the curve speaks of chance only.

Nor do the bounds reach further than today: the loss of somebody unknown is put on the day after the last known one,
and whoever is known to the very day of this knowledge loses nothing by it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import repeat
from operator import attrgetter, lt
from typing import NamedTuple

from domain.durability.competing import incidences
from domain.durability.figures import Curve, Level, Staying
from domain.durability.observation import CENSORED, COMPETING, Ending, Observation
from domain.durability.survival import curve, remaining, together, watched_before
from domain.vocabulary import EvidenceGrade

Column = list[int]
"""How many people, on each of the days on which anything happens in any of the curves."""

_EARLIEST = attrgetter("earliest")
_LATEST = attrgetter("latest")
_LAST_KNOWN = attrgetter("latest", "horizon")
_EVIDENCE = attrgetter("evidence")


class _Fates(NamedTuple):
    """The unknown ones by day, at worst and at best: `lost` on it; `until` it, which is today, both; `kept` to it."""

    lost: Counter[int]
    until: Counter[int]
    kept: Counter[int]


class _Drawn(NamedTuple):
    """A curve, and the share that remains on each day at worst and at best."""

    curve: Curve
    least: list[float]
    most: list[float]


def staying(observations: Sequence[Observation], event: Ending) -> Staying | None:
    """Return what became of people watched until `event` (LOST or REACHED). None: nobody was watched.

    Raises:
        ValueError: somebody's watching ended by what is neither the event, nor a competing ending, nor censoring.
    """
    if not observations:
        return None
    ended = _by_ending(observations, event)
    fates = _fates(ended[Ending.UNKNOWN])
    at_latest = _by_day(ended, _LATEST)
    at_earliest = _by_day({ending: ended[ending] for ending in (event, *COMPETING)}, _EARLIEST)
    days = sorted(set().union(*at_latest.values(), *at_earliest.values(), *fates))
    columns = [_column(fate, days) for fate in fates]
    late = {ending: _column(people, days) for ending, people in at_latest.items()}
    early = late | {ending: _column(people, days) for ending, people in at_earliest.items()}
    drawn, drawn_early = _drawn(days, late, event, *columns), _drawn(days, early, event, *columns)
    return Staying(
        curve=drawn.curve,
        early=drawn_early.curve,
        least=_levels(days, map(min, drawn.least, drawn_early.least)),
        most=_levels(days, map(max, drawn.most, drawn_early.most)),
        incidences=incidences(
            days,
            {ending: late[ending] for ending in (event, *COMPETING)},
            together(*(late[ending] for ending in CENSORED)),
        ),
        unknown=len(ended[Ending.UNKNOWN]),
        immature=len(ended[Ending.IMMATURE]),
        between_observations=sum(map(lt, map(_EARLIEST, observations), map(_LATEST, observations))),
        evidence=_graded(observations),
    )


def times(observations: Iterable[Observation], event: Ending) -> list[tuple[int, bool]]:
    """Return each person's days and whether the event ended them, as the main curve takes them: for `log_rank`."""
    return [(seen.latest, seen.ending is event) for seen in observations]


def _by_ending(observations: Iterable[Observation], event: Ending) -> dict[Ending, list[Observation]]:
    ended: dict[Ending, list[Observation]] = {ending: [] for ending in (event, *COMPETING, *CENSORED)}
    for seen in observations:
        if seen.ending not in ended:
            raise ValueError(f"who is watched until {event} does not end by {seen.ending}")
        ended[seen.ending].append(seen)
    return ended


def _fates(unknown: Iterable[Observation]) -> _Fates:
    """Return at worst and at best what became of people of whom nothing is known after some day."""
    fates = _Fates(Counter(), Counter(), Counter())
    for (known, horizon), people in Counter(map(_LAST_KNOWN, unknown)).items():
        fates.kept[horizon] += people
        if known < horizon:
            fates.lost[known + 1] += people
        else:
            fates.until[horizon] += people
    return fates


def _drawn(
    days: Sequence[int],
    ended: Mapping[Ending, Column],
    event: Ending,
    lost: Column,
    until: Column,
    kept: Column,
) -> _Drawn:
    """Return the curve of people who ended so on the days, and its bounds by the fates of the unknown ones."""
    reached, unknown = ended[event], ended[Ending.UNKNOWN]
    left = together(ended[Ending.IMMATURE], *(ended[ending] for ending in COMPETING))
    return _Drawn(
        curve(days, reached, together(left, unknown)),
        _shares(together(reached, lost), together(left, until)),
        _shares(reached, together(left, kept)),
    )


def _shares(reached: Column, left: Column) -> list[float]:
    return remaining(reached, watched_before(reached, left))


def _levels(days: Iterable[int], shares: Iterable[float]) -> tuple[Level, ...]:
    """Return a level on each day on which the share is another than before; it begins with 1."""
    levels = []
    stands = 1.0
    for day, share in zip(days, shares, strict=True):
        if share != stands:
            stands = share
            levels.append(Level(day=day, share=share))
    return tuple(levels)


def _by_day(
    ended: Mapping[Ending, Iterable[Observation]], end: Callable[[Observation], int]
) -> dict[Ending, Counter[int]]:
    return {ending: Counter(map(end, people)) for ending, people in ended.items()}


def _column(people: Mapping[int, int], days: Iterable[int]) -> Column:
    return list(map(people.get, days, repeat(0)))


def _graded(observations: Iterable[Observation]) -> dict[EvidenceGrade, int]:
    counted = Counter(map(_EVIDENCE, observations))
    return {grade: counted[grade] for grade in EvidenceGrade}
