"""A participant's card and history as the command line prints them: words and names, and what corrects what."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from click.testing import CliRunner

from domain.vocabulary import Role
from interface.cli import main, participants
from tests.asgi import Desk, Life, live, open_front


@pytest.fixture
def desk(tmp_path, monkeypatch) -> Iterator[Desk]:
    """A coordinator's desk, through which the commands speak too."""
    with open_front(tmp_path) as front:
        sitting = front.desk(Role.COORDINATOR)

        @contextmanager
        def through_the_desk(_: Any) -> Iterator[Desk]:
            yield sitting

        monkeypatch.setattr(participants, "client", through_the_desk)
        monkeypatch.delenv("KIS_LANGUAGE", raising=False)
        yield sitting


def printed(command: str, life: Life, *how: str) -> list[str]:
    """Return the lines that a command prints."""
    result = CliRunner().invoke(main, [command, life.id, *how])
    assert result.exit_code == 0, result.output
    return result.stdout.splitlines()


def positions(desk: Desk, life: Life) -> dict[str, int]:
    """Return the positions of the entries by the last word of their topic."""
    items = desk.get(f"/participants/{life.id}/history")["items"]
    return {item["topic"].split(".")[1]: item["position"] for item in items}


def test_an_entry_is_followed_by_what_corrects_it_and_the_correction_by_what_it_corrects(desk):
    life = live(desk)
    at = positions(desk, life)
    lines = printed("history", life)
    [recorded] = [number for number, line in enumerate(lines) if "Zapisano" in line]
    [corrected] = [number for number, line in enumerate(lines) if "Sprostowano wpis godzin" in line]
    assert lines[recorded + 1].strip().startswith(f"→ sprostowany wpisem {at['hours-corrected']} z ")
    assert lines[corrected + 1].strip().startswith(f"→ prostuje wpis {at['hours-recorded']} z ")
    assert len([line for line in lines if not line.strip().startswith("≠")]) == len(at) + 2


def test_the_links_are_english_for_an_english_reader(desk, monkeypatch):
    life = live(desk)
    monkeypatch.setenv("KIS_LANGUAGE", "en")
    told = "\n".join(printed("history", life))
    assert "→ corrected by the entry" in told
    assert "→ corrects the entry" in told
    assert "sprostowany" not in told


def test_the_history_over_http_names_both_ends_of_a_correction(desk):
    life = live(desk)
    items = {item["version"]: item for item in desk.get(f"/participants/{life.id}/history")["items"]}
    hours, correction = life.items["recordHours"], life.items["correctHours"]
    [later] = [version for version, item in items.items() if item["corrects"]]
    assert items[hours]["corrected_by"] == [later]
    assert items[later]["corrects"] == [hours]
    assert items[later]["topic"] == "journey.hours-corrected.2"
    assert correction in {hours, later}
    assert {(item["voids"], item["voided_by"]) for item in items.values()} == {(None, None)}


def test_the_card_is_printed_in_words_without_codes(desk):
    life = live(desk)
    card = "\n".join(printed("show", life)[1:])
    assert "udział w KIS: zakończenie" in card
    assert "„Prace społecznie użyteczne”" in card
    assert "kontrakt socjalny typu " in card
    assert "umowa o pracę" in card
    for code in ("PSU", "EXITED", "EMPLOYMENT_CONTRACT"):
        assert code not in card


def test_the_past_is_asked_for_by_day_by_moment_and_by_version(desk):
    life = live(desk)
    enrolment = life.items["enrol"]
    card = printed("show", life, "--version", str(enrolment))
    assert f"Poprzednia wersja: {enrolment - 1}, następna: {enrolment + 1}." in card
    assert not [line for line in card if "zakończenie" in line or "umowa o pracę" in line]
    assert len(printed("history", life, "--version", "2")) == 3
    known = printed("history", life, "--known-at", "2026-06-01")
    assert known[-1].startswith("Stan wiedzy: pozycja ")
    before = "\n".join(printed("show", life, "--on", "2026-05-05"))
    assert "umowa o pracę" not in before
    assert "kontrakt socjalny" in before


def test_what_a_fact_made_another_is_printed_before_and_after(desk):
    life = live(desk)
    assert [line.strip() for line in printed("history", life) if "minuty:" in line] == ["≠ minuty: 120 → 90"]


def test_what_was_recorded_between_two_positions_and_what_could_be_seen_at_a_decision(desk):
    life = live(desk)
    at = positions(desk, life)
    first, last = at["hours-recorded"], at["hours-corrected"]
    lines = printed("history", life, "--between", str(first), str(last))
    assert f"Zapisano po pozycji {first}, do {last}." in lines
    assert lines[-1] == f"/minutes/{life.items['enrol']}: 120 → 90"
    seen = printed("history", life, "--seen", str(life.items["enrol"]))
    assert seen[-1] == "Niczego, na czym opiera się ten wpis, później nie sprostowano ani nie unieważniono."
    assert any("kontrakt socjalny" in line.lower() for line in seen)


@pytest.mark.parametrize(
    "how", [["--seen", "4", "--version", "3"], ["--between", "1", "2", "--known-at", "2026-06-01"]]
)
def test_options_that_contradict_each_other_are_refused_with_a_sentence(desk, how):
    life = live(desk)
    result = CliRunner().invoke(main, ["history", life.id, *how])
    assert result.exit_code == 2
    assert "pomiń przy nich --known-at i --version" in result.output


def test_a_seen_entry_is_one_entry_of_all_there_is(desk):
    life = live(desk)
    result = CliRunner().invoke(main, ["history", life.id, "--seen", "4", "--on", "2026-05-05"])
    assert result.exit_code == 2
    assert "pomiń przy nim --between i --on" in result.output
