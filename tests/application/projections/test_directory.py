"""The directory of names follows the record: who was erased is forgotten, who is unknown is dropped."""

from uuid import UUID, uuid4

import pytest

from application.sealing import KeyLost
from domain.journal import Purpose
from tests.club import a_club, registered

PEOPLE = [("Testowa", "Łucja"), ("Zmyślony", "Bogdan"), ("Wymyślona", "Żaneta")]


@pytest.fixture
def people(house):
    return [registered(house, family_name=family, given_name=given) for family, given in PEOPLE]


def known(house):
    return [(name.family_name, name.given_name) for id in house.names.ordered() if (name := house.names.name(id))]


def test_whoever_is_registered_is_known_at_once_in_polish_order(house, people):
    assert known(house) == [PEOPLE[0], PEOPLE[2], PEOPLE[1]]
    assert house.names.search("zan", 9) == [people[2]]


def test_a_refill_reads_everybody_again(house, people):
    before = known(house)
    for id in people:
        house.names.remove(id)
    assert known(house) == []
    house.names.refill()
    assert known(house) == before


def test_a_refill_forgets_whoever_was_erased_and_nobody_else(house, people):
    house.keys.erase(people[1])
    house.names.refill()
    assert known(house) == [PEOPLE[0], PEOPLE[2]]
    assert house.names.name(people[1]) is None
    assert house.names.key(people[1]) is None
    assert house.names.search("bogdan", 9) == []
    assert len(house.names) == 2


def test_whoever_was_erased_is_not_known_after_a_restart(tmp_path, clock):
    with a_club(tmp_path, clock) as house:
        gone, stays = [registered(house, family_name=family, given_name=given) for family, given in PEOPLE[:2]]
        house.keys.erase(gone)
    with a_club(tmp_path, clock) as house:
        assert list(house.names.ordered()) == [stays]


def test_a_lost_key_stops_the_refill_and_is_never_taken_for_an_erasure(house, people):
    house.keys._db.execute("DELETE FROM keys WHERE owner = ? AND purpose = ?", (people[0].hex, Purpose.IDENTITY.value))
    house.keys._cache.clear()
    before = known(house)
    with pytest.raises(KeyLost):
        house.names.refill()
    assert known(house) == before


def test_replacing_drops_everybody_who_is_not_named(house, people):
    house.names.replace([(people[0], *PEOPLE[0]), (new := uuid4(), "Nowa", "Osoba")])
    assert set(house.names.ordered()) == {people[0], new}
    assert house.names.search("bogdan", 9) == []
    assert house.names.name(people[2]) is None
    assert len(house.names) == 2


def test_replacing_gives_a_new_name_and_forgets_the_old_one(house, people):
    house.names.replace([(people[0], "Inaczej", "Nazwana")])
    assert house.names.search("testowa", 9) == []
    assert house.names.search("inaczej", 9) == [people[0]]


def test_replacing_by_nobody_leaves_nobody(house, people):
    house.names.replace([])
    assert list(house.names.ordered()) == []
    assert house.names.name(UUID(int=1)) is None
