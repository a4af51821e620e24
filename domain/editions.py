"""A programme's edition: when it runs, its places and waiting list, its sessions and the days it was open.

Assistance and respite care are issued anew every calendar year (domain page 3.4); the club's own activities run
on. What binds a person is the edition they were enrolled in, never "today". Who waits, in which order and why
somebody was admitted are facts of the edition. Texts are sealed with the edition's own key.
"""

from datetime import date, time
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, ClassVar
from uuid import UUID

import msgspec

from domain.calendar import MINUTES_PER_DAY, instant, refuse_date_in_the_future, refuse_date_out_of_range
from domain.items import WithItems
from domain.journal import Code, Fact, Personal, Purpose, Stamp
from domain.programmes import programme as known_programme
from domain.refusals import InvalidInput, NotFound, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

PLACES_MOST = 10_000


class ClosureReason(StrEnum):
    """Why a service day was closed."""

    HOLIDAY = "HOLIDAY"
    """Dzień ustawowo wolny or a planned break."""
    STAFF_ABSENT = "STAFF_ABSENT"
    REPAIR = "REPAIR"
    EPIDEMIC = "EPIDEMIC"
    OTHER = "OTHER"


class LeftWaitingList(StrEnum):
    """How somebody came off the waiting list."""

    ADMITTED = "ADMITTED"
    RESIGNED = "RESIGNED"
    NO_LONGER_ENTITLED = "NO_LONGER_ENTITLED"
    OTHER = "OTHER"


class OpenEdition(msgspec.Struct, frozen=True, kw_only=True):
    """What an enrolment needs to know of an edition; `closes_on` is its last day, None when it runs on."""

    id: UUID
    programme: str
    code: str
    opens_on: date
    closes_on: date | None
    places: int | None

    def is_open_on(self, day: date) -> bool:
        """Whether the edition runs on that day."""
        return self.opens_on <= day and (self.closes_on is None or day <= self.closes_on)

    @property
    def period(self) -> str:
        """The days it runs, as a person reads them."""
        until = "" if self.closes_on is None else f"{self.closes_on:%d.%m.%Y}"
        return f"{self.opens_on:%d.%m.%Y}–{until}"


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """One planned meeting: `item` is the version of the fact, `leader` a provider."""

    item: int
    day: date
    starts_at: time
    minutes: int
    leader: UUID | None
    places: int | None
    cancelled: bool = False


