"""Using a service: assistance, respite care and the day-rooms, edition after edition."""

from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from application.related_persons import LinkRelatedPerson
from domain.declarations import ConsentKind
from domain.editions import OpenEdition
from domain.eligibility import DecisionKind, DisabilityDegree
from domain.status import StatusMoment
from domain.vocabulary import EpisodeKind, ExitKind, HoursDirection, ReferralSource, Relation
from interface.cli.demo_club import entering, leaving, taking_part
from interface.cli.demo_club.chronicle import Chronicle, Life, Step
from interface.cli.demo_club.editions import YEARLY, live_together, next_running, wait
from interface.cli.demo_club.leaving import Ending
from interface.cli.demo_club.people import Kin
from interface.cli.demo_club.taking_part import Activity, Place
from interface.cli.demo_club.turns import contact, move_away
from interface.cli.demo_club.working_days import working_day_from

_RECEIVED = HoursDirection.RECEIVED
ASSISTANCE = (
    Activity("AOON", (0, 3), time(15), 150, _RECEIVED),
    Activity("AOON", (1, 5), time(15, 30), 180, _RECEIVED),
    Activity("AOON", (0, 2, 4), time(16), 120, _RECEIVED),
    Activity("AOON", (1, 4), time(9), 240, _RECEIVED),
)
RESPITE = (
    Activity("OPIEKA-WYTCHNIENIOWA", (5,), time(9), 240, _RECEIVED),
    Activity("OPIEKA-WYTCHNIENIOWA", (4,), time(15), 240, _RECEIVED),
)
_GRANTED_HOURS = {DisabilityDegree.SEVERE: 480, DisabilityDegree.MODERATE: 300, None: 300}
"""Within what the programme gives a year: 720, 360 and for a child 360 (domain page 3.2)."""
_RESPITE_HOURS = 240
_DAY = timedelta(days=1)
_CONTACTS_EVERY = (40, 150)
_BEYOND = 400


@dataclass(frozen=True, kw_only=True)
class Use:
    """How somebody uses a service: so many weeks, with a pause after so many, and how it ends."""

    activity: Activity
    source: ReferralSource
    weeks: int
    ending: Ending
    degree: DisabilityDegree | None = None
    coupled: bool = False
    pause_after: int | None = None
    pauses_still: bool = False
    dies: bool = False
    waits: bool = False
    """Whether there was no place at first."""
    granted_hours: int | None = None


def assisted(told: Chronicle, use: Use, life: Life, day: date, parent: Kin | None = None) -> None:
    """Somebody with a disability gets an assistant; for a child a parent signs."""
    entering.reach(told, life, day)
    signed_by = None if parent is None else kin(told, life, day, parent, Relation.PARENT, life.person.birth_date)
    entering.papers(told, life, day, (ConsentKind.SENSITIVE_DATA,), signed_by=signed_by)
    entering.status(told, life, day, StatusMoment.ENTRY, None, entering.DISABLED)
    kind = DecisionKind.DISABILITY_CHILD if parent is not None else DecisionKind.DISABILITY_DEGREE
    decided_on = working_day_from(day - timedelta(days=told.rng.randint(100, 600)))
    entering.decision(told, life, decided_on, kind, degree=use.degree, coupled=use.coupled, years=5)
    episode = entering.refer(told, life, day, EpisodeKind.SERVICE, use.source, signed_by)
    found_on = told.later(max(day, life.entered), 1, 4)
    entering.find_eligible(told, life, found_on, episode)
    hours = use.granted_hours or _GRANTED_HOURS[use.degree]
    stay(told, replace(use, granted_hours=hours), life, found_on, episode)


def assisted_besides(told: Chronicle, life: Life, day: date) -> None:
    """Somebody of the club gets an assistant too, who outlasts the club."""
    degree = DisabilityDegree.MODERATE
    use = Use(
        activity=ASSISTANCE[0],
        source=ReferralSource.WELFARE_CENTRE,
        weeks=_BEYOND,
        ending=Ending(ExitKind.MOVED_OUT),
        degree=degree,
        granted_hours=_GRANTED_HOURS[degree],
    )
    decided_on = working_day_from(day - timedelta(days=200))
    entering.decision(told, life, decided_on, DecisionKind.DISABILITY_DEGREE, degree=degree, years=5)
    episode = entering.refer(told, life, day, EpisodeKind.SERVICE, use.source)
    found_on = told.later(day, 1, 4)
    entering.find_eligible(told, life, found_on, episode)
    stay(told, use, life, found_on, episode)


