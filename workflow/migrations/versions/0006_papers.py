"""Papers, drafted here and issued by persons"""

import sqlalchemy as sa
from alembic import op

from workflow.db import UTC
from workflow.migrations.frozen import protect

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "paper_number",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("series", sa.String(length=30), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("next", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_number")),
        sa.UniqueConstraint("series", "year", name=op.f("uq_paper_number_series_year")),
    )
    op.create_table(
        "paper_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "urge_slip",
                "supervision_notice",
                "circular_notice",
                "coordination_letter",
                "interview_letter",
                "closing_slip",
                "quarterly_circular",
                name="paperkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("line", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.Column("at", UTC(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_paper_template_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_template")),
    )
    op.create_index(
        op.f("ix_paper_template_kind_plan_id_id"), "paper_template", ["kind", "plan_id", "id"], unique=False
    )
    op.create_index(op.f("ix_paper_template_plan_id"), "paper_template", ["plan_id"], unique=False)
    op.create_table(
        "paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "urge_slip",
                "supervision_notice",
                "circular_notice",
                "coordination_letter",
                "interview_letter",
                "closing_slip",
                "quarterly_circular",
                name="paperkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "to_sign",
                "signed",
                "issued",
                "void",
                "withdrawn",
                name="paperstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("organ", sa.String(length=120), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("reply_by", sa.Date(), nullable=True),
        sa.Column("confirmed", sa.JSON(), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("drafted_by_id", sa.Integer(), nullable=True),
        sa.Column("drafted_by", sa.String(length=100), nullable=False),
        sa.Column("drafted_at", UTC(), nullable=False),
        sa.Column("sent_at", UTC(), nullable=True),
        sa.Column("returned_for", sa.String(), nullable=False),
        sa.Column(
            "manner",
            sa.Enum("screen", "paper", name="manner", native_enum=False, create_constraint=True, length=32),
            nullable=True,
        ),
        sa.Column("signer", sa.String(length=100), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("signed_by_id", sa.Integer(), nullable=True),
        sa.Column("signed_at", UTC(), nullable=True),
        sa.Column("signature_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.String(length=60), nullable=True),
        sa.Column("series", sa.String(length=30), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("own_number", sa.Integer(), nullable=True),
        sa.Column("issued_by_id", sa.Integer(), nullable=True),
        sa.Column("issued_by", sa.String(length=100), nullable=True),
        sa.Column("issued_at", UTC(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("content", sa.JSON(), nullable=True),
        sa.Column("checksum", sa.String(length=64), nullable=True),
        sa.Column("stamped_id", sa.Integer(), nullable=True),
        sa.Column("ended_for", sa.String(), nullable=False),
        sa.Column("ended_by", sa.String(length=100), nullable=True),
        sa.Column("ended_at", UTC(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_paper_plan_id")),
        sa.ForeignKeyConstraint(["replaces_id"], ["paper.id"], name="fk_paper_replaces_id"),
        sa.ForeignKeyConstraint(["signature_id"], ["evidence.id"], name="fk_paper_signature_id"),
        sa.ForeignKeyConstraint(["stamped_id"], ["evidence.id"], name="fk_paper_stamped_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper")),
        sa.UniqueConstraint("number", name=op.f("uq_paper_number")),
        sa.UniqueConstraint("series", "year", "own_number", name=op.f("uq_paper_series_year_own_number")),
    )
    op.create_index(op.f("ix_paper_plan_id_id"), "paper", ["plan_id", "id"], unique=False)
    op.create_index(op.f("ix_paper_replaces_id"), "paper", ["replaces_id"], unique=False)
    op.create_index(op.f("ix_paper_state_id"), "paper", ["state", "id"], unique=False)
    op.create_table(
        "paper_setting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("organ", sa.String(length=120), nullable=False),
        sa.Column("prefix", sa.String(length=30), nullable=False),
        sa.Column("commission", sa.String(length=300), nullable=False),
        sa.Column("clause_id", sa.Integer(), nullable=True),
        sa.Column("reply_days", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["clause_id"], ["item.id"], name=op.f("fk_paper_setting_clause_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_paper_setting_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_setting")),
        sa.UniqueConstraint("plan_id", name=op.f("uq_paper_setting_plan_id")),
    )
    op.create_table(
        "paper_address",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("receipt_id", sa.Integer(), nullable=True),
        sa.Column("reply_id", sa.Integer(), nullable=True),
        sa.Column("received_at", UTC(), nullable=True),
        sa.Column("received_by", sa.String(length=100), nullable=True),
        sa.Column("received_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"], name=op.f("fk_paper_address_department_id")),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_paper_address_paper_id")),
        sa.ForeignKeyConstraint(["receipt_id"], ["deadline.id"], name="fk_paper_address_receipt_id"),
        sa.ForeignKeyConstraint(["reply_id"], ["deadline.id"], name="fk_paper_address_reply_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_address")),
        sa.UniqueConstraint("paper_id", "department_id", name=op.f("uq_paper_address_paper_id_department_id")),
    )
    op.create_index(op.f("ix_paper_address_department_id"), "paper_address", ["department_id"], unique=False)
    op.create_index(op.f("ix_paper_address_receipt_id"), "paper_address", ["receipt_id"], unique=False)
    op.create_index(op.f("ix_paper_address_reply_id"), "paper_address", ["reply_id"], unique=False)
    op.create_table(
        "paper_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("deadline_id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignment.id"], name=op.f("fk_paper_line_assignment_id")),
        sa.ForeignKeyConstraint(["deadline_id"], ["deadline.id"], name=op.f("fk_paper_line_deadline_id")),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_paper_line_paper_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_line")),
        sa.UniqueConstraint("paper_id", "deadline_id", name=op.f("uq_paper_line_paper_id_deadline_id")),
    )
    op.create_index(op.f("ix_paper_line_assignment_id"), "paper_line", ["assignment_id"], unique=False)
    op.create_index(op.f("ix_paper_line_deadline_id"), "paper_line", ["deadline_id"], unique=False)
    op.create_table(
        "paper_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("reply", "objection", name="answerkind", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "to_sign",
                "sent_back",
                "given",
                "settled",
                "asked_again",
                "upheld",
                "corrected",
                name="answerstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.Column("at", UTC(), nullable=False),
        sa.Column("signer", sa.String(length=100), nullable=True),
        sa.Column("signed_at", UTC(), nullable=True),
        sa.Column("given_at", UTC(), nullable=True),
        sa.Column("returned_for", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("decided_by", sa.String(length=100), nullable=True),
        sa.Column("decided_at", UTC(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["address_id"], ["paper_address.id"], name=op.f("fk_paper_answer_address_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_answer")),
    )
    op.create_index(op.f("ix_paper_answer_address_id"), "paper_answer", ["address_id"], unique=False)
    op.create_index(op.f("ix_paper_answer_state_id"), "paper_answer", ["state", "id"], unique=False)
    op.create_index(
        "uq_paper_answer_waits",
        "paper_answer",
        ["address_id", "kind"],
        unique=True,
        sqlite_where=sa.text("state IN ('to_sign', 'sent_back', 'given')"),
        postgresql_where=sa.text("state IN ('to_sign', 'sent_back', 'given')"),
    )
    op.create_table(
        "paper_answer_evidence",
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["answer_id"], ["paper_answer.id"], name=op.f("fk_paper_answer_evidence_answer_id")),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_paper_answer_evidence_evidence_id")),
        sa.PrimaryKeyConstraint("answer_id", "evidence_id", name=op.f("pk_paper_answer_evidence")),
    )
    op.create_index(
        op.f("ix_paper_answer_evidence_evidence_id"), "paper_answer_evidence", ["evidence_id"], unique=False
    )
    protect()
