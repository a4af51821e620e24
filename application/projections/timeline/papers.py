"""Sentences of printed papers, of one person and of a group, and of what the club itself is called."""

from collections.abc import Sequence

from application.projections.timeline.opening import Opener, Saying
from application.projections.timeline.referring import document, reason, related
from application.projections.timeline.saying import Pair, Sentence, day_of, joined, remark, sentence
from application.projections.timeline.words import WORDS
from domain.club import ClubDescribed
from domain.journal import Fact
from domain.papers import (
    KINDS,
    ListCancelled,
    ListPrinted,
    ListSigned,
    PaperCancelled,
    PaperPrinted,
    PaperSigned,
    Signer,
)


def _printed(fact: PaperPrinted, opened: Opener) -> Sentence:
    return _said_printed(fact, remark("Dotyczy", "About", None if fact.about is None else opened.head(fact.about)))


def _list_printed(fact: ListPrinted, opened: Opener) -> Sentence:
    about = remark("Dotyczy", "About", None if fact.about is None else opened.head(fact.about))
    users = None if fact.users is None else joined([opened.user(user) for user in fact.users], ", ")
    return _said_printed(fact, about, remark("Tylko osoby przydzielone", "Only people assigned to", users))


def _said_printed(fact: PaperPrinted | ListPrinted, *remarks: Pair | None) -> Sentence:
    day, what = day_of(fact.occurred_on), _paper(fact)
    return sentence(f"Wydrukowano {day[0]}: {what[0]}", f"Printed on {day[1]}: {what[1]}", *remarks)


def _signed(fact: PaperSigned, opened: Opener) -> Sentence:
    day, what = day_of(fact.occurred_on), _paper(opened.of(fact.paper)[0])
    return sentence(
        f"Podpisano {day[0]}: {what[0]}",
        f"Signed on {day[1]}: {what[1]}",
        _signers(fact.signers),
        remark("Opiekun", "Guardian", None if fact.guardian is None else related(opened, fact.guardian)),
        remark("Zapisano jako", "Recorded as", None if fact.entry is None else opened.head(fact.entry)),
        document(opened),
        _kept(opened),
    )


def _list_signed(fact: ListSigned, opened: Opener) -> Sentence:
    day, what = day_of(fact.occurred_on), _paper(opened.of(fact.paper)[0])
    return sentence(
        f"Podpisano {day[0]}: {what[0]}",
        f"Signed on {day[1]}: {what[1]}",
        _signers(fact.signers),
        _kept(opened),
    )


def _cancelled(fact: PaperCancelled | ListCancelled, opened: Opener) -> Sentence:
    day, what = day_of(fact.occurred_on), _paper(opened.of(fact.paper)[0])
    return sentence(
        f"Zniszczony arkusz {day[0]}: {what[0]}; numer nie będzie użyty ponownie",
        f"Sheet spoiled on {day[1]}: {what[1]}; its number is not used again",
        reason(opened),
    )


def _described(fact: ClubDescribed, opened: Opener) -> Sentence:
    day = day_of(fact.occurred_on)
    return sentence(
        f"Od {day[0]} obowiązuje opis klubu na drukach",
        f"From {day[1]} the club is described on forms so",
        remark("Nazwa", "Name", opened("name")),
        remark("Adres", "Address", opened("address")),
        remark("Podmiot prowadzący", "Run by", opened("operator")),
        remark("Adres podmiotu", "Its address", opened("operator_address")),
        remark("Miejscowość", "Town", opened("town")),
        remark("Inspektor ochrony danych", "Data protection officer", opened("inspector")),
    )


def _paper(fact: PaperPrinted | ListPrinted) -> Pair:
    """Return what a paper is: its kind, its number, its month."""
    kind, number = KINDS[fact.kind], "" if fact.number is None else f" {fact.number}"
    first = None if fact.month is None else day_of(fact.month)
    of = ("", "") if first is None else (f" za miesiąc od {first[0]}", f" of the month from {first[1]}")
    return f"{kind.pl}{number}{of[0]}", f"{kind.en}{number}{of[1]}"


def _signers(signers: Sequence[Signer]) -> Pair | None:
    return remark("Podpisy", "Signed by", joined([WORDS[one] for one in signers], ", "))


def _kept(opened: Opener) -> Pair | None:
    return remark("Oryginał leży", "The original lies", opened("kept_at"))


PAPERS: dict[type[Fact], Saying] = {
    PaperPrinted: _printed,
    PaperSigned: _signed,
    PaperCancelled: _cancelled,
    ListPrinted: _list_printed,
    ListSigned: _list_signed,
    ListCancelled: _cancelled,
    ClubDescribed: _described,
}
