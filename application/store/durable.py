"""Files that survive a power cut: with their names, which are forgotten with the directory unless it is synced."""

import os
from pathlib import Path


def write_new(path: Path, data: bytes) -> None:
    """Write a new 0600 file, whole and durable or not at all. FileExistsError if the name is taken."""
    file = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(file, "wb") as handle:
            handle.write(data)
            handle.flush()
            os.fsync(file)
        make_name_durable(path.parent)
    except BaseException:
        path.unlink()
        raise


def make_name_durable(directory: Path) -> None:
    """Return when the disk has the names in a directory. Where there is no such call (Windows) nothing is done."""
    if os.name != "posix":
        return
    handle = os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
