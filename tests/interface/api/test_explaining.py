"""What a person may enrol in, over HTTP: yes, or the sentence, the article and what is missing; and one more group."""

import pytest

from domain.eligibility import GROUPS, EvidenceKind
from domain.eligibility.answers import met
from domain.eligibility.groups import GroupRule, Wording
from domain.programmes import PROGRAMMES
from domain.vocabulary import Role
from tests.asgi import API, contract, live, open_front, seen

HERE = {"since": "2026-05-04", "residence": "LIVES_HERE", "town": "Zmyślonów"}
ENTERED = ("registerParticipant", "receiveReferral", "establishGroup", "changeResidence", "declareBenefits")
SAID = {"changeResidence": HERE}
ON = "2026-05-05"


@pytest.fixture(name="desk")
def _desk(tmp_path):
    with open_front(tmp_path) as front:
        yield front.desk(Role.COORDINATOR)


def explained(desk, life, on=ON, programme=None):
    only = "" if programme is None else f"&programme={programme}"
    return desk.get(f"/participants/{life.id}/eligibility?on={on}{only}")


def test_every_programme_of_the_catalogue_is_answered_on_the_day_today_unless_said(desk):
    life = live(desk, ENTERED, SAID)
    said = explained(desk, life)
    assert [line["programme"] for line in said["programmes"]] == list(PROGRAMMES)
    assert (said["on"], said["version"]) == (ON, life.version)
    today = desk.get(f"/participants/{life.id}/eligibility")
    assert today["on"] == "2026-06-01"


def test_a_programme_says_yes_with_what_it_rests_on(desk):
    life = live(desk, ENTERED, SAID)
    [line] = explained(desk, life, programme="AKTYWIZACJA")["programmes"]
    assert (line["edition"], line["answer"], line["why_pl"]) == ("STALA", "MET", "Warunki są spełnione.")
    assert line["voluntary"] is True
    group = next(condition for condition in line["conditions"] if condition["rule"] == "GROUP@1")
    assert (group["answer"], group["missing_pl"], group["inputs"]) == ("MET", None, [3])
    assert group["law"] == "ustawa o zatrudnieniu socjalnym, art. 1"


def test_a_programme_says_no_with_the_sentence_the_article_and_what_would_be_right(desk):
    life = live(desk, ENTERED, SAID | {"changeResidence": HERE | {"residence": "ELSEWHERE"}})
    [line] = explained(desk, life, programme="AKTYWIZACJA")["programmes"]
    home = next(condition for condition in line["conditions"] if condition["rule"] == "RESIDENCE@1")
    assert (line["answer"], home["answer"]) == ("NOT_MET", "NOT_MET")
    assert home["why_pl"] == "Osoba mieszka poza gminą."
    assert home["missing_pl"].startswith("Klub jest dla mieszkańców gminy.")
    assert (home["law"], home["inputs"]) == ("regulamin klubu", [4])


def test_what_is_not_recorded_is_not_known_and_named(desk):
    life = live(desk, ENTERED[:2])
    [line] = explained(desk, life, programme="AOON")["programmes"]
    assert line["answer"] == "UNKNOWN"
    assert [condition["answer"] for condition in line["conditions"]] == ["UNKNOWN", "UNKNOWN"]
    assert all(condition["missing_pl"] for condition in line["conditions"])


def test_a_day_without_an_open_edition_says_so(desk):
    life = live(desk, ENTERED, SAID)
    [line] = explained(desk, life, "2024-12-31", "AOON")["programmes"]
    assert (line["edition"], line["answer"], line["conditions"]) == (None, "NOT_MET", [])
    assert line["why_pl"] == "Tego dnia program nie ma otwartej edycji."


def test_a_rule_that_nobody_checked_yet_is_marked_with_its_source(desk):
    stays = HERE | {"residence": "STAYS_HERE"}
    group = {"group": "HOMELESS", "evidence": "HOMELESSNESS_PROGRAMME"}
    life = live(desk, ENTERED, SAID | {"changeResidence": stays, "establishGroup": group})
    [line] = explained(desk, life, programme="AKTYWIZACJA")["programmes"]
    home = next(condition for condition in line["conditions"] if condition["rule"] == "RESIDENCE@1")
    [waiting] = home["to_confirm"]
    assert waiting["rule"].startswith("HOMELESS_WITHOUT_RESIDENCE@")
    assert "do potwierdzenia" in waiting["source"]
    assert waiting["law"] == "regulamin klubu"


