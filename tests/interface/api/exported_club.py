"""A club in which every list shows something, and how what was taken away is read back."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import msgspec

from application.duplicates import LinkDuplicate
from application.engagements import RecordClubFinding
from domain.calendar import WARSAW
from domain.rules import RuleScope
from domain.vocabulary import Role
from interface.api.exports.columns import type_at
from interface.api.exports.lists import EXPORTED
from interface.exports.lists import ListName
from tests.asgi import SCRIPT, Desk, Front, before, contract, live
from tests.club import ask, enrolled, registered
from tests.controls import a_control
from tests.event_log_steps import an_event_log
from tests.interface.api.control_things import FOUND
from tests.interface.api.things import THINGS, agreement, erasure, rule, session

WHY = "zestawienie dla Pani Wójt Zmyślonej"
DAY = date(2026, 5, 20)


class Club:
    """A club in which every list shows something, and what each is asked for."""

    def __init__(self, front: Front) -> None:
        self.front, self.house = front, front.house
        self.desk = front.desk(Role.COORDINATOR, name="Celina Próbna")
        self.filters = self._filled()

    def _filled(self) -> dict[str, dict[str, str]]:
        house, desk = self.house, self.desk
        colleague = self.front.desk(Role.CASEWORKER, name="Jan Próbny")
        life = live(colleague, before("settleContractAction"))
        worker = live(desk, SCRIPT)
        self.front.clock.advance(hours=1)
        live(desk, before("attemptFollowUp"))
        enrolled(house, "AOON")
        aoon = next(e for e in desk.get("/programmes/AOON/editions")["items"] if e["code"] == "2026")
        [psu] = desk.get("/programmes/PSU/editions")["items"]
        session(house, UUID(aoon["id"]), DAY)
        kin, book = THINGS["endKinship"](house, desk.user), THINGS["confirmAgreementRule"](house, desk.user)
        rule(house, RuleScope.EDITION, UUID(aoon["id"]))
        entry = THINGS["takeOffWaitingList"](house, desk.user)
        ask(house, LinkDuplicate(participant_id=registered(house), survivor=registered(house), reason="dwa razy"))
        erasure(house)
        an_event_log(house)
        agreement(house)
        day = {"day": "2026-05-15", "open": False, "reason": "REPAIR", "note": "remont zmyślony"}
        desk.post(f"/programmes/AOON/editions/{aoon['id']}/service-days", day)
        alike = {"family_name": "Podobna-Zmyślona", "birth_date": date(1980, 1, 2)}
        for _ in range(2):
            registered(house, **alike)
        deputy = THINGS["dismissDeputy"](house, colleague.user)
        auditor = self.front.desk(Role.AUDITOR)
        control = a_control(house, auditor.user, period_first=date(2026, 1, 1)).id
        ask(house, RecordClubFinding(engagement_id=UUID(control), **FOUND), user=auditor.user, role=Role.AUDITOR)
        sample = {"seed": "LOTTO/1", "size": 3}
        auditor.post(f"/audit/engagements/{control}/samples", sample)
        printed = desk.post(f"/participants/{life.id}/papers", {"kind": "INFORMATION_CLAUSE"})
        signed = {"signed_on": "2026-06-01", "signers": ["PARTICIPANT"], "kept_at": "teczka zmyślona"}
        desk.post(f"/participants/{life.id}/papers/{printed['item']}/signatures", signed)
        of_edition = f"/programmes/AOON/editions/{aoon['id']}/papers"
        desk.post(of_edition, {"kind": "ATTENDANCE_LIST", "month": "2026-05"})
        desk.post("/reports/annual/2025/sendings", contract().example("sendAnnualReport"))
        desk.get("/participants")
        self.front.clock.advance(days=1)
        of_psu, of_aoon = ({"code": e["programme"], "edition": e["id"]} for e in (psu, aoon))
        person = {"participant_id": life.id}
        return {
            "roster-differences": {"on": str(DAY), "known_at": "2026-06-01T08:30:00Z"},
            "assigned-people": {"unassigned": "true"},
            "deadlines": {"until": "2027-12-31"},
            "history": person,
            "contracts": person,
            "contract-actions": person,
            "flags": of_psu,
            "flags-of": person,
            "hours": {"participant_id": worker.id},
            "hours-sums-of": {"participant_id": worker.id},
            "payable": {**of_psu, "month": "2026-05"},
            "sessions": {"day": str(DAY)},
            "waiting-list": entry.said | {"code": "AOON"},
            "service-days": of_aoon,
            "editions": {"code": "AOON"},
            "kinships": kin.said,
            "rules-of-edition": of_aoon,
            "rules-of-agreement": book.said,
            "deputies": deputy.said,
            "access": {"to": "2026-06-01"},
            "trail": {"participant": life.id},
            "samples": {"engagement_id": control},
            "findings": {"engagement_id": control},
            "papers": person,
            "papers-of-edition": of_aoon,
            "sendings": {"year": "2025"},
            "annual-report-people": {"year": "2026", "table": "PARTICIPATING"},
            "durability-differences": {"from_known_at": "2026-06-01T08:30:00Z"},
            "durability-moved": {"from_known_at": "2026-06-01T08:30:00Z"},
        }

    def asked(self, name: str) -> dict[str, str]:
        """Return the filters of a list."""
        return {key: value for key, value in self.filters.get(name, {}).items() if key != "item"}

    def seen(self, name: str) -> dict[str, Any]:
        """Return what the list's own route answers."""
        path = contract().operations[EXPORTED[ListName(name)].operation][1].removeprefix("/api/v1")
        filters = self.asked(name)
        for key in list(filters):
            if f"{{{key}}}" in path:
                path = path.replace(f"{{{key}}}", filters.pop(key))
        described = contract().operations[EXPORTED[ListName(name)].operation][2]
        takes = {one["name"] for one in described.get("parameters", ())}
        whole = {"limit": "200"} if "limit" in takes else {}
        page: dict[str, Any] = self.desk.get(f"{path}?{urlencode(filters | whole)}")
        return page

    def taken(self, name: str, format: str, desk: Desk | None = None, **said: Any) -> Any:
        """Take a list away."""
        body = {"list": name, "filters": self.asked(name), "format": format, "why": WHY} | said
        return (desk or self.desk).ask("POST", "/api/v1/exports", body)


