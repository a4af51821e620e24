"""Whose hours fill whose quota, and who takes part under which agreement: read from the enrolments, ended or not."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from application.enrolment import EndEnrolment, Enrol
from application.participation import VoidEntry
from application.referral import ReceiveReferral
from application.related_persons import LinkRelatedPerson
from domain.vocabulary import EpisodeKind, ReferralSource, Relation
from tests.club import ask, enrolled, registered
from tests.interface.api.things import agreement

REFERRED, DAY = date(2026, 2, 2), date(2026, 2, 3)
RESPITE = "OPIEKA-WYTCHNIENIOWA"


def carer(house, cared_for, edition="2026"):
    """Bring a carer of somebody to an enrolment in respite care."""
    person = registered(house)
    referral: dict[str, Any] = {
        "kind": EpisodeKind.SERVICE,
        "source": ReferralSource.SELF,
        "referred_on": REFERRED,
        "note": None,
    }
    ask(house, ReceiveReferral(participant_id=person, **referral))
    said: dict[str, Any] = {"relation": Relation.CARED_FOR, "since": REFERRED, "person": cared_for}
    said |= dict.fromkeys(("family_name", "given_name", "pesel", "phone", "note"))
    link = ask(house, LinkRelatedPerson(id=uuid4(), participant_id=person, **said)).item
    enrol = Enrol(participant_id=person, programme=RESPITE, edition=edition, enrolled_on=DAY, cared_for=link)
    return person, ask(house, enrol).item


def read(house, method, *asked):
    with house.store.snapshot():
        return getattr(house.indexes.places, method)(house.store.reading(), *asked)


def edition_of(house, programme, code="2026"):
    return next(one.id for one in read(house, "editions", programme) if one.code == code)


def end(house, person, item, day=DAY):
    ask(house, EndEnrolment(participant_id=person, enrolment=item, ended_on=day, reason=None))


def test_two_carers_of_one_person_fill_one_quota_whoever_has_left(house):
    served, other = registered(house), registered(house)
    mother, father, neighbour = carer(house, served), carer(house, served), carer(house, other)
    end(house, *mother)
    here = edition_of(house, RESPITE)
    assert read(house, "sharing", here, served) == sorted([mother, father])
    assert read(house, "sharing", here, other) == [neighbour]
    assert read(house, "sharing", here, mother[0]) == []
    assert read(house, "sharing", edition_of(house, RESPITE, "2025"), served) == []


def test_who_comes_back_fills_the_quota_in_both_enrolments(house):
    person, first = enrolled(house, "AOON")
    end(house, person, first)
    again = ask(house, Enrol(participant_id=person, programme="AOON", edition="2026", enrolled_on=DAY)).item
    assert read(house, "sharing", edition_of(house, "AOON"), person) == [(person, first), (person, again)]


def test_what_a_person_is_served_is_found_across_programmes_and_carers(house):
    person, own = enrolled(house, "AOON")
    cared_for = carer(house, person)
    assert read(house, "served", person) == sorted([(person, own), cared_for])
    assert read(house, "served", cared_for[0]) == []
    assert read(house, "served", uuid4()) == []


def test_an_enrolment_that_was_voided_fills_no_quota(house):
    person, item = enrolled(house, "AOON")
    ask(house, VoidEntry(participant_id=person, item=item, reason="pomyłka"))
    assert read(house, "served", person) == []


def test_who_takes_part_under_an_agreement_is_found_with_the_day_it_ended(house):
    agreement(house, number="PSU/1/2026")
    agreement(house, number="PSU/2/2026")
    places: list[tuple[UUID, int]] = []
    for number in ("PSU/1/2026", "PSU/1/2026", "PSU/2/2026", None):
        person, item = enrolled(house, "AKTYWIZACJA")
        end(house, person, item)
        enrol = Enrol(participant_id=person, programme="PSU", edition=None, enrolled_on=DAY, agreement=number)
        places.append((person, ask(house, enrol).item))
    end(house, *places[1])
    first = [(*places[0], None), (*places[1], DAY)]
    assert read(house, "under_agreement", "PSU/1/2026") == sorted(first)
    assert read(house, "under_agreement", "PSU/2/2026") == [(*places[2], None)]
    assert read(house, "under_agreement", "PSU/3/2026") == []
