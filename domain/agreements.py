"""The agreement (porozumienie) between the starosta and the gmina on which socially useful work hangs.

It says how many persons, how many hours altogether and a month for each, and when (Dz.U. 2017 poz. 2447; domain page
3.3). Which law binds the hours follows from the day it was signed; that comes with the rules. Its number is its name.
"""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

import msgspec

from domain.calendar import refuse_date_in_the_future, refuse_date_out_of_range
from domain.journal import Aggregate, Code, Fact, Personal, Purpose, Stamp
from domain.refusals import InvalidInput, Refusal

WORK_ORDER = "rozporządzenie o pracach społecznie użytecznych, Dz.U. 2017 poz. 2447"
PERSONS_MOST = 10_000
MINUTES_MOST = 60 * 1_000_000


class Agreement(Aggregate):
    """One agreement's stream."""

    __slots__ = (
        "ended_on",
        "minutes",
        "minutes_monthly_each",
        "number",
        "persons",
        "signed_on",
        "valid_from",
        "valid_until",
    )

    STREAM = "agreement."

    def __init__(self, id: UUID) -> None:
        """Start before signing."""
        super().__init__(id)
        self.number = ""
        self.signed_on = self.valid_from = self.valid_until = date.max
        self.ended_on: date | None = None
        self.persons: int | None = None
        self.minutes: int | None = None
        self.minutes_monthly_each: int | None = None

    def limit(self, *, persons: int | None, minutes: int | None, minutes_monthly_each: int | None) -> None:
        """Take what it limits from now on; None is what it does not."""
        self.persons, self.minutes, self.minutes_monthly_each = persons, minutes, minutes_monthly_each

    @classmethod
    def sign(
        cls,
        id: UUID,
        stamp: Stamp,
        today: date,
        *,
        number: str,
        signed_on: date,
        valid_from: date,
        valid_until: date,
        persons: int | None,
        minutes: int | None,
        minutes_monthly_each: int | None,
        note: str | None,
    ) -> "Agreement":
        """Record a signed agreement; None is what it does not limit."""
        refuse_date_in_the_future(signed_on, today, "/signed_on")
        _refuse_impossible_period(valid_from, valid_until)
        _refuse_impossible_numbers(persons, minutes, minutes_monthly_each)
        agreement = cls(id)
        agreement.record(
            AgreementSigned,
            stamp,
            signed_on,
            number=number,
            valid_from=valid_from,
            valid_until=valid_until,
            persons=persons,
            minutes=minutes,
            minutes_monthly_each=minutes_monthly_each,
            note=None if note is None else Personal(note),
        )
        return agreement

    def amend(
        self,
        stamp: Stamp,
        today: date,
        *,
        signed_on: date,
        valid_until: date,
        persons: int | None,
        minutes: int | None,
        minutes_monthly_each: int | None,
        reason: str,
    ) -> None:
        """Record an annex: what it says takes the place of what was said."""
        self._refuse_ended()
        refuse_date_in_the_future(signed_on, today, "/signed_on")
        if signed_on < self.signed_on:
            raise AmendedBeforeSigning(signed_on=self.signed_on, pointer="/signed_on")
        _refuse_impossible_period(self.valid_from, valid_until)
        _refuse_impossible_numbers(persons, minutes, minutes_monthly_each)
        self.record(
            AgreementAmended,
            stamp,
            signed_on,
            valid_until=valid_until,
            persons=persons,
            minutes=minutes,
            minutes_monthly_each=minutes_monthly_each,
            reason=Personal(reason),
        )

    def end(self, stamp: Stamp, today: date, *, ended_on: date, reason: str) -> None:
        """Record that the agreement ended before its last day."""
        self._refuse_ended()
        refuse_date_in_the_future(ended_on, today, "/ended_on")
        if not self.valid_from <= ended_on <= self.valid_until:
            raise EndedOutside(valid_from=self.valid_from, valid_until=self.valid_until, pointer="/ended_on")
        self.record(AgreementEnded, stamp, ended_on, reason=Personal(reason))

    @property
    def in_force(self) -> tuple[date, date]:
        """Its first and last day: not before it was signed, not after it ended."""
        last = self.valid_until if self.ended_on is None else min(self.valid_until, self.ended_on)
        return max(self.signed_on, self.valid_from), last

    def _refuse_ended(self) -> None:
        if self.ended_on is not None:
            raise AgreementOver(ended_on=self.ended_on)


