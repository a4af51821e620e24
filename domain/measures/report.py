"""The answers: all measures of what is asked about, with their definitions, as known at a position of the log."""

from datetime import date
from uuid import UUID

import msgspec

from domain.durability.report import Words
from domain.measures.definition import Definition
from domain.measures.figure import Figure
from domain.measures.minimum_wage import MinimumWage
from domain.measures.outputs import Outputs
from domain.measures.side_by_side import FundedEdition


class AskedOf(msgspec.Struct, frozen=True, kw_only=True):
    """Of which days (both included; None: from the beginning), and of which programme or edition (None: of all)."""

    first: date | None
    last: date
    programme: str | None = None
    edition: UUID | None = None


class PublishedMeasures(msgspec.Struct, frozen=True, kw_only=True):
    """That these are published figures, for those who may not see people.

    Every count is rounded to the nearest multiple of `rounded_to`, and shares are of the rounded counts, for
    `least_for_shares` people or more. `asked` is the day up to whose end knowledge was asked for; each figure says by
    its `today` since when it stands. `withheld` names what is not told of.
    """

    period: str
    asked: date
    rounded_to: int
    least_for_shares: int
    withheld: tuple[str, ...]


class IndicatorsReport(msgspec.Struct, frozen=True, kw_only=True):
    """The common indicators of the ESF+: outputs, and results in the period and `cumulative`, from the beginning.

    `editions` are those asked about that run in the period, and who pays for them. `hides` says in Polish who is left
    out, `notes` what a reader must know.
    """

    asked: AskedOf
    position: int
    today: date
    editions: tuple[FundedEdition, ...]
    definitions: tuple[Definition, ...]
    outputs: Outputs
    results: tuple[Figure, ...]
    cumulative: tuple[Figure, ...]
    hides: tuple[str, ...]
    notes: tuple[Words, ...]
    published: PublishedMeasures | None = None


class EffectivenessReport(msgspec.Struct, frozen=True, kw_only=True):
    """Every other measure of success, side by side from the same facts; `hides` and `notes` as of the indicators."""

    asked: AskedOf
    position: int
    today: date
    editions: tuple[FundedEdition, ...]
    definitions: tuple[Definition, ...]
    figures: tuple[Figure, ...]
    minimum_wages: tuple[MinimumWage, ...]
    hides: tuple[str, ...]
    notes: tuple[Words, ...]
    published: PublishedMeasures | None = None