class ServiceDay(msgspec.Struct, frozen=True, kw_only=True):
    """A day on which the service was open, or closed and why: `item` is the version of the fact."""

    item: int
    day: date
    open: bool
    reason: ClosureReason | None


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody on the waiting list: `item` is the version of the fact, which is also the order."""

    item: int
    participant: UUID
    since: date
    left_on: date | None = None
    how: LeftWaitingList | None = None


class Edition(WithItems):
    """One edition of a programme."""

    __slots__ = ("closes_on", "code", "opens_on", "places", "programme", "service_days", "sessions", "waiting")

    STREAM = "edition."
    ITEMS = ("sessions", "service_days", "waiting")

    programme: str
    code: str
    opens_on: date
    closes_on: date | None
    places: int | None
    sessions: dict[int, Session]
    service_days: dict[int, ServiceDay]
    waiting: dict[int, Waiting]

    def __init__(self, id: UUID) -> None:
        """Start before the opening."""
        super().__init__(id)
        self.programme = self.code = ""
        self.opens_on = date.max
        self.closes_on = self.places = None

    @classmethod
    def open(
        cls,
        id: UUID,
        stamp: Stamp,
        today: date,
        *,
        programme: str,
        code: str,
        opens_on: date,
        closes_on: date | None,
        places: int | None,
        confirmed: bool,
        note: str | None,
    ) -> "Edition":
        """Open an edition of a programme of the catalogue; not `confirmed`: somebody is to check its dates."""
        known_programme(programme)
        refuse_impossible_period(opens_on, closes_on)
        refuse_impossible_places(places)
        edition = cls(id)
        edition.record(
            EditionOpened,
            stamp,
            today,
            programme=programme,
            code=code,
            opens_on=opens_on,
            closes_on=closes_on,
            places=places,
            confirmed=confirmed,
            note=None if note is None else Personal(note),
        )
        return edition

    def as_open(self) -> OpenEdition:
        """Return what an enrolment needs to know."""
        return OpenEdition(
            id=self.id,
            programme=self.programme,
            code=self.code,
            opens_on=self.opens_on,
            closes_on=self.closes_on,
            places=self.places,
        )

    def change_places(self, stamp: Stamp, today: date, *, places: int | None, taken: int, reason: str) -> None:
        """Change how many places there are; not below those that are `taken`."""
        refuse_impossible_places(places)
        if places == self.places:
            raise PlacesUnchanged(pointer="/places")
        if places is not None and places < taken:
            raise PlacesTaken(taken=taken, pointer="/places")
        self.record(PlacesChanged, stamp, today, places=places, reason=Personal(reason))

    def close(self, stamp: Stamp, today: date, *, closes_on: date, last_enrolled_on: date | None, reason: str) -> None:
        """Close the edition earlier than planned; not before somebody's enrolment in it began."""
        refuse_date_in_the_future(closes_on, today, "/closes_on")
        if closes_on < self.opens_on or (self.closes_on is not None and closes_on >= self.closes_on):
            raise NotEarlier(period=self.as_open().period, pointer="/closes_on")
        if last_enrolled_on is not None and closes_on < last_enrolled_on:
            raise EnrolledLater(last_enrolled_on=last_enrolled_on, pointer="/closes_on")
        self.record(EditionClosed, stamp, closes_on, reason=Personal(reason))

    def plan_session(
        self,
        stamp: Stamp,
        today: date,
        booked: "Iterable[Session]",
        *,
        day: date,
        starts_at: time,
        minutes: int,
        leader: UUID | None,
        place: str | None,
        topic: str | None,
        places: int | None,
    ) -> None:
        """Plan a meeting; `booked` are the leader's sessions of that day and its neighbours, in any edition."""
        refuse_date_out_of_range(day, "/day")
        self._refuse_outside(day, "/day")
        refuse_impossible_places(places)
        refuse_leader_in_two_places(booked, day, starts_at, minutes)
        self.record(
            SessionPlanned,
            stamp,
            today,
            day=day,
            starts_at=starts_at,
            minutes=minutes,
            leader=leader,
            place=None if place is None else Personal(place),
            topic=None if topic is None else Personal(topic),
            places=places,
        )

    def cancel_session(self, stamp: Stamp, today: date, *, session: int, reason: str) -> None:
        """Cancel a planned meeting."""
        if session not in self.sessions:
            raise NotFound(pointer="/session")
        if self.sessions[session].cancelled:
            raise CancelledAlready(pointer="/session")
        self.record(SessionCancelled, stamp, today, session=session, reason=Personal(reason))

    def note_service_day(
        self, stamp: Stamp, today: date, *, day: date, open: bool, reason: ClosureReason | None, note: str | None
    ) -> None:
        """Record that the service was open or closed on a day."""
        refuse_date_in_the_future(day, today, "/day")
        self._refuse_outside(day, "/day")
        if open is (reason is not None):
            raise ClosedForAReason(pointer="/reason")
        known = next((d for d in self.service_days.values() if d.day == day), None)
        if known is not None and (known.open, known.reason) == (open, reason):
            raise DayRecordedAlready(day=day, pointer="/day")
        self.record(
            ServiceDayRecorded, stamp, day, open=open, reason=reason, note=None if note is None else Personal(note)
        )

    def put_on_waiting_list(
        self, stamp: Stamp, today: date, *, participant: UUID, since: date, note: str | None
    ) -> None:
        """Let somebody wait for a place."""
        refuse_date_in_the_future(since, today, "/since")
        for other in self.waiting.values():
            if other.participant == participant and other.left_on is None:
                raise WaitingAlready(since=other.since, pointer="/participant")
        self.record(
            PutOnWaitingList, stamp, since, participant=participant, note=None if note is None else Personal(note)
        )

    def take_off_waiting_list(
        self, stamp: Stamp, today: date, *, entry: int, how: LeftWaitingList, left_on: date, reason: str | None
    ) -> None:
        """Take somebody off the list; out of turn, an admission says why."""
        refuse_date_in_the_future(left_on, today, "/left_on")
        if entry not in self.waiting:
            raise NotFound(pointer="/entry")
        waiting = self.waiting[entry]
        if waiting.left_on is not None or left_on < waiting.since:
            raise NotWaiting(since=waiting.since, pointer="/left_on")
        first = min(w.item for w in self.waiting.values() if w.left_on is None)
        if how is LeftWaitingList.ADMITTED and entry != first and reason is None:
            raise OutOfTurn(pointer="/reason")
        self.record(
            TakenOffWaitingList,
            stamp,
            left_on,
            entry=entry,
            how=how,
            reason=None if reason is None else Personal(reason),
        )

    def _refuse_outside(self, day: date, pointer: str) -> None:
        if not self.as_open().is_open_on(day):
            raise EditionNotRunning(period=self.as_open().period, pointer=pointer)


