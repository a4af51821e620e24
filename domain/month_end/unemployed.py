"""Whose unemployed status is to be checked before paying: the record says that it was lost, or that they work.

Socially useful work is for the registered unemployed without a right to benefit (domain page 3.2). The record is no
proof: the line says whom to ask the labour office about.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum

import msgspec

from domain.employment import Employment
from domain.month_end.words import NOT_REGISTERED, WORKS, Pair
from domain.status import LabourStatus


class StatusKind(StrEnum):
    """What the record says."""

    WORKS = "WORKS"
    NOT_REGISTERED = "NOT_REGISTERED"


class StatusSaid(msgspec.Struct, frozen=True, kw_only=True):
    """What a status says of the labour market, taken on a day; `item` is its fact."""

    item: int
    taken_on: date
    labour: LabourStatus


class LostStatus(msgspec.Struct, frozen=True, kw_only=True):
    """What the record says, since which day."""

    kind: StatusKind
    since: date

    def sentence(self) -> Pair:
        """Return it in Polish and English, without a name."""
        return (WORKS if self.kind is StatusKind.WORKS else NOT_REGISTERED).of(since=self.since)


def lost_status(
    employments: Iterable[Employment], statuses: Iterable[StatusSaid], first: date, last: date
) -> Iterator[LostStatus]:
    """Yield what speaks against a person's unemployed status in a month: work on some day of it, the newest status."""
    spells = [e for e in employments if e.started_on <= last and (e.ended_on is None or e.ended_on >= first)]
    if spells:
        yield LostStatus(kind=StatusKind.WORKS, since=min(spell.started_on for spell in spells))
    known = [status for status in statuses if status.taken_on <= last]
    newest = max(known, key=lambda one: (one.taken_on, one.item), default=None)
    if newest is not None and newest.labour is not LabourStatus.UNEMPLOYED_REGISTERED:
        yield LostStatus(kind=StatusKind.NOT_REGISTERED, since=newest.taken_on)
