"""A register is judged before anything is written: who is new, who is known, who may be known."""

from uuid import UUID

import pytest

from application.employment import CorrectEmployment
from application.exchange import import_participants
from application.exchange.import_participants import ImportParticipants
from application.exchange.participants_columns import COLUMNS
from application.exchange.participants_differences import TOLD
from application.exchange.recording import PartlyRecorded
from application.personal_data import ChangeDetails
from application.writer import KeyReused
from domain.imported_register import Likeness
from domain.personal_data import ParticipantRegistered
from domain.vocabulary import EvidenceGrade, LegalForm, MissingPesel, Sex
from tests.application.exchange.importing import brought_in, facts, faults, history, judged, person_of, with_agreements
from tests.application.exchange.registers import ADAM, ANNA, CLUBS_OWN, CLUBS_WHOLE, as_rows, register, saved, workbook
from tests.club import a_club, a_person, ask, registered

ANOTHER = UUID("00000000-0000-4000-8000-0000000000cc")
GOLDEN = [
    (27, "Data zgłoszenia", "not-a-date"),
    (40, "Kontrakt do", "contract-ends-before-it-starts"),
    (43, "Sposób zakończenia", "empty-cell"),
    (44, "PESEL", "invalid-pesel"),
    (58, "Data przystąpienia", "enrolled-before-referral"),
    (73, "Data urodzenia", "birth-date-contradicts-pesel"),
    (74, "Data zgłoszenia", "date-in-the-future"),
    (82, "PESEL", "same-pesel-in-the-file"),
    (88, "Program", "unknown-word"),
    (94, "Wymiar etatu", "impossible-fte"),
    (100, "Nazwisko", "empty-cell"),
    (104, "Miejscowość", "lives-elsewhere"),
    (111, "Grupa", "excluded-group"),
    (114, "PESEL", "possible-duplicate"),
    (116, "Płeć", "sex-contradicts-pesel"),
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


def changed(club, data):
    return [(proposed.line, proposed.columns) for proposed in judged(club, data).changed]


def test_exactly_fifteen_rows_of_the_clubs_whole_register_are_bad(quiet_club):
    found = judged(quiet_club, CLUBS_WHOLE.read_bytes())
    assert faults(found) == GOLDEN
    assert (len(found.new), found.unchanged, found.changed) == (105, 0, ())


def test_the_row_that_comes_back_and_the_row_that_may_name_the_other(quiet_club):
    told = {fault.line: fault.pl for fault in judged(quiet_club, CLUBS_WHOLE.read_bytes()).faults}
    assert "wiersz 4" in told[82]
    assert "Wiersz 7" in told[114]


def test_judging_writes_nothing(club):
    before = facts(club)
    judged(club, CLUBS_WHOLE.read_bytes())
    assert facts(club) == before


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_both_encodings_and_a_workbook_are_one_register(club, encoding):
    brought_in(club, CLUBS_OWN.read_bytes())
    text = CLUBS_OWN.read_bytes().decode("cp1250")
    rows = [line.split(";") for line in text.splitlines()]
    for same in (text.encode(encoding), workbook(rows)):
        found = judged(club, same)
        assert (len(found.new), found.unchanged, found.changed, found.faults) == (0, 20, (), ())


@pytest.mark.parametrize("key", ["one-import", "another-key"])
@pytest.mark.parametrize("user", [ANOTHER])
def test_the_same_register_again_by_anybody_under_any_key_changes_nothing(club, key, user):
    brought_in(club, CLUBS_WHOLE.read_bytes())
    before = facts(club)
    found = judged(club, CLUBS_WHOLE.read_bytes(), key=key, user=user)
    assert (len(found.new), found.unchanged, found.changed) == (0, 105, ())
    assert faults(found) == GOLDEN
    assert len(found.seen) == 105
    with pytest.raises(ValueError, match="nobody"):
        brought_in(club, CLUBS_WHOLE.read_bytes(), key=key, user=user)
    assert facts(club) == before


def test_the_same_click_again_gets_the_first_answer(club):
    first = brought_in(club, saved(ANNA, ADAM))
    before = facts(club)
    assert brought_in(club, saved(ANNA, ADAM)) == first
    assert facts(club) == before


def test_another_file_under_the_same_key_is_not_the_same_click(club):
    brought_in(club, saved(ANNA))
    with pytest.raises(KeyReused):
        brought_in(club, saved(ADAM))


SAID_OTHERWISE = {
    "Nazwisko": "Próbna-Inna",
    "Imię": "Hanna",
    "PESEL": "85031412330",
    "Data urodzenia": "15.03.1985",
    "Płeć": "M",
    "Ulica": "Niebyła",
    "Nr domu": "6",
    "Kod pocztowy": "27-201",
    "Miejscowość": "Wąchock",
    "Telefon": "111 111 111",
    "Data zgłoszenia": "13.05.2025",
    "Źródło skierowania": "PUP",
    "Grupa": "uchodźcy",
    "Druga grupa": "osoby niepełnosprawne",
    "Dokument": "oświadczenie",
    "Nr dokumentu": "D/2/2025",
    "Ważny do": "30.12.2026",
    "Rejestracja w PUP od": "02.04.2024",
    "Data kwalifikacji": "17.05.2025",
    "Typ kontraktu": "A",
    "Data podpisania kontraktu": "20.05.2025",
    "Kontrakt od": "20.05.2025",
    "Kontrakt do": "01.12.2025",
    "Program": "Aktywizacja społeczna i zawodowa",
    "Nr porozumienia": "PSU/2025/2",
    "Status na rynku pracy": "bierny zawodowo",
    "Wykształcenie (ISCED)": "5-8",
    "Data przystąpienia": "27.05.2025",
    "Data zakończenia": "15.11.2025",
    "Sposób zakończenia": "ukończenie",
    "Data podjęcia pracy": "18.11.2025",
    "Data ustania pracy": "28.02.2026",
    "Pracodawca": "Tartak Zmyślony",
    "Forma zatrudnienia": "umowa zlecenie",
    "Wymiar etatu": "0,5",
    "Uwagi": "dojazd pieszo",
}


@pytest.fixture(scope="module")
def with_anna(tmp_path_factory):
    with a_club(tmp_path_factory.mktemp("anna")) as house:
        brought_in(with_agreements(house), saved(ADAM, ANNA))
        yield house


@pytest.mark.parametrize("column", SAID_OTHERWISE)
def test_a_changed_cell_is_a_proposed_correction_named_by_line_and_column(with_anna, column):
    assert changed(with_anna, saved(ADAM, ANNA | {column: SAID_OTHERWISE[column]})) == [(3, (column,))]


def test_every_column_but_the_case_mark_is_compared():
    assert set(SAID_OTHERWISE) == set(COLUMNS.values()) - {"Nr sprawy"}
    assert {field for told in TOLD for field in told.fields} == set(COLUMNS) - {"case_mark"}


def test_an_emptied_cell_says_nothing(with_anna):
    told = {
        "Telefon": "",
        "Uwagi": "",
        "PESEL": "",
        "Druga grupa": "",
        "Data zakończenia": "",
        "Sposób zakończenia": "",
    }
    found = judged(with_anna, saved(ANNA | told))
    assert (found.unchanged, found.changed, found.faults) == (1, (), ())


def test_a_cell_filled_since_proposes_what_it_fills(club):
    gaps = dict.fromkeys(["Telefon", "Data zakończenia", "Sposób zakończenia", "Data ustania pracy"], "")
    brought_in(club, saved(ANNA | gaps))
    assert changed(club, saved(ANNA)) == [
        (2, ("Telefon", "Sposób zakończenia", "Data zakończenia", "Data ustania pracy"))
    ]


def test_a_changed_row_is_never_a_second_fact(club):
    brought_in(club, saved(ANNA))
    before = facts(club)
    found = judged(club, saved(ANNA | {"Nazwisko": "Próbna-Inna"}, ADAM))
    assert [row.line for row in found.new] == [3]
    brought_in(club, saved(ANNA | {"Nazwisko": "Próbna-Inna"}, ADAM), key="second")
    assert facts(club) == before + 13
    assert len(history(club, person_of(club, ANNA["Nr sprawy"]))) == 13


def test_what_was_settled_in_the_record_is_proposed_no_more(club):
    brought_in(club, saved(ANNA))
    person = person_of(club, ANNA["Nr sprawy"])
    ask(
        club,
        ChangeDetails(
            participant_id=person,
            since=history(club, person)[-1].occurred_on,
            family_name="Próbna-Inna",
            given_name=None,
            sex=None,
            pesel=None,
            case_mark=None,
            reason=None,
        ),
    )
    job = history(club, person)[11]
    ask(
        club,
        CorrectEmployment(
            participant_id=person,
            item=12,
            form=LegalForm.CIVIL_CONTRACT,
            employer="Tartak Zmyślony",
            employer_kind=None,
            started_on=job.occurred_on.replace(day=18),
            agreed_until=None,
            fte_hundredths=50,
            monthly_grosze=None,
            evidence=EvidenceGrade.DOCUMENT,
            reason="pomyłka",
        ),
    )
    settled = {
        "Nazwisko": "Próbna-Inna",
        "Forma zatrudnienia": "umowa zlecenie",
        "Pracodawca": "Tartak Zmyślony",
        "Data podjęcia pracy": "18.11.2025",
        "Wymiar etatu": "0,5",
    }
    assert changed(club, saved(ANNA | settled)) == []
    assert changed(club, saved(ANNA)) == []
    assert changed(club, saved(ANNA | settled | {"Wymiar etatu": "0,25"})) == [(2, ("Wymiar etatu",))]


@pytest.mark.parametrize("written", ["85031412323", "85031 412323", "850314-12323"])
def test_a_pesel_under_another_case_mark_is_reported_however_it_is_written(quiet_club, written):
    twin = ANNA | {"Nr sprawy": "KIS.512.903.2025", "PESEL": written}
    found = judged(quiet_club, register(ANNA, ADAM, twin).encode())
    assert faults(found) == [(4, "PESEL", "same-pesel-in-the-file")]
    assert [row.line for row in found.new] == [2, 3]


def test_a_pesel_of_the_record_under_another_case_mark_is_reported(with_anna):
    found = judged(with_anna, saved(ANNA | {"Nr sprawy": "KIS.512.903.2025"}))
    assert faults(found) == [(2, "PESEL", "already-registered")]
    assert found.seen == (person_of(with_anna, ANNA["Nr sprawy"]),)


@pytest.mark.parametrize("mark", ["KIS.512.902.2025", "kis.512.902.2025", " KIS.512. 902.2025"])
def test_two_rows_with_one_case_mark_are_found_and_the_first_is_named(quiet_club, mark):
    found = judged(quiet_club, saved(ANNA, ADAM, ADAM | {"Nr sprawy": mark}))
    assert faults(found) == [(4, "Nr sprawy", "twice-in-the-file")]
    assert "wierszu 3" in found.faults[0].pl


def test_namesakes_born_on_one_day_are_reported_and_not_told_apart(quiet_club):
    namesake = ADAM | {"Nr sprawy": "KIS.512.903.2025", "Nazwisko": "PRZYKŁADOWY"}
    found = judged(quiet_club, saved(ADAM, namesake))
    assert faults(found) == [(3, "PESEL", "possible-duplicate")]
    assert faults(judged(quiet_club, saved(ADAM, namesake | {"Data urodzenia": "03.01.1979"}))) == []


def test_a_namesake_of_the_record_is_reported(club):
    born = a_person().birth_date
    person = registered(club, family_name="Przykładowy", given_name="Adam", birth_date=born, sex=Sex.MALE)
    namesake = ADAM | {"Data urodzenia": f"{born:%d.%m.%Y}"}
    found = judged(club, saved(namesake))
    assert faults(found) == [(2, "PESEL", "possibly-registered")]
    assert found.seen == (person,)
    assert faults(judged(club, saved(ADAM))) == []


def test_two_pesel_numbers_tell_namesakes_apart_and_one_does_not():
    anna = Likeness(family_name="Próbna", given_name="Anna", birth_date=a_person().birth_date, pesel="1")
    other = Likeness(family_name="próbna", given_name="ANNA", birth_date=anna.birth_date, pesel="2")
    unknown = Likeness(family_name="Próbna", given_name="Anna", birth_date=anna.birth_date, pesel=None)
    assert not anna.may_be(other)
    assert anna.may_be(anna)
    assert anna.may_be(unknown)
    assert unknown.may_be(other)


def test_a_known_person_among_bad_rows_stays_known(club):
    brought_in(club, saved(ADAM))
    found = judged(club, saved(ADAM, ANNA | {"Płeć": "?"}, ADAM | {"Nr sprawy": "KIS.512.904.2025"}))
    assert found.unchanged == 1
    assert faults(found) == [(3, "Płeć", "unknown-word"), (4, "PESEL", "possible-duplicate")]


def crowd(size):
    return [ADAM | {"Nr sprawy": f"KIS.512.{number}.2024", "Nazwisko": f"Zmyślony-{number}"} for number in range(size)]


@pytest.fixture
def _short_parts(monkeypatch):
    monkeypatch.setattr(import_participants, "PART_ROWS", 2)


@pytest.mark.usefixtures("_short_parts")
def test_a_long_register_comes_in_parts_and_its_repeat_gets_the_first_answer(club):
    before = facts(club)
    accepted = brought_in(club, saved(*crowd(5)))
    assert accepted.registered == 5
    assert accepted.position == facts(club) == before + 5 * 13
    assert brought_in(club, saved(*crowd(5))) == accepted
    assert facts(club) == accepted.position


@pytest.mark.usefixtures("_short_parts")
def test_a_part_that_the_record_outran_says_what_is_there_and_the_file_brings_in_the_rest(club, monkeypatch):
    people = crowd(5)

    def meanwhile(**said):
        if said["rows"][0].line == 4:  # the second part
            registered(club, case_mark=people[3]["Nr sprawy"], pesel_missing=MissingPesel.NOT_GIVEN)
        return ImportParticipants(**said)

    monkeypatch.setattr(import_participants, "ImportParticipants", meanwhile)
    with pytest.raises(PartlyRecorded) as refusal:
        brought_in(club, saved(*people))
    assert refusal.value.numbers == {"lines": 1, "recorded": 2}
    assert [fault.line for fault in refusal.value.faults] == [5]
    monkeypatch.undo()
    found = judged(club, saved(*people))
    assert (found.unchanged, len(found.new), [row.line for row in found.changed]) == (2, 2, [5])
    assert brought_in(club, saved(*people), key="the-rest").registered == 2


def test_the_sheet_of_a_workbook_with_dates_is_the_same_people(with_anna):
    assert judged(with_anna, workbook(as_rows(ANNA, ADAM))).unchanged == 2


def test_only_registration_says_a_case_mark():
    assert "case_mark" in ParticipantRegistered.__struct_fields__
