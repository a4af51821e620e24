"""The annual report as something that is filled in by hand where no fact counts, sent, and sent again corrected.

Law: art. 18a(6) of the Act on social employment (by 31 March; staff, participants, actions with effects, settlement of
grants); MRiPS CAS 01. What is counted from the facts: `domain/annual_report`. Here it is frozen as it was sent.
"""

from domain.reports.entries import (
    Action,
    EmploymentBasis,
    Entry,
    EntryKind,
    Funding,
    FundingSource,
    Grant,
    Staff,
    Volunteers,
)
from domain.reports.entry_facts import (
    ActionsEntered,
    FundingEntered,
    GrantEntered,
    ReportEntryVoided,
    StaffEntered,
    VolunteersEntered,
)
from domain.reports.report import Report, ReportBegun, report_of
from domain.reports.sending import ReportSent, Sending, SendingChannel, digest_of, document_of, read

__all__ = [
    "Action",
    "ActionsEntered",
    "EmploymentBasis",
    "Entry",
    "EntryKind",
    "Funding",
    "FundingEntered",
    "FundingSource",
    "Grant",
    "GrantEntered",
    "Report",
    "ReportBegun",
    "ReportEntryVoided",
    "ReportSent",
    "Sending",
    "SendingChannel",
    "Staff",
    "StaffEntered",
    "Volunteers",
    "VolunteersEntered",
    "digest_of",
    "document_of",
    "read",
    "report_of",
]
