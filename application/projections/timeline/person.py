"""Sentences about who a person is and who is around them."""

from application.projections.timeline.opening import Opener, Saying
from application.projections.timeline.referring import (
    FROM_THE_REGISTER,
    address,
    note,
    reason,
    related,
    relation,
)
from application.projections.timeline.saying import PROTECTED, Pair, Sentence, day_of, quoted, remark, sentence
from application.projections.timeline.words import WORDS
from domain.caseworkers import CaseworkerAssigned, CaseworkerReleased
from domain.contacts import ContactDetailsChanged, ContactNoted
from domain.duplicates import DuplicateLinked, DuplicateRuledOut, DuplicateUnlinked
from domain.flags import FlagExplained, kind_of
from domain.journal import Fact
from domain.personal_data import (
    ParticipantRegistered,
    PersonalDetailsChanged,
    PersonalDetailsCorrected,
    ResidenceChanged,
)
from domain.related_persons import RelatedPersonLinked, RelatedPersonUnlinked


def _registered(fact: ParticipantRegistered, opened: Opener) -> Sentence:
    who, day = opened.names() or PROTECTED, day_of(fact.occurred_on)
    missing = None if fact.pesel_missing is None else WORDS[fact.pesel_missing]
    return sentence(
        f"Wpisano do rejestru {day[0]}: {who[0]}",
        f"Entered in the register on {day[1]}: {who[1]}",
        remark("Brak numeru PESEL", "No PESEL number", missing),
    )


def _changed(fact: PersonalDetailsChanged, opened: Opener) -> Sentence:
    day = day_of(fact.occurred_on)
    return sentence(f"Zmieniono dane osobowe od {day[0]}", f"Personal details changed from {day[1]}", *_details(opened))


def _corrected(fact: PersonalDetailsCorrected, opened: Opener) -> Sentence:
    day = day_of(fact.occurred_on)
    born = remark("Data urodzenia", "Date of birth", opened("birth_date"))
    return sentence(
        f"Sprostowano dane osobowe {day[0]}", f"Personal details corrected on {day[1]}", born, *_details(opened)
    )


def _details(opened: Opener) -> list[Pair | None]:
    return [
        remark("Nazwisko", "Family name", opened("family_name")),
        remark("Imię", "Given name", opened("given_name")),
        remark("Numer PESEL", "PESEL number", opened("pesel")),
        remark("Znak sprawy", "Case mark", opened("case_mark")),
        remark("Płeć", "Sex", opened("sex")),
        reason(opened),
    ]


def _residence(fact: ResidenceChanged, opened: Opener) -> Sentence:
    day, where = day_of(fact.occurred_on), opened("residence") or PROTECTED
    return sentence(
        f"Miejsce pobytu od {day[0]}: {where[0]}",
        f"Residence from {day[1]}: {where[1]}",
        remark("Adres", "Address", address(opened)),
    )


def _contact_details(fact: ContactDetailsChanged, opened: Opener) -> Sentence:
    day = day_of(fact.occurred_on)
    return sentence(
        f"Zmieniono dane kontaktowe od {day[0]}",
        f"Contact details changed from {day[1]}",
        remark("Telefon", "Phone", opened("phone")),
        remark("Adres poczty elektronicznej", "E-mail address", opened("email")),
        remark("Najlepszy sposób kontaktu", "Best way", None if fact.preferred is None else WORDS[fact.preferred]),
    )


def _contact(fact: ContactNoted, opened: Opener) -> Sentence:
    day, way = day_of(fact.occurred_on), WORDS[fact.channel]
    return sentence(
        f"Kontakt z osobą {day[0]}: {way[0]}", f"Contact with the person on {day[1]}: {way[1]}", note(opened)
    )


def _linked(fact: RelatedPersonLinked, opened: Opener) -> Sentence:
    day, who = day_of(fact.occurred_on), relation(fact.relation, opened)
    return sentence(
        f"Powiązano od {day[0]}: {who[0]}",
        f"Linked from {day[1]}: {who[1]}",
        remark("Numer PESEL", "PESEL number", opened("pesel")),
        remark("Telefon", "Phone", opened("phone")),
        note(opened),
    )


def _unlinked(fact: RelatedPersonUnlinked, opened: Opener) -> Sentence:
    day, who = day_of(fact.occurred_on), related(opened, fact.link)
    since = day_of(opened.of(fact.link)[0].occurred_on)
    return sentence(
        f"Zakończono powiązanie {day[0]}: {who[0]} (od {since[0]})",
        f"Link ended on {day[1]}: {who[1]} (since {since[1]})",
        reason(opened),
    )


def _assigned(fact: CaseworkerAssigned, opened: Opener) -> Sentence:
    day, who = day_of(fact.occurred_on), opened.user(fact.user)
    return sentence(
        f"Przydzielono od {day[0]} osobę prowadzącą: {who[0]}", f"Caseworker assigned from {day[1]}: {who[1]}"
    )


def _released(fact: CaseworkerReleased, opened: Opener) -> Sentence:
    day, who = day_of(fact.occurred_on), opened.user(fact.user)
    return sentence(
        f"Zakończono przydział osoby prowadzącej {day[0]}: {who[0]}", f"Caseworker released on {day[1]}: {who[1]}"
    )


def _duplicate(fact: DuplicateLinked, opened: Opener) -> Sentence:
    day, (pl, en) = day_of(fact.occurred_on), FROM_THE_REGISTER
    return sentence(
        f"Uznano {day[0]} tę kartę za powtórzoną; obowiązuje inna: {pl}",
        f"Record found on {day[1]} to be a repeated one; another goes on: {en}",
        reason(opened),
    )


def _no_duplicate(fact: DuplicateUnlinked, opened: Opener) -> Sentence:
    day, since = day_of(fact.occurred_on), day_of(opened.of(fact.link)[0].occurred_on)
    return sentence(
        f"Rozłączono {day[0]} karty połączone {since[0]}: to dwie różne osoby",
        f"Records linked on {since[1]} were separated on {day[1]}: two different people",
        reason(opened),
    )


def _ruled_out(fact: DuplicateRuledOut, opened: Opener) -> Sentence:
    day, (pl, en) = day_of(fact.occurred_on), FROM_THE_REGISTER
    return sentence(
        f"Sprawdzono {day[0]} podobną kartę: {pl}. To dwie różne osoby",
        f"A similar record was looked into on {day[1]}: {en}. These are two different people",
        reason(opened),
    )


def _explained(fact: FlagExplained, opened: Opener) -> Sentence:
    day, key = day_of(fact.occurred_on), opened.value("flag")
    kind = kind_of(key) if isinstance(key, str) else None
    what = quoted((opened("flag") or PROTECTED) if kind is None else WORDS[kind])
    return sentence(
        f"Wyjaśniono {day[0]} uwagę {what[0]}",
        f"Flag {what[1]} explained on {day[1]}",
        remark("Wyjaśnienie", "Explanation", opened("explanation")),
    )


PERSON: dict[type[Fact], Saying] = {
    ParticipantRegistered: _registered,
    PersonalDetailsChanged: _changed,
    PersonalDetailsCorrected: _corrected,
    ResidenceChanged: _residence,
    ContactDetailsChanged: _contact_details,
    ContactNoted: _contact,
    RelatedPersonLinked: _linked,
    RelatedPersonUnlinked: _unlinked,
    CaseworkerAssigned: _assigned,
    CaseworkerReleased: _released,
    DuplicateLinked: _duplicate,
    DuplicateUnlinked: _no_duplicate,
    DuplicateRuledOut: _ruled_out,
    FlagExplained: _explained,
}