class EditionOpened(Fact, frozen=True, kw_only=True):
    """An edition was opened: `programme` as in the catalogue, `code` tells it from the programme's others."""

    TOPIC: ClassVar[str] = "edition.opened.1"

    programme: Code
    code: Code
    opens_on: date
    closes_on: date | None
    places: int | None
    confirmed: bool
    note: Annotated[Personal[str], Purpose.NOTES] | None

    def apply(self, aggregate: Edition) -> None:
        """Take what was said."""
        aggregate.programme, aggregate.code = self.programme, self.code
        aggregate.opens_on, aggregate.closes_on, aggregate.places = self.opens_on, self.closes_on, self.places


class PlacesChanged(Fact, frozen=True, kw_only=True):
    """There are so many places from now on; None: as many as come."""

    TOPIC: ClassVar[str] = "edition.places-changed.1"

    places: int | None
    reason: Annotated[Personal[str], Purpose.NOTES]

    def apply(self, aggregate: Edition) -> None:
        """Take the new number."""
        aggregate.places = self.places


class EditionClosed(Fact, frozen=True, kw_only=True):
    """The edition ended earlier than planned; `occurred_on` is its last day."""

    TOPIC: ClassVar[str] = "edition.closed.1"

    reason: Annotated[Personal[str], Purpose.NOTES]

    def apply(self, aggregate: Edition) -> None:
        """Move the last day."""
        aggregate.closes_on = self.occurred_on


class SessionPlanned(Fact, frozen=True, kw_only=True):
    """A meeting was planned: `day` and `starts_at` in local time, `leader` a provider."""

    TOPIC: ClassVar[str] = "edition.session-planned.1"

    day: date
    starts_at: time
    minutes: int
    leader: UUID | None
    place: Annotated[Personal[str], Purpose.NOTES] | None
    topic: Annotated[Personal[str], Purpose.NOTES] | None
    places: int | None

    def apply(self, aggregate: Edition) -> None:
        """Add the meeting."""
        item = self.originator_version
        aggregate.sessions[item] = Session(
            item=item,
            day=self.day,
            starts_at=self.starts_at,
            minutes=self.minutes,
            leader=self.leader,
            places=self.places,
        )


class SessionCancelled(Fact, frozen=True, kw_only=True):
    """A planned meeting does not take place."""

    TOPIC: ClassVar[str] = "edition.session-cancelled.1"

    session: int
    reason: Annotated[Personal[str], Purpose.NOTES]

    def apply(self, aggregate: Edition) -> None:
        """Mark the meeting."""
        aggregate.say(aggregate.sessions, self.session, self.originator_version, cancelled=True)


class ServiceDayRecorded(Fact, frozen=True, kw_only=True):
    """The service was open on `occurred_on`, or closed and why; a later record of the day replaces an earlier one."""

    TOPIC: ClassVar[str] = "edition.service-day-recorded.1"

    open: bool
    reason: ClosureReason | None
    note: Annotated[Personal[str], Purpose.NOTES] | None

    def apply(self, aggregate: Edition) -> None:
        """Keep the newest word on the day."""
        for item in [item for item, known in aggregate.service_days.items() if known.day == self.occurred_on]:
            del aggregate.service_days[item]
        item = self.originator_version
        aggregate.service_days[item] = ServiceDay(item=item, day=self.occurred_on, open=self.open, reason=self.reason)


