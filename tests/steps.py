"""Steps for sentences about the law: who stands where in the club, what happens next, what is refused.

Everybody here is plainly invented. A person's `pending` facts are all there is, so the entries that the
index of hours would hand to a rule are read from them.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from typing import Any, TypeVar, cast
from uuid import NAMESPACE_OID, UUID, uuid5

import pytest
from msgspec.structs import replace

from domain.agreements import Named
from domain.editions import OpenEdition
from domain.eligibility import Answered, Assessment
from domain.eligibility.answers import Judged, met
from domain.hours import (
    HoursApproved,
    HoursCorrected,
    HoursEntry,
    HoursRecorded,
    HoursReturned,
    HoursState,
    HoursVoided,
    days_of,
)
from domain.journal import Aggregate, Fact, Sealed, Stamp
from domain.participant import Participant
from domain.programmes import PROGRAMMES
from domain.refusals import Refusal
from domain.rules import Rules
from domain.vocabulary import (
    ContractType,
    EpisodeKind,
    EvidenceGrade,
    ExitKind,
    HoursDirection,
    LegalForm,
    MissingPesel,
    ReferralSource,
    Relation,
    Sex,
)
from tests.ground import GroundOfTests

TODAY = date(2027, 6, 30)
EWA = UUID("00000000-0000-4000-8000-0000000000e1")
ANNA = UUID("00000000-0000-4000-8000-0000000000a1")
BOGDAN = UUID("00000000-0000-4000-8000-0000000000b1")
STAMP = Stamp(
    recorded_at=datetime(2027, 6, 30, 8, tzinfo=UTC), recorded_by=EWA, role="CASEWORKER", command_id="command-1"
)
NO_RULES = Rules()
ENVELOPE = frozenset(Fact.__struct_fields__)
SomeRefusal = TypeVar("SomeRefusal", bound=Refusal)


def registered(**said: Any) -> Participant:
    """Enter somebody without a PESEL in the register; every part can be said otherwise."""
    parts: dict[str, Any] = {
        "family_name": "Zmyślona",
        "given_name": "Anna",
        "birth_date": date(1990, 4, 1),
        "sex": Sex.FEMALE,
        "pesel": None,
        "pesel_missing": MissingPesel.NOT_GIVEN,
        "case_mark": None,
        "registered_on": date(2020, 1, 2),
        "today": TODAY,
    }
    return Participant.register(ANNA, STAMP, **(parts | said))


def refer(
    person: Participant,
    on: date,
    kind: EpisodeKind = EpisodeKind.KIS,
    *,
    signed_by: int | None = None,
    today: date = TODAY,
) -> int:
    """Refer a person on a day; return the episode's item."""
    person.refer(STAMP, today, kind=kind, source=ReferralSource.SELF, referred_on=on, signed_by=signed_by, note=None)
    return person.version


def sign(
    person: Participant, on: date, *, since: date | None = None, until: date = date(2030, 12, 31), today: date = TODAY
) -> int:
    """Sign a contract on a day, in force from that day unless said otherwise; return its item."""
    person.sign_contract(
        STAMP,
        today,
        type=ContractType.B,
        signed_on=on,
        valid_from=since or on,
        valid_until=until,
        document_number=None,
    )
    return person.version


def judged(on: date, *answers: Judged) -> Assessment:
    """Return a judgement with these answers, each of a condition of its own (CONDITION-1 and so on)."""
    return Assessment(
        day=on,
        answers=tuple(
            Answered(
                code=f"CONDITION-{place}",
                version=1,
                pl=f"warunek {place}",
                en=f"condition {place}",
                law=f"art. {place}",
                judged=answer,
            )
            for place, answer in enumerate(answers, start=1)
        ),
    )


SUFFICES = met(("Wystarcza.", "It suffices."), 1)


def edition(programme: str, code: str = "stała", **said: Any) -> OpenEdition:
    """Return an edition that runs from 1900 on, without a limit of places, unless said otherwise."""
    parts: dict[str, Any] = {"opens_on": date(1900, 1, 1), "closes_on": None, "places": None}
    id = uuid5(NAMESPACE_OID, f"{programme} {code}")
    return OpenEdition(id=id, programme=programme, code=code, **(parts | said))


