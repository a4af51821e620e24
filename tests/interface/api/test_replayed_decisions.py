"""What a fact made of what stood before, what changed between two moments, and what a decision rested on."""

from datetime import date

import pytest

from application.eligibility import ConfirmEligibility, EstablishGroup
from application.employment import EndEmployment, StartEmployment
from application.hours import ApproveHours, CorrectHours, VoidHours
from application.participation import Exit, VoidEntry
from application.personal_data import CorrectDetails
from domain.eligibility import EvidenceKind
from domain.employment import EndReason
from domain.vocabulary import EvidenceGrade, ExitKind, LegalForm, Role
from tests.asgi import open_front
from tests.controls import an_auditor
from tests.told import Told, details


@pytest.fixture(name="front")
def _front(tmp_path):
    with open_front(tmp_path) as front:
        yield front


@pytest.fixture(name="desk")
def _desk(front):
    return front.desk(Role.COORDINATOR)


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
    auditor = an_auditor(front)
    assert entry_of(auditor, told, "personal-details-corrected")["reason"] == "[treść chroniona]"


def test_voiding_the_end_of_a_job_says_what_stands_again(front, desk):
    told = Told(front)
    said = {"employer": "Piekarnia Próbna", "fte_hundredths": None, "evidence": EvidenceGrade.NONE}
    job = told.tell(StartEmployment, form=LegalForm.CIVIL_CONTRACT, started_on=date(2026, 3, 2), **said)
    end = told.tell(
        EndEmployment, item=job, why=EndReason.BY_EMPLOYEE, evidence=EvidenceGrade.NONE, ended_on=date(2026, 4, 30)
    )
    assert set(changed(entry_of(desk, told, "employment-ended"))) == {
        ("employments", job, "ended_on", None, "2026-04-30"),
        ("employments", job, "why_ended", None, "BY_EMPLOYEE"),
        ("employments", job, "end_evidence", None, "NONE"),
    }
    assert entry_of(desk, told, "employment-ended")["evidence"] == {"evidence": "NONE"}
    told.tell(VoidEntry, item=end, reason="pomyłka")
    assert ("employments", job, "ended_on", "2026-04-30", None) in changed(entry_of(desk, told, "entry-voided"))
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
