"""Which services somebody had in the year: by the form of their hours, by a programme that is one, or none known."""

from datetime import date

import pytest

from domain.annual_report.cells import Table, Use
from domain.annual_report.figures import figures
from domain.annual_report.placing import place
from domain.programmes import PROGRAMMES
from domain.vocabulary import EpisodeKind
from tests.domain.annual_report.lives import ground, key, kis, person

TABLES = (Table.SOCIAL, Table.VOCATIONAL, Table.NOT_ASSIGNED)
OF_KIS = [code for code, one in PROGRAMMES.items() if one.kind is EpisodeKind.KIS]


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


@pytest.mark.parametrize("programme", OF_KIS)
def test_only_socially_useful_work_is_a_form_by_its_programme(programme):
    of_programme = [(Table.VOCATIONAL, "SOCIALLY_USEFUL_WORK")] if programme == "PSU" else None
    assert had(person(kis(programme=programme))) == (of_programme or [(Table.NOT_ASSIGNED, "NOT_ASSIGNED")])


def test_an_enrolment_counts_by_its_programme_where_it_has_a_day_in_the_year():
    def of(last_of_psu):
        places = [(date(2024, 2, 1), last_of_psu), (date(2025, 2, 3), None)]
        return had(person(kis(places=places, programme="PSU")))

    other = kis(date(2024, 2, 1), programme="PSU", places=[(date(2024, 2, 1), date(2024, 12, 31))])
    assert of(None) == [(Table.VOCATIONAL, "SOCIALLY_USEFUL_WORK")]
    assert had(person(other)) == [(Table.NOT_ASSIGNED, "NOT_ASSIGNED")]
    on_the_first = kis(programme="PSU", places=[(date(2024, 2, 1), date(2025, 1, 1))])
    assert had(person(on_the_first)) == [(Table.VOCATIONAL, "SOCIALLY_USEFUL_WORK")]


def test_the_fact_is_the_entry_that_names_the_form_or_the_enrolment_that_does():
    one = person(kis(programme="PSU"))
    use = Use(activity="LEGAL_ADVICE", key=key())
    enrolment = one.stays[0].places[0].key
    told = {each.table: each.facts for each in place(one, ground(one, used={enrolment: (use,)}))}
    assert told[Table.SOCIAL] == (use.key,)
    assert told[Table.VOCATIONAL] == (enrolment,)
    assert Table.NOT_ASSIGNED not in told


def test_hours_of_a_service_are_in_no_category():
    assert had(person(kis(of=EpisodeKind.SERVICE)), "LEGAL_ADVICE") == []
