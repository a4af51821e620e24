"""What is to be explained, found in a running club: from indexes, rule books and values opened for that."""

from datetime import date, time, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from application.agreements import AmendAgreement, SignAgreement
from application.eligibility import EndGroup, EstablishGroup, RecordDecision
from application.enrolment import Enrol
from application.flags import ExplainFlag, Finder
from application.hours import ApproveHours, CorrectHours, ReturnHours, VoidHours
from application.looking import Reader
from application.providers import DeclareKinship
from application.referral import ReceiveReferral
from application.related_persons import LinkRelatedPerson
from application.rules import SetRule
from domain.eligibility import DecisionKind, DisabilityDegree, EvidenceKind
from domain.flags import FlagKind, NothingToExplain
from domain.participant import Participant
from domain.providers import KinshipKind
from domain.rules import RuleCode, RuleScope, Unit, book_of
from domain.vocabulary import EpisodeKind, HoursDirection, ReferralSource, Relation
from tests.application.batches import booking
from tests.club import MONDAY, ask, enrolled, registered
from tests.interface.api.things import agreement, provider

DAY = timedelta(days=1)
ENROLLED = date(2026, 1, 7)
LAST = date(2026, 2, 28)
"""Of the edition of the day-room in which somebody was enrolled."""
NUMBER = "PSU/ZMYŚLONE/1"


def looking(house):
    return Reader(house.store.reading(), house.indexes, house.journal, house.sealer)


def of_person(house, id):
    with house.store.snapshot():
        eye = looking(house)
        return {flag.key: flag for flag in Finder(eye, house.today()).of_person(eye.known(Participant, id))}


def of_edition(house, programme, code="STALA"):
    with house.store.snapshot():
        eye = looking(house)
        [known] = [e.id for e in house.indexes.places.editions(eye.db, programme) if e.code == code]
        return [(found.participant, found.flag.key) for found in Finder(eye, house.today()).of_edition(known)]


def edition_of(house, programme, code="STALA"):
    editions = house.indexes.places.editions(house.store.writer, programme)
    return next(e.id for e in editions if e.code == code)


def keys(house, id, kind):
    return [key for key, flag in of_person(house, id).items() if flag.kind is kind]


def receive(house, place, day, minutes=60, at=time(8), **said):
    said = {"direction": HoursDirection.RECEIVED} | said
    return ask(house, booking(place, day=day, minutes=minutes, starts_at=at, **said)).item


def grant(house, person, since, until, minutes=6000, kind=DecisionKind.GRANTED_HOURS, **said):
    parts = {"degree": None, "coupled": None, "number": None, "kept_at": None, "programme": None}
    decided = RecordDecision(
        participant_id=person,
        kind=kind,
        decided_on=since,
        valid_from=since,
        valid_until=until,
        granted_minutes=minutes,
        **(parts | said),
    )
    return ask(house, decided).item


def group(house, person, code, since=date(2026, 1, 6), until=None):
    command = EstablishGroup(
        participant_id=person,
        group=code,
        since=since,
        primary=True,
        evidence=EvidenceKind.LABOUR_OFFICE_CERTIFICATE,
        evidence_number=None,
        evidence_issued_on=None,
        evidence_valid_until=until,
        evidence_kept_at=None,
    )
    return ask(house, command).item


def set_rule(house, scope, owner, rule, value, **said):
    parts: dict[str, Any] = {
        "unit": None,
        "applies_to": None,
        "since": date(2026, 1, 1),
        "until": None,
        "law": "art. 1",
    }
    parts |= {"source": "zmyślone", "confirmed": True, "scope": scope, "owner": owner}
    ask(house, SetRule(rule=rule, value=value, **(parts | said)))


