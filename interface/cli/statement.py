"""`kis statement`: what a person is told about their data (art. 15 RODO)."""

from pathlib import Path
from uuid import UUID

import click
import msgspec

from application.projections.statement import Statement
from interface.cli.client import client
from interface.cli.speaking import as_json, fail, say, show_json
from interface.printing import pdf
from interface.settings import Settings
from interface.statement import document, text


@click.command()
@click.argument("participant", type=click.UUID)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Zapisz dokument PDF / write the PDF.")
@as_json
def statement(participant: UUID, out: Path | None, in_json: bool) -> None:
    """Odpowiedz osobie, co klub o niej wie (art. 15 RODO) / tell a person what is known about them.

    Co wiemy i od kogo, po co, co poprawiono i kto oglądał. Bez --out pokazuje tekst.
    """
    if out is not None and out.exists():
        fail(f"Plik {out} już jest. Podaj inną nazwę.", f"{out} is there already. Give another name.", code=2)
    with client(Settings()) as speaking:
        said = speaking.get(f"/participants/{participant}/statement")
    told = msgspec.convert(said, Statement)
    if out is not None:
        out.touch(mode=0o600, exist_ok=False)
        out.write_bytes(pdf(document(told)))
    if in_json:
        show_json(said)
    elif out is None:
        click.echo(text(document(told)))
    typed = sum(detail.typed for known in told.known for detail in known.details)
    if typed and not in_json:
        say(
            f"Zanim to wydasz, przeczytaj teksty wpisane przez pracowników ({typed}) i zakryj dane innych osób.",
            f"Before you hand it over, read what staff typed ({typed} texts) and cover what is about others.",
        )
