"""A club's register as Excel saved it is read whole, or told row by row what to mend."""

from datetime import date

import pytest

from application.exchange.csv_rows import BrokenQuotes, UnknownEncoding
from application.exchange.participants_columns import (
    COLUMNS,
    PARTS,
    REGISTER,
    ROWS_MOST,
    Contract,
    Finding,
    Group,
    Home,
    Job,
    Leaving,
    Place,
    Reached,
    SecondGroup,
    Situation,
)
from application.exchange.reading import (
    EmptyTable,
    MissingColumns,
    NotATable,
    RepeatedColumns,
    TooManyRows,
)
from domain.eligibility import EvidenceKind, groups
from domain.refusals import InvalidInput
from domain.status import Education, LabourStatus
from domain.vocabulary import ContractType, ExitKind, LegalForm, MissingPesel, ReferralSource, Sex
from tests.application.exchange.registers import ADAM, ANNA, CLUBS_OWN, CLUBS_WHOLE, HEADER, register, saved
from tests.application.exchange.registers import read_register as read

(DEGREE,) = REGISTER.lost


def only_row(**cells: str):
    sheet = read(saved(ANNA | cells))
    assert sheet.faults == ()
    return sheet.rows[0]


def faults(*people):
    return [(fault.line, fault.column, fault.code) for fault in read(saved(*people)).faults]


def test_the_clubs_own_register_of_twenty_rows_is_read_without_a_fault():
    sheet = read(CLUBS_OWN.read_bytes())
    assert [row.line for row in sheet.rows] == list(range(2, 22))
    assert sheet.faults == ()


def test_every_column_of_the_clubs_own_register_is_made_facts_of():
    assert set(HEADER) == {"Lp.", *COLUMNS.values()}
    assert read(saved(ANNA)).not_recorded == ()


def test_the_degree_of_a_disability_is_named_as_not_recorded_since_its_decision_has_no_day():
    degree = {"Dokument": "orzeczenie o stopniu niepełnosprawności (znaczny)", "Grupa": "osoby niepełnosprawne"}
    assert read(saved(ADAM, ANNA | degree)).not_recorded == (DEGREE,) == read(CLUBS_WHOLE.read_bytes()).not_recorded
    assert read(saved(ANNA | {"Dokument": "orzeczenie o niepełnosprawności"})).not_recorded == ()


def test_five_rows_of_the_whole_register_do_not_say_what_their_columns_ask():
    sheet = read(CLUBS_WHOLE.read_bytes())
    assert len(sheet.rows) == 115
    assert [(fault.line, fault.column, fault.code) for fault in sheet.faults] == [
        (27, "Data zgłoszenia", "not-a-date"),
        (43, "Sposób zakończenia", "empty-cell"),
        (88, "Program", "unknown-word"),
        (100, "Nazwisko", "empty-cell"),
        (111, "Grupa", "excluded-group"),
    ]


def test_a_filled_column_that_is_not_known_is_named_or_told_by_its_place():
    text = register(ANNA | {"": "coś", "Wiek": "40"}, header=[*HEADER, "Wiek", ""])
    assert read(text.encode()).not_recorded == ("Wiek", f"kolumna {len(HEADER) + 2}")


@pytest.mark.parametrize("encoding", ["cp1250", "utf-8", "utf-8-sig"])
@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_encoding_and_line_ends_do_not_change_what_is_read(encoding, end):
    text = CLUBS_OWN.read_bytes().decode("cp1250").replace("\r\n", end)
    assert read(text.encode(encoding)) == read(CLUBS_OWN.read_bytes())


