"""The lists of people that can be taken away: the roster, whose they are, what ends, whom to ask, who looks alike."""

from collections.abc import Mapping, Sequence
from typing import Any

from application.projections.contracts import ContractsOf
from application.projections.roster.reading import STATE_WORDS
from domain.social_contract import ActionState
from domain.vocabulary import Role
from interface.api import (
    assigned,
    deadlines,
    duplicates,
    flags,
    follow_ups_due,
    roster,
    roster_differences,
    social_contract,
    timeline,
)
from interface.api.exports.columns import Exported, Head, words_of
from interface.exports.listing import Kind
from interface.exports.lists import ListName

_NAMED = {"family_name": "Nazwisko", "given_name": "Imię"}
_STATES = {state.value: words[0] for state, words in STATE_WORDS.items()}
_ACTION_STATES = {
    ActionState.OPEN.value: "w toku",
    ActionState.OVERDUE.value: "po terminie",
    ActionState.DONE.value: "wykonane",
    ActionState.NOT_DONE.value: "niewykonane",
}
_FLAG = {
    "pl": "Co jest do wyjaśnienia",
    "since": "Od",
    "until": "Do",
    "item": "Numer wpisu",
    "facts": "Wpisy, które to pokazują",
    "explanation.explanation": "Wyjaśnienie",
    "explanation.explained_on": "Wyjaśniono dnia",
    "explanation.name": "Kto wyjaśnił",
    "kind": "Kod",
    "flag": "Klucz",
    "id": "Identyfikator",
}


def _flags(said: Mapping[str, Any]) -> Sequence[str]:
    return [f"{line['pl']}: {line['flags']}, wyjaśniono {line['explained']}" for line in said["total"]]


