"""A list asked for in the name of an export: filters as its address takes them become the arguments of its route."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from inspect import signature
from typing import Any, NamedTuple, get_args, get_type_hints
from uuid import UUID

from fastapi.exceptions import RequestValidationError
from fastapi.params import Depends, Query
from pydantic import BaseModel, TypeAdapter, ValidationError

from application.permissions import Action
from domain.calendar import WARSAW
from domain.programmes import PROGRAMMES
from interface.api.access import Caller, Permitted
from interface.api.exports.columns import words_of
from interface.api.people import called

ROWS_MOST = 10_000
"""The most rows of one file."""

_OF_A_PAGE = frozenset({"cursor", "limit"})
"""What a list is asked by page by page; a file holds all of it."""

_FILTERS = {
    "participant_id": "osoba",
    "participant": "osoba",
    "user_id": "użytkownik",
    "user": "użytkownik",
    "caseworker": "przydzielone komu",
    "unassigned": "bez opiekuna",
    "code": "program",
    "programme": "program",
    "edition": "edycja",
    "agreement_id": "porozumienie",
    "provider_id": "realizator",
    "engagement_id": "kontrola",
    "kind": "rodzaj",
    "state": "stan",
    "point": "sprawdzenie",
    "explained": "wyjaśnione",
    "group": "grupa",
    "sex": "płeć",
    "age": "wiek w roku zakończenia",
    "by": "podział",
    "period": "tablica z okresu",
    "definition": "definicja",
    "to_definition": "druga definicja",
    "exits_from": "zakończenia od",
    "exits_to": "zakończenia do",
    "gap_days": "dopuszczalna przerwa (dni)",
    "least_evidence": "najsłabszy dowód",
    "which_exit": "które zakończenie",
    "year": "rok",
    "table": "tabela",
    "row": "wiersz tabeli",
    "month": "miesiąc",
    "day": "dzień",
    "on": "stan na dzień",
    "since": "od dnia",
    "until": "do dnia",
    "version": "po wpisie numer",
    "known_at": "według wpisów do",
    "and_known_at": "i według wpisów do",
    "from_known_at": "według wpisów do",
    "to_known_at": "i według wpisów do",
}
"""How the filters of all lists are called in Polish."""


class Asked(NamedTuple):
    """What a route is called with: the name of the argument that is the caller, the others, and the filters as read."""

    caller: str
    arguments: Mapping[str, Any]
    filters: Mapping[str, Any]


def action_of(ask: Callable[..., Any]) -> Action:
    """Return the action that a route declares."""
    [found] = [
        depends.dependency.action
        for _, hint in _hints(ask)
        if isinstance(depends := _mark(hint, Depends), Depends) and isinstance(depends.dependency, Permitted)
    ]
    return found


def asked(ask: Callable[..., Any], filters: Mapping[str, str]) -> Asked:
    """Return what a route is called with by filters. RequestValidationError: one is wrong, unknown or missing."""
    left, wrong = dict(filters), list[Any]()
    found = _arguments(ask, left, wrong)
    wrong += [{"type": "extra_forbidden", "loc": (name,)} for name in left]
    if wrong:
        raise RequestValidationError([{**one, "loc": ("body", "filters", *one["loc"])} for one in wrong])
    return found


def _arguments(ask: Callable[..., Any], left: dict[str, str], wrong: list[Any]) -> Asked:
    """Return what a function is called with; take what it reads from `left`, and put what is wrong to `wrong`."""
    caller, arguments, read = "", dict[str, Any](), dict[str, Any]()
    hints = _hints(ask)
    for name, hint in hints:
        depends = _mark(hint, Depends)
        if isinstance(depends, Depends) and isinstance(depends.dependency, Permitted):
            caller = name
        elif isinstance(depends, Depends) and depends.dependency is not None:
            inner = _arguments(depends.dependency, left, wrong)
            read |= inner.filters
            if not wrong:
                arguments[name] = depends.dependency(**inner.arguments)
        elif _mark(hint, Query) is None:
            value = _read(partial(_path_value, hint, left.pop(name, None)), wrong, name)
            arguments[name] = read[name] = value
    for name, hint in hints:
        if _mark(hint, Query) is not None:
            kind = get_args(hint)[0]
            mine = {key: left.pop(key) for key in _names(kind) & left.keys()}
            query = _read(partial(kind.model_validate, mine), wrong)
            if query is not None:
                read |= {key: getattr(query, key) for key in kind.model_fields if key in query.model_fields_set}
                whole = {"limit": ROWS_MOST} if "limit" in kind.model_fields else {}
                arguments[name] = query.model_copy(update=whole)
    return Asked(caller, arguments, read)


def _path_value(hint: Any, said: str | None) -> Any:
    if said is None:
        raise _Missing
    return TypeAdapter(hint).validate_python(said)


class _Missing(Exception):
    """A part of the address that nobody gave."""


def _read(read: Callable[[], Any], wrong: list[Any], *place: str) -> Any:
    """Return what is read; None where it is wrong, which is noted without what was sent."""
    try:
        return read()
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        wrong += [{**one, "loc": (*place, *one["loc"])} for one in found]
    except _Missing:
        wrong.append({"type": "missing", "loc": place})
    return None


def _names(query: type[BaseModel]) -> frozenset[str]:
    """Return by which names a query is asked."""
    return frozenset(field.alias or name for name, field in query.model_fields.items()) - _OF_A_PAGE


def _hints(ask: Callable[..., Any]) -> list[tuple[str, Any]]:
    found = get_type_hints(ask, include_extras=True)
    return [(name, found[name]) for name in signature(ask).parameters]


def _mark(hint: Any, kind: type) -> Any:
    return next((mark for mark in getattr(hint, "__metadata__", ()) if isinstance(mark, kind)), None)


def said_of(caller: Caller, filters: Mapping[str, Any]) -> Iterator[str]:
    """Yield in Polish what was asked for."""
    for name, value in filters.items():
        if value is not None:
            yield f"{_FILTERS.get(name, name)}: {_said(caller, name, value)}"


def _said(caller: Caller, name: str, value: Any) -> str:
    match value:
        case bool():
            said = "tak" if value else "nie"
        case datetime():
            said = f"{value.astimezone(WARSAW):%d.%m.%Y %H:%M:%S}"
        case date():
            said = f"{value:%d.%m.%Y}"
        case StrEnum():
            said = words_of(type(value)).get(value.value, value.value)
        case UUID():
            said = _called(caller, name, value)
        case _:
            of_programme = name in {"code", "programme"} and value in PROGRAMMES
            said = PROGRAMMES[value].pl if of_programme else str(value)
    return said


def _called(caller: Caller, name: str, id: UUID) -> str:
    """Return what somebody or an edition is called."""
    house = caller.house
    if name in {"caseworker", "user", "user_id"}:
        return house.accounts.name_of(id)
    if name in {"participant", "participant_id"}:
        return " ".join(filter(None, called(caller, id))) or str(id)
    if name == "edition":
        return str(house.indexes.places.edition(house.store.reading(), id).code)
    return str(id)
