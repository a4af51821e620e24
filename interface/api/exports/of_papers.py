"""The lists of what the club prints and sends that can be taken away: papers, sendings, the people behind a number."""

from collections.abc import Mapping

from interface.api import annual_report, edition_papers, papers, reports_listed, sent_reports
from interface.api.exports.columns import Exported, Head
from interface.exports.listing import Kind
from interface.exports.lists import ListName

_PAPER: Mapping[str, str | Head] = {
    "number": "Numer",
    "pl": "Druk",
    "printed_on": "Wydrukowano",
    "month": "Miesiąc",
    "about": "Czego dotyczy (numer wpisu)",
    "cancelled_on": "Zepsuty",
    "signatures.signed_on": "Podpisano",
    "signatures.signers": "Kto podpisał",
    "signatures.document_number": "Numer na dokumencie",
    "signatures.kept_at": "Gdzie leży oryginał",
    "kind": "Kod",
    "item": "Numer wpisu",
}

LISTS = (
    Exported(
        name=ListName.PAPERS,
        operation="listPapers",
        ask=papers.read,
        answer=papers.PapersOf,
        heads=_PAPER,
        each="signatures",
    ),
    Exported(
        name=ListName.PAPERS_OF_EDITION,
        operation="listLists",
        ask=edition_papers.read,
        answer=edition_papers.ListsOf,
        heads=_PAPER,
        each="signatures",
    ),
    Exported(
        name=ListName.ANNUAL_REPORTS,
        operation="listAnnualReports",
        ask=reports_listed.list_reports,
        answer=reports_listed.ReportList,
        heads={
            "year": Head("Rok", Kind.COUNT),
            "due_on": "Termin",
            "sendings": "Ile razy wysłano",
            "sent_on": "Ostatnio wysłano",
            "differing": "Liczb różnych od zapisów",
            "pl": "Co zrobić",
            "task": "Kod",
        },
    ),
    Exported(
        name=ListName.SENDINGS,
        operation="listSendings",
        ask=sent_reports.list_sendings,
        answer=sent_reports.Sendings,
        heads={
            "number": "Wysyłka",
            "sent_on": "Wysłano",
            "name": "Kto wysłał",
            "channel": "Jak",
            "reference": "Znak",
            "definition": Head("Definicja", Kind.CODE),
            "position": "Pozycja dziennika liczb",
            "known_at": "Według wpisów do",
            "left_blank": "Puste części",
            "corrects": "Koryguje wysyłkę",
            "reason": "Powód korekty",
            "digest": "Skrót",
        },
        notes=lambda said: [said["pl"]] if said["pl"] else [],
    ),
    Exported(
        name=ListName.ANNUAL_REPORT_PEOPLE,
        operation="listAnnualReportCell",
        ask=annual_report.list_cell,
        answer=annual_report.CellsPage,
        heads={
            "family_name": "Nazwisko",
            "given_name": "Imię",
            "rows.pl": "W których wierszach",
            "rows.why_pl": "Dlaczego",
            "facts.pl": "Wpis",
            "facts.occurred_on": "Kiedy się stało",
            "facts.position": "Pozycja wpisu",
            "id": "Identyfikator",
        },
        each="facts",
        notes=lambda said: [f"Osób: {said['people']}."],
    ),
)
