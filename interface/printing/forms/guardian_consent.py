"""The consent of a parent or guardian: the child may come, who may collect it, and what is agreed to apart from that.

Law: art. 98 and 155 of the Family and Guardianship Code (who represents a child); art. 4(11), 7 and 8 RODO: each
consent is asked for apart, none is ticked beforehand, none is a condition of another, each can be withdrawn.
"""

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from application.projections.papers import Filled
from application.projections.timeline.words import WORDS
from domain.declarations import ConsentKind
from domain.programmes import programme
from domain.vocabulary import EpisodeKind, Relation
from interface.printing import Block, Document, Fields, Heading, Paragraph, Sheet, Signatures
from interface.printing.forms.paper import Head, Somebody, day, head, name, official, somebody

ASKED = {
    ConsentKind.IMAGE: (
        "Wizerunek: klub może robić zdjęcia i nagrania dziecka na zajęciach i pokazywać je w swoich materiałach "
        "i na swojej stronie."
    ),
    ConsentKind.EXCURSIONS: (
        "Wyjścia i wycieczki: dziecko może wychodzić z grupą poza miejsce zajęć pod opieką wychowawcy."
    ),
    ConsentKind.MEDICAL_HELP: (
        "Pomoc medyczna: gdy nie można się ze mną skontaktować, klub może pójść z dzieckiem do lekarza. W nagłym "
        "wypadku klub zawsze wzywa pomoc."
    ),
    ConsentKind.CONTACT_AFTER_EXIT: (
        "Kontakt: klub może dzwonić lub pisać do mnie także po zakończeniu udziału, żeby zapytać, czy pomoc dała "
        "trwały skutek."
    ),
}
"""What is asked apart, in the words of the form, by what is recorded of the answer."""

WITHDRAWING = (
    "Każdą z tych zgód daję osobno i mogę ją w każdej chwili wycofać; wystarczy powiedzieć o tym w klubie. Brak zgody "
    "nie zamyka dziecku drogi do zajęć."
)
LAW = (
    "Podstawa: art. 98 i 155 Kodeksu rodzinnego i opiekuńczego; art. 7 rozporządzenia (UE) 2016/679 (RODO); "
    "art. 81 ustawy o prawie autorskim i prawach pokrewnych (wizerunek)."
)
WHO_MAY_COLLECT = ("Lp.", "Imię i nazwisko", "Telefon", "Ważne od – do")
ROWS = 3


class Consent(msgspec.Struct, frozen=True, kw_only=True):
    """Whose child comes where, and who may collect it; "" and None are written by hand."""

    head: Head
    child: str
    born_on: date
    by: Somebody
    place: str
    may_collect: Sequence[Somebody] = ()


def form(filled: Filled) -> Document:
    """Return the consent of whom the paper is about, a parent or guardian."""
    return document(consent(filled))


def consent(filled: Filled) -> Consent:
    """Return what the record says: the child, who signs, the services that the child uses and who may collect it."""
    assert filled.about is not None  # noqa: S101 (somebody gives the consent)
    life, on = filled.life, filled.printed_on
    services = [
        known.pl
        for enrolment in life.enrolments.values()
        if enrolment.enrolled_on <= on
        and (enrolment.ended_on is None or on <= enrolment.ended_on)
        and (known := programme(enrolment.programme)).kind is EpisodeKind.SERVICE
    ]
    collecting = [
        somebody(filled, link.item)
        for link in life.related.values()
        if link.relation is Relation.MAY_COLLECT and link.holds_on(on)
    ]
    return Consent(
        head=head(filled),
        child=name(filled),
        born_on=filled.person.birth_date,
        by=somebody(filled, filled.about),
        place=", ".join(dict.fromkeys(services)),
        may_collect=collecting,
    )


def document(said: Consent) -> Document:
    """Return the consent as it is printed."""
    return official(
        said.head,
        "Zgoda rodzica lub opiekuna",
        "na udział dziecka w zajęciach i usługach klubu",
        list(_blocks(said)),
    )


def _blocks(said: Consent) -> Iterator[Block]:
    yield Heading("Dziecko i osoba, która je reprezentuje")
    yield Fields([[("Dziecko: imię i nazwisko", said.child), ("Data urodzenia", day(said.born_on))]], (2, 1))
    yield Fields(
        [
            [
                ("Rodzic lub opiekun: imię i nazwisko", said.by.name),
                ("Kim jest dla dziecka", WORDS[said.by.relation][0]),
                ("Telefon", said.by.phone),
            ]
        ],
        (2.6, 1.2, 1.2),
    )
    yield Fields([[("Zajęcia lub usługa", said.place)]])
    yield Paragraph(
        "Zgadzam się na udział dziecka w tych zajęciach. Znam ich zasady i godziny. Powiem klubowi, gdy zmieni się "
        "mój telefon."
    )
    yield Heading("Kto poza mną może odebrać dziecko")
    yield Sheet(
        head=WHO_MAY_COLLECT,
        widths=(0.7, 6, 3, 3),
        rows=[(str(place), one.name, one.phone, "") for place, one in enumerate(said.may_collect, 1)],
        blank=max(1, ROWS - len(said.may_collect)),
        height=8.5,
        centred=(0,),
    )
    yield Heading("Zgody, o które pytamy osobno")
    yield Sheet(
        head=("Na co", "zgadzam się", "nie zgadzam się", "Podpis"),
        widths=(7, 1.5, 1.6, 2.6),
        rows=[(text, "☐", "☐", "") for text in ASKED.values()],
        height=13,
        centred=(1, 2),
    )
    yield Paragraph(WITHDRAWING)
    yield Paragraph(LAW, small=True)
    yield Signatures(("rodzic lub opiekun – data i podpis", "klub – kto przyjął zgodę"), (said.by.name, ""))
