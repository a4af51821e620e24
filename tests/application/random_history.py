"""A random history, told to a running club: what somebody asks for, sensible or not, and what goes wrong meanwhile."""

import random
import sqlite3
from contextlib import suppress
from datetime import date, time
from uuid import UUID

from application.caseworkers import AssignCaseworker, ReleaseCaseworker
from application.command import Command
from application.duplicates import LinkDuplicate, RuleOutDuplicate, UnlinkDuplicate
from application.eligibility import ConfirmEligibility, RefuseEligibility
from application.employment import StartEmployment
from application.enrolment import EndEnrolment, Enrol
from application.erasure import ForgetAgain
from application.flags import ExplainFlag
from application.hours import ApproveHours, CorrectHours, ReturnHours, VoidHours
from application.participation import Exit, Resume, Suspend, VoidEntry, VoidExit
from application.permissions import Action
from application.personal_data import ChangeDetails, CorrectDetails
from application.referral import ReceiveReferral
from application.related_persons import LinkRelatedPerson, UnlinkRelatedPerson
from application.retention import SetRetention
from application.social_contract import SettleAction, SignContract, SignPart
from application.store.rebuilding import rebuild
from application.unavailable import Unavailable
from application.users import (
    AppointDeputy,
    DismissDeputy,
    GrantRole,
    IssueToken,
    RegisterUser,
    RevokeToken,
    WithdrawRole,
)
from domain.forgetting import ErasureGround
from domain.refusals import Refusal
from domain.retention import RetentionBasis
from domain.social_contract import ActionToAgree, ContractPart, Responsible
from domain.vocabulary import (
    ContractType,
    EpisodeKind,
    EvidenceGrade,
    ExitKind,
    HoursDirection,
    LegalForm,
    ReferralSource,
    Relation,
    Role,
    Sex,
)
from tests.application.batches import booking, disk, together
from tests.application.random_things import beginnings, thing
from tests.club import a_person, asking

PEOPLE = [UUID(int=n, version=4) for n in range(1, 5)]
USERS = [UUID(int=n, version=4) for n in range(101, 104)]


class TransactionEnds(Command, frozen=True, kw_only=True):
    """Plays SQLite on a full disk: the transaction is gone before the error says so."""

    ACTION = Action.RECORD_HOURS

    def handle(self, work):
        work.db.execute("ROLLBACK")
        raise sqlite3.OperationalError


def registration(chance, person):
    role, mark = chance.choice([Role.COORDINATOR, Role.CASEWORKER]), f"KIS.{chance.randrange(20)}"
    said = {"id": person, "case_mark": chance.choice([None, mark])}
    if chance.random() < 0.5:
        said |= {"pesel": "44051401458", "birth_date": date(1944, 5, 14), "sex": Sex.MALE, "pesel_missing": None}
    return asking(a_person(**said), role=role, user=USERS[0])


def referral(chance, person, item):
    kind, on = (chance.choice(list(EpisodeKind)) if item else EpisodeKind.KIS), date(2026, 1, 5)
    note = chance.choice([None, "przyszła sama"])
    return ReceiveReferral(participant_id=person, kind=kind, source=ReferralSource.SELF, referred_on=on, note=note)


def contract(_chance, person, _item):
    said = {"signed_on": date(2026, 1, 6), "valid_from": date(2026, 1, 6), "valid_until": date(2026, 12, 31)}
    return SignContract(participant_id=person, type=ContractType.B, document_number=None, **said)


def paper(chance, person, item):
    due_on = date(2026, 3, chance.randrange(1, 29))
    action = ActionToAgree(responsible=Responsible.PARTICIPANT, due_on=due_on, what="kurs")
    said = {"signed_on": date(2026, 1, 6), "evaluation_due_on": chance.choice([None, date(2026, 4, 1)])}
    said |= {"document_number": None, "actions": (action,) * chance.randrange(3)}
    return SignPart(participant_id=person, contract=item, part=ContractPart.SECOND, **said)


def settlement(chance, person, item):
    said = {"settled_on": date(2026, 3, chance.randrange(1, 29)), "done": chance.random() < 0.5, "note": None}
    return SettleAction(participant_id=person, contract=chance.choice([3, 4]), action=item, **said)


def enrolment(chance, person, item):
    code, on = (chance.choice(["AKTYWIZACJA", "AOON"]) if item else "PSU"), date(2026, 1, chance.randrange(6, 9))
    return Enrol(participant_id=person, programme=code, edition=None, enrolled_on=on)


def hours(chance, person, item):
    said = {"minutes": chance.randrange(30, 300), "starts_at": chance.choice([None, time(9, 30)])}
    said["note"] = said["what"] = chance.choice([None, "była cały czas"])
    said["kilometres"] = None if said["note"] is None else 7
    return booking((person, item), chance.randrange(60), direction=chance.choice(list(HoursDirection)), **said)