def test_an_entry_over_a_limit_is_found_with_its_reason_and_no_more_when_it_is_corrected(house):
    place = enrolled(house, "AOON")
    grant(house, place[0], ENROLLED, None, 60)
    item = receive(house, place, MONDAY - DAY, 90, override="naprawdę tak było")
    assert keys(house, place[0], FlagKind.OVER_LIMIT) == [f"OVER_LIMIT:{item}"]
    assert keys(house, place[0], FlagKind.OVER_LIMIT_NOW) == []
    corrected = CorrectHours(participant_id=place[0], entry=item, minutes=60, starts_at=time(8), reason="pomyłka")
    ask(house, corrected)
    assert keys(house, place[0], FlagKind.OVER_LIMIT) == []


@pytest.mark.parametrize(("minutes", "found"), [(90, 0), (89, 1)])
def test_a_grant_that_came_later_and_is_smaller_than_what_stands_is_found(house, minutes, found):
    place = enrolled(house, "AOON")
    item = receive(house, place, MONDAY - DAY, 90)
    decided = grant(house, place[0], ENROLLED, None, minutes)
    flagged = keys(house, place[0], FlagKind.OVER_LIMIT_NOW)
    assert flagged == [f"OVER_LIMIT_NOW:{item}:NEEDS_GRANT:2026-01-07"][:found]
    assert decided


def under_agreement(house, signed_on=date(2025, 5, 20)):
    said: dict[str, Any] = {"persons": None, "minutes": None, "minutes_monthly_each": 600, "note": None}
    command = SignAgreement(
        id=uuid4(), number=NUMBER, signed_on=signed_on, valid_from=signed_on, valid_until=date(2026, 12, 31), **said
    )
    id = UUID(ask(house, command).id)
    person, _ = enrolled(house, "AKTYWIZACJA")
    enrol = Enrol(participant_id=person, programme="PSU", edition=None, enrolled_on=ENROLLED, agreement=NUMBER)
    return id, (person, ask(house, enrol).item)


def test_an_annex_that_lowers_the_hours_of_a_month_finds_what_was_recorded_before(house):
    id, place = under_agreement(house)
    item = ask(house, booking(place, minutes=120)).item
    assert keys(house, place[0], FlagKind.OVER_LIMIT_NOW) == []
    annex = AmendAgreement(
        agreement_id=id,
        signed_on=MONDAY,
        valid_until=date(2026, 12, 31),
        persons=None,
        minutes=None,
        minutes_monthly_each=119,
        reason="mniej godzin",
    )
    ask(house, annex)
    found = keys(house, place[0], FlagKind.OVER_LIMIT_NOW)
    assert found == [f"OVER_LIMIT_NOW:{item}:NEEDS_AGREEMENT:2026-02-01"]
    assert (place[0], found[0]) in of_edition(house, "PSU")


def test_an_agreement_under_the_new_law_has_no_rules_and_one_under_the_old_law_has(house):
    _, place = under_agreement(house)
    assert keys(house, place[0], FlagKind.RULES_NOT_SET) == []
    assert keys(house, place[0], FlagKind.NO_AGREEMENT) == []
    new = agreement(house, number="PSU/ZMYŚLONE/2")
    person, _ = enrolled(house, "AKTYWIZACJA")
    enrol = Enrol(
        participant_id=person,
        programme="PSU",
        edition=None,
        enrolled_on=date(2026, 2, 3),
        agreement="PSU/ZMYŚLONE/2",
    )
    item = ask(house, enrol).item
    assert keys(house, person, FlagKind.RULES_NOT_SET) == [f"RULES_NOT_SET:{item}"]
    assert new


