"""Lists, cards and certificates of invented people, and what is kept of each. `python -m tests.printed_lists`.

The kept files (`tests/data/lists/`) are what a reader sees and what a screen reader is told.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec

from application.projections.attendance_list import AttendanceList, Listed
from application.projections.papers import ClubThen
from application.projections.service_card import CardLine, ServiceCard
from application.projections.sessions import SessionRow
from application.projections.who_should_be_here import Closed, Here, WhoShouldBeHere
from domain.calendar import WARSAW
from domain.editions.service_days import ClosureReason
from domain.editions.sessions import Session
from domain.rules import Unit
from domain.vocabulary import Sex
from interface.printing import Document
from interface.printing.forms import attendance_list, certificate, service_card, who_should_be_here
from interface.printing.forms.certificate import Certificate
from interface.printing.forms.paper import Head
from interface.printing.forms.service_card import Card
from interface.printing.forms.who_should_be_here import Told
from tests.printed_forms import kept

KEPT = Path(__file__).parent / "data" / "lists"
LONG = "Brzęczyszczykiewicz-Gżegżółkowska Wielisława Świętopełka"
NAMES = (LONG, "Łęcki Żegota", "Ćwiąkalska-Źdźbłowska Józefina", "Zmyślona Anna")
PEOPLE = tuple(Listed(id=UUID(int=number + 1), name=NAMES[number % 4]) for number in range(40))
CLUB = ClubThen(
    name="Klub Integracji Społecznej „Przykład”",
    address=None,
    operator="Gmina Przykładowo",
    operator_address="ul. Zmyślona 1, 00-001 Przykładowo",
    town="Przykładowo",
    inspector=None,
)
NOBODY = ClubThen(**dict.fromkeys(ClubThen.__struct_fields__))
SESSION = Session(item=3, day=date(2026, 6, 9), starts_at=time(9), minutes=120, leader=None, places=None)
JUNE = tuple(date(2026, 6, day) for day in range(1, 31) if date(2026, 6, day).weekday() < 5)
HEAD = Head(number="KR/2026/30", printed_on=date(2026, 6, 30), position=900, club=CLUB)
AFTERNOON = datetime(2026, 6, 9, 8, tzinfo=WARSAW)


def a_list(**said: Any) -> AttendanceList:
    """Return the list of a session of forty people; every part can be said otherwise."""
    parts: dict[str, Any] = {
        "number": "LO/2026/17",
        "printed_on": date(2026, 6, 1),
        "position": 812,
        "club": CLUB,
        "programme": "PSU",
        "edition": "2026",
        "session": SESSION,
        "leader": "Celina Zmyślona-Prowadząca",
        "place": "sala 3",
        "topic": "jak napisać podanie o pracę",
        "month": None,
        "days": (SESSION.day,),
        "people": PEOPLE,
        "partly": False,
    }
    return AttendanceList(**(parts | said))


def a_line(day: int, minutes: int = 210, hour: int = 8, **said: Any) -> CardLine:
    """Return a visit of June."""
    starts = datetime(2026, 6, day, hour, tzinfo=WARSAW)
    parts: dict[str, Any] = {
        "day": starts.date(),
        "starts": starts,
        "ends": starts + timedelta(minutes=minutes),
        "unit": Unit.MINUTES,
        "minutes": minutes,
        "provider": "Celina Zmyślona",
        "what": "pomoc w zakupach",
        "kilometres": day,
    }
    return CardLine(**(parts | said))


def a_card(**said: Any) -> Card:
    """Return the card of June with twelve visits, one of them a night."""
    lines = [a_line(day) for day in range(1, 13) if day != 4] + [a_line(4, 540, 22, provider=f"Wielisława {LONG}")]
    parts: dict[str, Any] = {
        "programme": "AOON",
        "edition": "2026",
        "first": date(2026, 6, 1),
        "lines": tuple(sorted(lines, key=lambda line: line.day)),
        "granted_minutes": 840 * 60,
        "used_before": 123 * 60 + 30,
    }
    return Card(head=HEAD, name=LONG, case_mark="KIS.512.3.2026", card=ServiceCard(**(parts | said)))


def a_certificate(sex: Sex) -> Certificate:
    """Return the certificate of a contract that was kept."""
    return Certificate(
        head=msgspec.structs.replace(HEAD, number="KIS/Z/1/2026"),
        name="Wielisława Brzęczyszczykiewicz-Gżegżółkowska" if sex is Sex.FEMALE else "Żegota Łęcki",
        sex=sex,
        born_on=date(1985, 3, 2),
        type="B",
        signed_on=date(2026, 5, 5),
        contract_number="KB/2026/3" if sex is Sex.FEMALE else "",
        first=date(2026, 5, 5),
        last=date(2026, 11, 5),
        evaluated_on=date(2026, 5, 26),
        issued_on=date(2026, 5, 29),
    )


def who(**said: Any) -> Told:
    """Return who should be there on a morning; every part of the answer can be said otherwise."""
    row = SessionRow(
        edition=UUID(int=1),
        item=3,
        programme="PSU",
        code="2026",
        day=date(2026, 6, 9),
        starts_at=time(8),
        minutes=120,
        leader=UUID(int=9),
        places=None,
        place=None,
        topic=None,
        cancelled=False,
    )
    everybody = tuple(listed.id for listed in PEOPLE)
    service = Here(edition=UUID(int=2), programme="AOON", code="2026", session=None, people=everybody[:3])
    unplanned = Here(edition=UUID(int=3), programme="PSU", code="2025", session=None, people=everybody[:1])
    parts: dict[str, Any] = {
        "moment": AFTERNOON,
        "here": (Here(edition=row.edition, programme="PSU", code="2026", session=row, people=everybody), service),
        "later": (msgspec.structs.replace(row, starts_at=time(13)),),
        "closed": (Closed(programme="AOON", code="2025", reason=ClosureReason.REPAIR),),
        "unplanned": (unplanned,),
    }
    names = {listed.id: listed.name for listed in PEOPLE}
    hides = ["osoby, które nie są przydzielone Tobie"]
    answer = WhoShouldBeHere(**(parts | said))
    return Told(answer=answer, name=names.get, leader=lambda _: "Celina Zmyślona", hides=hides, position=900)


def printed() -> Mapping[str, Document]:
    """Return every list and card that is kept, by its name."""
    monthly: dict[str, Any] = {"session": None, "leader": None, "month": JUNE[0], "days": JUNE, "partly": True}
    draft = Card(
        head=msgspec.structs.replace(HEAD, number=None, club=NOBODY),
        name="Anna Zmyślona",
        case_mark="",
        card=a_card(lines=(), granted_minutes=None, used_before=0).card,
    )
    nobody: dict[str, Any] = {"here": (), "later": (), "closed": (), "unplanned": ()}
    return {
        "lista-zajec": attendance_list.document(a_list()),
        "lista-miesiaca": attendance_list.document(a_list(club=NOBODY, **monthly)),
        "karta": service_card.document(a_card()),
        "karta-szkic": service_card.document(draft),
        "zaswiadczenie-pani": certificate.document(a_certificate(Sex.FEMALE)),
        "zaswiadczenie-pan": certificate.document(a_certificate(Sex.MALE)),
        "kto-powinien-byc": who_should_be_here.document(who()),
        "nikt-nie-powinien": who_should_be_here.document(who(**nobody)),
    }


if __name__ == "__main__":
    KEPT.mkdir(exist_ok=True)
    for name, document in printed().items():
        (KEPT / f"{name}.txt").write_text(kept(document), encoding="utf-8")
