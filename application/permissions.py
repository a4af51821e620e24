"""Who may do what: one table, deny by default.

Source: the minimum of art. 5(1)(c) RODO and art. 100 of the Act on social assistance:
a caseworker sees the people assigned, an auditor sees those in scope of a control while it holds and writes nothing
but samples and findings, an evaluator never receives a name, an administrator runs accounts and keys and reads no case.
"""

from enum import StrEnum
from functools import cache
from uuid import UUID

import msgspec

from domain.journal import Purpose
from domain.refusals import Refusal
from domain.vocabulary import Role


class Action(StrEnum):
    """Everything that can be asked of the system. Each route and each command declares one."""

    PUBLIC = "public"
    SEE_ONESELF = "see-oneself"
    SEE_PROGRAMMES = "see-programmes"
    LIST_PARTICIPANTS = "list-participants"
    SEARCH_PARTICIPANTS = "search-participants"
    READ_PARTICIPANT = "read-participant"
    READ_HISTORY = "read-history"
    READ_ELIGIBILITY = "read-eligibility"
    READ_HOURS = "read-hours"
    REGISTER_PARTICIPANT = "register-participant"
    RECORD_JOURNEY = "record-journey"
    RECORD_HOURS = "record-hours"
    CORRECT_HOURS = "correct-hours"
    APPROVE_HOURS = "approve-hours"
    LINK_DUPLICATES = "link-duplicates"
    SEE_DUPLICATES = "see-duplicates"
    MANAGE_EDITIONS = "manage-editions"
    DESCRIBE_CLUB = "describe-club"
    MANAGE_RULES = "manage-rules"
    SEE_RULES = "see-rules"
    MANAGE_SESSIONS = "manage-sessions"
    SEE_EDITIONS = "see-editions"
    PRINT_LISTS = "print-lists"
    SEE_LISTS = "see-lists"
    SEE_PAPERS = "see-papers"
    SEE_PROVIDERS = "see-providers"
    APPOINT_DEPUTIES = "appoint-deputies"
    SEE_DEADLINES = "see-deadlines"
    SEE_FOLLOW_UPS = "see-follow-ups"
    SEE_ASSIGNMENTS = "see-assignments"
    SEE_ATTENDANCE = "see-attendance"
    SEE_HOURS_SUMS = "see-hours-sums"
    SEE_CONTRACTS = "see-contracts"
    SEE_FLAGS = "see-flags"
    SEE_PROJECT_DURABILITY = "see-project-durability"
    ASSIGN_CASEWORKERS = "assign-caseworkers"
    IMPORT_REGISTER = "import-register"
    READ_AUDIT_TRAIL = "read-audit-trail"
    READ_ACCESS_LOG = "read-access-log"
    MAKE_STATEMENT = "make-statement"
    SEE_OUTCOMES = "see-outcomes"
    SEE_MEASURES = "see-measures"
    SEE_ANNUAL_REPORT = "see-annual-report"
    ENTER_IN_REPORT = "enter-in-report"
    SEND_REPORT = "send-report"
    SEE_SENT_REPORTS = "see-sent-reports"
    SEE_ENGAGEMENTS = "see-engagements"
    MANAGE_ENGAGEMENTS = "manage-engagements"
    READ_ENGAGEMENT = "read-engagement"
    DRAW_SAMPLES = "draw-samples"
    RECORD_FINDINGS = "record-findings"
    SEE_ERASURES = "see-erasures"
    REQUEST_ERASURE = "request-erasure"
    APPROVE_ERASURE = "approve-erasure"
    EXECUTE_ERASURE = "execute-erasure"
    SEE_EVENT_LOGS = "see-event-logs"
    REQUEST_EVENT_LOG = "request-event-log"
    APPROVE_EVENT_LOG = "approve-event-log"
    EXPORT_EVENT_LOG = "export-event-log"
    EXPORT_LISTS = "export-lists"
    """To take away what one may list: the list's own action says whose, and whether at all."""

    SEE_USERS = "see-users"
    MANAGE_USERS = "manage-users"
    READ_METRICS = "read-metrics"
    CONFIRM_CLOCK = "confirm-clock"
    FOUND_CLUB = "found-club"
    MAKE_DOSSIER = "make-dossier"
    MAKE_PERIOD_DOSSIER = "make-period-dossier"
    READ_LEDGER = "read-ledger"
    BEGIN_EPOCH = "begin-epoch"


