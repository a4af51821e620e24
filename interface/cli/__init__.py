"""The command `kis`. Every command has help in Polish and English, `--json`, and an exit code that means something.

0 done; 1 refused, or something was found; 2 the call itself is wrong; 3 the server runs where it must not,
or cannot be reached.
"""

import click

from interface.cli import bench, demo, doctor, init, participants, rebuild, serve, users, verify


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
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
    rebuild.rebuild,
    verify.verify,
    users.user,
    users.token,
    doctor.doctor,
    bench.bench,
):
    main.add_command(command)
