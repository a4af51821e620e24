"""Have programs of other authors judge the club's checkpoints and proofs: `make foreign`.

Go's own `x/mod/sumdb` (Debian: golang-go, golang-golang-x-mod-dev) and `aics-tlog` (PyPI, Python 3.12 or newer, in an
environment that is thrown away) get every proof of an invented club, as it was given and tampered with, and are not
told which is which. Both must accept all true ones and reject all others. What could not be run is said, and fails.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.foreign.cases import Case, cases, line  # noqa: E402 (found by the line above)

GO_PACKAGES = ("golang-go", "golang-golang-x-mod-dev")
GO_SOURCES = Path("/usr/share/gocode")
AICS = "aics-tlog==0.2.1"
HERE = ROOT / "tests" / "foreign"


class CannotRun(Exception):
    """Why one of the programs could not be run."""


def say(polish: str, english: str) -> None:
    """Print one message, Polish first."""
    print(f"==> {polish}\n    {english}", flush=True)


def quietly(*command: str, **variables: str) -> None:
    """Run a step of preparing a program. CannotRun when it fails."""
    run = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **variables})
    if run.returncode:
        raise CannotRun(f"{' '.join(command)}: {(run.stderr or run.stdout).strip()[-300:]}")


def go_verifier(scratch: Path) -> Sequence[str]:
    """Return the command of the Go program, built. CannotRun without Go or its module."""
    there = shutil.which("go") and (GO_SOURCES / "src/golang.org/x/mod/sumdb").is_dir()
    if not there:
        if not (shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0):
            raise CannotRun(f"sudo apt install {' '.join(GO_PACKAGES)}")
        say("Instaluję Go", "Installing Go")
        quietly("apt-get", "-q", "update")
        options = ("-q", "install", "-y", "--no-install-recommends")
        quietly("apt-get", *options, *GO_PACKAGES, DEBIAN_FRONTEND="noninteractive")
    built = scratch / "verify"
    quietly(
        *("go", "build", "-o", str(built), str(HERE / "verify.go")),
        GO111MODULE="off",
        GOPATH=str(GO_SOURCES),
        GOCACHE=str(scratch / "go-cache"),
    )
    return (str(built),)


def aics_verifier(scratch: Path) -> Sequence[str]:
    """Return the command of the Python program, in an environment of its own. CannotRun without Python 3.12."""
    python = next((found for found in _pythons() if _is_new(found)), None)
    if python is None:
        raise CannotRun("Python 3.12 lub nowszy / or newer")
    quietly(python, "-m", "venv", str(scratch / "venv"))
    inside = str(scratch / "venv" / "bin" / "python")
    quietly(inside, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", AICS)
    return (inside, str(HERE / "with_aics_tlog.py"))


def _pythons() -> Iterable[str]:
    yield sys.executable
    yield from filter(None, (shutil.which(f"python3.{minor}") for minor in (14, 13, 12)))
    yield from (str(path) for path in sorted(Path.home().glob(".pyenv/versions/3.*/bin/python")))


def _is_new(python: str) -> bool:
    probe = "import sys; sys.exit(sys.version_info < (3, 12))"
    return subprocess.run([python, "-c", probe], capture_output=True, check=False).returncode == 0


def judged(command: Sequence[str], given: Sequence[Case]) -> dict[int, bool]:
    """Return the program's word on every case. CannotRun when it ends badly."""
    asked = "\n".join(map(line, given)) + "\n"
    run = subprocess.run(command, input=asked, capture_output=True, text=True, check=False)
    if run.returncode:
        raise CannotRun(run.stderr.strip()[-300:])
    said = (answer.split(" ") for answer in run.stdout.splitlines())
    return {int(id): word == "true" for id, word in said}


def main() -> int:
    """Ask both; return 0 when both ran and agree with us about every case."""
    failed = []
    with tempfile.TemporaryDirectory(prefix="kis-foreign-") as scratch:
        given = cases(Path(scratch) / "clubs")
        true = sum(case["good"] for case in given)
        say(f"Dowodów: {true}, podrobionych: {len(given) - true}", f"Proofs: {true}, tampered: {len(given) - true}")
        for how, number in sorted(Counter(case["how"] for case in given).items()):
            print(f"    {number:6} {how}")
        for name, prepare in (("golang.org/x/mod/sumdb", go_verifier), (AICS, aics_verifier)):
            try:
                answers = judged(prepare(Path(scratch)), given)
            except CannotRun as reason:
                say(f"{name}: nie dało się uruchomić ({reason})", f"{name}: could not be run ({reason})")
                failed.append(name)
                continue
            accepted = sum(case["good"] and answers.get(case["id"]) is True for case in given)
            rejected = sum(not case["good"] and answers.get(case["id"]) is False for case in given)
            say(
                f"{name}: przyjęto {accepted} z {true}, odrzucono {rejected} z {len(given) - true}",
                f"{name}: accepted {accepted} of {true}, rejected {rejected} of {len(given) - true}",
            )
            wrong = [case["how"] for case in given if answers.get(case["id"]) is not case["good"]]
            for how, number in Counter(wrong).items():
                print(f"    {number:6} {how}: nie tak / not so")
            failed += [name] if wrong else []
    if failed:
        say(f"Nie przeszło: {', '.join(failed)}", f"Failed: {', '.join(failed)}")
        return 1
    say("Oba obce programy zgadzają się z nami", "Both foreign programs agree with us")
    return 0


if __name__ == "__main__":
    sys.exit(main())