class Scope(StrEnum):
    """Whose record: those assigned to the user, those in scope of the control that holds for them, or every one."""

    OWN = "own"
    ENGAGED = "engaged"
    ALL = "all"


_OWN, _ENGAGED, _ALL = Scope.OWN, Scope.ENGAGED, Scope.ALL
_EVERYBODY = dict.fromkeys(Role, _ALL)

TABLE: dict[Action, dict[Role, Scope]] = {
    Action.PUBLIC: {},
    Action.SEE_ONESELF: _EVERYBODY,
    Action.SEE_PROGRAMMES: _EVERYBODY,
    Action.LIST_PARTICIPANTS: {
        Role.CASEWORKER: _OWN,
        Role.CLASS_LEADER: _OWN,
        Role.COORDINATOR: _ALL,
        Role.AUDITOR: _ENGAGED,
    },
    Action.SEARCH_PARTICIPANTS: {
        Role.CASEWORKER: _OWN,
        Role.CLASS_LEADER: _OWN,
        Role.COORDINATOR: _ALL,
        Role.AUDITOR: _ENGAGED,
    },
    Action.READ_PARTICIPANT: {
        Role.CASEWORKER: _OWN,
        Role.CLASS_LEADER: _OWN,
        Role.COORDINATOR: _ALL,
        Role.AUDITOR: _ENGAGED,
    },
    Action.READ_HISTORY: {Role.CASEWORKER: _OWN, Role.COORDINATOR: _ALL, Role.AUDITOR: _ENGAGED},
    Action.READ_ELIGIBILITY: {Role.CASEWORKER: _OWN, Role.COORDINATOR: _ALL, Role.AUDITOR: _ENGAGED},
    Action.READ_HOURS: {
        Role.CASEWORKER: _OWN,
        Role.CLASS_LEADER: _OWN,
        Role.COORDINATOR: _ALL,
        Role.AUDITOR: _ENGAGED,
    },
    Action.REGISTER_PARTICIPANT: {Role.CASEWORKER: _ALL, Role.COORDINATOR: _ALL},
    Action.RECORD_JOURNEY: {Role.CASEWORKER: _OWN, Role.COORDINATOR: _ALL},
    Action.RECORD_HOURS: {Role.CASEWORKER: _OWN, Role.CLASS_LEADER: _OWN, Role.COORDINATOR: _ALL},
    Action.CORRECT_HOURS: {Role.CASEWORKER: _OWN, Role.COORDINATOR: _ALL},
    Action.APPROVE_HOURS: {Role.CASEWORKER: _OWN, Role.COORDINATOR: _ALL},
    Action.LINK_DUPLICATES: {Role.COORDINATOR: _ALL},
    Action.SEE_DUPLICATES: {Role.COORDINATOR: _ALL, Role.AUDITOR: _ENGAGED},
    Action.MANAGE_EDITIONS: {Role.COORDINATOR: _ALL},
    Action.DESCRIBE_CLUB: {Role.COORDINATOR: _ALL, Role.ADMINISTRATOR: _ALL},
    Action.MANAGE_RULES: {Role.COORDINATOR: _ALL},
    Action.SEE_RULES: _EVERYBODY,
    Action.MANAGE_SESSIONS: {Role.CASEWORKER: _ALL, Role.CLASS_LEADER: _ALL, Role.COORDINATOR: _ALL},
    Action.SEE_EDITIONS: _EVERYBODY,
    Action.PRINT_LISTS: {Role.CASEWORKER: _OWN, Role.CLASS_LEADER: _OWN, Role.COORDINATOR: _ALL},
    Action.SEE_LISTS: {
        Role.CASEWORKER: _OWN,
        Role.CLASS_LEADER: _OWN,
        Role.COORDINATOR: _ALL,
        Role.AUDITOR: _ENGAGED,
    },
    Action.SEE_PAPERS: {Role.CASEWORKER: _OWN, Role.COORDINATOR: _ALL, Role.AUDITOR: _ENGAGED},
    Action.SEE_PROVIDERS: {
        Role.CASEWORKER: _ALL,
        Role.CLASS_LEADER: _ALL,
        Role.COORDINATOR: _ALL,
        Role.AUDITOR: _ALL,
    },
    Action.APPOINT_DEPUTIES: {Role.COORDINATOR: _ALL},
    Action.SEE_DEADLINES: {Role.CASEWORKER: _OWN, Role.COORDINATOR: _ALL, Role.AUDITOR: _ENGAGED},
    Action.SEE_FOLLOW_UPS: {Role.CASEWORKER: _OWN, Role.COORDINATOR: _ALL},
    Action.SEE_ASSIGNMENTS: {Role.COORDINATOR: _ALL, Role.AUDITOR: _ENGAGED},
    Action.SEE_ATTENDANCE: {
        Role.CASEWORKER: _OWN,
        Role.CLASS_LEADER: _OWN,
        Role.COORDINATOR: _ALL,
        Role.AUDITOR: _ENGAGED,
    },
    Action.SEE_HOURS_SUMS: {Role.CASEWORKER: _OWN, Role.COORDINATOR: _ALL, Role.AUDITOR: _ENGAGED},
    Action.SEE_CONTRACTS: {Role.CASEWORKER: _OWN, Role.COORDINATOR: _ALL, Role.AUDITOR: _ENGAGED},
    Action.SEE_FLAGS: {Role.CASEWORKER: _OWN, Role.COORDINATOR: _ALL, Role.AUDITOR: _ENGAGED},
    Action.SEE_PROJECT_DURABILITY: {Role.COORDINATOR: _ALL, Role.AUDITOR: _ALL, Role.EVALUATOR: _ALL},
    Action.ASSIGN_CASEWORKERS: {Role.COORDINATOR: _ALL},
    Action.IMPORT_REGISTER: {Role.COORDINATOR: _ALL},
    Action.READ_AUDIT_TRAIL: {Role.COORDINATOR: _ALL, Role.AUDITOR: _ENGAGED},
    Action.READ_ACCESS_LOG: {Role.COORDINATOR: _ALL, Role.AUDITOR: _ENGAGED},
    Action.MAKE_STATEMENT: {Role.CASEWORKER: _OWN, Role.COORDINATOR: _ALL},
    Action.SEE_OUTCOMES: {Role.COORDINATOR: _ALL, Role.AUDITOR: _ENGAGED, Role.EVALUATOR: _ALL},
    Action.SEE_MEASURES: {Role.COORDINATOR: _ALL, Role.AUDITOR: _ENGAGED, Role.EVALUATOR: _ALL},
    Action.SEE_ANNUAL_REPORT: {Role.COORDINATOR: _ALL},
    Action.ENTER_IN_REPORT: {Role.COORDINATOR: _ALL},
    Action.SEND_REPORT: {Role.COORDINATOR: _ALL},
    Action.SEE_SENT_REPORTS: {Role.COORDINATOR: _ALL, Role.AUDITOR: _ENGAGED},
    Action.SEE_ENGAGEMENTS: {
        Role.CASEWORKER: _ALL,
        Role.CLASS_LEADER: _ALL,
        Role.COORDINATOR: _ALL,
        Role.AUDITOR: _ENGAGED,
        Role.ADMINISTRATOR: _ALL,
    },
    Action.MANAGE_ENGAGEMENTS: {Role.COORDINATOR: _ALL},
    Action.READ_ENGAGEMENT: {Role.COORDINATOR: _ALL, Role.AUDITOR: _ENGAGED},
    Action.DRAW_SAMPLES: {Role.AUDITOR: _ENGAGED},
    Action.RECORD_FINDINGS: {Role.AUDITOR: _ENGAGED},
    Action.SEE_ERASURES: {Role.COORDINATOR: _ALL, Role.ADMINISTRATOR: _ALL},
    Action.REQUEST_ERASURE: {Role.COORDINATOR: _ALL},
    Action.APPROVE_ERASURE: {Role.COORDINATOR: _ALL, Role.ADMINISTRATOR: _ALL},
    Action.EXECUTE_ERASURE: {Role.COORDINATOR: _ALL},
    Action.SEE_EVENT_LOGS: {Role.COORDINATOR: _ALL, Role.EVALUATOR: _ALL, Role.ADMINISTRATOR: _ALL},
    Action.REQUEST_EVENT_LOG: {Role.COORDINATOR: _ALL},
    Action.APPROVE_EVENT_LOG: {Role.COORDINATOR: _ALL, Role.ADMINISTRATOR: _ALL},
    Action.EXPORT_EVENT_LOG: {Role.COORDINATOR: _ALL, Role.EVALUATOR: _ALL},
    Action.EXPORT_LISTS: _EVERYBODY,
    Action.SEE_USERS: {Role.COORDINATOR: _ALL, Role.AUDITOR: _ALL, Role.ADMINISTRATOR: _ALL},
    Action.MANAGE_USERS: {Role.ADMINISTRATOR: _ALL},
    Action.READ_METRICS: {Role.ADMINISTRATOR: _ALL},
    Action.CONFIRM_CLOCK: {Role.ADMINISTRATOR: _ALL},
    Action.FOUND_CLUB: {Role.ADMINISTRATOR: _ALL},
    Action.MAKE_DOSSIER: {Role.CASEWORKER: _OWN, Role.COORDINATOR: _ALL, Role.AUDITOR: _ENGAGED},
    Action.MAKE_PERIOD_DOSSIER: {Role.COORDINATOR: _ALL, Role.AUDITOR: _ENGAGED},
    Action.READ_LEDGER: {Role.COORDINATOR: _ALL, Role.AUDITOR: _ALL, Role.ADMINISTRATOR: _ALL},
    Action.BEGIN_EPOCH: {Role.ADMINISTRATOR: _ALL},
}

