"""Every refusal of the domain: provoked once, said in two languages, under a code of its own."""

import importlib
import pkgutil
import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

import application
import domain
from domain import calendar, referral, refusals
from domain.eligibility import NotEntitled
from domain.refusals import InvalidInput, Refusal
from tests.domain.refusals.annual_report import ANNUAL_REPORT
from tests.domain.refusals.club import CLUB
from tests.domain.refusals.contracts import CONTRACTS
from tests.domain.refusals.controls import CONTROLS
from tests.domain.refusals.dossiers import DOSSIERS
from tests.domain.refusals.durability import DURABILITY
from tests.domain.refusals.editions import CONFIRMING
from tests.domain.refusals.entry import ENTRY
from tests.domain.refusals.erasure import ERASURE
from tests.domain.refusals.event_logs import EVENT_LOGS
from tests.domain.refusals.everywhere import EVERYWHERE
from tests.domain.refusals.hours import HOURS
from tests.domain.refusals.ledger import LEDGER
from tests.domain.refusals.month_end import MONTH_END
from tests.domain.refusals.papers import PAPERS
from tests.domain.refusals.persons import PERSONS
from tests.domain.refusals.reports import REPORTS
from tests.domain.refusals.sheets import SHEETS
from tests.domain.refusals.taking_part import TAKING_PART

PLANTED = (
    "Zmyślon",
    "Anna",
    "Bogdan",
    "Celina",
    "44051401458",
    "KIS.ZMYŚLONY.1",
    "Testowa",
    "Łucja",
    "Zakład",
    "ZMYŚLON",
    "zmyślon",
    "500 000 000",
)
HAVE_PARTS = frozenset({NotEntitled})
CODE = re.compile(r"[a-z]+(-[a-z]+)*")
SHARES = (
    EVERYWHERE,
    PERSONS,
    ENTRY,
    TAKING_PART,
    HOURS,
    SHEETS,
    CONTRACTS,
    CLUB,
    CONFIRMING,
    CONTROLS,
    LEDGER,
    DOSSIERS,
    ANNUAL_REPORT,
    DURABILITY,
    ERASURE,
    EVENT_LOGS,
    MONTH_END,
    PAPERS,
    REPORTS,
)
PROVOKED: dict[type[Refusal], Callable[[Path], Any]] = {
    kind: provoke for share in SHARES for kind, provoke in share.items()
}


def every_refusal(package: Any) -> set[type[Refusal]]:
    """Return the concrete refusals of a package: those with a sentence."""
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        importlib.import_module(found.name)

    def below(kind: type[Refusal]) -> set[type[Refusal]]:
        return {kind}.union(*(below(sub) for sub in kind.__subclasses__()))

    return {
        kind for kind in below(Refusal) if kind.__module__.startswith(f"{package.__name__}.") and hasattr(kind, "pl")
    }


def codes_of_closed_lists() -> set[str]:
    """Return every code that a sentence has words for; the short ones and small letters are words: A, facts."""
    lists = [kind for kind in StrEnum.__subclasses__() if kind.__module__.startswith("domain.")]
    return {code.value for kind in lists for code in kind if len(code.value) > 3 and not code.value.islower()}


def shown_codes(sentence: str) -> set[str]:
    """Return the codes that a sentence shows, but for what is to be sent, in brackets; a longer name is none."""
    said = re.sub(r"\((relation|group|row): [\w, ]+\)", "", sentence)
    return codes_of_closed_lists().intersection(re.findall(r"[\w-]+", said))


def test_every_refusal_of_the_domain_is_provoked_here():
    assert set(PROVOKED) == every_refusal(domain)
    assert sum(map(len, SHARES)) == len(PROVOKED)


@pytest.mark.parametrize("kind", PROVOKED, ids=lambda kind: kind.code)
def test_a_refusal_says_why_not_in_both_languages_with_its_numbers_and_nobodys_name(kind, tmp_path):
    with pytest.raises(Refusal) as caught:
        PROVOKED[kind](tmp_path)
    refusal = caught.value
    assert type(refusal) is kind
    assert str(refusal) == kind.code
    polish, english = refusal.sentence("pl"), refusal.sentence("en")
    assert polish == refusal.sentence()
    assert polish != english
    for sentence in (polish, english):
        assert sentence.endswith(".")
        assert not re.search(r"[{}]|None", sentence)
        assert kind.code not in sentence
        assert not shown_codes(sentence)
        assert not [name for name in PLANTED if name in sentence + repr(refusal) + repr(refusal.numbers)]
    assert bool(refusal.parts("pl")) is (kind in HAVE_PARTS)
    assert set(re.findall(r"{(\w+)}", kind.pl + kind.en)) == set(refusal.numbers)


def test_a_code_in_a_sentence_is_noticed():
    assert shown_codes("Rola AUDITOR.") == {"AUDITOR"}
    assert shown_codes("Wpisz (relation: CARED_FOR), PESEL i nazwę KIS.") == set()


def test_codes_are_unique_kebab_case_and_for_life():
    kinds = every_refusal(domain) | every_refusal(application)
    codes = [kind.code for kind in kinds]
    assert len(set(codes)) == len(codes)
    assert all(CODE.fullmatch(code) and code != Refusal.code for code in codes)


def test_a_date_is_shown_as_people_write_it():
    refusal = calendar.DateInTheFuture(today=date(2026, 6, 2))
    assert "02.06.2026" in refusal.sentence("pl")
    assert "2026-06-02" in refusal.sentence("en")


def test_a_slip_in_the_form_is_told_apart_from_what_the_record_forbids():
    assert issubclass(calendar.DateOutOfRange, InvalidInput)
    assert not issubclass(referral.EpisodeStillOpen, InvalidInput)
    assert not issubclass(refusals.Stale, InvalidInput)
