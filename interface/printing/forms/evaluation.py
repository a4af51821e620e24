"""The evaluation of a social contract: what was done, how far the aims were achieved, what comes next.

Source: the template of the contract (Dz.U. 2010 nr 218 poz. 1439): its Part II ends with an evaluation and its date.
"""

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from application.projections.papers import Filled
from application.projections.timeline.words import WORDS
from domain.social_contract import EvaluationResult
from domain.vocabulary import ContractType
from interface.printing import Answer, Block, Choices, Document, Fields, Heading
from interface.printing.forms.contract import SecondPart, actions, second_parts, to_sign
from interface.printing.forms.paper import Head, day, head, name, official

NEXT = ("kontrakt zakończony", "aneks do kontraktu", "nowy kontrakt", "inne ustalenia")
LAW = (
    "Podstawa: art. 108 ustawy z dnia 12 marca 2004 r. o pomocy społecznej. Ocena należy do części II wzoru kontraktu "
    "(Dz.U. z 2010 r. nr 218 poz. 1439); zgodność z urzędowym wzorem: do potwierdzenia."
)
ROWS = 4


class Evaluation(msgspec.Struct, frozen=True, kw_only=True):
    """A contract and its evaluation; without `result` and `evaluated_on` they are written by hand."""

    head: Head
    type: ContractType
    name: str
    number: str
    signed_on: date
    valid_from: date
    valid_until: date
    parts: Sequence[SecondPart]
    evaluated_on: date | None = None
    result: EvaluationResult | None = None
    note: str = ""


def form(filled: Filled) -> Document:
    """Return the evaluation of a contract: one that is to be written, or the one that the paper is about."""
    return document(evaluation(filled))


def evaluation(filled: Filled) -> Evaluation:
    """Return what the record says of the contract and, where the paper is about an evaluation, of that one."""
    assert filled.about is not None  # noqa: S101 (an evaluation is always of a contract)
    said = filled.life.evaluations.get(filled.about)
    contract = filled.life.contracts[filled.about if said is None else said.contract]
    return Evaluation(
        head=head(filled),
        type=contract.type,
        name=name(filled),
        number=filled.said("document_number", contract.item) or "",
        signed_on=contract.signed_on,
        valid_from=contract.valid_from,
        valid_until=contract.valid_until,
        parts=second_parts(filled, contract.item),
        evaluated_on=None if said is None else said.evaluated_on,
        result=None if said is None else said.result,
        note="" if said is None else filled.said("note", said.item) or "",
    )


def document(said: Evaluation) -> Document:
    """Return the evaluation as it is printed."""
    return official(
        said.head,
        "Ocena realizacji kontraktu socjalnego",
        f"typu {said.type}, zawartego {day(said.signed_on)}",
        list(_blocks(said)),
        said.evaluated_on,
    )


def _blocks(said: Evaluation) -> Iterator[Block]:
    yield Heading("Oceniany kontrakt")
    yield Fields([[("Osoba, z którą zawarto kontrakt", said.name), ("Numer kontraktu", said.number)]], (2, 1))
    yield Fields(
        [
            [
                ("Obowiązuje od", day(said.valid_from)),
                ("Obowiązuje do", day(said.valid_until)),
                ("Data oceny", day(said.evaluated_on)),
            ]
        ]
    )
    yield Heading("Realizacja uzgodnionych działań")
    agreed = [action for part in said.parts for action in part.actions]
    yield actions(agreed, blank=max(0, ROWS - len(agreed)))
    yield Heading("Wynik oceny")
    yield Choices([(said.result is result, WORDS[result][0]) for result in EvaluationResult], across=3)
    yield Answer("Uzasadnienie: co pomogło, co przeszkodziło", said.note)
    yield Heading("Co dalej")
    yield Choices([(False, what) for what in NEXT], across=2)
    yield from to_sign(said.name, LAW)
