"""Files that survive a power cut: with their names, which are forgotten with the directory unless it is synced."""

import errno
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


def append_line(path: Path, line: bytes) -> None:
    """Add one line to a 0600 file, which it may begin, and return when the disk has it: one write, one fsync.

    A line that an earlier crash cut short is removed first. OSError when the disk does not take it.
    """
    file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        length = os.fstat(file).st_size
        if length and os.pread(file, 1, length - 1) != b"\n":
            os.ftruncate(file, os.pread(file, length, 0).rfind(b"\n") + 1)
        if os.write(file, line) != len(line):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        os.fsync(file)
    finally:
        os.close(file)
    if length == 0:
        make_name_durable(path.parent)


def make_name_durable(directory: Path) -> None:
    """Return when the disk has the names in a directory. Where there is no such call (Windows) nothing is done."""
    if os.name != "posix":
        return
    handle = os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
