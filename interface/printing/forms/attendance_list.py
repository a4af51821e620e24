"""The attendance list: of one session, where everybody signs once, or of a month, with a column for every day.

Whoever comes without standing on the list is written into the empty rows by hand.
"""

from collections.abc import Iterator

import msgspec

from application.projections.attendance_list import AttendanceList, Listed
from domain.programmes import PROGRAMMES
from interface.printing import Block, Document, Fields, Paragraph, Sheet, Signatures
from interface.printing.forms.paper import Head, official
from interface.printing.forms.service_card import MONTHS

WALK_INS = 5
"""Empty rows for those who come without standing on the list."""
ERASED = "[dane usunięto]"
WEEKDAYS = ("pn", "wt", "śr", "cz", "pt", "so", "nd")
PARTLY = "Na liście są tylko osoby przydzielone pracownikowi, który ją wydrukował."


def document(said: AttendanceList) -> Document:
    """Return the list as it is printed."""
    around = Head(number=said.number, printed_on=said.printed_on, position=said.position, club=said.club)
    laid = official(around, "Lista obecności", PROGRAMMES[said.programme].pl, list(_blocks(said)))
    return msgspec.structs.replace(laid, landscape=said.session is None)


def _blocks(said: AttendanceList) -> Iterator[Block]:
    if said.session is None:
        yield from _of_a_month(said)
    else:
        yield from _of_a_session(said)
    if said.partly:
        yield Paragraph(PARTLY, small=True)
    yield Signatures(["podpis osoby prowadzącej", "sprawdził(a): data i podpis"])


def _of_a_session(said: AttendanceList) -> Iterator[Block]:
    session = said.session
    assert session is not None  # noqa: S101 (its caller asked)
    yield Fields(
        [
            [
                ("Dzień i godzina", f"{session.day:%d.%m.%Y}, {session.starts_at:%H:%M}"),
                ("Czas trwania", f"{session.minutes} min"),
                ("Edycja programu", said.edition),
            ],
            [("Prowadzi", said.leader or ""), ("Miejsce", said.place or ""), ("Temat", said.topic or "")],
        ]
    )
    yield Sheet(
        head=("Lp.", "Nazwisko i imię", "Przyjście", "Wyjście", "Podpis"),
        widths=(0.8, 7, 1.6, 1.6, 5),
        rows=[(str(place), _name(one), "", "", "") for place, one in enumerate(said.people, start=1)],
        blank=WALK_INS,
        to_right=(0,),
        height=8,
    )


def _of_a_month(said: AttendanceList) -> Iterator[Block]:
    assert said.month is not None  # noqa: S101 (a list is of a session or of a month)
    month = f"{MONTHS[said.month.month - 1]} {said.month.year}"
    yield Fields([[("Miesiąc", month), ("Edycja programu", said.edition), ("Prowadzi", "")]])
    yield Sheet(
        head=("Lp.", "Nazwisko i imię", *(f"{day.day}\n{WEEKDAYS[day.weekday()]}" for day in said.days), "Razem"),
        widths=(0.9, 8, *(1 for _ in said.days), 1.5),
        rows=[(str(place), _name(one), *("" for _ in said.days), "") for place, one in enumerate(said.people, start=1)],
        blank=WALK_INS,
        to_right=(0,),
        centred=tuple(range(2, 3 + len(said.days))),
        size=8,
    )
    yield Paragraph(
        "W kolumnie dnia uczestnik podpisuje się inicjałami; nieobecność: U usprawiedliwiona, N nieusprawiedliwiona, "
        "Z zwolnienie lekarskie.",
        small=True,
    )


def _name(listed: Listed) -> str:
    return ERASED if listed.name is None else listed.name
