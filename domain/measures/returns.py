"""HUD-style: a success is who does not come back. Silence is success: for comparison only.

Source: HUD System Performance Measure 2 (returns to homelessness within 180, 365 and 730 days of the first exit to
permanent housing). Adapted: the exit to permanent housing is a completed exit from the club, and the return is a new
first support in the club, of any programme.
"""

from datetime import date, timedelta

from domain.measures.definition import Confidence, Definition, Judged, Measure, SilenceIs, When, Whose
from domain.measures.exits import LEFT_AS, Left
from domain.measures.taking_part import TakingPart
from domain.measures.working import known_until
from domain.vocabulary import EpisodeKind

WITHIN_DAYS = (180, 365, 730)
"""The ends of HUD's three bands (0-180, 181-365, 366-730 days); counted from the exit here, so that they add up."""


def _stayed_away(one: TakingPart, definition: Definition, today: date) -> Judged:
    """Judge by the first return after the first exit; who was not away long enough is pending, whatever came yet."""
    exit_ = one.first_left
    if exit_ is None or exit_.exited_on is None or exit_.exit_kind is None:
        return Judged.OUTSIDE
    if LEFT_AS[exit_.exit_kind] is not Left.COMPLETED:
        return Judged.OUTSIDE
    left_on = exit_.exited_on
    last = left_on + timedelta(days=definition.parameters["days_after_exit"])
    if today <= last:
        return Judged.PENDING
    back = [
        stay.began_on
        for stay in one.person.stays
        if stay.kind is EpisodeKind.KIS
        and stay.began_on is not None
        and stay.began_on >= left_on
        and stay.key != exit_.key
    ]
    if back and min(back) <= last:
        return Judged.NO
    if one.person.died_on is not None and one.person.died_on <= last:
        return Judged.DIED
    return Judged.YES if _heard_of(one, last) or back else Judged.UNKNOWN


def _heard_of(one: TakingPart, day: date) -> bool:
    """Return whether anything is known of a person on or after a day, outside the club."""
    works = any(spell.started_on <= day <= known_until(one.person, spell) for spell in one.person.spells)
    return works or any(said.as_of >= day for said in one.person.answers)


def _within(days: int) -> Measure:
    return Measure(
        Definition(
            code=f"HUD-BEZ-POWROTU-{days}",
            version=1,
            valid_from=date(2014, 10, 1),
            until=None,
            pl=f"Bez powrotu do klubu w ciągu {days} dni (w stylu HUD)",
            en=f"No return to the club within {days} days (HUD style)",
            counts_pl=f"osoby, które w ciągu {days} dni od pierwszego ukończenia nie wróciły do klubu",
            counts_en=f"people who did not come back to the club within {days} days of the first completion",
            of_pl="osoby, których pierwsze zakończenie było ukończeniem i od którego minęło tyle dni",
            of_en="people whose first exit was a completion, so many days ago",
            law="HUD System Performance Measures, measure 2 (USA)",
            source="hmis-warehouse (kod otwarty), hud_spm_report/fy2026",
            confidence=Confidence.MEDIUM,
            silence=SilenceIs.SUCCESS,
            whose=Whose.CLUB,
            when=When.FIRST_LEFT,
            parameters={"days_after_exit": days},
            adapted_pl="Zamiast wyjścia do własnego mieszkania: ukończenie udziału; zamiast powrotu do bezdomności: "
            "nowe wsparcie w klubie. HUD podaje trzy osobne przedziały (0-180, 181-365, 366-730 dni), tu liczymy "
            "narastająco. Reguły 14 dni nie stosujemy. Ta miara nie mówi nic o pracy.",
            adapted_en="Instead of an exit to permanent housing: a completion; instead of a return to homelessness: "
            "a new support in the club. HUD has three separate bands (0-180, 181-365, 366-730 days), here they add "
            "up. The rule of 14 days is not applied. This measure says nothing of work.",
        ),
        _stayed_away,
    )


RETURNS = tuple(_within(days) for days in WITHIN_DAYS)
