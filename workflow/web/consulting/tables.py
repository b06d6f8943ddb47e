"""The table of responsibilities as a file: a workbook that comes back, or a document to print."""

from collections.abc import Iterator
from dataclasses import dataclass

from workflow.adapters.answer_sheets import AnswerColumn, answer_sheet
from workflow.adapters.official_papers import PaperColumn, official_table
from workflow.people.models import Department
from workflow.plans.models import Plan
from workflow.tasks.consulting_models import Comment, CommentKind, Consultation
from workflow.tasks.consulting_tokens import WHOLE, Origin, token
from workflow.tasks.leaders import Leader
from workflow.tasks.leads import Shares
from workflow.web.request import now
from workflow.wording.consulting import (
    AND_OTHERS,
    BY_WHEN,
    FOR_BODY,
    HEADS,
    HOW_IN_DOCUMENT,
    HOW_IN_WORKBOOK,
    KIND_WORDS,
    PAPER_NUMBER,
    TABLE,
    WHOLE_NUMBER,
    WHOLE_TASK,
)

WIDTHS = {
    "number": 10,
    "task": 30,
    "lead": 16,
    "others": 26,
    "leader": 14,
    "section": 14,
    "opinion": 14,
    "unit": 18,
    "reason": 36,
    "token": 10,
}
ANSWERS = frozenset({"section", "opinion", "unit", "reason"})
PAPER = (
    (PAPER_NUMBER, 12),
    (HEADS["task"], 62),
    (HEADS["lead"], 28),
    (HEADS["others"], 50),
    (HEADS["leader"], 26),
    (HEADS["section"], 26),
    (HEADS["opinion"], 41),
)


@dataclass(frozen=True)
class Table:
    """What a file is made from. `body` None: the table of all departments."""

    plan: Plan
    asked: Consultation | None
    body: Department | None
    rows: list[Shares]
    leaders: dict[int, Leader]
    said: list[Comment]
    names: list[str]

    @property
    def origin(self) -> Origin:
        return Origin(self.plan.id, self.asked.ordinal if self.asked else 0, self.body.id if self.body else WHOLE)

    @property
    def title(self) -> str:
        return f"{self.plan.title}{TABLE}"

    @property
    def stem(self) -> str:
        return f"{TABLE}-{self.body.label if self.body else self.plan.title}"

    def told(self) -> str:
        """For whom, and by when."""
        whom = FOR_BODY % {"name": self.body.label} if self.body else ""
        by_when = BY_WHEN % {"day": self.asked.answer_by.isoformat()} if self.asked else ""
        return whom + by_when

    def section(self, row: Shares) -> str:
        if self.body is not None:
            own = row.of(self.body.id)
            return own.section if own else ""
        return "、".join(f"{share.department}{share.section}" for share in row.all() if share.section)

    def leader(self, row: Shares) -> str:
        found = self.leaders.get(row.leader_post_id or 0)
        return found.words if found else ""


def workbook(table: Table) -> bytes:
    names = table.names
    columns = [
        AnswerColumn(
            head,
            WIDTHS[key],
            answer=key in ANSWERS,
            hidden=key == "token",
            choices=list(KIND_WORDS) if key == "opinion" else names if key == "unit" else (),
            strict=key == "opinion",
        )
        for key, head in HEADS.items()
    ]
    notes = "\n".join(words for words in (table.plan.doc_number or "", table.told(), HOW_IN_WORKBOOK) if words)
    return answer_sheet(TABLE, table.title, notes, columns, _lines(table))


def _lines(table: Table) -> Iterator[list[str]]:
    """A row for each task; a task of which several things were said stands in a row for each."""
    for row in table.rows:
        for one in _said(table, row.task_id):
            yield [
                row.number,
                row.heading,
                row.lead.department if row.lead else "",
                others(row),
                table.leader(row),
                table.section(row),
                *_answer(one, table),
                token(table.origin, row),
            ]
    for one in _said(table, None):
        yield [WHOLE_NUMBER, WHOLE_TASK, "", "", "", "", *_answer(one, table), token(table.origin, None)]


def _said(table: Table, task_id: int | None) -> list[Comment | None]:
    """What was said of a task already; at least one row, to be filled in."""
    said = [one for one in table.said if one.task_id == task_id and one.kind != CommentKind.AGREE]
    return [*said] or [None]


def _answer(said: Comment | None, table: Table) -> list[str]:
    if said is None:
        return ["", "", ""]
    word = next(word for word, kind in KIND_WORDS.items() if kind == said.kind)
    return [word, said.named.label if said.named else "", said.words]


def others(row: Shares) -> str:
    return "、".join(share.department for share in row.others) + (AND_OTHERS if row.open_ended else "")


def document(table: Table) -> bytes:
    rows = [
        [
            str(place),
            row.number + row.heading,
            row.lead.department if row.lead else "",
            others(row),
            table.leader(row),
            table.section(row),
            "",
        ]
        for place, row in enumerate(table.rows, start=1)
    ]
    columns = [PaperColumn(head, width) for head, width in PAPER]
    number = f"（{table.plan.doc_number}）" if table.plan.doc_number else ""
    notes = [words for words in (table.told(), HOW_IN_DOCUMENT) if words]
    return official_table(table.title, number, notes, columns, rows, mark=table.origin.mark, at=now())