def correction(chance, person, item):
    said = {"minutes": chance.randrange(30, 300), "starts_at": chance.choice([None, time(10)])}
    return CorrectHours(participant_id=person, entry=item, reason="pomyłka", **said)


def employment(chance, person, _item):
    return StartEmployment(
        participant_id=person,
        form=LegalForm.CIVIL_CONTRACT,
        employer=chance.choice([None, "Piekarnia Próbna"]),
        fte_hundredths=None,
        evidence=EvidenceGrade.NONE,
        started_on=date(2026, 2, chance.randrange(1, 28)),
    )


def leaving(chance, person, item):
    on, kind = date(2026, 5, chance.randrange(1, 20)), chance.choice(list(ExitKind))
    return Exit(participant_id=person, episode=item, kind=kind, exited_on=on, reason=None)


def assignment(chance, person, _item):
    return chance.choice([AssignCaseworker, ReleaseCaseworker])(participant_id=person, user=chance.choice(USERS))


def account(chance, number):
    user, role = chance.choice(USERS), chance.choice(list(Role))
    commands = [
        RegisterUser(id=UUID(int=5000 + number), display_name="Ewa Próbna", roles=(role,)),
        GrantRole(user_id=user, role=role),
        WithdrawRole(user_id=user, role=role),
        IssueToken(user_id=user, expires_on=date(2026, 12, 1), digest=f"{number:064}"),
        RevokeToken(user_id=user, token=chance.randrange(2, 8)),
        AppointDeputy(user_id=user, deputy=chance.choice(USERS), since=date(2026, 6, 1), until=date(2026, 6, 9)),
        DismissDeputy(user_id=user, appointment=chance.randrange(2, 12)),
    ]
    chosen = chance.choice(commands)
    deputies = isinstance(chosen, AppointDeputy | DismissDeputy)
    return asking(chosen, role=Role.COORDINATOR if deputies else Role.ADMINISTRATOR)


def word_on_hours(chance, person, item):
    kind = chance.choice([VoidHours, ApproveHours, ReturnHours])
    said = {"entry": item} if kind is VoidHours else {"entries": (item,)}
    reasons = {} if kind is ApproveHours else {"reason": "nie było jej"}
    return kind(participant_id=person, **said, **reasons)


def pause(chance, person, item):
    day = date(2026, 4, chance.randrange(1, 29))
    if chance.random() < 0.5:
        return Resume(participant_id=person, suspension=item, resumed_on=day)
    return Suspend(participant_id=person, episode=item, since=day, planned_until=None, reason="wyjazd")


def taking_back(chance, person, item):
    kind = chance.choice([VoidExit, VoidEntry, VoidEntry])
    return kind(participant_id=person, item=item, reason="pomyłka")


def explanation(chance, person, item):
    key = chance.choice(["CONTRACT_PART_MISSING:3:I", f"NO_ELIGIBILITY_FINDING:{item}", f"LATE_ENTRY:{item}"])
    return ExplainFlag(participant_id=person, flag=key, explanation=chance.choice(["pismo w drodze", "skan w teczce"]))


def place_left(chance, person, item):
    return EndEnrolment(
        participant_id=person, enrolment=item, ended_on=date(2026, 5, chance.randrange(1, 20)), reason=None
    )


def finding(chance, person, item):
    said = {
        "participant_id": person,
        "episode": item,
        "found_on": date(2026, 1, 6),
    }
    if chance.random() < 0.2:
        return RefuseEligibility(**said, reason="brak dokumentu")
    return ConfirmEligibility(**said, override="próba")


def around(chance, person, item):
    since = date(2026, 1, chance.randrange(1, 28))
    if chance.random() < 0.3:
        return UnlinkRelatedPerson(participant_id=person, link=item, until=date(2026, 3, 1), reason=None)
    names = {"family_name": "Bliska", "given_name": "Zofia", "pesel": None, "phone": None, "note": None}
    id = UUID(int=chance.getrandbits(64), version=4)
    relation = chance.choice(list(Relation))
    return LinkRelatedPerson(participant_id=person, id=id, relation=relation, since=since, person=None, **names)


def two_records(chance, person, item):
    if chance.random() < 0.5:
        return UnlinkDuplicate(participant_id=person, link=item, reason="dwie osoby")
    if chance.random() < 0.2:
        return RuleOutDuplicate(participant_id=person, other=chance.choice(PEOPLE), reason="dwie osoby")
    return LinkDuplicate(participant_id=person, survivor=chance.choice(PEOPLE), reason="ta sama osoba")


def renaming(chance, person, _item):
    said = dict.fromkeys(("given_name", "sex", "pesel"))
    said |= {
        "family_name": chance.choice(["Nowa", "Dawna"]),
        "case_mark": chance.choice([None, f"KIS.{chance.randrange(40)}"]),
    }
    if chance.random() < 0.5:
        return CorrectDetails(participant_id=person, birth_date=None, reason="literówka", **said)
    return ChangeDetails(participant_id=person, since=date(2026, 3, 1), reason=None, **said)


