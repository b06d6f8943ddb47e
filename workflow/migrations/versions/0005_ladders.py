"""Ladders of plans, rungs that the office sets, saved views"""

import sqlalchemy as sa
from alembic import op

from workflow.db import UTC

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

RUNGS = (
    "remind_10",
    "remind_3",
    "remind_1",
    "due",
    "press_form",
    "press_form_again",
    "urge",
    "notice_conditions",
    "circular_conditions",
    "interview_conditions",
)


def upgrade() -> None:
    op.create_table(
        "ladder_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column(
            "ladder",
            sa.Enum(
                "reporting", "work", "sub", name="ladderkind", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column(
            "rung",
            sa.Enum(*RUNGS, name="rung", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "ladder <> 'reporting' OR rung NOT IN "
            "('urge', 'notice_conditions', 'circular_conditions', 'interview_conditions')",
            name=op.f("ck_ladder_step_reporting_ends_with_press"),
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_ladder_step_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ladder_step")),
        sa.UniqueConstraint("plan_id", "ladder", "days", name=op.f("uq_ladder_step_plan_id_ladder_days")),
        sa.UniqueConstraint("plan_id", "ladder", "rung", name=op.f("uq_ladder_step_plan_id_ladder_rung")),
    )

    op.create_table(
        "rung_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deadline_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("from_rung", sa.String(length=32), nullable=False),
        sa.Column("to_rung", sa.String(length=32), nullable=True),
        sa.Column("reached", sa.String(length=32), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.Column("at", UTC(), nullable=False),
        sa.ForeignKeyConstraint(["deadline_id"], ["deadline.id"], name=op.f("fk_rung_change_deadline_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rung_change")),
    )
    op.create_index(op.f("ix_rung_change_deadline_id"), "rung_change", ["deadline_id"], unique=False)

    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("wanted", sa.JSON(), nullable=False),
        sa.Column("at", UTC(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_saved_view_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
        sa.UniqueConstraint("account_id", "name", name=op.f("uq_saved_view_account_id_name")),
    )

    red, apart = (
        "red_run >= 2 AND to_on IS NULL",
        "rung_override IS NOT NULL AND ended_on IS NULL AND held_since IS NULL",
    )
    _index_of_few("ix_assignment_red", "assignment", red)
    _index_of_few("ix_deadline_set_by_office", "deadline", apart)
    op.execute("UPDATE deadline SET rung_override = NULL")  # no earlier version let anybody set one, or knew why


def _index_of_few(name: str, table: str, which: str) -> None:
    op.create_index(name, table, ["id"], unique=False, sqlite_where=sa.text(which), postgresql_where=sa.text(which))
