"""Whether a file may be seen: one answer for its bytes, its picture and its page."""

from workflow import permits as may
from workflow.escalation.papers import cited as by_papers
from workflow.evidence.models import Evidence
from workflow.evidence.permits import own_bodies
from workflow.insight.scores.queries import cited as by_scores
from workflow.instructions import listing as instructions
from workflow.instructions.models import Instruction
from workflow.instructions.permits import scope
from workflow.reports import cited as by_reports
from workflow.review import cited as by_requests
from workflow.web.request import me, session


def may_see(evidence: Evidence) -> bool:
    if evidence.put_by == me().account_id or evidence.department_id in own_bodies(me()):
        return True
    cited = by_reports.citing(session(), evidence)
    citing = [(row.department_id, row.lead_department_id) for row in cited if row.left]
    citing += by_requests.citing(session(), evidence.id)
    citing += by_papers.citing(session(), evidence.id)
    citing += by_scores(session(), evidence.id)
    if instructions.sees(session(), scope(me()), Instruction.evidence_id == evidence.id):
        return True
    return may.may_see_evidence(me(), evidence.department_id, citing, [row.post_id for row in cited])
