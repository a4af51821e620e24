"""What `kis rebuild` promises: the same bytes as the writer wrote, or nothing changed at all."""

import gc
import sqlite3
import stat
from contextlib import closing
from datetime import date
from itertools import pairwise
from typing import Any
from uuid import UUID, uuid4

import pytest

from application.engagements import DrawSample, RecordClubFinding
from application.hours import CorrectHours
from application.papers import PrintList, PrintPaper
from application.related_persons import LinkRelatedPerson
from application.sealing import KeyLost
from application.social_contract import SignContract
from application.store import rebuilding
from application.store.rebuilding import GapInLog, NoSuchProjection, commands_whole, rebuild
from application.store.tables import DERIVED
from domain.engagements import Drawn
from domain.papers import PaperKind
from domain.vocabulary import ContractType, Relation, Role
from interface.assembly import opened
from interface.settings import Settings
from interface.witness import views
from interface.witness.report import ENOUGH
from tests.application.batches import booking, disk, together
from tests.application.random_history import History
from tests.club import FOUNDING, FixedClock, a_club, a_person, ask, asking, enrolled, registered
from tests.controls import a_control
from tests.deep import times
from tests.event_log_steps import an_event_log
from tests.interface.api.control_things import FOUND, another_auditor
from tests.interface.api.things import edition, erasure
from tests.sent_reports import sent_report
from tests.witnessed import differences_of

STOPS = 20
ONE, MANY = 1, 64


def rows_of(path, projections):
    """Return what the tables of these indexes and views hold, value by value."""
    with closing(sqlite3.connect(path)) as db:
        tables = [t for p in projections for t in p.tables]
        keys = {t.name: ", ".join(column.name for column in t.primary_key) for t in tables}
        return {name: db.execute(f"SELECT * FROM {name} ORDER BY {key}").fetchall() for name, key in keys.items()}


def assert_served_is_what_is_rebuilt(house):
    """Every index and view, a halted one where it stands, holds what its part of the log makes."""
    path = house.settings.data / "folded.db"
    standing = dict(disk(house, "SELECT name, position FROM positions"))
    for position in set(standing.values()):
        projections = [projection for projection in house.projections if standing[projection.name] == position]
        path.write_bytes(b"")
        with house.store.snapshot():
            rebuilding._fold(path, house.store.reading(), position, house.mapper, projections, lambda *_: None)
        assert rows_of(path, projections) == rows_of(house.settings.database, projections)


@pytest.mark.parametrize("seed", range(times(15, 200)))
def test_at_any_position_of_any_history_the_rebuilt_rows_are_the_written_ones(seed, tmp_path, monkeypatch):
    monkeypatch.setattr("application.store.sqlite.SYNCHRONOUS", "OFF")
    monkeypatch.setattr(rebuilding, "FACTS", 20)
    with a_club(tmp_path) as house:
        history = History(seed, house, monkeypatch)
        troubles = [history.halt, history.mend, history.lose, history.fail] * 2
        events = troubles + [history.tell] * (STOPS - len(troubles))
        history.chance.shuffle(events)
        history.begin()
        for event in events:
            for _ in range(history.chance.randrange(4)):
                history.tell(ONE)
            event(history.chance.choice([ONE, ONE, MANY]))
            assert_served_is_what_is_rebuilt(house)
        history.mend(ONE)
        assert differences_of(house) == []
        assert disk(house, "SELECT count(*) FROM hours WHERE corrected_by IS NOT NULL") != [(0,)]


# -- differences -----------------------------------------------------------------------------------

TOLD_MOST = 2000
"""After so many random commands a table without a row is one that nobody thought of here."""

CELLS = [(table, column) for table in DERIVED.sorted_tables for column in table.columns]


@pytest.fixture(scope="module")
def club(tmp_path_factory):
    """A club with a row or more in every table, closed."""
    directory = tmp_path_factory.mktemp("rebuilding")
    with a_club(directory) as house:
        history = History(1, house, None)
        history.begin()
        told_by_hand(house)
        while not all(disk(house, f"SELECT 1 FROM {table.name}") for table in DERIVED.sorted_tables):
            assert history.number < TOLD_MOST, "a table stays without a row"
            history.tell(MANY)
    return Settings(data=directory / "club")


