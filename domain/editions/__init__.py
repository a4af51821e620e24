"""A programme's edition: when it runs, its places and waiting list, its sessions and the days it was open.

Assistance and respite care are issued anew every calendar year (domain page 3.4); the club's own activities run
on. What binds a person is the edition they were enrolled in, never "today". Who waits, in which order and why
somebody was admitted are facts of the edition. Texts are sealed with the edition's own key.

The rooms: `opening`, `confirmation`, `sessions`, `service_days`, `waiting_list`. Each holds its facts, refusals and
rules.
"""

from collections.abc import Iterable
from datetime import date, time
from uuid import UUID

from domain import papers
from domain.calendar import refuse_date_in_the_future, refuse_date_out_of_range
from domain.editions import confirmation, opening, service_days, sessions, waiting_list
from domain.editions.confirmation import EditionConfirmed
from domain.editions.opening import (
    EditionClosed,
    EditionOpened,
    OpenEdition,
    PlacesChanged,
    TakingPart,
    chosen_edition,
)
from domain.editions.service_days import ClosureReason, ServiceDay
from domain.editions.sessions import Session
from domain.editions.waiting_list import AdmissionReason, LeftWaitingList, Waiting
from domain.items import WithItems
from domain.journal import Personal, Stamp, Statistical
from domain.papers import Paper, PaperKind, Signature, Signer
from domain.programmes import programme as known_programme
from domain.providers import Provider, refuse_provider_not_at_work, refuse_unchecked_provider
from domain.rules import RuleCode, Rules

__all__ = [
    "Edition",
    "EditionClosed",
    "EditionConfirmed",
    "EditionOpened",
    "OpenEdition",
    "PlacesChanged",
    "TakingPart",
    "chosen_edition",
]


