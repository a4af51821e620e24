"""Erasure requests over HTTP: every step, every way to go wrong, and what is shown of it."""

from datetime import date
from typing import Any

import pytest

from application.caseworkers import AssignCaseworker
from application.duplicates import LinkDuplicate
from application.referral import ReceiveReferral
from application.retention import SetRetention
from domain.retention import RetentionBasis
from domain.vocabulary import EpisodeKind, ReferralSource, Role
from tests.asgi import API, Front, open_front
from tests.club import ask, registered
from tests.interface.api.things import NOBODYS, kept_no_longer
from tests.refusing import refused

REQUESTS = f"{API}/erasure-requests"
MAY = "2026-05-29"


@pytest.fixture(name="front", scope="module")
def _front(tmp_path_factory):
    with open_front(tmp_path_factory.mktemp("erasure")) as front:
        yield front


@pytest.fixture(name="desks", scope="module")
def _desks(front):
    return front.desk(Role.COORDINATOR), front.desk(Role.ADMINISTRATOR, name="Adela Próbna")


def asked(person: Any, **said: str) -> dict[str, str]:
    return {"participant": str(person), "by": "CLUB", "ground": "END_OF_RETENTION", "received_on": MAY} | said


class Case:
    """A request at a coordinator's desk, step by step."""

    def __init__(self, desk: Any, person: Any, **said: str) -> None:
        self.desk = desk
        self.recorded = desk.post("/erasure-requests", asked(person, **said))
        self.path = f"/erasure-requests/{self.recorded['id']}"

    @property
    def version(self) -> int:
        version: int = self.recorded["version"]
        return version

    def step(self, name: str, body: Any = None, desk: Any = None) -> None:
        self.recorded = (desk or self.desk).post(f"{self.path}/{name}", body, if_match=self.version)

    def consent(self) -> None:
        self.step("archive-consent", {"number": "OA.24.7.2026", "given_on": "2026-05-28"})

    def refused(self, front: Front, caplog: Any, name: str, body: Any = None, desk: Any = None) -> str:
        """Ask for a step that is refused; return the problem's code."""
        answer = refused(
            front, desk or self.desk, caplog, "POST", f"{API}{self.path}/{name}", body, if_match=self.version
        )
        code: str = answer.json()["type"].removeprefix("urn:kis:problem:")
        return code

    def said(self, desk: Any = None) -> Any:
        return (desk or self.desk).get(self.path)


def no_request(front: Front, desk: Any, caplog: Any, body: dict[str, str]) -> str:
    """Ask for a request that is refused; return the problem's code."""
    code: str = refused(front, desk, caplog, "POST", REQUESTS, body).json()["type"].removeprefix("urn:kis:problem:")
    return code


def test_a_forgetting_from_the_request_to_the_protocol(front, desks, caplog):
    coordinator, administrator = desks
    person = kept_no_longer(front.house, family_name="Kanarkowska")
    case = Case(coordinator, person)
    assert case.refused(front, caplog, "approval", desk=administrator) == "archive-consent-missing"
    case.consent()
    assert case.refused(front, caplog, "execution") == "erasure-not-approved"
    assert case.refused(front, caplog, "approval") == "second-person-needed"
    case.step("approval", desk=administrator)
    assert case.said(administrator)["protocol"] is None
    case.step("execution")

    said = case.said(administrator)
    assert (said["state"], said["participants"], said["consent_number"]) == ("EXECUTED", [str(person)], "OA.24.7.2026")
    protocol = said["protocol"]
    assert (protocol["erased"], protocol["kept"]) == (["identity", "notes", "special"], ["birth_year", "sex"])
    assert (protocol["purged_on"], protocol["approved_by"]) == ("2026-06-01", "Adela Próbna")
    assert protocol["position"] == front.facts
    assert protocol["ledger_root"] in protocol["text"]
    assert "obowiązek trwał do 31.12.2020" in protocol["text"]
    assert "Kanarkowska" not in str(said)
    assert case.refused(front, caplog, "execution") == "erasure-settled"
    assert no_request(front, coordinator, caplog, asked(person)) == "already-forgotten"


