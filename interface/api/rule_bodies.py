"""What a rule says when it is sent: for a book, or among what differs in a copied edition."""

from typing import Annotated

from pydantic import Field, StrictBool, StrictInt, StringConstraints

from domain.rules import RuleCode, Unit
from interface.api.schemas import Body, Day, Note, ShortText

Word = Annotated[str, StringConstraints(strict=True, pattern=r"^[A-Z0-9_-]{1,60}$")]
RuleValue = Annotated[
    StrictBool | StrictInt | Word,
    Field(description="Liczba (czas w minutach), tak/nie albo słowo / a number (time in minutes), a switch or a word"),
]


class RuleChange(Body):
    """A rule of a new edition, from its first day unless another is said. Without `source` it binds nobody.

    Not `confirmed` unless said: it is listed until somebody checks it (do potwierdzenia).
    """

    rule: RuleCode
    unit: Unit | None = None
    applies_to: Word | None = Field(default=None, description="Do czego się zawęża / what it is narrowed to")
    value: RuleValue
    since: Day | None = Field(
        default=None, description="Pierwszy dzień; brak: od otwarcia / the first day, or the opening"
    )
    until: Day | None = Field(default=None, description="Ostatni dzień; brak: bez końca / last day, if any")
    law: ShortText = Field(description="Podstawa prawna, bez danych osób / the law it rests on, nothing about people")
    source: Note | None = Field(default=None, description="Gdzie ją przeczytano / where it was read")
    confirmed: StrictBool = False


class RuleIn(RuleChange):
    """A rule from a day on, in place of the one in force. Without `source` it binds nobody.

    Not `confirmed` unless said: it is listed until somebody checks it (do potwierdzenia).
    """

    since: Day
