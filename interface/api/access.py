"""At the door of every route: who calls, may they, and the record that they looked.

Each route declares its action by `Depends(Permitted(Action.…))`; a route without one fails a test.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import Annotated, NamedTuple, Self
from uuid import UUID

import msgspec
from fastapi import Depends, Request
from fastapi.concurrency import run_in_threadpool

from application.access import NAMES, AccessNote, Origin, Outcome, PurposeOfUse, Subtype
from application.command import Ask, Command, Work, beside_the_writer
from application.indexes.engagements import Engaged
from application.indexes.receipts import Accepted
from application.indexes.whose import NO_CONTROL, Whose
from application.permissions import OPENS, Action, Actor, Forbidden, Scope, Standing, standing
from application.previewing import Preview
from application.projections.annual_report.foretold import foretold
from application.projections.annual_report.sent import SentReports
from application.projections.timeline.words import WORDS
from domain.consequences import Consequence
from domain.journal import Purpose
from domain.participant import Participant
from domain.refusals import NotFound
from domain.vocabulary import Role
from interface.api.previews import PARAMETER, note_preview
from interface.api.problems import Plain, request_id
from interface.assembly import House, new_id

KEY_MAX = 200
_VERSION_DIGITS = 12


class Taken(NamedTuple):
    """That somebody takes away what another operation lists: that operation as the origin of the look; why, sealed."""

    origin: Origin
    why: str


class Caller:
    """A request's user with the standing that its action needs."""

    def __init__(
        self,
        house: House,
        request: Request,
        actor: Actor,
        place: Standing,
        action: Action,
        taken: Taken | None = None,
    ) -> None:
        """Hold what the route needs to speak to the house; `taken`: that a list is taken away."""
        self.house = house
        self.actor = actor
        self.role = place.role
        self.scope = place.scope
        self.action = action
        self.noted = False
        """Whether a look of theirs is on record yet."""

        self._request = request
        self._origin = _origin(request) if taken is None else taken.origin
        self._why = None if taken is None else taken.why

    @cached_property
    def control(self) -> Engaged | None:
        """Return the control that holds for an auditor today; None without one, and for every other role."""
        if self.role is not Role.AUDITOR:
            return None
        with self.house.store.snapshot():
            db = self.house.store.reading()
            return self.house.indexes.engagements.holding(db, self.actor.user, self.house.today())

    @property
    def opens(self) -> frozenset[Purpose]:
        """Return which sealed values the caller reads: what the role does, or what the auditor's control opens."""
        return OPENS[self.role] if self.control is None else self.control.opens

    @property
    def key(self) -> str:
        """Return the request's Idempotency-Key; 400 without one."""
        return _idempotency_key(self._request)

    def beside_the_writer(self, command: Command, key: str = "") -> Work:
        """Return the work of a command of the caller's that is only judged, in the snapshot that is open."""
        house = self.house
        return beside_the_writer(
            Ask(actor=self.actor, key=key, command=command),
            Standing(self.role, self.scope),
            house.clock.now(),
            journal=house.journal,
            indexes=house.indexes,
            db=house.store.reading(),
        )

    async def record(self, command: Command, *, needs_version: bool = False, key: str | None = None) -> Accepted:
        """Have a command recorded under this request's If-Match and Idempotency-Key (or a `key` made of it).

        Where the request asks for a preview, it is not recorded, and what it would change is noted for the answer.
        """
        preview = _asks_for_a_preview(self._request)
        ask = Ask(
            actor=self.actor,
            key=f"preview {new_id()}" if preview else key or self.key,
            command=command,
            if_match=_if_match(self._request, needed=needs_version),
            origin=self._origin,
            preview=preview,
        )
        if not preview:
            accepted: Accepted = await self.house.writer.perform(ask)
            return accepted
        said: Preview = await self.house.writer.perform(ask)
        await run_in_threadpool(self.looked, [UUID(said.accepted.id)])
        of_reports = await run_in_threadpool(self._reports_changed, said)
        note_preview(self._request, [*said.consequences, *of_reports])
        return said.accepted

    def _reports_changed(self, said: Preview) -> list[Consequence]:
        """Return the sent reports that a step would change."""
        house = self.house
        with house.store.snapshot():
            sent = [one.year for one in house.indexes.reports.begun(house.store.reading()) if one.sendings]
            return foretold(SentReports(house.journal, house.sealer, house.people), house.people, sent, said)

    def taking(self, action: Action, operation: str, why: str, about: str | None) -> Self:
        """Return the caller as who takes away what another operation lists: every look is an export, and says why.

        Forbidden where no role allows that operation's action; a try that names a participant (`about`) is noted.
        """
        try:
            place = standing(self.actor.roles, action)
        except Forbidden:
            tried = _try(self._request, self.actor, action, about)
            if tried is not None:
                self.house.writer.submit(tried)
            raise
        token = self.house.sealer.seal_reason(why, self.actor.user, request_id(self._request))
        taken = Taken(msgspec.structs.replace(self._origin, resource=operation), token)
        return type(self)(self.house, self._request, self.actor, place, action, taken)

    def saying(self, why: str) -> Self:
        """Return the caller as who takes away what their own operation tells: the look is an export, and says why."""
        return self.taking(self.action, self._origin.resource, why, None)

    @property
    def taker(self) -> str:
        """Return who takes something away: by name or login, and in which role."""
        return f"{self.house.accounts.name_of(self.actor.user)} ({WORDS[self.role][0]})"

    def refuse_stranger(self, participant: UUID) -> None:
        """Refuse a participant who is not this user's to see, exactly as one who does not exist."""
        if not self.sees(participant):
            self.refuse_unknown(participant)
            self.looked([participant], outcome=Outcome.REFUSED, opened=frozenset())
            raise NotFound

    def sees(self, participant: UUID) -> bool:
        """Return whether a person is this user's to see: assigned to them, or in scope of the control that holds."""
        db, indexes = self.house.store.reading(), self.house.indexes
        if self.scope is Scope.OWN:
            return indexes.assignments.holds(db, participant, self.actor.user, self.house.today())
        if self.scope is Scope.ENGAGED:
            return self.control is not None and indexes.engagements.covers(db, self.control.id, participant)
        return True

    def whose(self, caseworker: UUID | None = None) -> Whose:
        """Return whose people a list shows.

        A caseworker's are their own and those of whom they stand in for; a controller's, those in scope of the control
        that holds; everybody's where the scope is all. Of these, where it is asked, those of one `caseworker`.
        """
        if self.scope is Scope.OWN:
            db, assignments = self.house.store.reading(), self.house.indexes.assignments
            return Whose(users=(self.actor.user, *assignments.stands_in_for(db, self.actor.user, self.house.today())))
        users = None if caseworker is None else (caseworker,)
        if self.scope is Scope.ENGAGED:
            return Whose(users=users, control=NO_CONTROL if self.control is None else self.control.id)
        return Whose(users=users)

    def refuse_unknown(self, participant: UUID) -> None:
        """Refuse an id that is not a participant's."""
        if not self.house.journal.exists(Participant, participant):
            raise self.unknown(participant)

    def unknown(self, participant: UUID) -> NotFound:
        """Note that somebody was asked about who is not there; return what to raise."""
        self.looked([participant], outcome=Outcome.NOT_FOUND, opened=frozenset())
        return NotFound()

    def looked(
        self,
        participants: Sequence[UUID],
        *,
        outcome: Outcome = Outcome.ALLOWED,
        subtype: Subtype = Subtype.VIEW,
        opened: frozenset[Purpose] | None = None,
        purpose: PurposeOfUse | None = None,
        query: bytes | None = None,
    ) -> None:
        """Record that these people were looked at, or that it was tried, durably, before anything is answered.

        `opened`: the purposes of the sealed values that the answer may hold; None: all that the role opens.
        `purpose`: another purpose than the role's own. `query`: what was searched for, keyed.
        """
        house, on_behalf_of = self.house, list[UUID]()
        if self.scope is Scope.OWN:
            with house.store.snapshot():
                db, user, today = house.store.reading(), self.actor.user, house.today()
                on_behalf_of = house.indexes.assignments.on_behalf(db, participants, user, today)
        house.writer.submit(
            AccessNote(
                actor=self.actor,
                role=self.role,
                action=self.action,
                scope=self.scope,
                participants=participants,
                origin=self._origin,
                outcome=outcome,
                subtype=subtype if self._why is None else Subtype.EXPORT,
                opened=self.opens | NAMES if opened is None else opened,
                purpose=purpose,
                query=query,
                on_behalf_of=on_behalf_of,
                engagement=None if self.control is None else self.control.id,
                why=self._why,
            )
        )
        self.noted = True

    def refuse_halted(self, view: str) -> None:
        """Refuse to answer from a view that stands still: it would be silent about newer facts."""
        if view in self.house.writer.progress.halted:
            raise Plain(
                503,
                "view-halted",
                "Ta lista stoi i nie pokazuje najnowszych wpisów. Fakty są zapisane; administrator ją odbuduje: "
                "kis rebuild.",
                "This list stands still and lacks the newest entries. The facts are recorded; it is mended by "
                "kis rebuild.",
            )


