"""What the doors of targets and steps are tried on: a verdict, a target that the province sets, a step."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support.builders import City, at, the_deadline, the_share
from workflow.audit.service import SYSTEM
from workflow.deadlines import steps
from workflow.deadlines.models import DeadlineKind
from workflow.plans.models import Target, TargetKind
from workflow.review import targets
from workflow.review.models import TargetVerdictWord

AFTERWARDS = date(2026, 10, 14)


def special(session: Session, city: City) -> dict[str, dict[str, object]]:
    """By endpoint: which target, verdict or step."""
    judged = the_deadline(session, city, "energy", DeadlineKind.TARGET, task=1)
    found = targets.Found(TargetVerdictWord.PROVINCE_DECIDES, "省考核通报")
    verdict = targets.record(session, judged, found, by=SYSTEM, at=at(AFTERWARDS))
    known = session.scalars(select(Target).order_by(Target.id)).first()
    assert known is not None
    place = {"ordinal": 9, "start": known.start, "end": known.end}
    handed = Target(
        item_id=known.item_id, kind=TargetKind.PROVINCE, indicator="能耗", wording="完成省下达目标", **place
    )
    session.add(handed)
    share = the_share(session, city, "energy", task=1)
    step = steps.set_step(
        session, share, words="开工", due_on=date(2027, 1, 5), basis="纪要", by=SYSTEM, at=at(AFTERWARDS)
    )
    session.flush()
    return {
        "review.mend_verdict": {"verdict_id": verdict.id},
        "review.target_day": {"target_id": known.id},
        "review.change_target": {"target_id": known.id},
        "review.province": {"target_id": handed.id},
        "tasks.move_step": {"deadline_id": step.id},
        "tasks.withdraw_step": {"deadline_id": step.id},
    }
