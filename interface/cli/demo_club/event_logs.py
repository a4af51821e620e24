"""Event logs of the invented club: one that holds, one that is refused, one taken back; asked for on the last day.

The club has one coordinator, so the administrator is the second person.
"""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from uuid import UUID

from application.command import Command
from application.event_logs import ApproveEventLog, RefuseEventLog, RequestEventLog, WithdrawEventLog
from application.indexes.receipts import Accepted
from domain.event_logs import LogFormat
from domain.vocabulary import Role
from interface.assembly import House
from interface.cli.demo_club.chronicle import Chronicle
from interface.cli.demo_club.office import Desk
from interface.cli.demo_club.people import new_id

_MONTH = timedelta(days=30)


def grant(house: House, told: Chronicle, enter: Callable[[Desk, Command], Accepted]) -> None:
    """Have event logs asked for by the coordinator and decided on by the administrator."""
    ids = Random(told.rng.getrandbits(64))  # noqa: S311 (a seed that decides everything is the point)
    coordinator = told.office.coordinator
    founder = next(account.user for account in house.accounts.users() if Role.ADMINISTRATOR in account.roles)
    administrator = Desk(founder, Role.ADMINISTRATOR)

    def asked(purpose: str, *, because: str | None = None) -> UUID:
        id = new_id(ids)
        wanted = RequestEventLog(
            id=id,
            formats=tuple(LogFormat),
            programmes=(),
            editions=(),
            period_first=told.first,
            period_last=told.until,
            until=told.until + _MONTH,
            recipient="Instytut Dróg Zmyślonych (demo)",
            purpose=purpose,
            legal_basis="art. 89 RODO, umowa zmyślona 4/DEMO",
            sensitive=because is not None,
            shifted=True,
            because=because,
        )
        enter(coordinator, wanted)
        return id

    enter(administrator, ApproveEventLog(grant_id=asked("którędy prowadzi droga do pracy (zmyślone)")))
    refused = asked("czy droga zależy od grupy (zmyślone)", because="Pytanie dotyczy grup z art. 1 ust. 2.")
    enter(administrator, RefuseEventLog(grant_id=refused, reason="Wystarczy tablica liczb."))
    taken_back = asked("jak długo trwa przyjęcie (zmyślone)")
    enter(administrator, ApproveEventLog(grant_id=taken_back))
    enter(coordinator, WithdrawEventLog(grant_id=taken_back, reason="Odbiorca zrezygnował."))
