"""The declaration of voluntariness: somebody takes part of their own will (art. 18(3) of the Act)."""

from collections.abc import Iterator

import msgspec

from application.projections.papers import Filled
from interface.printing import Block, Document, Fields, Paragraph, Points, Signatures
from interface.printing.forms.paper import Head, Somebody, head, is_child, name, official, somebody, uses_services_only

TITLE = "Oświadczenie o dobrowolności udziału"
OWN_WILL = "Oświadczam, że biorę udział w klubie integracji społecznej z własnej woli. Nikt mnie do tego nie zmusza."
FOR_ANOTHER = {
    True: "Oświadczam, że dziecko bierze udział w zajęciach klubu integracji społecznej dobrowolnie, za moją wiedzą.",
    False: "Oświadczam, że osoba, którą reprezentuję, bierze udział w klubie integracji społecznej dobrowolnie.",
}
VOLUNTARY = (
    "udział jest dobrowolny (art. 18 ust. 3 ustawy o zatrudnieniu socjalnym),",
    "z udziału można zrezygnować w każdej chwili; o rezygnacji wystarczy powiedzieć w klubie,",
)
OF_THE_CLUB = (
    "warunkiem udziału jest realizacja kontraktu socjalnego (art. 18 ust. 4),",
    "okres udziału ustala się indywidualnie (art. 18 ust. 5).",
)
OF_A_SERVICE = ("do korzystania z usługi nie jest potrzebny kontrakt socjalny.",)
LAW = "Podstawa: art. 18 ust. 3–5 ustawy z dnia 13 czerwca 2003 r. o zatrudnieniu socjalnym (t.j. Dz.U. 2025 poz. 83)."


class Declaration(msgspec.Struct, frozen=True, kw_only=True):
    """Who declares it: the person, or whoever represents them (`by`); `needs_contract`: it is about the club itself."""

    head: Head
    name: str
    child: bool
    needs_contract: bool
    by: Somebody | None = None


def form(filled: Filled) -> Document:
    """Return the declaration of the person or, where the paper is about a link, of who represents them."""
    return document(declaration(filled))


def declaration(filled: Filled) -> Declaration:
    """Return who declares it, as the record says."""
    return Declaration(
        head=head(filled),
        name=name(filled),
        child=is_child(filled),
        needs_contract=not uses_services_only(filled),
        by=None if filled.about is None else somebody(filled, filled.about),
    )


def document(said: Declaration) -> Document:
    """Return the declaration as it is printed."""
    return official(said.head, "Oświadczenie", "o dobrowolności udziału", list(_blocks(said)), None, TITLE)


def _blocks(said: Declaration) -> Iterator[Block]:
    if said.by is None:
        yield Fields([[("Imię i nazwisko", said.name)]])
        yield Paragraph(OWN_WILL)
    else:
        yield Fields([[("Kto oświadcza: imię i nazwisko", said.by.name), ("W imieniu: imię i nazwisko", said.name)]])
        yield Paragraph(FOR_ANOTHER[said.child])
    yield Paragraph("Wiem, że:")
    yield Points((*VOLUNTARY, *(OF_THE_CLUB if said.needs_contract else OF_A_SERVICE)))
    who, called = ("osoba", said.name) if said.by is None else ("osoba reprezentująca", said.by.name)
    yield Paragraph(LAW, small=True)
    yield Signatures((f"{who} – data i podpis", "klub – kto przyjął oświadczenie"), (called, ""))
