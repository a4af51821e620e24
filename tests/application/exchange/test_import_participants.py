"""A row becomes a whole life through the steps of the single commands, or its fault is named by the club's column."""

from datetime import date
from uuid import uuid4

import pytest

from application.enrolment import Enrol
from application.exchange.import_participants import ImportParticipants
from application.exchange.judging import RowsRefused
from application.exchange.participants_columns import COLUMNS
from application.permissions import Forbidden
from domain.imported_register import RULE, VERSION
from domain.vocabulary import Role
from tests.application.exchange.importing import brought_in, facts, faults, history, judged, person_of, with_agreements
from tests.application.exchange.registers import (
    ADAM,
    ANNA,
    CLUBS_OWN,
    CLUBS_WHOLE,
    NO_CONTRACT,
    read_register,
    saved,
)
from tests.club import COORDINATOR, a_club, ask, registered

SECRET = (
    "Próbna-Testowa",
    "Anna",
    "85031412323",
    "KIS.512.901.2025",
    "Piekarnia Zmyślona",
    "dojazd rowerem",
    "D/1/2025",
)
LIFE = [
    ("participant-registered", date(2025, 5, 12)),
    ("residence-changed", date(2025, 5, 12)),
    ("contact-details-changed", date(2025, 5, 12)),
    ("referral-received", date(2025, 5, 12)),
    ("status-recorded", date(2025, 5, 12)),
    ("group-membership-established", date(2025, 5, 12)),
    ("group-membership-established", date(2025, 5, 12)),
    ("eligibility-confirmed", date(2025, 5, 16)),
    ("social-contract-signed", date(2025, 5, 19)),
    ("enrolled", date(2025, 5, 26)),
    ("exited", date(2025, 11, 14)),
    ("employment-started", date(2025, 11, 17)),
    ("employment-ended", date(2026, 2, 27)),
]


@pytest.fixture
def club(tmp_path):
    with a_club(tmp_path) as house:
        yield with_agreements(house)


@pytest.fixture(scope="module")
def quiet_club(tmp_path_factory):
    """Return a club for what writes nothing: no test leaves a trace in it."""
    with a_club(tmp_path_factory.mktemp("quiet")) as house:
        yield with_agreements(house)


def entries(club, person=ANNA):
    return history(club, person_of(club, person["Nr sprawy"]))


def imported(club, **cells: str):
    """Import Anna with these cells; return what the first of her facts of each kind says."""
    brought_in(club, saved(ANNA | cells))
    told: dict[str, dict[str, object]] = {}
    for entry in entries(club):
        told.setdefault(entry.topic.split(".")[1], entry.details)
    return told


def refused(club, *people):
    """Judge people; return line, column and code of each fault. Nothing is written, no value repeated."""
    before = facts(club)
    found = judged(club, saved(*people))
    assert facts(club) == before
    for fault in found.faults:
        value = people[fault.line - 2].get(fault.column, "")
        assert len(value) < len("31.02") or value not in fault.pl + fault.en
    return faults(found)


def test_a_life_comes_in_fact_by_fact(club):
    brought_in(club, saved(ANNA))
    assert [(entry.topic.split(".")[1], entry.occurred_on) for entry in entries(club)] == LIFE


