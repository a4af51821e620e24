"""A new epoch of the logs: what calls for one, what it says, and that no name ever signs two histories."""

import shutil
import sqlite3
from base64 import b64encode
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from application.accounts import token_digest
from application.permissions import Forbidden
from application.recovery import NotOurCheckpoint
from application.startup import HistoryTorn, RecordAltered, RestoredStore
from application.store.anchor import AnchorDamaged, AnchorMissing, AnchorRefusal, HistoryChanged, HistoryShortened
from application.users import IssueToken, RegisterUser
from domain.ledger import EPOCHS, EpochBegun, EpochWithoutReason, KnownFrom, Log, NothingLost
from domain.vocabulary import Role
from interface.assembly import found
from interface.recovering import recover
from interface.settings import Settings
from tests.application.batches import assert_whole, look, together
from tests.asgi import open_front
from tests.club import FOUNDING, FixedClock, a_club, a_person, ask, asking

REASON = "awaria dysku, przywrócono kopię z piątku"
CHIEF, COORDINATOR = "kis_planted-chief", "kis_planted-coordinator"
BEGAN = FOUNDING + 6
"""Facts of a club with an administrator and a coordinator, who have a role and a token each."""


@dataclass
class Machine:
    """The computer of a club: what lies in its data directory, and what is done at its keyboard."""

    directory: Path
    clock: FixedClock = field(default_factory=FixedClock)

    def hire(self):
        """Give an administrator and a coordinator their tokens."""
        with self.served() as house:
            for secret, role in ((CHIEF, Role.ADMINISTRATOR), (COORDINATOR, Role.COORDINATOR)):
                user, until = uuid4(), date(2026, 12, 31)
                ask(house, RegisterUser(id=user, display_name="Ewa Próbna", roles=(role,)), role=Role.ADMINISTRATOR)
                issued = IssueToken(user_id=user, expires_on=until, digest=token_digest(secret))
                ask(house, issued, role=Role.ADMINISTRATOR)

    @property
    def club(self):
        return self.directory / "club"

    @property
    def files(self):
        return {path.name: path.read_bytes() for path in self.club.glob("anchor*")}

    def served(self):
        return a_club(self.directory, self.clock)

    def record(self, people=1, looks=0):
        """Register people and look at them; return the checkpoints of facts and of looks that are printed then."""
        with self.served() as house:
            together(house, *(asking(a_person()) for _ in range(people)), *(look() for _ in range(looks)))
            logs = (Log.FACTS, Log.ACCESS) if looks else (Log.FACTS,)
            return [house.prover.checkpoint(log) for log in logs]

    def keep(self, *names):
        """Copy files of the data directory, as somebody does who calls that a backup."""
        for name in names:
            shutil.copy(self.club / name, self.directory / name)

    def put_back(self, *names):
        for name in names:
            shutil.copy(self.directory / name, self.club / name)

    def recover(self, *notes, reason=REASON, secret=CHIEF):
        return recover(Settings(data=self.club), secret, reason, notes, self.clock)

    def refuses(self, kind):
        """Tell whether the club is not served for that reason, which names the way out."""
        with pytest.raises(kind) as refused, self.served():
            pass
        return isinstance(refused.value, AnchorRefusal) and "kis recover --reason" in refused.value.pl


@pytest.fixture(name="hired", scope="module")
def _hired(tmp_path_factory):
    """A club with its people, to be copied."""
    machine = Machine(tmp_path_factory.mktemp("hired"))
    machine.hire()
    return machine


@pytest.fixture
def machine(hired, tmp_path):
    shutil.copytree(hired.club, tmp_path / "club")
    return Machine(tmp_path)


@pytest.fixture
def other(tmp_path):
    """Another club on another machine, founded as long ago."""
    machine = Machine(tmp_path / "other")
    machine.directory.mkdir()
    found(Settings(data=machine.club), made_by="init", administrator="Jan Próbny", clock=machine.clock)
    machine.hire()
    return machine


