"""The personal forms: filled from the record, told in the order in which they are read, the same bytes every time."""

from datetime import date
from functools import cache

import pytest
import typst

from domain.papers import PaperKind
from domain.vocabulary import ContractType, Relation
from interface.printing import Document, Letterhead, Sheet, Signatures, _asked, pdf
from interface.printing.forms import FORMS
from interface.printing.forms.contract import Action, Contract, SecondPart, document
from interface.printing.forms.paper import head
from tests.aloud import aloud, pages
from tests.printed_forms import KEPT, LONG_NAME, TYPED, adult, child, club, forms, kept, of
from tests.steps import EWA, STAMP, TODAY, registered

NAMES = sorted(path.stem for path in KEPT.glob("*.txt"))
WAY_OUT = "If the form was changed on purpose: python -m tests.printed_forms, and read the difference."


@cache
def every_form():
    return forms()


@cache
def told(name: str) -> str:
    return kept(every_form()[name])


def contract(**said) -> Contract:
    filled = of(registered(), PaperKind.CONTRACT_A, None, "KA/2026/1", club())
    parts = {"type": ContractType.A, "name": "Anna Zmyślona", "address": "", "pesel": "", "case_mark": ""}
    return Contract(head=head(filled), **(parts | said))


def test_every_form_has_a_kept_file():
    assert sorted(every_form()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_form_says_and_is_told_as_what_is_kept(name):
    assert told(name) == (KEPT / f"{name}.txt").read_text(encoding="utf-8"), WAY_OUT


@pytest.mark.parametrize("name", ["kontrakt-b-zawarty", "zgoda-opiekuna"])
def test_a_form_is_the_same_bytes_and_its_pages_are_settled(name):
    printed, warnings = typst.compile_with_warnings(
        **_asked(every_form()[name]), format="pdf", pdf_standards=["a-2a", "ua-1"]
    )
    assert printed == pdf(every_form()[name])
    assert [warning.message for warning in warnings] == []


def test_pesel_stands_on_the_contract_alone_and_what_is_sensitive_nowhere():
    with_pesel = [name for name in NAMES if "85031412323" in told(name)]
    assert with_pesel == ["kontrakt-b-zawarty"]
    for name in NAMES:
        assert "TERAPIA" not in told(name)
        assert "alkohol" not in told(name).lower()
        assert "notatka, której nie ma na druku" not in told(name)


def test_no_consent_is_ticked_beforehand():
    assert "Figure: niezaznaczone" in told("zgoda-opiekuna")
    assert "Figure: zaznaczone" not in told("zgoda-opiekuna")


def test_what_is_recorded_is_not_typed_again():
    evaluated = told("ocena-z-wynikiem")
    for said in ("P: Kurs ukończony, CV jeszcze nie.", "P: KB/2026/1", "TD: 04.05.2026", "P: 30.09.2026 r."):
        assert said in evaluated
    assert "P: Kurs ukończony, CV jeszcze nie." not in told("ocena")


def test_a_draft_has_no_number_and_says_that_it_is_not_for_signing():
    assert "P: szkic bez numeru, nie do podpisu" in told("ocena")
    assert "szkic" not in told("ocena-z-wynikiem")


def test_a_name_is_printed_letter_by_letter():
    named = forms(adult(TYPED, "Kamińska-Źdźbło"))
    for name in ("kontrakt-b-zawarty", "dobrowolnosc"):
        assert kept(named[name]).count(f"P: {TYPED} Kamińska-Źdźbło") == 2


def test_who_represents_a_child_and_has_a_record_is_called_as_it_says():
    own = registered(given_name="Zofia", family_name="Przykładowa")
    own.id = next(iter(child().related.values())).person
    said = FORMS[PaperKind.VOLUNTARINESS](of(child(), PaperKind.VOLUNTARINESS, 2, "OD/2026/9", own))
    assert "P: Zofia Przykładowa" in kept(said)


def test_a_known_person_who_is_linked_without_names_is_called_as_another_link_says():
    sister = registered(given_name="Ewa", family_name="O'Connor", birth_date=date(2019, 4, 1))
    sister.id = EWA
    parent = child().related[2].person
    sister.link_related_person(
        STAMP,
        TODAY,
        person=parent,
        relation=Relation.PARENT,
        since=date(2026, 3, 2),
        family_name=None,
        given_name=None,
        pesel=None,
        phone="500 000 009",
        note=None,
    )
    said = kept(FORMS[PaperKind.GUARDIAN_CONSENT](of(sister, PaperKind.GUARDIAN_CONSENT, 2, "ZO/2026/9", child())))
    assert "P: Bogdan Zmyślony" in said
    assert "P: 500 000 009" in said
    alone = kept(FORMS[PaperKind.GUARDIAN_CONSENT](of(sister, PaperKind.GUARDIAN_CONSENT, 2, "ZO/2026/9")))
    assert "Zmyślony" not in alone


def test_forty_actions_break_over_pages_under_repeated_heads_and_no_row_is_broken():
    actions = [
        Action(
            what=f"początek-{n} " + "udział w zajęciach " * (n % 17) + f"koniec-{n}",
            responsible="klub",
            due_on=date(2026, 7, 1),
        )
        for n in range(40)
    ]
    long = contract(
        name=" ".join(LONG_NAME), parts=[SecondPart(signed_on=None, evaluation_due_on=None, actions=actions)]
    )
    printed = pdf(document(long))
    told_pages = pages(printed)
    assert len(told_pages) == 5
    for page in told_pages:
        assert ("Uzgodnione działanie" in page) == ("początek-" in page)
        words = page.split()
        assert [n for n in range(40) if f"początek-{n}" in words] == [n for n in range(40) if f"koniec-{n}" in words]
    lines = aloud(printed)
    assert sum(line.strip() == "Table" for line in lines) == 2
    assert sum(line.strip() == "TH" for line in lines) == 3 + 8
    assert "".join(LONG_NAME) in "".join(told_pages[0].split())


@pytest.mark.parametrize(("landscape", "total", "about"), [(False, (), 27), (False, ("", "Razem"), 26), (True, (), 15)])
def test_nobody_signs_on_a_page_without_a_row(landscape, total, about):
    broken = set()
    for rows in range(about - 3, about + 4):
        sheet = Sheet(head=("Lp.", "Kto"), widths=(1, 6), rows=[(f"w{n}", "ktoś") for n in range(rows)], total=total)
        signed = Document(
            title="Lista",
            dated=date(2026, 5, 5),
            letterhead=Letterhead(),
            landscape=landscape,
            blocks=[sheet, Signatures(("podpis",))],
        )
        told_pages = pages(pdf(signed))
        broken.add(len(told_pages))
        assert f"w{rows - 1} ktoś" in told_pages[-1]
        assert "podpis" in told_pages[-1]
    assert broken == {1, 2}