@pytest.mark.parametrize(("most", "found"), [(200, 0), (199, 1)])
def test_two_carers_who_share_a_quota_both_have_it_to_explain(house, most, found):
    respite, cared_for = edition_of(house, "OPIEKA-WYTCHNIENIOWA", "2026"), registered(house)
    severe = {"degree": DisabilityDegree.SEVERE, "coupled": False}
    set_rule(house, RuleScope.EDITION, respite, RuleCode.LIMIT_YEAR, most, unit=Unit.MINUTES, applies_to="SEVERE")
    places = []
    for _ in range(2):
        carer = registered(house)
        said: dict[str, Any] = {"source": ReferralSource.SELF, "referred_on": date(2026, 1, 5), "note": None}
        ask(house, ReceiveReferral(participant_id=carer, kind=EpisodeKind.SERVICE, **said))
        names = dict.fromkeys(("family_name", "given_name", "pesel", "phone", "note"))
        linked = LinkRelatedPerson(
            participant_id=carer,
            id=uuid4(),
            relation=Relation.CARED_FOR,
            since=date(2026, 1, 5),
            person=cared_for,
            **names,
        )
        link = ask(house, linked).item
        enrol = Enrol(
            participant_id=carer,
            programme="OPIEKA-WYTCHNIENIOWA",
            edition=None,
            enrolled_on=ENROLLED,
            cared_for=link,
        )
        places.append((carer, ask(house, enrol).item))
    for place, day in zip(places, (MONDAY - DAY, MONDAY - 2 * DAY), strict=True):
        receive(house, place, day, 100)
    for place in places:
        grant(house, place[0], ENROLLED, None, None, DecisionKind.DISABILITY_DEGREE, **severe)
        assert len(keys(house, place[0], FlagKind.OVER_LIMIT_NOW)) == found
    flagged = [who for who, key in of_edition(house, "OPIEKA-WYTCHNIENIOWA", "2026") if "OVER_LIMIT_NOW" in key]
    assert sorted(flagged) == sorted(place[0] for place in places)[: 2 * found]


def test_assistance_without_granted_hours_or_with_a_grant_that_ended_is_found(house):
    place = enrolled(house, "AOON")
    assert keys(house, place[0], FlagKind.NO_GRANT) == [f"NO_GRANT:{place[1]}"]
    grant(house, place[0], ENROLLED, None, programme="OPIEKA-WYTCHNIENIOWA")
    assert keys(house, place[0], FlagKind.NO_GRANT) == [f"NO_GRANT:{place[1]}"]
    ended = grant(house, place[0], ENROLLED, MONDAY - DAY)
    assert keys(house, place[0], FlagKind.NO_GRANT) == []
    assert keys(house, place[0], FlagKind.DECISION_EXPIRED) == [f"DECISION_EXPIRED:{ended}"]


def test_a_decision_of_disability_that_ended_is_found_and_so_are_the_hours_after_it(house):
    place = enrolled(house, "AOON")
    said = {"degree": DisabilityDegree.SEVERE, "coupled": False}
    pension = grant(house, place[0], ENROLLED, MONDAY - 3 * DAY, None, DecisionKind.PENSION)
    ended = grant(house, place[0], ENROLLED, MONDAY - 3 * DAY, None, DecisionKind.DISABILITY_DEGREE, **said)
    assert keys(house, place[0], FlagKind.DECISION_EXPIRED) == [f"DECISION_EXPIRED:{ended}"]
    receive(house, place, MONDAY - 3 * DAY)
    assert keys(house, place[0], FlagKind.HOURS_AFTER_STATUS_LOST) == []
    receive(house, place, MONDAY - 2 * DAY)
    assert keys(house, place[0], FlagKind.HOURS_AFTER_STATUS_LOST) == [f"HOURS_AFTER_STATUS_LOST:{ended}"]
    assert pension


def test_in_the_club_no_decision_of_disability_is_asked_for(house):
    place = enrolled(house, "AKTYWIZACJA")
    grant(house, place[0], ENROLLED, MONDAY - DAY, None, DecisionKind.DISABILITY_DEGREE)
    assert keys(house, place[0], FlagKind.DECISION_EXPIRED) == []


def test_hours_after_the_group_ended_or_its_paper_expired_are_found(house):
    place = enrolled(house, "AKTYWIZACJA")
    held = group(house, place[0], "HOMELESS")
    ask(house, booking(place, day=MONDAY - DAY, direction=HoursDirection.ATTENDED))
    assert keys(house, place[0], FlagKind.HOURS_AFTER_STATUS_LOST) == []
    ask(house, EndGroup(participant_id=place[0], membership=held, ended_on=MONDAY - 2 * DAY, reason=None))
    assert keys(house, place[0], FlagKind.HOURS_AFTER_STATUS_LOST) == [f"HOURS_AFTER_STATUS_LOST:{held}"]
    other = group(house, place[0], "ALCOHOL", until=MONDAY - DAY)
    assert keys(house, place[0], FlagKind.HOURS_AFTER_STATUS_LOST) == []
    ask(house, booking(place, day=MONDAY, direction=HoursDirection.ATTENDED))
    assert keys(house, place[0], FlagKind.HOURS_AFTER_STATUS_LOST) == [f"HOURS_AFTER_STATUS_LOST:{other}"]


