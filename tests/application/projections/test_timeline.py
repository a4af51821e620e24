"""The timeline word for word: whole lives against the text that people are to read, and entries that name others."""

from pathlib import Path

import pytest

from application.projections.timeline import Entry
from application.projections.timeline.saying import duration, money, working_time
from application.projections.timeline.sentences import SENTENCES
from domain.employment import EmploymentCorrected, EmploymentEnded, EmploymentStarted, EndReason
from domain.journal import Fact, Purpose
from domain.participation import EntryVoided
from domain.personal_data import ParticipantRegistered, PersonalDetailsChanged, PersonalDetailsCorrected
from domain.polish import counted
from domain.vocabulary import EvidenceGrade, LegalForm
from tests.application.projections import (
    told,
    told_controls,
    told_erasure,
    told_event_logs,
    told_lives,
    told_reports,
    told_services,
)
from tests.examples import NEW_AT_MOST, STREAMS
from tests.timelines import on_a_timeline

GOLDEN = Path(__file__).resolve().parents[2] / "data" / "timeline.golden"
AUDITOR = frozenset({Purpose.IDENTITY, Purpose.STATISTICS})


def chapter(title: str, entries: list[Entry]) -> str:
    """Return a heading, and for each entry its topic, its Polish and its English sentence."""
    lines = (f"{entry.version} {entry.topic}\n{entry.pl}\n{entry.en}\n" for entry in entries)
    return f"# {title}\n\n" + "\n".join(lines)


def read(facts: list[Fact], **how: object) -> list[Entry]:
    """Return the history of a stream among the other invented ones."""
    around = [*told.an_edition(), *told.the_respite_edition(), *told.a_provider(), *told_controls.a_control()]
    others = [fact for fact in around if fact.originator_id != facts[0].originator_id]
    return on_a_timeline(*facts, *others, names=told.NAMES, **how)  # type: ignore[arg-type]


def book() -> str:
    """Return all golden sentences as they are told today."""
    club = told_lives.a_club_member()
    personal = {"PersonalDetailsChanged", "ParticipantRegistered", "ResidenceChanged", "HoursCorrected", "Exited"}
    return "\n".join(
        [
            chapter("A member of the club, read by a caseworker", read(told_lives.a_club_member())),
            chapter("A service, read by a caseworker", read(told_services.a_service_user())),
            chapter("An edition", read(told.an_edition())),
            chapter("A provider", read(told.a_provider())),
            chapter("An agreement", read(told.an_agreement())),
            chapter("Rules of an edition", read(told.a_rule_book())),
            chapter("A user", read(told.a_user())),
            chapter("A control", read(told_controls.a_control())),
            chapter("Somebody under control, read by a caseworker", read(told_controls.a_life_under_control())),
            chapter("Epochs of the logs", read(told.the_epochs())),
            chapter("The club", read(told.the_club())),
            chapter("The member, read by an auditor", chosen(read(club, opens=AUDITOR), club, personal)),
            chapter(
                "The member, when identity is erased",
                chosen(read(told_lives.a_club_member(), erased=Purpose.IDENTITY), club, personal),
            ),
            chapter("A forgotten person", read(told_erasure.a_forgotten_person())),
            chapter("An erasure request that is carried out", read(told_erasure.a_request())),
            chapter("An erasure request that is refused", read(told_erasure.a_refused_request())),
            chapter("An event log that is granted and taken back", read(told_event_logs.a_granted_log())),
            chapter("An event log that is refused", read(told_event_logs.a_refused_log())),
            chapter("An annual report, sent twice", read(told_reports.a_report())),
            chapter("An edition, when nothing may be opened", read(told.an_edition(), opens=frozenset())[4:6]),
        ]
    )


def chosen(entries: list[Entry], facts: list[Fact], kinds: set[str]) -> list[Entry]:
    """Return the entries of these kinds of fact."""
    return [entry for entry, fact in zip(entries, facts, strict=True) if type(fact).__name__ in kinds]


def test_the_sentences_are_those_of_the_golden_text():
    assert book() == GOLDEN.read_text(encoding="utf-8")


def test_the_golden_text_holds_every_kind_of_fact_but_the_newest_few():
    pages = GOLDEN.read_text(encoding="utf-8").splitlines()
    topics = {line.split()[1] for line in pages if line[:1].isdigit()}
    assert len({kind.TOPIC for kind in SENTENCES} - topics) <= NEW_AT_MOST


@pytest.mark.parametrize(
    ("number", "polish"),
    [
        (0, "0 osób"),
        (1, "1 osoba"),
        (2, "2 osoby"),
        (4, "4 osoby"),
        (5, "5 osób"),
        (11, "11 osób"),
        (12, "12 osób"),
        (14, "14 osób"),
        (21, "21 osób"),
        (22, "22 osoby"),
        (25, "25 osób"),
        (101, "101 osób"),
        (104, "104 osoby"),
        (112, "112 osób"),
        (122, "122 osoby"),
    ],
)
def test_a_noun_takes_the_form_that_its_number_asks_for(number, polish):
    assert counted(number, ("osoba", "osoby", "osób")) == polish


