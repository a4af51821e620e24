"""A stream as one reader may see it: sealed values one by one, and the facts that a fact refers to."""

from collections.abc import Callable, Collection, Mapping
from datetime import date, time
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeGuard
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, select

from application.journal import JourneyMapper
from application.projections.timeline.saying import ERASED, OTHERS, PROTECTED, Pair, Sentence, day_of, joined, same
from application.projections.timeline.words import WORDS
from application.sealing import KeyErased, Sealer
from application.store.tables import stored_events
from domain.journal import Fact, Purpose, Sealed
from domain.personal_data import DETAILS, ParticipantRegistered, PersonalDetailsChanged, PersonalDetailsCorrected

Saying = Callable[[Any, "Opener"], Sentence]
"""Makes the sentence of a fact of one kind, with what opens it."""


_ENVELOPE = frozenset(Fact.__struct_fields__)
SAY_DETAILS = frozenset({ParticipantRegistered, PersonalDetailsChanged, PersonalDetailsCorrected})


class Reader:
    """One person who reads: what their role opens, and how sentences are made for them."""

    def __init__(
        self,
        core: Connection,
        mapper: JourneyMapper,
        sealer: Sealer,
        opens: frozenset[Purpose],
        name_of: Callable[[UUID], str],
        sentences: Mapping[type[Fact], Saying],
        *,
        alone: UUID | None = None,
        about_others: frozenset[type[Fact]] = frozenset(),
        withheld: Collection[tuple[type[Fact], str]] = (),
    ) -> None:
        """Read through `core`. With `alone`, open nothing but that stream's values, none of the facts about others.

        `withheld` are sealed fields that are about others than who may read them.
        """
        self.core, self.mapper, self.sealer = core, mapper, sealer
        self.opens, self.name_of, self.sentences = opens, name_of, sentences
        self._alone, self._about_others, self.withheld = alone, about_others, withheld
        self._firsts: dict[UUID, Stream] = {}

    def stream(self, id: UUID, position: int | None = None) -> "Stream":
        """Return a stream (as it was known at a position); an empty one where there is none."""
        of_the_stream = stored_events.c.originator_id == id.hex
        if position is not None:
            of_the_stream &= stored_events.c.notification_id <= position
        return self._read(of_the_stream)

    def may_open(self, fact: Fact, purpose: Purpose) -> bool:
        """Return whether this reader is shown a value of a fact."""
        others = self._alone is not None and (fact.originator_id != self._alone or type(fact) in self._about_others)
        return purpose in self.opens and not others

    def first(self, id: UUID) -> "Opener":
        """Return the first fact of a stream, read once. KeyError: there is no such stream."""
        if id not in self._firsts:
            of_the_stream = stored_events.c.originator_id == id.hex
            self._firsts[id] = self._read(of_the_stream & (stored_events.c.originator_version == 1))
        return self._firsts[id].opener(1)

    def _read(self, which: ColumnElement[bool]) -> "Stream":
        query = select(stored_events.c.topic, stored_events.c.state).where(which)
        read = ((topic, self.mapper.read(topic, state)) for topic, state in self.core.execute(query))
        return Stream(self, {fact.originator_version: (topic, fact) for topic, fact in read})


class Stream:
    """The facts of one stream by version, each with the topic that it is stored under."""

    def __init__(self, reader: Reader, facts: dict[int, tuple[str, Fact]]) -> None:
        """Hold the facts in order."""
        self.reader = reader
        self.facts = dict(sorted(facts.items()))

    def opener(self, version: int) -> "Opener":
        """Return what opens one of the facts. KeyError: there is no such fact."""
        return Opener(self, *self.facts[version])

    @cached_property
    def voided_by(self) -> dict[int, int]:
        """The voided facts, each with the fact that voids it."""
        said = ((version, getattr(fact, "voids", None)) for version, (_, fact) in self.facts.items())
        return {voids: version for version, voids in said if voids is not None}

    @cached_property
    def corrects(self) -> dict[int, tuple[int, ...]]:
        """The correcting facts, each with the facts that it corrects: one by its item, or who said the details."""
        found: dict[int, tuple[int, ...]] = {}
        details: dict[str, int] = {}
        for version, (_, fact) in self.facts.items():
            one = getattr(fact, "corrects", None)
            if one is not None:
                found[version] = (one,)
            named = [name for name in DETAILS if getattr(fact, name, None) is not None]
            if type(fact) is PersonalDetailsCorrected:
                found[version] = tuple(sorted({details[name] for name in named if name in details}))
            if type(fact) in SAY_DETAILS:
                details |= dict.fromkeys(named, version)
        return found

    @cached_property
    def corrected_by(self) -> dict[int, tuple[int, ...]]:
        """The corrected facts, each with the facts that correct it, in order."""
        found: dict[int, tuple[int, ...]] = {}
        for version, corrected in self.corrects.items():
            for one in corrected:
                found[one] = (*found.get(one, ()), version)
        return found


