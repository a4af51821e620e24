"""What the witness says of a running or opened house: the certificate of its indexes and views."""

from pathlib import Path
from tempfile import TemporaryDirectory

from application.store.rebuilding import rebuild_beside
from interface.assembly import House
from interface.witness.ledger import snapshot
from interface.witness.report import Certificate, Difference
from interface.witness.views import certify


def certificate_of(house: House) -> Certificate:
    """Return the rebuild certificate of what is committed: rebuilt in this process, compared by the witness."""
    with TemporaryDirectory(dir=house.settings.data) as scratch, snapshot(house.settings.data) as served:
        beside = Path(scratch) / "rebuilt.db"
        logs = ("facts_log", "access_log")
        facts, looks = (served.execute(f"SELECT count(*) FROM {log}").fetchone()[0] for log in logs)
        rebuild_beside(house.settings.database, beside, facts, looks, house.mapper, house.projections)
        return certify(served, beside)


def differences_of(house: House) -> list[Difference]:
    """Return what a rebuild would change, named at most ENOUGH times for each table; empty when nothing."""
    certificate = certificate_of(house)
    assert certificate.ok == (not certificate.differences)
    return certificate.differences