def respite(told: Chronicle, use: Use, life: Life, day: date, cared_for: Kin, *, shared: bool) -> None:
    """A carer gets time off; the hours are those of the cared-for person, and two carers share them."""
    entering.reach(told, life, day)
    entering.papers(told, life, day, ())
    since = day - timedelta(days=told.rng.randint(300, 2000))
    link = kin(told, life, day, cared_for, Relation.CARED_FOR, since)
    episode = entering.refer(told, life, day, EpisodeKind.SERVICE, use.source)
    found_on = told.later(max(day, life.entered), 1, 4)
    entering.find_eligible(told, life, found_on, episode)
    use = replace(use, granted_hours=_RESPITE_HOURS // 2 if shared else _RESPITE_HOURS)
    stay(told, use, life, found_on, episode, cared_for=link)


def kin(told: Chronicle, life: Life, day: date, person: Kin, relation: Relation, since: date) -> Step:
    """Somebody is linked to the participant: by names the first time, as the one who is known afterwards."""
    known = person.known_from is not None
    linked = told.stage(
        life,
        day if person.known_from is None else max(day, person.known_from + _DAY),
        lambda: LinkRelatedPerson(
            participant_id=life.id,
            id=person.id,
            relation=relation,
            since=since,
            person=person.id if known else None,
            family_name=None if known else person.family_name,
            given_name=None if known else person.given_name,
            pesel=None,
            phone=person.phone,
            note=None,
        ),
    )
    if not known:
        person.known_from = linked.entered_on
    return linked


def stay(told: Chronicle, use: Use, life: Life, day: date, episode: Step, cared_for: Step | None = None) -> None:
    """Places, hours, pauses and the end: a new place in each edition, for as long as it lasts."""
    since = told.later(day, 3, 14)
    last = working_day_from(since + timedelta(weeks=use.weeks))
    places: list[Place] = []
    while (running := next_running(told, use.activity.programme, since)) is not None:
        closes_on = running.edition.closes_on
        since = max(running.since, working_day_from(life.entered))
        until = last if closes_on is None else min(last, closes_on)
        if since > min(until, told.until):
            break
        if use.waits and not places:
            since = told.later(since, 14, 40)
            wait(told, life, running, working_day_from(life.entered), since)
        place = _place(told, use, life, since, running.edition, cared_for)
        places.append(place)
        if use.activity.programme == "AOON":
            live_together(told, life, since)
        _present(told, use, life, place, since, until, episode, pause=len(places) == 1)
        if until == last:
            break
        taking_part.move_out(told, life, until, place, "Koniec edycji programu.")
        since = told.later(until, 10, 45) if use.activity.programme in YEARLY else working_day_from(until + _DAY)
    for place in places:
        taking_part.approve(told, life, place)
    if places and not use.pauses_still:
        _end(told, use, life, last, episode)


def _place(told: Chronicle, use: Use, life: Life, since: date, edition: OpenEdition, cared_for: Step | None) -> Place:
    until, code = edition.closes_on, edition.code
    if use.granted_hours is not None:
        entering.decision(
            told,
            life,
            since,
            DecisionKind.GRANTED_HOURS,
            until=until,
            granted_minutes=use.granted_hours * 60,
            programme=use.activity.programme,
        )
    place = taking_part.enrol(told, life, since, use.activity, edition=code, cared_for=cared_for)
    place.granted = None if use.granted_hours is None else use.granted_hours * 60
    return place


def _present(
    told: Chronicle, use: Use, life: Life, place: Place, since: date, until: date, episode: Step, *, pause: bool
) -> None:
    """Hours up to `until`, around a pause where there is one."""
    spoken_on = told.later(since, *_CONTACTS_EVERY)
    while spoken_on < until:
        contact(told, life, spoken_on)
        spoken_on = told.later(spoken_on, *_CONTACTS_EVERY)
    if pause and use.pause_after is not None:
        paused_on = working_day_from(since + timedelta(weeks=use.pause_after))
        if paused_on < until:
            taking_part.attend(told, life, place, since, paused_on - _DAY, _always)
            back_on = working_day_from(paused_on + timedelta(weeks=3))
            paused = taking_part.pause(told, life, paused_on, episode, back_on, "Pobyt w szpitalu.")
            if use.pauses_still or back_on > until:
                return
            taking_part.go_on(told, life, back_on, paused)
            since = back_on
    taking_part.attend(told, life, place, since, until, _always)


def _end(told: Chronicle, use: Use, life: Life, last: date, episode: Step) -> None:
    if use.dies:
        leaving.die(told, life, last + timedelta(days=told.rng.randint(1, 4)))
        return
    if use.ending.kind is ExitKind.MOVED_OUT:
        move_away(told, life, last)
    leaving.leave(told, life, last, episode, use.ending.kind, use.ending.reason, use.ending.told)
    leaving.close(told, life, last, episode)


def _always(_day: date) -> bool:
    return True
