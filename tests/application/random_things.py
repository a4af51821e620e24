"""What a random history asks about what belongs to nobody alone: editions, sessions, waiting, providers, agreements."""

from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from application.agreements import AmendAgreement, EndAgreement, SignAgreement
from application.editions import ChangePlaces, CloseEdition, ConfirmEdition, CopyEdition, OpenEdition
from application.providers import CheckProviderForMinors, DeclareKinship, EndKinship, ProviderLeaves, RegisterProvider
from application.sessions import CancelSession, NoteServiceDay, PlanSession
from application.users import AppointDeputy, DismissDeputy
from application.waiting_list import PutOnWaitingList, TakeOffWaitingList
from domain.editions.service_days import ClosureReason
from domain.editions.waiting_list import AdmissionReason, LeftWaitingList
from domain.providers import KinshipKind

EDITIONS = [UUID(int=n, version=4) for n in range(201, 203)]
PROVIDERS = [UUID(int=n, version=4) for n in range(301, 303)]
AGREEMENTS = [UUID(int=n, version=4) for n in range(401, 403)]
YEAR: dict[str, Any] = {"opens_on": date(2026, 1, 1), "closes_on": date(2026, 12, 31)}


def beginnings(people, users):
    """Return what makes a row in every table of these; it is asked for once, before anything random."""
    opened = [
        OpenEdition(id=id, programme="AOON", code=f"R-{n}", places=None, note=None, parallel=True, **YEAR)
        for n, id in enumerate(EDITIONS)
    ]
    since = date(2026, 1, 5)
    entered = [RegisterProvider(id=id, family_name="Zmyślona", given_name="Ewa", since=since) for id in PROVIDERS]
    deputy = AppointDeputy(user_id=users[0], deputy=users[1], since=date(2026, 6, 1), until=date(2026, 7, 1))
    signed = [agreement(None, id, n) for n, id in enumerate(AGREEMENTS)]
    waiting = PutOnWaitingList(programme="AOON", edition_id=EDITIONS[0], participant=people[0], since=since)
    plan = PlanSession(
        programme="AOON",
        edition_id=EDITIONS[0],
        day=date(2026, 6, 9),
        starts_at=time(9),
        minutes=60,
        leader=PROVIDERS[0],
        place="sala",
        topic=None,
        places=None,
    )
    closed = NoteServiceDay(
        programme="AOON",
        edition_id=EDITIONS[0],
        day=date(2026, 5, 4),
        open=False,
        reason=ClosureReason.REPAIR,
        note="zalanie",
    )
    return [*opened, *entered, deputy, *signed, waiting, plan, closed]


def agreement(_chance, id, number):
    said: dict[str, Any] = {
        "signed_on": date(2026, 1, 5),
        "valid_from": date(2026, 1, 5),
        "valid_until": date(2026, 12, 31),
    }
    limits: dict[str, Any] = {"persons": None, "minutes": None, "minutes_monthly_each": 2_400}
    return SignAgreement(id=id, number=f"PSU/{number}", note="na próbę", **said, **limits)


def thing(chance, people, users, number):
    """Return one ask, sensible or not."""
    day, item = date(2026, 5, 1) + timedelta(days=chance.randrange(31)), chance.randrange(2, 20)
    of: dict[str, Any] = {
        "programme": chance.choice(["AOON", "AOON", "AOON", "PSU"]),
        "edition_id": chance.choice(EDITIONS),
    }
    provider, signed = chance.choice(PROVIDERS), chance.choice(AGREEMENTS)
    closed = chance.choice([None, ClosureReason.HOLIDAY])
    reason = chance.choice([None, AdmissionReason.URGENT_NEED])
    commands = [
        CopyEdition(id=UUID(int=6000 + number), code=f"C-{item}", note=None, **YEAR, **of),
        ChangePlaces(places=chance.choice([None, item]), reason="aneks", **of),
        PlanSession(
            day=day,
            starts_at=time(8 + chance.randrange(4)),
            minutes=90,
            leader=chance.choice([None, provider]),
            place=None,
            topic="CV",
            places=None,
            **of,
        ),
        CancelSession(session=item, reason="choroba", **of),
        NoteServiceDay(day=day, open=closed is None, reason=closed, note=None, **of),
        PutOnWaitingList(participant=chance.choice(people), since=day, **of),
        TakeOffWaitingList(entry=item, how=chance.choice(list(LeftWaitingList)), left_on=day, reason=reason, **of),
        CheckProviderForMinors(provider_id=provider, checked_on=day),
        DeclareKinship(
            provider_id=provider, participant=chance.choice(people), kind=chance.choice(list(KinshipKind)), since=day
        ),
        EndKinship(provider_id=provider, kinship=item, until=day),
        agreement(chance, UUID(int=7000 + number), item),
        AmendAgreement(
            agreement_id=signed,
            signed_on=day,
            valid_until=date(2027, 6, 30),
            persons=item,
            minutes=None,
            minutes_monthly_each=None,
            reason="więcej osób",
        ),
        AppointDeputy(user_id=chance.choice(users), deputy=chance.choice(users), since=day, until=date(2026, 7, item)),
        DismissDeputy(user_id=chance.choice(users), appointment=item),
    ]
    rare = [
        CloseEdition(closes_on=day, reason="koniec dotacji", **of),
        ConfirmEdition(places=item, source="umowa", **YEAR, **of),
        ProviderLeaves(provider_id=provider, left_on=day),
        EndAgreement(agreement_id=signed, ended_on=day, reason="za zgodą stron"),
    ]
    return chance.choice(rare if chance.random() < 0.05 else commands)
