"""Every table of every room, so that migrations and tests see them all."""

import workflow.audit.models
import workflow.deadlines.models
import workflow.escalation.models
import workflow.escalation.papers.kept_models
import workflow.escalation.papers.models
import workflow.evidence.arriving_models
import workflow.evidence.box_models
import workflow.evidence.models
import workflow.insight.circular.models
import workflow.insight.finding_models
import workflow.insight.scores.models
import workflow.instructions.models
import workflow.jobs.models
import workflow.lights.look_models
import workflow.lights.models
import workflow.notices.models
import workflow.outbox.models
import workflow.outbox.robot_models
import workflow.people.link_models
import workflow.people.models
import workflow.plans.desk.models
import workflow.plans.doubtful_models
import workflow.plans.models
import workflow.reports.beside_models
import workflow.reports.models
import workflow.review.closing_models
import workflow.review.models
import workflow.tasks.consulting_models
import workflow.tasks.models
import workflow.workdays.models  # noqa: F401 - imported for the tables they define
from workflow.db import Model

metadata = Model.metadata
