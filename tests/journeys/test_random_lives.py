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
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, settings
from hypothesis.internal.conjecture.engine import ConjectureRunner
from hypothesis.stateful import run_state_machine_as_test
from msgspec.structs import replace

from application.accounts import token_digest
from application.agreements import SignAgreement
from application.command import Command
from application.indexes.assignments import Assignments
from application.indexes.hours import HoursByDay
from application.indexes.receipts import Receipts
from application.projections.roster.view import Roster
from application.providers import CheckProviderForMinors, ProviderLeaves, RegisterProvider
from application.store import sqlite
from application.users import IssueToken, RegisterUser
from domain import duplicates, participation, social_contract
from domain.hours import judging, overlap
from domain.vocabulary import Role
from interface.api import access
from interface.api.app import create_app
from interface.assembly import found, running
from interface.settings import Settings
from tests import (
    reference_model,
    reference_model_contracts,
    reference_model_entry,
    reference_model_fold,
    reference_model_grounds,
    reference_model_guards,
    reference_model_hours,
    reference_model_life,
    reference_model_limits,
)
from tests.club import FixedClock, ask
from tests.deep import DEEP, times
from tests.reference_model_fold import Item

pytest.register_assert_rewrite("tests.journeys.random_life")
from tests.journeys.random_life import AFTER_THE_CLOCKS_CHANGED, RandomLife  # noqa: E402 (its asserts explain themselves)
from tests.journeys.random_life_choices import MANAGER, STAFF  # noqa: E402
from tests.journeys.random_life_reading import Stage  # noqa: E402

MODEL = [
    Path(str(room.__file__))
    for room in (
        reference_model,
        reference_model_contracts,
        reference_model_entry,
        reference_model_fold,
        reference_model_grounds,
        reference_model_guards,
        reference_model_hours,
        reference_model_life,
        reference_model_limits,
    )
]
FOUNDED = datetime(2026, 3, 29, 8, tzinfo=UTC)
PROVIDERS = (
    {"since": "2025-01-01", "left": None, "checked": "2026-03-27"},
    {"since": "2026-03-27", "left": "2026-03-28", "checked": None},
)
"""Since when and until when each provider of the club works, and when they were checked for work with minors."""
LIVES = settings(max_examples=times(25, 200), stateful_step_count=30, suppress_health_check=list(HealthCheck))
UNTIL_ONE_FAILS = settings(
    LIVES,
    max_examples=200,
    phases=[Phase.generate],
    derandomize=True,
    database=None,
    report_multiple_bugs=False,
    print_blob=False,
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
            providers: dict[str, Item] = {str(uuid4()): dict(days) for days in PROVIDERS}
            for command in (*_hired(providers), *_signed()):
                last = ask(house, command, role=Role.COORDINATOR).position
            app = create_app(house)
        client = stack.enter_context(TestClient(app, raise_server_exceptions=False))
        RandomLife.stage = Stage(club, app, client, {name: str(id) for name, id in users.items()}, last, providers)
        yield RandomLife.stage


def _hired(providers: Mapping[str, Item]) -> Iterator[Command]:
    for said, days in providers.items():
        since, left, checked = (days[name] and date.fromisoformat(days[name]) for name in ("since", "left", "checked"))
        yield RegisterProvider(id=UUID(said), family_name="Zmyślona", given_name="Bożena", since=since)
        if checked is not None:
            yield CheckProviderForMinors(provider_id=UUID(said), checked_on=checked)
        if left is not None:
            yield ProviderLeaves(provider_id=UUID(said), left_on=left)


def _signed() -> Iterator[Command]:
    for number, said in reference_model_entry.AGREEMENTS.items():
        days = {name: date.fromisoformat(day) for name, day in said.items() if isinstance(day, str)}
        yield SignAgreement(id=uuid4(), number=number, note=None, **said | days)


@pytest.mark.timeout(600)
def test_random_lives_go_as_the_documents_say(stage):
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
fold_roster, end_episode = Roster.write, participation.Exited.apply
refuse_two_places, refuse_uncovered = overlap.refuse_being_in_two_places, social_contract.refuse_day_without_contract
if_match = access._if_match
take_exit_back = participation.ExitVoided.apply


def _reopen_the_episode_only(voided, person):
    places = dict(person.enrolments)
    take_exit_back(voided, person)
    person.enrolments.update(places)


def _without(*kinds):
    """Return a roster that does not see some facts."""
    return lambda self, db, facts, folded: fold_roster(
        self, db, [f for f in facts if not isinstance(f.fact, kinds)], folded
    )


def _end_everything(exited, person):
    end_episode(exited, person)
    for item, place in person.enrolments.items():
        person.enrolments[item] = replace(place, ended_on=place.ended_on or exited.occurred_on)


SOON_MET: Mapping[str, tuple[Any, str, Callable[..., Any]]] = {
    "times may overlap": (
        judging,
        "refuse_being_in_two_places",
        lambda entry, booked: refuse_two_places(replace(entry, starts_at=None), booked),
    ),
    "an old version passes": (
        access,
        "_if_match",
        lambda request, *, needed: if_match(request, needed=needed) and None,
    ),
    "caseworkers see everybody": (Assignments, "holds", lambda self, db, who, user, today: True),
}
MET_LATER: Mapping[str, tuple[Any, str, Callable[..., Any]]] = {
    "an exit ends other episodes too": (participation.Exited, "apply", _end_everything),
    "the roster forgets exits": (Roster, "write", _without(participation.Exited)),
    "an exit voided forgets the enrolments": (participation.ExitVoided, "apply", _reopen_the_episode_only),
    "receipts are ignored": (Receipts, "find", lambda self, db, command: None),
    "times that touch are refused": (
        judging,
        "refuse_being_in_two_places",
        lambda entry, booked: refuse_two_places(replace(entry, minutes=entry.minutes + 1), booked),
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
    "an exit forgets the last hours": (HoursByDay, "last_day", lambda self, db, who, places, before=None: None),
    "the roster forgets suspensions": (Roster, "write", _without(participation.Suspended, participation.Resumed)),
    "a linked duplicate goes on": (duplicates, "refuse_new_facts_of_a_duplicate", lambda links: None),
}
"""Many lives go by before they are met: they are planted in a deep run."""

DEFECTS = {**SOON_MET, **(MET_LATER if DEEP else {})}
"""Defects as somebody might really bring them in: where, which name, and what would stand there.

Those that these lives meet soon; rarer ones (a pause's last day, a void of the voided) have sentences in tests/domain.
"""


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
