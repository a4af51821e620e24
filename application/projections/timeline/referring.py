"""How a sentence names what it refers to: an episode, a contract, a programme, a person; by day and kind."""

from datetime import date
from uuid import UUID

from application.projections.timeline.opening import Opener
from application.projections.timeline.saying import (
    Pair,
    day_of,
    duration,
    from_time,
    joined,
    programme_name,
    remark,
)
from application.projections.timeline.words import WORDS
from domain.vocabulary import Relation

FROM_THE_REGISTER = ("uczestnik z rejestru", "participant of the register")


def kind_of_episode(opened: Opener, episode: int) -> Pair:
    """Return what an episode is: taking part in the club, or using a service."""
    return WORDS[opened.of(episode)[0].kind]


def referral(opened: Opener, episode: int) -> Pair:
    """Return the referral that opened an episode."""
    since = day_of(opened.of(episode)[0].occurred_on)
    return f"zgłoszenie z {since[0]}", f"referral of {since[1]}"


def episode(opened: Opener, item: int) -> Pair:
    """Return an episode by its kind and its referral."""
    kind, since = kind_of_episode(opened, item), referral(opened, item)
    return f"{kind[0]}, {since[0]}", f"{kind[1]}, {since[1]}"


def contract(opened: Opener, item: int) -> Pair:
    """Return a social contract by its type and day, to follow its noun."""
    fact, _ = opened.of(item)
    kind, signed = WORDS[fact.type], day_of(fact.occurred_on)
    return f"{kind[0]} z {signed[0]}", f"{kind[1]} of {signed[1]}"


def programme(opened: Opener, enrolment: int) -> Pair:
    """Return the programme of an enrolment."""
    return programme_name(opened.of(enrolment)[0].programme)


def edition(opened: Opener, id: UUID) -> Pair:
    """Return the code of an edition."""
    code = opened.first_of(id)[0].code
    return f"edycja „{code}”", f"edition “{code}”"


def related(opened: Opener, link: int) -> Pair:
    """Return somebody around the participant: the relation and the name."""
    fact, names = opened.of(link)
    return relation(fact.relation, names)


def name_of_related(opened: Opener, link: int) -> Pair:
    """Return the name of somebody around the participant, who may have a record of their own."""
    return opened.of(link)[1].names() or FROM_THE_REGISTER


def relation(kind: Relation, names: Opener) -> Pair:
    """Return a relation and the name of the person in it, who may have a record of their own."""
    words, who = WORDS[kind], names.names() or FROM_THE_REGISTER
    return f"{words[0]} – {who[0]}", f"{words[1]} – {who[1]}"


def signature(opened: Opener, signed_by: int | None) -> Pair | None:
    """Return who signed: the person, or somebody for them."""
    return remark("Podpis", "Signed by", ("własny", "the person") if signed_by is None else related(opened, signed_by))


def provider(opened: Opener, id: UUID | None) -> Pair | None:
    """Return a provider's name."""
    return None if id is None else opened.first_of(id)[1].names()


def hours(opened: Opener, item: int) -> Pair:
    """Return an hours entry as it stood: how long and from when."""
    fact, _ = opened.latest(item)
    long, at = duration(fact.minutes), from_time(fact.starts_at)
    return f"{long[0]}{at[0]}", f"{long[1]}{at[1]}"


def days_of(opened: Opener, items: tuple[int, ...]) -> Pair:
    """Return the days of some entries, each once, in order."""
    days: list[date] = sorted({opened.of(item)[0].occurred_on for item in items})
    polish, english = [day_of(day)[0] for day in days], [day_of(day)[1] for day in days]
    return _listed(polish, "i"), _listed(english, "and")


def reason(opened: Opener) -> Pair | None:
    """Return why, where the fact says so."""
    return remark("Powód", "Reason", opened("reason"))


def note(opened: Opener) -> Pair | None:
    """Return the note, where there is one."""
    return remark("Notatka", "Note", opened("note"))


def document(opened: Opener) -> Pair | None:
    """Return the number of the paper, where there is one."""
    return remark("Numer dokumentu", "Document number", opened("document_number"))


def address(opened: Opener) -> Pair | None:
    """Return an address, where the fact says one."""
    street = joined([opened("street"), opened("house_number")])
    return joined([street, joined([opened("postal_code"), opened("town")])], ", ")


def _listed(parts: list[str], last: str) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {last} {parts[-1]}"