class PutOnWaitingList(Fact, frozen=True, kw_only=True):
    """Somebody waits for a place from `occurred_on`."""

    TOPIC: ClassVar[str] = "edition.put-on-waiting-list.1"

    participant: UUID
    note: Annotated[Personal[str], Purpose.NOTES] | None

    def apply(self, aggregate: Edition) -> None:
        """Add them to the end."""
        item = self.originator_version
        aggregate.waiting[item] = Waiting(item=item, participant=self.participant, since=self.occurred_on)


class TakenOffWaitingList(Fact, frozen=True, kw_only=True):
    """Somebody no longer waits, and how that came; an admission out of turn says why."""

    TOPIC: ClassVar[str] = "edition.taken-off-waiting-list.1"

    entry: int
    how: LeftWaitingList
    reason: Annotated[Personal[str], Purpose.NOTES] | None

    def apply(self, aggregate: Edition) -> None:
        """End the waiting."""
        aggregate.say(aggregate.waiting, self.entry, self.originator_version, left_on=self.occurred_on, how=self.how)


class EndsBeforeItOpens(InvalidInput):
    """The last day of the edition is before its first."""

    code = "edition-ends-before-it-opens"
    pl = "Edycja kończy się przed swoim początkiem. Popraw jedną z dat."
    en = "The edition ends before it opens. Correct one of the dates."


class ImpossiblePlaces(InvalidInput):
    """No places, or more than a town has people for."""

    code = "impossible-places"
    pl = "Liczba miejsc to od 1 do {most}, albo pomiń ją, gdy miejsca nie są ograniczone."
    en = "Places are 1 to {most}, or leave them out where they are not limited."


class PlacesUnchanged(Refusal):
    """A change to what it is."""

    code = "places-unchanged"
    pl = "Tyle miejsc edycja już ma. Nie ma czego zmieniać."
    en = "The edition has so many places already. There is nothing to change."


class PlacesTaken(Refusal):
    """Fewer places than people."""

    code = "places-taken"
    pl = "W edycji uczestniczy teraz {taken} osób; miejsc nie może być mniej."
    en = "{taken} people take part in the edition now; there cannot be fewer places."


class NotEarlier(Refusal):
    """A closing that is not earlier than the planned one."""

    code = "not-earlier"
    pl = "Edycja trwa {period}. Wcześniejsze zamknięcie ma dzień z tego okresu."
    en = "The edition runs {period}. An earlier closing has a day within it."


class EnrolledLater(Refusal):
    """Somebody was enrolled after the day on which the edition is to close."""

    code = "enrolled-later"
    pl = "Ostatnie przystąpienie do tej edycji ma dzień {last_enrolled_on}. Zamknij ją najwcześniej wtedy."
    en = "The last enrolment in this edition is of {last_enrolled_on}. Close it then at the earliest."


class EditionNotRunning(Refusal):
    """A day outside the edition."""

    code = "edition-not-running"
    pl = "Edycja trwa {period}. Podaj dzień z tego okresu."
    en = "The edition runs {period}. Give a day within it."


class ImpossibleSession(InvalidInput):
    """A meeting of no time, or of more than a day."""

    code = "impossible-session"
    pl = "Zajęcia trwają od 1 do {most} minut. Popraw czas."
    en = "A session lasts 1 to {most} minutes. Correct it."


class LeaderElsewhere(Refusal):
    """The leader has another session at that time."""

    code = "leader-elsewhere"
    pl = "Prowadzący ma wtedy inne zajęcia ({day} od {starts}, {minutes} min). Wybierz inną godzinę albo osobę."
    en = "The leader has another session then ({day} from {starts}, {minutes} min). Choose another time or person."


class CancelledAlready(Refusal):
    """The session was cancelled."""

    code = "session-cancelled-already"
    pl = "Te zajęcia są już odwołane."
    en = "This session has been cancelled already."


