"""`python -m interface.cli` is `kis`."""

from interface.cli import main

main(prog_name="kis")
