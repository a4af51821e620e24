"""`kis forget`, `kis backup` and `kis restore` as the coordinator and the administrator use them."""

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

from application.store import backup as copies
from tests.club import FixedClock, a_club
from tests.interface.api.things import kept_no_longer
from tests.interface.cli.conftest import Kis


def test_a_person_is_forgotten_step_by_step_and_a_backup_of_before_does_not_bring_them_back(
    kis: Kis, founded: dict[str, Any], coordinator: str, tmp_path: Path
) -> None:
    with a_club(tmp_path, FixedClock()) as house:
        person = str(kept_no_longer(house, family_name="Kanarkowska"))
        other = str(kept_no_longer(house, family_name="Przykładowa"))
    copied = json.loads(kis("backup", "copies", "--json").stdout)
    before = Path(copied["directory"])
    facts = next(log["size"] for log in copied["manifest"]["logs"] if log["log"] == "facts")
    assert (before / "keys" / "keys.db").exists()
    assert not list(before.rglob("master.key"))

    asked = kis("forget", "request", person, "2026-05-29", "--json", token=coordinator)
    request = json.loads(asked.stdout)["id"]
    assert kis("forget", "execute", request, "--yes", token=coordinator).exit_code == 1
    assert kis("forget", "consent", request, "OA.24.7.2026", "2026-05-28", token=coordinator).exit_code == 0
    own = kis("forget", "approve", request, token=coordinator)
    assert (own.exit_code, "zatwierdza inna osoba" in own.stderr) == (1, True)
    assert kis("forget", "approve", request, token=founded["token"]).exit_code == 0
    unsure = kis("forget", "execute", request, token=coordinator, typed="n\n")
    assert unsure.exit_code == 1
    done = kis("forget", "execute", request, "--yes", token=coordinator)
    assert done.exit_code == 0, done.output
    assert "# Protokół usunięcia danych osobowych" in done.stdout
    assert "zakończone 01.06.2026" in kis("forget", "show", request, token=coordinator).stdout
    assert json.loads(kis("show", person, "--json", token=coordinator).stdout)["family_name"] is None
    assert kis("verify").exit_code == 0

    refused = kis("restore", str(before))
    assert (refused.exit_code, "--set-aside" in refused.stderr) == (1, True)
    restored = kis("restore", str(before), "--set-aside", "--json")
    assert restored.exit_code == 0, restored.output
    said = json.loads(restored.stdout)
    assert (said["facts"], said["forgotten"], said["known"] > said["facts"]) == (facts, 1, True)
    assert Path(said["set_aside"]).is_dir()
    assert kis("show", person, token=coordinator).exit_code == 1  # not served before a new epoch
    begun = kis("recover", "--reason", "awaria dysku, przywrócono kopię", token=founded["token"])
    assert begun.exit_code == 0, begun.output
    assert json.loads(kis("show", person, "--json", token=coordinator).stdout)["family_name"] is None
    assert json.loads(kis("show", other, "--json", token=coordinator).stdout)["family_name"] == "Przykładowa"
    history = kis("history", person, token=coordinator).stdout
    assert history.count("[usunięto]") == 1
    assert history.count("Usunięto 01.06.2026 dane osobowe na zawsze") == 1
    assert kis("verify", "--views").exit_code == 0
    assert kis("doctor").exit_code == 0


def test_a_damaged_backup_one_without_keys_and_one_without_a_master_key_change_nothing(
    kis: Kis, founded: dict[str, Any], tmp_path: Path
) -> None:
    before = Path(json.loads(kis("backup", "copies", "--json").stdout)["directory"])
    shutil.rmtree(before / "keys")
    club = tmp_path / "club"
    assert kis("restore", str(before), "--set-aside").exit_code == 0  # this machine has the keys
    shutil.move(club, tmp_path / "gone")
    club.mkdir()
    keyless = kis("restore", str(before))
    assert (keyless.exit_code, "Klucze z tej kopii już usunięto" in keyless.stderr) == (1, True)
    shutil.copytree(tmp_path / "gone", tmp_path / "again")
    (before / "keys").mkdir()
    shutil.copyfile(tmp_path / "gone" / "keys.db", before / "keys" / "keys.db")
    other_keys = kis("restore", str(before))
    assert (other_keys.exit_code, "keys/keys.db" in other_keys.stderr) == (1, True)
    shutil.rmtree(before / "keys")
    shutil.copyfile(tmp_path / "gone" / "keys.db", club / "keys.db")
    masterless = kis("restore", str(before))
    assert (masterless.exit_code, "kis init --from-shares" in masterless.stderr) == (1, True)
    record = before / "record" / "kis.db"
    record.write_bytes(record.read_bytes()[:-1] + b"x")
    damaged = kis("restore", str(before))
    assert (damaged.exit_code, "record/kis.db" in damaged.stderr) == (1, True)
    assert {path.name for path in club.iterdir()} <= {"keys.db", "keys.db-shm", "keys.db-wal"}  # it was read
    assert kis("restore", str(tmp_path / "copies")).exit_code == 1  # no backup, but the directory of backups
    assert founded["token"]


def test_keys_are_deleted_from_backups_on_their_day_and_not_before(kis: Kis, founded: dict[str, Any]) -> None:
    made = Path(json.loads(kis("backup", "copies", "--json").stdout)["directory"])
    assert founded["token"]
    assert copies.read(made).delete_keys_on == date(2026, 7, 1)
    assert copies.forget_old_keys(made.parent, date(2026, 6, 30)) == []
    assert copies.forget_old_keys(made.parent, date(2026, 7, 1)) == [made]
    assert not (made / "keys").exists()
    assert copies.forget_old_keys(made.parent, date(2026, 7, 1)) == []
    assert (made / "record" / "kis.db").exists()


def test_a_backup_of_no_club_says_so(kis: Kis) -> None:
    result = kis("backup", "copies")
    assert (result.exit_code, "nie ma założonego klubu" in result.stderr) == (1, True)
