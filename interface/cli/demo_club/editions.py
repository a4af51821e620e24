"""The club's own paper: editions, the days it was open, sessions, who waits, who provides, agreements for work."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from uuid import UUID

from application import agreements, editions, providers, sessions, waiting_list
from application.command import Command
from domain.editions import OpenEdition
from domain.editions.service_days import ClosureReason
from domain.editions.waiting_list import AdmissionReason, LeftWaitingList
from domain.holidays import is_holiday
from domain.providers import KinshipKind
from domain.vocabulary import Role, Sex
from interface.cli.demo_club import kept_rooms, rates
from interface.cli.demo_club.chronicle import Chronicle, Life, Step
from interface.cli.demo_club.people import new_id
from interface.cli.demo_club.working_days import is_class_day, working_day_from, working_day_until

YEARLY = frozenset({"AOON", "OPIEKA-WYTCHNIENIOWA"})
"""Programmes whose edition is a calendar year, and whose money comes weeks after the New Year."""
_DAY_ROOMS = ("SWIETLICA-PLUS", "SWIETLICA-CAS")
_CLASSES = {
    "AKTYWIZACJA": (((1, 3), time(9), 180, "Warsztaty szukania pracy"), ((0, 2), time(10), 240, "Trening budżetowy")),
    "AKTYWNY-KIS": (((0, 2, 4), time(9, 30), 240, "Kurs komputerowy"),),
}
_UNEXPECTED = ((ClosureReason.STAFF_ABSENT, 120), (ClosureReason.REPAIR, 300), (ClosureReason.EPIDEMIC, 400))
"""Why a room stays shut, and every how many days at most."""
_SESSIONS_KEPT = 400
"""For how long back sessions are in the record: before, they were on paper."""
_NOTES = {
    ClosureReason.STAFF_ABSENT: "Choroba wychowawcy, rodziców powiadomiono.",
    ClosureReason.REPAIR: "Awaria ogrzewania.",
    ClosureReason.EPIDEMIC: "Wysyp grypy, zalecenie sanepidu.",
    ClosureReason.HOLIDAY: None,
}

_CHECKED = {
    ("PSU", "STALA"): "Uchwała rady gminy i statut klubu.",
    ("AKTYWIZACJA", "STALA"): "Uchwała rady gminy i statut klubu.",
    ("SWIETLICA-CAS", "TRWALOSC"): "Umowa o dofinansowanie, rozdział o trwałości.",
}
"""The editions that the club has checked, and in what; the others still wait."""


@dataclass(frozen=True)
class Running:
    """An edition, and the first working day from which somebody may be enrolled in it."""

    edition: OpenEdition
    since: date


def next_running(told: Chronicle, programme: str, day: date) -> Running | None:
    """Return the edition that runs on the first possible working day from `day`, or None."""
    found: list[Running] = []
    for edition in told.editions:
        since = working_day_from(max(day, edition.opens_on))
        if edition.programme == programme and (edition.closes_on is None or since <= edition.closes_on):
            found.append(Running(edition, since))
    return min(found, key=lambda running: running.since, default=None)


def plan(told: Chronicle) -> None:
    """Plan all that the club writes of itself; what was shut is known to everybody's hours afterwards."""
    _open(told)
    _check(told)
    kept_rooms.promise(told)
    _agree(told)
    leaders = told.providers = _provide(told)
    for programme in _DAY_ROOMS:
        _keep_open(told, programme)
    for programme, leader in zip(_CLASSES, leaders, strict=False):
        _meet(told, programme, leader)
    _another_room(told)


def wait(told: Chronicle, life: Life, running: Running, since: date, until: date) -> None:
    """Somebody waits for a place, and gets it."""
    entry = _put(told, life, running.edition, since)
    _take_off(told, life, running.edition, entry, until, LeftWaitingList.ADMITTED)


