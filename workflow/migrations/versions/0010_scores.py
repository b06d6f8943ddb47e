"""The score sheet: its rules, its lines, what is objected to them"""

import sqlalchemy as sa
from alembic import op

from workflow.db import UTC

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

STANDS = sa.text("state <> 'withdrawn'")
ONCE = "uq_score_line_sheet_id_department_id_rule_id"


def _words(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)


def _number(name: str, *, nullable: bool = False) -> "sa.Column[object]":
    return sa.Column(name, sa.Numeric(precision=20, scale=6), nullable=nullable)


def upgrade() -> None:
    _sheet()
    _rule()
    _point()
    _line()
    _objection()


def _sheet() -> None:
    states = _words("scorestate", "draft", "circulated", "signed", "issued", "withdrawn")
    op.create_table(
        "score_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=20), nullable=False),
        sa.Column("state", states, nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        _number("co_weight"),
        sa.Column("objection_days", sa.Integer(), nullable=False),
        sa.Column("ranked", sa.Boolean(), nullable=False),
        sa.Column("drafted_by", sa.String(length=100), nullable=False),
        sa.Column("drafted_at", UTC(), nullable=False),
        sa.Column("circulated_by", sa.String(length=100), nullable=True),
        sa.Column("circulated_at", UTC(), nullable=True),
        sa.Column("object_by", sa.Date(), nullable=True),
        sa.Column("manner", _words("manner", "screen", "paper"), nullable=True),
        sa.Column("signer", sa.String(length=100), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("signed_by_id", sa.Integer(), nullable=True),
        sa.Column("signed_at", UTC(), nullable=True),
        sa.Column("signature_id", sa.Integer(), nullable=True),
        sa.Column("issued_by", sa.String(length=100), nullable=True),
        sa.Column("issued_at", UTC(), nullable=True),
        sa.Column("content", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("ended_for", sa.String(), nullable=False),
        sa.Column("ended_by", sa.String(length=100), nullable=True),
        sa.Column("ended_at", UTC(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_score_sheet_plan_id")),
        sa.ForeignKeyConstraint(["signature_id"], ["evidence.id"], name=op.f("fk_score_sheet_signature_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_sheet")),
    )
    op.create_index(
        "uq_score_sheet_period",
        "score_sheet",
        ["plan_id", "period"],
        unique=True,
        sqlite_where=STANDS,
        postgresql_where=STANDS,
    )


def _rule() -> None:
    kinds = _words("scorekind", "targets", "in_time", "red", "named", "by_hand")
    op.create_table(
        "score_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("kind", kinds, nullable=False),
        _number("full"),
        _number("times"),
        _number("partial"),
        sa.Column("basis", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["sheet_id"], ["score_sheet.id"], name=op.f("fk_score_rule_sheet_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_rule")),
        sa.UniqueConstraint("sheet_id", "ordinal", name=op.f("uq_score_rule_sheet_id_ordinal")),
    )


def _point() -> None:
    op.create_table(
        "score_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        _number("points"),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.Column("at", UTC(), nullable=False),
        sa.Column("taken_back_by", sa.String(length=100), nullable=True),
        sa.Column("taken_back_at", UTC(), nullable=True),
        sa.ForeignKeyConstraint(["sheet_id"], ["score_sheet.id"], name=op.f("fk_score_point_sheet_id")),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"], name=op.f("fk_score_point_department_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_point")),
    )
    op.create_index(op.f("ix_score_point_sheet_id"), "score_point", ["sheet_id"], unique=False)
    op.create_index(op.f("ix_score_point_department_id"), "score_point", ["department_id"], unique=False)


def _line() -> None:
    op.create_table(
        "score_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("rule_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        _number("marks", nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["sheet_id"], ["score_sheet.id"], name=op.f("fk_score_line_sheet_id")),
        sa.ForeignKeyConstraint(["rule_id"], ["score_rule.id"], name=op.f("fk_score_line_rule_id")),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"], name=op.f("fk_score_line_department_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_line")),
        sa.UniqueConstraint("sheet_id", "department_id", "rule_id", name=op.f(ONCE)),
    )
    op.create_index(op.f("ix_score_line_rule_id"), "score_line", ["rule_id"], unique=False)
    op.create_index(op.f("ix_score_line_department_id"), "score_line", ["department_id"], unique=False)


def _objection() -> None:
    op.create_table(
        "score_objection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("state", _words("objectionstate", "open", "adopted", "kept"), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.Column("at", UTC(), nullable=False),
        _number("corrected", nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered_by", sa.String(length=100), nullable=True),
        sa.Column("answered_at", UTC(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["line_id"], ["score_line.id"], name=op.f("fk_score_objection_line_id")),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_score_objection_evidence_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_objection")),
        sa.UniqueConstraint("line_id", name=op.f("uq_score_objection_line_id")),
    )
    op.create_index(op.f("ix_score_objection_evidence_id"), "score_objection", ["evidence_id"], unique=False)
