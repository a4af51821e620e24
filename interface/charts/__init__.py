"""Charts of three fixed kinds as inline SVG: how long work lasts, the way from referral to lasting work, cohorts.

A chart is plain geometry (`geometry`), the figures of one group turned into shapes (`curve`, `funnel`), and a template
that sets them. It has no colour of its own that means anything: lines differ by their dashes and carry their names, so
that it says the same in dark, in print, in forced colours and to a screen reader, and no file, font or script comes
from elsewhere. What nobody is behind is said in words and never drawn as a flat line at zero.
"""

from importlib.resources import files

from jinja2 import Environment, FileSystemLoader, StrictUndefined

_INTERFACE = files("interface")

TEMPLATES = Environment(
    loader=FileSystemLoader(str(_INTERFACE)),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
"""Templates of everything that is looked at. What they are given is text: it is escaped, whatever it holds."""

STYLE = (_INTERFACE / "charts" / "charts.css").read_text(encoding="utf-8")
"""How charts look, by custom properties that a page may set otherwise."""
