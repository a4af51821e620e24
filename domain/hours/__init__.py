"""Hours: time of one person in one enrolment, recorded, corrected, voided, approved and returned.

Time is kept in minutes that passed; rounding belongs to an edition's settlement, never to the record. An entry belongs
to the day it starts on and may run past midnight and over days; what counts where is worked out from it (`time`).
`recording` holds the rules of days and units, `overlap` one place at a time, `limits` how much, `provider` what one
provider may do, `judging` puts them in their order, `checking` is what may be said of an entry that is there.
"""

from domain.hours.checking import (
    ApprovedAlready,
    ApprovedBySameHand,
    NoEntries,
    NothingCorrected,
    ReturnedAlready,
    VoidedAlready,
    entry_that_stands,
    refuse_empty_correction,
    refuse_the_same_hand,
    refuse_unapprovable,
    refuse_unreturnable,
)
from domain.hours.facts import (
    Excess,
    HoursApproved,
    HoursCorrected,
    HoursEntry,
    HoursRecorded,
    HoursReturned,
    HoursState,
    HoursVoided,
)
from domain.hours.overlap import AssistanceOverlap, HoursOverlap, MoreThanADay, ProviderElsewhere
from domain.hours.recording import (
    EndAndMinutesDiffer,
    EndDayWithoutTime,
    EndWithoutStart,
    HoursAfterEdition,
    HoursAfterExit,
    HoursBeforeEnrolment,
    HoursDuringSuspension,
    ImpossibleMinutes,
    LongerThanAnEntry,
    NoLength,
    NotCountedSo,
    length_said,
    refuse_hours_during_suspension,
    refuse_hours_outside_enrolment,
    refuse_impossible_minutes,
    unit_said,
)
from domain.hours.time import counted, days_of, last_day_of, minutes_of_both, minutes_said

__all__ = [
    "ApprovedAlready",
    "ApprovedBySameHand",
    "AssistanceOverlap",
    "EndAndMinutesDiffer",
    "EndDayWithoutTime",
    "EndWithoutStart",
    "Excess",
    "HoursAfterEdition",
    "HoursAfterExit",
    "HoursApproved",
    "HoursBeforeEnrolment",
    "HoursCorrected",
    "HoursDuringSuspension",
    "HoursEntry",
    "HoursOverlap",
    "HoursRecorded",
    "HoursReturned",
    "HoursState",
    "HoursVoided",
    "ImpossibleMinutes",
    "LongerThanAnEntry",
    "MoreThanADay",
    "NoEntries",
    "NoLength",
    "NotCountedSo",
    "NothingCorrected",
    "ProviderElsewhere",
    "ReturnedAlready",
    "VoidedAlready",
    "counted",
    "days_of",
    "entry_that_stands",
    "last_day_of",
    "length_said",
    "minutes_of_both",
    "minutes_said",
    "refuse_empty_correction",
    "refuse_hours_during_suspension",
    "refuse_hours_outside_enrolment",
    "refuse_impossible_minutes",
    "refuse_the_same_hand",
    "refuse_unapprovable",
    "refuse_unreturnable",
    "unit_said",
]
