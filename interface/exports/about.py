"""What an export says of itself: which durability it shows, by which definition, of whom, as known when, for whom."""

from collections.abc import Iterator
from datetime import date

from application.projections.timeline.words import WORDS
from domain.durability.definition import WhichExit
from domain.durability.report import Cut, DurabilityReport, Filters, Question, Words
from domain.programmes import PROGRAMMES
from domain.refusals import Language
from interface.exports.rows import Taken

WHICH_DURABILITY = Words(
    "Trwałość zatrudnienia osób po wyjściu z klubu. Nie jest to trwałość projektu (utrzymanie miejsc i usług po "
    "zakończeniu finansowania), którą pokazuje osobne zestawienie.",
    "Durability of people's employment after the exit from the club. It is not project durability (keeping places and "
    "services after the funding ended), which another report shows.",
)
CUTS = {
    Cut.PROGRAMME: Words("program", "programme"),
    Cut.EDITION: Words("edycja", "edition"),
    Cut.GROUP: Words("grupa z art. 1 ust. 2", "group of art. 1(2)"),
    Cut.SEX: Words("płeć", "sex"),
    Cut.AGE: Words("wiek w roku wyjścia", "age in the year of the exit"),
    Cut.COHORT_YEAR: Words("rok wyjścia", "year of the exit"),
    Cut.COHORT_HALF_YEAR: Words("półrocze wyjścia", "half-year of the exit"),
    Cut.COHORT_QUARTER: Words("kwartał wyjścia", "quarter of the exit"),
    Cut.DOSE: Words("liczba godzin do wyjścia", "hours up to the exit"),
}
WHICH_EXIT = {
    WhichExit.FIRST: Words("pierwsze", "the first one"),
    WhichExit.LAST: Words("ostatnie", "the last one"),
}

Said = tuple[Words, Words]
"""What is named, and what is said of it."""

PL, EN = "%d.%m.%Y", "%Y-%m-%d"
"""How a day is written."""


def about(taken: Taken) -> Iterator[Said]:
    """Yield what a reader has to know of the figures before reading any."""
    report = taken.report
    definition = report.definition
    yield Words("Co to jest", "What this is"), WHICH_DURABILITY
    yield Words("Osoby", "People"), who_is_meant(report.question)
    yield Words("Podział", "Cut by"), _cut(report.question.by)
    code = f"{definition.code} v{definition.version}"
    since = written(definition.valid_from)
    yield (
        Words("Definicja", "Definition"),
        Words(f"{code} (od {since.pl}): {definition.pl}", f"{code} (from {since.en}): {definition.en}"),
    )
    yield Words("Jej parametry", "Its parameters"), _parameters(report)
    yield Words("Skąd definicja", "Source of the definition"), Words(definition.source, definition.source)
    yield Words("Stan na dzień", "As of the day"), written(report.today)
    yield Words("Pozycja dziennika", "Log position"), _same(str(report.position))
    yield Words("Zrobiono dla roli", "Made for the role"), Words(*WORDS[taken.made_for])
    yield Words("Program", "Program"), _same(f"Ścieżka {taken.program}")
    if report.published is not None:
        yield Words("Tablica publikowana", "Published table"), _published(report)


def who_is_meant(question: Question) -> Words:
    """Return in words of whom the figures are."""
    pl = "osoby, które zakończyły udział w KIS" + _period(question, ("od", "do", "kiedykolwiek"), PL)
    en = "people who ended taking part in the club" + _period(question, ("from", "to", "at any time"), EN)
    only = list(_only(question.only))
    return Words(
        "; ".join([pl, *(words.pl for words in only)]) + ", każda liczona raz",
        "; ".join([en, *(words.en for words in only)]) + ", each counted once",
    )


def written(day: date) -> Words:
    """Return a day as it is read in Polish and in English."""
    return Words(f"{day:{PL}}", f"{day:{EN}}")


def _period(question: Question, words: tuple[str, str, str], form: str) -> str:
    since, until, ever = words
    said = "" if question.first is None else f" {since} {question.first:{form}}"
    said += "" if question.last is None else f" {until} {question.last:{form}}"
    return said or f" ({ever})"


def _only(filters: Filters) -> Iterator[Words]:
    if filters.programme is not None:
        name = PROGRAMMES[filters.programme].pl
        yield Words(f"program: {name}", f"programme: {name}")
    if filters.edition is not None:
        yield Words(f"edycja: {filters.edition}", f"edition: {filters.edition}")
    if filters.group is not None:
        yield Words(f"grupa: {filters.group}", f"group: {filters.group}")
    if filters.sex is not None:
        pl, en = WORDS[filters.sex]
        yield Words(f"płeć: {pl}", f"sex: {en}")
    if filters.age is not None:
        yield Words(f"wiek: {filters.age.value}", f"age: {filters.age.value}")


def _cut(by: Cut | None) -> Words:
    return Words("bez podziału", "not cut") if by is None else CUTS[by]


def _parameters(report: DurabilityReport) -> Words:
    definition = report.definition
    evidence, which = WORDS[definition.least_evidence], WHICH_EXIT[definition.which_exit]
    return Words(
        f"dopuszczalna przerwa: {definition.gap_days} dni; najsłabszy dowód: {evidence[0]}; wyjście: {which.pl}",
        f"tolerated gap: {definition.gap_days} days; weakest evidence: {evidence[1]}; exit: {which.en}",
    )


def _published(report: DurabilityReport) -> Words:
    published = report.published
    assert published is not None  # noqa: S101
    stands = Words(
        *(("nigdy niepublikowana", "never published") if published.stands is None else _since(published.stands))
    )
    zero = published.rounded_to - 1
    return Words(
        f"{published.table}, okres {published.period}; {stands.pl} (pytano o {published.asked:{PL}}); liczebności "
        f"zaokrąglono do wielokrotności {published.rounded_to} (0 znaczy: od 0 do {zero}), udziały tylko dla grup od "
        f"{published.least_for_shares} osób",
        f"{published.table}, period {published.period}; {stands.en} (asked about {published.asked}); counts are "
        f"rounded to multiples of {published.rounded_to} (0 means 0 to {zero}), shares for groups of "
        f"{published.least_for_shares} or more only",
    )


def _since(day: date) -> tuple[str, str]:
    return f"liczby z {day:{PL}}", f"figures of {day:{EN}}"


def _same(said: str) -> Words:
    return Words(said, said)


def spoken(words: Words, language: Language) -> str:
    """Return words in the reader's language."""
    return words.pl if language == "pl" else words.en
