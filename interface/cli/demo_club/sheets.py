"""The invented club's last service card: some visits of one person, written as one sheet at the end of the last day."""

from collections.abc import Callable, Iterator
from datetime import time, timedelta

from application.command import Ask, Command, beside_the_writer
from application.indexes.places import Held
from application.indexes.receipts import Accepted
from application.permissions import Action, Actor, standing
from application.sheets import RecordSheet, SheetHours, SheetJudging
from domain.holidays import is_holiday
from domain.vocabulary import HoursDirection
from interface.assembly import House
from interface.cli.demo_club.chronicle import Chronicle
from interface.cli.demo_club.office import Desk

PROGRAMME = "AOON"
VISITS = 3
_BACK = 14
_HELP = ("zakupy i apteka", "czynności samoobsługowe", "towarzyszenie w drodze do lekarza")


def fill_a_card(house: House, told: Chronicle, enter: Callable[[Desk, Command], Accepted]) -> None:
    """Have the coordinator write the card of the first person for whom it is right, judged before it is sent."""
    coordinator = told.office.coordinator
    place = standing(frozenset({coordinator.role}), Action.RECORD_HOURS)
    actor = Actor(user=coordinator.user, roles=frozenset({coordinator.role}), token=1)
    ask = Ask(actor=actor, key="", command=RecordSheet(entries=()))
    with house.store.snapshot():
        db, places = house.store.reading(), house.indexes.places
        editions = [edition for edition in places.editions(db, PROGRAMME) if edition.is_open_on(told.until)]
        held = [one for edition in editions for one in places.of_edition(db, edition.id) if one.ended_on is None]
        for one in held:
            now = house.clock.now()
            work = beside_the_writer(ask, place, now, journal=house.journal, indexes=house.indexes, db=db)
            judging = SheetJudging(work, (told.until - timedelta(days=_BACK), told.until))
            good = [visit for visit in _visits(told, one) if judging.take(visit) is None][:VISITS]
            if len(good) == VISITS:
                break
        else:
            return
    enter(coordinator, RecordSheet(entries=tuple(good)))


def _visits(told: Chronicle, one: Held) -> Iterator[SheetHours]:
    """Yield an evening visit on each of the last working days of one month, with what a card says of it."""
    for number in range(_BACK):
        day = told.until - timedelta(days=_BACK - number)
        if day.weekday() < 5 and day.month == told.until.month and not is_holiday(day):  # noqa: PLR2004 (Saturday)
            yield SheetHours(
                at=f"/rows/{number}",
                participant=one.participant,
                enrolment=one.item,
                day=day,
                minutes=120,
                starts_at=time(18),
                direction=HoursDirection.RECEIVED,
                signed=True,
                document_number=f"KARTA/{told.until:%m/%Y}",
                kilometres=4 + number,
                what=_HELP[number % len(_HELP)],
            )
