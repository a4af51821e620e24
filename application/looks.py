"""The looks of the running batch: their records in the access log, and the rows by which they are found."""

from datetime import datetime
from uuid import UUID

from application import access
from application.access import AccessNote, Deed, Look, Outcome, Source, Subtype
from application.command import Ask, Work
from application.indexes.access import AccessIndex
from application.journal import Journal
from application.logs import Logs
from application.permissions import Standing
from application.store.statements import Database
from domain.participant import Participant


class Looks:
    """Stages records with a batch; they are written with it, in its transaction."""

    def __init__(self, logs: Logs, journal: Journal, source: Source) -> None:
        """Stage in `logs`; `source` is what the records name as having kept them."""
        self._logs, self._journal, self._source = logs, journal, source
        self._index = AccessIndex()
        self._staged: list[Look] = []

    def note(self, note: AccessNote, at: datetime) -> None:
        """Stage a record that somebody looked at this moment."""
        look = access.look(note, at, self._logs.looks + 1, self._source)
        self._logs.stage_access(access.content(look))
        self._staged.append(look)

    def note_refusal(self, ask: Ask, place: Standing, work: Work) -> None:
        """Stage a refused command as a look: its reason tells something about the person."""
        about = tuple(dict.fromkeys(work.about))
        note = AccessNote(
            actor=ask.actor,
            role=place.role,
            action=type(ask.command).ACTION,
            scope=place.scope,
            participants=about,
            origin=ask.origin,
            outcome=Outcome.REFUSED,
            deed=Deed.CREATE if ask.if_match is None else Deed.UPDATE,
            subtype=Subtype.CHANGE,
            engagement=None if work.control is None else work.control.id,
            on_behalf_of=work.indexes.assignments.on_behalf(work.db, about, ask.actor.user, work.today),
        )
        self.note(note, work.stamp.recorded_at)

    def note_repeat(self, ask: Ask, place: Standing, stream: UUID, at: datetime) -> None:
        """Stage as a look that somebody got the first answer of a write again, where that names a participant."""
        if self._journal.exists(Participant, stream):
            note = AccessNote(
                actor=ask.actor,
                role=place.role,
                action=type(ask.command).ACTION,
                scope=place.scope,
                participants=(stream,),
                origin=ask.origin,
                subtype=Subtype.REPEAT,
            )
            self.note(note, at)

    def write(self, db: Database) -> None:
        """Write the rows that find the staged records, in their transaction."""
        self._index.write(db, self._staged)

    def drop(self) -> None:
        """Forget what was staged: it is on disk, or it never will be."""
        self._staged = []
