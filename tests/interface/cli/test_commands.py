"""The command line as the club's administrator and coordinator use it, each command in turn."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import click
import pytest

from domain.ledger import Log
from interface.cli import main
from tests.application.exchange.importing import with_agreements
from tests.club import FixedClock, a_club, enrolled, registered
from tests.interface.cli.conftest import Kis

REGISTER = Path(__file__).parents[2] / "data" / "rejestr-uczestnikow-cp1250.csv"


@pytest.fixture(name="_agreements")
def _signed(founded: dict[str, Any], tmp_path: Path) -> None:
    """Sign the agreements that the registers name."""
    with a_club(tmp_path, FixedClock()) as house:
        with_agreements(house)


def every_command(
    group: click.Group = main, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Return every command with the words that call it."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from every_command(command, (*path, name))
        else:
            yield (*path, name), command


@pytest.mark.parametrize("words", [" ".join(words) for words, _ in every_command()])
def test_every_command_has_help_in_polish_and_english(kis: Kis, words: str) -> None:
    result = kis(*words.split(), "--help")
    assert result.exit_code == 0
    first = result.stdout.split("\n\n")[1]
    assert " / " in first, first


def test_init_shows_the_token_and_three_shares_once_and_refuses_a_second_time(kis: Kis) -> None:
    result = kis("init")
    assert result.exit_code == 0
    assert result.stdout.count("kis_") == 1
    assert [f"[{n}]" in result.stdout for n in (1, 2, 3)] == [True] * 3
    again = kis("init")
    assert again.exit_code == 1
    assert "Niczego nie zmieniono" in again.stderr


def test_init_where_no_directory_can_be_made_says_so(kis: Kis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("not a directory")
    monkeypatch.setenv("KIS_DATA", str(tmp_path / "file" / "club"))
    result = kis("init")
    assert result.exit_code == 1
    assert "KIS_DATA" in result.stderr


def test_two_shares_restore_a_lost_master_key(
    kis: Kis, founded: dict[str, Any], coordinator: str, tmp_path: Path
) -> None:
    (tmp_path / "club" / "master.key").unlink()
    assert kis("doctor").exit_code == 1
    restored = kis("init", "--from-shares", typed="\n".join(founded["shares"][1:]) + "\n")
    assert restored.exit_code == 0, restored.output
    assert kis("doctor").exit_code == 0
    assert "Celina Próbna" in kis("user", "list", token=founded["token"]).stdout


@pytest.mark.parametrize(("name", "value"), [("KIS_LOG_LEVEL", "głośno"), ("KIS_PORT", "0"), ("KIS_QUEUE", "wiele")])
def test_a_setting_that_makes_no_sense_is_named(
    kis: Kis, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    result = kis("doctor")
    assert result.exit_code == 2
    assert name in result.stderr
    assert value not in result.stderr or value == "0"


def test_a_command_without_a_token_says_where_to_put_it(kis: Kis, founded: dict[str, Any]) -> None:
    result = kis("user", "list")
    assert result.exit_code == 2
    assert "KIS_TOKEN" in result.stderr


def test_before_init_every_command_says_to_found_the_club(kis: Kis) -> None:
    for words in (["user", "list"], ["rebuild"], ["serve"]):
        result = kis(*words, token="kis_x")
        assert result.exit_code == 1
        assert "kis init" in result.stderr


@pytest.mark.usefixtures("_agreements")
def test_a_register_comes_in_and_one_persons_history_follows(kis: Kis, coordinator: str) -> None:
    tried = kis("import", "participants", str(REGISTER), token=coordinator)
    assert tried.exit_code == 0, tried.output
    assert "niczego nie zapisano. Nowych osób do wczytania: 20." in tried.stdout
    assert "kis import participants PLIK --record" in tried.stdout
    brought = kis("import", "participants", str(REGISTER), "--record", token=coordinator)
    assert brought.exit_code == 0, brought.output
    assert "Wczytano nowych osób: 20 " in brought.stdout
    with closing(sqlite3.connect(Path("club") / "kis.db")) as db:
        person = db.execute("SELECT participant FROM roster").fetchone()[0]
    card = kis("show", person, "--json", token=coordinator)
    assert json.loads(card.stdout)["enrolments"]
    told = kis("history", person, token=coordinator)
    assert "Wpisano do rejestru" in told.stdout
    assert "Przystąpienie do programu" in told.stdout


@pytest.mark.usefixtures("_agreements")
def test_the_same_register_again_changes_nothing(kis: Kis, coordinator: str) -> None:
    kis("import", "participants", str(REGISTER), "--record", token=coordinator)
    facts = json.loads(kis("verify", "--json").stdout)["sizes"]["facts"]
    again = kis("import", "participants", str(REGISTER), "--record", token=coordinator)
    assert again.exit_code == 0
    assert "Niczego nie zapisano: w pliku nie ma nowych osób." in again.stdout
    assert "Osoby już w rejestrze, bez zmian: 20." in again.stdout
    assert json.loads(kis("verify", "--json").stdout)["sizes"]["facts"] == facts


@pytest.mark.usefixtures("_agreements")
def test_a_register_with_bad_rows_comes_in_only_without_them(kis: Kis, coordinator: str, tmp_path: Path) -> None:
    whole = str(REGISTER.with_name("rejestr-uczestnikow.csv"))
    tried = kis("import", "participants", whole, token=coordinator)
    assert "Błędne wiersze: 15." in tried.stdout
    assert "wiersz 27, kolumna Data zgłoszenia: To nie jest istniejąca data" in tried.stdout
    assert "PLIK --good-rows" in tried.stdout
    refused = kis("import", "participants", whole, "--record", token=coordinator)
    assert refused.exit_code == 1
    assert "wiersz 44, kolumna PESEL" in refused.stderr
    brought = kis("import", "participants", whole, "--good-rows", token=coordinator)
    assert "Wczytano nowych osób: 105 " in brought.stdout
    changed = tmp_path / "changed.csv"
    changed.write_text(Path(whole).read_text("utf-8-sig").replace("552 425 131", "000 000 000"), "utf-8")
    told = kis("import", "participants", str(changed), token=coordinator)
    assert "Wiersze inne niż zapisy (sprawdź i sprostuj w karcie osoby): 1." in told.stdout
    assert "  wiersz 2: Telefon" in told.stdout
    assert "000 000 000" not in told.stdout
    as_json = json.loads(kis("import", "participants", whole, "--json", token=coordinator).stdout)
    assert (as_json["new"], as_json["unchanged"], as_json["bad_rows"]) == (0, 105, 15)


@pytest.mark.usefixtures("_agreements")
def test_english_speaks_english(kis: Kis, coordinator: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIS_LANGUAGE", "en")
    kis("import", "participants", str(REGISTER), "--record", token=coordinator)
    again = kis("import", "participants", str(REGISTER), token=coordinator)
    assert "A dry run, nothing was recorded." in again.stdout
    assert "Registered already: 20." in again.stdout


def test_verify_finds_one_changed_byte_and_names_its_position(
    kis: Kis, founded: dict[str, Any], tmp_path: Path
) -> None:
    assert kis("verify").exit_code == 0
    with closing(sqlite3.connect(tmp_path / "club" / "kis.db")) as db:
        db.execute(
            "UPDATE stored_events SET state = replace(CAST(state AS TEXT), 'ADMINISTRATOR', 'COORDINATORRR')"
            " WHERE topic = 'user.role-granted.1'"
        )
        db.execute("UPDATE stored_events SET state = CAST(state AS BLOB)")
        db.commit()
    result = kis("verify", "--json")
    assert result.exit_code == 1
    said = json.loads(result.stdout)
    assert not said["ok"]
    assert said["findings"][0]["position"] == 2


def test_verify_takes_the_clubs_own_checkpoint_and_says_what_came_after_it(kis: Kis, tmp_path: Path) -> None:
    with a_club(tmp_path, FixedClock()) as house:
        enrolled(house)
        kept = house.prover.checkpoint(Log.FACTS)
        enrolled(house)
    note = tmp_path / "checkpoint.txt"
    note.write_text(kept.note, encoding="utf-8")
    words = ("verify", "--checkpoint", str(note), "--vkey", kept.verifier_key)
    said = kis(*words)
    assert said.exit_code == 0, said.output
    assert "podpis sprawdzony" in said.stdout
    assert f"jeszcze niechronione: od pozycji {kept.size + 1}" in said.stdout
    assert json.loads(kis(*words, "--json").stdout)["not_yet_protected"] == {"facts": kept.size + 1, "access": None}
    note.write_text(kept.note.replace(f"\n{kept.size}\n", f"\n{kept.size - 1}\n"), encoding="utf-8")
    refused = kis(*words)
    assert refused.exit_code == 2
    assert "nie podpisał żaden z podanych kluczy" in refused.stderr


def test_the_certificate_finds_a_changed_view_and_rebuild_mends_it(kis: Kis, tmp_path: Path) -> None:
    with a_club(tmp_path, FixedClock()) as house:
        enrolled(house)
        size = house.writer.logs.facts.size
        running = json.loads(kis("verify", "--views", "--json").stdout)  # beside a club that goes on
    assert running["certificate"]["position"] == size
    assert running["certificate"]["ok"]
    with closing(sqlite3.connect(tmp_path / "club" / "kis.db")) as db:
        db.execute("UPDATE roster_enrolments SET programme = 'AOON'")
        db.commit()
    found = kis("verify", "--views")
    assert found.exit_code == 1
    assert "Tabela roster_enrolments" in found.stdout
    assert "INNE niż odbudowane z dziennika" in found.stdout
    assert kis("rebuild", "roster").exit_code == 0
    mended = json.loads(kis("verify", "--views", "--json").stdout)
    assert mended["ok"]
    assert mended["certificate"] == running["certificate"]
    assert [path.name for path in (tmp_path / "club").iterdir() if path.name.startswith("certificate")] == []


def test_views_that_cannot_be_rebuilt_are_not_called_in_order(kis: Kis, tmp_path: Path) -> None:
    with a_club(tmp_path, FixedClock()) as house:
        enrolled(house)
    (tmp_path / "club" / "master.key").unlink()
    result = kis("verify", "--views", "--json")
    assert result.exit_code == 1
    said = json.loads(result.stdout)
    assert said["certificate"] is None
    assert said["keys"]["opened"] is False
    assert [finding["pl"] for finding in said["findings"]] == [
        "Indeksów i widoków nie porównano: nie udało się ich odbudować (powód powyżej)."
    ]


def test_rebuild_of_an_unknown_name_lists_the_names(kis: Kis, founded: dict[str, Any]) -> None:
    result = kis("rebuild", "rooster")
    assert result.exit_code == 2
    assert "roster" in result.stderr


def test_what_needs_the_store_alone_refuses_while_somebody_serves_it(kis: Kis, tmp_path: Path) -> None:
    with a_club(tmp_path, FixedClock()) as house:
        registered(house)
        for words in (["rebuild"], ["serve"]):
            result = kis(*words)
            assert result.exit_code == 3
            assert "inny proces" in result.stderr
        assert kis("verify").exit_code == 0


def test_doctor_names_a_file_that_others_can_read(kis: Kis, founded: dict[str, Any], tmp_path: Path) -> None:
    assert kis("doctor").exit_code == 0
    (tmp_path / "club" / "keys.db").chmod(0o644)
    result = kis("doctor")
    assert result.exit_code == 1
    assert "keys.db" in result.stdout


def test_doctor_names_the_editions_that_wait_to_be_confirmed(kis: Kis, founded: dict[str, Any]) -> None:
    result = kis("doctor")
    assert result.exit_code == 0
    [line] = [line for line in result.stdout.splitlines() if "Edycje do potwierdzenia" in line]
    assert "AOON 2026" in line
    assert "AOON 2025" not in line


def test_doctor_says_when_a_key_is_lost(kis: Kis, tmp_path: Path) -> None:
    with a_club(tmp_path, FixedClock()) as house:
        person = registered(house)
    with closing(sqlite3.connect(tmp_path / "club" / "keys.db")) as db:
        db.execute("DELETE FROM keys WHERE owner = ?", (person.hex,))
        assert db.total_changes > 0
        db.commit()
    result = kis("doctor")
    assert result.exit_code == 1
    assert "✗" in result.stdout
    assert kis("serve").exit_code == 1


def test_a_revoked_token_opens_nothing(kis: Kis, founded: dict[str, Any], coordinator: str) -> None:
    [celina] = [
        user
        for user in json.loads(kis("user", "list", "--json", token=founded["token"]).stdout)["items"]
        if user["display_name"] == "Celina Próbna"
    ]
    item = str(celina["tokens"][0]["item"])
    assert kis("token", "revoke", celina["id"], item, token=founded["token"]).exit_code == 0
    result = kis("user", "list", token=coordinator)
    assert result.exit_code == 1
    assert "token" in result.stderr


def test_the_editions_are_listed_and_next_years_is_opened(kis: Kis, coordinator: str) -> None:
    listed = kis("edition", "list", token=coordinator)
    assert listed.exit_code == 0, listed.output
    assert "AOON 2026" in listed.stdout
    assert "do potwierdzenia" in listed.stdout
    opened = kis("edition", "open", "AOON", "2027", "2027-01-01", "--places", "12", "--json", token=coordinator)
    assert opened.exit_code == 0, opened.output
    said = json.loads(kis("edition", "list", "aoon", "--json", token=coordinator).stdout)
    assert [(line["code"], line["places"]) for line in said["items"]] == [("2025", None), ("2026", None), ("2027", 12)]
    again = kis("edition", "open", "AOON", "2027", "2027-01-01", token=coordinator)
    assert again.exit_code == 1
    assert "Podaj inny kod" in again.stderr