@pytest.mark.parametrize(("born_on", "found"), [(LAST + DAY, 0), (LAST, 1)])
def test_hours_of_a_child_from_the_birthday_that_ends_the_age_limit_are_found(house, born_on, found):
    birth = date(born_on.year - 16, born_on.month, born_on.day)
    place = enrolled(house, "SWIETLICA-PLUS", birth_date=birth)
    ask(house, booking(place, day=LAST, minutes=0, starts_at=None, direction=HoursDirection.ATTENDED))
    assert len(keys(house, place[0], FlagKind.HOURS_AFTER_STATUS_LOST)) == found


def test_an_unemployed_person_of_whom_no_paper_proves_long_term_is_found(house):
    place = enrolled(house, "AKTYWIZACJA")
    assert keys(house, place[0], FlagKind.LONG_TERM_NOT_PROVEN) == []
    held = group(house, place[0], "UNEMPLOYED")
    assert keys(house, place[0], FlagKind.LONG_TERM_NOT_PROVEN) == [f"LONG_TERM_NOT_PROVEN:{held}"]
    group(house, place[0], "UNEMPLOYED", since=date(2024, 11, 1), until=date(2026, 12, 31))
    assert keys(house, place[0], FlagKind.LONG_TERM_NOT_PROVEN) == []


def test_a_group_that_began_after_the_enrolment_is_not_asked_whether_it_is_long_term(house):
    place = enrolled(house, "AKTYWIZACJA")
    group(house, place[0], "UNEMPLOYED", since=ENROLLED + DAY)
    assert keys(house, place[0], FlagKind.LONG_TERM_NOT_PROVEN) == []


def test_a_provider_who_turns_out_to_be_kin_is_found_from_the_day_on_which_they_are(house):
    place, served = enrolled(house, "AOON"), provider(house)
    old, new = (receive(house, place, day, provider=served) for day in (MONDAY - 2 * DAY, MONDAY - DAY))
    assert keys(house, place[0], FlagKind.PROVIDER_TWICE) == []
    kin = DeclareKinship(provider_id=served, participant=place[0], kind=KinshipKind.HOUSEHOLD, since=MONDAY - DAY)
    ask(house, kin)
    assert keys(house, place[0], FlagKind.PROVIDER_TWICE) == [f"PROVIDER_TWICE:{new}"]
    assert old


def test_a_provider_who_serves_for_too_long_with_a_reason_is_found_with_both_people(house):
    places, served = [enrolled(house, "AOON") for _ in range(2)], provider(house)
    day = MONDAY - DAY
    items = [receive(house, places[0], day, 600, time(0), provider=served)]
    items.append(receive(house, places[1], day, 180, time(12), provider=served, override="nagła potrzeba"))
    for place, item in zip(places, items, strict=True):
        assert keys(house, place[0], FlagKind.PROVIDER_TWICE) == [f"PROVIDER_TWICE:{item}"]


def test_what_one_user_typed_on_one_day_counts_for_the_whole_edition(house):
    set_rule(house, RuleScope.CLUB, None, RuleCode.BATCH_ENTRIES, 3)
    one, other = (enrolled(house, "AKTYWIZACJA") for _ in range(2))
    said = {"direction": HoursDirection.ATTENDED}
    first = ask(house, booking(one, 1, **said)).item
    ask(house, booking(other, 1, **said))
    assert keys(house, one[0], FlagKind.BATCHED_ENTRIES) == []
    last = ask(house, booking(other, 40, **said)).item
    assert keys(house, one[0], FlagKind.BATCHED_ENTRIES) == [f"BATCHED_ENTRIES:{first}"]
    ask(house, VoidHours(participant_id=other[0], entry=last, reason="pomyłka"))
    assert keys(house, one[0], FlagKind.BATCHED_ENTRIES) == []


