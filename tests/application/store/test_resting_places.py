"""The register of resting places knows every column and file there is, and none that is not."""

import pytest

from application.store import backup, resting_places
from application.store.resting_places import COLUMNS, FILES, OF_A_PERSON, Rest, columns_of, unknown_files
from tests.club import FixedClock, a_club


@pytest.fixture(name="club", scope="module")
def _club(tmp_path_factory):
    with a_club(tmp_path_factory.mktemp("resting"), FixedClock()) as house:
        yield house


def test_every_column_stands_in_the_register_and_none_is_left_over(club):
    found = {*columns_of(club.settings.database), *columns_of(club.settings.keys)}
    assert found - COLUMNS.keys() == set(), "say in application/store/resting_places.py what rests there"
    assert COLUMNS.keys() - found == set(), "a place that is no more"


def test_every_file_of_a_running_club_and_of_a_backup_stands_in_the_register(club, tmp_path):
    assert unknown_files(club.settings.data) == []
    settings = club.settings
    files = {"database": settings.database, "keys": settings.keys, "anchor": settings.anchor, "fences": settings.fences}
    backup.back_up(**files, into=tmp_path / "copy", at=club.clock.now())
    assert unknown_files(tmp_path / "copy") == []


def test_a_copy_made_by_hand_is_named(tmp_path):
    (tmp_path / "old").mkdir()
    for name in ("kis.db", "kis.db.bak", "old/kis.db"):
        (tmp_path / name).touch()
    assert unknown_files(tmp_path) == ["kis.db.bak", "old/kis.db"]


def test_what_goes_with_a_person_is_what_can_be_about_one():
    assert {place for place, rest in COLUMNS.items() if rest in OF_A_PERSON} == {
        "stored_events.state",
        "documents.digest",
        "identities.digest",
        "related_numbers.digest",
        "requests.body",
        "keys.wrapped",
        "master_check.wrapped",
    }
    assert set(FILES.values()) <= set(Rest)
    assert resting_places.__doc__
