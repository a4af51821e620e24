"""The certificate that the social contract was completed, which the club gives on the person's request.

Law: art. 18(5a) of the Act on social employment. The act gives no template; what it has to say is that the person
completed the contract, so the form says which contract, when taking part began and ended, and when it was evaluated.
"""

from collections.abc import Iterator
from datetime import date

import msgspec

from application.projections.papers import Filled
from domain.social_contract import EvaluationResult
from domain.vocabulary import Sex
from interface.printing import Block, Document, Paragraph, Signatures
from interface.printing.forms.paper import Head, day, head, name, official

LAW = "art. 18 ust. 5a ustawy z dnia 13 czerwca 2003 r. o zatrudnieniu socjalnym"
FORMS_OF_SEX = {
    Sex.FEMALE: ("Pani", "urodzona", "uczestniczyła", "zrealizowała"),
    Sex.MALE: ("Pan", "urodzony", "uczestniczył", "zrealizował"),
}


class Certificate(msgspec.Struct, frozen=True, kw_only=True):
    """Whom it is of, and which contract was completed, evaluated when."""

    head: Head
    name: str
    sex: Sex
    born_on: date
    type: str
    signed_on: date
    contract_number: str
    first: date
    last: date
    evaluated_on: date
    issued_on: date


def form(filled: Filled) -> Document:
    """Return the certificate that the paper is about."""
    return document(certificate(filled))


def certificate(filled: Filled) -> Certificate:
    """Return what the record says of the certificate."""
    assert filled.about is not None  # noqa: S101 (the paper is of a certificate that was issued)
    life = filled.life
    issued = life.certificates[filled.about]
    contract = life.contracts[issued.contract]
    first, last = contract.cover
    good = [
        found.evaluated_on
        for found in life.evaluations.values()
        if found.contract == contract.item
        and found.result is EvaluationResult.ACHIEVED
        and found.evaluated_on <= issued.issued_on
    ]
    return Certificate(
        head=head(filled),
        name=name(filled),
        sex=filled.said("sex", life.details["sex"]),
        born_on=filled.person.birth_date,
        type=contract.type.value,
        signed_on=contract.signed_on,
        contract_number=filled.said("document_number", contract.item) or "",
        first=first,
        last=last,
        evaluated_on=max(good),
        issued_on=issued.issued_on,
    )


def document(said: Certificate) -> Document:
    """Return the certificate as it is printed."""
    return official(
        said.head,
        "Zaświadczenie",
        "o pozytywnym zakończeniu realizacji kontraktu socjalnego",
        list(_blocks(said)),
        signed_on=said.issued_on,
    )


def _blocks(said: Certificate) -> Iterator[Block]:
    title, born, took_part, kept = FORMS_OF_SEX[said.sex]
    numbered = f" nr {said.contract_number}" if said.contract_number else ""
    where = f" ({said.head.club.name})" if said.head.club.name else ""
    yield Paragraph(
        f"Na podstawie {LAW} zaświadcza się, że {title} {said.name}, {born} {day(said.born_on)}, {took_part} w "
        f"zajęciach klubu integracji społecznej{where} na podstawie kontraktu socjalnego typu {said.type}{numbered}, "
        f"zawartego {day(said.signed_on)} i obowiązującego od {day(said.first)} do {day(said.last)}, i pozytywnie "
        f"{kept} ten kontrakt."
    )
    yield Paragraph(f"Realizację kontraktu oceniono {day(said.evaluated_on)} Jego cele zostały osiągnięte.")
    yield Paragraph("Zaświadczenie wydano na wniosek osoby, której dotyczy.")
    yield Signatures(["pieczęć podmiotu prowadzącego klub", "podpis osoby upoważnionej"])
