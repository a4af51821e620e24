"""`kis verify`: recompute the ledger from stored bytes, with code of its own."""

import click

from application.verification import verify as recompute
from interface.cli.speaking import REFUSED, as_json, chosen, fail, progress, show_json
from interface.settings import Settings


@click.command()
@as_json
def verify(in_json: bool) -> None:
    """Sprawdź dziennik bajt po bajcie / verify the ledger byte by byte.

    Liczy wszystko od nowa z zapisanych bajtów i porównuje z kotwicą. Działa też przy uruchomionym serwerze.
    Kod 1: znaleziono niezgodność.
    """
    settings = Settings()
    if not settings.database.exists():
        fail(
            f"W katalogu {settings.data} nie ma bazy kis.db.",
            f"There is no kis.db in {settings.data}.",
        )
    with progress("Sprawdzam", "Verifying") as advance:
        report = recompute(settings.data, advance)
    if in_json:
        show_json(
            {
                "ok": report.ok,
                "sizes": report.sizes,
                "roots": report.roots,
                "anchored": report.anchored,
                "removed": report.removed,
                "findings": [{"log": f.log, "position": f.position, "pl": f.pl, "en": f.en} for f in report.findings],
            }
        )
    else:
        for log, size in report.sizes.items():
            words = chosen("zapisów, kotwica potwierdza", "records, the anchor confirms")
            click.echo(f"{log}: {size} {words} {report.anchored[log]}; {report.roots[log]}")
            if report.removed[log]:
                purged = chosen("zapieczętowanych wartości usunięto", "sealed values were purged")
                click.echo(f"  {report.removed[log]} {purged}")
        for finding in report.findings:
            click.echo(chosen(finding.pl, finding.en))
        click.echo(chosen("Zgodne." if report.ok else "NIEZGODNE.", "Intact." if report.ok else "NOT INTACT."))
    unprotected = report.sizes["facts"] > 0 and not report.anchored["facts"]
    if unprotected and not in_json:
        click.echo(
            chosen(
                "Brakuje kotwicy (plik „anchor”): obciętego końca historii nie byłoby widać.",
                "The anchor is missing (file “anchor”): a history that was cut short would not show.",
            )
        )
    if not report.ok or unprotected:
        raise SystemExit(REFUSED)