def told_by_hand(house):
    """Tell what random histories do not: a control that samples and finds, numbers of papers, a request to forget."""
    person, auditor = registered(house), another_auditor(house)
    this, _ = edition(house)
    control = UUID(a_control(house, auditor, editions=(this,)).id)
    as_auditor: dict[str, Any] = {"user": auditor, "role": Role.AUDITOR}
    drawn: dict[str, Any] = {"asked": 1, "position": 1, "people": (Drawn(place=1, participant=person),)}
    sample = DrawSample(engagement_id=control, seed="ZIARNO", stratified=False, asked_position=None, **drawn)
    ask(house, sample, **as_auditor)
    ask(house, RecordClubFinding(engagement_id=control, **FOUND), **as_auditor)
    kin: dict[str, Any] = {
        "family_name": "Bliska",
        "given_name": "Zofia",
        "pesel": "44051401359",
        "phone": None,
        "note": None,
    }
    related: dict[str, Any] = {"relation": Relation.GUARDIAN, "since": date(2026, 1, 5), "person": None, **kin}
    ask(house, LinkRelatedPerson(participant_id=person, id=uuid4(), **related))
    signed: dict[str, Any] = {
        "signed_on": date(2026, 1, 6),
        "valid_from": date(2026, 1, 6),
        "valid_until": date(2026, 12, 31),
    }
    ask(house, SignContract(participant_id=person, type=ContractType.B, document_number="UM/1/2026", **signed))
    ask(house, PrintPaper(participant_id=person, kind=PaperKind.CONTRACT_B, about=None, month=None))
    of: dict[str, Any] = {"kind": PaperKind.ATTENDANCE_LIST, "about": None, "month": date(2026, 6, 1)}
    ask(house, PrintList(programme="AOON", edition_id=this, **of))
    erasure(house)
    an_event_log(house)
    sent_report(house)


@pytest.fixture
def house(club):
    """The club as `kis rebuild` opens it; what a test changed is made again at its end."""
    with opened(club, FixedClock()) as house:
        yield house
        rebuild(house.store, house.mapper, house.projections)


def change(house, table, column, value):
    """Set one cell; return the row's key as it was, column by column."""
    keys = [key.name for key in table.primary_key]
    key = house.store.writer.execute(f"SELECT {', '.join(keys)} FROM {table.name} LIMIT 1").fetchone()
    where = " AND ".join(f"{name} = ?" for name in keys)
    house.store.writer.execute(f"UPDATE {table.name} SET {column.name} = ? WHERE {where}", (value, *key))
    return dict(zip(keys, key, strict=True))


def other(column):
    return {"INTEGER": 123_456, "TEXT": "coś innego", "BLOB": b"something else"}[str(column.type)]


def test_a_club_as_it_was_written_shows_no_difference(house):
    assert differences_of(house) == []


@pytest.mark.parametrize(("table", "column"), CELLS, ids=str)
def test_one_changed_cell_is_found_and_named(table, column, house):
    key = change(house, table, column, other(column))
    found = differences_of(house)
    if column.name not in key:
        assert [(d.table, d.column) for d in found] == [(table.name, column.name)]
    else:  # a row that the log does not know, and the one that it took the place of
        assert [(d.table, d.column) for d in found] == [(table.name, None)] * 2
        assert all(f"{column.name}=" in d.key for d in found)
    for difference in found:
        assert f"Tabela {table.name}, wiersz {difference.key}" in difference.pl
        assert f"Table {table.name}, row {difference.key}" in difference.en
        assert difference.column is None or difference.column in difference.pl


@pytest.mark.parametrize("table", DERIVED.sorted_tables, ids=str)
def test_a_row_taken_out_is_named_by_its_key(table, house):
    db = house.store.writer
    rows_before = db.execute(f"SELECT count(*) FROM {table.name}").fetchone()[0]
    db.execute(f"DELETE FROM {table.name}")
    found = differences_of(house)
    assert len(found) == min(rows_before, ENOUGH)
    assert {(d.table, d.column) for d in found} == {(table.name, None)}
    assert all("brakuje go" in d.pl and "missing" in d.en for d in found)


def test_no_more_differences_are_listed_than_a_person_reads(house, monkeypatch):
    monkeypatch.setattr(views, "ENOUGH", 3)
    house.store.writer.execute("DELETE FROM audit_trail")
    assert len(differences_of(house)) == 3


def test_a_value_that_is_missing_or_that_the_log_has_not_is_told_apart(house):
    db = house.store.writer
    db.execute("UPDATE hours SET starts_at = NULL")
    db.execute("UPDATE enrolments SET agreement = 'ZMYŚLONE/1' WHERE agreement IS NULL")
    told = {d.en.rpartition(": ")[2] for d in differences_of(house)}
    assert told == {"the value is missing.", "a value that the log has not."}


