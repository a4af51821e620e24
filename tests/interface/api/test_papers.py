"""Printed papers over HTTP: numbers without a gap, the same bytes for ever, signatures, and who may look."""

import asyncio
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from application.caseworkers import AssignCaseworker
from application.club import DescribeClub
from application.papers import PrintPaper
from application.participation import Suspend
from application.personal_data import ChangeDetails
from application.referral import ReceiveReferral
from application.social_contract import EvaluateContract, IssueCertificate, SignContract
from domain.papers import PaperKind
from domain.participant import Participant
from domain.social_contract import EvaluationResult
from domain.vocabulary import ContractType, EpisodeKind, ReferralSource, Role
from tests.aloud import pages
from tests.asgi import API, open_front
from tests.club import ask, asking, enrolled, registered
from tests.controls import an_auditor
from tests.interface.api.test_access_log import records
from tests.interface.api.things import edition, session

CONTRACT = {"kind": "CONTRACT_B"}
LAST_OF_MAY, TODAY = "2026-05-31", "2026-06-01"


@pytest.fixture(name="front", scope="module")
def _front(tmp_path_factory):
    with open_front(tmp_path_factory.mktemp("papers")) as front:
        yield front


@pytest.fixture(name="desk", scope="module")
def _desk(front):
    return front.desk(Role.COORDINATOR)


def of(person):
    return f"/participants/{person}/papers"


def refusal(answer):
    return answer.status_code, answer.json()["type"].removeprefix("urn:kis:problem:")


def read(desk, link):
    answer = desk.ask("GET", link)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/pdf"
    return answer.content


def text(printed):
    return " ".join("\n".join(pages(printed)).split())


def with_a_contract(front, number="ZMYŚLONY/1"):
    person = registered(front.house)
    said: dict[str, Any] = {
        "signed_on": date(2026, 5, 5),
        "valid_from": date(2026, 5, 5),
        "valid_until": date(2026, 11, 5),
    }
    command = SignContract(participant_id=person, type=ContractType.B, document_number=number, **said)
    return person, ask(front.house, command).item


def place(number):
    return int(number.rsplit("/", 1)[1])


def test_numbers_of_a_kind_run_on_without_a_gap_also_for_two_of_one_batch_and_over_a_spoiled_sheet(front, desk):
    one, other = registered(front.house), registered(front.house)
    first = desk.post(of(one), CONTRACT)["number"]
    said: dict[str, Any] = {"kind": PaperKind.CONTRACT_B, "about": None, "month": None}

    async def both():
        commands = [PrintPaper(participant_id=person, **said) for person in (one, other, one)]
        return await asyncio.gather(*(front.house.writer.perform(asking(command)) for command in commands))

    asyncio.run(both())
    items = desk.get(of(one))["items"] + desk.get(of(other))["items"]
    assert sorted(place(line["number"]) - place(first) for line in items) == [0, 1, 2, 3]
    newest = desk.get(of(one))["items"][0]
    version = desk.get(of(one))["version"]
    spoiled = desk.post(f"{of(one)}/{newest['item']}/void", {"reason": "zalany kawą"}, if_match=version)
    assert spoiled["version"] == version + 1
    assert place(desk.post(of(other), CONTRACT)["number"]) == place(first) + 4
    assert desk.get(of(one))["items"][0]["cancelled_on"] == TODAY


def test_a_repeat_prints_nothing_twice_and_gets_the_first_number(front, desk):
    person = registered(front.house)
    first, again = (desk.ask("POST", API + of(person), CONTRACT, key="raz").json() for _ in range(2))
    assert first == again
    assert len(desk.get(of(person))["items"]) == 1


def test_a_preview_gives_out_no_number(front, desk):
    person = registered(front.house)
    previewed = desk.ask("POST", f"{API}{of(person)}?preview=true", CONTRACT)
    assert previewed.status_code == 200
    assert desk.get(of(person))["items"] == []