def keeping(chance, person, _item):
    said = {"retention_class": chance.choice(["Bc", "B10"]), "since": date(2026, 3, 1)}
    return SetRetention(participant_id=person, basis=RetentionBasis.CLASS_LIST, **said)


def forgetting(_chance, person, _item):
    return ForgetAgain(participant=person, request=person, ground=ErasureGround.END_OF_RETENTION)


STEPS = {
    referral: 3,
    contract: 1,
    paper: 2,
    settlement: 2,
    enrolment: 4,
    hours: 16,
    correction: 8,
    employment: 1,
    leaving: 2,
    assignment: 3,
    word_on_hours: 4,
    pause: 3,
    taking_back: 3,
    place_left: 1,
    finding: 2,
    around: 2,
    two_records: 1,
    renaming: 1,
    explanation: 2,
    keeping: 1,
    forgetting: 0.3,
}
ITEMS = {
    hours: "(SELECT participant, item FROM roster_enrolments WHERE known_until IS NULL)",
    correction: "hours",
    paper: "(SELECT participant, item FROM deadlines WHERE kind = 'CONTRACT')",
    settlement: "(SELECT participant, item FROM deadlines WHERE kind = 'AGREED_ACTION')",
    word_on_hours: "hours",
    leaving: "open_episodes",
    pause: "open_episodes",
    finding: "open_episodes",
    place_left: "enrolments",
    explanation: "enrolments",
    around: "related_persons",
}
"""Which rows say what an ask of that kind may be about."""


class History:
    """One history; every step of it takes the number of commands that wait in its batch."""

    def __init__(self, seed, house, patch):
        self.chance, self.house, self.patch = random.Random(seed), house, patch
        self.number = 0

    def begin(self):
        """Users and people come, the people as far as enrolment."""
        roles = (Role.CASEWORKER, Role.AUDITOR)
        users = [RegisterUser(id=user, display_name="Jan Próbny", roles=roles) for user in USERS]
        steps = [step(self.chance, person, 0) for step in (referral, contract, enrolment) for person in PEOPLE]
        together(
            self.house,
            *(asking(user, role=Role.ADMINISTRATOR) for user in users),
            *(registration(self.chance, person) for person in PEOPLE),
            *map(asking, steps),
            *map(asking, beginnings(PEOPLE, USERS)),
        )

    def ask(self):
        """Return the next ask, sensible or not."""
        number, chance = self.number, self.chance
        self.number += 1
        if chance.random() < 0.15:
            return account(chance, number)
        if chance.random() < 0.1:
            return asking(thing(chance, PEOPLE, USERS, number))
        if chance.random() < 0.05:
            return registration(chance, UUID(int=1000 + number))
        step = chance.choices(list(STEPS), list(STEPS.values()))[0]
        person, item = chance.choice(PEOPLE), chance.randrange(1, 30)
        if step in ITEMS and chance.random() < 0.8:
            person, item = chance.choice(self.known[step] or [(person, item)])
        key = chance.choice([number, number, number, chance.randrange(number + 1)])
        return asking(step(chance, person, item), key=f"{key}")

    def batch(self, size):
        """Return so many asks, most of them about what is on disk by now."""
        rows_now = {step: disk(self.house, f"SELECT * FROM {table}") for step, table in ITEMS.items()}
        self.known = {step: [(UUID(row[0]), row[1]) for row in rows] for step, rows in rows_now.items()}
        return [self.ask() for _ in range(size)]

    def tell(self, size):
        """A batch is asked for; what is refused is refused."""
        if size == 1:
            with suppress(Refusal, Unavailable):
                self.house.writer.submit(*self.batch(size))
        else:
            together(self.house, *self.batch(size))

    def lose(self, size):
        """The transaction of a batch ends in its middle; its commands run again one by one."""
        asks = self.batch(size)
        place = self.chance.randrange(size + 1)
        asks.insert(place, asking(TransactionEnds()))
        assert type(together(self.house, *asks)[place]).__name__ == "Unavailable"

    def fail(self, size):
        """The COMMIT of a batch fails, and nothing of it is on disk."""

        def nothing_is_written():
            self.house.store.rollback()
            raise sqlite3.OperationalError

        with self.patch.context() as patch:
            patch.setattr(self.house.store, "commit", nothing_is_written)
            self.tell(size)

    def halt(self, size):
        """A view fails at the next batch that records anything."""
        view = self.chance.choice(self.house.views)
        with self.patch.context() as patch:
            patch.setattr(view, "write", lambda db, facts, folded: db.execute("SELECT nothing"))
            while view.name not in self.house.writer.progress.halted:
                self.tell(size)

    def mend(self, size):
        """What halted is rebuilt while nothing is written, and goes on from there."""
        halted = self.house.writer.progress.halted

        def offline():
            rebuild(self.house.store, self.house.mapper, self.house.projections, names=halted)
            self.house.writer._batches.load()  # as at the next start

        self.house.writer.aside(offline)
        assert not self.house.writer.progress.halted
