"""A real import from a real terminal: how far it is, Ctrl-C, whole parts, and the same file again."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from uuid import UUID

from application.accounts import token_digest
from application.exchange.judging_entries import PART_ENTRIES
from application.users import IssueToken, RegisterUser
from domain.vocabulary import Role
from tests.application.exchange.files_of_hours import HOURS, cut, with_leaders
from tests.application.exchange.importing import brought_in, facts, with_agreements
from tests.application.exchange.registers import CLUBS_WHOLE
from tests.asgi import LAST_DAY
from tests.club import a_club, ask
from tests.served import ROOT, serving

CELINA = UUID("00000000-0000-4000-8000-0000000000e2")
SECRET = "kis_planted-for-an-import"
ROWS = 5 * PART_ENTRIES
PATIENCE_SECONDS = 60


def test_ctrl_c_leaves_whole_parts_and_the_same_file_brings_in_the_rest(tmp_path: Path) -> None:
    with a_club(tmp_path) as house:
        with_agreements(house)
        with_leaders(house)
        brought_in(house, CLUBS_WHOLE.read_bytes())
        chief = {"role": Role.ADMINISTRATOR}
        ask(house, RegisterUser(id=CELINA, display_name="Celina Próbna", roles=(Role.COORDINATOR,)), **chief)
        ask(house, IssueToken(user_id=CELINA, expires_on=LAST_DAY, digest=token_digest(SECRET)), **chief)
        before = facts(house)
        data = house.settings.data
    file = tmp_path / "godziny.csv"
    wrong = {210, 390, 914, 992}
    file.write_bytes(cut(HOURS.read_bytes(), *(line for line in range(2, ROWS + 6) if line not in wrong)))
    with serving(data):
        stopped = started(data, file)
        assert stopped.stderr is not None
        told = next(line for line in stopped.stderr if line.startswith("Zapisuję"))
        stopped.send_signal(signal.SIGINT)
        said, complaints = stopped.communicate(timeout=PATIENCE_SECONDS)
        again = started(data, file)
        rest, _ = again.communicate(timeout=PATIENCE_SECONDS)
    assert re.fullmatch(rf"Zapisuję: \d+ / {ROWS}\n", told)
    assert (stopped.returncode, again.returncode) == (4, 0), said + complaints
    found = re.search(r"Wczytano nowych wpisów: (\d+) .*\nZatrzymano\. Pozostało: (\d+)\.", said)
    assert found is not None, said
    recorded, left = int(found[1]), int(found[2])
    assert recorded % PART_ENTRIES == 0
    assert 0 < recorded < ROWS == recorded + left
    assert f"Wczytano nowych wpisów: {left} " in rest
    assert f"Wpisy już zapisane, bez zmian: {recorded}." in rest
    with a_club(tmp_path) as house:
        assert facts(house) == before + ROWS


def started(data: Path, file: Path) -> "subprocess.Popen[str]":
    environment = os.environ | {"KIS_DATA": str(data), "KIS_TOKEN": SECRET, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, "-m", "interface.cli", "import", "hours", str(file), "--record"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
