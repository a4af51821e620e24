"""What belongs to nobody alone, as an operation can be asked about it: an edition, a provider, an agreement, a deputy.

`Thing` is one request that would be accepted; a thing that is nobody's has ids that nothing has.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, time
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from application.agreements import SignAgreement
from application.caseworkers import AssignCaseworker
from application.command import Work
from application.editions import OpenEdition
from application.erasure import ApproveErasure, NoteArchiveConsent, RequestErasure
from application.indexes.receipts import Accepted
from application.providers import DeclareKinship, RegisterProvider
from application.retention import SetRetention
from application.rules import SetRule
from application.sessions import PlanSession
from application.users import AppointDeputy, RegisterUser
from application.waiting_list import PutOnWaitingList
from domain.caseworkers import WorksWithNobody
from domain.editions import Edition
from domain.erasure import Requester
from domain.forgetting import ErasureGround
from domain.providers import KinshipKind
from domain.retention import RetentionBasis
from domain.rules import RuleCode, RuleScope, Unit
from domain.vocabulary import Role
from interface.assembly import House
from tests.asgi import Desk, contract
from tests.club import ask, registered
from tests.event_log_steps import SECOND, an_event_log, granted_of_five

NOBODYS = UUID("00000000-0000-4000-8000-0000000000ff")
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
_numbers = count(1)


@dataclass
class Thing:
    """One request: `said` is what its path names, `body` what changes the example, `version` what was seen."""

    said: dict[str, str] = field(default_factory=dict)
    body: dict[str, Any] = field(default_factory=dict)
    version: int | None = None
    query: str = ""

    def ask(self, desk: Desk, operation: str, **how: Any) -> Any:
        """Ask for the operation."""
        method, path, described = contract().operations[operation]
        for name, value in self.said.items():
            path = path.replace(f"{{{name}}}", value)
        takes = "requestBody" in described
        body = contract().example(operation) | self.body if takes else None
        seen = self.version if "428" in described["responses"] else None
        return desk.ask(method, path + self.query, body, if_match=seen, **how)


class OpenUnchecked(OpenEdition, frozen=True, kw_only=True):
    """Opens an edition that waits to be confirmed, as those with which a club is founded."""

    def handle(self, work: Work) -> Accepted:
        """Load, act, save."""
        said = {name: getattr(self, name) for name in self.__struct_fields__ if name not in {"id", "parallel"}}
        return work.save(Edition.open(self.id, work.stamp, work.today, confirmed=False, **said))


def edition(house: House, kind: type[OpenEdition] = OpenEdition, **said: Any) -> tuple[UUID, int]:
    """Open an edition of the assistance of 2026; return its id and version."""
    parts: dict[str, Any] = {
        "programme": "AOON",
        "opens_on": YEAR[0],
        "closes_on": YEAR[1],
        "places": None,
        "note": None,
        "parallel": True,
    }
    opened = ask(house, kind(id=uuid4(), **{"code": f"E-{next(_numbers)}", **parts, **said}))
    return UUID(opened.id), opened.version


def session(house: House, of: UUID, day: date = date(2026, 6, 9), at: time = time(9), **said: Any) -> Any:
    """Plan a session of two hours; return the answer."""
    parts: dict[str, Any] = {
        "minutes": 120,
        "leader": None,
        "place": None,
        "topic": None,
        "places": None,
        "programme": "AOON",
    }
    return ask(house, PlanSession(edition_id=of, day=day, starts_at=at, **(parts | said)))


def provider(house: House, **said: Any) -> UUID:
    """Enter a provider who works since February."""
    parts: dict[str, Any] = {"family_name": "Zmyślona", "given_name": "Celina", "since": date(2026, 2, 2)}
    return UUID(ask(house, RegisterProvider(id=uuid4(), **(parts | said))).id)


def agreement(house: House, **said: Any) -> UUID:
    """Sign an agreement for this year."""
    parts: dict[str, Any] = {
        "signed_on": date(2026, 1, 15),
        "valid_from": date(2026, 2, 1),
        "valid_until": YEAR[1],
        "note": None,
    }
    limits = {"persons": 12, "minutes": None, "minutes_monthly_each": 2_400}
    number = f"PSU/{next(_numbers)}"
    return UUID(ask(house, SignAgreement(id=uuid4(), **{"number": number, **parts, **limits, **said})).id)


def person_of(house: House, user: UUID) -> UUID:
    """Register somebody who is assigned to a user, if that is one who works with people."""
    person = registered(house)
    with suppress(WorksWithNobody):
        ask(house, AssignCaseworker(participant_id=person, user=user))
    return person


def _some_edition(house: House, owner: UUID) -> Thing:
    id, version = edition(house)
    return Thing({"code": "AOON", "edition": str(id)}, {}, version)


def _a_month(house: House, owner: UUID) -> Thing:
    thing = _some_edition(house, owner)
    thing.query = "?month=2026-05"
    return thing


def _unchecked(house: House, owner: UUID) -> Thing:
    id, version = edition(house, OpenUnchecked)
    return Thing({"code": "AOON", "edition": str(id)}, {}, version)


def _fresh_code(house: House, owner: UUID) -> Thing:
    return Thing({"code": "AOON"}, {"code": f"N-{next(_numbers)}", "parallel": True})


def _copy(house: House, owner: UUID) -> Thing:
    thing = _some_edition(house, owner)
    thing.body = {"code": f"N-{next(_numbers)}", "parallel": True}
    return thing


def _session(house: House, owner: UUID) -> Thing:
    id, _ = edition(house)
    planned = session(house, id)
    return Thing({"code": "AOON", "edition": str(id), "item": str(planned.item)}, {}, planned.version)


def _person(house: House, owner: UUID) -> Thing:
    id, version = edition(house)
    return Thing({"code": "AOON", "edition": str(id)}, {"participant": str(person_of(house, owner))}, version)


def _entry(house: House, owner: UUID) -> Thing:
    id, _ = edition(house)
    person = person_of(house, owner)
    since = date(2026, 5, 4)
    put = ask(house, PutOnWaitingList(programme="AOON", edition_id=id, participant=person, since=since))
    return Thing({"code": "AOON", "edition": str(id), "item": str(put.item)}, {}, put.version)


def _fresh_number(house: House, owner: UUID) -> Thing:
    return Thing({}, {"number": f"PSU/{next(_numbers)}"})


def _provider(house: House, owner: UUID) -> Thing:
    return Thing({"provider_id": str(provider(house))}, {}, 1)


def _kin(house: House, owner: UUID) -> Thing:
    return Thing({"provider_id": str(provider(house))}, {"participant": str(registered(house))}, 1)


def _kinship(house: House, owner: UUID) -> Thing:
    id, kin = provider(house), registered(house)
    said: dict[str, Any] = {"participant": kin, "kind": KinshipKind.HOUSEHOLD, "since": date(2026, 2, 2)}
    declared = ask(house, DeclareKinship(provider_id=id, **said))
    return Thing({"provider_id": str(id), "item": str(declared.item)}, {}, declared.version)


def _agreement(house: House, owner: UUID) -> Thing:
    return Thing({"agreement_id": str(agreement(house)), "month": "2026-05"}, {}, 1)


def rule(house: House, scope: RuleScope = RuleScope.CLUB, owner: UUID | None = None, **said: Any) -> Accepted:
    """Set a rule that waits to be confirmed: of the club how many entries are a batch, else ten hours a week."""
    of_club = scope is RuleScope.CLUB
    parts: dict[str, Any] = {
        "rule": RuleCode.BATCH_ENTRIES if of_club else RuleCode.LIMIT_WEEK,
        "unit": None if of_club else Unit.MINUTES,
        "applies_to": None,
        "value": 600,
        "since": YEAR[0],
        "until": None,
        "law": "ustawa zmyślona",
        "source": "pismo zmyślone",
        "confirmed": False,
    }
    accepted: Accepted = ask(house, SetRule(scope=scope, owner=owner, **(parts | said)))
    return accepted


def _club_rule(house: House, owner: UUID) -> Thing:
    waits = rule(house)
    return Thing({"item": str(waits.item)}, {}, waits.version)


def _edition_rule(house: House, owner: UUID) -> Thing:
    id, _ = edition(house)
    waits = rule(house, RuleScope.EDITION, id)
    return Thing({"code": "AOON", "edition": str(id), "item": str(waits.item)}, {}, waits.version)


def _agreement_rule(house: House, owner: UUID) -> Thing:
    id = agreement(house)
    waits = rule(house, RuleScope.AGREEMENT, id)
    return Thing({"agreement_id": str(id), "item": str(waits.item)}, {}, waits.version)


def _user(house: House, owner: UUID) -> Thing:
    return Thing({"user_id": str(owner)}, {"deputy": str(a_colleague(house))})


def _deputy(house: House, owner: UUID) -> Thing:
    since, until = date(2026, 6, 3), date(2026, 7, 17)
    appointed = ask(house, AppointDeputy(user_id=owner, deputy=a_colleague(house), since=since, until=until))
    return Thing({"user_id": str(owner), "item": str(appointed.item)}, {}, appointed.version)


def a_colleague(house: House) -> UUID:
    """Add a caseworker without a token."""
    command = RegisterUser(id=uuid4(), display_name="Jan Próbny", roles=(Role.CASEWORKER,))
    return UUID(ask(house, command, role=Role.ADMINISTRATOR).id)


def kept_no_longer(house: House, **said: Any) -> UUID:
    """Register somebody whose file had to be kept until the end of 2020."""
    since = date(2015, 1, 5)
    person = registered(house, registered_on=since, **said)
    kept: dict[str, Any] = {"retention_class": "B5", "basis": RetentionBasis.CLASS_LIST, "since": since}
    ask(house, SetRetention(participant_id=person, **kept))
    return person


def erasure(house: House, *, steps: int = 0) -> Thing:
    """Request the erasure of somebody, with consent (one step) and approval (two)."""
    asked: dict[str, Any] = {"by": Requester.CLUB, "ground": ErasureGround.END_OF_RETENTION}
    command = RequestErasure(id=uuid4(), participant=kept_no_longer(house), received_on=date(2026, 5, 29), **asked)
    said = ask(house, command)
    id = UUID(said.id)
    if steps > 0:
        said = ask(house, NoteArchiveConsent(request_id=id, number="OA.24.7.2026", given_on=date(2026, 5, 28)))
    if steps > 1:
        said = ask(house, ApproveErasure(request_id=id), user=SECOND)
    return Thing({"request_id": str(id)}, {}, said.version)


def _event_log(said: Accepted) -> Thing:
    """Return an event log as it was made."""
    return Thing({"event_log_id": said.id}, {}, said.version)


THINGS: dict[str, Callable[[House, UUID], Thing]] = {
    "listEditions": lambda house, owner: Thing({"code": "AOON"}),
    "readEdition": _some_edition,
    "openEdition": _fresh_code,
    "copyEdition": _copy,
    "changePlaces": _some_edition,
    "confirmEdition": _unchecked,
    "closeEdition": _some_edition,
    "planSession": _some_edition,
    "cancelSession": _session,
    "noteServiceDay": _some_edition,
    "listServiceDays": _some_edition,
    "readWaitingList": _some_edition,
    "listFlags": _some_edition,
    **dict.fromkeys(("listPayable", "readEditionSummary"), _a_month),
    **dict.fromkeys(("readMonthEnd", "printMonthEnd", "exportMonthEnd"), _agreement),
    "putOnWaitingList": _person,
    "takeOffWaitingList": _entry,
    "proveInclusion": lambda house, owner: Thing(query="?position=1"),
    "proveConsistency": lambda house, owner: Thing(query="?from=1"),
    "readPeriodDossier": lambda house, owner: Thing(query="?until=2026-06-01"),  # the founding: nobody's day
    "listSessions": lambda house, owner: Thing(query="?day=2026-06-09"),
    **dict.fromkeys(("readAnnualReport", "exportAnnualReport"), lambda house, owner: Thing({"year": "2026"})),
    "listAnnualReportCell": lambda house, owner: Thing({"year": "2026"}, query="?table=STARTED"),
    "listDurabilityDifferences": lambda house, owner: Thing(query="?from_known_at=2026-06-01"),
    "listRosterDifferences": lambda house, owner: Thing(query="?on=2026-05-20&known_at=2026-06-01"),
    "listProviders": lambda house, owner: Thing(),
    "registerProvider": lambda house, owner: Thing(),
    "checkProvider": _provider,
    "providerLeaves": _provider,
    "listKinships": _provider,
    "declareKinship": _kin,
    "endKinship": _kinship,
    "listAgreements": lambda house, owner: Thing(),
    "signAgreement": _fresh_number,
    "amendAgreement": _agreement,
    "endAgreement": _agreement,
    "readClubRules": lambda house, owner: Thing(),
    "setClubRule": lambda house, owner: Thing(),
    "confirmClubRule": _club_rule,
    "endClubRule": _club_rule,
    "readEditionRules": _some_edition,
    "setEditionRule": _some_edition,
    "confirmEditionRule": _edition_rule,
    "endEditionRule": _edition_rule,
    "readAgreementRules": _agreement,
    "setAgreementRule": _agreement,
    "confirmAgreementRule": _agreement_rule,
    "endAgreementRule": _agreement_rule,
    "readProjectDurability": lambda house, owner: Thing({"code": "SWIETLICA-PLUS"}),
    "listUnconfirmedRules": lambda house, owner: Thing(),
    "listErasures": lambda house, owner: Thing(),
    "readErasure": lambda house, owner: erasure(house),
    "requestErasure": lambda house, owner: Thing({}, {"participant": str(kept_no_longer(house))}),
    "refuseErasure": lambda house, owner: erasure(house),
    "noteArchiveConsent": lambda house, owner: erasure(house),
    "approveErasure": lambda house, owner: erasure(house, steps=1),
    "executeErasure": lambda house, owner: erasure(house, steps=2),
    "listEventLogs": lambda house, owner: Thing(),
    "requestEventLog": lambda house, owner: Thing(),
    **dict.fromkeys(("fetchXes", "fetchOcel"), lambda house, owner: _event_log(granted_of_five(house))),
    **dict.fromkeys(
        ("readEventLog", "approveEventLog", "refuseEventLog", "withdrawEventLog"),
        lambda house, owner: _event_log(an_event_log(house)),
    ),
    **dict.fromkeys(("listDeputies", "appointDeputy"), _user),
    "dismissDeputy": _deputy,
}
"""How to make what each operation is asked about; of a waiting list it is about somebody of the owner's."""
OF_SOMEBODY = frozenset({"putOnWaitingList", "takeOffWaitingList"})
"""Those that are about a participant, so that another's looks like nobody's."""


