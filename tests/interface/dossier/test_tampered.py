"""A dossier in which anything was changed is refused, and the place is named; also where the club signs it again."""

import shutil
import zipfile
from collections.abc import Callable
from io import BytesIO
from random import Random

import msgspec
import pytest

from domain.ledger import Log, verifier_key
from interface.witness import weryfikuj
from interface.witness.weryfikuj import Checked
from tests.asgi import API
from tests.deep import times
from tests.dossiers import WHOLE, checked, told_again


def test_another_key_than_the_one_that_came_by_another_way_is_noticed(scene, tmp_path):
    path = tmp_path / "teczka.zip"
    path.write_bytes(scene.person())
    name = scene.vkey.split("+")[0]
    found = checked(path, scene, vkey=verifier_key(name, bytes(32)))
    assert "checkpoint: nie ma ważnego podpisu tym kluczem." in found


def test_every_single_changed_byte_is_refused_with_its_place(scene, tmp_path):
    content, path, draw = scene.person("?content=identity"), tmp_path / "teczka.zip", Random(2026)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        starts = {one.filename: one.header_offset + 30 + len(one.filename) for one in archive.infolist()}
        sizes = {one.filename: one.file_size for one in archive.infolist()}
    places = [(name, start + draw.randrange(sizes[name])) for name, start in starts.items()]
    places += [("", draw.randrange(len(content))) for _ in range(times(60, 2000))]
    for name, place in places:
        changed = bytearray(content)
        changed[place] ^= 1 << draw.randrange(8)
        path.write_bytes(changed)
        found = checked(path, scene)
        assert found, (name, place)
        at = next((one for one, start in starts.items() if start <= place < start + sizes[one]), "ZIP")
        assert any(line.startswith((at, "ZIP")) for line in found) or at == "manifest.sha256", (at, found)


@pytest.mark.parametrize("change", ["cut", "more", "before", "twice", "empty"])
def test_a_zip_that_is_more_or_less_than_its_files_is_refused(scene, tmp_path, change):
    content, path = scene.person(), tmp_path / "teczka.zip"
    with zipfile.ZipFile(BytesIO(content)) as archive:
        again = BytesIO()
        with zipfile.ZipFile(again, "w") as copy:
            for name in archive.namelist():
                copy.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), archive.read(name))
    changed = {
        "cut": content[:-1],
        "more": content + b"\0",
        "before": b"\0" + content,
        "twice": again.getvalue(),
        "empty": b"",
    }
    path.write_bytes(changed[change])
    assert any(line.startswith("ZIP") for line in checked(path, scene))


FILES = sorted(WHOLE | {"tresc.jsonl", "consistency"})


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_missing_or_was_changed_is_named(scene, folder, name):
    assert checked(folder, scene) == []
    whole = (folder / name).read_bytes()
    (folder / name).write_bytes(whole + b"\n")
    assert any(line.startswith((name, "podpis", "tree")) for line in checked(folder, scene))
    (folder / name).unlink()
    assert any(line.startswith(f"{name}: brak pliku") for line in checked(folder, scene))


