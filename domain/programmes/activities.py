"""The six forms that a club may organise "in particular": art. 18(2) of the Act on social employment."""

import msgspec

from domain.refusals import InvalidInput


class Activity(msgspec.Struct, frozen=True, kw_only=True):
    """One form: stable `code`, names, its law."""

    code: str
    pl: str
    en: str
    law: str


class NoSuchActivity(InvalidInput):
    """A form that the law and the catalogue do not name."""

    code = "no-such-activity"
    pl = "Nie ma formy działania o takim kodzie. Dostępne kody: {codes}."
    en = "There is no activity with that code. Available codes: {codes}."


_ACT = "ustawa o zatrudnieniu socjalnym, art. 18 ust. 2"

ACTIVITIES = {
    activity.code: activity
    for activity in (
        Activity(
            code="JOB_FINDING",
            pl="pomoc w znalezieniu pracy i przygotowanie do niej",
            en="help with finding work and preparing for it",
            law=f"{_ACT} pkt 1",
        ),
        Activity(
            code="SOCIALLY_USEFUL_WORK",
            pl="prace społecznie użyteczne",
            en="socially useful work",
            law=f"{_ACT} pkt 2",
        ),
        Activity(code="PUBLIC_WORKS", pl="roboty publiczne", en="public works", law=f"{_ACT} pkt 3"),
        Activity(code="LEGAL_ADVICE", pl="poradnictwo prawne", en="legal advice", law=f"{_ACT} pkt 4"),
        Activity(
            code="SELF_HELP",
            pl="działalność samopomocowa (zatrudnienie, mieszkanie, sprawy socjalne)",
            en="self-help (work, housing, social matters)",
            law=f"{_ACT} pkt 5",
        ),
        Activity(code="INTERNSHIP", pl="staż", en="internship", law=f"{_ACT} pkt 6"),
    )
}


def refuse_unknown_activity(code: str | None) -> None:
    """Refuse a form that is not one of the six."""
    if code is not None and code not in ACTIVITIES:
        raise NoSuchActivity(codes=", ".join(ACTIVITIES), pointer="/activity")
