"""The official measures over HTTP: the same twelve lives for a coordinator, an auditor and others, then and now."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from application.employment import StartEmployment
from application.enrolment import Enrol
from application.outcomes import ObserveOutcome
from application.participation import Exit
from application.referral import ReceiveReferral
from application.status import RecordStatus
from domain.employment import EmployerKind
from domain.outcomes import OutcomeKind
from domain.status import Answer, Education, LabourStatus, StatusMoment
from domain.vocabulary import EpisodeKind, EvidenceGrade, ExitKind, LegalForm, ReferralSource, Role, Sex
from tests.asgi import API, open_front
from tests.club import ask, enrolled
from tests.controls import a_control

INDICATORS, EFFECTIVENESS = "/outcomes/indicators", "/outcomes/effectiveness"
YEAR = "?from=2026-01-01&to=2026-12-31"
LEFT_ON = date(2026, 5, 4)
PEOPLE, MEN, WORKING, PROGRESS = 12, 5, 6, 5
UNTIL = date(2027, 6, 30)


@pytest.fixture(name="club", scope="module")
def _club(tmp_path_factory):
    """Return a club that twelve people left in May 2026: six work, which is known in June; one came back in October."""
    with open_front(tmp_path_factory.mktemp("measured")) as front:
        house = front.house
        people = [_left(house, number) for number in range(PEOPLE)]
        known = front.clock.now()
        front.clock.advance(hours=1)
        for number, person in enumerate(people[:WORKING]):
            _works(house, person, 100 if number else 49)
        for person in people[-PROGRESS:]:
            _progressed(house, person)
        front.clock.advance(days=140)
        _comes_back(house, people[-1])
        front.clock.advance(days=78)
        roles = (Role.COORDINATOR, Role.AUDITOR, Role.EVALUATOR)
        desks = {role: front.desk(role, until=UNTIL) for role in roles}
        a_control(house, desks[Role.AUDITOR].user, since=date(2027, 1, 1), until=UNTIL)
        yield SimpleNamespace(front=front, people=people, desks=desks, known=known)


def _left(house: Any, number: int) -> UUID:
    person, _ = enrolled(
        house,
        "AKTYWIZACJA",
        sex=Sex.MALE if number < MEN else Sex.FEMALE,
        birth_date=date(1960 + 3 * number, 4, 1),
        family_name=f"Zmyślona-{'ABCDEFGHIJKLM'[number]}",
    )
    if number:  # of the first one nobody recorded the status at entry
        ask(house, _status(person, date(2026, 1, 7), disability=Answer.REFUSED if number == 1 else Answer.YES))
    exit_ = Exit(participant_id=person, episode=2, kind=ExitKind.COMPLETED, exited_on=LEFT_ON, reason=None)
    ask(house, exit_, if_match=5 if number else 4)
    return person


def _status(person: UUID, on: date, disability: Answer) -> RecordStatus:
    return RecordStatus(
        participant_id=person,
        moment=StatusMoment.ENTRY,
        taken_on=on,
        labour=LabourStatus.UNEMPLOYED_REGISTERED,
        without_work_since=date(2024, 1, 1),
        education=Education.ISCED_0_2,
        household=None,
        disability=disability,
        foreign_origin=None,
        minority=None,
        homeless=None,
        source=EvidenceGrade.DECLARATION,
    )


def _works(house: Any, person: UUID, fte: int) -> None:
    started = StartEmployment(
        participant_id=person,
        form=LegalForm.EMPLOYMENT_CONTRACT,
        employer=None,
        employer_kind=EmployerKind.COMPANY,
        agreed_until=date(2026, 12, 31),
        fte_hundredths=fte,
        evidence=EvidenceGrade.DOCUMENT,
        started_on=LEFT_ON + timedelta(days=28),
    )
    ask(house, started)


def _progressed(house: Any, person: UUID) -> None:
    seen = ObserveOutcome(
        participant_id=person,
        episode=2,
        kind=OutcomeKind.SOCIAL_PROGRESS,
        observed_on=LEFT_ON,
        evidence=EvidenceGrade.DOCUMENT,
        note=None,
    )
    ask(house, seen)


def _comes_back(house: Any, person: UUID) -> None:
    back = date(2026, 10, 12)
    kind, source = EpisodeKind.KIS, ReferralSource.SELF
    ask(house, ReceiveReferral(participant_id=person, kind=kind, source=source, referred_on=back, note=None))
    ask(house, Enrol(participant_id=person, programme="AKTYWIZACJA", edition=None, enrolled_on=back))


@pytest.fixture(name="coordinator", scope="module")
def _coordinator(club):
    return club.desks[Role.COORDINATOR]


def figure(said: Any, measure: str, part: str = "figures") -> Any:
    [found] = [one for one in said[part] if one["measure"] == measure]
    return found


def output(said: Any, code: str) -> Any:
    [found] = [one for one in said["outputs"]["indicators"] if one["measure"] == f"{code}@1"]
    return found


def part(figure: Any) -> tuple[int, int, int]:
    return figure["numerator"], figure["denominator"], figure["unknown"]


def test_the_outputs_count_each_person_once_by_women_men_and_total(coordinator):
    said = coordinator.get(f"{INDICATORS}{YEAR}")
    everybody = {"total": PEOPLE, "women": PEOPLE - MEN, "men": MEN, "sex_unknown": 0}
    assert output(said, "EECO01")["period"]["people"] == output(said, "EECO01")["cumulative"]["people"] == everybody
    assert output(said, "EECO03")["period"]["people"]["total"] == PEOPLE - 1
    disabled = output(said, "EECO12")["period"]
    assert (disabled["people"]["total"], disabled["refused"]["total"]) == (PEOPLE - 2, 1)
    incomplete = said["outputs"]["incomplete_in_period"]
    assert incomplete["people"]["total"] == 1
    assert {"what": "LABOUR", "people": 1} in incomplete["lacking"]
    rural = output(said, "EECO17")
    assert (rural["collected"], rural["period"], rural["cumulative"]) == (False, None, None)
    assert {line["esf_plus"] for line in said["editions"] if line["programme"] == "AKTYWNY-KIS"} <= {True}
    assert {line["esf_plus"] for line in said["editions"] if line["programme"] == "AKTYWIZACJA"} == {False}


def test_who_left_is_counted_within_four_weeks_and_who_came_back_has_not_left(coordinator):
    said = coordinator.get(f"{INDICATORS}{YEAR}")
    employed = figure(said, "EECR04@1", "results")
    assert part(employed["total"]) == (WORKING - 1, PEOPLE - 2, PEOPLE - 2 - (WORKING - 1))
    assert employed["total"]["entry_unknown"] == 1
    assert part(employed["men"]) == (4, 4, 0)
    assert employed["total"]["rate"] == employed["total"]["least"] == 0.5
    assert employed["total"]["most"] == 1.0
    assert figure(said, "EECR04@1", "cumulative")["total"] == employed["total"]
    nothing = coordinator.get(f"{INDICATORS}?from=2026-05-05&to=2026-12-31")
    assert figure(nothing, "EECR04@1", "results")["total"]["rate"] is None
    assert figure(nothing, "EECR04@1", "cumulative")["total"] == employed["total"]


def test_the_measures_stand_side_by_side_and_each_names_its_definition_and_how_it_takes_silence(coordinator):
    said = coordinator.get(f"{EFFECTIVENESS}{YEAR}")
    assert [f"{one['code']}@{one['version']}" for one in said["definitions"]] == [
        one["measure"] for one in said["figures"]
    ]
    assert all((one["position"], one["today"]) == (said["position"], said["today"]) for one in said["figures"])
    left = PEOPLE - 1
    assert part(figure(said, "PL-ZATRUDNIENIE@1")["total"]) == (WORKING - 1, left, left - WORKING)
    assert part(figure(said, "PL-SPOLECZNA@1")["total"]) == (PROGRESS - 1, left, left - PROGRESS + 1)
    assert part(figure(said, "PUP-30-DNI@1")["total"]) == (WORKING, WORKING, left - WORKING)
    assert part(figure(said, "WIOA-KWARTAL-2@1")["total"]) == (WORKING, left, left - WORKING)
    hud = figure(said, "HUD-BEZ-POWROTU-180@1")["total"]
    assert (hud["numerator"], hud["denominator"], hud["rate"]) == (left, PEOPLE, left / PEOPLE)
    assert figure(said, "KIS-UKONCZENIE-WEJSCIE@1")["total"]["pending"] == 1
    assert "Milczenie liczy się jak sukces" in figure(said, "HUD-BEZ-POWROTU-180@1")["pl"]
    assert "Milczenie liczy się jak niepowodzenie" in figure(said, "PL-ZATRUDNIENIE@1")["pl"]


def test_what_was_known_then_is_answered_to_the_byte_whatever_came_since(club, coordinator):
    then = f"known_at={club.known:%Y-%m-%dT%H:%M:%SZ}"
    for path in (INDICATORS, EFFECTIVENESS):
        asked = [coordinator.ask("GET", f"{API}{path}{YEAR}&{then}").content for _ in range(2)]
        assert asked[0] == asked[1]
    said = coordinator.get(f"{INDICATORS}?{then}")
    assert (said["today"], said["asked"]["first"], said["asked"]["last"]) == ("2026-06-01", "2026-01-01", "2026-06-01")
    assert figure(said, "EECR04@1", "results")["total"]["pending"] == PEOPLE - 1
    assert said["position"] < coordinator.get(INDICATORS)["position"]


def test_a_programme_and_an_edition_narrow_and_nobody_is_no_data(club, coordinator):
    [edition] = [e for e in coordinator.get("/programmes/AKTYWIZACJA/editions")["items"] if e["code"] == "STALA"]
    for which in ("programme=AKTYWIZACJA", f"edition={edition['id']}"):
        said = coordinator.get(f"{INDICATORS}{YEAR}&{which}")
        assert output(said, "EECO01")["period"]["people"]["total"] == PEOPLE
        assert {line["programme"] for line in said["editions"]} == {"AKTYWIZACJA"}
    nobody = coordinator.get(f"{EFFECTIVENESS}{YEAR}&programme=PSU")
    assert all(one["total"]["denominator"] == 0 and one["total"]["rate"] is None for one in nobody["figures"])


def test_an_auditor_counts_the_people_of_her_control_and_nobody_without_one(club):
    auditor = club.desks[Role.AUDITOR]
    assert output(auditor.get(f"{INDICATORS}{YEAR}"), "EECO01")["period"]["people"]["total"] == PEOPLE
    said = club.front.desk(Role.AUDITOR, until=UNTIL).get(f"{INDICATORS}{YEAR}")
    assert output(said, "EECO01")["period"]["people"]["total"] == 0
    assert any("otwartej kontroli" in hidden for hidden in said["hides"])


@pytest.mark.parametrize("path", [INDICATORS, EFFECTIVENESS])
@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("?from=2026-12-31&to=2026-01-01", "period-ends-before-it-begins"),
        ("?from=2027-12-31", "period-ends-before-it-begins"),
        ("?from=1899-12-31", "date-out-of-range"),
        (f"?edition={UUID(int=7, version=4)}", "edition-not-known"),
        ("?programme=BRAK", "no-such-programme"),
        ("?known_at=2030-01-01", "known-in-the-future"),
        ("?known_at=2001-01-01", "known-before-the-club"),
        ("?od=2026-01-01", "invalid-fields"),
        ("?from=wczoraj", "invalid-fields"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_both_languages_and_says_what_to_do(club, coordinator, path, query, code):
    before = club.front.facts
    for language in ("pl", "en"):
        answer = coordinator.ask("GET", f"{API}{path}{query}", headers={"accept-language": language})
        assert (answer.status_code, answer.json()["type"]) == (422, f"urn:kis:problem:{code}")
        assert answer.headers["content-language"] == language
    assert club.front.facts == before


def test_caseworkers_have_no_measures_and_no_answer_names_a_person(club, coordinator):
    worker = club.front.desk(Role.CASEWORKER, until=UNTIL)
    for path in (INDICATORS, EFFECTIVENESS):
        assert worker.ask("GET", f"{API}{path}").status_code == 403
        said = coordinator.ask("GET", f"{API}{path}{YEAR}").text
        assert "Zmyślona" not in said
        assert not any(str(person) in said for person in club.people)


def test_an_evaluator_gets_published_measures_in_multiples_of_five_and_nothing_free(club):
    evaluator = club.desks[Role.EVALUATOR]
    said = evaluator.get(f"{INDICATORS}?period=1")
    assert (said["asked"]["first"], said["asked"]["last"], said["published"]["asked"]) == (
        "2026-01-01",
        "2026-12-31",
        "2026-12-31",
    )
    everybody = output(said, "EECO01")["period"]["people"]
    assert everybody == {"total": 10, "women": 5, "men": 5, "sex_unknown": 0}
    assert output(said, "EECO17")["collected"] is False
    told = evaluator.get(f"{EFFECTIVENESS}?period=1")
    for one in [*said["results"], *said["cumulative"], *told["figures"]]:
        for share in (one["total"], one["women"], one["men"], one["sex_unknown"]):
            counts = [] if share is None else [n for n in share.values() if isinstance(n, int)]
            assert all(count % 5 == 0 for count in counts)
            assert share is None or share["rate"] is None
    assert {one["measure"] for one in told["figures"]}.isdisjoint(told["published"]["withheld"])
    assert "EECR01@1" in said["published"]["withheld"]
    for query in ("?from=2026-01-01", "?programme=PSU", f"?edition={UUID(int=7, version=4)}", "?to=2026-12-31"):
        answer = evaluator.ask("GET", f"{API}{INDICATORS}{query}")
        assert (answer.status_code, answer.json()["type"]) == (403, "urn:kis:problem:published-measures-only")
    early = evaluator.get(f"{EFFECTIVENESS}?known_at=2026-06-01")
    assert early["figures"] == []
    assert len(early["published"]["withheld"]) == len(early["definitions"])
    assert any("Niczego jeszcze nie opublikowano" in note["pl"] for note in early["notes"])
