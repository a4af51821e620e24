"""Registers to test with: the club's own file, and rows of plainly invented people written as Excel writes them."""

from pathlib import Path

CLUBS_OWN = Path(__file__).parents[2] / "data" / "rejestr-uczestnikow-cp1250.csv"
HEADER = CLUBS_OWN.read_text(encoding="cp1250").splitlines()[0].split(";")

ANNA = {
    "Lp.": "1",
    "Nr sprawy": "KIS.512.901.2025",
    "Nazwisko": "Próbna-Testowa",
    "Imię": "Anna",
    "PESEL": "85031412323",
    "Data urodzenia": "14.03.1985",
    "Płeć": "K",
    "Telefon": "000 000 000",
    "Data zgłoszenia": "12.05.2025",
    "Źródło skierowania": "CUS",
    "Typ kontraktu": "B",
    "Data podpisania kontraktu": "19.05.2025",
    "Kontrakt od": "19.05.2025",
    "Kontrakt do": "30.11.2025",
    "Program": "Prace społecznie użyteczne",
    "Data przystąpienia": "26.05.2025",
    "Data zakończenia": "14.11.2025",
    "Sposób zakończenia": "podjęcie pracy",
    "Data podjęcia pracy": "17.11.2025",
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
