"""Whose lives fill the invented club: who comes when, to what, and how it ends."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from itertools import chain, cycle

from domain.eligibility import DisabilityDegree
from domain.vocabulary import ExitKind, ReferralSource, Role, Sex
from interface.cli.demo_club import (
    byways,
    children,
    club,
    editions,
    entering,
    plots,
    rules,
    turns,
    unexplained,
    using_services,
)
from interface.cli.demo_club.chronicle import Arrival, Chronicle, Life
from interface.cli.demo_club.leaving import Ending
from interface.cli.demo_club.people import ADULTS, PUPILS, Kin
from interface.cli.demo_club.using_services import Use
from interface.cli.demo_club.working_days import working_day_from

CLUB, ASSISTED, CARERS, DAY_ROOMS = 107, 36, 24, 45
"""How many people come to what; some more come by ways of their own."""
CARER_AGES = (32, 66)
ASSISTED_CHILDREN = (5, 11)
_BEYOND = 400
"""Weeks of what does not end while we look."""
_YEARS = 3 * 365

_MOVED_AWAY = Ending(ExitKind.MOVED_OUT, told=5)
_FAMILY = Ending(ExitKind.RESIGNED, "Opiekę przejęła rodzina.")
_PARENTS = Ending(ExitKind.RESIGNED, "Decyzja rodziców.")
_OVER = Ending(ExitKind.PROGRAMME_ENDED)
_NO_DECISION = Ending(ExitKind.LOST_ELIGIBILITY, "Wygasło orzeczenie.", told=8)
_SERVICE_ENDINGS = (_MOVED_AWAY, _FAMILY, _NO_DECISION)
_CHILD_ENDINGS = (_PARENTS, _MOVED_AWAY, _OVER)
_DEGREES = (DisabilityDegree.SEVERE, DisabilityDegree.MODERATE)
_CHILD_SOURCES = (ReferralSource.SCHOOL, ReferralSource.WELFARE_CENTRE, ReferralSource.SELF)


def plan(told: Chronicle) -> int:
    """Plan every life of the club; return how many people there are."""
    editions.plan(told)
    rules.plan(told)
    arrivals = [*_club(told), *byways.arrivals(told), *_assisted(told), *_carers(told), *_children(told)]
    marks: Counter[int] = Counter()
    desks = cycle(told.office.of(Role.CASEWORKER))
    there = 0
    for arrival in chain(sorted(arrivals, key=lambda arrival: arrival.day), unexplained.arrivals(told)):
        day = arrival.day
        marks[day.year] += 1
        # Who was there before the record began is entered in its first two weeks.
        entered = told.later(told.first, 1, 12) if day < told.first else told.later(day, 0, 2)
        there += entered <= told.until
        life = Life(arrival.person, next(desks), entered)
        entering.register(told, life, day, f"KIS.512.{marks[day.year]}.{day.year}")
        arrival.tell(life, day)
    return there


def _club(told: Chronicle) -> Iterator[Arrival]:
    every = _YEARS / CLUB
    for number in range(CLUB):
        day = told.later(told.first - timedelta(days=25), int(number * every), int(number * every) + 6)
        plot = plots.plot(number)
        if plot.ground is entering.REFUGEE:
            person = told.crowd.refugee(ADULTS, day, number=number % 2 == 0)
        else:
            person = told.crowd.somebody(ADULTS, day)
        yield Arrival(day, person, partial(_club_life, told, number, plot))
    yield from _paused_now(told)


def _club_life(told: Chronicle, number: int, plot: club.Plot, life: Life, day: date) -> None:
    person = life.person
    if person.pesel is None:
        turns.get_number(told, life, told.later(day, 40, 60))
    if number % 40 == 5:  # noqa: PLR2004 (some are handed over)
        others = [desk for desk in told.office.of(Role.CASEWORKER) if desk != life.caseworker]
        turns.hand_over(told, life, told.later(life.entered, 35, 60), told.rng.choice(others))
    if number % 12 == 3 and person.sex is Sex.FEMALE and "-" not in person.family_name:  # noqa: PLR2004
        turns.marry(told, life, told.later(day, 30, 90))
    if plot.ending.kind is ExitKind.MOVED_OUT:
        moved_on = told.later(day, 7 * plot.weeks, 7 * plot.weeks + 2)
        turns.move_away(told, life, moved_on)
    club.live(told, plot, life, day)
    if plot.ground is entering.DISABLED and number % 4 == 0 and not plot.dies:
        asked_on = told.later(max(day, told.first), 30, 40)
        using_services.assisted_besides(told, replace(life, entered=asked_on, turn=0), asked_on)


def _assisted(told: Chronicle) -> Iterator[Arrival]:
    for number in range(ASSISTED):
        day = _spread(told, number, ASSISTED)
        child = number % 3 == 1
        person = told.crowd.somebody(ASSISTED_CHILDREN if child else ADULTS, day)
        parent = told.crowd.kin(Sex.FEMALE, person.family_name) if child else None
        use = Use(
            activity=using_services.ASSISTANCE[number % len(using_services.ASSISTANCE)],
            source=ReferralSource.SELF if number % 2 else ReferralSource.WELFARE_CENTRE,
            weeks=45 + number % 40 if number % 4 == 2 else _BEYOND,  # noqa: PLR2004
            ending=_SERVICE_ENDINGS[number % len(_SERVICE_ENDINGS)],
            degree=None if child else _DEGREES[number % 2],
            coupled=number % 5 == 0,
            pause_after=9 if number % 6 == 0 else None,
            dies=number == 14,  # noqa: PLR2004
        )
        yield Arrival(day, person, partial(using_services.assisted, told, use, parent=parent))


def _paused_now(told: Chronicle) -> Iterator[Arrival]:
    """Two of the club whose part is paused on the last day."""
    for number in range(2):
        day = working_day_from(told.until - timedelta(days=170 + 9 * number))
        person = told.crowd.somebody(ADULTS, day)
        yield Arrival(day, person, partial(club.live, told, plots.pausing(number)))


def _carers(told: Chronicle) -> Iterator[Arrival]:
    cared_for: Kin | None = None
    for number in range(CARERS):
        second = number % 8 == 1
        day = _spread(told, number, CARERS)
        person = told.crowd.somebody(CARER_AGES, day)
        if not second or cared_for is None:
            cared_for = told.crowd.kin(told.rng.choice((Sex.FEMALE, Sex.MALE)), None)
        shared = number % 8 < 2  # noqa: PLR2004 (the first two of eight look after one person)
        activity = using_services.RESPITE[number % len(using_services.RESPITE)]
        use = Use(
            activity=replace(activity, every=2) if shared else activity,
            source=ReferralSource.SELF,
            weeks=50 if number % 5 == 1 and not shared else _BEYOND,
            ending=_FAMILY,
            pause_after=12 if number % 7 == 3 else None,  # noqa: PLR2004
        )
        yield Arrival(day, person, partial(using_services.respite, told, use, cared_for=cared_for, shared=shared))


def _children(told: Chronicle) -> Iterator[Arrival]:
    household, siblings_left, family = children.Household(), 0, ""
    activity = children.DAY_ROOMS[0]
    for number in range(DAY_ROOMS):
        if not siblings_left:
            activity = children.DAY_ROOMS[number // 2 % len(children.DAY_ROOMS)]
            siblings_left = (1, 2, 1, 3)[number % 4]
            household, family = children.Household(), ""
        siblings_left -= 1
        day = _child_day(told, number, activity.programme)
        child = told.crowd.somebody(PUPILS, day, family=family or None)
        if not family:
            family = child.family_name
            household = _household(told, number, family)
        court = number in (8, 31)
        use = Use(
            activity=activity,
            source=ReferralSource.COURT if court else _CHILD_SOURCES[number % len(_CHILD_SOURCES)],
            weeks=30 + number % 40 if number % 3 == 1 else _BEYOND,
            ending=_CHILD_ENDINGS[number // 3 % len(_CHILD_ENDINGS)],
            pause_after=10 if number % 11 == 6 else None,  # noqa: PLR2004
            waits=number % 6 == 5,  # noqa: PLR2004
        )
        yield Arrival(day, child, partial(children.child, told, use, household=household))


def _household(told: Chronicle, number: int, family: str) -> children.Household:
    crowd = told.crowd
    parents = [crowd.kin(Sex.FEMALE, family)]
    if number % 3 == 0:
        parents.append(crowd.kin(Sex.MALE, family))
    grandmother = crowd.kin(Sex.FEMALE) if number % 4 == 0 else None
    guardian = crowd.kin(Sex.FEMALE) if number % 10 == 9 else None  # noqa: PLR2004
    return children.Household(parents, guardian, grandmother)


def _child_day(told: Chronicle, number: int, programme: str) -> date:
    """Return the day of an application: a third in the weeks before the room opened, the others since."""
    running = editions.next_running(told, programme, told.first)
    opens_on = told.first if running is None else max(told.first, running.since)
    if number % 3 == 0:
        return working_day_from(opens_on - timedelta(days=told.rng.randint(5, 20)))
    share = (told.until - opens_on) * number / (DAY_ROOMS + 4)
    return working_day_from(opens_on + share)


def _spread(told: Chronicle, number: int, of: int) -> date:
    """Return the day of an application: of three one came before the record began, the others spread since."""
    if number % 3 == 0:
        return working_day_from(told.first - timedelta(days=told.rng.randint(15, 60)))
    return told.later(told.first, _YEARS * number // (of + 1), _YEARS * number // (of + 1) + 9)
