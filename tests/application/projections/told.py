"""Invented streams for the golden sentences, told fact by fact: an edition, a provider, an agreement, a user."""

from datetime import UTC, date, datetime, time
from types import NoneType
from typing import Any, get_origin
from uuid import UUID

from domain.agreements import AgreementAmended, AgreementEnded, AgreementSigned
from domain.club import CLUB, ClubDescribed
from domain.editions import EditionClosed, EditionConfirmed, EditionOpened, PlacesChanged
from domain.editions.service_days import ClosureReason, ServiceDayRecorded
from domain.editions.sessions import SessionCancelled, SessionPlanned
from domain.editions.waiting_list import AdmissionReason, LeftWaitingList, PutOnWaitingList, TakenOffWaitingList
from domain.journal import Fact, Personal, Statistical
from domain.ledger import EPOCHS, EpochBegun, KnownFrom
from domain.papers import ListCancelled, ListPrinted, ListSigned, PaperKind, Signer
from domain.providers import (
    KinshipDeclared,
    KinshipEnded,
    KinshipKind,
    ProviderCheckedForMinors,
    ProviderLeft,
    ProviderRegistered,
)
from domain.rules import RuleCode, RuleConfirmed, RuleEnded, RuleScope, RuleSet, Unit
from domain.users import (
    ClockConfirmed,
    DeputyAppointed,
    DeputyDismissed,
    RoleGranted,
    RoleWithdrawn,
    TokenIssued,
    TokenRevoked,
    UserRegistered,
)
from domain.vocabulary import (
    Role,
)
from tests.examples import STREAMS, options_of, own_fields

EWA, JAN = UUID(int=1, version=4), UUID(int=2, version=4)
NAMES = {EWA: "Ewa Próbna", JAN: "Jan Próbny"}
PSU, RESPITE = UUID(int=11, version=4), UUID(int=12, version=4)
SOMEBODY = UUID(int=21, version=4)


class Telling:
    """The facts of one stream, told one after another."""

    def __init__(self, stream: UUID) -> None:
        """Begin with nothing."""
        self.stream = stream
        self.facts: list[Fact] = []

    def __call__(self, kind: type[Fact], on: str, /, **said: Any) -> int:
        """Add a fact of a day (day.month.year); what is not said is None. Return its version."""
        fields = {name: _sealed(annotation, said.pop(name, None)) for name, annotation in own_fields(kind)}
        assert not said
        version = len(self.facts) + 1
        self.facts.append(
            kind(
                originator_id=self.stream,
                originator_version=version,
                occurred_on=day(on),
                recorded_at=datetime(2026, 11, 30, 9, 15, tzinfo=UTC),
                recorded_by=EWA,
                role="CASEWORKER",
                command_id=f"command-{version}",
                **fields,
            )
        )
        return version


def _sealed(annotation: Any, value: Any) -> Any:
    content, *others = options_of(annotation)
    if value is None:
        assert NoneType in others
        return None
    return get_origin(content)(value) if get_origin(content) in (Personal, Statistical) else value


def day(on: str) -> date:
    """Return a day written as people do."""
    return datetime.strptime(on, "%d.%m.%Y").replace(tzinfo=UTC).date()


def an_edition() -> list[Fact]:
    """Return what happens in an edition."""
    tell = Telling(PSU)
    tell(
        EditionOpened,
        "02.01.2026",
        programme="PSU",
        code="2026",
        opens_on=day("01.01.2026"),
        closes_on=day("31.12.2026"),
        places=5,
        confirmed=False,
        note="terminy z umowy",
    )
    tell(PlacesChanged, "03.02.2026", places=22, reason="nowa umowa")
    tell(PlacesChanged, "04.02.2026", places=1, reason="pomyłka")
    tell(PlacesChanged, "05.02.2026", reason="bez ograniczeń")
    planned = tell(
        SessionPlanned,
        "10.02.2026",
        day=day("16.02.2026"),
        starts_at=time(9),
        minutes=90,
        leader=STREAMS["provider"],
        place="sala 2",
        topic="pisanie CV",
        places=12,
    )
    tell(SessionCancelled, "13.02.2026", session=planned, reason="choroba")
    tell(ServiceDayRecorded, "16.02.2026", open=True)
    tell(ServiceDayRecorded, "17.02.2026", open=False, reason=ClosureReason.REPAIR, note="awaria ogrzewania")
    of_a_session = tell(
        ListPrinted, "12.02.2026", kind=PaperKind.ATTENDANCE_LIST, number="LO/2026/1", about=planned, users=(EWA,)
    )
    tell(ListCancelled, "13.02.2026", paper=of_a_session, reason="odwołane zajęcia")
    of_a_month = tell(
        ListPrinted, "13.02.2026", kind=PaperKind.ATTENDANCE_LIST, number="LO/2026/2", month=day("01.02.2026")
    )
    tell(ListSigned, "02.03.2026", paper=of_a_month, signers=(Signer.PROVIDER,), kept_at="segregator list, 2026")
    waiting = tell(PutOnWaitingList, "20.02.2026", participant=SOMEBODY)
    tell(
        TakenOffWaitingList,
        "01.03.2026",
        entry=waiting,
        how=LeftWaitingList.ADMITTED,
        reason=AdmissionReason.URGENT_NEED,
    )
    tell(
        EditionConfirmed,
        "02.03.2026",
        opens_on=day("02.01.2026"),
        closes_on=day("31.12.2026"),
        places=22,
        source="umowa z powiatem",
    )
    tell(EditionClosed, "30.11.2026", reason="koniec środków")
    return tell.facts


