"""Whom the club may ask about a point: on a basis that held on its day, or that holds today."""

from datetime import date

import msgspec
import pytest

from domain.durability.cutting import Leaving
from domain.durability.definition import DEFAULT
from domain.durability.leaving import Watching
from domain.durability.person import ConsentToContact, Place, Stay
from domain.follow_up import FollowUpPoint
from domain.rules import Rule, RuleCode, Rules
from domain.vocabulary import EpisodeKind, ExitKind
from tests.clubs_left import AIMED, EDITIONS, a_person

LEFT_ON = date(2025, 1, 31)
TODAY = date(2025, 12, 1)
EDITION = next(iter(EDITIONS.values()))
WEEKS_4, MONTHS_3, MONTHS_6 = FollowUpPoint.WEEKS_4, FollowUpPoint.MONTHS_3, FollowUpPoint.MONTHS_6


def asked(consents=(), rules=AIMED):
    person = a_person(1)
    place = Place(
        key=(person.id, 3), programme=EDITION.programme, edition=EDITION.edition, since=date(2025, 1, 1), until=LEFT_ON
    )
    stay = Stay(
        key=(person.id, 1),
        kind=EpisodeKind.KIS,
        referred_on=date(2025, 1, 1),
        began_on=date(2025, 1, 1),
        exited_on=LEFT_ON,
        exit_kind=ExitKind.COMPLETED,
        exit_key=(person.id, 4),
        places=(place,),
    )
    held = tuple(ConsentToContact(key=(person.id, 5), since=since, withdrawn_on=until) for since, until in consents)
    one = Leaving(person=msgspec.structs.replace(person, consents=held), stay=stay, exited_on=LEFT_ON, minutes=None)
    editions = {EDITION.edition: msgspec.structs.replace(EDITION, rules=rules)}
    found = Watching(DEFAULT, TODAY, editions).with_a_basis(one)
    return [point for point in FollowUpPoint if point in found]


@pytest.mark.parametrize(
    ("consents", "points"),
    [
        ([], []),
        ([(date(2025, 1, 1), date(2025, 4, 30))], [WEEKS_4]),
        ([(date(2025, 1, 1), date(2025, 5, 1))], [WEEKS_4, MONTHS_3]),
        ([(date(2025, 7, 31), date(2025, 8, 1))], [MONTHS_6]),
        ([(TODAY, None)], [*FollowUpPoint][:4]),
        ([(date(2025, 12, 2), None)], [FollowUpPoint.MONTHS_12]),
    ],
)
def test_consent_is_a_basis_for_the_points_on_whose_day_it_holds_and_today_for_all(consents, points):
    assert asked(consents) == points


def test_the_duty_of_an_esf_project_is_a_basis_for_the_four_weeks_alone():
    duty = Rule(
        item=2,
        code=RuleCode.CONTACT_BASIS,
        value=True,
        since=date(2025, 1, 1),
        law="zmyślone",
        confirmed=True,
        applies_to="ESF_4_WEEKS",
    )
    assert asked(rules=Rules(all=(*AIMED.all, duty))) == [WEEKS_4]