def test_a_paper_says_the_same_for_ever_whatever_is_recorded_later(front, desk):
    person, contract = with_a_contract(front)
    link = desk.post(of(person), CONTRACT | {"about": contract})["link"]
    before = read(desk, link)
    names: dict[str, Any] = {
        "family_name": "Odmieniona",
        "given_name": None,
        "pesel": None,
        "case_mark": None,
        "sex": None,
    }
    ask(front.house, ChangeDetails(participant_id=person, since=date(2026, 6, 1), reason="ślub", **names))
    club: dict[str, Any] = {"name": "Klub Odmieniony", "operator": "Gmina Odmieniona", "town": "Odmieniowo"}
    left_out: dict[str, Any] = {"address": None, "operator_address": None, "inspector": None}
    ask(front.house, DescribeClub(since=date(2026, 6, 1), **club, **left_out))
    assert read(desk, link) == before
    assert "Testowa" in text(before)
    assert "Odmienion" not in text(before)
    anew = text(read(desk, desk.post(of(person), CONTRACT | {"about": contract})["link"]))
    assert "Odmieniona" in anew
    assert "Gmina Odmieniona" in anew


def test_a_draft_has_no_number_is_no_fact_and_obeys_the_same_rules(front, desk):
    person, contract = with_a_contract(front)
    before = front.facts
    draft = read(desk, f"{API}{of(person)}/drafts/CONTRACT_B?about={contract}")
    assert "szkic" in text(draft).lower()
    answer = desk.ask("GET", f"{API}{of(person)}/drafts/CONTRACT_A?about={contract}")
    assert refusal(answer) == (422, "contract-of-the-other-type")
    guest, place_ = enrolled(front.house, "AOON")
    [aoon] = desk.get("/programmes/AOON/editions")["items"][:1]
    before = front.facts
    answer = desk.ask("GET", f"{API}{of(guest)}/drafts/SERVICE_CARD?about={place_}&month=2025-12")
    assert refusal(answer) == (409, "month-outside")
    answer = desk.ask("GET", f"{API}/programmes/AOON/editions/{aoon['id']}/papers/drafts/ATTENDANCE_LIST?month=2020-01")
    assert refusal(answer) == (409, "month-outside")
    assert front.facts == before


def test_a_certificate_is_printed_under_its_own_number_and_is_found_by_it(front, desk):
    person, contract = with_a_contract(front)
    answer = desk.ask("POST", API + of(person), {"kind": "CERTIFICATE", "about": contract})
    assert refusal(answer) == (409, "certificate-not-issued")
    day = date(2026, 5, 26)
    evaluation: dict[str, Any] = {"evaluated_on": day, "result": EvaluationResult.ACHIEVED, "note": None}
    ask(front.house, EvaluateContract(participant_id=person, contract=contract, **evaluation))
    issued = ask(
        front.house, IssueCertificate(participant_id=person, contract=contract, issued_on=day, number="ZAŚ/77/2026")
    )
    printed = desk.post(of(person), {"kind": "CERTIFICATE", "about": issued.item})
    assert printed["number"] == "ZAŚ/77/2026"
    assert "nr ZAŚ/77/2026" in text(read(desk, printed["link"]))
    for number in ("ZAŚ/77/2026", " zaś / 77/2026"):
        assert [one["id"] for one in found(desk, number)] == [str(person)]


def found(desk, number):
    return desk.post("/participants/search", {"document_number": number})["items"]


