"""`kis serve`: run the server."""

import click

from interface import log_lines, serving
from interface.assembly import running
from interface.cli.speaking import UNREACHABLE, fail, refusals_as_sentences, say
from interface.settings import Settings


@click.command()
def serve() -> None:
    """Uruchom serwer / run the server.

    Słucha na KIS_HOST:KIS_PORT (domyślnie 127.0.0.1:8000) i na gnieździe w katalogu danych. Ctrl+C zatrzymuje:
    serwer kończy to, co czeka, i dopiero wtedy się zamyka.
    """
    settings = Settings()
    log_lines.configure(settings.log_level)
    with refusals_as_sentences(), running(settings) as house:
        try:
            listening = serving.tcp_socket(settings.host, settings.port)
        except OSError:
            fail(
                f"Adres {settings.host}:{settings.port} jest zajęty. Ustaw inny KIS_PORT.",
                f"The address {settings.host}:{settings.port} is taken. Set another KIS_PORT.",
                code=UNREACHABLE,
            )
        address = f"http://{settings.host}:{settings.port}"
        say(f"Ścieżka działa: {address}/docs/ (Ctrl+C kończy)", f"Ścieżka runs: {address}/docs/ (Ctrl+C ends)")
        serving.serve(house, [listening, serving.owner_socket(settings.socket)])
