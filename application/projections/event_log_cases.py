"""What an approved grant opens of the record, person by person, under names that no other grant gives.

As the record stood when the second person agreed, less whoever was forgotten since. What was voided is not told, what
was corrected is told as it should have been; corrections and voids are the desk's work and no part of the way.
"""

import hmac
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from functools import cached_property
from uuid import UUID

import msgspec
from sqlalchemy import select

from application.exchange.event_log import PARTICIPANT, WORKER, Case, LogEvent, LogObject, Related, Said
from application.exchange.event_log_activities import activity, told
from application.indexes import Indexes
from application.journal import Journal
from application.projections.event_log_lives import LifeTold
from application.store.known import position_of, size, version_known
from application.store.sqlite import Store
from application.store.tables import stored_events
from domain.calendar import WARSAW
from domain.caseworkers import CaseworkerAssigned, CaseworkerReleased
from domain.duplicates import DuplicateLink
from domain.employment import EmploymentEnded, EmploymentStarted
from domain.enrolment import Enrolled
from domain.event_logs import FEW, EventLogGrant, speaks_of_health
from domain.hours import HoursRecorded
from domain.journal import Fact
from domain.participant import Participant
from domain.participation import CaseClosed, Exited
from domain.referral import ReferralReceived, ReferralRejected, ReferralWithdrawn
from domain.rules import RuleBook, book_of
from domain.social_contract import SocialContractSigned, SocialContractTerminated

SHIFTED_WEEKS = 53
"""Days are moved back by 0 to 52 whole weeks, the same for all of one person's: weekdays and lengths stay."""

NOON = time(12)
"""Facts have a day and no hour. Noon is the same day in Warsaw and in UTC, into which readers turn it."""

_NAME_DIGITS = 16
_OWN = {
    ReferralReceived: ("episode", "kind", "in"),
    SocialContractSigned: ("contract", "type", "under"),
    EmploymentStarted: ("employment", "form", "about"),
}
"""Facts that begin an object of one person: its kind, the attribute that says more, and what it is to its events."""

_ENDS = {
    Exited: ("episode", "exited"),
    ReferralRejected: ("episode", "rejected"),
    ReferralWithdrawn: ("episode", "withdrawn"),
    CaseClosed: ("episode", "closed"),
    SocialContractTerminated: ("contract", "terminated"),
    EmploymentEnded: ("employment", "ended"),
}
"""Facts by which such an object is in another state."""


class Pseudonyms:
    """Names and shifts under one grant's key: another grant's are others, and cannot be joined with these."""

    def __init__(self, key: bytes, *, shifted: bool) -> None:
        """Name by a 32-byte `key`; unless `shifted`, days stay as they are."""
        self._key = key
        self._shifted = shifted
        self._named: dict[tuple[str, UUID], str] = {}

    def shared(self, kind: str, id: UUID) -> str:
        """Return what something is called that many people's events name."""
        if (kind, id) not in self._named:
            self._named[kind, id] = self.name(kind, id)
        return self._named[kind, id]

    def name(self, kind: str, id: UUID, item: int = 0) -> str:
        """Return what something of a kind is called: HMAC-SHA-256, cut to 64 bits."""
        said = hmac.digest(self._key, f"{kind}\0{id.hex}\0{item}".encode(), "sha256")
        return f"{kind}-{said.hex()[:_NAME_DIGITS]}"

    def moved(self, person: UUID, day: date) -> date:
        """Return a day of a person as the log says it."""
        drawn = int.from_bytes(hmac.digest(self._key, b"days\0" + person.bytes, "sha256"))
        return day - timedelta(weeks=drawn % SHIFTED_WEEKS if self._shifted else 0)


class Risk(msgspec.Struct, frozen=True, kw_only=True):
    """What a log would tell: people, events, different ways (activities in their order), and how rare these are.

    `in_rare_ways`: how many people go a way that fewer than five go.
    """

    people: int
    events: int
    ways: int
    in_rare_ways: int


