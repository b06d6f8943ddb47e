"""Rows made from a draft: items in the order of the paper, clauses with their bodies, targets, questions."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from workflow.plans.doubtful_models import Doubt, Taint
from workflow.plans.models import BodyRole, Clause, ClauseBody, Edition, Item, ItemKind, Target, TargetKind
from workflow.plans.reader import draft as read
from workflow.plans.rules import mask, spoken_number


@dataclass(frozen=True)
class Mark:
    """Doubtful words of a draft, not cleared by anybody."""

    start: int
    end: int
    typed: str | None = None
    confirmed: bool = False


def items(session: Session, edition: Edition, draft: read.Draft, marks: list[Mark]) -> list[Item]:
    """Chapters and numbered items, in the order of the paper. Returns the numbered ones as the draft counts them."""
    chapters: dict[tuple[str, str], Item] = {}
    rows: list[Item] = []
    for part in draft.parts:
        chapter = Item(
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
        chapters[part.number, part.title] = chapter
        rows.append(chapter)
    numbered = [_item(edition, item, marks) for item in draft.items]
    for ordinal, row in enumerate(sorted([*rows, *numbered], key=lambda i: (i.start, -i.end)), start=1):
        row.ordinal = ordinal
        session.add(row)
    session.flush()
    for item, made in zip(draft.items, numbered, strict=True):
        above = chapters.get((item.chapter, item.chapter_title))
        made.parent_id = above.id if above else None
    return numbered


def _item(edition: Edition, item: read.Item, marks: list[Mark]) -> Item:
    span = item.heading_span
    return Item(
        edition=edition,
        kind=ItemKind(item.kind.value),
        number=spoken_number(item.path),
        path=list(item.path),
        heading=(mask(item.heading, span.start, marks) if _whole(item, span) else item.heading)[:300],
        start=item.start,
        end=item.end,
        heading_start=span.start,
        heading_end=span.end,
        ordinal=0,
    )


def _whole(item: read.Item, span: read.Span) -> bool:
    return len(item.heading) == span.end - span.start


def clauses(session: Session, draft: read.Draft, made_items: list[Item], departments: Mapping[str, int]) -> None:
    for item, made in zip(draft.items, made_items, strict=True):
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
                        printed=body.name,
                        role=BodyRole(body.role.value),
                        start=body.start,
                        end=body.end,
                        department_id=match(body.name, departments),
                    )
                )


def match(printed: str, departments: Mapping[str, int]) -> int | None:
    """The department of a printed name; a list may leave off the 市 that its first member carries."""
    return departments.get(printed) or departments.get("市" + printed)


def targets(session: Session, draft: read.Draft, made_items: list[Item], marks: list[Mark]) -> None:
    found: list[read.Target | read.Goal] = [*draft.targets, *draft.goals]
    ordinals: dict[int, int] = {}
    for found_one in sorted(found, key=lambda t: t.start):
        if found_one.item is None:
            continue
        item = made_items[found_one.item]
        ordinals[item.id] = ordinals.get(item.id, 0) + 1
        session.add(_target(found_one, item, ordinals[item.id], marks))


def _target(found: read.Target | read.Goal, item: Item, ordinal: int, marks: list[Mark]) -> Target:
    row = Target(
        item=item, ordinal=ordinal, due_on=found.due_on, firmness=found.firmness, start=found.start, end=found.end
    )
    if isinstance(found, read.Target):
        row.kind, row.indicator, row.comparator = TargetKind(found.kind.value), found.indicator[:300], found.comparator
        row.value, row.unit, row.baseline_year = found.value, found.unit, found.baseline_year
        row.hedge, row.wording = found.hedge, mask(found.wording, found.start, marks)
    else:
        set_above = found.kind == read.Measured.PROVINCE
        row.kind = TargetKind.PROVINCE if set_above else TargetKind.GOAL
        row.indicator = row.wording = mask(found.words, found.start, marks)[:300]
    return row


def questions(session: Session, edition: Edition, draft: read.Draft, made_items: list[Item]) -> None:
    for taint in draft.taints:
        session.add(
            Taint(
                edition_id=edition.id,
                item_id=None if taint.item is None else made_items[taint.item].id,
                start=taint.start,
                end=taint.end,
                quote=taint.quote[:200],
                reason=taint.reason[:200],
            )
        )
    for doubt in draft.doubts:
        session.add(
            Doubt(
                edition_id=edition.id,
                item_id=None if doubt.item is None else made_items[doubt.item].id,
                key=doubt.key,
                start=doubt.start,
                end=doubt.end,
                quote=doubt.quote,
            )
        )
