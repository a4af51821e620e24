"""`kis project-durability`, as a coordinator reads it year by year, and a program its JSON."""

import json
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from application.rules import SetRule
from application.sessions import NoteServiceDay
from domain.editions.service_days import ClosureReason
from domain.rules import RuleCode, RuleScope
from tests.club import FixedClock, a_club, ask
from tests.durability_ground import between, open_on
from tests.interface.cli.conftest import Kis

SINCE = date(2026, 3, 1)


@pytest.fixture(name="room")
def _room(tmp_path: Path, coordinator: str) -> str:
    """Keep Świetlica na plus in March, with a week off and a promise; return the coordinator's token."""
    with a_club(tmp_path, FixedClock()) as house:
        with house.store.snapshot():
            known = house.indexes.places.editions(house.store.reading(), "SWIETLICA-PLUS")
        id: UUID = next(edition.id for edition in known if edition.code == "TRWALOSC")
        for day in open_on(between(SINCE, date(2026, 3, 31))):
            reason = ClosureReason.STAFF_ABSENT if 9 <= day.day <= 13 else None
            said: dict[str, Any] = {"day": day, "open": reason is None, "reason": reason, "note": None}
            ask(house, NoteServiceDay(programme="SWIETLICA-PLUS", edition_id=id, **said))
        promised: dict[str, Any] = {
            "rule": RuleCode.TARGET,
            "value": 4,
            "unit": None,
            "applies_to": "GAP_DAYS",
            "confirmed": False,
        }
        source: dict[str, Any] = {"since": SINCE, "until": None, "law": "umowa zmyślona", "source": "§ 7"}
        ask(house, SetRule(scope=RuleScope.EDITION, owner=id, **promised, **source))
    return coordinator


def test_each_year_is_a_line_with_its_promises_reasons_and_longest_gaps_below(kis: Kis, room: str) -> None:
    shown = kis("project-durability", "swietlica-plus", token=room)

    assert shown.exit_code == 0, shown.output
    name, note, _, kind, until, head, first, second, *below, stand = shown.stdout.splitlines()
    assert name == "Świetlica na plus"
    assert note.startswith("To trwałość projektu: czy usługa nadal działa.")
    assert kind.startswith("utrzymanie miejsc usług społecznych z projektu EFS")
    assert until.startswith("01.03.2026 – do 28.02.2028 według umowy, do potwierdzenia (umowa o dofinansowanie (EFS+);")
    assert head.split() == "rok okres ocena otwarte przerwa stracone do oceny bez zapisu bez edycji".split()
    assert first.split() == "1 01.03.2026–28.02.2027 złamana 17 0 5 0 41 0".split()
    assert second.split() == "2 01.03.2027–28.02.2028 jeszcze się nie zaczął 0 0 0 0 0 0".split()
    assert below == [
        "  rok 1: dni otwarte w roku: 17–58; nie wpisano, co obiecano",
        "  rok 1: osoby w roku: co najmniej 0; nie wpisano, co obiecano",
        "  rok 1: czas w roku: co najmniej 0 minut; nie wpisano, co obiecano",
        "  rok 1: obecności w roku: co najmniej 0; nie wpisano, co obiecano",
        "  rok 1: najdłuższa luka (dni; obiecano najwyżej): 5–41 / 4 (do potwierdzenia); złamana",
        "  rok 1: dni zamknięte: nieobecność personelu 5",
        "  rok 1: luka 01.04.2026–29.05.2026: stracone dni 0, niepewne 41",
        "  rok 1: luka 09.03.2026–13.03.2026: stracone dni 5",
    ]
    assert stand.startswith("Stan na 01.06.2026, pozycja ")
    assert stand.endswith(", definicja TRWALOSC-PROJEKTU.1.")


def test_english_and_json_say_the_same_and_an_owner_of_nothing_is_told_what_to_do(
    kis: Kis, room: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = json.loads(kis("project-durability", "SWIETLICA-PLUS", "--json", token=room).stdout)
    today = ["--known-at", "2026-06-01"]
    again = json.loads(kis("project-durability", "SWIETLICA-PLUS", *today, "--json", token=room).stdout)
    monkeypatch.setenv("KIS_LANGUAGE", "en")
    english = kis("project-durability", "SWIETLICA-PLUS", token=room).stdout
    nothing = kis("project-durability", "PSU", token=room).stdout

    assert said == again
    assert said["owed"][0]["years"][0]["standing"] == "BROKEN"
    assert "1     2026-03-01–2027-02-28  broken" in english
    assert "until 2028-02-28 by the agreement, to be confirmed" in english
    assert "No edition of this programme has a durability on record." in nothing
