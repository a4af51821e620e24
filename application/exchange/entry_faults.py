"""What is said of a row of hours that no rule is asked about, with the way out: Polish, then English."""

from collections.abc import Mapping
from typing import NamedTuple


class Sentences(NamedTuple):
    """One thing said in two languages; what stands in braces is filled in."""

    pl: str
    en: str


SENTENCES: Mapping[str, Sentences] = {
    "unknown-case-mark": Sentences(
        "W rejestrze nie ma osoby o tym znaku sprawy albo nie jest ona Twoim uczestnikiem. Popraw znak albo najpierw "
        "wczytaj rejestr (kis import participants).",
        "Nobody with this case mark is on the register, or they are not assigned to you. Correct the mark, or bring in "
        "the register first (kis import participants).",
    ),
    "another-person": Sentences(
        "Pod tym znakiem sprawy jest osoba o innym nazwisku lub imieniu. Sprawdź na liście, kto to był, i popraw znak "
        "sprawy albo tę komórkę.",
        "The case mark is of somebody with another name. See on the list who it was, and correct the case mark or this "
        "cell.",
    ),
    "not-enrolled": Sentences(
        "Osoba nie ma przystąpienia do tego programu. Popraw program albo najpierw zapisz przystąpienie.",
        "The person is not enrolled in this programme. Correct the programme, or record the enrolment first.",
    ),
    "another-agreement": Sentences(
        "Przystąpienie tej osoby nie wisi na tym porozumieniu. Popraw numer (bez porozumienia zostaw komórkę pustą).",
        "The person's enrolment does not hang on this agreement. Correct the number, or leave it empty without one.",
    ),
    "no-such-service": Sentences(
        "Osoba nie ma przystąpienia do usługi, którą zapisuje się na takim papierze. Najpierw zapisz przystąpienie "
        "albo popraw numer.",
        "The person is enrolled in no service that is kept on such a paper. Record the enrolment first, or correct the "
        "number.",
    ),
    "several-services": Sentences(
        "Tego dnia osoba korzysta z więcej niż jednej takiej usługi. Dodaj kolumnę „Program” i wpisz, o którą chodzi.",
        "On that day the person has more than one such service. Add the column „Program” and say which is meant.",
    ),
    "another-day": Sentences(
        "Ta komórka ma inny dzień niż kolumna „Data”. Wpisz samą godzinę albo popraw dzień.",
        "This cell has another day than the column „Data”. Write the time alone, or correct the day.",
    ),
    "unknown-provider": Sentences(
        "Nikt z prowadzących, których zna klub, tak się nie nazywa. Popraw imię i nazwisko albo najpierw wpisz tę "
        "osobę (POST /providers): od kiedy pracuje i czy sprawdzono ją w rejestrze.",
        "No provider whom the club knows is called so. Correct the name, or enter the person first (POST /providers): "
        "since when they work, and whether the register was checked.",
    ),
    "several-providers": Sentences(
        "Tak nazywa się więcej niż jedna osoba prowadząca. Zapisz te wiersze przy osobie, z listy prowadzących.",
        "More than one provider is called so. Record these rows on the person's card, choosing from the list.",
    ),
    "absent-with-hours": Sentences(
        "Wiersz mówi o nieobecności, a ma godziny. Popraw obecność albo wyczyść godziny (0 może zostać).",
        "The row tells of an absence and has hours. Correct the presence, or clear the hours (0 may stay).",
    ),
    "refusal-without-reason": Sentences(
        "Odmowa pracy wymaga powodu. Wpisz go w tej kolumnie.",
        "A refusal of work needs a reason. Write it in this column.",
    ),
    "twice-in-the-file": Sentences(
        "To samo (osoba, dzień, godzina, dokument) jest już w wierszu {line}. Zostaw jeden z tych wierszy.",
        "Row {line} is of the same person, day, time and document. Keep one of these rows.",
    ),
    "child-in-two-rows": Sentences(
        "To dziecko ma już wiersz {line}. Zostaw jeden wiersz na dziecko, ze wszystkimi dniami.",
        "The child has row {line} already. Keep one row a child, with all days.",
    ),
    "card-of-two-months": Sentences(
        "Karta jest za jeden miesiąc, a wcześniejsze wiersze tej osoby są za {month}. Wczytaj każdy miesiąc z osobnego "
        "pliku albo popraw datę.",
        "A card is of one month, and the earlier rows of this person are of {month}. Import each month from a file of "
        "its own, or correct the date.",
    ),
    "needs-another-educator": Sentences(
        "Tego dnia jest dzieci: {total}, a pod opieką jednej osoby może ich być najwyżej {most}. Wpisz w kolumnie "
        "„Wychowawca”, kto był z którym dzieckiem; bez tego nie zapisuje się tego dnia.",
        "On that day there are {total} children, and one person looks after {most} at most. Say in the column "
        "„Wychowawca” who was with which child; without that the day is not recorded.",
    ),
    "not-signed": Sentences(
        "Uczestnik nie podpisał tej usługi. Wpis jest zapisywany jako niepodpisany: wyjaśnij go i uzupełnij papier.",
        "The participant did not sign for this service. It is recorded as unsigned: clear it up on the paper.",
    ),
}
