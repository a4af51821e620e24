"""Write anew what is said of exports, methods and the annual report (`make shown`); a test keeps it current."""

from pathlib import Path

import msgspec

from interface.assembly import VERSION
from interface.exports import annual_page
from interface.exports.codebook import page
from interface.exports.document import schema
from interface.web.methods import markdown

ROOT = Path(__file__).resolve().parents[1]


def pages() -> dict[str, str]:
    """Return every page by its path."""
    return {
        "docs/codebook.md": page(),
        "docs/durability.schema.json": msgspec.json.format(msgspec.json.encode(schema())).decode() + "\n",
        "docs/metody.md": markdown("pl", VERSION),
        "docs/methods.md": markdown("en", VERSION),
        "docs/sprawozdanie.md": annual_page.page(),
    }


if __name__ == "__main__":
    for path, text in pages().items():
        (ROOT / path).write_text(text, encoding="utf-8")
