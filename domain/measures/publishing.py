"""Measures as they are published for those who may not see people: counts rounded, shares of many only."""

from msgspec.structs import replace

from domain.durability.suppression import LEAST_FOR_SHARES, rounded
from domain.measures.definition import SilenceIs
from domain.measures.figure import Count, Figure, Share
from domain.measures.outputs import Answered, Incomplete, Lacking, Output


def published_figure(found: Figure, silence: SilenceIs, *, by_sex: bool) -> Figure:
    """Return a figure as it is published; `by_sex`: women and men are told apart."""
    women, men, unknown = (
        None if part is None or not by_sex else _share(part, silence)
        for part in (found.women, found.men, found.sex_unknown)
    )
    return replace(found, total=_share(found.total, silence), women=women, men=men, sex_unknown=unknown)


def published_output(found: Output, *, by_sex: bool) -> Output:
    """Return an output indicator as it is published."""
    return replace(
        found, period=_answered(found.period, by_sex=by_sex), cumulative=_answered(found.cumulative, by_sex=by_sex)
    )


def published_incomplete(found: Incomplete, *, by_sex: bool) -> Incomplete:
    """Return how many have incomplete data as it is published."""
    lacking = tuple(Lacking(what=one.what, people=rounded(one.people)) for one in found.lacking)
    return Incomplete(people=_count(found.people, by_sex=by_sex), lacking=lacking)


def _answered(found: Answered | None, *, by_sex: bool) -> Answered | None:
    if found is None:
        return None
    people, refused, not_asked = (
        _count(count, by_sex=by_sex) for count in (found.people, found.refused, found.not_asked)
    )
    return Answered(people=people, refused=refused, not_asked=not_asked)


def _count(found: Count, *, by_sex: bool) -> Count:
    women, men, unknown = (
        None if part is None or not by_sex else rounded(part) for part in (found.women, found.men, found.sex_unknown)
    )
    return Count(total=rounded(found.total), women=women, men=men, sex_unknown=unknown)


def _share(found: Share, silence: SilenceIs) -> Share:
    """Return a share of rounded counts: what is left of them after the unknown ones is what was known."""
    unknown = rounded(found.unknown)
    if silence is SilenceIs.SUCCESS:
        yes, about = rounded(found.numerator - found.unknown), rounded(found.denominator)
    else:
        left_out = found.unknown if silence is SilenceIs.LEFT_OUT else 0
        yes, about = rounded(found.numerator), rounded(found.denominator + left_out)
    numerator = yes + unknown if silence is SilenceIs.SUCCESS else yes
    denominator = rounded(found.denominator)
    numerator = min(numerator, denominator)
    return Share(
        numerator=numerator,
        denominator=denominator,
        unknown=unknown,
        pending=rounded(found.pending),
        early=rounded(found.early),
        died=rounded(found.died),
        entry_unknown=rounded(found.entry_unknown),
        coverage=_rate(about - unknown, about),
        rate=None if found.rate is None else _rate(numerator, denominator),
        least=_rate(yes, about),
        most=_rate(yes + unknown, about),
    )


def _rate(part: int, whole: int) -> float | None:
    return min(max(part / whole, 0.0), 1.0) if whole >= LEAST_FOR_SHARES else None
