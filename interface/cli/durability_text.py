"""A durability report in a terminal: points with their bounds, the curve month by month, the groups below."""

from collections.abc import Iterator, Sequence

from domain.durability.figures import GroupFigures, PointFigures, Staying
from domain.durability.observation import AtPoint
from domain.durability.report import DurabilityReport, Group, Words
from domain.refusals import Language
from interface.charts import curve
from interface.charts.words import WITHHELD, between, chosen, people, percent
from interface.exports.about import CUTS, spoken, who_is_meant, written
from interface.exports.words import POINT_WORDS

BAR = 40
"""Characters of a whole bar."""
_HEADS = (
    Words("punkt", "point"),
    Words("pracuje", "in work"),
    Words("nie pracuje", "not in work"),
    Words("nie wiadomo", "not known"),
    Words("mianownik", "denominator"),
    Words("wśród znanych", "among known"),
    Words("granice", "bounds"),
    Words("pokrycie", "coverage"),
    Words("za wcześnie", "too early"),
)


def lines(report: DurabilityReport, language: Language) -> Iterator[str]:
    """Yield the lines of a report."""
    definition, today = report.definition, written(report.today)
    yield chosen(
        language,
        f"Trwałość zatrudnienia, definicja {definition.code} v{definition.version}, stan na {today.pl}, pozycja "
        f"dziennika {report.position}.",
        f"Durability of employment, definition {definition.code} v{definition.version}, as of {today.en}, log "
        f"position {report.position}.",
    )
    yield spoken(who_is_meant(report.question), language) + "."
    yield from (spoken(note, language) for note in report.notes)
    yield ""
    few = report.published is not None
    yield from _group(report.whole, language, few=few)
    by = report.question.by
    for group in report.groups:
        yield ""
        yield from _group(group, language, "" if by is None else f"{spoken(CUTS[by], language)}: ", few=few)
    if report.hides and language == "pl":
        yield f"Nie pokazano: {'; '.join(report.hides)}."


def _group(group: Group, language: Language, before: str = "", *, few: bool) -> Iterator[str]:
    name, figures = chosen(language, group.pl, group.en), group.figures
    if figures is None:
        reason = "" if group.withheld is None else f": {spoken(group.withheld, language)}"
        yield f"{before}{name}: {WITHHELD[language]}{reason}"
        return
    took = chosen(language, f"podjęło pracę {figures.took_work}", f"{figures.took_work} took up work")
    yield f"{before}{name}: {people(figures.people, language)}, {took}"
    yield from _table(figures, language, few=few)
    if figures.staying is not None:
        yield from _curve(figures.staying, language)


def _table(figures: GroupFigures, language: Language, *, few: bool) -> Iterator[str]:
    heads = [spoken(words, language) for words in _HEADS]
    rows = [heads, *(_row(point, language, few=few) for point in figures.points)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(heads))]
    for row in rows:
        cells = [cell.ljust(width) if not place else cell.rjust(width) for place, (cell, width) in _placed(row, widths)]
        yield "  " + "  ".join(cells).rstrip()


def _placed(row: Sequence[str], widths: Sequence[int]) -> Iterator[tuple[int, tuple[str, int]]]:
    yield from enumerate(zip(row, widths, strict=True))


def _row(point: PointFigures, language: Language, *, few: bool) -> list[str]:
    counts = [str(point.counts.get(state, 0)) for state in (AtPoint.EMPLOYED, AtPoint.NOT_EMPLOYED, AtPoint.UNKNOWN)]
    return [
        spoken(POINT_WORDS[point.point], language),
        *counts,
        str(point.denominator),
        percent(point.rate, language, few=few),
        between(point.least, point.most, language, few=few),
        percent(point.share_known, language, few=few),
        str(point.pending),
    ]


def _curve(staying: Staying, language: Language) -> Iterator[str]:
    """Yield the curve as bars: `#` up to the lower bound, `+` up to the curve, `.` up to the upper bound."""
    yield "  " + chosen(
        language,
        "w pracy po miesiącach: # co najmniej, + krzywa, . co najwyżej",
        "in work, month by month: # at least, + curve, . at most",
    )
    for row in curve.rows(staying):
        if row.survival is None or row.least is None or row.most is None:
            continue
        least, share, most = (round(BAR * value) for value in (row.least, row.survival, row.most))
        bar = ("#" * least).ljust(share, "+").ljust(most, ".").ljust(BAR)
        at_risk = chosen(language, f"w obserwacji {row.at_risk}", f"{row.at_risk} at risk")
        told = f"{percent(row.survival, language)} ({between(row.least, row.most, language)})"
        yield f"  {row.month:>4}  |{bar}|  {told}, {at_risk}"
