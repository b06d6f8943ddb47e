"""What the departments reported on an instruction."""

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from workflow.deadlines.models import Deadline
from workflow.instructions.models import InstructionOwed, InstructionStep, StepKind
from workflow.instructions.queries import Rows
from workflow.people.models import Department
from workflow.reports.models import Report, ReportRevision, ReportState
from workflow.reports.queries import latest
from workflow.tasks.models import Assignment, Role


def accepted(session: Session, instruction_id: int) -> Rows:
    """The results that the office accepted, the lead's first: department, text, the report."""
    return session.execute(
        select(Department.label.label("department"), ReportRevision.text, Report.id.label("report_id"))
        .select_from(InstructionOwed)
        .join(InstructionStep, InstructionStep.id == InstructionOwed.step_id)
        .join(Deadline, Deadline.milestone_id == InstructionOwed.milestone_id)
        .join(Department, Department.id == Deadline.department_id)
        .join(Assignment, Assignment.id == Deadline.assignment_id)
        .join(Report, Report.deadline_id == Deadline.id)
        .join(ReportRevision, and_(ReportRevision.report_id == Report.id, latest(ReportRevision)))
        .where(
            InstructionOwed.instruction_id == instruction_id,
            InstructionStep.kind == StepKind.RESULT,
            Report.state == ReportState.ACCEPTED,
        )
        .order_by(Assignment.role != Role.LEAD, Department.ordinal, Department.id)
    ).all()
