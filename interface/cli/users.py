"""`kis user` and `kis token`: accounts from the command line, as the administrator whose token is in KIS_TOKEN."""

from datetime import timedelta
from uuid import UUID

import click

from domain.calendar import local_day
from domain.users import TOKEN_DAYS_MAX
from domain.vocabulary import Role
from interface.assembly import SystemClock
from interface.cli.client import client
from interface.cli.speaking import as_json, chosen, say, show_json
from interface.settings import Settings

a_role = click.Choice([role.value for role in Role], case_sensitive=False)


@click.group()
def user() -> None:
    """Użytkownicy / users."""


@user.command("add")
@click.argument("display_name")
@click.option(
    "--role", "roles", type=a_role, multiple=True, required=True, help="Rola, można kilka / role, repeatable."
)
@as_json
def add(display_name: str, roles: tuple[str, ...], in_json: bool) -> None:
    """Dodaj użytkownika / add a user."""
    with client(Settings()) as speaking:
        said = speaking.post("/users", {"display_name": display_name, "roles": [role.upper() for role in roles]})
    show_json(said) if in_json else say(f"Dodano użytkownika {said['id']}.", f"User {said['id']} was added.")


@user.command("list")
@as_json
def list_users(in_json: bool) -> None:
    """Wypisz użytkowników / list the users."""
    with client(Settings()) as speaking:
        said = speaking.get("/users")
    if in_json:
        show_json(said)
        return
    for line in said["items"]:
        good = sum(not token["revoked"] for token in line["tokens"])
        click.echo(
            f"{line['id']}  {line['display_name']}  {', '.join(line['roles'])}  {chosen('tokeny', 'tokens')}: {good}"
        )


@user.command("grant")
@click.argument("id", type=click.UUID)
@click.argument("role", type=a_role)
@as_json
def grant(id: UUID, role: str, in_json: bool) -> None:
    """Nadaj rolę / grant a role."""
    with client(Settings()) as speaking:
        said = speaking.post(f"/users/{id}/roles", {"role": role.upper()})
    show_json(said) if in_json else say("Nadano rolę.", "The role was granted.")


@user.command("withdraw")
@click.argument("id", type=click.UUID)
@click.argument("role", type=a_role)
@as_json
def withdraw(id: UUID, role: str, in_json: bool) -> None:
    """Odbierz rolę / withdraw a role."""
    with client(Settings()) as speaking:
        said = speaking.post(f"/users/{id}/roles/{role.upper()}/withdrawal", {})
    show_json(said) if in_json else say("Odebrano rolę.", "The role was withdrawn.")


@click.group()
def token() -> None:
    """Tokeny / tokens."""


@token.command("issue")
@click.argument("user_id", type=click.UUID)
@click.option(
    "--days", type=click.IntRange(0, TOKEN_DAYS_MAX), default=90, show_default=True, help="Ile dni / how long."
)
@as_json
def issue(user_id: UUID, days: int, in_json: bool) -> None:
    """Wydaj token / issue a token."""
    expires_on = local_day(SystemClock().now()) + timedelta(days=days)
    with client(Settings()) as speaking:
        said = speaking.post(f"/users/{user_id}/tokens", {"expires_on": expires_on.isoformat()})
    if in_json:
        show_json(said)
        return
    say(f"Token {said['item']} (pokazany tylko teraz):", f"Token {said['item']} (shown only now):")
    click.echo(f"  {said['secret']}")


@token.command("revoke")
@click.argument("user_id", type=click.UUID)
@click.argument("item", type=click.IntRange(1))
@as_json
def revoke(user_id: UUID, item: int, in_json: bool) -> None:
    """Unieważnij token / revoke a token."""
    with client(Settings()) as speaking:
        said = speaking.post(f"/users/{user_id}/tokens/{item}/revocation", {})
    show_json(said) if in_json else say(f"Unieważniono token {item}.", f"Token {item} was revoked.")
