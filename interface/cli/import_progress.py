"""How far an import is: a bar on a terminal, a line for every tenth part elsewhere; both on standard error."""

import sys
from contextlib import ExitStack
from typing import Any, Self

import click

from interface.cli.speaking import chosen

TENTHS = 10
_WORDS = {"judging": ("Sprawdzam", "Judging"), "recording": ("Zapisuję", "Recording")}


class Shown:
    """What is shown of one import, phase by phase. A short import shows nothing: it ends before it is asked."""

    def __init__(self) -> None:
        """Start with nothing shown."""
        self._on_a_terminal = sys.stderr.isatty()
        self._bars = ExitStack()
        self._bar: Any = None
        self._phase = ""
        self._tenth = 0

    def __enter__(self) -> Self:
        """Show nothing yet."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the line of a bar."""
        self._bars.close()

    def show(self, progress: dict[str, Any]) -> None:
        """Show how far it is."""
        phase, done, total = progress["phase"], progress["done"], max(progress["total"], 1)
        if phase != self._phase:
            self._begin(phase, total)
        if self._on_a_terminal:
            self._bar.length = total
            self._bar.update(max(0, done - self._bar.pos))
        elif done * TENTHS // total > self._tenth:
            self._tenth = done * TENTHS // total
            click.echo(f"{chosen(*_WORDS[phase])}: {done} / {total}", err=True)

    def _begin(self, phase: str, total: int) -> None:
        self._bars.close()
        self._phase, self._tenth = phase, 0
        if self._on_a_terminal:
            bar = click.progressbar(length=total, label=chosen(*_WORDS[phase]), file=sys.stderr)
            self._bar = self._bars.enter_context(bar)