def leaves(of: Any) -> Iterator[str]:
    """Yield the paths of the values that a struct holds, through the structs in it."""
    for name in of.__struct_fields__:
        inner = type_at(of, name)
        if isinstance(inner, type) and issubclass(inner, msgspec.Struct):
            yield from (f"{name}.{leaf}" for leaf in leaves(inner))
        else:
            yield name


def lines(item: Any, each: list[str]) -> Iterator[dict[str, Any]]:
    """Yield an item once for each of its parts, by hand."""
    if not each:
        yield item
        return
    first, *rest = each
    for part in item[first] or [None]:
        for inner in [None] if part is None else lines(part, rest):
            yield item | {first: inner}


def at(line: Any, path: str) -> Any:
    """Return what stands at a path; of several values, all in one text."""
    name, _, rest = path.partition(".")
    if isinstance(line, list):
        found = [at(one, path) for one in line]
        return found[0] if len(found) == 1 else found
    said = None if line is None else line.get(name)
    if rest:
        return at(said, rest)
    return said[0] if isinstance(said, list) and len(said) == 1 else said


def read_back(cell: str, kind: str) -> Any:
    """Return the value that a cell of Polish Excel's CSV stands for."""
    cell = cell.removeprefix("'")
    if cell == "":
        return None
    match kind:
        case "count":
            return int(cell) if cell.lstrip("-").isdigit() else cell
        case "hours":
            return round(float(cell.replace(",", ".")) * 60)
        case "day":
            return date(*map(int, reversed(cell.split(".")))).isoformat()
        case "moment":
            return datetime.strptime(cell, "%d.%m.%Y %H:%M:%S").replace(tzinfo=WARSAW)
    return cell


def in_excel(cell: Any, kind: str) -> Any:
    """Return the value that a cell of a workbook stands for."""
    if cell == "":
        return None
    match kind:
        case "count":
            return int(cell) if isinstance(cell, float) else cell
        case "hours":
            return round(cell * 60)
        case "day":
            return cell.isoformat()
        case "moment":
            return cell.replace(tzinfo=WARSAW)
    return cell


def shown(value: Any, column: dict[str, Any]) -> Any:
    """Return a value of the JSON as people read it."""
    if value is None:
        return None
    match column["kind"]:
        case "code" if isinstance(value, bool):
            return "tak" if value else "nie"
        case "code":
            return column["words"].get(value, value)
        case "moment":
            return datetime.fromisoformat(value).replace(microsecond=0)
    return value
