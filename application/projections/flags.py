"""What is to be explained, as a list: found anew when somebody reads, with what people said of it."""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from uuid import UUID

import msgspec

from application.flags import Finder, Found
from application.looking import Looking
from domain.flags import WORDS, Explanation, Flag, FlagKind, newest_by_flag
from domain.participant import Participant


class Explained(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody said of a flag, who and when; the text is None where the reader's role does not open it."""

    item: int
    explained_on: date
    explained_by: UUID
    explanation: str | None


class Noticed(msgspec.Struct, frozen=True, kw_only=True):
    """A flag of somebody (None: of the edition, by the rules of `book`) and what was said of it last."""

    participant: UUID | None
    flag: Flag
    book: UUID | None
    said: Explanation | None


class FlagFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which flags a list shows: with a day in the period, of a kind, explained or not; None does not narrow."""

    since: date | None = None
    until: date | None = None
    kind: FlagKind | None = None
    explained: bool | None = None

    def lets(self, noticed: Noticed) -> bool:
        """Whether the filter lets a flag through."""
        return (
            noticed.flag.is_within(self.since, self.until)
            and self.kind in (None, noticed.flag.kind)
            and self.explained in (None, noticed.said is not None)
        )


class KindTotal(msgspec.Struct, frozen=True, kw_only=True):
    """How many flags of one kind there are, and how many of them somebody explained."""

    kind: FlagKind
    pl: str
    en: str
    flags: int
    explained: int


Place = tuple[str, str, str]
"""Where a flag stands on a list: its first day, whose it is, its key."""


def of_edition(
    looking: Looking, edition: UUID, today: date, criteria: FlagFilter, people: Callable[[UUID], bool]
) -> list[Noticed]:
    """Return the flags in an edition that a filter lets through, by day; of these people, and of the edition."""
    found = (f for f in Finder(looking, today).of_edition(edition) if f.participant is None or people(f.participant))
    return sorted(filter(criteria.lets, (_noticed(looking, one) for one in found)), key=place)


def of_person(looking: Looking, id: UUID, today: date, criteria: FlagFilter) -> list[Noticed]:
    """Return a person's flags that a filter lets through, by day. NotFound where there is no such participant."""
    person = looking.known(Participant, id)
    found = (Found(participant=id, flag=flag) for flag in Finder(looking, today).of_person(person))
    return sorted(filter(criteria.lets, (_noticed(looking, one) for one in found)), key=place)


def place(noticed: Noticed) -> Place:
    """Return where a flag stands on a list."""
    return (
        noticed.flag.since.isoformat(),
        "" if noticed.participant is None else noticed.participant.hex,
        noticed.flag.key,
    )


def page(noticed: Collection[Noticed], after: Place | None, limit: int) -> tuple[list[Noticed], bool]:
    """Return up to `limit` flags behind a place, and whether more follow."""
    behind = [one for one in noticed if after is None or place(one) > after]
    return behind[:limit], len(behind) > limit


def totals(noticed: Iterable[Noticed]) -> list[KindTotal]:
    """Return how many flags there are of each kind that occurs."""
    counted: dict[FlagKind, list[bool]] = {}
    for one in noticed:
        counted.setdefault(one.flag.kind, []).append(one.said is not None)
    return [
        KindTotal(kind=kind, pl=WORDS[kind][0], en=WORDS[kind][1], flags=len(said), explained=sum(said))
        for kind in FlagKind
        if (said := counted.get(kind))
    ]


def explained(looking: Looking, noticed: Noticed, *, opens_notes: bool) -> Explained | None:
    """Return what was said of a flag last, opened where the reader may; None: nothing was said."""
    said = noticed.said
    if said is None or noticed.participant is None:
        return None
    text = looking.opened(noticed.participant, "explanation", said.item) if opens_notes else None
    return Explained(item=said.item, explained_on=said.explained_on, explained_by=said.explained_by, explanation=text)


def _noticed(looking: Looking, found: Found) -> Noticed:
    said = None
    if found.participant is not None:
        said = newest_by_flag(_explanations(looking, found.participant)).get(found.flag.key)
    return Noticed(participant=found.participant, flag=found.flag, book=found.book, said=said)


def _explanations(looking: Looking, id: UUID) -> Iterator[tuple[str, Explanation]]:
    """Yield a person's explanations with the keys that they are about, opened."""
    for explanation in looking.known(Participant, id).explanations.values():
        key: str | None = looking.opened(id, "flag", explanation.item)
        if key is not None:
            yield key, explanation
