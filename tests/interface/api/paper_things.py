"""What an operation about printed lists, or about the club itself, can be asked about."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from application.club import DescribeClub
from application.papers import PrintList
from domain.papers import PaperKind
from interface.assembly import House
from tests.asgi import Desk
from tests.club import ask
from tests.interface.api.things import THINGS, Thing, edition


def _printed(house: House, owner: UUID) -> Thing:
    """Print a list of June of an edition in which nobody takes part."""
    id, _ = edition(house)
    of: dict[str, Any] = {"kind": PaperKind.ATTENDANCE_LIST, "about": None, "month": date(2026, 6, 1)}
    printed = ask(house, PrintList(programme="AOON", edition_id=id, **of))
    said = {"code": "AOON", "edition": str(id), "item": str(printed.item)}
    return Thing(said, {"signed_on": str(house.today())}, printed.version)


def _spoiled(house: House, owner: UUID) -> Thing:
    thing = _printed(house, owner)
    thing.body = {}
    return thing


def _to_be_printed(house: House, owner: UUID) -> Thing:
    thing = THINGS["readEdition"](house, owner)
    thing.said["kind"], thing.query = "ATTENDANCE_LIST", "?month=2026-06"
    return thing


def _described(house: House, owner: UUID) -> Thing:
    said: dict[str, Any] = {"name": "Klub Zmyślony", "operator": "Gmina Zmyślona", "town": "Zmyślonowo"}
    said |= dict.fromkeys(("address", "operator_address", "inspector"))
    command = DescribeClub(since=date(2026, 1, 1), **said)
    return Thing({}, {}, ask(house, command).version)


PAPERS: dict[str, Callable[[House, UUID], Thing]] = {
    "printList": THINGS["readEdition"],
    "draftList": _to_be_printed,
    "listLists": THINGS["readEdition"],
    **dict.fromkeys(("readList", "signList"), _printed),
    "spoilList": _spoiled,
    "searchPapers": lambda house, owner: Thing(),
    "printWhoShouldBeHere": lambda house, owner: Thing(),
    "readClub": lambda house, owner: Thing(),
    "describeClub": _described,
}
"""How to make what each operation is asked about."""


def examples_of_papers(house: House, desk: Desk) -> list[str]:
    """Have the examples of these operations accepted, in an order in which they can happen; return those told."""
    told: list[str] = []

    def tell(operation: str, thing: Thing) -> Any:
        answer = thing.ask(desk, operation)
        assert answer.status_code in {200, 201}, (operation, answer.text)
        told.append(operation)
        return answer.json()

    id, _ = edition(house)
    of = {"code": "AOON", "edition": str(id)}
    signed, spoiled = (tell("printList", Thing(of)) for _ in range(2))
    version = tell("signList", Thing(of | {"item": str(signed["item"])}))["version"]
    tell("spoilList", Thing(of | {"item": str(spoiled["item"])}, {}, version))
    tell("searchPapers", Thing())
    tell("describeClub", Thing({}, {}, 0))
    return told
