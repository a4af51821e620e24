"""Taking a fact back: an exit by its own step, any other entry by the void; and what holds a void up.

A fact is the ground of others where their guards would not have let them in without it: the hours of an enrolment,
the days that only one contract covers, the calls after an exit. Those are voided first.
"""

from datetime import date
from typing import TYPE_CHECKING

from domain.declarations import to_contact
from domain.eligibility import latest
from domain.follow_up.basis import ContactBasis
from domain.hours.time import days_of
from domain.participation.rules import ClosedAlready
from domain.refusals import NotFound, Refusal
from domain.social_contract import completed
from domain.vocabulary import EpisodeState, Relation

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from domain.absences import Absence
    from domain.enrolment import Enrolment
    from domain.hours import HoursEntry
    from domain.participant.state import JourneyState
    from domain.participation.facts import Death
    from domain.referral import Episode

SHOWN_MOST = 10


class NotAnExit(Refusal):
    """A void of something that is no exit."""

    code = "not-an-exit"
    pl = "Wpis {item} nie jest zakończeniem udziału albo zostało ono już unieważnione."
    en = "Entry {item} is no exit, or has been voided already."


class ExitHasItsOwnVoid(Refusal):
    """An exit is voided by its own step, which reopens the episode."""

    code = "exit-has-its-own-void"
    pl = "Wpis {item} to zakończenie udziału. Unieważnij je w zakończeniach (exits/{item}/void)."
    en = "Entry {item} is an exit. Void it among the exits (exits/{item}/void)."


class AnotherEpisodeSince(Refusal):
    """An exit that cannot be taken back, since another episode of the kind came after it."""

    code = "another-episode-since"
    pl = "Po tym zakończeniu zaczął się nowy epizod tego rodzaju (wpis {item}). Najpierw unieważnij tamten."
    en = "Another episode of this kind began after that exit (item {item}). Void that one first."


class EntryVoidedAlready(Refusal):
    """A void of the voided."""

    code = "entry-voided-already"
    pl = "Wpis {item} unieważniono już (wpisem {by}). Nie można tego zrobić drugi raz."
    en = "Entry {item} has been voided already (by entry {by}). It cannot be voided twice."


class HoldsOthers(Refusal):
    """An entry on which others rest."""

    code = "holds-others"
    pl = "Na tym wpisie opierają się inne ({others}). Najpierw unieważnij lub sprostuj tamte."
    en = "Other entries rest on this one ({others}). Void or correct those first."


def refuse_void_of_no_exit(episodes: "Mapping[int, Episode]", item: int, deaths: "Mapping[int, Death]") -> None:
    """Refuse to void what is no exit, or an exit after which another episode of the kind began."""
    ended = next((e for e in episodes.values() if e.exited_by == item and item not in deaths), None)
    if ended is None or ended.ended_as is not EpisodeState.EXITED:
        raise NotAnExit(item=item)
    refuse_reopening_beside_another(episodes, item)


def refuse_void_of_an_exit(episodes: "Mapping[int, Episode]", item: int, deaths: "Mapping[int, Death]") -> None:
    """Refuse to void an exit as if it were any entry: it has a step of its own."""
    if item not in deaths and any(e.exited_by == item and e.ended_as is EpisodeState.EXITED for e in episodes.values()):
        raise ExitHasItsOwnVoid(item=item)


def refuse_reopening_beside_another(episodes: "Mapping[int, Episode]", version: int) -> None:
    """Refuse to reopen what the fact of `version` ended where a later episode of the kind has begun."""
    for ended in episodes.values():
        if ended.exited_by == version:
            for other in episodes.values():
                if other.kind is ended.kind and other.item > ended.item:
                    raise AnotherEpisodeSince(item=other.item)
            if ended.closed_on is not None:
                raise ClosedAlready(closed_on=ended.closed_on)


def refuse_impossible_void(voided: "Mapping[int, int]", item: int, *, there: bool) -> None:
    """Refuse to void what is not there, and what is voided."""
    if item in voided:
        raise EntryVoidedAlready(item=item, by=voided[item])
    if not there:
        raise NotFound


