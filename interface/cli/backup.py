"""`kis backup` and `kis restore`: copies that really can be restored, and in which nobody comes back."""

from pathlib import Path
from tempfile import TemporaryDirectory

import click

from application.store import backup as copies
from domain.calendar import local_day
from interface.assembly import NotFounded, SystemClock
from interface.cli.speaking import REFUSED, as_json, fail, progress, refusals_as_sentences, say, show_json
from interface.restoring import restore as put_back
from interface.settings import Settings
from interface.witness.ledger import verify


@click.command()
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path))
@as_json
def backup(directory: Path, in_json: bool) -> None:
    """Zrób kopię w nowym podkatalogu / make a backup in a new directory below DIRECTORY.

    Także przy uruchomionym serwerze. Baza (record), klucze (keys) i kotwica (anchor) leżą osobno: przenieś je w trzy
    miejsca. Klucze starsze niż 30 dni są przy tym usuwane. Klucza głównego w kopii nie ma.
    """
    settings, now = Settings(), SystemClock().now()
    into = directory / f"{now:%Y%m%dT%H%M%SZ}"
    with refusals_as_sentences():
        if not settings.database.exists():
            raise NotFounded(settings.data)
        try:
            manifest = copies.back_up(
                database=settings.database,
                keys=settings.keys,
                anchor=settings.anchor,
                fences=settings.fences,
                into=into,
                at=now,
            )
        except FileExistsError:
            fail(f"Katalog {into} już istnieje. Powtórz za chwilę.", f"{into} exists already. Repeat in a moment.")
        except OSError as error:
            fail(f"Nie da się zapisać kopii ({error.strerror}).", f"The backup cannot be written ({error.strerror}).")
        _refuse_unverified(into)
        old = copies.forget_old_keys(directory, local_day(now))
    if in_json:
        show_json({"directory": str(into), "manifest": manifest, "keys_deleted": [str(path) for path in old]})
        return
    facts = next((log.size for log in manifest.logs if log.log == "facts"), 0)
    say(
        f"Kopia {facts} faktów jest w {into} i została sprawdzona. Klucze (keys) usuń do {manifest.delete_keys_on}.",
        f"A backup of {facts} facts is in {into} and was verified. Delete its keys by {manifest.delete_keys_on}.",
    )
    for path in old:
        say(f"Usunięto stare klucze z kopii {path.name}.", f"Old keys were deleted from {path.name}.")


@click.command()
@click.argument("source", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--set-aside", is_flag=True, help="Odłóż obecny katalog danych obok / put the present data beside.")
@as_json
def restore(source: Path, set_aside: bool, in_json: bool) -> None:
    """Przywróć kopię do katalogu danych / restore a backup into the data directory.

    Sprawdza kopię i od razu usuwa z niej dane osób, które od tego czasu zapomniano. Serwer musi być zatrzymany.
    """
    settings = Settings()
    with refusals_as_sentences(), progress("Sprawdzam", "Verifying") as advance:
        restored = put_back(source, settings, SystemClock().now(), set_aside=set_aside, progress=advance)
    if in_json:
        show_json(
            {
                "facts": restored.facts,
                "known": restored.known,
                "forgotten": restored.forgotten,
                "set_aside": None if restored.set_aside is None else str(restored.set_aside),
            }
        )
        return
    say(
        f"Przywrócono {restored.facts} faktów; zapomnianych osób: {restored.forgotten}.",
        f"{restored.facts} facts were restored; people who stay forgotten: {restored.forgotten}.",
    )
    if restored.set_aside is not None:
        say(f"Poprzedni katalog: {restored.set_aside}.", f"The directory of before: {restored.set_aside}.")
    lost = restored.known - restored.facts
    say(
        f"Faktów, których w kopii nie ma, kotwica zna: {lost}. Zacznij nową epokę i zapisz dlaczego: "
        'kis recover --reason "…". Dopiero wtedy serwer ruszy.',
        f"Facts that the anchor knows and the backup lacks: {lost}. Begin a new epoch and say why: "
        'kis recover --reason "…". The server runs only then.',
    )


def _refuse_unverified(into: Path) -> None:
    """Verify the copied record against the copied anchor, by the code that an auditor's copy is verified with."""
    with TemporaryDirectory(prefix="kis-") as together:
        for part in (copies.RECORD, copies.KEYS, copies.ANCHOR, copies.FENCES):
            if (into / part).exists():
                (Path(together) / Path(part).name).symlink_to((into / part).resolve())
        report = verify(Path(together))
    if not report.ok:
        fail(report.findings[0].pl, report.findings[0].en, code=REFUSED)
