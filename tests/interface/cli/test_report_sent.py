"""`kis report`: a year filled in by hand, sent, shown as it was sent, and compared with what was recorded later."""

from hashlib import sha256
from pathlib import Path
from typing import Any

from tests.club import FixedClock, a_club, enrolled
from tests.interface.cli.conftest import Kis

YEAR = "2025"
BLANK = ("--left-blank", "STAFF", "--left-blank", "FUNDING", "--left-blank", "ACTIONS", "--left-blank", "GRANTS")
DATED = ("--as-of", "2025-12-31")


def test_a_report_is_filled_in_sent_shown_as_it_was_sent_and_compared(
    kis: Kis, coordinator: str, tmp_path: Path
) -> None:
    def report(*said: str) -> Any:
        return kis("report", *said, token=coordinator)

    entered = report("enter", "volunteers", YEAR, *DATED, "--women", "1", "--men", "0")
    assert entered.stdout == "Zapisano (wpis 2).\n"
    lines = report("annual", YEAR).stdout.splitlines()
    assert lines[lines.index("Wpisane ręcznie") + 1 :] == [
        "  kadra: nie wpisano",
        "  wolontariusze [2]: 1 kobieta, 0 mężczyzn (stan na 2025-12-31)",
        "  źródła finansowania: nie wpisano",
        "  działania i ich efekty: nie wpisano",
        "  rozliczenie dotacji: nie wpisano",
    ]
    early = report("annual", YEAR, "--send", "2026-03-30")
    assert (early.exit_code, early.stderr.split(".")[0]) == (
        1,
        "Nie wpisano: kadra, źródła finansowania, działania i ich efekty, rozliczenie dotacji",
    )
    sent = report("annual", YEAR, "--send", "2026-03-30", "--reference", "UPP zmyślone", *BLANK)
    assert sent.stdout.startswith("Odnotowano wysyłkę 1. Liczby zamrożono; SHA-256: ")
    with a_club(tmp_path, FixedClock()) as house:
        enrolled(house)
    corrected = ("--women", "2", "--men", "0", "--corrects", "2", "--reason", "pominięto jedną")
    assert report("enter", "volunteers", YEAR, *DATED, *corrected).stdout == "Zapisano (wpis 2).\n"

    shown = report("annual", YEAR, "--sent").stdout.splitlines()
    assert shown[0].startswith("Jak wysłano 2026-03-30 (wysyłka 1, ")
    assert shown[1].startswith("Zgodne z dziennikiem")
    assert "  wolontariusze [2]: 1 kobieta, 0 mężczyzn (stan na 2025-12-31)" in shown
    assert report("annual", YEAR, "--sent", "1", "--out", "wyslane.json", "--why", "kontrola").exit_code == 0
    digest = sha256((tmp_path / "wyslane.json").read_bytes()).hexdigest()
    assert digest in sent.stdout

    told = report("annual", YEAR, "--compare").stdout.splitlines()
    assert told[0].startswith("Sprawozdanie za 2025 (wysyłka 1, pozycja ")
    assert told[-1] == "wolontariusze: 1 kobieta, 0 mężczyzn (31.12.2025) → 2 kobiety, 0 mężczyzn (31.12.2025)"
    assert report("list").stdout == "2025  Wysłane sprawozdanie jest takie jak zapisy.\n"
    assert report("enter", "void", YEAR, "2", "--reason", "inny rok").stdout == "Unieważniono.\n"
