"""The information clause: what happens with a person's data, told when they are collected (art. 13 RODO).

Where it says what the statement of art. 15 says, it says it in the same words. The basis is the law and the public
task (art. 6(1)(c) and (e), 9(2)(b), (g) and (h) RODO) and not consent. The lawyer of the club confirms it (do
potwierdzenia).
"""

from collections.abc import Iterator, Mapping

import msgspec

from application.projections.papers import Filled
from application.projections.statement import texts
from domain.vocabulary import Sex
from interface.printing import Block, Document, Fields, Heading, Paragraph, Points, Signatures
from interface.printing.forms.paper import Head, Somebody, head, is_child, name, official, somebody, uses_services_only

EDITION = "KIS-13-2026/1"
"""The edition of this text: what is recorded of a clause that was given."""

OF_A_CHILD = {"nom": "Pani lub Pan", "gen": "dziecka", "loc": "dziecku"}
OF_SOMEBODY = {"nom": "Pani lub Pan", "gen": "osoby reprezentowanej", "loc": "osobie reprezentowanej"}
"""How the texts speak to whoever represents somebody: the rights are exercised by them, the case is another's."""

OBLIGATION = (
    "Podanie danych jest potrzebne, żeby sprawdzić warunki, zawrzeć kontrakt i rozliczyć program.",
    "Bez danych nie możemy przyjąć do klubu. Nie zależy to od żadnej zgody na ich użycie.",
)
ACCESS = ("Może {nom} zapytać, jakie dane mamy, i dostać ich kopię. Pierwsza kopia jest bezpłatna.",)
OF_A_SERVICE = (
    "Prowadzimy sprawę {gen} w klubie: od zgłoszenia do zakończenia usługi.",
    *texts.PURPOSES[1:3],
)
"""Why, where somebody uses a service and takes no part in the club itself: nobody asks about work."""

OBLIGATION_OF_A_SERVICE = (
    "Podanie danych jest potrzebne, żeby sprawdzić warunki usługi i ją rozliczyć.",
    "Bez danych nie możemy przyznać usługi. Nie zależy to od żadnej zgody na ich użycie.",
)
FROM_WHERE = ("Część danych możemy dostać z dokumentów i od urzędów, na przykład z ośrodka pomocy (art. 14 RODO).",)
LAW = (
    f"Wydanie klauzuli: {EDITION}. Podstawa: art. 13 rozporządzenia (UE) 2016/679 (RODO). Podstawy prawne i czas "
    "przechowywania: do potwierdzenia przez inspektora ochrony danych."
)


class Clause(msgspec.Struct, frozen=True, kw_only=True):
    """To whom the clause is given: the person, or whoever represents them (`by`); `service`: not the club itself."""

    head: Head
    name: str
    sex: Sex | None
    child: bool
    service: bool
    by: Somebody | None = None


def form(filled: Filled) -> Document:
    """Return the clause for the person or, where the paper is about a link, for who represents them."""
    return document(clause(filled))


def clause(filled: Filled) -> Clause:
    """Return to whom the clause is given, as the record says."""
    return Clause(
        head=head(filled),
        name=name(filled),
        sex=filled.said("sex", filled.life.details.get("sex")),
        child=is_child(filled),
        service=uses_services_only(filled),
        by=None if filled.about is None else somebody(filled, filled.about),
    )


def document(said: Clause) -> Document:
    """Return the clause as it is printed."""
    return official(
        said.head,
        "Klauzula informacyjna",
        "o przetwarzaniu danych osobowych (art. 13 RODO)",
        list(_blocks(said)),
    )


def _blocks(said: Clause) -> Iterator[Block]:
    spoken = _spoken(said)

    def told(*sentences: str) -> Points:
        return Points([sentence.format(**spoken) for sentence in sentences])

    yield Heading("Kto odpowiada za dane")
    controller = ", ".join(part for part in (said.head.club.operator, said.head.club.operator_address) if part)
    yield Fields([[("Administrator danych: nazwa i adres", controller)]])
    yield Fields([[("Inspektor ochrony danych: jak się skontaktować", said.head.club.inspector or "")]])
    yield Heading("Po co mamy dane")
    yield told(*(OF_A_SERVICE if said.service else texts.PURPOSES))
    yield Heading("Dlaczego nam wolno")
    yield told(*texts.LEGAL_BASIS)
    yield Heading("Czy trzeba podać dane")
    yield told(*(OBLIGATION_OF_A_SERVICE if said.service else OBLIGATION), *FROM_WHERE)
    yield Heading("Komu pokazujemy dane")
    yield told(*texts.RECIPIENTS)
    yield Heading("Jak długo trzymamy dane")
    yield told(*texts.KEPT)
    yield Heading("Prawa")
    yield told(*ACCESS, *texts.RIGHTS)
    yield Heading("Jak złożyć skargę")
    yield told(*texts.COMPLAINT)
    yield Heading("Potwierdzenie")
    yield from _received(said)


def _spoken(said: Clause) -> Mapping[str, str]:
    if said.by is None:
        return texts.ADDRESS[said.sex]
    return OF_A_CHILD if said.child else OF_SOMEBODY


def _received(said: Clause) -> Iterator[Block]:
    if said.by is None:
        yield Fields([[("Imię i nazwisko", said.name)]])
        who, called = "osoba, której dane dotyczą", said.name
    else:
        yield Fields(
            [[("Czyje dane: imię i nazwisko", said.name), ("Kto reprezentuje: imię i nazwisko", said.by.name)]]
        )
        who, called = "osoba reprezentująca", said.by.name
    yield Paragraph("Potwierdzam, że otrzymałam / otrzymałem tę informację.")
    yield Paragraph(LAW, small=True)
    yield Signatures((f"{who} – data i podpis", "klub – kto przekazał informację"), (called, ""))
