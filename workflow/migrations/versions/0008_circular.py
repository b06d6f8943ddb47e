"""As of a day, and the quarterly circular"""

import re
from datetime import date

import sqlalchemy as sa
from alembic import op

from workflow.db import UTC

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

STARTED = "(SELECT plan.started_on FROM plan WHERE plan.id = deadline.plan_id)"
SHARED = "(SELECT assignment.from_on FROM assignment WHERE assignment.id = deadline.assignment_id)"
AHEAD = "kind IN ('report', 'target')"
QUARTER, MONTH = re.compile(r"(\d{4})Q([1-4])"), re.compile(r"(\d{4})M(\d\d)")
STATES = sa.Enum(
    *("draft", "frozen", "dropped"), name="circularstate", native_enum=False, create_constraint=True, length=32
)
SECTIONS = sa.Enum(
    *("overall", "well", "late", "asked", "next"), name="section", native_enum=False, create_constraint=True, length=32
)


def upgrade() -> None:
    _former()
    _circular()
    op.add_column("assignment", sa.Column("made_on", sa.Date(), nullable=True))
    op.add_column("deadline", sa.Column("made_on", sa.Date(), nullable=True))
    _when_older_rows_were_written()


def _former() -> None:
    op.create_table(
        "former",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("thing", sa.String(length=32), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.Column("row", sa.JSON(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former")),
    )
    op.create_index(op.f("ix_former_changed_on_id"), "former", ["changed_on", "id"], unique=False)


def _circular() -> None:
    op.create_table(
        "circular",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=20), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("state", STATES, nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("drafted_by", sa.String(length=100), nullable=False),
        sa.Column("drafted_at", UTC(), nullable=False),
        sa.Column("frozen_by", sa.String(length=100), nullable=True),
        sa.Column("frozen_at", UTC(), nullable=True),
        sa.Column("said", sa.JSON(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("paper_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_circular_plan_id")),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_circular_paper_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circular")),
    )
    op.create_index(op.f("ix_circular_paper_id"), "circular", ["paper_id"], unique=False)
    begun = sa.text("state <> 'dropped'")
    op.create_index(
        "uq_circular_period", "circular", ["plan_id", "period"], unique=True, sqlite_where=begun, postgresql_where=begun
    )
    op.create_table(
        "circular_sentence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("circular_id", sa.Integer(), nullable=False),
        sa.Column("section", SECTIONS, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("generated", sa.String(), nullable=False),
        sa.Column("edited", sa.String(), nullable=True),
        sa.Column("chosen", sa.Boolean(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["circular_id"], ["circular.id"], name=op.f("fk_circular_sentence_circular_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circular_sentence")),
        sa.UniqueConstraint("circular_id", "ordinal", name=op.f("uq_circular_sentence_circular_id_ordinal")),
    )


def _when_older_rows_were_written() -> None:
    """Reports are opened as their period begins, verifications when the plan starts, neither before the share is there;
    everything else opens on the day on which it is written down."""
    op.execute("UPDATE deadline SET made_on = opens_on")
    op.execute(f"UPDATE deadline SET made_on = {STARTED} WHERE kind = 'target' AND opens_on > {STARTED}")
    reported = sa.text("SELECT DISTINCT occasion FROM deadline WHERE kind = 'report'")
    for occasion in op.get_bind().scalars(reported).all():
        first = _first(occasion)
        if first is not None:
            same = sa.text("UPDATE deadline SET made_on = :first WHERE kind = 'report' AND occasion = :occasion")
            typed = same.bindparams(sa.bindparam("first", first, sa.Date()), occasion=occasion)
            op.get_bind().execute(typed)
    for earliest in (STARTED, SHARED):
        op.execute(f"UPDATE deadline SET made_on = {earliest} WHERE {AHEAD} AND made_on < {earliest}")


def _first(occasion: str) -> date | None:
    quarter, month = QUARTER.fullmatch(occasion), MONTH.fullmatch(occasion)
    if quarter:
        return date(int(quarter[1]), 3 * int(quarter[2]) - 2, 1)
    return date(int(month[1]), int(month[2]), 1) if month else None
