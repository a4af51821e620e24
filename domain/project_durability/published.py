"""What evaluators see of a year: days as they are, people in fives, and no amounts that fewer than five people made.

A number of people is given as a stretch of five (40 to 44), so two answers never differ by fewer than five people,
whatever moment they are of. Days of a service are about nobody and stand as they are.
"""

import msgspec

from domain.project_durability.gaps import Bounds
from domain.project_durability.promises import Measured, Promise
from domain.project_durability.years import Year

FEWEST = 5
"""A group of fewer people is nobody's to see but of those who work with it."""
_MADE_BY_PEOPLE = frozenset({Promise.HOURS_YEAR, Promise.PRESENCES_YEAR})


def published(year: Year) -> Year:
    """Return a year as evaluators see it."""
    people = next((one.numerator for one in year.measured if one.promise is Promise.PEOPLE_YEAR), None)
    few = people is None or people.least < FEWEST
    return msgspec.structs.replace(year, measured=tuple(_published(one, few=few) for one in year.measured))


def _published(one: Measured, *, few: bool) -> Measured:
    if one.promise is Promise.PEOPLE_YEAR and one.numerator is not None:
        return msgspec.structs.replace(one, numerator=_in_fives(one.numerator), needed=None)
    if one.promise in _MADE_BY_PEOPLE and few:
        return msgspec.structs.replace(one, numerator=None, needed=None)
    return one


def _in_fives(people: Bounds) -> Bounds:
    least = people.least // FEWEST * FEWEST
    return Bounds(least=least, most=None if people.most is None else least + FEWEST - 1)
