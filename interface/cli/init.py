"""`kis init`: found a club."""

import click

from application.store.keys import restore_master_key
from interface.assembly import found
from interface.cli.speaking import as_json, chosen, fail, refusals_as_sentences, say, show_json
from interface.settings import Settings

SHARES_NEEDED = 2


@click.command()
@click.option("--administrator", default="Administrator", show_default=True, help="Imię i nazwisko / display name.")
@click.option("--from-shares", is_flag=True, help="Odtwórz master.key z dwóch udziałów / restore it from two shares.")
@as_json
def init(administrator: str, in_json: bool, from_shares: bool) -> None:
    """Załóż klub w katalogu KIS_DATA / found a club in KIS_DATA.

    Wypisuje raz token administratora i trzy udziały klucza głównego: dwa dowolne odtwarzają klucz. Włóż je do
    osobnych kopert i wynieś z budynku.

    Prints once the administrator's token and three shares of the master key: any two restore it.
    """
    settings = Settings()
    with refusals_as_sentences():
        if from_shares:
            _restore(settings)
            return
        try:
            founded = found(settings, made_by="init", administrator=administrator)
        except FileExistsError:
            fail(
                f"W katalogu {settings.data} już coś jest. Niczego nie zmieniono; wskaż inny katalog w KIS_DATA.",
                f"There is something in {settings.data} already. Nothing was changed; name another KIS_DATA.",
            )
        except OSError as error:
            fail(
                f"Nie da się utworzyć katalogu {settings.data} ({error.strerror}). Wskaż w KIS_DATA nowy katalog w "
                "miejscu, w którym wolno tworzyć katalogi.",
                f"{settings.data} cannot be made ({error.strerror}). Name a new directory in KIS_DATA, in a place "
                "where directories may be made.",
            )
    if in_json:
        show_json({"administrator": founded.administrator, "token": founded.secret, "shares": founded.shares})
        return
    say(f"Założono klub w katalogu {settings.data}.", f"A club was founded in {settings.data}.")
    say("Token administratora (pokazany tylko teraz):", "The administrator's token (shown only now):")
    click.echo(f"  {founded.secret}")
    say(
        "Udziały klucza głównego (pokazane tylko teraz; dwa dowolne odtwarzają klucz: kis init --from-shares):",
        "Shares of the master key (shown only now; any two restore it: kis init --from-shares):",
    )
    for number, share in enumerate(founded.shares, start=1):
        click.echo(f"\n  [{number}]\n{_lines(share)}")


def _lines(share: str) -> str:
    words = share.split()
    return "\n".join("  " + " ".join(words[at : at + 11]) for at in range(0, len(words), 11))


def _restore(settings: Settings) -> None:
    words = [
        click.prompt(chosen(f"Udział {n} z {SHARES_NEEDED}", f"Share {n} of {SHARES_NEEDED}"), hide_input=True)
        for n in range(1, SHARES_NEEDED + 1)
    ]
    restore_master_key(settings.master_key, words)
    say("Odtworzono klucz główny. Sprawdź: kis doctor.", "The master key was restored. Check: kis doctor.")
