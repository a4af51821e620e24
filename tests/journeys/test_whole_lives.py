"""Whole lives over HTTP: each told as it happens to people, read back word for word, rebuilt to the same."""

import pytest

from domain.vocabulary import Role
from tests.asgi import open_front
from tests.journeys.story import assert_read_back_word_for_word, assert_rebuilt_to_the_same, begin

CONTRACT = {"type": "B", "signed_on": "2026-01-07", "valid_from": "2026-01-07", "valid_until": "2026-12-31"}
REFERRED = {"kind": "KIS", "source": "WELFARE_CENTRE", "referred_on": "2026-01-05", "note": "przyszła z córką"}


@pytest.fixture(name="front")
def _front(tmp_path):
    with open_front(tmp_path) as front:
        yield front


def states(story):
    return [(e["item"], e["kind"], e["state"], e["exited_on"]) for e in story.card["episodes"]]


def test_a_participant_of_the_club_returns(front):
    anna = begin(front)
    first = anna.click("/participants/{id}/referrals", REFERRED)
    anna.click("/participants/{id}/contracts", CONTRACT | {"document_number": "KS/1/2026"})
    place = anna.click("/participants/{id}/enrolments", {"programme": "PSU", "enrolled_on": "2026-01-08"})
    worked = {"enrolment": place, "day": "2026-01-09", "minutes": 300, "starts_at": "08:00", "direction": "WORKED"}
    anna.click("/participants/{id}/hours", worked | {"note": "odśnieżanie przy świetlicy"})
    left = {"episode": first, "kind": "RESIGNED", "exited_on": "2026-02-20", "reason": "wyjazd do siostry"}
    exit_ = anna.click("/participants/{id}/exits", left, changes=True)
    again = anna.click("/participants/{id}/referrals", REFERRED | {"referred_on": "2026-04-01", "source": "SELF"})
    second = anna.click("/participants/{id}/enrolments", {"programme": "AKTYWIZACJA", "enrolled_on": "2026-04-02"})
    anna.click(
        "/participants/{id}/hours", {"enrolment": second, "day": "2026-04-03", "minutes": 90, "direction": "ATTENDED"}
    )

    assert states(anna) == [(first, "KIS", "EXITED", "2026-02-20"), (again, "KIS", "ACTIVE", None)]
    assert [(e["item"], e["ended_on"], e["ended_by"]) for e in anna.card["enrolments"]] == [
        (place, "2026-02-20", exit_),
        (second, None, None),
    ]
    late = {"enrolment": place, "day": "2026-02-21", "minutes": 60, "direction": "WORKED"}
    anna.refused("/participants/{id}/hours", late, "hours-after-exit")
    [line] = anna.desk.get("/participants?state=ACTIVE&on=2026-02-20")["items"]
    assert line["id"] == anna.id
    assert anna.desk.get("/participants?state=ACTIVE&on=2026-02-21")["items"] == []
    assert_read_back_word_for_word(anna)
    assert_rebuilt_to_the_same(front)


def test_an_assistant_outlasts_the_club(front):
    anna = begin(front)
    club = anna.click("/participants/{id}/referrals", REFERRED)
    service = anna.click(
        "/participants/{id}/referrals", {"kind": "SERVICE", "source": "SELF", "referred_on": "2026-01-06"}
    )
    anna.click(
        "/participants/{id}/decisions",
        {
            "kind": "DISABILITY_DEGREE",
            "degree": "SEVERE",
            "number": "PZON/1/2025",
            "decided_on": "2025-11-03",
            "valid_from": "2025-11-03",
            "valid_until": "2028-11-03",
            "kept_at": "teczka 12",
        },
    )
    anna.click("/participants/{id}/contracts", CONTRACT)
    work = anna.click("/participants/{id}/enrolments", {"programme": "AKTYWIZACJA", "enrolled_on": "2026-01-08"})
    help_ = anna.click("/participants/{id}/enrolments", {"programme": "AOON", "enrolled_on": "2026-01-09"})
    anna.click(
        "/participants/{id}/exits", {"episode": club, "kind": "COMPLETED", "exited_on": "2026-05-29"}, changes=True
    )
    visit = {"enrolment": help_, "day": "2026-05-31", "minutes": 180, "starts_at": "10:00", "direction": "RECEIVED"}
    anna.click("/participants/{id}/hours", visit)

    assert states(anna) == [(club, "KIS", "EXITED", "2026-05-29"), (service, "SERVICE", "ACTIVE", None)]
    anna.refused("/participants/{id}/hours", visit | {"enrolment": work, "starts_at": "14:00"}, "hours-after-exit")
    assert_read_back_word_for_word(anna)
    assert_rebuilt_to_the_same(front)


