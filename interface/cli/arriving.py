"""The file that a user asked for, as it comes in from the server."""

import os
from errno import EEXIST
from pathlib import Path
from typing import BinaryIO, NoReturn, Self

from interface.cli.speaking import fail


class Arriving:
    """A file for its owner alone, in nobody's place, whole or not at all."""

    def __init__(self, out: Path | None, option: str = "--out", *, replaces: bool = False) -> None:
        """Take what the user named, if anything; `option` is how to name another one.

        Where it `replaces` another file, that one stays until this is whole.
        """
        self.path, self.size, self._option, self._replaces = out, 0, option, replaces
        self._file: BinaryIO | None = None

    def __enter__(self) -> Self:
        """Begin; nothing is made before the first piece, and nothing is asked for that there is no place for."""
        if self.path is not None and self.path.exists() and not self._replaces:
            self._refuse(os.strerror(EEXIST))
        return self

    def take(self, piece: bytes, name: str) -> None:
        """Write a piece; the first one makes the file, under the server's name where the user gave none."""
        if self._file is None:
            self.path = self.path or Path(Path(name).name)
            try:
                self._file = os.fdopen(os.open(self._arrives(), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
            except OSError as error:
                self._refuse(error.strerror)
        self.size += self._file.write(piece)

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Close the file; one that broke off is removed."""
        if self._file is not None and self.path is not None:
            self._file.close()
            if kind is not None:
                self._arrives().unlink()
            elif self._replaces:
                self._arrives().replace(self.path)

    def _refuse(self, why: str | None) -> NoReturn:
        fail(
            f"Nie da się utworzyć pliku {self.path} ({why}). Podaj inny {self._option}.",
            f"{self.path} cannot be made ({why}). Give another {self._option}.",
        )

    def _arrives(self) -> Path:
        """Return where the file is until it is whole."""
        assert self.path is not None  # noqa: S101
        return self.path.with_name(f"{self.path.name}.part") if self._replaces else self.path
