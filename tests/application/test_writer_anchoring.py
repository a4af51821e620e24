"""The writer notes committed sizes outside the database: when, and what happens where the file does not take them."""

import errno
import shutil

import pytest

from application.writer import ANCHOR_LEAVES, ANCHOR_SECONDS
from interface.assembly import running
from interface.settings import Settings
from tests.application.batches import anchored, assert_whole, look, together
from tests.club import a_club, a_person, ask


def looks(count):
    return [look() for _ in range(count)]


def noted(house):
    """Return the sizes that are anchored once the writer has had a turn and has done what it does after it."""
    for _ in range(2):
        house.writer.aside(list)
    return anchored(house)


def refuse_records(monkeypatch, house):
    """Let the disk refuse every record of the anchor; return how often it was asked to take one."""
    asked = []

    def full(*record):
        asked.append(record)
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(house.anchor, "append", full)
    return asked


def test_what_was_committed_is_anchored_at_256_leaves(house):
    before = noted(house)
    together(house, *looks(ANCHOR_LEAVES - 1))
    assert noted(house) == before
    together(house, *looks(1))
    assert noted(house) == before | {"access": ANCHOR_LEAVES}


@pytest.mark.parametrize(("seconds", "leaves"), [(ANCHOR_SECONDS, 0), (ANCHOR_SECONDS + 0.001, 1)])
def test_what_was_committed_is_anchored_after_a_minute(house, clock, seconds, leaves):
    before = noted(house)
    clock.advance(seconds=seconds)
    ask(house, a_person())
    assert noted(house)["facts"] == before["facts"] + leaves


def test_a_stopped_writer_leaves_nothing_unanchored(tmp_path, clock):
    with a_club(tmp_path, clock) as house:
        ask(house, a_person())
        assert noted(house)["facts"] == house.writer.logs.facts.size - 1
    assert anchored(house)["facts"] == house.writer.logs.facts.size


def test_what_a_crash_left_unanchored_is_anchored_by_the_next_run(house, tmp_path, clock):
    ask(house, a_person())
    together(house, *looks(3))
    shutil.copytree(house.settings.data, tmp_path / "crashed")
    with running(Settings(data=tmp_path / "crashed"), clock) as restarted:
        pass
    assert anchored(restarted) == {"facts": house.writer.logs.facts.size, "access": 3}


def test_a_run_that_recorded_nothing_adds_nothing_to_the_anchor(tmp_path, clock):
    with a_club(tmp_path, clock) as house:
        ask(house, a_person())
    lines = house.settings.anchor.read_bytes()
    with a_club(tmp_path, clock):
        pass
    assert house.settings.anchor.read_bytes() == lines


def test_an_anchor_that_takes_no_record_costs_no_answer_is_seen_and_is_tried_again(house, clock, monkeypatch):
    before = noted(house)
    with monkeypatch.context() as planted:
        asked = refuse_records(planted, house)
        clock.advance(seconds=ANCHOR_SECONDS + 1)
        assert ask(house, a_person()).position == before["facts"] + 1
        assert noted(house) == before
        assert house.writer.anchor_refused
        assert house.writer.alive
        together(house, *looks(ANCHOR_LEAVES))
        assert noted(house) == before
        assert len(asked) == 1  # a disk that is full is not asked again at every answer
    clock.advance(seconds=ANCHOR_SECONDS + 1)
    assert noted(house) == {"facts": before["facts"] + 1, "access": ANCHOR_LEAVES}
    assert not house.writer.anchor_refused
    assert_whole(house)


def test_a_writer_that_cannot_anchor_stops_all_the_same(tmp_path, clock, monkeypatch):
    with a_club(tmp_path, clock) as house:
        ask(house, a_person())
        asked = refuse_records(monkeypatch, house)
    assert len(asked) == 1
    assert house.writer.anchor_refused
