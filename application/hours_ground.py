"""The ground on which an hours entry is judged, read from the indexes as the rules ask for it."""

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from uuid import UUID

from application.looking import Looking
from domain.agreements import Agreement
from domain.eligibility import limit_class
from domain.enrolment import Enrolment
from domain.hours import HoursEntry, counted
from domain.hours.judging import UnderAgreement
from domain.hours.limits import Counted, Limit, Share
from domain.hours.provider import Led
from domain.hours.time import counted_between
from domain.participant import Participant
from domain.providers import Provider
from domain.rules import RuleCode, Rules, book_of


class HoursGround:
    """What the rules of one entry read: `corrects` is the item of the entry that it takes the place of."""

    def __init__(
        self,
        work: Looking,
        participant: Participant,
        place: Enrolment,
        provider: UUID | None = None,
        corrects: int | None = None,
    ) -> None:
        """Take whose entry it is, and in which enrolment."""
        self._work, self._participant, self._place = work, participant, place
        self._corrects = corrects
        self._led: dict[tuple[date, date], list[Led]] = {}
        self._who: dict[Share, list[tuple[UUID, int]]] = {}
        self.edition = place.edition
        self.book = book_of(place.edition)
        self.rules = work.indexes.rules.of(work.db, place.edition)
        self.provider = None if provider is None else work.known(Provider, provider)

    @cached_property
    def edition_days(self) -> tuple[date, date | None]:
        """The first and the last day of the edition as it stands now."""
        edition = self._work.indexes.places.edition(self._work.db, self.edition)
        return edition.opens_on, edition.closes_on

    @cached_property
    def agreement(self) -> UnderAgreement | None:
        """The agreement that the enrolment hangs on, or None: it names none, or one that nobody recorded."""
        number = self._place.agreement
        id = None if number is None else self._work.indexes.agreements.of_number(self._work.db, number)
        if id is None:
            return None
        known = self._work.known(Agreement, id)
        return UnderAgreement(
            id=id,
            version=known.version,
            number=known.number,
            first=known.valid_from,
            last=known.valid_until if known.ended_on is None else known.ended_on,
            minutes=known.minutes,
            minutes_monthly_each=known.minutes_monthly_each,
            rules=self._work.indexes.rules.of(self._work.db, id),
            book=book_of(id),
        )

    def degree(self, day: date) -> str | None:
        """Return the class of disability on a day; looked up only where the edition tells limits apart by it."""
        return degree_on(self._work, self._participant, day) if self.rules.limits_by_class else None

    def booked(self, first: date, last: date) -> list[HoursEntry]:
        """Return the person's other entries that have a part in these days."""
        return self._others(self._work.indexes.hours.between(self._work.db, self._participant.id, first, last))

    def amount(self, limit: Limit) -> int:
        """Return how much fills a limit, the entry itself left out."""
        total = 0
        for participant, item in self.who(limit.share):
            within, reaching = self._work.indexes.hours.amount(
                self._work.db, participant, item, limit.unit, limit.first, limit.last
            )
            total += within + counted_between(reaching, limit.unit, limit.first, limit.last)
        return total - self._itself(limit)

    def filled(self, limit: Limit) -> list[Counted]:
        """Return the entries that fill a limit, one by one; of another person's record without their item."""
        found = []
        for participant, item in self.who(limit.share):
            mine = participant == self._participant.id
            entries = self._work.indexes.hours.between(self._work.db, participant, limit.first, limit.last)
            for entry in self._others(entries) if mine else entries:
                if entry.enrolment == item and entry.unit is limit.unit:
                    found += [
                        Counted(day=day, amount=amount, item=entry.item if mine else None)
                        for day, amount in counted(entry).items()
                        if limit.first <= day <= limit.last
                    ]
        return found

    def assistance(self, first: date, last: date) -> list[HoursEntry]:
        """Return publicly paid services that others record for the person who is assisted."""
        places, hours, db = self._work.indexes.places, self._work.indexes.hours, self._work.db
        found: list[HoursEntry] = []
        for participant, item in places.served(db, self._place.quota_of):
            if participant != self._participant.id:
                entries = (e for e in hours.between(db, participant, first, last) if e.enrolment == item)
                edition = places.edition_of(db, participant, item)
                found += [e for e in entries if self.rules_of(edition).is_on(RuleCode.PUBLIC_ASSISTANCE, e.day)]
        return found

    def led(self, first: date, last: date) -> list[Led]:
        """Return the provider's other entries that have a part in these days."""
        if self.provider is None:
            return []
        if (first, last) not in self._led:
            led = self._work.indexes.places.led(self._work.db, self.provider.id, first, last)
            mine = self._participant.id, self._corrects
            self._led[first, last] = [one for one in led if (one.participant, one.entry.item) != mine]
        return self._led[first, last]

    def rules_of(self, edition: UUID) -> Rules:
        """Return the rules of another edition."""
        return self._work.indexes.rules.of(self._work.db, edition)

    def following(self, place: Enrolment) -> "HoursGround":
        """Return the ground of the same time in the enrolment that goes on; its provider was judged by all of it."""
        return HoursGround(self._work, self._participant, place)

    def who(self, share: Share) -> list[tuple[UUID, int]]:
        """Return the enrolments (participant, item) whose entries fill a limit; several limits have one share."""
        if share not in self._who:
            self._who[share] = self._found(share)
        return self._who[share]

    def _found(self, share: Share) -> list[tuple[UUID, int]]:
        places, db = self._work.indexes.places, self._work.db
        if share is Share.QUOTA:
            return places.sharing(db, self.edition, self._place.quota_of)
        if share is Share.AGREEMENT and self._place.agreement is not None:
            return [(who, item) for who, item, _ in places.under_agreement(db, self._place.agreement)]
        mine = self._participant.enrolments.values()
        if share is Share.OWN:
            return [(self._participant.id, p.item) for p in mine if p.edition == self.edition]
        return [(self._participant.id, p.item) for p in mine if p.agreement == self._place.agreement]

    def _others(self, entries: Iterable[HoursEntry]) -> list[HoursEntry]:
        return [entry for entry in entries if entry.item != self._corrects]

    def _itself(self, limit: Limit) -> int:
        """Return how much of a limit the entry filled that this one takes the place of."""
        if self._corrects is None:
            return 0
        entry = self._work.indexes.hours.entry(self._work.db, self._participant.id, self._corrects)
        if entry is None or (self._participant.id, entry.enrolment) not in self.who(limit.share):
            return 0
        return counted_between([entry], limit.unit, limit.first, limit.last)


def degree_on(work: Looking, participant: Participant, day: date) -> str | None:
    """Return the class of disability that limits are told apart by: a degree, coupled or not, or a child's decision.

    Of several decisions in force the newest counts. None where no decision is recorded.
    """
    valid = [decision for decision in participant.decisions.values() if decision.holds_on(day)]
    for decision in sorted(valid, key=lambda one: (one.decided_on, one.item), reverse=True):
        kind, degree, coupled = (
            work.opened(participant.id, name, decision.item) for name in ("kind", "degree", "coupled")
        )
        found = limit_class(kind, degree, coupled=coupled is True)
        if found is not None:
            return found
    return None