def test_the_fact_that_begins_an_epoch_quotes_what_was_known_and_what_was_found(machine):
    machine.keep("kis.db")
    facts, looks = machine.record(people=2, looks=3)
    machine.put_back("kis.db")
    assert machine.refuses(HistoryShortened)
    epoch, loss = machine.recover()
    assert (epoch, loss.known_from, loss.used) == (2, KnownFrom.ANCHOR, 1)
    assert (loss.facts.size, loss.facts.known, loss.facts.known_root) == (BEGAN, BEGAN + 2, facts.root)
    assert (loss.access.size, loss.access.known, loss.access.known_root) == (0, 3, looks.root)
    assert (loss.facts.extended, loss.access.extended) == (BEGAN, 0)
    with machine.served() as house, house.store.snapshot():
        topic, fact = house.journal.fact(EPOCHS, 1)
        said = house.sealer.open_field(fact, "reason")
        assert house.writer.logs.facts.size == BEGAN + 1
    assert (topic, said) == ("ledger.epoch-begun.1", REASON)
    assert isinstance(fact, EpochBegun)
    assert (fact.epoch, fact.restored, fact.known_from) == (2, False, KnownFrom.ANCHOR)
    assert (fact.facts_found, fact.facts_known, fact.facts_extended) == (BEGAN, BEGAN + 2, BEGAN)
    assert (fact.access_found, fact.access_known, fact.access_extended) == (0, 3, 0)
    assert fact.facts_known_root == b64encode(facts.root).decode()
    assert fact.access_known_root == b64encode(looks.root).decode()


def test_checkpoints_of_the_new_epoch_carry_a_new_name_and_the_club_goes_on(machine):
    machine.keep("kis.db")
    [before] = machine.record()
    machine.put_back("kis.db")
    machine.recover()
    [after] = machine.record(people=3)
    assert before.origin.endswith("/dziennik/1")
    assert after.origin == before.origin[:-1] + "2"
    assert after.size == BEGAN + 1 + 3
    with machine.served() as house:
        assert_whole(house)
        assert {house.prover.checkpoint(Log.FACTS, size).origin for size in (1, BEGAN, BEGAN + 4)} == {after.origin}


def test_the_old_anchor_is_kept_and_a_new_one_begins(machine):
    machine.keep("kis.db")
    machine.record()
    machine.put_back("kis.db")
    old = machine.files["anchor"]
    machine.recover()
    assert set(machine.files) == {"anchor", "anchor.1"}
    assert machine.files["anchor.1"] == old
    assert machine.files["anchor"].startswith(b"facts %d " % (BEGAN + 1))


def test_where_nothing_is_lost_no_epoch_begins(machine):
    machine.record()
    before = machine.files
    with pytest.raises(NothingLost) as refused:
        machine.recover()
    assert "kis recover --checkpoint PLIK" in refused.value.sentence("pl")
    assert machine.files == before
    [after] = machine.record()
    assert after.origin.endswith("/1")


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_loss_without_a_reason_begins_no_epoch(machine, reason):
    (machine.club / "anchor").unlink()
    with pytest.raises(EpochWithoutReason):
        machine.recover(reason=reason)
    assert machine.files == {}
    assert machine.refuses(AnchorMissing)


@pytest.mark.parametrize("secret", [COORDINATOR, "kis_nobodys"])
def test_only_an_administrator_begins_an_epoch(machine, secret):
    (machine.club / "anchor").unlink()
    with pytest.raises(Forbidden):
        machine.recover(secret=secret)
    assert machine.files == {}
    assert machine.recover()[0] == 2


def test_a_lost_anchor_is_replaced_and_nothing_is_claimed_to_be_known(machine):
    (machine.club / "anchor").unlink()
    assert machine.refuses(AnchorMissing)
    epoch, loss = machine.recover()
    assert (epoch, loss.known_from, loss.facts.known, loss.facts.extended) == (2, KnownFrom.NOTHING, None, 0)
    assert machine.files["anchor.1"] == b""


