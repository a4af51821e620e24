"""`kis rebuild`: make indexes and views again from the log."""

from pathlib import Path

import click

from application.indexes import access as looks
from application.store import rebuilding
from interface.assembly import folding, opened
from interface.cli.speaking import as_json, fail, progress, refusals_as_sentences, say, show_json
from interface.settings import Settings


@click.command()
@click.argument("name", required=False)
@as_json
def rebuild(name: str | None, in_json: bool) -> None:
    """Odbuduj indeksy i widoki z dziennika / rebuild indexes and views from the log.

    NAME: jeden indeks lub widok; bez niego wszystkie. Serwer musi być zatrzymany. Samo porównanie: kis verify --views.
    """
    with refusals_as_sentences(), opened(Settings()) as house:
        known = [*(projection.name for projection in house.projections), looks.NAME]
        if name is not None and name not in known:
            fail(
                f"Nie ma indeksu ani widoku „{name}”. Są: {', '.join(known)}.",
                f"There is no index or view “{name}”. There are: {', '.join(known)}.",
                code=2,
            )
        wanted = [p for p in house.projections if name in (None, p.name)]
        with progress("Odbudowuję", "Rebuilding") as advance:
            rebuilding.rebuild(house.store, house.mapper, wanted, advance)
        names = [projection.name for projection in wanted]
        if name in (None, looks.NAME):
            looks.AccessIndex().rebuild(house.store)
            names.append(looks.NAME)
    if in_json:
        show_json({"rebuilt": names})
    else:
        say(f"Odbudowano: {', '.join(names)}.", f"Rebuilt: {', '.join(names)}.")


def write_beside(settings: Settings, target: Path, position: int, looks_size: int) -> None:
    """Write all indexes and views as the logs up to these sizes make them into a new file, for somebody to compare.

    It works beside a running server. Where it cannot, it prints why on standard error and ends the process.
    """
    with refusals_as_sentences(), folding(settings) as (mapper, projections):
        rebuilding.rebuild_beside(settings.database, target, position, looks_size, mapper, projections)