class Permitted:
    """The dependency by which a route declares its action."""

    def __init__(self, action: Action) -> None:
        """Declare the action."""
        self.action = action

    async def __call__(self, request: Request) -> Caller:
        """Return the caller. 401 without a valid token, 403 when no role allows the action."""
        house: House = request.app.state.house
        scheme, _, secret = request.headers.get("authorization", "").partition(" ")
        actor = house.accounts.actor(secret.strip(), house.today()) if scheme.lower() == "bearer" else None
        if actor is None:
            raise Plain(
                401,
                "unauthenticated",
                "Podaj ważny token w nagłówku Authorization: Bearer. Token wydaje administrator (kis token issue).",
                "Send a valid token in the header Authorization: Bearer. An administrator issues it (kis token issue).",
            )
        try:
            place = standing(actor.roles, self.action)
        except Forbidden:
            tried = _try(request, actor, self.action, request.path_params.get("participant_id"))
            if tried is not None:
                await house.writer.perform(tried)
            raise
        return Caller(house, request, actor, place, self.action)


def _try(request: Request, actor: Actor, action: Action, about: str | None) -> AccessNote | None:
    """Return the record of somebody who asked about one participant without the right to it; None: about nobody."""
    try:
        asked = UUID(about or "")
    except ValueError:
        return None
    return AccessNote(
        actor=actor,
        role=None,
        action=action,
        scope=None,
        participants=(asked,),
        origin=_origin(request),
        outcome=Outcome.REFUSED,
    )


