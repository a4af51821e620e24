"""What ends soon, as the desk asks for it: between which days, of whose people, and what the list does not show."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from application.caseworkers import AssignCaseworker
from application.command import Command
from application.duplicates import LinkDuplicate
from application.participation import RecordDeath, Suspend
from application.permissions import Action
from application.projections.deadlines import Deadlines
from application.social_contract import AgreePeriod, SignContract
from application.users import AppointDeputy
from domain.editions import Edition, TakingPart
from domain.vocabulary import ContractType, Role
from tests.asgi import ANYBODY, live, open_front
from tests.club import MONDAY, ask

STEPS = ("registerParticipant", "receiveReferral", "signContract", "enrol")
DAY = timedelta(days=1)
WIDE = "?since=2020-01-01&until=2027-12-31"


@pytest.fixture(name="front")
def _front(tmp_path):
    with open_front(tmp_path) as front:
        yield front


@pytest.fixture(name="desk")
def _desk(front):
    return front.desk(Role.COORDINATOR)


def contract_until(desk, day, name="Zmyślona"):
    """Let somebody come as far as enrolment, with a contract until that day."""
    person = ANYBODY | {"family_name": name}
    said = {"registerParticipant": person, "signContract": {"valid_until": day.isoformat()}}
    return live(desk, STEPS, said)


def told(desk, query=""):
    return [(line["id"], line["kind"], line["ends_on"]) for line in desk.get(f"/deadlines{query}")["items"]]


def contracts(desk, query=""):
    return [id for id, kind, _ in told(desk, query) if kind == "CONTRACT"]


def test_a_line_says_who_what_and_when_in_polish_and_english(desk):
    life = contract_until(desk, MONDAY + 9 * DAY)
    page = desk.get("/deadlines")
    assert page["items"] == [
        {
            "id": life.id,
            "engagement": None,
            "family_name": "Zmyślona",
            "given_name": "Anna",
            "kind": "CONTRACT",
            "pl": "koniec kontraktu socjalnego",
            "en": "social contract ends",
            "item": life.items["signContract"],
            "programme": None,
            "ends_on": "2026-06-10",
            "days_left": 9,
        }
    ]
    assert page["hides"] == ["terminy spoza okresu od 02.05.2026 do 31.07.2026"]


def test_by_default_it_looks_thirty_days_back_and_sixty_ahead(front, desk):
    late, last = (contract_until(desk, MONDAY + days * DAY) for days in (61, 60))
    assert contracts(desk) == [last.id]
    front.clock.advance(days=90)
    assert contracts(desk) == [last.id, late.id]
    front.clock.advance(days=1)
    assert contracts(desk) == [late.id]
    assert {line["days_left"] for line in desk.get("/deadlines")["items"]} == {-30}


def test_the_period_includes_both_its_days(desk):
    life = contract_until(desk, date(2026, 11, 5))
    assert contracts(desk, "?since=2026-11-05&until=2026-11-05") == [life.id]
    assert contracts(desk, "?since=2026-11-06&until=2026-12-01") == []
    assert contracts(desk, "?since=2026-10-01&until=2026-11-04") == []


@pytest.mark.parametrize(
    ("query", "code", "pointer"),
    [
        ("?since=2026-07-02&until=2026-07-01", "period-ends-before-it-begins", None),
        ("?until=2026-01-01", "period-ends-before-it-begins", None),
        ("?since=1899-12-31", "date-out-of-range", "/since"),
        ("?until=2101-01-01", "date-out-of-range", "/until"),
        ("?until=31.02.2026", "invalid", None),
        ("?untill=2026-07-01", "invalid", None),
        ("?caseworker=Ewa", "invalid", None),
        ("?limit=0", "invalid", None),
    ],
)
def test_a_period_or_filter_that_makes_no_sense_is_refused_and_not_echoed(desk, query, code, pointer):
    answer = desk.ask("GET", f"/api/v1/deadlines{query}")
    assert answer.status_code == 422
    problem = answer.json()
    assert code in problem["type"]
    assert pointer is None or problem["errors"][0]["pointer"] == pointer
    assert "Ewa" not in answer.text
    assert "31.02" not in answer.text


def test_pages_go_on_by_day_and_show_every_end_once(desk):
    days = [MONDAY + n * DAY for n in (3, 1, 2, 1, 5)]
    lives = {contract_until(desk, day).id: day.isoformat() for day in days}
    seen, cursor = [], ""
    while True:
        page = desk.get(f"/deadlines?limit=2{cursor}")
        assert len(page["items"]) <= 2
        seen += [(line["ends_on"], line["id"]) for line in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert seen == sorted((day, id) for id, day in lives.items())


def test_a_cursor_of_another_list_or_of_another_user_is_refused(front, desk):
    for n in range(3):
        contract_until(desk, MONDAY + n * DAY)
    cursor = desk.get("/deadlines?limit=2")["next_cursor"]
    for other, path in (
        (desk, "/deadlines?limit=2&until=2026-07-01&"),
        (desk, "/participants?"),
        (front.desk(Role.COORDINATOR), "/deadlines?limit=2&"),
    ):
        assert other.ask("GET", f"/api/v1{path}cursor={cursor}").status_code == 400


def test_a_caseworker_sees_their_own_and_of_whom_they_stand_in_for(front, desk):
    mine, hers, nobodys = (contract_until(desk, MONDAY + n * DAY) for n in range(3))
    me, colleague = front.desk(Role.CASEWORKER), front.desk(Role.CASEWORKER)
    for life, user in ((mine, me), (hers, colleague)):
        ask(front.house, AssignCaseworker(participant_id=UUID(life.id), user=user.user))
    assert contracts(me) == [mine.id]
    assert me.get("/deadlines")["hides"][0] == "osoby, które nie są przydzielone Tobie"
    asked = me.get(f"/deadlines?caseworker={colleague.user}")
    assert (asked["items"], asked["hides"]) == ([], ["osoby przydzielone komuś innemu: widzisz tylko swoje"])
    ask(front.house, AppointDeputy(user_id=colleague.user, deputy=me.user, since=MONDAY, until=MONDAY))
    assert contracts(me) == [mine.id, hers.id]
    assert contracts(desk, f"?caseworker={colleague.user}") == [hers.id]
    assert contracts(desk) == [mine.id, hers.id, nobodys.id]


def test_what_was_agreed_paused_or_followed_by_a_new_contract_is_told(front, desk):
    life = contract_until(desk, MONDAY + DAY)
    person, episode = UUID(life.id), life.items["receiveReferral"]
    until = MONDAY + 20 * DAY
    ask(front.house, AgreePeriod(participant_id=person, episode=episode, until=until, agreed_on=MONDAY))
    ask(
        front.house,
        Suspend(participant_id=person, episode=episode, since=MONDAY, planned_until=until, reason="zmyślony powód"),
    )
    ask(
        front.house,
        SignContract(
            participant_id=person,
            type=ContractType.B,
            signed_on=MONDAY,
            valid_from=MONDAY,
            valid_until=until,
            document_number=None,
        ),
    )
    assert [kind for _, kind, _ in told(desk)] == ["AGREED_PERIOD", "CONTRACT", "SUSPENSION"]
    assert {day for _, _, day in told(desk)} == {until.isoformat()}


def test_after_an_exit_or_a_death_nothing_ends(front, desk):
    lives = [contract_until(desk, MONDAY + DAY) for _ in range(2)]
    live(desk, ["exitEpisode"], life=lives[0])
    ask(front.house, RecordDeath(participant_id=UUID(lives[1].id), died_on=MONDAY, source=None))
    assert told(desk, WIDE) == []


def test_a_linked_duplicate_is_on_no_list(front, desk):
    one, other = contract_until(desk, MONDAY), contract_until(desk, MONDAY)
    ask(front.house, LinkDuplicate(participant_id=UUID(other.id), survivor=UUID(one.id), reason="ta sama osoba"))
    assert contracts(desk) == [one.id]


class CloseEdition(Command, frozen=True, kw_only=True):
    """Closes an edition today."""

    ACTION = Action.MANAGE_EDITIONS

    edition: UUID

    def handle(self, work):
        edition = work.shared(Edition, self.edition)
        part = TakingPart(taken=0, first_enrolled_on=None, last_enrolled_on=None, last_hours_on=None)
        edition.close(work.stamp, work.today, part, closes_on=work.today, reason="zmyślony powód")
        return work.save(edition)


def assisted(desk, front):
    """Let somebody come as far as assistance in this year's edition; return the life and the edition."""
    said = {"registerParticipant": ANYBODY, "receiveReferral": {"kind": "SERVICE"}, "enrol": {"programme": "AOON"}}
    life = live(desk, ["registerParticipant", "receiveReferral", "enrol"], said)
    editions = front.house.indexes.places.editions(front.house.store.writer, "AOON")
    return life, next(e.id for e in editions if e.code == "2026")