class Edition(WithItems):
    """One edition of a programme."""

    __slots__ = (
        "closes_on",
        "code",
        "confirmed",
        "confirmed_in",
        "list_signatures",
        "lists",
        "opens_on",
        "places",
        "programme",
        "service_days",
        "sessions",
        "waiting",
    )

    STREAM = "edition."
    ITEMS = ("list_signatures", "lists", "sessions", "service_days", "waiting")

    programme: str
    code: str
    opens_on: date
    closes_on: date | None
    places: int | None
    confirmed: bool
    confirmed_in: int | None
    """The version of the fact that confirmed it; None where it was opened as confirmed, or waits for that."""
    lists: dict[int, Paper]
    list_signatures: dict[int, Signature]
    sessions: dict[int, Session]
    service_days: dict[int, ServiceDay]
    waiting: dict[int, Waiting]

    def __init__(self, id: UUID) -> None:
        """Start before the opening."""
        super().__init__(id)
        self.programme = self.code = ""
        self.opens_on = date.max
        self.closes_on = self.places = self.confirmed_in = None
        self.confirmed = False

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
        opening.refuse_impossible_period(opens_on, closes_on)
        opening.refuse_impossible_places(places)
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
            note=_sealed(note),
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
        opening.refuse_places_below_taken(places, self.places, taken)
        self.record(PlacesChanged, stamp, today, places=places, reason=Personal(reason))

    def confirm(
        self,
        stamp: Stamp,
        today: date,
        part: TakingPart,
        *,
        opens_on: date,
        closes_on: date | None,
        places: int | None,
        source: str,
    ) -> None:
        """Say that the period and the places were checked, and what they are; what is recorded has to fit in."""
        confirmation.refuse_confirming_twice(self.as_open(), self.confirmed)
        session_days = sessions.first_and_last_planned(self.sessions.values())
        confirmation.refuse_impossible_confirmation(self.as_open(), opens_on, closes_on, places, part, session_days)
        self.record(
            EditionConfirmed,
            stamp,
            today,
            opens_on=opens_on,
            closes_on=closes_on,
            places=places,
            source=Personal(source),
        )

    def close(self, stamp: Stamp, today: date, part: TakingPart, *, closes_on: date, reason: str) -> None:
        """Close the edition earlier than planned; not before the last enrolment, hours or session in it."""
        _, last_session_on = sessions.first_and_last_planned(self.sessions.values())
        opening.refuse_closing(self.as_open(), closes_on, today, part, last_session_on)
        self.record(EditionClosed, stamp, closes_on, reason=Personal(reason))

    def plan_session(
        self,
        stamp: Stamp,
        today: date,
        leader: Provider | None,
        booked: Iterable[Session],
        rules: Rules,
        *,
        day: date,
        starts_at: time,
        minutes: int,
        place: str | None,
        topic: str | None,
        places: int | None,
    ) -> None:
        """Plan a meeting; `booked` are the leader's sessions around that day in any edition, `rules` the edition's."""
        refuse_date_out_of_range(day, "/day")
        opening.refuse_day_outside(self.as_open(), day, "/day")
        opening.refuse_impossible_places(places)
        sessions.refuse_impossible_session(day, starts_at, minutes)
        if leader is not None:
            refuse_provider_not_at_work(leader, day, "/leader")
            if rules.is_on(RuleCode.WORK_WITH_MINORS, day):
                refuse_unchecked_provider(leader, day, "/leader")
        sessions.refuse_leader_in_two_places(booked, day, starts_at, minutes)
        self.record(
            sessions.SessionPlanned,
            stamp,
            today,
            day=day,
            starts_at=starts_at,
            minutes=minutes,
            leader=None if leader is None else leader.id,
            place=_sealed(place),
            topic=_sealed(topic),
            places=places,
        )

    def cancel_session(self, stamp: Stamp, today: date, *, session: int, reason: str) -> None:
        """Cancel a planned meeting."""
        sessions.refuse_cancelled_session(sessions.session_of(self.sessions, session))
        self.record(sessions.SessionCancelled, stamp, today, session=session, reason=Personal(reason))

    def note_service_day(
        self,
        stamp: Stamp,
        today: date,
        *,
        day: date,
        open: bool,
        reason: ClosureReason | None,
        note: str | None,
    ) -> None:
        """Record that the service was open or closed on a day."""
        refuse_date_in_the_future(day, today, "/day")
        opening.refuse_day_outside(self.as_open(), day, "/day")
        service_days.refuse_impossible_service_day(self.service_days.values(), day, open, reason)
        self.record(service_days.ServiceDayRecorded, stamp, day, open=open, reason=reason, note=_sealed(note))

    def print_list(
        self,
        stamp: Stamp,
        today: date,
        serial: int,
        users: tuple[UUID, ...] | None,
        *,
        kind: PaperKind,
        about: int | None,
        month: date | None,
    ) -> None:
        """Record that a list of a session or of a month is printed today, of the people of these users or of all.

        `serial` is its place among those of its kind in this year.
        """
        papers.refuse_paper_of_another(kind, papers.Of.EDITION)
        papers.refuse_about(kind, {"sessions": self.sessions}, about, month)
        if about is not None:
            papers.refuse_list_of_a_cancelled_session(cancelled=self.sessions[about].cancelled)
        if month is not None:
            papers.refuse_month_outside(month, self.opens_on, self.closes_on)
        number = papers.number_of(kind, today.year, serial)
        self.record(papers.ListPrinted, stamp, today, kind=kind, number=number, about=about, month=month, users=users)

    def sign_list(
        self,
        stamp: Stamp,
        today: date,
        *,
        paper: int,
        signed_on: date,
        signers: tuple[Signer, ...],
        kept_at: str | None,
    ) -> None:
        """Record that a printed list came back signed, and where it lies."""
        known = papers.paper_of(self.lists, paper)
        papers.refuse_impossible_signature(known, self.list_signatures.values(), signers, signed_on, today)
        self.record(papers.ListSigned, stamp, signed_on, paper=paper, signers=signers, kept_at=_sealed(kept_at))

    def cancel_list(self, stamp: Stamp, today: date, *, paper: int, reason: str) -> None:
        """Record that a printed list was spoiled."""
        known = papers.paper_of(self.lists, paper)
        papers.refuse_spoiling(known, self.list_signatures.values())
        self.record(papers.ListCancelled, stamp, today, paper=paper, reason=Personal(reason))

    def put_on_waiting_list(
        self, stamp: Stamp, today: date, *, participant: UUID, takes_part: bool, since: date
    ) -> None:
        """Let somebody wait for a place, who does not take part yet."""
        refuse_date_in_the_future(since, today, "/since")
        waiting_list.refuse_waiting_for_what_is_over(self.as_open(), since)
        waiting_list.refuse_waiting_twice(self.waiting.values(), participant, takes_part)
        self.record(waiting_list.PutOnWaitingList, stamp, since, participant=participant)

    def take_off_waiting_list(
        self,
        stamp: Stamp,
        today: date,
        *,
        entry: int,
        how: LeftWaitingList,
        left_on: date,
        reason: AdmissionReason | None,
    ) -> None:
        """Take somebody off the list; out of turn, an admission says why."""
        refuse_date_in_the_future(left_on, today, "/left_on")
        waiting_list.refuse_impossible_end_of_waiting(self.waiting, entry, how, left_on, reason)
        self.record(
            waiting_list.TakenOffWaitingList,
            stamp,
            left_on,
            entry=entry,
            how=how,
            reason=None if reason is None else Statistical(reason),
        )


def _sealed(text: str | None) -> Personal[str] | None:
    return None if text is None else Personal(text)
