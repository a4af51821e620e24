"""How each refusal about lasting work is provoked."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from domain.durability.definition import NoSuchDefinition, durability_rule
from domain.refusals import Refusal

DURABILITY: dict[type[Refusal], Callable[[Path], Any]] = {
    NoSuchDefinition: lambda _: durability_rule("LASTING-WORK"),
}