def test_one_hand_is_found_when_it_approves_and_gone_when_another_returns_it(house):
    place = enrolled(house, "AKTYWIZACJA")
    item = ask(house, booking(place, direction=HoursDirection.ATTENDED)).item
    ask(house, ApproveHours(participant_id=place[0], entries=(item,)))
    assert keys(house, place[0], FlagKind.SAME_HAND) == [f"SAME_HAND:{item}"]
    assert keys(house, place[0], FlagKind.NOT_APPROVED) == []
    ask(house, ReturnHours(participant_id=place[0], entries=(item,), reason="brak podpisu"))
    assert keys(house, place[0], FlagKind.SAME_HAND) == []
    assert keys(house, place[0], FlagKind.NOT_APPROVED) == [f"NOT_APPROVED:{place[1]}:2026-02"]


def test_an_entry_corrected_late_was_not_entered_late(house):
    place = enrolled(house, "AKTYWIZACJA")
    in_time = ask(house, booking(place, day=MONDAY, direction=HoursDirection.ATTENDED)).item
    late = ask(house, booking(place, day=MONDAY - 36 * DAY, direction=HoursDirection.ATTENDED)).item
    house.clock.advance(days=40)
    said: dict[str, Any] = {"participant_id": place[0], "starts_at": time(8), "minutes": 30, "reason": "pomyłka"}
    for item in (in_time, late):
        ask(house, CorrectHours(entry=item, **said))
    assert keys(house, place[0], FlagKind.LATE_ENTRY) == [f"LATE_ENTRY:{late}"]


def test_rules_to_be_confirmed_are_found_once_in_an_edition_with_hours_and_with_no_person(house):
    assert of_edition(house, "AOON", "2026") == []
    places = [enrolled(house, "AOON") for _ in range(2)]
    assert not [key for who, key in of_edition(house, "AOON", "2026") if who is None]
    for place in places:
        receive(house, place, MONDAY - DAY)
    with house.store.snapshot():
        found = Finder(looking(house), house.today()).of_edition(edition_of(house, "AOON", "2026"))
    [waiting] = [one for one in found if one.participant is None]
    assert waiting.flag.kind is FlagKind.VALUES_UNCONFIRMED
    assert waiting.book == book_of(edition_of(house, "AOON", "2026"))
    assert (waiting.flag.since, waiting.flag.until) == (MONDAY - DAY, MONDAY - DAY)
    assert all(flag.kind is not FlagKind.VALUES_UNCONFIRMED for flag in of_person(house, places[0][0]).values())


def test_an_edition_shows_its_own_people_and_of_their_contracts_those_that_it_rests_on(house):
    club, service = enrolled(house, "AKTYWIZACJA"), enrolled(house, "AOON")
    missing = [(club[0], f"CONTRACT_PART_MISSING:3:{part}") for part in ("I", "II")]
    assert [found for found in of_edition(house, "AKTYWIZACJA") if "CONTRACT" in found[1]] == missing
    assert {who for who, _ in of_edition(house, "AOON", "2026")} == {service[0]}
    assert not [key for _, key in of_edition(house, "AOON", "2026") if "CONTRACT" in key]
    assert keys(house, service[0], FlagKind.CONTRACT_PART_MISSING) == [key for _, key in missing]
    assert of_edition(house, "PSU") == []


def test_only_what_is_there_can_be_explained(house):
    place = enrolled(house, "AKTYWIZACJA")
    said: dict[str, Any] = {"participant_id": place[0], "explanation": "skan w drodze"}
    ask(house, ExplainFlag(flag="CONTRACT_PART_MISSING:3:I", **said))
    for key in ("CONTRACT_PART_MISSING:3:III", "CONTRACT_PART_MISSING:4:I", "LATE_ENTRY:3"):
        with pytest.raises(NothingToExplain):
            ask(house, ExplainFlag(flag=key, **said))
