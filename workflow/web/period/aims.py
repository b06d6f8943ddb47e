"""What values can be given for in the rows of a period: each indicator of a task once."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from workflow.plans import queries as plans
from workflow.plans.rules import mask
from workflow.reports import details, period_said
from workflow.web.tasks import showing
from workflow.web.tasks.showing import Aim


def aims_of(session: Session, task_ids: Collection[int]) -> dict[int, list[Aim]]:
    """By task; three statements, however many tasks."""
    targets = period_said.targets(session, task_ids)
    every = [target for found in targets.values() for target in found]
    taints = plans.masks(session, {target.item_id for target in every})
    latest = details.reviewed_values(session, [target.id for target in every])
    return {
        task_id: showing.asked(
            [Aim(one, mask(one.wording, one.start, taints[one.item_id]), latest.get(one.id)) for one in found]
        )
        for task_id, found in targets.items()
    }