def test_every_number_on_a_paper_finds_its_person_until_they_are_voided(front, desk):
    person, contract = with_a_contract(front, "KONTRAKT/55")
    printed = desk.post(of(person), CONTRACT | {"about": contract})
    signed = {"signed_on": TODAY, "signers": ["PARTICIPANT", "SOCIAL_WORKER"], "entry": contract}
    signed |= {"document_number": "WŁASNY/9", "kept_at": "teczka 3"}
    answer = desk.post(f"{of(person)}/{printed['item']}/signatures", signed)
    for number in ("KONTRAKT/55", printed["number"].lower(), "własny/9"):
        assert [one["id"] for one in found(desk, number)] == [str(person)]
    [line] = desk.get(of(person))["items"]
    [signature] = line["signatures"]
    expected = {"item": answer["item"], "guardian": None, **signed}
    assert signature == expected
    void = f"/participants/{person}/entries/{answer['item']}/void"
    desk.post(void, {"reason": "pomyłka"}, if_match=answer["version"])
    assert found(desk, "WŁASNY/9") == []
    assert desk.get(of(person))["items"][0]["signatures"] == []


def test_a_service_card_holds_the_month_as_it_was_recorded(front, desk):
    person, place_ = enrolled(front.house, "AOON")
    visit = {"enrolment": place_, "day": "2026-05-20", "minutes": 90, "starts_at": "08:00", "direction": "RECEIVED"}
    desk.post(f"/participants/{person}/hours", visit | {"kilometres": 7, "what": "pomoc w zakupach"})
    card = desk.post(of(person), {"kind": "SERVICE_CARD", "about": place_, "month": "2026-05"})
    desk.post(f"/participants/{person}/hours", visit | {"day": "2026-05-21"})
    said = text(read(desk, card["link"]))
    assert "20.05.2026 08:00 09:30 1:30 pomoc w zakupach 7 1:30" in said
    assert "21.05.2026" not in said
    later = {"kind": "SERVICE_CARD", "about": place_, "month": "2025-12"}
    assert refusal(desk.ask("POST", API + of(person), later)) == (409, "month-outside")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"kind": "NIE_MA"}, (422, "invalid-input")),
        ({"kind": "CONTRACT_B", "month": "2026-13"}, (422, "invalid-input")),
        ({"kind": "CONTRACT_B", "month": "2026-5"}, (422, "invalid-input")),
        ({"kind": "CONTRACT_B", "month": 202605}, (422, "invalid-input")),
        ({"kind": "CONTRACT_B", "about": "3"}, (422, "invalid-input")),
        ({"kind": "CONTRACT_B", "about": 99}, (404, "not-found")),
        ({"kind": "CONTRACT_B", "number": "KB/2026/1"}, (422, "invalid-input")),
        ({"kind": "SERVICE_CARD", "about": 2}, (422, "paper-about-nothing")),
        ({"kind": "ATTENDANCE_LIST", "month": "2026-06"}, (422, "paper-of-another")),
        ({"kind": "WHO_SHOULD_BE_HERE"}, (422, "paper-of-another")),
        ({"kind": "CERTIFICATE", "about": 1}, (404, "not-found")),
    ],
)
def test_bad_input_is_a_sentence_and_prints_nothing(front, desk, body, expected):
    person, before = registered(front.house), front.facts
    answer = desk.ask("POST", API + of(person), body)
    status, kind = expected
    assert answer.status_code == status
    assert kind in {"invalid-input", refusal(answer)[1]}
    assert answer.json()["detail"].endswith(".")
    assert front.facts == before


def test_a_signature_is_refused_before_the_printing_in_the_future_and_on_what_is_not_there(front, desk):
    person = registered(front.house)
    path = f"{of(person)}/{desk.post(of(person), CONTRACT)['item']}/signatures"
    signed = {"signed_on": TODAY, "signers": ["PARTICIPANT"]}
    for said, expected in (
        ({"signed_on": LAST_OF_MAY}, (409, "signed-before-printing")),
        ({"signed_on": "2026-06-02"}, (422, "date-in-the-future")),
        ({"signers": ["GUARDIAN"]}, (422, "guardian-not-said")),
    ):
        assert refusal(desk.ask("POST", API + path, signed | said)) == expected
    assert refusal(desk.ask("POST", f"{API}{of(person)}/1/signatures", signed)) == (404, "not-found")
    desk.post(path, signed)
    assert refusal(desk.ask("POST", API + path, signed)) == (409, "paper-signed-already")


