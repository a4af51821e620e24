"""What ends soon: the dated ends of a participant's journey that somebody at the desk has to act on.

Only what is still open stands here, and nothing that something newer already takes the place of. Which office
decided what, and to which group somebody belongs, is sealed and not here: where the record alone cannot tell whether
a newer paper takes the place of an older one, both are shown.

The end of an edition comes from the index of places, because an edition may be closed earlier than an enrolment in
it knew; everything else is derived from the participant.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

import msgspec
from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Index,
    Integer,
    Select,
    Table,
    Text,
    bindparam,
    delete,
    exists,
    literal,
    null,
    or_,
    select,
    tuple_,
    union_all,
)

from application.indexes.duplicates import duplicates
from application.indexes.engagements import NOT_CLOSED, engagements
from application.indexes.places import editions, enrolments
from application.indexes.whose import EVERYBODYS, Whose
from application.projections.age_limits import AgeEnd
from application.recorded import Folded, Recorded, touched
from application.store.statements import Database, compiled, insertion
from application.store.tables import DERIVED
from domain.duplicates import DuplicateLinked, DuplicateUnlinked, holding
from domain.eligibility import DecisionRecorded, GroupMembershipEnded, GroupMembershipEstablished
from domain.journal import Fact
from domain.participant import Participant
from domain.participation import DeathRecorded, EntryVoided, Exited, ExitVoided, Resumed, Suspended
from domain.referral import ReferralReceived, ReferralRejected, ReferralWithdrawn
from domain.social_contract import (
    AgreedPeriodChanged,
    AgreedPeriodSet,
    ContractActionAgreed,
    ContractActionSettled,
    ContractPartSigned,
    SocialContract,
    SocialContractAmended,
    SocialContractEvaluated,
    SocialContractSigned,
    SocialContractTerminated,
    due_by,
    evaluations_due,
)
from domain.vocabulary import EpisodeKind

DAYS_BACK = 30
"""A deadline that passed so many days ago and is still open is shown, unless another first day is asked for."""
DAYS_AHEAD = 60
"""Deadlines are shown so many days ahead where the club's rule says nothing, unless another last day is asked for."""


class DeadlineKind(StrEnum):
    """What ends."""

    CONTRACT = "CONTRACT"
    AGREED_PERIOD = "AGREED_PERIOD"
    DECISION = "DECISION"
    GROUP_EVIDENCE = "GROUP_EVIDENCE"
    EDITION = "EDITION"
    SUSPENSION = "SUSPENSION"
    AGE_LIMIT = "AGE_LIMIT"
    PENSION_AGE = "PENSION_AGE"
    EVALUATION = "EVALUATION"
    AGREED_ACTION = "AGREED_ACTION"
    CONTROL = "CONTROL"


WORDS: dict[DeadlineKind, tuple[str, str]] = {
    DeadlineKind.CONTRACT: ("koniec kontraktu socjalnego", "social contract ends"),
    DeadlineKind.AGREED_PERIOD: ("koniec uzgodnionego okresu uczestnictwa", "agreed period ends"),
    DeadlineKind.DECISION: ("koniec ważności decyzji lub orzeczenia", "decision ends"),
    DeadlineKind.GROUP_EVIDENCE: ("koniec ważności dokumentu potwierdzającego sytuację", "evidence of a group ends"),
    DeadlineKind.EDITION: ("koniec edycji programu", "edition of a programme ends"),
    DeadlineKind.SUSPENSION: ("planowany koniec zawieszenia", "planned end of a suspension"),
    DeadlineKind.AGE_LIMIT: ("ostatni dzień w wieku uprawniającym do programu", "last day within a programme's age"),
    DeadlineKind.PENSION_AGE: ("ostatni dzień przed wiekiem emerytalnym", "last day before pension age"),
    DeadlineKind.EVALUATION: ("termin oceny kontraktu socjalnego", "evaluation of a social contract due"),
    DeadlineKind.AGREED_ACTION: ("termin uzgodnionego działania", "agreed action due"),
    DeadlineKind.CONTROL: ("koniec kontroli", "control ends"),
}

