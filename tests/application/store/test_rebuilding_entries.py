"""Numbers that people are found by, links of people and of records: what is rebuilt is what was written."""

from datetime import date
from uuid import uuid4

from application.duplicates import LinkDuplicate, UnlinkDuplicate
from application.personal_data import ChangeDetails, CorrectDetails
from application.related_persons import LinkRelatedPerson, UnlinkRelatedPerson
from domain.vocabulary import Relation
from tests.application.store.test_rebuilding import assert_served_is_what_is_rebuilt
from tests.club import a_club, ask, registered

UNSAID = dict.fromkeys(("family_name", "given_name", "sex", "pesel", "case_mark"))
MAY = date(2026, 5, 4)


def test_numbers_and_links_are_rebuilt_as_they_were_written(tmp_path):
    with a_club(tmp_path) as house:
        anna, other = registered(house, case_mark="KIS.1"), registered(house, case_mark="KIS.2")
        for mark in ("KIS.3", "KIS.1", "KIS.4"):
            said = UNSAID | {"case_mark": mark}
            ask(house, ChangeDetails(participant_id=anna, since=MAY, reason=None, **said))
        corrected = UNSAID | {"case_mark": "KIS.5"}
        ask(house, CorrectDetails(participant_id=anna, birth_date=None, reason="powód zmyślony", **corrected))
        guardian = {"family_name": "Zmyślony", "given_name": "Bogdan", "pesel": "44051401458", "phone": None}
        for person in (anna, other):
            step = LinkRelatedPerson(
                participant_id=person,
                id=uuid4(),
                relation=Relation.GUARDIAN,
                since=MAY,
                person=None,
                note=None,
                **guardian,
            )
            link = ask(house, step).item
        ask(house, UnlinkRelatedPerson(participant_id=other, link=link, until=MAY, reason=None))
        for _ in range(2):
            joined = ask(house, LinkDuplicate(participant_id=other, survivor=anna, reason="powód zmyślony")).item
            ask(house, UnlinkDuplicate(participant_id=other, link=joined, reason="powód zmyślony"))
        ask(house, LinkDuplicate(participant_id=other, survivor=anna, reason="powód zmyślony"))

        assert_served_is_what_is_rebuilt(house)
        with house.store.snapshot():
            db = house.store.reading()
            found = {n: house.indexes.identities.find(db, "case_mark", f"KIS.{n}") for n in range(1, 6)}
        assert found == {1: anna, 2: other, 3: anna, 4: None, 5: anna}
