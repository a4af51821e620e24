"""What an invented club writes down in a year: lives, planned step by step before anything is recorded.

A step knows the working day on which somebody enters it; what it tells may have happened long before. Every
chance is drawn here, from one generator, so a seed decides the whole year.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from random import Random
from uuid import UUID

from application.caseworkers import AssignCaseworker
from application.command import Command
from application.employment import StartEmployment
from application.enrolment import Enrol
from application.hours import CorrectHours, RecordHours
from application.participation import Exit
from application.personal_data import RegisterParticipant
from application.referral import ReceiveReferral
from application.social_contract import SignContract
from domain.vocabulary import (
    ContractType,
    EpisodeKind,
    EvidenceGrade,
    ExitKind,
    HoursDirection,
    LegalForm,
    ReferralSource,
    Role,
)
from interface.cli.demo_club.people import Somebody
from interface.cli.demo_club.working_days import is_holiday, is_working_day, working_day_from

_ABSENT, _LATE_WEEK, _CORRECTED, _REMARKED = 0.08, 0.04, 0.025, 0.03
_CONTRACT_WEEKS = 12
_REASONS = ("Błąd przy przepisywaniu z listy.", "Skończono wcześniej.", "Na liście podpisano mniej.")
_REMARKS = {
    HoursDirection.WORKED: "Odrobione za poprzedni tydzień.",
    HoursDirection.ATTENDED: "Wyjście grupowe.",
    HoursDirection.RECEIVED: "Zakupy i spacer.",
}
_WISHES = {
    EpisodeKind.KIS: (None, None, "Szuka pracy na pół etatu.", "Chce wrócić do pracy w gastronomii.", "Dojazd busem."),
    EpisodeKind.SERVICE: (None, None, "Prosi o telefon po południu."),
}


@dataclass(frozen=True)
class Desk:
    """Who enters a step, and in which role."""

    user: UUID
    role: Role


@dataclass(frozen=True)
class Activity:
    """A programme as one person attends it: on these weekdays (0 is Monday), from when and for how long."""

    programme: str
    weekdays: tuple[int, ...]
    starts_at: time
    minutes: int
    direction: HoursDirection


@dataclass(frozen=True)
class Job:
    """Work found: so many days after the exit, told so many days later still."""

    after: int
    told: int
    form: LegalForm
    employer: str | None
    fte_hundredths: int | None
    evidence: EvidenceGrade


@dataclass(frozen=True)
class Ending:
    """How a life in the club ends, when it ends within the year."""

    kind: ExitKind
    reason: str | None = None
    told: int = 0
    job: Job | None = None


@dataclass
class Life:
    """One person's way: who works with them, the items of their facts, and the last day something was entered."""

    person: Somebody
    caseworker: Desk
    entered: date
    entrusted: bool = False
    items: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Step:
    """One command, to be built when the item that it `needs` is known; its own item is kept as `names`."""

    entered_on: date
    desk: Desk
    life: Life
    command: Callable[[int], Command]
    needs: str | None
    names: str | None


