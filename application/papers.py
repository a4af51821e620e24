"""Printed papers: a person's and a group's, each printed under the next number of its kind, signed, or spoiled."""

from datetime import date
from typing import ClassVar

from application.circumstances import Opened
from application.command import JourneyStep, Work
from application.editions import EditionStep
from application.permissions import Action
from domain.editions import Edition
from domain.papers import PaperKind, Signer
from domain.participant import Participant
from domain.vocabulary import EpisodeKind, ReferralSource


def court_sends(kind: PaperKind, person: Participant, opened: Opened) -> int | None:
    """Return the running service to which a court sends somebody who takes no part in the club itself, else None.

    Who sent somebody is opened for a paper that says that they come of their own will, and for no other.
    """
    running = [episode for episode in person.episodes.values() if episode.is_open]
    if kind is not PaperKind.VOLUNTARINESS or any(episode.kind is EpisodeKind.KIS for episode in running):
        return None
    newest = max(running, key=lambda episode: (episode.referred_on, episode.item), default=None)
    if newest is None or opened(person.id, "source", newest.item) is not ReferralSource.COURT:
        return None
    return newest.item


class PrintPaper(JourneyStep, frozen=True, kw_only=True):
    """Print a paper of a person; `about` is an item of the journey, `month` the first day of a month."""

    kind: PaperKind
    about: int | None
    month: date | None

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        serial = work.indexes.papers.next(work.db, self.kind, work.today.year)
        court = court_sends(self.kind, participant, work.opened)
        participant.print_paper(work.stamp, work.today, serial, **self.said(), court=court)


class SignPaper(JourneyStep, frozen=True, kw_only=True):
    """Record who signed a printed paper, and where the original lies."""

    paper: int
    signed_on: date
    signers: tuple[Signer, ...]
    guardian: int | None
    entry: int | None
    document_number: str | None
    kept_at: str | None

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        participant.sign_paper(work.stamp, work.today, **self.said())


class CancelPaper(JourneyStep, frozen=True, kw_only=True):
    """Record that a printed sheet was spoiled."""

    paper: int
    reason: str

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        participant.cancel_paper(work.stamp, work.today, **self.said())


class PrintList(EditionStep, frozen=True, kw_only=True):
    """Print a list of a session (`about`, its item) or of a month, of the people whom the user sees."""

    ACTION: ClassVar[Action] = Action.PRINT_LISTS

    kind: PaperKind
    about: int | None
    month: date | None

    def act(self, edition: Edition, work: Work) -> None:
        """Take the step."""
        serial = work.indexes.papers.next(work.db, self.kind, work.today.year)
        edition.print_list(
            work.stamp, work.today, serial, work.users, kind=self.kind, about=self.about, month=self.month
        )


class SignList(EditionStep, frozen=True, kw_only=True):
    """Record that a printed list came back signed, and where it lies."""

    ACTION: ClassVar[Action] = Action.PRINT_LISTS

    paper: int
    signed_on: date
    signers: tuple[Signer, ...]
    kept_at: str | None

    def act(self, edition: Edition, work: Work) -> None:
        """Take the step."""
        edition.sign_list(
            work.stamp,
            work.today,
            paper=self.paper,
            signed_on=self.signed_on,
            signers=self.signers,
            kept_at=self.kept_at,
        )


class CancelList(EditionStep, frozen=True, kw_only=True):
    """Record that a printed list was spoiled."""

    ACTION: ClassVar[Action] = Action.PRINT_LISTS

    paper: int
    reason: str

    def act(self, edition: Edition, work: Work) -> None:
        """Take the step."""
        edition.cancel_list(work.stamp, work.today, paper=self.paper, reason=self.reason)