def test_long_term_unemployment_is_proven_or_not_beside_the_group(desk):
    life = live(desk, ENTERED, SAID)
    said = explained(desk, life)
    assert [group["rule"] for group in said["groups"]] == ["UNEMPLOYED@1"]
    assert (said["long_term"]["rule"], said["long_term"]["answer"]) == ("UNEMPLOYED-LONG-TERM@1", "MET")


def test_enrolment_is_refused_by_the_same_answers_and_an_override_lets_it_through(desk):
    life = live(desk, (*ENTERED[:2], "signContract"))
    live(desk, ["changeResidence"], {"changeResidence": HERE | {"residence": "ELSEWHERE"}}, life)
    enrolment = contract().example("enrol") | {"programme": "AKTYWIZACJA", "agreement": None}
    answer = desk.ask("POST", f"{API}/participants/{life.id}/enrolments", enrolment)
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:kis:problem:not-entitled")
    assert [error["code"] for error in answer.json()["errors"]] == ["residence"]
    live(desk, ["confirmEligibility"], {"confirmEligibility": {"override": "powód zmyślony"}}, life)
    desk.post(f"/participants/{life.id}/enrolments", enrolment)


def test_whom_a_court_sends_to_a_service_is_not_there_of_their_own_will(desk):
    court = {"kind": "SERVICE", "source": "COURT", "referred_on": "2026-05-04"}
    life = live(desk, ENTERED[:2], {"receiveReferral": court})
    said = {line["programme"]: line["voluntary"] for line in explained(desk, life)["programmes"]}
    assert (said["SWIETLICA-PLUS"], said["AKTYWIZACJA"]) == (False, True)


@pytest.mark.parametrize(
    ("query", "status"),
    [("on=2026-13-01", 422), ("on=0001-01-01", 422), ("programme=NIEMA", 422), ("day=2026-05-05", 422)],
)
def test_a_question_that_cannot_be_answered_is_refused(desk, query, status):
    life = live(desk, ENTERED[:1])
    answer = desk.ask("GET", f"{API}/participants/{life.id}/eligibility?{query}")
    assert answer.status_code == status


def test_a_stranger_and_nobody_are_refused_alike(tmp_path):
    with open_front(tmp_path) as front:
        life = live(front.desk(Role.COORDINATOR), ENTERED[:1])
        other = front.desk(Role.CASEWORKER)
        answers = [other.ask("GET", f"{API}/participants/{id}/eligibility") for id in (life.id, str(other.user))]
        assert {answer.status_code for answer in answers} == {404}
        assert seen(answers[0]) == seen(answers[1])


LONELY = GroupRule(
    code="LONELY",
    pl="osoby samotne",
    en="lonely people",
    law="uchwała zmyślona, § 1",
    version=3,
    evidence=(EvidenceKind.INTERVIEW,),
    wordings=(Wording(text="samotni"),),
    precondition=lambda seen, day, _: met(("Tak.", "Yes."), *(held.item for held in seen.of_group("LONELY", day))),
)


def test_one_more_group_needs_its_rule_in_the_registry_and_nothing_else(desk, monkeypatch):
    monkeypatch.setitem(GROUPS, LONELY.code, LONELY)
    group = {"establishGroup": {"group": "LONELY", "evidence": "INTERVIEW"}}
    life = live(desk, ENTERED, SAID | group)

    card = desk.get(f"/participants/{life.id}")
    assert [line["group"] for line in card["groups"]] == ["LONELY"]
    told = desk.get(f"/participants/{life.id}/history")["items"][-3]
    assert told["pl"].startswith("Przynależność do grupy od 01.11.2024: osoby samotne (grupa główna)")
    assert told["en"].startswith("Member of a group from 2024-11-01: lonely people (primary group)")
    said = explained(desk, life, programme="AKTYWIZACJA")
    assert [(line["rule"], line["pl"], line["law"]) for line in said["groups"]] == [
        ("LONELY@3", "osoby samotne", "uchwała zmyślona, § 1")
    ]
    assert said["programmes"][0]["answer"] == "MET"
    live(desk, ["confirmEligibility"], {"confirmEligibility": {"override": None}}, life)
    assert "LONELY@3" in desk.get(f"/participants/{life.id}")["verdicts"][0]["rules"]


def test_one_more_group_is_read_from_a_register_by_its_name(monkeypatch):
    from application.exchange.participants_words import group  # noqa: PLC0415

    monkeypatch.setitem(GROUPS, LONELY.code, LONELY)
    assert group("Samotni") == "LONELY"
