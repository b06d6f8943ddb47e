"""The life of a task"""

import sqlalchemy as sa
from alembic import op

from workflow.db import UTC
from workflow.migrations.words import widen

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("holding_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=120), nullable=False),
        sa.Column("substitute_id", sa.Integer(), nullable=True),
        sa.Column("noted_by", sa.Integer(), nullable=True),
        sa.Column("noted_at", UTC(), nullable=False),
        sa.Column("cancelled_at", UTC(), nullable=True),
        sa.ForeignKeyConstraint(["holding_id"], ["holding.id"], name="fk_absence_holding_id"),
        sa.ForeignKeyConstraint(["substitute_id"], ["holding.id"], name="fk_absence_substitute_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    op.create_index(op.f("ix_absence_holding_id"), "absence", ["holding_id"], unique=False)

    op.create_table(
        "closing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "to_sign",
                "asked",
                "granted",
                "returned",
                "withdrawn",
                name="closingstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("as_standing", sa.Boolean(), nullable=False),
        sa.Column(
            "rhythm",
            sa.Enum(
                "quarterly",
                "monthly",
                "half_yearly",
                "yearly",
                "none",
                name="rhythm",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asker", sa.String(length=100), nullable=False),
        sa.Column("asked_at", UTC(), nullable=False),
        sa.Column("signer", sa.String(length=100), nullable=True),
        sa.Column("signed_at", UTC(), nullable=True),
        sa.Column("facts", sa.Boolean(), nullable=False),
        sa.Column("solved", sa.Boolean(), nullable=False),
        sa.Column("carried_out", sa.Boolean(), nullable=False),
        sa.Column("lawful", sa.Boolean(), nullable=False),
        sa.Column("form", sa.Boolean(), nullable=False),
        sa.Column("checklist", sa.JSON(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decider", sa.String(length=100), nullable=True),
        sa.Column("decided_at", UTC(), nullable=True),
        sa.Column("reopened_by", sa.String(length=100), nullable=True),
        sa.Column("reopened_at", UTC(), nullable=True),
        sa.Column("reopened_for", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignment.id"], name=op.f("fk_closing_assignment_id")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_closing_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closing")),
        sa.UniqueConstraint("task_id", "ordinal", name=op.f("uq_closing_task_id_ordinal")),
    )
    op.create_index(op.f("ix_closing_assignment_id"), "closing", ["assignment_id"], unique=False)
    op.create_index("ix_closing_state", "closing", ["state", "asked_at", "id"], unique=False)
    op.create_index(
        "uq_closing_open",
        "closing",
        ["task_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('to_sign', 'asked')"),
        postgresql_where=sa.text("state IN ('to_sign', 'asked')"),
    )

    op.create_table(
        "milestone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "paper",
                "office",
                "remedy",
                "superior",
                name="milestonesource",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("item_day_id", sa.Integer(), nullable=True),
        sa.Column("set_by", sa.Integer(), nullable=True),
        sa.Column("set_at", UTC(), nullable=False),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignment.id"], name=op.f("fk_milestone_assignment_id")),
        sa.ForeignKeyConstraint(["item_day_id"], ["item_day.id"], name=op.f("fk_milestone_item_day_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone")),
    )
    op.create_index(op.f("ix_milestone_assignment_id"), "milestone", ["assignment_id"], unique=False)
    op.create_index(op.f("ix_milestone_item_day_id"), "milestone", ["item_day_id"], unique=False)

    op.create_table(
        "target_term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "tolerance", "province", "change", name="termkind", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("value", sa.Numeric(precision=20, scale=6), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.Column("at", UTC(), nullable=False),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_target_term_evidence_id")),
        sa.ForeignKeyConstraint(["target_id"], ["target.id"], name=op.f("fk_target_term_target_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target_term")),
    )
    op.create_index(op.f("ix_target_term_target_id"), "target_term", ["target_id"], unique=False)

    op.create_table(
        "closing_evidence",
        sa.Column("closing_id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["closing_id"], ["closing.id"], name=op.f("fk_closing_evidence_closing_id")),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_closing_evidence_evidence_id")),
        sa.PrimaryKeyConstraint("closing_id", "evidence_id", name=op.f("pk_closing_evidence")),
    )
    op.create_index(op.f("ix_closing_evidence_evidence_id"), "closing_evidence", ["evidence_id"], unique=False)

    op.create_table(
        "hold",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deadline_id", sa.Integer(), nullable=False),
        sa.Column("since_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("expected_on", sa.Date(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.Column("at", UTC(), nullable=False),
        sa.Column("released_on", sa.Date(), nullable=True),
        sa.Column("released_by", sa.String(length=100), nullable=True),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["deadline_id"], ["deadline.id"], name=op.f("fk_hold_deadline_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hold")),
    )
    op.create_index(op.f("ix_hold_deadline_id"), "hold", ["deadline_id"], unique=False)
    op.create_index(
        "uq_hold_open",
        "hold",
        ["deadline_id"],
        unique=True,
        sqlite_where=sa.text("released_on IS NULL"),
        postgresql_where=sa.text("released_on IS NULL"),
    )

    op.create_table(
        "inquiry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asker", sa.String(length=100), nullable=False),
        sa.Column("asked_at", UTC(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answerer", sa.String(length=100), nullable=True),
        sa.Column("answered_at", UTC(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_inquiry_report_id")),
        sa.ForeignKeyConstraint(["revision_id"], ["report_revision.id"], name=op.f("fk_inquiry_revision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiry")),
    )
    op.create_index(op.f("ix_inquiry_report_id"), "inquiry", ["report_id"], unique=False)

    op.create_table(
        "report_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=40), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["revision_id"], ["report_revision.id"], name=op.f("fk_report_answer_revision_id")),
        sa.ForeignKeyConstraint(["target_id"], ["target.id"], name=op.f("fk_report_answer_target_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_answer")),
    )
    op.create_index(op.f("ix_report_answer_revision_id_id"), "report_answer", ["revision_id", "id"], unique=False)

    op.create_table(
        "report_correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asker", sa.String(length=100), nullable=False),
        sa.Column("asked_at", UTC(), nullable=False),
        sa.Column("signer", sa.String(length=100), nullable=True),
        sa.Column("signed_at", UTC(), nullable=True),
        sa.Column(
            "decision",
            sa.Enum("granted", "refused", name="decision", native_enum=False, create_constraint=True, length=32),
            nullable=True,
        ),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decider", sa.String(length=100), nullable=True),
        sa.Column("decided_at", UTC(), nullable=True),
        sa.Column("revision_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_report_correction_report_id")),
        sa.ForeignKeyConstraint(["revision_id"], ["report_revision.id"], name=op.f("fk_report_correction_revision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_correction")),
    )
    op.create_index(op.f("ix_report_correction_report_id"), "report_correction", ["report_id"], unique=False)
    op.create_index(
        "uq_report_correction_open",
        "report_correction",
        ["report_id"],
        unique=True,
        sqlite_where=sa.text("decision IS NULL"),
        postgresql_where=sa.text("decision IS NULL"),
    )

    op.create_table(
        "sign_off",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column(
            "word",
            sa.Enum("signed", "returned", name="signoffword", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column(
            "manner",
            sa.Enum("screen", "paper", name="manner", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("signer", sa.String(length=100), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", UTC(), nullable=False),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_sign_off_evidence_id")),
        sa.ForeignKeyConstraint(["revision_id"], ["report_revision.id"], name=op.f("fk_sign_off_revision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_off")),
    )
    op.create_index(op.f("ix_sign_off_revision_id"), "sign_off", ["revision_id"], unique=False)

    op.execute(
        "ALTER TABLE assignment ADD COLUMN post_id INTEGER CONSTRAINT fk_assignment_post_id REFERENCES post (id)"
    )
    op.create_index(op.f("ix_assignment_post_id"), "assignment", ["post_id"], unique=False)

    op.execute(
        "ALTER TABLE deadline ADD COLUMN target_id INTEGER CONSTRAINT fk_deadline_target_id REFERENCES target (id)"
    )
    op.execute(
        "ALTER TABLE deadline ADD COLUMN milestone_id INTEGER CONSTRAINT fk_deadline_milestone_id "
        "REFERENCES milestone (id)"
    )
    op.create_index(op.f("ix_deadline_milestone_id"), "deadline", ["milestone_id"], unique=False)
    op.create_index(op.f("ix_deadline_target_id"), "deadline", ["target_id"], unique=False)

    op.add_column("department", sa.Column("signs_off", sa.Boolean(), server_default=sa.false(), nullable=False))

    op.add_column("extension", sa.Column("progress", sa.String(), server_default=sa.text("''"), nullable=False))
    op.add_column("extension", sa.Column("ordinal", sa.Integer(), server_default="1", nullable=False))
    op.add_column("extension", sa.Column("signer", sa.String(length=100), nullable=True))
    op.add_column("extension", sa.Column("signed_at", UTC(), nullable=True))
    op.add_column(
        "extension", sa.Column("approver", sa.String(length=100), server_default=sa.text("''"), nullable=False)
    )
    op.execute(
        "ALTER TABLE extension ADD COLUMN evidence_id INTEGER CONSTRAINT fk_extension_evidence_id "
        "REFERENCES evidence (id)"
    )
    op.execute(
        "ALTER TABLE extension ADD COLUMN attached_id INTEGER CONSTRAINT fk_extension_attached_id "
        "REFERENCES evidence (id)"
    )

    op.add_column("report_revision", sa.Column("corrects", sa.String(), nullable=True))

    op.add_column(
        "report_value", sa.Column("definition", sa.String(length=300), server_default=sa.text("''"), nullable=False)
    )

    op.execute(
        "ALTER TABLE target ADD COLUMN answers_id INTEGER CONSTRAINT fk_target_answers_id REFERENCES department (id)"
    )
    op.create_index(op.f("ix_target_answers_id"), "target", ["answers_id"], unique=False)

    op.add_column("target_verdict", sa.Column("value", sa.Numeric(precision=20, scale=6), nullable=True))
    op.add_column("target_verdict", sa.Column("as_of", sa.Date(), nullable=True))
    op.add_column("target_verdict", sa.Column("awaited_on", sa.Date(), nullable=True))
    for name in ("no_value", "mends"):
        column = sa.Column(name, sa.String(), server_default=sa.text("''"), nullable=False)
        op.add_column("target_verdict", column)

    op.add_column("task", sa.Column("rhythm_on", sa.Date(), nullable=True))
    op.add_column("assignment", sa.Column("red_since", sa.Date(), nullable=True))
    op.execute(
        "ALTER TABLE task ADD COLUMN rhythm VARCHAR(32) DEFAULT 'quarterly' NOT NULL CONSTRAINT ck_task_rhythm "
        "CHECK (rhythm IN ('quarterly', 'monthly', 'half_yearly', 'yearly', 'none'))"
    )
    op.add_column("task", sa.Column("words", sa.String(), server_default=sa.text("''"), nullable=False))
    op.execute(
        "ALTER TABLE task ADD COLUMN handed_by_id INTEGER CONSTRAINT fk_task_handed_by_id REFERENCES department (id)"
    )
    op.create_index(op.f("ix_task_handed_by_id"), "task", ["handed_by_id"], unique=False)
    _wider_words()
    _facts_of_older_rows()


def _wider_words() -> None:
    states = ("to_sign", "sent_back", "filed", "under_review", "returned", "accepted", "withdrawn")
    widen("report", "ck_report_reportstate", "state", states)
    verdicts = ("achieved", "not_achieved", "province_decides", "awaits_data")
    widen("target_verdict", "ck_target_verdict_targetverdictword", "verdict", verdicts)
    widen("deadline", "ck_deadline_ladderkind", "ladder", ("reporting", "work", "sub"))
    kinds = ("liaison", "head", "office", "leader", "administrator", "auditor", "section")
    widen("post", "ck_post_postkind", "kind", kinds)
    widen("notice", "ck_notice_why", "why", ("owes", "section", "substitute", "heads", "supervises"))


def _facts_of_older_rows() -> None:
    op.execute("UPDATE deadline SET target_id = CAST(substr(occasion, 8) AS INTEGER) WHERE kind = 'target'")
    op.execute("UPDATE extension SET signed_at = asked_at")
    op.execute(  # a target whose value the province sets is owed only once the value was entered
        "UPDATE deadline SET ended_on = CURRENT_DATE, outcome = 'superseded' WHERE kind = 'target' "
        "AND ended_on IS NULL AND target_id IN (SELECT id FROM target WHERE kind = 'province' AND value IS NULL)"
    )
