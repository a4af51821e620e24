"""A table as Excel saves it in text: Windows-1250 or UTF-8 (with or without its mark), `;` between cells.

ISO 8859-2 is not guessed: its Ź is another letter in Windows-1250, so its header is not found.
"""

import csv
from collections.abc import Iterator
from contextlib import suppress
from io import StringIO

from domain.refusals import InvalidInput


class UnknownEncoding(InvalidInput):
    """Bytes that are neither UTF-8 nor Windows-1250."""

    code = "unknown-encoding"
    pl = "Litery pliku nie są zapisane ani w UTF-8, ani w Windows-1250. Zapisz go w Excelu jako CSV UTF-8."
    en = "The file is neither UTF-8 nor Windows-1250. Save it in Excel as CSV UTF-8."


class BrokenQuotes(InvalidInput):
    """Quotation marks that do not match."""

    code = "broken-quotes"
    pl = "Cudzysłów w okolicy wiersza {line} jest niedomknięty albo postawiony w środku tekstu. Popraw go w arkuszu."
    en = "A quotation mark near line {line} is not closed, or stands inside a text. Correct it in the sheet."


def csv_rows(data: bytes) -> Iterator[list[str]]:
    """Return the rows of a text file, the header first."""
    lines = csv.reader(StringIO(_decoded(data), newline=""), delimiter=";", strict=True)
    try:
        yield from lines
    except csv.Error:
        raise BrokenQuotes(line=lines.line_num) from None


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1250"):
        with suppress(UnicodeDecodeError):
            return data.decode(encoding)
    raise UnknownEncoding
