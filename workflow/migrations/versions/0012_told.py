"""One's own notices, mails at once, choices of mail, mails sent again"""

import sqlalchemy as sa
from alembic import op

from workflow.db import UTC

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

REMINDERS = ("remind_10", "remind_3", "remind_1", "due")
PEOPLE = ["account_id", "id"]


def upgrade() -> None:
    op.add_column("notice", sa.Column("at_once", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("notice", sa.Column("muted_on", sa.Date(), nullable=True))
    op.drop_index("ix_notice_unfolded", "notice")
    op.create_index("ix_notice_mine", "notice", PEOPLE)
    _index("unfolded", "message_id IS NULL AND dropped_on IS NULL AND muted_on IS NULL")
    _index("at_once", "at_once AND message_id IS NULL AND dropped_on IS NULL")
    _index("unread", "read_at IS NULL AND dropped_on IS NULL")
    _choices()
    op.add_column("message", sa.Column("resent_at", UTC(), nullable=True))


def _index(name: str, rows: str) -> None:
    """Over a few rows of the table, for each person."""
    op.create_index(f"ix_notice_{name}", "notice", PEOPLE, sqlite_where=sa.text(rows), postgresql_where=sa.text(rows))


def _choices() -> None:
    op.create_table(
        "mail_choice",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("digest_at", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_mail_choice_account_id")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_mail_choice")),
    )
    words = sa.Enum(*REMINDERS, name="reminder", native_enum=False, create_constraint=True, length=32)
    op.create_table(
        "muted_reminder",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("rung", words, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_muted_reminder_account_id")),
        sa.PrimaryKeyConstraint("account_id", "rung", name=op.f("pk_muted_reminder")),
    )
