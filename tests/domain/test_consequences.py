"""What a correction would change besides itself: two lives compared, on both sides of every day."""

from datetime import date

from domain.consequences import Consequence, ConsequenceKind, Seen, Spell, consequences
from domain.eligibility.answers import met
from domain.flags import Flag, FlagKind
from domain.participant import Participant
from domain.vocabulary import EpisodeState
from tests.entry_steps import belong, belong_no_more
from tests.later_steps import (
    amend,
    approve_hours,
    breach,
    correct_work,
    terminate,
    void,
    void_exit,
    void_hours,
)
from tests.steps import (
    STAMP,
    TODAY,
    correct_hours,
    enrolled_in,
    judged,
    leave,
    record_hours,
    refer,
    registered,
    standing,
    start_work,
)

MONDAY, TUESDAY, WEDNESDAY, THURSDAY = (date(2026, 6, day) for day in (1, 2, 3, 4))
MARCH = date(2026, 3, 1)
CONTRACT, PLACE, EPISODE = 3, 4, 2


def seen(life: Participant, *flags: Flag) -> Seen:
    return Seen(life=life, entries=standing(life), flags=flags)


def between(before: Participant, after: Participant, today: date = TODAY) -> list[Consequence]:
    return consequences(seen(before), seen(after), today)


def of(kind: ConsequenceKind, found: list[Consequence]) -> list[Consequence]:
    return [one for one in found if one.kind is kind]


def a_copy(life: Participant) -> Participant:
    """Return the life as it stands, which goes on without what follows; the index of hours is read from its facts."""
    copy = life.draft()
    copy.pending = list(life.pending)
    return copy


def find_on(person: Participant, on: date, *rests_on: int) -> int:
    """Find that a person may take part, on these facts; return the finding's item."""
    suffices = met(("Wystarcza.", "It suffices."), *rests_on)
    person.confirm_eligibility(
        STAMP,
        TODAY,
        episode=EPISODE,
        found_on=on,
        assessment=judged(on, suffices),
        programme=None,
        override=None,
    )
    return person.version


def test_what_changes_nothing_has_no_consequence() -> None:
    life = enrolled_in("PSU", MONDAY)
    assert between(life, a_copy(life)) == []


def test_voiding_a_breach_takes_it_from_the_record_and_recording_one_adds_it() -> None:
    before = enrolled_in("PSU", MONDAY)
    after = a_copy(before)
    item = breach(after, CONTRACT, TUESDAY)
    assert between(before, after) == [Consequence(kind=ConsequenceKind.BREACH_NEW, items=(item,))]
    without = a_copy(after)
    void(without, item)
    assert between(after, without) == [Consequence(kind=ConsequenceKind.BREACH_GONE, items=(item,))]


def test_days_that_a_shorter_contract_no_longer_covers_are_counted_to_the_day() -> None:
    before = enrolled_in("PSU", MONDAY, cover=(MONDAY, date(2026, 12, 31)))
    after = a_copy(before)
    terminate(after, CONTRACT, TUESDAY)
    for today, lost in ((TUESDAY, None), (WEDNESDAY, (WEDNESDAY, 1)), (date(2026, 6, 5), (date(2026, 6, 5), 3))):
        found = of(ConsequenceKind.COVER_LOST, between(before, after, today))
        expected = (
            []
            if lost is None
            else [
                Consequence(
                    kind=ConsequenceKind.COVER_LOST, items=(PLACE,), first=WEDNESDAY, last=lost[0], days=lost[1]
                )
            ]
        )
        assert found == expected
        back = of(ConsequenceKind.COVER_GAINED, between(after, before, today))
        assert [(one.first, one.last, one.days) for one in back] == [(e.first, e.last, e.days) for e in expected]


def test_a_finding_loses_its_support_where_a_group_it_rests_on_is_voided() -> None:
    before = registered()
    refer(before, MONDAY)
    group = belong(before, MONDAY)
    finding = find_on(before, TUESDAY, group)
    after = a_copy(before)
    void(after, group)
    assert between(before, after) == [Consequence(kind=ConsequenceKind.FINDING_UNSUPPORTED, items=(finding,))]
    assert between(after, before) == [Consequence(kind=ConsequenceKind.FINDING_SUPPORTED, items=(finding,))]


