"""`kis month-end` and `kis summary`, as a coordinator reads them."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from application.hours import ApproveHours
from application.rules import SetRule
from domain.rules import RuleCode, RuleScope, Unit
from tests.application.batches import booking
from tests.club import FixedClock, a_club, ask
from tests.interface.api.things import agreement
from tests.interface.cli.conftest import Kis
from tests.month_steps import FIRST, under

NUMBER = "PSU/1/2026"


@pytest.fixture(name="month")
def _month(tmp_path: Path, coordinator: str) -> str:
    """Let one person work two hours in May under an agreement with a rate; return the coordinator's token."""
    with a_club(tmp_path, FixedClock()) as house:
        owner = agreement(house, number=NUMBER)
        place = under(house, NUMBER, "Zmyślona")
        item = ask(house, booking(place, day=date(2026, 5, 4), minutes=120)).item
        ask(house, ApproveHours(participant_id=place[0], entries=(item,)))
        for code, unit, value, since in (
            (RuleCode.BENEFIT_RATE, None, 1095, date(2026, 2, 1)),
            (RuleCode.LIMIT_WEEK, Unit.MINUTES, 600, FIRST),
        ):
            said: dict[str, Any] = {"rule": code, "unit": unit, "value": value, "applies_to": None, "until": None}
            source: dict[str, Any] = {"law": "porozumienie zmyślone", "source": "§ 3", "confirmed": True}
            ask(house, SetRule(scope=RuleScope.AGREEMENT, owner=owner, since=since, **said, **source))
    return coordinator


def test_a_month_is_read_printed_and_taken_away_and_what_is_no_month_is_told_so(
    kis: Kis, month: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = kis("month-end", NUMBER, "2026-05", token=month)
    assert shown.exit_code == 0, shown.output
    lines = shown.stdout.splitlines()
    assert "  Zmyślona Łucja: 2:00, 2:00, 0:00, 2:00 (dni: 1)" in lines
    assert "  Zmyślona Łucja: 2:00 × 10,95 zł = 21,90 zł" in lines
    assert "  Razem: osób 1, 2:00 godz., 21,90 zł" in lines

    february = kis("month-end", NUMBER, "2026-02", "--list", "benefits", token=month).stdout
    assert "nie ma od 01.02.2026 do 01.02.2026 żadnego limitu godzin" in february

    paper = tmp_path / "maj.pdf"
    assert kis("month-end", NUMBER, "2026-05", "--out", str(paper), token=month).exit_code == 0
    assert paper.read_bytes().startswith(b"%PDF")
    sheet = tmp_path / "maj.csv"
    taken = ("month-end", NUMBER, "2026-05", "--list", "records", "--out", str(sheet))
    assert "Podaj --why" in kis(*taken, token=month).stderr
    assert kis(*taken, "--why", "rozliczenie maja", token=month).exit_code == 0
    assert sheet.read_text("utf-8-sig").splitlines()[1].startswith("Zmyślona;Łucja;04.05.2026;2;2;0;2;zatwierdzone")

    for wrong in (("PSU/7/2026", "2026-05"), (NUMBER, "maj"), (NUMBER, "2026-05", "--out", "maj.doc")):
        assert kis("month-end", *wrong, token=month).exit_code in {1, 2}
    assert kis("summary", "PSU", "STALA", token=month).exit_code == 2
    numbers = kis("summary", "PSU", "STALA", "--month", "2026-05", token=month)
    assert numbers.exit_code == 0, numbers.output
    assert "Osoby: 1 (kobiety 1, mężczyźni 0)" in numbers.stdout
    monkeypatch.setenv("KIS_LANGUAGE", "en")
    assert "Zmyślona Łucja: 2:00 × PLN 10.95 = PLN 21.90" in kis("month-end", NUMBER, "2026-05", token=month).stdout
    assert "People: 1 (women 1, men 0)" in kis("summary", "PSU", "STALA", "--year", "2026", token=month).stdout