deadlines = Table(
    "deadlines",
    DERIVED,
    Column("participant", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("item", Integer, primary_key=True),
    Column("ends_on", Text, nullable=False),
    Index("deadlines_by_day", "ends_on"),
    sqlite_with_rowid=False,
)
"""`item` is the contract, period, decision, membership or suspension that ends, the part or action that is due."""
_TOUCHES: frozenset[type[Fact]] = frozenset(
    {
        SocialContractSigned,
        SocialContractAmended,
        SocialContractTerminated,
        SocialContractEvaluated,
        ContractPartSigned,
        ContractActionAgreed,
        ContractActionSettled,
        AgreedPeriodSet,
        AgreedPeriodChanged,
        DecisionRecorded,
        GroupMembershipEstablished,
        GroupMembershipEnded,
        Suspended,
        Resumed,
        ReferralReceived,
        ReferralRejected,
        ReferralWithdrawn,
        Exited,
        ExitVoided,
        DeathRecorded,
        EntryVoided,
        DuplicateLinked,
        DuplicateUnlinked,
    }
)


class Deadlines:
    """One row for each dated end that is open."""

    name: ClassVar[str] = "deadlines"
    tables: ClassVar[Sequence[Table]] = (deadlines,)

    def __init__(self) -> None:
        """Compile the statements."""
        self._clear = compiled(delete(deadlines).where(deadlines.c.participant == bindparam("participant")))
        self._insert = insertion(deadlines)

    def write(self, db: Database, facts: Sequence[Recorded], folded: Folded) -> None:
        """Write anew the rows of everybody whom these facts touch."""
        people = [folded.of(Participant, id) for id in touched(facts, _TOUCHES)]
        if people:
            db.executemany(self._clear, [(person.id.hex,) for person in people])
        rows = [
            (person.id.hex, kind.value, item, day.isoformat()) for person in people for kind, item, day in ends(person)
        ]
        if rows:
            db.executemany(self._insert, rows)


def ends(person: Participant) -> Iterator[tuple[DeadlineKind, int, date]]:
    """Yield what of a person's journey ends, its item and its last day: only what is open.

    Nobody waits for the dead, nor for a record that another one goes on for.
    """
    if person.deaths or holding(person.duplicate_links) is not None:
        return
    yield from _contracts(person)
    yield from _of_contracts(person)
    yield from _agreed_periods(person)
    for pause in person.suspensions.values():
        if pause.resumed_on is None and pause.planned_until is not None and person.episodes[pause.episode].is_open:
            yield DeadlineKind.SUSPENSION, pause.item, pause.planned_until
    if person.episodes and not any(episode.is_open for episode in person.episodes.values()):
        return
    yield from _decisions(person)
    for membership in person.memberships.values():
        if membership.ended_on is None and membership.evidence_valid_until is not None:
            yield DeadlineKind.GROUP_EVIDENCE, membership.item, membership.evidence_valid_until


def _contracts(person: Participant) -> Iterator[tuple[DeadlineKind, int, date]]:
    for contract in person.contracts.values():
        if contract.terminated_on is None and not _is_of_the_past(person, contract):
            tomorrow = contract.valid_until + timedelta(days=1)
            others = (other for other in person.contracts.values() if other.item != contract.item)
            if not any(other.covers(tomorrow) for other in others):
                yield DeadlineKind.CONTRACT, contract.item, contract.valid_until


def _of_contracts(person: Participant) -> Iterator[tuple[DeadlineKind, int, date]]:
    """Yield the evaluations and actions that contracts want and that nobody recorded, also after an exit."""
    parts, evaluations = person.contract_parts.values(), person.evaluations.values()
    for contract in person.contracts.values():
        for due in evaluations_due(contract, parts, evaluations, date.max):
            if due.evaluation is None:
                yield DeadlineKind.EVALUATION, due.part, due.due_on
    for action in person.agreed_actions.values():
        if action.settled_on is None:
            last = due_by(person.contracts[action.contract], action.agreed_on, action.due_on)
            yield DeadlineKind.AGREED_ACTION, action.item, last


def _is_of_the_past(person: Participant, contract: SocialContract) -> bool:
    """Whether every episode of the club has ended and the contract was signed for one of them."""
    episodes = [e for e in person.episodes.values() if e.kind is EpisodeKind.KIS]
    last_days = [e.exited_on for e in episodes if e.exited_on is not None]
    return bool(episodes) and len(last_days) == len(episodes) and contract.signed_on <= max(last_days)


def _agreed_periods(person: Participant) -> Iterator[tuple[DeadlineKind, int, date]]:
    newest = {period.episode: period for period in sorted(person.agreed_periods.values(), key=lambda p: p.item)}
    for episode, period in newest.items():
        if person.episodes[episode].is_open:
            yield DeadlineKind.AGREED_PERIOD, period.item, period.until


def _decisions(person: Participant) -> Iterator[tuple[DeadlineKind, int, date]]:
    """Yield the decisions with a last day; a grant of hours gives way to the next one, of the others none is known."""
    for decision in person.decisions.values():
        if decision.valid_until is None:
            continue
        tomorrow = decision.valid_until + timedelta(days=1)
        grants = (o for o in person.decisions.values() if o is not decision and o.granted_minutes is not None)
        if decision.granted_minutes is None or not any(other.holds_on(tomorrow) for other in grants):
            yield DeadlineKind.DECISION, decision.item, decision.valid_until


class DeadlineFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which ends a list shows: between two days, both included."""

    since: date
    until: date
    whose: Whose = EVERYBODYS


class Deadline(msgspec.Struct, frozen=True, kw_only=True):
    """One end. `item` is what ends: for an edition and an age the enrolment, and then the programme is named.

    `of` is the participant; where a control ends, which is nobody's, the control.
    """

    ends_on: date
    of: UUID
    kind: DeadlineKind
    item: int
    programme: str | None


def of_ages(found: Iterable[AgeEnd]) -> list[Deadline]:
    """Return the ends that come with somebody's age; they are worked out, not stored."""
    kinds = {False: DeadlineKind.AGE_LIMIT, True: DeadlineKind.PENSION_AGE}
    return [
        Deadline(
            ends_on=end.last_day,
            of=end.participant,
            kind=kinds[end.pension],
            item=end.item,
            programme=end.programme,
        )
        for end in found
    ]


def whose(criteria: DeadlineFilter) -> Iterator[ColumnElement[bool]]:
    """Yield which enrolments a list may look into for the ages of people."""
    yield enrolments.c.participant.not_in(select(duplicates.c.participant))
    yield from criteria.whose.only(enrolments.c.participant)


def page(
    core: Connection, criteria: DeadlineFilter, after: Deadline | None, limit: int, ages: Iterable[Deadline] = ()
) -> tuple[list[Deadline], bool]:
    """Return up to `limit` ends by day, behind one that was shown, and whether more follow; `ages` are among them."""
    found = union_all(_of_people(criteria), _of_editions(criteria), _of_controls(criteria)).subquery()
    place = found.c.ends_on, found.c.participant, found.c.kind, found.c.item
    query = select(found).order_by(*place).limit(limit + 1)
    if after is not None:
        query = query.where(tuple_(*place) > tuple_(*_place(after)))
    rows = [
        Deadline(
            ends_on=date.fromisoformat(row.ends_on),
            of=UUID(row.participant),
            kind=DeadlineKind(row.kind),
            item=row.item,
            programme=row.programme,
        )
        for row in core.execute(query)
    ]
    behind = [end for end in ages if after is None or _place(end) > _place(after)]
    merged = sorted([*rows, *behind], key=_place)
    return merged[:limit], len(merged) > limit


def _place(end: Deadline) -> tuple[str, str, str, int]:
    return end.ends_on.isoformat(), end.of.hex, end.kind.value, end.item


def _of_people(criteria: DeadlineFilter) -> Select[Any]:
    columns = deadlines.c
    named = columns.ends_on, columns.participant, columns.kind, columns.item, null().label("programme")
    return select(*named).where(*_narrowed(criteria, columns.ends_on, columns.participant))


def _of_editions(criteria: DeadlineFilter) -> Select[Any]:
    """Return the query of the enrolments that go on in an edition with a last day, but not in a later one."""
    place, later_place, later_edition = enrolments, enrolments.alias(), editions.alias()
    goes_on = exists().where(
        later_place.c.participant == place.c.participant,
        later_place.c.ended_on.is_(None),
        later_place.c.edition == later_edition.c.edition,
        later_edition.c.programme == editions.c.programme,
        or_(later_edition.c.closes_on.is_(None), later_edition.c.closes_on > editions.c.closes_on),
    )
    kind = literal(DeadlineKind.EDITION.value).label("kind")
    return (
        select(editions.c.closes_on, place.c.participant, kind, place.c.item, editions.c.programme)
        .join(editions, editions.c.edition == place.c.edition)
        .where(
            *_narrowed(criteria, editions.c.closes_on, place.c.participant),
            place.c.ended_on.is_(None),
            place.c.participant.not_in(select(duplicates.c.participant)),
            ~goes_on,
        )
    )


def _of_controls(criteria: DeadlineFilter) -> Select[Any]:
    """Return the query of the controls that go on: everybody is told of them, a controller of her own."""
    grant, kind = engagements.c, literal(DeadlineKind.CONTROL.value).label("kind")
    query = select(grant.until, grant.engagement, kind, literal(1).label("item"), null().label("programme"))
    query = query.where(NOT_CLOSED, *_in_time(criteria, grant.until))
    control = criteria.whose.control
    return query if control is None else query.where(grant.engagement == control.hex)


def _narrowed(
    criteria: DeadlineFilter, day: ColumnElement[Any], participant: ColumnElement[Any]
) -> Iterator[ColumnElement[bool]]:
    yield from _in_time(criteria, day)
    yield from criteria.whose.only(participant)


def _in_time(criteria: DeadlineFilter, day: ColumnElement[Any]) -> Iterator[ColumnElement[bool]]:
    yield day >= criteria.since.isoformat()
    yield day <= criteria.until.isoformat()
