"""Taking part in the invented club: places, hours, absences, refused work, pauses, monthly approvals."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from application.absences import RecordAbsence, RefuseWork
from application.caseworkers import AssignCaseworker
from application.enrolment import EndEnrolment, Enrol
from application.hours import ApproveHours, CorrectHours, RecordHours, ReturnHours, VoidHours
from application.participation import Resume, Suspend, VoidEntry
from domain.absences import AbsenceKind
from domain.holidays import is_holiday
from domain.vocabulary import HoursDirection, Role
from interface.cli.demo_club.chronicle import Chronicle, Life, Step
from interface.cli.demo_club.office import Desk
from interface.cli.demo_club.working_days import is_class_day, working_day_from

_ABSENT, _LATE_SHEET, _CORRECTED, _VOIDED, _REMARKED, _REFUSED = 0.06, 0.04, 0.02, 0.004, 0.02, 0.008
_SICK_EVERY, _SICK_DAYS = (70, 260), (3, 10)
_RETURNED = 0.03
_MONTH_MOST = 40 * 60
"""Hours of socially useful work in a month, as the labour office pays them (domain page 3.2)."""
_REASONS = ("Błąd przy przepisywaniu z listy.", "Skończono wcześniej.", "Na liście podpisano mniej.")
_REMARKS = {
    HoursDirection.WORKED: "Odrobione za poprzedni tydzień.",
    HoursDirection.ATTENDED: "Wyjście grupowe.",
    HoursDirection.RECEIVED: "Zakupy i spacer.",
}
_EXCUSES = ("Wizyta u lekarza.", "Wezwanie do urzędu.", "Opieka nad dzieckiem.", None)
_UNWANTED = ("Odmowa odśnieżania, podano ból pleców.", "Odmowa pracy na cmentarzu.", "Odmowa sprzątania placu.")


@dataclass(frozen=True)
class Activity:
    """A programme as one person attends it: on these weekdays (0 is Monday), from when and for how long.

    `led_by` is the number of the class leader who writes its sheets, None: the caseworker does. `shut` are the
    months in which it does not run.
    """

    programme: str
    weekdays: tuple[int, ...]
    starts_at: time
    minutes: int
    direction: HoursDirection
    led_by: int | None = None
    shut: tuple[int, ...] = ()
    every: int = 1
    """In which weeks: each, or each other one."""
    form: str | None = None
    """Which form of art. 18(2) its hours are, where its sheets say it."""

    @property
    def paid(self) -> bool:
        """Whether the labour office pays for it, and hears of every absence."""
        return self.programme == "PSU"

    def runs_on(self, day: date) -> bool:
        """Whether it takes place that day."""
        if day.weekday() not in self.weekdays or day.month in self.shut or day.isocalendar().week % self.every:
            return False
        return not is_holiday(day) if self.direction is HoursDirection.RECEIVED else is_class_day(day)


@dataclass
class Place:
    """An enrolment with the entries to approve each month, how much of each is filled, and the minutes granted."""

    enrolled: Step
    activity: Activity
    left_on: date | None = None
    granted: int | None = None
    entries: dict[tuple[int, int], list[Step]] = field(default_factory=dict)
    filled: dict[tuple[int, int], int] = field(default_factory=dict)


def enrol(
    told: Chronicle,
    life: Life,
    day: date,
    activity: Activity,
    *,
    edition: str | None = None,
    cared_for: Step | None = None,
    agreement: str | None = None,
) -> Place:
    """A place is taken; the coordinator assigns whoever writes the sheets."""
    enrolled = told.stage(
        life,
        day,
        lambda: Enrol(
            participant_id=life.id,
            programme=activity.programme,
            edition=edition,
            enrolled_on=day,
            cared_for=None if cared_for is None else cared_for.item,
            agreement=agreement,
        ),
    )
    leader = _leader(told, activity)
    if leader is not None and leader not in life.led_by:
        life.led_by.add(leader)
        told.tell(
            life,
            day,
            lambda: AssignCaseworker(participant_id=life.id, user=leader.user),
            by=told.office.coordinator,
        )
    return Place(enrolled, activity)


def move_out(told: Chronicle, life: Life, day: date, place: Place, reason: str) -> Step:
    """The person leaves one programme; the episode goes on. It is written in the days after."""
    place.left_on = day
    return told.stage(
        life,
        day + timedelta(days=1),
        lambda: EndEnrolment(participant_id=life.id, enrolment=place.enrolled.item, ended_on=day, reason=reason),
    )


def attend(told: Chronicle, life: Life, place: Place, since: date, until: date, may: Callable[[date], bool]) -> None:
    """Hours and absences from `since` to `until`, on the days that `may` allows."""
    activity = place.activity
    desk = _leader(told, activity)
    late: dict[date, int] = {}
    sick = set(_sick_days(told, since, until))
    shut = told.shut.get(activity.programme, frozenset())
    for day in _days(since, min(until, told.until)):
        if not activity.runs_on(day) or day in shut or not may(day):
            continue
        sheet = _sheet(activity, day)
        if sheet not in late:
            late[sheet] = told.rng.randint(10, 21) if told.rng.random() < _LATE_SHEET else 0
        told_on = sheet + timedelta(days=late[sheet])
        chance = told.rng.random()
        if day in sick or chance < _ABSENT:
            _absent(told, life, place, day, told_on, desk, ill=day in sick)
        elif activity.paid and chance > 1 - _REFUSED:
            _refuse_work(told, life, place, day, told_on)
        else:
            _hours(told, life, place, day, told_on, desk)


def approve(told: Chronicle, life: Life, place: Place) -> None:
    """The coordinator checks each month against the paper in the first days of the next one."""
    waiting: list[Step] = []
    for year, month in sorted(place.entries):
        waiting += place.entries[year, month]
        checked_on = working_day_from(date(year + month // 12, month % 12 + 1, told.rng.randint(4, 8)))
        entries = [entry for entry in waiting if entry.entered_on < checked_on]
        waiting = [entry for entry in waiting if entry.entered_on >= checked_on]
        if entries and told.rng.random() < _RETURNED:
            _send_back(told, life, entries.pop(), place.activity, checked_on)
        if entries:
            _approve(told, life, entries, checked_on)


def pause(told: Chronicle, life: Life, since: date, episode: Step, planned_until: date | None, reason: str) -> Step:
    """Taking part pauses."""
    return told.stage(
        life,
        since,
        lambda: Suspend(
            participant_id=life.id, episode=episode.item, since=since, planned_until=planned_until, reason=reason
        ),
    )


def go_on(told: Chronicle, life: Life, day: date, paused: Step) -> Step:
    """Taking part goes on."""
    return told.stage(life, day, lambda: Resume(participant_id=life.id, suspension=paused.item, resumed_on=day))


def _hours(told: Chronicle, life: Life, place: Place, day: date, told_on: date, desk: Desk | None) -> None:
    activity, month = place.activity, (day.year, day.month)
    place.filled[month] = place.filled.get(month, 0) + activity.minutes
    over = place.granted is not None and sum(place.filled.values()) > place.granted
    if over or (activity.paid and place.filled[month] > _MONTH_MOST):
        return
    note = _REMARKS[activity.direction] if told.rng.random() < _REMARKED else None
    entry = told.tell(
        life,
        told_on,
        lambda: RecordHours(
            participant_id=life.id,
            enrolment=place.enrolled.item,
            day=day,
            minutes=activity.minutes,
            starts_at=activity.starts_at,
            direction=activity.direction,
            activity=activity.form,
            note=note,
        ),
        by=desk,
    )
    chance, seen_on = told.rng.random(), told.later(entry.entered_on, 1, 9)
    if chance < _VOIDED:
        void = "Wpisano pod niewłaściwą osobą."
        told.tell(life, seen_on, lambda: VoidHours(participant_id=life.id, entry=entry.item, reason=void))
        return
    if chance < _VOIDED + _CORRECTED:
        _correct(told, life, entry, activity, seen_on)
    if activity.paid or activity.direction is HoursDirection.RECEIVED:
        place.entries.setdefault(month, []).append(entry)


def _correct(
    told: Chronicle, life: Life, entry: Step, activity: Activity, day: date, less: tuple[int, int] = (30, 60)
) -> Step:
    minutes, reason = activity.minutes - told.rng.choice(less), told.rng.choice(_REASONS)
    return told.aside(
        life,
        day,
        lambda: CorrectHours(
            participant_id=life.id,
            entry=entry.item,
            minutes=minutes,
            starts_at=activity.starts_at,
            activity=activity.form,
            reason=reason,
        ),
    )


def _absent(
    told: Chronicle, life: Life, place: Place, day: date, told_on: date, desk: Desk | None, *, ill: bool
) -> None:
    """A day away; a service that is not wanted is put off and leaves no trace."""
    if place.activity.direction is HoursDirection.RECEIVED:
        return
    kind = AbsenceKind.SICK if ill else told.rng.choice((AbsenceKind.EXCUSED, AbsenceKind.UNEXCUSED))
    reason = told.rng.choice(_EXCUSES) if kind is AbsenceKind.EXCUSED else None
    absence = told.tell(
        life,
        told_on,
        lambda: RecordAbsence(participant_id=life.id, enrolment=place.enrolled.item, day=day, kind=kind, reason=reason),
        by=desk,
    )
    if not ill and told.rng.random() < _ABSENT:
        _was_there(told, life, place, day, absence)


def _was_there(told: Chronicle, life: Life, place: Place, day: date, absence: Step) -> None:
    """The absence was a mistake of the sheet: it is voided and the hours follow."""
    seen_on = told.later(absence.entered_on, 2, 6)
    reason = "Osoba była obecna, podpis jest na drugiej liście."
    voided = told.tell(life, seen_on, lambda: VoidEntry(participant_id=life.id, item=absence.item, reason=reason))
    _hours(told, life, place, day, voided.entered_on, None)


def _refuse_work(told: Chronicle, life: Life, place: Place, day: date, told_on: date) -> None:
    reason = told.rng.choice(_UNWANTED)
    told.tell(
        life,
        told_on,
        lambda: RefuseWork(participant_id=life.id, enrolment=place.enrolled.item, day=day, reason=reason),
    )


def _approve(told: Chronicle, life: Life, entries: Iterable[Step], day: date) -> None:
    checked = tuple(entries)
    told.aside(
        life,
        day,
        lambda: ApproveHours(participant_id=life.id, entries=tuple(entry.item for entry in checked)),
        by=told.office.coordinator,
    )


def _send_back(told: Chronicle, life: Life, entry: Step, activity: Activity, day: date) -> None:
    """One entry is returned, corrected by the caseworker and approved a few days later."""
    returned = told.aside(
        life,
        day,
        lambda: ReturnHours(participant_id=life.id, entries=(entry.item,), reason="Brak podpisu na karcie."),
        by=told.office.coordinator,
    )
    mended = _correct(told, life, entry, activity, told.later(returned.entered_on, 1, 3), less=(15, 45))
    _approve(told, life, (entry,), told.later(mended.entered_on, 1, 3))


def _leader(told: Chronicle, activity: Activity) -> Desk | None:
    return None if activity.led_by is None else told.office.of(Role.CLASS_LEADER)[activity.led_by]


def _sheet(activity: Activity, day: date) -> date:
    """Return when the sheet with a day on it is written: services monthly, classes on Friday, work on Monday."""
    if activity.direction is HoursDirection.RECEIVED:
        return working_day_from(date(day.year + day.month // 12, day.month % 12 + 1, 1))
    to_friday, to_monday = (4 - day.weekday()) % 7, 7 - day.weekday()
    attended = activity.direction is HoursDirection.ATTENDED
    return working_day_from(day + timedelta(days=to_friday if attended else to_monday))


def _days(since: date, until: date) -> Iterator[date]:
    return (since + timedelta(days=count) for count in range((until - since).days + 1))


def _sick_days(told: Chronicle, since: date, until: date) -> Iterator[date]:
    day = since + timedelta(days=told.rng.randint(*_SICK_EVERY))
    while day <= until:
        length = told.rng.randint(*_SICK_DAYS)
        yield from _days(day, day + timedelta(days=length))
        day += timedelta(days=length + told.rng.randint(*_SICK_EVERY))
