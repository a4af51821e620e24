"""What can be asked of a log: a size that it has, a position within that size, and two sizes in their order."""

from enum import StrEnum

from domain.refusals import InvalidInput, NotFound


class Log(StrEnum):
    """The two logs of a club: what was recorded, and who looked."""

    FACTS = "facts"
    ACCESS = "access"


LOG_NAMES = {Log.FACTS: ("Dziennik faktów", "The log of facts"), Log.ACCESS: ("Dziennik dostępu", "The log of access")}


class LogEmpty(NotFound):
    """A log without a record, which has no checkpoint."""

    code = "log-empty"
    pl = "{log_pl} nie ma jeszcze żadnego zapisu, więc nie ma czego potwierdzać. Wróć tu po pierwszym zapisie."
    en = "{log_en} holds no record yet, so there is nothing to confirm. Come back after the first one."


class SizeBeyondLog(InvalidInput):
    """A size that the log has not reached."""

    code = "size-beyond-log"
    pl = "{log_pl} nie jest jeszcze tak długi: jego długość to {size}. Podaj liczbę od 1 do {size}."
    en = "{log_en} is not that long: its length is {size}. Give a number from 1 to {size}."


class PositionBeyondSize(InvalidInput):
    """A position behind the end of the tree that it is to be proved in."""

    code = "position-beyond-size"
    pl = "Dziennik o długości {size} nie ma tej pozycji. Podaj position od 1 do {size}."
    en = "A log of length {size} does not have this position. Give a position from 1 to {size}."


class ExtensionBackwards(InvalidInput):
    """A longer log that a shorter one is asked to extend."""

    code = "extension-backwards"
    pl = "Dłuższy dziennik przedłuża krótszy, nie odwrotnie. Podaj from od 1 do {size}."
    en = "A longer log extends a shorter one, not the other way round. Give a from of 1 to {size}."


def refuse_size_beyond_log(log: Log, asked: int, size: int, pointer: str) -> None:
    """Refuse a size that the log does not have; `pointer` names the field that asked for it."""
    if asked > size:
        pl, en = LOG_NAMES[log]
        raise SizeBeyondLog(log_pl=pl, log_en=en, size=size, pointer=pointer)


def refuse_position_beyond_size(position: int, size: int) -> None:
    """Refuse a position that the tree of that size does not have."""
    if position > size:
        raise PositionBeyondSize(size=size, pointer="/position")


def refuse_extension_backwards(old: int, new: int) -> None:
    """Refuse to show that a shorter log extends a longer one."""
    if old > new:
        raise ExtensionBackwards(size=new, pointer="/from")


def refuse_empty_log(log: Log, size: int) -> None:
    """Refuse to confirm what does not exist yet."""
    if not size:
        pl, en = LOG_NAMES[log]
        raise LogEmpty(log_pl=pl, log_en=en)
