"""Make the virtual environment, fill it from the hash locks, and run the project in it.

`make` calls this file; where there is no make, call it yourself:

    python3 scripts/bootstrap.py demo

Standard library only, and readable by an old Python (3.7) up to the sentence that asks for a newer one.
"""

from __future__ import annotations

import hashlib
import io
import os
import platform
import shutil
import subprocess
import sys
import venv
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)
VENV = ROOT / ".venv"
PROGRAMS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = PROGRAMS / ("python.exe" if os.name == "nt" else "python")
BASE = "requirements/base.txt"
DEV = "requirements/dev.txt"
PIP = ("-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet")


class Stop(Exception):
    """A sentence for the person at the terminal: what is missing and how to get it."""


def say(polish: str, english: str) -> None:
    """Print one message, Polish first."""
    print(f"==> {polish}\n    {english}", flush=True)


def refuse_an_unfit_python(version: tuple[int, ...], executable: str) -> None:
    """Stop when this Python is too old or, as Debian ships it, cannot make a virtual environment."""
    found = ".".join(map(str, version))
    if version < OLDEST:
        newer = [name for name in ("python3.14", "python3.13", "python3.12", "python3.11") if shutil.which(name)]
        hint = f"\n    make demo PYTHON={newer[0]}" if newer else ""
        raise Stop(
            f"Potrzebny jest Python 3.11 lub nowszy, a {executable} to {found}.\n"
            f"    Python 3.11 or newer is needed, and {executable} is {found}.{hint}"
        )
    try:
        import ensurepip  # noqa: F401, PLC0415 - asked for here, so that its absence has a sentence
    except ImportError:
        raise Stop(
            "Ten Python nie umie założyć środowiska (brak ensurepip). Zainstaluj je i powtórz polecenie:\n"
            "    This Python cannot make a virtual environment (no ensurepip). Install it and repeat:\n"
            f"    sudo apt install python3-venv      (albo / or: python{found}-venv)"
        ) from None


def digest(*parts: str) -> str:
    """Return the hex SHA-256 of texts, in order: what a stamp file remembers of the last installation."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def text(name: str) -> str:
    """Return one of the project's files."""
    return (ROOT / name).read_text(encoding="utf-8")


def run(*command: str, variables: Mapping[str, str] | None = None) -> bool:
    """Run a program in the project's directory; true when it succeeded."""
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **(variables or {})}, check=False).returncode == 0


def start(*command: str) -> subprocess.Popen[str]:
    """Start a program in the project's directory; what it prints is kept until somebody reads it."""
    return subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace"
    )


def make_environment() -> None:
    """Make `.venv` unless one that works, of this very Python version, is there."""
    probe = f"import pip, sys; sys.exit(sys.version_info[:2] != {tuple(sys.version_info[:2])})"
    if PYTHON.exists() and subprocess.run([str(PYTHON), "-c", probe], capture_output=True, check=False).returncode == 0:
        return
    say("Zakładam środowisko .venv", f"Making .venv with Python {platform.python_version()}")
    venv.create(VENV, clear=True, with_pip=True)


def install(stamp: str, state: str, *arguments: str) -> None:
    """Run pip once for each state: the stamp in `.venv` is written after pip succeeded, and compared before."""
    mark = VENV / f"{stamp}.stamp"
    if mark.exists() and mark.read_text(encoding="ascii") == state:
        return
    say(f"Instaluję: {stamp}", f"Installing: {stamp}")
    if not run(str(PYTHON), *PIP, *arguments):
        raise Stop("Instalacja się nie udała; powód podał pip powyżej.\n    Installing failed; pip said why above.")
    mark.write_text(state, encoding="ascii")


def prepare(*, dev: bool) -> None:
    """Bring `.venv` to what the locks say: the programme, with `dev` the tools that check it too."""
    make_environment()
    base = digest(text(BASE))
    install("base", base, "--require-hashes", "-r", BASE)
    if dev:
        install("dev", digest(base, text(DEV)), "--require-hashes", "-r", DEV)
    project = digest(base, text("pyproject.toml"), str(ROOT))
    install("project", project, "--no-deps", "--no-build-isolation", "--no-index", "-e", ".")


def become(program: Path, *arguments: str) -> int:
    """Hand the terminal over to a program of the environment; return its exit status where that is not possible."""
    if os.name == "posix":
        os.chdir(ROOT)
        os.execv(program, [str(program), *arguments])
    try:
        return subprocess.run([str(program), *arguments], cwd=ROOT, check=False).returncode
    except KeyboardInterrupt:
        return 130


def find_strace() -> str:
    """Return "" when strace is there, installing it where we may; else a sentence about what will fail without it."""
    linux = platform.system() == "Linux"
    if linux and not shutil.which("strace") and shutil.which("apt-get") and os.geteuid() == 0:
        say("Instaluję strace (dowód trwałości zapisu)", "Installing strace (the proof of durable writes)")
        run("apt-get", "-q", "update")
        quiet = {"DEBIAN_FRONTEND": "noninteractive"}
        run("apt-get", "-q", "install", "-y", "--no-install-recommends", "strace", variables=quiet)
    if shutil.which("strace"):
        return ""
    way = "sudo apt install strace" if linux else "strace: Linux"
    return (
        f"Brak strace, więc testy trwałości zapisu nie przejdą ({way}).\n"
        f"     There is no strace, so the tests of durable writes will fail ({way})."
    )


def source_checks() -> dict[str, tuple[str, ...]]:
    """Return the checks that run nothing of the project: name to command."""
    return {
        "ruff check": (str(PYTHON), "-m", "ruff", "check", "."),
        "ruff format": (str(PYTHON), "-m", "ruff", "format", "--check", "."),
        "mypy": (str(PYTHON), "-m", "mypy"),
    }


