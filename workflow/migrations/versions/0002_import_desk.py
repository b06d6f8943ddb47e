"""The import desk"""

import sqlalchemy as sa
from alembic import op

from workflow.db import UTC

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "consultation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=True),
        sa.Column("opened_at", UTC(), nullable=False),
        sa.Column("closed_at", UTC(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_consultation_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation")),
        sa.UniqueConstraint("plan_id", "ordinal", name=op.f("uq_consultation_plan_id_ordinal")),
    )
    op.create_table(
        "intake",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("amends_id", sa.Integer(), nullable=True),
        sa.Column("file_name", sa.String(length=255), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("original", sa.LargeBinary(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "reading",
                "on_desk",
                "unreadable",
                "confirmed",
                "discarded",
                name="intakestate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("refusal", sa.JSON(), nullable=True),
        sa.Column("uploaded_by", sa.Integer(), nullable=True),
        sa.Column("uploaded_at", UTC(), nullable=False),
        sa.Column("claimed_at", UTC(), nullable=True),
        sa.Column("read_at", UTC(), nullable=True),
        sa.Column("edition_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["amends_id"], ["plan.id"], name=op.f("fk_intake_amends_id")),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_intake_edition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake")),
    )
    op.create_index(op.f("ix_intake_amends_id"), "intake", ["amends_id"], unique=False)
    op.create_index(op.f("ix_intake_edition_id"), "intake", ["edition_id"], unique=False)
    op.create_index(op.f("ix_intake_sha256"), "intake", ["sha256"], unique=False)
    op.create_index(op.f("ix_intake_state_id"), "intake", ["state", "id"], unique=False)

    op.create_table(
        "comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "agree",
                "lead",
                "add",
                "drop",
                "other",
                name="commentkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("named_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("section", sa.String(length=120), nullable=True),
        sa.Column("received_by", sa.Integer(), nullable=True),
        sa.Column("received_at", UTC(), nullable=False),
        sa.Column("source", sa.String(length=255), nullable=False),
        sa.Column(
            "decision",
            sa.Enum(
                "adopted",
                "partly",
                "declined",
                name="commentdecision",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", UTC(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultation.id"], name=op.f("fk_comment_consultation_id")),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"], name=op.f("fk_comment_department_id")),
        sa.ForeignKeyConstraint(["named_id"], ["department.id"], name=op.f("fk_comment_named_id")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_comment_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
        sa.UniqueConstraint(
            "consultation_id",
            "department_id",
            "task_id",
            "kind",
            name=op.f("uq_comment_consultation_id_department_id_task_id_kind"),
        ),
    )
    op.create_index(op.f("ix_comment_department_id"), "comment", ["department_id"], unique=False)
    op.create_index(
        "ix_comment_open",
        "comment",
        ["consultation_id", "id"],
        unique=False,
        sqlite_where=sa.text("decision IS NULL"),
        postgresql_where=sa.text("decision IS NULL"),
    )
    op.create_index(op.f("ix_comment_task_id"), "comment", ["task_id"], unique=False)

    op.create_table(
        "intake_edit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("intake_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("actor", sa.String(length=100), nullable=False),
        sa.Column("at", UTC(), nullable=False),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["intake_id"], ["intake.id"], name=op.f("fk_intake_edit_intake_id")),
        sa.ForeignKeyConstraint(["undoes_id"], ["intake_edit.id"], name=op.f("fk_intake_edit_undoes_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake_edit")),
        sa.UniqueConstraint("intake_id", "ordinal", name=op.f("uq_intake_edit_intake_id_ordinal")),
        sa.UniqueConstraint("undoes_id", name=op.f("uq_intake_edit_undoes_id")),
    )
    op.create_table(
        "intake_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("intake_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "front",
                "part",
                "item",
                "target",
                "taint",
                "doubt",
                "change",
                name="entrykind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["intake_id"], ["intake.id"], name=op.f("fk_intake_entry_intake_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake_entry")),
        sa.UniqueConstraint("intake_id", "key", name=op.f("uq_intake_entry_intake_id_key")),
    )
    op.create_index(
        op.f("ix_intake_entry_intake_id_kind_position"), "intake_entry", ["intake_id", "kind", "position"], unique=False
    )

    op.create_table(
        "intake_visitor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("intake_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("seen_at", UTC(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_intake_visitor_account_id")),
        sa.ForeignKeyConstraint(["intake_id"], ["intake.id"], name=op.f("fk_intake_visitor_intake_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake_visitor")),
        sa.UniqueConstraint("intake_id", "account_id", name=op.f("uq_intake_visitor_intake_id_account_id")),
    )
    op.create_table(
        "item_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("by_office", sa.Boolean(), nullable=False),
        sa.Column("owed", sa.Boolean(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_item_day_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_day")),
        sa.UniqueConstraint("item_id", "ordinal", name=op.f("uq_item_day_item_id_ordinal")),
    )
    op.add_column("assignment", sa.Column("section", sa.String(length=120), nullable=True))
    for table, column, target in (("item", "predecessor_id", "item"), ("task", "leader_post_id", "post")):
        name = f"fk_{table}_{column}"  # both databases take a reference with its name in the column itself
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column} INTEGER CONSTRAINT {name} REFERENCES {target} (id)")
        op.create_index(f"ix_{table}_{column}", table, [column])