def test_a_list_is_of_those_who_take_part_and_whoever_is_away_is_not_on_it(front, desk):
    there, _ = enrolled(front.house, "PSU", family_name="Zmyślona", given_name="Ćwikła")
    away, _ = enrolled(front.house, "PSU", family_name="Odeszła", given_name="Jadwiga")
    [psu] = desk.get("/programmes/PSU/editions")["items"]
    papers = f"/programmes/PSU/editions/{psu['id']}/papers"
    session_ = ask_session(front, UUID(psu["id"]))
    printed = desk.post(papers, {"kind": "ATTENDANCE_LIST", "about": session_})
    before = read(desk, printed["link"])
    with front.house.store.snapshot():
        [episode] = front.house.journal.load(Participant, away).episodes
    pause: dict[str, Any] = {"since": date(2026, 6, 1), "planned_until": None, "reason": "szpital"}
    ask(front.house, Suspend(participant_id=away, episode=episode, **pause))
    assert "Odeszła Jadwiga" in text(before)
    assert read(desk, printed["link"]) == before
    anew = text(read(desk, desk.post(papers, {"kind": "ATTENDANCE_LIST", "about": session_})["link"]))
    assert "Zmyślona Ćwikła" in anew
    assert "Odeszła" not in anew
    looks = [one for one in records(front.house.settings.database) if one["resource"] == "readList"]
    assert [str(there) in one["participants"] for one in looks[-3:]] == [True] * 3
    assert [str(away) in one["participants"] for one in looks[-3:]] == [True, True, False]


def ask_session(front, id):
    return session(front.house, id, date(2026, 6, 9), programme="PSU").item


def test_a_list_is_found_by_its_number_and_says_where_it_lies(front, desk):
    id, _ = edition(front.house)
    papers = f"/programmes/AOON/editions/{id}/papers"
    printed = desk.post(papers, {"kind": "ATTENDANCE_LIST", "month": "2026-06"})
    said: dict[str, Any] = {"signed_on": TODAY, "signers": ["PROVIDER"], "kept_at": "segregator 2026"}
    desk.post(f"{papers}/{printed['item']}/signatures", said)
    [line] = desk.post("/papers/search", {"number": f" {printed['number'].lower()} "})["items"]
    assert (line["edition"], line["paper"]["number"]) == (str(id), printed["number"])
    assert [one["kept_at"] for one in line["paper"]["signatures"]] == ["segregator 2026"]
    assert desk.post("/papers/search", {"number": "LO/2026/999"})["items"] == []
    assert refusal(desk.ask("GET", f"{API}/programmes/PSU/editions/{id}/papers")) == (404, "not-found")


def test_a_caseworker_lists_their_own_people_and_does_not_read_a_list_of_others(front, desk):
    worker = front.desk(Role.CASEWORKER)
    own, _ = enrolled(front.house, "AKTYWIZACJA", family_name="Własna", given_name="Osoba")
    enrolled(front.house, "AKTYWIZACJA", family_name="Cudza", given_name="Osoba")
    ask(front.house, AssignCaseworker(participant_id=own, user=worker.user))
    [found_] = desk.get("/programmes/AKTYWIZACJA/editions")["items"]
    papers = f"/programmes/AKTYWIZACJA/editions/{found_['id']}/papers"
    june = {"kind": "ATTENDANCE_LIST", "month": "2026-06"}
    own_list, all_of_them = worker.post(papers, june), desk.post(papers, june)
    for reader in (worker, desk):
        said = text(read(reader, own_list["link"]))
        assert "Własna Osoba" in said
        assert "Cudza" not in said
    assert refusal(worker.ask("GET", all_of_them["link"])) == (403, "list-of-others")
    assert "Cudza Osoba" in text(read(desk, all_of_them["link"]))


