"""What evaluators see of a year: days as they are, people in fives, amounts in large steps.

A number is given as the step it lies in (40 to 44 people), so two answers never differ by fewer than five people,
whatever moments they are of; no amount is given that fewer than five people made. Days of a service are about nobody
and stand as they are, but for those on which somebody was present.
"""

import msgspec

from domain.project_durability.gaps import Bounds
from domain.project_durability.promises import Measured, Promise
from domain.project_durability.years import MINUTES_AN_HOUR, Year

FEWEST = 5
"""A group of fewer people is nobody's to see but of those who work with it."""
STEPS = {Promise.PEOPLE_YEAR: FEWEST, Promise.PRESENCES_YEAR: 100, Promise.HOURS_YEAR: 100 * MINUTES_AN_HOUR}
"""In which steps evaluators see a number."""


def published(year: Year) -> Year:
    """Return a year as evaluators see it."""
    people = [one.numerator for one in year.measured if one.promise is Promise.PEOPLE_YEAR]
    few = any(numerator is None or numerator.least < FEWEST for numerator in people)
    return msgspec.structs.replace(
        year,
        unknown_attended=None,
        closed_attended=None,
        measured=tuple(_published(one, few=few) for one in year.measured),
    )


def _published(one: Measured, *, few: bool) -> Measured:
    step = STEPS.get(one.promise)
    if step is None or one.numerator is None:
        return one
    withheld = few and one.promise is not Promise.PEOPLE_YEAR
    return msgspec.structs.replace(one, numerator=None if withheld else _in_steps(one.numerator, step), needed=None)


def _in_steps(there: Bounds, step: int) -> Bounds:
    least = there.least // step * step
    return Bounds(least=least, most=None if there.most is None else least + step - 1)
