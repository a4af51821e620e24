"""`kis demo`: an invented club to try everything on, in a directory of its own."""

from datetime import timedelta
from pathlib import Path

import click

from application import startup
from interface import log_lines, serving
from interface.assembly import House, SystemClock, found, made_whole, opened, running
from interface.cli.demo_club import DemoClock, build, tokens
from interface.cli.serve import listen
from interface.cli.speaking import chosen, fail, progress, refusals_as_sentences, say
from interface.settings import Settings

SEED = 2026


@click.command()
@click.option("--directory", type=click.Path(path_type=Path), default=Path("kis-demo"), show_default=True)
@click.option(
    "--port", type=click.IntRange(1, 65535), default=None, help="Domyślnie KIS_PORT / default KIS_PORT (8000)."
)
@click.option("--build-only", is_flag=True, help="Zbuduj i zakończ / build and end.")
def demo(directory: Path, port: int | None, build_only: bool) -> None:
    """Zbuduj i uruchom zmyślony klub / build and run an invented club.

    Około 230 zmyślonych osób z ostatnich trzech lat, po jednym tokenie na rolę. Katalog służy tylko do tego:
    kis demo odmawia, gdy nie sam go założył. Dane z poprzedniego uruchomienia zostają.
    """
    settings = Settings(data=directory) if port is None else Settings(data=directory, port=port)
    log_lines.configure("WARNING")
    with refusals_as_sentences():
        _prepare(settings)
        if build_only:
            return
        with running(settings) as house:
            _serve(house)


def _prepare(settings: Settings) -> None:
    """Build the club, once; refuse a directory that this command did not make."""
    if settings.database.exists():
        with opened(settings) as house:
            if startup.made_by(house.store) != "demo":
                fail(
                    f"Katalogu {settings.data} nie założyło kis demo. Niczego nie zmieniono; podaj inny --directory.",
                    f"{settings.data} was not made by kis demo. Nothing was changed; give another --directory.",
                )
        return
    say("Buduję zmyślony klub…", "Building an invented club…")
    today = SystemClock().now().date()
    try:
        with made_whole(settings.data) as beside:
            building = settings.model_copy(update={"data": beside})
            clock = DemoClock(today - timedelta(days=3 * 366))
            found(building, made_by="demo", administrator="Demo Administrator (zmyślony)", clock=clock)
            with running(building, clock) as house, progress("Zapisuję trzy lata", "Recording three years") as advance:
                build(house, SEED, today - timedelta(days=1), advance)
    except FileExistsError:
        fail(
            f"Katalog {settings.data} nie jest pusty. Niczego nie zmieniono; podaj inny --directory.",
            f"{settings.data} is not empty. Nothing was changed; give another --directory.",
        )


def _serve(house: House) -> None:
    settings = house.settings
    listening = listen(settings)
    address = f"http://{settings.host}:{settings.port}"
    say("Zmyślony klub działa (Ctrl+C kończy):", "The invented club runs (Ctrl+C ends):")
    click.echo(f"  {address}/docs/")
    say("Tokeny na dziś, po jednym na rolę:", "Tokens for today, one a role:")
    for role, secret in tokens(house).items():
        click.echo(f"  {role.value:<14} {secret}")
    click.echo(
        chosen("Spróbuj:", "Try:")
        + f"\n  curl -H 'Authorization: Bearer TOKEN' '{address}/api/v1/participants?limit=5'"
    )
    serving.serve(house, [listening, serving.owner_socket(settings.socket)])
