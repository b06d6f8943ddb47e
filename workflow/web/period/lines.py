"""A row of a period's page, and the page: what is owed, what was said last, what is typed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from workflow.people.models import Department
from workflow.reports import typed
from workflow.reports.models import Blocker, ReportRevision, ReportValue, SignOff
from workflow.reports.typed import Words
from workflow.tasks.models import Role
from workflow.web.period.forms import RowForm
from workflow.web.tasks.showing import Aim


@dataclass
class Line:
    """One task's row. `start` are the words it opens with: its draft, else what an earlier attempt said. `version` is
    the draft's, whose tick of 无变化 stays ticked. `deadline_id` None: a share that nobody asked for."""

    key: str
    deadline_id: int | None
    assignment_id: int
    task_id: int
    number: str
    heading: str
    section: str
    role: Role
    asked: bool
    opens_on: date
    due_on: date | None
    late: int
    aims: list[Aim]
    last: ReportRevision | None
    last_period: str
    last_blockers: list[Blocker]
    before: dict[int, ReportValue]
    own: ReportRevision | None
    returned: SignOff | None
    start: Words
    version: int
    saved_at: datetime | None
    department: str
    words: Words = field(default_factory=dict)
    ticked: bool = False
    seen: int = 0
    theirs: Words | None = None
    refusals: list[str] = field(default_factory=list)
    is_open: bool = True
    _form: RowForm | None = None

    @property
    def title(self) -> str:
        return f"{self.number}{self.heading}"

    @property
    def form(self) -> RowForm:
        if self._form is None:
            self._form = RowForm.of(self.key, self.words)
            self._form.ask(self.aims, self.before, source=self.department)
        return self._form

    @property
    def says(self) -> bool:
        return bool(typed.meaning(self.words))

    @property
    def touched(self) -> bool:
        """Something else stands in the row than when it was opened."""
        return self.ticked != self.was_ticked or not typed.says_the_same(self.words, self.start)

    @property
    def was_ticked(self) -> bool:
        return typed.TICKED in self.start

    @property
    def draft(self) -> Words:
        """The words and the tick, as the row's draft keeps them."""
        words = {name: said for name, said in self.words.items() if name != typed.TICKED}
        return words | ({typed.TICKED: ["y"]} if self.ticked else {})

    @property
    def repeatable(self) -> bool:
        return self.deadline_id is not None and self.last is not None

    @property
    def untouched_return(self) -> bool:
        """What came back and was not mended is not sent again by itself."""
        return self.own is not None and not self.version and not self.touched

    @property
    def wrong(self) -> bool:
        return bool(self.refusals or (self._form is not None and self._form.errors))

    @property
    def opened(self) -> bool:
        return self.wrong or bool(self.theirs)


@dataclass
class Sheet:
    """Everything a period's page shows."""

    department: Department
    occasion: str
    owed: list[Line]
    addable: list[Line]
    filed: Sequence[Any]
    periods: Sequence[Any]
    of_sections: bool = False  # only what was given to one's own sections: drafts, nothing is filed

    @property
    def lines(self) -> list[Line]:
        return [*self.owed, *self.addable]

    def of(self, key: str) -> Line | None:
        return next((line for line in self.lines if line.key == key), None)

    @property
    def repeatable(self) -> int:
        return sum(line.repeatable and line.is_open and not line.says for line in self.owed)

    @property
    def sections(self) -> list[str]:
        return sorted({line.section for line in self.lines if line.section})
