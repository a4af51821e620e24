"""`kis bench`: measure this machine against the ratios that the project holds."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click
import msgspec

from interface.cli.speaking import REFUSED, as_json, chosen, fail, say, show_json

SOURCES = Path(__file__).resolve().parents[2]
ROWS = (1, 4, 5, 6, 7, 9, 11, 12, 13, 15, 16)
ROW_SECONDS = 240
"""A row that takes longer has gone wrong."""


def _rows(_context: click.Context, _parameter: click.Parameter, stated: str) -> list[int]:
    wanted = [int(row) if row.strip().isdecimal() else 0 for row in stated.split(",")]
    if not set(wanted) <= set(ROWS):
        raise click.BadParameter(", ".join(map(str, ROWS)))
    return wanted


@click.command()
@click.option("--rows", callback=_rows, default=",".join(map(str, ROWS)), show_default=True, help="Które / which.")
@click.option("--quick", is_flag=True, help="Krótko i niedokładnie / short and rough.")
@click.option(
    "--directory",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    default=None,
    help="Dysk do zmierzenia / the disk to measure (domyślnie katalog tymczasowy / default: temporary).",
)
@as_json
def bench(rows: list[int], quick: bool, directory: Path | None, in_json: bool) -> None:
    """Zmierz tę maszynę / measure this machine.

    Obie strony w jednym przebiegu: nasza i ta, z którą się porównujemy (docs/benchmarks.md). Zmyślone dane, osobny
    katalog, tylko 127.0.0.1. Kod wyjścia 1: któraś proporcja nie jest zachowana.
    """
    if not (SOURCES / "benchmarks").is_dir():
        fail(
            "Pomiary są w źródłach projektu (katalog benchmarks), a tu ich nie ma. Uruchom: make bench.",
            "The measurements are in the project's sources (benchmarks/), which are not here. Run: make bench.",
            code=2,
        )
    lines: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory(prefix="kis-bench-", dir=directory) as place:
        disk = _measured("disk", Path(place) / "disk", quick=quick)[0]
        if not in_json:
            say(
                f"Trwały zapis 4 kB na tym dysku: {disk['ours']:.2f} ms (najdłuższe: {disk['highest']:.2f} ms)",
                f"A durable 4 kB write on this disk: {disk['ours']:.2f} ms (longest: {disk['highest']:.2f} ms)",
            )
            say(
                _ROW.format("wiersz, pomiar", "u nas", "obok", "proporcja (od–do)", "ma być", ""),
                _ROW.format("row, measurement", "ours", "theirs", "ratio (from–to)", "to hold", ""),
            )
        for row in rows:
            measured = _measured(str(row), Path(place) / str(row), quick=quick)
            lines += measured
            if not in_json:
                click.echo("\n".join(_table(measured)))
    if in_json:
        show_json({"disk": disk, "lines": lines})
    if any(line["held"] is False for line in lines):
        sys.exit(REFUSED)


def _measured(what: str, directory: Path, *, quick: bool) -> list[dict[str, Any]]:
    """Measure one row in a process of its own, so that none inherits another's memory."""
    command = [sys.executable, "-m", "benchmarks", what, str(directory), *(["quick"] if quick else [])]
    settings = {name: value for name, value in os.environ.items() if not name.startswith("KIS_")}
    try:
        ended = subprocess.run(  # noqa: S603
            command, cwd=SOURCES, env=settings, stdout=subprocess.PIPE, check=True, timeout=ROW_SECONDS
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        fail(f"Pomiaru {what} nie udało się wykonać.", f"Measurement {what} could not be made.")
    lines: list[dict[str, Any]] = msgspec.json.decode(ended.stdout)
    return lines


def _table(lines: Iterable[dict[str, Any]]) -> Iterator[str]:
    for line in lines:
        compared = line["ratio"] is not None
        spread = f"{line['lowest']:.2f}–{line['highest']:.2f}"
        times = "x" if compared else ""
        yield _ROW.format(
            f"{line['row']}  {chosen(line['pl'], line['en'])} [{line['unit']}]",
            f"{line['ours']:,.1f}",
            f"{line['other']:,.1f}" if compared else "",
            f"{line['ratio']:.2f}x ({spread})" if compared else f"({spread})",
            _BOUND[line["at_least"] is not None, line["at_most"] is not None].format(**line, times=times),
            _MARK[line["held"]],
        )


_ROW = "{:<58} {:>10} {:>10} {:>22} {:>8} {}"
_BOUND = {(True, False): "≥ {at_least:g}{times}", (False, True): "≤ {at_most:g}{times}", (False, False): ""}
_MARK = {True: "ok", False: "--", None: ""}
