"""The statement as a document: what a person reads about their data, on paper."""

from collections.abc import Iterator

from application.projections.statement import Known, Statement
from application.projections.timeline.saying import day_of
from interface.printing import Block, Document, Heading, Paragraph, Table, Told


def document(told: Statement) -> Document:
    """Return the document; the same statement always gives the same."""
    name = " ".join(part for part in (told.given_name, told.family_name) if part is not None)
    return Document(
        title=told.title,
        subtitle=name,
        dated=told.made_on,
        footer=f"Stan na {day_of(told.made_on)[0]}, pozycja {told.position} w dzienniku klubu",
        blocks=list(_blocks(told)),
    )


def text(told: Document) -> str:
    """Return the document as plain text, for a screen without a reader of PDF."""
    return "\n".join([told.title, told.subtitle, "", *(line for block in told.blocks for line in _lines(block))])


def _blocks(told: Statement) -> Iterator[Block]:
    yield from map(Paragraph, told.introduction)
    yield Heading("Po co mamy dane")
    yield from map(Paragraph, told.purposes)
    yield Heading("Dlaczego nam wolno")
    yield from map(Paragraph, told.legal_basis)
    yield Heading("Od kogo mamy dane")
    yield Paragraph(f"Pierwszy zapis zrobiliśmy {day_of(told.known_since)[0]}.")
    if told.sources:
        yield Paragraph(f"Mamy dane z tych źródeł: {', '.join(told.sources)}.")
    yield Heading("Komu pokazujemy dane")
    yield from map(Paragraph, told.recipients)
    yield Heading("Jak długo trzymamy dane")
    yield from map(Paragraph, told.kept)
    yield Heading("Co wiemy")
    yield Paragraph(told.left_out)
    yield from map(_known, told.known)
    yield from map(Paragraph, told.elsewhere)
    yield Heading("Co poprawiliśmy")
    if told.corrections:
        rows = [(day_of(one.corrected_on)[0], one.before, one.after) for one in told.corrections]
        yield Table(("Kiedy", "Było", "Jest"), (2, 5, 5), rows)
    else:
        yield Paragraph("Nic nie było poprawiane.")
    yield Heading("Kto oglądał dane w ostatnich dwóch latach")
    if told.consulted:
        seen = [(day_of(one.day)[0], one.role, one.purpose, one.how, str(one.times)) for one in told.consulted]
        yield Table(("Dzień", "Kto (rola)", "Po co", "Jak", "Ile razy"), (2, 3, 4, 3, 1.5), seen)
    else:
        yield Paragraph("Nikt ich nie oglądał.")
    yield Heading("Prawa")
    yield from map(Paragraph, told.rights)
    yield Heading("Jak złożyć skargę")
    yield from map(Paragraph, told.complaint)


def _known(known: Known) -> Told:
    said = "; ".join(f"{detail.label}: {detail.value}" for detail in known.details)
    return Told(
        str(known.position),
        day_of(known.happened_on)[0],
        f"{known.sentence} Dane: {said}." if said else known.sentence,
        f"zapisano {day_of(known.told_on)[0]}; kto: {known.told_by}",
    )


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield from ("", block.text.upper(), "")
        case Paragraph():
            yield block.text
        case Told():
            yield from (f"{block.number}. {block.when}  {block.text}", f"   {block.remark}")
        case Table():
            yield from (" | ".join(row) for row in (block.head, *block.rows))
        case _:
            raise TypeError(type(block).__name__)
