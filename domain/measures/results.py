"""EECR01 to EECR06: what became of those who left, within four weeks and after six months.

Source: Regulation (EU) 2021/1057, annex I; what a participant must have been at entry follows the guidance on the
common indicators (a change since entry is counted, no state). 05 and 06 are the managing authority's measure on a
sample: ours is an estimate of our own (szacunek własny).
"""

from collections.abc import Callable
from datetime import date, timedelta

from domain.calendar import months_from
from domain.durability.definition import DEFAULT
from domain.durability.observation import AtPoint
from domain.durability.observing import at_point
from domain.durability.person import Person, Spell
from domain.follow_up import FollowUpPoint, Situation
from domain.measures.definition import Confidence, Definition, Judged, Measure, SilenceIs, When, Whose
from domain.measures.taking_part import EMPLOYED, INACTIVE, UNEMPLOYED, TakingPart
from domain.measures.working import known_until, without_work_on_some_day, worked_on_some_day
from domain.outcomes import OutcomeKind
from domain.status import LabourStatus, StatusMoment

LAW = "rozporządzenie (UE) 2021/1057, załącznik I"
SOURCE = "definicja operacyjna: wytyczne KE do wspólnych wskaźników (do potwierdzenia w umowie)"
SINCE = date(2021, 7, 1)
"""The day of entry into force of Regulation (EU) 2021/1057 (published on 30 June 2021, art. 43)."""
OF_WEEKS = {"days_after_exit": 28}
OF_MONTHS = {"months_after_exit": 6, "answer_days_around": 28}
_SEEN = {
    AtPoint.EMPLOYED: Judged.YES,
    AtPoint.NOT_EMPLOYED: Judged.NO,
    AtPoint.PENDING: Judged.PENDING,
    AtPoint.DIED: Judged.DIED,
}
"""What the point means here; who moved away or came back is unknown to the fund, too."""


def window_of_days(left_on: date, definition: Definition) -> tuple[date, date]:
    """Return the day of the exit and the last day of the window, both included."""
    return left_on, left_on + timedelta(days=definition.parameters["days_after_exit"])


def decided(yes: bool, no: bool, one: TakingPart, last: date, today: date) -> Judged:
    """Return what follows from a yes and a known no in a window that ends with `last`.

    A yes is shown at once; a no and silence only when the last day is over.
    """
    over = today > last
    if yes:
        return Judged.YES if over else Judged.EARLY
    died = one.person.died_on
    if died is not None and died <= last:
        return Judged.DIED
    if not over:
        return Judged.PENDING
    return Judged.NO if no else Judged.UNKNOWN


def _searching(one: TakingPart, definition: Definition, today: date) -> Judged:
    """EECR01: inactive at entry, searches for work now: an observation, or registered as unemployed at the exit."""
    labour = one.entry.labour
    if labour is None or one.left_on is None:
        return Judged.ENTRY_UNKNOWN if labour is None else Judged.OUTSIDE
    if labour not in INACTIVE:
        return Judged.OUTSIDE
    first, last = window_of_days(one.left_on, definition)
    at_exit = _labour_between(one.person, first, last)
    yes = _observed(one.person, {OutcomeKind.JOB_SEARCH}, first, last) or bool(at_exit & UNEMPLOYED)
    return decided(yes, bool(at_exit & INACTIVE), one, last, today)


def _learning(one: TakingPart, definition: Definition, today: date) -> Judged:
    """EECR02: not in education at entry, in education or training now."""
    labour = one.entry.labour
    if labour is None or one.left_on is None:
        return Judged.ENTRY_UNKNOWN if labour is None else Judged.OUTSIDE
    if labour is LabourStatus.INACTIVE_IN_EDUCATION:
        return Judged.OUTSIDE
    first, last = window_of_days(one.left_on, definition)
    yes = (
        _observed(one.person, {OutcomeKind.TRAINING}, first, last)
        or LabourStatus.INACTIVE_IN_EDUCATION in _labour_between(one.person, first, last)
        or any(a.situation is Situation.IN_EDUCATION and first <= a.as_of <= last for a in one.person.answers)
    )
    return decided(yes, False, one, last, today)


def _qualified(one: TakingPart, definition: Definition, today: date) -> Judged:
    """EECR03: gained a qualification while taking part or within the window."""
    if one.left_on is None:
        return Judged.OUTSIDE
    _, last = window_of_days(one.left_on, definition)
    return decided(_observed(one.person, {OutcomeKind.QUALIFICATION}, one.began_on, last), False, one, last, today)


