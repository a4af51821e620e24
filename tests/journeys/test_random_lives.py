"""Random lives over the HTTP interface, judged step by step by a model that shares nothing with the program.

One club is founded for the module and every life plays in a copy of its directory. A failing life is printed as the
steps that make it, with a blob that replays it. The lives are tried too: each defect planted below must be found.
"""

import ast
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, settings
from hypothesis.internal.conjecture.engine import ConjectureRunner
from hypothesis.stateful import run_state_machine_as_test
from msgspec.structs import replace

from application.accounts import token_digest
from application.indexes.assignments import Assignments
from application.indexes.hours import HoursByDay
from application.indexes.receipts import Receipts
from application.projections.directory import Names
from application.projections.roster import Roster
from application.store import sqlite
from application.users import IssueToken, RegisterUser
from domain import absences, duplicates, eligibility, hours, participation, referral, social_contract
from domain.participation import voids
from domain.personal_data import ParticipantRegistered
from domain.vocabulary import EpisodeKind, Role
from interface.api import access
from interface.api.app import create_app
from interface.assembly import found, running
from interface.settings import Settings
from tests import reference_model, reference_model_fold, reference_model_guards, reference_model_life
from tests.club import FixedClock, ask

pytest.register_assert_rewrite("tests.journeys.random_life")
from tests.journeys.random_life import AFTER_THE_CLOCKS_CHANGED, RandomLife  # noqa: E402 (its asserts explain themselves)
from tests.journeys.random_life_choices import MANAGER, STAFF  # noqa: E402
from tests.journeys.random_life_reading import Stage  # noqa: E402

MODEL = [
    Path(str(room.__file__))
    for room in (reference_model, reference_model_fold, reference_model_guards, reference_model_life)
]
FOUNDED = datetime(2026, 3, 20, 8, tzinfo=UTC)
LIVES = settings(max_examples=200, stateful_step_count=30, suppress_health_check=list(HealthCheck))
UNTIL_ONE_FAILS = settings(
    LIVES, phases=[Phase.generate], derandomize=True, database=None, report_multiple_bugs=False, print_blob=False
)


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    """Found the club: a coordinator and two caseworkers. That the disk is waited for is proved elsewhere."""
    with ExitStack() as stack:
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setattr(sqlite, "SYNCHRONOUS", "OFF")
        # Hypothesis follows every life by five near copies of it; as many lives of their own find more.
        patch.setattr(ConjectureRunner, "generate_mutations_from", lambda self, data: None)
        club, clock = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "club", FixedClock(FOUNDED)
        found(Settings(data=club), made_by="init", administrator="Adam Próbny", clock=clock)
        users = {name: uuid4() for name in (MANAGER, *STAFF)}
        with running(Settings(data=club), clock) as house:
            for name, id in users.items():
                role = Role.COORDINATOR if name == MANAGER else Role.CASEWORKER
                added = RegisterUser(id=id, display_name="Ewa Próbna", roles=(role,))
                token = IssueToken(user_id=id, expires_on=date(2027, 3, 1), digest=token_digest(name))
                last = [ask(house, command, role=Role.ADMINISTRATOR) for command in (added, token)][-1].position
            app = create_app(house)
        client = stack.enter_context(TestClient(app, raise_server_exceptions=False))
        RandomLife.stage = Stage(club, app, client, {name: str(id) for name, id in users.items()}, last)
        yield RandomLife.stage


@pytest.mark.timeout(600)
def test_two_hundred_random_lives_go_as_the_documents_say(stage):
    run_state_machine_as_test(RandomLife, settings=LIVES)


@pytest.mark.parametrize("gap", [-1, 0])
def test_a_service_of_24_hours_over_the_short_night_of_march_ends_on_the_third_day(stage, gap):
    life = RandomLife()
    life.a_life_begins(AFTER_THE_CLOCKS_CHANGED[0], "AOON", 30, -3, helped=False, time=(1440, "23:30"))
    life.next(("hours_beside", {"actor": MANAGER, "who": 0, "which": 0, "time": (30, None), "gap": gap}))
    life.teardown()
    [person] = life.club.people.values()
    assert [(e["day"], e["starts_at"]) for e in person.life["hours"][1:]] == [("2026-03-30", "00:30")] * (gap == 0)


DAY = timedelta(days=1)
around, fold_roster, end_episode = HoursByDay.around, Roster.write, participation.Exited.apply
refuse_two_places, refuse_uncovered = hours.refuse_being_in_two_places, social_contract.refuse_day_without_contract
refuse_second_episode, if_match = referral.refuse_second_episode, access._if_match


write_hours, follow_names, apply_death = HoursByDay.write, Names.follow, participation.DeathRecorded.apply
take_exit_back, refuse_void = participation.ExitVoided.apply, participation.refuse_impossible_void
refuse_paused = hours.refuse_hours_during_suspension


def _reopen_the_episode_only(voided, person):
    places = dict(person.enrolments)
    take_exit_back(voided, person)
    person.enrolments.update(places)


def _leave_the_service_open(death, person):
    services = {e.item: e for e in person.episodes.values() if e.kind is EpisodeKind.SERVICE}
    apply_death(death, person)
    person.episodes.update(services)


def _keep_approvals(index, db, facts, folded):
    corrected = [(f.fact.originator_id, f.fact.corrects) for f in facts if isinstance(f.fact, hours.HoursCorrected)]
    approved = [(who, item) for who, item in corrected if index.entry(db, who, item).state == "APPROVED"]
    write_hours(index, db, facts, folded)
    for who, item in approved:
        db.execute(index._say, ("APPROVED", who.hex, item))


