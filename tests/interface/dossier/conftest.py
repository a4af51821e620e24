"""A club with two people, and a dossier of the first with everything in it."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from domain.ledger import Log
from domain.vocabulary import Role
from tests.asgi import ANYBODY, SCRIPT, contract, live, open_front
from tests.dossiers import CANARY, GUARDIAN, NOTE, PROVIDER, Scene, unpacked


@pytest.fixture(scope="session")
def scene(tmp_path_factory) -> Iterator[Scene]:
    with open_front(tmp_path_factory.mktemp("teczka") / "club") as front:
        desk = front.desk(Role.COORDINATOR, name="Celina Kanarkowa")
        somebody: dict[str, Any] = {**ANYBODY, "family_name": CANARY, "given_name": "Hiacynta"}
        other = live(desk, SCRIPT, {"registerParticipant": somebody})
        life = live(desk, SCRIPT[:-1])
        live(desk, ("linkRelatedPerson",), {"linkRelatedPerson": {**GUARDIAN, "relation": "GUARDIAN"}}, life)
        signed: dict[str, dict[str, Any]] = {
            "giveConsent": {"signed_by": life.items["linkRelatedPerson"]},
            "noteContact": {"note": NOTE},
        }
        provider = desk.post("/providers", contract().example("registerProvider") | PROVIDER)["id"]
        signed["recordHours"] = {"day": "2026-05-08", "provider": provider}
        live(desk, ("giveConsent", "noteContact", "recordHours"), signed, life)
        vkey = front.house.prover.checkpoint(Log.FACTS).verifier_key
        yield Scene(front, desk, life, other, vkey)


@pytest.fixture(scope="session")
def opened(scene, tmp_path_factory) -> Path:
    """A dossier with everything in it, unpacked."""
    content = scene.person("?content=identity&content=notes&content=statistics&extends=100")
    return unpacked(content, tmp_path_factory.mktemp("opened") / "teczka")


@pytest.fixture
def folder(opened, tmp_path) -> Path:
    copied: Path = shutil.copytree(opened, tmp_path / "teczka")
    return copied