def test_every_filled_cell_is_in_some_fact(club):
    told = imported(club)
    assert told["participant-registered"] == {
        "family_name": "Próbna-Testowa",
        "given_name": "Anna",
        "birth_date": date(1985, 3, 14),
        "birth_year": 1985,
        "pesel": "85031412323",
        "pesel_missing": None,
        "case_mark": "KIS.512.901.2025",
        "sex": "F",
    }
    assert told["residence-changed"] == {
        "residence": "LIVES_HERE",
        "street": "Zmyślona",
        "house_number": "5/12",
        "postal_code": "27-200",
        "town": "Starachowice",
    }
    assert told["contact-details-changed"] == {"phone": "000 000 000", "email": None, "preferred": None}
    assert told["referral-received"] == {
        "kind": "KIS",
        "source": "WELFARE_CENTRE",
        "signed_by": None,
        "note": "dojazd rowerem",
    }
    status = {name: value for name, value in told["status-recorded"].items() if value is not None}
    assert status == {
        "moment": "ENTRY",
        "labour": "UNEMPLOYED_REGISTERED",
        "without_work_since": date(2024, 4, 1),
        "education": "ISCED_3_4",
        "source": "NONE",
    }
    assert told["eligibility-confirmed"] == {
        "episode": 4,
        "programme": None,
        "rules": (f"{RULE}@{VERSION}",),
        "inputs": (6, 7),
        "passed_over": (),
        "override": None,
    }
    assert told["social-contract-signed"] == {
        "type": "B",
        "valid_from": date(2025, 5, 19),
        "valid_until": date(2025, 11, 30),
        "document_number": None,
    }
    place = told["enrolled"]
    assert (place["programme"], place["agreement"], place["needs_contract"]) == ("PSU", "PSU/2025/1", True)
    assert told["exited"] == {"episode": 4, "kind": "COMPLETED_EMPLOYED", "reason": None}
    job = {name: value for name, value in told["employment-started"].items() if value is not None}
    assert job == {
        "form": "EMPLOYMENT_CONTRACT",
        "employer": "Piekarnia Zmyślona",
        "fte_hundredths": 75,
        "evidence": "NONE",
    }
    assert told["employment-ended"] == {"employment": 12, "why": "UNKNOWN", "evidence": "NONE"}


def test_the_first_group_has_the_paper_and_the_second_only_its_name(club):
    brought_in(club, saved(ANNA))
    first, second = [entry.details for entry in entries(club) if "group" in entry.topic]
    assert (first["group"], first["primary"], first["evidence"], first["evidence_number"]) == (
        "UNEMPLOYED",
        True,
        "LABOUR_OFFICE_CERTIFICATE",
        "D/1/2025",
    )
    assert first["evidence_valid_until"] == date(2026, 12, 31)
    assert (second["group"], second["primary"], second["evidence"], second["evidence_number"]) == (
        "HOMELESS",
        False,
        "OTHER",
        None,
    )


def test_who_brought_it_in_stands_on_every_fact(club):
    brought_in(club, saved(ANNA))
    assert {(entry.recorded_by, entry.role) for entry in entries(club)} == {(COORDINATOR, "COORDINATOR")}


def test_the_hundred_and_five_good_people_of_the_clubs_whole_register_come_in(club):
    before = facts(club)
    accepted = brought_in(club, CLUBS_WHOLE.read_bytes())
    assert accepted.registered == 105
    assert facts(club) == accepted.position
    told: list[str] = []
    for row in judged(club, CLUBS_WHOLE.read_bytes(), key="one-import").new:
        told += [entry.topic.split(".")[1] for entry in history(club, person_of(club, row.person.case_mark))]
    assert len(told) == facts(club) - before
    assert {topic: told.count(topic) for topic in told} == {
        "participant-registered": 105,
        "residence-changed": 105,
        "contact-details-changed": 105,
        "referral-received": 105,
        "status-recorded": 105,
        "group-membership-established": 118,
        "eligibility-confirmed": 105,
        "social-contract-signed": 105,
        "enrolled": 105,
        "exited": 83,
        "employment-started": 17,
        "employment-ended": 2,
    }


def test_all_twenty_people_of_the_clubs_cp1250_register_come_in(club):
    assert brought_in(club, CLUBS_OWN.read_bytes()).registered == 20


def test_a_formula_in_a_remark_is_a_text(club):
    brought_in(club, CLUBS_WHOLE.read_bytes())
    referral = history(club, person_of(club, "KIS.512.58.2024"))[3]
    assert referral.details["note"] == '=HYPERLINK("http://zle.example";"klik")'


@pytest.mark.parametrize(
    ("note", "why"), [("brak PESEL, karta pobytu", "FOREIGNER"), ("brak PESEL", "NOT_GIVEN"), ("", "NOT_GIVEN")]
)
def test_one_who_has_no_pesel_is_a_foreigner_when_the_remark_says_so(club, note, why):
    told = imported(club, PESEL="", Uwagi=note)
    assert told["participant-registered"]["pesel"] is None
    assert told["participant-registered"]["pesel_missing"] == why


def test_a_contract_may_be_older_than_the_referral(club):
    imported(club, **{"Data podpisania kontraktu": "10.03.2025", "Kontrakt od": "10.03.2025"})


