"""`kis recover`: after a loss, say why and begin a new epoch of the logs."""

from pathlib import Path

import click

from domain.ledger import LogFound
from interface.cli.client import refuse_without_token
from interface.cli.speaking import as_json, fail, refusals_as_sentences, say, show_json
from interface.recovering import recover as begin_epoch
from interface.settings import Settings


@click.command()
@click.option("--reason", default="", help="Co się stało, bez danych osobowych / what happened, no personal data.")
@click.option(
    "--checkpoint",
    "checkpoints",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Punkt kontrolny przechowany poza komputerem / a checkpoint that was kept outside; may be repeated.",
)
@as_json
def recover(reason: str, checkpoints: tuple[Path, ...], in_json: bool) -> None:
    """Zacznij nową epokę dziennika po utracie zapisów / begin a new epoch of the logs after a loss.

    Po przywróceniu kopii, cofnięciu komputera albo utracie pliku „anchor”. Sprawdza to, co jest, odkłada starą kotwicę
    (anchor.1, anchor.2 …) i zapisuje, czego brakuje, dlaczego i kto to stwierdził. Serwer musi być zatrzymany.
    """
    settings = Settings()
    secret = refuse_without_token(settings)
    with refusals_as_sentences():
        epoch, loss = begin_epoch(settings, secret, reason, [_text(path) for path in checkpoints])
    if in_json:
        show_json({"epoch": epoch, "known_from": loss.known_from, "facts": loss.facts, "access": loss.access})
        return
    say(f"Zaczęła się epoka {epoch} dziennika.", f"Epoch {epoch} of the logs has begun.")
    _say_log("Fakty", "Facts", loss.facts)
    _say_log("Odczyty", "Looks", loss.access)
    say(
        "Od teraz punkty kontrolne noszą nową nazwę. Wydrukuj dziś pierwszy (kis checkpoint), a starych nie wyrzucaj: "
        "potwierdzają to, co było przed utratą.",
        "From now on checkpoints carry a new name. Print the first one today (kis checkpoint), and keep the old ones: "
        "they confirm what was before the loss.",
    )


def _say_log(pl: str, en: str, found: LogFound) -> None:
    known_pl, known_en = ("nieznana", "unknown") if found.known is None else (str(found.known),) * 2
    say(
        f"{pl}: znaleziona długość {found.size}, wcześniej potwierdzona {known_pl}, zgodna do {found.extended}.",
        f"{en}: length found {found.size}, confirmed before {known_en}, the same up to {found.extended}.",
    )


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        fail(f"Nie da się odczytać pliku {path}.", f"The file {path} cannot be read.")
