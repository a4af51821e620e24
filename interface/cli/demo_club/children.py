"""Children of the two day-rooms: who signs for them, who may collect them, and who was sent by a court."""

from dataclasses import dataclass, field
from datetime import date, time, timedelta

from application.related_persons import UnlinkRelatedPerson
from domain.declarations import ConsentKind
from domain.eligibility import DecisionKind
from domain.vocabulary import EpisodeKind, ExitKind, HoursDirection, ReferralSource, Relation
from interface.cli.demo_club import entering
from interface.cli.demo_club.chronicle import Chronicle, Life, Step
from interface.cli.demo_club.leaving import Ending
from interface.cli.demo_club.people import Kin
from interface.cli.demo_club.taking_part import Activity
from interface.cli.demo_club.using_services import Use, kin, stay

_ATTENDED = HoursDirection.ATTENDED
DAY_ROOMS = (
    Activity("SWIETLICA-PLUS", (0, 1, 3), time(15), 180, _ATTENDED, led_by=1, shut=(8,)),
    Activity("SWIETLICA-CAS", (1, 2, 4), time(15), 180, _ATTENDED, led_by=1, shut=(8,)),
    Activity("SWIETLICA-PLUS", (0, 2, 4), time(15), 180, _ATTENDED, led_by=1, shut=(8,)),
)
"""From 15 to 18, not in August."""
_CONSENTS = (ConsentKind.EXCURSIONS, ConsentKind.MEDICAL_HELP, ConsentKind.IMAGE)
_OUT_AT = 16
_OF_AGE = Ending(ExitKind.COMPLETED, "Ukończone 16 lat.")


@dataclass
class Household:
    """The grown-ups of a child: parents, a guardian instead of them, and who else may collect."""

    parents: list[Kin] = field(default_factory=list)
    guardian: Kin | None = None
    collects: Kin | None = None


def child(told: Chronicle, use: Use, life: Life, day: date, household: Household) -> None:
    """A child's time in a day-room."""
    entering.reach(told, life, day)
    signed_by = grown_ups(told, life, day, household)
    by_court = use.source is ReferralSource.COURT
    entering.papers(told, life, day, _CONSENTS, signed_by=signed_by, voluntary=not by_court)
    if by_court:
        decided_on = day - timedelta(days=told.rng.randint(10, 30))
        entering.decision(told, life, decided_on, DecisionKind.COURT, years=2)
    signs_application = None if by_court else signed_by
    episode = entering.refer(told, life, day, EpisodeKind.SERVICE, use.source, signs_application)
    found_on = told.later(max(day, life.entered), 0, 3)
    entering.find_eligible(told, life, found_on, episode)
    stay(told, _until_of_age(use, life, found_on), life, found_on, episode)


def grown_ups(told: Chronicle, life: Life, day: date, household: Household) -> Step:
    """Link everybody; return the link of whoever signs."""
    born = life.person.birth_date
    links = [kin(told, life, day, parent, Relation.PARENT, born) for parent in household.parents]
    if household.collects is not None:
        kin(told, life, day, household.collects, Relation.MAY_COLLECT, day)
    if household.guardian is None:
        return links[0]
    since = day - timedelta(days=200)
    guardian = kin(told, life, day, household.guardian, Relation.GUARDIAN, since)
    if links:
        reason = "Postanowienie sądu, opiekę ma babcia."
        told.stage(
            life,
            day,
            lambda: UnlinkRelatedPerson(participant_id=life.id, link=links[0].item, until=since, reason=reason),
        )
    return guardian


def _until_of_age(use: Use, life: Life, day: date) -> Use:
    """Return the use, ended when the child turns sixteen."""
    born = life.person.birth_date
    leap = born.month == 2 and born.day == 29  # noqa: PLR2004 (29 February)
    birthday = date(born.year + _OUT_AT, born.month, 28 if leap else born.day)
    weeks = (birthday - day).days // 7 - 3
    if weeks >= use.weeks:
        return use
    return Use(activity=use.activity, source=use.source, weeks=max(1, weeks), ending=_OF_AGE)
