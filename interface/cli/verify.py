"""`kis verify`: what is stored, judged by the witness (interface/witness), which shares no code with the writer."""

from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from application.sealing import SealingRefused
from application.store.keys import KeyFileRefused, KeyState
from interface.assembly import keys_of
from interface.cli.rebuild import write_beside
from interface.cli.speaking import REFUSED, as_json, chosen, fail, progress, show_json
from interface.settings import Settings
from interface.witness.checkpoint import CheckpointRefused, read_checkpoints
from interface.witness.ledger import Snapshot
from interface.witness.ledger import verify as recompute
from interface.witness.report import Report
from interface.witness.telling import as_data, lines
from interface.witness.views import certify

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.option(
    "--checkpoint",
    "files",
    type=_FILE,
    multiple=True,
    help="Punkt kontrolny przechowany poza tą maszyną (można powtórzyć) / a checkpoint kept outside (repeatable).",
)
@click.option("--vkey", "vkeys", multiple=True, help="Klucz, którym go podpisano (można powtórzyć) / what signed it.")
@click.option("--views", is_flag=True, help="Odbuduj obok i porównaj indeksy i widoki / rebuild beside and compare.")
@as_json
def verify(files: tuple[Path, ...], vkeys: tuple[str, ...], views: bool, in_json: bool) -> None:
    """Sprawdź dziennik bajt po bajcie / verify the ledger byte by byte.

    Liczy wszystko od nowa z zapisanych bajtów i porównuje z kotwicą oraz z punktami kontrolnymi, które wyniesiono.
    Działa też przy uruchomionym serwerze. Kod 1: znaleziono niezgodność.
    """
    settings = Settings()
    if not settings.database.exists():
        fail(f"W katalogu {settings.data} nie ma bazy kis.db.", f"There is no kis.db in {settings.data}.")
    try:
        checkpoints = read_checkpoints(files, vkeys)
    except CheckpointRefused as refused:
        fail(refused.pl, refused.en, code=2)

    def compare_views(snapshot: Snapshot, report: Report) -> None:
        with TemporaryDirectory(prefix="certificate-", dir=settings.data) as scratch:
            beside = Path(scratch) / "rebuilt.db"
            if _rebuilt(settings, beside, report):
                report.certificate = certify(snapshot, beside)
                return
        pl = "Indeksów i widoków nie porównano: nie udało się ich odbudować (powód powyżej)."
        report.find("kis.db", None, (pl, "Indexes and views were not compared: rebuilding failed (see above)."))

    with progress("Sprawdzam", "Verifying") as advance:
        report = recompute(settings.data, advance, checkpoints=checkpoints, also=compare_views if views else None)
    open_keys(settings, report)
    if in_json:
        show_json(as_data(report))
    else:
        for pl, en in lines(report):
            click.echo(chosen(pl, en))
    if not report.ok:
        raise SystemExit(REFUSED)


def _rebuilt(settings: Settings, beside: Path, report: Report) -> bool:
    """Have another process rebuild everything as far as was read; it says on standard error why it could not."""
    sizes = report.sizes["facts"], report.sizes["access"]
    process = get_context("spawn").Process(target=write_beside, args=(settings, beside, *sizes))
    process.start()
    process.join()
    return process.exitcode == 0


def open_keys(settings: Settings, report: Report) -> None:
    """Open every key with the master key, where that lies beside: the one thing that only the program can do.

    Not where the witness found rows that are none.
    """
    damaged = any(finding.log == "keys.db" for finding in report.findings)
    if report.keys is None or damaged or not settings.master_key.exists():
        return
    try:
        with keys_of(settings) as (_, keys):
            for owner, purpose in sorted(keys.owners(), key=lambda group: (group[0], group[1].value)):
                if keys.state(owner, purpose) is KeyState.LOST:
                    pl, en = "nie otwiera się kluczem głównym.", "the master key does not open it."
                    place = f"{owner.hex}, {purpose.value}"
                    report.find("keys.db", None, (f"Klucz {place}: {pl}", f"Key {place}: {en}"))
    except (KeyFileRefused, SealingRefused) as refused:
        report.find("keys.db", None, (refused.pl, refused.en))
    else:
        report.keys.opened = True