OPENS: dict[Role, frozenset[Purpose]] = {
    Role.CASEWORKER: frozenset(Purpose),
    Role.CLASS_LEADER: frozenset(),
    Role.COORDINATOR: frozenset(Purpose),
    Role.AUDITOR: frozenset(),
    Role.EVALUATOR: frozenset(),
    Role.ADMINISTRATOR: frozenset(),
}
"""Which sealed values a role reads beyond the name on a roster that it may list; an auditor what a control opens."""


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """A user who acts, with the roles held now and the token (its item) that was shown."""

    user: UUID
    roles: frozenset[Role]
    token: int


class Standing(msgspec.Struct, frozen=True):
    """The role in which an actor may do something, and over whose record."""

    role: Role
    scope: Scope


class Forbidden(Refusal):
    """No role of the user allows it."""

    code = "forbidden"
    pl = "Twoja rola na to nie pozwala. Poproś koordynatora albo administratora."
    en = "Your role does not allow this. Ask the coordinator or the administrator."


class ContentNotPermitted(Forbidden):
    """Values of a purpose that the role does not open."""

    code = "content-not-permitted"
    pl = (
        "Twoja rola nie otwiera tych wartości, więc teczka nie może ich zawierać. Poproś o teczkę bez nich (parametr "
        "content) albo o uprawnienie koordynatora."
    )
    en = "Your role does not open these values. Ask for the dossier without them (content), or ask the coordinator."


@cache
def standing(roles: frozenset[Role], action: Action) -> Standing:
    """Return the widest standing that these roles give for the action. Forbidden when none does.

    Who works with people acts as such, and not as a controller, where they are both.
    """
    row = TABLE[action]
    found = [Standing(role, row[role]) for role in Role if role in roles and role in row]
    if not found:
        raise Forbidden
    return next((s for s in found if s.scope is Scope.ALL), found[0])


def refuse_content_not_opened(opens: frozenset[Purpose], asked: frozenset[Purpose]) -> None:
    """Refuse to hand out values that whoever asks may not even read."""
    if not asked <= opens:
        raise ContentNotPermitted(pointer="/content")
