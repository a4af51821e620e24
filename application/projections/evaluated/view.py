"""Keeping what evaluation reads: every fact that changes a record's skeleton closes its row and opens the next.

So each row bears the positions of its own facts, and what was known at any position is read without folding a stream.
Hours are not here: they change daily, and the index of hours tells them for any position.
"""

from collections.abc import Sequence
from typing import ClassVar

import msgspec
from sqlalchemy import Column, Index, Integer, Table, Text, bindparam, update

from application.projections.evaluated.skeleton import Skeleton, skeleton
from application.recorded import Folded, Recorded
from application.store.statements import Database, compiled, insertion
from application.store.tables import DERIVED
from domain.duplicates import holding
from domain.hours import HoursApproved, HoursCorrected, HoursRecorded, HoursReturned, HoursVoided
from domain.journal import TOPICS, Fact
from domain.participant import Participant

evaluated = Table(
    "evaluated",
    DERIVED,
    Column("participant", Text, primary_key=True),
    Column("survivor", Text),
    Column("skeleton", Text, nullable=False),
    Column("known_from", Integer, primary_key=True),
    Column("known_until", Integer),
    Index("evaluated_known", "participant", "known_from", "known_until", "survivor"),
    sqlite_with_rowid=False,
)
"""What a record said from the fact at position `known_from` up to the one before `known_until`; NULL: it still does.

`survivor` is the record that it counted with as a duplicate.
"""
evaluated_codes = Table(
    "evaluated_codes",
    DERIVED,
    Column("participant", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("topic", Text, nullable=False),
    Column("tokens", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""The sealed codes of each fact that says some (of all but hours), by field, as stored."""

OF_HOURS: frozenset[type[Fact]] = frozenset({HoursRecorded, HoursCorrected, HoursVoided, HoursApproved, HoursReturned})
"""The daily facts of a journey, which change no skeleton."""


class Evaluated:
    """One row for each state of a record, and one for each fact with codes."""

    name: ClassVar[str] = "evaluated"
    tables: ClassVar[Sequence[Table]] = (evaluated, evaluated_codes)

    def __init__(self) -> None:
        """Compile the statements."""
        journey = (kind for topic, kind in TOPICS.items() if topic.startswith(Participant.STREAM))
        self.steps: frozenset[type[Fact]] = frozenset(journey) - OF_HOURS
        self._open, self._say = insertion(evaluated), insertion(evaluated_codes)
        mine = evaluated.c.participant == bindparam("who"), evaluated.c.known_until.is_(None)
        self._close = compiled(update(evaluated).where(*mine).values(known_until=bindparam("position")))

    def write(self, db: Database, facts: Sequence[Recorded], folded: Folded) -> None:
        """Close and open rows fact by fact, and keep the codes that are new."""
        ids = dict.fromkeys(r.fact.originator_id for r in facts if type(r.fact) in self.steps)
        streams = {id: folded.before(Participant, id) for id in ids}
        held = {id: _said(stream) if stream.version else None for id, stream in streams.items()}
        for recorded in facts:
            fact = recorded.fact
            stream = streams.get(fact.originator_id)
            if stream is None:
                continue
            stream.fold(fact)
            if type(fact) in self.steps:
                self._keep_codes(db, recorded)
                said = _said(stream)
                if said != held[stream.id]:
                    held[stream.id] = said
                    survivor, bones = said
                    row = stream.id.hex, survivor, msgspec.json.encode(bones).decode(), recorded.position, None
                    db.execute(self._close, (recorded.position, stream.id.hex))
                    db.execute(self._open, row)

    def _keep_codes(self, db: Database, recorded: Recorded) -> None:
        fact, tokens = recorded.fact, codes_said(recorded.fact)
        if tokens:
            said = msgspec.json.encode(tokens).decode()
            db.execute(self._say, (fact.originator_id.hex, fact.originator_version, recorded.topic, said))


def codes_said(fact: Fact) -> dict[str, str]:
    """Return the sealed codes of a stored fact, by field."""
    sealed = {field.name: getattr(fact, field.name) for field in type(fact).SEALED if field.statistical}
    return {name: value.token for name, value in sealed.items() if value is not None}


def _said(person: Participant) -> tuple[str | None, Skeleton]:
    link = holding(person.duplicate_links)
    return None if link is None else link.survivor.hex, skeleton(person)
