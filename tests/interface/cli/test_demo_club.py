"""The invented club reads like a real one: a Polish eye, the law and the office calendar find nothing to object to."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any
from uuid import UUID

import msgspec
import pytest
from sqlalchemy import select
from stdnum.pl import pesel as stdnum_pesel

from application.store.tables import stored_events
from application.verification import verify
from domain.calendar import WARSAW
from domain.journal import Sealed
from domain.programmes import PROGRAMMES
from domain.users import UserRegistered
from domain.vocabulary import EpisodeKind, Role
from interface.assembly import House, found, running
from interface.cli.demo_club import DemoClock, DemoSummary, build, tokens
from interface.settings import Settings
from tests.club import FixedClock

SEED = 2026
UNTIL = date(2026, 5, 31)
DAYS_OFF = {
    date.fromisoformat(f"{day}")
    for day in "2025-06-08 2025-06-19 2025-08-15 2025-11-01 2025-11-11 2025-12-24 2025-12-25 2025-12-26 "
    "2026-01-01 2026-01-06 2026-04-05 2026-04-06 2026-05-01 2026-05-03 2026-05-24".split()
}
"""Ustawa o dniach wolnych od pracy, for the year of the test."""


@dataclass
class Told:
    """One fact of the demo, every value opened."""

    topic: str
    stream: UUID
    version: int
    occurred_on: date
    recorded_at: datetime
    by: tuple[UUID, str]
    said: dict[str, Any]


@dataclass
class Built:
    """A demo club: what it says of itself, how long it took, and all its facts."""

    settings: Settings
    summary: DemoSummary
    seconds: float
    steps: tuple[int, int]
    facts: list[Told]

    def of(self, word: str) -> list[Told]:
        return [fact for fact in self.facts if fact.topic.startswith(f"journey.{word}.")]

    def person(self, stream: UUID, word: str) -> list[Told]:
        return [fact for fact in self.of(word) if fact.stream == stream]


def facts_of(house: House) -> Iterator[Told]:
    with house.store.snapshot() as core:
        rows = core.execute(select(stored_events.c.topic, stored_events.c.state)).all()
    for topic, state in rows:
        fact = house.mapper.read(topic, state)
        said = {name: value for name, value in msgspec.structs.asdict(fact).items() if name not in ENVELOPE}
        for name, value in said.items():
            if isinstance(value, Sealed):
                said[name] = house.sealer.open_field(fact, name, stored_topic=topic)
        yield Told(
            topic,
            fact.originator_id,
            fact.originator_version,
            fact.occurred_on,
            fact.recorded_at.astimezone(WARSAW),
            (fact.recorded_by, fact.role),
            said,
        )


ENVELOPE = {"originator_id", "originator_version", "occurred_on", "recorded_at", "recorded_by", "role", "command_id"}


def built_in(directory: Path, seed: int = SEED, until: date = UNTIL) -> Built:
    settings = Settings(data=directory / "demo")
    clock = DemoClock(until - timedelta(days=365))
    found(settings, made_by="demo", administrator="Adam Próbny (demo)", clock=clock)
    steps = (0, 0)

    def progress(done: int, total: int) -> None:
        nonlocal steps
        assert steps[0] < done <= total
        steps = (done, total)

    with running(settings, clock) as house:
        started = perf_counter()
        summary = build(house, seed, until, progress)
        seconds = perf_counter() - started
        return Built(settings, summary, seconds, steps, list(facts_of(house)))


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    return built_in(tmp_path_factory.mktemp("demo"))


def test_some_fifty_people_and_three_thousand_facts_stand_in_the_record(demo):
    assert demo.summary.participants == len(demo.of("participant-registered")) == 50
    assert demo.summary.facts == len(demo.facts)
    assert 2_500 < len(demo.facts) < 3_500
    assert (demo.summary.since, demo.summary.until) == (date(2025, 6, 2), UNTIL)


def test_nothing_that_was_planned_was_refused(demo):
    assert demo.steps[0] == demo.steps[1]
    registered_and_assigned_at_once = demo.summary.participants
    assert (
        sum(fact.topic.startswith("journey.") for fact in demo.facts) == demo.steps[1] + registered_and_assigned_at_once
    )


def test_the_record_verifies(demo):
    report = verify(demo.settings.data)
    assert report.findings == []
    assert report.sizes["facts"] >= demo.summary.facts


@pytest.mark.alone
def test_it_is_built_in_under_ten_seconds(demo):
    assert demo.seconds < 10


def test_one_seed_makes_one_year_and_another_seed_another(demo, tmp_path):
    def story(of: Built):
        """Return what does not depend on keys and on who founded the club."""
        people = {fact.stream for fact in of.of("participant-registered")}
        users = {fact.by[0] for fact in of.facts if fact.topic.startswith("journey.")}
        return [
            (f.topic, f.stream, f.version, f.occurred_on, f.recorded_at, f.by[1], f.said)
            for f in of.facts
            if f.stream in people | users
        ]

    twin, other = built_in(tmp_path / "twin"), built_in(tmp_path / "other", seed=7, until=date(2026, 1, 1))
    assert len(story(demo)) > len(demo.facts) - 15
    assert story(twin) == story(demo)
    assert story(other) != story(demo)
    assert other.summary.participants == 50


def test_facts_are_recorded_in_office_hours_of_working_days(demo):
    for fact in demo.facts:
        moment = fact.recorded_at
        assert time(7, 30) <= moment.time() <= time(15, 30)
        assert moment.weekday() < 5
        assert moment.date() not in DAYS_OFF
        assert demo.summary.since <= moment.date() <= UNTIL
        assert fact.occurred_on <= moment.date()
    assert len({fact.recorded_at for fact in demo.facts}) > 250


def test_classes_and_work_are_on_working_days_and_assistance_never_on_a_holiday(demo):
    saturdays = 0
    for fact in demo.of("hours-recorded"):
        assert fact.occurred_on not in DAYS_OFF
        assert fact.occurred_on.weekday() < (6 if fact.said["direction"] == "RECEIVED" else 5)
        saturdays += fact.occurred_on.weekday() == 5
    assert saturdays


def test_every_hour_of_the_club_lies_inside_a_contract(demo):
    counted = 0
    for person in {fact.stream for fact in demo.of("hours-recorded")}:
        places = {fact.version: fact for fact in demo.person(person, "enrolled")}
        covers = [
            (max(fact.occurred_on, fact.said["valid_from"]), fact.said["valid_until"])
            for fact in demo.person(person, "social-contract-signed")
        ]
        for fact in demo.person(person, "hours-recorded"):
            place = places[fact.said["enrolment"]]
            assert fact.occurred_on >= place.occurred_on
            if PROGRAMMES[place.said["programme"]].kind is EpisodeKind.KIS:
                counted += 1
                assert any(since <= fact.occurred_on <= until for since, until in covers)
    assert counted > 500


def test_socially_useful_work_stays_within_ten_hours_a_week(demo):
    weeks: Counter[tuple[UUID, int, int]] = Counter()
    places = {(fact.stream, fact.version): fact.said["programme"] for fact in demo.of("enrolled")}
    for fact in demo.of("hours-recorded"):
        if places[fact.stream, fact.said["enrolment"]] == "PSU":
            assert fact.said["direction"] == "WORKED"
            weeks[fact.stream, *fact.occurred_on.isocalendar()[:2]] += fact.said["minutes"]
    assert 500 <= max(weeks.values()) <= 600


def test_every_programme_of_the_clubs_page_has_people(demo):
    assert {fact.said["programme"] for fact in demo.of("enrolled")} == set(PROGRAMMES)


def test_assistance_and_respite_are_enrolled_anew_for_each_years_edition(demo):
    editions = {(fact.said["programme"], fact.said["edition"]) for fact in demo.of("enrolled")}
    assert {("AOON", "2025"), ("AOON", "2026"), ("OPIEKA-WYTCHNIENIOWA", "2026"), ("PSU", None)} <= editions


def test_a_pesel_agrees_with_birth_date_and_sex_and_is_nobody_elses(demo):
    numbers = set()
    for fact in demo.of("participant-registered"):
        number = fact.said["pesel"]
        if number is None:
            continue
        numbers.add(stdnum_pesel.validate(number))
        assert stdnum_pesel.get_birth_date(number) == fact.said["birth_date"]
        assert stdnum_pesel.get_gender(number) == fact.said["sex"].value
        assert fact.said["birth_year"] == fact.said["birth_date"].year
    assert len(numbers) == 49


def test_names_are_invented_agree_with_the_sex_and_are_not_shared(demo):
    names = set()
    for fact in demo.of("participant-registered"):
        family, given, woman = fact.said["family_name"], fact.said["given_name"], fact.said["sex"].value == "F"
        names.add((family, given))
        assert given == "Nino" or given.endswith("a") == woman
        assert not family.endswith(("ski", "ny", "ły") if woman else ("ska", "na", "ła"))
    assert len(names) == 50


def test_ages_are_those_of_their_programme(demo):
    ages: dict[str, list[float]] = defaultdict(list)
    born = {fact.stream: fact.said["birth_date"] for fact in demo.of("participant-registered")}
    for fact in demo.of("enrolled"):
        ages[fact.said["programme"]].append((fact.occurred_on - born[fact.stream]).days / 365.25)
    for programme, found_ages in ages.items():
        if programme.startswith("SWIETLICA"):
            assert 4 < min(found_ages) <= max(found_ages) < 17
        elif programme != "AOON":
            assert 19 < min(found_ages) <= max(found_ages) < 72
    assert min(ages["AOON"]) < 16
    assert max(ages["AOON"]) > 20
    children = [f.said["pesel"] for f in demo.of("participant-registered") if f.said["birth_date"].year >= 2000]
    assert all(number[2] in "23" for number in children)
    assert len(children) > 10


def test_lives_end_in_several_ways_and_some_go_on(demo):
    kinds = {fact.said["kind"].value for fact in demo.of("exited")}
    assert kinds >= {"COMPLETED", "COMPLETED_EMPLOYED", "RESIGNED", "REMOVED", "MOVED_OUT", "LOST_CONTACT"}
    assert len(kinds) >= 8
    open_now = len(demo.of("referral-received")) - len(demo.of("exited"))
    assert open_now >= 15


def test_work_is_found_at_the_end_after_it_and_learnt_of_months_later(demo):
    exits = {fact.stream: fact.occurred_on for fact in reversed(demo.of("exited"))}
    jobs = demo.of("employment-started")
    gaps = [(job.occurred_on - exits[job.stream]).days for job in jobs]
    assert min(gaps) <= 7
    assert max(gaps) >= 20
    assert max((job.recorded_at.date() - job.occurred_on).days for job in jobs) >= 150
    assert len({job.said["form"] for job in jobs}) >= 4


def test_one_comes_back_one_has_an_assistant_besides_and_one_has_no_pesel(demo):
    kinds = {
        person: [fact.said["kind"].value for fact in demo.person(person, "referral-received")]
        for person in {fact.stream for fact in demo.facts}
    }
    [returned] = [person for person, found_kinds in kinds.items() if found_kinds == ["KIS", "KIS"]]
    assert demo.person(returned, "exited")
    assert demo.person(returned, "employment-started")
    [assisted] = [person for person, found_kinds in kinds.items() if found_kinds == ["KIS", "SERVICE"]]
    referred = demo.person(assisted, "referral-received")[1].occurred_on
    [left] = demo.person(assisted, "exited")
    assert referred < left.occurred_on
    assert max(fact.occurred_on for fact in demo.person(assisted, "hours-recorded")) > left.occurred_on
    missing = [f.said["pesel_missing"] for f in demo.of("participant-registered") if f.said["pesel"] is None]
    assert missing == ["FOREIGNER"]


def test_some_contracts_are_older_than_the_referral_and_some_follow_another(demo):
    contracts = demo.of("social-contract-signed")
    referred = {fact.stream: fact.occurred_on for fact in reversed(demo.of("referral-received"))}
    assert any(fact.occurred_on < referred[fact.stream] for fact in contracts)
    assert max(Counter(fact.stream for fact in contracts).values()) >= 2


def test_hours_are_corrected_with_a_reason_and_some_are_entered_late(demo):
    corrections = demo.of("hours-corrected")
    assert len(corrections) > 20
    assert all(fact.said["reason"].endswith(".") for fact in corrections)
    lags = [(fact.recorded_at.date() - fact.occurred_on).days for fact in demo.of("hours-recorded")]
    assert sum(lag > 14 for lag in lags) > 20
    assert sum(lag <= 7 for lag in lags) > len(lags) / 2


def test_users_names_say_that_they_are_invented(demo):
    names = [fact.said["display_name"] for fact in demo.facts if fact.topic == UserRegistered.TOPIC]
    assert len(names) == len(set(names)) == 8
    assert all(name.endswith("(demo)") and "Prób" in name for name in names)


def test_the_day_after_every_role_gets_a_token_that_works_until_the_next_midnight(demo):
    clock = FixedClock(datetime(2026, 6, 1, 5, tzinfo=UTC))
    with running(demo.settings, clock) as house:
        today = house.today()
        first, second = tokens(house), tokens(house)
        assert list(first) == list(Role)
        assert not set(first.values()) & set(second.values())
        for role, secret in [*first.items(), *second.items()]:
            actor = house.accounts.actor(secret, today)
            assert actor is not None
            assert actor.roles == {role}
            assert house.accounts.actor(secret, today + timedelta(days=1)) == actor
            assert house.accounts.actor(secret, today + timedelta(days=2)) is None


def test_the_caseworker_of_the_demo_has_people_to_work_with(demo):
    with running(demo.settings, FixedClock(datetime(2026, 6, 1, 5, tzinfo=UTC))) as house:
        for role, least in ((Role.CASEWORKER, 10), (Role.CLASS_LEADER, 20)):
            actor = house.accounts.actor(tokens(house)[role], house.today())
            assert actor is not None
            mine = [f for f in demo.of("caseworker-assigned") if f.said["user"] == actor.user]
            assert len(mine) >= least


def test_a_year_is_not_invented_on_a_real_clock(tmp_path):
    clock = FixedClock()
    settings = Settings(data=tmp_path / "real")
    found(settings, made_by="init", administrator="Adam Próbny", clock=clock)
    with running(settings, clock) as house, pytest.raises(TypeError):
        build(house, SEED, UNTIL)