def test_a_whole_row_says_all_its_parts():
    row = only_row()
    assert (row.person.family_name, row.person.given_name, row.person.pesel) == (
        "Próbna-Testowa",
        "Anna",
        "85031412323",
    )
    assert (row.person.birth_date, row.person.sex, row.person.registered_on) == (
        date(1985, 3, 14),
        Sex.FEMALE,
        date(2025, 5, 12),
    )
    assert (row.person.case_mark, row.person.source) == ("KIS.512.901.2025", ReferralSource.WELFARE_CENTRE)
    assert row.person.note == "dojazd rowerem"
    assert row.contract == Contract(
        type=ContractType.B,
        signed_on=date(2025, 5, 19),
        valid_from=date(2025, 5, 19),
        valid_until=date(2025, 11, 30),
    )
    assert row.home == Home(town="Starachowice", street="Zmyślona", house_number="5/12", postal_code="27-200")
    assert row.reached == Reached(phone="000 000 000")
    assert row.situation == Situation(
        labour=LabourStatus.UNEMPLOYED_REGISTERED,
        without_work_since=date(2024, 4, 1),
        education=Education.ISCED_3_4,
    )
    assert row.group == Group(
        group=groups.UNEMPLOYED.code,
        evidence=EvidenceKind.LABOUR_OFFICE_CERTIFICATE,
        evidence_number="D/1/2025",
        evidence_valid_until=date(2026, 12, 31),
    )
    assert row.second_group == SecondGroup(second_group=groups.HOMELESS.code)
    assert row.finding == Finding(found_on=date(2025, 5, 16))
    assert row.place == Place(programme="PSU", enrolled_on=date(2025, 5, 26), agreement="PSU/2025/1")
    assert row.leaving == Leaving(kind=ExitKind.COMPLETED_EMPLOYED, exited_on=date(2025, 11, 14))
    assert row.job == Job(
        started_on=date(2025, 11, 17),
        ended_on=date(2026, 2, 27),
        form=LegalForm.EMPLOYMENT_CONTRACT,
        employer="Piekarnia Zmyślona",
        fte_hundredths=75,
    )


def test_a_row_of_somebody_only_referred_has_no_other_part():
    needed = [column.name for column in PARTS["person"].columns]
    row = read(saved({name: ANNA[name] for name in needed})).rows[0]
    assert [getattr(row, part) for part in PARTS if part != "person"] == [None] * (len(PARTS) - 1)


def test_stray_blanks_are_no_part_of_a_name():
    row = only_row(
        Nazwisko="  Próbna  -\u00a0Testowa ", PESEL=" 85031 412323 ", Płeć=" k ", Program="prace  Społecznie użyteczne"
    )
    assert row.person.family_name == "Próbna - Testowa"
    assert (row.person.pesel, row.person.sex) == ("85031412323", Sex.FEMALE)
    assert row.place is not None
    assert row.place.programme == "PSU"


@pytest.mark.parametrize("name", ["O'Connor-Zmyślony", "Żółć-Gęślą", 'Pani "Próba"', "=1+1", "Nguyễn"])
def test_a_name_is_kept_as_written(name):
    assert read(register(ANNA | {"Nazwisko": name}).encode()).rows[0].person.family_name == name


def test_a_remark_may_hold_semicolons_and_lines():
    row = only_row(Uwagi='pierwszy wiersz; "cytat"\ndrugi')
    assert row.person.note == 'pierwszy wiersz; "cytat"\ndrugi'


@pytest.mark.parametrize(
    ("note", "why"),
    [
        ("brak PESEL, Karta pobytu", MissingPesel.FOREIGNER),
        ("brak PESEL", MissingPesel.NOT_GIVEN),
        ("", MissingPesel.NOT_GIVEN),
    ],
)
def test_without_a_pesel_the_remark_says_why(note, why):
    assert only_row(PESEL="", Uwagi=note).person.pesel_missing is why


def test_a_residence_card_beside_a_pesel_is_no_reason():
    assert only_row(Uwagi="karta pobytu").person.pesel_missing is None


@pytest.mark.parametrize(
    ("cell", "hundredths"), [("1", 100), ("0,5", 50), ("0,05", 5), ("0,75", 75), ("7,5", 750), ("", None)]
)
def test_a_working_time_is_read_in_hundredths(cell, hundredths):
    job = only_row(**{"Wymiar etatu": cell}).job
    assert job is not None
    assert job.fte_hundredths == hundredths


def test_a_job_of_which_only_the_day_is_known_is_a_job():
    unknown = dict.fromkeys(["Forma zatrudnienia", "Pracodawca", "Wymiar etatu", "Data ustania pracy"], "")
    job = only_row(**unknown).job
    assert job == Job(started_on=date(2025, 11, 17))
    assert job.form is LegalForm.UNKNOWN


