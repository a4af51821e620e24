"""Steps of a control, for sentences about what it may be and what it finds."""

from datetime import date
from typing import Any
from uuid import UUID

from domain.engagements import Drawn, Engagement, FindingKind, Institution, Severity
from domain.journal import Purpose
from domain.participant import Participant
from tests.steps import ANNA, EWA, STAMP, TODAY

CONTROL = UUID("00000000-0000-4000-8000-0000000000c0")
FIRST, LAST = date(2027, 6, 1), date(2027, 7, 30)
BY_DEFAULT = (Purpose.IDENTITY, Purpose.STATISTICS)
SAID: dict[str, Any] = {
    "institution": Institution.VOIVODE,
    "institution_name": None,
    "authorisation": "ZNAK.ZMYŚLONY.1.2027",
    "purpose": "przedmiot zmyślony",
    "users": (EWA,),
    "since": FIRST,
    "until": LAST,
    "editions": (),
    "period_first": date(2027, 1, 1),
    "period_last": date(2027, 6, 30),
    "opens": BY_DEFAULT,
    "opens_because": None,
}


def opened(today: date = TODAY, **said: Any) -> Engagement:
    """Open a control of the whole club by Ewa, from June to July; every part can be said otherwise."""
    return Engagement.open(CONTROL, STAMP, today, **(SAID | said))


def draw(control: Engagement, today: date = TODAY, **said: Any) -> int:
    """Draw Anna by a seed; return the sample's item."""
    people = (Drawn(place=1, participant=ANNA),)
    parts: dict[str, Any] = {"seed": "ZIARNO", "position": 40, "asked": 1, "stratified": False, "people": people}
    control.take_sample(STAMP, today, **(parts | said))
    return control.version


def find_in_club(control: Engagement, today: date = TODAY, text: str = "ustalenie zmyślone") -> int:
    """Find something about the club; return the finding's item."""
    control.record_finding(STAMP, today, kind=FindingKind.LATE_ENTRY, severity=Severity.REMARK, finding=text)
    return control.version


def find(person: Participant, about: int | None = None, text: str = "ustalenie zmyślone") -> int:
    """Find something about a person's case; return the finding's item."""
    said = {"kind": FindingKind.PAPER_MISSING, "severity": Severity.SERIOUS, "finding": text}
    person.record_finding(STAMP, TODAY, engagement=CONTROL, about=about, **said)  # type: ignore[arg-type]
    return person.version


def answer(person: Participant, finding: int, text: str = "odpowiedź zmyślona") -> None:
    """Answer a finding about a person's case."""
    person.answer_finding(STAMP, TODAY, finding=finding, answer=text)


def a_control_that_ended(secret: str = "Tajna-Zmyślona") -> Engagement:
    """Everything that can happen in a control."""
    control = opened(
        institution_name=secret,
        authorisation=secret,
        purpose=secret,
        editions=(UUID(int=7, version=4),),
        opens=tuple(Purpose),
        opens_because=secret,
    )
    draw(control)
    draw(control, seed=None, asked=3)
    control.answer_finding(STAMP, TODAY, finding=find_in_club(control, text=secret), answer=secret)
    control.close(STAMP, TODAY, reason=secret)
    return control