def test_a_child_of_the_day_room_has_two_guardians(front):
    child = begin(front, family_name="Zmyślony", given_name="Staś", birth_date="2016-05-02", sex="M")
    mother = child.click(
        "/participants/{id}/related-persons",
        {
            "relation": "PARENT",
            "since": "2026-01-05",
            "family_name": "Zmyślona",
            "given_name": "Ida",
            "pesel": "85031412323",
            "phone": "600 100 200",
        },
    )
    guardian = child.click(
        "/participants/{id}/related-persons",
        {"relation": "GUARDIAN", "since": "2026-02-01", "family_name": "Zmyślony", "given_name": "Jan"},
    )
    may_collect = {"relation": "MAY_COLLECT", "since": "2026-02-01", "family_name": "Babcia", "given_name": "Zofia"}
    grandmother = child.click("/participants/{id}/related-persons", may_collect)
    asked = {"kind": "SERVICE", "source": "SCHOOL", "referred_on": "2026-01-06"}
    child.refused("/participants/{id}/referrals", asked | {"signed_by": guardian}, "not-a-signatory")
    child.refused("/participants/{id}/referrals", asked | {"signed_by": grandmother}, "not-a-signatory")
    child.click("/participants/{id}/referrals", asked | {"signed_by": mother})
    consent = {"kind": "EXCURSIONS", "given_on": "2026-02-02", "signed_by": guardian, "document_number": "Z/2/2026"}
    consented = child.click("/participants/{id}/consents", consent)
    child.click(
        "/participants/{id}/information-clauses", {"clause": "RODO-2026", "given_on": "2026-01-06", "signed_by": mother}
    )
    place = child.click("/participants/{id}/enrolments", {"programme": "SWIETLICA-PLUS", "enrolled_on": "2026-03-02"})
    present = {"enrolment": place, "day": "2026-03-03", "minutes": 180, "starts_at": "15:00", "direction": "ATTENDED"}
    child.click("/participants/{id}/hours", present)
    child.click(f"/participants/{{id}}/consents/{consented}/withdrawal", {"withdrawn_on": "2026-05-04"}, changes=True)

    assert [(r["relation"], r["given_name"]) for r in child.card["related"]] == [
        ("PARENT", "Ida"),
        ("GUARDIAN", "Jan"),
        ("MAY_COLLECT", "Zofia"),
    ]
    assert child.card["consents"][0]["withdrawn_on"] == "2026-05-04"
    assert len(child.desk.get("/participants")["items"]) == 1, "guardians are in no count of participants"
    assert_read_back_word_for_word(child)
    assert_rebuilt_to_the_same(front)


def test_two_carers_of_one_person_share_the_quota(front):
    def carer(given_name):
        story = begin(front, desk, given_name=given_name)
        story.refused(
            "/participants/{id}/enrolments", {"programme": "OPIEKA-WYTCHNIENIOWA", "enrolled_on": "2026-02-02"}, needed
        )
        story.click("/participants/{id}/referrals", {"kind": "SERVICE", "source": "SELF", "referred_on": "2026-02-01"})
        return story

    desk, needed = front.desk(Role.COORDINATOR), "no-open-episode"
    respite = {"programme": "OPIEKA-WYTCHNIENIOWA", "enrolled_on": "2026-02-02"}
    cared_for = {"relation": "CARED_FOR", "since": "2026-02-01", "family_name": "Zmyślona", "given_name": "Helena"}
    mother, father = carer("Irena"), carer("Zygmunt")
    mother.refused("/participants/{id}/enrolments", respite, "carer-without-cared-for")
    link = mother.click("/participants/{id}/related-persons", cared_for | {"pesel": "44051401458"})
    other = father.click("/participants/{id}/related-persons", cared_for | {"pesel": "44051401458"})
    mother.click("/participants/{id}/enrolments", respite | {"cared_for": link})
    father.click("/participants/{id}/enrolments", respite | {"cared_for": other})

    [hers], [his] = mother.card["related"], father.card["related"]
    assert hers["person"] == his["person"] not in {mother.id, father.id}
    quotas = {story.card["enrolments"][0]["quota_of"] for story in (mother, father)}
    assert quotas == {hers["person"]}
    assert_read_back_word_for_word(mother)
    assert_rebuilt_to_the_same(front)


