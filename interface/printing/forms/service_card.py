"""The service card (karta realizacji usług): one person, one month; what is recorded stands in it, the rest is empty.

The running total is counted against the hours that a decision granted. Whoever serves and whoever is served signs
every row; at the end the month is confirmed.
"""

from collections.abc import Iterator
from datetime import date

import msgspec

from application.projections.papers import Filled
from application.projections.service_card import CardLine, ServiceCard, service_card
from domain.calendar import month_of
from domain.hours.time import clock_time
from domain.programmes import PROGRAMMES
from domain.rules import Unit
from interface.printing import Block, Document, Fields, Paragraph, Sheet, Signatures
from interface.printing.forms.paper import Head, head, name, official

MONTHS = (
    "styczeń",
    "luty",
    "marzec",
    "kwiecień",
    "maj",
    "czerwiec",
    "lipiec",
    "sierpień",
    "wrzesień",
    "październik",
    "listopad",
    "grudzień",
)
ROWS = 15
"""A card has at least so many rows, as those on paper do (the caseworker's 30 cards of 15 rows)."""
EMPTY_ROWS = 3
"""So many are empty while the month goes on, however full the card is: somebody may still come."""
UNITS = {Unit.DOBY: "doba", Unit.PRESENCES: "obecność"}


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """Whose card it is, and its month."""

    head: Head
    name: str
    case_mark: str
    card: ServiceCard


def form(filled: Filled) -> Document:
    """Return the card of the month that the paper is of."""
    return document(
        Card(
            head=head(filled),
            name=name(filled),
            case_mark=filled.person.case_mark or "",
            card=service_card(filled),
        )
    )


def document(said: Card) -> Document:
    """Return the card as it is printed."""
    programme = PROGRAMMES[said.card.programme].pl
    laid = official(said.head, "Karta realizacji usług", f"{programme}, {month(said.card)}", list(_blocks(said)))
    return msgspec.structs.replace(laid, landscape=True)


def month(card: ServiceCard) -> str:
    """Return the month of a card in words: maj 2026."""
    return f"{MONTHS[card.first.month - 1]} {card.first.year}"


def _blocks(said: Card) -> Iterator[Block]:
    card = said.card
    granted, used = card.granted_minutes, card.used_before
    left = "" if granted is None else clock_time(max(granted - used, 0))
    yield Fields(
        [
            [
                ("Imię i nazwisko", said.name),
                ("Znak sprawy", said.case_mark),
                ("Edycja programu", card.edition),
                ("Przyznane godziny", "" if granted is None else clock_time(granted)),
                ("Wykorzystane przed tym miesiącem", "" if granted is None else clock_time(used)),
                ("Pozostało na początek miesiąca", left),
                ("Numer decyzji lub umowy", ""),
            ]
        ],
        (2.6, 1.4, 1, 1, 1.2, 1.1, 1.5),
    )
    yield _sheet(card, said.head.printed_on)
    yield Paragraph(
        "Godziny podano jako godziny:minuty. Kolumna „narastająco” liczy od przyznania godzin, a gdy nie zapisano "
        "przyznanych godzin, od początku miesiąca.",
        small=True,
    )
    yield Signatures(
        ["podpis osoby świadczącej usługę", "podpis uczestnika lub opiekuna", "sprawdził(a): data i podpis"]
    )


def _sheet(card: ServiceCard, printed_on: date) -> Sheet:
    last = month_of(card.first)[1]
    rows, total = [], card.used_before
    for place, line in enumerate(card.lines, start=1):
        total += line.minutes
        rows.append(_row(place, line, total))
    worked = sum(line.minutes for line in card.lines)
    kilometres = sum(line.kilometres or 0 for line in card.lines)
    return Sheet(
        head=(
            "Lp.",
            "Data",
            "Od",
            "Do",
            "Godziny",
            "Kto świadczył",
            "Rodzaj pomocy",
            "Km",
            "Narastająco",
            "Podpis osoby świadczącej",
            "Podpis uczestnika",
        ),
        widths=(0.8, 2.0, 1.3, 2.3, 1.5, 4.2, 4.8, 1.0, 2.0, 3.2, 3.2),
        rows=rows,
        blank=max(EMPTY_ROWS if printed_on < last else 0, ROWS - len(rows)),
        height=6,
        size=8,
        to_right=(0, 4, 7, 8),
        centred=(1, 2, 3),
        total=("", "Razem", "", "", clock_time(worked), "", "", str(kilometres), clock_time(total), "", ""),
    )


def _row(place: int, line: CardLine, total: int) -> tuple[str, ...]:
    starts = "" if line.starts is None else f"{line.starts:%H:%M}"
    length = UNITS.get(line.unit, "") if line.unit in UNITS else clock_time(line.minutes)
    return (
        str(place),
        f"{line.day:%d.%m.%Y}",
        starts,
        _end(line),
        length,
        line.provider or "",
        line.what or "",
        "" if line.kilometres is None else str(line.kilometres),
        clock_time(total),
        "",
        "",
    )


def _end(line: CardLine) -> str:
    """Return the time of the end, with its day where that is another."""
    if line.ends is None:
        return ""
    later = line.ends.date() != line.day
    return f"{line.ends:%H:%M} ({line.ends:%d.%m})" if later else f"{line.ends:%H:%M}"