LISTS = (
    Exported(
        name=ListName.ROSTER,
        operation="listParticipants",
        ask=roster.list_participants,
        answer=roster.RosterPage,
        heads={
            **_NAMED,
            "registered_on": Head("W ewidencji od", Kind.DAY),
            "episodes.kind": "Rodzaj",
            "episodes.state": Head("Stan", words=_STATES),
            "episodes.since": "Od",
            "episodes.until": "Do",
            "episodes.programmes": "Programy",
            "episodes.episode": "Epizod",
            "id": "Identyfikator",
        },
        each="episodes",
        notes=lambda _: ["Osoba z kilkoma epizodami ma kilka wierszy."],
    ),
    Exported(
        name=ListName.ROSTER_DIFFERENCES,
        operation="listRosterDifferences",
        ask=roster_differences.list_differences,
        answer=roster_differences.DifferencesPage,
        heads={
            **_NAMED,
            "unlike.pl": "Na czym polega różnica",
            "then.state": Head("Stan wtedy", words=_STATES),
            "then.programmes": "Programy wtedy",
            "now.state": Head("Stan teraz", words=_STATES),
            "now.programmes": "Programy teraz",
            "facts.pl": "Wpis, który to zmienił",
            "facts.occurred_on": "Kiedy się stało",
            "facts.recorded_at": "Kiedy zapisano",
            "facts.recorder": "Kto zapisał",
            "facts.position": "Pozycja wpisu",
            "facts.topic": "Kod wpisu",
            "id": "Identyfikator",
        },
        each="facts",
        notes=lambda said: [
            f"Osób z różnicami: {said['people']}.",
            f"Porównano wpisy do pozycji {said['known_position']} i do pozycji {said['and_known_position']}.",
            "Osoba ma tyle wierszy, ile wpisów zmieniło jej miejsce na liście.",
        ],
    ),
    Exported(
        name=ListName.ASSIGNED,
        operation="listAssignments",
        ask=assigned.list_assignments,
        answer=assigned.AssignmentPage,
        items="users",
        heads={
            "name": "Kto",
            "people": "Liczba osób",
            "deputies.name": "Dziś zastępuje",
            "deputies.since": "Zastępstwo od",
            "deputies.until": "Zastępstwo do",
            "user": "Identyfikator",
        },
        each="deputies",
        notes=lambda said: [f"Osób bez opiekuna: {said['unassigned']}."],
    ),
    Exported(
        name=ListName.ASSIGNED_PEOPLE,
        operation="listAssignments",
        ask=assigned.list_assignments,
        answer=assigned.AssignmentPage,
        items="people",
        heads={**_NAMED, "id": "Identyfikator"},
    ),
    Exported(
        name=ListName.DEADLINES,
        operation="listDeadlines",
        ask=deadlines.list_deadlines,
        answer=deadlines.DeadlinePage,
        heads={
            "ends_on": "Ostatni dzień",
            "days_left": "Zostało dni",
            "pl": "Co się kończy",
            **_NAMED,
            "programme": "Program",
            "item": "Numer wpisu",
            "kind": "Kod",
            "id": "Identyfikator",
            "engagement": "Kontrola",
        },
    ),
    Exported(
        name=ListName.FOLLOW_UPS,
        operation="listFollowUpsDue",
        ask=follow_ups_due.list_due,
        answer=follow_ups_due.DuePage,
        heads={
            **_NAMED,
            "exited_on": "Zakończenie",
            "pl": "Sprawdzenie",
            "due_on": "Termin",
            "days": "Dni od terminu",
            "state_pl": "Stan",
            "attempts": "Próby bez odpowiedzi",
            "last_attempt.on": "Ostatnia próba",
            "last_attempt.channel": "Jak próbowano",
            "last_attempt.pl": "Wynik próby",
            "basis.pl": "Podstawa kontaktu",
            "basis.until": "Podstawa do",
            "why_pl": "Dlaczego w tym miejscu",
            "id": "Identyfikator",
            "record": "Karta",
            "episode": "Epizod",
        },
    ),
    Exported(
        name=ListName.DUPLICATES,
        operation="listDuplicates",
        ask=duplicates.read,
        answer=duplicates.DuplicatesPage,
        heads={
            "participant": "Karta dołączona",
            "survivor": "Karta prowadzona dalej",
            "linked_on": "Połączono dnia",
            "item": "Numer wpisu",
        },
    ),
    Exported(
        name=ListName.DUPLICATE_CANDIDATES,
        operation="listDuplicateCandidates",
        ask=duplicates.read_candidates,
        answer=duplicates.CandidatesPage,
        heads={
            "one.family_name": "Nazwisko",
            "one.given_name": "Imię",
            "one.id": "Identyfikator",
            "other.family_name": "Nazwisko na drugiej karcie",
            "other.given_name": "Imię na drugiej karcie",
            "other.id": "Identyfikator drugiej karty",
        },
    ),
    Exported(
        name=ListName.HISTORY,
        operation="readHistory",
        ask=timeline.history,
        answer=timeline.History,
        heads={
            "version": "Numer wpisu",
            "occurred_on": "Kiedy się stało",
            "recorded_at": "Kiedy zapisano",
            "recorder": "Kto zapisał",
            "role": Head("W jakiej roli", Kind.CODE, words_of(Role)),
            "pl": "Co",
            "reason": "Powód",
            "changed.pl": "Co zmienił",
            "rules.rule": "Według reguł",
            "rules.law": "Podstawy reguł",
            "corrects": "Poprawia wpis",
            "corrected_by": "Poprawiony wpisem",
            "voids": "Unieważnia wpis",
            "voided_by": "Unieważniony wpisem",
            "position": "Pozycja wpisu",
            "topic": "Kod",
        },
    ),
    Exported(
        name=ListName.CONTRACTS,
        operation="listContracts",
        ask=social_contract.read,
        answer=ContractsOf,
        items="contracts",
        heads={
            "type": "Kontrakt",
            "document_number": "Numer dokumentu",
            "signed_on": "Podpisano",
            "covers_from": "Obejmuje od",
            "covers_until": "Obejmuje do",
            "terminated_on": "Rozwiązano",
            "parts.part": "Podpisane części",
            "missing_parts": "Brakujące części",
            "evaluations.result": "Oceny",
            "certificates.number": "Numery zaświadczeń",
            "item": "Numer wpisu",
        },
        notes=lambda said: [
            f"Dni bez kontraktu w programie, który go wymaga: od {gap['first']} do {gap['last']}."
            for gap in said["uncovered_days"]
        ],
    ),
    Exported(
        name=ListName.CONTRACT_ACTIONS,
        operation="listContracts",
        ask=social_contract.read,
        answer=ContractsOf,
        items="contracts",
        each="parts.actions",
        heads={
            "document_number": "Numer kontraktu",
            "parts.part": "Część",
            "parts.document_number": "Numer części",
            "parts.signed_on": "Część podpisano",
            "parts.evaluation_due_on": "Termin oceny",
            "parts.actions.what": "Uzgodnione działanie",
            "parts.actions.responsible": "Kto odpowiada",
            "parts.actions.due_on": "Termin",
            "parts.actions.state": Head("Stan", words=_ACTION_STATES),
            "parts.actions.settled_on": "Rozliczono dnia",
            "parts.actions.note": "Uwagi",
        },
    ),
    Exported(
        name=ListName.FLAGS,
        operation="listFlags",
        ask=flags.of_edition,
        answer=flags.FlagPage,
        heads={**_NAMED, **_FLAG},
        notes=_flags,
    ),
    Exported(
        name=ListName.FLAGS_OF,
        operation="listFlagsOf",
        ask=flags.of_person,
        answer=flags.FlagPage,
        heads={**_NAMED, **_FLAG},
        notes=_flags,
    ),
)
