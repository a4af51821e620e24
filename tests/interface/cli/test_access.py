"""`kis access`: who looked, as a coordinator reads it; and what is over two years old taken out."""

import json
from pathlib import Path
from typing import Any

import pytest

from application.indexes import access as looks
from tests.club import FixedClock, a_club, registered
from tests.interface.cli.conftest import Kis


@pytest.fixture
def person(tmp_path: Path, coordinator: str) -> str:
    """Somebody on record."""
    assert coordinator
    with a_club(tmp_path, FixedClock()) as house:
        return str(registered(house))


def test_who_looked_is_shown_with_when_how_and_what_for(kis: Kis, coordinator: str, person: str) -> None:
    assert kis("show", person, token=coordinator).exit_code == 0
    shown = kis("access", "--participant", person, "--from", "2026-06-01", "--to", "2026-06-01", token=coordinator)
    assert shown.exit_code == 0, shown.output
    head, whom, count = shown.stdout.splitlines()
    assert head.startswith("     1  2026-06-01 10:0")
    assert head.endswith("Celina Próbna (koordynator): podgląd, cel: koordynacja pracy klubu, dozwolone")
    assert whom == f"        readParticipant, socket: {person}"
    assert count == "Razem: 1."


def test_the_json_is_the_servers_and_other_days_and_people_are_left_out(
    kis: Kis, coordinator: str, person: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        kis("show", person, token=coordinator)
    monkeypatch.setattr("interface.cli.lists.PAGE", 2)
    said = json.loads(kis("access", "--participant", person, "--json", token=coordinator).stdout)
    assert [item["resource"] for item in said["items"]] == ["readParticipant"] * 3
    for words in (["--from", "2026-06-02"], ["--to", "2026-05-31"], ["--user", person]):
        assert json.loads(kis("access", *words, "--json", token=coordinator).stdout)["items"] == []


def test_old_contents_are_taken_out_alone_and_counted(
    kis: Kis, founded: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert founded
    assert kis("access", "--purge-old").stdout == "Usunięto treść 0 śladów dostępu.\n"
    with monkeypatch.context() as patched:
        patched.setattr(looks, "purge_old", lambda store, today: 3 if str(today) == "2026-06-01" else 0)
        assert json.loads(kis("access", "--purge-old", "--json").stdout) == {"purged": 3}
    together = kis("access", "--purge-old", "--to", "2024-01-01")
    assert together.exit_code == 2
    assert "samo --purge-old" in together.stderr


def test_a_rebuild_compares_and_mends_the_rows_that_find_looks(
    kis: Kis, tmp_path: Path, coordinator: str, person: str
) -> None:
    kis("show", person, token=coordinator)
    assert kis("verify", "--views").exit_code == 0
    with a_club(tmp_path, FixedClock()) as house:
        house.store.writer.execute("DELETE FROM access_days")
    found = kis("verify", "--views")
    assert found.exit_code == 1
    assert "INNE niż odbudowane" in found.stdout
    assert json.loads(kis("rebuild", "access", "--json").stdout) == {"rebuilt": ["access"]}
    assert kis("verify", "--views").exit_code == 0