class GrantedLog:
    """The event log of a grant, as the record stood when it was approved; while it was not, as it stands now."""

    def __init__(self, grant: EventLogGrant, store: Store, journal: Journal, indexes: Indexes) -> None:
        """Read within a snapshot of the calling thread's, or one for each person."""
        self._grant, self._store, self._journal, self._indexes = grant, store, journal, indexes
        self.sensitive, self.shifted = grant.sensitive, grant.shifted
        key = journal.sealer.blind("event-log", grant.id.hex)
        self._names = Pseudonyms(key, shifted=grant.shifted)
        self.name = self._names.name("log", grant.id)
        self._speaking: dict[UUID, bool] = {}

    @cached_property
    def _position(self) -> int:
        """As of which position everything is told: that of the second person's word, before that the newest."""
        with self._store.snapshot():
            db, approved = self._store.reading(), self._grant.approved_at
            return size(db) if approved is None else position_of(db, self._grant.id, approved) or 0

    @cached_property
    def people(self) -> tuple[tuple[UUID, ...], ...]:
        """Everybody told of, in the order of their pseudonyms: each with all records that are linked as theirs."""
        by_person: dict[UUID, list[UUID]] = {}
        for record in self._records():
            by_person.setdefault(self._survivor(record), []).append(record)
        everybody = [(person, *(r for r in records if r != person)) for person, records in by_person.items()]
        seen = [records for records in everybody if self._is_told(records)]
        return tuple(sorted(seen, key=lambda records: self._names.name(PARTICIPANT, records[0])))

    def cases(self) -> Iterator[Case]:
        """Return the cases one after another; whoever was forgotten meanwhile is left out."""
        for records in self.people:
            case = self._case(records)
            if case is not None:
                yield case

    def risk(self) -> Risk:
        """Return how many are told of, and how many of them by a way that hardly anybody shares."""
        ways = Counter(tuple(event.activity for event in case.events) for case in self.cases())
        return Risk(
            people=len(self.people),
            events=sum(len(way) * number for way, number in ways.items()),
            ways=len(ways),
            in_rare_ways=sum(number for number in ways.values() if number < FEW),
        )

    def _records(self) -> list[UUID]:
        """Return every participant's record that there was."""
        query = select(stored_events.c.originator_id).where(
            stored_events.c.originator_version == 1,
            stored_events.c.topic.like(f"{Participant.STREAM}%"),
            stored_events.c.notification_id <= self._position,
        )
        with self._store.snapshot() as core:
            return [UUID(id) for id in core.scalars(query.order_by(stored_events.c.originator_id))]

    def _survivor(self, record: UUID) -> UUID:
        """Return the record that goes on, as it was linked then."""
        links: Iterable[DuplicateLink] = self._life(record).life.duplicate_links.values()
        return next((link.survivor for link in links if link.unlinked_on is None), record)

    def _life(self, record: UUID) -> LifeTold:
        with self._store.snapshot():
            version = version_known(self._store.reading(), record, self._position)
            return LifeTold(record, self._journal.facts(record, version))

    def _forgotten(self, records: Iterable[UUID]) -> bool:
        with self._store.snapshot():
            db = self._store.reading()
            return any(self._indexes.erasures.is_forgotten(db, record) for record in records)

    def _is_open(self, edition: UUID, programme: str) -> bool:
        """Return whether a place is within the grant, and none that speaks of health where that is not granted."""
        if not self._grant.names_a_place(edition, programme):
            return False
        if edition not in self._speaking:
            with self._store.snapshot():
                version = version_known(self._store.reading(), book_of(edition), self._position)
                book = self._journal.load(RuleBook, book_of(edition), version) if version else None
            self._speaking[edition] = book is not None and speaks_of_health(book.now)
        return self._grant.sensitive or not self._speaking[edition]

    def _touches(self, life: LifeTold) -> bool:
        """Return whether a life has a place within the grant that has a day in the period, or a referral without one.

        A referral alone only where the grant names neither programmes nor editions.
        """
        period, places = self._grant.period, life.life.enrolments.values()
        if any(
            period.touches(place.enrolled_on, place.ended_on) and self._is_open(place.edition, place.programme)
            for place in places
        ):
            return True
        everything = not (self._grant.editions or self._grant.programmes)
        alone = [one for one in life.life.episodes.values() if not life.life.places_of(one.item)]
        return everything and any(period.first <= one.referred_on <= period.last for one in alone)

    def _is_told(self, records: tuple[UUID, ...]) -> bool:
        """Return whether something of a person is within the grant; nothing is of somebody who was forgotten."""
        return next(self._told(records), None) is not None

    def _told(self, records: tuple[UUID, ...]) -> Iterator[tuple[date, Fact, LifeTold]]:
        """Return what is told of a person: the day, the fact, and the record that it is in."""
        lives = [] if self._forgotten(records) else [self._life(record) for record in records]
        if any(self._touches(life) for life in lives):
            for life in lives:
                yield from ((life.day(fact), fact, life) for fact in life.standing() if self._tells(life, fact))

    def _case(self, records: tuple[UUID, ...]) -> Case | None:
        """Return the case of one person; None where nothing of it is within the grant."""
        person = _OnePerson(records[0], self._names)
        found = sorted(self._told(records), key=lambda one: (one[0], one[1].recorded_at, one[1].originator_version))
        for day, fact, life in found:
            person.add(day, fact, life, self._attributes(life, fact))
        return person.case() if found else None

    def _tells(self, life: LifeTold, fact: Fact) -> bool:
        """Return whether a fact is of the period and about nothing that is outside the grant."""
        if told(type(fact), sensitive=self.sensitive) is None:
            return False
        if not self._grant.period.first <= life.day(fact) <= self._grant.period.last:
            return False
        about = life.about(fact)
        places = [one for one in about if isinstance(one, Enrolled)]
        if places:
            return all(self._is_open(place.edition, place.programme) for place in places)
        episodes = [one.originator_version for one in about if isinstance(one, ReferralReceived)]
        return all(self._is_open_episode(life, episode) for episode in episodes)

    def _is_open_episode(self, life: LifeTold, episode: int) -> bool:
        places = [life.life.enrolments[place] for place in life.life.places_of(episode)]
        if not places:
            return not (self._grant.editions or self._grant.programmes)
        return any(self._is_open(place.edition, place.programme) for place in places)

    def _attributes(self, life: LifeTold, fact: Fact) -> dict[str, str | int | bool]:
        what = told(type(fact), sensitive=self.sensitive)
        assert what is not None  # noqa: S101 (only what is told comes here)
        said = {name: life.said(fact, name) for name in what.plain}
        for name in what.sealed:
            with self._store.snapshot():
                topic, stored = self._journal.fact(life.record, fact.originator_version)
                said[name] = self._journal.sealer.open_field(stored, name, stored_topic=topic)
        return {name: value for name, value in said.items() if value is not None}


