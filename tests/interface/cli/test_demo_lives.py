"""Every kind of life that the club knows is in the invented one, the ways that do not go through included."""

from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import pairwise

import pytest

from application.projections.roster.asking import RosterFilter
from application.projections.roster.reading import page
from domain.journal import TOPICS, Fact
from domain.programmes import PROGRAMMES
from domain.vocabulary import EpisodeKind, EpisodeState, Role
from interface.assembly import opened, running
from tests.club import FixedClock
from tests.demo import FIRST, the_demo
from tests.examples import NEW_AT_MOST
from tests.witnessed import differences_of

pytestmark = [pytest.mark.timeout(400), pytest.mark.xdist_group("demo")]  # who builds the club once reads it in all
LATER = {topic for topic, kind in TOPICS.items() if kind.lift is not Fact.lift}
"""What no club writes any more: old shapes that are lifted."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    return the_demo(tmp_path_factory.getbasetemp())


def test_every_kind_of_fact_of_a_journey_is_there_but_the_newest_few(demo):
    streams = ("journey.", "edition.", "provider.", "agreement.", "engagement.", "event-log.", "report.")
    known = {topic for topic in TOPICS if topic.startswith(streams)}
    assert len(known - LATER - {fact.topic for fact in demo.facts}) <= NEW_AT_MOST


def test_so_many_people_come_to_the_club_to_services_and_to_the_day_rooms(demo):
    kinds, programmes = defaultdict(set), defaultdict(set)
    for fact in demo.of("referral-received"):
        kinds[fact.said["kind"]].add(fact.stream)
    for fact in demo.of("enrolled"):
        programmes[fact.said["programme"]].add(fact.stream)
    assert 115 <= len(kinds["KIS"]) <= 120
    club_too = kinds["KIS"] & kinds["SERVICE"]
    assert 55 <= len((programmes["AOON"] | programmes["OPIEKA-WYTCHNIENIOWA"]) - club_too) <= 62
    assert 40 <= len(programmes["SWIETLICA-PLUS"] | programmes["SWIETLICA-CAS"]) <= 45
    assert set(programmes) == set(PROGRAMMES)


def test_lives_end_in_every_way_but_death_which_is_a_fact_of_its_own(demo):
    kinds = Counter(fact.said["kind"].value for fact in demo.of("exited"))
    assert set(kinds) == {
        "COMPLETED",
        "COMPLETED_EMPLOYED",
        "RESIGNED",
        "REMOVED",
        "CONTRACT_BROKEN",
        "MOVED_OUT",
        "LOST_ELIGIBILITY",
        "LOST_CONTACT",
        "IMPRISONED",
        "PROGRAMME_ENDED",
    }
    for death in demo.of("death-recorded"):
        assert all(
            fact.occurred_on <= death.occurred_on
            for fact in demo.facts
            if fact.stream == death.stream and fact.topic.startswith("journey.") and "approved" not in fact.topic
        )


def test_some_come_back_after_an_exit_and_somebodys_assistant_outlasts_the_club(demo):
    referrals = defaultdict(list)
    for fact in demo.of("referral-received"):
        referrals[fact.stream].append(fact.said["kind"].value)
    assert sum(kinds.count("KIS") == 2 for kinds in referrals.values()) >= 3
    outlasted = 0
    for person, kinds in referrals.items():
        if sorted(kinds) == ["KIS", "SERVICE"]:
            left = demo.person(person, "exited")
            hours = demo.person(person, "hours-recorded")
            outlasted += bool(left and hours) and max(f.occurred_on for f in hours) > left[0].occurred_on
    assert outlasted


def test_an_exit_that_was_a_mistake_is_voided_and_hours_go_on(demo):
    for voided in demo.of("exit-voided"):
        [exit] = [f for f in demo.person(voided.stream, "exited") if f.version == voided.said["voids"]]
        assert max(f.occurred_on for f in demo.person(voided.stream, "hours-recorded")) > exit.occurred_on


def test_contracts_come_before_the_referral_in_chains_with_gaps_and_late(demo):
    referred = {fact.stream: fact.occurred_on for fact in reversed(demo.of("referral-received"))}
    contracts = defaultdict(list)
    for fact in demo.of("social-contract-signed"):
        contracts[fact.stream].append(fact)
    signed = [fact for of_person in contracts.values() for fact in of_person]
    assert any(fact.occurred_on < referred[fact.stream] for fact in signed)
    assert any(fact.occurred_on > fact.said["valid_from"] for fact in signed)
    gaps = {
        (after.said["valid_from"] - before.said["valid_until"]).days
        for chain in contracts.values()
        for before, after in pairwise(chain)
    }
    assert 1 in gaps
    assert {11, 18} <= gaps


def test_a_breach_is_apart_from_the_termination_and_a_certificate_rests_on_success(demo):
    assert {f.stream for f in demo.of("social-contract-terminated")} == {
        f.stream for f in demo.of("social-contract-breached")
    }
    judged = {(f.stream, f.said["contract"]): f.said["result"] for f in demo.of("social-contract-evaluated")}
    assert {result.value for result in judged.values()} == {"ACHIEVED", "PARTLY", "NOT_ACHIEVED"}
    assert all(judged[f.stream, f.said["contract"]] == "ACHIEVED" for f in demo.of("certificate-issued"))


def test_eligibility_is_refused_and_then_confirmed(demo):
    refused = {fact.stream: fact for fact in demo.of("eligibility-refused")}
    confirmed = {fact.stream: fact for fact in demo.of("eligibility-confirmed")}
    both = refused.keys() & confirmed.keys()
    assert len(both) >= 2
    assert refused.keys() - confirmed.keys()
    assert any(confirmed[person].occurred_on > refused[person].occurred_on for person in both)


def test_jobs_are_learnt_of_months_later_overlap_are_corrected_and_end(demo):
    jobs = defaultdict(list)
    for fact in demo.of("employment-started"):
        jobs[fact.stream].append(fact)
    assert max((f.recorded_at.date() - f.occurred_on).days for found in jobs.values() for f in found) >= 150
    ends = {(f.stream, f.said["employment"]): f.occurred_on for f in demo.of("employment-ended")}
    assert any(
        len(found) == 2 and found[1].occurred_on < ends.get((person, found[0].version), found[0].occurred_on)
        for person, found in jobs.items()
    )
    assert demo.of("employment-corrected")
    assert len({f.said["form"] for found in jobs.values() for f in found}) == 6


def test_after_the_exit_people_answer_do_not_answer_and_refuse(demo):
    assert {f.said["result"].value for f in demo.of("follow-up-attempted")} == {"NO_CONTACT", "REFUSED", "PROMISED"}
    situations = {f.said["situation"].value for f in demo.of("follow-up-answered")}
    assert {"WORKS", "DOES_NOT_WORK", "WOULD_NOT_SAY"} <= situations
    assert {f.said["point"].value for f in demo.of("follow-up-answered")} == {
        "WEEKS_4",
        "MONTHS_3",
        "MONTHS_6",
        "MONTHS_12",
    }


def test_hours_are_corrected_voided_approved_and_returned(demo):
    assert all(fact.said["reason"].endswith(".") for fact in demo.of("hours-corrected"))
    approved = {(f.stream, entry) for f in demo.of("hours-approved") for entry in f.said["entries"]}
    returned = {(f.stream, entry) for f in demo.of("hours-returned") for entry in f.said["entries"]}
    voided = {(f.stream, f.said["voids"]) for f in demo.of("hours-voided")}
    assert not approved & voided
    assert returned & approved
    assert all(fact.by[1] == Role.COORDINATOR for fact in demo.of("hours-approved"))
    lags = [(fact.recorded_at.date() - fact.occurred_on).days for fact in demo.of("hours-recorded")]
    assert sum(lag > 14 for lag in lags) > 20
    assert sum(lag <= 7 for lag in lags) > len(lags) / 2


def test_a_child_has_somebody_who_signs_and_one_was_sent_by_a_court_without_a_declaration(demo):
    links = {(f.stream, f.version): f.said["relation"].value for f in demo.of("related-person-linked")}
    children = {f.stream for f in demo.of("enrolled") if f.said["programme"].startswith("SWIETLICA")}
    by_court = {f.stream for f in demo.of("referral-received") if f.said["source"] == "COURT"}
    for fact in demo.of("consent-given"):
        if fact.stream in children:
            assert links[fact.stream, fact.said["signed_by"]] in {"PARENT", "GUARDIAN"}
    assert by_court
    assert by_court <= children
    assert not by_court & {f.stream for f in demo.of("voluntariness-declared")}
    assert {"PARENT", "GUARDIAN", "MAY_COLLECT", "CARED_FOR"} == set(links.values())
    parents = Counter(f.stream for f in demo.of("related-person-linked") if f.said["relation"] == "PARENT")
    assert max(parents.values()) == 2


def test_two_carers_look_after_one_person(demo):
    cared_for = defaultdict(set)
    for fact in demo.of("related-person-linked"):
        if fact.said["relation"] == "CARED_FOR":
            cared_for[fact.said["person"]].add(fact.stream)
    assert sorted(map(len, cared_for.values()))[-3:] == [2, 2, 2]


def test_a_file_was_a_duplicate_and_another_was_taken_for_one(demo):
    linked = {fact.stream for fact in demo.of("duplicate-linked")}
    unlinked = {fact.stream for fact in demo.of("duplicate-unlinked")}
    assert len(linked) == 2
    assert len(unlinked) == 1
    assert unlinked < linked


def test_a_name_changes_a_number_is_corrected_and_somebody_is_given_one(demo):
    changed = demo.of("personal-details-changed")
    assert any("-" in (fact.said["family_name"] or "") for fact in changed)
    assert any(fact.said["pesel"] for fact in changed)
    assert [bool(fact.said["pesel"]) for fact in demo.of("personal-details-corrected")] == [True]


def test_people_are_handed_over_and_a_deputy_writes_in_july(demo):
    assert {fact.stream for fact in demo.of("caseworker-released")}
    leaves = [(f.stream, f.said["deputy"], f.said["since"], f.said["until"]) for f in demo.of("deputy-appointed")]
    assert leaves
    written = [
        fact
        for fact in demo.facts
        for away, deputy, since, until in leaves
        if fact.by[0] == deputy and since <= fact.recorded_at.date() <= until
        if away in {f.said["user"] for f in demo.person(fact.stream, "caseworker-assigned")}
    ]
    assert written


def test_indexes_and_views_rebuilt_from_the_log_are_the_same(demo):
    with opened(demo.settings) as house:
        assert differences_of(house) == []


def test_every_filter_of_the_roster_shows_somebody_on_the_day_after(demo):
    with running(demo.settings, FixedClock(datetime(2026, 6, 1, 5, tzinfo=UTC))) as house:
        today = house.today()
        caseworkers = [a.user for a in house.accounts.users() if a.roles & {Role.CASEWORKER, Role.CLASS_LEADER}]

        def shown(**criteria):
            with house.store.snapshot() as core:
                rows, _ = page(core, house.names, RosterFilter(**criteria), None, 50, today)
            return len(rows)

        for state in EpisodeState:
            assert shown(state=state), state
        for programme in PROGRAMMES:
            assert shown(programme=programme), programme
        for kind in EpisodeKind:
            assert shown(kind=kind) == 50
        for user in caseworkers:
            assert shown(assigned_to=(user,)) >= 20
        for years in (1, 2):
            assert shown(on=FIRST + timedelta(days=365 * years), state=EpisodeState.ACTIVE) > 20


def test_the_club_is_under_a_control_whose_sample_is_drawn_again_from_its_seed(demo):
    [_, begun], [closed] = demo.of("opened")[-2:], demo.of("closed")[-1:]
    [sample] = demo.of("sample-drawn")
    drawn = [one.participant for one in sample.said["people"]]

    assert [fact.stream for fact in demo.of("finding-recorded")] == [drawn[0], begun.stream]
    assert begun.said["until"] > closed.occurred_on
    assert len(drawn) == sample.said["asked"] == 5
    assert drawn == sorted(drawn, key=lambda one: sha256(f"{sample.said['seed']}\n{one}".encode()).digest())
