"""What is said of an edition when it is opened, copied, confirmed, changed or closed."""

from typing import Any

from pydantic import ConfigDict, Field, StrictBool, StrictInt

from domain.rules import FirstRule
from interface.api.rule_bodies import RuleChange
from interface.api.schemas import Body, CatalogueCode, Day, Note


class NewEdition(Body):
    """What a new edition says for itself: its code within the programme, and when it runs."""

    code: CatalogueCode = Field(description="Kod edycji, np. 2027 / the edition's code, such as 2027")
    opens_on: Day
    closes_on: Day | None = Field(default=None, description="Ostatni dzień; brak: bez końca / last day, if any")
    note: Note | None = None
    parallel: StrictBool = Field(
        default=False, description="Trwa obok innej edycji tego programu / runs beside another edition of the programme"
    )


class EditionIn(NewEdition):
    """An edition to open; without `places`, as many as come."""

    places: StrictInt | None = None

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"code": "2027", "opens_on": "2027-01-01", "closes_on": "2027-12-31", "places": 20}]
        }
    )


class CopyIn(NewEdition):
    """An edition to open like another one, with its places and rules but for what is said here.

    Copied rules are to be confirmed, but for those of an act or a regulation that were confirmed before.
    """

    places: StrictInt | None = Field(
        default=None,
        description="Liczba miejsc; brak: ile ma wzór / left out: as many as the pattern",
    )
    changes: list[RuleChange] = Field(
        default=[], max_length=100, description="Reguły, które są inne / the rules that differ"
    )

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "code": "2028",
                    "opens_on": "2028-01-01",
                    "closes_on": "2028-12-31",
                    "places": 25,
                    "changes": [
                        {
                            "rule": "LIMIT_YEAR",
                            "unit": "MINUTES",
                            "applies_to": "SEVERE",
                            "value": 48000,
                            "law": "program na rok 2028",
                            "source": "ogłoszenie o naborze",
                        }
                    ],
                }
            ]
        }
    )

    def parts(self) -> dict[str, Any]:
        """Return what the command takes: places only where they are said, each rule that differs as a first rule."""
        said = self.model_dump(exclude={"places", "changes"})
        if "places" in self.model_fields_set:
            said["places"] = self.places
        changes = [change.model_dump() for change in self.changes]
        return said | {"changes": tuple(FirstRule(code=change.pop("rule"), **change) for change in changes)}


class PlacesIn(Body):
    """How many places there are from now on, and why."""

    places: StrictInt | None = Field(description="Liczba miejsc; null: bez limitu / null: not limited")
    reason: Note

    model_config = ConfigDict(json_schema_extra={"examples": [{"places": 25, "reason": "aneks do umowy o dotację"}]})


class ConfirmationIn(Body):
    """When the edition runs and how many places it has, as somebody checked, and in what (`source`)."""

    opens_on: Day
    closes_on: Day | None = Field(description="Ostatni dzień; null: bez końca / the last day; null: none")
    places: StrictInt | None = Field(description="Liczba miejsc; null: bez limitu / null: not limited")
    source: Note

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "opens_on": "2026-01-01",
                    "closes_on": "2026-12-31",
                    "places": 20,
                    "source": "umowa o dotację, paragraf 2",
                }
            ]
        }
    )


class ClosingIn(Body):
    """The edition's last day, earlier than planned, and why."""

    closes_on: Day
    reason: Note

    model_config = ConfigDict(json_schema_extra={"examples": [{"closes_on": "2026-05-29", "reason": "koniec dotacji"}]})
