"""`kis rules` and `kis doctor`: which rules the club goes by, and which of them somebody is to check."""

import json
from typing import Any

import pytest

from domain.programmes import CLUB_RULES, FIRST_EDITIONS, PROGRAMMES
from tests.interface.cli.conftest import Kis


def test_the_rules_of_the_club_and_of_every_edition_are_listed_with_law_and_confidence(
    kis: Kis, coordinator: str
) -> None:
    shown = kis("rules", token=coordinator)
    assert shown.exit_code == 0, shown.output
    lines = shown.stdout.splitlines()
    assert lines[0] == "klub"
    assert lines[1] == (
        f"  1. osoby uzależnione: ukończona terapia: tak; 2003-06-13 – …; {CLUB_RULES[0].law}; do potwierdzenia; "
        f"źródło: {CLUB_RULES[0].source}"
    )
    headings = [line for line in lines if not line.startswith("  ")]
    assert headings[1:-1] == [
        f"edycja programu {code} {first.code}"
        for code in PROGRAMMES
        for first in sorted(FIRST_EDITIONS, key=lambda one: one.opens_on)
        if first.programme == code
    ]
    assert headings[-1] == f"Razem: {len(lines) - len(headings)}."


def test_what_waits_to_be_confirmed_is_listed_alone_and_counted_by_the_doctor(
    kis: Kis, coordinator: str, founded: dict[str, Any]
) -> None:
    assert founded
    everything = json.loads(kis("rules", "--json", token=coordinator).stdout)["items"]
    waiting = json.loads(kis("rules", "--unconfirmed", "--json", token=coordinator).stdout)["items"]
    assert 0 < len(waiting) < len(everything)
    by_place = {(one["owner"], one["rule"]["item"]): one for one in everything}
    assert {(one["owner"], one["rule"]["item"]) for one in waiting} == {
        place for place, one in by_place.items() if not one["rule"]["confirmed"]
    }
    assert all(by_place[one["owner"], one["rule"]["item"]] == one for one in waiting)
    shown = kis("rules", "--unconfirmed", token=coordinator).stdout
    assert shown.count("do potwierdzenia") >= len(waiting)
    assert shown.endswith(f"Razem: {len(waiting)}.\n")
    counted = f"Reguły do potwierdzenia przez koordynatora: {len(waiting)}. Spis: kis rules --unconfirmed."
    assert counted in kis("doctor").stdout


def test_english_speaks_english(kis: Kis, coordinator: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIS_LANGUAGE", "en")
    shown = kis("rules", "--unconfirmed", token=coordinator).stdout
    assert shown.startswith("the club\n  1. addiction: therapy completed: yes; 2003-06-13 – …; ")
    assert "to be confirmed; source: " in shown
    assert "Rules to be confirmed by the coordinator: " in kis("doctor").stdout
