"""What evaluation reads of the demo club, at any position, is what its facts up to there say."""

import random
from collections import defaultdict
from datetime import date
from operator import attrgetter
from uuid import UUID

import pytest

from application.projections.annual_report.answering import ground_of
from application.projections.evaluated.people import People
from application.store.known import Known, version_known
from domain.annual_report.cells import Table
from domain.annual_report.figures import figures
from domain.calendar import day_ends, local_day
from domain.duplicates import holding
from domain.participant import Participant
from domain.vocabulary import EpisodeState, ExitKind
from interface.assembly import running
from interface.cli.demo_club import DemoClock
from tests.deep import times
from tests.demo import UNTIL, the_demo

pytestmark = [pytest.mark.timeout(400), pytest.mark.xdist_group("demo")]


@pytest.fixture(name="demo", scope="module")
def _demo(tmp_path_factory):
    return the_demo(tmp_path_factory.getbasetemp())


@pytest.fixture(name="house", scope="module")
def _house(demo):
    with running(demo.settings, DemoClock(UNTIL)) as house:
        yield house


@pytest.fixture(name="said", scope="module")
def _said(demo):
    """What each fact says, opened: by stream and version."""
    return {(fact.stream, fact.version): fact.said for fact in demo.facts}


def population(house, position, moment=None):
    with house.store.snapshot():
        known = Known(position=position, moment=moment or day_ends(UNTIL))
        return People(house.store, house.journal, house.sealer, house.clock).at(known)


def lives(house, streams, position):
    """Fold every record as far as it was known, one by one."""
    with house.store.snapshot():
        db = house.store.reading()
        known = {stream: version_known(db, stream, position) for stream in streams}
        return {stream: house.journal.load(Participant, stream, n) for stream, n in known.items() if n}


@pytest.mark.parametrize("seed", range(times(2, 20)))
def test_whatever_was_known_at_a_position_is_read_as_the_facts_up_to_there_say_it(seed, demo, house):
    position = random.Random(seed).randrange(100, len(demo.facts) + 1)
    folded = lives(house, demo.born(), position)
    people = {record: person for person in population(house, position).people for record in person.records}
    assert set(people) == set(folded)
    for id, life in folded.items():
        person, link = people[id], holding(life.duplicate_links)
        assert person.id == (id if link is None else link.survivor)
        told = {
            "stays": life.episodes,
            "spells": life.employments,
            "statuses": life.statuses,
            "outcomes": life.outcomes,
            "memberships": life.memberships,
            "residences": life.residences,
            "contracts": life.contracts,
        }
        for kind, items in told.items():
            assert {one.key[1] for one in getattr(person, kind) if one.key[0] == id} == set(items)
        followed = {one.key for one in (*person.answers, *person.attempts) if one.key[0] == id}
        assert followed == {(id, item) for item in life.follow_ups}
        assert {one.key for one in person.inferred if one.key[0] == id} == {(id, item) for item in life.inferences}
        places = {place.key for stay in person.stays for place in stay.places if place.key[0] == id}
        assert places == {(id, item) for item in life.enrolments}


def test_codes_are_opened_as_the_facts_say_them(demo, house, said):
    people, exits = population(house, len(demo.facts)).people, 0
    for person in people:
        assert person.sex is said[person.id, 1]["sex"]
        assert person.birth_year == said[person.id, 1]["birth_year"]
        for membership in person.memberships:
            told = said[membership.key]
            assert (membership.group, membership.evidence) == (told["group"], told["evidence"])
            assert (membership.issued_on, membership.valid_until) == (
                told["evidence_issued_on"],
                told["evidence_valid_until"],
            )
        for status in person.statuses:
            assert (status.labour, status.education) == (said[status.key]["labour"], said[status.key]["education"])
        for outcome in person.outcomes:
            assert outcome.kind is said[outcome.key]["kind"]
        for stay in person.stays:
            if stay.exit_key is not None:
                exits += 1
                assert stay.exit_kind is said[stay.exit_key].get("kind", ExitKind.DEATH)
                assert stay.began_on == min(place.since for place in stay.places)
    episodes = [e for life in lives(house, demo.born(), len(demo.facts)).values() for e in life.episodes.values()]
    assert exits == sum(episode.ended_as is EpisodeState.EXITED for episode in episodes) > 100


