"""docs/rules.md is current, names a file and a test for every rule, and claims neither."""

from domain.programmes import CLUB_RULES, PROGRAMMES
from domain.rules import RuleCode
from tests import rules_page
from tests.rules_page import AWAITED, PAGE, ROOT, SHOWN_ONLY, Row, chapters, page, refusals_by_law


def rows() -> list[Row]:
    """Return every row of the page."""
    return [row for _, found in chapters() for row in found]


def lacking() -> set[str]:
    """Return the codes of the rules without a file or a test."""
    return {row.code for row in rows() if row.file is None or row.test is None}


def test_the_page_of_rules_is_current():
    assert (ROOT / PAGE).read_text(encoding="utf-8") == page(), "run `make rules`"


def test_every_rule_has_a_file_that_keeps_it_and_a_test_that_shows_it_but_for_those_that_are_awaited():
    assert lacking() - AWAITED == set()


def test_what_has_both_is_awaited_no_longer():
    assert AWAITED - lacking() == set(), "take these off AWAITED, then run `make rules`"


def test_every_code_and_every_refusal_by_law_stands_on_the_page():
    told = {row.code for row in rows()}
    assert set(RuleCode) <= told
    assert {kind.code for kind in refusals_by_law()} <= told
    assert len(refusals_by_law()) > 10
    assert len(rows()) >= len(CLUB_RULES) + sum(len(programme.rules) for programme in PROGRAMMES.values())


def test_files_and_tests_that_are_named_are_there_and_are_not_the_books_themselves():
    for row in rows():
        for named in (row.file, row.test):
            assert named is None or (ROOT / named).is_file()
        if row.code in set(RuleCode) - SHOWN_ONLY and row.file is not None:
            assert not row.file.startswith(rules_page.THE_BOOKS_THEMSELVES)


def test_a_source_speaks_of_codes_names_and_texts_and_of_nothing_in_its_comments(tmp_path):
    planted = tmp_path / "planted.py"
    planted.write_text('x = RuleCode.AGE_FROM  # RuleCode.UNIT\ny = other("AGE_BELOW")\n', encoding="utf-8")
    said = rules_page.spoken(planted)
    assert {"RuleCode.AGE_FROM", "other", '"AGE_BELOW"'} <= said
    assert not {"RuleCode.UNIT", "RuleCode.AGE_BELOW"} & said


def test_a_registry_joins_by_one_line(monkeypatch):
    class Planted:
        code, pl, law = "COMBINED_FORMS", "zmyślona grupa", "ustawa zmyślona, art. 1"

    monkeypatch.setitem(rules_page.REGISTRIES, "domain/rules", {"COMBINED_FORMS": Planted()})
    told = "| `COMBINED_FORMS` | zmyślona grupa | ustawa zmyślona, art. 1 | stale | pewne | `domain/rules/kinds.py` |"
    assert told in page()