def test_a_forgotten_person_is_on_the_roster_without_a_name_behind_everybody_and_found_by_nothing(front, desks):
    coordinator, administrator = desks
    person = kept_no_longer(front.house, family_name="Aaronowska", case_mark="KIS.ZMYŚLONY.77")
    last = registered(front.house, family_name="Żytnia", given_name="Żaneta")
    listed = [line["id"] for line in coordinator.get("/participants?limit=200")["items"]]
    assert listed.index(str(person)) < listed.index(str(last))
    case = Case(coordinator, person)
    case.consent()
    case.step("approval", desk=administrator)
    case.step("execution")

    lines = coordinator.get("/participants?limit=200")["items"]
    assert len(lines) == len(listed)
    [line] = [line for line in lines if line["id"] == str(person)]
    assert (line["family_name"], line["given_name"]) == (None, None)
    assert [one["id"] for one in lines].index(str(person)) > [one["id"] for one in lines].index(str(last))
    for search in ({"name": "aaronowska"}, {"case_mark": "KIS.ZMYŚLONY.77"}):
        assert coordinator.post("/participants/search", search)["items"] == []
    history = coordinator.get(f"/participants/{person}/history")["items"]
    assert history[0]["pl"].startswith("Wpisano do rejestru 05.01.2015: [usunięto].")
    assert history[0]["details"]["sex"] == "F"
    assert "na zawsze: upłynął okres przechowywania" in history[-1]["pl"]


def test_a_person_who_asks_while_the_file_must_be_kept_is_refused_on_record_until_a_day(front, desks, caplog):
    coordinator, _ = desks
    person = registered(front.house, registered_on=date(2015, 1, 5))
    kept: dict[str, Any] = {"retention_class": "B50", "basis": RetentionBasis.CLASS_LIST, "since": date(2015, 1, 5)}
    ask(front.house, SetRetention(participant_id=person, **kept))

    assert no_request(front, coordinator, caplog, asked(person)) == "duty-to-keep-runs"
    case = Case(coordinator, person, by="PERSON", ground="CONSENT_WITHDRAWN")

    said = case.said()
    assert (said["state"], said["refused_for"], said["kept_until"]) == ("REFUSED", "DUTY_TO_KEEP", "2065-12-31")
    assert case.refused(front, caplog, "refusal", {"reason": "UNFOUNDED"}) == "erasure-settled"


def test_what_cannot_be_forgotten_says_why(front, desks, caplog):
    coordinator, _ = desks
    house = front.house
    unset = registered(house)
    assert no_request(front, coordinator, caplog, asked(unset)) == "retention-not-set"
    assert no_request(front, coordinator, caplog, asked(NOBODYS)) == "not-found"
    taking_part = kept_no_longer(house)
    referral: dict[str, Any] = {"kind": EpisodeKind.SERVICE, "source": ReferralSource.SELF, "note": None}
    ask(house, ReceiveReferral(participant_id=taking_part, referred_on=date(2026, 5, 4), **referral))
    assert no_request(front, coordinator, caplog, asked(taking_part)) == "episode-runs"
    person = kept_no_longer(house)
    assert no_request(front, coordinator, caplog, asked(person, by="PERSON")) == "ground-of-somebody-else"
    assert no_request(front, coordinator, caplog, asked(person, received_on="2026-06-02")) == "date-in-the-future"
    case = Case(coordinator, person)
    assert no_request(front, coordinator, caplog, asked(person)) == "erasure-requested-already"
    assert case.refused(front, caplog, "refusal", {"reason": "DUTY_TO_KEEP"}) == "duty-is-computed"
    case.step("refusal", {"reason": "LEGAL_CLAIMS"})
    assert case.said()["refused_for"] == "LEGAL_CLAIMS"
    Case(coordinator, person)


def test_a_duty_that_was_set_after_the_request_holds_the_approval_up(front, desks, caplog):
    coordinator, administrator = desks
    person = kept_no_longer(front.house)
    case = Case(coordinator, person)
    case.consent()
    kept: dict[str, Any] = {"retention_class": "B10", "basis": RetentionBasis.EU_FUND, "since": date(2026, 1, 5)}
    ask(front.house, SetRetention(participant_id=person, **kept))
    assert case.refused(front, caplog, "approval", desk=administrator) == "duty-to-keep-runs"


