"""The lists of what belongs to nobody that can be taken away: editions, agreements, providers, rules."""

from collections.abc import Callable

from fastapi import Response
from fastapi.routing import APIRoute

from application.projections.rules import RuleBookLines
from interface.api import agreements, editions, providers, rules
from interface.api.exports.columns import Exported, Head
from interface.exports.listing import Kind
from interface.exports.lists import ListName

_RULE = {
    "pl": "Reguła",
    "value_pl": "Wartość",
    "unit": "Jednostka",
    "applies_to": "Czego dotyczy",
    "since": "Od",
    "until": "Do",
    "law": "Podstawa",
    "confirmed": "Potwierdzona",
    "source": "Źródło",
    "rule": "Kod",
    "item": "Numer wpisu",
}


def _rules(operation: str) -> Callable[..., Response]:
    """Return what answers an operation of one kind of rule book: they are made by one function."""
    [found] = [
        one.endpoint for one in rules.router.routes if isinstance(one, APIRoute) and one.operation_id == operation
    ]
    return found


LISTS = (
    Exported(
        name=ListName.EDITIONS,
        operation="listEditions",
        ask=editions.list_editions,
        answer=editions.EditionList,
        heads={
            "programme": "Program",
            "code": Head("Edycja", Kind.CODE),
            "opens_on": "Od",
            "closes_on": "Do",
            "places": "Liczba miejsc",
            "taken": "Zajęte",
            "waiting": "Oczekujący",
            "confirmed": "Daty potwierdzone",
            "note": "Uwagi",
            "id": "Identyfikator",
        },
    ),
    Exported(
        name=ListName.AGREEMENTS,
        operation="listAgreements",
        ask=agreements.list_agreements,
        answer=agreements.AgreementList,
        heads={
            "number": "Numer",
            "signed_on": "Podpisano",
            "valid_from": "Obowiązuje od",
            "valid_until": "Obowiązuje do",
            "persons": "Liczba osób",
            "minutes": Head("Godziny łącznie", Kind.HOURS),
            "minutes_monthly_each": Head("Godziny miesięcznie na osobę", Kind.HOURS),
            "ended_on": "Zakończono przed czasem",
            "notice.pl": "Uwaga",
            "id": "Identyfikator",
        },
    ),
    Exported(
        name=ListName.PROVIDERS,
        operation="listProviders",
        ask=providers.list_providers,
        answer=providers.ProviderList,
        heads={
            "family_name": "Nazwisko",
            "given_name": "Imię",
            "since": "Od",
            "checked_on": "Sprawdzono w rejestrze",
            "left_on": "Ostatni dzień pracy",
            "id": "Identyfikator",
        },
    ),
    Exported(
        name=ListName.KINSHIPS,
        operation="listKinships",
        ask=providers.list_kinships,
        answer=providers.Kinships,
        heads={
            "family_name": "Nazwisko",
            "given_name": "Imię",
            "kind": "Powiązanie",
            "since": "Od",
            "until": "Do",
            "participant": "Identyfikator",
            "item": "Numer wpisu",
        },
    ),
    Exported(
        name=ListName.RULES_UNCONFIRMED,
        operation="listUnconfirmedRules",
        ask=rules.list_unconfirmed,
        answer=rules.UnconfirmedRules,
        heads={
            "scope": "Czyja reguła",
            "programme": "Program",
            "edition": Head("Edycja", Kind.CODE),
            "agreement": "Porozumienie",
            **{f"rule.{name}": head for name, head in _RULE.items()},
        },
    ),
    *(
        Exported(name=name, operation=operation, ask=_rules(operation), answer=RuleBookLines, heads=_RULE)
        for name, operation in (
            (ListName.RULES_OF_CLUB, "readClubRules"),
            (ListName.RULES_OF_EDITION, "readEditionRules"),
            (ListName.RULES_OF_AGREEMENT, "readAgreementRules"),
        )
    ),
)
