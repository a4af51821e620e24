"""The clock over a restart: neither a jump nor a person's word about it is forgotten."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import msgspec
import pytest

from application.clock import ClockJumped
from application.permissions import Forbidden
from application.users import ConfirmClock, RegisterUser
from domain.calendar import DateInTheFuture
from domain.refusals import NotFound
from domain.vocabulary import Role
from tests.application.batches import disk
from tests.club import FixedClock, a_club, a_person, ask

CHIEF = UUID("00000000-0000-4000-8000-0000000000ad")
TODAY = date(2026, 6, 1)
CONFIRMED = "SELECT originator_id, state FROM stored_events WHERE topic = 'user.clock-confirmed.1'"


@pytest.fixture
def chief(house):
    """An administrator with a record of their own, as every real one has."""
    ask(
        house, RegisterUser(id=CHIEF, display_name="Adela Próbna", roles=(Role.ADMINISTRATOR,)), role=Role.ADMINISTRATOR
    )
    return CHIEF


def confirm(house, key=None, user=CHIEF, role=Role.ADMINISTRATOR):
    return ask(house, ConfirmClock(), user=user, role=role, key=key)


def jump(clock, **parts):
    """Set the wall clock: the steady clock knows nothing of it."""
    clock.moment += timedelta(**parts)


def notice(house):
    """Let the writer meet the jump."""
    with pytest.raises(ClockJumped):
        ask(house, a_person())


def moments(house):
    """Return when each fact was recorded, in the order of the log."""
    rows = disk(house, "SELECT state FROM stored_events ORDER BY notification_id")
    return [datetime.fromisoformat(msgspec.json.decode(state)["recorded_at"]) for (state,) in rows]


def at(clock):
    """Return another machine's clock that shows the same time: what a restart sees."""
    return FixedClock(clock.moment)


# -- a jump ----------------------------------------------------------------------------------------------


@pytest.fixture
def jumped(tmp_path):
    """A club that stopped while it waited for somebody to look at a clock that is five days ahead."""
    clock = FixedClock()
    with a_club(tmp_path, clock) as house:
        ask(
            house,
            RegisterUser(id=CHIEF, display_name="Adela Próbna", roles=(Role.ADMINISTRATOR,)),
            role=Role.ADMINISTRATOR,
        )
        jump(clock, days=5)
        notice(house)
    return clock


def test_a_jump_outlives_a_restart(tmp_path, jumped):
    for _ in range(2):
        with a_club(tmp_path, at(jumped)) as house:
            assert house.writer.clock.jumped == timedelta(days=5)
            notice(house)


def test_a_jump_outlives_a_restart_even_when_the_clock_was_set_right_meanwhile(tmp_path, jumped):
    jump(jumped, days=-5)
    with a_club(tmp_path, at(jumped)) as house:
        notice(house)


def test_a_jump_is_over_once_it_is_confirmed_also_after_the_next_restart(tmp_path, jumped):
    with a_club(tmp_path, at(jumped)) as house:
        confirm(house)
        ask(house, a_person())
    with a_club(tmp_path, at(jumped)) as house:
        assert house.writer.clock.jumped == timedelta()
        ask(house, a_person())


def test_another_jump_after_the_confirmation_outlives_a_restart_too(tmp_path, jumped):
    with a_club(tmp_path, jumped) as house:
        confirm(house)
        jump(jumped, days=1)
        notice(house)
    with a_club(tmp_path, at(jumped)) as house:
        notice(house)


def test_a_clock_that_never_jumped_is_believed_after_a_restart(tmp_path, clock):
    with a_club(tmp_path, clock) as house:
        ask(house, a_person())
    clock.advance(days=400)
    with a_club(tmp_path, at(clock)) as house:
        ask(house, a_person())


# -- a clock that stays behind the newest fact -----------------------------------------------------------


@pytest.fixture
def set_back(house, chief, clock):
    """The newest facts came from a clock that was ten days ahead; it was set right, and somebody confirmed it."""
    clock.advance(days=10)
    ask(house, a_person())
    jump(clock, days=-10)
    notice(house)
    confirm(house, key="the clock is right")
    return house


