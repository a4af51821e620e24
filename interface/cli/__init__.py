"""The command `kis`. Every command has help in Polish and English, `--json`, and an exit code that means something.

0 done; 1 refused, or something was found; 2 the call itself is wrong; 3 the server runs where it must not,
or cannot be reached; 4 stopped on request: what is recorded stays, the same call goes on.
"""

from importlib import import_module
from typing import Any

import click
from pydantic import ValidationError

from interface.cli.speaking import fail

COMMANDS = {
    "init": "init.init",
    "serve": "serve.serve",
    "demo": "demo.demo",
    "import": "imports.bring_in",
    "show": "participants.show",
    "history": "participants.history",
    "explain": "eligibility.explain",
    "roster": "lists.roster",
    "deadlines": "lists.deadlines",
    "flags": "lists.flags",
    "export": "export.export",
    "project-durability": "project_durability.project_durability",
    "follow-ups": "lists.follow_ups",
    "durability": "durability.durability",
    "indicators": "measures.indicators",
    "effectiveness": "measures.effectiveness",
    "report": "report.report",
    "month-end": "month_end.month_end",
    "summary": "edition_summary.summary",
    "access": "access.access",
    "statement": "statement.statement",
    "print": "papers.print_paper",
    "papers": "papers.papers",
    "club": "papers.club",
    "control": "control.control",
    "rebuild": "rebuild.rebuild",
    "verify": "verify.verify",
    "checkpoint": "checkpoint.checkpoint",
    "recover": "recover.recover",
    "dossier": "dossier.dossier",
    "event-log": "event_log.event_log",
    "user": "users.user",
    "token": "users.token",
    "edition": "editions.edition",
    "rules": "rules.rules",
    "forget": "forget.forget",
    "backup": "backup.backup",
    "restore": "backup.restore",
    "doctor": "doctor.doctor",
    "bench": "bench.bench",
}
"""Every command, and where it is: a file is read only when its command is called."""


class Kis(click.Group):
    """The group of commands: a setting that makes no sense ends any of them with a sentence."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the alphabet."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, None where there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        room, name = COMMANDS[cmd_name].split(".")
        command: click.Command = getattr(import_module(f"interface.cli.{room}"), name)
        return command

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
