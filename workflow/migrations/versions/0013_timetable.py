"""The hours of the timetable"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

HOURS = ("morning", "digests", "month_end", "quiet_from", "quiet_to", "night")


def upgrade() -> None:
    op.create_table(
        "timetable",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(hour, sa.Integer(), nullable=False) for hour in HOURS),
        sa.Column("weekly", sa.Boolean(), nullable=False),
        sa.Column("monthly", sa.Boolean(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_timetable_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_timetable")),
    )
