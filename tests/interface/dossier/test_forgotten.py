"""What was handed out before somebody was forgotten still verifies, and so does what is handed out afterwards."""

from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from application.retention import SetRetention
from domain.ledger import Log
from domain.retention import RetentionBasis
from domain.vocabulary import Role
from interface.witness.ledger import verify
from interface.witness.weryfikuj import Checked
from tests.asgi import API, BEFORE, Desk, live, open_front
from tests.club import ask
from tests.dossiers import CANARY, printed, unpacked
from tests.planted_lives import forget


def dossier_of(desk: Desk, participant: str, query: str = "") -> bytes:
    answer = desk.ask("GET", f"{API}/participants/{participant}/dossier{query}")
    assert answer.status_code == 200, answer.text
    content: bytes = answer.content
    return content


def found(path: Path, content: bytes, vkey: str) -> list[str]:
    path.write_bytes(content)
    return [finding.pl for finding in Checked(path, vkey).found]


def test_an_old_dossier_verifies_after_the_purge_and_the_new_one_tells_what_was_erased(tmp_path: Path) -> None:
    with open_front(tmp_path) as front:
        house, desk = front.house, front.desk(Role.COORDINATOR)
        person = live(desk, (*BEFORE["closeCase"], "closeCase"), {"registerParticipant": {"family_name": CANARY}}).id
        kept = SetRetention(
            participant_id=UUID(person), retention_class="B5", basis=RetentionBasis.CLASS_LIST, since=date(2026, 6, 1)
        )
        ask(house, kept)
        vkey = house.prover.checkpoint(Log.FACTS).verifier_key
        before, plain = dossier_of(desk, person, "?content=identity&content=notes"), dossier_of(desk, person)
        assert CANARY in printed(unpacked(before, tmp_path / "before"))
        position = front.facts

        front.clock.advance(days=timedelta(days=366 * 11).days)
        forget(house, UUID(person))

        desk = front.desk(Role.COORDINATOR, until=house.today())
        after = dossier_of(desk, person, "?content=identity")
        again = dossier_of(desk, person, f"?position={position}")
        for name, content in (("before", before), ("plain", plain), ("after", after), ("again", again)):
            assert found(tmp_path / f"{name}.zip", content, vkey) == []
        facts = (unpacked(plain, tmp_path / "unpacked") / "facts.jsonl").read_bytes()
        # A purged token and a token that was left out prove the same.
        assert (unpacked(again, tmp_path / "unpacked") / "facts.jsonl").read_bytes() == facts
        told = printed(unpacked(after, tmp_path / "after"))
        assert "[usunięto]" in told
        assert CANARY not in told
        assert verify(house.settings.data, now=house.clock.now()).ok