def enrol(
    person: Participant,
    programme: str,
    on: date,
    code: str = "stała",
    *,
    taken: int = 0,
    cared_for: int | None = None,
    rules: Rules = NO_RULES,
    named: Named | None = None,
    today: date = TODAY,
    assessment: Assessment | None = None,
    **of_edition: Any,
) -> int:
    """Enrol a person in an edition of a programme, under the agreement that is named; return the enrolment's item.

    The edition asks for nothing, unless it was judged.
    """
    chosen = edition(programme, code, **of_edition)
    found = assessment or Assessment(day=on)
    person.enrol(STAMP, today, chosen, taken, rules, named, found, enrolled_on=on, cared_for=cared_for)
    return person.version


def link(person: Participant, relation: Relation, since: date, *, to: UUID = BOGDAN, today: date = TODAY) -> int:
    """Link another person; return the link's item."""
    person.link_related_person(
        STAMP,
        today,
        person=to,
        relation=relation,
        since=since,
        family_name="Zmyślony",
        given_name="Bogdan",
        pesel=None,
        phone=None,
        note=None,
    )
    return person.version


def enrolled_in(programme: str, on: date, *, cover: tuple[date, date] | None = None) -> Participant:
    """Bring somebody to an enrolment: referred and, where needed, with a contract (of that `cover`) from that day."""
    person = registered()
    refer(person, on, PROGRAMMES[programme].kind)
    cared_for = link(person, Relation.CARED_FOR, on) if PROGRAMMES[programme].needs_cared_for else None
    if PROGRAMMES[programme].needs_contract:
        since, until = cover or (on, date(2030, 12, 31))
        sign(person, since, until=until)
    enrol(person, programme, on, cared_for=cared_for)
    return person


def record_hours(
    person: Participant,
    day: date,
    minutes: int | None = 60,
    at: str | None = None,
    *,
    enrolment: int | None = None,
    today: date = TODAY,
    edition_ends_on: date | None = None,
    ground: GroundOfTests | None = None,
    **said: Any,
) -> int:
    """Record time in the last enrolment, unless another is named; return the entry's item."""
    ends_at = said.pop("ends_at", None)
    parts: dict[str, Any] = {"unit": None, "direction": HoursDirection.WORKED, "ends_on": None, "override": None}
    parts |= dict.fromkeys(
        ("activity", "provider", "signed", "document_number", "at_place", "kilometres", "what", "note")
    )
    person.record_hours(
        STAMP,
        today,
        ground or GroundOfTests(mine=standing(person), closes_on=edition_ends_on),
        enrolment_item=max(person.enrolments) if enrolment is None else enrolment,
        day=day,
        minutes=minutes,
        starts_at=_time(at),
        ends_at=_time(ends_at),
        **(parts | said),
    )
    return person.version


def correct_hours(
    person: Participant,
    item: int,
    minutes: int,
    at: str | None = None,
    *,
    edition_ends_on: date | None = None,
    ground: GroundOfTests | None = None,
    **said: Any,
) -> int:
    """Correct an entry; return the correction's version."""
    others = [entry for entry in standing(person) if entry.item != item]
    parts: dict[str, Any] = dict.fromkeys(("ends_on", "ends_at", "activity", "provider", "override"))
    person.correct_hours(
        STAMP,
        TODAY,
        ground or GroundOfTests(mine=others, closes_on=edition_ends_on),
        entry_of(person, item),
        minutes=minutes,
        starts_at=_time(at),
        reason="pomyłka",
        **(parts | said),
    )
    return person.version