def test_a_damaged_anchor_is_put_aside_as_it_is(machine):
    (machine.club / "anchor").write_bytes(b"facts 12\n")
    assert machine.refuses(AnchorDamaged)
    epoch, loss = machine.recover()
    assert (epoch, loss.known_from) == (2, KnownFrom.NOTHING)
    assert machine.files["anchor.1"] == b"facts 12\n"


def test_another_machines_anchor_is_refused_and_no_position_counts_as_the_same(machine, other):
    shutil.copy(other.club / "anchor", machine.club / "anchor")
    assert machine.refuses(HistoryChanged)
    _, loss = machine.recover()
    assert (loss.facts.known, loss.facts.size, loss.facts.extended) == (BEGAN, BEGAN, 0)


def test_a_history_that_parted_from_the_anchored_one_says_up_to_where_it_is_the_same(machine):
    machine.keep("kis.db", "anchor")
    machine.record(people=4)
    shutil.copy(machine.club / "anchor", machine.directory / "newer")
    machine.put_back("kis.db", "anchor")
    machine.record(people=6)
    shutil.copy(machine.directory / "newer", machine.club / "anchor")
    assert machine.refuses(HistoryChanged)
    _, loss = machine.recover()
    assert (loss.facts.known, loss.facts.size, loss.facts.extended) == (BEGAN + 4, BEGAN + 6, BEGAN)


def test_an_auditor_reads_why_an_epoch_began_and_who_said_so(machine):
    (machine.club / "anchor").unlink()
    machine.recover()
    with open_front(machine.directory) as front:
        auditor = front.desk(Role.AUDITOR)
        told = auditor.get("/audit/ledger/epochs")
    [entry] = told["items"]
    assert (told["current"], entry["topic"], entry["position"]) == (2, "ledger.epoch-begun.1", BEGAN + 1)
    assert (entry["recorder"], entry["role"]) == ("Ewa Próbna", "ADMINISTRATOR")
    assert REASON in entry["pl"]


# -- checkpoints that were kept outside ---------------------------------------------------------------


@pytest.mark.parametrize("more", [0, 5])
def test_a_machine_rolled_back_with_its_anchor_is_told_by_the_checkpoint_on_paper(machine, more):
    machine.keep("kis.db", "anchor")
    [first] = machine.record(people=0)
    [printed] = machine.record(people=2)
    machine.put_back("kis.db", "anchor")
    machine.record(people=more)
    with pytest.raises(NothingLost):
        machine.recover()
    with pytest.raises(NothingLost):
        machine.recover(first.note)
    epoch, loss = machine.recover(printed.note, first.note)
    assert (epoch, loss.known_from) == (2, KnownFrom.CHECKPOINT)
    assert (loss.facts.known, loss.facts.known_root) == (BEGAN + 2, printed.root)
    assert (loss.facts.size, loss.facts.extended) == (BEGAN + more, BEGAN)


def test_a_text_that_is_no_checkpoint_of_this_club_is_refused(machine, other):
    [ours], [others] = machine.record(), other.record()
    forged = ours.note.replace(f"\n{ours.size}\n", f"\n{ours.size + 9}\n", 1)
    renamed = ours.note.replace("/dziennik/1", "/dziennik/7")
    (machine.club / "anchor").unlink()
    for note in ("", "x", "o\n5\nAAAA\n\n— o AAAA\n", others.note, forged, renamed, ours.note + "\n"):
        with pytest.raises(NotOurCheckpoint):
            machine.recover(note)
    assert machine.files == {}
    assert machine.recover(ours.note)[0] == 2


# -- no name signs two histories ----------------------------------------------------------------------