class _OnePerson:
    """One person's case as it grows, event by event in their order."""

    def __init__(self, person: UUID, names: Pseudonyms) -> None:
        self._person, self._names = person, names
        self._name = names.name(PARTICIPANT, person)
        self._events: list[LogEvent] = []
        self._objects: dict[str, LogObject] = {self._name: LogObject(name=self._name, kind=PARTICIPANT)}
        self._owned: dict[tuple[UUID, int], str] = {}
        self._of_day: dict[date, int] = {}

    def add(self, day: date, fact: Fact, life: LifeTold, attributes: dict[str, str | int | bool]) -> None:
        """Add an event, and the objects that it is about."""
        moved = self._names.moved(self._person, day)
        nth = self._of_day[moved] = self._of_day.get(moved, -1) + 1
        at = datetime.combine(moved, NOON, tzinfo=WARSAW) + timedelta(seconds=nth)
        worker = self._shared(WORKER, fact.recorded_by)
        related = [Related(name=self._name, qualifier="of"), *self._about(life, fact)]
        self._note_end(life, fact, at)
        self._events.append(
            LogEvent(
                activity=activity(type(fact)),
                at=at,
                worker=worker,
                role=fact.role,
                attributes=attributes,
                related=(*related, Related(name=worker, qualifier="recorded by")),
            )
        )

    def case(self) -> Case:
        """Return it whole."""
        return Case(name=self._name, events=self._events, objects=list(self._objects.values()))

    def _about(self, life: LifeTold, fact: Fact) -> Iterator[Related]:
        for one in life.about(fact):
            if type(one) in _OWN:
                yield Related(name=self._own(life, one), qualifier=_OWN[type(one)][2])
            if isinstance(one, Enrolled):
                said = (Said(attribute="programme", value=one.programme, at=None),)
                yield Related(name=self._shared("edition", one.edition, said), qualifier="at")
        provider = life.said(fact, "provider") if isinstance(fact, HoursRecorded) else None
        if provider is not None:
            yield Related(name=self._shared("provider", provider), qualifier="by")
        if isinstance(fact, CaseworkerAssigned | CaseworkerReleased):
            yield Related(name=self._shared(WORKER, fact.user), qualifier="works with")

    def _own(self, life: LifeTold, begins: Fact) -> str:
        """Return the name of this person's own object that a fact begins."""
        kind, attribute, _ = _OWN[type(begins)]
        place = life.record, begins.originator_version
        if place not in self._owned:
            name = self._owned[place] = self._names.name(kind, *place)
            said = (
                Said(attribute=attribute, value=str(life.said(begins, attribute)), at=None),
                Said(attribute="state", value="open", at=None),
            )
            related = (Related(name=self._name, qualifier="of"),)
            self._objects[name] = LogObject(name=name, kind=kind, said=said, related=related)
        return self._owned[place]

    def _shared(self, kind: str, id: UUID, said: tuple[Said, ...] = ()) -> str:
        """Return the name of an object that is others' too."""
        name = self._names.shared(kind, id)
        self._objects.setdefault(name, LogObject(name=name, kind=kind, said=said))
        return name

    def _note_end(self, life: LifeTold, fact: Fact, at: datetime) -> None:
        if type(fact) not in _ENDS:
            return
        kind, state = _ENDS[type(fact)]
        for one in life.about(fact):
            if type(one) in _OWN and _OWN[type(one)][0] == kind:
                before = self._objects[self._own(life, one)]
                said = (*before.said, Said(attribute="state", value=state, at=at))
                self._objects[before.name] = LogObject(name=before.name, kind=kind, said=said, related=before.related)
