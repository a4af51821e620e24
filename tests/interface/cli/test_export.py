"""`kis export`: a list as a file for its owner alone, in nobody's place, and on record with why."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from interface.cli.arriving import Arriving
from tests.club import FixedClock, a_club, enrolled
from tests.interface.cli.conftest import Kis

WHY = ("--why", "zestawienie dla gminy")


def test_a_list_is_taken_away_narrowed_kept_whole_and_on_record(kis: Kis, coordinator: str, tmp_path: Path) -> None:
    with a_club(tmp_path, FixedClock()) as house:
        enrolled(house, family_name="Żmudna-Testowa")
        enrolled(house, "AOON", family_name="Ćwiklińska-Testowa")
    out = tmp_path / "lista.csv"

    taken = kis("export", "roster", *WHY, "--filter", "programme=PSU", "--out", str(out), token=coordinator)

    assert taken.exit_code == 0, taken.output
    assert taken.stdout == (
        f"Zapisano: {out} ({out.stat().st_size} bajtów). To dane klubu, zwykle osobowe: chroń ten plik i usuń go, gdy "
        "nie będzie potrzebny.\n"
    )
    assert out.stat().st_mode & 0o777 == 0o600
    head, row = csv.reader(StringIO(out.read_text(encoding="utf-8-sig"), newline=""), delimiter=";")
    assert (head[0], row[0], row[-3], row[-2]) == (
        "Nazwisko",
        "Żmudna-Testowa",
        "Celina Próbna (koordynator)",
        "zestawienie dla gminy",
    )
    was = out.read_bytes()
    unknown = kis("export", "roster", *WHY, "--filter", "stan=ACTIVE", "--out", "nic.csv", token=coordinator)
    assert (unknown.exit_code, "/filters/stan: Nie ma takiego pola." in unknown.stderr) == (1, True)
    assert not (tmp_path / "nic.csv").exists()
    again = kis("export", "roster", *WHY, "--out", str(out), token=coordinator)
    assert (again.exit_code, out.read_bytes()) == (1, was)
    assert kis("export", "roster", *WHY, "--out", str(out), "--force", token=coordinator).exit_code == 0
    assert "Ćwiklińska-Testowa" in out.read_text(encoding="utf-8-sig")
    assert out.stat().st_mode & 0o777 == 0o600

    by_code = ("--filter", "code=AOON", "--filter", "edition=2026")
    sums = kis("export", "flags", *WHY, *by_code, "--format", "json", "--json", token=coordinator)
    said = json.loads(sums.stdout)
    assert said["file"] == "flags-{}.json".format(json.loads((tmp_path / said["file"]).read_bytes())["position"])
    looked = kis("access", token=coordinator).stdout
    assert "eksport, cel: koordynacja pracy klubu, dozwolone" in looked
    assert looked.count("w jakim celu: zestawienie dla gminy") == 3


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("roster",), "--why"),
        (("wszystko", *WHY), "LISTA"),
        (("roster", *WHY, "--filter", "state"), "nazwa=wartość"),
    ],
)
def test_what_is_asked_wrongly_is_said_before_the_server_is_asked(
    kis: Kis, arguments: tuple[str, ...], sentence: str
) -> None:
    said = kis("export", *arguments, token="zmyślony")
    assert (said.exit_code, sentence in said.stderr) == (2, True), said.stderr


def test_a_file_that_breaks_off_leaves_the_one_that_was_there(tmp_path: Path) -> None:
    out = tmp_path / "lista.csv"
    out.write_text("dawna")

    def broken_off() -> None:
        with Arriving(out, replaces=True) as taken:
            taken.take(b"nowa", "")
            raise ConnectionError

    with pytest.raises(ConnectionError):
        broken_off()
    assert (out.read_text(), list(tmp_path.iterdir())) == ("dawna", [out])
