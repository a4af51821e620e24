"""Steps of the papers that are printed for a person: printed and numbered, signed, spoiled."""

from datetime import date

from domain import duplicates, papers, participation
from domain.journal import Personal, Stamp
from domain.papers import PaperKind, Signer
from domain.participant.state import JourneyState, sealed
from domain.vocabulary import ContractType

_TYPES = {PaperKind.CONTRACT_A: ContractType.A, PaperKind.CONTRACT_B: ContractType.B}


class PaperSteps(JourneyState):
    """Printed, signed, spoiled."""

    __slots__ = ()

    def print_paper(
        self,
        stamp: Stamp,
        today: date,
        serial: int,
        *,
        kind: PaperKind,
        about: int | None,
        month: date | None,
        court: int | None,
    ) -> None:
        """Record that a paper is printed today; `serial` is its place among those of its kind in this year.

        `court`: the episode of a service to which a court sends the person, None where nobody is sent by one.
        """
        duplicates.refuse_new_facts_of_a_duplicate(self.duplicate_links)
        if kind not in papers.SETTLES:
            participation.refuse_after_death(self.deaths, today, "/kind")
        papers.refuse_paper_of_another(kind, papers.Of.PERSON)
        papers.refuse_about(kind, {name: getattr(self, name) for name in self.ITEMS}, about, month)
        if about is not None:
            self._refuse_impossible_matter(kind, about, month, today)
        papers.refuse_not_of_own_will(kind, court)
        number = papers.number_of(kind, today.year, serial)
        self.record(papers.PaperPrinted, stamp, today, kind=kind, number=number, about=about, month=month)

    def sign_paper(
        self,
        stamp: Stamp,
        today: date,
        *,
        paper: int,
        signed_on: date,
        signers: tuple[Signer, ...],
        guardian: int | None,
        entry: int | None,
        document_number: str | None,
        kept_at: str | None,
    ) -> None:
        """Record who signed a printed paper, and where it lies; `entry` is the item that records what it says."""
        duplicates.refuse_new_facts_of_a_duplicate(self.duplicate_links)
        if Signer.PARTICIPANT in signers:
            participation.refuse_after_death(self.deaths, signed_on, "/signed_on")
        known = papers.paper_of(self.papers, paper)
        papers.refuse_impossible_signature(known, self.paper_signatures.values(), signers, signed_on, today)
        papers.refuse_signing_guardian(self.related, signers, guardian, signed_on)
        papers.refuse_entry_of_another(known, entry, {name: getattr(self, name) for name in self.ITEMS})
        self.record(
            papers.PaperSigned,
            stamp,
            signed_on,
            paper=paper,
            signers=signers,
            guardian=guardian,
            entry=entry,
            document_number=sealed(document_number),
            kept_at=sealed(kept_at),
        )

    def cancel_paper(self, stamp: Stamp, today: date, *, paper: int, reason: str) -> None:
        """Record that a printed sheet was spoiled."""
        known = papers.paper_of(self.papers, paper)
        papers.refuse_spoiling(known, self.paper_signatures.values())
        self.record(papers.PaperCancelled, stamp, today, paper=paper, reason=Personal(reason))

    def _refuse_impossible_matter(self, kind: PaperKind, about: int, month: date | None, today: date) -> None:
        """Refuse the other type of contract, a guardian who is none, and a month outside the enrolment."""
        if kind in _TYPES:
            papers.refuse_other_type(about, self.contracts[about].type, _TYPES[kind])
        if about in self.related:
            papers.refuse_no_guardian(self.related[about], today, "/about")
        if month is not None:
            place = self.enrolments[about]
            papers.refuse_month_outside(month, place.enrolled_on, place.ended_on or place.edition_ends_on)
