"""Consequences as sentences, in Polish and English."""

from collections.abc import Callable

from application.projections.timeline.saying import Pair, counted_in_both, day_of, duration, joined, programme_name
from application.projections.timeline.words import WORDS
from domain.consequences import Consequence, ConsequenceKind, ReportCell, Spell
from domain.flags import WORDS as FLAGS
from domain.polish import counted
from domain.vocabulary import EpisodeState

MOST_CELLS = 4
"""So many numbers of a sent report are named; the others are counted."""

_NUMBERS = ("liczba", "liczby", "liczb")
_DAYS = ("dzień", "dni", "dni")
_FINDINGS = ("ustalenie kwalifikacji", "ustalenia kwalifikacji", "ustaleń kwalifikacji")
_BREACHES = ("naruszenie kontraktu", "naruszenia kontraktu", "naruszeń kontraktu")
_ENTRIES = ("wpis godzin", "wpisy godzin", "wpisów godzin")


def sentence(consequence: Consequence) -> Pair:
    """Return what would change as one sentence."""
    pl, en = _SAID[consequence.kind](consequence)
    return f"{pl}.", f"{en}."


def _which(consequence: Consequence) -> Pair:
    """Return the entries that are meant, in brackets."""
    listed = ", ".join(map(str, consequence.items))
    several = len(consequence.items) > 1
    return f" ({'wpisy' if several else 'wpis'} {listed})", f" ({'entries' if several else 'entry'} {listed})"


def _breach_gone(c: Consequence) -> Pair:
    pl, en = _which(c)
    return f"Zniknie: {counted(len(c.items), _BREACHES)}{pl}", f"A breach of the contract would be gone{en}"


def _breach_new(c: Consequence) -> Pair:
    pl, en = _which(c)
    return f"Dojdzie: {counted(len(c.items), _BREACHES)}{pl}", f"A breach of the contract would be added{en}"


def _findings(c: Consequence) -> Pair:
    return counted_in_both(len(c.items), _FINDINGS, ("finding", "findings"))


def _unsupported(c: Consequence) -> Pair:
    (pl, en), (count_pl, count_en) = _which(c), _findings(c)
    return (
        f"Bez oparcia zostanie {count_pl}{pl}: sprawdź i ustal kwalifikację na nowo",
        f"{count_en} of eligibility would lose what it rests on{en}: look, and find anew",
    )


def _supported(c: Consequence) -> Pair:
    (pl, en), (count_pl, count_en) = _which(c), _findings(c)
    return f"Oparcie odzyska {count_pl}{pl}", f"{count_en} of eligibility would rest on facts again{en}"


def _bounds(c: Consequence) -> Pair:
    assert c.first is not None and c.last is not None  # noqa: S101, PT018 (the kinds that call this have both)
    (first_pl, first_en), (last_pl, last_en) = day_of(c.first), day_of(c.last)
    return (first_pl, first_en) if c.first == c.last else (f"{first_pl}–{last_pl}", f"{first_en} to {last_en}")


def _cover_lost(c: Consequence) -> Pair:
    (pl, en), (days_pl, days_en) = _bounds(c), counted_in_both(c.days or 0, _DAYS, ("day", "days"))
    return f"Bez kontraktu zostanie {days_pl} udziału ({pl})", f"{days_en} would be without a contract ({en})"


def _cover_gained(c: Consequence) -> Pair:
    (pl, en), (days_pl, days_en) = _bounds(c), counted_in_both(c.days or 0, _DAYS, ("day", "days"))
    return f"Kontrakt obejmie {days_pl} udziału więcej ({pl})", f"A contract would cover {days_en} more ({en})"


def _state(c: Consequence) -> Pair:
    (pl, en), (was, becomes) = _which(c), (_state_words(c.was), _state_words(c.becomes))
    return f"Epizod{pl}: {was[0]} → {becomes[0]}", f"Episode{en}: {was[1]} → {becomes[1]}"


def _state_words(state: object) -> Pair:
    return WORDS[state] if isinstance(state, EpisodeState) else ("nie ma go", "not there")


