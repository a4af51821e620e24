"""Who provides: in one place at a time, within 12 of 24 consecutive hours, 15 children at any moment, while at work."""

from datetime import date, time, timedelta
from uuid import NAMESPACE_OID, UUID, uuid5

import pytest

from domain.hours import Excess, HoursEntry, ProviderElsewhere
from domain.hours.judging import NothingToOverride
from domain.hours.provider import ProviderTooLong, TooManyPeople
from domain.providers import (
    KinshipKind,
    NotYetAtWork,
    Provider,
    ProviderGone,
    ProviderIsKin,
    ProviderNotChecked,
)
from domain.rules import RuleCode, Unit, book_of
from domain.vocabulary import HoursDirection
from tests.ground import EDITION, LAW, GroundOfTests, led_by, rule, ruled
from tests.steps import ANNA, STAMP, TODAY, enrolled_in, last_fact, record_hours, refused
from tests.steps import BOGDAN as CARED_FOR

DAY = timedelta(days=1)
MONDAY, TUESDAY, WEDNESDAY = date(2026, 6, 1), date(2026, 6, 2), date(2026, 6, 3)
AUTUMN, SPRING = date(2026, 10, 25), date(2026, 3, 29)
BOGDAN, LEADER, ELSEWHERE = (uuid5(NAMESPACE_OID, name) for name in ("bogdan", "osoba świadcząca", "inna edycja"))
TWELVE = rule(RuleCode.PROVIDER_IN_24_HOURS, 720)
FIFTEEN = rule(RuleCode.PEOPLE_PER_PROVIDER, 15)
WHY = "powód zmyślony"


def leader(since=date(2020, 1, 2), left_on=None):
    """Return a provider at work between these days."""
    known = Provider.register(LEADER, STAMP, TODAY, family_name="Przykładowa", given_name="Celina", since=since)
    if left_on is not None:
        known.leave(STAMP, TODAY, left_on=left_on)
    return known


def an_entry(day, at, minutes):
    starts_at = None if at is None else time.fromisoformat(at)
    return HoursEntry(
        item=9, enrolment=9, day=day, minutes=minutes, starts_at=starts_at, direction=HoursDirection.RECEIVED
    )


def others(*services, who=BOGDAN, edition=EDITION):
    """Return what the provider does for somebody: (day, from, minutes)."""
    return led_by(who, edition, *(an_entry(*service) for service in services))


def serve(day, at, minutes, leads=(), *rules, provider=None, **said):
    """Record a service to Anna, of a provider who also `leads` these; return what was recorded."""
    anna = enrolled_in("AOON", date(2026, 1, 5))
    elsewhere = said.pop("elsewhere", {})
    ground = GroundOfTests(rules=ruled(*rules), provider=provider or leader(), leads=leads, elsewhere=elsewhere)
    how = {"direction": HoursDirection.RECEIVED} | said
    record_hours(anna, day, minutes, at=at, ground=ground, provider=LEADER, **how)
    return last_fact(anna)[1]


def a_group(number, at="14:00", minutes=120, day=MONDAY, edition=EDITION):
    """Return so many different people at one time with the provider."""
    found = []
    for n in range(number):
        found += others((day, at, minutes), who=UUID(int=n + 1), edition=edition)
    return found


def test_a_provider_serves_from_the_first_day_of_work_to_the_last():
    since, left = {"since": TUESDAY}, {"left_on": TUESDAY}
    with refused(NotYetAtWork, "/provider", since=TUESDAY):
        serve(MONDAY, "08:00", 60, provider=leader(**since))
    with refused(ProviderGone, "/provider", left_on=TUESDAY):
        serve(WEDNESDAY, "08:00", 60, provider=leader(**left))
    serve(TUESDAY, "08:00", 60, provider=leader(**since))
    serve(TUESDAY, "08:00", 60, provider=leader(**left))


