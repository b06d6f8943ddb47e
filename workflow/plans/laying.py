"""Rows made from a sheet: items in the order of the paper, clauses with their bodies, days, targets, questions."""

from sqlalchemy.orm import Session

from workflow.plans.desk import naming
from workflow.plans.desk.rows import ItemRow, TaintRow, TargetRow
from workflow.plans.desk.sheet import Sheet
from workflow.plans.doubtful_models import Doubt, Taint
from workflow.plans.models import Clause, ClauseBody, Edition, Item, ItemDay, ItemKind, Target
from workflow.plans.rules import mask, spoken_number

Marks = list[TaintRow]


def items(session: Session, edition: Edition, sheet: Sheet) -> dict[str, Item]:
    """Chapters and numbered items, in the order of the paper. Returns the numbered ones by their key."""
    marks = list(sheet.taints.values())
    chapters = {
        key: Item(
            edition=edition,
            kind=ItemKind.CHAPTER,
            number=spoken_number([part.number]),
            path=[part.number],
            heading=mask(part.title, part.start, marks)[:300],
            start=part.start,
            end=part.end,
            heading_start=part.start,
            heading_end=part.end,
            ordinal=0,
        )
        for key, part in sheet.parts.items()
    }
    numbered = {key: _item(edition, item, marks) for key, item in sheet.items.items()}
    rows = sorted([*chapters.values(), *numbered.values()], key=lambda i: (i.start, -i.end))
    for ordinal, row in enumerate(rows, start=1):
        row.ordinal = ordinal
        session.add(row)
    session.flush()
    for key, made in numbered.items():
        above = chapters.get(sheet.items[key].part or "")
        made.parent_id = above.id if above else None
    return numbered


def _item(edition: Edition, item: ItemRow, marks: Marks) -> Item:
    return Item(
        edition=edition,
        kind=item.kind,
        number=spoken_number(item.path),
        path=list(item.path),
        heading=naming.heading(item, marks)[:300],
        start=item.start,
        end=item.end,
        heading_start=item.heading_start,
        heading_end=item.heading_end,
        ordinal=0,
    )


def clauses(session: Session, item: ItemRow, made: Item) -> None:
    for ordinal, clause in enumerate(item.clauses, start=1):
        row = Clause(
            item=made,
            ordinal=ordinal,
            text=clause.text,
            start=clause.start,
            end=clause.end,
            open_ended=clause.open_ended,
            lead_stated=clause.lead_stated,
        )
        session.add(row)
        for place, body in enumerate(clause.bodies, start=1):
            session.add(
                ClauseBody(
                    clause=row,
                    ordinal=place,
                    printed=body.name[:120],
                    role=body.role,
                    start=body.start,
                    end=body.end,
                    department_id=body.department_id,
                )
            )


def days(session: Session, item: ItemRow, made: Item) -> None:
    for ordinal, day in enumerate(item.days, start=1):
        session.add(
            ItemDay(
                item=made,
                ordinal=ordinal,
                words=day.words[:200],
                due_on=day.due_on,
                by_office=day.by_office,
                owed=day.owed,
                start=day.start,
                end=day.end,
            )
        )


def targets(session: Session, sheet: Sheet, made: dict[str, Item]) -> None:
    marks, ordinals = list(sheet.taints.values()), dict.fromkeys(made, 0)
    for found in sheet.targets.values():
        if found.item in made:
            ordinals[found.item] += 1
            session.add(_target(found, made[found.item], ordinals[found.item], marks))


def _target(found: TargetRow, item: Item, ordinal: int, marks: Marks) -> Target:
    wording = mask(found.wording, found.start, marks)
    return Target(
        item=item,
        ordinal=ordinal,
        kind=found.kind,
        indicator=(naming.veiled(found.indicator, marks) if found.value is not None else wording)[:300],
        comparator=found.comparator,
        value=found.value,
        unit=found.unit,
        due_on=found.due_on,
        baseline_year=found.baseline_year,
        firmness=found.firmness,
        hedge=found.hedge,
        wording=wording if found.value is not None else wording[:300],
        start=found.start,
        end=found.end,
    )


def questions(session: Session, edition: Edition, sheet: Sheet, made: dict[str, Item]) -> None:
    def item_id(key: str | None) -> int | None:
        return made[key].id if key in made else None

    for taint in sheet.taints.values():
        session.add(
            Taint(
                edition_id=edition.id,
                item_id=item_id(taint.item),
                start=taint.start,
                end=taint.end,
                quote=taint.quote[:200],
                reason=taint.reason[:200],
            )
        )
    for doubt in sheet.doubts.values():
        session.add(
            Doubt(
                edition_id=edition.id,
                item_id=item_id(doubt.item),
                key=doubt.question,
                start=doubt.start,
                end=doubt.end,
                quote=doubt.quote,
                answer=doubt.answer,
            )
        )
