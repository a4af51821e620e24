"""Finding what is to be explained: the record is loaded here, each finding is a function of `domain/flags`.

Nothing of it is kept, since much depends on today, on the rules as they stand and on sealed values; those are opened
only of people who take part where the finding asks for them.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from uuid import UUID

import msgspec

from application.flags.scene import Scene, Scenes
from application.flags.standings import decisions_that_count, grants_of, standings_of, unemployed_on
from application.hours_ground import HoursGround
from application.looking import Looking
from domain import flags
from domain.enrolment import Enrolment
from domain.flags import EntryOnRecord, Flag
from domain.hours.judging import limits_counting
from domain.hours.limits import Limit
from domain.participant import Participant
from domain.providers import Provider
from domain.rules import Rules, book_of
from domain.social_contract import SocialContract


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A finding about a person; of the whole edition where `participant` is None, then `book` says whose rules."""

    participant: UUID | None
    flag: Flag
    book: UUID | None = None


class Finder:
    """Finds flags as they are today."""

    def __init__(self, looking: Looking, today: date) -> None:
        """Look into the record by `looking`."""
        self._looking, self._today = looking, today
        self._scenes = Scenes(looking)
        self._club = looking.indexes.rules.of_club(looking.db)
        self._rules: dict[UUID, Rules] = {}

    def of_edition(self, edition: UUID) -> list[Found]:
        """Return the flags of everybody who takes or took part in an edition, and those of the edition itself."""
        scene = self._scenes.of_edition(edition)
        found = [
            Found(participant=id, flag=flag)
            for id in scene.people
            for flag in self._in_edition(self._looking.known(Participant, id), scene)
        ]
        return [*found, *self._unconfirmed(scene)]

    def of_person(self, person: Participant) -> list[Flag]:
        """Return all flags of a person."""
        places = person.enrolments.values()
        in_places = (
            self._in_place(person, place, self._scenes.of_person(person.id, place.edition)) for place in places
        )
        of_contracts = self._of_contracts(person, person.contracts.values())
        return _once([*(flag for found in in_places for flag in found), *of_contracts])

    def _in_edition(self, person: Participant, scene: Scene) -> list[Flag]:
        places = [place for place in person.enrolments.values() if place.edition == scene.edition]
        contracts = [c for c in person.contracts.values() if any(self._bears(c, place) for place in places)]
        in_places = (self._in_place(person, place, scene) for place in places)
        return _once([*(flag for found in in_places for flag in found), *self._of_contracts(person, contracts)])

    def _bears(self, contract: SocialContract, place: Enrolment) -> bool:
        """Whether an enrolment rests on a contract for some of its days."""
        first, last = contract.cover
        end = flags.last_day(place) or self._today
        return place.needs_contract and first <= end and place.enrolled_on <= last

    def _in_place(self, person: Participant, place: Enrolment, scene: Scene) -> Iterator[Flag]:
        entries = scene.entries(person.id, place.item)
        yield from self._of_entries(entries, scene)
        yield from self._of_limits(person, place, entries, scene)
        yield from flags.provider_twice(
            person.id, place.edition, entries, scene.serving, self._rules_of, self._is_kin_of(place)
        )
        yield from flags.contract_gaps([place], person.contracts.values(), self._today)
        yield from self._of_ground(person, place, entries, scene)

    def _of_entries(self, entries: list[EntryOnRecord], scene: Scene) -> Iterator[Flag]:
        yield from flags.over_limit(entries)
        yield from flags.late_entries(entries, self._club)
        yield from flags.batched_entries(entries, scene.typed, self._club)
        yield from flags.identical_hours(entries, self._club)
        yield from flags.same_hand(entries, scene.rules)
        yield from flags.not_approved(entries, self._today)

    def _of_limits(
        self, person: Participant, place: Enrolment, entries: list[EntryOnRecord], scene: Scene
    ) -> Iterator[Flag]:
        ground = HoursGround(self._looking, person, place)

        def limits_of(day: date) -> Iterator[Limit]:
            return limits_counting(person, place, ground, day)

        def filling(limit: Limit) -> list[EntryOnRecord]:
            return scene.filling(ground.who(limit.share), limit)

        yield from flags.over_limits_now(entries, limits_of, filling)

    def _of_ground(
        self, person: Participant, place: Enrolment, entries: list[EntryOnRecord], scene: Scene
    ) -> Iterator[Flag]:
        for decisions in decisions_that_count(self._looking, person, place, scene.rules):
            yield from flags.decisions_expired(place, decisions, self._today)
        yield from flags.no_grant(place, grants_of(person, place), scene.rules)
        for standings in standings_of(self._looking, person, place, scene.rules):
            yield from flags.hours_after_status_lost(entries, standings)
        yield from flags.no_eligibility_finding(place, person.verdicts.values())
        memberships, proven = unemployed_on(self._looking, person, place, scene.rules, self._club)
        yield from flags.long_term_not_proven(place, memberships, proven=proven)
        yield from flags.no_agreement(place, scene.rules)
        agreement = None if place.agreement is None else self._agreement_of(place.agreement)
        if agreement is not None:
            yield from flags.rules_not_set(place, self._rules_of(agreement))

    def _of_contracts(self, person: Participant, contracts: Iterable[SocialContract]) -> Iterator[Flag]:
        known = {contract.item: contract for contract in contracts}
        parts = person.contract_parts.values()
        yield from flags.contract_parts_missing(known.values(), parts)
        yield from flags.evaluations_overdue(known.values(), parts, person.evaluations.values(), self._today)
        yield from flags.actions_overdue(known, person.agreed_actions.values(), self._today)

    def _unconfirmed(self, scene: Scene) -> Iterator[Found]:
        """Yield of which books, the edition's or an agreement's, rules await confirmation that judged its hours."""
        for owner, days in scene.judged.items():
            flag = flags.values_unconfirmed(self._rules_of(owner), days)
            if flag is not None:
                yield Found(participant=None, flag=flag, book=book_of(owner))

    def _rules_of(self, owner: UUID) -> Rules:
        """Return the rules of an edition or an agreement, looked up once."""
        if owner not in self._rules:
            self._rules[owner] = self._looking.indexes.rules.of(self._looking.db, owner)
        return self._rules[owner]

    def _agreement_of(self, number: str) -> UUID | None:
        return self._looking.indexes.agreements.of_number(self._looking.db, number)

    def _is_kin_of(self, place: Enrolment) -> Callable[[UUID, date], bool]:
        def is_kin(provider: UUID, day: date) -> bool:
            known = self._looking.known(Provider, provider)
            return any(k.person == place.quota_of and k.holds_on(day) for k in known.kinships.values())

        return is_kin


def _once(found: Iterable[Flag]) -> list[Flag]:
    """Return each finding once: the same fact may be found in two enrolments."""
    by_key: dict[str, Flag] = {}
    for flag in found:
        by_key.setdefault(flag.key, flag)
    return list(by_key.values())
