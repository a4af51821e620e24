"""The social contract of type A and of type B, to be signed or as it was recorded.

Source: the template of the Minister (Dz.U. 2010 nr 218 poz. 1439, annex), by its parts: I A and II A for the hard
situation of a person or family, I B and II B for activity and independence. The annex itself was not at hand when this
was written: order and content of the parts follow it, the wording is the club's own and is to be confirmed.
"""

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from application.projections.papers import Filled
from application.projections.timeline.words import WORDS
from domain.papers import PaperKind
from domain.social_contract import AgreedAction, ContractPart
from domain.vocabulary import ContractType
from interface.printing import Answer, Block, Document, Fields, Heading, Paragraph, Points, Sheet, Signatures
from interface.printing.forms.paper import Head, day, head, name, official

TYPES = {PaperKind.CONTRACT_A: ContractType.A, PaperKind.CONTRACT_B: ContractType.B}

AIM = {
    ContractType.A: "w zakresie rozwiązywania trudnej sytuacji życiowej osoby lub rodziny (część I A i II A)",
    ContractType.B: (
        "w celu wzmocnienia aktywności i samodzielności życiowej, zawodowej "
        "lub przeciwdziałania wykluczeniu społecznemu (część I B i II B)"
    ),
}
SITUATION = {
    ContractType.A: "Ocena sytuacji życiowej osoby lub rodziny i ustalone cele",
    ContractType.B: "Ocena sytuacji osoby i ustalone cele",
}
QUESTIONS = {
    ContractType.A: (
        ("Sytuacja osoby lub rodziny: co jest do rozwiązania", 3),
        ("Przyczyny trudnej sytuacji", 2),
        ("Zasoby i możliwości, które pomogą ją rozwiązać", 2),
        ("Ograniczenia i bariery", 2),
        ("Cele: główny i szczegółowe", 3),
        ("Przewidywane efekty", 2),
    ),
    ContractType.B: (
        ("Sytuacja osoby: życiowa i zawodowa", 3),
        ("Przyczyny tej sytuacji", 3),
        ("Zasoby i możliwości, w tym umiejętności i doświadczenie", 3),
        ("Ograniczenia i bariery", 3),
        ("Cele: główny i szczegółowe", 3),
        ("Przewidywane efekty", 2),
    ),
}
KNOWN_TO_BOTH = (
    "Osoba bierze udział w uzgodnionych działaniach, a pracownik socjalny jej w tym pomaga i ocenia z nią rezultaty.",
    "Każda strona może zaproponować zmianę kontraktu. Zmianę strony podpisują jako aneks albo kolejną część II.",
    (
        "Odmowa zawarcia kontraktu albo niedotrzymywanie go może być podstawą odmowy przyznania świadczenia, uchylenia "
        "decyzji o nim albo wstrzymania świadczeń pieniężnych (art. 11 ust. 2 ustawy o pomocy społecznej)."
    ),
)
LAW = (
    "Podstawa: art. 6 pkt 6 i art. 108 ustawy z dnia 12 marca 2004 r. o pomocy społecznej; art. 18 ust. 4 ustawy "
    "z dnia 13 czerwca 2003 r. o zatrudnieniu socjalnym. Układ części jak we wzorze z rozporządzenia z dnia "
    "8 listopada 2010 r. (Dz.U. nr 218 poz. 1439). To nie jest dosłowny tekst tego wzoru; zgodność: do potwierdzenia."
)
HEAD = ("Lp.", "Uzgodnione działanie", "Kto odpowiada", "Termin", "tak", "nie", "Ocena rezultatu, data")
OVER = (("", 4), ("Realizacja", 2), ("", 1))
WIDTHS = (0.7, 5.2, 2.1, 1.9, 0.8, 0.8, 3.2)
ROWS_TO_WRITE_ON = 6
SPARE_ROWS = 2


class Action(msgspec.Struct, frozen=True, kw_only=True):
    """One row of Part II; `done` is None until somebody said so."""

    what: str
    responsible: str
    due_on: date
    done: bool | None = None
    settled_on: date | None = None
    note: str = ""


class SecondPart(msgspec.Struct, frozen=True, kw_only=True):
    """One Part II; `signed_on` is None of one that is to be signed, `evaluated` its evaluation in words, if any."""

    signed_on: date | None
    evaluation_due_on: date | None
    actions: Sequence[Action] = ()
    evaluated: str = ""


class Contract(msgspec.Struct, frozen=True, kw_only=True):
    """What a social contract says; what is None or "" is written by hand."""

    head: Head
    type: ContractType
    name: str
    address: str
    pesel: str
    case_mark: str
    signed_on: date | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    parts: Sequence[SecondPart] = ()


def form(filled: Filled) -> Document:
    """Return the contract that a record fills: one that is to be signed, or the one that the paper is about."""
    return document(contract(filled))


def contract(filled: Filled) -> Contract:
    """Return what the record says for the contract."""
    person = filled.person
    said = None if filled.about is None else filled.life.contracts[filled.about]
    return Contract(
        head=head(filled),
        type=TYPES[filled.kind],
        name=name(filled),
        address=person.address or "",
        pesel=person.pesel or "",
        case_mark=person.case_mark or "",
        signed_on=None if said is None else said.signed_on,
        valid_from=None if said is None else said.valid_from,
        valid_until=None if said is None else said.valid_until,
        parts=() if said is None else second_parts(filled, said.item),
    )


