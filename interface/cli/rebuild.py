"""`kis rebuild`: make indexes and views again from the log."""

import click

from application.indexes import access as looks
from application.store import rebuilding
from interface.assembly import opened
from interface.cli.speaking import REFUSED, as_json, fail, progress, refusals_as_sentences, say, show_json
from interface.settings import Settings


@click.command()
@click.argument("name", required=False)
@click.option("--check", is_flag=True, help="Tylko porównaj, niczego nie zmieniaj / compare only, change nothing.")
@as_json
def rebuild(name: str | None, check: bool, in_json: bool) -> None:
    """Odbuduj indeksy i widoki z dziennika / rebuild indexes and views from the log.

    NAME: jeden indeks lub widok; bez niego wszystkie. Serwer musi być zatrzymany.
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
        if check:
            with progress("Porównuję", "Comparing") as advance:
                found = rebuilding.differences(house.store, house.mapper, wanted, advance)
            if name in (None, looks.NAME):
                found += looks.AccessIndex().differences(house.store)
            if in_json:
                show_json(found)
            for difference in found if not in_json else ():
                say(difference.pl, difference.en)
            if found:
                raise SystemExit(REFUSED)
            say("Bez różnic.", "No differences.") if not in_json else None
            return
        with progress("Odbudowuję", "Rebuilding") as advance:
            rebuilding.rebuild(house.store, house.mapper, wanted, advance)
        if name in (None, looks.NAME):
            looks.AccessIndex().rebuild(house.store)
    names = [projection.name for projection in wanted] + [looks.NAME] * (name in (None, looks.NAME))
    if in_json:
        show_json({"rebuilt": names})
    else:
        say(f"Odbudowano: {', '.join(names)}.", f"Rebuilt: {', '.join(names)}.")
