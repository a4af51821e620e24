"""Who should be here now: a look on paper for somebody who came unannounced, without a number and not to be signed."""

from collections.abc import Callable, Iterator
from uuid import UUID

import msgspec

from application.projections.timeline.words import WORDS
from application.projections.who_should_be_here import Here, WhoShouldBeHere
from domain.calendar import WARSAW
from domain.polish import counted
from domain.programmes import PROGRAMMES
from interface.printing import Block, Document, Heading, Paragraph, Sheet

ERASED = "[dane usunięto]"
PEOPLE = ("osoba", "osoby", "osób")


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What is printed: the answer, what people and leaders are called, what is left out, and up to which position."""

    answer: WhoShouldBeHere
    name: Callable[[UUID], str | None]
    leader: Callable[[UUID], str]
    hides: list[str]
    position: int


def document(told: Told) -> Document:
    """Return the answer as it is printed."""
    local = told.answer.moment.astimezone(WARSAW)
    return Document(
        title="Kto powinien być teraz w klubie",
        subtitle=f"Stan na {local:%d.%m.%Y}, godz. {local:%H:%M}",
        dated=local.date(),
        footer=f"Podgląd bez numeru. Stan na pozycję {told.position} dziennika klubu.",
        blocks=list(_blocks(told)),
    )


def _blocks(told: Told) -> Iterator[Block]:
    answer = told.answer
    if not answer.here:
        yield Paragraph("O tej godzinie nie ma zaplanowanych zajęć ani usługi zapisanej jako dostępna.")
    for one in answer.here:
        yield from _group(told, one, _when(told, one))
    if answer.later:
        yield Heading("Później tego dnia")
        for row in answer.later:
            name = PROGRAMMES[row.programme].pl
            yield Paragraph(f"{row.starts_at:%H:%M}, {row.minutes} min: {name}, edycja {row.code}.")
    if answer.closed:
        yield Heading("Tego dnia zamknięte")
        for closed in answer.closed:
            why = "" if closed.reason is None else f": {WORDS[closed.reason][0]}"
            yield Paragraph(f"{PROGRAMMES[closed.programme].pl}, edycja {closed.code}{why}.")
    if answer.unplanned:
        yield Heading("Bez planu na ten dzień")
        yield Paragraph(
            "W tych edycjach ktoś uczestniczy, ale na ten dzień nie zapisano zajęć ani tego, czy usługa działała. "
            "Zapisz zajęcia albo dzień działania usługi, żeby było wiadomo, kto powinien być."
        )
        for one in answer.unplanned:
            people = counted(len(one.people), PEOPLE)
            yield Paragraph(f"{PROGRAMMES[one.programme].pl}, edycja {one.code}: {people}.")
    if told.hides:
        yield Paragraph(f"Lista pomija: {'; '.join(told.hides)}.", small=True)


def _when(told: Told, one: Here) -> str:
    session = one.session
    if session is None:
        return "Usługa dostępna tego dnia; godzin obecności nie zaplanowano."
    leader = "" if session.leader is None else f" Prowadzi: {told.leader(session.leader)}."
    return f"Zajęcia od {session.starts_at:%H:%M}, {session.minutes} min.{leader}"


def _group(told: Told, one: Here, when: str) -> Iterator[Block]:
    yield Heading(f"{PROGRAMMES[one.programme].pl}, edycja {one.code}")
    yield Paragraph(f"{when} Powinno być: {counted(len(one.people), PEOPLE)}.")
    if one.people:
        rows = [(str(place), told.name(who) or ERASED, "☐", "") for place, who in enumerate(one.people, start=1)]
        yield Sheet(
            head=("Lp.", "Nazwisko i imię", "Jest", "Uwagi"),
            widths=(0.8, 6, 1, 6),
            rows=rows,
            to_right=(0,),
            centred=(2,),
        )
