"""The erasure request: received, refused or approved by a second person, carried out; its own stream, kept for ever.

Law: art. 17 and 12(3)-(6) RODO; destroying public records (brakowanie) needs the State Archive's consent (ustawa o
narodowym zasobie archiwalnym i archiwach, art. 5). Nothing here says who the person was: reasons are a closed list,
since a free text would outlive what it speaks of. A request covers all records of one person that are linked as
duplicates: they are forgotten together or not at all.
"""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from domain.calendar import refuse_date_in_the_future
from domain.forgetting import ErasureGround
from domain.journal import Aggregate, Code, Fact, Stamp
from domain.refusals import InvalidInput, Refusal

APPROVAL_HOLDS = timedelta(hours=72)
FOUR_EYES = "RODO, art. 5 ust. 2 i art. 32"
ARCHIVES_ACT = "ustawa o narodowym zasobie archiwalnym i archiwach, art. 5"


class Requester(StrEnum):
    """Who asks."""

    PERSON = "PERSON"
    GUARDIAN = "GUARDIAN"
    CLUB = "CLUB"
    """The club itself, at the end of the time for which it had to keep the file."""


class WhyRefused(StrEnum):
    """Why data are not erased; art. 12(4) RODO: the person is told."""

    DUTY_TO_KEEP = "DUTY_TO_KEEP"
    LEGAL_CLAIMS = "LEGAL_CLAIMS"
    """Art. 17(3)(e)."""
    ARCHIVING = "ARCHIVING"
    """Art. 17(3)(d)."""
    IDENTITY_NOT_CONFIRMED = "IDENTITY_NOT_CONFIRMED"
    """Art. 12(6)."""
    UNFOUNDED = "UNFOUNDED"
    """Art. 12(5)."""
    WITHDRAWN = "WITHDRAWN"
    """Whoever asked no longer does."""
    DONE_BEFORE = "DONE_BEFORE"
    """The person was forgotten already: a restored copy did not know."""


class ErasureState(StrEnum):
    """Where a request stands."""

    RECEIVED = "RECEIVED"
    APPROVED = "APPROVED"
    REFUSED = "REFUSED"
    EXECUTED = "EXECUTED"


class ErasureRequest(Aggregate):
    """One request."""

    __slots__ = (
        "approved_at",
        "approved_by",
        "asked_by",
        "consent_number",
        "consent_on",
        "ground",
        "kept_until",
        "participants",
        "received_on",
        "refused_for",
        "requested_by",
        "state",
    )

    STREAM = "erasure."

    requested_by: UUID
    asked_by: Requester
    ground: ErasureGround
    received_on: date

    def __init__(self, id: UUID) -> None:
        """Start before it was received."""
        super().__init__(id)
        self.state = ErasureState.RECEIVED
        self.participants: tuple[UUID, ...] = ()
        self.consent_number: str | None = None
        self.consent_on: date | None = None
        self.approved_by: UUID | None = None
        self.approved_at: datetime | None = None
        self.refused_for: WhyRefused | None = None
        self.kept_until: date | None = None

    @classmethod
    def receive(
        cls,
        id: UUID,
        stamp: Stamp,
        today: date,
        *,
        participants: tuple[UUID, ...],
        asked_by: Requester,
        ground: ErasureGround,
        received_on: date,
    ) -> "ErasureRequest":
        """Record that somebody asks to be forgotten, or that the club means to forget."""
        refuse_date_in_the_future(received_on, today, "/received_on")
        request = cls(id)
        request.record(
            ErasureRequested, stamp, received_on, participants=participants, asked_by=asked_by, ground=ground
        )
        return request

    def refuse(self, stamp: Stamp, today: date, *, reason: WhyRefused, kept_until: date | None = None) -> None:
        """Record that the data are not erased; `kept_until` is the last day of a duty to keep, None without one."""
        self._refuse_settled()
        self.record(ErasureRefused, stamp, today, reason=reason, kept_until=kept_until)

    def note_consent(self, stamp: Stamp, today: date, *, number: str, given_on: date) -> None:
        """Record the State Archive's consent."""
        self._refuse_settled()
        refuse_date_in_the_future(given_on, today, "/given_on")
        self.record(ArchiveConsentNoted, stamp, given_on, number=number)

    def approve(self, stamp: Stamp, today: date, *, consent_needed: bool) -> None:
        """Let a second person agree; it holds for 72 hours."""
        self._refuse_settled()
        refuse_own_approval(self.requested_by, stamp.recorded_by)
        refuse_without_consent(self.consent_number, needed=consent_needed)
        self.record(ErasureApproved, stamp, today)

    def execute(self, stamp: Stamp, today: date, *, consent_needed: bool, linked: Collection[UUID]) -> None:
        """Record that it is carried out; `linked` are all records of the person now."""
        self._refuse_settled()
        refuse_without_approval(self.approved_at, stamp.recorded_at)
        refuse_without_consent(self.consent_number, needed=consent_needed)
        refuse_other_records(self.participants, linked)
        self.record(ErasureExecuted, stamp, today)

    def _refuse_settled(self) -> None:
        if self.state in (ErasureState.REFUSED, ErasureState.EXECUTED):
            raise ErasureSettled


