"""What may be recorded of a follow-up: whom the club asks, about which days, and on what basis."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from domain.calendar import refuse_date_in_the_future, refuse_date_out_of_range
from domain.follow_up.basis import Basis
from domain.follow_up.facts import FollowUp, Situation
from domain.refusals import InvalidInput, Refusal
from domain.vocabulary import EpisodeKind, EpisodeState

if TYPE_CHECKING:
    from domain.referral import Episode


class NotLeftYet(Refusal):
    """A follow-up of somebody who takes part or never did, or about a day before the exit."""

    code = "not-left-yet"
    pl = "Monitoring losów dotyczy osób po zakończeniu udziału{since_pl}. Podaj dzień od zakończenia."
    en = "Follow-up is for people who have left{since_en}. Give a day from the exit on."


class NotAskedAboutWork(Refusal):
    """A follow-up of a child or another user of a service."""

    code = "not-asked-about-work"
    pl = "O pracę pytamy tylko po udziale w KIS, a ten epizod to korzystanie z usługi. Rozmowę zapisz jako kontakt."
    en = "Only taking part in the club is followed up; this episode is a service. Record the talk as a contact."


class AnswerOfTheFuture(InvalidInput):
    """An answer about a day after it was given."""

    code = "answer-of-the-future"
    pl = "Odpowiedź nie może opisywać dnia późniejszego niż dzień, w którym jej udzielono. Popraw jedną z dat."
    en = "An answer cannot speak of a day after it was given. Correct one of the dates."


class NoBasisForContact(Refusal):
    """An attempt to ask somebody whom the club has no basis to ask."""

    code = "no-basis-for-contact"
    law = "RODO, art. 6 ust. 1"
    pl = (
        "Brak podstawy do kontaktu w tym dniu: nie było zgody na kontakt po zakończeniu i nie dawała jej żadna "
        "reguła edycji. Zapisz zgodę, jeśli jej udzielono; jeśli próba i tak się odbyła, zapisz ją z powodem "
        "(override)."
    )
    en = (
        "There was no basis for contact on that day: no consent to contact after the exit, and no rule of an edition "
        "gave one. Record the consent if it was given; if the attempt was made all the same, give a reason (override)."
    )


class BasisIsThere(InvalidInput):
    """A reason for going without a basis where there is one."""

    code = "basis-is-there"
    pl = "W tym dniu była podstawa do kontaktu. Pomiń pole override."
    en = "There was a basis for contact on that day. Leave override out."


class NothingInferred(InvalidInput):
    """A refusal to answer as something inferred: only who is asked refuses."""

    code = "nothing-inferred"
    pl = "Odmowy odpowiedzi nie można wywnioskować: odmawia tylko ktoś zapytany. Zapisz próbę kontaktu albo odpowiedź."
    en = "That somebody would not say cannot be inferred: only who is asked refuses. Record an attempt or an answer."


def refuse_follow_up_before_exit(episode: "Episode", asked_on: date, today: date, pointer: str) -> None:
    """Refuse to follow up the user of a service, somebody who has not left, or on a day before they left."""
    refuse_date_in_the_future(asked_on, today, pointer)
    if episode.kind is not EpisodeKind.KIS:
        raise NotAskedAboutWork(pointer="/episode")
    _refuse_day_before_exit(episode, asked_on, pointer)


def refuse_answer_about_another_time(episode: "Episode", as_of: date, asked_on: date) -> None:
    """Refuse an answer that speaks of a day after it was given, or before the exit."""
    refuse_date_out_of_range(as_of, "/as_of")
    if as_of > asked_on:
        raise AnswerOfTheFuture(pointer="/as_of")
    _refuse_day_before_exit(episode, as_of, "/as_of")


def refuse_attempt_without_basis(basis: Basis | None, override: str | None) -> None:
    """Refuse to ask whom nothing allows to ask, unless it is said why that was done; and a reason without need."""
    if basis is None and override is None:
        raise NoBasisForContact(pointer="/asked_on")
    if basis is not None and override is not None:
        raise BasisIsThere(pointer="/override")


def refuse_inference_of_nothing(situation: Situation) -> None:
    """Refuse an inference that somebody would not say."""
    if situation is Situation.WOULD_NOT_SAY:
        raise NothingInferred(pointer="/situation")


_WORKING = {Situation.WORKS: True, Situation.DOES_NOT_WORK: False, Situation.IN_EDUCATION: False}
"""What a situation says of work; moving away and a refusal say nothing of it."""


def contradicting(follow_ups: Mapping[int, FollowUp], item: int) -> list[FollowUp]:
    """Return the other answers about the same day that say the opposite of work, in the order of their items.

    All of them stand. Which one counts, or that none does, is for the definition of a figure to say.
    """
    said = follow_ups.get(item)
    works = None if said is None or said.situation is None else _WORKING.get(said.situation)
    if said is None or works is None:
        return []
    return [
        other
        for other in follow_ups.values()
        if other.as_of == said.as_of and other.situation in _WORKING and _WORKING[other.situation] is not works
    ]


def _refuse_day_before_exit(episode: "Episode", day: date, pointer: str) -> None:
    left = episode.exited_on if episode.ended_as is EpisodeState.EXITED else None
    if left is None or day < left:
        since_pl = "" if left is None else f" ({left:%d.%m.%Y})"
        raise NotLeftYet(since_pl=since_pl, since_en="" if left is None else f" ({left})", pointer=pointer)