def nobodys(operation: str, thing: Thing) -> Thing | None:
    """Return the same request about what there is not; None where the path names nothing."""
    if not thing.said:
        return None
    unknown = {"code": "JOGA"} if set(thing.said) == {"code"} else dict.fromkeys(thing.said, str(NOBODYS))
    said = thing.said | unknown | ({"item": "999"} if "item" in thing.said else {})
    # The club has one book: what was asked about somebody's rule has moved its version on.
    version = None if thing.version is None else thing.version + (set(thing.said) == {"item"})
    return Thing(said, thing.body, version, thing.query)


def examples_of_things(house: House, desk: Desk, user: str) -> list[str]:
    """Have the examples of these operations accepted, in an order in which they can happen; return those told."""
    told: list[str] = []

    def tell(operation: str, version: int | None = None, **said: str) -> Any:
        answer = Thing(said, {}, version).ask(desk, operation)
        assert answer.status_code == 201, (operation, answer.text)
        told.append(operation)
        return answer.json()

    [line] = [line for line in desk.get("/programmes/AOON/editions")["items"] if line["code"] == "2026"]
    of = {"code": "AOON", "edition": line["id"]}
    registered(house, id=UUID(contract().example("putOnWaitingList")["participant"]))
    tell("openEdition", code="AOON")
    tell("copyEdition", **of)
    planned = tell("planSession", **of)
    tell("cancelSession", planned["version"], item=str(planned["item"]), **of)
    tell("noteServiceDay", **of)
    entry = tell("putOnWaitingList", **of)
    ended = tell("takeOffWaitingList", entry["version"], item=str(entry["item"]), **of)
    changed = tell("changePlaces", ended["version"], **of)
    confirmed = tell("confirmEdition", changed["version"], **of)
    tell("closeEdition", confirmed["version"], **of)
    entered = tell("registerProvider")["id"]
    tell("checkProvider", provider_id=entered)
    kin = tell("declareKinship", provider_id=entered)
    ended = tell("endKinship", kin["version"], provider_id=entered, item=str(kin["item"]))
    tell("providerLeaves", ended["version"], provider_id=entered)
    signed = tell("signAgreement")
    of_agreement = {"agreement_id": signed["id"]}
    amended = tell("amendAgreement", signed["version"], **of_agreement)
    tell("endAgreement", amended["version"], **of_agreement)
    for whose, book in (("Club", {}), ("Edition", of), ("Agreement", of_agreement)):
        waits = tell(f"set{whose}Rule", **book)
        checked_rule = tell(f"confirm{whose}Rule", waits["version"], item=str(waits["item"]), **book)
        tell(f"end{whose}Rule", checked_rule["version"], item=str(waits["item"]), **book)
    tell("appointDeputy", user_id=user)
    kept_no_longer(house, id=UUID(contract().example("requestErasure")["participant"]))
    asked = tell("requestErasure")
    consented = tell("noteArchiveConsent", asked["version"], request_id=asked["id"])
    tell("refuseErasure", consented["version"], request_id=asked["id"])
    for settled in ("refuseEventLog", "withdrawEventLog"):
        tell(settled, (wanted := tell("requestEventLog"))["version"], event_log_id=wanted["id"])
    return told
