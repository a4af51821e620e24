"""In which group of a cut somebody stands who left, in what order groups stand, and what they are called."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

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
_ORDER = {
    Cut.SEX: list(Sex),
    Cut.AGE: list(AgeBand),
    Cut.DOSE: list(_DOSE_WORDS),
    Cut.GROUP: list(GROUPS),
    Cut.PROGRAMME: list(PROGRAMMES),
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


def keys(cut: Cut, person: Person, stay: Stay, exited_on: date, minutes: int | None) -> tuple[str, ...]:
    """Return the keys of the groups in which somebody stands: one, or in the cuts of SEVERAL one or more.

    `minutes` are those recorded up to the exit; None: not known.
    """
    match cut:
        case Cut.PROGRAMME:
            return tuple(sorted({place.programme for place in stay.places})) or (UNKNOWN,)
        case Cut.EDITION:
            return tuple(sorted({str(place.edition) for place in stay.places})) or (UNKNOWN,)
        case Cut.GROUP:
            return groups_on(person, exited_on) or (UNKNOWN,)
        case Cut.SEX:
            return (UNKNOWN if person.sex is None else person.sex.value,)
        case Cut.AGE:
            band = age_band(person, exited_on)
            return (UNKNOWN if band is None else band.value,)
        case Cut.DOSE:
            return (UNKNOWN if minutes is None else _dose(minutes),)
        case Cut.COHORT_YEAR:
            return (f"{exited_on:%Y}",)
        case Cut.COHORT_HALF_YEAR:
            return (f"{exited_on:%Y}-H{1 if exited_on.month <= 6 else 2}",)  # noqa: PLR2004
        case Cut.COHORT_QUARTER:
            return (f"{exited_on:%Y}-Q{(exited_on.month + 2) // 3}",)


def groups_on(person: Person, day: date) -> tuple[str, ...]:
    """Return the groups of art. 1(2) to which somebody belonged on a day, as it was established."""
    found = {m.group for m in person.memberships if m.since <= day and (m.until is None or day <= m.until)}
    return tuple(sorted(found))


def age_band(person: Person, day: date) -> AgeBand | None:
    """Return the band of the age reached in the year of a day: a year of birth says no more. None: not known."""
    if person.birth_year is None:
        return None
    age = day.year - person.birth_year
    return next((band for below, band in _AGES if age < below), AgeBand.FROM_55)


def lets_through(only: Filters, person: Person, stay: Stay, exited_on: date) -> bool:
    """Return whether somebody is among those of whom a question is."""
    return (
        (only.programme is None or any(place.programme == only.programme for place in stay.places))
        and (only.edition is None or any(place.edition == only.edition for place in stay.places))
        and (only.group is None or only.group in groups_on(person, exited_on))
        and (only.sex is None or person.sex is only.sex)
        and (only.age is None or age_band(person, exited_on) is only.age)
    )


def order(cut: Cut, key: str) -> tuple[bool, int, str]:
    """Return the place of a group in a table: in the order of the cut, those who are not known last."""
    known = _ORDER.get(cut, [])
    return key == UNKNOWN, known.index(key) if key in known else len(known), key


def words(cut: Cut, key: str, editions: Mapping[UUID, EditionKnown]) -> Words:
    """Return what a group is called."""
    if key == UNKNOWN:
        return _NOT_KNOWN[cut]
    match cut:
        case Cut.PROGRAMME:
            return Words(PROGRAMMES[key].pl, PROGRAMMES[key].en)
        case Cut.EDITION:
            edition = editions[UUID(key)]
            return Words(f"{edition.programme}, edycja {edition.code}", f"{edition.programme}, edition {edition.code}")
        case Cut.GROUP:
            return Words(GROUPS[key].pl, GROUPS[key].en)
        case Cut.SEX:
            return _SEX_WORDS[Sex(key)]
        case Cut.AGE:
            return _AGE_WORDS[AgeBand(key)]
        case Cut.DOSE:
            return _DOSE_WORDS[key]
        case Cut.COHORT_YEAR:
            return Words(f"zakończyli w {key} r.", f"left in {key}")
        case Cut.COHORT_HALF_YEAR:
            year, half = key.split("-H")
            return Words(f"zakończyli w {half}. półroczu {year} r.", f"left in half-year {half} of {year}")
        case Cut.COHORT_QUARTER:
            year, quarter = key.split("-Q")
            return Words(f"zakończyli w {quarter}. kwartale {year} r.", f"left in quarter {quarter} of {year}")


def _dose(minutes: int) -> str:
    return next((key for below, key, _ in _DOSES if minutes < below), _MOST[0])