class ErasureRequested(Fact, frozen=True, kw_only=True):
    """Erasure was asked for on `occurred_on`, of all these records of one person."""

    TOPIC: ClassVar[str] = "erasure.requested.1"

    participants: tuple[UUID, ...]
    asked_by: Requester
    ground: ErasureGround

    def apply(self, aggregate: ErasureRequest) -> None:
        """Take what was asked."""
        aggregate.participants, aggregate.asked_by, aggregate.ground = self.participants, self.asked_by, self.ground
        aggregate.received_on, aggregate.requested_by = self.occurred_on, self.recorded_by


class ErasureRefused(Fact, frozen=True, kw_only=True):
    """The data are not erased."""

    TOPIC: ClassVar[str] = "erasure.refused.1"

    reason: WhyRefused
    kept_until: date | None

    def apply(self, aggregate: ErasureRequest) -> None:
        """Settle it."""
        aggregate.state, aggregate.refused_for = ErasureState.REFUSED, self.reason
        aggregate.kept_until = self.kept_until


class ArchiveConsentNoted(Fact, frozen=True, kw_only=True):
    """The State Archive agreed on `occurred_on` that the records be destroyed."""

    TOPIC: ClassVar[str] = "erasure.archive-consent-noted.1"

    number: Code

    def apply(self, aggregate: ErasureRequest) -> None:
        """Take number and day."""
        aggregate.consent_number, aggregate.consent_on = self.number, self.occurred_on


class ErasureApproved(Fact, frozen=True, kw_only=True):
    """A second person agreed; `recorded_by` is that person, `recorded_at` the beginning of the 72 hours."""

    TOPIC: ClassVar[str] = "erasure.approved.1"

    def apply(self, aggregate: ErasureRequest) -> None:
        """Note who and when."""
        aggregate.state = ErasureState.APPROVED
        aggregate.approved_by, aggregate.approved_at = self.recorded_by, self.recorded_at


class ErasureExecuted(Fact, frozen=True, kw_only=True):
    """The person was forgotten: the same command records it in each of the person's histories."""

    TOPIC: ClassVar[str] = "erasure.executed.1"

    def apply(self, aggregate: ErasureRequest) -> None:
        """Settle it."""
        aggregate.state = ErasureState.EXECUTED


class ErasureSettled(Refusal):
    """A step on a request that was refused or carried out."""

    code = "erasure-settled"
    pl = "Ten wniosek o usunięcie już rozstrzygnięto. Zapisz nowy, jeśli jest potrzebny."
    en = "This erasure request has been settled. Record a new one if there is need."


class ErasureRequestedAlready(Refusal):
    """A second request while the first one is open."""

    code = "erasure-requested-already"
    pl = "Wniosek o usunięcie danych tej osoby jest już w toku. Rozstrzygnij najpierw tamten."
    en = "A request to erase this person's data is open already. Settle that one first."


class SecondPersonNeeded(Refusal):
    """Whoever asked approves it."""

    code = "second-person-needed"
    law = FOUR_EYES
    pl = "Wniosek zatwierdza inna osoba niż ta, która go zapisała. Poproś koordynatora albo administratora."
    en = "Somebody else than who recorded the request approves it. Ask another coordinator or the administrator."


