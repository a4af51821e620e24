"""`kis checkpoint`: what a club prints every week."""

import json
from pathlib import Path
from typing import Any

from domain.ledger import read_checkpoint
from tests.interface.cli.conftest import Kis


def test_a_checkpoint_is_printed_with_what_to_do_with_it(kis: Kis, founded: dict[str, Any], tmp_path: Path) -> None:
    printed = kis("checkpoint", token=founded["token"])
    note = read_checkpoint(printed.stdout)
    assert note is not None
    assert "Wydrukuj ten punkt kontrolny" in printed.stderr
    assert f"(jest ich {note.size})" in printed.stderr
    said = json.loads(kis("checkpoint", "--json", token=founded["token"]).stdout)
    assert (said["note"], said["size"]) == (printed.stdout, note.size)
    assert said["verifier_key"] in printed.stderr

    file = tmp_path / "2026-06-01.checkpoint"
    written = kis("checkpoint", "--out", str(file), token=founded["token"])
    assert (written.exit_code, written.stdout, file.read_text()) == (0, "", printed.stdout)
    again = kis("checkpoint", "--out", str(file), token=founded["token"])
    assert again.exit_code == 1
    assert "starych punktów kontrolnych się nie nadpisuje" in again.stderr
    assert file.read_text() == printed.stdout

    empty = kis("checkpoint", "--log", "access", token=founded["token"])
    assert empty.exit_code == 1
    assert "Dziennik dostępu nie ma jeszcze żadnego zapisu" in empty.stderr
    assert kis("checkpoint", "--log", "other", token=founded["token"]).exit_code == 2
