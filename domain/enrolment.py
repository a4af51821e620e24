"""Enrolment in a programme, within an episode of the programme's kind.

Law: art. 18(4) of the Act on social employment for programmes of the club; services have their own
entry conditions. Whether a contract is needed is a rule of the edition and is kept in the fact, so that a
later change of the rule does not re-judge an old enrolment. An enrolment ends with its edition: a new
year needs a new application. Respite care is taken by a carer, and its quota belongs to the cared-for person.
"""

from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar
from uuid import UUID

import msgspec

from domain.calendar import refuse_date_in_the_future
from domain.journal import Code, Fact, Personal, Purpose
from domain.refusals import InvalidInput, NotFound, Refusal
from domain.rules import RuleCode, Rules
from domain.vocabulary import Relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from domain.editions import OpenEdition
    from domain.participant import Participant
    from domain.programmes import Programme
    from domain.referral import Episode
    from domain.related_persons import RelatedPerson


class Enrolment(msgspec.Struct, frozen=True, kw_only=True):
    """A person's place in a programme: `item` is the version of the fact that recorded it.

    `edition_ends_on` is the last day of its edition, `quota_of` the person whose quota its hours fill, `agreement`
    the number of the agreement it hangs on, `ended_on` its last day once it ended, `ended_by` the version of the
    fact that ended it.
    """

    item: int
    episode: int
    programme: str
    edition: UUID
    edition_ends_on: date | None
    needs_contract: bool
    quota_of: UUID
    agreement: str | None
    enrolled_on: date
    ended_on: date | None = None
    ended_by: int | None = None


class Enrolled(Fact, frozen=True, kw_only=True):
    """A person was enrolled in a programme's edition; `episode` is the item of the episode it belongs to.

    `cared_for` is the item of the link to the person who is looked after (respite care), `agreement` the number of
    the agreement (porozumienie) that socially useful work hangs on.
    """

    TOPIC: ClassVar[str] = "journey.enrolled.1"

    episode: int
    programme: Code
    edition: UUID
    edition_ends_on: date | None
    needs_contract: bool
    cared_for: int | None
    agreement: Code | None

    def apply(self, aggregate: "Participant") -> None:
        """Open the enrolment."""
        item = self.originator_version
        aggregate.enrolments[item] = Enrolment(
            item=item,
            episode=self.episode,
            programme=self.programme,
            edition=self.edition,
            edition_ends_on=self.edition_ends_on,
            needs_contract=self.needs_contract,
            quota_of=aggregate.id if self.cared_for is None else aggregate.related[self.cared_for].person,
            agreement=self.agreement,
            enrolled_on=self.occurred_on,
        )


class EnrolmentEnded(Fact, frozen=True, kw_only=True):
    """A person left one programme; the episode goes on. `occurred_on` is the last day."""

    TOPIC: ClassVar[str] = "journey.enrolment-ended.1"

    enrolment: int
    reason: Annotated[Personal[str], Purpose.NOTES] | None

    def apply(self, aggregate: "Participant") -> None:
        """End the enrolment."""
        end_enrolment(aggregate, self.enrolment, self)


def end_enrolment(aggregate: "Participant", item: int, fact: Fact) -> None:
    """Fold the end of an enrolment: by its own fact, by the exit from its episode, or by death.

    It ends with its edition at the latest: an exit in June is no June in last year's edition.
    """
    version, closes_on = fact.originator_version, aggregate.enrolments[item].edition_ends_on
    day = fact.occurred_on if closes_on is None else min(fact.occurred_on, closes_on)
    aggregate.say(aggregate.enrolments, item, version, ended_on=day, ended_by=version)


class NoOpenEpisode(Refusal):
    """There is no open episode of the programme's kind."""

    code = "no-open-episode"
    pl = (
        "Program {programme} wymaga otwartego epizodu swojego rodzaju, a osoba go nie ma. Najpierw zapisz skierowanie "
        "lub zgłoszenie."
    )
    en = "Programme {programme} needs an open episode of its kind, and there is none. Record the referral first."


