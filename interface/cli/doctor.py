"""`kis doctor`: is everything as it must be; and confirming the clock after it jumped."""

import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import msgspec

from application import startup
from application.projections.editions import to_be_confirmed
from application.sealing import SealingRefused
from application.store.anchor import AnchorRefusal
from application.store.keys import KeyFileRefused
from application.store.resting_places import unknown_files
from application.store.sqlite import AlreadyServed, sqlite_version
from interface.assembly import House, NotFounded, opened
from interface.cli.client import client, server_answers
from interface.cli.speaking import REFUSED, as_json, chosen, say, show_json
from interface.settings import Settings


class Finding(msgspec.Struct, frozen=True):
    """One thing looked at: whether it is well, and what it is or what to do."""

    ok: bool
    pl: str
    en: str


@click.command()
@click.option("--confirm-clock", is_flag=True, help="Zegar jest dobry, pisz dalej / the clock is right, go on.")
@as_json
def doctor(confirm_clock: bool, in_json: bool) -> None:
    """Sprawdź ustawienia, pliki, klucze, kotwicę i widoki / check settings, files, keys, anchor and views.

    Kod 1: coś wymaga działania. Przy uruchomionym serwerze sprawdza to, co widać z zewnątrz.
    """
    settings = Settings()
    if confirm_clock:
        with client(settings) as speaking:
            speaking.post("/clock/confirmations", {})
        say("Potwierdzono godzinę; zapis działa.", "The clock was confirmed; writing works.")
        return
    findings = list(_look(settings))
    if in_json:
        show_json(findings)
    else:
        for finding in findings:
            click.echo(("✓ " if finding.ok else "✗ ") + chosen(finding.pl, finding.en))
    if not all(finding.ok for finding in findings):
        raise SystemExit(REFUSED)


def _look(settings: Settings) -> Iterator[Finding]:
    versions = f"Python {sys.version.split()[0]}, SQLite {sqlite_version()}"
    yield Finding(ok=True, pl=versions, en=versions)
    yield Finding(
        ok=True,
        pl=f"KIS_DATA={settings.data.absolute()}, KIS_HOST={settings.host}, KIS_PORT={settings.port}",
        en=f"KIS_DATA={settings.data.absolute()}, KIS_HOST={settings.host}, KIS_PORT={settings.port}",
    )
    for path in (settings.data, settings.database, settings.keys, settings.master_key):
        yield _private(path)
    if settings.data.is_dir():
        yield _strange_files(settings.data)
    if server_answers(settings):
        yield Finding(
            ok=True,
            pl="Serwer działa. Klucze i kotwicę sprawdził przy starcie; gotowość: /readyz, dziennik: kis verify, "
            "edycje do potwierdzenia: kis edition list, reguły: kis rules --unconfirmed.",
            en="The server runs. It checked keys and anchor at its start; readiness: /readyz, ledger: kis verify, "
            "editions to be confirmed: kis edition list, rules: kis rules --unconfirmed.",
        )
        return
    try:
        with opened(settings) as house:
            startup.refuse_lost_keys(house.store, house.indexes.sealed_groups, house.keys)
            yield Finding(ok=True, pl="Klucze są wszystkie.", en="All keys are there.")
            startup.refuse_restored_store(settings.restored)
            startup.refuse_history_unlike_anchor(house.store, house.anchor, house.prover.trees)
            yield Finding(ok=True, pl="Historia zgadza się z kotwicą.", en="History extends the anchor.")
            with house.store.snapshot() as core:
                behind = startup.behind(core, [projection.name for projection in house.projections])
            yield Finding(
                ok=not behind,
                pl=f"Nie nadążają za dziennikiem: {', '.join(behind)}. Uruchom: kis rebuild."
                if behind
                else "Indeksy i widoki są aktualne.",
                en=f"Behind the log: {', '.join(behind)}. Run: kis rebuild."
                if behind
                else "Indexes and views are current.",
            )
            yield _editions(house)
            yield _rules(house)
    except (AlreadyServed, NotFounded, KeyFileRefused, SealingRefused, AnchorRefusal) as error:
        yield Finding(ok=False, pl=error.pl, en=error.en)


def _editions(house: House) -> Finding:
    """Say which editions wait to be confirmed: a matter for the coordinator, not a fault."""
    with house.store.snapshot():
        waiting = to_be_confirmed(house.store.reading(), house.indexes.places, house.journal)
    named = ", ".join(f"{edition.programme} {edition.code}" for edition in waiting)
    return Finding(
        ok=True,
        pl=f"Edycje do potwierdzenia przez koordynatora: {named}." if named else "Wszystkie edycje są potwierdzone.",
        en=f"Editions to be confirmed by the coordinator: {named}." if named else "All editions are confirmed.",
    )


def _rules(house: House) -> Finding:
    """Say how many rules wait to be confirmed, and how to see them."""
    with house.store.snapshot():
        waiting = house.indexes.rules.count_unconfirmed(house.store.reading())
    return Finding(
        ok=True,
        pl=f"Reguły do potwierdzenia przez koordynatora: {waiting}. Spis: kis rules --unconfirmed."
        if waiting
        else "Wszystkie reguły są potwierdzone.",
        en=f"Rules to be confirmed by the coordinator: {waiting}. List: kis rules --unconfirmed."
        if waiting
        else "All rules are confirmed.",
    )


def _strange_files(data: Path) -> Finding:
    """Name files that nobody knows: a copy of the database would bring back people who were forgotten."""
    strange = unknown_files(data)
    names = ", ".join(strange)
    return Finding(
        ok=not strange,
        pl=f"Nieznane pliki w katalogu danych: {names}. Kopia bazy przywraca osoby, które zapomniano: usuń ją."
        if strange
        else "W katalogu danych nie ma obcych plików.",
        en=f"Unknown files in the data directory: {names}. A copy brings back who was forgotten: remove it."
        if strange
        else "There are no strange files in the data directory.",
    )


def _private(path: Path) -> Finding:
    if not path.exists():
        return Finding(ok=False, pl=f"Brak: {path.name}.", en=f"Missing: {path.name}.")
    mode = stat.S_IMODE(path.stat().st_mode)
    open_to_others = sys.platform != "win32" and mode & 0o077
    return Finding(
        ok=not open_to_others,
        pl=f"{path.name}: inni użytkownicy systemu mają dostęp ({mode:o}). Zmień: chmod go= {path.name}"
        if open_to_others
        else f"{path.name}: tylko dla właściciela.",
        en=f"{path.name}: open to other users of the system ({mode:o}). Change: chmod go= {path.name}"
        if open_to_others
        else f"{path.name}: for its owner only.",
    )
