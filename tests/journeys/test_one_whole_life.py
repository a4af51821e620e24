"""One whole life over HTTP: what was sent is read back word for word, by a real server on a real socket."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

import httpx2
import pytest

from domain.vocabulary import Role
from interface.serving import served_aside, tcp_socket
from tests.asgi import ANYBODY, API, Front
from tests.club import FixedClock, a_club
from tests.journeys.story import Story

PERSON = {
    "family_name": "Żmijewska-Zmyślona",
    "given_name": "Łucja",
    "birth_date": "1985-03-14",
    "sex": "F",
    "pesel": "85031412323",
    "case_mark": "KIS.512.1.2026",
    "registered_on": "2026-05-29",
}


@contextmanager
def a_served_club(directory: Any) -> Iterator[Front]:
    clock = FixedClock()
    listening = tcp_socket("127.0.0.1", 0)
    base = "http://{}:{}".format(*listening.getsockname())
    with a_club(directory, clock) as house, served_aside(house, [listening]), httpx2.Client(base_url=base) as client:
        yield Front(house, client, clock)


@pytest.fixture(name="front")
def _front(tmp_path):
    with a_served_club(tmp_path) as front:
        yield front


def tell(story: Story) -> Iterator[str]:
    """Live the life, stopping after every step with its name."""
    story.click("/participants", PERSON)
    yield "registered"
    story.click(
        "/participants/{id}/referrals",
        {"kind": "KIS", "source": "LABOUR_OFFICE", "referred_on": "2026-05-28", "note": "przyszła z siostrą"},
    )
    yield "referred"
    signed = {"type": "B", "signed_on": "2026-05-29", "valid_from": "2026-06-01", "valid_until": "2026-12-31"}
    story.click("/participants/{id}/contracts", signed | {"document_number": "KS/7/2026"})
    yield "signed"
    place = story.click("/participants/{id}/enrolments", {"programme": "PSU", "enrolled_on": "2026-06-01"})
    yield "enrolled"
    story.front.clock.advance(days=2)
    worked = {"enrolment": place, "day": "2026-06-02", "minutes": 240, "starts_at": "08:00", "direction": "WORKED"}
    entry = story.click("/participants/{id}/hours", worked | {"note": "plac przy świetlicy"})
    yield "worked"
    story.click(
        "/participants/{id}/hours", {"enrolment": place, "day": "2026-06-03", "minutes": 45, "direction": "WORKED"}
    )
    yield "attended"
    story.front.clock.advance(days=1)
    correction = {"minutes": 210, "starts_at": "08:30", "reason": "przyszła pół godziny później"}
    story.click(f"/participants/{{id}}/hours/{entry}/corrections", correction, changes=True)
    yield "corrected"
    story.front.clock.advance(days=16)
    job = {"form": "EMPLOYMENT_CONTRACT", "fte_hundredths": 75, "evidence": "DOCUMENT", "started_on": "2026-06-15"}
    story.click("/participants/{id}/employments", job | {"employer": "Piekarnia Zmyślona"})
    yield "employed"
    left = {"episode": 3, "kind": "COMPLETED_EMPLOYED", "exited_on": "2026-06-19", "reason": "ma pracę na stałe"}
    story.click("/participants/{id}/exits", left, changes=True)
    yield "exited"
    story.front.clock.advance(days=17, hours=1)
    story.click("/participants/{id}/referrals", {"kind": "KIS", "source": "SELF", "referred_on": "2026-07-06"})
    yield "referred again"
    again = story.click("/participants/{id}/enrolments", {"programme": "AKTYWIZACJA", "enrolled_on": "2026-07-06"})
    story.click(
        "/participants/{id}/hours",
        {"enrolment": again, "day": "2026-07-07", "minutes": 60, "starts_at": "09:00", "direction": "ATTENDED"},
    )
    yield "in the second episode"


def told(front: Front, steps: int | None = None) -> Story:
    """Return a life told by a caseworker, up to some step."""
    story = Story(front, front.desk(Role.CASEWORKER, name="Ewa Próbna"))
    for _ in islice(tell(story), steps):
        pass
    return story


FIRST, THIRD, FOURTH = "2026-06-01T08:00:00Z", "2026-06-03T08:00:00Z", "2026-06-04T08:00:00Z"
TWENTIETH, JULY = "2026-06-20T08:00:00Z", "2026-07-07T09:00:00Z"


def history_of(user: Any) -> list[tuple[str, str, str, str, str]]:
    """Return the whole history as it must be read: topic, day it happened, moment of recording, Polish, English."""
    return [
        (
            "journey.participant-registered.1",
            "2026-05-29",
            FIRST,
            "Wpisano do rejestru 29.05.2026: Żmijewska-Zmyślona Łucja.",
            "Entered in the register on 2026-05-29: Żmijewska-Zmyślona Łucja.",
        ),
        (
            "journey.caseworker-assigned.1",
            "2026-06-01",
            FIRST,
            f"Przydzielono od 01.06.2026 osobę prowadzącą: {user}.",
            f"Caseworker assigned from 2026-06-01: {user}.",
        ),
        (
            "journey.referral-received.1",
            "2026-05-28",
            FIRST,
            (
                "Przyjęto zgłoszenie 28.05.2026 (udział w KIS); źródło: powiatowy urząd pracy. "
                "Notatka: przyszła z siostrą."
            ),
            (
                "Referral received on 2026-05-28 (taking part in the club); from: county labour office. "
                "Note: przyszła z siostrą."
            ),
        ),
        (
            "journey.social-contract-signed.1",
            "2026-05-29",
            FIRST,
            (
                "Podpisano 29.05.2026 kontrakt socjalny typu B, ważny od 01.06.2026 do 31.12.2026. "
                "Numer dokumentu: KS/7/2026."
            ),
            (
                "Social contract of type B signed on 2026-05-29, valid from 2026-06-01 to 2026-12-31. "
                "Document number: KS/7/2026."
            ),
        ),
        (
            "journey.enrolled.1",
            "2026-06-01",
            FIRST,
            "Przystąpienie do programu „Prace społecznie użyteczne” od 01.06.2026 (edycja „STALA”).",
            "Enrolled in the programme “Socially useful work” from 2026-06-01 (edition “STALA”).",
        ),
        (
            "journey.hours-recorded.3",
            "2026-06-02",
            THIRD,
            (
                "Zapisano 4 godz. pracy, 02.06.2026 od 08:00, program „Prace społecznie użyteczne”. "
                "Notatka: plac przy świetlicy."
            ),
            (
                "4 h of work recorded, 2026-06-02 from 08:00, programme “Socially useful work”. "
                "Note: plac przy świetlicy."
            ),
        ),
        (
            "journey.hours-recorded.3",
            "2026-06-03",
            THIRD,
            "Zapisano 45 minut pracy, 03.06.2026, program „Prace społecznie użyteczne”.",
            "45 minutes of work recorded, 2026-06-03, programme “Socially useful work”.",
        ),
        (
            "journey.hours-corrected.2",
            "2026-06-02",
            FOURTH,
            (
                "Sprostowano wpis godzin z 02.06.2026 (było: 4 godz. od 08:00; ma być: 3 godz. 30 min od 08:30). "
                "Powód: przyszła pół godziny później."
            ),
            (
                "Hours of 2026-06-02 corrected (were: 4 h from 08:00; are: 3 h 30 min from 08:30). "
                "Reason: przyszła pół godziny później."
            ),
        ),
        (
            "journey.employment-started.2",
            "2026-06-15",
            TWENTIETH,
            (
                "Podjęcie pracy 15.06.2026: umowa o pracę, 3/4 etatu (0,75); dowód: dokument. "
                "Pracodawca: Piekarnia Zmyślona."
            ),
            (
                "Took a job on 2026-06-15: employment contract, 3/4 of full time (0.75); evidence: document. "
                "Employer: Piekarnia Zmyślona."
            ),
        ),
        (
            "journey.exited.1",
            "2026-06-19",
            TWENTIETH,
            (
                "Zakończono 19.06.2026 udział w KIS (zgłoszenie z 28.05.2026): ukończenie z podjęciem pracy. "
                "Powód: ma pracę na stałe."
            ),
            (
                "Ended on 2026-06-19: taking part in the club (referral of 2026-05-28), completed: took a job. "
                "Reason: ma pracę na stałe."
            ),
        ),
        (
            "journey.referral-received.1",
            "2026-07-06",
            JULY,
            "Przyjęto zgłoszenie 06.07.2026 (udział w KIS); źródło: zgłoszenie własne.",
            "Referral received on 2026-07-06 (taking part in the club); from: own application.",
        ),
        (
            "journey.enrolled.1",
            "2026-07-06",
            JULY,
            "Przystąpienie do programu „Aktywizacja społeczna i zawodowa” od 06.07.2026 (edycja „STALA”).",
            "Enrolled in the programme “Social and vocational activation” from 2026-07-06 (edition “STALA”).",
        ),
        (
            "journey.hours-recorded.3",
            "2026-07-07",
            JULY,
            "Zapisano 1 godz. zajęć, 07.07.2026 od 09:00, program „Aktywizacja społeczna i zawodowa”.",
            "1 h of activities recorded, 2026-07-07 from 09:00, programme “Social and vocational activation”.",
        ),
    ]


def test_a_life_is_read_back_word_for_word_with_both_dates_and_who_said_it(front):
    story = told(front)

    items = story.desk.get(f"/participants/{story.id}/history")["items"]

    read = [(i["topic"], i["occurred_on"], i["recorded_at"], i["pl"], i["en"]) for i in items]
    assert read == history_of("Ewa Próbna")
    assert [item["version"] for item in items] == list(range(1, 14))
    assert {(item["recorded_by"], item["role"]) for item in items} == {(str(story.desk.user), "CASEWORKER")}
    positions = [item["position"] for item in items]
    assert positions == list(range(positions[0], positions[0] + len(items)))


def test_the_card_says_where_the_life_stands(front):
    story = told(front)

    card = story.desk.get(f"/participants/{story.id}")

    assert card["identity"] == {
        name: PERSON[name] for name in ("birth_date", "sex", "pesel", "case_mark")
    } | dict.fromkeys(("pesel_missing", "phone", "email", "contact_by"))
    assert [(e["item"], e["state"], e["exited_on"], e["exit_kind"]) for e in card["episodes"]] == [
        (3, "EXITED", "2026-06-19", "COMPLETED_EMPLOYED"),
        (11, "ACTIVE", None, None),
    ]
    assert [(e["item"], e["programme"], e["ended_on"]) for e in card["enrolments"]] == [
        (5, "PSU", "2026-06-19"),
        (12, "AKTYWIZACJA", None),
    ]
    assert card["minutes"] == {"5": 255, "12": 60}
    assert card["employers"] == {"9": "Piekarnia Zmyślona"}
    assert card["caseworkers"] == [str(story.desk.user)]


def test_hours_are_listed_as_they_say_after_their_corrections_and_can_be_sent_back(front):
    story = told(front)

    listed = story.desk.get(f"/participants/{story.id}/hours?since=2026-06-02&until=2026-06-03")

    assert [(i["item"], i["minutes"], i["starts_at"], i["corrected_by"]) for i in listed["items"]] == [
        (6, 210, "08:30", 8),
        (7, 45, None, None),
    ]
    assert listed["minutes"] == 255
    back = {"minutes": 200, "starts_at": listed["items"][0]["starts_at"], "reason": "kwadrans przerwy"}
    story.click("/participants/{id}/hours/6/corrections", back, changes=True)


def test_the_roster_shows_every_step_at_once(front):
    story = Story(front, front.desk(Role.CASEWORKER))
    seen = {}
    for step in tell(story):
        [line] = story.desk.get("/participants")["items"]
        seen[step] = [(e["state"], e["programmes"], e["until"]) for e in line["episodes"]]

    first = ("EXITED", ["PSU"], "2026-06-19")
    assert seen["registered"] == []
    assert seen["referred"] == seen["signed"] == [("REFERRED", [], None)]
    assert seen["enrolled"] == seen["employed"] == [("ACTIVE", ["PSU"], None)]
    assert seen["exited"] == [first]
    assert seen["referred again"] == [first, ("REFERRED", [], None)]
    assert seen["in the second episode"] == [first, ("ACTIVE", ["AKTYWIZACJA"], None)]


def test_twice_the_same_click_is_one_fact_and_the_same_answer_however_late(front):
    story = told(front)
    facts = front.facts

    for path, body, key, seen, first in story.told:
        again = story.desk.ask("POST", API + path.format(id=story.id), body, key=key, if_match=seen)
        assert (again.status_code, again.content) == (first.status_code, first.content)
        assert again.headers["etag"] == first.headers["etag"]

    assert front.facts == facts
    assert len(story.desk.get(f"/participants/{story.id}/history")["items"]) == 13


def test_the_same_key_of_another_user_is_another_click(front):
    first, second = front.desk(Role.COORDINATOR), front.desk(Role.COORDINATOR)
    person = PERSON | ANYBODY

    one, other = (desk.post("/participants", person, key="poniedziałek-1".encode().hex()) for desk in (first, second))

    assert one["id"] != other["id"]
