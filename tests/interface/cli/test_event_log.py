"""`kis event-log`, as a coordinator asks, the administrator agrees, and the file is fetched."""

import json
from pathlib import Path
from typing import Any

from tests.club import FixedClock, a_club, enrolled
from tests.interface.cli.conftest import Kis


def test_a_log_is_asked_for_looked_into_agreed_to_fetched_taken_back_and_another_refused(
    kis: Kis, coordinator: str, founded: dict[str, Any], tmp_path: Path
) -> None:
    with a_club(tmp_path, FixedClock()) as house:
        for _ in range(5):
            enrolled(house)
    asked = kis(
        "event-log", "request", "--programme", "PSU", "--period", "2026-01-01", "2026-12-31", "--until", "2026-06-30",
        "--recipient", "Uczelnia Zmyślona", "--purpose", "badanie", "--legal-basis", "umowa 4/2026", "--json",
        token=coordinator,
    )  # fmt: skip
    assert asked.exit_code == 0, asked.output
    id = json.loads(asked.stdout)["id"]
    line = f"{id}  do 2026-06-30 ({{}})  PSU  2026-01-01 – 2026-12-31  Uczelnia Zmyślona"
    assert kis("event-log", "show", id, token=founded["token"]).stdout.splitlines() == [
        line.format("czeka na drugą osobę"),
        "  Cel: badanie",
        "  Podstawa: umowa 4/2026",
        "  Osób: 5, zdarzeń: 20, różnych dróg: 1. Drogą, którą idzie mniej niż 5 osób: 0.",
    ]

    alone = kis("event-log", "approve", id, token=coordinator)
    assert (alone.exit_code, alone.stderr.split(".")[0]) == (
        1,
        "Wniosek zatwierdza inna osoba niż ta, która go zapisała",
    )
    early = kis("event-log", "fetch", id, "--out", "za-wcześnie.xes", token=coordinator)
    assert (early.exit_code, (tmp_path / "za-wcześnie.xes").exists()) == (1, False)
    assert kis("event-log", "approve", id, token=founded["token"]).exit_code == 0

    fetched = json.loads(kis("event-log", "fetch", id, "--format", "XES", "--json", token=coordinator).stdout)
    log = tmp_path / fetched["file"]
    assert (log.stat().st_size, log.stat().st_mode & 0o777) == (fetched["bytes"], 0o600)
    assert log.read_text(encoding="ascii").count("<trace>") == 5
    objects = kis("event-log", "fetch", id, "--format", "OCEL", "--out", "log.ocel.json", token=coordinator)
    assert objects.stdout.startswith("Zapisano: log.ocel.json (")
    assert len(json.loads((tmp_path / "log.ocel.json").read_bytes())["events"]) == 20

    assert kis("event-log", "withdraw", id, "--reason", "koniec badania", token=coordinator).exit_code == 0
    assert kis("event-log", "list", token=coordinator).stdout == line.format("zgoda cofnięta") + "\n"
    assert kis("event-log", "fetch", id, "--out", "po.xes", token=coordinator).exit_code == 1

    more = (
        "event-log", "request", "--period", "2026-01-01", "2026-12-31", "--until", "2026-06-30", "--recipient", "X",
        "--purpose", "Y", "--legal-basis", "Z", "--sensitive", "--true-days",
    )  # fmt: skip
    assert "Uzasadnij" in kis(*more, token=coordinator).stderr
    said = kis(*more, "--because", "pytanie badawcze", "--format", "XES", token=coordinator)
    assert said.stdout.startswith("Złożono wniosek ")
    refused = said.stdout.split()[2].rstrip(";")
    assert kis("event-log", "refuse", refused, "--reason", "za dużo", token=founded["token"]).exit_code == 0
    told = kis("event-log", "list", token=coordinator).stdout
    assert "(odmowa)  cały klub  2026-01-01 – 2026-12-31  kody szczególne  prawdziwe daty  X" in told
