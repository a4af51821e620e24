"""How the club says no: a type with a stable code, the law it rests on, and the numbers a person needs.

Each concrete refusal stands beside its rule. Its sentences are in Polish and English and say what
would be allowed. Nothing about who a person is ever enters a refusal: its text reaches logs.
"""

from datetime import date
from typing import ClassVar, Literal

Language = Literal["pl", "en"]


class Refusal(Exception):
    """A command that a rule does not allow. Nothing was written."""

    code: ClassVar[str] = "refused"
    law: str | None = None
    pl: ClassVar[str]
    en: ClassVar[str]

    def __init__(self, *, pointer: str | None = None, **numbers: object) -> None:
        """Keep the numbers that the sentence needs; `pointer` is the JSON pointer of the field at fault."""
        super().__init__(self.code)
        self.pointer = pointer
        self.numbers = numbers

    def sentence(self, language: Language = "pl") -> str:
        """Return why not, and what would be allowed."""
        template = self.pl if language == "pl" else self.en
        return template.format(**{name: _shown(value, language) for name, value in self.numbers.items()})

    def parts(self, language: Language) -> list[dict[str, str]]:
        """Return the places and reasons where one refusal has many (a sheet), else nothing."""
        return []


class InvalidInput(Refusal):
    """A value that cannot be true whatever the record says: to be corrected in the form itself."""


class NotFound(Refusal):
    """Something that is not there, or is not this user's to see: both answer alike."""

    code = "not-found"
    pl = "Nie ma takiego wpisu albo nie masz do niego dostępu. Sprawdź odnośnik albo poproś koordynatora."
    en = "There is no such entry, or it is not yours to see. Check the link or ask the coordinator."


class Stale(Refusal):
    """The record moved on since the caller read it."""

    code = "stale-version"
    pl = (
        "Ktoś zmienił ten wpis w międzyczasie (teraz wersja {current}). Odczytaj go ponownie, sprawdź zmianę "
        "i powtórz z nową wersją w If-Match."
    )
    en = "The record changed meanwhile (now version {current}). Read it again, look at the change, and repeat."


def _shown(value: object, language: Language) -> object:
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}" if language == "pl" else value.isoformat()
    return value