def refuse_void_of_the_ground(life: "JourneyState", item: int, booked: "Iterable[HoursEntry]") -> None:
    """Refuse to void what other entries rest on: those that could not be recorded without it.

    `booked` are the hours entries that stand.
    """
    others = sorted({*_falling(life, item, list(booked))} - {item})
    if others:
        shown = [*map(str, others[:SHOWN_MOST]), *(["…"] if len(others) > SHOWN_MOST else [])]
        raise HoldsOthers(others=", ".join(shown))


def _falling(life: "JourneyState", item: int, booked: "Collection[HoursEntry]") -> "Iterator[int]":
    """Yield the items that the guards would not let in if the fact of that item had never been."""
    without = life.draft()
    without.unsay(item, item)
    yield from _falling_out_of_an_episode(life, without, item)
    yield from _falling_out_of_an_enrolment(life, without, booked)
    yield from _falling_places(life, without)
    yield from _falling_papers(life, without)
    yield from _falling_beside_another(life, without)
    yield from _falling_ends_of_work(life, without)
    yield from _falling_attempts(life, without)
    yield from _falling_prints(life, without)
    for signed in (life.episodes, life.consents, life.declarations):
        signatures = ((paper.item, paper.signed_by) for paper in signed.values())
        yield from (paper for paper, link in signatures if link is not None and link not in without.related)


def _falling_out_of_an_episode(life: "JourneyState", without: "JourneyState", item: int) -> "Iterator[int]":
    within = (
        life.verdicts,
        life.agreed_periods,
        life.suspensions,
        life.outcomes,
        life.follow_ups,
        life.inferences,
    )
    for items in within:
        yield from (other.item for other in items.values() if other.episode not in without.episodes)
    if item in life.episodes:
        return
    for after in (life.follow_ups, life.inferences):
        yield from (one.item for one in after.values() if without.episodes[one.episode].is_open)
    for pause in without.suspensions.values():
        begun = [place for place in without.enrolments.values() if place.episode == pause.episode]
        if not any(place.enrolled_on <= pause.since for place in begun):
            yield pause.item
        if life.suspensions[pause.item] != pause:
            yield from (
                p.item for p in without.suspensions.values() if p.episode == pause.episode and p.since > pause.since
            )
    if any(episode.is_open != life.episodes[episode.item].is_open for episode in without.episodes.values()):
        yield from without.deaths


def _falling_out_of_an_enrolment(
    life: "JourneyState", without: "JourneyState", booked: "Collection[HoursEntry]"
) -> "Iterator[int]":
    entries: list[HoursEntry | Absence] = [*booked, *life.absences.values()]
    for entry in entries:
        place = without.enrolments.get(entry.enrolment)
        if place is None or (_suspended(without, place, entry.day) and not _suspended(life, place, entry.day)):
            yield entry.item
    for entry in booked:
        place = life.enrolments[entry.enrolment]
        if any(_loses_cover(life, without, place, day) for day in days_of(entry)):
            yield entry.item


def _falling_places(life: "JourneyState", without: "JourneyState") -> "Iterator[int]":
    for place in without.enrolments.values():
        if place.episode not in without.episodes or _loses_cover(life, without, place, place.enrolled_on):
            yield place.item
        if _cared_for(life, place) and not _cared_for(without, place):
            yield place.item
        if _ineligible(without, place) and not _ineligible(life, place):
            yield place.item
        if place.ended_on is None and life.enrolments[place.item].ended_on is not None:
            exited_by = without.episodes[place.episode].exited_by
            yield from () if exited_by is None else (exited_by,)
            again = (p for p in without.enrolments.values() if p.edition == place.edition and p.item > place.item)
            yield from (other.item for other in again)


