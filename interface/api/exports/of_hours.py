"""The lists of time that can be taken away: entries, sums, what is payable; sessions, days, the waiting list."""

from collections.abc import Mapping, Sequence
from typing import Any

from application.projections.timeline.saying import duration
from interface.api import editions, hours, hours_sums, payable, sessions, waiting_list
from interface.api.exports.columns import Exported, Head
from interface.exports.listing import Kind
from interface.exports.lists import ListName

_SUMS: Mapping[str, str | Head] = {
    "programme": "Program",
    "month": "Miesiąc",
    "minutes": Head("Godziny", Kind.HOURS),
    "entries": "Liczba wpisów",
}


def _payable(said: Mapping[str, Any]) -> Sequence[str]:
    total = said["total"]
    return [
        said["pl"],
        f"Razem zapisane: {duration(total['recorded'])[0]}, zatwierdzone: {duration(total['approved'])[0]}.",
        f"Razem ponad limitem: {duration(total['over'])[0]}, do rozliczenia: {duration(total['payable'])[0]}.",
    ]


LISTS = (
    Exported(
        name=ListName.HOURS,
        operation="listHours",
        ask=hours.read,
        answer=hours.HoursList,
        heads={
            "day": "Dzień",
            "starts_at": Head("Od godziny", Kind.CODE),
            "until": "Do dnia",
            "minutes": Head("Godziny", Kind.HOURS),
            "unit": "Jednostka",
            "direction": "Godziny czego",
            "activity": "Rodzaj",
            "state": "Stan",
            "over": "Ponad limitem",
            "provider": "Realizator",
            "recorded_by": Head("Kto zapisał", of_user=True),
            "checked_by": Head("Kto zatwierdził lub zwrócił", of_user=True),
            "corrected_by": "Poprawiony wpisem",
            "item": "Numer wpisu",
            "enrolment": "Zapis do programu",
        },
        notes=lambda said: [f"Razem bez unieważnionych: {duration(said['minutes'])[0]}."],
    ),
    Exported(
        name=ListName.HOURS_SUMS,
        operation="listHoursSums",
        ask=hours_sums.of_everybody,
        answer=hours_sums.SumsPage,
        heads={
            "family_name": "Nazwisko",
            "given_name": "Imię",
            **{f"sums.{name}": head for name, head in _SUMS.items()},
            "id": "Identyfikator",
        },
        each="sums",
        notes=lambda said: [
            f"Razem osób: {said['total']['people']}, wpisów: {said['total']['entries']}.",
            f"Razem: {duration(said['total']['minutes'])[0]}.",
            "Osoba ma wiersz za każdy program i miesiąc.",
        ],
    ),
    Exported(
        name=ListName.HOURS_SUMS_OF,
        operation="readHoursSums",
        ask=hours_sums.of_person,
        answer=hours_sums.OwnSums,
        heads=_SUMS,
        notes=lambda said: [f"Razem: {duration(said['minutes'])[0]}, wpisów {said['entries']}."],
    ),
    Exported(
        name=ListName.PAYABLE,
        operation="listPayable",
        ask=payable.read,
        answer=payable.PayablePage,
        heads={
            "family_name": "Nazwisko",
            "given_name": "Imię",
            "entries": "Liczba wpisów",
            "recorded": Head("Zapisane godziny", Kind.HOURS),
            "approved": Head("Zatwierdzone godziny", Kind.HOURS),
            "over": Head("Godziny ponad limitem", Kind.HOURS),
            "payable": Head("Godziny do rozliczenia", Kind.HOURS),
            "not_in_minutes": "Wpisy liczone inaczej niż w godzinach",
            "id": "Identyfikator",
        },
        notes=_payable,
    ),
    Exported(
        name=ListName.SESSIONS,
        operation="listSessions",
        ask=sessions.list_sessions,
        answer=sessions.SessionsOfDay,
        heads={
            "starts_at": Head("Godzina", Kind.CODE),
            "minutes": Head("Czas w godzinach", Kind.HOURS),
            "programme": "Program",
            "edition_code": Head("Edycja", Kind.CODE),
            "topic": "Temat",
            "place": "Miejsce",
            "leader.family_name": "Nazwisko prowadzącej osoby",
            "leader.given_name": "Imię prowadzącej osoby",
            "leader.left_on": "Prowadzi do",
            "places": "Liczba miejsc",
            "cancelled": "Odwołane",
            "item": "Numer zajęć",
            "expected.family_name": "Nazwisko",
            "expected.given_name": "Imię",
            "expected.id": "Identyfikator",
        },
        each="expected",
        notes=lambda _: ["Zajęcia mają tyle wierszy, ile osób powinno na nich być."],
    ),
    Exported(
        name=ListName.WAITING_LIST,
        operation="readWaitingList",
        ask=waiting_list.read,
        answer=waiting_list.WaitingLines,
        heads={
            "turn": "Kolejność",
            "family_name": "Nazwisko",
            "given_name": "Imię",
            "since": "Czeka od",
            "left_on": "Nie czeka od",
            "how": "Jak zeszła z listy",
            "reason": "Powód przyjęcia",
            "item": "Numer wpisu",
            "participant": "Identyfikator",
        },
    ),
    Exported(
        name=ListName.SERVICE_DAYS,
        operation="listServiceDays",
        ask=editions.list_service_days,
        answer=editions.ServiceDayList,
        heads={"day": "Dzień", "open": "Działa", "reason": "Dlaczego nie", "note": "Uwagi", "item": "Numer wpisu"},
    ),
)
