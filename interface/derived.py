"""Everything that is derived from the log, put together: the indexes that rules read, and the views that people read.

They hold compiled statements and no state, so one of each serves all houses of a process.
"""

from functools import cache
from typing import Any, TypeVar

from application.indexes import Indexes
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
from application.projections.agreements import Agreements
from application.projections.audit_trail import AuditTrail
from application.projections.deadlines import Deadlines
from application.projections.engagements import Findings
from application.projections.evaluated.view import Evaluated
from application.projections.hours_sums import HoursSums
from application.projections.providers import Providers
from application.projections.roster.view import Roster
from application.projections.service_days import ServiceDays
from application.projections.sessions import Sessions
from application.projections.then import Ever
from application.projections.waiting_list import WaitingList
from application.recorded import Projection
from application.sealing import Sealer

P = TypeVar("P", bound=Projection)


@cache
def views() -> tuple[Projection, ...]:
    """Return the views that this version writes."""
    return (
        Roster(),
        AuditTrail(),
        Deadlines(),
        HoursSums(),
        Sessions(),
        ServiceDays(),
        WaitingList(),
        Providers(),
        Agreements(),
        Findings(),
        Ever(),
        Evaluated(),
    )


def one(kind: type[P]) -> P:
    """Return an index of a kind, the same for every house."""
    if kind not in _ONE:
        _ONE[kind] = kind()
    one: P = _ONE[kind]
    return one


_ONE: dict[type[Projection], Any] = {}


def indexes_of(sealer: Sealer, groups: SealedGroups) -> Indexes:
    """Return the indexes of a house; those that make keyed digests are its own."""
    return Indexes(
        identities=Identities(sealer),
        documents=Documents(sealer),
        papers=one(PaperNumbers),
        in_club=one(InClub),
        open_episodes=one(OpenEpisodes),
        places=one(Places),
        rules=one(RuleBooks),
        sessions=one(LedSessions),
        agreements=one(AgreementNumbers),
        duplicates=one(Duplicates),
        related=one(RelatedPersons),
        erasures=one(Erasures),
        event_logs=one(EventLogs),
        reports=one(Reports),
        hours=one(HoursByDay),
        assignments=one(Assignments),
        engagements=one(Engagements),
        accounts=one(Accounts),
        sealed_groups=groups,
        receipts=one(Receipts),
    )