def test_an_exit_was_a_mistake(front):
    anna = begin(front)
    episode = anna.click("/participants/{id}/referrals", REFERRED)
    anna.click("/participants/{id}/contracts", CONTRACT)
    place = anna.click("/participants/{id}/enrolments", {"programme": "PSU", "enrolled_on": "2026-01-08"})
    before = (states(anna), anna.card["enrolments"])
    left = anna.click(
        "/participants/{id}/exits",
        {"episode": episode, "kind": "LOST_CONTACT", "exited_on": "2026-03-31", "reason": "nie odbiera telefonu"},
        changes=True,
    )
    worked = {"enrolment": place, "day": "2026-04-01", "minutes": 60, "direction": "WORKED"}
    anna.refused("/participants/{id}/hours", worked, "hours-after-exit")
    wrong = {"reason": "była w szpitalu, wróciła"}
    anna.click(f"/participants/{{id}}/exits/{left}/void", wrong, changes=True)

    assert (states(anna), anna.card["enrolments"]) == before
    anna.click("/participants/{id}/hours", worked)
    anna.refused(f"/participants/{{id}}/exits/{left}/void", wrong, "entry-voided-already", changes=True)
    assert "exited" in anna.topics()
    assert anna.topics()[-2:] == ["exit-voided", "hours-recorded"]
    assert_read_back_word_for_word(anna)
    assert_rebuilt_to_the_same(front)


def test_a_job_is_learnt_of_five_months_later(front):
    anna = begin(front)
    episode = anna.click("/participants/{id}/referrals", REFERRED)
    anna.click("/participants/{id}/contracts", CONTRACT)
    anna.click("/participants/{id}/enrolments", {"programme": "PSU", "enrolled_on": "2026-01-08"})
    anna.click(
        "/participants/{id}/exits", {"episode": episode, "kind": "COMPLETED", "exited_on": "2026-05-29"}, changes=True
    )
    anna.click("/participants/{id}/consents", {"kind": "CONTACT_AFTER_EXIT", "given_on": "2026-05-29"})
    asked = {"episode": episode, "point": "WEEKS_4", "channel": "PHONE"}
    front.clock.advance(days=29)
    anna.click("/participants/{id}/follow-ups/attempts", asked | {"asked_on": "2026-06-26", "result": "NO_CONTACT"})
    front.clock.advance(days=150)
    job = anna.click(
        "/participants/{id}/employments",
        {
            "form": "EMPLOYMENT_CONTRACT",
            "employer": "Piekarnia Zmyślona",
            "employer_kind": "COMPANY",
            "agreed_until": "2027-06-30",
            "fte_hundredths": 75,
            "monthly_grosze": 360000,
            "evidence": "DOCUMENT",
            "started_on": "2026-06-22",
        },
    )
    answered = {"asked_on": "2026-11-26", "as_of": "2026-11-26", "situation": "WORKS", "evidence": "DOCUMENT"}
    anna.click("/participants/{id}/follow-ups/answers", asked | answered | {"point": "MONTHS_6"})
    overlapping = {"form": "CIVIL_CONTRACT", "evidence": "DECLARATION", "started_on": "2026-10-01"}
    anna.click("/participants/{id}/employments", overlapping)

    fact = next(fact for fact in anna.history if fact["version"] == job)
    assert (fact["occurred_on"], fact["recorded_at"][:10]) == ("2026-06-22", "2026-11-27")
    assert [(e["started_on"], e["monthly_grosze"]) for e in anna.card["employments"]] == [
        ("2026-06-22", 360000),
        ("2026-10-01", None),
    ]
    assert_read_back_word_for_word(anna)
    assert_rebuilt_to_the_same(front)


