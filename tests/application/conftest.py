"""A running club, its clock, and somebody enrolled in it."""

import pytest

from tests.club import FixedClock, a_club, enrolled


@pytest.fixture
def clock():
    return FixedClock()


@pytest.fixture
def house(tmp_path, clock):
    with a_club(tmp_path, clock) as house:
        yield house


@pytest.fixture
def place(house):
    return enrolled(house)