def _falling_papers(life: "JourneyState", without: "JourneyState") -> "Iterator[int]":
    for papers in (life.evaluations, life.breaches, life.certificates, life.contract_parts):
        yield from (paper.item for paper in papers.values() if paper.contract not in without.contracts)
    days = [(paper.item, paper.contract, paper.signed_on) for paper in life.contract_parts.values()]
    days += [(breach.item, breach.contract, breach.breached_on) for breach in life.breaches.values()]
    for item, contract, day in days:
        kept = without.contracts.get(contract)
        if kept is not None and kept.cover[1] < day <= life.contracts[contract].cover[1]:
            yield item
    yield from _falling_out_of_a_part(life, without)
    for paper in life.certificates.values():
        had, has = (completed(some.evaluations.values(), paper.contract, paper.issued_on) for some in (life, without))
        if had and not has:
            yield paper.item


def _falling_out_of_a_part(life: "JourneyState", without: "JourneyState") -> "Iterator[int]":
    for action in life.agreed_actions.values():
        if action.part not in without.contract_parts:
            yield action.item
        if action.item not in without.agreed_actions and action.settled_by is not None:
            yield action.settled_by
    for breach in life.breaches.values():
        if breach.action is not None and breach.action not in without.agreed_actions:
            yield breach.item


def _falling_beside_another(life: "JourneyState", without: "JourneyState") -> "Iterator[int]":
    """Yield the consents and links that are there twice where the end of the first had never been."""
    for consent in without.consents.values():
        if consent.withdrawn_on is None and life.consents[consent.item].withdrawn_on is not None:
            again = (c for c in without.consents.values() if c.kind is consent.kind and c.withdrawn_on is None)
            yield from (other.item for other in again if other is not consent)
    for link in without.related.values():
        if link.until is None and life.related[link.item].until is not None:
            same = (o for o in without.related.values() if (o.person, o.relation) == (link.person, link.relation))
            yield from (other.item for other in same if other is not link and other.until is None)


def _falling_ends_of_work(life: "JourneyState", without: "JourneyState") -> "Iterator[int]":
    for job in without.employments.values():
        if job.ended_on is not None and job.ended_on < job.started_on:
            yield from (by for by, _, fields in life.said[job.item] if "ended_on" in fields)


def _falling_attempts(life: "JourneyState", without: "JourneyState") -> "Iterator[int]":
    """Yield the attempts to ask that were made on the ground of a consent, which without it was not there that day."""
    for asked in life.follow_ups.values():
        had, has = (
            any(since <= asked.asked_on and (end is None or asked.asked_on < end) for since, end in consents)
            for consents in (to_contact(some.consents.values()) for some in (life, without))
        )
        if asked.basis is ContactBasis.CONSENT and had and not has:
            yield asked.item


def _falling_prints(life: "JourneyState", without: "JourneyState") -> "Iterator[int]":
    """Yield the sheets in use that were printed of something which was not there, and the signatures that point at it.

    A spoiled sheet holds nothing up.
    """
    fallen = {item for kind in life.ITEMS for item in getattr(life, kind).keys() - getattr(without, kind).keys()}
    for paper in without.papers.values():
        if paper.cancelled_on is None and paper.about in fallen:
            yield paper.item
    for signature in without.paper_signatures.values():
        if signature.entry in fallen or signature.guardian in fallen:
            yield signature.item
        if without.papers[signature.paper].cancelled_on is not None:
            yield signature.item


def _suspended(life: "JourneyState", place: "Enrolment", day: date) -> bool:
    return any(s.episode == place.episode and s.holds_on(day) for s in life.suspensions.values())


def _ineligible(life: "JourneyState", place: "Enrolment") -> bool:
    finding = latest(life.verdicts.values(), place.episode, place.enrolled_on)
    return finding is not None and not finding.confirmed


def _cared_for(life: "JourneyState", place: "Enrolment") -> bool:
    links = life.related.values()
    return any(link.relation is Relation.CARED_FOR and link.person == place.quota_of for link in links)


def _loses_cover(life: "JourneyState", without: "JourneyState", place: "Enrolment", day: date) -> bool:
    """Tell whether a day that needs a contract is covered in one life and not in the other."""
    had, has = (any(c.covers(day) for c in some.contracts.values()) for some in (life, without))
    return place.needs_contract and had and not has
