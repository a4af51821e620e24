"""Sentences about an edition of a programme: places, sessions, service days, the waiting list."""

from application.projections.timeline.opening import Opener, Saying
from application.projections.timeline.referring import FROM_THE_REGISTER, note, provider, reason
from application.projections.timeline.saying import (
    Pair,
    Sentence,
    counted_in_both,
    day_of,
    duration,
    period,
    programme_name,
    remark,
    sentence,
)
from application.projections.timeline.words import WORDS
from domain.editions import EditionClosed, EditionConfirmed, EditionOpened, PlacesChanged
from domain.editions.service_days import ServiceDayRecorded
from domain.editions.sessions import SessionCancelled, SessionPlanned
from domain.editions.waiting_list import PutOnWaitingList, TakenOffWaitingList
from domain.journal import Fact


def _opened(fact: EditionOpened, opened: Opener) -> Sentence:
    day, name, runs = day_of(fact.occurred_on), programme_name(fact.programme), period(fact.opens_on, fact.closes_on)
    places = _places(fact.places)
    checked = ("", "") if fact.confirmed else ("; dane do potwierdzenia", "; to be confirmed")
    return sentence(
        f"Wpisano {day[0]} edycję „{fact.code}” programu {name[0]}: {runs[0]}, {places[0]}{checked[0]}",
        f"Edition “{fact.code}” of the programme {name[1]} entered on {day[1]}: {runs[1]}, {places[1]}{checked[1]}",
        note(opened),
    )


def _confirmed(fact: EditionConfirmed, opened: Opener) -> Sentence:
    day, runs, places = day_of(fact.occurred_on), period(fact.opens_on, fact.closes_on), _places(fact.places)
    return sentence(
        f"Potwierdzono {day[0]} dane edycji: {runs[0]}, {places[0]}",
        f"Details of the edition confirmed on {day[1]}: {runs[1]}, {places[1]}",
        remark("Źródło", "Source", opened("source")),
    )


def _changed(fact: PlacesChanged, opened: Opener) -> Sentence:
    day, places = day_of(fact.occurred_on), _places(fact.places)
    return sentence(
        f"Zmieniono {day[0]} liczbę miejsc, obecnie: {places[0]}",
        f"Number of places changed on {day[1]}, now: {places[1]}",
        reason(opened),
    )


def _closed(fact: EditionClosed, opened: Opener) -> Sentence:
    day = day_of(fact.occurred_on)
    return sentence(
        f"Zamknięto edycję przed terminem, ostatni dzień: {day[0]}",
        f"Edition closed early, last day: {day[1]}",
        reason(opened),
    )


def _planned(fact: SessionPlanned, opened: Opener) -> Sentence:
    said, at, long = day_of(fact.occurred_on), _session(fact), duration(fact.minutes)
    return sentence(
        f"Zaplanowano {said[0]} zajęcia: {at[0]}, {long[0]}",
        f"Session planned on {said[1]}: {at[1]}, {long[1]}",
        remark("Prowadzenie", "Led by", provider(opened, fact.leader)),
        remark("Miejsce", "Place", opened("place")),
        remark("Temat", "Subject", opened("topic")),
        remark("Najwyżej", "At most", None if fact.places is None else _places(fact.places)),
    )


def _cancelled(fact: SessionCancelled, opened: Opener) -> Sentence:
    said, at = day_of(fact.occurred_on), _session(opened.of(fact.session)[0])
    return sentence(f"Odwołano {said[0]} zajęcia: {at[0]}", f"Session cancelled on {said[1]}: {at[1]}", reason(opened))


def _session(fact: SessionPlanned) -> Pair:
    day, hour = day_of(fact.day), f"{fact.starts_at:%H:%M}"
    return f"{day[0]} od {hour}", f"{day[1]} from {hour}"


def _service_day(fact: ServiceDayRecorded, opened: Opener) -> Sentence:
    day = day_of(fact.occurred_on)
    state = ("dostępna", "open") if fact.open else ("niedostępna", "closed")
    why = None if fact.reason is None else WORDS[fact.reason]
    return sentence(
        f"Usługa {state[0]} {day[0]}",
        f"Service {state[1]} on {day[1]}",
        remark("Przyczyna", "Cause", why),
        note(opened),
    )


def _waiting(fact: PutOnWaitingList, _: Opener) -> Sentence:
    day, (pl, en) = day_of(fact.occurred_on), FROM_THE_REGISTER
    return sentence(f"Wpisano na listę oczekujących {day[0]}: {pl}", f"Put on the waiting list on {day[1]}: {en}")


def _off_the_list(fact: TakenOffWaitingList, opened: Opener) -> Sentence:
    day, since, how = day_of(fact.occurred_on), day_of(opened.of(fact.entry)[0].occurred_on), WORDS[fact.how]
    (pl, en) = FROM_THE_REGISTER
    return sentence(
        f"Koniec oczekiwania {day[0]} (na liście od {since[0]}, {pl}): {how[0]}",
        f"Off the waiting list on {day[1]} (waiting since {since[1]}, {en}): {how[1]}",
        remark("Powód przyjęcia", "Admitted because of", opened("reason")),
    )


def _places(number: int | None) -> Pair:
    if number is None:
        return "bez limitu miejsc", "no limit of places"
    return counted_in_both(number, ("miejsce", "miejsca", "miejsc"), ("place", "places"))


EDITIONS: dict[type[Fact], Saying] = {
    EditionOpened: _opened,
    EditionConfirmed: _confirmed,
    PlacesChanged: _changed,
    EditionClosed: _closed,
    SessionPlanned: _planned,
    SessionCancelled: _cancelled,
    ServiceDayRecorded: _service_day,
    PutOnWaitingList: _waiting,
    TakenOffWaitingList: _off_the_list,
}
