"""Which services somebody had in the year: by the form of their hours, by an edition with one form, or none known."""

from datetime import date
from uuid import UUID

import pytest

from domain.annual_report.cells import Table, Use
from domain.annual_report.figures import figures
from domain.annual_report.placing import place
from domain.vocabulary import EpisodeKind
from tests.domain.annual_report.lives import LATER_FORMS, MANY_FORMS, NO_FORM, ONE_FORM, ground, key, kis, person

TABLES = (Table.SOCIAL, Table.VOCATIONAL, Table.NOT_ASSIGNED)


def had(one, *activities):
    """Return the services of somebody whose first enrolment had these forms."""
    first = one.stays[0].places[0].key
    used = {first: tuple(Use(activity=activity, key=key()) for activity in activities)}
    told = place(one, ground(one, used=used))
    return sorted((each.table, each.row) for each in told if each.table in TABLES)


def test_each_form_stands_in_social_or_in_vocational_reintegration():
    for activity in ("LEGAL_ADVICE", "SELF_HELP"):
        assert had(person(kis()), activity) == [(Table.SOCIAL, activity)]
    for activity in ("JOB_FINDING", "SOCIALLY_USEFUL_WORK", "PUBLIC_WORKS", "INTERNSHIP"):
        assert had(person(kis()), activity) == [(Table.VOCATIONAL, activity)]


def test_a_person_stands_in_every_category_they_had_and_the_rows_sum_to_more_than_people():
    one = person(kis())
    uses = tuple(Use(activity=activity, key=key()) for activity in ("LEGAL_ADVICE", "SELF_HELP", "JOB_FINDING"))
    told = {t.table: t for t in figures(ground(one, used={one.stays[0].places[0].key: uses})).tables}
    assert told[Table.SOCIAL].distinct.total == 1
    assert sum(row.people.total for row in told[Table.SOCIAL].rows) == 2
    assert told[Table.VOCATIONAL].distinct.total == 1
    assert told[Table.NOT_ASSIGNED].distinct.total == 0


@pytest.mark.parametrize(
    ("edition", "told"),
    [
        (ONE_FORM, (Table.VOCATIONAL, "SOCIALLY_USEFUL_WORK")),
        (MANY_FORMS, (Table.NOT_ASSIGNED, "NOT_ASSIGNED")),
        (NO_FORM, (Table.NOT_ASSIGNED, "NOT_ASSIGNED")),
        (UUID(int=99), (Table.NOT_ASSIGNED, "NOT_ASSIGNED")),
    ],
)
def test_an_edition_with_one_form_tells_it_and_one_with_several_or_none_does_not(edition, told):
    assert had(person(kis(edition=edition))) == [told]


def test_the_forms_of_an_edition_are_those_of_the_first_day_in_the_year():
    assert had(person(kis(date(2024, 2, 1), edition=LATER_FORMS))) == [(Table.SOCIAL, "LEGAL_ADVICE")]
    assert had(person(kis(date(2025, 1, 2), edition=LATER_FORMS))) == [(Table.NOT_ASSIGNED, "NOT_ASSIGNED")]


@pytest.mark.parametrize(("last", "has_it"), [(date(2024, 12, 31), False), (date(2025, 1, 1), True), (None, True)])
def test_an_enrolment_counts_by_its_edition_where_it_has_a_day_in_the_year(last, has_it):
    stay = kis(edition=ONE_FORM, places=[(date(2024, 2, 1), last)])
    assert had(person(stay)) == [
        (Table.VOCATIONAL, "SOCIALLY_USEFUL_WORK") if has_it else (Table.NOT_ASSIGNED, "NOT_ASSIGNED")
    ]


def test_the_fact_is_the_entry_that_names_the_form_or_the_enrolment_that_does():
    one = person(kis(edition=ONE_FORM))
    use = Use(activity="LEGAL_ADVICE", key=key())
    enrolment = one.stays[0].places[0].key
    told = {each.table: each.facts for each in place(one, ground(one, used={enrolment: (use,)}))}
    assert told[Table.SOCIAL] == (use.key,)
    assert told[Table.VOCATIONAL] == (enrolment,)
    assert Table.NOT_ASSIGNED not in told


def test_hours_of_a_service_are_in_no_category():
    assert had(person(kis(of=EpisodeKind.SERVICE)), "LEGAL_ADVICE") == []
