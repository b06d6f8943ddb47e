"""After how many red periods in a row a plan's conditions are reached"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "red_periods",
        sa.Column("plan_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("circular", sa.Integer(), nullable=True),
        sa.Column("interview", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "circular >= 2 AND interview >= 2 AND circular < interview", name=op.f("ck_red_periods_upwards")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_red_periods_plan_id")),
        sa.PrimaryKeyConstraint("plan_id", name=op.f("pk_red_periods")),
    )
