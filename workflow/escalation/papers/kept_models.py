"""What papers begin with: the office's templates, what the papers of a plan share, the running numbers."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflow.db import Model, enum_column
from workflow.escalation.papers.models import PaperKind
from workflow.plans.models import Item


class PaperTemplate(Model):
    """The words that drafts begin with. Rows are added; the latest of a kind holds, of the plan before the general."""

    __tablename__ = "paper_template"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[PaperKind] = mapped_column(enum_column(PaperKind))
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str]
    line: Mapped[str]
    by_id: Mapped[int | None]
    by: Mapped[str] = mapped_column(String(100))
    at: Mapped[datetime]
    __table_args__ = (Index(None, "kind", "plan_id", "id"),)


class PaperSetting(Model):
    """What the papers of a plan share: who signs off, the numbers' prefix, the basis in the plan and its 指定."""

    __tablename__ = "paper_setting"
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), unique=True)
    organ: Mapped[str] = mapped_column(String(120))
    prefix: Mapped[str] = mapped_column(String(30))
    commission: Mapped[str] = mapped_column(String(300), default="")
    clause_id: Mapped[int | None] = mapped_column(ForeignKey("item.id"))
    reply_days: Mapped[int] = mapped_column(default=5)
    version: Mapped[int] = mapped_column(default=1)
    clause: Mapped[Item | None] = relationship()
    __mapper_args__ = {"version_id_col": version}


class PaperNumber(Model):
    """The next running number of a series in a year: taken under a lock, in the transaction that issues."""

    __tablename__ = "paper_number"
    id: Mapped[int] = mapped_column(primary_key=True)
    series: Mapped[str] = mapped_column(String(30))
    year: Mapped[int]
    next: Mapped[int] = mapped_column(default=1)
    __table_args__ = (UniqueConstraint("series", "year"),)
