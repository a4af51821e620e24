"""A register's rows hang on agreements as single enrolments do: recorded first, in force on the day, not full."""

from datetime import date

import pytest

from tests.application.exchange.importing import brought_in, faults, judged
from tests.application.exchange.registers import ADAM, ANNA, saved
from tests.club import a_club
from tests.interface.api.things import agreement

NUMBER = "Nr porozumienia"
STAYS = dict.fromkeys(
    ["Data zakończenia", "Sposób zakończenia", "Data podjęcia pracy", "Data ustania pracy", "Pracodawca"], ""
) | dict.fromkeys(["Forma zatrudnienia", "Wymiar etatu"], "")


@pytest.fixture
def club(tmp_path):
    with a_club(tmp_path) as house:
        yield house


def agreed(club, **said):
    first, last = date(2025, 5, 26), date(2025, 12, 31)
    agreement(club, **({"number": "PSU/2025/1", "signed_on": first, "valid_from": first, "valid_until": last} | said))


def worker(number, **cells):
    """Return one who works under the agreement and has not left."""
    return ADAM | STAYS | {"Nr sprawy": f"KIS.512.{number}.2025", "Nazwisko": f"Zmyślony-{number}"} | cells


def test_an_agreement_is_recorded_before_the_rows_that_hang_on_it(club):
    assert faults(judged(club, saved(ANNA))) == [(2, NUMBER, "no-such-agreement")]
    agreed(club)
    assert faults(judged(club, saved(ANNA))) == []


@pytest.mark.parametrize(("day", "fault"), [("25.05.2025", True), ("26.05.2025", False)])
def test_a_row_before_the_agreements_first_day_is_named(club, day, fault):
    agreed(club)
    found = faults(judged(club, saved(ANNA | {"Data przystąpienia": day})))
    assert found == ([(2, NUMBER, "agreement-not-in-force")] if fault else [])


def test_a_number_beside_a_programme_that_needs_none_is_named_with_what_to_do_in_the_file(club):
    found = judged(club, saved(ANNA | {"Program": "Aktywizacja społeczna i zawodowa"}))
    assert faults(found) == [(2, NUMBER, "no-agreement-needed")]
    assert "Zostaw numer pusty albo popraw program" in found.faults[0].pl
    assert "agreement," not in found.faults[0].en


def test_rows_of_one_file_are_no_more_than_the_agreement_allows_and_who_has_left_takes_no_place(club):
    agreed(club, persons=2)
    rows = saved(ANNA, *[worker(number) for number in (1, 2, 3)])
    assert faults(judged(club, rows)) == [(5, NUMBER, "agreement-full")]
    assert brought_in(club, rows).registered == 3
    assert faults(judged(club, rows)) == [(5, NUMBER, "agreement-full")]
    assert faults(judged(club, saved(ANNA | {"Nr sprawy": "KIS.512.9.2025", "Nazwisko": "Inna", "PESEL": ""}))) == []


def test_a_row_that_names_no_agreement_takes_no_place_under_one(club):
    agreed(club, persons=1)
    assert faults(judged(club, saved(worker(1, **{NUMBER: ""}), worker(2), worker(3)))) == [
        (4, NUMBER, "agreement-full")
    ]
