"""In which group of a cut somebody stands who left, in what order groups stand, and what they are called."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from uuid import UUID

import msgspec

from domain.durability.person import EditionKnown, Person, Stay
from domain.durability.report import AgeBand, Cut, Filters, Words
from domain.eligibility import GROUPS
from domain.programmes import PROGRAMMES
from domain.vocabulary import Sex

ALL = "ALL"
UNKNOWN = "UNKNOWN"
"""The key of those of whom it is not known where they belong: a group of its own, never left out."""

SEVERAL = frozenset({Cut.PROGRAMME, Cut.EDITION, Cut.GROUP})
"""The cuts in which one person may stand in several groups, so that these do not add up to the whole."""

IN_ORDER = frozenset({Cut.AGE, Cut.DOSE, Cut.COHORT_YEAR, Cut.COHORT_HALF_YEAR, Cut.COHORT_QUARTER})
"""The cuts whose groups lie on a line: neighbours may be told of together."""

_AGES = ((18, AgeBand.UNDER_18), (30, AgeBand.FROM_18_TO_29), (55, AgeBand.FROM_30_TO_54))
_AGE_WORDS = {
    AgeBand.UNDER_18: Words("do 17 lat", "up to 17"),
    AgeBand.FROM_18_TO_29: Words("18–29 lat", "18 to 29"),
    AgeBand.FROM_30_TO_54: Words("30–54 lata", "30 to 54"),
    AgeBand.FROM_55: Words("55 lat i więcej", "55 and over"),
}
_SEX_WORDS = {Sex.FEMALE: Words("kobiety", "women"), Sex.MALE: Words("mężczyźni", "men")}
_DOSES = (
    (1, "0", Words("bez zapisanych godzin", "no hours recorded")),
    (40 * 60, "UNDER_40", Words("mniej niż 40 godzin", "under 40 hours")),
    (120 * 60, "40_TO_119", Words("od 40 do mniej niż 120 godzin", "40 to under 120 hours")),
    (300 * 60, "120_TO_299", Words("od 120 do mniej niż 300 godzin", "120 to under 300 hours")),
)
"""Bands of minutes, each below its first number (the first one is none); what is over all of them is `_MOST`."""

_MOST = "300_AND_MORE", Words("300 godzin i więcej", "300 hours and more")
_DOSE_WORDS = {key: words for _, key, words in _DOSES} | dict([_MOST])
_ORDER: Mapping[Cut, Sequence[str]] = {
    Cut.SEX: [*Sex],
    Cut.AGE: [*AgeBand],
    Cut.DOSE: [*_DOSE_WORDS],
    Cut.GROUP: [*GROUPS],
    Cut.PROGRAMME: [*PROGRAMMES],
}
_NOT_KNOWN = {
    Cut.SEX: Words("płeć nieznana", "sex not known"),
    Cut.AGE: Words("wiek nieznany", "age not known"),
    Cut.GROUP: Words("bez grupy w dniu zakończenia", "in no group on the day of the exit"),
    Cut.DOSE: Words("godziny nieznane", "hours not known"),
    Cut.PROGRAMME: Words("bez programu", "in no programme"),
    Cut.EDITION: Words("bez edycji", "in no edition"),
}
WHOLE = Words("wszyscy, którzy zakończyli udział", "all who left")


class Leaving(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who left: the person, the stay that ended, its last day, the minutes recorded in it (None: unknown)."""

    person: Person
    stay: Stay
    exited_on: date
    minutes: int | None


def keys(cut: Cut, one: Leaving) -> tuple[str, ...]:
    """Return the keys of the groups in which somebody stands: one, or in the cuts of SEVERAL one or more."""
    return _KEYS[cut](one) or (UNKNOWN,)


def groups_on(person: Person, day: date) -> tuple[str, ...]:
    """Return the groups of art. 1(2) to which somebody belonged on a day, as it was established."""
    return _once([m.group for m in person.memberships if m.since <= day and (m.until is None or day <= m.until)])


