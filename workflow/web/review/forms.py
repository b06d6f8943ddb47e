"""Forms of the office's word."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField, RadioField, SearchField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from workflow.deadlines.models import DeadlineKind
from workflow.reports.answering import WORDS_LIMIT
from workflow.review.queue import Mark, Narrowed
from workflow.review.rules import ReasonKind
from workflow.tasks.models import Decision
from workflow.web.forms import FilterForm, PageForm, stripped
from workflow.web.numbers import row_id, whole
from workflow.web.review.closing_forms import ApprovalFields
from workflow.wording.labels import label

CHOOSE = _l("请选择一项。")
KINDS = (
    DeadlineKind.REPORT,
    DeadlineKind.TARGET,
    DeadlineKind.MILESTONE,
    DeadlineKind.INSTRUCTION,
)  # whose answers wait in the queue


class AcceptForm(PageForm):
    """The revision that was read."""

    revision = HiddenField()

    def revision_id(self) -> int | None:
        return whole(self.revision.data)


class ReturnForm(AcceptForm):
    """Why a report is given back, and by when it is wanted again."""

    reason_kind = RadioField(_l("退回理由"), [InputRequired(CHOOSE)])
    reason = TextAreaField(
        _l("请写明要改什么"),
        [DataRequired(_l("请用一两句话写明要改什么。")), Length(max=1000)],
        filters=[stripped],
    )
    correct_by = DateField(_l("请于何日前改好"), [DataRequired(_l("请选择日期。"))])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reason_kind.choices = [SelectChoice(kind.value, label(kind)) for kind in ReasonKind]

    def kind(self) -> ReasonKind:
        return ReasonKind(self.reason_kind.data)


class AskForm(AcceptForm):
    """What the office would like to know."""

    words = TextAreaField(
        _l("请写明要问什么"), [DataRequired(_l("请写明要问什么。")), Length(max=WORDS_LIMIT)], filters=[stripped]
    )


class QueueFilter(FilterForm):
    q = SearchField(_l("编号、任务"), [Length(max=60)], filters=[stripped])
    department = SelectField(_l("单位"), coerce=row_id, validate_choice=False)
    kind = SelectField(_l("事项"), validate_choice=False)
    mark = SelectField(_l("标记"), validate_choice=False)

    def offer(self, departments: list[tuple[int, str]]) -> None:
        everything = SelectChoice("", _l("全部"))
        self.department.choices = [everything, *(SelectChoice(str(number), name) for number, name in departments)]
        self.kind.choices = [everything, *(SelectChoice(one.value, label(one)) for one in KINDS)]
        self.mark.choices = [everything, *(SelectChoice(one.value, label(one)) for one in Mark)]

    def narrowed(self) -> Narrowed:
        facts = self.facts()
        kind, mark = facts["kind"], facts["mark"]
        return Narrowed(
            department=facts["department"],
            kind=DeadlineKind(kind) if kind in {one.value for one in KINDS} else None,
            mark=Mark(mark) if mark in set(Mark) else None,
            words=facts["q"],
        )


class DecisionForm(PageForm):
    """Granted or refused."""

    decision = RadioField(_l("答复意见"), [InputRequired(CHOOSE)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.decision.choices = [SelectChoice(one.value, label(one)) for one in Decision]

    def granted(self) -> bool:
        return bool(self.decision.data == Decision.GRANTED.value)


class ExtensionForm(DecisionForm, ApprovalFields):
    """The word on a request for another day."""

    granted_on = DateField(_l("同意延期至（可与申请的不同）"), [Optional()])
    answer = TextAreaField(_l("答复（不同意的须写明理由）"), [Length(max=1000)], filters=[stripped])


class MoveForm(DecisionForm):
    """The word on a request to move a share."""

    to_department = SelectField(_l("改由哪个单位负责"), coerce=row_id, validate_choice=False)
    basis = TextAreaField(
        _l("依据"),
        [DataRequired(_l("请写明依据，例如会议纪要、与有关单位协商的结果。")), Length(max=1000)],
        filters=[stripped],
    )

    def offer(self, bodies: list[tuple[int, str]]) -> None:
        named = (SelectChoice(str(number), name) for number, name in bodies)
        self.to_department.choices = [SelectChoice("", _l("（请选择）")), *named]
