"""People in Polish order, page by page. Whoever has no name any more stands behind all others."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Select

from application.projections.names import NameDirectory

FEW = 1000
"""Up to so many matches are sorted in memory; more are walked in Polish order until the page is full."""

WALKED = 100, 800
"""So many are asked about first on that walk, then twice as many each time, up to the most."""

_NAMELESS = b"\xff\xff"
"""Behind every key of a name: a letter that nobody foresaw weighs ff and its number, which begins with less."""

Place = tuple[bytes, UUID]
"""Where somebody stands, and who."""

Asked = Callable[[Sequence[str] | None], Select[Any]]
"""Makes the query of the people a list shows (one column: ids as they are stored): all, or those among some."""


def place(names: NameDirectory, participant: UUID) -> bytes:
    """Return where a participant stands: in Polish order, without a name behind everybody else."""
    return names.key(participant) or _NAMELESS + participant.bytes


def in_polish_order(
    core: Connection, names: NameDirectory, asked: Asked, after: bytes | None, limit: int
) -> tuple[list[UUID], bool]:
    """Return up to `limit` of the people that are asked for, in order, behind a place; and whether more follow."""
    few = core.execute(asked(None).limit(FEW + 1)).scalars().all()
    if len(few) <= FEW:
        return chosen(names, [UUID(hex) for hex in few], after, limit)
    return _page(_walk(core, names, asked, after), limit)


def chosen(names: NameDirectory, people: Collection[UUID], after: bytes | None, limit: int) -> tuple[list[UUID], bool]:
    """Return up to `limit` of these people in order behind a place; and whether more follow."""
    if len(people) <= FEW:
        places = sorted((place(names, person), person) for person in people)
        return _page((at for at in places if after is None or at[0] > after), limit)
    wanted = set(people)
    named = (at for at in names.after(after) if at[1] in wanted)
    return _page(_then_nameless(names, named, lambda: wanted, after), limit)


def _walk(core: Connection, names: NameDirectory, asked: Asked, after: bytes | None) -> Iterator[Place]:
    def named() -> Iterator[Place]:
        behind, (size, most) = after, WALKED
        while chunk := names.page(behind, size):
            query = asked([person.hex for _, person in chunk])
            allowed = set(core.execute(query).scalars())
            yield from (at for at in chunk if at[1].hex in allowed)
            behind, size = chunk[-1][0], min(2 * size, most)

    def everybody() -> Iterator[UUID]:
        return (UUID(hex) for hex in core.execute(asked(None)).scalars())

    return _then_nameless(names, named(), everybody, after)


def _then_nameless(
    names: NameDirectory,
    named: Iterator[Place],
    everybody: Callable[[], Iterable[UUID]],
    after: bytes | None,
) -> Iterator[Place]:
    yield from named
    nameless = sorted((place(names, one), one) for one in everybody() if names.name(one) is None)
    yield from (at for at in nameless if after is None or at[0] > after)


def _page(places: Iterator[Place], limit: int) -> tuple[list[UUID], bool]:
    found = [person for _, person in islice(places, limit + 1)]
    return found[:limit], len(found) > limit
