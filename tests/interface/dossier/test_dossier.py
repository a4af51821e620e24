"""A dossier as its receiver gets it: whole, about nobody else, the same on every machine, verified by itself."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
import pytest

from application import logs
from application.permissions import ContentNotPermitted, refuse_content_not_opened
from domain import dossier
from domain.journal import Purpose
from domain.ledger import Log, fact_leaf
from domain.vocabulary import Role
from interface.dossier import story
from interface.witness.weryfikuj import Checked
from tests.asgi import API, SCRIPT, Life, live, open_front
from tests.dossiers import CANARY, GUARDIAN, NOTE, PROVIDER, WHOLE, checked, printed, told_again, unpacked

ROOT = Path(__file__).parents[3]


def test_a_persons_dossier_is_whole_and_bare_python_without_a_network_verifies_it(scene, tmp_path):
    content = scene.person()
    path = tmp_path / "teczka.zip"
    path.write_bytes(content)
    folder = unpacked(content, tmp_path / "teczka")
    assert {one.name for one in folder.iterdir()} == WHOLE
    facts = [msgspec.json.decode(line) for line in (folder / "facts.jsonl").read_bytes().splitlines()]
    history = scene.desk.get(f"/participants/{scene.life.id}/history")["items"]
    assert [(fact["i"] + 1, fact["n"], fact["t"]) for fact in facts] == [
        (entry["position"], entry["version"], entry["topic"]) for entry in history
    ]
    alone = ["unshare", "-rn"] if _can_be_alone() else []
    program = [*alone, sys.executable, "-I", "-S", str(folder / "weryfikuj.py")]
    for whole in (path, folder):
        ended = subprocess.run([*program, whole, "--vkey", scene.vkey], capture_output=True, text=True, check=False)
        assert ended.returncode == 0, ended.stderr
        assert f"faktów {len(facts)}, dziennik do pozycji {scene.front.facts}" in ended.stderr
    ended = subprocess.run([*program, path], capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert "nie wiadomo, CZYJE to podpisy" in ended.stderr
    ended = subprocess.run([*program, path, "--vkey", "nie-ma"], capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    ended = subprocess.run([*program, tmp_path / "nie-ma.zip"], capture_output=True, text=True, check=False)
    assert ended.returncode == 2


def _can_be_alone() -> bool:
    try:
        return subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def test_without_content_nothing_says_who_it_is_and_no_token_leaves(scene, tmp_path):
    content = scene.person()
    folder = unpacked(content, tmp_path / "teczka")
    assert b'"$sealed"' not in content
    assert scene.life.id in printed(folder)
    assert "[treść chroniona]" in printed(folder)
    for canary in (
        "Łęcka",
        "Anna",
        NOTE,
        CANARY,
        "Hiacynta",
        "Kanarkowa",
        *GUARDIAN.values(),
        *PROVIDER.values(),
        scene.other.id,
    ):
        assert canary.encode() not in content
        assert canary not in printed(folder)


def test_with_content_it_tells_of_the_person_and_of_nobody_else(scene, opened):
    whole, read = b"".join(one.read_bytes() for one in opened.iterdir()), printed(opened)
    values = [msgspec.json.decode(line) for line in (opened / "tresc.jsonl").read_bytes().splitlines()]
    assert {"family_name", "given_name", "birth_date", "note"} <= {one["field"] for one in values}
    assert NOTE in [one["value"] for one in values]
    assert "Łęcka" in read
    assert NOTE in read
    assert "opiekun prawny – [treść chroniona]" in read
    assert "Prowadzi: [treść chroniona]" in read
    assert "Podpis: opiekun prawny – [treść chroniona]" in read
    for canary in (CANARY, "Hiacynta", "Kanarkowa", *GUARDIAN.values(), *PROVIDER.values(), scene.other.id):
        assert canary.encode() not in whole
        assert canary not in read
    assert str(scene.desk.user)[:8] in read


def test_a_dossier_of_an_older_position_is_the_one_that_would_have_been_made_then(scene):
    now = scene.front.facts
    before = scene.person("?content=identity&content=notes")
    life = Life(scene.life.id, scene.desk.version(scene.life), dict(scene.life.items))
    live(scene.desk, ("noteContact",), None, life)
    assert scene.front.facts > now
    assert scene.person("?content=identity&content=notes") != before
    assert scene.person(f"?content=identity&content=notes&position={now}") == before


def test_two_machines_with_the_same_record_give_the_same_bytes(scene, tmp_path):
    size, made = scene.front.facts, scene.person("?content=identity&content=notes")
    there = scene.front.house.settings.data
    shutil.copytree(there, tmp_path / "club", ignore=shutil.ignore_patterns("*.sock", "lock*"))
    code = (
        "import sys; from pathlib import Path; from uuid import UUID; from domain.journal import Purpose\n"
        "from interface.assembly import running; from interface.settings import Settings\n"
        "from interface.dossier import Kind, Wanted, prepared, sent\n"
        "with running(Settings(data=Path(sys.argv[1]))) as house:\n"
        "    wanted = Wanted(kind=Kind.PERSON, participants=(UUID(sys.argv[2]),), position=int(sys.argv[3]),\n"
        "        content=frozenset({Purpose.IDENTITY, Purpose.NOTES}))\n"
        "    sys.stdout.buffer.write(b''.join(sent(house, prepared(house, wanted))))\n"
    )
    away = {**os.environ, "TZ": "Pacific/Auckland", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    asked = [sys.executable, "-c", code, str(tmp_path / "club"), scene.life.id, str(size)]
    elsewhere = subprocess.run(asked, cwd=ROOT, env=away, capture_output=True, check=True)
    assert elsewhere.stdout == made


def test_a_sample_holds_whole_histories_and_a_period_every_position(scene, tmp_path):
    people = [scene.life.id, scene.other.id]
    sample = scene.got("/audit/dossiers/sample?" + "&".join(f"participant={one}" for one in people))
    folder = unpacked(sample, tmp_path / "sample")
    assert checked(folder, scene) == []
    facts = [msgspec.json.decode(line) for line in (folder / "facts.jsonl").read_bytes().splitlines()]
    assert {fact["a"] for fact in facts} == set(people)
    assert "Osoba 2 z 2" in printed(folder)
    whole = unpacked(scene.got("/audit/dossiers/period"), tmp_path / "period")
    read = Checked(whole, scene.vkey)
    assert (read.found, read.facts, read.size) == ([], scene.front.facts, scene.front.facts)
    facts_there = (whole / "facts.jsonl").read_bytes().splitlines(keepends=True)
    (whole / "facts.jsonl").write_bytes(b"".join(facts_there[:-1]))
    about = msgspec.json.decode((whole / "teczka.json").read_bytes())
    level_0 = msgspec.json.decode(facts_there[-1])
    with (whole / "tree").open("a") as tree:
        tree.write(f"0 {level_0['i']} {level_0['leaf']}\n")
    told_again(scene, whole)
    assert checked(whole, scene) == ["teczka.json: zapowiada co innego, niż jest w teczce."]
    assert about["last"] == scene.front.facts
    day = scene.front.house.today().isoformat()
    assert scene.got(f"/audit/dossiers/period?since={day}&until={day}") == scene.got("/audit/dossiers/period")


def test_a_bug_in_the_leaf_of_the_writer_is_found_by_the_verifier(tmp_path, monkeypatch):
    good = fact_leaf

    def wrong(index: int, stream: UUID, version: int, topic: str, state: bytes) -> bytes:
        return good(index + (topic == "journey.referral-received.1"), stream, version, topic, state)

    with open_front(tmp_path / "club") as front:
        desk = front.desk(Role.COORDINATOR)
        monkeypatch.setattr(logs, "fact_leaf", wrong)
        life = live(desk, SCRIPT[:2])
        at = desk.get(f"/participants/{life.id}/history")["items"][1]["position"]
        path = tmp_path / "teczka.zip"
        path.write_bytes(desk.ask("GET", f"{API}/participants/{life.id}/dossier").content)
        found = [one.pl for one in Checked(path, front.house.prover.checkpoint(Log.FACTS).verifier_key).found]
    assert found == [f"facts.jsonl, 2 (pozycja {at}): treść nie jest tą, którą zapisano."]


def test_making_one_is_on_record_before_its_first_byte_and_leaves_no_file(scene):
    house = scene.front.house
    before, there = house.writer.logs.access.size, set(house.settings.data.rglob("*"))
    scene.person()
    assert house.writer.logs.access.size == before + 1
    with house.store.snapshot() as core:
        content = core.exec_driver_sql("SELECT content FROM access_log ORDER BY idx DESC LIMIT 1").scalar_one()
    assert UUID(scene.life.id) in msgspec.json.decode(content, type=dict[str, Any]).get("participants", []) or (
        scene.life.id.encode() in content
    )
    assert b"make-dossier" in content
    assert set(house.settings.data.rglob("*")) == there


REFUSED = (
    ("?position={beyond}", 422, "size-beyond-log", "/position"),
    ("?position=1", 422, "not-yet-recorded", "/position"),
    ("?position=0", 422, "greater-than-equal", "/position"),
    ("?position=5x", 422, "int-parsing", "/position"),
    ("?extends={beyond}", 422, "extends-later-log", "/extends"),
    ("?content=everything", 422, "enum", "/content/0"),
    ("?contents=identity", 422, "extra-forbidden", "/contents"),
)


@pytest.mark.parametrize(("query", "status", "code", "pointer"), REFUSED)
def test_what_cannot_be_made_is_refused_with_what_to_do(scene, query, status, code, pointer):
    before = scene.front.house.writer.logs.access.size
    said = query.format(beyond=scene.front.facts + 1)
    answer = scene.desk.ask("GET", f"{API}/participants/{scene.life.id}/dossier{said}")
    assert answer.status_code == status
    assert [(fault["code"], fault["pointer"]) for fault in answer.json()["errors"]] == [(code, pointer)]
    assert scene.front.house.writer.logs.access.size == before


def test_a_period_in_which_nothing_was_recorded_is_refused(scene):
    for query, code in (
        ("since=2026-05-01&until=2026-05-31", "nothing-in-period"),
        ("since=2026-06-02", "nothing-in-period"),
        ("since=2026-06-02&until=2026-06-01", "period-ends-before-it-begins"),
    ):
        answer = scene.desk.ask("GET", f"{API}/audit/dossiers/period?{query}")
        assert (answer.status_code, answer.json()["type"].rpartition(":")[2]) == (422, code)


def test_the_largest_dossier_is_made_and_a_larger_one_is_refused(scene, monkeypatch):
    monkeypatch.setattr(dossier, "LARGEST", scene.front.facts)
    scene.got("/audit/dossiers/period")
    monkeypatch.setattr(dossier, "LARGEST", scene.front.facts - 1)
    answer = scene.desk.ask("GET", f"{API}/audit/dossiers/period")
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:kis:problem:dossier-too-large")


def test_only_values_that_the_role_opens_are_handed_out(scene):
    opens = frozenset({Purpose.IDENTITY, Purpose.STATISTICS})
    refuse_content_not_opened(opens, opens)
    with pytest.raises(ContentNotPermitted):
        refuse_content_not_opened(opens, frozenset({Purpose.IDENTITY, Purpose.SPECIAL}))
    auditor, stranger = scene.front.desk(Role.AUDITOR), scene.front.desk(Role.CASEWORKER)
    outside_any_control = auditor.ask("GET", f"{API}/participants/{scene.life.id}/dossier")
    assert outside_any_control.status_code == auditor.ask("GET", f"{API}/audit/dossiers/period").status_code == 404
    asked = scene.life.id, str(UUID(int=99, version=4))
    one, nobody = (stranger.ask("GET", f"{API}/participants/{id}/dossier") for id in asked)
    assert one.status_code == 404
    assert one.json() | {"instance": ""} == nobody.json() | {"instance": ""}  # each request has an id of its own
    sample = stranger.ask("GET", f"{API}/audit/dossiers/sample?participant={scene.life.id}")
    assert sample.status_code == 404


def test_a_long_history_is_counted_in_print_and_whole_in_the_file(scene, tmp_path, monkeypatch):
    monkeypatch.setattr(story, "PRINTED", 3)
    folder = unpacked(scene.person(), tmp_path / "teczka")
    assert checked(folder, scene) == []
    assert "Faktów jest więcej niż 3, więc nie wydrukowano ich po kolei" in printed(folder)
    assert re.search(r"journey\.hours-recorded\.3 2", printed(folder))


def test_a_dossier_of_the_first_format_is_verified_for_ever():
    """The file is kept as it was made and is never made again; it holds no name, only plain codes and hashes."""
    read = Checked(ROOT / "tests/data/teczka-1.zip", (ROOT / "tests/data/teczka-1.vkey").read_text().strip())
    assert (read.found, read.facts, read.size) == ([], 8, 153)


def test_the_verifier_reads_no_module_of_ours_and_fits_on_a_few_pages():
    source = (ROOT / "interface" / "witness" / "weryfikuj.py").read_text()
    assert len(source.splitlines()) < 300
    assert not re.search(r"^(from|import) (domain|application|interface)", source, re.MULTILINE)
