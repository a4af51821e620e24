"""Annual reports as an operation can be asked about them: of a year that is over, filled in or sent."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from domain.vocabulary import Role
from interface.assembly import House
from tests.asgi import Desk
from tests.controls import a_control
from tests.interface.api.things import Thing
from tests.sent_reports import entered_volunteers, fresh_year, sent_report

ENTERED_BY_HAND = ("enterStaff", "enterVolunteers", "enterFunding", "enterGrant", "enterReportAction")
"""The operations by which a report is filled in."""


def _fresh(house: House, _owner: UUID) -> Thing:
    return Thing({"year": str(fresh_year(house))})


def _entry(house: House, _owner: UUID) -> Thing:
    year = fresh_year(house)
    entered = entered_volunteers(house, year)
    return Thing({"year": str(year), "item": str(entered.version)}, {}, entered.version)


def _sent(house: House, owner: UUID) -> Thing:
    """Send a report, under a control where the owner is an auditor and nothing else."""
    if any(account.user == owner and set(account.roles) == {Role.AUDITOR} for account in house.accounts.users()):
        a_control(house, owner)
    return Thing({"year": str(sent_report(house))})


def _numbered(house: House, owner: UUID) -> Thing:
    return Thing(_sent(house, owner).said | {"number": "1"})


REPORTS: dict[str, Callable[[House, UUID], Thing]] = {
    "listAnnualReports": lambda _house, _owner: Thing(),
    **dict.fromkeys(("readReportEntries", *ENTERED_BY_HAND, "sendAnnualReport"), _fresh),
    "voidReportEntry": _entry,
    "listSendings": _sent,
    **dict.fromkeys(("readSentReport", "exportSentReport", "listSentDifferences"), _numbered),
}
"""How to make what each operation about a report is asked about."""


def examples_of_reports(desk: Desk) -> list[str]:
    """Have the examples of these operations accepted in the order of a year; return those told."""
    told: list[str] = []

    def accepted(status: int, operation: str, version: int | None, **said: str) -> Any:
        answer = Thing({"year": "2025", **said}, {}, version).ask(desk, operation)
        assert answer.status_code == status, (operation, answer.text)
        told.append(operation)
        return answer

    def tell(operation: str, version: int | None = None, **said: str) -> int:
        answer = accepted(201, operation, version, **said)
        entered: int = answer.json()["version"]
        return entered

    for operation in ENTERED_BY_HAND:
        version = tell(operation)
    tell("voidReportEntry", version, item=str(version))
    tell("sendAnnualReport")
    accepted(200, "exportAnnualReport", None)
    accepted(200, "exportSentReport", None, number="1")
    return told
