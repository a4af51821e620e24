"""A report as rows: every table that is taken away, cell by cell, in the order of its columns."""

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from domain.durability.figures import GroupFigures, PointFigures, Staying
from domain.durability.observation import AtPoint, Silence
from domain.durability.report import DurabilityReport, Group
from domain.durability.way import Came, Stage
from domain.vocabulary import EvidenceGrade, Role
from interface.charts import curve as charts
from interface.exports.cells import Cell
from interface.exports.columns import AT_RISK, CURVE, GROUPS, INCIDENCES, POINTS_TABLE, STATES, TABLES, WAY, Mark, Table

Row = Mapping[str, Cell]


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """A report as somebody takes it away: for which role it was made, by which version of the program.

    `way` is that of the people referred in the report's period, for those who may see people; else there is none.
    """

    report: DurabilityReport
    made_for: Role
    program: str
    way: tuple[Came, ...] = ()

    @property
    def groups(self) -> tuple[Group, ...]:
        """The whole, then its groups."""
        return (self.report.whole, *self.report.groups)

    @property
    def came(self) -> tuple[Came, ...]:
        """The stages of the way: from the referral where that may be told, else from the exit on."""
        return self.way or after_exit(self.report.whole.figures)

    @property
    def name(self) -> str:
        """What its files are called, without an ending: what it is, by which definition, as of which position."""
        definition = self.report.definition
        return f"trwalosc-{definition.code}-v{definition.version}-{self.report.position}".lower().replace("_", "-")


def after_exit(figures: GroupFigures | None) -> tuple[Came, ...]:
    """Return the stages from the exit on, by the figures of a report: all that a published table tells of the way."""
    if figures is None:
        return ()
    return (
        Came(stage=Stage.LEFT, reached=figures.people, perhaps=0),
        Came(stage=Stage.TOOK_WORK, reached=figures.took_work, perhaps=0),
        *(
            Came(
                stage=Stage(point.point),
                reached=point.counts.get(AtPoint.EMPLOYED, 0),
                perhaps=point.counts.get(AtPoint.UNKNOWN, 0) + point.pending,
            )
            for point in figures.points
        ),
    )


def cells(taken: Taken, table: Table) -> Iterator[list[Cell]]:
    """Yield the rows of a table, each with a cell for every column; None is an empty cell."""
    names = [column.name for column in table.columns]
    for row in rows(taken, table):
        unknown = row.keys() - set(names)
        assert not unknown, unknown  # noqa: S101 - a cell that no column explains
        yield [row.get(name) for name in names]


def rows(taken: Taken, table: Table) -> Iterator[Row]:
    """Yield the rows of a table by the names of their columns."""
    if table is WAY:
        yield from _way_rows(taken)
        return
    told = {
        GROUPS.name: _group_rows,
        POINTS_TABLE.name: _point_rows,
        CURVE.name: _curve_rows,
        AT_RISK.name: _at_risk_rows,
        INCIDENCES.name: _incidence_rows,
    }[table.name]
    for group in taken.groups:
        begins = _begins(taken, group)
        if group.figures is None:
            yield begins | {"mark": Mark.WITHHELD.value}
            continue
        for row in told(group.figures):
            yield {**begins, **row, **_mark(taken, row.get("mark"))}


def everything(taken: Taken) -> dict[str, list[list[Cell]]]:
    """Return every table by its name."""
    return {name: list(cells(taken, table)) for name, table in TABLES.items()}


def _begins(taken: Taken, group: Group) -> dict[str, Cell]:
    report = taken.report
    return {
        "definition": report.definition.code,
        "definition_version": report.definition.version,
        "position": report.position,
        "today": report.today,
        "made_for": taken.made_for.value,
        "rounded_to": 1 if report.published is None else report.published.rounded_to,
        "group": group.key,
        "group_pl": group.pl,
        "group_en": group.en,
    }


def _way_rows(taken: Taken) -> Iterator[Row]:
    begins = _begins(taken, taken.report.whole)
    if not taken.came:
        yield begins | {"mark": Mark.WITHHELD.value}
    for came in taken.came:
        yield begins | {"stage": came.stage.value, "reached": came.reached, "perhaps": came.perhaps}


def _mark(taken: Taken, said: Cell) -> dict[str, Cell]:
    """Return why cells of a row are empty: of a published table it is not told whether there is nobody or too few."""
    return {"mark": Mark.TOO_FEW.value} if said is not None and taken.report.published is not None else {}


def _no_data(none: bool) -> dict[str, Cell]:
    return {"mark": Mark.NO_DATA.value} if none else {}


def _group_rows(figures: GroupFigures) -> Iterator[Row]:
    staying = figures.staying
    row: dict[str, Cell] = {"people": figures.people, "took_work": figures.took_work} | _no_data(staying is None)
    if staying is not None:
        row |= {
            "median_days": staying.curve.median,
            "fate_unknown": staying.unknown,
            "immature": staying.immature,
            "between_observations": staying.between_observations,
        }
    yield row


def _point_rows(figures: GroupFigures) -> Iterator[Row]:
    for point in figures.points:
        yield _point_row(point) | _no_data(point.rate is None)


def _point_row(point: PointFigures) -> dict[str, Cell]:
    row: dict[str, Cell] = {
        name: getattr(point, name)
        for name in ("point", "people", "mature", "pending", "denominator", "known", "rate", "least", "most")
    }
    row["share_known"] = point.share_known
    row |= {name: point.counts.get(state, 0) for name, state in STATES.items()}
    row |= {f"silence_{one.value.lower()}": point.silences.get(one, 0) for one in Silence}
    return row | {f"evidence_{grade.value.lower()}": point.evidence.get(grade, 0) for grade in EvidenceGrade}


def _curves(figures: GroupFigures) -> Iterable[tuple[str, Staying]]:
    for name, staying in (("IN_WORK", figures.staying), ("TO_WORK", figures.to_work)):
        if staying is not None:
            yield name, staying


def _curve_rows(figures: GroupFigures) -> Iterator[Row]:
    for name, staying in _curves(figures):
        for line, curve in (("LATE", staying.curve), ("EARLY", staying.early)):
            for step in curve.steps:
                yield {"curve": name, "line": line, **{field: getattr(step, field) for field in step.__struct_fields__}}
        for line, levels in (("LEAST", staying.least), ("MOST", staying.most)):
            for level in levels:
                yield {"curve": name, "line": line, "day": level.day, "survival": level.share}


def _at_risk_rows(figures: GroupFigures) -> Iterator[Row]:
    for name, staying in _curves(figures):
        for row in charts.rows(staying):
            said = {field: getattr(row, field) for field in row.__struct_fields__}
            yield {"curve": name, **said} | _no_data(row.survival is None)


def _incidence_rows(figures: GroupFigures) -> Iterator[Row]:
    for name, staying in _curves(figures):
        for incidence in staying.incidences:
            for level, error in zip(incidence.levels, incidence.errors, strict=True):
                yield {
                    "curve": name,
                    "ending": incidence.ending.value,
                    "day": level.day,
                    "share": level.share,
                    "error": error,
                }
