"""Row 15: the arithmetic of lasting work on 100,000 invented people in 12 groups, its curves against scipy's.

Nothing is read or opened here: row 12 measures the whole report. scipy is there for development only; without it the
curves are measured alone.
"""

import random
from collections.abc import Sequence
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from uuid import UUID

from benchmarks.measuring import ROUNDS, Line, alone, compared, settle, timed
from domain.durability.group import group_figures
from domain.durability.observation import CENSORED, AtPoint, Ending, Observation, PointSeen, Silence
from domain.durability.points import count
from domain.durability.staying import times
from domain.durability.survival import kaplan_meier
from domain.follow_up import FollowUpPoint
from domain.vocabulary import EvidenceGrade

PEOPLE = 100_000
GROUPS = 12
LONGEST = 6 * 365
DAY = date(2026, 1, 31)
POINTS = (FollowUpPoint.WEEKS_4, FollowUpPoint.MONTHS_3, FollowUpPoint.MONTHS_6, FollowUpPoint.MONTHS_12)
_ENDINGS = [Ending.LOST] * 5 + [Ending.RETURNED, Ending.MOVED, Ending.UNKNOWN, Ending.UNKNOWN, Ending.IMMATURE]


def measure(directory: Path, *, quick: bool) -> list[Line]:  # noqa: ARG001 (every row is given a place)
    """Draw the curves of all groups on both sides, then reckon all figures of them."""
    chance = random.Random(15)  # noqa: S311 (nobody is to be surprised)
    people = (PEOPLE // 10 if quick else PEOPLE) // GROUPS
    groups = [[_observation(chance) for _ in range(people)] for _ in range(GROUPS)]
    points = [{point: count(_seen(chance) for _ in range(people)) for point in POINTS} for _ in range(GROUPS)]
    lasted = [times(group, Ending.LOST) for group in groups]
    scipy = find_spec("scipy") is not None
    if scipy:
        _scipy(lasted[:1])
    settle()
    rounds = [(timed(_ours, lasted), timed(_scipy, lasted) if scipy else 0.0) for _ in range(ROUNDS)]
    pl, en = (
        f"krzywe {people * GROUPS} osób w {GROUPS} grupach",
        f"curves of {people * GROUPS} people in {GROUPS} groups",
    )
    figures = [
        timed(lambda: [group_figures(people, *each) for each in zip(groups, [()] * GROUPS, points, strict=True)])
        for _ in range(ROUNDS)
    ]
    return [
        compared(15, pl, en, "s", rounds, at_most=2) if scipy else alone(15, pl, en, "s", [ours for ours, _ in rounds]),
        alone(15, f"{pl}, z granicami, zdarzeniami i punktami", f"{en}, bounds, endings, points", "s", figures),
    ]


def _ours(groups: Sequence[Sequence[tuple[int, bool]]]) -> None:
    for group in groups:
        kaplan_meier(group)


def _scipy(groups: Sequence[Sequence[tuple[int, bool]]]) -> None:
    from scipy import stats  # noqa: PLC0415 (not there without the tools of development)

    for group in groups:
        reached = [day for day, happened in group if happened]
        left = [day for day, happened in group if not happened]
        stats.ecdf(stats.CensoredData(uncensored=reached, right=left)).sf.confidence_interval(method="log-log")


def _observation(chance: random.Random) -> Observation:
    horizon, ending = chance.randrange(LONGEST), chance.choice(_ENDINGS)
    latest = horizon if ending is Ending.IMMATURE else min(horizon, int(chance.expovariate(1 / 400)))
    between = ending not in CENSORED and chance.random() < 0.5  # noqa: PLR2004
    return Observation(
        person=UUID(int=0),
        origin=DAY,
        earliest=chance.randint(max(0, latest - 90), latest) if between else latest,
        latest=latest,
        ending=ending,
        horizon=horizon,
        evidence=chance.choice(list(EvidenceGrade)),
    )


def _seen(chance: random.Random) -> PointSeen:
    state = chance.choice(list(AtPoint))
    return PointSeen(
        state=state,
        day=DAY,
        evidence=chance.choice(list(EvidenceGrade)) if state is AtPoint.EMPLOYED else None,
        why=chance.choice(list(Silence)) if state is AtPoint.UNKNOWN else None,
    )