def wait_in_vain(told: Chronicle, life: Life, running: Running, since: date, until: date) -> None:
    """Somebody waits for a place, and gives up; or waits still, where `until` is beyond the last day."""
    entry = _put(told, life, running.edition, since)
    _take_off(told, life, running.edition, entry, until, LeftWaitingList.FOUND_ANOTHER_PLACE)


def live_together(told: Chronicle, life: Life, since: date) -> None:
    """The assistant who led least turns out to live with somebody who is served, and moves out after a while."""
    if told.kin_is_known or not told.providers:
        return
    told.kin_is_known = True
    provider, coordinator = told.providers[-1], told.office.coordinator
    declared = told.tell(
        life,
        since,
        lambda: providers.DeclareKinship(
            provider_id=provider, participant=life.id, kind=KinshipKind.HOUSEHOLD, since=since
        ),
        by=coordinator,
    )
    until = told.later(since, 60, 90)
    told.tell(
        life,
        until,
        lambda: providers.EndKinship(provider_id=provider, kinship=declared.item, until=until),
        by=coordinator,
    )


def _put(told: Chronicle, life: Life, edition: OpenEdition, since: date) -> Step:
    return told.stage(
        life,
        since,
        lambda: waiting_list.PutOnWaitingList(
            programme=edition.programme, edition_id=edition.id, participant=life.id, since=since
        ),
    )


def _take_off(told: Chronicle, life: Life, edition: OpenEdition, entry: Step, day: date, how: LeftWaitingList) -> Step:
    return told.stage(
        life,
        day,
        lambda: waiting_list.TakeOffWaitingList(
            programme=edition.programme,
            edition_id=edition.id,
            entry=entry.item,
            how=how,
            left_on=day,
            reason=AdmissionReason.URGENT_NEED if how is LeftWaitingList.ADMITTED else None,
        ),
    )


def _open(told: Chronicle) -> None:
    """The yearly editions that were not there when the club was founded: each a fortnight before its year."""
    coordinator = told.office.coordinator
    for programme in sorted(YEARLY):
        there = {edition.code for edition in told.editions if edition.programme == programme}
        for year in range(told.first.year, told.until.year + 1):
            if str(year) in there:
                continue
            id, opens_on, closes_on = new_id(told.rng), date(year, 1, 1), date(year, 12, 31)
            told.editions.append(
                OpenEdition(
                    id=id, programme=programme, code=str(year), opens_on=opens_on, closes_on=closes_on, places=None
                )
            )
            told.plan(
                max(told.first, opens_on - timedelta(days=14)),
                coordinator,
                lambda programme=programme, new=id, opens_on=opens_on, closes_on=closes_on: editions.OpenEdition(  # type: ignore[misc]
                    id=new,
                    programme=programme,
                    code=str(opens_on.year),
                    opens_on=opens_on,
                    closes_on=closes_on,
                    places=None,
                    note="Nabór ogłoszony, umowa z wojewodą podpisana.",
                ),
            )
    room = next(edition for edition in told.editions if edition.programme == _DAY_ROOMS[1])
    told.plan(
        told.first + timedelta(days=20),
        coordinator,
        lambda: editions.ChangePlaces(
            programme=room.programme, edition_id=room.id, places=30, reason="Tyle dzieci pomieści lokal po odbiorze."
        ),
    )


def _check(told: Chronicle) -> None:
    """In the second week the coordinator confirms the editions whose papers are at hand."""
    for edition in told.editions:
        source = _CHECKED.get((edition.programme, edition.code))
        if source is not None:
            told.plan(
                told.first + timedelta(days=9),
                told.office.coordinator,
                lambda edition=edition, source=source: editions.ConfirmEdition(  # type: ignore[misc]
                    programme=edition.programme,
                    edition_id=edition.id,
                    opens_on=edition.opens_on,
                    closes_on=edition.closes_on,
                    places=edition.places,
                    source=source,
                ),
            )


