"""What is said of the exports and methods is what the code does."""

import pytest

from tests.shown_pages import ROOT, pages

PAGES = pages()


@pytest.mark.parametrize("path", PAGES)
def test_the_page_is_current(path):
    assert (ROOT / path).read_text(encoding="utf-8") == PAGES[path], "run make shown"


def test_both_methods_pages_have_the_same_sections():
    polish, english = (
        [line for line in PAGES[path].splitlines() if line.startswith("## ")]
        for path in ("docs/metody.md", "docs/methods.md")
    )
    assert len(polish) == len(english)
