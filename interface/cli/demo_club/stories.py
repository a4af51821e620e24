"""Whose lives fill the invented club: who comes when, to what, and how it ends."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from functools import partial
from itertools import cycle

from domain.vocabulary import EvidenceGrade, ExitKind, HoursDirection, LegalForm, ReferralSource
from interface.cli.demo_club.lives import Activity, Desk, Ending, Job, Life, Year
from interface.cli.demo_club.people import ADULTS, PUPILS, Crowd, Somebody
from interface.cli.demo_club.working_days import working_day_from

CLUB, ASSISTED, CARERS, DAY_ROOMS = 28, 6, 4, 12
"""How many people come to what."""
CARER_AGES = (32, 70)

_WORKED, _ATTENDED, _RECEIVED = HoursDirection.WORKED, HoursDirection.ATTENDED, HoursDirection.RECEIVED
_CLUB_ACTIVITIES = (
    Activity("PSU", (0, 2), time(8), 240, _WORKED),
    Activity("AKTYWIZACJA", (1, 3), time(9), 180, _ATTENDED),
    Activity("AKTYWNY-KIS", (0, 2, 4), time(9, 30), 240, _ATTENDED),
    Activity("PSU", (1, 3), time(7, 30), 300, _WORKED),
    Activity("AKTYWIZACJA", (0, 2), time(10), 240, _ATTENDED),
    Activity("PSU", (0, 2, 4), time(8), 180, _WORKED),
)
"""Prace społecznie użyteczne stay within ten hours a week."""
_ASSISTANCE = (
    Activity("AOON", (0, 3), time(15), 150, _RECEIVED),
    Activity("AOON", (1, 5), time(15, 30), 180, _RECEIVED),
    Activity("AOON", (0, 2, 4), time(16), 120, _RECEIVED),
)
_RESPITE = (
    Activity("OPIEKA-WYTCHNIENIOWA", (5,), time(9), 240, _RECEIVED),
    Activity("OPIEKA-WYTCHNIENIOWA", (4,), time(15), 240, _RECEIVED),
)
_DAY_ROOMS = (
    Activity("SWIETLICA-PLUS", (0, 1, 3), time(13, 30), 180, _ATTENDED),
    Activity("SWIETLICA-CAS", (1, 2, 4), time(14), 180, _ATTENDED),
    Activity("SWIETLICA-PLUS", (0, 2, 4), time(13), 210, _ATTENDED),
)

_LEARNT_LATE = Job(21, 150, LegalForm.EMPLOYMENT_CONTRACT, "Zakład Zieleni Niebyłej", 100, EvidenceGrade.REGISTER)
_BAKERY = Job(0, 4, LegalForm.EMPLOYMENT_CONTRACT, "Piekarnia Przykładowa", 75, EvidenceGrade.DOCUMENT)
_CLEANING = Job(3, 6, LegalForm.CIVIL_CONTRACT, "Usługi Porządkowe Na Niby", None, EvidenceGrade.DECLARATION)
_OWN = Job(5, 9, LegalForm.SELF_EMPLOYMENT, None, None, EvidenceGrade.REGISTER)
_COOPERATIVE = Job(35, 12, LegalForm.SOCIAL_COOPERATIVE, "Spółdzielnia Socjalna Zmyślona", 50, EvidenceGrade.DOCUMENT)
_HEARD_OF = Job(48, 20, LegalForm.UNKNOWN, None, None, EvidenceGrade.NONE)
_WORKS = Job(14, 5, LegalForm.SUBSIDISED_EMPLOYMENT, "Urząd Próbny", 100, EvidenceGrade.DOCUMENT)

_CLUB_ENDINGS = (
    Ending(ExitKind.COMPLETED, job=_LEARNT_LATE),
    Ending(ExitKind.COMPLETED_EMPLOYED, job=_BAKERY),
    Ending(ExitKind.RESIGNED, "Opieka nad chorym ojcem.", told=3),
    Ending(ExitKind.COMPLETED, job=_COOPERATIVE),
    Ending(ExitKind.LOST_CONTACT, "Dwa listy bez odpowiedzi.", told=18),
    Ending(ExitKind.COMPLETED_EMPLOYED, job=_CLEANING),
    Ending(ExitKind.REMOVED, "Nieusprawiedliwione nieobecności."),
    Ending(ExitKind.COMPLETED),
    Ending(ExitKind.MOVED_OUT, told=12),
    Ending(ExitKind.COMPLETED, job=_HEARD_OF),
    Ending(ExitKind.CONTRACT_BROKEN, "Odmowa działań z kontraktu."),
    Ending(ExitKind.COMPLETED_EMPLOYED, job=_OWN),
    Ending(ExitKind.COMPLETED, job=_WORKS),
    Ending(ExitKind.LOST_ELIGIBILITY, "Przyznano zasiłek dla bezrobotnych."),
)
_MOVED_AWAY = Ending(ExitKind.MOVED_OUT, told=5)
_WITHDRAWN = Ending(ExitKind.RESIGNED, "Decyzja rodziców.")
_NO_LONGER_NEEDED = Ending(ExitKind.RESIGNED, "Opiekę przejęła rodzina.")
_CHILD_ENDINGS = {0: (30, Ending(ExitKind.PROGRAMME_ENDED)), 4: (14, _WITHDRAWN), 7: (21, _MOVED_AWAY)}
"""Weeks and ending of the children who leave within the year."""
_CLUB_SOURCES = (
    ReferralSource.WELFARE_CENTRE,
    ReferralSource.LABOUR_OFFICE,
    ReferralSource.SELF,
    ReferralSource.PROBATION_OFFICER,
    ReferralSource.NGO,
    ReferralSource.LABOUR_OFFICE,
)
_CHILD_SOURCES = (ReferralSource.SCHOOL, ReferralSource.WELFARE_CENTRE, ReferralSource.SELF)
_BEYOND_THE_YEAR = 80
"""Weeks of what does not end while we look."""
_RETURNS, _CONTRACT_FIRST, _ASSISTED_TOO, _NEWCOMER = 3, 4, 6, 10
"""Which of the club's people finds work and comes back, signed long before, has an assistant besides, has no PESEL."""


