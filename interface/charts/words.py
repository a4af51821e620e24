"""Numbers and counted people in words, as Polish and English write them."""

from collections.abc import Sequence

from domain.refusals import Language

NO_DATA = {"pl": "brak danych", "en": "no data"}
TOO_FEW = {"pl": "za mało osób", "en": "too few people"}
WITHHELD = {"pl": "ukryto", "en": "withheld"}
_NBSP = "\N{NO-BREAK SPACE}"
_DASH = "–"


def chosen(language: Language, pl: str, en: str) -> str:
    """Return the words in the reader's language."""
    return pl if language == "pl" else en


def number(value: float, language: Language, digits: int = 1) -> str:
    """Return a number with the reader's decimal sign."""
    said = f"{value:.{digits}f}"
    return said.replace(".", ",") if language == "pl" else said


def percent(share: float | None, language: Language, digits: int = 1, *, few: bool = False) -> str:
    """Return a share from 0 to 1 as a percentage; None is "no data", or where it is kept back "too few", never 0."""
    if share is None:
        return (TOO_FEW if few else NO_DATA)[language]
    space = _NBSP if language == "pl" else ""
    return f"{number(100 * share, language, digits)}{space}%"


def between(low: float | None, high: float | None, language: Language, digits: int = 1, *, few: bool = False) -> str:
    """Return two shares as a range of percentages; where one of them is None, that is said as by `percent`."""
    if low is None or high is None:
        return percent(None, language, few=few)
    first = number(100 * low, language, digits) if language == "pl" else percent(low, language, digits)
    return f"{first}{_DASH}{percent(high, language, digits)}"


def counted(count: int, forms: Sequence[str]) -> str:
    """Return a count with the form of the noun that it takes in Polish: 1 osoba, 2 osoby, 5 osób, 22 osoby, 12 osób."""
    one, few, many = forms
    if count == 1:
        return f"{count}{_NBSP}{one}"
    units, tens = count % 10, count % 100
    return f"{count}{_NBSP}{few if 2 <= units <= 4 and not 12 <= tens <= 14 else many}"  # noqa: PLR2004


def people(count: int, language: Language) -> str:
    """Return how many people, in the nominative."""
    if language == "pl":
        return counted(count, ("osoba", "osoby", "osób"))
    return f"{count} {'person' if count == 1 else 'people'}"


def of_people(count: int, language: Language) -> str:
    """Return how many people, after "z" (of): z 1 osoby, z 5 osób."""
    if language == "pl":
        return f"{count}{_NBSP}{'osoby' if count == 1 else 'osób'}"
    return people(count, language)
