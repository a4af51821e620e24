"""Three people of whom the record leaves something to explain: one of most kinds, and an answer to some of it."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from functools import partial
from uuid import UUID

from application.eligibility import RecordDecision
from application.flags import ExplainFlag
from application.hours import ApproveHours, RecordHours
from application.providers import RegisterProvider
from domain.eligibility import DecisionKind, DisabilityDegree, EvidenceKind
from domain.vocabulary import EpisodeKind, HoursDirection, ReferralSource
from interface.cli.demo_club import contracts, entering, taking_part
from interface.cli.demo_club.chronicle import Arrival, Chronicle, Life, Step
from interface.cli.demo_club.editions import next_running
from interface.cli.demo_club.entering import Ground
from interface.cli.demo_club.people import ADULTS, new_id
from interface.cli.demo_club.taking_part import Activity, Place
from interface.cli.demo_club.working_days import working_day_from

_BEFORE_THE_END = 75
_ASSISTED = Activity("AOON", (1,), time(8), 240, HoursDirection.RECEIVED)
_AT_WORK = Activity("PSU", (1,), time(8), 120, HoursDirection.WORKED)
_JUST_REGISTERED = Ground(entering.UNEMPLOYED.group, EvidenceKind.LABOUR_OFFICE_CERTIFICATE, 20, 400)
_DAY = timedelta(days=1)


def arrivals(told: Chronicle) -> Iterator[Arrival]:
    """Yield who comes; drawn behind everybody else, so that nobody else's life changes."""
    day = working_day_from(told.until - timedelta(days=_BEFORE_THE_END))
    if day <= told.first or next_running(told, _ASSISTED.programme, day) is None:
        return
    assistant = new_id(told.rng)
    tell = (
        partial(_without_grant_or_finding, told, assistant),
        partial(_over_the_grant, told, assistant),
        partial(_without_an_agreement, told),
    )
    for one in tell:
        yield Arrival(day, told.crowd.somebody(ADULTS, day), one)


def _without_grant_or_finding(told: Chronicle, assistant: UUID, life: Life, day: date) -> None:
    """Assistance began before hours were granted and before anybody found that the person may come."""
    told.plan(
        life.entered,
        told.office.coordinator,
        lambda: RegisterProvider(id=assistant, family_name="Zmyślona", given_name="Felicja", since=day),
    )
    place, _ = _assisted(told, life, day, good_for=_BEFORE_THE_END * 2)
    entry = _serve(told, life, place, _busy_day(told), time(7), 480, assistant)
    told.tell(
        life,
        entry.entered_on + _DAY,
        lambda: ApproveHours(participant_id=life.id, entries=(entry.item,)),
        by=told.office.coordinator,
    )
    _explain(told, life, "NO_GRANT", place.enrolled, "Decyzja w drodze, potwierdzone telefonicznie w urzędzie.")
    _explain(told, life, "SAME_HAND", entry, "Urlop pozostałych pracowników; kartę sprawdzi audytor.")


def _over_the_grant(told: Chronicle, assistant: UUID, life: Life, day: date) -> None:
    """More hours than were granted; the decision on disability ended, and a later one grants less than was used."""
    place, granted_on = _assisted(told, life, day, good_for=20, granted_hours=4)
    why = "Druga asystentka zachorowała, nikt inny nie mógł przyjść."
    _serve(told, life, place, _busy_day(told), time(15), 300, assistant, why)
    _serve(told, life, place, working_day_from(told.until - 40 * _DAY), time(9), 60, None, why)
    told.tell(
        life,
        told.until - 30 * _DAY,
        lambda: RecordDecision(
            participant_id=life.id,
            kind=DecisionKind.GRANTED_HOURS,
            degree=None,
            coupled=None,
            number=None,
            decided_on=granted_on,
            valid_from=granted_on,
            valid_until=None,
            granted_minutes=180,
            programme=_ASSISTED.programme,
            kept_at="Teczka osobowa",
        ),
    )


def _without_an_agreement(told: Chronicle, life: Life, day: date) -> None:
    """Work began although no agreement was named; long-term unemployment is not shown."""
    entering.reach(told, life, day)
    entering.papers(told, life, day, ())
    entering.refer(told, life, day, EpisodeKind.KIS, ReferralSource.LABOUR_OFFICE)
    entering.group(told, life, day, _JUST_REGISTERED)
    entering.benefits(told, life, day)
    signed_on = working_day_from(life.entered + 2 * _DAY)
    contracts.sign(told, life, signed_on, signed_on, told.until + 30 * _DAY)
    place = taking_part.enrol(told, life, working_day_from(signed_on + _DAY), _AT_WORK)
    _explain(told, life, "NO_AGREEMENT", place.enrolled, "Porozumienie podpisano, numer do uzupełnienia.")


def _assisted(
    told: Chronicle, life: Life, day: date, *, good_for: int, granted_hours: int | None = None
) -> tuple[Place, date]:
    """A place is taken on a decision that is good for so many days more; return it and its first day."""
    entering.reach(told, life, day)
    entering.papers(told, life, day, ())
    decided_on, degree = working_day_from(day - 300 * _DAY), DisabilityDegree.SEVERE
    until = day + good_for * _DAY
    entering.decision(told, life, decided_on, DecisionKind.DISABILITY_DEGREE, degree=degree, coupled=False, until=until)
    entering.refer(told, life, day, EpisodeKind.SERVICE, ReferralSource.SELF)
    enrolled_on = working_day_from(life.entered + 2 * _DAY)
    running = next_running(told, _ASSISTED.programme, enrolled_on)
    assert running is not None  # noqa: S101 (else nobody came)
    if granted_hours is not None:
        entering.decision(
            told,
            life,
            enrolled_on,
            DecisionKind.GRANTED_HOURS,
            granted_minutes=granted_hours * 60,
            programme=_ASSISTED.programme,
        )
    return taking_part.enrol(told, life, enrolled_on, _ASSISTED, edition=running.edition.code), enrolled_on


def _busy_day(told: Chronicle) -> date:
    """Return the day on which one assistant serves two people for too long."""
    return working_day_from(told.until - 60 * _DAY)


def _serve(
    told: Chronicle,
    life: Life,
    place: Place,
    day: date,
    at: time,
    minutes: int,
    assistant: UUID | None,
    override: str | None = None,
) -> Step:
    return told.tell(
        life,
        day + _DAY,
        lambda: RecordHours(
            participant_id=life.id,
            enrolment=place.enrolled.item,
            day=day,
            minutes=minutes,
            starts_at=at,
            direction=HoursDirection.RECEIVED,
            provider=assistant,
            note=None,
            override=override,
        ),
        by=told.office.coordinator,
    )


def _explain(told: Chronicle, life: Life, kind: str, about: Step, explanation: str) -> None:
    told.tell(
        life,
        told.until - 7 * _DAY,
        lambda: ExplainFlag(participant_id=life.id, flag=f"{kind}:{about.item}", explanation=explanation),
        by=told.office.coordinator,
    )
