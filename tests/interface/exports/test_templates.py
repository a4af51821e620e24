"""An empty file of each kind: its head is what the import asks for, every column is explained, and it reads back."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from application.exchange.reading import EmptyTable, read
from interface.exports.templates import HELP_SHEET, SHAPES, TemplateKind, template, working_days
from tests.application.exchange.files_of_hours import CARD, HOURS, LIST, lines
from tests.application.exchange.registers import ANNA

JUNE = date(2026, 6, 1)
SAID: dict[TemplateKind, dict[str, str]] = {
    TemplateKind.PARTICIPANTS: ANNA,
    TemplateKind.HOURS: dict(zip(*lines(HOURS.read_bytes())[:2], strict=True)),
    TemplateKind.SERVICE_CARD: dict(zip(*lines(CARD.read_bytes())[:2], strict=True)),
    TemplateKind.ATTENDANCE: dict(zip(*lines(LIST.read_bytes())[:2], strict=True)) | {"01.06.2026": "x"},
}


def rows(data: bytes, sheet: str) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_name(sheet).to_python()


@pytest.mark.parametrize("kind", TemplateKind)
def test_an_empty_file_is_read_as_such_and_filled_it_comes_back_whole(kind):
    made = template(kind, JUNE)
    assert made == template(kind, JUNE)
    with pytest.raises(EmptyTable):
        read(made, SHAPES[kind])
    [head] = rows(made, kind.value)
    names = [f"{name:%d.%m.%Y}" if isinstance(name, date) else str(name) for name in head]
    out = BytesIO()
    book = Workbook(out, {"in_memory": True, "default_date_format": "dd.mm.yyyy"})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, head)
    sheet.write_row(1, 0, [SAID[kind].get(name, "") for name in names])
    book.close()
    filled = read(out.getvalue(), SHAPES[kind])
    assert (filled.faults, filled.not_recorded, len(filled.rows)) == ((), (), 1)


@pytest.mark.parametrize("kind", TemplateKind)
def test_every_column_is_explained_in_a_sentence(kind):
    explained = dict(rows(template(kind, JUNE), HELP_SHEET))
    assert set(explained) >= set(SHAPES[kind].columns)
    assert all(sentence.endswith(".") for sentence in explained.values())


def test_a_list_has_the_days_from_monday_to_friday():
    assert [day.day for day in working_days(JUNE)][:6] == [1, 2, 3, 4, 5, 8]
    assert len(working_days(JUNE)) == 22
