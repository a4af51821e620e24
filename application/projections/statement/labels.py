"""What a person's own statement calls each sealed field, and which of them it leaves out as another person's data."""

from collections.abc import Mapping

from domain.journal import Fact
from domain.providers import ProviderRegistered
from domain.related_persons import RelatedPersonLinked

OF_OTHERS: frozenset[tuple[type[Fact], str]] = frozenset(
    {
        *((RelatedPersonLinked, name) for name in ("family_name", "given_name", "pesel", "phone", "note")),
        *((ProviderRegistered, name) for name in ("family_name", "given_name")),
    }
)
"""Art. 15(4) RODO: a copy must not adversely affect others. That there is such a person, who they are to the
participant and since when is the participant's own and is told."""

LABELS: Mapping[str, str] = {
    "answer": "Odpowiedź klubu na ustalenie kontroli",
    "benefits": "Pobierane świadczenia",
    "birth_date": "Data urodzenia",
    "birth_year": "Rok urodzenia (do statystyki)",
    "case_mark": "Znak sprawy",
    "changes": "Co zmieniono w kontrakcie",
    "coupled": "Niepełnosprawność sprzężona",
    "degree": "Stopień niepełnosprawności",
    "disability": "Niepełnosprawność (odpowiedź)",
    "document_number": "Numer dokumentu",
    "education": "Wykształcenie",
    "email": "Adres poczty elektronicznej",
    "employer": "Pracodawca",
    "evidence": "Dowód",
    "evidence_kept_at": "Gdzie leży dokument",
    "evidence_number": "Numer dokumentu",
    "excess": "Przekroczone limity godzin",
    "explanation": "Wyjaśnienie",
    "family_name": "Nazwisko",
    "finding": "Ustalenie kontroli",
    "flag": "Uwaga, którą wyjaśniono",
    "foreign_origin": "Obce pochodzenie (odpowiedź)",
    "given_name": "Imię",
    "group": "Grupa z ustawy",
    "homeless": "Bezdomność (odpowiedź)",
    "house_number": "Numer domu i mieszkania",
    "household": "Gospodarstwo domowe",
    "kept_at": "Gdzie leży dokument",
    "kind": "Rodzaj",
    "labour": "Sytuacja na rynku pracy",
    "minority": "Mniejszość narodowa lub etniczna (odpowiedź)",
    "note": "Notatka",
    "number": "Numer dokumentu",
    "override": "Dlaczego zapisano mimo reguły",
    "passed_over": "Pominięte reguły",
    "pesel": "Numer PESEL",
    "phone": "Telefon",
    "place": "Miejsce",
    "postal_code": "Kod pocztowy",
    "reason": "Powód",
    "residence": "Miejsce pobytu",
    "rules": "Zastosowane reguły",
    "severity": "Waga ustalenia kontroli",
    "sex": "Płeć",
    "source": "Od kogo wiemy",
    "street": "Ulica",
    "town": "Miejscowość",
    "what": "Czego to dotyczy",
    "without_work_since": "Bez pracy od",
}
"""Every sealed field of the facts of a participant has a name in plain Polish: a field without one fails a test."""