def test_a_night_that_reaches_past_the_last_day_of_work_is_refused():
    serve(MONDAY, "22:00", 120, provider=leader(left_on=MONDAY))
    with refused(ProviderGone, "/provider", left_on=MONDAY):
        serve(MONDAY, "22:00", 121, provider=leader(left_on=MONDAY))


MINORS = rule(RuleCode.WORK_WITH_MINORS, True, since=TUESDAY)


def test_work_with_minors_needs_a_register_check_by_its_day():
    celina = leader()
    serve(MONDAY, "08:00", 60, (), MINORS, provider=celina)
    with refused(ProviderNotChecked, "/provider"):
        serve(TUESDAY, "08:00", 60, (), MINORS, provider=celina)
    celina.check_for_minors(STAMP, TODAY, checked_on=WEDNESDAY)
    with refused(ProviderNotChecked, "/provider"):
        serve(TUESDAY, "08:00", 60, (), MINORS, provider=celina)
    with refused(ProviderNotChecked, "/provider"):
        serve(TUESDAY, "23:30", 60, (), MINORS, provider=celina, override=WHY)
    serve(WEDNESDAY, "08:00", 60, (), MINORS, provider=celina)
    serve(TUESDAY, "08:00", 60, (), rule(RuleCode.WORK_WITH_MINORS, False), provider=celina)


def test_every_day_of_a_night_with_minors_is_checked():
    celina = leader()
    with refused(ProviderNotChecked, "/provider"):
        serve(MONDAY, "23:00", 61, (), MINORS, provider=celina)
    serve(MONDAY, "23:00", 60, (), MINORS, provider=celina)


def test_nobody_serves_their_own_family_or_household_and_no_reason_helps():
    celina = leader()
    celina.declare_kinship(STAMP, TODAY, person=ANNA, kind=KinshipKind.HOUSEHOLD, since=TUESDAY)
    serve(MONDAY, "08:00", 60, provider=celina)
    for day, at in ((TUESDAY, "08:00"), (MONDAY, "23:30")):
        for override in (None, WHY):
            with refused(ProviderIsKin, "/provider", since=TUESDAY):
                serve(day, at, 60, provider=celina, override=override)
    celina.end_kinship(STAMP, TODAY, kinship=2, until=TUESDAY)
    serve(WEDNESDAY, "08:00", 60, provider=celina)


def test_it_is_the_cared_for_person_whose_family_does_not_serve():
    carer = enrolled_in("OPIEKA-WYTCHNIENIOWA", date(2026, 1, 5))
    of_the_carer, of_the_cared_for = leader(), leader()
    of_the_carer.declare_kinship(STAMP, TODAY, person=ANNA, kind=KinshipKind.FAMILY, since=MONDAY)
    of_the_cared_for.declare_kinship(STAMP, TODAY, person=CARED_FOR, kind=KinshipKind.FAMILY, since=MONDAY)
    record_hours(carer, MONDAY, 60, ground=GroundOfTests(provider=of_the_carer), provider=LEADER)
    with refused(ProviderIsKin, "/provider"):
        record_hours(carer, MONDAY, 60, ground=GroundOfTests(provider=of_the_cared_for), provider=LEADER)


@pytest.mark.parametrize(("at", "minutes"), [("08:00", 60), ("11:00", 60), ("08:59", 1), (None, 60)])
def test_a_provider_may_come_from_one_person_to_the_next(at, minutes):
    serve(MONDAY, at, minutes, others((MONDAY, "09:00", 120)))


@pytest.mark.parametrize(("at", "minutes"), [("08:00", 61), ("10:59", 60), ("09:00", 120), ("09:30", 1)])
def test_a_provider_is_in_one_place_at_a_time(at, minutes):
    said = {"day": MONDAY, "starts": "09:00", "minutes": 120, "free_on": MONDAY, "free": "11:00"}
    with refused(ProviderElsewhere, "/starts_at", **said):
        serve(MONDAY, at, minutes, others((MONDAY, "09:00", 120)))


