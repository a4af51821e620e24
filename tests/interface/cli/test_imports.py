"""`kis import` of hours from the command line: what it says, empty files, and calls that are wrong."""

import json
from pathlib import Path

from tests.application.exchange.files_of_hours import CARD, LIST, cut
from tests.interface.cli.conftest import Kis


def test_empty_files_and_calls_that_are_wrong_are_answered_in_sentences(kis: Kis, coordinator: str) -> None:
    made = kis("import", "template", "attendance", "lista.xlsx", token=coordinator)
    assert (made.exit_code, Path("lista.xlsx").read_bytes()[:2]) == (0, b"PK"), made.output
    again = kis("import", "template", "attendance", "lista.xlsx", token=coordinator)
    assert (again.exit_code, "Podaj inny OUT" in again.stderr) == (1, True)
    nobody = kis("import", "attendance", str(LIST), "--provider", "Zmyślona Osoba", token=coordinator)
    assert (nobody.exit_code, "Popraw --provider" in nobody.stderr) == (1, True)
    Path("skan.csv").write_bytes(b"%PDF-1.7 zmyslony")
    pdf = kis("import", "hours", "skan.csv", "--record", token=coordinator)
    assert (pdf.exit_code, "To nie jest plik CSV ani XLSX" in pdf.stderr) == (1, True)


def test_unknown_people_are_named_by_line_and_column_once(kis: Kis, coordinator: str) -> None:
    Path("karta.csv").write_bytes(cut(CARD.read_bytes(), 2, 3))
    told = kis("import", "service-card", "karta.csv", token=coordinator)
    assert told.exit_code == 0, told.output
    assert "Nowych wpisów do wczytania: 0." in told.stdout
    assert "Błędne wiersze: 2." in told.stdout
    assert told.stdout.count("wiersz 2, kolumna Nr sprawy:") == 1
    assert "Tak samo jest w innych wierszach: 1." in told.stdout
    said = json.loads(kis("import", "service-card", "karta.csv", "--json", token=coordinator).stdout)
    assert [(one["line"], one["code"]) for one in said["bad"]] == [(2, "unknown-case-mark")]
