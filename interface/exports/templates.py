"""An empty file of each kind that `kis import` reads: the head, cells formatted for it, and every column explained."""

from calendar import monthrange
from datetime import UTC, date, datetime, time
from enum import StrEnum
from io import BytesIO
from typing import Any

import xlsxwriter

from application.exchange.cells import Among, Column, Holds
from application.exchange.entries import ATTENDANCE, HOURS, SERVICE_CARD
from application.exchange.participants_columns import REGISTER
from application.exchange.shape import Shape

SATURDAY = 5
HELP_SHEET = "Objaśnienia"
_FORMATS = {Holds.TEXT: "@", Holds.DAY: "dd.mm.yyyy", Holds.CLOCK: "hh:mm", Holds.LENGTH: "0.##"}
_HOLDS = {
    Holds.TEXT: "Tekst",
    Holds.DAY: "Data, na przykład 05.10.2025",
    Holds.CLOCK: "Godzina, na przykład 08:30; koniec wcześniejszy niż początek jest następnego dnia",
    Holds.LENGTH: "Liczba godzin, na przykład 2,5 albo 2:30; zgodna z „Od” i „Do”",
}


class TemplateKind(StrEnum):
    """Which file it is of, in the words of `kis import`."""

    PARTICIPANTS = "participants"
    HOURS = "hours"
    SERVICE_CARD = "service-card"
    ATTENDANCE = "attendance"


SHAPES: dict[TemplateKind, Shape] = {
    TemplateKind.PARTICIPANTS: REGISTER,
    TemplateKind.HOURS: HOURS,
    TemplateKind.SERVICE_CARD: SERVICE_CARD,
    TemplateKind.ATTENDANCE: ATTENDANCE,
}


def template(kind: TemplateKind, month: date) -> bytes:
    """Return the empty workbook, the same bytes for the same month; a list of attendance has its working days."""
    shape = SHAPES[kind]
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": kind.value, "created": datetime.combine(month, time(), UTC).replace(tzinfo=None)})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(kind.value)
    sheet.freeze_panes(1, 0)
    for at, column in enumerate(shape.columns.values()):
        sheet.set_column(at, at, 16, book.add_format({"num_format": _FORMATS[column.holds]}))
        sheet.write_string(0, at, column.name, bold)
    if shape.below_days is not None:
        day = book.add_format({"bold": True, "num_format": "dd.mm.yyyy"})
        for at, head in enumerate(working_days(month), start=len(shape.columns)):
            sheet.set_column(at, at, 11)
            sheet.write_datetime(0, at, datetime.combine(head, time()), day)
    _explain(book, shape, bold)
    book.close()
    return out.getvalue()


def working_days(month: date) -> list[date]:
    """Return the days of a month from Monday to Friday."""
    days = (month.replace(day=number) for number in range(1, monthrange(month.year, month.month)[1] + 1))
    return [day for day in days if day.weekday() < SATURDAY]


def explained(column: Column) -> str:
    """Return what a column takes, in a sentence."""
    what = f"Jedno z: {column.read.words}" if isinstance(column.read, Among) else _HOLDS[column.holds]
    if column.may_lack:
        return f"{what}. Kolumny może nie być."
    return f"{what}. {'Wymagane' if column.needed else 'Może być puste'}."


def _explain(book: Any, shape: Shape, bold: Any) -> None:
    sheet = book.add_worksheet(HELP_SHEET)
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 100)
    said = [(column.name, explained(column)) for column in shape.columns.values()]
    if isinstance(shape.below_days, Among):
        said.append(("dni (dd.mm.rrrr)", f"Jedno z: {shape.below_days.words}. Puste: nic nie zapisano."))
    for row, (name, sentence) in enumerate(said):
        sheet.write_string(row, 0, name, bold)
        sheet.write_string(row, 1, sentence, wrapped)
