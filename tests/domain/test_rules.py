"""Rule books: which rule is in force on a day, and what a rule book does not take in."""

from datetime import date, timedelta

import pytest

from domain.programmes import PROGRAMMES, of_agreement
from domain.programmes.first_rules import OLD_WORK_LAW_ENDED
from domain.refusals import InvalidInput, NotFound, Refusal
from domain.rules import (
    KINDS,
    FirstRule,
    ImpossibleValue,
    MisplacedRule,
    RuleBook,
    RuleCode,
    RuleConfirmedAlready,
    RuleEndsBeforeItStarts,
    Rules,
    RuleScope,
    RuleSet,
    RuleWithoutSource,
    Unit,
)
from tests.rule_steps import DECEMBER, JANUARY, a_book, confirm_rule, end_rule, set_limit, set_rule
from tests.steps import STAMP, TODAY

DAY = timedelta(days=1)
MARCH, JUNE = date(2026, 3, 1), date(2026, 6, 1)
WEEK, YEAR = RuleCode.LIMIT_WEEK, RuleCode.LIMIT_YEAR


def weekly(book: RuleBook, day: date) -> int | None:
    """Return the hours a week that a book allows on a day."""
    rule = book.now.on(WEEK, day, unit=Unit.MINUTES)
    return None if rule is None else rule.number // 60


def test_a_rule_is_in_force_from_its_first_day_to_its_last_both_included():
    book = a_book()
    set_limit(book, 10, since=JANUARY, until=DECEMBER)
    found = {day: weekly(book, day) for day in (JANUARY - DAY, JANUARY, DECEMBER, DECEMBER + DAY)}
    assert list(found.values()) == [None, 10, 10, None]


def test_a_rule_of_one_day_is_in_force_on_that_day():
    book = a_book()
    set_limit(book, 10, since=MARCH, until=MARCH)
    assert [weekly(book, MARCH + n * DAY) for n in (-1, 0, 1)] == [None, 10, None]


def test_a_rule_without_a_last_day_goes_on():
    book = a_book()
    set_limit(book, 10)
    assert weekly(book, date(2100, 1, 1)) == 10


def test_a_later_rule_takes_the_place_of_the_one_in_force_from_its_own_day_and_not_before():
    book = a_book()
    set_limit(book, 8, since=JUNE)
    set_limit(book, 10, since=JANUARY)
    assert [weekly(book, day) for day in (JANUARY, JUNE - DAY, JUNE)] == [10, 10, 8]


def test_when_the_later_rule_is_over_the_earlier_one_is_in_force_again():
    book = a_book()
    set_limit(book, 10, since=JANUARY)
    set_limit(book, 8, since=MARCH, until=JUNE)
    assert [weekly(book, day) for day in (MARCH - DAY, MARCH, JUNE, JUNE + DAY)] == [10, 8, 8, 10]


def test_of_two_rules_from_one_day_the_one_set_last_is_in_force():
    book = a_book()
    set_limit(book, 10)
    set_limit(book, 8)
    assert weekly(book, JANUARY) == 8


def test_rules_of_other_units_and_of_other_degrees_stand_side_by_side():
    book = a_book()
    set_limit(book, 240, YEAR)
    set_rule(book, YEAR, 14, unit=Unit.DOBY)
    set_limit(book, 720, YEAR, applies_to="SEVERE")
    rules = book.now
    assert [(rule.unit, rule.applies_to, rule.value) for rule in rules.each(YEAR, JANUARY)] == [
        (Unit.MINUTES, None, 240 * 60),
        (Unit.DOBY, None, 14),
        (Unit.MINUTES, "SEVERE", 720 * 60),
    ]
    assert rules.on(YEAR, JANUARY, unit=Unit.MINUTES, applies_to="MODERATE") is None
    assert rules.on(YEAR, JANUARY) is None


