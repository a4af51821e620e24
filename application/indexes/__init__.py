"""Indexes decide: what a rule may read besides streams, written in the command's savepoint.

The next command of the batch sees them; if one fails, its command fails. They are rebuilt from the
log to the same bytes and hold nothing else. No index reads a view.
"""

from dataclasses import dataclass, fields
from functools import cached_property

from application.indexes.accounts import Accounts
from application.indexes.agreements import AgreementNumbers
from application.indexes.assignments import Assignments
from application.indexes.documents import Documents
from application.indexes.duplicates import Duplicates
from application.indexes.engagements import Engagements
from application.indexes.erasures import Erasures
from application.indexes.event_logs import EventLogs
from application.indexes.hours import HoursByDay
from application.indexes.identity import Identities
from application.indexes.in_club import InClub
from application.indexes.open_episodes import OpenEpisodes
from application.indexes.papers import PaperNumbers
from application.indexes.places import Places
from application.indexes.receipts import Receipts
from application.indexes.related import RelatedPersons
from application.indexes.reports import Reports
from application.indexes.rules import RuleBooks
from application.indexes.sealed_groups import SealedGroups
from application.indexes.sessions import LedSessions
from application.recorded import Projection


@dataclass(frozen=True)
class Indexes:
    """Every index, by the name a rule knows it by."""

    identities: Identities
    documents: Documents
    papers: PaperNumbers
    in_club: InClub
    open_episodes: OpenEpisodes
    places: Places
    rules: RuleBooks
    sessions: LedSessions
    agreements: AgreementNumbers
    duplicates: Duplicates
    related: RelatedPersons
    erasures: Erasures
    event_logs: EventLogs
    reports: Reports
    hours: HoursByDay
    assignments: Assignments
    engagements: Engagements
    accounts: Accounts
    sealed_groups: SealedGroups
    receipts: Receipts

    @cached_property
    def all(self) -> tuple[Projection, ...]:
        """Return them in the order in which they are written."""
        return tuple(getattr(self, field.name) for field in fields(self))
