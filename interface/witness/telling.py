"""The report in words, Polish or English, and as data: nothing is called in order beyond what was read."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from interface.witness.report import ACCESS, FACTS, LOGS, Certificate, Outside, Report, Told

NAMES: dict[str, Told] = {FACTS: ("Fakty", "Facts"), ACCESS: ("Ślady dostępu", "Access records")}


def lines(report: Report) -> Iterator[Told]:
    """Yield the report sentence by sentence."""
    for log in LOGS:
        yield from _log(report, log)
    for checkpoint in report.checkpoints:
        yield _outside(checkpoint)
    if report.keys is not None:
        active, erased = report.keys.active, report.keys.erased
        opened = ("każdy otwarto", "each was opened") if report.keys.opened else ("nie otwierano ich", "not opened")
        yield (
            f"Klucze: {active} ({opened[0]}), znaki po zniszczonych: {erased}.",
            f"Keys: {active} ({opened[1]}), fences of erased ones: {erased}.",
        )
    if report.certificate is not None:
        yield from _certificate(report.certificate)
    for finding in report.findings:
        yield finding.pl, finding.en
    yield verdict(report)


def _log(report: Report, log: str) -> Iterator[Told]:
    pl, en = NAMES[log]
    size, root, anchored = report.sizes[log], report.roots[log], report.anchored[log]
    yield (
        f"{pl}: {size}, kotwica potwierdza {anchored}; skrót {root or 'nieznany, nie odczytano do końca'}",
        f"{en}: {size}, the anchor confirms {anchored}; root {root or 'unknown, not read to the end'}",
    )
    if report.removed[log]:
        yield f"  usunięto zgodnie z zapisami: {report.removed[log]}", f"  taken out on record: {report.removed[log]}"
    first = report.unprotected[log]
    if first is not None:
        yield (
            f"  jeszcze niechronione: od pozycji {first} do {size} zmiany nie byłoby widać",
            f"  not yet protected: from position {first} to {size} a change would not show",
        )


def _outside(checkpoint: Outside) -> Told:
    pl = f"Punkt kontrolny {checkpoint.name} ({checkpoint.origin}, {checkpoint.size}): "
    en = f"Checkpoint {checkpoint.name} ({checkpoint.origin}, {checkpoint.size}): "
    pl += "" if checkpoint.met else "NIE WYKAZANO, że "
    en += "" if checkpoint.met else "NOT SHOWN that "
    pl += "dziennik zaczyna się tym, co potwierdza"
    en += "the log begins with what it confirms"
    signed_pl = "podpis sprawdzony" if checkpoint.signed else "podpisu nie sprawdzono, bo nie podano --vkey"
    signed_en = "signature checked" if checkpoint.signed else "signature not checked: no --vkey was given"
    return f"{pl}; {signed_pl}.", f"{en}; {signed_en}."


def _certificate(certificate: Certificate) -> Iterator[Told]:
    rows, tables = sum(table.rows for table in certificate.tables), len(certificate.tables)
    for difference in certificate.differences:
        yield difference.pl, difference.en
    same = ("takie same jak odbudowane z dziennika", "the same as rebuilt from the log")
    other = ("INNE niż odbudowane z dziennika", "NOT the same as rebuilt from the log")
    pl, en = same if certificate.ok else other
    pl_where = f"Indeksy i widoki na pozycji {certificate.position} ({tables} tabel, {rows} wierszy)"
    en_where = f"Indexes and views at position {certificate.position} ({tables} tables, {rows} rows)"
    yield f"{pl_where}: {pl}; skrót {certificate.digest}", f"{en_where}: {en}; digest {certificate.digest}"


def verdict(report: Report) -> Told:
    """Return the last sentence: what may be relied on, and what not."""
    if not report.ok:
        bad = {log: position for log, position in report.first_bad.items() if position is not None}
        pl = ", ".join(f"{NAMES[log][0].lower()} {position}" for log, position in bad.items())
        en = ", ".join(f"{NAMES[log][1].lower()} {position}" for log, position in bad.items())
        return (
            f"NIEZGODNE. Pierwsza zła pozycja: {pl}." if bad else "NIEZGODNE.",
            f"NOT INTACT. First bad position: {en}." if bad else "NOT INTACT.",
        )
    protected = report.protected
    upto = ", ".join(f"{NAMES[log][0].lower()} {protected[log]} z {report.sizes[log]}" for log in LOGS)
    upto_en = ", ".join(f"{NAMES[log][1].lower()} {protected[log]} of {report.sizes[log]}" for log in LOGS)
    rest = ("", "")
    if report.certificate is None:
        rest = (" Indeksów i widoków nie sprawdzano (--views).", " Indexes and views were not looked at (--views).")
    return (
        f"Zgodne i chronione do pozycji: {upto}.{rest[0]}",
        f"Intact and protected up to position: {upto_en}.{rest[1]}",
    )


def as_data(report: Report) -> dict[str, Any]:
    """Return the report as JSON has it."""
    return {
        "ok": report.ok,
        "first_bad": report.first_bad,
        "sizes": report.sizes,
        "roots": report.roots,
        "anchored": report.anchored,
        "protected": report.protected,
        "not_yet_protected": report.unprotected,
        "removed": report.removed,
        "checkpoints": [checkpoint._asdict() for checkpoint in report.checkpoints],
        "keys": None if report.keys is None else asdict(report.keys),
        "certificate": None if report.certificate is None else _certificate_as_data(report.certificate),
        "findings": [finding._asdict() for finding in report.findings],
    }


def _certificate_as_data(certificate: Certificate) -> dict[str, Any]:
    return {
        "ok": certificate.ok,
        "position": certificate.position,
        "digest": certificate.digest,
        "rebuilt": certificate.rebuilt,
        "tables": [table._asdict() for table in certificate.tables],
        "differences": [difference._asdict() for difference in certificate.differences],
    }
