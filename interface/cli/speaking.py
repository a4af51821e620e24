"""How commands speak: Polish, or English when KIS_LANGUAGE=en; or JSON for programs."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import click
import msgspec

from application.sealing import SealingRefused
from application.startup import StaleIndex
from application.store.anchor import AnchorRefusal
from application.store.backup import BackupRefused
from application.store.fences import FencesDamaged
from application.store.forgetting import ForgettingUnfinished
from application.store.keys import KeyFileRefused
from application.store.rebuilding import GapInLog
from application.store.sqlite import AlreadyServed
from application.writer import Unavailable
from domain.refusals import Language, Refusal
from interface.assembly import NotFounded, PathTooLong

REFUSED = 1
UNREACHABLE = 3
STOPPED = 4

WITH_SENTENCES = (
    NotFounded,
    PathTooLong,
    StaleIndex,
    AnchorRefusal,
    BackupRefused,
    FencesDamaged,
    ForgettingUnfinished,
    GapInLog,
    KeyFileRefused,
    SealingRefused,
    Unavailable,
)
"""Why a command could not do its work; each says it in two languages."""

as_json = click.option("--json", "in_json", is_flag=True, help="Wynik jako JSON / print JSON.")


def language() -> Language:
    """Return the reader's language: Polish, unless KIS_LANGUAGE says en."""
    return "en" if os.environ.get("KIS_LANGUAGE", "pl").lower().startswith("en") else "pl"


def chosen(pl: str, en: str) -> str:
    """Return the sentence in the reader's language."""
    return en if language() == "en" else pl


def say(pl: str, en: str, *, err: bool = False) -> None:
    """Print one sentence; with `err`, on standard error."""
    click.echo(chosen(pl, en), err=err)


def fail(pl: str, en: str, *, code: int = REFUSED) -> NoReturn:
    """Print why not, on standard error, and end with this exit code."""
    click.echo(chosen(pl, en), err=True)
    sys.exit(code)


def show_json(value: Any) -> None:
    """Print a value as indented JSON."""
    click.echo(msgspec.json.format(msgspec.json.encode(value)).decode())


def why_given(why: str | None) -> str:
    """Return what a file is taken for. UsageError where nobody said it."""
    if why is None:
        raise click.UsageError(
            chosen(
                "Podaj --why: w jakim celu bierzesz plik (3-200 znaków).",
                "Give --why: what you take the file for (3 to 200 characters).",
            )
        )
    return why


@contextmanager
def refusals_as_sentences() -> Iterator[None]:
    """Turn every refusal into its sentence and exit code; a bug still shows its traceback."""
    try:
        yield
    except AlreadyServed as error:
        fail(error.pl, error.en, code=UNREACHABLE)
    except Refusal as error:
        fail(error.sentence("pl"), error.sentence("en"))
    except WITH_SENTENCES as error:
        fail(error.pl, error.en)


@contextmanager
def progress(pl: str, en: str) -> Iterator[Callable[[int, int], None]]:
    """Show a progress bar on standard error while the block runs; silent where nobody watches."""
    with click.progressbar(length=1, label=chosen(pl, en), file=sys.stderr) as bar:

        def advance(done: int, total: int) -> None:
            bar.length = max(total, 1)
            bar.update(max(0, done - bar.pos))

        yield advance
