"""The command `kis`. Every command has help in Polish and English, `--json`, and an exit code that means something.

0 done; 1 refused, or something was found; 2 the call itself is wrong; 3 the server runs where it must not,
or cannot be reached.
"""

from typing import Any

import click
from pydantic import ValidationError

from interface.cli import (
    access,
    backup,
    bench,
    checkpoint,
    control,
    demo,
    doctor,
    dossier,
    editions,
    eligibility,
    forget,
    init,
    lists,
    participants,
    rebuild,
    recover,
    rules,
    serve,
    statement,
    users,
    verify,
)
from interface.cli.speaking import fail


class Kis(click.Group):
    """The group of commands: a setting that makes no sense ends any of them with a sentence."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except ValidationError as error:
            wrong = ", ".join(f"KIS_{str(fault['loc'][0]).upper()}" for fault in error.errors() if fault["loc"])
            fail(
                f"Błędne ustawienie: {wrong}. Dozwolone wartości są w README, w części „Settings”.",
                f"Wrong setting: {wrong}. What is allowed stands in the README under Settings.",
                code=2,
            )


@click.group(cls=Kis, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="sciezka", prog_name="kis")
def main() -> None:
    """Ścieżka: ewidencja drogi uczestnika klubu integracji społecznej.

    The record of a person's way through a social integration club. Settings: KIS_* (see kis doctor).
    """


for command in (
    init.init,
    serve.serve,
    demo.demo,
    participants.bring_in,
    participants.show,
    participants.history,
    eligibility.explain,
    lists.roster,
    lists.deadlines,
    lists.flags,
    access.access,
    statement.statement,
    control.control,
    rebuild.rebuild,
    verify.verify,
    checkpoint.checkpoint,
    recover.recover,
    dossier.dossier,
    users.user,
    users.token,
    editions.edition,
    rules.rules,
    forget.forget,
    backup.backup,
    backup.restore,
    doctor.doctor,
    bench.bench,
):
    main.add_command(command)
