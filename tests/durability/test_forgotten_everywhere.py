"""Usunięte znaczy usunięte: after a forgetting no file of ours, nor a restored backup, gives anything back.

One story, told once: lives full of canaries, a backup, half of them forgotten, rebuilt, backed up, and the backup of
before restored. Sealed values are never in clear, so what is searched for is also every token, every wrapped key and
every digest by which a person was found; that the search finds them before is the control.
"""

import base64
import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from application.erasure import ExecuteErasure
from application.sealing import KeyErased
from application.store import backup, rebuilding
from application.store.forgetting import personal_tokens
from application.store.resting_places import COLUMNS, OF_A_PERSON, columns_of
from application.store.tables import DERIVED
from domain.vocabulary import Role
from interface.api.app import create_app
from interface.assembly import House, opened, running
from interface.restoring import restore
from interface.settings import Settings
from interface.witness.ledger import verify
from tests.asgi import Desk, Front
from tests.club import FixedClock, a_club, ask
from tests.deep import times
from tests.durability.test_nothing_in_clear import forms, unpacked
from tests.planted_lives import birth_of, canaries_of, opened_texts, planted, request_for

pytestmark = pytest.mark.timeout(300)

PEOPLE = times(4, 20)
RESTORES = times(1, 5)
DAY = datetime(2037, 6, 1, 8, tzinfo=UTC)
NAMES = ("family_name", "given_name")
MONTH = "2026-06"
TRACE_CHARACTERS = 40


@dataclass
class Stage:
    """What could be seen at one point of the story."""

    reports: dict[str, str] = field(default_factory=dict)
    found: set[int] = field(default_factory=set)
    readable: set[int] = field(default_factory=set)
    sound: bool = False
    rows: dict[str, int] = field(default_factory=dict)
    columns: dict[str, set[int]] = field(default_factory=dict)


def derived(house: House) -> dict[str, list[Any]]:
    """Return every row of every index and view."""
    tables = (table.name for table in DERIVED.sorted_tables)
    return {table: sorted(house.store.writer.execute(f"SELECT * FROM {table}"), key=repr) for table in tables}


@dataclass
class Story:
    """The people by their number, who of them was forgotten, and the stages."""

    people: list[UUID]
    gone: set[int]
    stages: dict[str, Stage]


def traces(house: House, person: UUID) -> list[bytes]:
    """Return what a file could hold of somebody: tokens, their bytes, wrapped keys, the digests of their numbers."""
    found: list[bytes] = []
    with house.store.snapshot():
        for fact in house.journal.facts(person):
            for token in personal_tokens(fact):
                box = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
                found += [token[:TRACE_CHARACTERS].encode(), box[:TRACE_CHARACTERS]]
        db = house.store.reading()
        for table in ("identities", "related_numbers", "documents"):
            rows = db.execute(f"SELECT digest FROM {table} WHERE participant = ?", (person.hex,))
            found += [digest for (digest,) in rows.fetchall()]
    with closing(sqlite3.connect(house.settings.keys)) as keys:
        rows = keys.execute("SELECT wrapped FROM keys WHERE owner = ? AND wrapped IS NOT NULL", (person.hex,))
        found += [wrapped for (wrapped,) in rows.fetchall()]
    return found


def in_clear(number: int) -> list[bytes]:
    """Return the canaries of somebody in every form in which they could hide; all begin alike."""
    stem = canaries_of(number)[0].partition("x")[0] + "x"
    return [form for text in (stem, birth_of(number).isoformat()) for form in forms(text)]


def held_by(places: list[Path], wanted: dict[int, list[bytes]]) -> set[int]:
    """Return the numbers of the people of whom some file below these places holds something."""
    found = set()
    for path in (path for place in places for path in place.rglob("*") if path.is_file()):
        for view in unpacked(path.read_bytes()):
            found |= {number for number, said in wanted.items() if any(trace in view for trace in said)}
    return found


def columns_holding(settings: Settings, wanted: dict[int, list[bytes]]) -> dict[str, set[int]]:
    """Return the columns that the register knows and that hold something, with the numbers of whom."""
    found = {}
    for database in (settings.database, settings.keys):
        with closing(sqlite3.connect(database)) as db:
            for table, column in (place.split(".") for place in columns_of(database)):
                cells = db.execute(f'SELECT CAST("{column}" AS BLOB) FROM {table} WHERE "{column}" IS NOT NULL')
                text = b"\n".join(cell for (cell,) in cells)
                held = {number for number, said in wanted.items() if any(trace in text for trace in said)}
                if held:
                    found[f"{table}.{column}"] = held
    return found