@pytest.mark.parametrize(
    ("source", "kinds", "refused"),
    [("COURT", ["SERVICE"], True), ("SELF", ["SERVICE"], False), ("COURT", ["SERVICE", "KIS"], False)],
)
def test_whom_a_court_sends_to_a_service_declares_nothing_as_voluntary(front, desk, source, kinds, refused):
    person = registered(front.house)
    for kind in kinds:
        came = ReferralSource(source if kind == "SERVICE" else "SELF")
        said: dict[str, Any] = {"referred_on": date(2026, 5, 5), "signed_by": None, "note": None}
        ask(front.house, ReceiveReferral(participant_id=person, kind=EpisodeKind(kind), source=came, **said))
    before = front.facts
    for answer in (
        desk.ask("GET", f"{API}{of(person)}/drafts/VOLUNTARINESS"),
        desk.ask("POST", API + of(person), {"kind": "VOLUNTARINESS"}),
    ):
        assert (answer.status_code == 409) is refused, answer.text
        if refused:
            assert refusal(answer)[1] == "not-of-own-will"
            assert "oświadczenia się nie zbiera" in answer.json()["detail"]
    assert (front.facts == before) is refused


def test_every_look_at_a_paper_is_noted_as_a_print(front, desk):
    person = registered(front.house)
    link = desk.post(of(person), {"kind": "VOLUNTARINESS"})["link"]
    read(desk, link)
    looks = [one for one in records(front.house.settings.database) if one["resource"] == "readPaper"]
    assert (looks[-1]["subtype"], looks[-1]["participants"]) == ("print", [str(person)])


def test_an_auditor_without_a_control_sees_no_paper(front, desk):
    person = registered(front.house)
    link = desk.post(of(person), {"kind": "VOLUNTARINESS"})["link"]
    assert refusal(front.desk(Role.AUDITOR).ask("GET", link)) == (404, "not-found")
    assert read(an_auditor(front), link) == read(desk, link)


def test_who_should_be_here_names_those_of_a_session_that_is_on_and_nobody_at_night(front, desk):
    enrolled(front.house, "AKTYWNY-KIS", family_name="Obecna", given_name="Osoba")
    [line] = desk.get("/programmes/AKTYWNY-KIS/editions")["items"]
    session(front.house, UUID(line["id"]), date(2026, 6, 10), programme="AKTYWNY-KIS")
    at = f"{API}/papers/who-should-be-here?day=2026-06-10&time="
    before = front.facts
    for hour, there in (("08:44", False), ("08:45", True), ("10:59", True), ("11:00", False)):
        assert ("Obecna Osoba" in text(read(desk, at + hour))) is there
    assert front.facts == before
    wrong = desk.ask("GET", f"{API}/papers/who-should-be-here?day=2026-03-29&time=02:30")
    assert refusal(wrong) == (422, "no-such-local-time")


def test_what_the_club_is_called_is_a_dated_fact(front, desk):
    known = desk.get("/club")
    body = {"name": "Klub Przyszły", "operator": "Gmina", "town": "Miasto", "since": "2026-06-02"}
    answer = desk.ask("POST", f"{API}/club/descriptions", body, if_match=known["version"])
    assert refusal(answer) == (422, "date-in-the-future")
    said = desk.post("/club/descriptions", body | {"since": TODAY}, if_match=known["version"])
    assert desk.get("/club")["name"] == "Klub Przyszły"
    stale = desk.ask("POST", f"{API}/club/descriptions", body | {"since": TODAY}, if_match=known["version"])
    assert refusal(stale) == (412, "stale-version")
    assert said["version"] == known["version"] + 1


def test_a_list_of_an_edition_that_is_not_there_is_not_there(front, desk):
    papers = f"{API}/programmes/AOON/editions/{uuid4()}/papers"
    answer = desk.ask("POST", papers, {"kind": "ATTENDANCE_LIST", "month": "2026-06"})
    assert refusal(answer) == (404, "not-found")
