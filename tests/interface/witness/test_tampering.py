"""Ten thousand alterations of a club of a thousand facts: every one is found, and named where it was made."""

from random import Random

import pytest

from interface.witness.report import LOGS
from tests.deep import times
from tests.interface.witness.forger import FORGERIES, Forger
from tests.interface.witness.machine import a_thousand_facts, altered, judged
from tests.interface.witness.tamperings import ON_THE_DATABASE
from tests.interface.witness.tamperings_beside import BESIDE

SEED = 20_261_126


@pytest.fixture(scope="module")
def machine(tmp_path_factory):
    return a_thousand_facts(tmp_path_factory.mktemp("machine"))


def well_named(report, place):
    """Whether an alarm was raised, and names this place as the first that was altered."""
    if place.position is not None:
        return report.first_bad[place.log] == place.position
    return named(report, place) and (place.log == "checkpoint" or report.first_bad == dict.fromkeys(LOGS))


def named(report, place):
    return place.log in {finding.log for finding in report.findings}


def names_a_line_behind_the_newest_checkpoint(report, machine):
    """Whether the log and a line of the anchor disagree where nothing outside says who is right."""
    [finding] = report.findings
    places = machine.newest(finding.log) + 1, report.sizes[finding.log] + 1
    return finding.position in places and "kotwica (wiersz" in finding.pl


def test_every_alteration_of_the_database_is_found_where_it_was_made_and_sqlite_sees_next_to_none(machine, tmp_path):
    chance, count = Random(SEED), times(160, 7000)
    missed, unseen_by_sqlite = [], 0
    for number in range(count):
        with altered(machine) as copy:
            tamper = ON_THE_DATABASE[number % len(ON_THE_DATABASE)]
            place = tamper(chance, copy)
            report = judged(copy, tmp_path)
            unseen_by_sqlite += copy.integrity() == "ok"
        if report.ok or not well_named(report, place):
            missed.append((number, tamper.__name__, place, report.first_bad, report.findings[:3]))
    assert missed == []
    print(f"{count} alterations, {unseen_by_sqlite} unseen by PRAGMA integrity_check")  # noqa: T201
    assert unseen_by_sqlite > count * 0.9


def test_every_alteration_of_keys_and_anchor_is_found_and_its_file_named(machine, tmp_path):
    chance, missed = Random(SEED), []
    for number in range(times(60, 2000)):
        with altered(machine) as copy:
            tamper = BESIDE[number % len(BESIDE)]
            place = tamper(chance, copy)
            report = judged(copy, tmp_path, keys=place.log == "keys.db")
        if report.ok or not (named(report, place) or names_a_line_behind_the_newest_checkpoint(report, machine)):
            missed.append((number, tamper.__name__, report.findings[:3]))
    assert missed == []


def test_a_forger_who_makes_everything_agree_again_is_found_by_what_was_carried_out(machine, tmp_path):
    """Before the newest checkpoint: between which two checkpoints. After it: said to be not yet protected."""
    chance, wrong, before = Random(SEED), [], 0
    count = times(35, 1400)
    for number in range(count):
        with altered(machine) as copy:
            forger = Forger(copy)
            forge = FORGERIES[number % len(FORGERIES)]
            log, position = forge(chance, forger)
            forger.close()
            report = judged(copy, tmp_path)
        assert position is not None
        newest = machine.newest(log)
        if position <= newest:
            before += 1
            well = not report.ok and within_a_step(report, machine, log, position)
        else:
            first = report.unprotected[log]
            well = report.ok and report.protected[log] == newest and (first is None or first <= position)
        if not well:
            wrong.append((number, forge.__name__, log, position, report.unprotected, report.findings[:3]))
    assert wrong == []
    assert count * 0.5 < before < count


def within_a_step(report, machine, log, position):
    """Whether the first stretch that is said to be altered is the one between two checkpoints that holds a position."""
    sizes = [0, *(checkpoint.size for checkpoint in machine.outside if checkpoint.log == log)]
    below = max(size for size in sizes if size < position)
    above = min(size for size in sizes if size >= position)
    found = [(finding.position, finding.until) for finding in report.findings if finding.log == log]
    cut = report.sizes[log] + 1
    return found[0] in {(below + 1, above), (cut, None) if cut == position else None}
