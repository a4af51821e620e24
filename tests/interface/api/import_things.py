"""What can be asked about an import: how far it is, that it is to stop, and for an empty file."""

from collections.abc import Callable
from uuid import UUID, uuid4

from interface.assembly import House
from tests.interface.api.things import Thing


def _under_way(house: House, owner: UUID) -> Thing:
    key = uuid4()
    house.under_way.begun(owner, key)
    return Thing({"key": str(key)})


IMPORTS: dict[str, Callable[[House, UUID], Thing]] = {
    "importProgress": _under_way,
    "stopImport": _under_way,
    "importTemplate": lambda house, owner: Thing({"kind": "hours"}),
}
"""For each operation, one request that would be accepted."""
OF_A_USER = frozenset({"importProgress", "stopImport"})
"""Those that are about what a user began, so that another's looks like nobody's."""
