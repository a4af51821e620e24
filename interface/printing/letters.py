"""Letters that can be printed: those of the fonts that come along, which is every alphabet of Europe and some more.

An archive's PDF (PDF/A-2a) may hold no sign without a shape, so typst refuses a document with a smile or a Chinese
letter in it. What somebody typed must not keep a paper from being printed: such a sign is printed as � and the paper
says so.
"""

import re

MISSING = "\ufffd"
SAYS = f"Znak {MISSING} stoi tam, gdzie kroje pisma tego wydruku nie mają znaku, który wpisano."

_PRINTED = (
    " -~\u00a0-\u0377\u037a-\u037f\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u04ff\u0531-\u0556\u0559-\u058a\u0591-\u05c7"
    "\u05d0-\u05ea\u0621-\u063a\u0640-\u0652\u0660-\u066d\u10d0-\u10ff\u1e00-\u1f15\u2000-\u2040\u2042\u2044-\u2052"
    "\u2054-\u205e\u20a0-\u20bf\u2100-\u211e\u2120\u2122\u2124\u2126-\u214f\u2190-\u23ff\u2460-\u2606\u2609-\u262f\ufffd"
)
_OTHER = re.compile(rf"\\(?:\\|\"|[bfnrt]|u[0-9a-f]{{4}})|[^{_PRINTED}]")
"""In JSON: an escape, of which those of control letters are not printed, or a letter that has no shape."""

_KEPT = frozenset({r"\\", r"\"", r"\n", r"\r", r"\t"})


def printable(said: str) -> tuple[str, int]:
    """Return JSON text with every sign that has no shape as �, and how many there were."""
    count = 0

    def shown(found: re.Match[str]) -> str:
        nonlocal count
        if found[0] in _KEPT:
            return found[0]
        count += 1
        return MISSING

    return _OTHER.sub(shown, said), count