class EnrolledBeforeReferral(Refusal):
    """Enrolment dated before the referral that opened the episode."""

    code = "enrolled-before-referral"
    pl = "Przystąpienie wypada przed zgłoszeniem z {referred_on}. Podaj datę od {referred_on}."
    en = "The enrolment is before the referral of {referred_on}. Give a date from {referred_on}."


class AlreadyEnrolled(Refusal):
    """Two open enrolments in one programme edition."""

    code = "already-enrolled"
    pl = "Osoba jest już zapisana do programu {programme} od {since} (wpis {item}). Godziny zapisuj przy tym wpisie."
    en = "Already enrolled in {programme} since {since} (item {item}). Record hours in that enrolment."


class EnrolmentsWouldOverlap(Refusal):
    """An enrolment dated inside an earlier one in the same edition."""

    code = "enrolments-would-overlap"
    pl = "Poprzedni udział w tej edycji trwał do {until} (wpis {item}). Podaj dzień od {until}."
    en = "The earlier enrolment in this edition lasted until {until} (item {item}). Give a day from {until}."


class CarerWithoutCaredFor(Refusal):
    """Respite care for nobody."""

    code = "carer-without-cared-for"
    pl = (
        "Program {programme} jest dla opiekuna konkretnej osoby. Zapisz powiązanie z podopiecznym (relation: "
        "CARED_FOR) obowiązujące tego dnia i wskaż jego wpis w polu cared_for."
    )
    en = (
        "Programme {programme} is for the carer of somebody. Record the link to the cared-for person (relation: "
        "CARED_FOR) in force on that day and give its item as cared_for."
    )


class NobodyIsCaredFor(InvalidInput):
    """A cared-for person where the programme knows none."""

    code = "nobody-is-cared-for"
    pl = "Program {programme} nie dotyczy podopiecznego; pomiń pole cared_for."
    en = "Programme {programme} has no cared-for person; leave cared_for out."


class EditionFull(Refusal):
    """No place is free."""

    code = "edition-full"
    pl = "W tej edycji wszystkie miejsca ({places}) są zajęte. Wpisz osobę na listę oczekujących albo dodaj miejsca."
    en = "All {places} places of this edition are taken. Put the person on the waiting list, or raise the places."


class OutsideEdition(Refusal):
    """A day on which the edition is not open."""

    code = "outside-edition"
    pl = "Edycja {edition} programu {programme} trwa {period}. Podaj dzień z tego okresu albo wybierz inną edycję."
    en = "Edition {edition} of {programme} runs {period}. Give a day within it, or choose another edition."


class EnrolmentOver(Refusal):
    """An enrolment that ended already, or an end before it began or before its last hours."""

    code = "enrolment-over"
    pl = "Udział w programie trwa od {since}{hours_pl} i nie może się tak zakończyć. Podaj dzień od {earliest}."
    en = "The enrolment runs from {since}{hours_en} and cannot end so. Give a day from {earliest}."


class EndsAfterEdition(Refusal):
    """An end after the edition's last day."""

    code = "ends-after-edition"
    pl = "Ta edycja kończy się {edition_ends_on}, a z nią udział. Podaj dzień najpóźniej wtedy."
    en = "This edition ends on {edition_ends_on}, and the enrolment with it. Give a day until then."


class EnrolmentEndedAlready(Refusal):
    """An enrolment that has ended."""

    code = "enrolment-ended-already"
    pl = "Udział w tym programie zakończył się {ended_on}. Popraw datę, unieważniając tamten wpis."
    en = "This enrolment ended on {ended_on}. Void that entry to correct its date."


def open_episode(episodes: "Iterable[Episode]", programme: "Programme") -> "Episode":
    """Return the open episode of the programme's kind, or refuse."""
    for episode in episodes:
        if episode.kind is programme.kind and episode.is_open:
            return episode
    raise NoOpenEpisode(programme=programme.code, pointer="/programme")