def test_an_approval_of_three_days_ago_is_over(front, desks, caplog):
    coordinator, administrator = desks
    case = Case(coordinator, kept_no_longer(front.house))
    case.consent()
    case.step("approval", desk=administrator)
    front.clock.advance(hours=72, seconds=1)
    assert case.refused(front, caplog, "execution") == "approval-expired"
    case.step("approval", desk=administrator)
    case.step("execution")
    assert case.said()["state"] == "EXECUTED"


def test_linked_duplicates_are_one_person_and_are_forgotten_together_or_not_at_all(front, desks, caplog):
    coordinator, administrator = desks
    house = front.house
    survivor, twin, third = (kept_no_longer(house) for _ in range(3))
    ask(house, LinkDuplicate(participant_id=twin, survivor=survivor, reason="ta sama zmyślona osoba"))
    case = Case(coordinator, twin)
    assert case.said()["participants"] == [str(survivor), str(twin)]
    case.consent()
    case.step("approval", desk=administrator)
    ask(house, LinkDuplicate(participant_id=third, survivor=survivor, reason="jeszcze jedna karta"))
    assert case.refused(front, caplog, "execution") == "records-changed"
    case.step("refusal", {"reason": "UNFOUNDED"})
    again = Case(coordinator, survivor)
    again.consent()
    again.step("approval", desk=administrator)
    again.step("execution")
    for person in (survivor, twin, third):
        assert coordinator.get(f"/participants/{person}/retention")["forgotten"]


def test_retention_shows_every_duty_and_the_last_day_of_the_longest(front, desks):
    coordinator, _ = desks
    person = kept_no_longer(front.house)
    body = {"retention_class": "BE10", "basis": "EU_FUND", "since": "2019-03-01"}
    coordinator.post(f"/participants/{person}/retention", body)
    said = coordinator.get(f"/participants/{person}/retention")
    assert [(line["retention_class"], line["until"]) for line in said["duties"]] == [
        ("B5", "2020-12-31"),
        ("BE10", "2029-12-31"),
    ]
    assert (said["until"], said["for_ever"], said["forgotten"]) == ("2029-12-31", False, False)
    coordinator.post(f"/participants/{person}/retention", body | {"retention_class": "A"})
    said = coordinator.get(f"/participants/{person}/retention")
    assert (said["until"], said["for_ever"]) == (None, True)


@pytest.mark.parametrize(
    ("step", "body"),
    [
        ("refusal", {"reason": "Kanarkowska nie chce"}),
        ("refusal", {"reason": "UNFOUNDED", "note": "Kanarkowska nie chce"}),
        ("archive-consent", {"number": "Kanarkowska żółć", "given_on": "2026-05-28"}),
        ("archive-consent", {"number": "OA.1", "given_on": "jutro u Kanarkowskiej"}),
        ("archive-consent", {"number": "OA.1", "given_on": "2026-12-31"}),
    ],
)
def test_no_free_text_finds_a_way_into_a_request(front, desks, caplog, step, body):
    coordinator, _ = desks
    case = Case(coordinator, kept_no_longer(front.house))
    case.refused(front, caplog, step, body)
    case.step("refusal", {"reason": "WITHDRAWN"})


def test_a_list_shows_requests_and_nobody(desks):
    _, administrator = desks
    page = administrator.get("/erasure-requests?limit=2")
    assert len(page["items"]) == 2
    rest = administrator.get(f"/erasure-requests?limit=200&cursor={page['next_cursor']}")
    ids = [line["id"] for line in (*page["items"], *rest["items"])]
    assert ids == sorted(set(ids))
    assert set(page["items"][0]) == {"id", "received_on", "state", "requested_by", "approved_by"}


def test_a_caseworker_sets_how_long_the_file_of_their_own_people_is_kept_and_of_nobody_else(front):
    caseworker = front.desk(Role.CASEWORKER)
    mine, other = registered(front.house), registered(front.house)
    ask(front.house, AssignCaseworker(participant_id=mine, user=caseworker.user))
    body = {"retention_class": "B10", "since": MAY}
    caseworker.post(f"/participants/{mine}/retention", body)
    assert caseworker.ask("POST", f"{API}/participants/{other}/retention", body).status_code == 404
