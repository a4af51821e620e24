"""Definitions are dated, named objects that can be run again."""

from datetime import date

import pytest

from domain.durability.definition import (
    DEFAULT,
    DURABILITY_RULES,
    EMPLOYEES,
    NO_GAP,
    ON_PAPER,
    NoSuchDefinition,
    durability_rule,
)
from domain.vocabulary import EvidenceGrade, LegalForm


def test_every_definition_is_found_by_its_code_and_version():
    assert all(durability_rule(name) is rule for name, rule in DURABILITY_RULES.items())
    assert durability_rule("LASTING-WORK@1") is DEFAULT
    assert {NO_GAP.name, ON_PAPER.name} <= set(DURABILITY_RULES)


@pytest.mark.parametrize("name", ["", "LASTING-WORK", "LASTING-WORK@2", "lasting-work@1"])
def test_a_definition_that_nobody_wrote_is_refused_with_those_there_are(name: str):
    with pytest.raises(NoSuchDefinition) as refused:
        durability_rule(name)
    assert refused.value.pointer == "/definition"
    for language in ("pl", "en"):
        assert "LASTING-WORK@1, NO-GAP@1" in refused.value.sentence(language)


def test_every_definition_says_from_when_it_is_used_where_it_comes_from_and_in_two_languages():
    for rule in DURABILITY_RULES.values():
        assert rule.valid_from <= date(2026, 12, 31)
        assert rule.pl
        assert rule.en
        assert rule.source


def test_the_numbers_of_the_default_are_as_decided():
    """A change of one of them is another version: old figures keep theirs."""
    numbers = DEFAULT.gap_days, DEFAULT.between_days, DEFAULT.answer_days, DEFAULT.least_evidence, DEFAULT.which_exit
    assert numbers == (30, 184, 30, EvidenceGrade.NONE, "FIRST")
    assert not DEFAULT.confirmed


def test_the_legal_form_decides_and_no_definition_counts_what_is_no_employment():
    assert set(DEFAULT.forms) == set(LegalForm)
    assert LegalForm.CIVIL_CONTRACT not in EMPLOYEES.forms
    assert LegalForm.SUBSIDISED_EMPLOYMENT in EMPLOYEES.forms
    assert not {"INTERNSHIP", "SOCIALLY_USEFUL_WORK"} & {form.value for form in LegalForm}
