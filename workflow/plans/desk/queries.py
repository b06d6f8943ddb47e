"""Reading the desk: the sheet as it stands, its mends, who else looks at it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, or_, select
from sqlalchemy.orm import Session

from workflow.people.models import Account
from workflow.plans.desk.models import EntryKind, Intake, IntakeEdit, IntakeEntry, IntakeState, IntakeVisitor
from workflow.plans.desk.rows import SHAPES
from workflow.plans.desk.rows import Row as SheetRow
from workflow.plans.desk.sheet import FRONT, Sheet
from workflow.plans.models import Edition, Plan
from workflow.plans.plain import row

SHOWN = 50
HERE = timedelta(minutes=1)  # who was seen this lately is looking now


def sheet(session: Session, intake: Intake) -> Sheet:
    """Everything that lies on the desk now, in the order of the paper."""
    found: dict[EntryKind, list[tuple[str, Any]]] = {kind: [] for kind in EntryKind}
    versions: dict[str, int] = {}
    rows = session.execute(
        select(IntakeEntry.kind, IntakeEntry.key, IntakeEntry.facts, IntakeEntry.version).where(
            IntakeEntry.intake_id == intake.id, IntakeEntry.gone.is_(False), IntakeEntry.kind.in_(SHAPES)
        )
    )
    for kind, key, facts, version in rows:
        found[kind].append((key, row(SHAPES[kind], facts)))
        versions[key] = version
    kinds = {kind: dict(sorted(ones, key=lambda one: _place(one[1]))) for kind, ones in found.items()}
    return Sheet(
        text=intake.text,
        front=kinds[EntryKind.FRONT][FRONT],
        parts=kinds[EntryKind.PART],
        items=kinds[EntryKind.ITEM],
        targets=kinds[EntryKind.TARGET],
        taints=kinds[EntryKind.TAINT],
        doubts=kinds[EntryKind.DOUBT],
        changes=kinds[EntryKind.CHANGE],
        versions=versions,
    )


def _place(one: SheetRow) -> tuple[int, int]:
    return getattr(one, "start", 0), -getattr(one, "end", 0)


def new_key(session: Session, intake: Intake, letter: str) -> str:
    """A key that no entry of this document ever had: i72, t45."""
    used = session.scalars(
        select(IntakeEntry.key).where(IntakeEntry.intake_id == intake.id, IntakeEntry.key.like(f"{letter}%"))
    )
    return f"{letter}{max((int(key[1:]) for key in used if key[1:].isdigit()), default=0) + 1}"


@dataclass(frozen=True)
class IntakeFilter:
    """Which documents a list shows: words of the title, the file's name or who brought it; a state."""

    q: str | None = None
    state: IntakeState | None = None


def intakes(session: Session, wanted: IntakeFilter, *, before: int | None = None) -> Sequence[Row[*tuple[Any, ...]]]:
    """Documents handed in, newest first, and one row more than is shown."""
    rows = select(
        Intake.id,
        Intake.title,
        Intake.file_name,
        Intake.state,
        Intake.uploaded_at,
        Account.name.label("by"),
        Plan.title.label("amends"),
        Edition.plan_id,
    )
    rows = rows.outerjoin(Account, Account.id == Intake.uploaded_by).outerjoin(Plan, Plan.id == Intake.amends_id)
    rows = rows.outerjoin(Edition, Edition.id == Intake.edition_id).where(*_conditions(wanted))
    if before is not None:
        rows = rows.where(Intake.id < before)
    return session.execute(rows.order_by(Intake.id.desc()).limit(SHOWN + 1)).all()


def _conditions(wanted: IntakeFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.q:
        searched = (Intake.title, Intake.file_name, Account.name)
        found.append(or_(*(column.icontains(wanted.q, autoescape=True) for column in searched)))
    if wanted.state:
        found.append(Intake.state == wanted.state)
    return found


def waiting(session: Session) -> list[int]:
    """The documents that nobody has read to the end."""
    unread = (IntakeState.WAITING, IntakeState.READING)
    return list(session.scalars(select(Intake.id).where(Intake.state.in_(unread)).order_by(Intake.id)))


def edits(session: Session, intake: Intake, *, most: int = SHOWN) -> list[IntakeEdit]:
    """The latest mends, newest first."""
    rows = select(IntakeEdit).where(IntakeEdit.intake_id == intake.id).order_by(IntakeEdit.ordinal.desc())
    return list(session.scalars(rows.limit(most)))


def undone(session: Session, intake: Intake) -> set[int]:
    """The ids of mends that were undone."""
    rows = session.scalars(select(IntakeEdit.undoes_id).where(IntakeEdit.intake_id == intake.id))
    return {key for key in rows if key is not None}


@dataclass(frozen=True)
class LastEdit:
    """The latest mend: its place in the row of mends, who made it and when."""

    ordinal: int = 0
    account_id: int | None = None
    actor: str = ""
    words: str = ""
    at: datetime | None = None


def last_edit(session: Session, intake: Intake) -> LastEdit:
    """The latest mend; before the first its ordinal is 0."""
    row = session.execute(
        select(IntakeEdit.ordinal, IntakeEdit.account_id, IntakeEdit.actor, IntakeEdit.words, IntakeEdit.at)
        .where(IntakeEdit.intake_id == intake.id)
        .order_by(IntakeEdit.ordinal.desc())
        .limit(1)
    ).first()
    return LastEdit(*row) if row else LastEdit()


def others_here(session: Session, intake: Intake, *, me: int | None, at: datetime) -> list[str]:
    """The names of others who have the document open now."""
    rows = (
        select(Account.name)
        .join(IntakeVisitor, IntakeVisitor.account_id == Account.id)
        .where(IntakeVisitor.intake_id == intake.id, IntakeVisitor.seen_at > at - HERE)
        .where(IntakeVisitor.account_id != (me or 0))
    )
    return list(session.scalars(rows.order_by(Account.name)))
