"""What may be printed, signed and spoiled: pure rules, the same for a person's papers and for a group's lists."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from domain.calendar import month_of, refuse_date_in_the_future, refuse_date_out_of_range
from domain.papers.facts import Paper, Signature, Signer
from domain.papers.kinds import KINDS, Of, PaperKind
from domain.refusals import InvalidInput, NotFound, Refusal
from domain.related_persons import SIGNS_FOR_A_CHILD, RelatedPerson
from domain.vocabulary import ContractType

LAW_OF_CERTIFICATES = "ustawa o zatrudnieniu socjalnym, art. 18 ust. 5a"


class PaperOfAnother(InvalidInput):
    """A list of a group asked for of one person, or a person's paper of a group; or a look asked for as a paper."""

    code = "paper-of-another"
    pl = (
        "Tego druku tu się nie drukuje. Papiery osoby drukuje się przy uczestniku, listy przy edycji, a „kto powinien "
        "być teraz” jest tylko podglądem."
    )
    en = "This form is not printed here: a person's papers at the participant, lists at the edition, looks without one."


class PaperAboutNothing(InvalidInput):
    """A paper that has to be about an item, or about a month, without it."""

    code = "paper-about-nothing"
    pl = "Podaj, czego dotyczy ten druk: wpis (about), miesiąc (month) albo jedno i drugie, jak wymaga jego rodzaj."
    en = "Say what this form is about: an item (about), a month (month) or both, as its kind demands."


class PaperAboutTooMuch(InvalidInput):
    """A paper that is about an item or a month which its kind does not know."""

    code = "paper-about-too-much"
    pl = "Ten druk nie dotyczy podanego wpisu (about) albo miesiąca (month). Zostaw to pole puste."
    en = "This form is not about the item (about) or the month (month) that was given. Leave that field out."


class PaperAboutAnotherKind(InvalidInput):
    """An item that is there, but of another kind."""

    code = "paper-about-another-kind"
    pl = "Wpis {item} nie jest tym, czego dotyczy ten druk. Podaj właściwy wpis (about)."
    en = "Item {item} is not what this form is about. Give the right one (about)."


class CertificateNotIssued(Refusal):
    """A certificate to be printed of a contract for which none was issued."""

    code = "certificate-not-issued"
    law = LAW_OF_CERTIFICATES
    pl = (
        "Dla tego kontraktu (wpis {item}) nie wydano zaświadczenia. Zapisz je najpierw "
        "(contracts/{item}/certificates); wymaga pozytywnej oceny realizacji."
    )
    en = (
        "No certificate was issued for this contract (item {item}). Record it first (contracts/{item}/certificates); "
        "it needs a positive evaluation."
    )


class ContractOfTheOtherType(InvalidInput):
    """Contract A to be printed of a contract of type B, or the other way round."""

    code = "contract-of-the-other-type"
    pl = "Kontrakt z wpisu {item} jest typu {type}. Wydrukuj druk tego typu."
    en = "The contract of item {item} is of type {type}. Print the form of that type."


class NotOfOwnWill(Refusal):
    """A declaration of voluntariness for somebody whom a court sends to a service: it would say what is not so."""

    code = "not-of-own-will"
    law = "ustawa o zatrudnieniu socjalnym, art. 18 ust. 3"
    pl = (
        "Do usługi kieruje sąd (wpis {item}), więc udział nie jest dobrowolny i oświadczenia się nie zbiera. Wydrukuj "
        "klauzulę informacyjną."
    )
    en = (
        "A court sends the person to the service (item {item}), so it is not voluntary and no declaration is asked "
        "for. Print the information clause."
    )


class ListOfACancelledSession(Refusal):
    """A list of a meeting that does not take place."""

    code = "list-of-a-cancelled-session"
    pl = "Te zajęcia odwołano, więc nie ma kogo wpisać na listę. Podaj inne zajęcia."
    en = "This session was cancelled, so there is nobody to list. Give another session."


class MonthOutside(Refusal):
    """A month in which nothing of what the paper is about falls."""

    code = "month-outside"
    pl = "Ten miesiąc leży poza okresem, którego dotyczy druk ({first}–{last}). Podaj inny miesiąc."
    en = "This month lies outside the time that the form is about ({first} to {last}). Give another month."


class NobodySigned(InvalidInput):
    """A signature of nobody, or of somebody twice."""

    code = "nobody-signed"
    pl = "Podaj, kto podpisał (signers): każdego raz."
    en = "Say who signed (signers): each once."


