"""Draw the evaluator's page of a new invented club with Chromium: docs/strona-ewaluatora.png.

With a directory as argument, keep there what a person has to look at before a release: the page on a desk, on a
telephone, in the dark and printed.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "strona-ewaluatora.png"
QUIET = ("--headless", "--no-sandbox", "--hide-scrollbars", "--disable-gpu")
DARK = "--blink-settings=preferredColorScheme=0"
MADE = """\
import sys
from pathlib import Path
from domain.vocabulary import Role
from interface.assembly import running
from interface.cli.demo_club import tokens
from interface.settings import Settings
with running(Settings(data=Path(sys.argv[1]))) as house:
    print(tokens(house)[Role.COORDINATOR])
"""
"""Prints a coordinator's token of an invented club."""


def browser() -> str:
    """Return the Chromium of this machine, or end with a sentence."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        sys.exit("Potrzebny jest Chromium / Chromium is needed: apt install chromium")
    return found


def made(directory: Path) -> Path:
    """Build an invented club in a directory; return the evaluator's page of it as a coordinator sees it."""
    club, page = directory / "club", directory / "page.html"
    python = {**os.environ, "KIS_DATA": str(club), "PYTHONPATH": str(ROOT)}
    kis = [sys.executable, "-m", "interface.cli"]
    subprocess.run([*kis, "demo", "--directory", str(club), "--build-only"], check=True, cwd=ROOT, env=python)
    asked = [sys.executable, "-c", MADE, str(club)]
    token = subprocess.run(asked, check=True, cwd=ROOT, env=python, capture_output=True, text=True).stdout.strip()
    durability = [*kis, "durability", "--by", "SEX", "--html", str(page)]
    subprocess.run(durability, check=True, cwd=ROOT, env=python | {"KIS_TOKEN": token})
    return page


def shoot(page: Path, picture: Path, width: int, height: int, *how: str) -> None:
    """Draw a page of that size into a file."""
    command = [browser(), *QUIET, *how, f"--screenshot={picture}", f"--window-size={width},{height}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True)


def look_at(page: Path, directory: Path) -> None:
    """Keep the page in every form in which somebody meets it. A window is never narrower than 500: hence the frame."""
    directory.mkdir(parents=True, exist_ok=True)
    shutil.copy(page, directory / "page.html")
    shoot(page, directory / "desk.png", 1280, 4200)
    shoot(page, directory / "dark.png", 1280, 4200, DARK)
    frame = page.with_name("frame.html")
    frame.write_text(f'<iframe src="{page.as_uri()}" width="390" height="5200"></iframe>', encoding="utf-8")
    shoot(frame, directory / "phone.png", 420, 5230, "--allow-file-access-from-files")
    printed = [browser(), *QUIET, "--no-pdf-header-footer", f"--print-to-pdf={directory / 'print.pdf'}", page.as_uri()]
    subprocess.run(printed, check=True, capture_output=True)


def main(*arguments: str) -> None:
    """Draw the picture of the docs, or everything to look at into a directory."""
    with tempfile.TemporaryDirectory(prefix="kis-") as there:
        page = made(Path(there))
        if arguments:
            look_at(page, Path(arguments[0]))
        else:
            shoot(page, PICTURE, 1060, 1700)


if __name__ == "__main__":
    main(*sys.argv[1:])
