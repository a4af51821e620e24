"""The empty files that imports read, each column explained."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from application.permissions import Action
from interface.api.access import Caller, Permitted
from interface.api.reading import HardenedRoute
from interface.api.schemas import READING
from interface.exports.templates import TemplateKind, template

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

router = APIRouter(prefix="/imports", tags=["hours"], route_class=HardenedRoute)


@router.get(
    "/templates/{kind}",
    responses={
        200: {
            "description": "Pusty plik / an empty file",
            "content": {XLSX: {"schema": {"type": "string", "format": "binary"}}},
            "headers": {
                "Content-Disposition": {"description": "Nazwa pliku / file name", "schema": {"type": "string"}}
            },
        },
        **READING,
    },
    response_class=Response,
    operation_id="importTemplate",
)
def empty_file(kind: TemplateKind, caller: Annotated[Caller, Depends(Permitted(Action.RECORD_HOURS))]) -> Response:
    """Return an empty file of a kind, its columns explained; a list of attendance has the days of this month."""
    file = template(kind, caller.house.today().replace(day=1))
    headers = {"Content-Disposition": f'attachment; filename="kis-{kind.value}.xlsx"'}
    return Response(file, media_type=XLSX, headers=headers)
