"""How a refusal must be: a 4xx in Polish and in English, nothing written, and no sent value in answer or log."""

import logging
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

import pytest

from domain import vocabulary
from domain.programmes import PROGRAMMES
from tests.asgi import Desk, Front

LISTS = [kind for kind in vars(vocabulary).values() if isinstance(kind, type) and issubclass(kind, StrEnum)]
CATALOGUE = {code.value for kind in LISTS for code in kind} | PROGRAMMES.keys()
"""Words of ours, not of anybody's record: a sentence may list them."""
UNSPECIFIC = "Tej wartości nie można przyjąć."
OF_THE_CLIENT = ("httpx2", "httpcore2")


def canaries(sent: Any) -> Iterator[str]:
    """Yield every value in a body in the forms in which it could be repeated; short ones would be found anywhere."""
    if isinstance(sent, dict):
        for name, content in sent.items():
            yield from canaries(content)
            if not name.islower():
                yield name
    elif isinstance(sent, list):
        for content in sent:
            yield from canaries(content)
    elif isinstance(sent, str) and len(sent) > 3 and sent not in CATALOGUE:
        yield sent
        yield sent.encode().hex()
        if len(sent) == len("2026-05-04") and sent[4] == "-":
            yield ".".join(reversed(sent.split("-")))
    elif isinstance(sent, int | float) and abs(sent) > 999:
        yield str(sent)


def logged(caplog: pytest.LogCaptureFixture) -> str:
    """Return every log record as fully as any formatter could show it, but for those of the client in the test."""
    shown = logging.Formatter("%(name)s %(message)s")
    return "\n".join(
        f"{shown.format(record)} {vars(record)}"
        for record in caplog.records
        if not record.name.startswith(OF_THE_CLIENT)
    )


def refused(
    front: Front, desk: Desk, caplog: pytest.LogCaptureFixture, method: str, path: str, body: Any = None, **how: Any
) -> Any:
    """Send a request in Polish and in English, hold both answers to the rules, and return the Polish one."""
    planted = {*canaries(body), *how.pop("planted", ())}
    facts, headers = front.facts, how.pop("headers", {})
    caplog.set_level(logging.DEBUG)
    caplog.clear()
    answers = [
        desk.ask(method, path, body, headers={**headers, "accept-language": language}, **how)
        for language in ("pl", "en-GB,en;q=0.9")
    ]

    polish, english = (answer.json() for answer in answers)
    assert answers[0].status_code == answers[1].status_code
    assert 400 <= answers[0].status_code < 500
    assert [answer.headers["content-language"] for answer in answers] == ["pl", "en"]
    assert polish["type"] == english["type"]
    assert polish["title"] != english["title"]
    assert polish["detail"] != english["detail"]
    assert UNSPECIFIC not in answers[0].text
    for one, other in zip(polish.get("errors") or [], english.get("errors") or [], strict=True):
        assert (one["pointer"], one["code"]) == (other["pointer"], other["code"])
        assert one["detail"] != other["detail"]
    assert front.facts == facts == front.stored
    said = "\n".join(f"{answer.headers} {answer.text}" for answer in answers)
    assert [value for value in planted if value in said] == []
    assert [value for value in planted if value in logged(caplog)] == []
    return answers[0]
