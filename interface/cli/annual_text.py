"""The annual report in a terminal: table by table, each with whom it counts; and the people behind a number."""

from collections.abc import Iterator
from datetime import date
from textwrap import wrap
from typing import Any

from domain.refusals import Language
from interface.charts.words import chosen, percent
from interface.exports.about import spoken, written

WIDE = 68
"""The longest row name stands on one line."""
NUMBER = 7


def report_lines(said: dict[str, Any], language: Language) -> Iterator[str]:
    """Yield the lines of a report as the server answers it."""
    known = _day(said["today"], language)
    yield chosen(
        language,
        f"{said['pl']} za {said['year']}, definicja {said['definition']}, stan wiedzy na {known}, pozycja "
        f"dziennika {said['position']}.",
        f"{said['en']}, {said['year']}, definition {said['definition']}, as known on {known}, log position "
        f"{said['position']}.",
    )
    yield _said(said, "stands", language)
    unknown = any(table["distinct"]["sex_unknown"] for table in said["tables"])
    for table in said["tables"]:
        yield ""
        yield from _table(table, language, unknown=unknown)
    yield ""
    yield from _rates(said, language)
    yield ""
    yield from wrap(
        chosen(
            language,
            "Kto stoi za liczbą: kis report annual ROK --cell TABELA:WIERSZ:PŁEĆ (kody w nawiasach kwadratowych). Co "
            "rozstrzyga definicja: docs/sprawozdanie.md.",
            "Who is behind a number: kis report annual YEAR --cell TABLE:ROW:SEX (the codes in brackets). What the "
            "definition decides: docs/sprawozdanie.md.",
        ),
        WIDE + 4 * NUMBER,
    )


def cell_lines(said: dict[str, Any], language: Language) -> Iterator[str]:
    """Yield the people behind a number, each with the rows they stand in and the facts that put them there."""
    which = ":".join(part for part in (said["table"], said["row"] or "", said["sex"] or "") if part)
    known = _day(said["today"], language)
    yield chosen(
        language,
        f"{which}, rok {said['year']}: osób {said['people']} (stan wiedzy na {known}, pozycja dziennika "
        f"{said['position']}).",
        f"{which}, {said['year']}: {said['people']} people (as known on {known}, log position {said['position']}).",
    )
    for person in said["items"]:
        nameless = chosen(language, "imię i nazwisko usunięte", "name erased")
        name = " ".join(part for part in (person["family_name"], person["given_name"]) if part) or nameless
        yield ""
        yield f"{name}  {person['id']}"
        for row in person["rows"]:
            why = row[f"why_{language}"]
            yield f"  {row[language]}" + ("" if why is None else f": {why}")
        for fact in person["facts"]:
            yield f"    {fact['position']}  {_day(fact['occurred_on'], language)}  {fact[language]}"


def _table(table: dict[str, Any], language: Language, *, unknown: bool) -> Iterator[str]:
    letter = f"{table['letter']}. " if table["letter"] else ""
    heads = [chosen(language, "K", "F"), "M", *(["?"] if unknown else []), chosen(language, "razem", "total")]
    yield f"{letter}{table[language]} [{table['table']}]"
    yield from wrap(_said(table, "counts", language), WIDE + 4 * NUMBER, initial_indent="  ", subsequent_indent="  ")
    yield _line("", heads)
    for row in table["rows"]:
        yield _line(f"  {row[language]} [{row['row']}]", _numbers(row["people"], unknown=unknown))
    yield _line(chosen(language, "  różne osoby", "  different people"), _numbers(table["distinct"], unknown=unknown))
    if table[f"note_{language}"] is not None:
        yield f"  {table[f'note_{language}']}"


def _line(name: str, numbers: list[str]) -> str:
    """Return a row; a name that is too long stands on lines of its own above the numbers."""
    first, *more = wrap(name, WIDE, initial_indent="", subsequent_indent="    ", drop_whitespace=True) or [""]
    if name.startswith("  "):
        first = f"  {first.strip()}"
    *above, last = [first, *more]
    told = "".join(f"{number:>{NUMBER}}" for number in numbers)
    return "\n".join([*above, f"{last:<{WIDE}}{told}"])


def _numbers(people: dict[str, int], *, unknown: bool) -> list[str]:
    names = ("women", "men", *(["sex_unknown"] if unknown else []), "total")
    return [str(people[name]) for name in names]


def _rates(said: dict[str, Any], language: Language) -> Iterator[str]:
    yield chosen(language, "Wskaźniki, każdy z nazwanym mianownikiem", "Rates, each with its denominator named")
    for rate, definition in zip(said["rates"], said["rate_definitions"], strict=True):
        share = rate["total"]
        told = percent(share["rate"], language)
        yield f"  {definition[language]} [{rate['measure']}]: {share['numerator']} / {share['denominator']} = {told}"
        yield from wrap(
            f"{chosen(language, 'mianownik', 'of')}: {definition[f'of_{language}']}",
            WIDE + 4 * NUMBER,
            initial_indent="    ",
            subsequent_indent="    ",
        )


def _day(said: str, language: Language) -> str:
    return spoken(written(date.fromisoformat(said)), language)


def _said(of: dict[str, Any], name: str, language: Language) -> str:
    text: str = of[f"{name}_{language}"]
    return text