def _another_room(told: Chronicle) -> None:
    """A holiday edition that found too few children and was closed before its time."""
    year = told.until.year - (told.until < date(told.until.year, 9, 1))
    if date(year, 5, 1) < told.first:
        return
    id, coordinator = new_id(told.rng), told.office.coordinator
    told.plan(
        date(year, 5, 20),
        coordinator,
        lambda: editions.OpenEdition(
            id=id,
            programme=_DAY_ROOMS[1],
            code=f"LATO-{year}",
            opens_on=date(year, 7, 1),
            closes_on=date(year, 8, 31),
            places=15,
            note="Półkolonie na Wzgórzu.",
            parallel=True,
        ),
    )
    told.plan(
        working_day_from(date(year, 7, 14)),
        coordinator,
        lambda: editions.CloseEdition(
            programme=_DAY_ROOMS[1], edition_id=id, closes_on=date(year, 7, 11), reason="Za mało zgłoszeń."
        ),
    )


def _agree(told: Chronicle) -> None:
    """An agreement with the starosta for each year; the last gets an annex, and a second one is ended early.

    By those of the years before people are paid; for the last nobody has recorded a rate yet.
    """
    coordinator = told.office.coordinator
    for year in range(told.first.year, told.until.year + 1):
        id = new_id(told.rng)
        signed_on = working_day_until(date(year - 1, 12, 20))
        since = date(year, 1, 1)
        signed = told.plan(max(told.first, signed_on), coordinator, _agreement(id, 1, signed_on, since, 30))
        if year < told.until.year:
            rates.plan(told, id, signed, year)
        else:
            annex_on = told.later(since, 30, 40)
            told.plan(
                max(annex_on, signed.entered_on),
                coordinator,
                lambda known=id, annex_on=annex_on, year=year: agreements.AmendAgreement(  # type: ignore[misc]
                    agreement_id=known,
                    signed_on=annex_on,
                    valid_until=date(year, 12, 31),
                    persons=35,
                    minutes=None,
                    minutes_monthly_each=40 * 60,
                    reason="Więcej chętnych, niż zakładał plan gminy.",
                ),
            )
    id, signed_on = new_id(told.rng), told.later(told.first, 60, 70)
    told.plan(signed_on, coordinator, _agreement(id, 2, signed_on, signed_on, 4))
    ended_on = told.later(signed_on, 60, 80)
    told.plan(
        ended_on,
        coordinator,
        lambda: agreements.EndAgreement(agreement_id=id, ended_on=ended_on, reason="Organizator zrezygnował."),
    )


def _agreement(id: UUID, number: int, signed_on: date, since: date, persons: int) -> Callable[[], Command]:
    return lambda: agreements.SignAgreement(
        id=id,
        number=f"PSU/{since.year}/{number}",
        signed_on=signed_on,
        valid_from=since,
        valid_until=date(since.year, 12, 31),
        persons=persons,
        minutes=None,
        minutes_monthly_each=40 * 60,
        note=None,
    )


def _provide(told: Chronicle) -> list[UUID]:
    """Those who lead classes, keep the rooms and assist; return who leads."""
    coordinator, ids = told.office.coordinator, []
    since = told.first
    for number, sex in enumerate((Sex.FEMALE, Sex.MALE, Sex.FEMALE, Sex.FEMALE, Sex.MALE, Sex.FEMALE)):
        person = told.crowd.kin(sex)
        ids.append(person.id)
        registered = told.plan(
            since,
            coordinator,
            lambda person=person: providers.RegisterProvider(  # type: ignore[misc]
                id=person.id, family_name=person.family_name, given_name=person.given_name, since=since
            ),
        )
        checked_on = told.later(registered.entered_on, 1, 5)
        told.plan(
            checked_on,
            coordinator,
            lambda known=person.id, checked_on=checked_on: providers.CheckProviderForMinors(  # type: ignore[misc]
                provider_id=known, checked_on=checked_on
            ),
        )
        if number == 4:  # noqa: PLR2004 (one of the assistants leaves)
            left_on = told.later(registered.entered_on, 200, 210)
            told.plan(
                told.later(left_on, 1, 4),
                coordinator,
                lambda known=person.id, left_on=left_on: providers.ProviderLeaves(provider_id=known, left_on=left_on),  # type: ignore[misc]
            )
    return ids


