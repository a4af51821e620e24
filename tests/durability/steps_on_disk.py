"""A club on disk with somebody enrolled, and tokens for users: the start of every durability test."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

from application.accounts import token_digest
from application.users import IssueToken, RegisterUser
from domain.vocabulary import Role
from interface.assembly import House, new_id, new_secret
from tests.club import FixedClock, a_club, ask, enrolled


def user_with_token(house: House, role: Role) -> tuple[UUID, str]:
    """Add a user in that role; return the id and a token for a year."""
    id, secret = new_id(), new_secret()
    ask(house, RegisterUser(id=id, display_name="Próbny Użytkownik", roles=(role,)), role=Role.ADMINISTRATOR)
    issue = IssueToken(user_id=id, expires_on=house.today() + timedelta(days=365), digest=token_digest(secret))
    ask(house, issue, role=Role.ADMINISTRATOR)
    return id, secret


def a_club_on_disk(directory: Path, people: int = 1) -> tuple[Path, str, list[tuple[UUID, int]]]:
    """Found a club with enrolled people; return its directory, a coordinator's token, and who is enrolled where."""
    with a_club(directory, FixedClock()) as house:
        _, token = user_with_token(house, Role.COORDINATOR)
        places = [enrolled(house) for _ in range(people)]
    return directory / "club", token, places