def test_a_confirmation_outlives_a_restart_while_the_clock_stays_behind_the_newest_fact(tmp_path, clock):
    with a_club(tmp_path, clock) as house:
        ask(
            house,
            RegisterUser(id=CHIEF, display_name="Adela Próbna", roles=(Role.ADMINISTRATOR,)),
            role=Role.ADMINISTRATOR,
        )
        clock.advance(days=10)
        ask(house, a_person())
        jump(clock, days=-10)
        notice(house)
        confirm(house)
    for _ in range(2):
        with a_club(tmp_path, at(clock)) as house:
            assert house.writer.clock.jumped == timedelta()
            ask(house, a_person())


def test_without_a_confirmation_a_clock_behind_the_newest_fact_stops_writing(tmp_path, clock):
    with a_club(tmp_path, clock) as house:
        ask(house, a_person())
    jump(clock, days=-10)
    with a_club(tmp_path, at(clock)) as house:
        notice(house)


def test_a_confirmation_covers_no_fact_that_came_after_it(tmp_path, clock):
    """The clock that was confirmed went on for two days; set back by one, it is behind facts nobody looked at."""
    with a_club(tmp_path, clock) as house:
        ask(
            house,
            RegisterUser(id=CHIEF, display_name="Adela Próbna", roles=(Role.ADMINISTRATOR,)),
            role=Role.ADMINISTRATOR,
        )
        jump(clock, hours=-1)
        notice(house)
        confirm(house)
        clock.advance(days=2)
        ask(house, a_person())
    jump(clock, days=-1)
    with a_club(tmp_path, at(clock)) as house:
        notice(house)


def test_after_a_confirmed_jump_back_today_is_the_day_of_the_wall_clock(set_back):
    with pytest.raises(DateInTheFuture):
        ask(set_back, a_person(registered_on=TODAY + timedelta(days=1)))
    ask(set_back, a_person(registered_on=TODAY))


def test_over_a_confirmed_jump_back_recorded_moments_never_decrease(set_back, clock):
    ask(set_back, a_person())
    clock.advance(days=3)
    ask(set_back, a_person())
    clock.advance(days=8)
    ask(set_back, a_person())
    recorded = moments(set_back)
    assert recorded == sorted(recorded)
    newest = datetime(2026, 6, 11, 8, tzinfo=UTC)
    assert recorded[-5:] == [newest] * 4 + [newest + timedelta(days=1)]


# -- the word of a person --------------------------------------------------------------------------------


def test_the_confirmation_is_a_fact_on_the_stream_of_the_administrator_who_gave_it(set_back):
    [(stream, state)] = disk(set_back, CONFIRMED)
    fact = msgspec.json.decode(state)
    assert UUID(stream) == CHIEF
    assert (UUID(fact["recorded_by"]), fact["role"]) == (CHIEF, "ADMINISTRATOR")
    assert fact["occurred_on"] == TODAY.isoformat()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_nobody_but_an_administrator_confirms_the_clock(house, chief, clock, role):
    somebody = UUID(int=CHIEF.int + 1)
    ask(house, RegisterUser(id=somebody, display_name="Ewa Próbna", roles=(role,)), role=Role.ADMINISTRATOR)
    jump(clock, hours=1)
    with pytest.raises(Forbidden):
        confirm(house, user=somebody, role=role)
    notice(house)
    assert disk(house, CONFIRMED) == []
    confirm(house)
    ask(house, a_person())


def test_a_repeat_under_one_key_is_one_fact(set_back):
    first = confirm(set_back, key="the clock is right")
    assert first == confirm(set_back, key="the clock is right")
    assert len(disk(set_back, CONFIRMED)) == 1
    assert confirm(set_back, key="still right").version == first.version + 1
    assert len(disk(set_back, CONFIRMED)) == 2


def test_a_repeat_of_an_old_confirmation_does_not_confirm_another_jump(set_back, clock):
    jump(clock, hours=2)
    confirm(set_back, key="the clock is right")
    notice(set_back)


def test_a_confirmation_that_was_not_recorded_does_not_start_the_clock(house, clock):
    """Without a fact nobody answers for it: here the administrator has no record to put it on."""
    jump(clock, hours=1)
    with pytest.raises(NotFound):
        confirm(house, user=UUID(int=CHIEF.int + 2))
    notice(house)
