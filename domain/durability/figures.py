"""The figures of a group of people: the curve with its bounds, the points after the exit, what competes.

Every figure carries what it was reckoned from. A rate that nobody is behind is None, which is "no data", never 0.
"""

from collections.abc import Mapping

import msgspec

from domain.durability.observation import AtPoint, Ending, Silence
from domain.vocabulary import EvidenceGrade


class Step(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A day on which the curve moves or somebody leaves the watching.

    `at_risk` people were watched just before; `survival` is the share after it, from 0 to 1; `error` is Greenwood's
    standard error, `low` and `high` the log-log interval (95 %). None: not defined there (nobody left, or nothing
    happened yet).
    """

    day: int
    at_risk: int
    events: int
    censored: int
    survival: float
    error: float | None
    low: float | None
    high: float | None


class Curve(msgspec.Struct, frozen=True, kw_only=True):
    """A Kaplan-Meier curve: 1 up to the first step. `median` is the first day with a share of a half or less."""

    people: int
    steps: tuple[Step, ...]
    median: int | None


class Level(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """From this day on, a share from 0 to 1. Before the first level the share of who remains is 1, of an ending 0."""

    day: int
    share: float


class Incidence(msgspec.Struct, frozen=True, kw_only=True):
    """The Aalen-Johansen share of those whom one ending has reached, a level on each day on which it reached somebody.

    `people` of the group ended so. `errors` stand beside the levels: the standard error of each, None where nobody was
    left after that day.
    """

    ending: Ending
    people: int
    levels: tuple[Level, ...]
    errors: tuple[float | None, ...]


class Staying(msgspec.Struct, frozen=True, kw_only=True):
    """Staying in work (or, with `to_work`, still being without it) over time.

    `curve` takes a change that lies between two observations at the later one, `early` at the earlier one. `least` and
    `most` are the bounds: all whose fate is unknown lost the job the day after the last known one, or kept it to the
    day of this knowledge; both curves lie within. People whose time is over only because it is not due yet stay
    censored in all of them. The curves are of their own cause: who died, moved away or returned is censored there, and
    `incidences` say beside it how many each ending reached. `evidence` counts the people by the weakest grade on which
    their time rests.
    """

    curve: Curve
    early: Curve
    least: tuple[Level, ...]
    most: tuple[Level, ...]
    incidences: tuple[Incidence, ...]
    unknown: int
    immature: int
    between_observations: int
    evidence: Mapping[EvidenceGrade, int]


class PointFigures(msgspec.Struct, frozen=True, kw_only=True):
    """The people of a group at one point after the exit.

    `people` = `mature` + `pending`: who has not been away that long is in no rate. `counts` are of the mature ones.
    The denominator of all three rates is the mature ones who did not die, move away or return: `known` of them have
    an answer. `rate` is that among the known ones, `least` and `most` count all unknown ones as not working and as
    working. None: nobody is in the denominator.
    """

    point: str
    people: int
    mature: int
    pending: int
    counts: Mapping[AtPoint, int]
    silences: Mapping[Silence, int]
    evidence: Mapping[EvidenceGrade, int]
    """Of the employed ones, by what that rests on."""

    denominator: int
    known: int
    rate: float | None
    least: float | None
    most: float | None
    share_known: float | None


class GroupFigures(msgspec.Struct, frozen=True, kw_only=True):
    """All figures of one group of people, each person once. `staying` and `to_work` are None where nobody is watched.

    `took_work` of `people` took up work after the exit or had it then: they are watched in `staying`.
    """

    people: int
    took_work: int
    points: tuple[PointFigures, ...]
    staying: Staying | None
    to_work: Staying | None


class LogRank(msgspec.Struct, frozen=True, kw_only=True):
    """The log-rank test between groups (Mantel 1966; Peto and Peto 1972).

    `groups` were compared: a group in which nobody was watched when something first happened to some and not to all
    says nothing and is not among them. `degrees` are one fewer.
    """

    groups: int
    chi_squared: float
    degrees: int
    p_value: float