def _enrolment(c: Consequence) -> Pair:
    (pl, en), (name_pl, name_en) = _which(c), programme_name(c.programme or "")
    was, becomes = _spell_words(c.was), _spell_words(c.becomes)
    return (
        f"Udział w programie {name_pl}{pl}: {was[0]} → {becomes[0]}",
        f"Enrolment in {name_en}{en}: {was[1]} → {becomes[1]}",
    )


def _employment(c: Consequence) -> Pair:
    (pl, en), (was, becomes) = _which(c), (_spell_words(c.was), _spell_words(c.becomes))
    return f"Praca{pl}: {was[0]} → {becomes[0]}", f"Work{en}: {was[1]} → {becomes[1]}"


def _spell_words(spell: object) -> Pair:
    if not isinstance(spell, Spell):
        return "nie ma go", "not there"
    (first_pl, first_en) = day_of(spell.since)
    last_pl, last_en = ("…", "…") if spell.until is None else day_of(spell.until)
    return f"{first_pl}–{last_pl}", f"{first_en} to {last_en}"


def _hours(c: Consequence) -> Pair:
    (pl, en), (name_pl, name_en) = _which(c), programme_name(c.programme or "")
    was, becomes = (duration(value if isinstance(value, int) else 0) for value in (c.was, c.becomes))
    return (
        f"Godziny w programie {name_pl}{pl}: {was[0]} → {becomes[0]}",
        f"Hours in {name_en}{en}: {was[1]} → {becomes[1]}",
    )


def _approval_lost(c: Consequence) -> Pair:
    (pl, en), (count_pl, count_en) = _which(c), counted_in_both(len(c.items), _ENTRIES, ("entry", "entries"))
    return (
        f"Zatwierdzenie straci {count_pl}{pl}: zatwierdź ponownie",
        f"{count_en} of hours would no longer be approved{en}",
    )


def _flag(pl_before: str, en_before: str, c: Consequence) -> Pair:
    assert c.flag is not None  # noqa: S101 (the kinds that call this have one)
    (pl, en), words = _which(c), FLAGS[c.flag]
    return f"{pl_before}: {words[0]}{pl}", f"{en_before}: {words[1]}{en}"


def _report(c: Consequence) -> Pair:
    shown = [one for one in c.cells if one.whole] or c.cells
    listed = [_cell(one) for one in shown[:MOST_CELLS]]
    more = len(c.cells) - len(listed)
    pl, en = joined(listed, "; ") or ("", "")
    if more:
        count_pl, count_en = counted_in_both(more, _NUMBERS, ("number", "numbers"))
        pl, en = f"{pl}; i jeszcze {count_pl}", f"{en}; and {count_en} more"
    return (
        f"Zmieni wysłane sprawozdanie za {c.year} (wysyłka {c.sending}): {pl}",
        f"The report of {c.year} that was sent (sending {c.sending}) would say otherwise: {en}",
    )


def _cell(one: ReportCell) -> Pair:
    pl, en = f"{one.pl} {one.was} → {one.becomes}", f"{one.en} {one.was} → {one.becomes}"
    return (pl, en) if one.sent == one.was else (f"{pl} (wysłano {one.sent})", f"{en} (sent: {one.sent})")


_SAID: dict[ConsequenceKind, Callable[[Consequence], Pair]] = {
    ConsequenceKind.BREACH_GONE: _breach_gone,
    ConsequenceKind.BREACH_NEW: _breach_new,
    ConsequenceKind.FINDING_UNSUPPORTED: _unsupported,
    ConsequenceKind.FINDING_SUPPORTED: _supported,
    ConsequenceKind.COVER_LOST: _cover_lost,
    ConsequenceKind.COVER_GAINED: _cover_gained,
    ConsequenceKind.EPISODE_STATE: _state,
    ConsequenceKind.ENROLMENT: _enrolment,
    ConsequenceKind.EMPLOYMENT: _employment,
    ConsequenceKind.HOURS: _hours,
    ConsequenceKind.APPROVAL_LOST: _approval_lost,
    ConsequenceKind.FLAG_NEW: lambda c: _flag("Dojdzie do wyjaśnienia", "To be explained", c),
    ConsequenceKind.REPORT_CHANGED: _report,
    ConsequenceKind.FLAG_GONE: lambda c: _flag("Zniknie z wyjaśnień", "No longer to be explained", c),
}