def entries(person: Participant) -> list[HoursEntry]:
    """Return what each hours entry of a person says now."""
    found: dict[int, HoursEntry] = {}
    for fact in person.pending:
        if isinstance(fact, HoursRecorded):
            item = fact.originator_version
            found[item] = HoursEntry(
                item=item,
                enrolment=fact.enrolment,
                day=fact.occurred_on,
                minutes=fact.minutes,
                starts_at=fact.starts_at,
                unit=fact.unit,
                direction=fact.direction,
                activity=fact.activity,
                provider=fact.provider,
                recorded_by=fact.recorded_by,
            )
        elif isinstance(fact, HoursCorrected):
            old = found[fact.corrects]
            found[old.item] = replace(
                old,
                minutes=fact.minutes,
                starts_at=fact.starts_at,
                activity=fact.activity,
                provider=fact.provider,
                recorded_by=fact.recorded_by,
                state=HoursState.RECORDED,
            )
        elif isinstance(fact, HoursVoided):
            found[fact.voids] = replace(found[fact.voids], state=HoursState.VOIDED)
        elif isinstance(fact, HoursApproved | HoursReturned):
            said = HoursState.APPROVED if isinstance(fact, HoursApproved) else HoursState.RETURNED
            found.update({item: replace(found[item], state=said) for item in fact.entries})
    return list(found.values())


def standing(person: Participant) -> list[HoursEntry]:
    """Return the hours entries of a person that were not voided: those that the index hands to the rules."""
    return [entry for entry in entries(person) if entry.state is not HoursState.VOIDED]


def entry_of(person: Participant, item: int) -> HoursEntry | None:
    """Return an hours entry of a person, None where there is none."""
    return next((entry for entry in entries(person) if entry.item == item), None)


def last_hours(person: Participant, places: Collection[int], before: date = date.max) -> date | None:
    """Return the last day with hours in these enrolments, before a day where one is said."""
    days = [days_of(e)[-1] for e in standing(person) if e.enrolment in places and e.day < before]
    return max(days, default=None)


def leave(person: Participant, on: date, *, episode: int | None = None, today: date = TODAY) -> int:
    """Exit the last episode, unless another is named; return the fact's version."""
    item = max(person.episodes) if episode is None else episode
    person.exit(
        STAMP,
        today,
        last_hours(person, person.places_of(item)),
        episode_item=item,
        kind=ExitKind.COMPLETED,
        exited_on=on,
        reason=None,
    )
    return person.version


def start_work(person: Participant, on: date, fte: int | None = 100, today: date = TODAY) -> int:
    """Start an employment; return its item."""
    person.start_employment(
        STAMP,
        today,
        form=LegalForm.EMPLOYMENT_CONTRACT,
        employer="Zakład Zmyślony",
        employer_kind=None,
        agreed_until=None,
        fte_hundredths=fte,
        monthly_grosze=None,
        evidence=EvidenceGrade.DOCUMENT,
        started_on=on,
    )
    return person.version


def last_fact(aggregate: Aggregate) -> tuple[type[Fact], dict[str, Any]]:
    """Return the kind of the newest fact and what it says: its day and its own fields, open values opened."""
    fact = aggregate.pending[-1]
    own = {name: getattr(fact, name) for name in type(fact).__struct_fields__ if name not in ENVELOPE}
    said = {name: value.fresh if isinstance(value, Sealed) else value for name, value in own.items()}
    return type(fact), {"occurred_on": fact.occurred_on, **said}


@contextmanager
def refused(
    kind: type[SomeRefusal], pointer: str | None = None, /, **numbers: object
) -> Iterator[pytest.ExceptionInfo[SomeRefusal]]:
    """Expect exactly this refusal, at this pointer, with these numbers among its own, sayable in both languages."""
    with pytest.raises(Refusal) as caught:
        yield cast("pytest.ExceptionInfo[SomeRefusal]", caught)
    refusal = caught.value
    assert type(refusal) is kind
    assert refusal.pointer == pointer
    assert refusal.numbers.items() >= numbers.items()
    assert refusal.sentence("pl") != refusal.sentence("en")


def closed(fact: Fact) -> Fact:
    """Return a fact as it comes from the store: every sealed value closed."""
    for field in type(fact).SEALED:
        sealed = getattr(fact, field.name)
        if sealed is not None:
            sealed.close("token")
    return fact


def _time(at: str | None) -> time | None:
    return None if at is None else time.fromisoformat(at)
