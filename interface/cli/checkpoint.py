"""`kis checkpoint`: a signed checkpoint of the logs, to be taken out of the house."""

from pathlib import Path
from typing import Any

import click

from domain.ledger import Log
from interface.cli.client import client
from interface.cli.speaking import as_json, chosen, fail, show_json
from interface.settings import Settings


@click.command()
@click.option(
    "--log",
    type=click.Choice([log.value for log in Log]),
    default=Log.FACTS.value,
    show_default=True,
    help="Fakty albo odczyty / facts, or who looked.",
)
@click.option("--out", type=click.Path(path_type=Path), help="Zapisz do nowego pliku / write to a new file.")
@as_json
def checkpoint(log: str, out: Path | None, in_json: bool) -> None:
    """Podpisany punkt kontrolny dziennika, do wydruku / a signed checkpoint of the log, to be printed.

    Raz w tygodniu wydrukuj go i podpisz z datą albo wyślij e-mailem poza urząd, np. do skarbnika lub audytora. Kto go
    ma, udowodni, że niczego sprzed tej chwili nie zmieniono ani nie usunięto: kis verify --checkpoint PLIK.
    """
    with client(Settings()) as speaking:
        found: dict[str, Any] = speaking.get(f"/audit/ledger/checkpoint?log={log}")
    if out is not None:
        try:
            with out.open("x", encoding="utf-8", newline="\n") as file:
                file.write(found["note"])
        except OSError as error:
            fail(
                f"Nie da się zapisać nowego pliku {out} ({error.strerror}). Podaj nazwę, której jeszcze nie ma, "
                "np. z dzisiejszą datą: starych punktów kontrolnych się nie nadpisuje.",
                f"The new file {out} cannot be written ({error.strerror}). Give a name that is not taken, with today's "
                "date say: old checkpoints are not overwritten.",
            )
    if in_json:
        show_json(found)
    elif out is None:
        click.echo(found["note"], nl=False)
    if not in_json:
        click.echo(_what_to_do(found), err=True)


def _what_to_do(found: dict[str, Any]) -> str:
    return chosen(
        "\nWydrukuj ten punkt kontrolny albo wyślij go poza komputer klubu i przechowuj razem z datą. Gdyby ktoś "
        f"zmienił lub usunął coś spośród pierwszych zapisów (jest ich {found['size']}), ten, kto go ma, to wykaże.\n"
        "Klucz do sprawdzenia podpisu przekaż raz, inną drogą (na papierze, z podpisem kierownika):\n"
        f"  {found['verifier_key']}",
        "\nPrint this checkpoint, or send it out of the club's computer, and keep it with its date. Were anything "
        f"among the first {found['size']} records changed or removed, it could not be hidden from whoever holds it.\n"
        "Hand over the key that checks the signature once, by another way (on paper, signed by the manager):\n"
        f"  {found['verifier_key']}",
    )