def _keep_open(told: Chronicle, programme: str) -> None:
    """Each Friday it is written on which days the room was open; what nobody expected shuts it for a day."""
    desk = told.office.of(Role.CLASS_LEADER)[1]
    shut = dict(kept_rooms.shut_for_long(told, programme)) | dict(_surprises(told))
    told.shut[programme] = frozenset(shut)
    for edition in [edition for edition in told.editions if edition.programme == programme]:
        last = min(told.until, edition.closes_on or told.until)
        for day in _days(max(told.first, edition.opens_on), last):
            if day.weekday() > 4 or kept_rooms.is_unrecorded(told, programme, day):  # noqa: PLR2004 (a weekend)
                continue
            reason = ClosureReason.HOLIDAY if is_holiday(day) or not is_class_day(day) else shut.get(day)
            if day.month == 8:  # noqa: PLR2004 (the break of August)
                reason = ClosureReason.HOLIDAY
            friday = working_day_from(day + timedelta(days=4 - day.weekday()))
            told.plan(friday, desk, _service_day(edition, day, reason))


def _service_day(edition: OpenEdition, day: date, reason: ClosureReason | None) -> Callable[[], Command]:
    return lambda: sessions.NoteServiceDay(
        programme=edition.programme,
        edition_id=edition.id,
        day=day,
        open=reason is None,
        reason=reason,
        note=None if reason is None else _NOTES[reason],
    )


def _surprises(told: Chronicle) -> Iterator[tuple[date, ClosureReason]]:
    for reason, most in _UNEXPECTED:
        day = told.later(told.first, 30, most)
        while day <= told.until:
            if is_class_day(day):
                yield day, reason
            day = told.later(day, most // 2, most)


def _meet(told: Chronicle, programme: str, leader: UUID) -> None:
    """Sessions are planned in the last days of the month before; a few are cancelled."""
    desk = told.office.of(Role.CLASS_LEADER)[0]
    edition = next(edition for edition in told.editions if edition.programme == programme)
    called_off: set[date] = set()
    since = max(told.first + timedelta(days=7), told.until - timedelta(days=_SESSIONS_KEPT))
    for day in _days(since, told.until + timedelta(days=28)):
        planned_on = max(told.first, working_day_until(day.replace(day=1) - timedelta(days=3)))
        groups = [group for group in _CLASSES[programme] if day.weekday() in group[0]]
        if not groups or not is_class_day(day) or planned_on > told.until:
            continue
        off = day <= told.until and told.rng.random() < 0.01  # noqa: PLR2004 (one in a hundred)
        if off:
            called_off.add(day)
        for _, starts_at, minutes, topic in groups:
            session = told.plan(planned_on, desk, _session(edition, day, starts_at, minutes, leader, topic))
            if off:
                told.plan(day, desk, _cancellation(edition, session))
    told.shut[programme] = frozenset(called_off)


def _session(
    edition: OpenEdition, day: date, starts_at: time, minutes: int, leader: UUID, topic: str
) -> Callable[[], Command]:
    return lambda: sessions.PlanSession(
        programme=edition.programme,
        edition_id=edition.id,
        day=day,
        starts_at=starts_at,
        minutes=minutes,
        leader=leader,
        place="Sala nr 2",
        topic=topic,
        places=12,
    )


def _cancellation(edition: OpenEdition, session: Step) -> Callable[[], Command]:
    return lambda: sessions.CancelSession(
        programme=edition.programme, edition_id=edition.id, session=session.item, reason="Choroba prowadzącej."
    )


def _days(since: date, until: date) -> Sequence[date]:
    return [since + timedelta(days=count) for count in range((until - since).days + 1)]
