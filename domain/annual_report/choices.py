"""How the annual report decides what its sources leave open: each choice named, with its source and how sure it is."""

from domain.annual_report.words import Choice
from domain.measures.definition import Confidence

ACT = "ustawa o zatrudnieniu socjalnym (t.j. Dz.U. 2025 poz. 83)"
CAS = "MRiPS CAS 01 (form.stat.gov.pl)"
OURS = "odczytanie nasze, do potwierdzenia z wojewodą"

CHOICES = (
    Choice(
        code="ONLY_CLUB",
        pl="Liczymy tylko udział w KIS (art. 18). Osób korzystających z asystencji, opieki wytchnieniowej i "
        "świetlic nie liczymy w żadnej tabeli.",
        en="Only taking part in the club (art. 18) counts. Users of assistance, respite and day-rooms are in no table.",
        source=f"{ACT}, art. 18",
        confidence=Confidence.HIGH,
    ),
    Choice(
        code="ONCE",
        pl="Każda osoba stoi w tabeli raz, ile by nie miała udziałów, programów i kart: karty połączone jako jednej "
        "osoby to jedna osoba.",
        en="Each person is in a table once, whatever their episodes, programmes and records: linked duplicates are "
        "one.",
        source=f"{CAS}: jednostka „osoba”",
        confidence=Confidence.HIGH,
    ),
    Choice(
        code="FIRST_SUPPORT",
        pl="Udział rozpoczyna się w dniu pierwszego wsparcia (przystąpienia do programu), a nie w dniu podpisania "
        "kontraktu: warunkiem jest realizacja kontraktu. Kontrakt bez wsparcia stoi obok, poza liczbami.",
        en="Taking part begins on the day of the first support (an enrolment), not when the contract is signed: its "
        "condition is that the contract is carried out. A contract without support stands beside, in no number.",
        source=f"{ACT}, art. 18 ust. 4; początek udziału jak w EFS+",
        confidence=Confidence.MEDIUM,
    ),
    Choice(
        code="UNTIL_EXIT",
        pl="Udział trwa do ostatniego dnia, który mówi zakończenie, z tym dniem włącznie. Zawieszenie i przerwa "
        "między programami go nie kończą, także gdy trwają cały rok. Zakończenie unieważnione się nie liczy.",
        en="Taking part lasts to the last day that the exit says, that day included. A suspension and a gap between "
        "programmes do not end it, even if they last all year. A voided exit does not count.",
        source=OURS,
        confidence=Confidence.MEDIUM,
    ),
    Choice(
        code="RETURN",
        pl="Kto wraca po zakończeniu, rozpoczyna udział na nowo i w roku powrotu jest w tabeli A; w jednym roku raz.",
        en="Who comes back after an exit starts anew and is in table A of the year of the return; once in a year.",
        source=OURS,
        confidence=Confidence.MEDIUM,
    ),
    Choice(
        code="LAST_EXIT",
        pl="O ukończeniu albo przerwaniu decyduje ostatnie zakończenie w roku, także gdy osoba potem wróciła. "
        "Ukończenie to zakończenie zgodne ze ścieżką, z powodu podjęcia pracy albo z końcem programu; zgon nie jest "
        "ani jednym, ani drugim.",
        en="The last exit in the year decides between completed and interrupted, even if the person came back "
        "later. A completion is an exit as planned, for a job, or with the end of the programme; a death is neither.",
        source="domain/measures/exits.py",
        confidence=Confidence.MEDIUM,
    ),
    Choice(
        code="GROUP_DAY",
        pl="Grupę ustalamy na dzień pierwszego wsparcia ostatniego udziału w roku; we wszystkich tabelach jest ta "
        "sama. Lista grup jest dzisiejsza, także dla lat wcześniejszych.",
        en="The group is that of the day of the first support of the last taking part in the year, the same in "
        "every table. The list of groups is today's, of earlier years too.",
        source=f"{ACT}, art. 1 ust. 2; dzień ustalenia: {OURS}",
        confidence=Confidence.MEDIUM,
    ),
    Choice(
        code="PRIMARY_GROUP",
        pl="Gdy osoba należy do kilku grup, decyduje główna. Bez jednej głównej jest w „inne - do wyjaśnienia”.",
        en="Of several groups the primary one decides. Without one primary group it is “other - to be explained”.",
        source="praktyka CAS: jedna grupa na osobę",
        confidence=Confidence.MEDIUM,
    ),
    Choice(
        code="PROVEN",
        pl="Długotrwałe bezrobocie liczy się tylko, gdy dowodzą go zaświadczenia z urzędu pracy (reguły LONG_TERM_… "
        "klubu). Bezdomni i uchodźcy tylko, gdy tego dnia trwa ich program indywidualny. Pozostali z tych grup są w "
        "„inne - do wyjaśnienia”.",
        en="Long-term unemployment counts only where certificates of the labour office prove it (the club's rules "
        "LONG_TERM_…). Homeless people and refugees only where their individual programme runs on that day. The "
        "others of these groups are “other - to be explained”.",
        source=f"{ACT}, art. 1 ust. 2 pkt 1, 5 i 7",
        confidence=Confidence.HIGH,
    ),
    Choice(
        code="ACTION_AFTER",
        pl="Działanie po ukończeniu to pierwsze, które zapisano dla tego udziału i które podjęto do dnia "
        "sprawozdania (31 marca następnego roku). Nic z innych zapisów nie zgadujemy: bez niego jest „brak "
        "informacji”.",
        en="The action after completing is the first that is recorded for that taking part and was taken by the day "
        "of the report (31 March of the next year). Nothing is guessed from other records: else “no information”.",
        source=OURS,
        confidence=Confidence.MEDIUM,
    ),
    Choice(
        code="EFFECTS",
        pl="Efekt społeczny i zawodowy to rezultat z dokumentu albo rejestru, zaobserwowany w roku, a po "
        "zakończeniu w tym roku do dnia sprawozdania. Pracę po ukończeniu mówi zapisane zatrudnienie, rezultat albo "
        "odpowiedź „pracuje”, z dokumentu, rejestru lub oświadczenia; zakończenie z powodu podjęcia pracy bez "
        "zapisanej pracy nie wystarcza.",
        en="A social or vocational effect is an outcome from a document or a register, observed in the year, or "
        "after an exit in it up to the day of the report. Work after completing is told by a recorded employment, an "
        "outcome or an answer “works”, from a document, a register or a declaration; an exit for a job without that "
        "job recorded does not suffice.",
        source=f"{ACT}, art. 18a ust. 6 pkt 2 nie mówi, co jest efektem; {OURS}",
        confidence=Confidence.LOW,
    ),
    Choice(
        code="SERVICES",
        pl="Kategorie usług to sześć form z art. 18 ust. 2, według formy przy wpisach godzin; edycja, która "
        "ma tylko jedną formę (prace społecznie użyteczne), mówi ją sama. Kategorie nakładają się: sumy wierszy nie "
        "są liczbą osób.",
        en="The service categories are the six forms of art. 18(2), by the form that entries of hours name; an "
        "edition with one form only (socially useful work) tells it by itself. They overlap: the rows do not sum to "
        "people.",
        source=f"{CAS} wymienia kategorie bez pozycji; {OURS}",
        confidence=Confidence.LOW,
    ),
)
