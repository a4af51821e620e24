"""A month or a year of an edition of assistance, respite care or a day-room, in numbers of people and of time.

People are those who had a place on some day of the period; in respite care those who are cared for, since the quota is
theirs and two carers share one. One person is one, however many records, enrolments or carers there are.
"""

from domain.edition_summary.people import AGES, DEGREES, PeopleRow, by_age, by_degree, total_of
from domain.edition_summary.presences import Presences, presences
from domain.edition_summary.quotas import Allowance, QuotaRow, allowance, quotas
from domain.edition_summary.subject import AgeGroup, DegreeGroup, Subject, age_group, degree_group, granted_between

__all__ = [
    "AGES",
    "DEGREES",
    "AgeGroup",
    "Allowance",
    "DegreeGroup",
    "PeopleRow",
    "Presences",
    "QuotaRow",
    "Subject",
    "age_group",
    "allowance",
    "by_age",
    "by_degree",
    "degree_group",
    "granted_between",
    "presences",
    "quotas",
    "total_of",
]
