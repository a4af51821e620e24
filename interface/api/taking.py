"""Whatever is taken away as a file: who takes it says what for, which stays sealed in the access record (0033)."""

from typing import Annotated, Any

from fastapi import Response
from pydantic import AfterValidator, Field, StringConstraints

from interface.api.answers import answer
from interface.api.schemas import Body, seen
from interface.exports.listing import MEDIA_TYPES, Format, Listing

Why = Annotated[
    str, StringConstraints(strict=True, strip_whitespace=True, min_length=3, max_length=200), AfterValidator(seen)
]


class Taking(Body):
    """In which format something is taken away, and what for. In a body: a reason may name somebody, no address may."""

    format: Format = Field(description="csv-pl: CSV dla polskiego Excela / for Polish Excel")
    why: Why = Field(description="W jakim celu; zostaje w śladzie dostępu / what for; stays in the access record")


def described(document: type) -> dict[str, Any]:
    """Return the description of a file in any of its formats; `document` is what the JSON file says."""
    told = answer(document, "Plik / the file")
    file: dict[str, Any] = {"schema": {"type": "string", "format": "binary"}}
    files = {media.partition(";")[0]: file for one, media in MEDIA_TYPES.items() if one is not Format.JSON}
    return told | {"content": told["content"] | files}


def attached(file: bytes, listing: Listing, format: Format) -> Response:
    """Return the answer that is a file of a list."""
    name = listing.file_name(format)
    return Response(
        file, media_type=MEDIA_TYPES[format], headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