class ClosedForAReason(InvalidInput):
    """A closed day without a reason, or an open one with a reason."""

    code = "closed-for-a-reason"
    pl = "Dzień zamknięty ma powód (reason), otwarty go nie ma. Popraw jedno z nich."
    en = "A closed day has a reason, an open one has none. Correct one of them."


class DayRecordedAlready(Refusal):
    """The day is recorded so already."""

    code = "day-recorded-already"
    pl = "Dzień {day} jest już tak zapisany."
    en = "The day {day} is recorded so already."


class WaitingAlready(Refusal):
    """The person waits already."""

    code = "waiting-already"
    pl = "Ta osoba jest już na liście oczekujących od {since}."
    en = "This person is on the waiting list since {since} already."


class NotWaiting(Refusal):
    """The person does not wait, or left before coming."""

    code = "not-waiting"
    pl = "Ta pozycja listy (od {since}) jest już zakończona albo dzień jest wcześniejszy niż wpis na listę."
    en = "This entry of the list (since {since}) has ended already, or the day is before it."


class OutOfTurn(InvalidInput):
    """An admission that passes over somebody without saying why."""

    code = "out-of-turn"
    pl = "Przed tą osobą czeka ktoś inny. Podaj powód przyjęcia poza kolejnością (reason)."
    en = "Somebody else waits before this person. Give the reason for admitting out of turn."


class EditionCodeTaken(Refusal):
    """Two editions of one programme with one code."""

    code = "edition-code-taken"
    pl = "Program {programme} ma już edycję {edition}. Podaj inny kod."
    en = "Programme {programme} has an edition {edition} already. Give another code."


class NoSuchEdition(Refusal):
    """No edition is open on that day, or several are and none was named."""

    code = "no-such-edition"
    pl = (
        "Program {programme} nie ma dokładnie jednej edycji otwartej tego dnia. Edycje: {editions}. Wskaż ją (edition)."
    )
    en = "Programme {programme} has not exactly one edition open that day. Editions: {editions}. Name one (edition)."


def refuse_impossible_period(opens_on: date, closes_on: date | None) -> None:
    """Refuse an edition that ends before it opens."""
    refuse_date_out_of_range(opens_on, "/opens_on")
    if closes_on is not None:
        refuse_date_out_of_range(closes_on, "/closes_on")
        if closes_on < opens_on:
            raise EndsBeforeItOpens(pointer="/closes_on")


def refuse_impossible_places(places: int | None) -> None:
    """Refuse a number of places that no edition has; None: not limited."""
    if places is not None and not 1 <= places <= PLACES_MOST:
        raise ImpossiblePlaces(most=PLACES_MOST, pointer="/places")


def refuse_leader_in_two_places(booked: "Iterable[Session]", day: date, starts_at: time, minutes: int) -> None:
    """Refuse a session that overlaps another one of the same leader."""
    if not 1 <= minutes <= MINUTES_PER_DAY:
        raise ImpossibleSession(most=MINUTES_PER_DAY, pointer="/minutes")
    start = instant(day, starts_at, "/starts_at")
    for other in booked:
        begins = instant(other.day, other.starts_at, "/starts_at")
        apart = (begins - start).total_seconds() / 60
        if -other.minutes < apart < minutes and not other.cancelled:
            raise LeaderElsewhere(
                day=other.day, starts=f"{other.starts_at:%H:%M}", minutes=other.minutes, pointer="/starts_at"
            )


def chosen_edition(editions: "Iterable[OpenEdition]", programme: str, code: str | None, day: date) -> OpenEdition:
    """Return the programme's edition of that code, or the only one that is open on the day; else refuse."""
    of_programme = [edition for edition in editions if edition.programme == programme]
    found = [e for e in of_programme if (e.code == code if code is not None else e.is_open_on(day))]
    if len(found) != 1:
        shown = ", ".join(f"{e.code} ({e.period})" for e in of_programme) or "–"
        raise NoSuchEdition(programme=programme, editions=shown, pointer="/edition")
    return found[0]
