"""Robots of chat groups, and the secret link of a person's calendar"""

import sqlalchemy as sa
from alembic import op

from workflow.db import UTC

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

KINDS = ("wecom", "dingtalk", "feishu")
STATES = ("waiting", "delivered", "refused", "given_up", "nothing")


def upgrade() -> None:
    _robots()
    _messages()
    _attempts()
    _links()


def _word(words: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)


def _robots() -> None:
    op.create_table(
        "robot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("kind", _word(KINDS, "chatkind"), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("address", sa.String(500), nullable=False),
        sa.Column("secret", sa.String(200), nullable=False),
        sa.Column("added_at", UTC(), nullable=False),
        sa.Column("off_at", UTC(), nullable=True),
        sa.Column("removed_at", UTC(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"], name=op.f("fk_robot_department_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_robot")),
    )
    op.create_index(op.f("ix_robot_department_id"), "robot", ["department_id"])
    there = sa.text("removed_at IS NULL")
    op.create_index("uq_robot_address", "robot", ["address"], unique=True, sqlite_where=there, postgresql_where=there)


def _messages() -> None:
    waiting = sa.text("state = 'waiting'")
    op.create_table(
        "robot_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("robot_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("state", _word(STATES, "robotstate"), nullable=False),
        sa.Column("written_at", UTC(), nullable=False),
        sa.Column("next_try_at", UTC(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("claimed_until", UTC(), nullable=True),
        sa.Column("delivered_at", UTC(), nullable=True),
        sa.Column("last_reply", sa.String(500), nullable=False),
        sa.ForeignKeyConstraint(["robot_id"], ["robot.id"], name=op.f("fk_robot_message_robot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_robot_message")),
        sa.UniqueConstraint("robot_id", "day", name=op.f("uq_robot_message_robot_id_day")),
    )
    op.create_index(
        "ix_robot_message_waiting",
        "robot_message",
        ["next_try_at", "id"],
        sqlite_where=waiting,
        postgresql_where=waiting,
    )


def _attempts() -> None:
    op.create_table(
        "robot_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("started_at", UTC(), nullable=False),
        sa.Column("ended_at", UTC(), nullable=True),
        sa.Column("delivered", sa.Boolean(), nullable=True),
        sa.Column("reply", sa.String(500), nullable=False),
        sa.ForeignKeyConstraint(["message_id"], ["robot_message.id"], name=op.f("fk_robot_attempt_message_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_robot_attempt")),
    )
    op.create_index(op.f("ix_robot_attempt_message_id"), "robot_attempt", ["message_id"])


def _links() -> None:
    good = sa.text("ended_at IS NULL")
    op.create_table(
        "calendar_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("made_at", UTC(), nullable=False),
        sa.Column("ended_at", UTC(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_calendar_link_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_link")),
        sa.UniqueConstraint("digest", name=op.f("uq_calendar_link_digest")),
    )
    op.create_index(
        "uq_calendar_link_good",
        "calendar_link",
        ["account_id"],
        unique=True,
        sqlite_where=good,
        postgresql_where=good,
    )
