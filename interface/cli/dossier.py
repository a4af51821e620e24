"""`kis dossier`: one ZIP that proves a history on any computer, without this program."""

from datetime import date
from pathlib import Path
from typing import TextIO
from urllib.parse import urlencode
from uuid import UUID

import click

from domain.journal import Purpose
from interface.cli.arriving import Arriving
from interface.cli.client import client
from interface.cli.speaking import as_json, fail, say, show_json
from interface.settings import Settings

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.argument("participant", type=click.UUID, required=False)
@click.option("--sample", type=click.File(encoding="utf-8"), help="Plik: identyfikator w wierszu / one id a line.")
@click.option("--period", is_flag=True, help="Cały dziennik albo jego okres / the whole log, or a period of it.")
@click.option("--since", type=_DAY, help="Okres: zapisane od tego dnia / recorded from this day.")
@click.option("--until", type=_DAY, help="Okres: zapisane do tego dnia / recorded up to this day.")
@click.option(
    "--content", default="", help="Jawne wartości, po przecinku / opened: " + ",".join(one.value for one in Purpose)
)
@click.option("--position", type=click.IntRange(1), help="Stan na tę pozycję dziennika / as of this position.")
@click.option("--extends", type=click.IntRange(1), help="Rozmiar ze starszego punktu kontrolnego / older size.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Plik / file (teczka-POZYCJA.zip).")
@as_json
def dossier(
    participant: UUID | None,
    sample: TextIO | None,
    period: bool,
    since: date | None,
    until: date | None,
    content: str,
    position: int | None,
    extends: int | None,
    out: Path | None,
    in_json: bool,
) -> None:
    """Zrób teczkę z dowodem: osoby, próby albo okresu / make a dossier that proves itself.

    Jeden ZIP: fakty, dowody, historia po polsku (PDF) i program, który to sprawdza bez sieci i bez klubu. Bez --content
    nie ma w nim danych osobowych. Klucz klubu (vkey) przekaż odbiorcy inną drogą niż teczkę.

    Kod 1: odmowa albo plik już istnieje.
    """
    if [participant is not None, sample is not None, period].count(True) != 1 or ((since or until) and not period):
        fail(
            "Podaj jedno: identyfikator uczestnika, --sample PLIK albo --period (z --since i --until, jeśli chcesz).",
            "Give one of: a participant's id, --sample FILE, or --period (with --since and --until if you like).",
            code=2,
        )
    if content and participant is None:
        fail(
            "Jawne wartości (--content) może mieć tylko teczka jednej osoby.",
            "Only the dossier of one person may hold opened values (--content).",
            code=2,
        )
    asked: list[tuple[str, object]] = [("content", one) for one in content.split(",") if one]
    asked += [(name, value) for name, value in (("position", position), ("extends", extends)) if value is not None]
    asked += [(name, f"{day:%Y-%m-%d}") for name, day in (("since", since), ("until", until)) if day is not None]
    path = "/audit/dossiers/period" if period else f"/participants/{participant}/dossier"
    if sample is not None:
        path = "/audit/dossiers/sample"
        asked += [("participant", line.strip()) for line in sample if line.strip()]
    with Arriving(out) as taken, client(Settings()) as speaking:
        speaking.download(f"{path}?{urlencode(asked)}", taken.take)
    if in_json:
        show_json({"file": str(taken.path), "bytes": taken.size})
        return
    say(f"Zapisano: {taken.path} ({taken.size} bajtów).", f"Written: {taken.path} ({taken.size} bytes).")
    say(
        "Jak ją sprawdzić, mówi WERYFIKACJA.md w środku. Klucz (vkey) przekaż odbiorcy inną drogą.",
        "WERYFIKACJA.md in it says how to verify it. Hand over the key (vkey) by another way.",
    )
