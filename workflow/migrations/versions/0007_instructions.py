"""Leaders' instructions"""

import sqlalchemy as sa
from alembic import op

from workflow.db import UTC
from workflow.migrations.words import lengthen, widen

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "instruction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "written", "handed_over", name="instructionkind", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("leader", sa.String(length=100), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("about", sa.String(length=300), nullable=False),
        sa.Column("about_id", sa.Integer(), nullable=True),
        sa.Column("evidence_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "received",
                "drafted",
                "passed_on",
                "answered",
                "done",
                "withdrawn",
                name="instructionstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("received_by", sa.String(length=100), nullable=False),
        sa.Column("received_at", UTC(), nullable=False),
        sa.Column("handling", sa.String(), nullable=False),
        sa.Column("heading", sa.String(length=300), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.Column("drafted_by", sa.String(length=100), nullable=False),
        sa.Column("to_approve", sa.Boolean(), nullable=False),
        sa.Column("approved_by", sa.String(length=100), nullable=False),
        sa.Column("approved_at", UTC(), nullable=True),
        sa.Column("objection", sa.String(), nullable=False),
        sa.Column("passed_on_by", sa.String(length=100), nullable=False),
        sa.Column("passed_on_on", sa.Date(), nullable=True),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("answered_by", sa.String(length=100), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("ended_by", sa.String(length=100), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["about_id"], ["task.id"], name=op.f("fk_instruction_about_id")),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_instruction_evidence_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_instruction_plan_id")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_instruction_post_id")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_instruction_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instruction")),
    )
    op.create_index(op.f("ix_instruction_about_id"), "instruction", ["about_id"], unique=False)
    op.create_index(op.f("ix_instruction_evidence_id"), "instruction", ["evidence_id"], unique=False)
    op.create_index(op.f("ix_instruction_plan_id"), "instruction", ["plan_id"], unique=False)
    op.create_index(op.f("ix_instruction_post_id"), "instruction", ["post_id"], unique=False)
    op.create_index(op.f("ix_instruction_state_id"), "instruction", ["state", "id"], unique=False)
    op.create_index(op.f("ix_instruction_task_id"), "instruction", ["task_id"], unique=False)
    op.create_table(
        "instruction_body",
        sa.Column("instruction_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum("lead", "co", name="role", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"], name=op.f("fk_instruction_body_department_id")),
        sa.ForeignKeyConstraint(
            ["instruction_id"], ["instruction.id"], name=op.f("fk_instruction_body_instruction_id")
        ),
        sa.PrimaryKeyConstraint("instruction_id", "department_id", name=op.f("pk_instruction_body")),
    )
    op.create_index(op.f("ix_instruction_body_department_id"), "instruction_body", ["department_id"], unique=False)
    op.create_table(
        "instruction_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("instruction_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "receipt", "progress", "result", name="stepkind", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("count", sa.Integer(), nullable=True),
        sa.Column(
            "unit",
            sa.Enum(
                "working_days", "days", "months", name="unit", native_enum=False, create_constraint=True, length=32
            ),
            nullable=True,
        ),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(due_on IS NULL) = (count IS NOT NULL AND unit IS NOT NULL)", name=op.f("ck_instruction_step_day_or_count")
        ),
        sa.ForeignKeyConstraint(
            ["instruction_id"], ["instruction.id"], name=op.f("fk_instruction_step_instruction_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instruction_step")),
        sa.UniqueConstraint("instruction_id", "ordinal", name=op.f("uq_instruction_step_instruction_id_ordinal")),
    )
    op.create_table(
        "instruction_owed",
        sa.Column("milestone_id", sa.Integer(), nullable=False),
        sa.Column("instruction_id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["instruction_id"], ["instruction.id"], name=op.f("fk_instruction_owed_instruction_id")
        ),
        sa.ForeignKeyConstraint(["milestone_id"], ["milestone.id"], name=op.f("fk_instruction_owed_milestone_id")),
        sa.ForeignKeyConstraint(["step_id"], ["instruction_step.id"], name=op.f("fk_instruction_owed_step_id")),
        sa.PrimaryKeyConstraint("milestone_id", name=op.f("pk_instruction_owed")),
    )
    op.create_index(op.f("ix_instruction_owed_instruction_id"), "instruction_owed", ["instruction_id"], unique=False)
    op.create_index(op.f("ix_instruction_owed_step_id"), "instruction_owed", ["step_id"], unique=False)
    widen("milestone", "ck_milestone_milestonesource", "source", ("paper", "office", "remedy", "superior", "leader"))
    lengthen("report", "period", 20, 60)
