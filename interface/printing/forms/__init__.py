"""Which form prints which kind of a person's paper: a function from what it is filled with to a document."""

from collections.abc import Callable, Mapping

from application.projections.papers import Filled
from domain.papers import PaperKind
from interface.printing import Document

Form = Callable[[Filled], Document]

FORMS: Mapping[PaperKind, Form] = {}
"""Every kind that is of one person has its form here; lists of an edition stand in `lists`."""
