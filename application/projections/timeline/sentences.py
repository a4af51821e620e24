"""One sentence for every kind of fact, from the files of each area."""

from application.projections.timeline.agreements import AGREEMENTS
from application.projections.timeline.contract import CONTRACT
from application.projections.timeline.editions import EDITIONS
from application.projections.timeline.engagements import ENGAGEMENTS
from application.projections.timeline.entry import ENTRY
from application.projections.timeline.erasure import ERASURE
from application.projections.timeline.event_logs import EVENT_LOGS
from application.projections.timeline.leaving import LEAVING
from application.projections.timeline.ledger import LEDGER
from application.projections.timeline.opening import Saying
from application.projections.timeline.papers import PAPERS
from application.projections.timeline.person import PERSON
from application.projections.timeline.providers import PROVIDERS
from application.projections.timeline.reports import REPORTS
from application.projections.timeline.rules import RULES
from application.projections.timeline.taking_part import TAKING_PART
from application.projections.timeline.users import USERS
from domain.journal import Fact

SENTENCES: dict[type[Fact], Saying] = {
    **PERSON,
    **ENTRY,
    **CONTRACT,
    **TAKING_PART,
    **LEAVING,
    **PAPERS,
    **ERASURE,
    **EVENT_LOGS,
    **REPORTS,
    **USERS,
    **EDITIONS,
    **PROVIDERS,
    **AGREEMENTS,
    **ENGAGEMENTS,
    **RULES,
    **LEDGER,
}
