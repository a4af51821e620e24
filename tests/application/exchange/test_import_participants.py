"""A register comes in whole, through the rules of the single commands, or not at all."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from application.exchange.import_participants import ImportParticipants, RegisterRefused
from application.exchange.participants_columns import COLUMNS
from application.exchange.participants_csv import read
from application.permissions import Forbidden
from application.projections import timeline
from application.store.tables import facts_log
from domain.journal import Purpose
from domain.vocabulary import Role
from tests.application.exchange.registers import ADAM, ANNA, CLUBS_OWN, saved
from tests.club import a_club, a_person, ask

OPENED = frozenset({Purpose.IDENTITY, Purpose.NOTES, Purpose.STATISTICS})
SECRET = ("Próbna-Testowa", "Anna", "85031412323", "KIS.512.901.2025", "Piekarnia Zmyślona", "dojazd rowerem")


@pytest.fixture
def club(tmp_path):
    with a_club(tmp_path) as house:
        yield house


@pytest.fixture(scope="module")
def quiet_club(tmp_path_factory):
    """Return a club for what writes nothing: no test leaves a trace in it."""
    with a_club(tmp_path_factory.mktemp("quiet")) as house:
        yield house


def importing(data: bytes) -> ImportParticipants:
    sheet = read(data)
    return ImportParticipants(sheet=sheet, ids=tuple(uuid4() for _ in sheet.rows))


def refused(club, *people):
    """Import people who cannot come in; return line, column and code of each fault. Nothing is written or repeated."""
    before = facts(club)
    with pytest.raises(RegisterRefused) as refusal:
        ask(club, importing(saved(*people)))
    assert facts(club) == before
    for fault in refusal.value.faults:
        value = people[fault.line - 2].get(fault.column, "")
        assert len(value) < len("31.02") or value not in fault.pl + fault.en
    return [(fault.line, fault.column, fault.code) for fault in refusal.value.faults]


def facts(club):
    with club.store.snapshot() as core:
        return core.execute(select(func.count()).select_from(facts_log)).scalar_one()


def history(club, person):
    with club.store.snapshot() as core:
        return timeline.history(core, club.mapper, club.sealer, UUID(str(person)), OPENED)


def imported(club, **cells: str):
    """Import Anna with these cells; return her history by the last word of each topic."""
    accepted = ask(club, importing(saved(ANNA | cells)))
    return {entry.topic.split(".")[1]: entry for entry in history(club, accepted.id)}


def test_all_twenty_people_of_the_clubs_own_register_come_in(club):
    before = facts(club)
    command = importing(CLUBS_OWN.read_bytes())
    accepted = ask(club, command)
    assert accepted.registered == 20
    told = [entry.topic.split(".")[1] for person in command.ids for entry in history(club, person)]
    assert {topic: told.count(topic) for topic in told} == {
        "participant-registered": 20,
        "referral-received": 20,
        "social-contract-signed": 20,
        "enrolled": 20,
        "employment-started": 4,
        "exited": 16,
    }
    assert facts(club) == before + len(told) == accepted.position


def test_a_life_comes_in_fact_by_fact(club):
    told = imported(club)
    assert [(topic, entry.occurred_on) for topic, entry in told.items()] == [
        ("participant-registered", date(2025, 5, 12)),
        ("referral-received", date(2025, 5, 12)),
        ("social-contract-signed", date(2025, 5, 19)),
        ("enrolled", date(2025, 5, 26)),
        ("employment-started", date(2025, 11, 17)),
        ("exited", date(2025, 11, 14)),
    ]
    registered = told["participant-registered"].details
    assert (registered["family_name"], registered["given_name"]) == ("Próbna-Testowa", "Anna")
    assert (registered["birth_date"], registered["pesel"]) == (date(1985, 3, 14), "85031412323")
    assert (registered["case_mark"], registered["pesel_missing"]) == ("KIS.512.901.2025", None)
    assert told["referral-received"].details == {"kind": "KIS", "source": "WELFARE_CENTRE", "note": "dojazd rowerem"}
    assert told["enrolled"].details["programme"] == "PSU"
    assert told["employment-started"].details == {
        "form": "EMPLOYMENT_CONTRACT",
        "employer": "Piekarnia Zmyślona",
        "fte_hundredths": 75,
        "evidence": "NONE",
    }
    assert told["exited"].details == {"episode": 2, "kind": "COMPLETED_EMPLOYED", "reason": None}


def test_one_who_has_no_pesel_is_a_foreigner_when_the_remark_says_so(club):
    told = imported(club, PESEL="", Uwagi="brak PESEL, karta pobytu")
    assert told["participant-registered"].details["pesel"] is None
    assert told["participant-registered"].details["pesel_missing"] == "FOREIGNER"
    assert told["referral-received"].details["note"] == "brak PESEL, karta pobytu"


def test_a_contract_may_be_older_than_the_referral(club):
    told = imported(club, **{"Data podpisania kontraktu": "10.03.2025", "Kontrakt od": "10.03.2025"})
    assert told["social-contract-signed"].occurred_on < told["referral-received"].occurred_on


def test_a_service_is_used_without_a_contract(club):
    no_contract = dict.fromkeys(["Typ kontraktu", "Data podpisania kontraktu", "Kontrakt od", "Kontrakt do"], "")
    told = imported(club, Program="Opieka wytchnieniowa", **no_contract)
    assert told["referral-received"].details["kind"] == "SERVICE"
    assert "social-contract-signed" not in told


def test_one_row_that_cannot_be_true_keeps_everybody_out(club):
    lines = CLUBS_OWN.read_bytes().replace(b"12.06.2024", b"12.06.2023")
    before = facts(club)
    with pytest.raises(RegisterRefused) as refusal:
        ask(club, importing(lines))
    assert [(fault.line, fault.column) for fault in refusal.value.faults] == [(2, "Data zakończenia")]
    assert facts(club) == before


def test_the_same_register_again_changes_nothing_and_names_every_row(club):
    ask(club, importing(CLUBS_OWN.read_bytes()))
    before = facts(club)
    with pytest.raises(RegisterRefused) as refusal:
        ask(club, importing(CLUBS_OWN.read_bytes()))
    assert [(fault.line, fault.code) for fault in refusal.value.faults] == [
        (line, "already-registered") for line in range(2, 22)
    ]
    assert {fault.column for fault in refusal.value.faults} == {"PESEL", "Nr sprawy"}
    assert facts(club) == before


def test_the_same_click_twice_gets_the_first_answer_whatever_ids_it_brings(club):
    first = ask(club, importing(saved(ANNA)), key="one-click")
    assert ask(club, importing(saved(ANNA)), key="one-click") == first


def test_another_file_under_the_same_key_is_not_the_same_click(club):
    ask(club, importing(saved(ANNA)), key="one-click")
    with pytest.raises(Exception, match="idempotency-key-reused"):
        ask(club, importing(saved(ADAM)), key="one-click")


@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        ({"PESEL": "85031412324"}, "PESEL", "invalid-pesel"),
        ({"Data urodzenia": "15.03.1985"}, "Data urodzenia", "birth-date-contradicts-pesel"),
        ({"Płeć": "M"}, "Płeć", "sex-contradicts-pesel"),
        ({"PESEL": "", "Data urodzenia": "13.05.2025"}, "Data urodzenia", "born-after-registration"),
        ({"Data zgłoszenia": "11.02.2031"}, "Data zgłoszenia", "date-in-the-future"),
        ({"Data zgłoszenia": "12.05.1899"}, "Data zgłoszenia", "date-out-of-range"),
        ({"Data podpisania kontraktu": "02.06.2026"}, "Data podpisania kontraktu", "date-in-the-future"),
        ({"Kontrakt od": "01.01.1899"}, "Kontrakt od", "date-out-of-range"),
        ({"Kontrakt do": "18.05.2025"}, "Kontrakt do", "contract-ends-before-it-starts"),
        ({"Data przystąpienia": "11.05.2025"}, "Data przystąpienia", "enrolled-before-referral"),
        ({"Data przystąpienia": "18.05.2025"}, "Data przystąpienia", "no-contract-in-force"),
        ({"Data podjęcia pracy": "02.06.2026"}, "Data podjęcia pracy", "date-in-the-future"),
        ({"Wymiar etatu": "1,01"}, "Wymiar etatu", "impossible-fte"),
        ({"Wymiar etatu": "0"}, "Wymiar etatu", "impossible-fte"),
        ({"Data zakończenia": "25.05.2025"}, "Data zakończenia", "exit-before-it-began"),
    ],
)
def test_each_rule_of_the_record_names_the_clubs_own_column(quiet_club, cells, column, code):
    assert refused(quiet_club, ADAM, ANNA | cells) == [(3, column, code)]


def test_a_day_later_the_same_dates_are_allowed(club):
    told = imported(
        club,
        **{"Data przystąpienia": "19.05.2025", "Data zakończenia": "19.05.2025", "Wymiar etatu": "1"},
    )
    assert told["exited"].occurred_on == told["enrolled"].occurred_on == date(2025, 5, 19)


def test_every_fault_of_the_file_is_named_at_once_in_its_order(club):
    ask(club, a_person(case_mark="KIS.512.904.2025"))
    people = [
        ANNA | {"Data zakończenia": "25.05.2025"},
        ADAM | {"Nazwisko": "", "Program": "Kurs tańca"},
        ADAM | {"Nr sprawy": "KIS.512.903.2025"},
        ADAM | {"Nr sprawy": "KIS.512.904.2025"},
    ]
    assert refused(club, *people) == [
        (2, "Data zakończenia", "exit-before-it-began"),
        (3, "Nazwisko", "empty-cell"),
        (3, "Program", "unknown-word"),
        (5, "Nr sprawy", "already-registered"),
    ]


@pytest.mark.parametrize("written", ["85031412323", "85031 412323", "850314-12323"])
def test_two_rows_with_one_pesel_are_found_however_it_is_written(quiet_club, written):
    twin = ANNA | {"Nr sprawy": "KIS.512.903.2025", "PESEL": written}
    assert refused(quiet_club, ANNA, ADAM, twin) == [(4, "PESEL", "twice-in-the-file")]


def test_two_rows_with_one_case_mark_are_found_and_the_first_is_named(quiet_club):
    with pytest.raises(RegisterRefused) as refusal:
        ask(quiet_club, importing(saved(ANNA, ADAM, ADAM)))
    [fault] = refusal.value.faults
    assert (fault.line, fault.column, fault.code) == (4, "Nr sprawy", "twice-in-the-file")
    assert "wiersz 3" in fault.pl


def test_a_refusal_says_how_many_rows_are_wrong_and_answers_in_both_languages():
    sheet = read(saved(ADAM | {"Nazwisko": "", "Płeć": "?"}, ANNA | {"Płeć": "?"}))
    refusal = RegisterRefused(sheet.faults)
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


def test_no_refusal_repeats_who_somebody_is(club):
    ask(club, importing(saved(ANNA)))
    people = [ANNA, ANNA | {"Data urodzenia": "15.03.1985"}, ANNA | {"Płeć": "M", "Program": "?"}]
    with pytest.raises(RegisterRefused) as refusal:
        ask(club, importing(saved(*people)))
    said = f"{refusal.value!r} {refusal.value} {refusal.value.parts('pl')} {refusal.value.parts('en')}"
    assert len(refusal.value.faults) == 3
    assert [secret for secret in SECRET if secret in said] == []


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.COORDINATOR])
def test_only_a_coordinator_brings_a_register_in(quiet_club, role):
    with pytest.raises(Forbidden):
        ask(quiet_club, importing(saved(ANNA)), role=role)


def test_a_register_of_over_eighty_three_people_gets_a_batch_of_its_own():
    assert importing(saved(*[ANNA] * 83)).weight <= 500 < importing(saved(*[ANNA] * 84)).weight


def test_every_field_of_a_row_has_one_column():
    assert len(set(COLUMNS.values())) == len(COLUMNS)