class NotApproved(Refusal):
    """A forgetting without a second person."""

    code = "erasure-not-approved"
    law = FOUR_EYES
    pl = "Tego wniosku nikt jeszcze nie zatwierdził. Poproś drugą osobę: koordynatora albo administratora."
    en = "Nobody has approved this request. Ask a second person: a coordinator or the administrator."


class ApprovalExpired(Refusal):
    """An approval of more than 72 hours ago."""

    code = "approval-expired"
    law = FOUR_EYES
    pl = "Zatwierdzenie jest ważne {hours} godziny i wygasło. Druga osoba musi zatwierdzić wniosek ponownie."
    en = "An approval holds for {hours} hours and this one is over. The second person has to approve again."


class ArchiveConsentMissing(Refusal):
    """Public records destroyed without the State Archive."""

    code = "archive-consent-missing"
    law = ARCHIVES_ACT
    pl = (
        "Kategoria archiwalna tych akt wymaga zgody archiwum państwowego na brakowanie. Zapisz jej numer i datę "
        "(archive-consent)."
    )
    en = "The class of this file needs the State Archive's consent. Record its number and date (archive-consent)."


class RecordsChanged(Refusal):
    """Records were linked or unlinked since the request."""

    code = "records-changed"
    pl = (
        "Od zapisania wniosku połączono lub rozłączono karty tej osoby. Odmów tego wniosku i zapisz nowy: obejmie "
        "wszystkie jej karty."
    )
    en = "Records of this person were linked or unlinked since. Refuse this request and record a new one."


class DutyIsComputed(InvalidInput):
    """A duty to keep, said by hand."""

    code = "duty-is-computed"
    pl = "Obowiązek przechowywania wynika z kategorii archiwalnej i system sam go sprawdza. Podaj inny powód odmowy."
    en = "A duty to keep follows from the retention class and is checked by the system. Give another reason."


class GroundOfSomebodyElse(InvalidInput):
    """The end of retention as the wish of a person, or a person's right used by the club."""

    code = "ground-of-somebody-else"
    pl = "Klub usuwa dane po upływie okresu przechowywania, osoba i opiekun z innych podstaw. Popraw ground albo by."
    en = "The club erases at the end of retention, a person or guardian on other grounds. Correct ground or by."


def refuse_ground_of_somebody_else(asked_by: Requester, ground: ErasureGround) -> None:
    """Refuse the end of retention from anybody but the club, and every right of the person from the club."""
    if (asked_by is Requester.CLUB) != (ground is ErasureGround.END_OF_RETENTION):
        raise GroundOfSomebodyElse(pointer="/ground")


def refuse_second_request(open_request: UUID | None) -> None:
    """Refuse a request while another of the same person is open."""
    if open_request is not None:
        raise ErasureRequestedAlready


def refuse_computed_reason(reason: WhyRefused) -> None:
    """Refuse, by hand, a reason that only the retention class or a restored copy gives."""
    if reason in (WhyRefused.DUTY_TO_KEEP, WhyRefused.DONE_BEFORE):
        raise DutyIsComputed(pointer="/reason")


def refuse_own_approval(requested_by: UUID, approver: UUID) -> None:
    """Refuse an approval by whoever recorded the request."""
    if requested_by == approver:
        raise SecondPersonNeeded


def refuse_without_approval(approved_at: datetime | None, now: datetime) -> None:
    """Refuse what nobody approved, and what was approved more than 72 hours ago."""
    if approved_at is None:
        raise NotApproved
    if now - approved_at > APPROVAL_HOLDS:
        raise ApprovalExpired(hours=int(APPROVAL_HOLDS.total_seconds() // 3600))


def refuse_without_consent(number: str | None, *, needed: bool) -> None:
    """Refuse to destroy what the State Archive has to agree to and has not."""
    if needed and number is None:
        raise ArchiveConsentMissing


def refuse_other_records(asked: Collection[UUID], linked: Collection[UUID]) -> None:
    """Refuse where the person's records are not those that the request names."""
    if set(asked) != set(linked):
        raise RecordsChanged
