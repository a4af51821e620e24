"""CAS-01@1: the annual report as the house makes it.

Sources: Act on social employment, art. 1(2), 18, 18a(6) (t.j. Dz.U. 2025 poz. 83); the ministry's data set "MRiPS CAS
01 - dane o klubach integracji społecznej" (form.stat.gov.pl, domain page 1.4 and 5.1), which names the variables and
not the positions of their lists.
"""

from collections.abc import Mapping
from datetime import date

from domain.annual_report.choices import ACT, CAS, CHOICES
from domain.annual_report.tables import TABLES
from domain.annual_report.words import AnnualDefinition

CAS_01 = AnnualDefinition(
    code="CAS-01",
    version=1,
    valid_from=date(2025, 1, 1),
    pl="Sprawozdanie roczne klubu integracji społecznej",
    en="Annual report of a social integration club",
    law=f"{ACT}, art. 18a ust. 6",
    source=f"{CAS}: nazwy zmiennych; pozycje list są nasze",
    parameters={"report_month": 3, "report_day": 31},
    tables=TABLES,
    choices=CHOICES,
)
DEFINITIONS: Mapping[str, AnnualDefinition] = {CAS_01.name: CAS_01}
"""Every version by its name. The newest is the one that reports are made by."""
