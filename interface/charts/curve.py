"""The curve of staying in work (or of being without it): stairs with their band, bounds, censored people, who is left.

Kaplan and Meier's curve as its figures say it; a change that lies between two observations is drawn at both ends, and
the bounds beside it are where the curve would lie had everybody of unknown fate lost the job, or kept it.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import msgspec
from markupsafe import Markup

from domain.durability.figures import Curve, Level, Staying, Step
from domain.refusals import Language
from interface.charts import STYLE, TEMPLATES
from interface.charts.geometry import (
    Frame,
    Stair,
    apart,
    between,
    coordinate,
    day_of,
    level_at,
    month_ticks,
    stairs,
)
from interface.charts.words import between as range_of
from interface.charts.words import chosen, people, percent

WIDE, NARROW = 720, 340
"""Widths in user units: of a desk or a printed page, and of a telephone."""
_YEAR = 365
_TICKS = {WIDE: 9, NARROW: 5}
_LABEL_GAP = 13.0


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """What the curve says at so many months: the table beside the drawing. None: it does not reach so far."""

    month: int
    day: int
    at_risk: int | None
    survival: float | None
    low: float | None
    high: float | None
    early: float | None
    least: float | None
    most: float | None


class _Line(NamedTuple):
    kind: str
    path: str
    label: str
    x: str
    y: str


class _Tick(NamedTuple):
    place: str
    label: str
    at_risk: str = ""


class Drawing(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the template sets, as text."""

    id: str
    width: int
    height: int
    frame: Frame
    title: str
    desc: str
    bounds: str
    band: str
    lines: Sequence[_Line]
    censored: Sequence[tuple[str, str]]
    shares: Sequence[_Tick]
    months: Sequence[_Tick]
    language: Language

    def said(self, pl: str, en: str) -> str:
        """Return the words in the reader's language."""
        return chosen(self.language, pl, en)


def shares_of(curve: Curve) -> list[Stair]:
    """Return the stairs of a curve: each day on which it falls, and to what."""
    return [(step.day, step.survival) for step in curve.steps if step.events]


def ends_on(curve: Curve) -> int:
    """Return the last day on which somebody was watched: the curve says nothing of any later one."""
    return curve.steps[-1].day if curve.steps else 0


def left_at(curve: Curve, day: int) -> int:
    """Return how many people are still watched on a day: at risk just before whatever happens next, on it or later."""
    return next((step.at_risk for step in curve.steps if step.day >= day), 0)


def rows(staying: Staying) -> list[Row]:
    """Return the curve month by month, in strides that fit a page."""
    return list(_rows(staying, month_ticks(_days(staying), _TICKS[WIDE])))


def drawn(staying: Staying, language: Language, *, title: str, id: str, width: int = WIDE) -> Drawing:
    """Return the drawing of a curve. `title` is what it shows, `id` a name that nothing else on the page has."""
    days = _days(staying)
    height = 330 if width == WIDE else 300
    frame = Frame(50, 14, width - 80, height - 84, days)
    until = _until(staying)
    months = month_ticks(days, _TICKS[width])
    levels = shares_of(staying.curve)
    return Drawing(
        id=f"{id}-{'w' if width == WIDE else 'n'}",
        width=width,
        height=height,
        frame=frame,
        title=title,
        desc=described(staying, language),
        bounds=_bounds(staying, frame, until),
        band=between([(s.day, s.low, s.high) for s in staying.curve.steps], frame, ends_on(staying.curve)),
        lines=_lines(staying, frame, until, language),
        censored=[
            (frame.x(step.day), frame.y(level_at(levels, step.day))) for step in staying.curve.steps if step.censored
        ],
        shares=[_Tick(frame.y(share / 4), percent(share / 4, language, 0)) for share in range(5)],
        months=[
            _Tick(frame.x(day_of(month)), str(month), str(left_at(staying.curve, day_of(month)))) for month in months
        ],
        language=language,
    )


def standing(staying: Staying) -> Row:
    """Return what the curve says after a year, or on its last day where it ends before."""
    return _row(staying, day=min(_YEAR, ends_on(staying.curve)))


