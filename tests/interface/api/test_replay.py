"""One life replayed on two clocks over HTTP: as it was on a day, as it was known by then, and step by step."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from application.duplicates import LinkDuplicate, UnlinkDuplicate
from application.eligibility import ConfirmEligibility, EstablishGroup
from application.employment import CorrectEmployment, EndEmployment, StartEmployment
from application.hours import ApproveHours, CorrectHours, VoidHours
from application.participation import Exit, VoidEntry
from application.personal_data import ChangeDetails, CorrectDetails
from domain.eligibility import EvidenceKind
from domain.employment import EndReason
from domain.vocabulary import EvidenceGrade, ExitKind, LegalForm, Role
from tests.application.batches import booking
from tests.asgi import API, open_front
from tests.club import MONDAY, ask, enrolled

CHECKER = UUID(int=77, version=4)
NOBODY = "/participants/00000000-0000-4000-8000-0000000000ff"


@pytest.fixture(name="front")
def _front(tmp_path):
    with open_front(tmp_path) as front:
        yield front


@pytest.fixture(name="desk")
def _desk(front):
    return front.desk(Role.COORDINATOR)


class Told:
    """A person of whom something is recorded each day, and what was known at the end of each."""

    def __init__(self, front, **said):
        self.front = front
        self.person, self.place = enrolled(front.house, **said)
        self.path = f"/participants/{self.person}"
        self.days = []
        self.next_day()

    def next_day(self):
        self.days.append(front_day(self.front))
        self.front.clock.advance(days=1)

    def hours(self, **said):
        found = ask(self.front.house, booking((self.person, self.place), **said)).item
        self.next_day()
        return found

    def tell(self, command, **said):
        how = {"user": CHECKER} if command is ApproveHours else {}
        found = ask(self.front.house, command(participant_id=self.person, **said), **how).item
        self.next_day()
        return found


def front_day(front):
    return front.clock.moment.date()


def details(**said):
    return dict.fromkeys(("family_name", "given_name", "sex", "pesel", "case_mark")) | said


def refused(desk, path, status, code, language="pl"):
    answer = desk.ask("GET", API + path, headers={"accept-language": language})
    assert (answer.status_code, answer.json()["type"]) == (status, f"urn:kis:problem:{code}"), answer.text
    return answer.json()["detail"]


# -- as it was known -------------------------------------------------------------------------------


def test_hours_and_sums_are_as_they_were_known_and_no_later_correction_void_or_approval_shines_through(front, desk):
    told = Told(front)
    entry = told.hours(minutes=60)
    told.tell(CorrectHours, entry=entry, minutes=90, starts_at=None, reason="pomyłka")
    told.tell(ApproveHours, entries=(entry,))
    told.tell(VoidHours, entry=entry, reason="nie było jej")

    def known(day):
        said = desk.get(f"{told.path}/hours?known_at={day}")
        sums = desk.get(f"{told.path}/hours/sums?known_at={day}")
        everybody = desk.get(f"/hours/sums?known_at={day}")
        assert (sums["minutes"], everybody["total"]["minutes"]) == (said["minutes"], said["minutes"])
        assert said["known_position"] == sums["known_position"] == everybody["known_position"]
        lines = [(line["minutes"], line["state"], line["corrected_by"] is not None) for line in said["items"]]
        return said["minutes"], lines

    assert [known(day) for day in told.days] == [
        (0, []),
        (60, [(60, "RECORDED", False)]),
        (90, [(90, "RECORDED", True)]),
        (90, [(90, "APPROVED", True)]),
        (0, [(90, "VOIDED", True)]),
    ]
    history = desk.get(f"{told.path}/history?known_at={told.days[1]}")["items"]
    assert [item["corrected_by"] for item in history if item["version"] == entry] == [[]]
    assert [item["voided_by"] for item in history if item["version"] == entry] == [None]


def test_a_name_and_its_place_on_the_list_are_those_known_then(front, desk):
    told = Told(front, family_name="Zmyślona")
    other = Told(front, family_name="Testowa")
    for one in (told, other):
        one.hours()
    before = front_day(front)
    front.clock.advance(days=1)
    told.tell(CorrectDetails, birth_date=None, reason="literówka", **details(family_name="Adamska-Zmyślona"))
    today = [line["family_name"] for line in desk.get("/hours/sums")["items"]]
    then = [line["family_name"] for line in desk.get(f"/hours/sums?known_at={before}")["items"]]
    assert (today, then) == (["Adamska-Zmyślona", "Testowa"], ["Testowa", "Zmyślona"])
    first = desk.get(f"/hours/sums?limit=1&known_at={before}")
    second = desk.get(f"/hours/sums?limit=1&known_at={before}&cursor={first['next_cursor']}")
    assert [page["items"][0]["family_name"] for page in (first, second)] == then
    assert desk.get(f"{told.path}?known_at={before}")["family_name"] == "Zmyślona"
    assert desk.get(told.path)["family_name"] == "Adamska-Zmyślona"


def test_two_records_of_one_person_count_together_only_while_they_were_known_to_be_linked(front, desk):
    one, other = Told(front, family_name="Zmyślona"), Told(front, family_name="Testowa")
    one.hours(minutes=60)
    other.hours(minutes=30)
    apart = front_day(front) - timedelta(days=1)
    link = other.tell(LinkDuplicate, survivor=one.person, reason="ta sama osoba")
    linked = front_day(front) - timedelta(days=1)
    other.tell(UnlinkDuplicate, link=link, reason="dwie osoby")
    ways = [desk.get(f"{one.path}/hours/sums?known_at={day}")["minutes"] for day in (apart, linked)]
    assert (ways, desk.get(f"{one.path}/hours/sums")["minutes"]) == ([60, 90], 60)
    people = [desk.get(f"/hours/sums?known_at={day}")["total"]["people"] for day in (apart, linked)]
    assert (people, desk.get("/hours/sums")["total"]["people"]) == ([2, 1], 2)
    assert desk.get(f"{other.path}?known_at={linked}")["duplicate_of"] == str(one.person)
    assert desk.get(f"{other.path}?known_at={apart}")["duplicate_of"] is None


def test_what_is_payable_is_settled_by_the_entries_known_then(front, desk):
    told = Told(front)
    entry = told.hours(minutes=60)
    told.tell(ApproveHours, entries=(entry,))
    known = front_day(front) - timedelta(days=1)
    told.tell(VoidHours, entry=entry, reason="nie było jej")
    with front.house.store.snapshot():
        edition = front.house.indexes.places.edition_of(front.house.store.reading(), told.person, told.place)
    path = f"/programmes/PSU/editions/{edition}/payable?month=2026-02"
    assert desk.get(path)["total"]["payable"] == 0
    then = desk.get(f"{path}&known_at={known}")
    assert (then["total"]["approved"], then["total"]["payable"], len(then["items"])) == (60, 60, 1)
    assert desk.get(f"{path}&known_at={known}&on=2026-01-31")["total"]["entries"] == 0


# -- as it was on a day ----------------------------------------------------------------------------


def test_on_a_day_there_is_what_had_begun_by_its_end_and_no_later_end(front, desk):
    told = Told(front)
    job = told.tell(
        StartEmployment,
        form=LegalForm.CIVIL_CONTRACT,
        employer="Piekarnia Próbna",
        fte_hundredths=None,
        evidence=EvidenceGrade.NONE,
        started_on=date(2026, 3, 2),
    )
    told.tell(
        EndEmployment, item=job, why=EndReason.BY_EMPLOYEE, evidence=EvidenceGrade.NONE, ended_on=date(2026, 4, 30)
    )
    told.tell(Exit, episode=2, kind=ExitKind.COMPLETED_EMPLOYED, exited_on=date(2026, 5, 5), reason=None)

    def on(day):
        card = desk.get(f"{told.path}?on={day}")
        assert card["on"] == day
        works = [line["ended_on"] for line in card["employments"]]
        return [line["state"] for line in card["episodes"]], works, [e["ended_on"] for e in card["enrolments"]]

    assert on("2026-01-06") == (["REFERRED"], [], [])
    assert on("2026-01-07") == (["ACTIVE"], [], [None])
    assert on("2026-03-01") == (["ACTIVE"], [], [None])
    assert on("2026-03-02") == (["ACTIVE"], [None], [None])
    assert on("2026-04-29") == (["ACTIVE"], [None], [None])
    assert on("2026-04-30") == (["ACTIVE"], ["2026-04-30"], [None])
    assert on("2026-05-04") == (["ACTIVE"], ["2026-04-30"], [None])
    assert on("2026-05-05") == (["ACTIVE"], ["2026-04-30"], ["2026-05-05"])
    assert on("2026-05-06") == (["EXITED"], ["2026-04-30"], ["2026-05-05"])
    assert "on" not in desk.get(told.path)


def test_both_clocks_together_a_correction_holds_on_every_day_once_it_is_known(front, desk):
    told = Told(front)
    said = {"employer": "Piekarnia Próbna", "fte_hundredths": None, "evidence": EvidenceGrade.NONE}
    job = told.tell(StartEmployment, form=LegalForm.CIVIL_CONTRACT, started_on=date(2026, 3, 2), **said)
    known = front_day(front) - timedelta(days=1)
    told.tell(
        CorrectEmployment,
        item=job,
        form=LegalForm.EMPLOYMENT_CONTRACT,
        started_on=date(2026, 2, 2),
        reason="skan umowy",
        **said,
        **dict.fromkeys(("employer_kind", "agreed_until", "monthly_grosze")),
    )

    def works(**asked):
        query = "&".join(f"{name}={value}" for name, value in asked.items())
        return [line["started_on"] for line in desk.get(f"{told.path}?{query}")["employments"]]

    assert works(on="2026-02-15") == ["2026-02-02"]
    assert works(on="2026-02-15", known_at=known) == []
    assert works(on="2026-03-02", known_at=known) == ["2026-03-02"]
    assert works(on="2026-02-01") == []


def test_a_change_of_name_holds_from_its_day_and_a_correction_on_every_day(front, desk):
    told = Told(front, family_name="Zmyślona")
    told.tell(ChangeDetails, since=date(2026, 3, 1), reason=None, **details(family_name="Nowa-Zmyślona"))
    told.tell(CorrectDetails, birth_date=None, reason="literówka", **details(given_name="Hanna"))

    def called(day):
        card = desk.get(f"{told.path}?on={day}")
        return card["family_name"], card["given_name"]

    assert called("2026-02-28") == ("Zmyślona", "Hanna")
    assert called("2026-03-01") == ("Nowa-Zmyślona", "Hanna")


def test_hours_on_a_day_are_those_begun_by_it(front, desk):
    told = Told(front)
    for number in range(3):
        told.hours(number=number)
    assert [desk.get(f"{told.path}/hours?on=2026-02-0{day}")["minutes"] for day in (1, 2, 3)] == [60, 120, 180]
    assert desk.get(f"{told.path}/hours/sums?on=2026-02-02")["entries"] == 2
    assert desk.get("/hours/sums?on=2026-01-31")["total"] == {"people": 0, "minutes": 0, "entries": 0}
    assert desk.get(f"{told.path}?on=2026-02-02")["minutes"] == {str(told.place): 120}


def test_the_history_of_a_day_has_what_had_happened_with_its_corrections_and_voids(front, desk):
    told = Told(front)
    entry = told.hours(number=0)
    later = told.hours(number=20)
    told.tell(VoidHours, entry=entry, reason="nie było jej")
    items = desk.get(f"{told.path}/history?on=2026-02-02")["items"]
    assert [item["topic"].split(".")[1] for item in items][-2:] == ["hours-recorded", "hours-voided"]
    assert later not in [item["version"] for item in items]
    assert desk.get(f"{told.path}/history?on=2026-02-21")["items"][-2]["version"] == later


# -- step by step ----------------------------------------------------------------------------------


def test_versions_step_fact_by_fact_and_name_the_one_before_and_the_next(front, desk):
    told = Told(front)
    newest = desk.get(told.path)["version"]
    for version in range(1, newest + 1):
        card = desk.get(f"{told.path}?version={version}")
        beside = (card["version"], card["previous_version"], card["next_version"])
        assert beside == (version, version - 1 or None, version + 1 if version < newest else None)
        assert len(desk.get(f"{told.path}/history?version={version}")["items"]) == version
    counts = [
        (len(card["episodes"]), len(card["contracts"]), len(card["enrolments"]))
        for card in (desk.get(f"{told.path}?version={version}") for version in range(1, newest + 1))
    ]
    assert counts == [(0, 0, 0), (1, 0, 0), (1, 1, 0), (1, 1, 1)]


# -- before and after ------------------------------------------------------------------------------


def entry_of(desk, told, topic):
    return [e for e in desk.get(f"{told.path}/history")["items"] if e["topic"].split(".")[1] == topic][-1]


def changed(entry):
    return [(one["of"], one["item"], one["field"], one["before"], one["after"]) for one in entry["changed"]]


def test_a_correction_of_hours_says_what_it_made_of_which_values_and_why(front, desk):
    told = Told(front)
    entry = told.hours(minutes=60)
    told.tell(ApproveHours, entries=(entry,))
    told.tell(CorrectHours, entry=entry, minutes=90, starts_at=None, reason="pomyłka w liście")
    correction = entry_of(desk, told, "hours-corrected")
    assert changed(correction) == [
        ("hours", entry, "minutes", 60, 90),
        ("hours", entry, "starts_at", "08:00:00", None),
        ("hours", entry, "state", "APPROVED", "RECORDED"),
    ]
    assert correction["reason"] == "pomyłka w liście"
    assert [one["pl"] for one in correction["changed"]][:2] == ["minuty: 60 → 90", "godzina: 08:00 → brak"]
    assert changed(entry_of(desk, told, "hours-recorded")) == []
    told.tell(VoidHours, entry=entry, reason="nie było jej")
    assert changed(entry_of(desk, told, "hours-voided")) == [("hours", entry, "state", "RECORDED", "VOIDED")]


def test_details_are_shown_before_and_after_as_far_as_the_role_opens_them(front, desk):
    told = Told(front, family_name="Zmyślona")
    told.tell(CorrectDetails, birth_date=None, reason="literówka", **details(family_name="Zmyślna"))
    assert changed(entry_of(desk, told, "personal-details-corrected")) == [
        ("details", 1, "family_name", "Zmyślona", "Zmyślna")
    ]
    auditor = front.desk(Role.AUDITOR)
    assert entry_of(auditor, told, "personal-details-corrected")["reason"] == "[treść chroniona]"


def test_voiding_the_end_of_a_job_says_what_stands_again(front, desk):
    told = Told(front)
    said = {"employer": "Piekarnia Próbna", "fte_hundredths": None, "evidence": EvidenceGrade.NONE}
    job = told.tell(StartEmployment, form=LegalForm.CIVIL_CONTRACT, started_on=date(2026, 3, 2), **said)
    end = told.tell(
        EndEmployment, item=job, why=EndReason.BY_EMPLOYEE, evidence=EvidenceGrade.NONE, ended_on=date(2026, 4, 30)
    )
    assert changed(entry_of(desk, told, "employment-ended")) == [("employments", job, "ended_on", None, "2026-04-30")]
    assert entry_of(desk, told, "employment-ended")["evidence"] == {"evidence": "NONE"}
    told.tell(VoidEntry, item=end, reason="pomyłka")
    assert changed(entry_of(desk, told, "entry-voided")) == [("employments", job, "ended_on", "2026-04-30", None)]
    told.tell(VoidEntry, item=job, reason="inna osoba")
    values = {field: (before, after) for _, _, field, before, after in changed(entry_of(desk, told, "entry-voided"))}
    assert values["employer"] == ("Piekarnia Próbna", None)
    assert values["started_on"] == ("2026-03-02", None)


# -- what changed, and what could be seen ----------------------------------------------------------


def test_what_changed_between_two_moments_lists_the_facts_and_the_card_before_and_after(front, desk):
    told = Told(front)
    entry = told.hours(minutes=60)
    told.tell(Exit, episode=2, kind=ExitKind.COMPLETED_EMPLOYED, exited_on=date(2026, 5, 5), reason=None)
    said = desk.get(f"{told.path}/changes?from={told.days[0]}&to={told.days[1]}")
    assert [item["version"] for item in said["items"]] == [entry]
    assert said["card"] == [{"path": f"/minutes/{told.place}", "before": None, "after": 60}]
    rest = desk.get(f"{told.path}/changes?from={said['to_position']}")
    assert [item["topic"] for item in rest["items"]] == ["journey.exited.1"]
    paths = {one["path"]: (one["before"], one["after"]) for one in rest["card"]}
    assert paths["/episodes/2/state"] == ("ACTIVE", "EXITED")
    assert paths[f"/enrolments/{told.place}/ended_on"] == (None, "2026-05-05")
    in_april = desk.get(f"{told.path}/changes?from={said['to_position']}&on=2026-04-30")
    assert (in_april["card"], in_april["on"], len(in_april["items"])) == ([], "2026-04-30", 1)
    everything = desk.get(f"{told.path}/changes")
    assert (everything["from_position"], len(everything["items"])) == (0, desk.get(told.path)["version"])
    none = desk.get(f"{told.path}/changes?from={said['to_position']}&to={said['to_position']}")
    assert (none["items"], none["card"]) == ([], [])


def test_a_decision_shows_what_could_be_seen_and_what_of_it_was_corrected_or_voided_since(front, desk):
    told = Told(front)
    said = {"employer": None, "fte_hundredths": None, "evidence": EvidenceGrade.NONE}
    told.tell(StartEmployment, form=LegalForm.CIVIL_CONTRACT, started_on=date(2026, 3, 2), **said)
    exit_ = told.tell(Exit, episode=2, kind=ExitKind.COMPLETED_EMPLOYED, exited_on=date(2026, 5, 5), reason=None)
    path = f"{told.path}/history/{exit_}/seen"
    seen = desk.get(path)
    assert seen["entry"]["version"] == exit_
    assert seen["card"]["episodes"][0]["state"] == "ACTIVE"
    assert seen["card"]["version"] == exit_ - 1
    assert seen["known_position"] == seen["entry"]["position"] - 1
    assert [one["version"] for one in seen["grounds"]["inputs"]] == [2, told.place]
    assert (seen["grounds"]["corrected_since"], seen["grounds"]["told_later"]) == (False, [])
    assert seen["grounds"]["pl"].startswith("Niczego, na czym opiera się")


def test_an_honest_finding_on_what_was_voided_later_is_told_from_a_bad_one(front, desk):
    told = Told(front)
    group = told.tell(
        EstablishGroup,
        group="HOMELESS",
        since=date(2026, 1, 8),
        primary=True,
        evidence=EvidenceKind.HOMELESSNESS_PROGRAMME,
        **dict.fromkeys(("evidence_number", "evidence_issued_on", "evidence_valid_until", "evidence_kept_at")),
    )
    finding = told.tell(ConfirmEligibility, episode=2, found_on=date(2026, 1, 9), override="próba")
    path = f"{told.path}/history/{finding}/seen"
    assert group in desk.get(path)["entry"]["details"]["inputs"]
    assert desk.get(path)["grounds"]["corrected_since"] is False
    void = told.tell(VoidEntry, item=group, reason="zaświadczenie innej osoby")
    grounds = desk.get(path)["grounds"]
    [rested] = [one for one in grounds["inputs"] if one["version"] == group]
    assert [later["version"] for later in rested["later"]] == [void]
    assert grounds["corrected_since"] is True
    assert grounds["pl"].startswith("Część podstaw tego wpisu później sprostowano lub unieważniono")
    entry = desk.get(path)["entry"]
    assert all(rule["version"] >= 1 and rule["rule"] for rule in entry["rules"])
    assert entry["reason"] == "próba"


def test_what_was_told_only_after_a_decision_and_had_happened_before_it_is_named(front, desk):
    told = Told(front)
    exit_ = told.tell(Exit, episode=2, kind=ExitKind.COMPLETED_EMPLOYED, exited_on=date(2026, 5, 5), reason=None)
    said = {"employer": None, "fte_hundredths": None, "evidence": EvidenceGrade.NONE}
    for started_on in (date(2026, 5, 5), date(2026, 5, 6)):
        told.tell(StartEmployment, form=LegalForm.CIVIL_CONTRACT, started_on=started_on, **said)
    grounds = desk.get(f"{told.path}/history/{exit_}/seen")["grounds"]
    assert [later["version"] for later in grounds["told_later"]] == [exit_ + 1]
    assert grounds["pl"].endswith("wtedy nie było tego widać.")


def test_of_the_registration_nothing_could_be_seen(front, desk):
    told = Told(front)
    seen = desk.get(f"{told.path}/history/1/seen")
    assert (seen["card"], seen["grounds"]["inputs"]) == (None, [])


# -- bad input -------------------------------------------------------------------------------------


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
        ("on=1899-12-31", "date-out-of-range"),
        ("on=2101-01-01", "date-out-of-range"),
        ("on=2026-02-30", "invalid-fields"),
        ("onn=2026-02-03", "invalid-fields"),
    ],
)
def test_a_past_that_nobody_can_know_is_refused_with_a_sentence(club, below, query, code):
    told, sits = club
    said = refused(sits, f"{told.path}{below}?{query}", 422, code)
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
        assert answers[0].content == answers[1].content


@pytest.fixture(name="club", scope="module")
def _club(tmp_path_factory):
    """A person whose record has four versions, on the second day of the club, and a coordinator's desk."""
    with open_front(tmp_path_factory.mktemp("past")) as front:
        yield Told(front), front.desk(Role.COORDINATOR)
