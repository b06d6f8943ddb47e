"""One's own notices, mails at once, choices of mail, mails sent again"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0009"
branch_labels = None
depends_on = None

PEOPLE = ["account_id", "id"]


def upgrade() -> None:
    op.add_column("notice", sa.Column("at_once", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("notice", sa.Column("muted_on", sa.Date(), nullable=True))
    op.drop_index("ix_notice_unfolded", "notice")
    op.create_index("ix_notice_mine", "notice", PEOPLE)
    _index("unfolded", "message_id IS NULL AND dropped_on IS NULL AND muted_on IS NULL")
    _index("at_once", "at_once AND message_id IS NULL AND dropped_on IS NULL")
    _index("unread", "read_at IS NULL AND dropped_on IS NULL")


def _index(name: str, rows: str) -> None:
    """Over a few rows of the table, for each person."""
    op.create_index(f"ix_notice_{name}", "notice", PEOPLE, sqlite_where=sa.text(rows), postgresql_where=sa.text(rows))