class Public:
    """The declaration of a route that answers anybody and knows nothing about people."""

    action = Action.PUBLIC

    async def __call__(self, request: Request) -> House:
        """Return the house."""
        house: House = request.app.state.house
        return house


def _origin(request: Request) -> Origin:
    """Return the request's id, the operation of the contract that it met, and from where it came."""
    return Origin(
        request=request_id(request),
        resource=request.scope["route"].operation_id,
        address=request.client.host if request.client else "socket",
    )


AnybodysHouse = Annotated[House, Depends(Public())]


def _asks_for_a_preview(request: Request) -> bool:
    """Return whether a request asks for a preview. Plain (422) for a word that is neither true nor false."""
    said = request.query_params.get(PARAMETER, "false")
    if said not in {"true", "false"}:
        raise Plain(
            422,
            "invalid-preview",
            "Parametr preview to true albo false. Niczego nie zapisano.",
            "The parameter preview is true or false. Nothing was saved.",
        )
    return said == "true"


def _idempotency_key(request: Request) -> str:
    key = request.headers.get("idempotency-key", "")
    if not 1 <= len(key) <= KEY_MAX or not key.isascii() or not key.isprintable():
        raise Plain(
            400,
            "idempotency-key-required",
            f"Każdy zapis wymaga nagłówka Idempotency-Key (1-{KEY_MAX} znaków ASCII, np. UUID). "
            "Powtórzenie z tym samym kluczem niczego nie zapisze drugi raz.",
            f"Every write needs an Idempotency-Key header (1-{KEY_MAX} ASCII characters, such as a UUID). "
            "A repeat with the same key records nothing twice.",
        )
    return key


def _if_match(request: Request, *, needed: bool) -> int | None:
    stated = request.headers.get("if-match")
    if stated is None:
        if needed:
            raise Plain(
                428,
                "version-required",
                "Ta zmiana wymaga nagłówka If-Match z wersją, którą widzisz (ETag odpowiedzi GET).",
                "This change needs an If-Match header with the version that you see (the ETag of the GET answer).",
            )
        return None
    digits = stated.strip().removeprefix("W/").strip('"')
    if not (digits.isascii() and digits.isdigit() and len(digits) <= _VERSION_DIGITS):
        raise Plain(
            400,
            "invalid-if-match",
            'Nagłówek If-Match ma mieć postać "5": wersję w cudzysłowie, jak w ETag.',
            'The If-Match header has the form "5": the version in quotes, as in the ETag.',
        )
    return int(digits)
