"""The rebuild certificate: what is served is what the log says, byte for byte, or the difference is named."""

import shutil

import pytest

from application.indexes.access import OF_ACCESS
from application.store.rebuilding import rebuild, rebuild_beside
from application.store.tables import DERIVED, RECORD
from interface.assembly import opened
from interface.settings import Settings
from interface.witness import views
from interface.witness.ledger import snapshot
from interface.witness.views import certify
from tests.application.batches import booking
from tests.club import FixedClock, a_club, a_person, ask, enrolled
from tests.witnessed import certificate_of, differences_of


@pytest.fixture(scope="module")
def club(tmp_path_factory):
    directory = tmp_path_factory.mktemp("certified")
    with a_club(directory) as house:
        place = enrolled(house)
        for day in range(5):
            ask(house, booking(place, day))
    return directory / "club"


@pytest.fixture
def house(club, tmp_path):
    """A copy of the club, opened by this process alone."""
    shutil.copytree(club, tmp_path / "club")
    with opened(Settings(data=tmp_path / "club"), FixedClock()) as house:
        yield house


def test_the_certificate_says_position_tables_and_digest(house):
    certificate = certificate_of(house)
    assert certificate.ok
    assert certificate.differences == []
    assert certificate.position == house.store.writer.execute("SELECT count(*) FROM facts_log").fetchone()[0]
    assert {table.table for table in certificate.tables} == {"positions", *DERIVED.tables, *OF_ACCESS.tables}
    assert all(table.digest == table.rebuilt for table in certificate.tables)
    for table in certificate.tables:
        assert table.rows == house.store.writer.execute(f"SELECT count(*) FROM {table.table}").fetchone()[0]


def test_the_same_log_has_the_same_digest_on_another_machine_and_after_a_rebuild(house, club, tmp_path):
    first = certificate_of(house)
    rebuild(house.store, house.mapper, house.projections)
    house.store.writer.execute("VACUUM")
    assert certificate_of(house) == first
    shutil.copytree(club, tmp_path / "elsewhere")
    with opened(Settings(data=tmp_path / "elsewhere"), FixedClock()) as other:
        assert certificate_of(other) == first


def test_a_server_that_goes_on_writing_is_certified_at_the_position_of_the_snapshot(tmp_path):
    with a_club(tmp_path) as house:
        place = enrolled(house)
        with snapshot(house.settings.data) as served:
            size = house.writer.logs.facts.size
            ask(house, booking(place, 1))
            ask(house, a_person())
            rebuild_beside(house.settings.database, tmp_path / "beside", size, 0, house.mapper, house.projections)
            certificate = certify(served, tmp_path / "beside")
        assert certificate.ok, certificate.differences
        assert certificate.position == size < house.writer.logs.facts.size
        assert certificate_of(house).digest != certificate.digest


def test_the_file_beside_is_nobody_elses_and_never_overwrites_one(house, tmp_path):
    beside = tmp_path / "beside"
    rebuild_beside(house.settings.database, beside, 5, 0, house.mapper, house.projections)
    assert beside.stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        rebuild_beside(house.settings.database, beside, 5, 0, house.mapper, house.projections)


@pytest.mark.parametrize(
    ("change", "table", "says"),
    [
        ("CREATE TABLE left_over (name TEXT)", "left_over", "it does not follow from the log."),
        ("DROP TABLE roster", "roster", "it is missing."),
        ("DROP INDEX hours_by_day", "hours", "the table or its index has another shape."),
        ("ALTER TABLE roster ADD COLUMN later TEXT", "roster", "the table or its index has another shape."),
        ("UPDATE hours SET minutes = CAST(minutes AS TEXT)", "hours", None),
        ("UPDATE hours SET minutes = minutes + 0.5 WHERE item = 5", "hours", "another value than the log's."),
        ("UPDATE roster SET participant = CAST(participant AS BLOB)", "roster", "it is missing."),
        (
            "UPDATE positions SET halted_by = 'ValueError' WHERE name = 'roster'",
            "positions",
            "a value that the log has not.",
        ),
        ("DELETE FROM positions WHERE name = 'roster'", "positions", "it is missing."),
    ],
)
def test_what_differs_is_named(house, change, table, says):
    house.store.writer.execute(change)
    found = differences_of(house)
    assert {difference.table for difference in found} == (set() if says is None else {table})
    assert says is None or says in {difference.en.rpartition(": ")[2] for difference in found}


def test_an_index_that_lost_an_entry_is_found_though_its_table_is_right(house):
    db = house.store.writer
    before = certificate_of(house)
    root = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'hours_by_day'").fetchone()[0]
    db.execute("PRAGMA writable_schema=ON")
    other = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'hours_by_provider'").fetchone()[0]
    db.execute("UPDATE sqlite_master SET rootpage = ? WHERE name = 'hours_by_day'", (other,))
    db.execute("UPDATE sqlite_master SET rootpage = ? WHERE name = 'hours_by_provider'", (root,))
    certificate = certificate_of(house)
    assert [difference.en for difference in certificate.differences] == [
        "Table hours: the table and its indexes are not whole."
    ]
    assert not certificate.ok
    assert certificate.digest == before.digest


def test_the_witness_knows_every_table_of_the_record_and_takes_every_other_for_a_derived_one():
    """`positions` is written by whoever rebuilds; a table that is new in the record is to be named here as well."""
    assert {*RECORD.tables, "forgettings"} - {"positions"} == views.RECORD
    assert not views.RECORD & DERIVED.tables.keys()
