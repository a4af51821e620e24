"""What a fact made of what stood before it: the values before and after, folded step by step, opened for one reader.

A fact that only adds something changes nothing and has no before. What was sealed is opened as far as the reader's
role goes; where it is protected or was erased, both sides say so.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

import msgspec

from application.projections.timeline.fields import FIELDS
from application.projections.timeline.opening import SAY_DETAILS, Opener, Stream, in_words, is_unread
from application.projections.timeline.saying import ERASED, PROTECTED, Pair, same
from application.projections.timeline.words import WORDS
from domain.contacts import ContactDetailsChanged
from domain.hours import HoursApproved, HoursCorrected, HoursRecorded, HoursReturned, HoursState, HoursVoided
from domain.items import WithItems
from domain.journal import STREAMS, Fact
from domain.personal_data import DETAILS, ParticipantRegistered

_OF_HOURS = (HoursRecorded, HoursCorrected, HoursVoided, HoursApproved, HoursReturned)
_CONTACT = ("phone", "email", "preferred")
_ENTRY = ("minutes", "starts_at", "activity", "provider")
_NONE = ("brak", "none")
_WHY = frozenset({"reason", "override", "excess"})
"""What a correction says of itself, and not of what it corrects."""


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One value that a fact made another: of which items, of the fact of which version, before and after.

    `of` names the kind of items (`employments`, `enrolments`, `hours` …), `details` what the person is called and
    reached by; where the fact of that version made no item, its own kind.
    """

    of: str
    item: int
    field: str
    before: Any
    after: Any
    pl: str
    en: str


def differences(told: Stream) -> dict[int, tuple[Difference, ...]]:
    """Return for each version of a whole stream what its fact made of what stood before."""
    walk = _Walk(told)
    return {version: tuple(walk.step(version, fact)) for version, (_, fact) in told.facts.items()}


