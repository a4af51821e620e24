"""The statement as a caseworker and a coordinator make it: what was corrected, who looked, and that it was made."""

from datetime import date
from io import BytesIO
from uuid import UUID

import pytest
from pypdf import PdfReader

from application.caseworkers import AssignCaseworker
from application.providers import DeclareKinship
from application.waiting_list import PutOnWaitingList
from domain.providers import KinshipKind
from domain.vocabulary import Role
from tests.asgi import ANYBODY, API, SCRIPT, live, open_front
from tests.club import ask
from tests.interface.api.test_access_log import records
from tests.interface.api.things import edition, provider


@pytest.fixture(name="front", scope="module")
def _front(tmp_path_factory):
    with open_front(tmp_path_factory.mktemp("statement")) as front:
        yield front


@pytest.fixture(name="desk", scope="module")
def _desk(front):
    return front.desk(Role.COORDINATOR, name="Celina Próbna")


@pytest.fixture(name="life")
def _life(desk):
    life = live(desk, SCRIPT[:6], {"registerParticipant": ANYBODY | {"given_name": "Anna"}})
    right = {"given_name": "Hanna", "reason": "błąd przy przepisywaniu z dowodu"}
    desk.post(f"/participants/{life.id}/personal-data/corrections", right, if_match=life.version)
    return life


def told(desk, life):
    return desk.get(f"/participants/{life.id}/statement")


def test_it_says_who_what_from_whom_and_what_was_corrected_before_and_after(desk, life):
    said = told(desk, life)

    assert (said["id"], said["given_name"], said["made_on"]) == (life.id, "Hanna", "2026-06-01")
    assert (said["known_since"], said["title"]) == ("2026-06-01", "Co o Pani wiemy")
    assert said["sources"][:1] == ["powiatowy urząd pracy"]
    first = {detail["label"]: detail["value"] for detail in said["known"][0]["details"]}
    assert (first["Imię"], first["Data urodzenia"], first["Płeć"]) == ("Anna", "14.03.1985", "kobieta")
    hours, details = said["corrections"]
    assert (details["before"], details["after"]) == ("Imię: Anna", "Imię: Hanna")
    assert "2 godz." in hours["before"]
    assert "1 godz. 30 min" in hours["after"]
    assert {one["told_by"] for one in said["known"]} == {"koordynator"}


def test_it_says_when_in_which_role_and_what_for_people_looked_and_never_their_names(front, desk, life):
    ewa = front.desk(Role.CASEWORKER, name="Ewa Wścibska")
    ask(front.house, AssignCaseworker(participant_id=UUID(life.id), user=ewa.user))
    for path in ("", "", "/history"):
        ewa.get(f"/participants/{life.id}{path}")
    outsider = front.desk(Role.CASEWORKER)
    assert outsider.ask("GET", f"{API}/participants/{life.id}").status_code == 404

    said = told(desk, life)

    case_work = {"role": "pracownik KIS", "how": "podgląd", "purpose": "prowadzenie sprawy", "times": 3}
    assert said["consulted"] == [{"day": "2026-06-01", **case_work}]
    assert "Wścibska" not in str(said)
    assert "Próbna" not in str(said)
    again = told(ewa, life)["consulted"]
    answer = {"role": "koordynator", "how": "eksport", "purpose": "odpowiedź dla osoby, art. 15 RODO", "times": 1}
    assert again[1:] == [{"day": "2026-06-01", **answer}]


def test_what_is_stored_about_the_person_in_records_of_others_is_told_without_the_others(front, desk, life):
    house, person = front.house, UUID(life.id)
    of, kin = edition(house)[0], provider(house, family_name="Krewna-Zmyślona")
    ask(house, PutOnWaitingList(programme="AOON", edition_id=of, participant=person, since=date(2026, 5, 4)))
    since, kind = date(2026, 2, 2), KinshipKind.HOUSEHOLD
    ask(house, DeclareKinship(provider_id=kin, participant=person, kind=kind, since=since))

    elsewhere = told(desk, life)["elsewhere"]

    assert elsewhere == [
        "Na liście oczekujących od 04.05.2026.",
        "Więź z osobą, która świadczy usługi klubu: wspólne gospodarstwo domowe, od 02.02.2026.",
    ]


def test_it_is_made_by_who_leads_the_case_and_is_an_export_or_a_print_on_record(front, desk, life):
    ewa, path = front.desk(Role.CASEWORKER), f"{API}/participants/{life.id}/statement"
    assert ewa.ask("GET", path).status_code == 404
    ask(front.house, AssignCaseworker(participant_id=UUID(life.id), user=ewa.user))

    assert ewa.ask("GET", path).status_code == 200
    printed = ewa.ask("GET", f"{path}/document")

    export, paper = records(front.house.settings.database)[-2:]
    for record, subtype in ((export, "export"), (paper, "print")):
        assert (record["subtype"], record["purpose"], record["participants"]) == (subtype, "statement", [life.id])
        assert record["labels"] == ["identity", "notes", "special", "statistics"]
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(printed.content)).pages)
    for word in ("Co o Pani wiemy", "Hanna", "Imię: Anna", "odpowiedź dla osoby", "Skargę przyjmuje Prezes"):
        assert word in " ".join(text.split())