def test_linked_records_are_one_person_with_the_facts_of_both(demo, house):
    links = demo.of("duplicate-linked")
    people = population(house, len(demo.facts)).people
    holding_links = defaultdict(set)
    for id, life in lives(house, {fact.stream for fact in links}, len(demo.facts)).items():
        link = holding(life.duplicate_links)
        if link is not None:
            holding_links[link.survivor].add(id)
    assert holding_links
    one = {person.id: set(person.records) - {person.id} for person in people if len(person.records) > 1}
    assert one == dict(holding_links)
    assert len({record for person in people for record in person.records}) == sum(len(p.records) for p in people)


def test_the_same_moment_gives_the_same_population_whatever_was_recorded_or_asked_since(demo, house):
    half = len(demo.facts) // 2
    asked_first = population(house, half)
    with house.store.snapshot():
        house.people.at(None)
        again = house.people.at(Known(position=half, moment=day_ends(UNTIL)))
    assert again == asked_first
    assert [person.id for person in again.people] == sorted((p.id for p in again.people), key=attrgetter("hex"))


def test_the_day_of_knowledge_is_that_of_the_moment_in_poland(house):
    assert population(house, 500, day_ends(date(2024, 2, 29))).today == date(2024, 2, 29)
    with house.store.snapshot():
        now = house.people.at(None)
    assert now.today == local_day(house.clock.now())


def test_an_edition_is_known_from_its_opening_with_the_rules_of_that_moment(demo, house):
    opened = {fact.stream for fact in demo.of("opened") if "code" in fact.said}
    now = population(house, len(demo.facts))
    assert set(now.editions) == opened
    early = population(house, 400)
    assert set(early.editions) < opened
    aims = {edition.programme: edition.aims_at_employment_on(UNTIL) for edition in now.editions.values()}
    assert aims["PSU"]
    assert aims["AKTYWIZACJA"]
    assert not aims["AOON"]
    assert not aims["SWIETLICA-PLUS"]


def test_the_dose_of_an_enrolment_is_the_sum_of_its_entries_that_stand(demo, house):
    with house.store.snapshot():
        db = house.store.reading()
        doses = house.people.doses(len(demo.facts))
        rows = db.execute("SELECT participant, enrolment, day, minutes FROM hours WHERE state != 'VOIDED'").fetchall()
    minutes: defaultdict[tuple[UUID, int], int] = defaultdict(int)
    days: defaultdict[tuple[UUID, int], set[str]] = defaultdict(set)
    for who, enrolment, day, amount in rows:
        minutes[UUID(who), enrolment] += amount
        days[UUID(who), enrolment].add(day)
    assert {key: (dose.minutes, dose.days) for key, dose in doses.items()} == {
        key: (minutes[key], len(days[key])) for key in minutes
    }


def test_the_forms_of_the_hours_of_a_year_are_read_with_the_entry_recorded_first(house):
    with house.store.snapshot():
        db = house.store.reading()
        position = house.people.at(None).position
        used = house.people.used(position, date(2025, 1, 1), date(2025, 12, 31))
        rows = db.execute(
            "SELECT participant, enrolment, activity, item FROM hours WHERE state != 'VOIDED' AND activity IS NOT NULL "
            "AND day BETWEEN '2025-01-01' AND '2025-12-31'"
        ).fetchall()
    first: dict[tuple[UUID, int, str], int] = {}
    for who, enrolment, activity, item in rows:
        form = UUID(who), enrolment, activity
        first[form] = min(item, first.get(form, item))
    assert len({activity for _, _, activity in first}) > 2
    told = {(*place, use.activity): use.key for place, uses in used.items() for use in uses}
    assert told == {form: (form[0], item) for form, item in first.items()}


def test_the_annual_reports_of_the_demo_have_somebody_in_every_table(house):
    counted: defaultdict[Table, int] = defaultdict(int)
    with house.store.snapshot():
        now = house.people.at(None)
        for year in range(2023, 2027):
            for table in figures(ground_of(house.people, now, year)).tables:
                assert sum(row.people.total for row in table.rows) >= table.distinct.total
                counted[table.table] += table.distinct.total
    assert set(counted) == set(Table)
    assert all(counted.values())