def the_respite_edition() -> list[Fact]:
    """Return an edition that only lends its name."""
    tell = Telling(RESPITE)
    tell(
        EditionOpened,
        "02.01.2026",
        programme="OPIEKA-WYTCHNIENIOWA",
        code="2026",
        opens_on=day("01.01.2026"),
        confirmed=True,
    )
    return tell.facts


def a_provider() -> list[Fact]:
    """Return a provider who comes and goes."""
    tell = Telling(STREAMS["provider"])
    tell(ProviderRegistered, "01.02.2026", family_name="Wymyślny", given_name="Piotr")
    tell(ProviderCheckedForMinors, "02.02.2026")
    kin = tell(KinshipDeclared, "03.02.2026", participant=SOMEBODY, kind=KinshipKind.HOUSEHOLD)
    tell(KinshipEnded, "01.06.2026", kinship=kin)
    tell(ProviderLeft, "30.06.2026")
    return tell.facts


def an_agreement() -> list[Fact]:
    """Return an agreement that is amended and ends early."""
    tell = Telling(STREAMS["agreement"])
    tell(
        AgreementSigned,
        "02.01.2026",
        number="3/2026",
        valid_from=day("05.01.2026"),
        valid_until=day("31.12.2026"),
        persons=5,
        minutes=24000,
        minutes_monthly_each=2400,
        note="gmina",
    )
    tell(AgreementAmended, "01.03.2026", valid_until=day("30.06.2027"), persons=22, reason="więcej chętnych")
    tell(AgreementEnded, "31.08.2026", reason="koniec środków")
    return tell.facts


def a_rule_book() -> list[Fact]:
    """Return the rules of an edition: a number that was checked, whole days, a switch that ended, a word."""
    tell = Telling(STREAMS["rules"])
    edition = {"scope": RuleScope.EDITION, "owner": RESPITE, "law": "program Opieka wytchnieniowa"}
    since = day("01.01.2026")
    hours = tell(
        RuleSet,
        "02.01.2026",
        **edition,
        rule=RuleCode.LIMIT_YEAR,
        unit=Unit.MINUTES,
        applies_to="SEVERE",
        value=14400,
        since=since,
        confirmed=False,
        source="ogłoszenie o naborze",
    )
    tell(RuleConfirmed, "15.01.2026", rule=hours, value=14430, source="umowa z wojewodą")
    tell(
        RuleSet,
        "02.01.2026",
        **edition,
        rule=RuleCode.LIMIT_YEAR,
        unit=Unit.DOBY,
        value=14,
        since=since,
        until=day("31.12.2026"),
        confirmed=True,
        source="program",
    )
    switch = tell(
        RuleSet,
        "02.01.2026",
        **edition,
        rule=RuleCode.PUBLIC_ASSISTANCE,
        value=True,
        since=since,
        confirmed=True,
        source="program",
    )
    tell(RuleEnded, "01.07.2026", rule=switch, until=day("30.06.2026"), reason="zmiana programu")
    tell(
        RuleSet,
        "02.07.2026",
        **edition,
        rule=RuleCode.DIRECTION,
        value="RECEIVED",
        since=since,
        confirmed=True,
        source="program",
    )
    return tell.facts


def the_epochs() -> list[Fact]:
    """Return the epochs of a club's logs: after a loss, after the anchor was lost too, after a backup was restored."""
    tell = Telling(EPOCHS)
    roots = {"facts_root": "", "access_root": ""}
    lost = {"facts_found": 140, "facts_known": 152, "facts_extended": 140}
    looks = {"access_found": 31, "access_known": 31, "access_extended": 31}
    said = {"epoch": 2, "restored": False, "known_from": KnownFrom.ANCHOR, "reason": "awaria dysku"}
    tell(EpochBegun, "20.04.2026", **said, **lost, **looks, **roots)
    found = {"facts_found": 160, "facts_extended": 0, "access_found": 40, "access_extended": 0}
    said = {"epoch": 3, "restored": False, "known_from": KnownFrom.NOTHING, "reason": "zginął plik kotwicy"}
    tell(EpochBegun, "21.04.2026", **said, **found, **roots)
    said = {"epoch": 4, "restored": True, "known_from": KnownFrom.CHECKPOINT, "reason": "nowy komputer"}
    tell(EpochBegun, "22.04.2026", **said, **lost, **looks, **roots)
    return tell.facts


def a_user() -> list[Fact]:
    """Return a user of the system."""
    tell = Telling(EWA)
    tell(UserRegistered, "01.04.2026", display_name="Ewa Próbna")
    tell(RoleGranted, "01.04.2026", granted=Role.CLASS_LEADER)
    token = tell(TokenIssued, "02.04.2026", digest="00", expires_on=day("31.12.2026"))
    tell(TokenRevoked, "05.04.2026", token=token)
    deputy = tell(DeputyAppointed, "06.04.2026", deputy=JAN, since=day("10.04.2026"), until=day("24.04.2026"))
    tell(DeputyDismissed, "17.04.2026", appointment=deputy)
    tell(RoleWithdrawn, "18.04.2026", withdrawn=Role.CLASS_LEADER)
    tell(ClockConfirmed, "19.04.2026")
    return tell.facts


def the_club() -> list[Fact]:
    """Return what the club itself is called."""
    tell = Telling(CLUB)
    tell(
        ClubDescribed,
        "02.01.2026",
        name="Klub Integracji Społecznej „Zmyślony”",
        address="ul. Zmyślona 1, 00-001 Zmyślonowo",
        operator="Gmina Zmyślonowo",
        town="Zmyślonowo",
    )
    return tell.facts
