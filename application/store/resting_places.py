"""The register of every place where personal data may rest: what rests in each column and file, how it is forgotten.

A new table, column or file that does not stand here fails a test, and a file in the data directory that does not is
named by `kis doctor`: a copy of the database made by hand would bring everybody back.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from enum import Enum
from fnmatch import fnmatchcase
from pathlib import Path


class Rest(Enum):
    """What rests in a place, and what becomes of it when a person is forgotten."""

    PLAIN = "ids, codes, dates, amounts: nothing about who somebody is; it stays, so that counts do"
    SEALED = "values sealed with the person's own keys, which are destroyed; each is replaced by its hash"
    OTHERS = "values sealed with the key of an edition, a provider, a user or the club: not about a participant"
    FOUND_BY = "keyed digests of numbers by which a person is found: the rows are deleted"
    ASKED = "keyed digests of what was asked in the last month: those of the person's commands are deleted"
    LOOKS = "who looked at which ids, never at what; why a list was taken, under the club's key; kept two years"
    PROOF = "hashes of the log: they tell nothing of what was hashed"
    KEYS = "wrapped keys: those of the person are destroyed, a fence stays"
    FENCES = "who was forgotten, by id"


_PLAIN = """
access_days          day first
access_participants  participant idx
access_users         user idx
agreement_numbers    number agreement
agreements           agreement version number signed_on valid_from valid_until persons minutes minutes_monthly_each
                     ended_on
assignments          participant user since
audit_trail          user position
clock                id jumped_seconds trusted_until
club                 id made_by
controlled_editions  engagement edition
controllers          engagement user
deadlines            participant kind item ends_on
deputies             user item deputy since until
duplicates           participant survivor item linked_on
documents            participant item
engagements          engagement closed_on opens period_first period_last since until whole_club
enrolled_ever        participant item programme edition
editions             edition programme code opens_on closes_on places
enrolments           participant item edition since ended_on quota_of agreement
erasures             request received_on state requested_by approved_by
evaluated            participant survivor skeleton known_from known_until
evaluated_codes      participant version topic
event_logs           event_log requested_on until state requested_by approved_by
facts_log            idx originator_id originator_version
access_log           idx
findings             engagement stream item about answered_by answered_on found_on
frontiers            log size
hours                participant item enrolment day until minutes starts_at unit direction activity provider
                     recorded_by recorded_on over corrected_by checked_by state known_from
hours_before         participant item enrolment day until minutes starts_at unit direction activity provider
                     recorded_by recorded_on over corrected_by checked_by state known_from superseded_by
hours_sums           participant programme month minutes entries
in_club              participant item since until
identities           kind participant item
led_sessions         edition item leader day starts_at minutes
linked_ever          participant item survivor known_from superseded_by
open_episodes        participant episode kind since
open_erasures        participant request
paper_series         series year last
positions            name position halted_by
printed_lists        number edition item
provider_kinships    provider item person kind since until
providers            provider version since checked_on left_on
receipts             command originator item version position registered
related_numbers      position person participant
related_persons      participant item person relation since until
reports              report year sendings
requests             position asked_on
roles                user role
roster               participant registered_on duplicate_of known_from known_until
roster_assignments   participant user known_from known_until
roster_editions      edition closes_on known_from known_until
roster_enrolments    participant item episode programme edition since until known_from known_until
roster_spans         participant episode since kind state until began_on ended_on known_from known_until
rule_books           book scope owner rules unconfirmed
sampled              engagement participant
sealed_groups        owner purpose
service_days         edition day item open reason
sessions             edition item day starts_at minutes leader places cancelled
stored_events        notification_id originator_id originator_version topic
told_apart           participant other
tokens               digest user item expires_on revoked
users                user name_version
waiting_list         edition item participant since left_on how ended_by
keys                 owner purpose generation state
sqlite_sequence      name seq
"""

_OTHER: dict[Rest, tuple[str, ...]] = {
    Rest.SEALED: ("stored_events.state",),
    Rest.OTHERS: (
        "evaluated_codes.tokens",
        "providers.family_token",
        "providers.given_token",
        "service_days.note_token",
        "sessions.place_token",
        "sessions.topic_token",
        "users.name_token",
        "waiting_list.reason_token",
    ),
    Rest.FOUND_BY: ("documents.digest", "identities.digest", "related_numbers.digest"),
    Rest.ASKED: ("requests.body",),
    Rest.LOOKS: ("access_log.content",),
    Rest.PROOF: ("access_log.content_sha256", "access_log.leaf_hash", "facts_log.leaf_hash", "frontiers.hashes"),
    Rest.KEYS: ("keys.wrapped", "master_check.wrapped"),
    Rest.FENCES: ("forgotten.participant", "forgotten.request", "forgettings.participant", "forgettings.purged_on"),
}

FILES: dict[str, Rest] = {
    "kis.db": Rest.SEALED,
    "kis.db-wal": Rest.SEALED,
    "kis.db-shm": Rest.PROOF,
    "rebuilding.db": Rest.FOUND_BY,
    "rebuilding.db-journal": Rest.FOUND_BY,
    "keys.db": Rest.KEYS,
    "keys.db-wal": Rest.KEYS,
    "keys.db-shm": Rest.PROOF,
    "master.key": Rest.KEYS,
    "anchor": Rest.PROOF,
    "anchor.begun": Rest.PROOF,
    "anchor.[0-9]*": Rest.PROOF,
    "restored": Rest.PLAIN,
    "fences": Rest.FENCES,
    "kis.lock": Rest.PLAIN,
    "kis.sock": Rest.PLAIN,
    "record/kis.db": Rest.SEALED,
    "keys/keys.db": Rest.KEYS,
    "anchor/anchor": Rest.PROOF,
    "anchor/fences": Rest.FENCES,
    "manifest.json": Rest.PROOF,
}
"""Files of the data directory, by name; those of a backup with their directory. Logs and cursors hold none of it."""

OF_A_PERSON = frozenset({Rest.SEALED, Rest.FOUND_BY, Rest.ASKED, Rest.KEYS})
"""What is destroyed with a person."""


def _registered() -> dict[str, Rest]:
    found: dict[str, Rest] = {}
    table = ""
    for line in _PLAIN.strip("\n").split("\n"):
        words = line.split()
        if not line.startswith(" "):
            table, *words = words
        found |= dict.fromkeys((f"{table}.{column}" for column in words), Rest.PLAIN)
    for rest, columns in _OTHER.items():
        found |= dict.fromkeys(columns, rest)
    return found


COLUMNS: dict[str, Rest] = _registered()
"""Every column of `kis.db` and `keys.db`, as `table.column`."""


def columns_of(database: Path) -> Iterator[str]:
    """Yield every column that a database has, as `table.column`."""
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
        for table in tables:
            for _, column, *_ in db.execute(f"PRAGMA table_info({table})").fetchall():
                yield f"{table}.{column}"


def unknown_files(directory: Path) -> list[str]:
    """Return the files below a data directory or a backup that do not stand in the register."""
    found = (path.relative_to(directory).as_posix() for path in sorted(directory.rglob("*")) if not path.is_dir())
    return [name for name in found if not any(fnmatchcase(name, known) for known in FILES)]
