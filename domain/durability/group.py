"""All figures of one group of people, put together."""

from collections.abc import Mapping, Sequence

from domain.durability.figures import GroupFigures
from domain.durability.observation import Ending, Observation, PointSeen
from domain.durability.points import point_figures
from domain.durability.staying import staying


def group_figures(
    people: int,
    took_work: Sequence[Observation],
    to_work: Sequence[Observation],
    points: Mapping[str, Sequence[PointSeen]],
) -> GroupFigures:
    """Return the figures of a group of so many people, each of them once in every sequence that speaks of them.

    `took_work` holds the time in work of those who took it up, `to_work` the time to it of those who are watched for
    that, `points` what was seen of everybody at each point, in the order in which the points are to stand.
    """
    return GroupFigures(
        people=people,
        took_work=len(took_work),
        points=tuple(point_figures(point, seen) for point, seen in points.items()),
        staying=staying(took_work, Ending.LOST),
        to_work=staying(to_work, Ending.REACHED),
    )
