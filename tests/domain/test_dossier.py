"""What a dossier may be asked for, on both sides of every limit."""

import pytest

from domain.dossier import (
    LARGEST,
    DossierTooLarge,
    ExtendsLaterLog,
    NothingInPeriod,
    NotYetRecorded,
    refuse_empty_period,
    refuse_extending_later_log,
    refuse_large_dossier,
    refuse_person_not_yet_recorded,
)


def test_somebody_of_whom_a_fact_stands_there_is_in_and_whoever_came_later_is_not():
    refuse_person_not_yet_recorded(1, 8)
    with pytest.raises(NotYetRecorded) as refused:
        refuse_person_not_yet_recorded(0, 8)
    assert refused.value.sentence("pl").endswith("Podaj position od 8.")


def test_a_period_with_one_position_is_one_and_one_with_none_is_not():
    refuse_empty_period(8, 8)
    with pytest.raises(NothingInPeriod):
        refuse_empty_period(9, 8)


def test_the_largest_dossier_is_made_and_one_more_fact_is_too_many():
    refuse_large_dossier(LARGEST)
    with pytest.raises(DossierTooLarge):
        refuse_large_dossier(LARGEST + 1)


def test_a_log_extends_itself_and_what_is_shorter():
    refuse_extending_later_log(None, 8)
    refuse_extending_later_log(8, 8)
    with pytest.raises(ExtendsLaterLog):
        refuse_extending_later_log(9, 8)
