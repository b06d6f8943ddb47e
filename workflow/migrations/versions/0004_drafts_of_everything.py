"""Drafts of what no deadline asks; the scans of requests that were signed on paper"""

import sqlalchemy as sa
from alembic import op

from workflow.db import UTC

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unasked_draft",
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("occasion", sa.String(length=20), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("saved_by", sa.Integer(), nullable=False),
        sa.Column("saved_at", UTC(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignment.id"], name=op.f("fk_unasked_draft_assignment_id")),
        sa.PrimaryKeyConstraint("assignment_id", "occasion", name=op.f("pk_unasked_draft")),
    )
    for table in ("closing", "extension", "report_correction"):
        op.add_column(table, sa.Column("signed_on", sa.Date(), nullable=True))
    for table in ("extension", "report_correction"):
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN scan_id INTEGER CONSTRAINT fk_{table}_scan_id REFERENCES evidence (id)"
        )
