"""Efektywność zatrudnieniowa: a job that counts, taken up by three months after the exit.

Source: guidelines for the labour market and for social inclusion under ESF 2014-2020, which regions still copy as a
criterion (domain page 4.3). What counts: a contract of employment for three months or more at half time or more; a
civil contract for three months or more and worth three times the minimum wage of its first day or more; a business
run for three months or more. Who is employed is shown at once, who is not only after the three months. What is not
known stays in the denominator and never enters the numerator.
"""

from datetime import date, timedelta

from domain.calendar import months_from
from domain.durability.person import Person, Spell
from domain.measures.definition import Confidence, Definition, Judged, Measure, SilenceIs, When, Whose
from domain.measures.exits import LEFT_AS, Left
from domain.measures.minimum_wage import minimum_wage_on
from domain.measures.results import decided
from domain.measures.taking_part import EMPLOYED, TakingPart
from domain.measures.working import OF_CONTRACT, known_until, lasts, whole_months, without_work_on_some_day
from domain.vocabulary import LegalForm

GUIDELINES = "wytyczne w obszarze rynku pracy i włączenia społecznego EFS 2014-2020 (kryterium powielane w regionach)"


def counts(person: Person, spell: Spell, definition: Definition) -> bool | None:
    """Return whether a job counts, None: something that decides is not known."""
    said = definition.parameters
    if spell.form is LegalForm.UNKNOWN:
        return None
    long_enough = lasts(person, spell, said["least_months"])
    if spell.form in OF_CONTRACT:
        return _both(long_enough, None if spell.fte_hundredths is None else spell.fte_hundredths >= said["least_fte"])
    if spell.form is LegalForm.CIVIL_CONTRACT:
        return _both(long_enough, _worth_enough(person, spell, said["least_months"], said["minimum_wages"]))
    return long_enough


def _worth_enough(person: Person, spell: Spell, months: int, wages: int) -> bool | None:
    """Return whether a civil contract is worth so many minimum wages: its pay a month, for its whole months known."""
    wage = minimum_wage_on(spell.started_on)
    if spell.monthly_grosze is None or wage is None:
        return None
    known = max(whole_months(spell.started_on, known_until(person, spell)), 0)
    worth, needed = spell.monthly_grosze * max(known, months), wages * wage
    if worth >= needed:
        return True
    return False if spell.ended_on is not None or spell.agreed_until is not None else None


def _both(one: bool | None, other: bool | None) -> bool | None:
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


def _effective(one: TakingPart, definition: Definition, today: date) -> Judged:
    if one.left_on is None or one.left_as is None or one.entry.labour in EMPLOYED:
        return Judged.OUTSIDE
    left = LEFT_AS[one.left_as]
    if left is not Left.COMPLETED:
        return Judged.DIED if left is Left.DIED else Judged.OUTSIDE
    last = months_from(one.left_on, definition.parameters["months_after_exit"])
    found = [
        counts(one.person, spell, definition)
        for spell in one.person.spells
        if one.began_on <= spell.started_on <= last and not _over_before(spell, one.left_on)
    ]
    around = timedelta(days=definition.parameters["answer_days_around"])
    idle = not found and without_work_on_some_day(one.person, last - around, last + around)
    no = idle or (bool(found) and all(verdict is False for verdict in found))
    return decided(True in found, no, one, last, today)


def _over_before(spell: Spell, left_on: date) -> bool:
    ends = spell.ended_on or spell.agreed_until
    return ends is not None and ends < left_on


EMPLOYMENT = Measure(
    Definition(
        code="PL-ZATRUDNIENIE",
        version=1,
        valid_from=date(2015, 1, 1),
        until=None,
        pl="Efektywność zatrudnieniowa",
        en="Employment effectiveness",
        counts_pl="osoby z pracą podjętą w czasie udziału lub do 3 miesięcy po zakończeniu: umowa o pracę na co "
        "najmniej 3 miesiące i pół etatu, umowa cywilnoprawna na co najmniej 3 miesiące i trzykrotność minimalnego "
        "wynagrodzenia, własna działalność przez co najmniej 3 miesiące",
        counts_en="people with work taken up while taking part or within 3 months of the exit: a contract of "
        "employment for 3 months and half time or more, a civil contract for 3 months and three minimum wages or "
        "more, a business of their own for 3 months or more",
        of_pl="osoby niepracujące przy wejściu, które zakończyły udział zgodnie ze ścieżką lub z powodu podjęcia pracy",
        of_en="people not employed at entry who ended as planned or because they took a job",
        law=GUIDELINES,
        source="WUP w Łodzi; nabór RPO WM 9.1; wartość umów cywilnoprawnych i działalność: do potwierdzenia",
        confidence=Confidence.MEDIUM,
        silence=SilenceIs.FAILURE,
        whose=Whose.WORK,
        when=When.LEFT,
        parameters={
            "months_after_exit": 3,
            "least_months": 3,
            "least_fte": 50,
            "minimum_wages": 3,
            "answer_days_around": 28,
            "threshold_percent": 22,
            "threshold_percent_severe_disability": 12,
        },
        adapted_pl="Trzy miesiące liczymy kalendarzowo (niektóre regiony: 90 dni). Kolejnych umów nie sumujemy. Progu "
        "12 % nie da się odnieść do osób, bo stopień niepełnosprawności nie trafia do statystyki. Umowa o pracę z "
        "dokumentu bez daty końca jest uznawana za zawartą na czas nieokreślony.",
        adapted_en="Three months are calendar months (some regions: 90 days). Contracts are not added up. The 12 % "
        "threshold cannot be tied to people, because the degree of disability is no statistic here. A contract of "
        "employment read from a document without an end is taken as indefinite.",
    ),
    _effective,
)