def test_no_reason_puts_a_provider_in_two_places():
    with refused(ProviderElsewhere, "/starts_at"):
        serve(MONDAY, "09:00", 60, others((MONDAY, "09:00", 60)), override=WHY)


@pytest.mark.parametrize(("at", "minutes"), [("06:00", 60), ("05:59", 1)])
def test_a_providers_night_may_not_reach_into_a_service_of_the_next_morning(at, minutes):
    night = others((MONDAY, "22:00", 481))
    if at == "06:00":
        with refused(ProviderElsewhere, "/starts_at", day=MONDAY, starts="22:00", free_on=TUESDAY, free="06:01"):
            serve(TUESDAY, at, minutes, night)
        serve(TUESDAY, "06:01", minutes, night)
    else:
        with refused(ProviderElsewhere, "/starts_at"):
            serve(TUESDAY, at, minutes, night)


def test_an_entry_without_a_time_is_no_other_place():
    serve(MONDAY, "09:00", 60, others((MONDAY, None, 600)))


@pytest.mark.parametrize("direction", [HoursDirection.WORKED, HoursDirection.ATTENDED])
def test_a_class_or_a_work_group_of_one_edition_is_one_place(direction):
    serve(MONDAY, "14:30", 60, a_group(30), direction=direction)
    with refused(ProviderElsewhere, "/starts_at"):
        serve(MONDAY, "14:30", 60, a_group(1, edition=ELSEWHERE), direction=direction)


def test_a_group_of_one_edition_is_one_place_and_a_group_of_another_is_not():
    together = a_group(3)
    serve(MONDAY, "14:30", 60, together, FIFTEEN)
    with refused(ProviderElsewhere, "/starts_at"):
        serve(MONDAY, "14:30", 60, together)
    with refused(ProviderElsewhere, "/starts_at"):
        serve(MONDAY, "14:30", 60, a_group(1, edition=ELSEWHERE), FIFTEEN)


@pytest.mark.parametrize(
    ("services", "at"),
    [
        ([(MONDAY, "08:00", 420)], "15:00"),
        ([(MONDAY, "15:00", 300)], "07:00"),
        ([(MONDAY, "00:00", 200), (MONDAY, "18:00", 220)], "08:00"),
        ([(MONDAY, "20:00", 240), (TUESDAY, "00:00", 180)], "06:00"),
    ],
)
def test_twelve_hours_in_24_are_allowed_and_not_a_minute_more(services, at):
    day = services[-1][0]
    free = 720 - sum(minutes for _, _, minutes in services)
    said = {"total": "12:01", "most": "12:00", "left": f"{free // 60}:{free % 60:02}", "law": LAW, "version": 1}
    serve(day, at, free, others(*services), TWELVE)
    with refused(ProviderTooLong, "/provider", **said):
        serve(day, at, free + 1, others(*services), TWELVE)


def test_24_consecutive_hours_slide_from_the_start_of_every_service():
    evening = others((MONDAY, "18:00", 360))
    serve(TUESDAY, "11:00", 360, evening, TWELVE)
    with refused(ProviderTooLong, "/provider", since_en="2026-06-01 18:00", total="12:01"):
        serve(TUESDAY, "11:00", 361, evening, TWELVE)
    serve(TUESDAY, "12:00", 720, evening, TWELVE)
    with refused(ProviderTooLong, "/provider", since_en="2026-06-01 18:00", total="12:01"):
        serve(TUESDAY, "11:59", 720, evening, TWELVE)
    with refused(ProviderTooLong, "/provider", since_en="2026-06-02 12:00", total="12:01"):
        serve(TUESDAY, "12:00", 721, evening, TWELVE)


