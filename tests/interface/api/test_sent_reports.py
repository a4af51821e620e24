"""The annual report sent: frozen, counted again, compared with what is recorded later, and foretold before it is."""

import io
import json
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

import pytest
from python_calamine import CalamineWorkbook

from application.retention import SetRetention
from application.store.rebuilding import rebuild
from domain.retention import RetentionBasis
from domain.vocabulary import Role
from tests.asgi import ANYBODY, API, SCRIPT, Life, live, open_front
from tests.club import ask
from tests.controls import a_control
from tests.planted_lives import forget
from tests.refusing import refused

REPORT = "/reports/annual/2026"
SENDINGS = f"{REPORT}/sendings"
ENTRIES = f"{REPORT}/entries"
PARTS = ["STAFF", "VOLUNTEERS", "FUNDING", "ACTIONS", "GRANTS"]
SENT = {"sent_on": "2027-03-31", "channel": "CAS", "left_blank": PARTS}
LAST_DAY = {"as_of": "2026-12-31"}


class Club:
    """A club on 31 March 2027 in which some took part in 2026 and completed, and its report."""

    def __init__(self, front: Any) -> None:
        self.front = front
        self.coordinator = front.desk(Role.COORDINATOR)
        self.lives: list[Life] = [live(self.coordinator, SCRIPT) for _ in range(4)]
        front.clock.advance(days=303)
        self.coordinator = front.desk(Role.COORDINATOR, until=date(2027, 12, 31))

    def send(self, **said: Any) -> int:
        """Send the report, as a correction where it was sent already; return the number of the sending."""
        before = len(self.coordinator.get(SENDINGS)["items"])
        again = {"corrects": before, "reason": "sprostowanie"} if before else {}
        self.coordinator.post(SENDINGS, SENT | again | said)
        return before + 1

    def refused(self, caplog: Any, path: str, body: Any) -> tuple[int, str, str]:
        answer = refused(self.front, self.coordinator, caplog, "POST", API + path, body)
        said = answer.json()
        return answer.status_code, said["type"].removeprefix("urn:kis:problem:"), said["detail"]

    def sent(self, number: int) -> Any:
        return self.coordinator.get(f"{SENDINGS}/{number}")

    def cells(self, number: int) -> dict[tuple[str, str | None, str | None], Any]:
        """Return what differs, by table, row and sex."""
        said = self.coordinator.get(f"{SENDINGS}/{number}/differences")
        for cell in said["cells"]:
            by = cell["after"] - cell["before"]
            assert by == sum(part["by"] for part in cell["parts"]) == sum(move["by"] for move in cell["moves"])
        return {(cell["table"], cell["row"], cell["sex"]): cell for cell in said["cells"]}

    def step(self, life: Life, path: str, body: Any) -> tuple[dict[str, Any], Any]:
        """Look at what a step would change in reports, take it, and return both."""
        how: dict[str, Any] = {"if_match": life.version}
        told = self.coordinator.post(f"/participants/{life.id}/{path}?preview=true", body, **how)["consequences"]
        done = self.coordinator.post(f"/participants/{life.id}/{path}", body, **how)
        life.version = done["version"]
        foretold = [one for one in told if one["kind"] == "REPORT_CHANGED"]
        return (foretold[0] if foretold else {}), done


@pytest.fixture(name="club", scope="module")
def _club(tmp_path_factory):
    with open_front(tmp_path_factory.mktemp("sent-reports")) as front:
        yield Club(front)


def test_a_missing_part_is_named_before_sending_and_shown_as_not_entered(club, caplog):
    status, code, detail = club.refused(caplog, SENDINGS, SENT | {"left_blank": PARTS[:3]})
    assert (status, code) == (409, "parts-left-blank")
    assert detail.startswith("Nie wpisano: działania i ich efekty, rozliczenie dotacji.")
    [staff] = [part for part in club.coordinator.get(REPORT)["by_hand"] if part["kind"] == "STAFF"]
    assert (staff["missing"], staff["missing_pl"], staff["entries"]) == (True, "nie wpisano", [])
    assert club.coordinator.get(ENTRIES)["missing"] == PARTS
    assert task(club) == ("SEND", "Wyślij do 31.03.2027.", "2027-03-31")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"sent_on": "2026-12-31"}, (409, "year-not-over")),
        ({"sent_on": "2027-04-01"}, (422, "date-in-the-future")),
        ({"definition": "CAS-01@99"}, (422, "no-such-report-definition")),
        ({"known_at": "2026-06-01"}, (409, "year-not-over")),
        ({"corrects": 1, "reason": "nic jeszcze nie wysłano"}, (404, "no-such-sending")),
    ],
)
def test_what_cannot_have_been_sent_is_refused(club, caplog, said, expected):
    assert club.refused(caplog, SENDINGS, SENT | said)[:2] == expected


