"""The printed part of a dossier: whose it is, what happened in order, told in Polish with both clocks, and a table."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from uuid import UUID

from application.projections import dossier as record
from application.projections.dossier import Listed
from application.projections.dossier import Told as Fact
from application.projections.timeline.saying import day_of
from application.proving import Checkpoint
from domain.calendar import WARSAW, local_day
from domain.dossier import Kind
from domain.journal import Purpose
from domain.polish import counted
from interface.assembly import House
from interface.printing import Block, Document, Heading, Pairs, Paragraph, Table, Told, pdf

PRINTED = 5_000
"""Facts that are printed one by one; of more the print says how many there are of each kind."""

TITLES = {Kind.PERSON: "Teczka uczestnika", Kind.SAMPLE: "Teczka próby", Kind.PERIOD: "Teczka okresu"}
OPENED = {
    Purpose.IDENTITY: "tożsamość i dane kontaktowe",
    Purpose.NOTES: "notatki i uzasadnienia",
    Purpose.SPECIAL: "dane szczególne (art. 9 i 10 RODO)",
    Purpose.STATISTICS: "kody statystyczne",
}
FACTS = ("fakt", "fakty", "faktów")
PEOPLE = ("osoba", "osoby", "osób")


def printed(
    house: House,
    kind: Kind,
    participants: Sequence[UUID],
    positions: Sequence[int],
    content: frozenset[Purpose],
    checkpoint: Checkpoint,
) -> bytes:
    """Return the PDF of a dossier. Its day is that on which its last position was recorded."""
    size, blocks = checkpoint.size, [*_head(kind, participants, positions, content, checkpoint)]
    with house.store.snapshot() as core:
        recorded = record.recorded_on(core, size)
        if len(positions) > PRINTED:
            blocks += _summary(record.counted(core, positions))
            participants = ()
        elif kind is Kind.PERIOD:
            blocks += _table(record.listed(core, positions[0], positions[-1]), several=True)
        for number, participant in enumerate(participants, 1):
            told = record.told(core, house.mapper, house.sealer, participant, size, content)
            if kind is Kind.SAMPLE:
                blocks.append(Heading(f"Osoba {number} z {len(participants)}"))
                blocks.append(Pairs([("Uczestnik", str(participant))], mono=True))
            blocks += [*_story(told), *_table(told, several=False)]
    return pdf(
        Document(
            title=TITLES[kind],
            subtitle=f"Stan na pozycję {size} dziennika, zapisaną {_moment(recorded)}",
            dated=local_day(recorded),
            footer=f"{TITLES[kind]}, stan na pozycję {size} dziennika {checkpoint.origin}",
            blocks=blocks,
        )
    )


def _head(
    kind: Kind,
    participants: Sequence[UUID],
    positions: Sequence[int],
    content: frozenset[Purpose],
    checkpoint: Checkpoint,
) -> Iterator[Block]:
    """Say of whom, how much, up to where, what was left out, and that the proof is elsewhere."""
    if kind is Kind.PERSON:
        yield Pairs([("Uczestnik", str(participants[0]))], mono=True)
    whom = {
        Kind.PERSON: "cała historia tej osoby do tej pozycji",
        Kind.SAMPLE: f"cała historia do tej pozycji, {counted(len(participants), PEOPLE)}",
        Kind.PERIOD: f"wszystko, co zapisano na pozycjach od {positions[0]} do {positions[-1]}",
    }
    opened = [OPENED[purpose] for purpose in Purpose if purpose in content]
    yield Pairs(
        [
            ("Zakres", whom[kind]),
            ("Liczba faktów", str(len(positions))),
            ("Wartości osobowe", f"jawne: {'; '.join(opened)}" if opened else "nieujawnione, w dowodzie są ich skróty"),
            ("Inne osoby", "nieujawnione; użytkownicy są podani przez rolę i początek identyfikatora"),
        ]
    )
    key = checkpoint.verifier_key.split("+")[1]
    yield Pairs(
        [
            ("Dziennik", checkpoint.origin),
            ("Pozycja", str(checkpoint.size)),
            ("Korzeń drzewa", b64encode(checkpoint.root).decode()),
            ("Skrót klucza", key),
        ],
        mono=True,
    )
    yield Paragraph(
        "Ten wydruk jest do czytania, a dowodem są pliki, które leżą obok niego. Plik WERYFIKACJA.md mówi, jak je "
        "sprawdzić bez klubu i bez sieci. Korzeń i skrót klucza porównaj z tymi, które masz z innego źródła."
    )


def _story(told: Sequence[Fact]) -> Iterator[Block]:
    yield Heading("Historia")
    yield Paragraph(
        "Pogrubiony dzień mówi, kiedy coś się zdarzyło; pod zdaniem stoi, kiedy i kto to zapisał. Liczba z boku jest "
        "pozycją w dzienniku.",
        small=True,
    )
    in_order = sorted(told, key=lambda fact: (fact.occurred_on, fact.position))
    for year, facts in groupby(in_order, key=lambda fact: fact.occurred_on.year):
        yield Heading(f"Rok {year}", 2)
        for fact in facts:
            remark = f"Zapisano {_moment(fact.recorded_at)}, {fact.who}.{_later(fact)}"
            yield Told(str(fact.position), day_of(fact.occurred_on)[0], fact.sentence, remark)


def _later(fact: Fact) -> str:
    """Say what became of a fact later."""
    said = f" Sprostowano na pozycji {', '.join(map(str, fact.corrected_at))}." if fact.corrected_at else ""
    return f"{said} Unieważniono na pozycji {fact.voided_at}." if fact.voided_at is not None else said


def _table(facts: Sequence[Listed], *, several: bool) -> Iterator[Block]:
    yield Heading("Tabela faktów")
    whose = ["Strumień"] if several else []
    yield Table(
        head=["Pozycja", *whose, "Wersja", "Zdarzenie", "Zapisano", "Kto", "Rodzaj wpisu"],
        widths=[1.5, *([2.0] if several else []), 1.3, 2, 3, 4, 5],
        rows=[
            [
                str(fact.position),
                *([str(fact.stream)[:8]] if several else []),
                str(fact.version),
                f"{fact.occurred_on:%d.%m.%Y}",
                f"{fact.recorded_at.astimezone(WARSAW):%d.%m.%Y, %H:%M:%S}",
                fact.who,
                fact.topic,
            ]
            for fact in facts
        ],
    )


def _summary(topics: Sequence[tuple[str, int]]) -> Iterator[Block]:
    yield Heading("Ile jest jakich faktów")
    yield Paragraph(f"Faktów jest więcej niż {PRINTED}, więc nie wydrukowano ich po kolei; są w pliku facts.jsonl.")
    yield Table(["Rodzaj wpisu", "Liczba"], [5, 1], [[topic, str(count)] for topic, count in topics])


def _moment(moment: datetime) -> str:
    local = moment.astimezone(WARSAW)
    return f"{day_of(local.date())[0]} o {local:%H:%M}"