def test_hours_that_begin_24_hours_later_are_of_other_24_hours():
    serve(TUESDAY, "08:00", 720, others((MONDAY, "08:00", 720), (WEDNESDAY, "08:00", 720)), TWELVE)
    with refused(ProviderTooLong, "/provider", total="12:01"):
        serve(TUESDAY, "07:59", 720, others((MONDAY, "08:00", 720)), TWELVE)
    with refused(ProviderTooLong, "/provider", total="12:01"):
        serve(TUESDAY, "08:01", 720, others((WEDNESDAY, "08:00", 720)), TWELVE)


@pytest.mark.parametrize(
    ("evening", "begins", "allowed"),
    [(MONDAY, "20:00", "20:00"), (AUTUMN - DAY, "20:00", "19:00"), (SPRING - DAY, "20:00", "21:00")],
)
def test_24_hours_are_those_that_pass_over_the_clock_change(evening, begins, allowed):
    before = others((evening, begins, 720))
    next_day = evening + DAY
    serve(next_day, allowed, 720, before, TWELVE)
    a_minute_before = f"{int(allowed[:2]) - 1:02}:59"
    with refused(
        ProviderTooLong, "/provider", total="12:01", free_pl=f" albo godzinę od {next_day:%d.%m.%Y} {allowed}"
    ):
        serve(next_day, a_minute_before, 720, before, TWELVE)


def test_a_group_at_one_time_is_worked_once():
    together = a_group(4, "08:00", 700) + others((MONDAY, "08:10", 700), who=BOGDAN)
    rules = TWELVE, FIFTEEN
    serve(MONDAY, "08:00", 720, together, *rules)
    serve(MONDAY, "08:10", 700, together, *rules)
    with refused(ProviderTooLong, "/provider", total="12:01"):
        serve(MONDAY, "08:10", 711, together, *rules)


def test_services_of_other_editions_count_where_they_have_the_rule_and_not_elsewhere():
    there = others((MONDAY, "00:00", 480), edition=ELSEWHERE)
    serve(MONDAY, "10:00", 720, there, TWELVE)
    with refused(ProviderTooLong, "/provider", total="20:00"):
        serve(MONDAY, "10:00", 720, there, TWELVE, elsewhere={ELSEWHERE: ruled(TWELVE)})


def test_without_the_rule_or_a_start_nobody_is_too_long_at_work():
    serve(MONDAY, "08:00", 900, others((MONDAY, "00:00", 480)))
    serve(MONDAY, None, 900, others((MONDAY, "00:00", 480)), TWELVE)
    serve(MONDAY, "10:00", 720, others((MONDAY, None, 900)), TWELVE)


def test_the_time_named_instead_is_allowed_and_lies_behind_what_fills_it():
    services = others((MONDAY, "00:00", 720), (TUESDAY, "06:00", 600))
    with refused(ProviderTooLong, "/provider", left="0:00", free_en=" or a time from 2026-06-03 04:00"):
        serve(MONDAY, "13:00", 180, services, TWELVE)
    serve(WEDNESDAY, "04:00", 180, services, TWELVE)
    for day, at in ((TUESDAY, "00:00"), (WEDNESDAY, "03:59")):
        with refused(ProviderTooLong, "/provider"):
            serve(day, at, 180, services, TWELVE)
    with refused(ProviderTooLong, "/provider", free_en="") as refusal:
        serve(MONDAY, "13:00", 721, (), TWELVE)
    assert "Wybierz kogoś innego. Jeśli tak było" in refusal.value.sentence("pl")


@pytest.mark.parametrize(("at", "minutes", "over"), [("12:00", 721, 1), ("12:00", 900, 180)])
def test_an_override_keeps_by_how_much_a_provider_was_too_long(at, minutes, over):
    said = serve(MONDAY, at, minutes, (), TWELVE, override=WHY)
    assert said["excess"] == (excess(RuleCode.PROVIDER_IN_24_HOURS, Unit.MINUTES, 720, over),)
    assert said["override"] == WHY


