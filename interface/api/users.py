"""Users, roles and tokens. A token's secret is shown once, in the first answer; only its digest is kept."""

from datetime import date
from typing import Annotated
from uuid import UUID

import msgspec
from fastapi import APIRouter, Depends, Path, Response
from pydantic import ConfigDict, Field

from application.accounts import token_digest
from application.permissions import Action
from application.users import GrantRole, IssueToken, RegisterUser, RevokeToken, WithdrawRole
from domain.vocabulary import Role
from interface.api.access import Caller, Permitted
from interface.api.answers import answer, as_json
from interface.api.reading import HardenedRoute
from interface.api.schemas import READING, WRITING, Body, Day, Name, Recorded, recorded
from interface.assembly import new_id, new_secret

router = APIRouter(prefix="/users", tags=["users"], route_class=HardenedRoute)


class UserIn(Body):
    """A user to add, with the roles to start with."""

    display_name: Name
    roles: list[Role] = Field(min_length=1, max_length=len(Role))

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"display_name": "Anna Przykładowa", "roles": ["CASEWORKER"]}]}
    )


class RoleIn(Body):
    """A role to grant."""

    role: Role

    model_config = ConfigDict(json_schema_extra={"examples": [{"role": "CLASS_LEADER"}]})


class TokenIn(Body):
    """How long the token is good: until the end of that day, a year at most."""

    expires_on: Day

    model_config = ConfigDict(json_schema_extra={"examples": [{"expires_on": "2026-12-31"}]})


class IssuedToken(Recorded):
    """A token. `secret` is there in the first answer only: a repeat gets the same answer without it."""

    secret: str | None = Field(description="Sekret, pokazany raz / the secret, shown once")


class UserLine(msgspec.Struct, frozen=True, kw_only=True):
    """One user; of tokens only which, until when, and whether revoked."""

    id: UUID
    display_name: str
    roles: list[Role]
    tokens: list["TokenLine"]


class TokenLine(msgspec.Struct, frozen=True, kw_only=True):
    """One token, without anything that could be used."""

    item: int
    expires_on: date
    revoked: bool


class UserList(msgspec.Struct, frozen=True, kw_only=True):
    """Every user of the club."""

    items: list[UserLine]


@router.get("", responses={200: answer(UserList, "Użytkownicy / the users"), **READING}, operation_id="listUsers")
def list_users(caller: Annotated[Caller, Depends(Permitted(Action.SEE_USERS))]) -> Response:
    """Return the users with their roles and tokens."""
    accounts = caller.house.accounts
    with caller.house.store.snapshot():
        items = [
            UserLine(
                id=account.user,
                display_name=accounts.name(account),
                roles=sorted(account.roles),
                tokens=[
                    TokenLine(item=t.item, expires_on=t.expires_on, revoked=t.revoked)
                    for t in accounts.tokens_of(account.user)
                ],
            )
            for account in accounts.users()
        ]
    return as_json(UserList(items=sorted(items, key=lambda line: line.id)))


@router.post("", status_code=201, responses={**WRITING}, operation_id="registerUser")
async def register(
    body: UserIn, response: Response, caller: Annotated[Caller, Depends(Permitted(Action.MANAGE_USERS))]
) -> Recorded:
    """Add a user."""
    command = RegisterUser(id=new_id(), display_name=body.display_name, roles=tuple(dict.fromkeys(body.roles)))
    return recorded(await caller.record(command), response)


@router.post("/{user_id}/roles", status_code=201, responses={**WRITING}, operation_id="grantRole")
async def grant(
    user_id: UUID,
    body: RoleIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.MANAGE_USERS))],
) -> Recorded:
    """Give a user a role."""
    return recorded(await caller.record(GrantRole(user_id=user_id, role=body.role)), response)


@router.post("/{user_id}/roles/{role}/withdrawal", status_code=201, responses={**WRITING}, operation_id="withdrawRole")
async def withdraw(
    user_id: UUID,
    role: Role,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.MANAGE_USERS))],
) -> Recorded:
    """Take a role from a user: it counts from the next request."""
    return recorded(await caller.record(WithdrawRole(user_id=user_id, role=role)), response)


@router.post("/{user_id}/tokens", status_code=201, responses={**WRITING}, operation_id="issueToken")
async def issue(
    user_id: UUID,
    body: TokenIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.MANAGE_USERS))],
) -> IssuedToken:
    """Issue a token; its secret is in this answer and nowhere else."""
    secret = new_secret()
    command = IssueToken(user_id=user_id, expires_on=body.expires_on, digest=token_digest(secret))
    said = recorded(await caller.record(command), response)
    mine = caller.house.accounts.knows(token_digest(secret))
    return IssuedToken(**said.model_dump(), secret=secret if mine else None)


@router.post("/{user_id}/tokens/{item}/revocation", status_code=201, responses={**WRITING}, operation_id="revokeToken")
async def revoke(
    user_id: UUID,
    item: Annotated[int, Path(ge=1, le=2**31)],
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.MANAGE_USERS))],
) -> Recorded:
    """End a token before its day."""
    return recorded(await caller.record(RevokeToken(user_id=user_id, token=item)), response)
