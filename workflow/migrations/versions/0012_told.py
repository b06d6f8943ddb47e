"""One's own notices, mails at once, choices of mail, mails sent again"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0009"
branch_labels = None
depends_on = None

UNREAD = sa.text("read_at IS NULL AND dropped_on IS NULL")


def upgrade() -> None:
    op.create_index("ix_notice_mine", "notice", ["account_id", "id"])
    op.create_index("ix_notice_unread", "notice", ["account_id", "id"], sqlite_where=UNREAD, postgresql_where=UNREAD)