def test_a_difference_never_shows_a_value(house):
    tokens = house.store.writer.execute("SELECT name_token FROM users").fetchall()
    house.store.writer.execute("UPDATE users SET name_token = 'Podmieniona'")
    house.store.writer.execute("UPDATE roster SET registered_on = '2020-02-02'")
    told = " ".join(d.pl + d.en for d in differences_of(house))
    assert "name_token" in told
    assert tokens
    assert not [token for row in tokens for token in row if token in told]
    assert "Podmieniona" not in told
    assert "2020-02-02" not in told


def test_a_view_that_is_marked_as_behind_or_halted_differs_although_its_rows_do_not(house):
    house.store.writer.execute("UPDATE positions SET position = 0, halted_by = 'ValueError' WHERE name = 'roster'")
    assert [(d.table, d.key, d.column) for d in differences_of(house)] == [
        ("positions", "name=roster", "position"),
        ("positions", "name=roster", "halted_by"),
    ]


# -- rebuilding ------------------------------------------------------------------------------------


def everything(house):
    return rows_of(house.settings.database, house.projections), disk(house, "SELECT * FROM positions ORDER BY name")


def spoil(house):
    """Change a cell in every table."""
    for table in DERIVED.sorted_tables:
        *_, last = table.columns
        change(house, table, last, other(last))
    house.store.writer.execute("UPDATE positions SET position = 1, halted_by = 'ValueError' WHERE name = 'roster'")


def test_whatever_was_changed_a_rebuild_mends(house):
    before = everything(house)
    spoil(house)
    assert everything(house) != before
    rebuild(house.store, house.mapper, house.projections)
    assert everything(house) == before


@pytest.mark.parametrize("name", ["hours", "roster", "receipts"])
def test_rebuilding_one_by_name_touches_its_tables_alone(name, house):
    spoil(house)
    before, _ = everything(house)
    rebuild(house.store, house.mapper, house.projections, names=[name])
    after, _ = everything(house)
    own = {t.name for p in house.projections if p.name == name for t in p.tables}
    assert {table for table in before if before[table] != after[table]} == own
    assert own.isdisjoint(d.table for d in differences_of(house))


HOURS_INDEXES = [("hours_past_their_day",), ("hours_by_provider",), ("hours_by_day",)]


def test_a_table_of_an_older_version_gets_its_new_shape(house):
    before = everything(house)
    house.store.writer.execute("ALTER TABLE hours RENAME COLUMN minutes TO hundredths")
    house.store.writer.execute("ALTER TABLE roster ADD COLUMN dropped_since TEXT")
    rebuild(house.store, house.mapper, house.projections)
    assert everything(house) == before
    assert disk(house, "SELECT name FROM pragma_index_list('hours') WHERE origin = 'c'") == HOURS_INDEXES


def test_a_name_that_is_not_there_is_refused_with_those_that_are(house):
    with pytest.raises(NoSuchProjection) as refused:
        rebuild(house.store, house.mapper, house.projections, names=["rosters"])
    assert "rosters" in refused.value.pl
    assert "audit_trail" in refused.value.pl


def test_a_halted_view_runs_again_after_a_rebuild(tmp_path):
    with a_club(tmp_path) as house, pytest.MonkeyPatch.context() as patch:
        patch.setattr(house.views[0], "write", lambda db, facts, folded: db.execute("SELECT nothing"))
        together(house, asking(a_person()))
        assert house.writer.progress.halted == {"roster"}
    with opened(house.settings, FixedClock()) as offline:
        assert {d.table for d in differences_of(offline)} == {"roster", "positions"}
        rebuild(offline.store, offline.mapper, offline.projections, names=["roster"])
    with a_club(tmp_path) as house:
        assert house.writer.progress.halted == frozenset()
        together(house, asking(a_person()))
        assert len(disk(house, "SELECT * FROM roster")) == 2


def test_a_correction_in_the_batch_of_its_entry_is_the_last_word(tmp_path):
    with a_club(tmp_path) as house:
        place = enrolled(house)
        corrections = [
            CorrectHours(participant_id=place[0], entry=5, minutes=minutes, starts_at=None, reason="pomyłka")
            for minutes in (90, 45)
        ]
        together(house, asking(booking(place)), *map(asking, corrections), asking(booking(place, 1)))
        assert disk(house, "SELECT item, minutes, corrected_by FROM hours") == [(5, 45, 7), (8, 60, None)]
        assert_served_is_what_is_rebuilt(house)


