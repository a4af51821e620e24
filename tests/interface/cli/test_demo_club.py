"""The invented club reads like a real one: a Polish eye, the law and the office calendar find nothing to object to."""

from collections import Counter, defaultdict
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest
from msgspec.structs import replace
from stdnum.pl import pesel as stdnum_pesel

from domain.hours import Excess
from domain.programmes import PROGRAMMES
from domain.rules import book_of
from domain.users import UserRegistered
from domain.vocabulary import EpisodeKind, Role
from interface.assembly import found, running
from interface.cli.demo_club import build, tokens
from interface.cli.demo_club.kept_rooms import AGREEMENT
from interface.cli.demo_club.rates import SOURCE
from interface.cli.demo_club.rules import NEW_LAW
from interface.settings import Settings
from interface.witness.ledger import verify
from tests.club import FixedClock
from tests.demo import FIRST, SEED, UNTIL, Built, built_in, the_demo

pytestmark = [pytest.mark.timeout(400), pytest.mark.xdist_group("demo")]  # who builds the club once reads it in all
DAYS_OFF = {
    date.fromisoformat(day)
    for day in "2023-06-08 2023-08-15 2023-11-01 2023-11-11 2023-12-25 2023-12-26 2024-01-01 2024-01-06 2024-03-31 "
    "2024-04-01 2024-05-01 2024-05-03 2024-05-19 2024-05-30 2024-08-15 2024-11-01 2024-11-11 2024-12-25 2024-12-26 "
    "2025-01-01 2025-01-06 2025-04-20 2025-04-21 2025-05-01 2025-05-03 2025-06-08 2025-06-19 2025-08-15 2025-11-01 "
    "2025-11-11 2025-12-24 2025-12-25 2025-12-26 2026-01-01 2026-01-06 2026-04-05 2026-04-06 2026-05-01 2026-05-03 "
    "2026-05-24".split()
}
"""Ustawa o dniach wolnych od pracy, for the three years of the test."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    return the_demo(tmp_path_factory.getbasetemp())


def test_so_many_people_and_facts_stand_in_the_record(demo):
    assert demo.summary.participants == len(demo.of("participant-registered")) == 231
    assert demo.summary.facts == len(demo.facts)
    assert 25_000 < len(demo.facts) < 40_000
    assert (demo.summary.since, demo.summary.until) == (FIRST, UNTIL)


def test_nothing_that_was_planned_was_left_out(demo):
    assert demo.steps[0] == demo.steps[1]
    assigned_at_once = demo.summary.participants
    founding_and_hiring = len(demo.of("token-issued")) + 2 * 9 + 10
    rates = [fact for fact in demo.of("rule-set") if fact.said["source"] == SOURCE]
    by_others = {NEW_LAW, AGREEMENT, *(rate.said["law"] for rate in rates)}
    set_by_itself = [fact for fact in demo.of("rule-set") if fact.said["law"] not in by_others]
    assert len(demo.of("rule-set")) == len(set_by_itself) + 1 + 3 + len(rates)
    assert len(rates) == 3 * 3, "two rates and a refund for each agreement but the last"
    with_others = len(set_by_itself) + len(demo.of("contract-action-agreed"))
    last = ("engagement.", "event-log.", "report.", "club.", "edition.list-", "journey.paper-")
    at_the_end = len([fact for fact in demo.facts if fact.topic.startswith(last)])
    voided_after_the_report = 1
    found_about_somebody = len([fact for fact in demo.facts if fact.topic.startswith("journey.finding-")])
    of_a_card = [fact for fact in demo.of("hours-recorded") if fact.said["kilometres"] is not None]
    assert len(of_a_card) == 3
    planned = demo.steps[1] + assigned_at_once + founding_and_hiring + with_others
    assert demo.summary.facts == planned + at_the_end + found_about_somebody + len(of_a_card) + voided_after_the_report


def test_the_last_service_card_is_one_sheet_of_one_person_with_what_the_help_was(demo):
    card = [fact for fact in demo.of("hours-recorded") if fact.said["what"] is not None]
    assert len({(fact.stream, fact.recorded_at, fact.said["document_number"]) for fact in card}) == 1
    assert {fact.said["signed"] for fact in card} == {True}
    assert {(fact.said["starts_at"], fact.said["minutes"]) for fact in card} == {(time(18), 120)}


def test_the_record_verifies(demo):
    report = verify(demo.settings.data)
    assert report.findings == []
    assert report.sizes["facts"] >= demo.summary.facts


def test_one_seed_makes_one_club_and_another_seed_another(tmp_path):
    def story(of: Built):
        """Return what does not depend on keys and on the ids that founding made."""
        editions = of.editions()
        editions |= {book_of(id): name for id, name in editions.items()}

        def plain(value):
            if isinstance(value, tuple):
                return tuple(map(plain, value))
            if isinstance(value, Excess):
                return replace(value, book=plain(value.book))
            return editions.get(value, value) if isinstance(value, UUID) else value

        founder = of.of("token-issued")[0].stream
        return [
            (
                f.topic,
                plain(f.stream),
                f.version,
                f.occurred_on,
                f.recorded_at,
                f.by[1],
                {name: plain(value) for name, value in f.said.items()},
            )
            for f in of.facts
            if f.stream != founder
        ]

    def a_club(name: str, seed: int) -> Built:
        return built_in(tmp_path / name, seed=seed, until=date(2026, 1, 1), days=150)

    first, twin, other = a_club("first", SEED), a_club("twin", SEED), a_club("other", 7)
    assert len(story(first)) == len(first.facts) - 3
    assert story(twin) == story(first)
    assert story(other) != story(first)


def test_facts_are_recorded_in_office_hours_of_working_days(demo):
    for fact in demo.facts:
        moment = fact.recorded_at
        assert time(7, 30) <= moment.time() <= time(15, 30)
        assert moment.weekday() < 5
        assert moment.date() not in DAYS_OFF
        assert demo.summary.since <= moment.date() <= UNTIL
        assert fact.occurred_on <= moment.date()
    assert len({fact.recorded_at for fact in demo.facts}) > 1_000


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
        annexes = {
            fact.said["contract"]: fact.said["valid_until"] for fact in demo.person(person, "social-contract-amended")
        }
        ended = {fact.said["contract"]: fact.occurred_on for fact in demo.person(person, "social-contract-terminated")}
        covers = [
            (
                max(fact.occurred_on, fact.said["valid_from"]),
                min(annexes.get(fact.version, fact.said["valid_until"]), ended.get(fact.version, date.max)),
            )
            for fact in demo.person(person, "social-contract-signed")
        ]
        for fact in demo.person(person, "hours-recorded"):
            place = places[fact.said["enrolment"]]
            assert fact.occurred_on >= place.occurred_on
            if PROGRAMMES[place.said["programme"]].kind is EpisodeKind.KIS:
                counted += 1
                assert any(since <= fact.occurred_on <= until for since, until in covers)
    assert counted > 3_000


def test_socially_useful_work_stays_within_ten_hours_a_week(demo):
    weeks: Counter[tuple[UUID, int, int]] = Counter()
    months: Counter[tuple[UUID, int, int]] = Counter()
    places = demo.places()
    for fact in demo.of("hours-recorded"):
        if places[fact.stream, fact.said["enrolment"]].said["programme"] == "PSU":
            assert fact.said["direction"] == "WORKED"
            weeks[fact.stream, *fact.occurred_on.isocalendar()[:2]] += fact.said["minutes"]
            months[fact.stream, fact.occurred_on.year, fact.occurred_on.month] += fact.said["minutes"]
    assert 500 <= max(weeks.values()) <= 600
    assert 36 * 60 <= max(months.values()) <= 40 * 60


def test_nobody_gets_more_assistance_than_was_granted_for_the_year(demo):
    places, received = demo.places(), Counter[tuple[UUID, int]]()
    granted = defaultdict(list)
    found = {fact.stream for fact in demo.of("eligibility-confirmed")}
    for fact in demo.of("decision-recorded"):
        if fact.said["kind"] == "GRANTED_HOURS":
            granted[fact.stream].append(
                (fact.said["valid_from"], fact.said["valid_until"], fact.said["granted_minutes"])
            )
    for fact in demo.of("hours-recorded"):
        if fact.said["direction"] == "RECEIVED" and fact.stream in found:
            assert 120 <= fact.said["minutes"] <= 240
            received[fact.stream, fact.said["enrolment"]] += fact.said["minutes"]
    assert len(received) > 80
    for (person, place), minutes in received.items():
        enrolled_on = places[person, place].occurred_on
        assert any(since <= enrolled_on <= until and minutes <= most for since, until, most in granted[person])


def test_a_child_is_at_the_day_room_from_three_to_six_in_the_afternoon(demo):
    places = demo.places()
    for fact in demo.of("hours-recorded"):
        if places[fact.stream, fact.said["enrolment"]].said["programme"].startswith("SWIETLICA"):
            assert (fact.said["starts_at"], fact.said["minutes"]) == (time(15), 180)
            assert fact.occurred_on.month != 8


def test_every_programme_of_the_clubs_page_has_people(demo):
    assert {fact.said["programme"] for fact in demo.of("enrolled")} == set(PROGRAMMES)


def test_assistance_and_respite_are_enrolled_anew_for_each_years_edition(demo):
    editions = {demo.editions()[fact.said["edition"]] for fact in demo.of("enrolled")}
    years = {(programme, str(year)) for programme in ("AOON", "OPIEKA-WYTCHNIENIOWA") for year in range(2023, 2027)}
    assert years | {("SWIETLICA-PLUS", "PROJEKT"), ("SWIETLICA-PLUS", "TRWALOSC"), ("PSU", "STALA")} <= editions


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
    assert len(numbers) == 224


def test_names_are_invented_and_agree_with_the_sex(demo):
    for fact in demo.of("participant-registered"):
        family, given, woman = fact.said["family_name"], fact.said["given_name"], fact.said["sex"].value == "F"
        assert given == "Nino" or given.endswith("a") == woman
        for part in family.split("-"):
            assert not part.endswith(("ski", "ny", "ły", "wy") if woman else ("ska", "na", "ła", "wa"))


def test_only_a_second_file_and_a_namesake_share_a_name(demo):
    names = Counter((f.said["family_name"], f.said["given_name"]) for f in demo.of("participant-registered"))
    assert [count for count in names.values() if count > 1] == [3]


def test_women_have_double_names_and_refugees_ukrainian_ones(demo):
    families = [fact.said["family_name"] for fact in demo.of("participant-registered")]
    assert sum("-" in name and not name.startswith(("Niby-", "Prób-")) for name in families) >= 5
    assert sum(name.endswith("enko") for name in families) >= 3


def test_ages_are_those_of_their_programme(demo):
    ages: dict[str, list[float]] = defaultdict(list)
    born, places = demo.born(), demo.places()
    for fact in demo.of("hours-recorded"):
        programme = places[fact.stream, fact.said["enrolment"]].said["programme"]
        ages[programme].append((fact.occurred_on - born[fact.stream]).days / 365.25)
    for programme, found_ages in ages.items():
        if programme.startswith("SWIETLICA"):
            assert 3 < min(found_ages) <= max(found_ages) < 16
        elif programme != "AOON":
            assert 19 < min(found_ages) <= max(found_ages) < 72
    assert min(ages["AOON"]) < 16
    assert max(ages["AOON"]) > 20


def test_users_names_say_that_they_are_invented(demo):
    names = [fact.said["display_name"] for fact in demo.facts if fact.topic == UserRegistered.TOPIC]
    assert len(names) == len(set(names)) == 9
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
