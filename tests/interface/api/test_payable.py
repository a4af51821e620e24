"""What is payable in an edition in a month, as the desk asks for it."""

from datetime import date, time
from typing import Any
from uuid import UUID

import pytest

from application.caseworkers import AssignCaseworker
from application.duplicates import LinkDuplicate
from application.hours import ApproveHours, VoidHours
from application.rules import SetRule
from domain.rules import RuleCode, RuleScope, Unit
from domain.vocabulary import HoursDirection, Role
from tests.application.batches import booking
from tests.asgi import API, open_front
from tests.club import ask, enrolled

NOTHING = dict.fromkeys(("entries", "recorded", "approved", "over", "payable", "not_in_minutes"), 0)


@pytest.fixture(name="front")
def _front(tmp_path):
    with open_front(tmp_path) as front:
        yield front


@pytest.fixture(name="desk")
def _desk(front):
    return front.desk(Role.COORDINATOR)


@pytest.fixture(name="edition")
def _edition(desk):
    [line] = desk.get("/programmes/AKTYWIZACJA/editions")["items"]
    return line["id"]


def attended(front, *entries, approve=True, **said):
    """Enrol somebody and record these (day, minutes); return the place and the entries' items."""
    place = enrolled(front.house, "AKTYWIZACJA", **said)
    how: dict[str, Any] = {"direction": HoursDirection.ATTENDED, "starts_at": time(8)}
    items = [ask(front.house, booking(place, day=day, minutes=minutes, **how)).item for day, minutes in entries]
    if approve:
        ask(front.house, ApproveHours(participant_id=place[0], entries=tuple(items)))
    return place, items


def set_rule(front, edition, rule, value, **said):
    parts: dict[str, Any] = {
        "unit": None,
        "applies_to": None,
        "since": date(2026, 1, 1),
        "until": None,
        "confirmed": False,
    }
    parts |= {"law": "umowa zmyślona", "source": "zmyślone", "scope": RuleScope.EDITION, "owner": UUID(edition)}
    ask(front.house, SetRule(rule=rule, value=value, **(parts | said)))


def payable(desk, edition, month="2026-05", query=""):
    return desk.get(f"/programmes/AKTYWIZACJA/editions/{edition}/payable?month={month}{query}")


def test_approved_time_is_payable_and_the_rest_is_shown(front, desk, edition):
    place, _ = attended(front, (date(2026, 5, 4), 50))
    ask(front.house, booking(place, day=date(2026, 5, 5), minutes=30, direction=HoursDirection.ATTENDED))
    page = payable(desk, edition)
    said = NOTHING | {"entries": 2, "recorded": 80, "approved": 50, "payable": 50}
    assert page["items"] == [{"id": str(place[0]), "family_name": "Testowa", "given_name": "Łucja", **said}]
    assert page["total"] == said
    assert (page["rounded"], page["rules"]) == (False, [])
    assert "nie ma dla wszystkich wpisów zasady zaokrąglania" in page["pl"]
    assert "no rule of rounding" in page["en"]
    assert page["hides"] == ["godziny z innych miesięcy niż 05.2026"]


def test_each_entry_is_rounded_by_the_editions_rules_which_are_shown_and_the_record_stays(front, desk, edition):
    set_rule(front, edition, RuleCode.PAYABLE_STEP, 30)
    set_rule(front, edition, RuleCode.PAYABLE_ROUNDING, "UP", confirmed=True)
    place, _ = attended(front, (date(2026, 5, 4), 31), (date(2026, 5, 5), 29))
    page = payable(desk, edition)
    assert page["total"] == NOTHING | {"entries": 2, "recorded": 60, "approved": 60, "payable": 90}
    assert page["rounded"] is True
    assert page["pl"] == "Każdy wpis zaokrąglono według zasad edycji."
    assert [(rule["rule"], rule["value"], rule["confirmed"]) for rule in page["rules"]] == [
        ("PAYABLE_STEP", 30, False),
        ("PAYABLE_ROUNDING", "UP", True),
    ]
    assert [line["minutes"] for line in desk.get(f"/participants/{place[0]}/hours")["items"]] == [31, 29]


@pytest.mark.parametrize(
    ("since", "until", "shown"),
    [
        (date(2026, 5, 31), None, 1),
        (date(2026, 6, 1), None, 0),
        (date(2026, 1, 1), date(2026, 5, 1), 1),
        (date(2026, 1, 1), date(2026, 4, 30), 0),
    ],
)
def test_the_rules_of_some_day_of_the_month_are_shown(front, desk, edition, since, until, shown):
    set_rule(front, edition, RuleCode.PAYABLE_STEP, 30, since=since, until=until)
    set_rule(front, edition, RuleCode.LIMIT_DAY, 600, unit=Unit.MINUTES)
    assert len(payable(desk, edition)["rules"]) == shown


