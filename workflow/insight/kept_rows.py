"""The rows, as they stand in the database, from which a past day is laid out: one statement for each table."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from workflow.db import Model
from workflow.deadlines.models import Deadline, DeadlineMove, Hold
from workflow.insight.standing_then import Rows
from workflow.instructions.models import Instruction, InstructionOwed
from workflow.lights.models import PeriodVerdict
from workflow.people.models import Account, Department, Holding, Post, PostKind
from workflow.plans.doubtful_models import Taint
from workflow.plans.models import Edition, Item, Plan, Target
from workflow.reports.beside_models import ReportCorrection
from workflow.reports.models import Blocker, Report, ReportRevision, ReportValue
from workflow.review.models import Review, ReviewVerdict, TargetTerm, TargetVerdict
from workflow.tasks.models import Assignment, Task, TaskItem

Query = Select[Any]
SECRETS = {"password_hash"}


class Kept:
    """Reads the rows of one plan, or (None) of all."""

    def __init__(self, session: Session, plan_id: int | None) -> None:
        self.session, self.plan_id = session, plan_id

    def rows(self, model: type[Model]) -> Rows:
        query = QUERIES[model](model)
        if self.plan_id is not None and model in OWNED:
            query = query.where(OWNED[model] == self.plan_id)
        return [dict(row) for row in self.session.execute(query).mappings()]


def _plain(model: Any) -> Query:
    return select(*(column for column in model.__table__.c if column.name not in SECRETS)).order_by(model.id)


def _leaders(model: Any) -> Query:
    """Posts of the city's leaders, who holds them."""
    rows = _plain(model)
    if model is Account:
        holders = select(Holding.account_id).join(Post, Post.id == Holding.post_id)
        return rows.where(Account.id.in_(holders.where(Post.kind == PostKind.LEADER)))
    return (rows.join(Post) if model is Holding else rows).where(Post.kind == PostKind.LEADER)


def _of_task(model: Any) -> Query:
    return _plain(model).join(Task, Task.id == model.task_id)


def _of_share(model: Any) -> Query:
    return _plain(model).join(Assignment, Assignment.id == model.assignment_id).join(Task)


def _of_deadline(model: Any) -> Query:
    return _plain(model).join(Deadline, Deadline.id == model.deadline_id)


def _of_item(model: Any) -> Query:
    return _plain(model).join(Item, Item.id == model.item_id).join(Edition)


def _of_target(model: Any) -> Query:
    return _plain(model).join(Target, Target.id == model.target_id).join(Item).join(Edition)


def _taints(model: Any) -> Query:
    return _plain(model).join(Edition, Edition.id == Taint.edition_id)


def _reports(model: Any) -> Query:
    """With the moment at which a report was accepted first."""
    first = select(func.min(Review.at)).where(Review.report_id == Report.id, Review.verdict == ReviewVerdict.ACCEPTED)
    return _of_deadline(model).add_columns(first.correlate(Report).scalar_subquery().label("accepted_at"))


def _revisions(model: Any) -> Query:
    """With the moment from which a correction counts."""
    rows = _plain(model).join(Report, Report.id == ReportRevision.report_id)
    rows = rows.join(Deadline, Deadline.id == Report.deadline_id)
    rows = rows.outerjoin(ReportCorrection, ReportCorrection.revision_id == ReportRevision.id)
    return rows.add_columns(ReportCorrection.decided_at.label("known_at"))


def _of_revision(model: Any) -> Query:
    rows = _plain(model).join(ReportRevision, ReportRevision.id == model.revision_id)
    return rows.join(Report).join(Deadline, Deadline.id == Report.deadline_id)


def _steps_owed(model: Any) -> Query:
    rows = select(*model.__table__.c).join(Instruction, Instruction.id == InstructionOwed.instruction_id)
    return rows.order_by(InstructionOwed.milestone_id)


QUERIES: dict[Any, Callable[[Any], Query]] = {
    **dict.fromkeys((Plan, Department, Task, Deadline, Instruction), _plain),
    **dict.fromkeys((Post, Account, Holding), _leaders),
    **dict.fromkeys((TaskItem, Assignment), _of_task),
    **dict.fromkeys((DeadlineMove, Hold), _of_deadline),
    **dict.fromkeys((TargetTerm, TargetVerdict), _of_target),
    **dict.fromkeys((ReportValue, Blocker), _of_revision),
    InstructionOwed: _steps_owed,
    Target: _of_item,
    Taint: _taints,
    PeriodVerdict: _of_share,
    Report: _reports,
    ReportRevision: _revisions,
}
OWNED: dict[Any, Any] = {
    **dict.fromkeys((Task, TaskItem, Assignment, PeriodVerdict), Task.plan_id),
    **dict.fromkeys(
        (Deadline, DeadlineMove, Hold, Report, ReportRevision, ReportValue, Blocker),
        Deadline.plan_id,
    ),
    **dict.fromkeys((Instruction, InstructionOwed), Instruction.plan_id),
    **dict.fromkeys((Target, Taint, TargetTerm, TargetVerdict), Edition.plan_id),
}
