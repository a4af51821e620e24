"""The lists that can be taken away, by the names that commands and the API call them, with their Polish titles."""

from collections.abc import Mapping
from enum import StrEnum


class ListName(StrEnum):
    """A list: what `kis export` and `POST /exports` call it."""

    ROSTER = "roster"
    ROSTER_DIFFERENCES = "roster-differences"
    ASSIGNED = "assigned"
    ASSIGNED_PEOPLE = "assigned-people"
    DEADLINES = "deadlines"
    FOLLOW_UPS = "follow-ups"
    DUPLICATES = "duplicates"
    DUPLICATE_CANDIDATES = "duplicate-candidates"
    HISTORY = "history"
    CONTRACTS = "contracts"
    CONTRACT_ACTIONS = "contract-actions"
    FLAGS = "flags"
    FLAGS_OF = "flags-of"
    HOURS = "hours"
    HOURS_SUMS = "hours-sums"
    HOURS_SUMS_OF = "hours-sums-of"
    PAYABLE = "payable"
    SESSIONS = "sessions"
    WAITING_LIST = "waiting-list"
    SERVICE_DAYS = "service-days"
    EDITIONS = "editions"
    AGREEMENTS = "agreements"
    PROVIDERS = "providers"
    KINSHIPS = "kinships"
    RULES_UNCONFIRMED = "rules-unconfirmed"
    RULES_OF_CLUB = "rules-of-club"
    RULES_OF_EDITION = "rules-of-edition"
    RULES_OF_AGREEMENT = "rules-of-agreement"
    USERS = "users"
    DEPUTIES = "deputies"
    CONTROLS = "controls"
    SAMPLES = "samples"
    FINDINGS = "findings"
    ACCESS = "access"
    TRAIL = "trail"
    ERASURES = "erasures"
    EVENT_LOGS = "event-logs"
    DURABILITY_DIFFERENCES = "durability-differences"
    DURABILITY_MOVED = "durability-moved"
    PAPERS = "papers"
    PAPERS_OF_EDITION = "papers-of-edition"
    ANNUAL_REPORTS = "annual-reports"
    SENDINGS = "sendings"
    ANNUAL_REPORT_PEOPLE = "annual-report-people"


TITLES: Mapping[ListName, str] = {
    ListName.ROSTER: "Lista uczestników",
    ListName.ROSTER_DIFFERENCES: "Kto był na liście uczestników inaczej",
    ListName.ASSIGNED: "Ile osób komu przydzielono",
    ListName.ASSIGNED_PEOPLE: "Osoby przydzielone albo bez opiekuna",
    ListName.DEADLINES: "Co się kończy",
    ListName.FOLLOW_UPS: "Kogo zapytać po zakończeniu udziału",
    ListName.DUPLICATES: "Połączone karty jednej osoby",
    ListName.DUPLICATE_CANDIDATES: "Podobne karty do sprawdzenia",
    ListName.HISTORY: "Historia osoby",
    ListName.CONTRACTS: "Kontrakty osoby",
    ListName.CONTRACT_ACTIONS: "Uzgodnione działania z kontraktów osoby",
    ListName.FLAGS: "Do wyjaśnienia w edycji",
    ListName.FLAGS_OF: "Do wyjaśnienia przy osobie",
    ListName.HOURS: "Godziny osoby",
    ListName.HOURS_SUMS: "Sumy godzin według osób, programów i miesięcy",
    ListName.HOURS_SUMS_OF: "Sumy godzin osoby według programów i miesięcy",
    ListName.PAYABLE: "Godziny do rozliczenia w miesiącu",
    ListName.SESSIONS: "Zajęcia dnia i kto powinien na nich być",
    ListName.WAITING_LIST: "Lista oczekujących",
    ListName.SERVICE_DAYS: "Dni działania edycji",
    ListName.EDITIONS: "Edycje programu",
    ListName.AGREEMENTS: "Porozumienia",
    ListName.PROVIDERS: "Realizatorzy",
    ListName.KINSHIPS: "Powiązania rodzinne i domowe realizatora",
    ListName.RULES_UNCONFIRMED: "Reguły do potwierdzenia",
    ListName.RULES_OF_CLUB: "Reguły klubu",
    ListName.RULES_OF_EDITION: "Reguły edycji",
    ListName.RULES_OF_AGREEMENT: "Reguły porozumienia",
    ListName.USERS: "Użytkownicy",
    ListName.DEPUTIES: "Zastępstwa użytkownika",
    ListName.CONTROLS: "Kontrole",
    ListName.SAMPLES: "Próby kontroli",
    ListName.FINDINGS: "Ustalenia kontroli",
    ListName.ACCESS: "Kto oglądał",
    ListName.TRAIL: "Ślad: co zapisano, kto i kiedy",
    ListName.ERASURES: "Wnioski o usunięcie danych",
    ListName.EVENT_LOGS: "Dzienniki zdarzeń",
    ListName.DURABILITY_DIFFERENCES: "Które liczby trwałości się zmieniły",
    ListName.DURABILITY_MOVED: "Przy kim i dlaczego zmieniły się liczby trwałości",
    ListName.PAPERS: "Druki osoby",
    ListName.PAPERS_OF_EDITION: "Wydrukowane listy edycji",
    ListName.ANNUAL_REPORTS: "Sprawozdania roczne",
    ListName.SENDINGS: "Wysyłki sprawozdania rocznego",
    ListName.ANNUAL_REPORT_PEOPLE: "Osoby, z których składa się liczba sprawozdania",
}