BAD_CELLS = [
    ("Nr sprawy", "", "empty-cell"),
    ("Nr sprawy", "Z" * 201, "text-too-long"),
    ("Nazwisko", "", "empty-cell"),
    ("Nazwisko", "Ż" * 121, "text-too-long"),
    ("Imię", "", "empty-cell"),
    ("Imię", "An\u0007na", "unreadable-character"),
    ("Data urodzenia", "", "empty-cell"),
    ("Data urodzenia", "31.02.1985", "not-a-date"),
    ("Data urodzenia", "1985-03-14", "not-a-date"),
    ("Data urodzenia", "14.3.1985", "not-a-date"),
    ("Data urodzenia", "14.03.85", "not-a-date"),
    ("Data urodzenia", "31120", "not-a-date"),
    ("Płeć", "X", "unknown-word"),
    ("Data zgłoszenia", "00.05.2025", "not-a-date"),
    ("Źródło skierowania", "sąsiad", "unknown-word"),
    ("Typ kontraktu", "C", "unknown-word"),
    ("Data podpisania kontraktu", "maj 2025", "not-a-date"),
    ("Kontrakt od", "", "empty-cell"),
    ("Kontrakt do", "", "empty-cell"),
    ("Program", "Kurs tańca", "unknown-word"),
    ("Data przystąpienia", "", "empty-cell"),
    ("Data zakończenia", "32.11.2025", "not-a-date"),
    ("Sposób zakończenia", "", "empty-cell"),
    ("Sposób zakończenia", "uciekła", "unknown-word"),
    ("Data podjęcia pracy", "", "empty-cell"),
    ("Pracodawca", "P" * 201, "text-too-long"),
    ("Forma zatrudnienia", "na czarno", "unknown-word"),
    ("Wymiar etatu", "pół", "not-a-fraction"),
    ("Wymiar etatu", "0.75", "not-a-fraction"),
    ("Wymiar etatu", "-1", "not-a-fraction"),
    ("Wymiar etatu", "0,755", "not-a-fraction"),
    ("Uwagi", "u" * 2001, "text-too-long"),
    ("Ulica", "U" * 201, "text-too-long"),
    ("Nr domu", "9" * 201, "text-too-long"),
    ("Kod pocztowy", "27200", "not-a-postal-code"),
    ("Miejscowość", "", "empty-cell"),
    ("Telefon", "7" * 201, "text-too-long"),
    ("Grupa", "", "empty-cell"),
    ("Grupa", "emeryci", "excluded-group"),
    ("Druga grupa", "żeglarze", "unknown-word"),
    ("Dokument", "legitymacja", "unknown-word"),
    ("Dokument", "", "empty-cell"),
    ("Nr dokumentu", "N" * 201, "text-too-long"),
    ("Ważny do", "31.12.26", "not-a-date"),
    ("Rejestracja w PUP od", "2024", "not-a-date"),
    ("Data kwalifikacji", "16.05", "not-a-date"),
    ("Nr porozumienia", "Porozumienie 1", "not-a-code"),
    ("Nr porozumienia", "P" * 33, "not-a-code"),
    ("Status na rynku pracy", "szuka pracy", "unknown-word"),
    ("Wykształcenie (ISCED)", "03.kwi", "unknown-word"),
    ("Data ustania pracy", "29.02.2026", "not-a-date"),
    ("PESEL", "210678015", "pesel-lost-zeros"),
]


@pytest.mark.parametrize(("column", "cell", "code"), BAD_CELLS)
def test_a_cell_that_says_nothing_is_named_and_never_repeated(column, cell, code):
    sheet = read(saved(ADAM, ANNA | {column: cell}))
    assert [row.line for row in sheet.rows] == [2]
    [fault] = sheet.faults
    assert (fault.line, fault.column, fault.code) == (3, column, code)
    assert fault.pl != fault.en
    assert not cell or cell not in fault.pl + fault.en


def test_every_column_with_a_format_of_its_own_is_tried_above():
    assert {column for column, _, _ in BAD_CELLS} == set(COLUMNS.values())


@pytest.mark.parametrize(
    ("column", "most"),
    [("Nazwisko", 120), ("Imię", 120), ("Nr sprawy", 200), ("Pracodawca", 200), ("Uwagi", 2000), ("Ulica", 200)],
)
def test_the_longest_text_is_read_and_one_letter_more_is_not(column, most):
    assert faults(ANNA | {column: "Ż" * most}) == []
    assert faults(ANNA | {column: "Ż" * (most + 1)}) == [(2, column, "text-too-long")]


def test_a_pesel_that_is_short_for_another_reason_is_left_to_the_rule():
    assert only_row(PESEL="210678016").person.pesel == "210678016"


def test_one_who_has_a_right_to_a_pension_is_told_the_article():
    [fault] = read(saved(ANNA | {"Grupa": "Emeryci"})).faults
    assert "art. 1 ust. 3" in fault.pl


def test_letters_that_another_program_lost_are_not_taken_for_a_name():
    [fault] = read(register(ANNA | {"Nazwisko": "Pr\ufffdbna"}).encode()).faults
    assert (fault.column, fault.code) == ("Nazwisko", "unreadable-character")