def test_a_sent_report_stands_as_it_was_sent_and_what_moved_since_is_told_cell_by_cell(club, caplog):
    number = club.send()
    frozen = club.sent(number)
    assert frozen["agrees"] is True
    assert frozen["pl"].startswith("Zgodne z dziennikiem")
    assert club.cells(number) == {}
    assert club.coordinator.get(SENDINGS)["differing"] == 0
    assert club.refused(caplog, SENDINGS, SENT)[:2] == (409, "sent-already")

    life = club.lives[0]
    void = f"exits/{life.items['exitEpisode']}/void"
    foretold, done = club.step(life, void, {"reason": "to była inna osoba"})
    cells = club.cells(number)
    completed = cells["COMPLETED", None, "F"]
    assert (completed["before"], completed["after"]) == (4, 3)
    [move] = completed["moves"]
    assert (move["by"], move["why"], move["position"], move["ids"]) == (-1, "VOID", done["position"], [life.id])
    assert move["pl"].startswith("Unieważniono 31.03.2027 zakończenie")
    assert foretold["year"] == 2026
    assert foretold["sending"] == number
    assert foretold["pl"].startswith(
        f"Zmieni wysłane sprawozdanie za 2026 (wysyłka {number}): Ukończyli, według działania po ukończeniu: różne "
        "osoby, kobiety 4 → 3; "
    )
    assert seen_in(foretold) == {cell: (one["before"], one["after"]) for cell, one in cells.items()}
    assert club.sent(number) == frozen
    assert task(club)[:2] == ("CORRECT", "Wysłane sprawozdanie różni się od zapisów: rozważ korektę.")
    listed = club.coordinator.get(SENDINGS)
    assert (listed["differing"], listed["pl"]) == (
        len(cells),
        "Wysłane sprawozdanie różni się od zapisów: rozważ korektę.",
    )

    again = club.send()
    assert club.cells(again) == {}
    assert task(club)[:2] == ("NOTHING", "Wysłane sprawozdanie jest takie jak zapisy.")
    assert club.sent(again)["sending"]["corrects"] == number
    assert club.cells(number).keys() == cells.keys()
    club.front.house.writer.aside(
        lambda: rebuild(club.front.house.store, club.front.house.mapper, club.front.house.projections)
    )
    assert club.sent(number) == frozen


def task(club: Club) -> tuple[str, str, str]:
    """Return what is to be done about the report of 2026."""
    [line] = [one for one in club.coordinator.get("/reports/annual")["items"] if one["year"] == 2026]
    return line["task"], line["pl"], line["due_on"]


def seen_in(foretold: Any) -> dict[tuple[str, str | None, str | None], tuple[int, int]]:
    """Return what a preview says of each number, by table, row and sex."""
    found = {}
    for cell in foretold["cells"]:
        table, row, sex = cell["figure"].split(".")
        assert cell["whole"] is (row == "")
        found[table, row or None, None if sex == "UNKNOWN" else sex] = cell["was"], cell["becomes"]
    return found


def test_hours_that_name_a_service_move_a_sent_report_and_are_foretold_and_named(club):
    number = club.send()
    said = {"registerParticipant": ANYBODY, "enrol": {"programme": "AKTYWIZACJA"}}
    life = live(club.coordinator, SCRIPT[:4], said)
    club.send()
    body = {
        "day": "2026-05-08",
        "direction": "ATTENDED",
        "enrolment": life.items["enrol"],
        "minutes": 60,
        "starts_at": "10:00",
        "activity": "LEGAL_ADVICE",
    }
    foretold, done = club.step(life, "hours", body)
    cells = club.cells(number + 1)
    assert seen_in(foretold) == {cell: (one["before"], one["after"]) for cell, one in cells.items()}
    assert cells["SOCIAL", "LEGAL_ADVICE", "F"]["moves"][0]["position"] == done["position"]
    nothing, _ = club.step(life, "hours", body | {"starts_at": "12:00"})
    assert nothing == {}


def test_whoever_was_recorded_late_is_told_with_the_fact_that_did_it(club):
    number = club.send()
    life = live(club.coordinator, SCRIPT[:4])
    [move] = club.cells(number)["STARTED", None, "F"]["moves"]
    assert (move["by"], move["why"], move["ids"]) == (1, "LATE_ENTRY", [life.id])
    assert move["pl"].startswith("Przystąpienie")
    [look] = club.coordinator.get(f"/audit/access?user={club.coordinator.user}&participant={life.id}&limit=1")["items"]
    assert (look["resource"], look["count"]) == ("listSentDifferences", 1)


def test_a_file_of_a_sent_report_carries_what_was_sent_and_the_document_has_the_kept_digest(club):
    number = club.send()
    kept = club.sent(number)
    table = next(one for one in kept["report"]["tables"] if one["table"] == "STARTED")
    live(club.coordinator, SCRIPT[:4])

    def taken(format: str) -> Any:
        said = {"format": format, "why": "kontrola zmyślona"}
        return club.coordinator.ask("POST", f"{API}{SENDINGS}/{number}/export", said).content

    document = taken("json")
    assert sha256(document).hexdigest() == kept["sending"]["digest"]
    assert json.loads(document)["figures"]["tables"][0]["distinct"]["total"] == table["distinct"]["total"]
    text = taken("csv-pl").decode("utf-8-sig")
    assert "kontrola zmyślona" in text
    assert kept["sending"]["digest"] in text
    book = CalamineWorkbook.from_filelike(io.BytesIO(taken("xlsx")))
    last = book.get_sheet_by_name("A Rozpoczęli").to_python()[-1]
    assert (last[0], last[4]) == ("Razem (różne osoby)", table["distinct"]["total"])
    assert ["kadra", "nie wpisano", ""] in book.get_sheet_by_name("Wpisane ręcznie").to_python()