def second_parts(filled: Filled, contract: int) -> tuple[SecondPart, ...]:
    """Return every Part II of a contract with its actions, in the order in which they were recorded."""
    papers = [
        part
        for part in filled.life.contract_parts.values()
        if part.contract == contract and part.part is ContractPart.SECOND
    ]
    return tuple(
        SecondPart(
            signed_on=part.signed_on,
            evaluation_due_on=part.evaluation_due_on,
            actions=tuple(
                _action(filled, action) for action in filled.life.agreed_actions.values() if action.part == part.item
            ),
            evaluated=_evaluated(filled, contract) if part is papers[-1] else "",
        )
        for part in papers
    )


def _evaluated(filled: Filled, contract: int) -> str:
    """Return the newest evaluation of a contract in words, "" without one."""
    of_it = [found for found in filled.life.evaluations.values() if found.contract == contract]
    newest = max(of_it, key=lambda found: (found.evaluated_on, found.item), default=None)
    return "" if newest is None else f"{day(newest.evaluated_on)}, {WORDS[newest.result][0]}"


def _action(filled: Filled, action: AgreedAction) -> Action:
    return Action(
        what=filled.said("what", action.item) or "",
        responsible=WORDS[action.responsible][0],
        due_on=action.due_on,
        done=action.done,
        settled_on=action.settled_on,
        note=filled.said("note", action.settled_by) or "",
    )


def document(said: Contract) -> Document:
    """Return the contract as it is printed."""
    called = f"Kontrakt socjalny typu {said.type}"
    return official(
        said.head,
        "Kontrakt socjalny",
        f"określający sposób współdziałania osoby i pracownika socjalnego {AIM[said.type]}",
        list(_blocks(said)),
        said.signed_on,
        called,
    )


def _blocks(said: Contract) -> Iterator[Block]:
    yield Heading("Strony kontraktu")
    yield Fields([[("Imię i nazwisko", said.name), ("PESEL", said.pesel)]], (2, 1))
    yield Fields([[("Adres zamieszkania lub pobytu", said.address), ("Znak sprawy", said.case_mark)]], (2, 1))
    yield Fields([[("Pracownik socjalny: imię i nazwisko, instytucja", ""), ("Telefon", "")]], (2, 1))
    if said.type is ContractType.A:
        yield Heading("Członkowie rodziny objęci kontraktem", 2)
        yield Sheet(head=("Lp.", "Imię i nazwisko", "Kim jest dla osoby"), widths=(0.7, 7, 4), rows=(), blank=3)
    yield Heading("Czas trwania")
    yield Fields(
        [
            [
                ("Data zawarcia", day(said.signed_on)),
                ("Obowiązuje od", day(said.valid_from)),
                ("Obowiązuje do", day(said.valid_until)),
            ]
        ]
    )
    yield Heading(f"Część I {said.type}. {SITUATION[said.type]}")
    for place, (question, lines) in enumerate(QUESTIONS[said.type], 1):
        yield Answer(f"{place}. {question}", lines=lines)
    for place, part in enumerate(said.parts or [SecondPart(signed_on=None, evaluation_due_on=None)]):
        further = f" (kolejna, z dnia {day(part.signed_on)})" if place else ""
        yield Heading(f"Część II {said.type}. Uzgodnione działania i ich ocena{further}")
        yield actions(part.actions)
        yield Fields(
            [[("Termin oceny realizacji", day(part.evaluation_due_on)), ("Data tej oceny i jej wynik", part.evaluated)]]
        )
    yield Heading("Ustalenia i podpisy")
    yield Points(KNOWN_TO_BOTH, numbered=True)
    yield from to_sign(said.name, LAW)


def actions(agreed: Sequence[Action], blank: int | None = None) -> Sheet:
    """Return the table of a Part II with rows to write on: `blank`, or as many as a short table needs."""
    return Sheet(
        head=HEAD,
        over=OVER,
        widths=WIDTHS,
        rows=[_row(place, action) for place, action in enumerate(agreed, 1)],
        blank=max(SPARE_ROWS, ROWS_TO_WRITE_ON - len(agreed)) if blank is None else blank,
        height=10,
        centred=(0, 3, 4, 5),
    )


def _row(place: int, action: Action) -> tuple[str, ...]:
    settled = "" if action.settled_on is None else f"{action.settled_on:%d.%m.%Y}"
    return (
        str(place),
        action.what,
        action.responsible,
        f"{action.due_on:%d.%m.%Y}",
        "☒" if action.done is True else "☐",
        "☒" if action.done is False else "☐",
        ", ".join(part for part in (action.note, settled) if part),
    )


def to_sign(called: str, law: str) -> Iterator[Block]:
    """Yield what stands above the signatures of both sides, and the places to sign."""
    yield Paragraph("Strony otrzymują po jednym egzemplarzu.")
    yield Paragraph(law, small=True)
    yield Signatures(("osoba – data i podpis", "pracownik socjalny – data i podpis"), (called, ""))
