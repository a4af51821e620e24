"""What is to be explained, as the desk asks for it: in an edition, of a person, of a period or kind, page by page."""

from uuid import UUID

import pytest

from application.caseworkers import AssignCaseworker
from application.duplicates import LinkDuplicate
from domain.vocabulary import Role
from tests.asgi import ANYBODY, API, SCRIPT, live, open_front
from tests.club import ask
from tests.controls import an_auditor
from tests.lived import Place

FIRST = "CONTRACT_PART_MISSING:3:I"
SECOND = "CONTRACT_PART_MISSING:3:II"
FOUND = [FIRST, SECOND, "NO_AGREEMENT:4", "NO_ELIGIBILITY_FINDING:4", "NOT_APPROVED:4:2026-05"]


@pytest.fixture(name="front")
def _front(tmp_path):
    with open_front(tmp_path) as front:
        yield front


@pytest.fixture(name="desk")
def _desk(front):
    return front.desk(Role.COORDINATOR)


@pytest.fixture(name="place")
def _place(front):
    return Place(front, SCRIPT[:5])


def psu(desk):
    [line] = desk.get("/programmes/PSU/editions")["items"]
    return f"/programmes/PSU/editions/{line['id']}/flags"


def keys(page):
    return [line["flag"] for line in page["items"]]


def explain(place, flag=FIRST, explanation="część I jest w teczce"):
    return place.tell("explainFlag", flag=flag, explanation=explanation)


def test_a_line_says_who_what_when_and_by_which_entries_in_polish_and_english(place):
    page = place.desk.get(psu(place.desk))
    assert keys(page) == FOUND
    assert page["items"][0] == {
        "id": place.life.id,
        "family_name": "Łęcka-Przykładowa",
        "given_name": "Anna",
        "flag": FIRST,
        "kind": "CONTRACT_PART_MISSING",
        "pl": "brak części kontraktu",
        "en": "a part of the contract is missing",
        "since": "2026-05-05",
        "until": None,
        "item": 3,
        "facts": [3],
        "book": None,
        "explanation": None,
    }
    assert (page["hides"], page["next_cursor"]) == ([], None)
    assert place.desk.get(f"{place.path}/flags") == page


def test_the_sum_line_counts_each_kind_and_what_was_explained_of_it_over_all_pages(place):
    explain(place)
    total = place.desk.get(psu(place.desk) + "?limit=1")["total"]
    assert [(line["kind"], line["flags"], line["explained"]) for line in total] == [
        ("CONTRACT_PART_MISSING", 2, 1),
        ("NOT_APPROVED", 1, 0),
        ("NO_ELIGIBILITY_FINDING", 1, 0),
        ("NO_AGREEMENT", 1, 0),
    ]
    assert total[0]["pl"] == "brak części kontraktu"
    assert total[0]["en"] == "a part of the contract is missing"


def test_an_explanation_is_shown_with_who_gave_it_and_when_and_the_flag_stays(place):
    item = explain(place)
    line = place.desk.get(psu(place.desk))["items"][0]
    assert line["flag"] == FIRST
    assert line["explanation"] == {
        "item": item,
        "explained_on": "2026-06-01",
        "explained_by": str(place.desk.user),
        "name": "Ewa Próbna",
        "explanation": "część I jest w teczce",
    }


def test_a_second_explanation_takes_the_place_of_the_first_on_the_list_and_both_are_in_the_history(place):
    explain(place)
    second = explain(place, explanation="część I podpisano ponownie")
    assert place.desk.get(psu(place.desk))["items"][0]["explanation"]["item"] == second
    said = [entry["pl"] for entry in place.desk.get(f"{place.path}/history")["items"][-2:]]
    assert said == [
        "Wyjaśniono 01.06.2026 uwagę „brak części kontraktu”. Wyjaśnienie: część I jest w teczce.",
        "Wyjaśniono 01.06.2026 uwagę „brak części kontraktu”. Wyjaśnienie: część I podpisano ponownie.",
    ]


def test_an_auditor_sees_that_it_was_explained_and_not_the_note(place, front):
    explain(place)
    said = an_auditor(front).get(psu(place.desk))["items"][0]["explanation"]
    assert (said["explanation"], said["name"]) == (None, "Ewa Próbna")


@pytest.mark.parametrize("flag", ["CONTRACT_PART_MISSING:3:III", "OVER_LIMIT:5", "NIC:1"])
def test_a_flag_that_is_not_there_is_not_explained(place, front, flag):
    facts = front.facts
    answer = place.desk.ask("POST", f"{API}{place.path}/flags/explanations", {"flag": flag, "explanation": "powód"})
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:kis:problem:nothing-to-explain")
    assert front.facts == facts


@pytest.mark.parametrize(
    "body",
    [
        {"flag": "brak części", "explanation": "Zmyślona Anna"},
        {"flag": "LATE_ENTRY", "explanation": "Zmyślona Anna"},
        {"flag": FIRST, "explanation": " "},
        {"flag": FIRST},
    ],
)
def test_an_explanation_of_no_key_or_without_words_is_refused_and_not_echoed(place, front, body):
    facts = front.facts
    answer = place.desk.ask("POST", f"{API}{place.path}/flags/explanations", body)
    assert answer.status_code == 422
    assert front.facts == facts
    assert "Zmyślona" not in answer.text
    assert "brak części" not in answer.text


