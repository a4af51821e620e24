"""Staying in work over time, from what was seen of each person: the curve, its bounds, and what competes with it.

Three things are never the same. *Immature*: the person was followed to the day of this knowledge, and the rest is not
due yet; that says nothing of what will come, and such people are censored everywhere. *Unknown*: something was due and
nobody answered; who cannot be found may well be who lost the job, so beside the curve, which censors them, stand the
bounds. *Between two observations*: the change is certain, its day is not; the curve is drawn with the last possible
day and again with the first.

Of these two curves neither always lies above the other. An early loss lowers the curve sooner, yet it happens among
more people: of two people, one lost the job between day 1 and day 10 and the other was watched to day 5. Taken on day
1 the loss leaves one of two, a half; taken on day 10 it leaves none of the one who is still watched. So the bounds
are the lowest and the highest of both, day by day.

Nor do the bounds reach further than today: the loss of somebody unknown is put on the day after the last known one,
and whoever is known to the very day of this knowledge loses nothing by it.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from domain.durability.competing import incidences
from domain.durability.figures import Level, Staying
from domain.durability.observation import CENSORED, COMPETING, Ending, Observation
from domain.durability.survival import curve, falling
from domain.vocabulary import EvidenceGrade

_EARLIEST = attrgetter("earliest")
_LATEST = attrgetter("latest")
_LAST_KNOWN = attrgetter("latest", "horizon")
_EVIDENCE = attrgetter("evidence")


def staying(observations: Sequence[Observation], event: Ending) -> Staying | None:
    """Return what became of people watched until `event` (LOST or REACHED). None: nobody was watched.

    Raises:
        ValueError: somebody's watching ended by what is neither the event, nor a competing ending, nor censoring.
    """
    if not observations:
        return None
    ended: defaultdict[Ending, list[Observation]] = defaultdict(list)
    for observation in observations:
        ended[observation.ending].append(observation)
    if not ended.keys() <= COMPETING | CENSORED | {event}:
        raise ValueError(f"people watched until {event} end by it, by a competing ending, or censored")
    unknown = _by_day(ended[Ending.UNKNOWN], _LATEST)
    late, early = _taken(_LATEST, ended, event), _taken(_EARLIEST, ended, event)
    lost, kept = _fates(ended[Ending.UNKNOWN])
    return Staying(
        curve=curve(late.reached, late.left + unknown),
        early=curve(early.reached, early.left + unknown),
        least=_day_by_day(min, _shares(late, lost), _shares(early, lost)),
        most=_day_by_day(max, _shares(late, kept), _shares(early, kept)),
        incidences=incidences(
            {ending: _by_day(ended[ending], _LATEST) for ending in (event, *COMPETING)},
            unknown + _by_day(ended[Ending.IMMATURE], _LATEST),
        ),
        unknown=len(ended[Ending.UNKNOWN]),
        immature=len(ended[Ending.IMMATURE]),
        between_observations=sum(1 for seen in observations if seen.earliest < seen.latest),
        evidence=_graded(observations),
    )


def times(observations: Sequence[Observation], event: Ending) -> list[tuple[int, bool]]:
    """Return each person's days and whether the event ended them, as the main curve takes them: for `log_rank`."""
    return [(seen.latest, seen.ending is event) for seen in observations]


class _Taken(NamedTuple):
    """People by the day on which the event reached them, and by the day on which they left the watching."""

    reached: Counter[int]
    left: Counter[int]


def _taken(end: Callable[[Observation], int], ended: Mapping[Ending, Sequence[Observation]], event: Ending) -> _Taken:
    """Return all but the unknown ones, each with the day at one end of what is known of it."""
    left = [seen for ending in (Ending.IMMATURE, *COMPETING) for seen in ended[ending]]
    return _Taken(_by_day(ended[event], end), _by_day(left, end))


def _fates(unknown: Sequence[Observation]) -> tuple[_Taken, _Taken]:
    """Return the unknown ones as if all had lost the day after the last known one, and as if all had kept to today."""
    lost, kept = _Taken(Counter(), Counter()), _Taken(Counter(), Counter())
    for (known, horizon), people in Counter(map(_LAST_KNOWN, unknown)).items():
        kept.left[horizon] += people
        if known < horizon:
            lost.reached[known + 1] += people
        else:
            lost.left[known] += people
    return lost, kept


def _shares(taken: _Taken, fate: _Taken) -> dict[int, float]:
    """Return the share that remains after each day with an event, if the unknown ones fared so."""
    reached, left = taken.reached + fate.reached, taken.left + fate.left
    return {day: share for day, _, events, share in falling(reached, left) if events}


def _day_by_day(
    choose: Callable[[float, float], float], late: Mapping[int, float], early: Mapping[int, float]
) -> tuple[Level, ...]:
    """Return on each day the one of two falling shares that is chosen, a level where it changes."""
    levels = []
    in_late = in_early = stands = 1.0
    for day in sorted(late.keys() | early.keys()):
        in_late, in_early = late.get(day, in_late), early.get(day, in_early)
        chosen = choose(in_late, in_early)
        if chosen != stands:
            stands = chosen
            levels.append(Level(day=day, share=stands))
    return tuple(levels)


def _by_day(people: Sequence[Observation], end: Callable[[Observation], int]) -> Counter[int]:
    return Counter(map(end, people))


def _graded(people: Sequence[Observation]) -> dict[EvidenceGrade, int]:
    counted = Counter(map(_EVIDENCE, people))
    return {grade: counted[grade] for grade in EvidenceGrade}
