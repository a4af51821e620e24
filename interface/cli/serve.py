"""`kis serve`: run the server."""

from socket import socket

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
        listening = listen(settings)
        address = f"http://{settings.host}:{settings.port}"
        say(f"Ścieżka działa: {address}/docs/ (Ctrl+C kończy)", f"Ścieżka runs: {address}/docs/ (Ctrl+C ends)")
        serving.serve(house, [listening, serving.owner_socket(settings.socket)])


def listen(settings: Settings) -> socket:
    """Return the listening address of the settings, or end with a sentence."""
    try:
        return serving.tcp_socket(settings.host, settings.port)
    except OSError as error:
        fail(
            f"Nie da się słuchać na {settings.host}:{settings.port} ({error.strerror}). Zmień KIS_PORT lub KIS_HOST.",
            f"Cannot listen on {settings.host}:{settings.port} ({error.strerror}). Set another KIS_PORT or KIS_HOST.",
            code=UNREACHABLE,
        )