def test_an_epoch_that_was_rolled_back_too_is_not_begun_a_second_time(machine):
    machine.keep("kis.db")
    machine.record()
    machine.put_back("kis.db")
    assert machine.recover()[0] == 2
    machine.record()
    machine.put_back("kis.db")
    assert machine.recover()[0] == 3
    assert set(machine.files) == {"anchor", "anchor.1", "anchor.2"}
    [after] = machine.record()
    assert after.origin.endswith("/dziennik/3")


def test_an_epoch_that_only_a_checkpoint_tells_of_is_not_begun_a_second_time(machine):
    machine.keep("kis.db", "anchor")
    (machine.club / "anchor").unlink()
    machine.recover()
    [second] = machine.record()
    (machine.club / "anchor.1").unlink()
    machine.put_back("kis.db", "anchor")
    epoch, loss = machine.recover(second.note)
    assert (epoch, loss.used) == (3, 2)
    assert set(machine.files) == {"anchor", "anchor.1", "anchor.2"}


def test_a_power_cut_before_the_new_anchor_stands_leaves_the_old_one(machine, monkeypatch):
    machine.keep("kis.db")
    machine.record()
    machine.put_back("kis.db")
    old = machine.files["anchor"]

    def cut(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as during:
        during.setattr("application.store.anchor.Anchor.give_way_to", cut)
        with pytest.raises(KeyboardInterrupt):
            machine.recover()
    assert machine.files == {"anchor": old}
    assert machine.refuses(HistoryChanged) or machine.refuses(HistoryShortened)
    assert machine.recover()[0] == 3
    assert (machine.files["anchor.1"], machine.files["anchor.2"]) == (old, b"")


def test_a_restored_backup_is_served_in_a_new_epoch_only(machine):
    (machine.club / "restored").touch()
    assert machine.refuses(RestoredStore)
    epoch, loss = machine.recover()
    assert (epoch, loss.facts.lost) == (2, False)
    assert not (machine.club / "restored").exists()
    with machine.served() as house, house.store.snapshot():
        assert house.journal.fact(EPOCHS, 1)[1].restored


# -- what no epoch mends ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ("UPDATE stored_events SET topic = 'user.registered.2' WHERE notification_id = 3", RecordAltered),
        ("UPDATE stored_events SET topic = 'user\"' WHERE notification_id = 3", RecordAltered),
        ("UPDATE stored_events SET state = replace(state, '2026', '2025') WHERE notification_id = 3", RecordAltered),
        ("UPDATE stored_events SET originator_id = 'nobody' WHERE notification_id = 3", RecordAltered),
        ("UPDATE stored_events SET originator_id = x'00' WHERE notification_id = 3", RecordAltered),
        ("UPDATE stored_events SET originator_version = 'one' WHERE notification_id = 3", RecordAltered),
        ("UPDATE access_log SET content = x'7b7d' WHERE idx = 1", RecordAltered),
        ("UPDATE access_log SET content = 'text' WHERE idx = 1", RecordAltered),
        ("UPDATE access_log SET content_sha256 = 'text', content = NULL WHERE idx = 1", RecordAltered),
        ("UPDATE access_log SET content_sha256 = zeroblob(32) WHERE idx = 1", RecordAltered),
        ("UPDATE facts_log SET leaf_hash = zeroblob(32) WHERE idx = 2", HistoryTorn),
        ("DELETE FROM facts_log WHERE idx = 2", HistoryTorn),
        ("DELETE FROM stored_events WHERE notification_id = 3", HistoryTorn),
        ("UPDATE frontiers SET size = size - 1 WHERE log = 'access'", HistoryTorn),
    ],
)
def test_no_epoch_makes_an_altered_store_a_whole_one(machine, change, kind):
    machine.record(looks=2)
    with closing(sqlite3.connect(machine.club / "kis.db", isolation_level=None)) as database:
        assert database.execute(change).rowcount == 1
    before = machine.files
    with pytest.raises(kind) as refused:
        machine.recover()
    assert "z kopii" in refused.value.pl
    assert machine.files == before
