"""What we serve of others is what they published, and the page that uses it calls nobody."""

import re
import tomllib
from hashlib import sha256
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[2] / "interface" / "static"
PAGE = {"index.html", "init.js"}


def departures(static: Path) -> list[str]:
    """Return what is changed, missing or unlisted under the directories that VENDOR.toml speaks for."""
    found = []
    for package in tomllib.loads((static / "VENDOR.toml").read_text(encoding="utf-8"))["package"]:
        directory = static / package["directory"]
        listed = package["sha256"]
        present = {path.name for path in directory.iterdir()} - PAGE
        found += [f"missing: {name}" for name in sorted(listed.keys() - present)]
        found += [f"not listed: {name}" for name in sorted(present - listed.keys())]
        found += [
            f"changed: {name}"
            for name in sorted(listed.keys() & present)
            if sha256((directory / name).read_bytes()).hexdigest() != listed[name]
        ]
    return found


def other_hosts(source: str) -> list[str]:
    """Return every address with a host of its own: `//host`, with a scheme before it or without."""
    return re.findall(r"(?:\w+:)?//[^\s\"'`/][^\s\"'`>]*", source)


@pytest.fixture
def copied(tmp_path):
    for path in [STATIC / "VENDOR.toml", *(STATIC / "docs").iterdir()]:
        target = tmp_path / path.relative_to(STATIC)
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(path.read_bytes())
    return tmp_path


def test_vendored_files_are_as_published():
    assert departures(STATIC) == []


def test_every_vendored_package_names_version_and_licence_and_no_address():
    text = (STATIC / "VENDOR.toml").read_text(encoding="utf-8")
    packages = tomllib.loads(text)["package"]
    assert packages
    for package in packages:
        assert package["name"]
        assert package["version"]
        assert package["licence"]
    assert "://" not in text


def test_one_changed_byte_is_named(copied):
    (copied / "docs" / "swagger-ui.css").write_bytes((STATIC / "docs" / "swagger-ui.css").read_bytes() + b" ")
    assert departures(copied) == ["changed: swagger-ui.css"]


def test_a_missing_file_is_named(copied):
    (copied / "docs" / "NOTICE").unlink()
    assert departures(copied) == ["missing: NOTICE"]


def test_a_file_that_came_along_unlisted_is_named(copied):
    (copied / "docs" / "extra.js").write_text("")
    assert departures(copied) == ["not listed: extra.js"]


@pytest.mark.parametrize("name", sorted(PAGE))
def test_the_page_names_no_other_host(name):
    source = (STATIC / "docs" / name).read_text(encoding="utf-8")
    assert source
    assert other_hosts(source) == []


@pytest.mark.parametrize(
    "planted",
    [
        '<script src="https://cdn.example.org/x.js">',
        '<img src="//cdn.example.org/x.png">',
        'url: "http://127.0.0.2/openapi.json"',
        "new WebSocket('wss://example.org')",
    ],
)
def test_a_planted_host_is_found(planted):
    assert len(other_hosts(planted)) == 1


def test_the_page_carries_no_inline_script_or_style():
    page = (STATIC / "docs" / "index.html").read_text(encoding="utf-8")
    assert re.findall(r"<script(?![^>]*\ssrc=)|<style|\son\w+=|\sstyle=|javascript:", page) == []
    assert page.count("<script") == 2
    assert '<html lang="pl">' in page


def test_the_page_reads_our_own_description_and_asks_no_validator():
    script = (STATIC / "docs" / "init.js").read_text(encoding="utf-8")
    assert 'url: "/api/v1/openapi.json"' in script
    assert "validatorUrl: null" in script