def judge(checks: Mapping[str, tuple[str, ...]], missing: str = "", beside: Sequence[str] = ()) -> int:
    """Run every check, also after one has failed, then say which failed and what was missing.

    Those `beside` run while the others do, and what they print comes after: two cores are not left to one of them.
    Returns 0 when none failed. A skipped test is a failure (see tests/conftest.py).
    """
    failed = []
    started = {name: start(*checks[name]) for name in beside}
    for name, command in checks.items():
        if name not in started:
            say(name, " ".join(command[1:]))
            if not run(*command, variables={"KIS_TEST_NO_SKIPS": "1"}):
                failed.append(name)
    for name, process in started.items():
        printed, _ = process.communicate()
        say(name, " ".join(checks[name][1:]))
        print(printed)
        if process.returncode != 0:
            failed.append(name)
    print()
    for name in checks:
        print(f"[{'--' if name in failed else 'ok'}] {name}")
    if missing:
        print(f"[!]  {missing}")
    if failed:
        say(f"Nie przeszło: {', '.join(failed)}", f"Failed: {', '.join(failed)}")
        return 1
    say("Wszystko przeszło, niczego nie pominięto", "Everything passed, nothing was skipped")
    return 0


def demo(*arguments: str) -> int:
    """Serve an invented club on 127.0.0.1:8000."""
    prepare(dev=False)
    return become(PROGRAMS / "kis", "demo", *arguments)


def bench(*arguments: str) -> int:
    """Measure this machine against the ratios the project holds."""
    prepare(dev=False)
    return become(PROGRAMS / "kis", "bench", *arguments)


def events() -> int:
    """Write docs/events.md anew from the code."""
    prepare(dev=True)
    return become(PYTHON, "-m", "tests.regenerate")


def rules() -> int:
    """Write docs/rules.md anew from the code."""
    prepare(dev=True)
    return become(PYTHON, "-m", "tests.rules_page")


def shown() -> int:
    """Write anew what is said of the durability exports and methods, from the code."""
    prepare(dev=True)
    return become(PYTHON, "-m", "tests.shown_pages")


def picture() -> int:
    """Draw the evaluator's page of a new invented club into docs/; needs Chromium."""
    prepare(dev=True)
    return become(PYTHON, "scripts/picture.py")


def forms(directory: str = "druki") -> int:
    """Print every form with the invented people of a new demo into a directory (druki), to look at."""
    prepare(dev=True)
    return become(PYTHON, "scripts/forms.py", directory)


def mutants(*arguments: str) -> int:
    """Plant faults in the limits and dates of the rules, and name those that no test notices (a long half hour)."""
    if os.name != "posix":
        raise Stop("To polecenie działa w Linuksie, macOS i WSL.\n    This command works on Linux, macOS and WSL.")
    prepare(dev=True)
    return become(PYTHON, "scripts/mutants.py", *arguments)


def foreign() -> int:
    """Have programs of other authors judge our checkpoints and proofs; needs Go, Python 3.12 and the network."""
    prepare(dev=True)
    return become(PYTHON, "scripts/foreign.py")


def event_logs() -> int:
    """Have process-mining programs of other authors open the event logs of an invented club; needs the network."""
    prepare(dev=True)
    return become(PYTHON, "scripts/event_logs.py")


def check() -> int:
    """Judge the source in seconds: style, types, arrows, catalogue of events."""
    prepare(dev=True)
    of_the_source = ("tests/test_architecture.py", "tests/test_catalogue.py", "tests/test_rules_page.py")
    return judge({**source_checks(), "pytest (source)": (str(PYTHON), "-m", "pytest", "-q", *of_the_source)})


def test() -> int:
    """Run every check and every test, in KIS_TEST_WORKERS processes (2)."""
    prepare(dev=True)
    missing = find_strace()
    workers = os.environ.get("KIS_TEST_WORKERS", "2")
    pytest = (str(PYTHON), "-m", "pytest", "-q", "-n", workers, "--dist", "loadgroup")
    return judge({**source_checks(), "pytest": pytest}, missing, beside=("mypy",))


def deep(*arguments: str) -> int:
    """Run the tests that draw at random with all of their numbers (KIS_TEST_DEEP=1): the better part of an hour."""
    prepare(dev=True)
    os.environ["KIS_TEST_DEEP"] = "1"
    return become(PYTHON, "-m", "pytest", "-m", "deep_too", "--timeout", "7200", *arguments)


COMMANDS = {
    "demo": demo,
    "test": test,
    "deep": deep,
    "check": check,
    "mutants": mutants,
    "foreign": foreign,
    "event-logs": event_logs,
    "events": events,
    "rules": rules,
    "shown": shown,
    "picture": picture,
    "forms": forms,
    "bench": bench,
}
TAKE_OPTIONS = {"demo", "bench", "mutants", "deep", "forms"}


def main(name: str = "", *arguments: str) -> int:
    """Run one of the commands; return its exit status, or 2 when the command or this machine will not do."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console without Polish letters shows "?" and goes on
    if name not in COMMANDS or (arguments and name not in TAKE_OPTIONS):
        for known, command in COMMANDS.items():
            print(f"  {known:<10} {(command.__doc__ or '').splitlines()[0]}")
        return 2
    try:
        refuse_an_unfit_python(sys.version_info[:2], sys.executable)
        return COMMANDS[name](*arguments)
    except Stop as reason:
        print(f"[!] {reason}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