class Opener:
    """One fact for one reader. Called with a field's name it says a sealed value, or a user's id, in words."""

    def __init__(self, stream: Stream, topic: str, fact: Fact) -> None:
        """Open `fact`, stored under `topic`."""
        self._stream, self._topic, self._fact = stream, topic, fact
        self._purposes = {field.name: field.purpose for field in type(fact).SEALED}

    def __call__(self, name: str) -> Pair | None:
        """Return a value in words: protected or erased where it cannot be read, None where it is empty."""
        shown = self.value(name)
        if shown is None or is_unread(shown):
            return shown
        return in_words(shown)

    def value(self, name: str) -> Any:
        """Return a sealed value itself, PROTECTED, ERASED or OTHERS where it is not read, None where it is empty."""
        if getattr(self._fact, name) is None:
            return None
        if (type(self._fact), name) in self._stream.reader.withheld:
            return OTHERS
        if not self._stream.reader.may_open(self._fact, self._purposes[name]):
            return PROTECTED
        try:
            return self._stream.reader.sealer.open_field(self._fact, name, stored_topic=self._topic)
        except KeyErased:
            return ERASED

    def plain_or_opened(self, name: str) -> Any:
        """Return a field as the reader may know it: in clear, opened, PROTECTED or ERASED; None where it has none."""
        value = getattr(self._fact, name, None)
        return self.value(name) if isinstance(value, Sealed) else value

    def names(self) -> Pair | None:
        """Return family name and given name, None where the fact has none."""
        return joined([self("family_name"), self("given_name")])

    def sentence(self) -> Sentence:
        """Return the sentence of the fact."""
        return self._stream.reader.sentences[type(self._fact)](self._fact, self)

    def details(self) -> dict[str, Any]:
        """Return the fact's own fields, opened as far as the reader's role goes."""
        found: dict[str, Any] = {}
        for name in type(self._fact).__struct_fields__:
            if name not in _ENVELOPE:
                shown = self.plain_or_opened(name)
                found[name] = shown[0] if is_unread(shown) else shown
        return found

    def of(self, version: int) -> tuple[Any, "Opener"]:
        """Return another fact of the same stream, and what opens it."""
        opener = self._stream.opener(version)
        return opener._fact, opener  # noqa: SLF001 (its own class)

    def latest(self, version: int) -> tuple[Any, "Opener"]:
        """Return the fact that last corrected another one before this, or that one itself."""
        own = self._fact.originator_version
        stand = [
            by
            for by in self._stream.corrected_by.get(version, ())
            if by < own and self._stream.voided_by.get(by, own) >= own
        ]
        return self.of(stand[-1] if stand else version)

    def head(self, version: int) -> Pair:
        """Return what happened by another fact of the same stream, without the remarks."""
        return self.of(version)[1].sentence().head

    def user(self, id: UUID) -> Pair:
        """Return a user's name."""
        return same(self._stream.reader.name_of(id))

    def first_of(self, id: UUID) -> tuple[Any, "Opener"]:
        """Return the first fact of another stream, which says what that is called."""
        return self._stream.reader.first(id).of(1)


def is_unread(shown: object) -> TypeGuard[Pair]:
    """Return whether a value is not read: protected, erased, or another person's."""
    return shown is PROTECTED or shown is ERASED or shown is OTHERS


def in_words(value: object) -> Pair:
    """Return a value as people read it. KeyError: a code that nobody said words for."""
    if isinstance(value, StrEnum):
        return WORDS[value]
    if isinstance(value, bool):
        return ("tak", "yes") if value else ("nie", "no")
    if isinstance(value, time):
        return same(f"{value:%H:%M}")
    return day_of(value) if isinstance(value, date) else same(value)
