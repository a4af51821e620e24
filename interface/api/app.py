"""The API as one ASGI application: routes, the table of problems, the contract, the offline docs page."""

from importlib.resources import files
from typing import Any

from fastapi import FastAPI, Response
from fastapi.openapi.utils import get_openapi
from starlette.datastructures import MutableHeaders
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from interface.api import (
    absences,
    agreements,
    annual_report,
    assigned,
    audit_access,
    caseworkers,
    club,
    contacts,
    controls,
    deadlines,
    declarations,
    deputies,
    dossier,
    duplicates,
    durability,
    durability_differences,
    durability_taken,
    edition_papers,
    edition_summaries,
    editions,
    eligibility,
    employment,
    engagements,
    enrolment,
    erasure,
    event_logs,
    exports,
    flags,
    follow_up,
    follow_ups_due,
    hours,
    hours_sums,
    import_templates,
    imports,
    imports_of_hours,
    imports_under_way,
    ledger,
    measures,
    month_ends,
    operations,
    outcomes,
    paper_search,
    papers,
    participation,
    payable,
    personal_data,
    programmes,
    project_durability,
    providers,
    referral,
    related_persons,
    replay,
    report_entries,
    reports_listed,
    retention,
    roster,
    roster_differences,
    rules,
    sent_report_differences,
    sent_reports,
    sessions,
    sheet_starts,
    sheets,
    social_contract,
    statement,
    status,
    timeline,
    users,
    waiting_list,
    who_should_be_here,
)
from interface.api.access import KEY_MAX, AnybodysHouse
from interface.api.answers import as_json, components
from interface.api.previews import describe_preview
from interface.api.problems import answer_problems
from interface.api.schemas import Problem
from interface.assembly import VERSION, House, new_id

API = "/api/v1"
TAGS = [
    {"name": "participants", "description": "Rejestr, lista, wyszukiwanie / register, roster, search"},
    {"name": "journey", "description": "Zdarzenia na ścieżce / facts of the journey"},
    {"name": "hours", "description": "Godziny / hours"},
    {"name": "audit", "description": "Historia i ślad / history and trail"},
    {"name": "users", "description": "Użytkownicy i tokeny / users and tokens"},
    {"name": "catalogue", "description": "Programy / programmes"},
    {
        "name": "editions",
        "description": "Edycje, zajęcia, kolejka, realizatorzy, porozumienia, reguły / editions, rules",
    },
    {"name": "outcomes", "description": "Czy trwa: trwałość i skuteczność / does it last"},
    {"name": "reports", "description": "Sprawozdanie roczne / the annual report"},
    {"name": "operations", "description": "Stan serwera / the server's state"},
]
DESCRIPTION = (
    "Ewidencja drogi uczestnika Klubu Integracji Społecznej: każdy krok jest faktem, który zostaje.\n\n"
    "Every write carries an `Idempotency-Key`; what changes or ends something needs `If-Match`. "
    "An answer to a write is sent only when everything is on disk."
)


def create_app(house: House) -> FastAPI:
    """Return the application over a house whose writer runs."""
    app = FastAPI(
        title="Ścieżka",
        version=VERSION,
        description=DESCRIPTION,
        openapi_tags=TAGS,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        separate_input_output_schemas=False,
    )
    app.state.house = house
    answer_problems(app)
    # No router of routers, and what is asked most stands first: FastAPI tries one route after another, on each level
    # twice, which took 40 % of the time of a POST of hours.
    for part in (
        hours,
        roster,
        roster_differences,
        personal_data,
        timeline,
        referral,
        declarations,
        status,
        eligibility,
        related_persons,
        contacts,
        duplicates,
        social_contract,
        enrolment,
        hours_sums,
        sheets,
        sheet_starts,
        absences,
        employment,
        participation,
        outcomes,
        papers,
        follow_up,
        follow_ups_due,
        durability,
        durability_differences,
        durability_taken,
        measures,
        annual_report,
        reports_listed,
        report_entries,
        sent_reports,
        sent_report_differences,
        retention,
        erasure,
        flags,
        replay,
        caseworkers,
        assigned,
        deadlines,
        programmes,
        project_durability,
        editions,
        edition_papers,
        paper_search,
        who_should_be_here,
        club,
        waiting_list,
        sessions,
        payable,
        edition_summaries,
        providers,
        agreements,
        month_ends,
        rules,
        users,
        deputies,
        engagements,
        controls,
        imports,
        imports_of_hours,
        imports_under_way,
        import_templates,
        dossier,
        ledger,
        audit_access,
        statement,
        event_logs,
        exports,
    ):
        app.include_router(part.router, prefix=API)

    @app.get(f"{API}/openapi.json", include_in_schema=False)
    async def contract(_: AnybodysHouse) -> Response:
        return as_json(openapi(app))

    app.include_router(operations.clock, prefix=API)
    app.include_router(operations.router)
    app.mount("/docs", StaticFiles(directory=str(files("interface") / "static" / "docs"), html=True), name="docs")
    app.add_middleware(NeitherKeptNorGuessed)
    return app


class NeitherKeptNorGuessed:
    """Adds to every answer its request's id, and what keeps anybody from storing it and browsers from guessing it.

    The id is ours and never the caller's: it stands in the access record, which holds no text from outside.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Wrap the application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on under a new id; add the headers when an answer starts."""
        id = new_id()
        scope.setdefault("state", {})["request_id"] = id

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Cache-Control"] = "no-store"
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Request-Id"] = str(id)
            await send(message)

        await self._app(scope, receive, with_headers)


def openapi(app: FastAPI) -> dict[str, Any]:
    """Return the contract: routes, the schemas of every answer, and the headers that writes need."""
    if app.openapi_schema is None:
        document = get_openapi(
            title=app.title, version=app.version, description=app.description, routes=app.routes, tags=app.openapi_tags
        )
        parts = document["components"]
        parts["schemas"].update(components())
        problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        parts["schemas"].update(problem.pop("$defs"))
        parts["schemas"]["Problem"] = problem
        parts["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
        for path, operations_there in document["paths"].items():
            for method, operation in operations_there.items():
                operation["summary"] = operation["description"].split("\n")[0].split(". ")[0].rstrip(".")
                if path not in _FOR_ANYBODY:
                    operation["security"] = [{"token": []}]
                if method == "post" and "409" in operation["responses"]:
                    _state_headers(operation)
                    if path.startswith(f"{API}/participants/{{participant_id}}/"):
                        describe_preview(operation)
        app.openapi_schema = document
    return app.openapi_schema


_FOR_ANYBODY = frozenset({"/healthz", "/readyz"})


def _state_headers(operation: dict[str, Any]) -> None:
    """Say which headers a write takes: a key always, the version where it changes something."""
    stated = operation.setdefault("parameters", [])
    stated.append(
        {
            "name": "Idempotency-Key",
            "in": "header",
            "required": True,
            "description": "Powtórzenie z tym samym kluczem nie zapisze nic drugi raz / a repeat records nothing twice",
            "schema": {"type": "string", "minLength": 1, "maxLength": KEY_MAX, "pattern": "^[ -~]+$"},
            "example": "2026-05-04-anna-1",
        }
    )
    stated.append(
        {
            "name": "If-Match",
            "in": "header",
            "required": "428" in operation["responses"],
            "description": "Wersja, którą widzisz (ETag) / the version that you see",
            "schema": {"type": "string", "pattern": '^"[0-9]{1,12}"$'},
            "example": '"5"',
        }
    )
