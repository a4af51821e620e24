"""`kis import`: a club's files, on their way in: what each would do, how far it is, and what became of it."""

import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from typing import Any, NoReturn
from urllib.parse import urlencode
from uuid import uuid4

import click

from interface.cli.arriving import Arriving
from interface.cli.client import Client, client
from interface.cli.import_progress import Shown
from interface.cli.speaking import STOPPED, as_json, fail, say, show_json
from interface.settings import Settings

ASKED_EVERY_SECONDS = 0.3
TEMPLATES = ("participants", "hours", "service-card", "attendance")


@click.group("import")
def bring_in() -> None:
    """Wczytaj plik klubu / bring in a club's file."""


def _taking_a_file(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command its file and how far it goes."""
    for option in (
        as_json,
        click.option("--good-rows", "mode", flag_value="good-rows", help="Zapisz dobre wiersze / good rows only."),
        click.option("--record", "mode", flag_value="record", help="Zapisz: wszystko albo nic / all or nothing."),
        click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path)),
    ):
        command = option(command)
    return command


@bring_in.command()
@_taking_a_file
def participants(file: Path, mode: str | None, in_json: bool) -> None:
    """Wczytaj rejestr uczestników (XLSX albo CSV z Excela) / bring in a register of participants.

    Bez opcji nic nie zapisuje: pokazuje, co by się stało, i wskazuje każdy zły wiersz. Z --record jeden zły wiersz
    zatrzymuje wszystko. O tożsamości decyduje znak sprawy: ten sam plik drugi raz niczego nie zmieni.
    """
    _bring("participants", "/imports", file, mode, in_json)


@bring_in.command()
@_taking_a_file
def hours(file: Path, mode: str | None, in_json: bool) -> None:
    """Wczytaj godziny i nieobecności wielu osób (XLSX albo CSV) / bring in hours of many people.

    Bez opcji nic nie zapisuje. O tożsamości wpisu decydują znak sprawy, dzień, godzina i numer dokumentu: ten sam plik
    drugi raz niczego nie zmieni. Ctrl-C zatrzymuje po całej części; ten sam plik wczyta resztę (kod wyjścia 4).
    """
    _bring("hours", "/imports/hours", file, mode, in_json)


@bring_in.command("service-card")
@_taking_a_file
def service_card(file: Path, mode: str | None, in_json: bool) -> None:
    """Wczytaj karty realizacji usług, każda za jeden miesiąc / bring in cards of services, each of one month."""
    _bring("service-card", "/imports/service-cards", file, mode, in_json)


@bring_in.command()
@_taking_a_file
@click.option("--from", "starts_at", metavar="GG:MM", help="Od której są dzieci / when the day-room begins.")
@click.option("--to", "ends_at", metavar="GG:MM", help="Do której / when it ends.")
@click.option("--provider", metavar="KTO", help="Wychowawca, gdy lista go nie podaje / who was with the children.")
def attendance(
    file: Path, mode: str | None, in_json: bool, starts_at: str | None, ends_at: str | None, provider: str | None
) -> None:
    """Wczytaj listę obecności świetlicy (dzieci x dni) / bring in a day-room's list of attendance."""
    said = {"starts_at": starts_at, "ends_at": ends_at, "provider": _provider(provider)}
    _bring("attendance", "/imports/attendance-lists", file, mode, in_json, **said)


@bring_in.command()
@click.argument("kind", type=click.Choice(TEMPLATES))
@click.argument("out", type=click.Path(path_type=Path))
def template(kind: str, out: Path) -> None:
    """Zapisz pusty wzór pliku (XLSX) z objaśnieniem kolumn / write an empty file with its columns explained."""
    with client(Settings()) as speaking, Arriving(out, "OUT") as arriving:
        speaking.download(f"/imports/templates/{kind}", arriving.take)
    say(f"Zapisano wzór: {arriving.path}.", f"The template is written: {arriving.path}.")


def _provider(name: str | None) -> str | None:
    """Return the id of the only provider who is called so, in either order of the names."""
    if name is None:
        return None
    wanted = _words(name)
    with client(Settings()) as speaking:
        known = speaking.get("/providers")["items"]
    found = [one["id"] for one in known if _words(f"{one['family_name']} {one['given_name']}") == wanted]
    if len(found) != 1:
        fail(
            "Nie ma dokładnie jednej osoby prowadzącej o takim imieniu i nazwisku. Popraw --provider.",
            "Not exactly one provider is called so. Correct --provider.",
        )
    return str(found[0])


def _words(name: str) -> list[str]:
    return sorted(name.casefold().split())


def _bring(kind: str, path: str, file: Path, mode: str | None, in_json: bool, **how: str | None) -> None:
    query = urlencode({"mode": mode or "dry-run"} | {name: value for name, value in how.items() if value is not None})
    with client(Settings()) as speaking:
        said = _Running(speaking, f"{path}?{query}", file).answer()
    if in_json:
        show_json(said)
    else:
        _say(said, kind, mode)
    if said["stopped"]:
        sys.exit(STOPPED)


class _Running:
    """An import that runs; meanwhile it is asked how far it is, and Ctrl-C stops it after a whole part."""

    def __init__(self, speaking: Client, path: str, file: Path) -> None:
        self._thread, self._done = Thread(target=self._run, daemon=True), Event()
        self._speaking, self._path, self._file, self._key = speaking, path, file, str(uuid4())
        self._said: Any = None
        self._error: BaseException | None = None

    def _run(self) -> None:
        try:
            data = self._file.read_bytes()
            self._said = self._speaking.post(self._path, data, content_type=_kind(self._file), key=self._key)
        except BaseException as error:  # noqa: BLE001 (it is raised again where the command waits)
            self._error = error
        finally:
            self._done.set()

    def answer(self) -> Any:
        """Return what the server says in the end."""
        self._thread.start()
        with Shown() as shown:
            try:
                self._wait(shown)
            except KeyboardInterrupt:
                self._stopped(shown)
        if self._error is not None:
            raise self._error
        return self._said

    def _wait(self, shown: Shown) -> None:
        self._done.wait(ASKED_EVERY_SECONDS)
        while not self._done.is_set():
            progress = self._speaking.ask_quietly(f"/imports/{self._key}/progress")
            if progress is not None:
                shown.show(progress)
            self._done.wait(ASKED_EVERY_SECONDS)

    def _stopped(self, shown: Shown) -> None:
        """Have it stopped and wait for its last word; whoever does not wait is told that it goes on by itself."""
        say(
            "Zatrzymuję po części, która się właśnie zapisuje…",
            "Stopping after the part that is being recorded…",
            err=True,
        )
        try:
            self._speaking.ask_quietly(f"/imports/{self._key}/stop", post=True)
            self._wait(shown)
        except KeyboardInterrupt:
            _gone()


def _gone() -> NoReturn:
    fail(
        "Nie czekam na odpowiedź. Zapisane są całe części; ten sam plik wczyta resztę.",
        "Not waiting for the answer. Whole parts are recorded; the same file brings in the rest.",
        code=STOPPED,
    )


def _say(said: dict[str, Any], kind: str, mode: str | None) -> None:
    people = kind == "participants"
    new, left = said["new"], said["left"]
    what_pl, what_en = ("nowych osób", "new people") if people else ("nowych wpisów", "new entries")
    if said["recorded"]:
        position = said["recorded"]["position"]
        say(
            f"Wczytano {what_pl}: {new - left} (do pozycji {position} w dzienniku).",
            f"{what_en.capitalize()} brought in: {new - left} (up to position {position} of the log).",
        )
    elif mode and not new:
        nothing = ("osób", "people") if people else ("wpisów", "entries")
        say(f"Niczego nie zapisano: w pliku nie ma nowych {nothing[0]}.", f"Nothing was recorded: no new {nothing[1]}.")
    elif not mode:
        say(
            f"Na próbę, niczego nie zapisano. {what_pl.capitalize()} do wczytania: {new}.",
            f"A dry run, nothing was recorded. {what_en.capitalize()} to bring in: {new}.",
        )
    if said["stopped"]:
        say(
            f"Zatrzymano. Pozostało: {left}. Wczyta je ten sam plik tym samym poleceniem.",
            f"Stopped. {left} are left: the same file brings them in by the same command.",
        )
    _rest(said, people=people)
    if not mode and new:
        way = "--good-rows" if said["bad_rows"] else "--record"
        say(f"Aby zapisać: kis import {kind} PLIK {way}", f"To record: kis import {kind} FILE {way}")


def _rest(said: dict[str, Any], *, people: bool) -> None:
    """Print what is not recorded, or is to be cleared up: what is known, corrections, bad rows, unknown columns."""
    if said["unchanged"]:
        known = (
            ("Osoby już w rejestrze", "Registered already") if people else ("Wpisy już zapisane", "Recorded already")
        )
        say(f"{known[0]}, bez zmian: {said['unchanged']}.", f"{known[1]}: {said['unchanged']}.")
    if said["changed"]:
        say(
            f"Wiersze inne niż zapisy (sprawdź i sprostuj w karcie osoby): {len(said['changed'])}.",
            f"Rows that differ from the record (look, and correct on the person's card): {len(said['changed'])}.",
        )
    for row in said["changed"]:
        columns = ", ".join(row["columns"])
        say(f"  wiersz {row['line']}: {columns}", f"  line {row['line']}: {columns}")
    if said["bad"]:
        say(f"Błędne wiersze: {said['bad_rows']}.", f"Wrong rows: {said['bad_rows']}.")
    _say_rows(said["bad"])
    if said["flagged"]:
        say(f"Do wyjaśnienia: {len(said['flagged'])}.", f"To be cleared up: {len(said['flagged'])}.")
    _say_rows(said["flagged"])
    if said["not_recorded"]:
        columns = ", ".join(said["not_recorded"])
        say(
            f"Tego import nie zapisuje, zachowaj plik: {columns}.",
            f"The import does not record this, keep the file: {columns}.",
        )


def _say_rows(rows: list[dict[str, Any]]) -> None:
    for fault in rows:
        say(
            f"  wiersz {fault['line']}, kolumna {fault['column']}: {fault['detail']}",
            f"  line {fault['line']}, column {fault['column']}: {fault['detail']}",
        )


def _kind(file: Path) -> str:
    xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return xlsx if file.suffix.lower() == ".xlsx" else "text/csv"
