"""How each refusal of a dossier is provoked."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from domain.dossier import (
    LARGEST,
    DossierTooLarge,
    ExtendsLaterLog,
    NothingInPeriod,
    NotYetRecorded,
    refuse_empty_period,
    refuse_extending_later_log,
    refuse_large_dossier,
    refuse_person_not_yet_recorded,
)
from domain.refusals import Refusal

DOSSIERS: dict[type[Refusal], Callable[[Path], Any]] = {
    NotYetRecorded: lambda _: refuse_person_not_yet_recorded(0, 8),
    NothingInPeriod: lambda _: refuse_empty_period(9, 8),
    DossierTooLarge: lambda _: refuse_large_dossier(LARGEST + 1),
    ExtendsLaterLog: lambda _: refuse_extending_later_log(9, 8),
}
