"""Figures as they are published: every count a multiple of five, and all of them still adding up.

Counts rounded each by itself betray one another: a whole of 5 whose two parts are 0 says that both are 1 or 2. So what
is published adds up in every way in which the exact figures do. The people of a figure are told apart into *leaves*
(works by a document, by a declaration, ... unknown because nobody asked, ..., not away long enough); every total is a
sum of published leaves.

- Of a whole, the running sums of the leaves are rounded to the nearest multiple (`along`): each total that begins with
  the first leaf is off by 2 at most, each leaf by 4.
- Of groups that lie apart, each leaf is rounded up or down so that the groups sum to the whole (`among`), where it is
  due most in the group that is shortest of people so far.

So whoever subtracts what is published gets what is published, never less than five people but nobody. (Controlled
rounding: Cox and Ernst 1982, here by diffusion of the error; base 5 as in Eurostat's and HESA's tables.)
"""

import math
from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise

from domain.durability.figures import Curve, GroupFigures, Incidence, Level, PointFigures, Staying, Step
from domain.durability.observation import AtPoint, Ending, Silence
from domain.durability.suppression import FIXED_DAYS, LEAST, LEAST_FOR_SHARES, rounded
from domain.durability.survival import HALF, at_risk_on, level_on
from domain.vocabulary import EvidenceGrade

Leaves = Mapping[str, Sequence[int]]
"""People told apart, by what of: each once in each row."""

_GONE = (AtPoint.DIED, AtPoint.MOVED, AtPoint.RETURNED)
_GRADES = len(EvidenceGrade)
_SILENCES = len(Silence)


def along(counts: Sequence[int]) -> list[int]:
    """Return counts rounded so that each of their running sums is the nearest multiple of LEAST."""
    return [after - before for before, after in pairwise(map(rounded, accumulate(counts, initial=0)))]


