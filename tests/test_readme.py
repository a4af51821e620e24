"""The README's first hour is run as written: what a newcomer copies into a shell works."""

import os
import re
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from interface.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")

pytestmark = pytest.mark.timeout(400)


def first_hour() -> str:
    """Return every shell block from the first hour to its last check, in order."""
    section = README.split("## The first hour")[1].split("## Where is")[0]
    blocks = re.findall(r"```sh\n(.*?)```", section, flags=re.DOTALL)
    assert len(blocks) >= 5
    return "\n".join(blocks)


def test_the_first_hour_works_as_written(tmp_path: Path) -> None:
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    activate = f'export PATH="{Path(sys.executable).parent}:$PATH"\n'
    (tmp_path / ".venv" / "bin" / "activate").write_text(activate)
    (tmp_path / "tests").symlink_to(ROOT / "tests")
    script = "set -eu -o pipefail\n" + first_hour()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KIS_")}
    with (tmp_path / "output").open("w+", encoding="utf-8") as output:
        running = subprocess.Popen(
            ["bash", "-c", script],
            cwd=tmp_path,
            env=environment,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
        try:
            status = running.wait(timeout=380)
        finally:
            with suppress(ProcessLookupError):  # a server that the script left is not to meet the next run
                os.killpg(running.pid, signal.SIGKILL)
            running.wait()
        output.seek(0)
        said = output.read()
    assert status == 0, said
    for expected in (
        "urn:kis:problem:no-contract-in-force",
        "W tym dniu nie obowiązuje żaden kontrakt socjalny, a program PSU go wymaga",
        "Wpisano do rejestru 04.05.2026: Łęcka-Przykładowa Anna.",
        "Sprostowano wpis godzin z 07.05.2026 (było: 2 godz. od 08:00; ma być: 1 godz. 30 min od 08:00).",
        "Zakończono 29.05.2026 udział w KIS (zgłoszenie z 04.05.2026): ukończenie z podjęciem pracy.",
        "Godziny w programie „Prace społecznie użyteczne” (wpis 4): 1 godz. 30 min → 0 minut.",
        '"mode":"dry-run","position":null,"wrong":0',
        '"proposal":"08:00-09:30"',
        "Na próbę, niczego nie zapisano. Nowych osób do wczytania: 105.",
        "wiersz 104, kolumna Miejscowość: Klub jest dla mieszkańców gminy Starachowice",
        "Wczytano nowych osób: 105 ",
        "Osoby już w rejestrze, bez zmian: 105.",
        "Podjęcie pracy 20.05.2026: umowa o pracę, 3/4 etatu (0,75); dowód: dokument.",
        "Otwarto kontrolę ",
        "klub: wpis po terminie (uwaga): wpisy po terminie",
        "Zakończono kontrolę.",
        "Zgodne i chronione do pozycji: fakty",
        "i została sprawdzona. Klucze (keys) usuń do",
        "takie same jak odbudowane z dziennika",
        "Historia zgadza się z kotwicą.",
    ):
        assert expected in said, said
    assert said.count('"item":5,"version":5') == 2, "the second click got the first answer"


@pytest.mark.parametrize(
    "link", sorted(set(re.findall(r"`((?:docs|domain|application|interface|tests|scripts)/[\w./-]+)`", README)))
)
def test_every_file_that_the_readme_names_is_there(link: str) -> None:
    assert (ROOT / link).exists()


def test_every_setting_is_in_the_readme() -> None:
    settings = {f"KIS_{name.upper()}" for name in Settings.model_fields} | {"KIS_LANGUAGE"}
    assert settings == set(re.findall(r"`(KIS_[A-Z_]+)`", README))
