"""A table as Parquet, for whoever reckons on in R or Python: typed columns, nulls for empty cells, each explained."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from interface.exports.columns import Kind, Table
from interface.exports.rows import Taken, cells


def parquet_bytes(taken: Taken, table: Table) -> bytes:
    """Return a table as Parquet; each column's meaning stands in its metadata (`pl`, `en`)."""
    import pyarrow as pa  # noqa: PLC0415 - it costs memory, and only this function needs it
    from pyarrow import parquet  # noqa: PLC0415

    types: Mapping[Kind, Any] = {
        Kind.CODE: pa.string(),
        Kind.TEXT: pa.string(),
        Kind.COUNT: pa.int64(),
        Kind.SHARE: pa.float64(),
        Kind.NUMBER: pa.float64(),
        Kind.DAY: pa.date32(),
    }
    columns = list(zip(*cells(taken, table), strict=True)) or [()] * len(table.columns)
    fields = [
        pa.field(column.name, types[column.kind], metadata={"pl": column.means.pl, "en": column.means.en})
        for column in table.columns
    ]
    schema = pa.schema(fields, metadata={"pl": table.a_row.pl, "en": table.a_row.en, "program": taken.program})
    arrays = [pa.array(values, field.type) for values, field in zip(columns, fields, strict=True)]
    out = BytesIO()
    parquet.write_table(pa.Table.from_arrays(arrays, schema=schema), out, compression="zstd")
    return out.getvalue()
