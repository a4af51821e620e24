"""Minimalne wynagrodzenie za pracę: what it was on a day, and where that stands.

Source of the first rows: the table of ZUS (zus.pl, Minimalne wynagrodzenie za pracę od 2003 r.); the regulations of
the Council of Ministers under art. 2 of the Act of 10 October 2002.
"""

from datetime import date

import msgspec

from domain.measures.definition import Confidence


class MinimumWage(msgspec.Struct, frozen=True, kw_only=True):
    """Gross pay a month of full time, in grosze, from `since` to `until` (both included)."""

    since: date
    until: date
    grosze: int
    law: str
    confidence: Confidence


def _year(year: int, zloty: int, law: str, confidence: Confidence = Confidence.HIGH) -> MinimumWage:
    return _from(date(year, 1, 1), date(year, 12, 31), zloty, law, confidence)


def _from(since: date, until: date, zloty: int, law: str, confidence: Confidence = Confidence.HIGH) -> MinimumWage:
    return MinimumWage(since=since, until=until, grosze=zloty * 100, law=law, confidence=confidence)


MINIMUM_WAGES = (
    _year(2015, 1750, "Dz.U. 2014 poz. 1220"),
    _year(2016, 1850, "Dz.U. 2015 poz. 1385"),
    _year(2017, 2000, "Dz.U. 2016 poz. 1456"),
    _year(2018, 2100, "Dz.U. 2017 poz. 1747"),
    _year(2019, 2250, "Dz.U. 2018 poz. 1794"),
    _year(2020, 2600, "Dz.U. 2019 poz. 1778"),
    _year(2021, 2800, "Dz.U. 2020 poz. 1596"),
    _year(2022, 3010, "Dz.U. 2021 poz. 1690", Confidence.MEDIUM),
    _from(date(2023, 1, 1), date(2023, 6, 30), 3490, "Dz.U. 2022 poz. 1952"),
    _from(date(2023, 7, 1), date(2023, 12, 31), 3600, "Dz.U. 2022 poz. 1952"),
    _from(date(2024, 1, 1), date(2024, 6, 30), 4242, "Dz.U. 2023 poz. 1893", Confidence.MEDIUM),
    _from(date(2024, 7, 1), date(2024, 12, 31), 4300, "Dz.U. 2023 poz. 1893", Confidence.MEDIUM),
    _year(2025, 4666, "Dz.U. 2024 poz. 1362", Confidence.MEDIUM),
    _year(2026, 4806, "rozporządzenie Rady Ministrów z 11 września 2025 r."),
)
"""In the order of their days, without a gap. A year that is not here is not guessed."""


def minimum_wage_on(day: date) -> int | None:
    """Return the minimum wage of a day in grosze, None where the table does not reach."""
    return next((wage.grosze for wage in MINIMUM_WAGES if wage.since <= day <= wage.until), None)