def interrupt(*_):
    raise KeyboardInterrupt


@pytest.mark.parametrize("where", ["application.indexes.hours.HoursByDay.write", "application.progress.Progress.reach"])
def test_an_interrupted_rebuild_leaves_everything_as_it_was(where, house, monkeypatch):
    monkeypatch.setattr(rebuilding, "FACTS", 50)
    spoil(house)
    before = everything(house)
    with monkeypatch.context() as patch:
        patch.setattr(where, interrupt)
        with pytest.raises(KeyboardInterrupt):
            rebuild(house.store, house.mapper, house.projections)
    assert everything(house) == before
    assert not (house.settings.data / "rebuilding.db").exists()
    assert gc.isenabled()
    rebuild(house.store, house.mapper, house.projections)
    assert everything(house) != before


def test_a_fact_that_the_log_knows_and_the_store_has_not_stops_a_rebuild(house):
    db = house.store.writer
    stored = db.execute("SELECT * FROM stored_events WHERE notification_id = 5").fetchone()
    db.execute("DELETE FROM stored_events WHERE notification_id = 5")
    before = everything(house)
    with pytest.raises(GapInLog) as gap:
        rebuild(house.store, house.mapper, house.projections)
    assert everything(house) == before
    assert "5" in gap.value.pl
    db.execute("INSERT INTO stored_events VALUES (?, ?, ?, ?, ?)", stored)


def test_the_scratch_file_is_nobody_elses_and_holds_no_name(house, monkeypatch):
    path = house.settings.data / "rebuilding.db"
    path.write_text("left behind by a rebuild that was killed")
    seen = []

    def look(*_):
        seen.append((stat.S_IMODE(path.stat().st_mode), path.read_bytes()))

    monkeypatch.setattr("application.progress.Progress.reach", look)
    rebuild(house.store, house.mapper, house.projections)
    monkeypatch.undo()
    [(mode, content)] = seen
    assert mode == 0o600
    assert b"SQLite" in content
    assert b"WORKED" in content
    for planted in ("Testowa", "Łucja", "44051401458", "KIS.", "Piekarnia", "pomyłka", "Próbn"):
        assert planted.encode() not in content
    assert not path.exists()


def test_the_row_of_a_forgotten_persons_number_is_not_made_again(tmp_path):
    with a_club(tmp_path) as house:
        kept, forgotten = (registered(house, case_mark=f"KIS.{n}") for n in range(2))
    with opened(house.settings, FixedClock()) as offline:
        offline.keys.erase(forgotten)
        rebuild(offline.store, offline.mapper, offline.projections)
        assert disk(offline, "SELECT participant FROM identities") == [(kept.hex,)]


def test_a_lost_key_stops_a_rebuild_and_changes_nothing(tmp_path):
    with a_club(tmp_path) as house:
        registered(house, case_mark="KIS.1")
    with closing(sqlite3.connect(house.settings.keys)) as keys, keys:
        keys.execute("DELETE FROM keys WHERE owner IN (SELECT owner FROM keys WHERE purpose = 'identity')")
    with opened(house.settings, FixedClock()) as offline:
        before = everything(offline)
        with pytest.raises(KeyLost):
            rebuild(offline.store, offline.mapper, offline.projections)
        assert everything(offline) == before


@pytest.mark.parametrize("facts", [1, 2, 3, 20])
def test_a_command_is_never_folded_in_parts(facts, house, monkeypatch):
    monkeypatch.setattr(rebuilding, "FACTS", facts)
    with house.store.snapshot():
        log = house.store.reading()
        size = log.execute("SELECT count(*) FROM facts_log").fetchone()[0]
        pieces = list(commands_whole(rebuilding._recorded(log, house.mapper, size)))
    assert [r.position for piece in pieces for r in piece] == list(range(1, size + 1))
    ends = [(piece[0].fact.command_id, piece[-1].fact.command_id) for piece in pieces]
    assert all(last != first for (_, last), (first, _) in pairwise(ends))
    assert len(pieces) > (size - FOUNDING) / (facts + 5)


def test_progress_is_told_up_to_the_last_fact(house, monkeypatch):
    monkeypatch.setattr(rebuilding, "FACTS", 10)
    told = []
    rebuild(house.store, house.mapper, house.projections, lambda done, total: told.append((done, total)))
    size = disk(house, "SELECT count(*) FROM facts_log")[0][0]
    assert [done for done, _ in told] == sorted({done for done, _ in told})
    assert told[-1] == (size, size)
    assert len(told) > 1