def among(whole: Sequence[int], groups: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return the counts of groups rounded up or down so that each place sums to that of the whole.

    `whole` are published counts: each is a multiple next to the sum of the exact ones of the groups.
    """
    short = [0] * len(groups)
    found: list[list[int]] = [[] for _ in groups]
    for place, published in enumerate(whole):
        exact = [group[place] for group in groups]
        down = [count // LEAST * LEAST for count in exact]
        may_rise = [n for n, count in enumerate(exact) if count % LEAST]
        may_rise.sort(key=lambda n: down[n] - exact[n] - short[n])
        up = set(may_rise[: (published - sum(down)) // LEAST])
        for n, count in enumerate(exact):
            said = down[n] + (LEAST if n in up else 0)
            short[n] += count - said
            found[n].append(said)
    return found


def published_whole(exact: GroupFigures) -> GroupFigures:
    """Return the figures of people as they are published where they are no group of anything else that is."""
    return _rebuilt(exact, {name: along(row) for name, row in _leaves(exact).items()})


def published_groups(whole: GroupFigures, groups: Sequence[GroupFigures]) -> list[GroupFigures]:
    """Return the figures of groups that lie apart and hold everybody, so that they sum to the published whole."""
    rows = [_leaves(group) for group in groups]
    of_whole = {name: along(row) for name, row in _leaves(whole).items()}
    parted = {name: among(row, [of_group[name] for of_group in rows]) for name, row in of_whole.items()}
    return [_rebuilt(group, {name: parted[name][n] for name in parted}) for n, group in enumerate(groups)]


def _leaves(of: GroupFigures) -> Leaves:
    found: dict[str, Sequence[int]] = {"people": (of.took_work, of.people - of.took_work)}
    for point in of.points:
        found[point.point] = (
            *(point.evidence[grade] for grade in EvidenceGrade),
            point.counts[AtPoint.NOT_EMPLOYED],
            *(point.silences[silence] for silence in Silence),
            *(point.counts[state] for state in _GONE),
            point.pending,
        )
    for name, watched in (("staying", of.staying), ("to_work", of.to_work)):
        found |= {f"{name}.{part}": row for part, row in _of_watched(watched).items()}
    return found


def _of_watched(of: Staying | None) -> Leaves:
    people = 0 if of is None else of.curve.people
    ended = {} if of is None else {one.ending: one.people for one in of.incidences}
    unknown, immature, between = (0, 0, 0) if of is None else (of.unknown, of.immature, of.between_observations)
    return {
        "curve": _by_fixed_day(None if of is None else of.curve),
        "early": _by_fixed_day(None if of is None else of.early),
        "fate": (unknown, immature, people - unknown - immature),
        "between": (between, people - between),
        "evidence": tuple(0 if of is None else of.evidence[grade] for grade in EvidenceGrade),
        **{ending.value: (ended.get(ending, 0), people - ended.get(ending, 0)) for ending in Ending},
    }


def _by_fixed_day(curve: Curve | None) -> list[int]:
    """Return how many the event reached and how many left up to each fixed day since the one before, then the rest."""
    steps = () if curve is None else curve.steps
    found, since = [], -1
    for day in FIXED_DAYS:
        between = [step for step in steps if since < step.day <= day]
        found += [sum(step.events for step in between), sum(step.censored for step in between)]
        since = day
    return [*found, (0 if curve is None else curve.people) - sum(found)]


def _rebuilt(exact: GroupFigures, said: Leaves) -> GroupFigures:
    took_work, others = said["people"]
    return GroupFigures(
        people=took_work + others,
        took_work=took_work,
        points=tuple(_point(point.point, said[point.point]) for point in exact.points),
        staying=_staying(exact.staying, "staying", said),
        to_work=_staying(exact.to_work, "to_work", said),
    )


def _point(name: str, said: Sequence[int]) -> PointFigures:
    evidence = dict(zip(EvidenceGrade, said[:_GRADES], strict=True))
    silences = dict(zip(Silence, said[_GRADES + 1 : _GRADES + 1 + _SILENCES], strict=True))
    employed, not_employed, unknown = sum(evidence.values()), said[_GRADES], sum(silences.values())
    *gone, pending = said[_GRADES + 1 + _SILENCES :]
    known = employed + not_employed
    denominator = known + unknown
    mature = denominator + sum(gone)
    return PointFigures(
        point=name,
        people=mature + pending,
        mature=mature,
        pending=pending,
        counts={
            AtPoint.EMPLOYED: employed,
            AtPoint.NOT_EMPLOYED: not_employed,
            AtPoint.UNKNOWN: unknown,
            **dict(zip(_GONE, gone, strict=True)),
        },
        silences=silences,
        evidence=evidence,
        denominator=denominator,
        known=known,
        rate=_share(employed, known),
        least=_share(employed, denominator),
        most=_share(employed + unknown, denominator),
        share_known=_share(known, denominator),
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole >= LEAST_FOR_SHARES else None


def _staying(exact: Staying | None, name: str, said: Leaves) -> Staying | None:
    """Return curves as they are published; None: they are of too few people for a share."""
    people = sum(said[f"{name}.curve"])
    if exact is None or people < LEAST_FOR_SHARES:
        return None
    days = [day for day in FIXED_DAYS if min(at_risk_on(curve, day) for curve in (exact.curve, exact.early)) >= LEAST]

    def levels(given: Sequence[Level], before: float) -> tuple[Level, ...]:
        shares = [_of(people, before), *(_of(people, level_on(given, day, before)) for day in days)]
        changes = zip(days, pairwise(shares), strict=True)
        return tuple(Level(day=day, share=share) for day, (past, share) in changes if past != share)

    incidences = [(one.ending, levels(one.levels, 0.0)) for one in exact.incidences]
    unknown, immature, _ = said[f"{name}.fate"]
    return Staying(
        curve=_curve(exact.curve, days, said[f"{name}.curve"]),
        early=_curve(exact.early, days, said[f"{name}.early"]),
        least=levels(exact.least, 1.0),
        most=levels(exact.most, 1.0),
        incidences=tuple(
            Incidence(ending=ending, people=said[f"{name}.{ending}"][0], levels=found, errors=(None,) * len(found))
            for ending, found in incidences
        ),
        unknown=unknown,
        immature=immature,
        between_observations=said[f"{name}.between"][0],
        evidence=dict(zip(EvidenceGrade, said[f"{name}.evidence"], strict=True)),
    )


def _curve(exact: Curve, days: Sequence[int], said: Sequence[int]) -> Curve:
    """Return a curve with a step on each of these days, of what came up to it since the fixed day before."""
    people = at_risk = sum(said)
    steps = []
    for day, events, censored in zip(FIXED_DAYS, said[::2], said[1::2], strict=False):
        if day in days:
            last = next((step for step in reversed(exact.steps) if step.day <= day), None)
            steps.append(
                Step(
                    day=day,
                    at_risk=at_risk,
                    events=events,
                    censored=censored,
                    survival=_of(people, 1.0 if last is None else last.survival),
                    error=None,
                    low=None if last is None or last.low is None else _of(people, last.low),
                    high=None if last is None or last.high is None else _of(people, last.high),
                )
            )
        at_risk -= events + censored
    median = next((step.day for step in steps if step.survival <= HALF), None)
    return Curve(people=people, steps=tuple(steps), median=median)


def _of(people: int, share: float) -> float:
    """Return a share of so many published people as whole fives of them, so that it tells of no fewer."""
    return math.floor(round(people * share / LEAST + HALF, 9)) * LEAST / people