@pytest.mark.parametrize(
    ("minutes", "polish", "english"),
    [
        (1, "1 minuta", "1 minute"),
        (2, "2 minuty", "2 minutes"),
        (5, "5 minut", "5 minutes"),
        (22, "22 minuty", "22 minutes"),
        (59, "59 minut", "59 minutes"),
        (60, "1 godz.", "1 h"),
        (61, "1 godz. 1 min", "1 h 1 min"),
        (210, "3 godz. 30 min", "3 h 30 min"),
        (14400, "240 godz.", "240 h"),
    ],
)
def test_time_is_said_in_minutes_below_an_hour_and_in_hours_from_then(minutes, polish, english):
    assert duration(minutes) == (polish, english)


@pytest.mark.parametrize(
    ("grosze", "polish", "english"),
    [
        (0, "0,00 zł", "PLN 0.00"),
        (5, "0,05 zł", "PLN 0.05"),
        (99999, "999,99 zł", "PLN 999.99"),
        (350000, "3 500,00 zł", "PLN 3,500.00"),
        (123456789, "1 234 567,89 zł", "PLN 1,234,567.89"),
    ],
)
def test_money_is_grouped_as_in_each_language(grosze, polish, english):
    assert money(grosze) == (polish, english)


@pytest.mark.parametrize(
    ("hundredths", "polish", "english"),
    [
        (100, "pełny etat (1,00)", "full time (1.00)"),
        (75, "3/4 etatu (0,75)", "3/4 of full time (0.75)"),
        (50, "1/2 etatu (0,50)", "1/2 of full time (0.50)"),
        (49, "0,49 etatu", "0.49 of full time"),
        (5, "0,05 etatu", "0.05 of full time"),
        (150, "1,50 etatu", "1.50 of full time"),
        (None, "wymiar etatu nieznany", "working time not known"),
    ],
)
def test_working_time_is_a_fraction_where_people_say_one(hundredths, polish, english):
    assert working_time(hundredths) == (polish, english)


def test_a_correction_and_the_corrected_entry_name_each_other():
    entries = read(told_lives.a_club_member())
    hours = [entry for entry in entries if entry.topic == "journey.hours-corrected.2"]
    recorded = next(entry for entry in entries if entry.topic == "journey.hours-recorded.3")
    assert [entry.corrects for entry in hours] == [(recorded.version,)] * 2
    assert recorded.corrected_by == tuple(entry.version for entry in hours)
    assert (recorded.corrects, recorded.voids) == ((), None)


def test_a_void_and_the_voided_entry_name_each_other():
    entries = {entry.version: entry for entry in read(told_lives.a_club_member())}
    voids = {entry.version: entry.voids for entry in entries.values() if entry.voids is not None}
    assert sorted(entries[version].topic for version in voids) == [
        "journey.entry-voided.1",
        "journey.entry-voided.1",
        "journey.exit-voided.1",
        "journey.hours-voided.1",
    ]
    assert {entry.version: entry.voided_by for entry in entries.values() if entry.voided_by is not None} == {
        voided: version for version, voided in voids.items()
    }


def test_corrected_details_name_the_facts_that_said_them():
    entries = {entry.topic: entry for entry in read(told_lives.a_club_member())}
    registered, corrected = entries[ParticipantRegistered.TOPIC], entries[PersonalDetailsCorrected.TOPIC]
    assert corrected.corrects == (registered.version,)
    assert registered.corrected_by == (corrected.version,)
    assert entries[PersonalDetailsChanged.TOPIC].corrected_by == ()


def test_a_later_sentence_says_what_stood_when_it_was_recorded_without_a_voided_correction():
    tell = told.Telling(STREAMS["journey"])
    job = tell(EmploymentStarted, "01.03.2026", form=LegalForm.CIVIL_CONTRACT, evidence=EvidenceGrade.NONE)
    wrong = {"form": LegalForm.SELF_EMPLOYMENT, "evidence": EvidenceGrade.NONE, "reason": "pomyłka"}
    mistake = tell(EmploymentCorrected, "02.03.2026", corrects=job, started_on=told.day("15.02.2026"), **wrong)
    ended = {"employment": job, "why": EndReason.OTHER_JOB, "evidence": EvidenceGrade.NONE}
    tell(EmploymentEnded, "10.03.2026", **ended)
    tell(EntryVoided, "11.03.2026", voids=mistake, reason="pomyłka")
    tell(EmploymentEnded, "12.03.2026", **ended)
    _, _, before, void, after = read(tell.facts)
    assert before.pl.startswith("Koniec pracy 10.03.2026, podjętej 15.02.2026 (działalność gospodarcza):")
    assert after.pl.startswith("Koniec pracy 12.03.2026, podjętej 01.03.2026 (umowa cywilnoprawna):")
    assert "„Sprostowano 02.03.2026 wpis o podjęciu pracy 01.03.2026 (umowa cywilnoprawna);" in void.pl
