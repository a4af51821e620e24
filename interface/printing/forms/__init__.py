"""Which form prints which kind of a person's paper: a function from what it is filled with to a document."""

from collections.abc import Callable, Mapping

from application.projections.papers import Filled
from domain.papers import PaperKind
from interface.printing import Document
from interface.printing.forms import (
    annex,
    certificate,
    contract,
    evaluation,
    guardian_consent,
    information,
    service_card,
    voluntariness,
)

Form = Callable[[Filled], Document]

FORMS: Mapping[PaperKind, Form] = {
    PaperKind.SERVICE_CARD: service_card.form,
    PaperKind.CONTRACT_A: contract.form,
    PaperKind.CONTRACT_B: contract.form,
    PaperKind.CONTRACT_ANNEX: annex.form,
    PaperKind.CONTRACT_EVALUATION: evaluation.form,
    PaperKind.CERTIFICATE: certificate.form,
    PaperKind.INFORMATION_CLAUSE: information.form,
    PaperKind.VOLUNTARINESS: voluntariness.form,
    PaperKind.GUARDIAN_CONSENT: guardian_consent.form,
}
"""Every kind that is of one person; lists of a group and looks are printed by the modules of their names."""