def test_a_service_is_used_without_a_contract(club):
    cells = NO_CONTRACT | {"Nr porozumienia": ""}
    told = imported(club, **cells, Program="Asystent osobisty osoby z niepełnosprawnością")
    assert told["referral-received"]["kind"] == "SERVICE"
    assert "social-contract-signed" not in told


def test_somebody_only_referred_from_elsewhere_comes_in_as_living_there(club):
    told = imported(club, **dict.fromkeys(["Data kwalifikacji"], ""), Miejscowość="Skarżysko-Kamienna")
    assert told["residence-changed"]["residence"] == "ELSEWHERE"


@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        ({"PESEL": "85031412324"}, "PESEL", "invalid-pesel"),
        ({"Data urodzenia": "15.03.1985"}, "Data urodzenia", "birth-date-contradicts-pesel"),
        ({"Płeć": "M"}, "Płeć", "sex-contradicts-pesel"),
        ({"PESEL": "", "Data urodzenia": "13.05.2025"}, "Data urodzenia", "born-after-registration"),
        ({"Data zgłoszenia": "11.02.2031"}, "Data zgłoszenia", "date-in-the-future"),
        ({"Data zgłoszenia": "12.05.1899"}, "Data zgłoszenia", "date-out-of-range"),
        ({"Ważny do": "01.01.1899"}, "Ważny do", "date-out-of-range"),
        ({"Rejestracja w PUP od": "13.05.2025"}, "Rejestracja w PUP od", "without-work-after-status"),
        ({"Data kwalifikacji": "11.05.2025"}, "Data kwalifikacji", "found-before-referral"),
        ({"Data kwalifikacji": "02.06.2026"}, "Data kwalifikacji", "date-in-the-future"),
        ({"Miejscowość": "Skarżysko-Kamienna"}, "Miejscowość", "lives-elsewhere"),
        (
            dict.fromkeys(["Grupa", "Druga grupa", "Dokument", "Nr dokumentu", "Ważny do"], ""),
            "Grupa",
            "found-without-group",
        ),
        ({"Data podpisania kontraktu": "02.06.2026"}, "Data podpisania kontraktu", "date-in-the-future"),
        ({"Kontrakt od": "01.01.1899"}, "Kontrakt od", "date-out-of-range"),
        ({"Kontrakt do": "18.05.2025"}, "Kontrakt do", "contract-ends-before-it-starts"),
        ({"Data przystąpienia": "11.05.2025"}, "Data przystąpienia", "enrolled-before-referral"),
        ({"Data przystąpienia": "18.05.2025"}, "Data przystąpienia", "no-contract-in-force"),
        ({"Program": "Opieka wytchnieniowa"}, "cały wiersz", "carer-without-cared-for"),
        ({"Data podjęcia pracy": "02.06.2026"}, "Data podjęcia pracy", "date-in-the-future"),
        ({"Data ustania pracy": "16.11.2025"}, "Data ustania pracy", "employment-ends-before-it-starts"),
        ({"Wymiar etatu": "1,01"}, "Wymiar etatu", "impossible-fte"),
        ({"Wymiar etatu": "0"}, "Wymiar etatu", "impossible-fte"),
        ({"Data zakończenia": "25.05.2025"}, "Data zakończenia", "exit-before-it-began"),
    ],
)
def test_each_rule_of_the_record_names_the_clubs_own_column(quiet_club, cells, column, code):
    assert refused(quiet_club, ADAM, ANNA | cells) == [(3, column, code)]


def test_a_programme_without_an_edition_on_the_day_is_named(quiet_club):
    cells = NO_CONTRACT | {"Program": "Świetlica na plus", "Data przystąpienia": "01.03.2024"}
    cells |= dict.fromkeys(["Druga grupa", "Nr porozumienia"], "")
    early = {"Data zgłoszenia": "01.02.2024", "Data kwalifikacji": "02.02.2024", "Rejestracja w PUP od": "01.01.2024"}
    assert refused(quiet_club, ANNA | cells | early) == []
    late = {"Data przystąpienia": "29.02.2024"}
    assert refused(quiet_club, ANNA | cells | early | late) == [(2, "Program", "no-such-edition")]


def test_a_day_later_the_same_dates_are_allowed(club):
    imported(
        club,
        **{
            "Data kwalifikacji": "12.05.2025",
            "Rejestracja w PUP od": "12.05.2025",
            "Data przystąpienia": "19.05.2025",
            "Data zakończenia": "19.05.2025",
            "Data ustania pracy": "17.11.2025",
            "Wymiar etatu": "1",
        },
    )