def test_a_finding_keeps_its_support_where_the_group_ended_on_its_day_and_loses_it_the_day_before() -> None:
    before = registered()
    refer(before, MONDAY)
    group = belong(before, MONDAY)
    finding = find_on(before, WEDNESDAY, group)
    for last, unsupported in ((WEDNESDAY, []), (TUESDAY, [(finding,)])):
        after = a_copy(before)
        belong_no_more(after, group, last)
        assert [one.items for one in between(before, after)] == unsupported


def test_taking_an_exit_back_reopens_the_episode_and_the_enrolment() -> None:
    before = enrolled_in("PSU", MONDAY, cover=(MONDAY, date(2027, 12, 31)))
    exit = leave(before, WEDNESDAY)
    after = a_copy(before)
    void_exit(after, exit)
    assert between(before, after, THURSDAY) == [
        Consequence(
            kind=ConsequenceKind.EPISODE_STATE,
            items=(EPISODE,),
            was=EpisodeState.EXITED,
            becomes=EpisodeState.ACTIVE,
        ),
        Consequence(
            kind=ConsequenceKind.ENROLMENT,
            items=(PLACE,),
            was=Spell(MONDAY, WEDNESDAY),
            becomes=Spell(MONDAY, None),
            programme="PSU",
        ),
    ]


def test_corrected_hours_say_how_many_there_would_be_and_that_the_approval_is_gone() -> None:
    before = enrolled_in("PSU", MONDAY)
    item = record_hours(before, MONDAY, minutes=120)
    approve_hours(before, item)
    after = a_copy(before)
    correct_hours(after, item, minutes=90)
    minutes = Consequence(kind=ConsequenceKind.HOURS, items=(PLACE,), was=120, becomes=90, programme="PSU")
    assert between(before, after) == [minutes, Consequence(kind=ConsequenceKind.APPROVAL_LOST, items=(item,))]


def test_voided_hours_lose_no_approval_since_they_are_gone_themselves() -> None:
    before = enrolled_in("PSU", MONDAY)
    item = record_hours(before, MONDAY, minutes=120)
    approve_hours(before, item)
    after = a_copy(before)
    void_hours(after, item)
    [only] = between(before, after)
    assert (only.kind, only.was, only.becomes) == (ConsequenceKind.HOURS, 120, None)


def test_corrected_work_says_from_when_to_when() -> None:
    before = enrolled_in("PSU", MONDAY)
    job = start_work(before, TUESDAY)
    after = a_copy(before)
    correct_work(after, job, started_on=WEDNESDAY)
    assert between(before, after) == [
        Consequence(
            kind=ConsequenceKind.EMPLOYMENT, items=(job,), was=Spell(TUESDAY, None), becomes=Spell(WEDNESDAY, None)
        )
    ]


def test_what_is_to_be_explained_comes_and_goes_by_its_key() -> None:
    life = enrolled_in("PSU", MONDAY)
    gap = Flag(kind=FlagKind.CONTRACT_GAP, item=PLACE, since=MONDAY, until=TUESDAY, facts=(PLACE,))
    late = Flag(kind=FlagKind.LATE_ENTRY, item=7, since=MONDAY, until=MONDAY, facts=(7,))
    found = consequences(seen(life, gap), seen(life, late), TODAY)
    assert found == [
        Consequence(kind=ConsequenceKind.FLAG_NEW, items=(7,), first=MONDAY, last=MONDAY, flag=FlagKind.LATE_ENTRY),
        Consequence(
            kind=ConsequenceKind.FLAG_GONE, items=(PLACE,), first=MONDAY, last=TUESDAY, flag=FlagKind.CONTRACT_GAP
        ),
    ]
    assert consequences(seen(life, gap), seen(life, gap), TODAY) == []


def test_an_amendment_that_reaches_further_covers_more_days() -> None:
    before = enrolled_in("PSU", MONDAY, cover=(MONDAY, TUESDAY))
    after = a_copy(before)
    amend(after, CONTRACT, TUESDAY, until=THURSDAY)
    found = between(before, after, date(2026, 6, 5))
    assert found == [
        Consequence(kind=ConsequenceKind.COVER_GAINED, items=(PLACE,), first=WEDNESDAY, last=THURSDAY, days=2)
    ]
