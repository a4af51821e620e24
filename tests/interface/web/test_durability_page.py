"""The evaluator's page without a browser: what it says, to whom it speaks, and that it needs nothing from elsewhere."""

import re
from base64 import b64encode
from collections import Counter
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import msgspec
import pytest

from domain.durability.report import Group, Words
from interface.web import CONTENT_SECURITY_POLICY
from interface.web.durability import page
from tests.shown_reports import EMPTY, PUBLISHED, WAY, report, taken

VOID = {"meta", "br", "path", "rect"}
WITHHELD = Group(key="ALL", pl="wszyscy", en="everybody", figures=None, withheld=Words("za mało osób", "too few"))
PAGES = {
    "pl": page(taken(), "pl"),
    "en": page(taken(), "en"),
    "nobody": page(taken(whole=EMPTY, groups=()), "pl"),
    "withheld": page(taken(whole=WITHHELD, groups=()), "pl"),
    "way": page(msgspec.structs.replace(taken(), way=WAY), "pl"),
    "published": page(taken(published=PUBLISHED), "pl"),
}


class Page(HTMLParser):
    """A page as a list of elements, each with its attributes, the elements around it, and its text."""

    def __init__(self, text):
        super().__init__()
        self.elements: list[dict[str, Any]] = []
        self.open: list[dict[str, Any]] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        element = {"tag": tag, "attrs": dict(attrs), "around": [e["tag"] for e in self.open], "text": ""}
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        assert self.open.pop()["tag"] == tag
        self.handle_data(" " if tag in {"dt", "dd", "li"} else "")

    def handle_data(self, data):
        for element in self.open:
            element["text"] += data

    def all(self, *tags):
        return [element for element in self.elements if element["tag"] in tags]


@pytest.fixture(params=PAGES)
def shown(request):
    return Page(PAGES[request.param])


def test_there_is_one_first_heading_and_no_level_is_skipped(shown):
    levels = [int(element["tag"][1]) for element in shown.all("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_every_id_is_there_once_and_every_reference_has_its_target(shown):
    ids = Counter(e["attrs"]["id"] for e in shown.elements if "id" in e["attrs"])
    assert set(ids.values()) <= {1}
    named = [id for e in shown.elements for id in e["attrs"].get("aria-labelledby", "").split()]
    named += [e["attrs"]["href"].removeprefix("#") for e in shown.all("a")]
    assert set(named) <= set(ids)


def test_every_table_has_a_caption_and_every_head_says_what_it_is_the_head_of(shown):
    tables = shown.all("table")
    captions = [element for element in shown.all("caption") if element["text"].strip()]
    assert len(captions) == len(tables)
    assert all(element["attrs"].get("scope") in {"col", "row"} for element in shown.all("th"))


def test_every_drawing_that_is_no_sample_in_a_key_has_a_title_and_a_description(shown):
    for drawing in shown.all("svg"):
        attrs = drawing["attrs"]
        assert attrs.get("aria-hidden") == "true" or attrs["role"] == "img"
    titled = [element for element in shown.all("title") if "svg" in element["around"]]
    described = [element for element in shown.all("desc") if element["text"].strip()]
    drawings = [drawing for drawing in shown.all("svg") if "role" in drawing["attrs"]]
    assert len(drawings) == len(titled) == len(described)
    assert all(element["text"].strip() for element in titled)


def test_nothing_comes_from_elsewhere_and_nothing_runs(shown):
    assert shown.all("script", "link", "img", "iframe", "form", "object", "embed") == []
    for element in shown.elements:
        for name, value in element["attrs"].items():
            assert not name.startswith("on")
            assert name != "style"
            assert "//" not in (value or "")
        assert element["attrs"].get("tabindex", "0") == "0"


@pytest.mark.parametrize("text", PAGES.values(), ids=PAGES)
def test_the_policy_allows_the_one_style_and_nothing_else(text):
    [style] = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert CONTENT_SECURITY_POLICY.split("; ")[:2] == ["default-src 'none'", f"style-src 'sha256-{digest}'"]
    assert "url(" not in style
    assert "@import" not in style


def test_the_page_says_its_language():
    assert [Page(PAGES[name]).all("html")[0]["attrs"]["lang"] for name in ("pl", "en")] == ["pl", "en"]


def test_no_polish_word_is_left_on_the_english_page_outside_what_is_marked_polish():
    shown = Page(PAGES["en"])
    text = shown.all("main")[0]["text"].split("Definitions")[0]
    for element in shown.elements:
        if element["attrs"].get("lang") == "pl":
            text = text.replace(element["text"], "")
    names = {"Ścieżka", "Staż", "Społecznej"}
    assert {word for word in re.findall(r"\w+", text) if set(word.lower()) & set("ąćęłńśźż")} <= names


def test_the_first_heading_is_what_was_found_with_what_is_not_known():
    assert Page(PAGES["pl"]).all("h1")[0]["text"].replace("\N{NO-BREAK SPACE}", " ") == (
        "12 miesięcy po wyjściu pracuje 50,0 % z 16 osób, o których wiadomo; "
        "o 9 nie wiadomo, więc granice to 32,0–68,0 %"
    )
    assert Page(PAGES["en"]).all("h1")[0]["text"] == (
        "12 months after the exit 50.0% of the 16 people of whom it is known are in work; 9 unknown: bounds 32.0%–68.0%"
    )


@pytest.mark.parametrize("name", ["nobody", "withheld"])
def test_what_nobody_is_behind_is_no_chart_and_no_zero(name):
    shown = Page(PAGES[name])
    assert shown.all("svg") == []
    text = shown.all("main")[0]["text"].split("Metoda")[0]
    assert {"nobody": "brak danych", "withheld": "za mało osób"}[name] in text.lower()
    assert "0,0" not in text


def test_the_way_begins_with_the_referral_where_it_may_be_told_and_with_the_exit_where_not():
    headings = {name: [h["text"] for h in Page(PAGES[name]).all("h2")] for name in ("way", "published")}
    assert [h.replace("\N{NO-BREAK SPACE}", " ") for h in headings["way"] if "trwałej pracy" in h] == [
        "Od skierowania do trwałej pracy: z 70 osób pracę podjęło 22"
    ]
    assert [h.split(":")[0] for h in headings["published"] if "trwałej pracy" in h] == ["Od wyjścia do trwałej pracy"]


def test_the_page_names_definition_position_day_role_version_and_which_durability_it_is():
    text = Page(PAGES["pl"]).all("main")[0]["text"]
    for said in (
        "LASTING-WORK v1",
        "4711",
        "01.06.2026",
        "ewaluator",
        "Ścieżka 0.1.0",
        "Nie jest to trwałość projektu",
    ):
        assert said in text


def test_a_published_table_says_that_its_counts_are_rounded():
    text = Page(PAGES["published"]).all("main")[0]["text"]
    assert "zaokrąglono do wielokrotności 5 (0 znaczy: od 0 do 4)" in text


def test_a_groups_name_is_text_whatever_it_holds():
    evil = Group(key="X", pl="<script>alert(1)</script>", en="x", figures=EMPTY.figures)
    text = page(taken(groups=(evil,)), "pl")
    assert "<script" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_the_same_report_makes_the_same_page():
    assert page(taken(), "pl") == PAGES["pl"]
    assert page(taken(position=4712), "pl") != PAGES["pl"]
    assert report().position == 4711
