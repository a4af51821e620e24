"""The tables of the annual report: whom each counts, its rows, where it stands and how sure that is."""

from typing import Any

from domain.annual_report.cells import Table
from domain.annual_report.choices import ACT, CAS
from domain.annual_report.groups import GROUP_ROWS
from domain.annual_report.leaving import ACTION_ROWS, DIED_ROWS, INTERRUPTED_ROWS
from domain.annual_report.reintegration import NOT_ASSIGNED_ROW, rows_of
from domain.annual_report.words import RowWords, TableWords
from domain.durability.report import Words
from domain.measures.definition import Confidence

CONTRACT_ONLY_ROW = RowWords(
    code="CONTRACT_ONLY",
    pl="kontrakt socjalny bez pierwszego wsparcia",
    en="a social contract without a first support",
    law=f"{ACT}, art. 18 ust. 4",
    confidence=Confidence.LOW,
    why_pl="Kontrakt obowiązywał w roku, a osoby nie zapisano do żadnego programu KIS. Zapisz przystąpienie, jeśli "
    "korzystała ze wsparcia.",
    why_en="A contract was in force in the year, and the person was enrolled in no programme of the club. Record the "
    "enrolment if they had support.",
)


def _table(
    table: Table,
    letter: str,
    name: Words,
    counts: Words,
    rows: tuple[RowWords, ...],
    **said: Any,
) -> TableWords:
    parts: dict[str, Any] = {"source": CAS, "confidence": Confidence.MEDIUM, "partitions": True} | said
    return TableWords(
        table=table, letter=letter, pl=name.pl, en=name.en, counts_pl=counts.pl, counts_en=counts.en, rows=rows, **parts
    )


_SERVED = Words(
    "uczestnicy roku, którzy mieli w nim godziny tej formy działania albo byli w edycji, która ma tylko tę formę; "
    "jedna osoba może stać w kilku wierszach",
    "participants of the year with hours of that form in it, or enrolled in an edition that has this form only; one "
    "person may stand in several rows",
)

