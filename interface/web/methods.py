"""The methods page that a reviewer can cite: one text for the page, for `docs/metody.md` and for `docs/methods.md`.

It says what the code does. The texts stand in `metody.md` and `methods.md` beside this file, section by section in the
same order; the definitions are added from the code.
"""

from collections.abc import Iterator
from importlib.resources import files

import msgspec

from domain.durability.definition import DURABILITY_RULES, DurabilityRule
from domain.durability.report import Words
from domain.refusals import Language
from interface.charts.words import chosen

TITLE = Words(
    "Metody: trwałość zatrudnienia po wyjściu z KIS", "Methods: durability of employment after the exit from a KIS"
)
SOURCES = """\
Kaplan E.L., Meier P. (1958). Nonparametric estimation from incomplete observations. J. Am. Stat. Assoc. 53, 457–481.
Greenwood M. (1926). The natural duration of cancer. Reports on Public Health and Medical Subjects 33, 1–26.
Kalbfleisch J.D., Prentice R.L. (1980). The Statistical Analysis of Failure Time Data. Wiley, New York.
Aalen O.O., Johansen S. (1978). An empirical transition matrix for non-homogeneous Markov chains. Scand. J. Statist. 5.
Mantel N. (1966). Evaluation of survival data and two new rank order statistics. Cancer Chemother. Rep. 50, 163–170.
Peto R., Peto J. (1972). Asymptotically efficient rank invariant test procedures. J. R. Stat. Soc. A 135, 185–207.
"""
_TEXTS: dict[Language, str] = {"pl": "metody.md", "en": "methods.md"}


class Section(msgspec.Struct, frozen=True):
    """A part of the text: its title and its paragraphs."""

    title: str
    texts: tuple[str, ...]


def sections(language: Language, program: str) -> list[Section]:
    """Return the text in a language, the definitions, how to cite it and its sources included."""
    definitions = tuple(_definition(rule, language) for rule in DURABILITY_RULES.values())
    return [
        *_told(language),
        Section(chosen(language, "Definicje", "Definitions"), definitions),
        Section(chosen(language, "Jak cytować", "How to cite"), (_citation(language, program),)),
        Section(chosen(language, "Źródła", "Sources"), tuple(SOURCES.splitlines())),
    ]


def markdown(language: Language, program: str) -> str:
    """Return the page as Markdown."""
    opening = chosen(
        language,
        f"Wersja programu {program}. Tę stronę pisze `make shown`; test pilnuje, by była aktualna.",
        f"Program version {program}. This page is written from the code by `make shown`; a test keeps it current.",
    )
    parts = [f"# {chosen(language, TITLE.pl, TITLE.en)}", opening]
    for number, section in enumerate(sections(language, program), 1):
        parts += [f"## {number}. {section.title}", *section.texts]
    return "\n\n".join(parts) + "\n"


def _told(language: Language) -> Iterator[Section]:
    text = (files("interface") / "web" / _TEXTS[language]).read_text(encoding="utf-8")
    for part in text.removeprefix("## ").split("\n## "):
        title, *paragraphs = part.strip().split("\n\n")
        yield Section(title, tuple(" ".join(paragraph.split("\n")) for paragraph in paragraphs))


def _definition(rule: DurabilityRule, language: Language) -> str:
    forms = ", ".join(form.value for form in rule.forms)
    return chosen(
        language,
        f"{rule.name} (od {rule.valid_from}): {rule.pl}. Dopuszczalna przerwa: {rule.gap_days} dni; wyjście: "
        f"{rule.which_exit.value}; najsłabszy dowód: {rule.least_evidence.value}; dni między zgodnymi informacjami: "
        f"{rule.between_days}; odpowiedź po dniu punktu: do {rule.answer_days} dni; formy: {forms}. {rule.source}",
        f"{rule.name} (from {rule.valid_from}): {rule.en}. Tolerated gap: {rule.gap_days} days; exit: "
        f"{rule.which_exit.value}; weakest evidence: {rule.least_evidence.value}; days between agreeing statements: "
        f"{rule.between_days}; answer after a point's day: up to {rule.answer_days} days; forms: {forms}. Source, in "
        f"Polish: {rule.source}",
    )


def _citation(language: Language, program: str) -> str:
    title = chosen(language, TITLE.pl, TITLE.en)
    return chosen(
        language,
        f"Ścieżka {program}, „{title}”. Przy liczbach podaj kod i wersję definicji, pozycję dziennika i dzień, na "
        "który są: z nimi ten sam program da te same liczby co do bajtu.",
        f"Ścieżka {program}, “{title}”. With figures give code and version of the definition, the log position and "
        "day they are of: with these this program gives the same figures to the byte.",
    )
