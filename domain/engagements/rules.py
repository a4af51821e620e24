"""What a control may be: from which day to which, about which days, for whom, and what it opens.

No statute of ours says how long a grant may hold; here as long as a token at most (a year), and an extension is a new
grant under a new authorisation. A controller is in one control at a time, so that each look names one authorisation,
and has no other role in the club: who controls is not of those who are controlled.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from uuid import UUID

import msgspec

from domain.calendar import refuse_date_out_of_range
from domain.journal import Purpose
from domain.refusals import InvalidInput, Refusal
from domain.vocabulary import Role

ENGAGEMENT_DAYS_MAX = 366
OPENED_WITHOUT_A_REASON = frozenset({Purpose.IDENTITY, Purpose.STATISTICS})
"""Which personal content a control opens without saying why: who somebody is, and coarse codes."""
LAW = "art. 5 ust. 1 lit. b i c RODO"


class Period(msgspec.Struct, frozen=True, kw_only=True):
    """Days from the first to the last, both included."""

    first: date
    last: date

    def touches(self, since: date, until: date | None) -> bool:
        """Return whether something that lasted so long (None: it goes on) has a day in the period."""
        return since <= self.last and (until is None or until >= self.first)


class EngagementEndsBeforeItBegins(InvalidInput):
    """The last day is before the first."""

    code = "engagement-ends-before-it-begins"
    pl = "Kontrola kończy się przed swoim początkiem. Popraw jedną z dat według upoważnienia."
    en = "The control ends before it begins. Correct one of the dates from the authorisation."


class EngagementOverAlready(InvalidInput):
    """A control opened for days that are over."""

    code = "engagement-over-already"
    pl = "Ostatni dzień kontroli już minął (dziś jest {today}). Podaj ostatni dzień od dziś."
    en = "The last day of the control is over (today is {today}). Give a last day from today on."


class EngagementTooLong(InvalidInput):
    """A control dated for more than a year."""

    code = "engagement-too-long"
    pl = "Kontrola może trwać najwyżej {days} dni, do {latest}. Przedłużenie zapisz jako nową kontrolę."
    en = "A control may hold for at most {days} days, until {latest}. Record an extension as a new control."


class PeriodEndsBeforeItBegins(InvalidInput):
    """The period that is looked at ends before it begins."""

    code = "controlled-period-ends-before-it-begins"
    pl = "Okres objęty kontrolą kończy się przed swoim początkiem. Popraw jedną z dat."
    en = "The period that is controlled ends before it begins. Correct one of the dates."


class OpensMoreWithoutAReason(InvalidInput):
    """Notes or data of art. 9 and 10 opened without saying why."""

    code = "opens-more-without-a-reason"
    law = LAW
    pl = (
        "Notatki i dane szczególne kontrola otwiera tylko wtedy, gdy wymaga tego jej zakres. Uzasadnij to "
        "(opens_because) albo zostaw kontroli tożsamość i kody statystyczne."
    )
    en = (
        "What is noted about people, and data of art. 9 and 10, are opened only where the scope of the control needs "
        "them. Say why (opens_because), or leave it identity and statistical codes."
    )


class NotAController(InvalidInput):
    """A control for somebody who is no auditor, or something else as well."""

    code = "not-a-controller"
    pl = (
        "Kontrolę otwiera się dla kont, które mają rolę audytora i żadnej innej. Poproś administratora o takie konto "
        "(kis user add)."
    )
    en = (
        "A control is opened for accounts with the role of an auditor and no other. Ask the administrator for such an "
        "account (kis user add)."
    )


class UnknownEdition(InvalidInput):
    """A control of an edition that there is not."""

    code = "unknown-edition"
    pl = "Nie ma takiej edycji. Skopiuj jej identyfikator z listy edycji (kis edition list)."
    en = "There is no such edition. Copy its identifier from the list of editions (kis edition list)."


class InAControlAlready(Refusal):
    """The same controller in two controls at a time."""

    code = "in-a-control-already"
    pl = (
        "Ta osoba ma już w tym czasie kontrolę ({since}–{until}). Zakończ tamtą, podaj późniejszy pierwszy dzień albo "
        "wskaż inne konto audytora."
    )
    en = (
        "This person has a control at that time already ({since} to {until}). Close that one, give a later first day, "
        "or name another auditor's account."
    )


class EngagementOver(Refusal):
    """Something in a control that is over."""

    code = "engagement-over"
    pl = "Ta kontrola zakończyła się {last}. Dalsze czynności wymagają nowej kontroli, którą otwiera koordynator."
    en = "This control ended on {last}. Anything further needs a new control, which the coordinator opens."


class EngagementNotYet(Refusal):
    """Something in a control that has not begun."""

    code = "engagement-not-yet"
    pl = "Ta kontrola zaczyna się {first}. Powtórz to od tego dnia."
    en = "This control begins on {first}. Do it from that day on."


def refuse_impossible_days(since: date, until: date, today: date) -> None:
    """Refuse days beyond all records, that end before they begin, are over, or are more than a year."""
    refuse_date_out_of_range(since, "/since")
    refuse_date_out_of_range(until, "/until")
    if until < since:
        raise EngagementEndsBeforeItBegins(pointer="/until")
    if until < today:
        raise EngagementOverAlready(today=today, pointer="/until")
    latest = since + timedelta(days=ENGAGEMENT_DAYS_MAX - 1)
    if until > latest:
        raise EngagementTooLong(days=ENGAGEMENT_DAYS_MAX, latest=latest, pointer="/until")


def refuse_impossible_period(first: date, last: date) -> None:
    """Refuse a period beyond all records, or one that ends before it begins; it may reach beyond today."""
    refuse_date_out_of_range(first, "/period_first")
    refuse_date_out_of_range(last, "/period_last")
    if last < first:
        raise PeriodEndsBeforeItBegins(pointer="/period_last")


def refuse_opening_more_without_a_reason(opens: Iterable[Purpose], because: str | None) -> None:
    """Refuse to open notes or data of art. 9 and 10 RODO without saying why."""
    if because is None and not OPENED_WITHOUT_A_REASON.issuperset(opens):
        raise OpensMoreWithoutAReason(pointer="/opens_because")


def refuse_no_controller(roles: Mapping[UUID, Collection[Role]], users: Iterable[UUID]) -> None:
    """Refuse users who are no auditors, or hold another role as well; `roles` are of everybody with an account."""
    for place, user in enumerate(users):
        if set(roles.get(user, ())) != {Role.AUDITOR}:
            raise NotAController(pointer=f"/users/{place}")


def refuse_unknown_editions(known: Collection[UUID], editions: Iterable[UUID]) -> None:
    """Refuse an edition that is not among those `known`."""
    for place, edition in enumerate(editions):
        if edition not in known:
            raise UnknownEdition(pointer=f"/editions/{place}")


def refuse_second_control(held: Iterable[Period], since: date, until: date, pointer: str) -> None:
    """Refuse a control at the time of another one of the same user; `held` are those that were not closed."""
    for known in held:
        if known.touches(since, until):
            raise InAControlAlready(since=known.first, until=known.last, pointer=pointer)