def test_a_month_has_the_entries_that_start_in_it_and_stand(front, desk, edition):
    place, items = attended(front, (date(2026, 4, 30), 10), (date(2026, 5, 1), 20), (date(2026, 5, 31), 40))
    assert payable(desk, edition)["total"]["recorded"] == 60
    ask(front.house, VoidHours(participant_id=place[0], entry=items[2], reason="pomyłka"))
    assert payable(desk, edition)["total"]["recorded"] == 20
    assert payable(desk, edition, "2026-04")["total"]["recorded"] == 10
    assert payable(desk, edition, "2026-06") | {"hides": []} == payable(desk, edition, "2026-03") | {"hides": []}
    assert payable(desk, edition, "2026-06")["total"] == NOTHING


def test_the_excess_of_an_entry_is_left_out(front, desk, edition):
    set_rule(front, edition, RuleCode.LIMIT_DAY, 60, unit=Unit.MINUTES)
    place = enrolled(front.house, "AKTYWIZACJA")
    over = booking(
        place, day=date(2026, 5, 4), minutes=100, direction=HoursDirection.ATTENDED, override="naprawdę tak było"
    )
    item = ask(front.house, over).item
    ask(front.house, ApproveHours(participant_id=place[0], entries=(item,)))
    said = {"entries": 1, "recorded": 100, "approved": 100, "over": 40, "payable": 60}
    assert payable(desk, edition)["total"] == NOTHING | said


def test_presences_are_counted_apart_once_they_are_approved(front, desk, edition):
    set_rule(front, edition, RuleCode.UNIT, value=True, applies_to=Unit.PRESENCES.value)
    place = enrolled(front.house, "AKTYWIZACJA")
    said: dict[str, Any] = {
        "minutes": 0,
        "starts_at": None,
        "unit": Unit.PRESENCES,
        "direction": HoursDirection.ATTENDED,
    }
    items = [ask(front.house, booking(place, day=date(2026, 5, day), **said)).item for day in (4, 5)]
    ask(front.house, ApproveHours(participant_id=place[0], entries=(items[0],)))
    page = payable(desk, edition)
    assert page["total"] == NOTHING | {"entries": 2, "not_in_minutes": 1}


def test_people_stand_in_polish_order_page_by_page_under_one_sum(front, desk, edition):
    names = ["Żmudna-Testowa", "Ćwikła-Testowa", "Łącka-Testowa"]
    for name in names:
        attended(front, (date(2026, 5, 4), 10), family_name=name)
    shown, cursor = [], ""
    while True:
        page = payable(desk, edition, query=f"&limit=2{cursor}")
        shown += [line["family_name"] for line in page["items"]]
        assert page["total"]["recorded"] == 30
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert shown == ["Ćwikła-Testowa", "Łącka-Testowa", "Żmudna-Testowa"]


def test_a_cursor_of_another_month_or_user_is_refused(front, desk, edition):
    for _ in range(2):
        attended(front, (date(2026, 5, 4), 10))
    cursor = payable(desk, edition, query="&limit=1")["next_cursor"]
    for asked, month in ((desk, "2026-04"), (front.desk(Role.COORDINATOR), "2026-05")):
        path = f"{API}/programmes/AKTYWIZACJA/editions/{edition}/payable?month={month}&cursor={cursor}"
        assert asked.ask("GET", path).status_code == 400


@pytest.mark.parametrize("query", ["", "?month=2026-13", "?month=maj", "?month=2026-5", "?month=2026-05&limt=5"])
def test_a_month_that_is_none_is_refused(desk, edition, query):
    answer = desk.ask("GET", f"{API}/programmes/AKTYWIZACJA/editions/{edition}/payable{query}")
    assert answer.status_code == 422


def test_a_caseworker_sees_and_sums_only_their_own(front, desk, edition):
    (mine, _), (hers, _) = (attended(front, (date(2026, 5, 4), minutes)) for minutes in (10, 20))
    me = front.desk(Role.CASEWORKER)
    ask(front.house, AssignCaseworker(participant_id=mine[0], user=me.user))
    page = payable(me, edition)
    assert [line["id"] for line in page["items"]] == [str(mine[0])]
    assert page["total"]["recorded"] == 10
    assert page["hides"][0] == "osoby, które nie są przydzielone Tobie"
    assert {line["id"] for line in payable(desk, edition)["items"]} == {str(mine[0]), str(hers[0])}


def test_whoever_is_on_the_page_was_looked_at(front, desk, edition):
    attended(front, (date(2026, 5, 4), 10))
    before = front.house.writer.logs.access.size
    payable(desk, edition)
    assert front.house.writer.logs.access.size == before + 1


def test_a_linked_duplicate_counts_with_the_record_that_goes_on(front, desk, edition):
    (one, _), (other, _) = (attended(front, (date(2026, 5, 4), minutes)) for minutes in (10, 20))
    ask(front.house, LinkDuplicate(participant_id=other[0], survivor=one[0], reason="ta sama osoba"))
    [line] = payable(desk, edition)["items"]
    assert (line["id"], line["payable"]) == (str(one[0]), 30)
