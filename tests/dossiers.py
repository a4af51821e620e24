"""Dossiers to test with: a club with two people, what its verifier finds, and files that the club signs again."""

import shutil
import unicodedata
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from interface.dossier.zipped import MANIFEST, SIGNED, zipped
from interface.witness.weryfikuj import Checked
from tests.asgi import API, Desk, Front, Life

WHOLE = {
    "WERYFIKACJA.md", "checkpoint", "facts.jsonl", "historia.pdf", "manifest.sha256", "podpis", "teczka.json", "tree",
    "vkey", "weryfikuj.py",
}  # fmt: skip
CANARY = "Żółw-Zmyślony"
PROVIDER = {"family_name": "Czapla-Przykładowa", "given_name": "Ildefonsa"}
GUARDIAN = {"family_name": "Bażant-Testowy", "given_name": "Klementyna", "phone": "+48 500 999 111"}
NOTE = '*Gwiazdka* #import "@preview/x:1" i żółta kartka'


@dataclass
class Scene:
    """A club with two people; the first has a guardian who signs, and an entry that was corrected."""

    front: Front
    desk: Desk
    life: Life
    other: Life
    vkey: str

    def got(self, path: str, desk: Desk | None = None) -> bytes:
        answer = (desk or self.desk).ask("GET", API + path)
        assert answer.status_code == 200, answer.text
        content: bytes = answer.content
        return content

    def person(self, query: str = "") -> bytes:
        return self.got(f"/participants/{self.life.id}/dossier{query}")


def checked(path: Path, scene: Scene, **how: Any) -> list[str]:
    """Return what the verifier finds."""
    return [refused.pl for refused in Checked(path, how.pop("vkey", scene.vkey), **how).found]


def unpacked(content: bytes, folder: Path) -> Path:
    """Return the folder with the files of a ZIP."""
    shutil.rmtree(folder, ignore_errors=True)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        archive.extractall(folder)
    return folder


def printed(folder: Path) -> str:
    pages = PdfReader(folder / "historia.pdf").pages
    return unicodedata.normalize("NFC", " ".join("\n".join(page.extract_text() for page in pages).split()))


def told_again(scene: Scene, folder: Path) -> None:
    """Make the list of files anew and sign it, as only the club itself could."""
    names = sorted(one.name for one in folder.iterdir() if one.name not in {MANIFEST, SIGNED})
    parts = zipped(
        [(name, [(folder / name).read_bytes()]) for name in names],
        lambda digest: scene.front.house.prover.manifest(digest, scene.vkey.split("+")[0]),
    )
    unpacked(b"".join(parts), folder)
