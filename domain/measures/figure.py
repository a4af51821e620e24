"""The arithmetic of every measure, in one place: people judged, counted by sex, as shares with their bounds.

A rate that nobody is behind, or only people of whom nothing is known, is None, which is "no data", never 0 (and for a
measure that takes silence for success never 1); no rate is above 1; least <= rate <= most.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date

import msgspec

from domain.durability.person import Person
from domain.measures.definition import SILENCE, Judged, Measure, SilenceIs, When
from domain.measures.taking_part import TakingPart
from domain.vocabulary import Sex


class Count(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """So many people; `sex_unknown` are those whose sex nobody recorded. The three sum to the total.

    None: a published table does not tell them apart.
    """

    total: int
    women: int | None
    men: int | None
    sex_unknown: int | None


class Share(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Of whom, how many.

    `denominator` counts people whose time is over; `unknown` of those whom the measure is about nobody knows
    anything. `known` is the share of the others, `least` and `most` take all unknown ones as failures and as
    successes. `pending`: their time is not over; `early` of them are a success already, which may be shown at once
    but is in no rate yet. `died` before it was decided, `entry_unknown`: whether the measure is about them is not
    known; neither is in the denominator.
    """

    numerator: int
    denominator: int
    unknown: int
    pending: int
    early: int
    died: int
    entry_unknown: int
    coverage: float | None
    rate: float | None
    least: float | None
    most: float | None


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """One measure of one period, as known at a position of the log, on the day of that knowledge.

    `measure` names the definition and its version; `first` is None where it is cumulative, from the beginning. The
    sentence (`pl`, `en`) says how it takes silence. Women, men and people whose sex nobody recorded sum to the total;
    None: a published table does not tell them apart.
    """

    measure: str
    position: int
    today: date
    first: date | None
    last: date
    total: Share
    women: Share | None
    men: Share | None
    sex_unknown: Share | None
    pl: str
    en: str


OneJudged = tuple[Person, Judged]


class Period(msgspec.Struct, frozen=True, kw_only=True):
    """From which day (None: from the beginning) to which day people began or left, both included."""

    first: date | None
    last: date

    def has(self, day: date | None) -> bool:
        """Whether the day is there and lies within."""
        return day is not None and day <= self.last and (self.first is None or self.first <= day)


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """Up to which position of the log facts count, and the day of that knowledge."""

    position: int
    today: date


def judged(measure: Measure, taking_part: Iterable[TakingPart], period: Period, today: date) -> list[OneJudged]:
    """Return what a measure makes of each person whose day lies within the period and whom it is about."""
    definition, judge = measure
    asked = (one for one in taking_part if period.has(_day(one, definition.when)))
    found = [(one.person, judge(one, definition, today)) for one in asked]
    return [(person, verdict) for person, verdict in found if verdict is not Judged.OUTSIDE]


def figure(measure: Measure, taking_part: Iterable[TakingPart], period: Period, known: Known) -> Figure:
    """Return the figure of a measure over the people whose day lies within the period, each counted once."""
    definition = measure.definition
    counted: dict[Sex | None, Counter[Judged]] = {sex: Counter() for sex in (*Sex, None)}
    for person, verdict in judged(measure, taking_part, period, known.today):
        counted[person.sex][verdict] += 1
    pl, en = SILENCE[definition.silence]
    return Figure(
        measure=definition.name,
        position=known.position,
        today=known.today,
        first=period.first,
        last=period.last,
        total=share(sum(counted.values(), Counter()), definition.silence),
        women=share(counted[Sex.FEMALE], definition.silence),
        men=share(counted[Sex.MALE], definition.silence),
        sex_unknown=share(counted[None], definition.silence),
        pl=pl,
        en=en,
    )


def share(counted: Counter[Judged], silence: SilenceIs) -> Share:
    """Return the share of judged people, by what the measure makes of silence."""
    yes, no, unknown = counted[Judged.YES], counted[Judged.NO], counted[Judged.UNKNOWN]
    about = yes + no + unknown
    numerator = yes + unknown if silence is SilenceIs.SUCCESS else yes
    denominator = yes + no if silence is SilenceIs.LEFT_OUT else about
    return Share(
        numerator=numerator,
        denominator=denominator,
        unknown=unknown,
        pending=counted[Judged.PENDING] + counted[Judged.EARLY],
        early=counted[Judged.EARLY],
        died=counted[Judged.DIED],
        entry_unknown=counted[Judged.ENTRY_UNKNOWN],
        coverage=_rate(yes + no, about),
        rate=_rate(numerator, denominator) if yes + no else None,
        least=_rate(yes, about),
        most=_rate(yes + unknown, about),
    )


def count(people: Iterable[TakingPart]) -> Count:
    """Return how many people these are, by sex."""
    sexes = Counter(one.person.sex for one in people)
    return Count(total=sexes.total(), women=sexes[Sex.FEMALE], men=sexes[Sex.MALE], sex_unknown=sexes[None])


def _rate(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _day(one: TakingPart, when: When) -> date | None:
    if when is When.BEGAN:
        return one.began_on
    if when is When.LEFT:
        return one.left_on
    return None if one.first_left is None else one.first_left.exited_on
