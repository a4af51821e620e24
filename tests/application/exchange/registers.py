"""Registers to test with: the club's own files, and rows of plainly invented people written as Excel writes them."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from application.exchange.participants_columns import REGISTER
from application.exchange.reading import Sheet, read

DATA = Path(__file__).parents[2] / "data"
CLUBS_OWN = DATA / "rejestr-uczestnikow-cp1250.csv"
CLUBS_WHOLE = DATA / "rejestr-uczestnikow.csv"
HEADER = CLUBS_OWN.read_text(encoding="cp1250").splitlines()[0].split(";")

ANNA = {
    "Lp.": "1",
    "Nr sprawy": "KIS.512.901.2025",
    "Nazwisko": "Próbna-Testowa",
    "Imię": "Anna",
    "PESEL": "85031412323",
    "Data urodzenia": "14.03.1985",
    "Płeć": "K",
    "Ulica": "Zmyślona",
    "Nr domu": "5/12",
    "Kod pocztowy": "27-200",
    "Miejscowość": "Starachowice",
    "Telefon": "000 000 000",
    "Data zgłoszenia": "12.05.2025",
    "Źródło skierowania": "CUS",
    "Grupa": "bezrobotni",
    "Druga grupa": "bezdomni",
    "Dokument": "zaświadczenie PUP",
    "Nr dokumentu": "D/1/2025",
    "Ważny do": "31.12.2026",
    "Rejestracja w PUP od": "01.04.2024",
    "Data kwalifikacji": "16.05.2025",
    "Typ kontraktu": "B",
    "Data podpisania kontraktu": "19.05.2025",
    "Kontrakt od": "19.05.2025",
    "Kontrakt do": "30.11.2025",
    "Program": "Prace społecznie użyteczne",
    "Nr porozumienia": "PSU/2025/1",
    "Status na rynku pracy": "bezrobotny zarejestrowany w PUP",
    "Wykształcenie (ISCED)": "3-4",
    "Data przystąpienia": "26.05.2025",
    "Data zakończenia": "14.11.2025",
    "Sposób zakończenia": "podjęcie pracy",
    "Data podjęcia pracy": "17.11.2025",
    "Data ustania pracy": "27.02.2026",
    "Pracodawca": "Piekarnia Zmyślona",
    "Forma zatrudnienia": "umowa o pracę",
    "Wymiar etatu": "0,75",
    "Uwagi": "dojazd rowerem",
}
ADAM = ANNA | {
    "Nr sprawy": "KIS.512.902.2025",
    "Nazwisko": "Przykładowy",
    "Imię": "Adam",
    "PESEL": "",
    "Data urodzenia": "02.01.1979",
    "Płeć": "M",
    "Uwagi": "",
}
NO_CONTRACT = dict.fromkeys(["Typ kontraktu", "Data podpisania kontraktu", "Kontrakt od", "Kontrakt do"], "")


def read_register(data: bytes) -> Sheet:
    """Return the register in these bytes."""
    return read(data, REGISTER)


def cell(text: str) -> str:
    """Return a cell as Excel writes it."""
    return '"' + text.replace('"', '""') + '"' if set(text) & set(';"\n') else text


def register(*people: dict[str, str], header: list[str] = HEADER, end: str = "\r\n") -> str:
    """Return a register of these people, columns that nobody fills included."""
    rows = [[person.get(column, "") for column in header] for person in people]
    return "".join(";".join(map(cell, row)) + end for row in [header, *rows])


def saved(*people: dict[str, str]) -> bytes:
    """Return a register as Excel saves it on a Polish Windows."""
    return register(*people).encode("cp1250")


def workbook(*sheets: Sequence[Sequence[Any]], merged: str | None = None, formulas: Sequence[str] = ()) -> bytes:
    """Return an XLSX of these sheets, each a list of rows; dates are formatted as dates.

    `merged` is a range of the first sheet to be merged, `formulas` are put into the cells of that address.
    """
    made = BytesIO()
    book = Workbook(made, {"in_memory": True, "default_date_format": "dd.mm.yyyy", "strings_to_formulas": False})
    for rows in sheets:
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
        if merged and sheet.index == 0:
            sheet.merge_range(merged, "Scalona")
        for address, formula, shown in (said.split("|") for said in formulas):
            sheet.write_formula(address, formula, None, shown)
    book.close()
    return made.getvalue()


def as_rows(*people: dict[str, Any], header: list[str] = HEADER) -> list[list[Any]]:
    """Return header and rows, for a workbook."""
    return [list(header), *([person.get(column, "") for column in header] for person in people)]
