"""Taking part over HTTP: contracts, periods, enrolments, hours, absences and pauses, read back from the card."""

from datetime import date
from uuid import UUID

import pytest

from application.related_persons import LinkRelatedPerson
from domain.vocabulary import Relation
from tests.asgi import SCRIPT, contract, open_front
from tests.club import ask
from tests.lived import Place


@pytest.fixture(name="house_front")
def _front(tmp_path):
    with open_front(tmp_path) as front:
        yield front


@pytest.fixture
def place(house_front):
    """Somebody enrolled, in episode 2 under contract 3 in place 4, with two hours as entry 5."""
    return Place(house_front, SCRIPT[:5])


def test_a_contract_is_amended_evaluated_breached_and_certified(place):
    place.tell("amendContract")
    evaluation, breach = place.tell("evaluateContract"), place.tell("breachContract")
    certificate = place.tell("issueCertificate")

    card = place.card()
    assert card["contracts"] == [
        {
            "item": 3,
            "type": "B",
            "signed_on": "2026-05-05",
            "valid_from": "2026-05-05",
            "valid_until": "2026-12-31",
            "amended_on": "2026-05-25",
            "terminated_on": None,
        }
    ]
    assert card["evaluations"] == [
        {"item": evaluation, "contract": 3, "evaluated_on": "2026-05-26", "result": "ACHIEVED"}
    ]
    told = {"contract": 3, "breached_on": "2026-05-21", "kind": "ABSENCE", "action": None}
    assert card["breaches"] == [{"item": breach, **told}]
    assert card["certificates"] == [{"item": certificate, "contract": 3, "issued_on": "2026-05-29"}]


def test_a_terminated_contract_covers_no_later_hours(place):
    place.tell("terminateContract")

    assert place.card()["contracts"][0]["terminated_on"] == "2026-05-29"
    place.tell("recordHours", day="2026-05-29", starts_at=None)
    late = contract().example("recordHours") | {"day": "2026-05-30"}
    answer = place.desk.ask("POST", f"/api/v1{place.path}/hours", late)
    assert answer.json()["type"] == "urn:kis:problem:no-contract-in-force"
    assert "05.05.2026–29.05.2026" in answer.json()["detail"]


def test_the_agreed_period_is_set_and_changed(place):
    place.tell("agreePeriod")
    assert place.card()["episodes"][0]["agreed_until"] == "2026-11-05"
    place.tell("changeAgreedPeriod")
    assert place.card()["episodes"][0]["agreed_until"] == "2026-12-31"


def test_one_programme_ends_and_the_episode_goes_on(place):
    other = place.tell("enrol", programme="AKTYWIZACJA")
    place.say("/enrolments/4/ending", contract().example("endEnrolment"))

    ended = {line["item"]: line["ended_on"] for line in place.card()["enrolments"]}
    assert ended == {4: "2026-05-29", other: None}
    assert place.states() == ["ACTIVE"]


def test_two_carers_share_the_quota_of_one_person(house_front):
    mother, father = (Place(house_front, SCRIPT[:1]) for _ in range(2))
    grandmother = Place(house_front, SCRIPT[:1])
    owners = []
    for carer in (mother, father):
        carer.tell("receiveReferral", kind="SERVICE")
        looks_after = LinkRelatedPerson(
            participant_id=UUID(carer.life.id),
            person=UUID(grandmother.life.id),
            relation=Relation.CARED_FOR,
            since=date(2026, 5, 4),
            id=UUID(int=1, version=4),
            family_name=None,
            given_name=None,
            pesel=None,
            phone=None,
            note=None,
        )
        link = ask(house_front.house, looks_after)
        carer.life.version = link.version
        carer.tell("enrol", programme="OPIEKA-WYTCHNIENIOWA", cared_for=link.item)
        owners.append(carer.card()["enrolments"][0]["quota_of"])
    assert owners == [grandmother.life.id] * 2


def test_hours_are_approved_corrected_returned_and_voided_and_the_sum_leaves_the_voided_out(place):
    other = place.tell("recordHours", day="2026-05-08", minutes=60)
    states = lambda: {line["item"]: line["state"] for line in place.hours()["items"]}  # noqa: E731 (asked often)
    assert states() == {5: "RECORDED", other: "RECORDED"}
    place.tell("approveHours", entries=[5, other])
    assert states() == {5: "APPROVED", other: "APPROVED"}
    place.say("/hours/5/corrections", contract().example("correctHours"))
    assert states() == {5: "RECORDED", other: "APPROVED"}
    place.tell("returnHours", entries=[5])
    assert states() == {5: "RETURNED", other: "APPROVED"}
    place.say(f"/hours/{other}/void", {"reason": "wpisane drugi raz"})
    assert states() == {5: "RETURNED", other: "VOIDED"}
    assert place.hours()["minutes"] == 90
    assert place.card()["minutes"] == {"4": 90}


def test_the_time_of_a_voided_entry_is_free_again(place):
    place.tell("voidHours")
    item = place.tell("recordHours")
    assert [(line["item"], line["state"]) for line in place.hours()["items"]] == [(5, "VOIDED"), (item, "RECORDED")]


@pytest.mark.parametrize(("operation", "day"), [("recordAbsence", "2026-05-12"), ("refuseWork", "2026-05-13")])
def test_a_day_of_absence_takes_no_hours_until_it_is_voided(place, operation, day):
    item = place.tell(operation)
    hours = contract().example("recordHours") | {"day": day}

    answer = place.desk.ask("POST", f"/api/v1{place.path}/hours", hours)

    assert answer.json()["type"] == "urn:kis:problem:absent-that-day"
    place.say(f"/entries/{item}/void", {"reason": "była obecna"})
    place.tell("recordHours", day=day)


def test_a_pause_shows_on_the_card_and_the_roster_until_it_ends(place):
    pause = place.tell("suspend")
    assert place.states() == ["SUSPENDED"]
    assert place.card()["suspensions"] == [
        {"item": pause, "episode": 2, "since": "2026-05-18", "planned_until": "2026-06-14", "resumed_on": None}
    ]
    place.say(f"/suspensions/{pause}/resumption", {"resumed_on": "2026-05-25"})
    assert place.states() == ["ACTIVE"]
    assert place.card()["suspensions"][0]["resumed_on"] == "2026-05-25"


def test_a_pause_that_is_over_is_recorded_at_once_beside_later_hours(place):
    place.tell("recordHours", day="2026-05-26")
    pause = place.tell("suspend", resumed_on="2026-05-25", planned_until=None)
    assert place.card()["suspensions"][0]["item"] == pause
    assert place.states() == ["ACTIVE"]