def child(number: int) -> dict[str, str]:
    """Return one who takes a place of the day-room and keeps it."""
    return (
        ADAM
        | NO_CONTRACT
        | {
            "Nr sprawy": f"KIS.512.{number}.2025",
            "Nazwisko": f"Zmyślone-{number}",
            "Program": "Świetlica na plus",
            "Nr porozumienia": "",
            "Data zakończenia": "",
            "Sposób zakończenia": "",
        }
    )


def test_rows_of_one_file_do_not_take_more_places_than_there_are(club):
    day_room = [child(number) for number in range(46)]
    gone = child(99) | {"Data zakończenia": "30.05.2025", "Sposób zakończenia": "rezygnacja"}
    assert faults(judged(club, saved(*day_room, gone))) == [(47, "Program", "edition-full")]
    assert brought_in(club, saved(*day_room, gone)).registered == 46
    assert faults(judged(club, saved(*day_room, gone))) == [(47, "Program", "edition-full")]


def test_a_bad_row_keeps_no_place(quiet_club):
    wrong = child(100) | {"Data ustania pracy": "16.11.2025"}
    found = judged(quiet_club, saved(wrong, *[child(number) for number in range(45)]))
    assert faults(found) == [(2, "Data ustania pracy", "employment-ends-before-it-starts")]


def test_what_changed_since_it_was_judged_keeps_everybody_out(club):
    rows = judged(club, saved(ADAM, ANNA)).new
    registered(club, case_mark=ANNA["Nr sprawy"])
    before = facts(club)
    with pytest.raises(RowsRefused) as refusal:
        ask(club, ImportParticipants(rows=rows, ids=(uuid4(), uuid4())))
    assert [(fault.line, fault.column, fault.code) for fault in refusal.value.faults] == [
        (3, "Nr sprawy", "already-registered")
    ]
    assert facts(club) == before


def test_a_refusal_says_how_many_rows_are_wrong_and_answers_in_both_languages():
    sheet = read_register(saved(ADAM | {"Nazwisko": "", "Płeć": "?"}, ANNA | {"Płeć": "?"}))
    refusal = RowsRefused(sheet.faults)
    assert "błędnych wierszy jest 2" in refusal.sentence("pl")
    assert "2 rows" in refusal.sentence("en")
    assert refusal.parts("pl")[0] == {
        "pointer": "/2/Nazwisko",
        "line": "2",
        "column": "Nazwisko",
        "code": "empty-cell",
        "detail": "Uzupełnij tę komórkę.",
    }
    assert refusal.parts("en")[0]["detail"] == "Fill this cell."


def test_no_fault_repeats_who_somebody_is(club):
    brought_in(club, saved(ANNA))
    other = {"Nr sprawy": "KIS.512.999.2025"}
    people = [ANNA | other, ANNA | {"Data urodzenia": "15.03.1985", "PESEL": ""}, ANNA | {"Płeć": "M", "Program": "?"}]
    found = judged(club, saved(*people))
    assert len(found.faults) == 2
    assert len(found.changed) == 1
    said = f"{found.changed} {found.faults} {RowsRefused(found.faults)!r}"
    assert [secret for secret in SECRET if secret in said] == []


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.COORDINATOR])
def test_only_a_coordinator_brings_a_register_in(quiet_club, role):
    with pytest.raises(Forbidden):
        ask(quiet_club, ImportParticipants(rows=(), ids=()), role=role)


def test_a_register_of_over_thirty_eight_people_gets_a_batch_of_its_own():
    rows = read_register(saved(ANNA)).rows
    assert ImportParticipants(rows=rows * 38, ids=()).weight <= 500 < ImportParticipants(rows=rows * 39, ids=()).weight


def test_every_field_of_a_row_has_one_column():
    assert len(set(COLUMNS.values())) == len(COLUMNS) == 37


def test_hours_and_other_steps_go_on_from_what_was_imported(club):
    brought_in(club, saved(ANNA | {"Data zakończenia": "", "Sposób zakończenia": ""}))
    person = person_of(club, ANNA["Nr sprawy"])
    step = Enrol(participant_id=person, programme="AKTYWIZACJA", edition=None, enrolled_on=date(2025, 6, 2))
    assert ask(club, step).version == 13
