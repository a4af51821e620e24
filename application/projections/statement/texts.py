"""What every statement says, in plain Polish: short sentences for somebody with primary school.

Sources: art. 12, 13 and 15 RODO; art. 6(1)(c) and (e), 9(2)(b), (g) and (h), 10 RODO with the Act on social
employment of 13 June 2003 and the Act on social assistance of 12 March 2004; CJEU C-579/21 (Pankki S). The lawyer of
the club confirms the legal basis and the periods (do potwierdzenia).
"""

from collections.abc import Mapping

from domain.vocabulary import Sex

ADDRESS: Mapping[Sex | None, Mapping[str, str]] = {
    Sex.FEMALE: {"nom": "Pani", "gen": "Pani", "loc": "Pani"},
    Sex.MALE: {"nom": "Pan", "gen": "Pana", "loc": "Panu"},
    None: {"nom": "Pani lub Pan", "gen": "Pani lub Pana", "loc": "Pani lub Panu"},
}
"""How the reader is spoken to, in the three cases that the texts need; None: where the sex was erased."""

TITLE = "Co o {loc} wiemy"
INTRODUCTION = (
    "To jest odpowiedź klubu integracji społecznej na pytanie: jakie dane o mnie macie i co z nimi robicie.",
    "Ma {nom} prawo o to pytać (art. 15 RODO). Pierwsza kopia jest bezpłatna.",
)
PURPOSES = (
    "Prowadzimy sprawę {gen} w klubie: od zgłoszenia do podjęcia pracy.",
    "Sprawdzamy, czy są spełnione warunki programu, i liczymy godziny.",
    "Rozliczamy programy i robimy sprawozdania. W sprawozdaniach są same liczby, bez nazwisk.",
    "Po zakończeniu pytamy, czy pomoc dała trwały skutek. Robimy to tylko wtedy, gdy prawo na to pozwala.",
)
LEGAL_BASIS = (
    "Mamy dane, bo każe nam prawo i bo wykonujemy zadanie publiczne (art. 6 ust. 1 lit. c i e RODO).",
    "Te zadania opisują dwie ustawy: o zatrudnieniu socjalnym i o pomocy społecznej.",
    "Na dane o zdrowiu, nałogu i pochodzeniu pozwala nam art. 9 ust. 2 lit. b, g i h RODO i te dwie ustawy.",
    "Na dane o wyrokach pozwala nam art. 10 RODO i te dwie ustawy.",
    "Czasem prosimy o zgodę. Zgodę można w każdej chwili wycofać.",
)
RECIPIENTS = (
    "Pracownicy klubu: ci, którzy prowadzą sprawę {gen}, prowadzą zajęcia albo kierują klubem.",
    "Urzędy, które mają do tego prawo: ośrodek pomocy, powiatowy urząd pracy, wojewoda, sąd.",
    "Kontrolerzy, tylko w czasie kontroli i tylko w jej zakresie.",
    "Nie sprzedajemy danych. Nie wysyłamy ich poza Unię Europejską. Żaden program sam nie decyduje o {loc}.",
)
KEPT = (
    "Trzymamy akta tak długo, jak każą przepisy i wykaz akt klubu. Jeśli czasów jest kilka, liczy się najdłuższy.",
    "Jeśli program dostał pieniądze z Unii Europejskiej, jest to co najmniej 5 lat od ostatniej wypłaty.",
    "Zapis o tym, kto oglądał dane, trzymamy dwa lata.",
    "Gdy czas minie, usuwamy dane. Zostają liczby do statystyki, bez nazwiska.",
)
RIGHTS = (
    "Może {nom} poprosić o poprawienie danych, które są błędne.",
    "Może {nom} poprosić o usunięcie danych. Jeśli prawo każe nam je trzymać, odmówimy i powiemy dlaczego.",
    "Może {nom} poprosić, żebyśmy na jakiś czas nie używali danych. Może {nom} też sprzeciwić się ich używaniu.",
    "Może {nom} zapytać, który pracownik oglądał dane. Klub rozważy, czy może podać nazwisko pracownika.",
)
COMPLAINT = (
    "Najpierw prosimy o rozmowę w klubie. Może {nom} też napisać do inspektora ochrony danych.",
    "Skargę przyjmuje Prezes Urzędu Ochrony Danych Osobowych, ul. Stawki 2, 00-193 Warszawa, uodo.gov.pl.",
)
OTHERS_LEFT_OUT = (
    "Nie ma tu danych innych osób, na przykład rodziny i pracowników. To są ich dane (art. 15 ust. 4 RODO)."
)


def addressed(sentences: tuple[str, ...], sex: Sex | None) -> tuple[str, ...]:
    """Return the sentences as they are said to a woman, to a man, or to somebody of whom that is not known."""
    return tuple(sentence.format(**ADDRESS[sex]) for sentence in sentences)