def test_a_contract_is_signed_late_and_goes_on_by_an_annex(front):
    anna = begin(front)
    episode = anna.click("/participants/{id}/referrals", REFERRED)
    found = {"episode": episode, "found_on": "2026-01-06", "override": "papiery w drodze"}
    anna.click("/participants/{id}/eligibility/confirmations", found)
    agreed = {"episode": episode, "until": "2026-06-30", "agreed_on": "2026-01-06"}
    anna.click("/participants/{id}/agreed-periods", agreed)
    late = CONTRACT | {"signed_on": "2026-02-02", "valid_until": "2026-03-31"}
    contract = anna.click("/participants/{id}/contracts", late)
    enrolment = {"programme": "AKTYWIZACJA", "enrolled_on": "2026-02-01"}
    problem = anna.refused("/participants/{id}/enrolments", enrolment, "no-contract-in-force")
    assert "02.02.2026–31.03.2026" in problem["detail"], "cover counts from the later of signed and valid from"
    place = anna.click("/participants/{id}/enrolments", enrolment | {"enrolled_on": "2026-02-02"})
    april = {"enrolment": place, "day": "2026-04-01", "minutes": 60, "direction": "ATTENDED"}
    anna.refused("/participants/{id}/hours", april, "no-contract-in-force")
    annex = {"signed_on": "2026-03-30", "valid_until": "2026-05-31", "changes": "przedłużenie o dwa miesiące"}
    anna.click(f"/participants/{{id}}/contracts/{contract}/amendments", annex, changes=True)
    anna.click("/participants/{id}/hours", april)
    judged = {"evaluated_on": "2026-05-29", "result": "ACHIEVED", "note": "wszystkie działania zrealizowane"}
    paper = {"issued_on": "2026-05-30", "number": "ZAŚ/1/2026"}
    anna.refused(f"/participants/{{id}}/contracts/{contract}/certificates", paper, "not-completed")
    anna.click(f"/participants/{{id}}/contracts/{contract}/evaluations", judged)
    anna.click(f"/participants/{{id}}/contracts/{contract}/certificates", paper)
    later = {"episode": episode, "until": "2026-07-31", "agreed_on": "2026-05-29", "reason": "kurs do lipca"}
    anna.click("/participants/{id}/agreed-periods/changes", later, changes=True)

    [shown] = anna.card["contracts"]
    assert (shown["signed_on"], shown["valid_until"]) == ("2026-02-02", "2026-05-31")
    assert anna.card["episodes"][0]["agreed_until"] == "2026-07-31"
    assert_read_back_word_for_word(anna)
    assert_rebuilt_to_the_same(front)


def test_a_death_ends_everything_that_is_open_and_a_mistaken_one_ends_nothing(front):
    anna = begin(front)
    club = anna.click("/participants/{id}/referrals", REFERRED)
    service = anna.click(
        "/participants/{id}/referrals", {"kind": "SERVICE", "source": "SELF", "referred_on": "2026-01-06"}
    )
    anna.click("/participants/{id}/contracts", CONTRACT)
    anna.click("/participants/{id}/enrolments", {"programme": "AKTYWIZACJA", "enrolled_on": "2026-01-08"})
    anna.click("/participants/{id}/enrolments", {"programme": "AOON", "enrolled_on": "2026-01-09"})
    before = (states(anna), anna.card["enrolments"])
    mistaken = anna.click("/participants/{id}/death", {"died_on": "2026-03-01", "source": "telefon"}, changes=True)
    anna.click(f"/participants/{{id}}/entries/{mistaken}/void", {"reason": "pomylono osoby"}, changes=True)
    assert (states(anna), anna.card["enrolments"]) == before
    anna.click("/participants/{id}/death", {"died_on": "2026-05-10", "source": "akt zgonu"}, changes=True)

    assert states(anna) == [(club, "KIS", "EXITED", "2026-05-10"), (service, "SERVICE", "EXITED", "2026-05-10")]
    assert {e["exit_kind"] for e in anna.card["episodes"]} == {"DEATH"}
    assert {e["ended_on"] for e in anna.card["enrolments"]} == {"2026-05-10"}
    anna.refused(
        "/participants/{id}/contact-notes", {"on": "2026-05-11", "channel": "PHONE", "note": "?"}, "after-death"
    )
    anna.click(
        "/participants/{id}/case-closings",
        {"episode": club, "closed_on": "2026-05-20", "retention_class": "B5"},
        changes=True,
    )
    assert states(anna)[0][2] == "CLOSED"
    assert_read_back_word_for_word(anna)
    assert_rebuilt_to_the_same(front)