def test_an_edition_ends_for_whoever_is_enrolled_in_it_and_is_named(desk, front):
    life, _ = assisted(desk, front)
    [line] = desk.get("/deadlines?until=2026-12-31")["items"]
    assert (line["id"], line["kind"], line["ends_on"]) == (life.id, "EDITION", "2026-12-31")
    assert (line["programme"], line["item"]) == ("AOON", life.items["enrol"])
    assert told(desk, "?until=2026-12-30") == []


def test_an_edition_that_is_closed_early_ends_then(desk, front):
    life, edition = assisted(desk, front)
    assert told(desk) == []
    ask(front.house, CloseEdition(edition=edition))
    assert told(desk) == [(life.id, "EDITION", MONDAY.isoformat())]
    assert [line["id"] for line in desk.get("/participants?programme=AOON")["items"]] == [life.id]
    front.clock.advance(days=1)
    assert desk.get("/participants?programme=AOON")["items"] == []


def test_whoever_left_the_programme_or_is_a_linked_duplicate_has_no_edition_that_ends(desk, front):
    (left, _), (one, _), (other, _) = (assisted(desk, front) for _ in range(3))
    live(desk, ["exitEpisode"], {"exitEpisode": {"kind": "RESIGNED"}}, life=left)
    ask(front.house, LinkDuplicate(participant_id=UUID(other.id), survivor=UUID(one.id), reason="ta sama osoba"))
    assert told(desk, WIDE) == [(one.id, "EDITION", "2026-12-31")]


def test_a_view_that_halted_is_refused(desk, front, monkeypatch):
    with monkeypatch.context() as at:
        at.setattr(Deadlines, "write", lambda *_: 1 / 0)
        contract_until(desk, MONDAY)
    looks = front.house.writer.logs.access.size
    answer = desk.ask("GET", "/api/v1/deadlines")
    assert (answer.status_code, answer.json()["type"]) == (503, "urn:kis:problem:view-halted")
    assert front.house.writer.logs.access.size == looks