TABLES = (
    _table(
        Table.STARTED,
        "A",
        Words("Rozpoczęli udział, według grup", "Started, by group"),
        Words(
            "osoby, które w roku miały pierwsze wsparcie w KIS (przystąpienie do programu) w nowym udziale",
            "people who had the first support in the club (an enrolment) of a new taking part in the year",
        ),
        GROUP_ROWS,
    ),
    _table(
        Table.PARTICIPATING,
        "B",
        Words("Uczestniczyli, według grup", "Took part, by group"),
        Words(
            "osoby, których udział w KIS trwał co najmniej jeden dzień roku",
            "people whose taking part in the club lasted on at least one day of the year",
        ),
        GROUP_ROWS,
        source=f"{CAS}; {ACT}, art. 18a ust. 6 pkt 2",
    ),
    _table(
        Table.COMPLETED,
        "C",
        Words("Ukończyli, według działania po ukończeniu", "Completed, by the action afterwards"),
        Words(
            "osoby, których ostatnie zakończenie udziału w roku było ukończeniem",
            "people whose last exit in the year was a completion",
        ),
        ACTION_ROWS,
    ),
    _table(
        Table.COMPLETED_BY_GROUP,
        "C",
        Words("Ukończyli, według grup", "Completed, by group"),
        Words("osoby z tabeli „Ukończyli”", "the people of the table “Completed”"),
        GROUP_ROWS,
        source=f"{ACT}, art. 18a ust. 6 pkt 2",
    ),
    _table(
        Table.INTERRUPTED,
        "D",
        Words("Przerwali, według przyczyny", "Interrupted, by the reason"),
        Words(
            "osoby, których ostatnie zakończenie udziału w roku nie było ukończeniem ani zgonem",
            "people whose last exit in the year was neither a completion nor a death",
        ),
        INTERRUPTED_ROWS,
        source="indeksy NIK (ukończenie i przerwanie); tablica zestawu CAS 01 o to nie pyta",
    ),
    _table(
        Table.INTERRUPTED_BY_GROUP,
        "D",
        Words("Przerwali, według grup", "Interrupted, by group"),
        Words("osoby z tabeli „Przerwali”", "the people of the table “Interrupted”"),
        GROUP_ROWS,
        source="jak w tabeli „Przerwali, według przyczyny”",
    ),
    _table(
        Table.DIED,
        "D",
        Words("Zmarli w czasie udziału", "Died while taking part"),
        Words(
            "osoby, których ostatnim zakończeniem udziału w roku był zgon: ani ukończenie, ani przerwanie",
            "people whose last exit in the year was a death: neither a completion nor an interruption",
        ),
        DIED_ROWS,
        source="podział zakończeń: domain/measures/exits.py",
    ),
    _table(
        Table.EFFECTS,
        "E",
        Words("Osiągnęli efekty reintegracji, według grup", "Achieved effects of reintegration, by group"),
        Words(
            "uczestnicy roku z co najmniej jednym efektem społecznym, zawodowym albo z pracą podjętą po ukończeniu",
            "participants of the year with at least one social or vocational effect or work found after completing",
        ),
        GROUP_ROWS,
        source=f"{ACT}, art. 18a ust. 6 pkt 2",
        confidence=Confidence.LOW,
    ),
    _table(
        Table.EFFECTS_SOCIAL,
        "E",
        Words("Efekty reintegracji społecznej, według grup", "Effects of social reintegration, by group"),
        Words(
            "uczestnicy roku z udokumentowanym postępem społecznym, terapią albo wolontariatem",
            "participants of the year with documented social progress, therapy or volunteering",
        ),
        GROUP_ROWS,
        source=f"{ACT}, art. 18a ust. 6 pkt 2",
        confidence=Confidence.LOW,
    ),
    _table(
        Table.EFFECTS_VOCATIONAL,
        "E",
        Words("Efekty reintegracji zawodowej, według grup", "Effects of vocational reintegration, by group"),
        Words(
            "uczestnicy roku z udokumentowanym szkoleniem, kwalifikacjami, kompetencjami albo poszukiwaniem pracy",
            "participants of the year with documented training, a qualification, a competence or a job search",
        ),
        GROUP_ROWS,
        source=f"{ACT}, art. 18a ust. 6 pkt 2",
        confidence=Confidence.LOW,
    ),
    _table(
        Table.EFFECTS_EMPLOYMENT,
        "E",
        Words("Podjęli pracę po ukończeniu, według grup", "Found work after completing, by group"),
        Words(
            "osoby z tabeli „Ukończyli”, o których wiadomo, że pracowały po ukończeniu, w pracy podjętej od "
            "rozpoczęcia udziału",
            "the people of the table “Completed” known to have worked afterwards, in work begun since they started",
        ),
        GROUP_ROWS,
        source=f"{ACT}, art. 18a ust. 6 pkt 2",
        confidence=Confidence.LOW,
    ),
    _table(
        Table.SOCIAL,
        "F",
        Words("Reintegracja społeczna, według kategorii usług", "Social reintegration, by service category"),
        _SERVED,
        rows_of(Table.SOCIAL),
        partitions=False,
    ),
    _table(
        Table.VOCATIONAL,
        "F",
        Words("Reintegracja zawodowa, według kategorii usług", "Vocational reintegration, by service category"),
        _SERVED,
        rows_of(Table.VOCATIONAL),
        partitions=False,
    ),
    _table(
        Table.NOT_ASSIGNED,
        "F",
        Words("Bez przypisanej kategorii usług", "Without a service category"),
        Words(
            "uczestnicy roku, których nie ma w żadnej z dwóch tabel reintegracji",
            "participants of the year who are in neither of the two tables of reintegration",
        ),
        (NOT_ASSIGNED_ROW,),
    ),
    _table(
        Table.CONTRACT_ONLY,
        "",
        Words("Poza sprawozdaniem: kontrakt bez wsparcia", "Beside the report: a contract without support"),
        Words(
            "osoby, które nie uczestniczyły w roku w KIS, a ich kontrakt socjalny obowiązywał w nim",
            "people who did not take part in the club in the year, and whose social contract was in force in it",
        ),
        (CONTRACT_ONLY_ROW,),
        source=f"{ACT}, art. 18 ust. 4",
        confidence=Confidence.LOW,
    ),
)