class GuardianNotSaid(InvalidInput):
    """A guardian's signature without the guardian, or a guardian named who did not sign."""

    code = "guardian-not-said"
    pl = "Gdy podpisał rodzic lub opiekun, podaj jego powiązanie (guardian). Gdy nie podpisał, zostaw to pole puste."
    en = "Where a parent or guardian signed, give their link (guardian). Where none did, leave it out."


class NoGuardian(Refusal):
    """Somebody who was no parent or guardian of the person on that day."""

    code = "no-guardian"
    law = "Kodeks rodzinny i opiekuńczy, art. 98 § 1 i art. 155"
    pl = "Osoba z wpisu {item} nie była tego dnia rodzicem ani opiekunem. Podaj powiązanie, które wtedy trwało."
    en = "The person of item {item} was no parent or guardian on that day. Give a link that held then."


class SignedBeforePrinting(Refusal):
    """A signature on a sheet that was not printed yet."""

    code = "signed-before-printing"
    pl = "Ten druk wydrukowano {printed_on}; nie mógł być podpisany wcześniej. Popraw dzień podpisu."
    en = "This paper was printed on {printed_on}; it cannot have been signed before. Correct the day."


class SignedAlready(Refusal):
    """A second signature of the same."""

    code = "paper-signed-already"
    pl = "Ten podpis zapisano już {signed_on} (wpis {item}). Jeśli tamten wpis jest błędny, najpierw go unieważnij."
    en = "This signature is recorded already, of {signed_on} (item {item}). Void that entry first if it is wrong."


class PaperSpoiled(Refusal):
    """Anything to be done with a spoiled sheet."""

    code = "paper-spoiled"
    pl = "Ten arkusz zniszczono {cancelled_on}. Wydrukuj nowy: dostanie następny numer."
    en = "This sheet was spoiled on {cancelled_on}. Print a new one: it gets the next number."


class PaperBearsSignatures(Refusal):
    """A signed paper to be spoiled."""

    code = "paper-bears-signatures"
    pl = "Na tym druku są podpisy (wpis {item}). Podpisanego nie można uznać za zniszczony arkusz."
    en = "This paper bears signatures (item {item}). What was signed is no spoiled sheet."


class SignedAsAnother(InvalidInput):
    """A signed paper that points at what another paper says."""

    code = "signed-as-another"
    pl = "Wpis {item} nie jest tym, co mówi podpisany druk. Podaj właściwy wpis (entry) albo zostaw to pole puste."
    en = "Item {item} is not what the signed paper says. Give the right one (entry) or leave it out."


class PaperHasItsOwnVoid(Refusal):
    """A printed paper to be voided as if it were any entry."""

    code = "paper-has-its-own-void"
    pl = "Wpis {item} to wydrukowany druk. Zniszczony arkusz oznacz przy drukach (papers/{item}/void): numer zostaje."
    en = "Item {item} is a printed paper. Mark a spoiled sheet among the papers (papers/{item}/void): the number stays."


def refuse_paper_of_another(kind: PaperKind, of: Of) -> None:
    """Refuse to print at a person what is a group's, the other way round, and a look as a paper."""
    if KINDS[kind].of is not of:
        raise PaperOfAnother(pointer="/kind")


def refuse_about(
    kind: PaperKind, kinds_of_items: Mapping[str, Collection[int]], about: int | None, month: date | None
) -> None:
    """Refuse a paper about too little, about too much, or about an item of another kind.

    `kinds_of_items` are the items that stand, by kind. NotFound: there is no such item.
    """
    known = KINDS[kind]
    if (about is not None and not known.about) or (month is not None and not known.monthly):
        raise PaperAboutTooMuch(pointer="/about" if about is not None and not known.about else "/month")
    _refuse_wrong_count(kind, about, month)
    if about is not None and not any(about in kinds_of_items[name] for name in known.about):
        if kind is PaperKind.CERTIFICATE and about in kinds_of_items["contracts"]:
            raise CertificateNotIssued(item=about, pointer="/about")
        if not any(about in items for items in kinds_of_items.values()):
            raise NotFound
        raise PaperAboutAnotherKind(item=about, pointer="/about")