def _without(*kinds):
    """Return a roster that does not see some facts."""
    return lambda self, db, facts, folded: fold_roster(
        self, db, [f for f in facts if not isinstance(f.fact, kinds)], folded
    )


def _end_everything(exited, person):
    end_episode(exited, person)
    for item, place in person.enrolments.items():
        person.enrolments[item] = replace(place, ended_on=place.ended_on or exited.occurred_on)


DEFECTS: Mapping[str, tuple[Any, str, Callable[..., Any]]] = {
    "times may overlap": (
        hours,
        "refuse_being_in_two_places",
        lambda booked, day, minutes, starts_at: refuse_two_places(booked, day, minutes, None),
    ),
    "what runs past midnight is forgotten": (
        HoursByDay,
        "around",
        lambda self, db, who, day: [e for e in around(self, db, who, day) if e.day == day],
    ),
    "times that touch are refused": (
        hours,
        "refuse_being_in_two_places",
        lambda booked, day, minutes, starts_at: refuse_two_places(booked, day, minutes + 1, starts_at),
    ),
    "a contract covers the day after its last": (
        social_contract,
        "refuse_day_without_contract",
        lambda contracts, day, *where: refuse_uncovered(
            [replace(c, valid_until=c.valid_until + DAY) for c in contracts], day, *where
        ),
    ),
    "a contract covers no last day": (
        social_contract,
        "refuse_day_without_contract",
        lambda contracts, day, *where: (
            refuse_uncovered(contracts, day, *where),
            refuse_uncovered(contracts, day + DAY, *where),
        ),
    ),
    "a referral may fall into an earlier episode": (
        referral,
        "refuse_second_episode",
        lambda episodes, *what: refuse_second_episode([e for e in episodes if e.is_open], *what),
    ),
    "an exit forgets the last hours": (HoursByDay, "last_day", lambda self, db, who, places: None),
    "an exit ends other episodes too": (participation.Exited, "apply", _end_everything),
    "receipts are ignored": (Receipts, "find", lambda self, db, command: None),
    "an old version passes": (
        access,
        "_if_match",
        lambda request, *, needed: if_match(request, needed=needed) and None,
    ),
    "caseworkers see everybody": (Assignments, "holds", lambda self, db, who, user: True),
    "the roster forgets exits": (Roster, "write", _without(participation.Exited)),
    "the roster forgets suspensions": (Roster, "write", _without(participation.Suspended, participation.Resumed)),
    "an exit voided forgets the enrolments": (participation.ExitVoided, "apply", _reopen_the_episode_only),
    "a termination covers the day after": (
        social_contract,
        "refuse_day_without_contract",
        lambda contracts, day, *where: refuse_uncovered(
            [replace(c, terminated_on=c.terminated_on and c.terminated_on + DAY) for c in contracts], day, *where
        ),
    ),
    "a suspension holds on the day of resumption": (
        hours,
        "refuse_hours_during_suspension",
        lambda pauses, *where: refuse_paused(
            [replace(p, resumed_on=p.resumed_on and p.resumed_on + DAY) for p in pauses], *where
        ),
    ),
    "a void of the voided passes": (
        participation,
        "refuse_impossible_void",
        lambda voided, item, *, there: refuse_void({}, item, there=there or item in voided),
    ),
    "hours are recorded during an absence": (absences, "refuse_hours_while_absent", lambda *what: None),
    "a changed name is not found": (
        Names,
        "follow",
        lambda self, facts: follow_names(self, [f for f in facts if isinstance(f.fact, ParticipantRegistered)]),
    ),
    "death leaves a service open": (participation.DeathRecorded, "apply", _leave_the_service_open),
    "an approval survives a correction": (HoursByDay, "write", _keep_approvals),
    "a refused person is enrolled": (eligibility, "refuse_ineligible", lambda *what: None),
    "a closed file goes on": (participation, "refuse_closed_file", lambda *what: None),
    "a linked duplicate goes on": (duplicates, "refuse_new_facts_of_a_duplicate", lambda links: None),
    "life goes on after death": (participation, "refuse_after_death", lambda *what: None),
    "an evaluation is voided from under its certificate": (voids, "completed", lambda *what: False),
}
"""Defects as somebody might really bring them in: where, which name, and what would stand there."""


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_planted_defect_is_found(stage, monkeypatch, defect):
    monkeypatch.setattr(*DEFECTS[defect])
    with pytest.raises(AssertionError):
        run_state_machine_as_test(RandomLife, settings=UNTIL_ONE_FAILS)


ROOMS = {f"tests.{room.stem}" for room in MODEL}


@pytest.mark.parametrize("room", MODEL, ids=lambda room: room.stem)
def test_the_model_shares_nothing_with_what_it_judges(room):
    tree = ast.parse(room.read_text(encoding="utf-8"))
    modules = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    modules += [node.module or "." for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert modules
    assert {name.split(".")[0] for name in {*modules} - ROOMS} <= sys.stdlib_module_names
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == "__import__"]


@pytest.mark.parametrize("room", MODEL, ids=lambda room: room.stem)
def test_each_room_of_the_model_can_be_read_in_one_sitting(room):
    assert len(room.read_text(encoding="utf-8").splitlines()) < 300