def _employed(one: TakingPart, definition: Definition, today: date) -> Judged:
    """EECR04: without work at entry, in any employment on a day of the window; no minimum length."""
    outside = _not_without_work_at_entry(one)
    if outside is not None or one.left_on is None:
        return outside or Judged.OUTSIDE
    first, last = window_of_days(one.left_on, definition)
    no = without_work_on_some_day(one.person, first, last)
    return decided(worked_on_some_day(one.person, first, min(last, today)), no, one, last, today)


def _employed_later(one: TakingPart, definition: Definition, today: date) -> Judged:
    """EECR05: without work at entry, in employment on the day six months after leaving, as durability sees that day."""
    del definition
    outside = _not_without_work_at_entry(one)
    if outside is not None or one.last_left is None:
        return outside or Judged.OUTSIDE
    seen = at_point(one.person, one.last_left, FollowUpPoint.MONTHS_6, DEFAULT, today, may_ask=False)
    return _SEEN.get(seen.state, Judged.UNKNOWN)


def _improved_later(one: TakingPart, definition: Definition, today: date) -> Judged:
    """EECR06: employed at entry, on the day six months after leaving in work with more hours or more pay than then."""
    labour = one.entry.labour
    if labour is None or one.left_on is None:
        return Judged.ENTRY_UNKNOWN if labour is None else Judged.OUTSIDE
    if labour not in EMPLOYED:
        return Judged.OUTSIDE
    then = [s for s in one.person.spells if s.started_on <= one.began_on <= known_until(one.person, s)]
    return _at_point(one, definition, today, lambda now: _better(then, now))


def _at_point(
    one: TakingPart, definition: Definition, today: date, judged: Callable[[list[Spell]], bool | None]
) -> Judged:
    """Judge the spells of the day so many months after the exit; PENDING until that day is over."""
    assert one.left_on is not None  # noqa: S101
    day = months_from(one.left_on, definition.parameters["months_after_exit"])
    if today <= day:
        return decided(False, False, one, day, today)
    found = judged([s for s in one.person.spells if s.started_on <= day <= known_until(one.person, s)])
    around = timedelta(days=definition.parameters["answer_days_around"])
    idle = without_work_on_some_day(one.person, day - around, day + around)
    return decided(found is True, found is False or (found is None and idle), one, day, today)


def _better(then: list[Spell], now: list[Spell]) -> bool | None:
    """Return whether the work of now is more than that of then, in hours or in pay; None: not known."""
    if not then or not now:
        return None
    pairs = [(_sum(then, "fte_hundredths"), _sum(now, "fte_hundredths"))]
    pairs.append((_sum(then, "monthly_grosze"), _sum(now, "monthly_grosze")))
    compared = [after > before for before, after in pairs if before is not None and after is not None]
    if any(compared):
        return True
    return False if len(compared) == len(pairs) else None


def _sum(spells: list[Spell], field: str) -> int | None:
    said = [getattr(spell, field) for spell in spells]
    return None if None in said else sum(said)


def _not_without_work_at_entry(one: TakingPart) -> Judged | None:
    if one.entry.labour is None:
        return Judged.ENTRY_UNKNOWN
    return Judged.OUTSIDE if one.entry.labour in EMPLOYED else None


def _observed(person: Person, kinds: set[OutcomeKind], first: date, last: date) -> bool:
    return any(seen.kind in kinds and first <= seen.observed_on <= last for seen in person.outcomes)


def _labour_between(person: Person, first: date, last: date) -> set[LabourStatus]:
    """Return what status on the labour market was taken in these days, at the exit or later."""
    return {
        taken.labour
        for taken in person.statuses
        if taken.labour is not None and taken.moment is not StatusMoment.ENTRY and first <= taken.taken_on <= last
    }


def _definition(code: str, silence: SilenceIs = SilenceIs.FAILURE, **said: object) -> Definition:
    parts: dict[str, object] = {
        "version": 1,
        "valid_from": SINCE,
        "until": None,
        "law": LAW,
        "source": SOURCE,
        "confidence": Confidence.MEDIUM,
        "whose": Whose.WORK,
        "when": When.LEFT,
        "parameters": OF_WEEKS,
    }
    return Definition(code=code, silence=silence, **(parts | said))  # type: ignore[arg-type]


