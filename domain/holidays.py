"""Days on which nobody works in Poland: Sundays apart, those that the law names.

Source: ustawa z 18 stycznia 1951 r. o dniach wolnych od pracy; 6 January since 2011, 24 December since 2025.
"""

from datetime import date

_FIXED = frozenset({(1, 1), (1, 6), (5, 1), (5, 3), (8, 15), (11, 1), (11, 11), (12, 24), (12, 25), (12, 26)})
_SINCE = {(1, 6): 2011, (12, 24): 2025}
_AFTER_EASTER = frozenset({0, 1, 49, 60})
"""Easter Sunday and Monday, Pentecost, Corpus Christi."""


def easter(year: int) -> date:
    """Return Easter Sunday of a Gregorian year (the algorithm of Meeus, Jones and Butcher)."""
    century, of_century = divmod(year, 100)
    golden = year % 19
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - epact - of_century % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def is_holiday(day: date) -> bool:
    """Return whether the law makes that day free of work, Sunday or not."""
    fixed = (day.month, day.day)
    if fixed in _FIXED and day.year >= _SINCE.get(fixed, 1951):
        return True
    return (day - easter(day.year)).days in _AFTER_EASTER
