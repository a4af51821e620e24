"""The charts of a workbook: Excel's own, drawn from cells beside them, so that an evaluator can edit both."""

from collections.abc import Sequence
from typing import Any

from domain.durability.figures import PointFigures, Staying
from domain.durability.report import Words
from domain.refusals import Language
from interface.charts import curve as drawing
from interface.charts.geometry import DAYS_A_MONTH, Stair
from interface.exports.about import spoken
from interface.exports.rows import Taken
from interface.exports.words import POINT_WORDS

_TITLE = Words("Wykresy", "Charts")
_NOBODY = Words("Brak danych: nikogo tu nie ma.", "No data: there is nobody here.")
_WITHHELD = Words("Ukryto ze względu na liczebność.", "Withheld: too few people.")
_CURVE_AT, _POINTS_AT = 0, 20
"""The first row of what each chart is drawn from."""


def charts(book: Any, taken: Taken, language: Language) -> None:
    """Add the sheet of charts of the whole: the curve, and the points with the bounds as error bars."""
    sheet = book.add_worksheet(spoken(_TITLE, language))
    sheet.set_landscape()
    sheet.set_paper(9)
    figures = taken.report.whole.figures
    if figures is None:
        sheet.write_string(0, 0, spoken(_WITHHELD, language))
        return
    if figures.staying is None and not any(point.denominator for point in figures.points):
        sheet.write_string(0, 0, spoken(_NOBODY, language))
        return
    sheet.insert_chart("B2", _points_chart(book, sheet, figures.points, language), _alt(_POINTS_ALT, language))
    if figures.staying is not None:
        sheet.insert_chart(
            "B24",
            _curve_chart(book, sheet, figures.staying, language),
            _alt_text(drawing.described(figures.staying, language)),
        )


_POINTS_ALT = Words(
    "Udział pracujących w punktach po wyjściu wśród osób, o których wiadomo; wąsy: granice, gdyby wszyscy nieznani nie "
    "pracowali albo pracowali. Liczby są w arkuszu Punkty po wyjściu.",
    "Share in work at the points after the exit among the known ones; whiskers: the bounds had no unknown one worked, "
    "or all of them. The numbers are in the sheet Points after the exit.",
)


def _alt(words: Words, language: Language) -> dict[str, Any]:
    return _alt_text(spoken(words, language))


def _alt_text(said: str) -> dict[str, Any]:
    return {"description": said, "x_scale": 1.6, "y_scale": 1.35}


def _points_chart(book: Any, sheet: Any, points: Sequence[PointFigures], language: Language) -> Any:
    """Write what is known of the points into columns T to W and draw it; a rate of nobody is an empty place."""
    percent = book.add_format({"num_format": "0.0%"})
    for place, head in enumerate(("point", "rate", "rate-least", "most-rate")):
        sheet.write_string(0, 19 + place, head)
    for row, point in enumerate(points, 1):
        sheet.write_string(row, 19, spoken(POINT_WORDS[point.point], language))
        if point.rate is not None and point.least is not None and point.most is not None:
            for place, value in enumerate((point.rate, point.rate - point.least, point.most - point.rate), 20):
                sheet.write_number(row, place, value, percent)
    last, name = len(points), spoken(_TITLE, language)
    chart = book.add_chart({"type": "column"})
    chart.add_series(
        {
            "name": spoken(Words("pracuje, wśród znanych", "in work, among the known"), language),
            "categories": [name, 1, 19, last, 19],
            "values": [name, 1, 20, last, 20],
            "data_labels": {"value": True, "num_format": "0%"},
            "y_error_bars": {
                "type": "custom",
                "plus_values": f"='{name}'!$W$2:$W${last + 1}",
                "minus_values": f"='{name}'!$V$2:$V${last + 1}",
            },
        }
    )
    chart.set_title({"name": spoken(Words("W pracy po wyjściu", "In work after the exit"), language)})
    chart.set_y_axis({"min": 0, "max": 1, "num_format": "0%"})
    chart.set_legend({"position": "bottom"})
    return chart


def _curve_chart(book: Any, sheet: Any, staying: Staying, language: Language) -> Any:
    """Write the corners of the stairs into columns from Y on, two for each line, and draw them."""
    chart = book.add_chart({"type": "scatter", "subtype": "straight"})
    name, column = spoken(_TITLE, language), 24
    for line, dash, levels in lines(staying):
        corners = _corners(levels, drawing.ends_on(staying.curve))
        label = spoken(line, language)
        sheet.write_string(0, column, spoken(Words("miesiące", "months"), language))
        sheet.write_string(0, column + 1, label)
        for row, (day, share) in enumerate(corners, 1):
            sheet.write_number(row, column, day / DAYS_A_MONTH)
            sheet.write_number(row, column + 1, share)
        chart.add_series(
            {
                "name": label,
                "categories": [name, 1, column, len(corners), column],
                "values": [name, 1, column + 1, len(corners), column + 1],
                "line": {"dash_type": dash, "width": 2.25 if dash == "solid" else 1.25},
                "marker": {"type": "none"},
            }
        )
        column += 2
    chart.set_title({"name": spoken(Words("Pozostawanie w pracy", "Staying in work"), language)})
    chart.set_x_axis(
        {"min": 0, "name": spoken(Words("miesiące od podjęcia pracy", "months from the start of work"), language)}
    )
    chart.set_y_axis({"min": 0, "max": 1, "num_format": "0%"})
    chart.set_legend({"position": "bottom"})
    return chart


def lines(staying: Staying) -> list[tuple[Words, str, list[Stair]]]:
    """Return the lines of a curve, each with its name and its dashes."""
    steps = staying.curve.steps
    return [
        (Words("krzywa", "curve"), "solid", drawing.shares_of(staying.curve)),
        (Words("przedział: dół", "interval: low"), "dash", [(s.day, s.low) for s in steps if s.low is not None]),
        (Words("przedział: góra", "interval: high"), "dash", [(s.day, s.high) for s in steps if s.high is not None]),
        (Words("zmiana wcześniej", "change earlier"), "dash_dot", drawing.shares_of(staying.early)),
        (Words("najmniej", "least"), "round_dot", [(level.day, level.share) for level in staying.least]),
        (Words("najwięcej", "most"), "long_dash", [(level.day, level.share) for level in staying.most]),
    ]


def _corners(levels: Sequence[Stair], until: int) -> list[Stair]:
    """Return the corners of stairs from 1 on day 0 to their end."""
    corners, share = [(0, 1.0)], 1.0
    for day, level in levels:
        corners += [(day, share), (day, level)]
        share = level
    return [*corners, (max(until, corners[-1][0]), share)]