def _refuse_wrong_count(kind: PaperKind, about: int | None, month: date | None) -> None:
    known = KINDS[kind]
    if known.needs_item:
        if about is None:
            raise PaperAboutNothing(pointer="/about")
        if known.monthly and month is None:
            raise PaperAboutNothing(pointer="/month")
    elif known.monthly and (about is None) == (month is None):
        if about is None:
            raise PaperAboutNothing(pointer="/month")
        raise PaperAboutTooMuch(pointer="/month")


def refuse_other_type(item: int, type: ContractType, printed: ContractType) -> None:
    """Refuse to print the form of one type of a contract of the other."""
    if type is not printed:
        raise ContractOfTheOtherType(item=item, type=type.value, pointer="/kind")


def refuse_not_of_own_will(kind: PaperKind, court: int | None) -> None:
    """Refuse to print as voluntary what a court ordered: `court` is the episode that it opened, None without one."""
    if kind is PaperKind.VOLUNTARINESS and court is not None:
        raise NotOfOwnWill(item=court, pointer="/kind")


def refuse_list_of_a_cancelled_session(*, cancelled: bool) -> None:
    """Refuse a list of a meeting that does not take place."""
    if cancelled:
        raise ListOfACancelledSession(pointer="/about")


def refuse_month_outside(month: date, first: date, last: date | None) -> None:
    """Refuse a month that has no day between two days, both included; `last` None: without an end."""
    refuse_date_out_of_range(month, "/month")
    begins, ends = month_of(month)
    if ends < first or (last is not None and begins > last):
        raise MonthOutside(first=first, last=last if last is not None else "…", pointer="/month")


def paper_of(papers: Mapping[int, Paper], item: int) -> Paper:
    """Return the paper of that item, or refuse."""
    if item not in papers:
        raise NotFound
    return papers[item]


def refuse_impossible_signature(
    paper: Paper, signatures: Iterable[Signature], signers: Collection[Signer], signed_on: date, today: date
) -> None:
    """Refuse a signature of nobody, in the future, before the printing, on a spoiled sheet, or a second time."""
    refuse_date_in_the_future(signed_on, today, "/signed_on")
    if not signers or len(set(signers)) < len(signers):
        raise NobodySigned(pointer="/signers")
    refuse_spoiled(paper)
    if signed_on < paper.printed_on:
        raise SignedBeforePrinting(printed_on=paper.printed_on, pointer="/signed_on")
    for other in signatures:
        if other.paper == paper.item and not set(signers).isdisjoint(other.signers):
            raise SignedAlready(signed_on=other.signed_on, item=other.item, pointer="/signers")


def refuse_signing_guardian(
    related: Mapping[int, RelatedPerson], signers: Collection[Signer], guardian: int | None, signed_on: date
) -> None:
    """Refuse a guardian's signature without the guardian, and of somebody who was none on that day."""
    if (guardian is not None) is not (Signer.GUARDIAN in signers):
        raise GuardianNotSaid(pointer="/guardian")
    if guardian is None:
        return
    if guardian not in related:
        raise NotFound
    refuse_no_guardian(related[guardian], signed_on, "/guardian")


def refuse_no_guardian(link: RelatedPerson, day: date, pointer: str) -> None:
    """Refuse somebody who was no parent or guardian on a day."""
    if link.relation not in SIGNS_FOR_A_CHILD or not link.holds_on(day):
        raise NoGuardian(item=link.item, pointer=pointer)


def refuse_entry_of_another(paper: Paper, entry: int | None, kinds_of_items: Mapping[str, Collection[int]]) -> None:
    """Refuse to point from a signature at an item that does not record what the paper says."""
    if entry is None:
        return
    for name in KINDS[paper.kind].becomes:
        items = kinds_of_items[name]
        if entry in items and (paper.about not in items or paper.about == entry):
            return
    raise SignedAsAnother(item=entry, pointer="/entry")


def refuse_spoiled(paper: Paper) -> None:
    """Refuse to do anything with a spoiled sheet."""
    if paper.cancelled_on is not None:
        raise PaperSpoiled(cancelled_on=paper.cancelled_on)


def refuse_spoiling(paper: Paper, signatures: Iterable[Signature]) -> None:
    """Refuse to spoil a sheet twice, or one that was signed."""
    refuse_spoiled(paper)
    for signature in signatures:
        if signature.paper == paper.item:
            raise PaperBearsSignatures(item=signature.item)


def refuse_void_of_a_paper(papers: Collection[int], item: int) -> None:
    """Refuse to void a printed paper as if it were any entry: its number was given out."""
    if item in papers:
        raise PaperHasItsOwnVoid(item=item)
