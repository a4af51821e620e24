"""What is written about people is in no file and no log line in clear, in whatever encoding somebody might look."""

import base64
import gzip
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.durability.steps_on_disk import a_club_on_disk
from tests.served import serving

FAMILY = [f"Kanarkowska{letter}żółć" for letter in "ABCDEFGHIJ"]
PESELS = [
    "44051401458",
    "85031412323",
    "09313045618",
    "90040112346",
    "90040112353",
    "90040112360",
    "90040112377",
    "90040112384",
    "90040112391",
    "90040112407",
]
NOTE = "Kanarkowa notatka o zdrowiu"
EMPLOYER = "Kanarkowy Zakład Piekarski"
MARK = "KANAREK.512.7.2026"


def forms(text: str) -> Iterator[bytes]:
    """Return the text as it may hide: UTF-8, UTF-16, escaped, hexadecimal, base64 at each of three offsets."""
    for plain in (text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be")):
        yield plain
        yield plain.hex().encode()
        yield plain.hex().upper().encode()
        for shift in range(3):
            encoded = base64.b64encode(b"\0" * shift + plain)
            whole = encoded[4 if shift else 0 : len(encoded) // 4 * 4 - 4]
            yield whole
            yield whole.replace(b"+", b"-").replace(b"/", b"_")
    yield text.encode("unicode_escape")
    yield text.encode("cp1250", errors="replace")


def unpacked(data: bytes) -> Iterator[bytes]:
    """Return the data, and whatever unpacks from a gzip header inside it."""
    yield data
    at = data.find(b"\x1f\x8b\x08")
    while at >= 0:
        with suppress(zlib.error):
            yield zlib.decompressobj(31).decompress(data[at:])
        at = data.find(b"\x1f\x8b\x08", at + 1)


def found_in(path: Path, secrets: list[str]) -> list[str]:
    """Return which secrets a file gives away."""
    views = list(unpacked(path.read_bytes()))
    return [s for s in secrets if any(form in view for view in views for form in forms(s))]


@pytest.mark.parametrize(
    "hide", [str.encode, lambda s: base64.b64encode(s.encode()), lambda s: gzip.compress(s.encode())]
)
def test_the_search_finds_what_is_there(tmp_path: Path, hide: object) -> None:
    file = tmp_path / "leak"
    file.write_bytes(b"before " + hide(FAMILY[0] + " and after") + b" after")  # type: ignore[operator]
    assert found_in(file, FAMILY) == [FAMILY[0]]


def test_ten_people_are_in_no_file_and_no_log_in_clear(tmp_path: Path) -> None:
    data, token, _ = a_club_on_disk(tmp_path)
    secrets = [*FAMILY, *PESELS, NOTE, EMPLOYER, MARK]
    listing = "/api/v1/participants"
    with serving(data) as server:
        people = []
        for number, (family, pesel) in enumerate(zip(FAMILY, PESELS, strict=True)):
            body = {
                "family_name": family,
                "given_name": "Anna",
                "birth_date": "1990-04-01",
                "sex": "F",
                "pesel_missing": "NOT_GIVEN",
                "registered_on": "2026-03-02",
                "case_mark": f"{MARK}/{number}",
            }
            wrong = body | {"pesel": pesel}
            assert (
                server.call(
                    "POST", listing, token, wrong, key=f"{family}-{pesel}".encode("ascii", "ignore").decode()
                ).status
                == 422
            )
            born = {
                "44051401458": ("1944-05-14", "M"),
                "85031412323": ("1985-03-14", "F"),
                "09313045618": ("2009-11-30", "M"),
            }
            if pesel in born:
                birth_date, sex = born[pesel]
                del body["pesel_missing"]
                body |= {"pesel": pesel, "birth_date": birth_date, "sex": sex}
            answer = server.call("POST", listing, token, body, key=f"reg-{pesel}")
            assert answer.status == 201, answer.body
            people.append(answer.body["id"])
            path = f"{listing}/{people[-1]}"
            referral = {"kind": "KIS", "source": "SELF", "referred_on": "2026-03-02", "note": NOTE}
            assert server.call("POST", f"{path}/referrals", token, referral, key=f"ref-{number}").status == 201
            job = {"form": "UNKNOWN", "employer": EMPLOYER, "evidence": "NONE", "started_on": "2026-03-02"}
            assert server.call("POST", f"{path}/employments", token, job, key=f"job-{number}").status == 201
            assert server.call("GET", path, token).body["family_name"] == family
            assert server.call("POST", f"{listing}/search", token, {"name": family}).body["items"]
            server.call("POST", f"{listing}/search", token, {"pesel": pesel})
            server.call("POST", f"{listing}/search", token, {"name": family, "pesel": pesel})
            server.call("POST", listing, token, f'{{"family_name": "{family}", "pesel": {pesel}'.encode(), key="bad")
        cursors = [server.call("GET", f"{listing}?limit=3", token).body["next_cursor"]]
        while cursors[-1]:
            cursors.append(server.call("GET", f"{listing}?limit=3&cursor={cursors[-1]}", token).body["next_cursor"])
        (tmp_path / "cursors").write_text("\n".join(c for c in cursors if c))
        leaks = {path.name: found_in(path, secrets) for path in files(tmp_path)}
    leaks |= {f"{path.name} after the stop": found_in(path, secrets) for path in files(tmp_path)}
    assert set(leaks) >= {"kis.db", "kis.db-wal", "keys.db", "anchor", "cursors", "club.log"}
    assert {name: found for name, found in leaks.items() if found} == {}


def files(directory: Path) -> list[Path]:
    """Return every file of the data directory, the log and the cursors."""
    return [path for path in directory.rglob("*") if path.is_file()]
