"""The annex to a social contract: what changes, from when, and the further actions; both sides sign it.

Law: art. 108 of the Act on social assistance; the template of the contract (Dz.U. 2010 nr 218 poz. 1439) is amended by
a further Part II.
"""

from collections.abc import Iterator
from datetime import date

import msgspec

from application.projections.papers import Filled
from domain.vocabulary import ContractType
from interface.printing import Answer, Block, Choices, Document, Fields, Heading, Paragraph
from interface.printing.forms.contract import actions, to_sign
from interface.printing.forms.paper import Head, day, head, name, official

WHAT_CHANGES = (
    "czas trwania kontraktu",
    "cele lub przewidywane efekty",
    "uzgodnione działania (kolejna część II)",
    "inne ustalenia",
)
LAW = (
    "Podstawa: art. 108 ustawy z dnia 12 marca 2004 r. o pomocy społecznej. Tabela odpowiada układem części II wzoru "
    "kontraktu (Dz.U. z 2010 r. nr 218 poz. 1439); zgodność z urzędowym wzorem: do potwierdzenia."
)
ROWS = 3


class Annex(msgspec.Struct, frozen=True, kw_only=True):
    """Which contract is changed: `number` is that of the signed paper, "" where the record does not say."""

    head: Head
    type: ContractType
    name: str
    number: str
    signed_on: date
    valid_from: date
    valid_until: date
    amended_on: date | None


def form(filled: Filled) -> Document:
    """Return the annex to the contract that the paper is about, for the changes to be written in."""
    return document(annex(filled))


def annex(filled: Filled) -> Annex:
    """Return what the record says of the contract that is changed."""
    assert filled.about is not None  # noqa: S101 (an annex is always to a contract)
    contract = filled.life.contracts[filled.about]
    return Annex(
        head=head(filled),
        type=contract.type,
        name=name(filled),
        number=filled.said("document_number", contract.item) or "",
        signed_on=contract.signed_on,
        valid_from=contract.valid_from,
        valid_until=contract.valid_until,
        amended_on=contract.amended_on,
    )


def document(said: Annex) -> Document:
    """Return the annex as it is printed."""
    return official(
        said.head,
        "Aneks do kontraktu socjalnego",
        f"typu {said.type}, zawartego {day(said.signed_on)}",
        list(_blocks(said)),
    )


def _blocks(said: Annex) -> Iterator[Block]:
    yield Heading("Zmieniany kontrakt")
    yield Fields([[("Osoba, z którą zawarto kontrakt", said.name), ("Numer kontraktu", said.number)]], (2, 1))
    yield Fields(
        [
            [
                ("Obowiązuje od", day(said.valid_from)),
                ("Obowiązuje do", day(said.valid_until)),
                ("Okres zmieniano ostatnio", day(said.amended_on) or "nie zmieniano"),
            ]
        ]
    )
    yield Heading("Co się zmienia")
    yield Choices([(False, what) for what in WHAT_CHANGES], across=2)
    yield Answer("Dotychczasowe ustalenia", lines=2)
    yield Answer("Nowe ustalenia", lines=3)
    yield Fields([[("Zmiana obowiązuje od", ""), ("Nowy ostatni dzień kontraktu", "")]])
    yield Heading(f"Dalsze uzgodnione działania (kolejna część II {said.type})")
    yield actions((), blank=ROWS)
    yield Paragraph("Pozostałe ustalenia kontraktu nie zmieniają się.")
    yield from to_sign(said.name, LAW)
