"""The end of a month of socially useful work under one agreement (porozumienie): what the club owes, and to whom.

Three lists: *ewidencja* (who worked when), *lista należnych świadczeń* (hours times the rate of the day), and what the
labour office is told of absences and refusals (domain page 3.3; Dz.U. 2017 poz. 2447). Only time that was approved and
that no limit leaves out is paid; a day without work is paid to nobody, sick or not. No rate comes with the program.
"""

from domain.month_end.benefits import Benefit, Part, amount_of, benefits, refunded
from domain.month_end.breaches import Breach, BreachKind
from domain.month_end.missing import Missing, MissingKind, missing
from domain.month_end.month import MonthEnd, MonthNotBegun, Terms, month_end
from domain.month_end.unemployed import LostStatus, StatusKind, StatusSaid, lost_status
from domain.month_end.worked import Left, Worked, within

__all__ = [
    "Benefit",
    "Breach",
    "BreachKind",
    "Left",
    "LostStatus",
    "Missing",
    "MissingKind",
    "MonthEnd",
    "MonthNotBegun",
    "Part",
    "StatusKind",
    "StatusSaid",
    "Terms",
    "Worked",
    "amount_of",
    "benefits",
    "lost_status",
    "missing",
    "month_end",
    "refunded",
    "within",
]