def routes(house: House, people: list[UUID]) -> Iterator[str]:
    """Yield the lists and reports that tell of several people, and what is told of each without a name."""
    yield from (
        "/participants?limit=200",
        "/participants?limit=200&on=2026-06-09",
        "/participants?limit=200&state=CLOSED",
        "/hours/sums?limit=200",
        "/assignments",
        "/deadlines?since=2026-01-01&until=2037-12-31",
        "/duplicates",
        "/providers",
        "/agreements",
        "/programmes",
        "/rules",
        "/rules/unconfirmed",
    )
    with house.store.snapshot():
        editions = house.indexes.places.editions(house.store.reading())
    for edition in (edition for edition in editions if edition.programme in {"PSU", "AOON"}):
        path = f"/programmes/{edition.programme}/editions/{edition.id}"
        yield from (path, f"{path}/flags", f"{path}/waiting-list", f"{path}/payable?month={MONTH}")
        yield f"{path}/service-days"
    for person in people:
        yield from (f"/participants/{person}/hours", f"/participants/{person}/hours/sums")


def answers(house: House, desk: Desk, people: list[UUID]) -> dict[str, str]:
    """Return every report as it is answered now."""
    told = {}
    for path in routes(house, people):
        answer = desk.ask("GET", f"/api/v1{path}")
        told[path] = f"{answer.status_code} {answer.text}"
    return told


def looked_at(house: House, desk: Desk, story: Story, wanted: dict[int, list[bytes]], places: list[Path]) -> Stage:
    """Return what can be seen now, the files as they stand with the server running."""
    stage = Stage(reports=answers(house, desk, story.people))
    for number, person in enumerate(story.people):
        try:
            texts = opened_texts(house, person)
        except KeyErased:
            continue
        assert texts >= {*canaries_of(number), birth_of(number).isoformat()}
        stage.readable.add(number)
    with house.store.snapshot():
        db = house.store.reading()
        for table in ("roster", "roster_spans", "roster_enrolments", "hours", "sealed_groups", "related_persons"):
            stage.rows[table] = db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    stage.found = held_by([house.settings.data, *places], wanted)
    stage.sound = verify(house.settings.data).ok
    stage.columns = columns_holding(house.settings, wanted)
    return stage


@contextmanager
def again(settings: Settings, clock: FixedClock, desk: Desk) -> Iterator[tuple[House, Desk]]:
    """Run the club again, with the same coordinator at a desk."""
    with running(settings, clock) as house, TestClient(create_app(house)) as client:
        yield house, Desk(client, desk.user, desk.secret, desk.token)


def back_up(settings: Settings, into: Path) -> Path:
    """Make a backup while the server runs."""
    backup.back_up(
        database=settings.database,
        keys=settings.keys,
        anchor=settings.anchor,
        fences=settings.fences,
        into=into,
        at=DAY,
    )
    return into


def new_epoch(before: Path, settings: Settings) -> None:
    """Let a restored record be served: what `kis recover` does, with a reason."""
    shutil.copyfile(before / backup.ANCHOR, settings.anchor)
    settings.restored.unlink()


