"""The timeline: one sentence for every kind of fact, in Polish and English. Silence fails a test.

Folded from the stream when somebody reads; nothing of it is stored. Sealed values are opened one by one
for the reader's role; what the role does not open is shown as protected, never left out. The sentences stand in
files by area; a fact that refers to another says which one by its day and kind.
"""

from collections.abc import Callable, Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Connection, select

from application.journal import JourneyMapper
from application.projections.then import NOW, Then
from application.projections.timeline.changing import Difference, differences
from application.projections.timeline.opening import Opener, Reader, Stream
from application.projections.timeline.saying import ERASED, PROTECTED
from application.projections.timeline.sentences import SENTENCES
from application.sealing import Sealer
from application.store.tables import stored_events
from domain.eligibility import EligibilityConfirmed, EligibilityRefused
from domain.hours import HoursCorrected, HoursRecorded
from domain.journal import Fact, Purpose
from domain.vocabulary import EvidenceGrade


class RuleApplied(msgspec.Struct, frozen=True, kw_only=True):
    """A rule that a fact names: its code, version and law, and the book that it stands in, as far as they are said."""

    rule: str
    version: int | None
    law: str | None = None
    book: UUID | None = None


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One fact as a person reads it: `recorder` is the name of the user who recorded it.

    `reason` is why it was recorded so, `evidence` on what paper or word it rests, `rules` by which rules (None where
    the reader may not know). `changed` are the values that it made others, before and after. `details` are its own
    fields, opened as far as the reader's role goes. `corrects` and `corrected_by`, `voids` and `voided_by` are the
    versions of the entries that correct or void each other.
    """

    position: int
    version: int
    topic: str
    occurred_on: date
    recorded_at: datetime
    recorded_by: UUID
    recorder: str
    role: str
    pl: str
    en: str
    corrects: tuple[int, ...]
    corrected_by: tuple[int, ...]
    voids: int | None
    voided_by: int | None
    reason: str | None
    evidence: dict[str, Any]
    rules: tuple[RuleApplied, ...] | None
    changed: tuple[Difference, ...]
    details: dict[str, Any]


def history(
    core: Connection,
    mapper: JourneyMapper,
    sealer: Sealer,
    stream: UUID,
    opens: frozenset[Purpose],
    name_of: Callable[[UUID], str] = str,
    *,
    then: Then = NOW,
    with_changes: bool = False,
) -> list[Entry]:
    """Return every fact of a stream in order, each with its sentence, as it was known then.

    Of a day there is what had happened by its end; what corrects or voids belongs to the day of what it corrects or
    voids. `with_changes` folds the stream to say what each fact made of what stood before. Nothing for a stream that
    is not there.
    """
    query = select(stored_events.c.originator_version, stored_events.c.notification_id)
    places = {row[0]: row[1] for row in core.execute(query.where(stored_events.c.originator_id == stream.hex))}
    told = Reader(core, mapper, sealer, opens, name_of, SENTENCES).stream(stream, then.position)
    changed = differences(told) if with_changes and told.facts else {}
    return [
        _entry(told, version, places[version], name_of, changed.get(version, ()))
        for version in told.facts
        if then.on is None or _had_happened(told, version, then.on)
    ]


def told_at(
    core: Connection,
    mapper: JourneyMapper,
    sealer: Sealer,
    positions: Collection[int],
    opens: frozenset[Purpose],
    name_of: Callable[[UUID], str] = str,
) -> dict[int, tuple[UUID, Entry]]:
    """Return the facts at these positions of the log, of whichever streams: each with its stream, as an entry."""
    query = select(
        stored_events.c.notification_id, stored_events.c.originator_id, stored_events.c.originator_version
    ).where(stored_events.c.notification_id.in_(positions))
    reader, streams = Reader(core, mapper, sealer, opens, name_of, SENTENCES), dict[UUID, Stream]()
    found = {}
    for position, hex, version in core.execute(query).all():
        stream = UUID(hex)
        if stream not in streams:
            streams[stream] = reader.stream(stream)
        found[position] = stream, _entry(streams[stream], version, position, name_of, ())
    return found


def _had_happened(told: Stream, version: int, day: date) -> bool:
    _, fact = told.facts[version]
    voids = getattr(fact, "voids", None)
    of = told.corrects.get(version) or (() if voids is None else (voids,))
    return any(_had_happened(told, other, day) for other in of) if of else fact.occurred_on <= day


def _entry(
    told: Stream, version: int, position: int, name_of: Callable[[UUID], str], changed: tuple[Difference, ...]
) -> Entry:
    topic, fact = told.facts[version]
    opener = told.opener(version)
    pl, en = opener.sentence().whole
    details = opener.details()
    return Entry(
        position=position,
        version=version,
        topic=topic,
        occurred_on=fact.occurred_on,
        recorded_at=fact.recorded_at,
        recorded_by=fact.recorded_by,
        recorder=name_of(fact.recorded_by),
        role=fact.role,
        pl=pl,
        en=en,
        corrects=told.corrects.get(version, ()),
        corrected_by=told.corrected_by.get(version, ()),
        voids=getattr(fact, "voids", None),
        voided_by=told.voided_by.get(version),
        reason=details.get("reason") or details.get("override"),
        evidence={name: value for name, value in details.items() if value is not None and _is_evidence(name, fact)},
        rules=_rules(fact, opener),
        changed=changed,
        details=details,
    )


_EVIDENCE = frozenset(
    {
        "document_number",
        "evidence",
        "evidence_issued_on",
        "evidence_kept_at",
        "evidence_number",
        "evidence_valid_until",
        "kept_at",
        "number",
        "signed",
        "signed_by",
    }
)


def _is_evidence(name: str, fact: Fact) -> bool:
    return name in _EVIDENCE or (name == "source" and isinstance(fact.source, EvidenceGrade))  # type: ignore[attr-defined]


def _rules(fact: Fact, opener: Opener) -> tuple[RuleApplied, ...] | None:
    """Return the rules that a finding was made by, or that an entry goes over."""
    if isinstance(fact, EligibilityConfirmed | EligibilityRefused):
        said = opener.value("rules")
        return None if said in (PROTECTED, ERASED) else tuple(map(_named, said or ()))
    if isinstance(fact, HoursRecorded | HoursCorrected):
        excess = opener.value("excess")
        if excess in (PROTECTED, ERASED):
            return None
        return tuple(
            RuleApplied(rule=one.rule.value, version=one.version, law=one.law, book=one.book) for one in excess or ()
        )
    return ()


def _named(said: str) -> RuleApplied:
    """Return a rule said as `CODE@version`; the first findings named theirs as somebody typed them."""
    code, _, version = said.rpartition("@")
    return (
        RuleApplied(rule=code, version=int(version))
        if code and version.isdigit()
        else RuleApplied(rule=said, version=None)
    )