class Year:
    """The plan of one year: steps that are entered on working days from `first` to `until`."""

    def __init__(self, rng: Random, first: date, until: date, leader: Desk, coordinator: Desk) -> None:
        """Start with nothing planned."""
        self.rng, self.first, self.until = rng, first, until
        self.leader, self.coordinator = leader, coordinator
        self.steps: list[Step] = []

    def later(self, day: date, least: int, most: int) -> date:
        """Return a working day between so many days after `day`."""
        return working_day_from(day + timedelta(days=self.rng.randint(least, most)))

    def step(
        self,
        life: Life,
        told_on: date,
        command: Callable[[int], Command],
        *,
        desk: Desk | None = None,
        needs: str | None = None,
        names: str | None = None,
    ) -> date:
        """Plan one step, not before what it rests on; return its day. What is told after the year is left out."""
        entered_on = working_day_from(max(told_on, life.entered, self.first))
        if entered_on <= self.until:
            self.steps.append(Step(entered_on, desk or life.caseworker, life, command, needs, names))
        return entered_on

    def stage(
        self,
        life: Life,
        told_on: date,
        command: Callable[[int], Command],
        *,
        desk: Desk | None = None,
        needs: str | None = None,
        names: str | None = None,
    ) -> None:
        """Plan a step that every later one rests on."""
        life.entered = self.step(life, told_on, command, desk=desk, needs=needs, names=names)

    # -- the facts of a journey --------------------------------------------------------------

    def register(self, life: Life, day: date, case_mark: str) -> None:
        """The person is entered in the register by their caseworker, and by that assigned."""
        person = life.person
        self.stage(
            life,
            day,
            lambda _: RegisterParticipant(
                id=person.id,
                family_name=person.family_name,
                given_name=person.given_name,
                birth_date=person.birth_date,
                sex=person.sex,
                pesel=person.pesel,
                pesel_missing=person.pesel_missing,
                case_mark=case_mark,
                registered_on=day,
            ),
        )

    def refer(self, life: Life, day: date, kind: EpisodeKind, source: ReferralSource) -> None:
        """An episode opens."""
        id, note = life.person.id, self.rng.choice(_WISHES[kind])
        self.stage(
            life,
            day,
            lambda _: ReceiveReferral(participant_id=id, kind=kind, source=source, referred_on=day, note=note),
            names=kind.value,
        )

    def contract(self, life: Life, signed_on: date, until: date) -> None:
        """A contract is signed, good from that day."""
        number = f"KS/{self.rng.randint(10, 480)}/{signed_on.year}"
        self.stage(
            life,
            signed_on,
            lambda _: SignContract(
                participant_id=life.person.id,
                type=ContractType.B,
                signed_on=signed_on,
                valid_from=signed_on,
                valid_until=until,
                document_number=number,
            ),
        )

    def enrol(self, life: Life, day: date, programme: str, edition: str | None = None) -> str:
        """A place is taken; return the name of its item. The class leader sees those who come to the classes."""
        name = f"{programme} {day}"
        self.stage(
            life,
            day,
            lambda _: Enrol(participant_id=life.person.id, programme=programme, edition=edition, enrolled_on=day),
            names=name,
        )
        return name

    def entrust(self, life: Life) -> None:
        """The coordinator assigns the class leader, once."""
        if life.entrusted:
            return
        life.entrusted = True
        self.stage(
            life,
            life.entered,
            lambda _: AssignCaseworker(participant_id=life.person.id, user=self.leader.user),
            desk=self.coordinator,
        )

    def attend(
        self,
        life: Life,
        place: str,
        activity: Activity,
        since: date,
        until: date,
        told: Callable[[date], date],
        desk: Desk,
    ) -> None:
        """Hours from `since` to `until`; `told` says when the sheet with a day on it is entered."""
        office = activity.direction is not HoursDirection.RECEIVED
        late: dict[date, int] = {}
        for count in range((min(until, self.until) - since).days + 1):
            day = since + timedelta(days=count)
            if day.weekday() not in activity.weekdays or (not is_working_day(day) if office else is_holiday(day)):
                continue
            sheet = told(day)
            if sheet not in late:
                late[sheet] = self.rng.randint(10, 21) if self.rng.random() < _LATE_WEEK else 0
            if self.rng.random() >= _ABSENT:
                self._hours(life, place, activity, day, sheet + timedelta(days=late[sheet]), desk)

    def _hours(self, life: Life, place: str, activity: Activity, day: date, told_on: date, desk: Desk) -> None:
        note = _REMARKS[activity.direction] if self.rng.random() < _REMARKED else None
        entry = f"{place}: {day}"
        entered_on = self.step(
            life,
            told_on,
            lambda item: RecordHours(
                participant_id=life.person.id,
                enrolment=item,
                day=day,
                minutes=activity.minutes,
                starts_at=activity.starts_at,
                direction=activity.direction,
                note=note,
            ),
            desk=desk,
            needs=place,
            names=entry,
        )
        if self.rng.random() < _CORRECTED:
            minutes, reason = activity.minutes - self.rng.choice((30, 60)), self.rng.choice(_REASONS)
            self.step(
                life,
                self.later(entered_on, 1, 9),
                lambda item: CorrectHours(
                    participant_id=life.person.id,
                    entry=item,
                    minutes=minutes,
                    starts_at=activity.starts_at,
                    reason=reason,
                ),
                needs=entry,
            )

    def leave(self, life: Life, day: date, kind: EpisodeKind, ending: Ending) -> None:
        """The episode ends; work that was found is told sooner or later."""
        id, job = life.person.id, ending.job
        self.stage(
            life,
            day + timedelta(days=ending.told),
            lambda item: Exit(participant_id=id, episode=item, kind=ending.kind, exited_on=day, reason=ending.reason),
            needs=kind.value,
        )
        if job is not None:
            started_on = working_day_from(day + timedelta(days=job.after))
            self.step(
                life,
                started_on + timedelta(days=job.told),
                lambda _: StartEmployment(
                    participant_id=id,
                    form=job.form,
                    employer=job.employer,
                    fte_hundredths=job.fte_hundredths,
                    evidence=job.evidence,
                    started_on=started_on,
                ),
            )

    # -- whole episodes ----------------------------------------------------------------------

    def club_episode(
        self,
        life: Life,
        day: date,
        source: ReferralSource,
        activity: Activity,
        weeks: int,
        ending: Ending,
        *,
        signed_before: int = 0,
    ) -> date:
        """Plan a part in the club under one contract, or two when it lasts; return its last day, planned or not."""
        self.refer(life, day, EpisodeKind.KIS, source)
        signed_on = working_day_from(day - timedelta(days=signed_before)) if signed_before else self.later(day, 2, 10)
        enrolled_on = self.later(max(day, signed_on), 1, 7)
        last = working_day_from(enrolled_on + timedelta(weeks=weeks))
        chained = weeks > _CONTRACT_WEEKS
        first_until = enrolled_on + timedelta(weeks=_CONTRACT_WEEKS) if chained else last + timedelta(weeks=4)
        self.contract(life, signed_on, first_until)
        place = self.enrol(life, enrolled_on, activity.programme)
        works = activity.direction is HoursDirection.WORKED
        if not works:
            self.entrust(life)
        told, desk = (_next_monday, life.caseworker) if works else (_friday, self.leader)
        if chained:
            before = first_until - timedelta(days=1)
            self.attend(life, place, activity, enrolled_on, min(before, last), told, desk)
            renewed_on = working_day_from(first_until - timedelta(days=10))
            self.contract(life, renewed_on, last + timedelta(weeks=4))
            self.attend(life, place, activity, first_until, last, told, desk)
        else:
            self.attend(life, place, activity, enrolled_on, last, told, desk)
        self.leave(life, last, EpisodeKind.KIS, ending)
        return last

    def service_episode(
        self, life: Life, day: date, source: ReferralSource, activity: Activity, weeks: int, ending: Ending
    ) -> None:
        """Plan the use of a service: sheets come monthly; a new year's edition starts once its money is there."""
        self.refer(life, day, EpisodeKind.SERVICE, source)
        since = self.later(day, 3, 14)
        last = working_day_from(since + timedelta(weeks=weeks))
        while since <= last:
            until = min(last, date(since.year, 12, 31))
            place = self.enrol(life, since, activity.programme, str(since.year))
            self.attend(life, place, activity, max(since, self.first), until, _next_month, life.caseworker)
            since = self.later(date(since.year + 1, 1, 7), 5, 15)
        self.leave(life, last, EpisodeKind.SERVICE, ending)

    def day_room_episode(
        self, life: Life, day: date, source: ReferralSource, activity: Activity, weeks: int, ending: Ending
    ) -> None:
        """Plan a child's time in a day-room, which closes in August."""
        self.refer(life, day, EpisodeKind.SERVICE, source)
        since = self.later(day, 2, 7)
        last = working_day_from(since + timedelta(weeks=weeks))
        place = self.enrol(life, since, activity.programme)
        self.entrust(life)
        since = max(since, self.first)
        august = date(since.year + (since.month > 8), 8, 1)  # noqa: PLR2004
        self.attend(life, place, activity, since, min(last, august - timedelta(days=1)), _friday, self.leader)
        self.attend(life, place, activity, august.replace(month=9), last, _friday, self.leader)
        self.leave(life, last, EpisodeKind.SERVICE, ending)


def _friday(day: date) -> date:
    return working_day_from(day + timedelta(days=(4 - day.weekday()) % 7))


def _next_monday(day: date) -> date:
    return working_day_from(day + timedelta(days=7 - day.weekday()))


def _next_month(day: date) -> date:
    return working_day_from(date(day.year + day.month // 12, day.month % 12 + 1, 1))
