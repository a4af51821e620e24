"""Pages for people: whole HTML documents that need nothing from elsewhere, no script, and no style but their own.

A page allows one style, named by its hash, and nothing else (Content-Security-Policy); it says so itself, so that it
holds for a saved file too. What it is given is text and is escaped.
"""

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files

from interface.charts import STYLE as OF_CHARTS

STYLE = (files("interface") / "web" / "page.css").read_text(encoding="utf-8") + OF_CHARTS
"""The style of every page."""

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        f"style-src 'sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}'",
        "base-uri 'none'",
        "form-action 'none'",
    )
)
"""What a page may load: its own style."""
