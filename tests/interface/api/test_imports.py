"""A register over HTTP: first what it would do, then all of it or the good rows; and never a value back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from domain.vocabulary import Role
from tests.application.exchange.importing import with_agreements
from tests.application.exchange.registers import ADAM, ANNA, CLUBS_OWN, CLUBS_WHOLE, as_rows, saved, workbook
from tests.asgi import API, Desk, Front, open_front

PATH = f"{API}/imports"


@pytest.fixture(name="front")
def _front(tmp_path: Path) -> Iterator[Front]:
    with open_front(tmp_path) as front:
        with_agreements(front.house)
        yield front


@pytest.fixture(name="desk")
def _desk(front: Front) -> Desk:
    return front.desk(Role.COORDINATOR)


def send(desk: Desk, data: bytes, mode: str | None = None, **how: Any) -> Any:
    """Send a register and return the answer."""
    path = PATH if mode is None else f"{PATH}?mode={mode}"
    return desk.ask("POST", path, content=data, headers={"content-type": "text/csv", **how.pop("headers", {})}, **how)


def test_without_a_mode_nothing_is_written_and_everything_is_told(front, desk):
    before = front.stored
    answer = send(desk, CLUBS_WHOLE.read_bytes())
    assert answer.status_code == 200
    told = answer.json()
    assert (told["mode"], told["new"], told["unchanged"], told["changed"]) == ("dry-run", 105, 0, [])
    assert (told["bad_rows"], len(told["bad"]), told["recorded"]) == (15, 15, None)
    assert [text.partition(" (")[0] for text in told["not_recorded"]] == ["Dokument"]
    assert told["bad"][0] == {
        "line": 27,
        "column": "Data zgłoszenia",
        "code": "not-a-date",
        "detail": "To nie jest istniejąca data w postaci dd.mm.rrrr. Popraw ją.",
    }
    assert front.stored == before
    assert send(desk, CLUBS_WHOLE.read_bytes(), "dry-run").content == answer.content


def test_in_english_the_reasons_are_english(desk):
    told = send(desk, CLUBS_WHOLE.read_bytes(), headers={"accept-language": "en"}).json()
    assert told["bad"][0]["detail"] == "This is not an existing date as dd.mm.yyyy. Correct it."


def test_one_bad_row_keeps_everybody_out_and_every_bad_row_is_named(front, desk):
    before = front.stored
    answer = send(desk, CLUBS_WHOLE.read_bytes(), "record")
    assert answer.status_code == 409
    problem = answer.json()
    assert problem["type"] == "urn:kis:problem:rows-refused"
    assert len(problem["errors"]) == 15
    assert front.stored == before


def test_the_good_rows_come_in_and_the_others_are_named(front, desk):
    before = front.stored
    told = send(desk, CLUBS_WHOLE.read_bytes(), "good-rows").json()
    assert (told["new"], told["bad_rows"]) == (105, 15)
    assert told["recorded"]["position"] == front.stored > before + 105
    roster = desk.get("/participants?limit=200")
    assert len(roster["items"]) == 105


def test_a_register_without_a_fault_is_recorded_whole(front, desk):
    told = send(desk, CLUBS_OWN.read_bytes(), "record").json()
    assert (told["new"], told["bad"], told["recorded"]["position"]) == (20, [], front.stored)


def test_the_same_click_gets_the_first_answer(front, desk):
    first = send(desk, CLUBS_WHOLE.read_bytes(), "good-rows", key="one")
    before = front.stored
    again = send(desk, CLUBS_WHOLE.read_bytes(), "good-rows", key="one")
    assert (again.status_code, again.content) == (200, first.content)
    assert front.stored == before


@pytest.mark.parametrize("mode", ["record", "good-rows"])
def test_the_same_register_by_somebody_else_changes_nothing(front, desk, mode):
    send(desk, CLUBS_OWN.read_bytes(), "record")
    other = front.desk(Role.COORDINATOR, name="Celina Próbna")
    before = front.stored
    told = send(other, CLUBS_OWN.read_bytes(), mode).json()
    assert (told["new"], told["unchanged"], told["recorded"]) == (0, 20, None)
    assert front.stored == before


def test_another_register_under_one_key_is_refused(front, desk):
    send(desk, saved(ANNA), "record", key="one")
    before = front.stored
    answer = send(desk, saved(ADAM), "record", key="one")
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:kis:problem:idempotency-key-reused")
    assert front.stored == before


def test_a_changed_row_is_proposed_with_the_person_and_recorded_by_nobody(front, desk):
    person = send(desk, saved(ANNA), "record").json()["recorded"]["id"]
    before = front.stored
    told = send(desk, saved(ANNA | {"Nazwisko": "Próbna-Inna", "Telefon": "222 222 222"}), "record").json()
    assert told["changed"] == [{"line": 2, "participant": person, "columns": ["Nazwisko", "Telefon"]}]
    assert (told["new"], told["unchanged"], told["recorded"]) == (0, 0, None)
    assert front.stored == before


def test_no_answer_and_no_log_repeats_a_value_of_the_file(desk, caplog):
    caplog.set_level("DEBUG")
    send(desk, saved(ANNA), "record")
    twin = ANNA | {"Nr sprawy": "KIS.512.903.2025"}
    for mode in ("dry-run", "record"):
        answer = send(desk, saved(ANNA | {"Nazwisko": "Próbna-Inna"}, twin, ADAM | {"Płeć": "niewiasta"}), mode)
        for value in ("Próbna", "Anna", "85031412323", "KIS.512", "Przykładowy", "niewiasta"):
            assert value not in answer.text + caplog.text


def test_whoever_is_told_of_is_noted_as_looked_at(front, desk):
    send(desk, CLUBS_OWN.read_bytes(), "record")
    before = front.house.writer.logs.access.size
    send(desk, CLUBS_OWN.read_bytes())
    assert front.house.writer.logs.access.size == before + 1


def test_a_workbook_is_read_by_what_it_is_and_not_by_its_type(desk):
    assert send(desk, workbook(as_rows(ANNA, ADAM))).json()["new"] == 2


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-table"),
        (b"%PDF-1.7", "not-a-table"),
        (b"PK\x03\x04", "not-a-workbook"),
        (workbook(as_rows(ANNA), merged="A1:C1"), "merged-cells"),
        (saved(*[ADAM] * 50_000), "too-many-rows"),
        ("Nazwisko;Imię\r\n".encode(), "missing-columns"),
    ],
)
@pytest.mark.parametrize("mode", ["dry-run", "record"])
def test_a_file_that_is_no_register_is_refused_with_what_to_do(front, desk, data, code, mode):
    before = front.stored
    answer = send(desk, data[: 8 * 1024 * 1024], mode)
    assert (answer.status_code, answer.json()["type"]) == (422, f"urn:kis:problem:{code}")
    assert answer.json()["detail"]
    assert front.stored == before


def test_a_file_over_eight_megabytes_is_not_read(desk):
    answer = send(desk, b"x" * (8 * 1024 * 1024 + 1))
    assert answer.status_code == 413


def test_an_unknown_mode_and_a_missing_key_are_refused(front, desk):
    before = front.stored
    assert send(desk, saved(ANNA), "everything").status_code == 422
    assert send(desk, saved(ANNA), key=None).status_code == 400
    assert front.stored == before


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.COORDINATOR])
def test_nobody_but_a_coordinator_is_told_anything(front, role):
    assert send(front.desk(role), saved(ANNA)).status_code == 403
