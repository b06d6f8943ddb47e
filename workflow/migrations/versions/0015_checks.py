"""Nightly checks of files and papers, and what a restore holds back"""

import sqlalchemy as sa
from alembic import op

from workflow.db import UTC
from workflow.migrations.words import widen

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

FAULTS = ("missing", "altered")
STATES = ("waiting", "delivered", "refused", "dropped", "held")
BROKEN, STANDS = sa.text("broken_since IS NOT NULL"), sa.text("gone_at IS NULL")


def upgrade() -> None:
    """A file that was put in before counts as seen whole on that day, so the oldest is looked at first."""
    fault = sa.Enum(*FAULTS, name="blobfault", native_enum=False, create_constraint=True, length=32)
    with op.batch_alter_table("blob") as blob:
        blob.add_column(sa.Column("checked_at", UTC(), nullable=True))
        blob.add_column(sa.Column("broken_since", UTC(), nullable=True))
        blob.add_column(sa.Column("fault", fault, nullable=True))
    op.execute("UPDATE blob SET checked_at = renewed_at")
    with op.batch_alter_table("blob") as blob:
        blob.alter_column("checked_at", existing_type=UTC(), nullable=False)
    op.create_index("ix_blob_checked_at", "blob", ["checked_at"])
    op.create_index("ix_blob_broken", "blob", ["broken_since"], sqlite_where=BROKEN, postgresql_where=BROKEN)
    _findings()
    widen("message", "ck_message_messagestate", "state", STATES)
    _restorations()


def _findings() -> None:
    op.create_table(
        "finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("thing", sa.String(32), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(80), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("faults", sa.JSON(), nullable=False),
        sa.Column("since_at", UTC(), nullable=False),
        sa.Column("gone_at", UTC(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
    )
    thing = ["thing", "thing_id"]
    op.create_index("ix_finding_stands", "finding", thing, unique=True, sqlite_where=STANDS, postgresql_where=STANDS)


def _restorations() -> None:
    op.create_table(
        "restoration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("backup", sa.String(80), nullable=False),
        sa.Column("backup_at", UTC(), nullable=False),
        sa.Column("restored_at", UTC(), nullable=False),
        sa.Column("last_notice_id", sa.Integer(), nullable=False),
        sa.Column("told_until", sa.Date(), nullable=True),
        sa.Column("resumed_at", UTC(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restoration")),
    )
