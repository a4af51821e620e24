"""The way from referral to lasting work: of the people at its start, how many came how far, and how many still may."""

from collections.abc import Sequence

import msgspec
from markupsafe import Markup

from domain.refusals import Language
from interface.charts import TEMPLATES
from interface.charts.curve import NARROW, WIDE
from interface.charts.geometry import coordinate
from interface.charts.words import between, chosen, percent

_ROW = 48
"""Height of one stage in user units: its words, its bar and a gap."""


class Stage(msgspec.Struct, frozen=True, kw_only=True):
    """One stage in words: `reached` people of those at the start came to it.

    `perhaps` more may have, or may yet: nobody knows of them, or it is too early to tell.
    """

    label: str
    reached: int
    perhaps: int


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """One stage as it is drawn: lengths in user units, and what stands at its right."""

    label: str
    said: str
    top: int
    reached: str
    perhaps_from: str
    perhaps: str


class Drawing(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the template sets, as text."""

    id: str
    width: int
    height: int
    title: str
    desc: str
    bars: Sequence[Bar]


def said_of(stage: Stage, start: int, language: Language) -> str:
    """Return how many reached a stage and their share of the start, as a range where more may have."""
    most = stage.reached + stage.perhaps
    if most == stage.reached:
        return f"{stage.reached} · {percent(stage.reached / start, language, 0)}"
    share = between(stage.reached / start, most / start, language, 0)
    return f"{stage.reached}–{most} · {share}"


def drawn(stages: Sequence[Stage], language: Language, *, title: str, id: str, width: int = WIDE) -> Drawing | None:
    """Return the drawing of the stages in their order; None where nobody stands at the start: there is no data."""
    start = stages[0].reached if stages else 0
    if not start:
        return None
    unit = (width - 2) / start
    return Drawing(
        id=f"{id}-{'n' if width == NARROW else 'w'}",
        width=width,
        height=_ROW * len(stages) + 4,
        title=title,
        desc=described(stages, language),
        bars=[
            Bar(
                label=stage.label,
                said=said_of(stage, start, language),
                top=_ROW * place,
                reached=coordinate(unit * stage.reached),
                perhaps_from=coordinate(1 + unit * stage.reached),
                perhaps=coordinate(unit * stage.perhaps),
            )
            for place, stage in enumerate(stages)
        ],
    )


def described(stages: Sequence[Stage], language: Language) -> str:
    """Return the stages in words."""
    start = stages[0].reached
    told = "; ".join(f"{stage.label}: {said_of(stage, start, language)}" for stage in stages)
    range_means = chosen(
        language,
        "Zakres: dolna liczba to osoby, o których wiadomo, górna dolicza nieznane i te, dla których jest za wcześnie.",
        "A range: its lower end counts who is known, its upper end adds the unknown and those too early to tell.",
    )
    return f"{told}. {range_means}"


def markup(drawing: Drawing) -> Markup:
    """Return the drawing as an element that stands within a page."""
    macros = TEMPLATES.get_template("charts/funnel.html").module
    return Markup(macros.svg(drawing))  # type: ignore[attr-defined]  # noqa: S704 - the macro escaped what it got