RESULTS = (
    Measure(
        _definition(
            "EECR01",
            pl="Poszukujący pracy po opuszczeniu programu",
            en="Engaged in job searching upon leaving",
            counts_pl="osoby, o których zapisano poszukiwanie pracy albo status osoby bezrobotnej w ciągu 28 dni od "
            "zakończenia (dzień zakończenia i dzień 28. włącznie)",
            counts_en="people of whom a job search or unemployment was recorded within 28 days of the exit, both "
            "ends included",
            of_pl="osoby bierne zawodowo przy pierwszym wejściu, które zakończyły udział",
            of_en="people inactive at the first entry who left",
            adapted_pl="Warunek „bierny zawodowo przy wejściu” jest z definicji operacyjnej, nie z tekstu załącznika.",
            adapted_en="“Inactive at entry” is from the operational definition, not from the text of the annex.",
        ),
        _searching,
    ),
    Measure(
        _definition(
            "EECR02",
            whose=Whose.CLUB,
            pl="Uczący się lub szkolący się po opuszczeniu programu",
            en="In education or training upon leaving",
            counts_pl="osoby, o których zapisano podjęcie nauki lub szkolenia w ciągu 28 dni od zakończenia",
            counts_en="people of whom education or training was recorded within 28 days of the exit",
            of_pl="osoby, które zakończyły udział w KIS, a przy pierwszym wejściu się nie uczyły",
            of_en="people who left the club and were not in education at the first entry",
            adapted_pl="O szkoleniu przy wejściu wiadomo tylko od osób biernych zawodowo uczących się.",
            adapted_en="Training at entry is known only of inactive people in education.",
        ),
        _learning,
    ),
    Measure(
        _definition(
            "EECR03",
            whose=Whose.CLUB,
            pl="Osoby, które uzyskały kwalifikacje po opuszczeniu programu",
            en="Gaining a qualification upon leaving",
            counts_pl="osoby z zapisanymi kwalifikacjami uzyskanymi w czasie udziału lub w ciągu 28 dni od zakończenia",
            counts_en="people with a qualification gained while taking part or within 28 days of the exit",
            of_pl="osoby, które zakończyły udział w KIS",
            of_en="people who left the club",
        ),
        _qualified,
    ),
    Measure(
        _definition(
            "EECR04",
            pl="Pracujący, łącznie z prowadzącymi działalność na własny rachunek, po opuszczeniu programu",
            en="In employment, including self-employment, upon leaving",
            counts_pl="osoby, o których wiadomo, że pracowały co najmniej jeden dzień w ciągu 28 dni od zakończenia",
            counts_en="people known to have worked on at least one day within 28 days of the exit",
            of_pl="osoby niepracujące przy pierwszym wejściu, które zakończyły udział",
            of_en="people without work at the first entry who left",
            adapted_pl="Wystarcza jedna odpowiedź „nie pracuje” z tych 28 dni, by uznać, że wiadomo.",
            adapted_en="One answer “does not work” within the 28 days is taken as knowledge.",
        ),
        _employed,
    ),
)
"""The four results that a beneficiary reports, of all who left."""

ESTIMATES = (
    Measure(
        _definition(
            "EECR05",
            SilenceIs.LEFT_OUT,
            parameters={"months_after_exit": 6, "answer_days": DEFAULT.answer_days},
            confidence=Confidence.LOW,
            source=f"{SOURCE}; stan w tym dniu według definicji trwałości {DEFAULT.name}",
            pl="Pracujący sześć miesięcy po opuszczeniu programu (szacunek własny)",
            en="In employment six months after leaving (an estimate of our own)",
            counts_pl="osoby, o których wiadomo, że pracowały w dniu przypadającym sześć miesięcy po zakończeniu",
            counts_en="people known to have worked on the day six months after the exit",
            of_pl="osoby niepracujące przy pierwszym wejściu, o których wiadomo, czy wtedy pracowały",
            of_en="people without work at the first entry of whom it is known whether they worked then",
            adapted_pl="Oficjalnie mierzy instytucja zarządzająca na próbie; tu są wszyscy, z granicami.",
            adapted_en="Officially measured by the managing authority on a sample; here are all, with bounds.",
        ),
        _employed_later,
    ),
    Measure(
        _definition(
            "EECR06",
            SilenceIs.LEFT_OUT,
            parameters=OF_MONTHS,
            confidence=Confidence.LOW,
            pl="Osoby w lepszej sytuacji na rynku pracy sześć miesięcy po opuszczeniu programu (szacunek własny)",
            en="With an improved labour market situation six months after leaving (an estimate of our own)",
            counts_pl="osoby, które w tym dniu pracowały w większym wymiarze lub za wyższe wynagrodzenie niż przy "
            "pierwszym wejściu",
            counts_en="people who worked more hours or for more pay on that day than at the first entry",
            of_pl="osoby pracujące przy pierwszym wejściu, o których wiadomo, jak pracowały wtedy i teraz",
            of_en="people employed at the first entry whose work then and now is known",
            adapted_pl="Lepsza sytuacja to tu tylko wymiar i wynagrodzenie; zmiany rodzaju umowy nie oceniamy.",
            adapted_en="An improvement is more hours or pay only; a change of the kind of contract is not judged.",
        ),
        _improved_later,
    ),
)
"""The two that are the managing authority's: estimates, with bounds."""
