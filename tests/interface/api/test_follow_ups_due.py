"""The due list as the desk works through it: who, when, on what basis, why in this place; and what changes it."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from application.caseworkers import AssignCaseworker
from application.declarations import GiveConsent
from application.duplicates import LinkDuplicate
from application.participation import Exit
from application.projections.evaluated.view import Evaluated
from domain.declarations import ConsentKind
from domain.vocabulary import ExitKind, Role
from tests.asgi import API, open_front
from tests.club import ask, enrolled, registered

FEBRUARY, MAY, LATE_MAY = date(2026, 2, 27), date(2026, 5, 4), date(2026, 5, 11)
EPISODE = 2
CALL = {"episode": EPISODE, "channel": "PHONE"}


class Lives:
    """Five who left: two with a consent, one by duty, one whom nobody may ask, one of a service; and one who stays."""

    def __init__(self, front):
        house = front.house
        self.front, self.desk = front, front.desk(Role.COORDINATOR)
        self.caseworker, self.colleague = front.desk(Role.CASEWORKER), front.desk(Role.CASEWORKER)
        self.agrees = self.left(FEBRUARY, "AKTYWIZACJA", "Zmyślona", consents=True)
        self.recent = self.left(MAY, "AKTYWIZACJA", "Przykładowa", consents=True)
        self.by_duty = self.left(LATE_MAY, "AKTYWNY-KIS", "Umowna")
        self.nobody_asks = self.left(FEBRUARY, "AKTYWIZACJA", "Testowa")
        self.service = self.left(FEBRUARY, "AOON", "Niebyła", consents=True)
        self.stays, _ = enrolled(house, "AKTYWIZACJA", family_name="Pozorska")
        ask(house, AssignCaseworker(participant_id=self.agrees, user=self.caseworker.user))
        ask(house, AssignCaseworker(participant_id=self.by_duty, user=self.colleague.user))

    def left(self, day, programme, family_name, *, consents=False):
        house = self.front.house
        person, _ = enrolled(house, programme, family_name=family_name)
        if consents:
            said: dict[str, Any] = {"kind": ConsentKind.CONTACT_AFTER_EXIT, "given_on": date(2026, 1, 6)}
            ask(house, GiveConsent(participant_id=person, signed_by=None, document_number=None, **said))
        how: dict[str, Any] = {"episode": EPISODE, "kind": ExitKind.COMPLETED, "exited_on": day, "reason": None}
        ask(house, Exit(participant_id=person, **how))
        return person


@pytest.fixture(name="club", scope="module")
def _club(tmp_path_factory):
    """Yield a club that is only read."""
    with open_front(tmp_path_factory.mktemp("due")) as front:
        yield Lives(front)


@pytest.fixture(name="lives")
def _lives(tmp_path):
    with open_front(tmp_path) as front:
        yield Lives(front)


def told(desk, query=""):
    page = desk.get(f"/follow-ups/due{query}")
    return [(UUID(line["id"]), line["point"], line["state"]) for line in page["items"]]


def test_the_coordinator_sees_whom_to_ask_by_name_on_which_basis_and_why(club):
    page = club.desk.get("/follow-ups/due")
    first, *others = page["items"]
    assert first == {
        "id": str(club.agrees),
        "family_name": "Zmyślona",
        "given_name": "Łucja",
        "record": str(club.agrees),
        "episode": EPISODE,
        "exited_on": "2026-02-27",
        "point": "MONTHS_3",
        "pl": "3 miesiące po zakończeniu",
        "en": "3 months after the exit",
        "due_on": "2026-05-27",
        "days": 5,
        "state": "DUE",
        "state_pl": "do zapytania",
        "state_en": "to be asked",
        "attempts": 0,
        "last_attempt": None,
        "basis": {"kind": "CONSENT", "pl": "zgoda na kontakt", "en": "consent to contact", "until": None},
        "why_pl": "zwęzi granice „3 miesiące po zakończeniu” dla zakończeń z roku 2026 o 1/2: nic nie wiadomo o 2 z 2",
        "why_en": "narrows the bounds “3 months after the exit” of the exits of 2026 by 1/2: unknown are 2 of 2",
    }
    assert [(UUID(line["id"]), line["point"], line["state"]) for line in others] == [
        (club.agrees, "WEEKS_4", "OVERDUE"),
        (club.recent, "WEEKS_4", "OPEN"),
        (club.by_duty, "WEEKS_4", "OPEN"),
    ]


def test_windows_that_run_stand_last_with_the_day_on_which_the_basis_ends(club):
    items = club.desk.get("/follow-ups/due?state=OPEN")["items"]
    assert [line["id"] for line in items] == [str(club.recent), str(club.by_duty)]
    duty = items[1]["basis"]
    assert (duty["kind"], duty["pl"], duty["until"]) == ("ESF_4_WEEKS", "obowiązek EFS, do 4 tygodni", "2026-06-08")
    assert "podstawa do 08.06.2026" in items[1]["why_pl"]
    assert items[1]["days"] == -7


def test_what_is_left_out_is_said_with_its_numbers(club):
    assert club.desk.get("/follow-ups/due")["hides"] == [
        "sprawdzenia w stanie „jeszcze nie w terminie”: 10",
        "sprawdzenia w stanie „brak podstawy do kontaktu”: 2",
    ]
    page = club.desk.get("/follow-ups/due?state=WITHOUT_BASIS&point=MONTHS_3")
    assert [(line["id"], line["point"]) for line in page["items"]] == [(str(club.nobody_asks), "MONTHS_3")]
    assert page["items"][0]["basis"] is None
    assert page["items"][0]["why_pl"] == "brak podstawy do kontaktu"
    assert "sprawdzenia inne niż: 3 miesiące po zakończeniu" in page["hides"]


def test_nobody_of_a_service_and_nobody_who_stays_is_on_it_in_any_state(club):
    states = ("DUE", "OVERDUE", "OPEN", "NOT_DUE_YET", "ANSWERED", "GIVEN_UP", "WITHOUT_BASIS", "NOBODY_TO_ASK")
    seen = {person for state in states for person, _, _ in told(club.desk, f"?state={state}")}
    assert seen == {club.agrees, club.recent, club.by_duty, club.nobody_asks}


def test_a_caseworker_sees_only_her_own_and_is_told_so(club):
    assert {person for person, _, _ in told(club.caseworker)} == {club.agrees}
    assert {person for person, _, _ in told(club.colleague)} == {club.by_duty}
    page = club.caseworker.get("/follow-ups/due")
    assert page["hides"][0] == "osoby, które nie są przydzielone Tobie"
    assert "z 2" in page["items"][0]["why_pl"], "the order and the numbers are those of the club"
    others = club.caseworker.get(f"/follow-ups/due?caseworker={club.colleague.user}")
    assert (others["items"], others["hides"][0]) == ([], "osoby przydzielone komuś innemu: widzisz tylko swoje")


def test_the_coordinator_may_ask_for_one_caseworkers_people(club):
    query = f"?caseworker={club.caseworker.user}"
    assert {person for person, _, _ in told(club.desk, query)} == {club.agrees}
    hides = club.desk.get(f"/follow-ups/due{query}")["hides"]
    assert hides[0] == "osoby nieprzydzielone wskazanemu pracownikowi"


@pytest.mark.parametrize("role", [Role.CLASS_LEADER, Role.AUDITOR, Role.EVALUATOR, Role.ADMINISTRATOR])
def test_nobody_else_is_shown_whom_to_ask(club, role):
    answer = club.front.desk(role).ask("GET", f"{API}/follow-ups/due")
    assert (answer.status_code, answer.json()["type"]) == (403, "urn:kis:problem:forbidden")


def test_page_by_page_it_is_the_same_list_as_it_was_known_on_the_first(lives):
    whole = told(lives.desk)
    page = lives.desk.get("/follow-ups/due?limit=1")
    said = [page]
    answered(lives, lives.agrees, "MONTHS_3", "2026-05-27")
    while page["next_cursor"] is not None:
        page = lives.desk.get(f"/follow-ups/due?limit=1&cursor={page['next_cursor']}")
        said.append(page)
    assert [(UUID(line["id"]), line["point"], line["state"]) for one in said for line in one["items"]] == whole
    assert len({one["known_position"] for one in said}) == 1
    assert len(told(lives.desk)) == len(whole) - 1


def test_a_cursor_of_another_question_is_refused(club):
    cursor = club.desk.get("/follow-ups/due?limit=1")["next_cursor"]
    for query, desk in (("&state=DUE", club.desk), ("", club.caseworker)):
        answer = desk.ask("GET", f"{API}/follow-ups/due?limit=1&cursor={cursor}{query}")
        assert (answer.status_code, answer.json()["type"]) == (400, "urn:kis:problem:invalid-cursor")


@pytest.mark.parametrize("query", ["?state=SPÓŹNIONE", "?point=TYDZIEŃ", "?caseworker=Ewa", "?on=2026-01-01"])
def test_a_filter_that_makes_no_sense_is_refused_without_an_echo(club, query):
    answer = club.desk.ask("GET", f"{API}/follow-ups/due{query}")
    assert answer.status_code == 422
    assert query.split("=")[1] not in answer.json()["detail"]


def test_who_was_shown_is_on_record_and_a_view_that_halted_is_refused(lives, monkeypatch):
    assert told(lives.desk)
    seen = lives.desk.get(f"/audit/access?participant={lives.agrees}")["items"]
    assert "listFollowUpsDue" in {line["resource"] for line in seen}
    monkeypatch.setattr(lives.front.house.writer.progress, "halted", {Evaluated.name: 1})
    answer = lives.desk.ask("GET", f"{API}/follow-ups/due")
    assert (answer.status_code, answer.json()["type"]) == (503, "urn:kis:problem:view-halted")


def attempted(lives, person, point, **said):
    body = CALL | {"point": point, "asked_on": "2026-06-01", "result": "NO_CONTACT"} | said
    return lives.desk.ask("POST", f"{API}/participants/{person}/follow-ups/attempts", body)


def answered(lives, person, point, as_of, situation="WORKS", **how):
    body = CALL | {"point": point, "asked_on": "2026-06-01", "as_of": as_of, "situation": situation}
    path = f"/participants/{person}/follow-ups/answers"
    return lives.desk.post(path, body | {"evidence": "DECLARATION"}, **how)


def test_an_attempt_is_counted_and_an_answer_takes_the_check_off_the_list_until_it_is_voided(lives):
    assert attempted(lives, lives.agrees, "MONTHS_3").status_code == 201
    line = lives.desk.get("/follow-ups/due?point=MONTHS_3")["items"][0]
    assert line["attempts"] == 1
    assert line["last_attempt"] == {
        "on": "2026-06-01",
        "channel": "PHONE",
        "result": "NO_CONTACT",
        "pl": "telefon, brak kontaktu",
        "en": "phone, no contact",
    }
    said = answered(lives, lives.agrees, "MONTHS_3", "2026-05-27")
    assert (said["contradicts"], said["remarks"]) == ([], [])
    assert (lives.agrees, "MONTHS_3", "ANSWERED") in told(lives.desk, "?state=ANSWERED")
    assert (lives.agrees, "MONTHS_3", "DUE") not in told(lives.desk)
    path = f"/participants/{lives.agrees}/entries/{said['item']}/void"
    lives.desk.post(path, {"reason": "inna osoba"}, if_match=said["version"])
    assert told(lives.desk)[0] == (lives.agrees, "MONTHS_3", "DUE")


def test_what_is_inferred_and_a_refusal_change_the_list_as_they_should(lives):
    before = lives.desk.get("/follow-ups/due")["items"]
    sign = {"episode": EPISODE, "point": "MONTHS_3", "inferred_on": "2026-06-01", "as_of": "2026-05-27"}
    path = f"/participants/{lives.agrees}/follow-ups/inferences"
    lives.desk.post(path, sign | {"situation": "WORKS", "ground": "SEEN_AT_WORK"})
    assert lives.desk.get("/follow-ups/due")["items"] == before
    assert attempted(lives, lives.agrees, "MONTHS_3", result="REFUSED").status_code == 201
    assert told(lives.desk, "?state=GIVEN_UP") == [(lives.agrees, "MONTHS_3", "GIVEN_UP")]


def test_an_attempt_without_a_basis_is_refused_by_law_or_recorded_with_its_reason(lives):
    answer = attempted(lives, lives.nobody_asks, "MONTHS_3")
    problem = answer.json()
    assert (answer.status_code, problem["type"]) == (409, "urn:kis:problem:no-basis-for-contact")
    assert problem["law"] == "RODO, art. 6 ust. 1"
    assert attempted(lives, lives.nobody_asks, "MONTHS_3", override="zadzwoniono przez pomyłkę").status_code == 201
    entry = lives.desk.get(f"/participants/{lives.nobody_asks}/history")["items"][-1]
    assert entry["pl"].endswith("Próba mimo braku podstawy do kontaktu: zadzwoniono przez pomyłkę.")
    assert (lives.nobody_asks, "MONTHS_3", "WITHOUT_BASIS") in told(lives.desk, "?state=WITHOUT_BASIS")
    assert attempted(lives, lives.by_duty, "MONTHS_3").status_code == 409
    assert attempted(lives, lives.by_duty, "WEEKS_4").status_code == 201


def test_two_answers_that_contradict_each_other_both_stand_and_the_second_says_so(lives):
    first = answered(lives, lives.agrees, "MONTHS_3", "2026-05-27")
    how = {"key": "the second answer"}
    second = answered(lives, lives.agrees, "MONTHS_3", "2026-05-27", "DOES_NOT_WORK", **how)
    assert second["contradicts"] == [first["item"]]
    assert second["remarks"][0]["pl"] == (
        f"Inna odpowiedź o tym samym dniu mówi co innego (wpis {first['item']}). Obie zostają: ustal, która jest "
        "prawdziwa, i błędną unieważnij."
    )
    [line] = lives.desk.get("/follow-ups/due?point=MONTHS_3")["items"]
    assert line["why_pl"].startswith("odpowiedzi o tym dniu są sprzeczne")
    third = answered(lives, lives.agrees, "MONTHS_3", "2026-05-27")
    assert third["contradicts"] == [second["item"]]
    assert answered(lives, lives.agrees, "MONTHS_3", "2026-05-27", "DOES_NOT_WORK", **how) == second, "a repeat"


def test_an_answer_about_a_day_before_the_checks_own_is_told_that_it_settles_nothing(lives):
    [remark] = answered(lives, lives.agrees, "MONTHS_3", "2026-05-26")["remarks"]
    assert remark["pl"] == (
        "Odpowiedź mówi o dniu 26.05.2026, a sprawdzenie dotyczy 27.05.2026: o tamtym dniu jeszcze niczego nie mówi."
    )
    assert (lives.agrees, "MONTHS_3", "DUE") in told(lives.desk)


def test_a_linked_record_is_asked_about_under_the_one_that_goes_on(lives):
    survivor = registered(lives.front.house, family_name="Zmyślona")
    reason = "ta sama osoba"
    ask(lives.front.house, LinkDuplicate(participant_id=lives.agrees, survivor=survivor, reason=reason))
    line = lives.desk.get("/follow-ups/due?point=MONTHS_3")["items"][0]
    assert (line["id"], line["record"]) == (str(survivor), str(lives.agrees))


def test_a_day_later_the_list_has_moved_on(lives):
    lives.front.clock.advance(days=1)
    assert told(lives.desk)[:3] == [
        (lives.agrees, "MONTHS_3", "DUE"),
        (lives.agrees, "WEEKS_4", "OVERDUE"),
        (lives.recent, "WEEKS_4", "DUE"),
    ]
    lives.front.clock.advance(days=6)
    assert (lives.by_duty, "WEEKS_4", "OPEN") in told(lives.desk)
    lives.front.clock.advance(days=1)
    assert (lives.by_duty, "WEEKS_4", "WITHOUT_BASIS") in told(lives.desk, "?state=WITHOUT_BASIS")
