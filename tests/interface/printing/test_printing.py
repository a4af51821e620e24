"""What is printed: the same bytes every time, Polish letters, and what somebody typed letter by letter."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from interface.printing import (
    Answer,
    Choices,
    Document,
    Fields,
    Heading,
    Letterhead,
    NewPage,
    Pairs,
    Paragraph,
    Points,
    Sheet,
    Signatures,
    Table,
    Told,
    pdf,
    pictures,
)
from interface.printing.letters import SAYS, printable

TYPED = (
    "#import \"@preview/x:1.0.0\" *gwiazdki* _dół_ $x^2$ -- ... 'cudzysłów' @ref <znak> `kod` // \\ /* */ [z] "
    "#pagebreak()"
)
ALPHABET = "ĄĆĘŁŃÓŚŹŻ ąćęłńóśźż „zażółć gęślą jaźń” – …"


def document(*blocks, title="Dokument na próbę"):
    return Document(title=title, dated=date(2026, 3, 31), footer="stan na pozycję 12", blocks=blocks)


def read(printed: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(printed)).pages)


@pytest.mark.parametrize(
    "block",
    [
        Paragraph(TYPED),
        Heading(TYPED),
        Told("12", "31 marca 2026", TYPED, "zapisano 1 kwietnia 2026"),
        Pairs([("Notatka", TYPED)]),
        Table(["Nr", "Treść"], [1, 12], [["1", TYPED]]),
        Signatures([TYPED], [TYPED]),
        Fields([[("Kto", TYPED), (TYPED, "")]]),
        Answer(TYPED, TYPED),
        Choices([(True, TYPED)]),
        Points([TYPED]),
        Sheet(head=[TYPED, "Nr"], over=[(TYPED, 1), ("", 1)], widths=[5, 1], rows=[[TYPED, ""]], total=[TYPED, ""]),
    ],
    ids=lambda block: type(block).__name__,
)
def test_what_somebody_typed_is_printed_letter_by_letter(block):
    printed = read(pdf(document(block)))
    assert "".join(TYPED.split()) in "".join(printed.replace("\u200b", "").split())


def test_polish_letters_are_the_letters_that_were_written():
    printed = read(pdf(document(Paragraph(ALPHABET), title=ALPHABET)))
    assert printed.count(ALPHABET) == 2


def test_the_same_document_is_the_same_bytes_and_states_its_own_day():
    whole = document(Heading("Kto"), Paragraph(ALPHABET), Table(["Nr"], [1], [[str(n)] for n in range(90)]))
    printed = pdf(whole)
    assert pdf(whole) == printed
    stated = PdfReader(BytesIO(printed)).metadata
    assert stated is not None
    assert str(stated["/CreationDate"]) == "D:20260331000000Z"
    assert pdf(document(Paragraph("inny"))) != printed


def test_a_document_is_tagged_for_screen_readers_and_for_an_archive_and_numbers_its_pages():
    reader = PdfReader(BytesIO(pdf(document(Table(["Nr"], [1], [[str(n)] for n in range(90)])))))
    catalogue: Any = reader.trailer["/Root"]
    assert catalogue["/Lang"] == "pl"
    assert catalogue["/MarkInfo"]["/Marked"]
    said = catalogue["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in said
    assert "<pdfaid:part>2</pdfaid:part>" in said
    assert [f"strona {n} z {len(reader.pages)}" in page.extract_text() for n, page in enumerate(reader.pages, 1)] == [
        True
    ] * len(reader.pages)
    assert len(reader.pages) > 1
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [595, 842]


def test_what_has_no_shape_in_the_fonts_is_printed_as_a_sign_that_says_so():
    printed = read(pdf(document(Paragraph("uśmiech 😀 i 漢, znak \x07, ukośnik \\u0007"), title="Zażółć")))
    assert "uśmiech � i �, znak �, ukośnik \\u0007" in printed
    assert SAYS in " ".join(printed.split())
    assert SAYS not in read(pdf(document(Paragraph(ALPHABET))))


def test_every_letter_that_counts_as_printable_is_printed():
    letters = [chr(code) for code in range(0x20, 0x10000) if not 0xD800 <= code < 0xE000]
    shown = [letter for letter in letters if letter in '"\\' or not printable(letter)[1]]
    assert {*ALPHABET, "Ö", "ß", "Ж", "є", "α", "☒"} <= set(shown)
    assert len(shown) > 2500
    assert pdf(document(Paragraph(" ".join(shown)), Pairs([("a", " ".join(shown))], mono=True)))


def test_an_official_paper_may_lie_on_its_side():
    lying = Document(title="Lista", dated=date(2026, 3, 31), landscape=True, letterhead=Letterhead(), blocks=[])
    [page] = PdfReader(BytesIO(pdf(lying))).pages
    assert [round(float(side)) for side in page.mediabox[2:]] == [842, 595]


def test_a_page_is_a_picture_as_well():
    assert [page[:8] for page in pictures(document(Paragraph("a"), NewPage(), Paragraph("b")), ppi=20)] == [
        b"\x89PNG\r\n\x1a\n"
    ] * 2