class AgreementSigned(Fact, frozen=True, kw_only=True):
    """An agreement was signed on `occurred_on`; minutes in all, and a month for each person."""

    TOPIC: ClassVar[str] = "agreement.signed.1"

    number: Code
    valid_from: date
    valid_until: date
    persons: int | None
    minutes: int | None
    minutes_monthly_each: int | None
    note: Annotated[Personal[str], Purpose.NOTES] | None

    def apply(self, aggregate: Agreement) -> None:
        """Take what was said."""
        aggregate.number, aggregate.signed_on = self.number, self.occurred_on
        aggregate.valid_from, aggregate.valid_until = self.valid_from, self.valid_until
        aggregate.limit(persons=self.persons, minutes=self.minutes, minutes_monthly_each=self.minutes_monthly_each)


class AgreementAmended(Fact, frozen=True, kw_only=True):
    """An annex was signed on `occurred_on`."""

    TOPIC: ClassVar[str] = "agreement.amended.1"

    valid_until: date
    persons: int | None
    minutes: int | None
    minutes_monthly_each: int | None
    reason: Annotated[Personal[str], Purpose.NOTES]

    def apply(self, aggregate: Agreement) -> None:
        """Let the annex take the place of what was said."""
        aggregate.valid_until = self.valid_until
        aggregate.limit(persons=self.persons, minutes=self.minutes, minutes_monthly_each=self.minutes_monthly_each)


class AgreementEnded(Fact, frozen=True, kw_only=True):
    """The agreement ended before its time; `occurred_on` is its last day."""

    TOPIC: ClassVar[str] = "agreement.ended.1"

    reason: Annotated[Personal[str], Purpose.NOTES]

    def apply(self, aggregate: Agreement) -> None:
        """Note the day."""
        aggregate.ended_on = self.occurred_on


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """The agreement that an enrolment names: what is `known` under its number, how many `others` take part under it."""

    number: str
    known: Agreement | None
    others: int


class AgreementEndsBeforeItStarts(InvalidInput):
    """The last day is before the first."""

    code = "agreement-ends-before-it-starts"
    pl = "Porozumienie kończy się przed swoim początkiem. Popraw jedną z dat."
    en = "The agreement ends before it starts. Correct one of the dates."


class ImpossibleNumbers(InvalidInput):
    """No persons or no time, or beyond belief."""

    code = "impossible-numbers"
    pl = "Liczba osób to od 1 do {persons}, czas od 1 do {minutes} minut; pomiń to, czego porozumienie nie ogranicza."
    en = "Persons are 1 to {persons}, time 1 to {minutes} minutes; leave out what the agreement does not limit."


class AmendedBeforeSigning(Refusal):
    """An annex before the agreement."""

    code = "agreement-amended-before-signing"
    pl = "Porozumienie podpisano {signed_on}; aneks nie może być wcześniejszy."
    en = "The agreement was signed on {signed_on}; an annex cannot be earlier."


class EndedOutside(Refusal):
    """An end on a day that it does not cover."""

    code = "agreement-ended-outside"
    pl = "Porozumienie obowiązuje {valid_from}–{valid_until}. Podaj dzień z tego okresu."
    en = "The agreement is in force {valid_from} to {valid_until}. Give a day within it."


class AgreementOver(Refusal):
    """A step on an agreement that ended."""

    code = "agreement-over"
    pl = "To porozumienie zakończono {ended_on}. Zapisz nowe."
    en = "This agreement was ended on {ended_on}. Record a new one."


