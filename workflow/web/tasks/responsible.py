"""What the task's page shows of responsibility: how it came to be as it is, who may ask to move, drafts that stayed."""

from dataclasses import dataclass
from typing import Any

from workflow import permits as may
from workflow.deadlines import acknowledging
from workflow.plans import queries as plans
from workflow.reports import carrying
from workflow.tasks import lineage, queries
from workflow.tasks.models import Assignment, Task
from workflow.web.request import me, session


@dataclass(frozen=True)
class Responsible:
    """`may_ask`: acknowledged shares that can still be asked away; `left`: drafts of what is owed no more."""

    spans: list[lineage.Span]
    open_ended: bool
    may_ask: list[Assignment]
    left: Any

    @property
    def earlier(self) -> list[lineage.Span]:
        return [one for one in self.spans if one.to_on is not None]


def shown(task: Task, shares: list[Assignment]) -> Responsible:
    own = [share for share in shares if may.may_speak_for(me(), share.department_id) and share.acknowledged_on]
    return Responsible(
        spans=lineage.spans(session(), task.id),
        open_ended=any(clause.open_ended for clause in clauses(task)),
        may_ask=[share for share in own if acknowledging.may_not_ask(session(), share) is None],
        left=carrying.left(session(), task.id, me().departments) if me().departments else [],
    )


def clauses(task: Task) -> list[Any]:
    """What the paper says; a name in it stays as printed."""
    ids = [place.id for place in queries.places(session(), task.id)]
    return [clause for found in plans.clauses(session(), ids).values() for clause in found]
