"""Granted, allowed by law, used, left: per person by the rules of limits, then added up by degree.

What is left to a person is the smaller of what was granted and of what the law allows, less what was used since the
year began, and not below nothing. Who used more is counted as over.
"""

from collections.abc import Collection

import msgspec

from domain.edition_summary.subject import DegreeGroup, Subject
from domain.hours.limits import reduced


class Allowance(msgspec.Struct, frozen=True, kw_only=True):
    """What is left to one person (None: nothing limits it), and whether more was used than allowed."""

    left: int | None
    left_doby: int | None
    over: bool


class QuotaRow(msgspec.Struct, frozen=True, kw_only=True):
    """Sums over the people of one degree, hours in minutes: `used` in the period, `used_so_far` since the year began.

    `with_grant` and `with_limit` are how many people the sums `granted` and `limit` are of; `left` and `left_doby` are
    of those whom something limits. `over` is how many used more than they may.
    """

    group: str
    people: int
    with_grant: int
    granted: int
    with_limit: int
    limit: int
    used: int
    used_so_far: int
    left: int
    limit_doby: int
    used_doby: int
    used_doby_so_far: int
    left_doby: int
    over: int


def allowance(one: Subject) -> Allowance:
    """Return what is left to a person at the end of the period."""
    limit, doby = one.limit, one.limit_doby
    if one.combined and limit and doby:
        limit, doby = reduced(limit, [(one.doby_so_far, doby)]), reduced(doby, [(one.used_so_far, limit)])
    known = [allowed for allowed in (limit, one.granted) if allowed is not None]
    most = min(known, default=None)
    over = (most is not None and one.used_so_far > most) or (doby is not None and one.doby_so_far > doby)
    return Allowance(
        left=None if most is None else max(0, most - one.used_so_far),
        left_doby=None if doby is None else max(0, doby - one.doby_so_far),
        over=over,
    )


def quotas(people: Collection[Subject]) -> tuple[QuotaRow, ...]:
    """Return a row for each degree of which somebody has a quota, and one of all (TOTAL); none where nobody has one."""
    limited = [one for one in people if (one.granted, one.limit, one.limit_doby) != (None, None, None)]
    if not limited:
        return ()
    of_degree = [(group.value, [one for one in limited if one.degree is group]) for group in DegreeGroup]
    return tuple(_row(group, some) for group, some in (*of_degree, ("TOTAL", limited)) if some)


def _row(group: str, people: Collection[Subject]) -> QuotaRow:
    left = [allowance(one) for one in people]
    return QuotaRow(
        group=group,
        people=len(people),
        with_grant=sum(one.granted is not None for one in people),
        granted=sum(one.granted or 0 for one in people),
        with_limit=sum(one.limit is not None for one in people),
        limit=sum(one.limit or 0 for one in people),
        used=sum(one.used for one in people),
        used_so_far=sum(one.used_so_far for one in people),
        left=sum(one.left or 0 for one in left),
        limit_doby=sum(one.limit_doby or 0 for one in people),
        used_doby=sum(one.doby for one in people),
        used_doby_so_far=sum(one.doby_so_far for one in people),
        left_doby=sum(one.left_doby or 0 for one in left),
        over=sum(one.over for one in left),
    )