@pytest.fixture(name="story", scope="module")
def _story(tmp_path_factory):
    """Tell the story."""
    root = tmp_path_factory.mktemp("forgotten")
    clock = FixedClock(DAY)
    gone = set(range(PEOPLE // 2))
    with a_club(root, clock) as house, TestClient(create_app(house)) as client:
        settings = house.settings
        coordinator = Front(house, client, clock).desk(Role.COORDINATOR, until=date(2037, 12, 31))
        people = [planted(house, number) for number in range(PEOPLE)]
        story = Story(people, gone, {})
        wanted = {number: [*traces(house, person), *in_clear(number)] for number, person in enumerate(people)}
        story.stages["before"] = looked_at(house, coordinator, story, wanted, [])
        backups = [back_up(settings, root / f"before-{n}") for n in range(RESTORES)]
        requests = [request_for(house, people[number]) for number in sorted(gone)]
        for request in requests:
            ask(house, ExecuteErasure(request_id=request))
        unpurged = Stage(reports=answers(house, coordinator, people))
        story.stages["after"] = unpurged
        assert house.finish_forgetting()
        later = back_up(settings, root / "later")
        story.stages["purged"] = looked_at(house, coordinator, story, wanted, [later])
    with opened(settings, clock) as house:
        served = derived(house)
        rebuilding.rebuild(house.store, house.mapper, house.projections)
        assert derived(house) == served
    with again(settings, clock, coordinator) as (house, desk):
        story.stages["rebuilt"] = looked_at(house, desk, story, wanted, [later])
    for n, before in enumerate(backups):
        restore(before, settings, clock.now(), set_aside=True, progress=lambda _done, _total: None)
        early = held_by([settings.data], wanted)
        new_epoch(before, settings)
        with again(settings, clock, coordinator) as (house, desk):
            stage = looked_at(house, desk, story, wanted, [])
        stage.found |= early
        story.stages[f"restored {n}"] = stage
        clock.advance(seconds=1)
    return story


def afterwards(story: Story) -> Iterator[tuple[str, Stage]]:
    return ((name, stage) for name, stage in story.stages.items() if name not in ("before", "after"))


def test_the_search_finds_everybody_before(story):
    assert story.stages["before"].found == set(range(PEOPLE))
    assert story.stages["before"].readable == set(range(PEOPLE))


def test_nothing_of_the_forgotten_is_in_any_file_later_backups_and_restored_ones_included(story):
    kept = set(range(PEOPLE)) - story.gone
    assert {name: stage.found for name, stage in afterwards(story)} == dict.fromkeys(
        (name for name, _ in afterwards(story)), kept
    )


def test_traces_rest_where_the_register_says_and_go_from_there(story):
    not_planted = {"requests.body", "master_check.wrapped"}
    rests = {place for place, rest in COLUMNS.items() if rest in OF_A_PERSON} - not_planted
    assert story.stages["before"].columns == {place: set(range(PEOPLE)) for place in rests}
    for name, stage in afterwards(story):
        assert stage.columns == {place: set(range(PEOPLE)) - story.gone for place in rests}, name


def test_everything_of_everybody_else_can_still_be_read(story):
    for name, stage in afterwards(story):
        assert stage.readable == set(range(PEOPLE)) - story.gone, name


def test_the_ledger_verifies_at_every_stage(story):
    assert {name: stage.sound for name, stage in story.stages.items() if name != "after"} == {
        "before": True,
        **{name: True for name, _ in afterwards(story)},
    }


def test_no_count_moves(story):
    for name, stage in afterwards(story):
        assert stage.rows == story.stages["before"].rows, name


def without_names(answer: str, gone: set[str]) -> str:
    """Return a report of before as it must be afterwards: no name of the forgotten, who stand at the end."""
    status, _, text = answer.partition(" ")

    def told(value: Any) -> Any:
        if isinstance(value, list):
            return sorted((told(one) for one in value), key=json.dumps)
        if isinstance(value, dict):
            one = {name: told(content) for name, content in value.items()}
            if gone & {one.get("id"), one.get("participant"), one.get("person")}:
                one |= {name: None for name in NAMES if name in one}
            return one
        return value

    return f"{status} {json.dumps(told(json.loads(text)), sort_keys=True)}"


def test_reports_without_names_are_the_same_bytes_and_others_lack_the_names_alone(story):
    before = story.stages["before"].reports
    gone = {str(story.people[number]) for number in story.gone}
    named = {path for path, answer in before.items() if any(f'"{name}":"' in answer for name in NAMES)}
    assert len(named) >= 3
    for name, stage in story.stages.items():
        assert {p: a for p, a in stage.reports.items() if p not in named} == {
            p: a for p, a in before.items() if p not in named
        }, name
        if name != "before":
            for path in named:
                assert without_names(stage.reports[path], set()) == without_names(before[path], gone), (name, path)


def test_every_report_is_the_same_bytes_after_the_purge_the_rebuild_and_a_restored_backup(story):
    after = story.stages["after"].reports
    assert {path: answer for path, answer in after.items() if not answer.startswith("200 ")} == {}
    for name, stage in afterwards(story):
        assert stage.reports == after, name
