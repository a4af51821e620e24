"""The annual report sent, and what moved since: what `kis report annual` says with --send, --sent and --compare."""

from collections.abc import Iterator
from typing import Any

from domain.refusals import Language
from interface.charts.words import chosen
from interface.cli.client import Client

LATEST = 0
"""Asks for the newest sending."""


def number_of(speaking: Client, place: str, asked: int) -> int:
    """Return which sending is meant; the newest where none is named, 1 where nothing was sent (the server says so)."""
    return asked if asked != LATEST else max(1, len(speaking.get(f"{place}/sendings")["items"]))


def sent_lines(said: dict[str, Any], language: Language) -> Iterator[str]:
    """Yield what is told of a sending above its tables."""
    line = said["sending"]
    pl = f"Jak wysłano {line['sent_on']} (wysyłka {line['number']}, {line['name']}); SHA-256 {line['digest']}."
    en = f"As sent on {line['sent_on']} (sending {line['number']}, {line['name']}); SHA-256 {line['digest']}."
    yield chosen(language, pl, en)
    yield said[language]
    yield ""


def hand_lines(parts: list[dict[str, Any]], language: Language) -> Iterator[str]:
    """Yield what was entered by hand; a part without an entry says so."""
    yield chosen(language, "Wpisane ręcznie", "Entered by hand")
    for part in parts:
        if part["missing"]:
            yield f"  {part[language]}: {part[f'missing_{language}']}"
        for entry in part["entries"]:
            as_of = chosen(language, f"stan na {entry['as_of']}", f"as of {entry['as_of']}")
            yield f"  {part[language]} [{entry['item']}]: {entry[language]} ({as_of})"


def difference_lines(said: dict[str, Any], language: Language) -> Iterator[str]:
    """Yield every number that differs from what was sent, and under it every fact that moved it."""
    year, number = said["year"], said["number"]
    if not said["cells"] and not said["by_hand"]:
        yield chosen(
            language,
            f"Sprawozdanie za {year} (wysyłka {number}) jest takie jak zapisy do pozycji {said['to_position']}.",
            f"The report of {year} (sending {number}) is as the record stands up to position {said['to_position']}.",
        )
        return
    yield chosen(
        language,
        f"Sprawozdanie za {year} (wysyłka {number}, pozycja {said['from_position']}) różni się od zapisów do pozycji "
        f"{said['to_position']}. Rozważ korektę.",
        f"The report of {year} (sending {number}, position {said['from_position']}) differs from the record up to "
        f"position {said['to_position']}. Consider a correction.",
    )
    for cell in said["cells"]:
        yield ""
        yield f"{cell[language]}: {cell['before']} → {cell['after']}"
        for move in cell["moves"]:
            yield f"  {_move(move, language)}"
    for part in said["by_hand"]:
        yield ""
        nothing = [chosen(language, "nie wpisano", "not entered")]
        before, after = ("; ".join(part[end] or nothing) for end in ("before", "after"))
        yield f"{part[language]}: {before} → {after}"


def _move(move: dict[str, Any], language: Language) -> str:
    nameless = chosen(language, "imię i nazwisko usunięte", "name erased")
    name = " ".join(part for part in (move["family_name"], move["given_name"]) if part) or nameless
    fact = move[f"why_{language}"]
    if move["position"] is not None:
        fact = f"{move['position']}  {move['occurred_on']}  {move[language]} [{fact}]"
    return f"{move['by']:+d}  {name}: {fact}"
