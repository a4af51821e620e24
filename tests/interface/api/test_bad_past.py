"""A past that nobody can know: refused with a sentence that says what to ask for."""

import pytest

from domain.vocabulary import Role
from tests.asgi import API, open_front, seen
from tests.club import MONDAY
from tests.told import Told

NOBODY = "/participants/00000000-0000-4000-8000-0000000000ff"


@pytest.fixture(name="front")
def _front(tmp_path):
    with open_front(tmp_path) as front:
        yield front


@pytest.fixture(name="desk")
def _desk(front):
    return front.desk(Role.COORDINATOR)


def refused(desk, path, status, code, language="pl"):
    answer = desk.ask("GET", API + path, headers={"accept-language": language})
    assert (answer.status_code, answer.json()["type"]) == (status, f"urn:kis:problem:{code}"), answer.text
    return answer.json()["detail"]


def test_a_person_is_not_there_before_the_first_record_and_the_answer_says_since_when(front, desk):
    before = front.clock.moment
    front.clock.advance(days=1)
    told = Told(front)
    first = told.days[0]
    for below in ("", "/history", "/hours", "/hours/sums"):
        said = refused(desk, f"{told.path}{below}?known_at={before.date()}", 404, "not-registered-by-then")
        assert said.endswith(f"pierwszy zapis jest z {first:%d.%m.%Y}. Podaj późniejszą.")
        desk.get(f"{told.path}{below}?known_at={first}")


def test_on_a_day_before_the_registration_there_is_no_card(front, desk):
    told = Told(front)
    said = refused(desk, f"{told.path}?on=2026-01-04", 404, "not-registered-yet")
    assert "05.01.2026" in said
    assert desk.get(f"{told.path}?on=2026-01-05")["episodes"][0]["state"] == "REFERRED"


@pytest.mark.parametrize("below", ["", "/history", "/hours", "/hours/sums"])
@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("known_at=2031-01-01", "known-in-the-future"),
        ("known_at=2020-01-01", "known-before-the-club"),
        ("known_at=9999-12-31", "date-out-of-range"),
        ("known_at=0001-01-01", "date-out-of-range"),
        ("known_at=9999-12-31T23:59:59-14:00", "invalid-fields"),
        ("known_at=2026-06-01T08:00:00", "invalid-fields"),
        ("known_at=wczoraj", "invalid-fields"),
        ("known_at=2026-06-01&on=2026-06-02", "day-not-come-yet"),
        ("on=1899-12-31", "date-out-of-range"),
        ("on=2101-01-01", "date-out-of-range"),
        ("on=2026-02-30", "invalid-fields"),
        ("onn=2026-02-03", "invalid-fields"),
    ],
)
def test_a_past_that_nobody_can_know_is_refused_with_a_sentence(club, below, query, code):
    told, sits = club
    said = refused(sits, f"{told.path}{below}?{query}", 422, code)
    assert "2026-06-02" not in said
    assert query.partition("=")[2] not in said
    assert said != refused(sits, f"{told.path}{below}?{query}", 422, code, language="en")


@pytest.mark.parametrize("below", ["", "/history"])
@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("version=0", "invalid-fields"),
        ("version=-1", "invalid-fields"),
        ("version=2.0", "invalid-fields"),
        ("version=trzy", "invalid-fields"),
        ("version=5", "no-such-version"),
        ("version=9999999999", "no-such-version"),
        ("version=2&known_at=2026-06-01", "version-or-moment"),
    ],
)
def test_a_version_that_there_is_not_is_refused_with_a_sentence(club, below, query, code):
    told, sits = club
    refused(sits, f"{told.path}{below}?{query}", 422, code)
    assert sits.get(f"{told.path}?version=4")["version"] == 4


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("from=wczoraj", "invalid-fields"),
        ("from=0", "invalid-fields"),
        ("from=2026-06-02&to=2026-06-01", "from-after-to"),
        ("from=99999999", "no-such-position"),
        ("from=1&to=99999999", "no-such-position"),
        ("from=2020-01-01", "known-before-the-club"),
        ("from=2026-06-01&to=2031-01-01", "known-in-the-future"),
        ("from=2026-06-01&on=1899-01-01", "date-out-of-range"),
    ],
)
def test_a_comparison_that_cannot_be_made_is_refused_with_a_sentence(club, query, code):
    told, sits = club
    refused(sits, f"{told.path}/changes?{query}", 422, code)


def test_an_entry_that_there_is_not_was_never_decided(club):
    told, sits = club
    for item in ("0", "99", "x"):
        refused(sits, f"{told.path}/history/{item}/seen", 404, "not-found")


def test_nobody_and_somebody_elses_person_answer_alike_in_any_past(club):
    told, _ = club
    stranger = told.front.desk(Role.CASEWORKER)
    for below in ("", "/history", "/hours", "/hours/sums", "/changes", "/history/1/seen"):
        query = "?from=1" if below == "/changes" else "" if "seen" in below else f"?known_at={MONDAY}&on={MONDAY}"
        answers = [stranger.ask("GET", f"{API}{whose}{below}{query}") for whose in (told.path, NOBODY)]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert seen(answers[0]) == seen(answers[1])


@pytest.fixture(name="club", scope="module")
def _club(tmp_path_factory):
    """A person whose record has four versions, on the second day of the club, and a coordinator's desk."""
    with open_front(tmp_path_factory.mktemp("past")) as front:
        yield Told(front), front.desk(Role.COORDINATOR)
