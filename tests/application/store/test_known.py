"""What was known at a moment: a position of the log, found by the second clock."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from application.store.known import Known, KnownBeforeTheClub, KnownInTheFuture, known_at, position_by
from tests.club import FOUNDING, FixedClock, a_club, registered

FOUNDED = datetime(2026, 6, 1, 8, tzinfo=UTC)


def test_a_fact_is_known_from_the_moment_it_was_recorded_and_not_a_microsecond_before(tmp_path: Path) -> None:
    clock = FixedClock()
    with a_club(tmp_path, clock) as house:
        positions = {}
        for _ in range(5):
            clock.advance(hours=1)
            registered(house)
            positions[clock.moment] = house.writer.logs.facts.size
        with house.store.snapshot():
            db = house.store.reading()
            assert position_by(db, FOUNDED - timedelta(microseconds=1)) == 0
            assert position_by(db, FOUNDED) == FOUNDING
            before = FOUNDING
            for moment, position in positions.items():
                assert position_by(db, moment - timedelta(microseconds=1)) == before
                assert position_by(db, moment) == position == before + 1
                before = position
            assert position_by(db, clock.moment + timedelta(days=999)) == before


@pytest.mark.parametrize(
    ("recorded", "day", "known"),
    [
        (datetime(2026, 10, 25, 22, 59, 59, 999999, UTC), date(2026, 10, 25), True),  # 25 hours: clocks went back
        (datetime(2026, 10, 25, 23, 0, 0, 0, UTC), date(2026, 10, 25), False),
        (datetime(2027, 3, 28, 21, 59, 59, 999999, UTC), date(2027, 3, 28), True),  # 23 hours: clocks went forward
        (datetime(2027, 3, 28, 22, 0, 0, 0, UTC), date(2027, 3, 28), False),
        (datetime(2026, 12, 31, 22, 59, 59, 999999, UTC), date(2026, 12, 31), True),
        (datetime(2026, 12, 31, 23, 0, 0, 0, UTC), date(2026, 12, 31), False),
    ],
)
def test_a_day_means_its_end_in_poland(tmp_path: Path, recorded: datetime, day: date, known: bool) -> None:
    clock = FixedClock()
    with a_club(tmp_path, clock) as house:
        clock.advance(seconds=(recorded - clock.moment).total_seconds())
        clock.moment = recorded
        registered(house)
        with house.store.snapshot():
            found = known_at(house.store.reading(), day, recorded + timedelta(days=2))
    assert found.position == FOUNDING + (1 if known else 0)


def test_today_means_until_now(tmp_path: Path) -> None:
    with a_club(tmp_path) as house, house.store.snapshot():
        now = FOUNDED + timedelta(hours=3)
        assert known_at(house.store.reading(), date(2026, 6, 1), now) == Known(position=FOUNDING, moment=now)


def test_what_will_be_known_is_refused_and_this_very_moment_is_not(tmp_path: Path) -> None:
    with a_club(tmp_path) as house, house.store.snapshot():
        db = house.store.reading()
        assert known_at(db, FOUNDED, FOUNDED).position == FOUNDING
        for asked in (FOUNDED + timedelta(microseconds=1), date(2026, 6, 2)):
            with pytest.raises(KnownInTheFuture):
                known_at(db, asked, FOUNDED)


def test_before_the_club_nothing_was_known_and_the_answer_says_since_when(tmp_path: Path) -> None:
    with a_club(tmp_path) as house, house.store.snapshot():
        for asked in (FOUNDED - timedelta(microseconds=1), date(2026, 5, 31)):
            with pytest.raises(KnownBeforeTheClub) as refused:
                known_at(house.store.reading(), asked, FOUNDED)
            assert refused.value.pointer == "/known_at"
            assert "01.06.2026" in refused.value.sentence()
