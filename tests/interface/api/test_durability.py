"""Does it last, over HTTP: what a coordinator, an auditor and an evaluator get, then and now, and why it moved."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from application.duplicates import LinkDuplicate
from application.employment import EndEmployment, StartEmployment
from application.participation import Exit
from domain.employment import EmployerKind, EndReason
from domain.vocabulary import EvidenceGrade, ExitKind, LegalForm, Role, Sex
from tests.asgi import API, open_front
from tests.club import ask, enrolled, registered
from tests.controls import a_control

PATH = "/outcomes/durability"
LEFT_ON = date(2026, 5, 4)
PEOPLE = 12
WORKING = 8
UNTIL = date(2027, 6, 30)


@pytest.fixture(name="club", scope="module")
def _club(tmp_path_factory):
    """Return a club that twelve people left by May; eight worked, which is known in June and July."""
    with open_front(tmp_path_factory.mktemp("left")) as front:
        house, people = front.house, []
        for number in range(PEOPLE):
            person, _ = enrolled(
                house,
                "AKTYWIZACJA",
                sex=Sex.MALE if number < 2 else Sex.FEMALE,
                birth_date=date(1960 + 3 * number, 4, 1),
                family_name=f"Zmyślona-{'abcdefghijklm'[number].upper()}",
            )
            kind = ExitKind.COMPLETED
            ask(house, Exit(participant_id=person, episode=2, kind=kind, exited_on=LEFT_ON, reason=None), if_match=4)
            people.append(person)
        jobs = [_works(house, person) for person in people[:4]]
        front.clock.advance(days=44)
        for person in people[4:WORKING]:
            _works(house, person)
        front.clock.advance(days=174)
        over = EndEmployment(
            participant_id=people[0],
            item=jobs[0],
            ended_on=LEFT_ON + timedelta(days=40),
            why=EndReason.CONTRACT_ENDED,
            evidence=EvidenceGrade.DOCUMENT,
        )
        ask(house, over, if_match=6)
        twice = registered(house, family_name="Zmyślona-A", given_name="Łucjana")
        ask(house, LinkDuplicate(participant_id=twice, survivor=people[0], reason="ta sama osoba"), if_match=1)
        desks = {role: front.desk(role, until=UNTIL) for role in (Role.COORDINATOR, Role.AUDITOR, Role.EVALUATOR)}
        since, until = date(2027, 1, 1), UNTIL
        a_control(house, desks[Role.AUDITOR].user, since=since, until=until)
        yield SimpleNamespace(front=front, people=people, desks=desks)


def _works(house: Any, person: Any) -> int:
    started = StartEmployment(
        participant_id=person,
        form=LegalForm.EMPLOYMENT_CONTRACT,
        employer=None,
        employer_kind=EmployerKind.COMPANY,
        fte_hundredths=100,
        evidence=EvidenceGrade.DOCUMENT,
        started_on=LEFT_ON + timedelta(days=1),
    )
    return int(ask(house, started).item)


@pytest.fixture(name="coordinator", scope="module")
def _coordinator(club):
    return club.desks[Role.COORDINATOR]


@pytest.fixture(name="evaluator", scope="module")
def _evaluator(club):
    return club.desks[Role.EVALUATOR]


def figures(said, point="WEEKS_4"):
    [found] = [one for one in said["figures"]["points"] if one["point"] == point]
    return found


def refused(desk, query):
    answer = desk.ask("GET", f"{API}{PATH}{query}")
    return answer.status_code, answer.json()["type"].rsplit("/", 1)[-1].rsplit(":", 1)[-1]


def test_a_coordinator_cuts_freely_and_each_person_is_counted_once(club, coordinator):
    said = coordinator.get(f"{PATH}?by=SEX")

    assert said["whole"]["figures"]["people"] == PEOPLE
    assert {group["key"]: group["figures"]["people"] for group in said["groups"]} == {"F": 10, "M": 2}
    seen = figures(said["whole"])
    assert (seen["counts"]["EMPLOYED"], seen["denominator"]) == (WORKING, PEOPLE)
    assert (said["what_if"], said["definition"]["code"]) == (False, "LASTING-WORK")
    assert said["today"] == "2027-01-05"


def test_filters_narrow_and_a_filter_that_nobody_passes_is_explained_and_no_zero(coordinator):
    assert coordinator.get(f"{PATH}?sex=M")["whole"]["figures"]["people"] == 2
    nobody = coordinator.get(f"{PATH}?sex=M&programme=PSU&by=AGE")
    assert nobody["whole"]["figures"]["people"] == 0
    assert figures(nobody["whole"])["rate"] is None
    assert nobody["groups"] == []
    assert any("To brak danych" in note["pl"] for note in nobody["notes"])


def test_what_was_known_in_june_is_answered_to_the_byte_whatever_came_since(club, coordinator):
    path = f"{API}{PATH}?known_at=2026-06-30&by=AGE"
    before = coordinator.ask("GET", path)
    ask_again = coordinator.ask("GET", path)
    assert before.content == ask_again.content
    said = before.json()
    assert figures(said["whole"])["counts"]["EMPLOYED"] == 4
    assert said["today"] == "2026-06-30"
    assert said["position"] < coordinator.get(PATH)["position"]


def test_what_if_is_said_to_be_one_and_writes_nothing_but_that_somebody_looked(club, coordinator):
    facts = coordinator.get(PATH)["position"]
    looks = club.front.house.writer.logs.access.size
    kept = coordinator.get(f"{PATH}?gap_days=0&least_evidence=DOCUMENT&which_exit=LAST")
    assert kept["what_if"] is True
    assert (kept["definition"]["gap_days"], kept["definition"]["which_exit"]) == (0, "LAST")
    assert any("Niczego nie zapisano" in note["pl"] for note in kept["notes"])
    assert club.front.house.writer.logs.access.size == looks + 1
    assert coordinator.get(PATH)["position"] == facts


def test_an_auditor_sees_the_people_of_her_control_and_nobody_after_it(club):
    auditor = club.desks[Role.AUDITOR]
    assert auditor.get(PATH)["whole"]["figures"]["people"] == PEOPLE
    without = club.front.desk(Role.AUDITOR, until=UNTIL)
    said = without.get(PATH)
    assert said["whole"]["figures"]["people"] == 0
    assert any("otwartej kontroli" in hidden for hidden in said["hides"])


def test_an_evaluator_gets_published_tables_in_multiples_of_five_and_no_free_filter(club, evaluator):
    tables = evaluator.get(f"{PATH}/tables")
    assert tables["days"] == ["2026-06-30", "2026-12-31"]

    said = evaluator.get(f"{PATH}?by=SEX&period=1")
    assert (said["published"]["stands"], said["question"]["first"], said["question"]["last"]) == (
        "2026-12-31",
        "2026-01-01",
        "2026-12-31",
    )
    assert said["whole"]["figures"]["people"] == 10
    assert [group["key"] for group in said["groups"]] == ["M+F"]
    assert figures(said["whole"])["counts"]["EMPLOYED"] == 10
    assert figures(said["whole"])["rate"] is None
    assert said["log_rank"] is None
    assert not any(str(person) in str(said) for person in club.people)

    for free in ("sex=F", "gap_days=0", "exits_from=2026-01-01", "programme=PSU", "edition=" + str(club.people[0])):
        assert refused(evaluator, f"?{free}") == (403, "published-tables-only")
    assert refused(evaluator, "?definition=NO-GAP@1") == (422, "definition-not-published")
    assert refused(evaluator, "?by=EDITION") == (422, "cut-not-published")


def test_before_anybody_left_in_a_year_that_was_over_a_table_is_withheld_and_says_why(evaluator):
    said = evaluator.get(f"{PATH}?known_at=2026-06-30")
    assert said["whole"]["figures"] is None
    assert "Zapytaj o więcej lat" in said["whole"]["withheld"]["pl"]
    assert said["published"]["stands"] is None


def test_before_the_first_half_year_is_over_nothing_is_published_and_that_is_said(evaluator):
    said = evaluator.get(f"{PATH}?known_at=2026-06-29")
    assert (said["whole"]["figures"], said["position"], said["today"]) == (None, 0, "2026-06-29")
    assert "Niczego jeszcze nie opublikowano" in said["whole"]["withheld"]["pl"]


def test_days_between_publications_tell_an_evaluator_nothing_new(evaluator):
    one, other = (evaluator.get(f"{PATH}?known_at={day}") for day in ("2026-12-31", "2027-01-04"))
    assert one == other


def test_why_it_moved_names_people_and_facts_to_who_may_see_them_and_sums(club, coordinator):
    said = coordinator.get(f"{PATH}/differences?from_known_at=2026-06-30")

    moved = {one["figure"]: one for one in said["figures"]}
    employed = moved["WEEKS_4.EMPLOYED"]
    assert (employed["before"], employed["after"]) == (4, WORKING)
    assert [(part["why"], part["by"]) for part in employed["parts"]] == [("LATE_ENTRY", 4)]
    assert all(sum(part["by"] for part in one["parts"]) == one["after"] - one["before"] for one in said["figures"])
    late = [
        person
        for person in said["items"]
        if "WEEKS_4.EMPLOYED" in person["after"] and "WEEKS_4.UNKNOWN" in person["before"]
    ]
    assert {person["ids"][0] for person in late} == {str(person) for person in club.people[4:WORKING]}
    [cause] = [cause for cause in late[0]["causes"] if cause["why"] == "LATE_ENTRY"]
    assert cause["fact"]["topic"].startswith("journey.employment-started")
    assert cause["changed"]["WEEKS_4.EMPLOYED"] == 1
    assert said["people"] == PEOPLE


def test_the_people_behind_a_difference_come_in_pages(coordinator):
    path = f"{PATH}/differences?from_known_at=2026-06-30"
    first = coordinator.get(f"{path}&limit=7")
    second = coordinator.get(f"{path}&limit=7&cursor={first['next_cursor']}")
    assert (len(first["items"]), len(second["items"]), second["next_cursor"]) == (7, 5, None)
    assert first["items"] + second["items"] == coordinator.get(path)["items"]


def test_between_two_rules_as_known_at_one_time_the_rule_is_the_reason(coordinator):
    path = f"{PATH}/differences?from_known_at=2027-01-05&to_definition=NO-GAP@1&gap_days=0"
    said = coordinator.get(path)
    assert said["what_if"] is True
    assert {part["why"] for one in said["figures"] for part in one["parts"]} <= {"DEFINITION"}


def test_an_evaluator_is_told_kinds_and_no_people(club, evaluator):
    said = evaluator.get(f"{PATH}/differences?from_known_at=2026-12-31")
    assert (said["items"], said["people"], said["figures"]) == ([], None, [])
    before = evaluator.get(f"{PATH}/differences?from_known_at=2026-06-30")
    assert (before["figures"], before["from_position"]) == ([], 0)
    assert "nie ma czego porównać" in before["notes"][0]["pl"]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("?exits_from=2026-05-02&exits_to=2026-05-01", "period-ends-before-it-begins"),
        ("?definition=NOWHERE@1", "no-such-definition"),
        ("?programme=NIKT", "no-such-programme"),
        ("?group=NIKT", "no-such-group"),
        ("?edition=00000000-0000-4000-8000-0000000000ff", "edition-not-known"),
        ("?known_at=2030-01-01", "known-in-the-future"),
        ("?known_at=2020-01-01", "known-before-the-club"),
        ("?period=1&sex=F", "published-tables-only"),
        ("/differences?from_known_at=2026-07-01&to_known_at=2026-06-30", "known-in-reverse"),
        ("/differences?from_known_at=2026-07-01&to_definition=NOWHERE@1", "no-such-definition"),
    ],
)
def test_a_question_that_cannot_be_is_refused_and_says_what_to_ask(coordinator, query, code):
    assert refused(coordinator, query) == (422, code)


def test_a_look_names_those_of_whom_a_group_of_fewer_than_five_tells_and_an_evaluators_names_nobody(
    club, coordinator, evaluator
):
    def looks():
        said = coordinator.get(f"/audit/access?participant={club.people[0]}")["items"]
        return [look for look in said if look["resource"] == "readDurability"]

    before = len(looks())
    coordinator.get(PATH)
    evaluator.get(f"{PATH}?by=SEX&period=1")
    assert len(looks()) == before
    coordinator.get(f"{PATH}?by=SEX")
    assert len(looks()) == before + 1
    assert looks()[0]["count"] == 2


def test_who_may_see_no_outcomes_gets_none(club):
    assert refused(club.front.desk(Role.CASEWORKER, until=UNTIL), "") == (403, "forbidden")