def test_all_faults_of_a_row_are_named_at_once():
    assert faults(ANNA | {"Nazwisko": "", "Płeć": "?", "Kontrakt do": "jutro"}) == [
        (2, "Nazwisko", "empty-cell"),
        (2, "Płeć", "unknown-word"),
        (2, "Kontrakt do", "not-a-date"),
    ]


def test_a_row_out_of_step_with_the_header_is_not_guessed():
    text = register(ANNA)
    for crooked in (text.replace("dojazd rowerem", "dojazd; rowerem"), text.replace(";dojazd rowerem", "")):
        [fault] = read(crooked.encode()).faults
        assert (fault.line, fault.column, fault.code) == (2, "cały wiersz", "wrong-number-of-cells")


def test_empty_rows_are_passed_over_and_still_counted():
    blank = ";" * (len(HEADER) - 1)
    text = register(ANNA) + f"{blank}\r\n\r\n" + register(ADAM | {"Płeć": "?"}).split("\r\n", 1)[1]
    assert [(fault.line, fault.column) for fault in read(text.encode()).faults] == [(5, "Płeć")]


@pytest.mark.parametrize("column", COLUMNS.values())
def test_a_missing_column_is_named(column):
    text = register(ANNA, header=[name for name in HEADER if name != column])
    with pytest.raises(MissingColumns) as refused:
        read(text.encode())
    assert refused.value.numbers == {"columns": column}
    assert column in refused.value.sentence("pl")


def test_a_column_named_twice_is_not_chosen_from():
    with pytest.raises(RepeatedColumns) as refused:
        read(register(ANNA, header=[*HEADER, "PESEL"]).encode())
    assert refused.value.numbers == {"columns": "PESEL"}


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n1 0 obj",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        register(ANNA).encode("utf-16"),
    ],
)
def test_an_old_workbook_or_a_pdf_under_another_name_is_told_how_to_be_saved(data):
    with pytest.raises(NotATable, match="not-a-table") as refused:
        read(data)
    assert "CSV UTF-8" in refused.value.sentence("pl")


def test_a_comma_separated_file_lacks_its_columns_and_is_told_of_semicolons():
    with pytest.raises(MissingColumns) as refused:
        read(register(ANNA).replace(";", ",").encode())
    assert "średnikami" in refused.value.sentence("pl")


def test_bytes_of_no_polish_encoding_are_refused():
    with pytest.raises(UnknownEncoding):
        read(saved(ANNA).replace(b"Anna", b"An\x81na"))


def test_iso_8859_2_is_not_mistaken_for_windows_1250():
    with pytest.raises(MissingColumns) as refused:
        read(register(ANNA).encode("iso-8859-2"))
    assert "Źródło skierowania" in str(refused.value.numbers["columns"])


def test_an_empty_row_above_the_header_is_passed_over_and_counted():
    assert read(b";;\r\n" + saved(ANNA)).rows[0].line == 3


@pytest.mark.parametrize("data", ["", "\ufeff", "\r\n", ";;;\r\n", register(), register({}, {})])
def test_a_file_without_people_is_refused(data):
    with pytest.raises(EmptyTable):
        read(data.encode())


@pytest.mark.parametrize("text", [register(ANNA) + '"nie ma końca', register(ANNA).replace(";Anna;", ';"Anna"x;')])
def test_a_quotation_mark_out_of_place_is_told_with_its_line(text):
    with pytest.raises(BrokenQuotes) as refused:
        read(text.encode())
    assert refused.value.numbers["line"] in (2, 3)


def test_five_thousand_people_are_read_and_one_more_is_not():
    needed = {column.name: ANNA[column.name] for column in PARTS["person"].columns}
    header, row = register(needed, header=list(COLUMNS.values())).splitlines(keepends=True)
    blank = ";" * (len(COLUMNS) - 1) + "\r\n"
    most = header + row * ROWS_MOST + blank
    assert len(read(most.encode()).rows) == ROWS_MOST == 5_000
    with pytest.raises(TooManyRows) as refused:
        read((most + row).encode())
    assert "5000" in refused.value.sentence("pl")
    with pytest.raises(TooManyRows):
        read((header + row * 50_000).encode())


@pytest.mark.parametrize(
    "kind", [NotATable, UnknownEncoding, EmptyTable, MissingColumns, RepeatedColumns, BrokenQuotes, TooManyRows]
)
def test_what_is_wrong_with_a_whole_file_is_to_be_mended_in_the_file(kind):
    assert issubclass(kind, InvalidInput)