class _Walk:
    """A stream folded fact by fact."""

    def __init__(self, told: Stream) -> None:
        """Stand before the first fact."""
        self._told = told
        topic, first = next(iter(told.facts.values()))
        self._life = STREAMS[topic.partition(".")[0] + "."](first.originator_id)
        self._details: dict[str, int] = {}
        self._kinds: dict[int, str] = {}
        self._hours: dict[int, tuple[int, HoursState]] = {}
        """Of each entry of hours: which fact says it now, and what was said of it."""
        self._corrections: dict[int, list[int]] = {}
        """Of each fact that was corrected: itself, and the corrections that stand."""

    def step(self, version: int, fact: Fact) -> Iterator[Difference]:
        if isinstance(fact, _OF_HOURS):
            yield from self._said_of_hours(version, fact)
            return
        before = self._life.draft()
        self._life.fold(fact)
        if isinstance(before, WithItems) and isinstance(self._life, WithItems):
            self._kinds.update((version, kind) for kind in before.ITEMS if version in getattr(self._life, kind))
            yield from _between(before, self._life, version)
        yield from self._said_of_details(version, fact)
        yield from self._sealed(version, fact)

    def _said_of_details(self, version: int, fact: Fact) -> Iterator[Difference]:
        if type(fact) not in SAY_DETAILS and type(fact) is not ContactDetailsChanged:
            return
        for name in (*DETAILS, *_CONTACT):
            if getattr(fact, name, None) is None:
                continue
            last = self._details.get(name)
            self._details[name] = version
            if type(fact) is not ParticipantRegistered:
                before = None if last is None else self._value(last, name)
                yield _difference(
                    of="details", item=last or version, field=name, before=before, after=self._value(version, name)
                )

    def _said_of_hours(self, version: int, fact: Fact) -> Iterator[Difference]:
        if isinstance(fact, HoursRecorded):
            self._hours[version] = version, HoursState.RECORDED
        elif isinstance(fact, HoursCorrected):
            yield from self._corrected(version, fact)
        elif isinstance(fact, HoursVoided):
            yield from self._checked(fact.voids, HoursState.VOIDED)
        elif isinstance(fact, HoursApproved | HoursReturned):
            state = HoursState.APPROVED if isinstance(fact, HoursApproved) else HoursState.RETURNED
            for entry in fact.entries:
                yield from self._checked(entry, state)

    def _corrected(self, version: int, fact: HoursCorrected) -> Iterator[Difference]:
        said, _ = self._hours[fact.corrects]
        _, stood = self._told.facts[said]
        for name in _ENTRY:
            before, after = getattr(stood, name), getattr(fact, name)
            if before != after:
                yield _difference(of="hours", item=fact.corrects, field=name, before=before, after=after)
        yield from self._checked(fact.corrects, HoursState.RECORDED)
        self._hours[fact.corrects] = version, HoursState.RECORDED

    def _checked(self, entry: int, state: HoursState) -> Iterator[Difference]:
        said, before = self._hours[entry]
        self._hours[entry] = said, state
        if before is not state:
            yield _difference(of="hours", item=entry, field="state", before=before, after=state)

    def _sealed(self, version: int, fact: Fact) -> Iterator[Difference]:
        """Yield what a correction or a void made of sealed values."""
        corrects, voids = getattr(fact, "corrects", None), getattr(fact, "voids", None)
        if corrects is not None:
            stand = self._corrections.setdefault(corrects, [corrects])
            yield from self._between_facts(corrects, stand[-1], version)
            stand.append(version)
        elif voids is not None:
            for item, stand in self._corrections.items():
                if voids in stand[1:]:
                    last = stand[-1]
                    stand.remove(voids)
                    yield from self._between_facts(item, last, stand[-1])
                    return
            yield from self._between_facts(voids, voids, None)

    def _between_facts(self, item: int, before: int, after: int | None) -> Iterator[Difference]:
        """Yield what two facts say sealed and differently of an item; `after` None: nothing is said any more."""
        for name in sorted(self._sealed_by(before) | (set() if after is None else self._sealed_by(after))):
            values = self._value(before, name), None if after is None else self._value(after, name)
            if values[0] != values[1] or values[0] in (PROTECTED[0], ERASED[0]):
                of = self._kinds.get(item) or self._told.facts[item][0].split(".")[1]
                yield _difference(of=of, item=item, field=name, before=values[0], after=values[1])

    def _sealed_by(self, version: int) -> set[str]:
        _, fact = self._told.facts[version]
        return {field.name for field in type(fact).SEALED if field.name not in _WHY}

    def _value(self, version: int, name: str) -> Any:
        opener: Opener = self._told.opener(version)
        return _shown(opener, name)


def _difference(*, of: str, item: int, field: str, before: Any, after: Any) -> Difference:
    """Return a difference with what it reads as: `ostatni dzień: brak → 31.05.2026`."""
    name = FIELDS.get(field, same(field))
    had, has = map(_words, (before, after))
    pl, en = (f"{name[place]}: {had[place]} → {has[place]}" for place in (0, 1))
    return Difference(of=of, item=item, field=field, before=before, after=after, pl=pl, en=en)


def _words(value: Any) -> Pair:
    """Return a value as people read it; a code that no sentence says is called as in the contract."""
    if value is None:
        return _NONE
    return same(value.value) if isinstance(value, StrEnum) and value not in WORDS else in_words(value)


def _shown(opener: Opener, name: str) -> Any:
    value = opener.plain_or_opened(name)
    return value[0] if is_unread(value) else value


def _between(before: WithItems, after: WithItems, version: int) -> Iterator[Difference]:
    """Yield the fields of items that are others after a fact; what it added itself had no before."""
    for kind in before.ITEMS:
        had: Mapping[int, Any] = getattr(before, kind)
        has: Mapping[int, Any] = getattr(after, kind)
        for item, held in had.items():
            now = has.get(item)
            if now is held or item == version:
                continue
            for name in held.__struct_fields__:
                values = getattr(held, name), None if now is None else getattr(now, name)
                if name != "item" and values[0] != values[1]:
                    yield _difference(of=kind, item=item, field=name, before=values[0], after=values[1])
