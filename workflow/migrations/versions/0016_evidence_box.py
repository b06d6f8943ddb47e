"""The evidence box: versions, what a file proves, the office's word on it, files on their way in, those that must go"""

import sqlalchemy as sa
from alembic import op

from workflow.db import UTC
from workflow.migrations.words import widen

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

BLOBS = ("pending", "stored", "destroyed")
VERDICTS = ("accepted", "rejected")
UPLOADS = ("arriving", "asked", "quarantined", "taken", "refused", "given_up")
SIGHTS = ("waiting", "made", "none", "failed")
DESTRUCTIONS = ("asked", "destroyed", "refused", "taken_back")


def upgrade() -> None:
    widen("blob", "ck_blob_blobstate", "state", BLOBS)
    _evidence()
    _proofs()
    _judgements()
    _beside()
    _uploads()
    _sights()
    _destructions()


def _word(words: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)


def _evidence() -> None:
    with op.batch_alter_table("evidence") as evidence:
        evidence.add_column(sa.Column("replaces_id", sa.Integer(), nullable=True))
        evidence.add_column(sa.Column("withdrawn_by", sa.Integer(), nullable=True))
        evidence.add_column(sa.Column("withdrawn_for", sa.String(200), nullable=False, server_default=""))
        evidence.add_column(sa.Column("judged", _word(VERDICTS, "verdict"), nullable=True))
        evidence.create_foreign_key(op.f("fk_evidence_replaces_id"), "evidence", ["replaces_id"], ["id"])
        evidence.create_unique_constraint(op.f("uq_evidence_replaces_id"), ["replaces_id"])
    with op.batch_alter_table("evidence") as evidence:
        evidence.alter_column("withdrawn_for", existing_type=sa.String(200), nullable=False, server_default=None)
    op.create_index(op.f("ix_sign_off_evidence_id"), "sign_off", ["evidence_id"])
    op.create_index(op.f("ix_extension_attached_id"), "extension", ["attached_id"])


def _proofs() -> None:
    op.create_table(
        "proof",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(16), nullable=False),
        sa.Column("claim", sa.String(200), nullable=False),
        sa.Column("said_by", sa.Integer(), nullable=False),
        sa.Column("said_at", UTC(), nullable=False),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_proof_evidence_id")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_proof_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proof")),
        sa.UniqueConstraint(
            "evidence_id", "task_id", "target_id", "period", name=op.f("uq_proof_evidence_id_task_id_target_id_period")
        ),
    )
    op.create_index(op.f("ix_proof_task_id"), "proof", ["task_id"])


def _judgements() -> None:
    op.create_table(
        "evidence_judgement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("word", _word(VERDICTS, "verdict"), nullable=False),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("said_by", sa.Integer(), nullable=False),
        sa.Column("said_by_name", sa.String(60), nullable=False),
        sa.Column("said_at", UTC(), nullable=False),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_evidence_judgement_evidence_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_judgement")),
    )
    op.create_index(op.f("ix_evidence_judgement_evidence_id"), "evidence_judgement", ["evidence_id"])


def _beside() -> None:
    op.create_table(
        "required_kind",
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", UTC(), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_required_kind_task_id")),
        sa.PrimaryKeyConstraint("task_id", "kind", name=op.f("pk_required_kind")),
    )
    op.create_table(
        "evidence_taken_out",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(16), nullable=False),
        sa.Column("at", UTC(), nullable=False),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_evidence_taken_out_evidence_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_taken_out")),
    )
    op.create_index("ix_evidence_taken_out_evidence_id_id", "evidence_taken_out", ["evidence_id", "id"])
    op.create_table(
        "evidence_quota",
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("megabytes", sa.Integer(), nullable=False),
        sa.Column("set_by", sa.Integer(), nullable=False),
        sa.Column("set_at", UTC(), nullable=False),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"], name=op.f("fk_evidence_quota_department_id")),
        sa.PrimaryKeyConstraint("department_id", name=op.f("pk_evidence_quota")),
    )


def _uploads() -> None:
    op.create_table(
        "upload",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("state", _word(UPLOADS, "uploadstate"), nullable=False),
        sa.Column("meant", sa.JSON(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=True),
        sa.Column("evidence_id", sa.Integer(), nullable=True),
        sa.Column("began_at", UTC(), nullable=False),
        sa.Column("renewed_at", UTC(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_upload_account_id")),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"], name=op.f("fk_upload_department_id")),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_upload_evidence_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload")),
    )
    op.create_index("ix_upload_account_id_state", "upload", ["account_id", "state"])
    op.create_index(op.f("ix_upload_evidence_id"), "upload", ["evidence_id"])
    op.create_index("ix_upload_state_renewed_at", "upload", ["state", "renewed_at"])


def _sights() -> None:
    op.create_table(
        "sight",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("state", _word(SIGHTS, "sightstate"), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("picture", sa.LargeBinary(), nullable=True),
        sa.Column("picture_type", sa.String(40), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("made_at", UTC(), nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["blob.sha256"], name=op.f("fk_sight_sha256")),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_sight")),
    )
    op.create_index("ix_sight_state", "sight", ["state"])


def _destructions() -> None:
    waiting = sa.text("state = 'asked'")
    op.create_table(
        "destruction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("state", _word(DESTRUCTIONS, "destructionstate"), nullable=False),
        sa.Column("why", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("name_too", sa.Boolean(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_by_name", sa.String(60), nullable=False),
        sa.Column("asked_at", UTC(), nullable=False),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answered_by_name", sa.String(60), nullable=False),
        sa.Column("answered_at", UTC(), nullable=True),
        sa.Column("answer", sa.String(300), nullable=False),
        sa.Column("backups", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["blob.sha256"], name=op.f("fk_destruction_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_destruction")),
    )
    op.create_index("ix_destruction_sha256", "destruction", ["sha256"])
    op.create_index(
        "ix_destruction_open", "destruction", ["sha256"], unique=True, sqlite_where=waiting, postgresql_where=waiting
    )
