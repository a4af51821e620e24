"""A club without its anchor is not served, and a founding leaves a whole club or nothing."""

import json
import os
import sqlite3
from contextlib import closing

import pytest
from click.testing import CliRunner

from application import startup
from application.store.anchor import AnchorMissing
from interface import assembly
from interface.assembly import SOCKET_PATH_BYTES, NotFounded, PathTooLong, found, running
from interface.cli import main
from interface.settings import Settings
from tests.club import FOUNDING, a_club, a_person, ask


@pytest.fixture
def club(tmp_path, clock):
    with a_club(tmp_path, clock) as house:
        ask(house, a_person())
    return house.settings


@pytest.fixture
def kis(club, monkeypatch, tmp_path):
    """Run a command over this club."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KIS_DATA", str(club.data))
    monkeypatch.delenv("KIS_LANGUAGE", raising=False)
    return lambda *words: CliRunner().invoke(main, words)


def start(settings, clock):
    with running(settings, clock) as house:
        return house.writer.logs.facts.size


def founded(settings, clock):
    return found(settings, made_by="init", administrator="Adam Próbny", clock=clock)


# -- facts without an anchor -----------------------------------------------------------------------------


def test_facts_with_their_anchor_are_served(club, clock):
    assert start(club, clock) == FOUNDING + 1


@pytest.mark.parametrize("what", ["removed", "emptied", "of the other log"])
def test_facts_without_an_anchor_are_not_served_and_nothing_is_written(club, clock, what):
    lines = club.anchor.read_text().splitlines(keepends=True)
    club.anchor.unlink()
    if what != "removed":
        club.anchor.write_text("".join(line for line in lines if line.startswith("access")) if "other" in what else "")
    before = club.database.read_bytes()
    with pytest.raises(AnchorMissing) as refused:
        start(club, clock)
    assert "anchor" in refused.value.pl
    assert "anchor" in refused.value.en
    assert club.database.read_bytes() == before
    assert not club.anchor.exists() or club.anchor.read_text().count("facts") == 0


def test_an_anchor_that_is_put_back_serves_again(club, clock):
    text = club.anchor.read_bytes()
    club.anchor.unlink()
    with pytest.raises(AnchorMissing):
        start(club, clock)
    club.anchor.write_bytes(text)
    assert start(club, clock) == FOUNDING + 1


def test_a_record_without_any_fact_needs_no_anchor(club, clock):
    """What was made and not yet written to: the founding itself starts so."""
    club.anchor.unlink()
    with closing(sqlite3.connect(club.database, isolation_level=None)) as connection:
        for table in ("stored_events", "facts_log", "frontiers", "positions"):
            connection.execute(f"DELETE FROM {table}")
    assert start(club, clock) == 0


@pytest.mark.parametrize("words", [["doctor"], ["verify"], ["verify", "--json"], ["doctor", "--json"]])
def test_doctor_and_verify_end_with_1_without_the_anchor_and_with_0_with_it(club, kis, words):
    assert kis(*words).exit_code == 0
    club.anchor.unlink()
    refused = kis(*words)
    assert refused.exit_code == 1
    if "--json" not in words:
        assert "anchor" in refused.output
    else:
        json.loads(refused.stdout)


# -- a founding that is interrupted ----------------------------------------------------------------------


STEPS = {
    "the key file": (assembly, "create_master_key", OSError),
    "the key store": (assembly, "KeyStore", KeyboardInterrupt),
    "the club's row": (startup, "note_club", OSError),
    "the first start": (assembly, "running", SystemExit),
    "the shares": (assembly, "shares", KeyboardInterrupt),
}


@pytest.mark.parametrize("step", STEPS)
def test_an_interrupted_founding_leaves_nothing_and_a_second_one_works(tmp_path, clock, monkeypatch, step):
    settings = Settings(data=tmp_path / "club")
    place, name, kind = STEPS[step]

    def interrupted(*_arguments, **_settings):
        raise kind

    with monkeypatch.context() as at:
        at.setattr(place, name, interrupted)
        with pytest.raises(kind):
            founded(settings, clock)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(NotFounded):
        start(settings, clock)
    founded(settings, clock)
    assert start(settings, clock) == FOUNDING


def test_a_founding_fills_an_empty_directory_that_is_there(tmp_path, clock):
    settings = Settings(data=tmp_path / "club")
    settings.data.mkdir()
    founded(settings, clock)
    assert start(settings, clock) == FOUNDING
    assert [path.name for path in tmp_path.iterdir()] == ["club"]


def test_a_founded_club_is_for_its_owner_only(tmp_path, clock):
    settings = Settings(data=tmp_path / "club")
    founded(settings, clock)
    assert settings.data.stat().st_mode & 0o077 == 0


# -- where a club cannot be ------------------------------------------------------------------------------


def of_length(tmp_path, wanted):
    """Return a data directory whose socket has a path of that many bytes."""
    stem = len(os.fsencode(Settings(data=tmp_path / "x").socket.absolute())) - 1
    return Settings(data=tmp_path / ("ż" * ((wanted - stem) // 2) + "x" * ((wanted - stem) % 2)))


@pytest.fixture
def short(tmp_path_factory):
    """A directory of this test's own with a short name: one that is named after a test is too long itself."""
    return tmp_path_factory.mktemp("d") / "d"


def test_a_path_that_leaves_no_room_for_the_socket_is_refused_before_anything_is_made(short, clock):
    settings = of_length(short, SOCKET_PATH_BYTES + 1)
    with pytest.raises(PathTooLong) as refused:
        founded(settings, clock)
    assert str(settings.data) in refused.value.pl
    assert str(settings.data) in refused.value.en
    assert not short.exists()


def test_a_path_that_just_leaves_room_is_taken(short, clock):
    settings = of_length(short, SOCKET_PATH_BYTES)
    founded(settings, clock)
    assert start(settings, clock) == FOUNDING


def test_init_says_why_a_long_path_is_refused(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KIS_DATA", str(tmp_path / ("d" * SOCKET_PATH_BYTES)))
    monkeypatch.delenv("KIS_LANGUAGE", raising=False)
    refused = CliRunner().invoke(main, ["init"])
    assert refused.exit_code == 1
    assert "za długa" in refused.stderr
    assert "Traceback" not in refused.output
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("there", ["a note", ".hidden", "kis.db", "a club"])
def test_a_directory_with_anything_in_it_is_never_touched(tmp_path, clock, there):
    settings = Settings(data=tmp_path / "club")
    if there == "a club":
        founded(settings, clock)
    else:
        settings.data.mkdir()
        (settings.data / there).write_text("zostaw mnie")
    before = {path.name: path.read_bytes() for path in settings.data.iterdir()}
    with pytest.raises(FileExistsError):
        founded(settings, clock)
    assert {path.name: path.read_bytes() for path in settings.data.iterdir()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["club"]
