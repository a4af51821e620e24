"""All figures of one group of people, put together."""

from collections.abc import Mapping, Sequence

from domain.durability.figures import GroupFigures
from domain.durability.observation import Ending, Observation
from domain.durability.points import Told, point_figures
from domain.durability.staying import staying


def group_figures(
    people: int,
    took_work: Sequence[Observation],
    to_work: Sequence[Observation],
    points: Mapping[str, Mapping[Told, int]],
) -> GroupFigures:
    """Return the figures of a group of so many people, each of them once in every sequence that speaks of them.

    `took_work` holds the time in work of those who took it up, `to_work` the time to it of those who are watched for
    that, `points` of how many people what is told at each point, in the order in which the points are to stand.
    """
    return GroupFigures(
        people=people,
        took_work=len(took_work),
        points=tuple(point_figures(point, told) for point, told in points.items()),
        staying=staying(took_work, Ending.LOST),
        to_work=staying(to_work, Ending.REACHED),
    )