def test_the_excess_is_that_of_the_worst_24_hours_and_no_more_than_the_entry_adds():
    services = others((MONDAY, "00:00", 60), (MONDAY, "22:00", 480))
    said = serve(MONDAY, "02:00", 720, services, TWELVE, override=WHY)
    assert said["excess"][0].over == 240
    said = serve(MONDAY, "15:00", 30, others((MONDAY, "00:00", 900)), TWELVE, override=WHY)
    assert said["excess"][0].over == 30


def test_a_reason_for_a_provider_within_12_hours_is_refused():
    with refused(NothingToOverride, "/override"):
        serve(MONDAY, "12:00", 720, (), TWELVE, override=WHY)


def excess(code, unit, most, over):
    return Excess(
        rule=code,
        law=LAW,
        book=book_of(EDITION),
        version=1,
        unit=unit,
        most=most,
        over=over,
        first=MONDAY,
        last=MONDAY,
    )


def test_fifteen_children_are_with_an_educator_and_a_sixteenth_is_refused():
    serve(MONDAY, "14:00", 120, a_group(14), FIFTEEN, unit=Unit.PRESENCES)
    said = {"total": 16, "most": 15, "moment_en": "14:00 on 2026-06-01", "law": LAW, "version": 1}
    with refused(TooManyPeople, "/provider", **said):
        serve(MONDAY, "14:00", 120, a_group(15), FIFTEEN, unit=Unit.PRESENCES)


def test_a_child_may_come_at_the_minute_at_which_another_leaves():
    serve(MONDAY, "16:00", 60, a_group(15), FIFTEEN)
    serve(MONDAY, "13:00", 60, a_group(15), FIFTEEN)
    with refused(TooManyPeople, "/provider", moment_en="15:59 on 2026-06-01"):
        serve(MONDAY, "15:59", 60, a_group(15), FIFTEEN)
    with refused(TooManyPeople, "/provider", moment_en="14:00 on 2026-06-01"):
        serve(MONDAY, "13:00", 61, a_group(15), FIFTEEN)


def test_children_who_are_not_there_at_one_moment_are_not_too_many():
    relay = a_group(14, "14:00", 60) + others((MONDAY, "14:00", 30)) + others((MONDAY, "14:30", 30), who=LEADER)
    with refused(TooManyPeople, "/provider", total=16):
        serve(MONDAY, "14:00", 60, relay, FIFTEEN)
    relay = relay[1:]
    serve(MONDAY, "14:00", 60, relay, FIFTEEN)


def test_the_worst_moment_is_named_and_its_excess_kept():
    coming = a_group(15, "14:00", 120) + others((MONDAY, "15:00", 30)) + others((MONDAY, "15:10", 30), who=LEADER)
    with refused(TooManyPeople, "/provider", total=18, moment_pl="15:10 01.06.2026"):
        serve(MONDAY, "14:00", 120, coming, FIFTEEN)
    said = serve(MONDAY, "14:00", 120, coming, FIFTEEN, override=WHY)
    assert said["excess"] == (excess(RuleCode.PEOPLE_PER_PROVIDER, Unit.PRESENCES, 15, 3),)


def test_one_child_with_two_entries_is_one_and_the_own_ones_do_not_count():
    twice = a_group(14) + others((MONDAY, "14:30", 30), who=UUID(int=1))
    serve(MONDAY, "14:00", 120, twice, FIFTEEN)
    anna = enrolled_in("AOON", date(2026, 1, 5))
    own = led_by(anna.id, EDITION, an_entry(MONDAY, "14:00", 120))
    serve(MONDAY, "14:00", 120, a_group(14) + list(own), FIFTEEN)


def test_without_the_rule_a_time_or_a_provider_children_are_not_counted():
    serve(MONDAY, None, 120, a_group(15), FIFTEEN)
    anna = enrolled_in("AOON", date(2026, 1, 5))
    record_hours(anna, MONDAY, 120, at="14:00", ground=GroundOfTests(rules=ruled(FIFTEEN), leads=a_group(15)))
