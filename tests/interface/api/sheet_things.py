"""Sheets as they can be asked for: each of somebody who is there, and where one starts from."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any
from uuid import UUID

from application.caseworkers import AssignCaseworker
from domain.caseworkers import WorksWithNobody
from interface.assembly import House
from tests.asgi import Desk
from tests.club import ask, enrolled
from tests.interface.api.things import Thing


def _taking_part(house: House, owner: UUID, programme: str) -> tuple[UUID, int]:
    """Enrol somebody who is assigned to a user, if that is one who works with people."""
    person, place = enrolled(house, programme)
    with suppress(WorksWithNobody):
        ask(house, AssignCaseworker(participant_id=person, user=owner))
    return person, place


def _week_of(programme: str, cells: str, week: list[Any]) -> Callable[[House, UUID], Thing]:
    def made(house: House, owner: UUID) -> Thing:
        person, _ = _taking_part(house, owner, programme)
        body: dict[str, Any] = {"programme": programme, "edition": None, "monday": "2026-05-25"}
        body["rows"] = [{"participant": str(person), cells: week}]
        if cells == "cells":
            body["defaults"] = {"direction": "ATTENDED"}
        return Thing({}, body)

    return made


def _card(house: House, owner: UUID) -> Thing:
    person, place = _taking_part(house, owner, "AKTYWIZACJA")
    return Thing({}, {"participant": str(person), "enrolment": place, "direction": "ATTENDED"})


SHEETS: dict[str, Callable[[House, UUID], Thing]] = {
    "recordGroupWeek": _week_of("AKTYWIZACJA", "cells", ["1"]),
    "recordAttendance": _week_of("SWIETLICA-CAS", "days", [True]),
    "recordServiceCard": _card,
    "startGroupWeek": lambda house, owner: Thing(query="?programme=AKTYWIZACJA&monday=2026-05-25"),
    "startAttendance": lambda house, owner: Thing(query="?programme=SWIETLICA-CAS&monday=2026-05-25"),
}


def examples_of_sheets(house: House, desk: Desk) -> list[str]:
    """Have the examples of the sheets accepted; return those told."""
    told = [name for name in SHEETS if name.startswith("record")]
    for name in told:
        assert SHEETS[name](house, desk.user).ask(desk, name).status_code == 201, name
    return told