def refuse_impossible_enrolment(
    enrolments: "Iterable[Enrolment]",
    episode: "Episode",
    edition: "OpenEdition",
    enrolled_on: date,
    today: date,
) -> None:
    """Refuse an enrolment in the future, before the referral, outside the edition, or a second one in it."""
    refuse_date_in_the_future(enrolled_on, today, "/enrolled_on")
    if enrolled_on < episode.referred_on:
        raise EnrolledBeforeReferral(referred_on=episode.referred_on, pointer="/enrolled_on")
    if not edition.is_open_on(enrolled_on):
        raise OutsideEdition(
            edition=edition.code, programme=edition.programme, period=edition.period, pointer="/enrolled_on"
        )
    for other in enrolments:
        if other.edition == edition.id and other.ended_on is None:
            raise AlreadyEnrolled(programme=other.programme, since=other.enrolled_on, item=other.item)
        if other.edition == edition.id and other.ended_on is not None and enrolled_on < other.ended_on:
            raise EnrolmentsWouldOverlap(until=other.ended_on, item=other.item, pointer="/enrolled_on")


def refuse_full_edition(edition: "OpenEdition", taken: int) -> None:
    """Refuse to enrol where `taken` places are all there are."""
    if edition.places is not None and taken >= edition.places:
        raise EditionFull(places=edition.places, pointer="/edition")


def refuse_carer_without_cared_for(
    programme: "Programme", related: "Mapping[int, RelatedPerson]", cared_for: int | None, day: date
) -> None:
    """Refuse respite care without the person who is looked after on that day, and such a person anywhere else."""
    if not programme.needs_cared_for:
        if cared_for is not None:
            raise NobodyIsCaredFor(programme=programme.code, pointer="/cared_for")
        return
    link = None if cared_for is None else related.get(cared_for)
    if link is None or link.relation is not Relation.CARED_FOR or not link.holds_on(day):
        raise CarerWithoutCaredFor(programme=programme.code, pointer="/cared_for")


def needs_contract(rules: Rules, programme: "Programme", day: date) -> bool:
    """Return whether the edition's rules ask for a contract on a day; where they say nothing, the programme tells."""
    rule = rules.on(RuleCode.NEEDS_CONTRACT, day)
    return programme.needs_contract if rule is None else rule.value is True


def refuse_impossible_end_of_enrolment(
    enrolment: Enrolment, last_hours_on: date | None, ended_on: date, today: date
) -> None:
    """Refuse to end an enrolment twice, in the future, before it began or its last hours, or after its edition."""
    refuse_date_in_the_future(ended_on, today, "/ended_on")
    if enrolment.ended_on is not None:
        raise EnrolmentEndedAlready(ended_on=enrolment.ended_on, pointer="/ended_on")
    earliest = enrolment.enrolled_on if last_hours_on is None else max(enrolment.enrolled_on, last_hours_on)
    if ended_on < earliest:
        hours_pl = f", ostatnie godziny ma {earliest:%d.%m.%Y}," if last_hours_on == earliest else ""
        hours_en = f", its last hours are of {earliest}," if last_hours_on == earliest else ""
        raise EnrolmentOver(
            since=enrolment.enrolled_on, hours_pl=hours_pl, hours_en=hours_en, earliest=earliest, pointer="/ended_on"
        )
    if enrolment.edition_ends_on is not None and ended_on > enrolment.edition_ends_on:
        raise EndsAfterEdition(edition_ends_on=enrolment.edition_ends_on, pointer="/ended_on")


def goes_on_from(before: Enrolment, after: Enrolment, day: date) -> bool:
    """Tell whether an enrolment goes on in another edition of the same programme, on its day."""
    same = after.programme == before.programme and after.edition != before.edition
    return same and after.enrolled_on <= day and (after.ended_on is None or day <= after.ended_on)


def enrolment_of(enrolments: "Mapping[int, Enrolment]", item: int) -> Enrolment:
    """Return the enrolment of that item, or refuse."""
    if item not in enrolments:
        raise NotFound(pointer="/enrolment")
    return enrolments[item]