def described(staying: Staying, language: Language) -> str:
    """Return in words what the curve says: its level after a year or where it ends, its median, what is not known."""
    curve, at = staying.curve, standing(staying)
    level, bounds = percent(at.survival, language), range_of(at.least, at.most, language)
    if language == "pl":
        median = "mediana nieosiągnięta" if curve.median is None else f"mediana {curve.median} dni"
        return (
            f"{people(curve.people, 'pl')} w obserwacji. Po {at.day} dniach krzywa wynosi {level}, "
            f"granice {bounds}; {median}. Los nieznany: {staying.unknown}, za wcześnie na odpowiedź: "
            f"{staying.immature}, zmiana między dwiema obserwacjami: {staying.between_observations}."
        )
    median = "the median is not reached" if curve.median is None else f"the median is {curve.median} days"
    return (
        f"{people(curve.people, 'en')} watched. After {at.day} days the curve stands at {level}, "
        f"bounds {bounds}; {median}. Fate unknown: {staying.unknown}, too early to tell: {staying.immature}, "
        f"changed between two observations: {staying.between_observations}."
    )


def markup(drawing: Drawing) -> Markup:
    """Return the drawing as an element that stands within a page."""
    return Markup(_macros().svg(drawing))  # noqa: S704 - the macro escaped whatever it was given


def standalone(drawing: Drawing) -> str:
    """Return the drawing as an SVG file of its own, with its style in it."""
    return str(_macros().file(drawing, STYLE))


def said(reason: str, language: Language) -> str:
    """Return an SVG file that says in words why there is no curve."""
    return str(_macros().words(reason, language, STYLE))


def _macros() -> Any:
    return TEMPLATES.get_template("charts/curve.html").module


def _rows(staying: Staying, months: Sequence[int]) -> Iterator[Row]:
    return (_row(staying, month, day_of(month)) for month in months)


def _row(staying: Staying, month: int = 0, day: int = 0) -> Row:
    curve = staying.curve
    reached = day <= ends_on(curve)
    step = _step_at(curve.steps, day)
    return Row(
        month=month,
        day=day,
        at_risk=left_at(curve, day) if reached else None,
        survival=level_at(shares_of(curve), day) if reached else None,
        low=step.low if reached and step else None,
        high=step.high if reached and step else None,
        early=level_at(shares_of(staying.early), day) if reached else None,
        least=level_at(_stairs(staying.least), day) if reached else None,
        most=level_at(_stairs(staying.most), day) if reached else None,
    )


def _step_at(steps: Sequence[Step], day: int) -> Step | None:
    return next((step for step in reversed(steps) if step.day <= day), None)


def _stairs(levels: Sequence[Level]) -> list[Stair]:
    return [(level.day, level.share) for level in levels]


def _days(staying: Staying) -> int:
    """Return how many days the axis has: a year at least, and whole quarters."""
    return 1 + day_of(max(12, 3 * -(-_until(staying) // 92)))


def _until(staying: Staying) -> int:
    """Return the last day that any of the curves speaks of."""
    said = [level.day for level in (*staying.least, *staying.most)]
    return max([ends_on(staying.curve), ends_on(staying.early), *said])


def _bounds(staying: Staying, frame: Frame, until: int) -> str:
    least, most = _stairs(staying.least), _stairs(staying.most)
    if least == most:
        return ""
    days = sorted({0, *(day for day, _ in (*least, *most))})
    return between([(day, level_at(least, day), level_at(most, day)) for day in days], frame, until)


def _lines(staying: Staying, frame: Frame, until: int, language: Language) -> list[_Line]:
    """Return the lines that differ from each other, each with its name at its end."""
    curve, early = shares_of(staying.curve), shares_of(staying.early)
    least, most = _stairs(staying.least), _stairs(staying.most)
    wanted = [("curve", curve, ends_on(staying.curve), chosen(language, "krzywa", "curve"))]
    if early != curve:
        wanted.append(("early", early, ends_on(staying.early), chosen(language, "wcześniej", "earlier")))
    if least != most:
        wanted.append(("least", least, until, chosen(language, "najmniej", "least")))
        wanted.append(("most", most, until, chosen(language, "najwięcej", "most")))
    ends = [float(frame.y(level_at(levels, last))) + 4 for _, levels, last, _ in wanted]
    places = apart(ends, _LABEL_GAP, frame.bottom - 3)
    return [
        _Line(kind, stairs(levels, frame, last), label, coordinate(float(frame.x(until)) + 6), coordinate(place))
        for (kind, levels, last, label), place in zip(wanted, places, strict=True)
    ]