def age_band(person: Person, day: date) -> AgeBand | None:
    """Return the band of the age reached in the year of a day: a year of birth says no more. None: not known."""
    if person.birth_year is None:
        return None
    age = day.year - person.birth_year
    return next((band for below, band in _AGES if age < below), AgeBand.FROM_55)


def lets_through(only: Filters, one: Leaving) -> bool:
    """Return whether somebody is among those of whom a question is."""
    places = one.stay.places
    return (
        (only.programme is None or any(place.programme == only.programme for place in places))
        and (only.edition is None or any(place.edition == only.edition for place in places))
        and (only.group is None or only.group in groups_on(one.person, one.exited_on))
        and (only.sex is None or one.person.sex is only.sex)
        and (only.age is None or age_band(one.person, one.exited_on) is only.age)
    )


def order(cut: Cut, key: str) -> tuple[bool, int, str]:
    """Return the place of a group in a table: in the order of the cut, those who are not known last."""
    known = _ORDER.get(cut, ())
    return key == UNKNOWN, known.index(key) if key in known else len(known), key


def words(cut: Cut | None, key: str, editions: Mapping[UUID, EditionKnown]) -> Words:
    """Return what a group is called; without a cut, everybody."""
    if cut is None:
        return WHOLE
    if key == UNKNOWN:
        return _NOT_KNOWN[cut]
    if cut is Cut.EDITION:
        edition = editions[UUID(key)]
        return Words(f"{edition.programme}, edycja {edition.code}", f"{edition.programme}, edition {edition.code}")
    return _WORDS[cut](key)


def _half_year(key: str) -> Words:
    year, half = key.split("-H")
    return Words(f"zakończyli w {half}. półroczu {year} r.", f"left in half-year {half} of {year}")


def _quarter(key: str) -> Words:
    year, quarter = key.split("-Q")
    return Words(f"zakończyli w {quarter}. kwartale {year} r.", f"left in quarter {quarter} of {year}")


def _dose(one: Leaving) -> tuple[str, ...]:
    minutes = one.minutes
    return () if minutes is None else (next((key for below, key, _ in _DOSES if minutes < below), _MOST[0]),)


def _once(keys: Sequence[str]) -> tuple[str, ...]:
    return tuple(keys) if len(keys) <= 1 else tuple(sorted(set(keys)))


def _age(one: Leaving) -> tuple[str, ...]:
    band = age_band(one.person, one.exited_on)
    return () if band is None else (band.value,)


_KEYS: Mapping[Cut, Callable[[Leaving], tuple[str, ...]]] = {
    Cut.PROGRAMME: lambda one: _once([place.programme for place in one.stay.places]),
    Cut.EDITION: lambda one: _once([str(place.edition) for place in one.stay.places]),
    Cut.GROUP: lambda one: groups_on(one.person, one.exited_on),
    Cut.SEX: lambda one: () if one.person.sex is None else (one.person.sex.value,),
    Cut.AGE: _age,
    Cut.DOSE: _dose,
    Cut.COHORT_YEAR: lambda one: (str(one.exited_on.year),),
    Cut.COHORT_HALF_YEAR: lambda one: (f"{one.exited_on.year}-H{(one.exited_on.month + 5) // 6}",),
    Cut.COHORT_QUARTER: lambda one: (f"{one.exited_on.year}-Q{(one.exited_on.month + 2) // 3}",),
}
_WORDS: Mapping[Cut, Callable[[str], Words]] = {
    Cut.PROGRAMME: lambda key: Words(PROGRAMMES[key].pl, PROGRAMMES[key].en),
    Cut.GROUP: lambda key: Words(GROUPS[key].pl, GROUPS[key].en),
    Cut.SEX: lambda key: _SEX_WORDS[Sex(key)],
    Cut.AGE: lambda key: _AGE_WORDS[AgeBand(key)],
    Cut.DOSE: lambda key: _DOSE_WORDS[key],
    Cut.COHORT_YEAR: lambda key: Words(f"zakończyli w {key} r.", f"left in {key}"),
    Cut.COHORT_HALF_YEAR: _half_year,
    Cut.COHORT_QUARTER: _quarter,
}