def test_a_file_that_was_added_is_named_even_where_the_list_has_it(scene, folder):
    for name in ("notatka.txt", "facts.jsonl.bak", "pod/folder.txt"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("dodane")
    assert {line for line in checked(folder, scene) if "spoza" in line} == {
        "notatka.txt: plik spoza teczki.",
        "facts.jsonl.bak: plik spoza teczki.",
        "pod/folder.txt: plik spoza teczki.",
    }
    shutil.rmtree(folder / "pod")
    told_again(scene, folder)
    assert checked(folder, scene) == ["facts.jsonl.bak: plik spoza teczki.", "notatka.txt: plik spoza teczki."]


def test_every_changed_node_is_refused_even_where_the_club_signs_the_files_again(scene, folder):
    nodes = (folder / "tree").read_text().splitlines(keepends=True)
    assert len(nodes) > 3
    for number, node in enumerate(nodes):
        level, place, root = node.split()
        other = root[:-1] + ("1" if root[-1] == "0" else "0")
        moved = f"{level} {int(place) + 1} {root}\n", f"{int(level) + 1} {place} {root}\n"
        for new in (f"{level} {place} {other}\n", *moved, ""):
            (folder / "tree").write_text("".join([*nodes[:number], new, *nodes[number + 1 :]]))
            told_again(scene, folder)
            [found] = checked(folder, scene)
            assert found.startswith("tree"), found


def _in_one(old: bytes, new: bytes) -> Callable[[list[bytes]], list[bytes]]:
    return lambda facts: [*facts[:3], facts[3].replace(old, new), *facts[4:]]


OTHER = "(pozycja {at}): treść nie jest tą, którą zapisano."
GAP = "(pozycja {at}): luka w historii albo cudzy fakt."
GAP_NEXT = "(pozycja {next}): luka w historii albo cudzy fakt."
CHANGED_FACTS = {
    "a day": (_in_one(b'"occurred_on":"2026', b'"occurred_on":"2025'), OTHER),
    "a role": (_in_one(b'"role":"COORDINATOR"', b'"role":"CASEWORKER"'), OTHER),
    "a leaf": (_in_one(b'"leaf":"', b'"leaf":"0'), OTHER),
    "a topic": (_in_one(b'"t":"', b'"t":"x'), OTHER),
    "more said": (_in_one(b',"state"', b',"remark":"late","state"'), "facts.jsonl itd.: plik ma błędną postać."),
    "left out": (lambda facts: [*facts[:3], *facts[4:]], GAP_NEXT),
    "left out at the end": (lambda facts: facts[:-1], "tree, "),
    "told twice": (lambda facts: [*facts[:4], *facts[3:]], GAP),
    "swapped": (lambda facts: [*facts[:3], facts[4], facts[3], *facts[5:]], GAP_NEXT),
    "none": (lambda facts: [], "teczka.json: zapowiada co innego"),
}


@pytest.mark.parametrize("change", CHANGED_FACTS)
def test_a_changed_fact_is_named_by_its_position_even_where_the_club_signs_the_files_again(scene, folder, change):
    facts = (folder / "facts.jsonl").read_bytes().splitlines(keepends=True)
    (folder / "tresc.jsonl").unlink()
    at = msgspec.json.decode(facts[3])["i"] + 1
    make, expected = CHANGED_FACTS[change]
    assert make(facts) != facts
    (folder / "facts.jsonl").write_bytes(b"".join(make(facts)))
    told_again(scene, folder)
    [found] = checked(folder, scene)
    assert expected.format(at=at, next=at + 1) in found


def test_a_fact_changed_together_with_its_leaf_does_not_give_the_root(scene, folder):
    facts = (folder / "facts.jsonl").read_bytes().splitlines(keepends=True)
    told = msgspec.json.decode(facts[3])
    state = facts[3].partition(b',"state":')[2][:-2].replace(b'"occurred_on":"2026', b'"occurred_on":"2025')
    leaf = weryfikuj.leaf_hash(told["i"], told["a"], told["n"], told["t"], state).hex()
    head = facts[3].replace(told["leaf"].encode(), leaf.encode()).partition(b',"state":')[0]
    facts[3] = head + b',"state":' + state + b"}\n"
    (folder / "facts.jsonl").write_bytes(b"".join(facts))
    told_again(scene, folder)
    assert checked(folder, scene) == ["tree: fakty i drzewo nie dają korzenia z checkpoint."]


def test_an_opened_value_from_elsewhere_is_refused(scene, folder):
    values = [msgspec.json.decode(line) for line in (folder / "tresc.jsonl").read_bytes().splitlines()]
    for told in ({**values[0], "token": values[1]["token"]}, {**values[0], "i": 0}, {**values[0], "field": "nie_ma"}):
        (folder / "tresc.jsonl").write_bytes(b"".join(msgspec.json.encode(one) + b"\n" for one in [told, *values[1:]]))
        told_again(scene, folder)
        assert len(checked(folder, scene)) == 1


def test_the_log_is_shown_to_extend_an_older_checkpoint_and_no_other(scene, folder):
    prover = scene.front.house.prover
    assert checked(folder, scene, old=prover.checkpoint(Log.FACTS, 100).note.encode()) == []
    assert len(checked(folder, scene, old=prover.checkpoint(Log.FACTS, 99).note.encode())) == 1
    assert len(checked(folder, scene, old=prover.checkpoint(Log.FACTS, 100).note.encode().replace(b"100", b"101"))) == 1
    (folder / "consistency").unlink()
    told_again(scene, folder)
    assert checked(folder, scene, old=prover.checkpoint(Log.FACTS, 100).note.encode()) == ["consistency: brak pliku."]


def test_a_position_is_proved_to_programs_of_others_word_for_word_as_the_club_proves_it(scene, folder):
    read = Checked(folder, scene.vkey)
    at = msgspec.json.decode((folder / "facts.jsonl").read_bytes().splitlines()[2])["i"] + 1
    answer = scene.desk.ask("GET", f"{API}/audit/ledger/proof?position={at}&size={read.size}")
    assert read.tlog_proof(at) == answer.text
    with pytest.raises(weryfikuj.Refused, match="nie ma jej w teczce"):
        read.tlog_proof(1)