def test_what_is_entered_by_hand_is_dated_corrected_and_kept_in_what_was_sent(club):
    club.coordinator.post(f"{ENTRIES}/volunteers", LAST_DAY | {"women": 0, "men": 1})
    entered = club.coordinator.get(ENTRIES)
    [line] = next(part for part in entered["parts"] if part["kind"] == "VOLUNTEERS")["entries"]
    assert (line["pl"], line["as_of"], line["corrected"]) == ("0 kobiet, 1 mężczyzna", "2026-12-31", False)
    number = club.send(left_blank=[part for part in PARTS if part != "VOLUNTEERS"])
    body = LAST_DAY | {"women": 2, "men": 1, "corrects": line["item"], "reason": "pominięto dwie"}
    club.coordinator.post(f"{ENTRIES}/volunteers", body)
    sent = next(part for part in club.sent(number)["report"]["by_hand"] if part["kind"] == "VOLUNTEERS")
    assert [one["pl"] for one in sent["entries"]] == ["0 kobiet, 1 mężczyzna"]
    differences = club.coordinator.get(f"{SENDINGS}/{number}/differences")
    assert differences["by_hand"] == [
        {
            "pl": "wolontariusze",
            "en": "volunteers",
            "before": ["0 kobiet, 1 mężczyzna (31.12.2026)"],
            "after": ["2 kobiety, 1 mężczyzna (31.12.2026)"],
        }
    ]
    version = club.coordinator.get(ENTRIES)["version"]
    club.coordinator.post(f"{ENTRIES}/{line['item']}/void", {"reason": "inny rok"}, if_match=version)
    assert "VOLUNTEERS" in club.coordinator.get(ENTRIES)["missing"]


def test_a_repeat_of_a_sending_is_the_same_sending_whatever_was_recorded_in_between(club):
    corrects = len(club.coordinator.get(SENDINGS)["items"])
    body = SENT | {"corrects": corrects, "reason": "powtórka"}
    first = club.coordinator.post(SENDINGS, body, key="sending")
    live(club.coordinator, SCRIPT[:2])
    assert club.coordinator.post(SENDINGS, body, key="sending") == first
    assert len(club.coordinator.get(SENDINGS)["items"]) == corrects + 1


def test_a_controller_reads_what_was_sent_in_numbers_alone_and_only_while_a_control_holds(club, caplog):
    number = club.send(reference="UPP zmyślone 7")
    stranger = club.front.desk(Role.AUDITOR, until=date(2027, 12, 31))
    for path in (SENDINGS, f"{SENDINGS}/{number}"):
        assert refused(club.front, stranger, caplog, "GET", API + path).status_code == 404
    taking = {"format": "json", "why": "ciekawość"}
    assert stranger.ask("POST", f"{API}{SENDINGS}/{number}/export", taking).status_code == 404
    days = {"since": date(2027, 3, 31), "until": date(2027, 4, 30)}
    auditor = club.front.desk(Role.AUDITOR, until=date(2027, 12, 31))
    a_control(club.front.house, auditor.user, **days)
    seen = auditor.get(f"{SENDINGS}/{number}")
    assert seen["report"]["tables"] == club.sent(number)["report"]["tables"]
    assert (seen["sending"]["reference"], seen["sending"]["reason"]) == (None, None)
    differences = f"{API}{SENDINGS}/{number}/differences"
    assert refused(club.front, auditor, caplog, "GET", differences).status_code == 403
    for role in (Role.EVALUATOR, Role.CASEWORKER, Role.ADMINISTRATOR):
        desk = club.front.desk(role, until=date(2027, 12, 31))
        assert refused(club.front, desk, caplog, "GET", f"{API}{SENDINGS}").status_code == 403
        assert refused(club.front, desk, caplog, "POST", f"{API}{SENDINGS}", SENT).status_code == 403


def test_what_was_sent_stays_as_it_is_when_somebody_in_it_is_forgotten(club):
    house, number = club.front.house, club.send()
    before = club.sent(number)
    person = UUID(club.lives[1].id)
    kept: dict[str, Any] = {"retention_class": "B5", "basis": RetentionBasis.CLASS_LIST, "since": date(2026, 5, 29)}
    ask(house, SetRetention(participant_id=person, **kept))
    club.front.clock.advance(days=7 * 365)
    forget(house, person)
    club.coordinator = club.front.desk(Role.COORDINATOR, until=date(2034, 12, 31))
    assert club.sent(number) == before
    assert before["agrees"] is True