@pytest.mark.parametrize(
    ("query", "found", "hides"),
    [
        ("since=2026-05-07", FOUND, "uwagi zakończone przed 07.05.2026"),
        ("since=2026-05-08", FOUND[:4], "uwagi zakończone przed 08.05.2026"),
        ("until=2026-05-04", [], "uwagi od dnia późniejszego niż 04.05.2026"),
        ("until=2026-05-05", FOUND[:2], "uwagi od dnia późniejszego niż 05.05.2026"),
        ("kind=NO_AGREEMENT", ["NO_AGREEMENT:4"], "uwagi inne niż: udział bez porozumienia"),
        ("explained=true", [FIRST], "uwagi niewyjaśnione"),
        ("explained=false", FOUND[1:], "uwagi wyjaśnione"),
    ],
)
def test_a_filter_narrows_the_list_and_says_what_it_hides(place, query, found, hides):
    explain(place)
    for path in (psu(place.desk), f"{place.path}/flags"):
        page = place.desk.get(f"{path}?{query}")
        assert (keys(page), page["hides"]) == (found, [hides])
        assert sum(line["flags"] for line in page["total"]) == len(found)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("since=2026-07-02&until=2026-07-01", "period-ends-before-it-begins"),
        ("since=1899-12-31", "date-out-of-range"),
        ("until=2101-01-01", "date-out-of-range"),
        ("until=31.02.2026", "invalid"),
        ("kind=SPOZNIONY", "invalid"),
        ("explained=moze", "invalid"),
        ("explaind=true", "invalid"),
        ("limit=0", "invalid"),
    ],
)
def test_a_filter_that_makes_no_sense_is_refused_and_not_echoed(place, query, code):
    for path in (psu(place.desk), f"{place.path}/flags"):
        answer = place.desk.ask("GET", f"{API}{path}?{query}")
        assert answer.status_code == 422
        assert code in answer.json()["type"]
        assert not any(sent in answer.text for sent in ("31.02", "SPOZNIONY", "moze"))


def test_pages_go_on_by_day_and_show_every_flag_once(front, desk):
    lives = [live(desk, SCRIPT[:5], {"registerParticipant": ANYBODY}).id for _ in range(2)]
    path, seen, cursor = psu(desk), [], ""
    while True:
        page = desk.get(f"{path}?limit=4{cursor}")
        seen += [(line["since"], line["id"], line["flag"]) for line in page["items"]]
        if page["next_cursor"] is None:
            break
        assert len(page["items"]) == 4
        cursor = f"&cursor={page['next_cursor']}"
    assert seen == sorted(seen)
    assert {(id, key) for _, id, key in seen} == {(id, key) for id in lives for key in FOUND}
    assert len(seen) == 2 * len(FOUND)


def test_a_cursor_of_another_list_filter_or_user_is_refused(place, front):
    cursor = place.desk.get(f"{psu(place.desk)}?limit=1")["next_cursor"]
    for desk, path in (
        (place.desk, f"{psu(place.desk)}?kind=LATE_ENTRY&"),
        (place.desk, f"{place.path}/flags?"),
        (front.desk(Role.COORDINATOR), f"{psu(place.desk)}?"),
    ):
        assert desk.ask("GET", f"{API}{path}cursor={cursor}").status_code == 400


def test_a_caseworker_sees_the_flags_of_their_own_people_and_what_that_hides(front, desk):
    mine, hers = (live(desk, SCRIPT[:5], {"registerParticipant": ANYBODY}) for _ in range(2))
    me = front.desk(Role.CASEWORKER)
    ask(front.house, AssignCaseworker(participant_id=UUID(mine.id), user=me.user))
    page = me.get(psu(desk))
    assert {line["id"] for line in page["items"]} == {mine.id}
    assert page["hides"] == ["osoby, które nie są przydzielone Tobie"]
    assert sum(line["flags"] for line in page["total"]) == len(FOUND)
    assert me.ask("GET", f"{API}/participants/{hers.id}/flags").status_code == 404


def test_a_flag_of_the_edition_names_nobody_and_the_book_of_its_rules(front, desk):
    said = {"enrol": {"programme": "AOON"}, "receiveReferral": {"kind": "SERVICE"}}
    said |= {"recordHours": {"direction": "RECEIVED"}, "registerParticipant": ANYBODY}
    live(desk, SCRIPT[:5], said)
    [year] = [line for line in desk.get("/programmes/AOON/editions")["items"] if line["code"] == "2026"]
    [line] = desk.get(f"/programmes/AOON/editions/{year['id']}/flags?kind=VALUES_UNCONFIRMED")["items"]
    assert (line["id"], line["family_name"], line["explanation"]) == (None, None, None)
    assert UUID(line["book"])
    assert line["facts"]
    me = front.desk(Role.CASEWORKER)
    assert [one["flag"] for one in me.get(f"/programmes/AOON/editions/{year['id']}/flags")["items"]] == [line["flag"]]


def test_an_edition_of_another_programme_is_not_there(place):
    path = psu(place.desk).replace("/PSU/", "/AOON/")
    assert place.desk.ask("GET", f"{API}{path}").status_code == 404


def test_whoever_is_on_the_page_was_looked_at_and_nobody_else(place, front):
    other = live(place.desk, SCRIPT[:2], {"registerParticipant": ANYBODY})
    before = front.house.writer.logs.access.size
    place.desk.get(psu(place.desk))
    place.desk.get(f"{place.path}/flags")
    place.desk.get(f"/participants/{other.id}/flags")
    assert front.house.writer.logs.access.size == before + 3


def test_flags_of_a_linked_duplicate_stay_with_its_own_record(place, front):
    survivor = live(place.desk, SCRIPT[:1], {"registerParticipant": ANYBODY})
    ask(front.house, LinkDuplicate(participant_id=UUID(place.life.id), survivor=UUID(survivor.id), reason="ta sama"))
    page = place.desk.get(psu(place.desk))
    assert {line["id"] for line in page["items"]} == {place.life.id}