class AgreementNumberTaken(Refusal):
    """Two agreements of one number."""

    code = "agreement-number-taken"
    pl = "Porozumienie o tym numerze jest już zapisane. Podaj inny numer albo zapisz aneks."
    en = "An agreement of this number is recorded already. Give another number, or record an annex."


class NoAgreementNeeded(InvalidInput):
    """An agreement where the edition needs none."""

    code = "no-agreement-needed"
    pl = (
        "Ta edycja programu {programme} nie wymaga tego dnia porozumienia. Pomiń pole agreement albo najpierw zapisz w "
        "zasadach edycji, że go wymaga."
    )
    en = (
        "This edition of {programme} needs no agreement on that day. Leave agreement out, or first record in the "
        "edition's rules that it needs one."
    )


class NoSuchAgreement(Refusal):
    """A number under which no agreement is recorded."""

    code = "no-such-agreement"
    law = WORK_ORDER
    pl = "Nie ma porozumienia o tym numerze. Sprawdź numer na dokumencie albo najpierw zapisz to porozumienie."
    en = "No agreement of this number is recorded. Check the number on the document, or record that agreement first."


class AgreementNotInForce(Refusal):
    """An enrolment on a day that the agreement does not cover."""

    code = "agreement-not-in-force"
    law = WORK_ORDER
    pl = "To porozumienie obowiązuje {since}–{until}. Podaj dzień z tego okresu albo wskaż inne porozumienie."
    en = "This agreement is in force {since} to {until}. Give a day within it, or name another agreement."


class AgreementFull(Refusal):
    """One person more than the agreement allows."""

    code = "agreement-full"
    law = WORK_ORDER
    pl = (
        "Według tego porozumienia może pracować najwyżej tyle osób naraz: {persons}, i tyle już pracuje. Zapisz aneks, "
        "który zwiększa tę liczbę, albo wskaż inne porozumienie."
    )
    en = (
        "At most {persons} may work under this agreement at a time, and so many do. Record an annex that raises the "
        "number, or name another agreement."
    )


def refuse_agreement_that_does_not_hold(named: Named | None, programme: str, day: date, *, needed: bool) -> None:
    """Refuse an agreement where the edition needs none, and one that is unknown, not in force on the day, or full.

    None: the enrolment names none. It stands also where one is `needed`; that is a flag, not a refusal.
    """
    if named is None:
        return
    if not needed:
        raise NoAgreementNeeded(programme=programme, pointer="/agreement")
    if named.known is None:
        raise NoSuchAgreement(pointer="/agreement")
    since, until = named.known.in_force
    if not since <= day <= until:
        raise AgreementNotInForce(since=since, until=until, pointer="/agreement")
    persons = named.known.persons
    if persons is not None and named.others >= persons:
        raise AgreementFull(persons=persons, pointer="/agreement")


def refuse_number_taken(known: UUID | None) -> None:
    """Refuse a number under which an agreement is `known`."""
    if known is not None:
        raise AgreementNumberTaken(pointer="/number")


def _refuse_impossible_period(valid_from: date, valid_until: date) -> None:
    refuse_date_out_of_range(valid_from, "/valid_from")
    refuse_date_out_of_range(valid_until, "/valid_until")
    if valid_until < valid_from:
        raise AgreementEndsBeforeItStarts(pointer="/valid_until")


def _refuse_impossible_numbers(persons: int | None, minutes: int | None, monthly: int | None) -> None:
    for number, most, pointer in (
        (persons, PERSONS_MOST, "/persons"),
        (minutes, MINUTES_MOST, "/minutes"),
        (monthly, MINUTES_MOST, "/minutes_monthly_each"),
    ):
        if number is not None and not 1 <= number <= most:
            raise ImpossibleNumbers(persons=PERSONS_MOST, minutes=MINUTES_MOST, pointer=pointer)