def test_of_each_code_only_what_is_in_force_on_the_day_and_the_newest_is_told():
    book = a_book()
    set_limit(book, 240, YEAR, until=MARCH)
    set_limit(book, 200, YEAR, since=JUNE)
    set_limit(book, 190, YEAR, since=JUNE)
    set_limit(book, 10)
    told = {day: [rule.number // 60 for rule in book.now.each(YEAR, day)] for day in (MARCH, MARCH + DAY, JUNE)}
    assert told == {MARCH: [240], MARCH + DAY: [], JUNE: [190]}


def test_a_switch_is_on_off_or_not_said_and_what_is_off_is_not_among_each():
    book = a_book()
    set_rule(book, RuleCode.CONDITION, True, applies_to="AGE")
    set_rule(book, RuleCode.CONDITION, True, applies_to="CARER")
    set_rule(book, RuleCode.CONDITION, False, applies_to="AGE", since=JUNE)
    rules = book.now
    assert rules.is_on(RuleCode.CONDITION, JUNE - DAY, applies_to="AGE")
    assert not rules.is_on(RuleCode.CONDITION, JUNE, applies_to="AGE")
    assert not rules.is_on(RuleCode.CONDITION, JUNE, applies_to="GROUP")
    assert not rules.is_on(RuleCode.NEEDS_CONTRACT, JUNE)
    assert [rule.applies_to for rule in rules.each(RuleCode.CONDITION, JUNE - DAY)] == ["AGE", "CARER"]
    assert [rule.applies_to for rule in rules.each(RuleCode.CONDITION, JUNE)] == ["CARER"]


def test_a_number_and_a_word_are_read_as_what_they_are_or_are_not_there():
    book = a_book()
    set_rule(book, RuleCode.AGE_FROM, 0)
    set_rule(book, RuleCode.DIRECTION, "RECEIVED")
    rules = book.now
    assert (rules.number(RuleCode.AGE_FROM, JANUARY), rules.number(RuleCode.AGE_BELOW, JANUARY)) == (0, None)
    assert (rules.word(RuleCode.DIRECTION, JANUARY), rules.word(RuleCode.FUNDING, JANUARY)) == ("RECEIVED", None)


def test_an_empty_book_says_nothing():
    assert Rules().on(WEEK, JANUARY, unit=Unit.MINUTES) is None
    assert list(Rules().each(WEEK, JANUARY)) == []


def test_a_rule_that_was_ended_is_in_force_on_its_last_day_and_not_after():
    book = a_book()
    end_rule(book, set_limit(book, 10), JUNE)
    assert [weekly(book, day) for day in (JUNE, JUNE + DAY)] == [10, None]
    end_rule(book, 1, JANUARY)
    assert [weekly(book, day) for day in (JANUARY, JANUARY + DAY)] == [10, None]


def test_a_rule_is_not_ended_before_it_starts():
    book = a_book()
    item = set_limit(book, 10)
    with pytest.raises(RuleEndsBeforeItStarts) as caught:
        end_rule(book, item, JANUARY - DAY)
    assert caught.value.pointer == "/until"
    assert "01.01.2026" in caught.value.sentence()


def test_where_a_rule_was_read_last_is_told_by_its_confirmation_and_not_by_its_end():
    book = a_book()
    asked, said = set_limit(book, 10, confirmed=False), set_limit(book, 240, YEAR)
    assert [book.sourced_in(item) for item in (asked, said)] == [asked, said]
    confirm_rule(book, asked, 600)
    confirmed = book.version
    end_rule(book, asked, DECEMBER)
    end_rule(book, said, DECEMBER)
    assert [book.sourced_in(item) for item in (asked, said)] == [confirmed, said]


def test_a_confirmed_rule_keeps_its_days_and_takes_the_value_that_was_found():
    book = a_book()
    item = set_limit(book, 10, confirmed=False, until=DECEMBER)
    [before] = book.now.all
    confirm_rule(book, item, 480)
    [after] = book.now.all
    assert (before.confirmed, before.value) == (False, 600)
    assert (after.confirmed, after.value, after.item, after.until) == (True, 480, item, DECEMBER)


def test_what_is_confirmed_is_not_confirmed_again():
    book = a_book()
    item = set_limit(book, 10)
    with pytest.raises(RuleConfirmedAlready):
        confirm_rule(book, item, 480)
    late = set_limit(book, 10, confirmed=False)
    confirm_rule(book, late, 600)
    with pytest.raises(RuleConfirmedAlready):
        confirm_rule(book, late, 600)


def test_a_confirmation_needs_a_value_of_the_kind_and_a_source():
    book = a_book()
    item = set_limit(book, 10, confirmed=False)
    with pytest.raises(ImpossibleValue):
        confirm_rule(book, item, True)
    with pytest.raises(RuleWithoutSource):
        confirm_rule(book, item, 600, source=None)
    assert book.version == item


@pytest.mark.parametrize("item", [0, 2, 99])
def test_a_rule_that_is_not_there_is_neither_confirmed_nor_ended(item):
    book = a_book()
    set_limit(book, 10, confirmed=False)
    for step in (lambda: confirm_rule(book, item, 600), lambda: end_rule(book, item, JUNE)):
        with pytest.raises(NotFound):
            step()


@pytest.mark.parametrize("source", [None, "", "   "])
def test_a_rule_without_a_source_binds_nobody(source):
    book = a_book()
    with pytest.raises(RuleWithoutSource) as caught:
        set_limit(book, 10, source=source)
    assert caught.value.pointer == "/source"
    assert book.pending == []


def test_a_rule_ends_on_the_day_it_starts_at_the_earliest():
    book = a_book()
    set_limit(book, 10, since=MARCH, until=MARCH)
    with pytest.raises(RuleEndsBeforeItStarts):
        set_limit(book, 10, since=MARCH, until=MARCH - DAY)


@pytest.mark.parametrize("said", [{"since": date(1850, 1, 1)}, {"until": date(2250, 1, 1)}])
def test_days_of_no_calendar_that_a_club_keeps_are_refused(said):
    with pytest.raises(InvalidInput):
        set_limit(a_book(), 10, **said)


SWITCH, NUMBER, WORD, ANY = (
    RuleCode.NEEDS_CONTRACT,
    RuleCode.AGE_BELOW,
    RuleCode.PAYABLE_ROUNDING,
    RuleCode.FUNDING,
)


@pytest.mark.parametrize(
    ("rule", "fits", "does_not"),
    [
        (SWITCH, [True, False], [1, 0, "YES"]),
        (NUMBER, [1, 120], [0, 121, -1, True, False, "16"]),
        (RuleCode.AGE_FROM, [0, 120], [-1, 121]),
        (RuleCode.PROVIDER_IN_24_HOURS, [1, 1440], [0, 1441]),
        (RuleCode.AGE_BELOW, [1, 120], [0, 121]),
        (RuleCode.PEOPLE_PER_PROVIDER, [1, 1000], [0, 1001]),
        (RuleCode.PAYABLE_STEP, [1, 1440], [0, 1441]),
        (RuleCode.TARGET, [0, 100_000], [-1, 100_001]),
        (WORD, ["DOWN", "NEAREST", "UP"], ["SIDEWAYS", 1, True]),
        (ANY, ["GMINA", "COKOLWIEK"], [1, True]),
    ],
)
def test_a_rule_takes_values_of_its_kind_within_its_range_and_no_others(rule, fits, does_not):
    for value in fits:
        set_rule(a_book(), rule, value)
    for value in does_not:
        with pytest.raises(ImpossibleValue) as caught:
            set_rule(a_book(), rule, value)
        assert caught.value.pointer == "/value"


def test_a_limit_is_at_least_a_minute_and_at_most_a_leap_year():
    for minutes in (1, 527_040):
        set_rule(a_book(), WEEK, minutes, unit=Unit.MINUTES)
    for minutes in (0, 527_041):
        with pytest.raises(ImpossibleValue):
            set_rule(a_book(), WEEK, minutes, unit=Unit.MINUTES)


@pytest.mark.parametrize(
    ("rule", "least", "most"),
    [
        (RuleCode.LONG_TERM_MONTHS, 1, 120),
        (RuleCode.LONG_TERM_WINDOW_MONTHS, 1, 240),
        (RuleCode.PENSION_AGE_WOMEN, 1, 120),
        (RuleCode.PENSION_AGE_MEN, 1, 120),
        (RuleCode.WARN_DAYS_AHEAD, 1, 366),
        (RuleCode.LATE_ENTRY_DAYS, 1, 366),
        (RuleCode.BATCH_ENTRIES, 2, 10_000),
        (RuleCode.IDENTICAL_ENTRIES, 2, 366),
    ],
)
def test_a_number_of_the_club_lies_within_its_range_and_several_of_one_kind_are_at_least_two(rule, least, most):
    for value in (least, most):
        set_rule(a_book(RuleScope.CLUB), rule, value)
    for value in (least - 1, most + 1):
        with pytest.raises(ImpossibleValue):
            set_rule(a_book(RuleScope.CLUB), rule, value)


@pytest.mark.parametrize(
    ("scope", "rule", "said"),
    [
        (RuleScope.CLUB, WEEK, {"unit": Unit.MINUTES}),
        (RuleScope.AGREEMENT, RuleCode.LIMIT_EDITION, {"unit": Unit.MINUTES}),
        (RuleScope.EDITION, RuleCode.WARN_DAYS_AHEAD, {}),
        (RuleScope.EDITION, WEEK, {}),
        (RuleScope.EDITION, RuleCode.AGE_FROM, {"unit": Unit.MINUTES}),
        (RuleScope.EDITION, RuleCode.PEOPLE_PER_PROVIDER, {"applies_to": "SEVERE"}),
    ],
)
def test_a_rule_stands_only_where_it_belongs_with_the_unit_and_the_narrowing_that_it_has(scope, rule, said):
    with pytest.raises(MisplacedRule) as caught:
        set_rule(a_book(scope), rule, 10, **said)
    assert caught.value.pointer == "/rule"
    assert KINDS[rule].pl in caught.value.sentence()


def test_a_misplaced_rule_is_told_where_it_belongs():
    with pytest.raises(MisplacedRule) as caught:
        set_limit(a_book(RuleScope.CLUB), 10)
    assert caught.value.sentence() == (
        "Reguła „najwięcej w tygodniu (od poniedziałku)” tu nie pasuje. Należy do reguł: edycja programu, "
        "porozumienie; jednostkę (unit) podaj, a pole applies_to wolno podać."
    )


def test_every_code_has_its_kind_which_takes_one_sort_of_value():
    assert set(KINDS) == set(RuleCode)
    for kind in KINDS.values():
        assert sum([kind.switch, kind.most > 0, bool(kind.words), kind.any_word]) == 1
        assert kind.scopes


def test_a_book_starts_without_what_was_over_by_then_and_with_what_ends_on_its_first_day():
    rules = [
        FirstRule(code=RuleCode.AGE_FROM, value=3, law="ustawa", source="strona", until=JANUARY - DAY),
        FirstRule(code=RuleCode.AGE_BELOW, value=16, law="ustawa", source="strona", until=JANUARY, confirmed=False),
        FirstRule(code=RuleCode.FUNDING, value="GMINA", law="ustawa", source="strona", since=MARCH),
    ]
    book = a_book()
    book.start_with(STAMP, TODAY, rules, JANUARY)
    assert [(rule.code, rule.since, rule.until, rule.confirmed) for rule in book.now.all] == [
        (RuleCode.AGE_BELOW, JANUARY, JANUARY, False),
        (RuleCode.FUNDING, MARCH, None, True),
    ]


def test_work_under_an_agreement_signed_by_31_may_2025_keeps_ten_hours_a_week_and_a_later_one_ships_empty():
    assert [(rule.code, rule.value, rule.confirmed) for rule in of_agreement(OLD_WORK_LAW_ENDED)] == [
        (WEEK, 600, True),
        (RuleCode.LIMIT_MONTH, 2400, False),
    ]
    assert of_agreement(OLD_WORK_LAW_ENDED + DAY) == ()
    assert date(2025, 5, 31) == OLD_WORK_LAW_ENDED


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_the_first_rules_of_every_programme_are_taken_by_its_book(programme):
    book = a_book()
    book.start_with(STAMP, TODAY, PROGRAMMES[programme].rules, date(2025, 1, 1))
    assert len(book.now.all) == len(PROGRAMMES[programme].rules)


def test_a_refused_rule_leaves_the_book_as_it_was():
    book = a_book()
    set_limit(book, 10)
    before = (book.version, book.now)
    for step in (
        lambda: set_limit(book, 0),
        lambda: set_limit(book, 10, source=None),
        lambda: set_rule(book, RuleCode.WARN_DAYS_AHEAD, 5),
    ):
        with pytest.raises(Refusal):
            step()
    assert (book.version, book.now) == before


def test_the_fact_says_whose_rule_it_is():
    book = a_book()
    set_limit(book, 10)
    [fact] = book.pending
    assert isinstance(fact, RuleSet)
    assert (fact.scope, fact.owner, fact.occurred_on) == (RuleScope.EDITION, book.owner, TODAY)
