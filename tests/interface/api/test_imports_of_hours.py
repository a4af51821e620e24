"""Files of hours over HTTP: every planted fault named by line, column and code, all else in, each file twice once."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from domain.vocabulary import Role
from tests.application.exchange.files_of_hours import (
    CARD,
    HOURS,
    LIST,
    cut,
    lines,
    saved,
    with_assisted_people,
    with_children,
    with_leaders,
)
from tests.application.exchange.importing import history, person_of, with_agreements
from tests.application.exchange.registers import CLUBS_WHOLE
from tests.asgi import API, Desk, Front, open_front
from tests.interface.api.things import provider

OF_HOURS, OF_CARDS, OF_LISTS = "hours", "service-cards", "attendance-lists"
PLANTED = [
    (210, "Do", "hours-end-before-they-begin"),
    (390, "Nazwisko", "another-person"),
    (914, "Program", "unknown-word"),
    (992, "Data", "date-in-the-future"),
    (1711, "Godziny", "end-and-minutes-differ"),
    (2155, "Data", "hours-before-enrolment"),
    (2271, "Nr sprawy", "unknown-case-mark"),
    (2486, "Data", "not-a-date"),
    (3512, "Godziny", "end-and-minutes-differ"),
    (3592, "Godziny", "impossible-minutes"),
    (4403, "cały wiersz", "twice-in-the-file"),
    (4404, "Godziny", "over-limit"),
]
NIGHT, CLOCK_CHANGE, ELSEWHERE, TOO_LONG, UNSIGNED = 40, 41, 42, 43, 44
FULL_DAYS = ["20.10.2025", "23.10.2025", "28.10.2025"]


class Hall:
    """A club in which the people of all three files are known, and who may bring the files in."""

    def __init__(self, front: Front) -> None:
        """Register everybody whom the files name."""
        self.front = front
        with_agreements(front.house)
        with_leaders(front.house)
        with_assisted_people(front.house)
        self.educators = with_children(front.house)
        self.desk = front.desk(Role.COORDINATOR)
        self.send("", CLUBS_WHOLE.read_bytes(), "good-rows")

    def send(self, path: str, data: bytes, mode: str = "dry-run", query: str = "", **how: Any) -> Any:
        """Send a file; return what is answered."""
        desk: Desk = how.pop("desk", self.desk)
        place = f"{API}/imports{'/' if path else ''}{path}?mode={mode}{query}"
        answer = desk.ask("POST", place, content=data, headers={"content-type": "text/csv"}, **how)
        assert answer.status_code < 500, answer.text
        return answer.json()

    def facts(self) -> int:
        """Return how many facts are on disk."""
        return self.front.stored


@pytest.fixture(name="hall", scope="module")
def _hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    with open_front(tmp_path_factory.mktemp("hours")) as front:
        yield Hall(front)


def faults(told: Any) -> list[tuple[int, str, str]]:
    return [(one["line"], one["column"], one["code"]) for one in told["bad"]]


def test_the_twelve_planted_rows_of_4403_are_named_and_every_other_would_come_in(hall):
    before = hall.facts()
    told = hall.send(OF_HOURS, HOURS.read_bytes())
    assert faults(told) == PLANTED
    assert (told["new"], told["unchanged"], told["changed"], told["bad_rows"]) == (4_391, 0, [], 12)
    columns = ("Forma", "Miejsce", "Prowadzący", "Nr dokumentu")
    assert told["not_recorded"] == [f"{name} (przy nieobecności)" for name in columns]
    assert (told["flagged"], told["recorded"]) == ([], None)
    assert hall.facts() == before


def test_good_rows_come_in_once_and_a_row_that_says_otherwise_is_proposed(hall):
    some = cut(HOURS.read_bytes(), *range(2, 40), 210, 390)
    before = hall.facts()
    refused = hall.send(OF_HOURS, some, "record")
    assert (refused["type"], len(refused["errors"])) == ("urn:kis:problem:rows-refused", 2)
    assert hall.facts() == before
    told = hall.send(OF_HOURS, some, "good-rows", key="good")
    assert (told["new"], told["bad_rows"], told["left"], told["stopped"]) == (38, 2, 0, False)
    assert hall.facts() == told["recorded"]["position"] == before + 38
    assert hall.send(OF_HOURS, some, "good-rows", key="good") == told
    again = hall.send(OF_HOURS, some, "good-rows")
    assert (again["new"], again["unchanged"], again["recorded"]) == (0, 38, None)

    rows = lines(some)
    head = rows[0]
    rows[1][head.index("Miejsce")], rows[1][head.index("Prowadzący")] = "park miejski", "prowadzący C"
    absent = next(row for row in rows[1:] if row[head.index("Obecność")] == "N")
    absent[head.index("Obecność")] = "Z"
    told = hall.send(OF_HOURS, saved(rows), "good-rows")
    assert [one["columns"] for one in told["changed"]] == [["Miejsce", "Prowadzący"], ["Obecność"]]
    assert (told["unchanged"], hall.facts()) == (36, before + 38)


def test_a_voided_entry_is_not_recorded_again_and_a_corrected_one_is_no_difference(hall):
    row = cut(HOURS.read_bytes(), 50)
    said = hall.send(OF_HOURS, row, "record")["recorded"]
    path, item = f"/participants/{said['id']}", said["version"]
    correction = {"minutes": 60, "starts_at": "08:00", "reason": "zmyślony powód"}
    answer = hall.desk.ask("POST", f"{API}{path}/hours/{item}/corrections", correction, if_match=item)
    assert answer.status_code == 201
    assert hall.send(OF_HOURS, row)["unchanged"] == 1
    void = hall.desk.ask("POST", f"{API}{path}/hours/{item}/void", {"reason": "zmyślony"}, if_match=item + 1)
    assert void.status_code == 201
    told = hall.send(OF_HOURS, row, "record")
    assert (told["new"], [one["columns"] for one in told["changed"]]) == (0, [["cały wiersz"]])


def test_the_card_names_two_rows_and_flags_one_and_the_nights_are_right(hall):
    told = hall.send(OF_CARDS, CARD.read_bytes(), "good-rows")
    assert faults(told) == [
        (ELSEWHERE, "Od", "provider-elsewhere"),
        (TOO_LONG, "Asystent", "provider-too-long"),
    ]
    assert [(one["line"], one["column"], one["code"]) for one in told["flagged"]] == [
        (UNSIGNED, "Podpis uczestnika", "not-signed")
    ]
    assert told["new"] == 41
    assert "kolumna „Powód przekroczenia”" in told["bad"][1]["detail"]
    again = hall.send(OF_CARDS, CARD.read_bytes(), "good-rows")
    assert (again["new"], again["unchanged"], len(again["bad"])) == (0, 41, 2)
    nights = [hours_on(hall, mark, day)[-1] for mark, day in (("AOON.1.2025", "11"), ("AOON.2.2025", "25"))]
    assert [(night["starts_at"], night["minutes"]) for night in nights] == [("22:00", 240), ("23:00", 360)]
    house = hall.front.house
    said = history(house, person_of(house, "AOON.3.2025"))
    unsigned = next(one.details for one in said if one.occurred_on == date(2025, 10, 19))
    assert (unsigned["signed"], unsigned["kilometres"], unsigned["what"]) == (False, 0, "przemieszczanie się")


def hours_on(hall: Hall, mark: str, day: str) -> list[dict[str, Any]]:
    found = hall.desk.ask("POST", f"{API}/participants/search", {"case_mark": mark}).json()["items"]
    path = f"/participants/{found[0]['id']}/hours?since=2025-10-{day}&until=2025-10-{day}"
    return sorted(hall.desk.get(path)["items"], key=lambda one: str(one["starts_at"]))


def test_with_its_reason_in_the_file_an_excess_comes_in_and_is_marked(hall):
    rows = lines(cut(CARD.read_bytes(), TOO_LONG))
    rows = [[*rows[0], "Powód przekroczenia"], [*rows[1], "zmyślona awaria"]]
    told = hall.send(OF_CARDS, saved(rows), "record")
    assert (told["new"], told["bad"]) == (1, [])
    assert hall.send(OF_CARDS, saved(rows), "record")["unchanged"] == 1


def test_a_card_for_two_months_is_named_where_the_second_begins(hall):
    rows = lines(cut(CARD.read_bytes(), 2, 3))
    rows[2][1] = "08.11.2025"
    told = hall.send(OF_CARDS, saved(rows))
    assert faults(told) == [(3, "Data", "card-of-two-months")]
    assert "10.2025" in told["bad"][0]["detail"]


def test_days_with_more_children_than_one_educator_may_have_wait_for_the_other(hall):
    data = LIST.read_bytes()
    marks = sum(cell == "x" for row in lines(data)[1:] for cell in row)
    full = {day: sum(row[lines(data)[0].index(day)] == "x" for row in lines(data)[1:]) for day in FULL_DAYS}
    told = hall.send(OF_LISTS, data, "good-rows")
    assert sorted(column for _, column, _ in faults(told)) == FULL_DAYS
    assert {code for _, _, code in faults(told)} == {"needs-another-educator"}
    assert told["new"] == marks - sum(full.values())
    assert told["not_recorded"] == ["Wiek", "Zgłosił"]
    again = hall.send(OF_LISTS, data, "good-rows")
    assert (again["new"], again["unchanged"]) == (0, told["new"])

    rows = lines(data)
    named = [[*rows[0], "Wychowawca"], *([*row, f"wychowawca {'AB'[at % 2]}"] for at, row in enumerate(rows[1:]))]
    query = "&starts_at=13:00&ends_at=17:00"
    with_both = hall.send(OF_LISTS, saved(named), "good-rows", query)
    assert (with_both["bad"], with_both["new"]) == ([], sum(full.values()))


def test_with_one_educator_the_sixteenth_child_is_refused_by_the_rule(hall):
    rows = lines(LIST.read_bytes())
    rows = [[*rows[0][:3], "02.01.2026"], *([*row[:3], "x"] for row in rows[1:17])]
    query = f"&starts_at=13:00&ends_at=17:00&provider={hall.educators[0]}"
    told = hall.send(OF_LISTS, saved(rows), "dry-run", query)
    assert faults(told) == [(17, "02.01.2026", "too-many-people")]
    assert told["new"] == 15
    assert hall.send(OF_LISTS, saved(rows[:-1]), "dry-run", query)["bad"] == []


def test_a_child_in_two_rows_is_named_once(hall):
    rows = lines(LIST.read_bytes())[:4]
    rows[3][:3] = rows[1][:3]
    assert faults(hall.send(OF_LISTS, saved(rows))) == [(4, "Nr karty", "child-in-two-rows")]


def test_heads_that_are_no_days_are_not_lost(hall):
    rows = lines(LIST.read_bytes())[:2]
    rows[0][5] = "1.10.2025"
    told = hall.send(OF_LISTS, saved(rows))
    assert (told["type"], "1.10.2025" in told["detail"]) == ("urn:kis:problem:heads-that-are-no-days", True)
    told = hall.send(OF_LISTS, saved([row[:5] for row in rows]))
    assert told["type"] == "urn:kis:problem:missing-columns"


def test_an_unknown_provider_is_named_once_and_nobody_is_made_of_a_word(hall):
    rows = lines(cut(HOURS.read_bytes(), 100, 101, 102))
    for row in rows[1:]:
        row[rows[0].index("Prowadzący")] = "Zmyślona Osoba"
    told = hall.send(OF_HOURS, saved(rows))
    assert faults(told) == [(2, "Prowadzący", "unknown-provider")]
    assert (told["bad_rows"], told["new"]) == (3, 0)
    assert "innych wierszach: 2" in told["bad"][0]["detail"]
    assert "Zmyślona" not in str(told)


@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        ({"Program": "Świetlica na plus"}, "Program", "not-enrolled"),
        ({"Nr porozumienia": "PSU/2025/1"}, "Nr porozumienia", "another-agreement"),
        ({"Nr porozumienia": ""}, "Nr porozumienia", "another-agreement"),
        ({"Obecność": "U"}, "Obecność", "absent-with-hours"),
        ({"Obecność": "odmowa", "Od": "", "Do": "", "Godziny": ""}, "Uwagi", "refusal-without-reason"),
        ({"Od": "14.03.2024 08:00"}, "Od", "another-day"),
        ({"Do": "14.03.2024 11:00"}, "Do", "hours-end-before-they-begin"),
        ({"Prowadzący": "Zmyśleni Dwoje"}, "Prowadzący", "several-providers"),
        ({"Imię": "Zmyślona"}, "Imię", "another-person"),
        ({"Od": "", "Do": ""}, None, None),
        ({"Od": "15.03.2024 08:00", "Prowadzący": "d  PROWADZĄCY"}, None, None),
        ({"Obecność": "odmowa", "Od": "", "Do": "", "Godziny": "0", "Uwagi": "zmyślony powód"}, None, None),
    ],
)
def test_what_cannot_be_told_of_a_row_is_named_and_never_guessed(hall, cells, column, code):
    if "several" in str(code):
        for _ in range(2):
            provider(hall.front.house, family_name="Zmyśleni", given_name="Dwoje", since=date(2024, 1, 1))
    head, row = lines(cut(HOURS.read_bytes(), 111))
    changed = [cells.get(name, cell) for name, cell in zip(head, row, strict=True)]
    told = hall.send(OF_HOURS, saved([head, changed]))
    assert faults(told) == ([] if code is None else [(2, column, code)])
    assert told["new"] + told["unchanged"] + len(told["changed"]) == (code is None)


def test_a_card_of_somebody_who_has_no_such_service_is_refused(hall):
    rows = lines(cut(CARD.read_bytes(), 2))
    rows[1][0] = "KIS.512.68.2024"
    assert faults(hall.send(OF_CARDS, saved(rows))) == [(2, "Nr sprawy", "no-such-service")]


def test_somebody_elses_people_are_as_unknown_as_nobody(hall):
    other = hall.front.desk(Role.CASEWORKER)
    told = hall.send(OF_HOURS, cut(HOURS.read_bytes(), 60), desk=other)
    assert faults(told) == [(2, "Nr sprawy", "unknown-case-mark")]


@pytest.mark.parametrize("path", [OF_HOURS, OF_CARDS, OF_LISTS])
@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-table"),
        (b"%PDF-1.7", "not-a-table"),
        (b"PK\x03\x04", "not-a-workbook"),
        ("Nazwisko;Imię\r\n".encode(), "missing-columns"),
    ],
)
def test_what_is_no_such_file_is_refused_with_what_to_do(hall, path, data, code):
    before = hall.facts()
    told = hall.send(path, data, "record")
    assert (told["type"], told["status"]) == (f"urn:kis:problem:{code}", 422)
    assert hall.facts() == before


def test_fifty_thousand_rows_are_refused_before_any_is_judged(hall):
    head, row = (";".join(line) for line in lines(CARD.read_bytes())[:2])
    told = hall.send(OF_CARDS, "\n".join([head, *[row] * 50_000]).encode())
    assert (told["type"], "20000" in told["detail"]) == ("urn:kis:problem:too-many-rows", True)