@dataclass(frozen=True)
class _Arrival:
    day: date
    person: Somebody
    tell: Callable[[Life, date], object]


def plan(year: Year, caseworkers: Sequence[Desk]) -> int:
    """Plan every life of the club; return how many people there are."""
    crowd = Crowd(year.rng, year.first)
    arrivals = [*_club(year, crowd), *_assisted(year, crowd), *_carers(year, crowd), *_children(year, crowd)]
    marks: Counter[int] = Counter()
    desks = cycle(caseworkers)
    for arrival in sorted(arrivals, key=lambda arrival: arrival.day):
        day = arrival.day
        marks[day.year] += 1
        # Who was there before the record began is entered in its first two weeks.
        entered = year.later(year.first, 0, 12) if day < year.first else year.later(day, 0, 2)
        life = Life(arrival.person, next(desks), entered)
        year.register(life, day, f"KIS.512.{marks[day.year]}.{day.year}")
        arrival.tell(life, day)
    return len(arrivals)


def _club(year: Year, crowd: Crowd) -> Iterator[_Arrival]:
    for number in range(CLUB):
        day = year.later(year.first, number * 12, number * 12 + 6)
        person = crowd.newcomer() if number == _NEWCOMER else crowd.somebody(ADULTS)
        yield _Arrival(day, person, partial(_club_life, year, number))


def _club_life(year: Year, number: int, life: Life, day: date) -> None:
    activity = _CLUB_ACTIVITIES[number % len(_CLUB_ACTIVITIES)]
    ending = _CLUB_ENDINGS[number % len(_CLUB_ENDINGS)]
    source = _CLUB_SOURCES[number % len(_CLUB_SOURCES)]
    weeks = year.rng.randint(8, 20)
    beside = replace(life, items={})
    signed_before = 35 if number % 7 == _CONTRACT_FIRST else 0
    last = year.club_episode(life, day, source, activity, weeks, ending, signed_before=signed_before)
    if number == _RETURNS:
        back_on = working_day_from(last + timedelta(days=80))
        year.club_episode(life, back_on, ReferralSource.SELF, _CLUB_ACTIVITIES[2], 10, _CLUB_ENDINGS[1])
    if number == _ASSISTED_TOO:
        asked_on = working_day_from(day + timedelta(days=20))
        year.service_episode(
            beside, asked_on, ReferralSource.WELFARE_CENTRE, _ASSISTANCE[0], _BEYOND_THE_YEAR, _MOVED_AWAY
        )


def _assisted(year: Year, crowd: Crowd) -> Iterator[_Arrival]:
    for number in range(ASSISTED):
        person = crowd.somebody(PUPILS if number % 3 == 1 else ADULTS)
        weeks = 27 if number == 2 else _BEYOND_THE_YEAR  # noqa: PLR2004
        activity = _ASSISTANCE[number % len(_ASSISTANCE)]
        yield _Arrival(
            _here_before(year, number),
            person,
            partial(
                year.service_episode,
                source=ReferralSource.WELFARE_CENTRE,
                activity=activity,
                weeks=weeks,
                ending=_MOVED_AWAY,
            ),
        )


def _carers(year: Year, crowd: Crowd) -> Iterator[_Arrival]:
    for number in range(CARERS):
        weeks = 22 if number == 1 else _BEYOND_THE_YEAR
        yield _Arrival(
            _here_before(year, number),
            crowd.somebody(CARER_AGES),
            partial(
                year.service_episode,
                source=ReferralSource.SELF,
                activity=_RESPITE[number % len(_RESPITE)],
                weeks=weeks,
                ending=_NO_LONGER_NEEDED,
            ),
        )


def _children(year: Year, crowd: Crowd) -> Iterator[_Arrival]:
    sibling: Somebody | None = None
    for number in range(DAY_ROOMS):
        child = crowd.somebody(PUPILS, sibling=sibling)
        sibling = child if number % 5 == 0 else None
        weeks, ending = _CHILD_ENDINGS.get(number, (_BEYOND_THE_YEAR, _WITHDRAWN))
        yield _Arrival(
            _here_before(year, number),
            child,
            partial(
                year.day_room_episode,
                source=_CHILD_SOURCES[number % len(_CHILD_SOURCES)],
                activity=_DAY_ROOMS[number // 2 % len(_DAY_ROOMS)],
                weeks=weeks,
                ending=ending,
            ),
        )


def _here_before(year: Year, number: int) -> date:
    """Return the day of an application: two of three came before the record began, the third within the year."""
    if number % 3 < 2:  # noqa: PLR2004
        return working_day_from(year.first - timedelta(days=year.rng.randint(15, 60)))
    return year.later(year.first, 40, 150)
