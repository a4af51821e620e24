"""The invented club leaves something of every kind to explain, and explains some of it."""

from collections import Counter
from datetime import UTC, datetime, time
from uuid import UUID

import pytest

from application.flags import Finder
from application.looking import Reader
from domain.flags import FlagKind
from interface.assembly import opened
from tests.club import FixedClock
from tests.demo import UNTIL, the_demo

pytestmark = [pytest.mark.timeout(400), pytest.mark.xdist_group("demo")]  # who builds the club once reads it in all


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    return the_demo(tmp_path_factory.getbasetemp())


def test_every_kind_of_flag_occurs_and_some_that_are_there_are_explained(demo):
    found: Counter[FlagKind] = Counter()
    keys: set[tuple[UUID | None, str]] = set()
    with opened(demo.settings, FixedClock(datetime.combine(UNTIL, time(12), UTC))) as house, house.store.snapshot():
        looking = Reader(house.store.reading(), house.indexes, house.journal, house.sealer)
        for edition in house.indexes.places.editions(looking.db):
            for one in Finder(looking, house.today()).of_edition(edition.id):
                found[one.flag.kind] += 1
                keys.add((one.participant, one.flag.key))
    assert [kind for kind in FlagKind if not found[kind]] == []
    explained = {(fact.stream, fact.said["flag"]) for fact in demo.of("flag-explained")}
    assert {key.partition(":")[0] for _, key in explained} == {"NO_GRANT", "SAME_HAND", "NO_AGREEMENT"}
    assert explained <= keys
