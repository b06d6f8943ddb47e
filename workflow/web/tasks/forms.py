"""Forms of the task's pages."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, RadioField, SearchField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from workflow.tasks.models import Role
from workflow.web.forms import FilterForm, PageForm, stripped
from workflow.web.numbers import row_id
from workflow.wording.labels import label


class Lateness(StrEnum):
    """What a list of tasks can be narrowed to."""

    LATE_WORK = "late_work"
    LATE_FORMS = "late_forms"
    UNACKNOWLEDGED = "unacknowledged"
    UNDER_WAY = "under_way"
    STANDING = "standing"
    CLOSED = "closed"


LATENESS = {
    Lateness.LATE_WORK: _l("工作逾期"),
    Lateness.LATE_FORMS: _l("报送逾期"),
    Lateness.UNACKNOWLEDGED: _l("待签收"),
    Lateness.UNDER_WAY: _l("推进中"),
    Lateness.STANDING: _l("常态化"),
    Lateness.CLOSED: _l("已办结"),
}
ALL = _l("全部")


class TaskFilter(FilterForm):
    q = SearchField(_l("编号、条目、单位"), [Length(max=60)])
    chapter = SelectField(_l("章节"), validate_choice=False)
    department = SelectField(_l("单位"), coerce=row_id, validate_choice=False)
    role = SelectField(_l("责任分工"))
    state = SelectField(_l("状态"))
    mine = BooleanField(_l("只看本单位"))

    def offer(self, chapters: list[str], departments: list[tuple[int, str]]) -> None:
        """The choices, which depend on what there is."""
        self.chapter.choices = [SelectChoice("", ALL), *(SelectChoice(word, word) for word in chapters)]
        named = (SelectChoice(str(number), name) for number, name in departments)
        self.department.choices = [SelectChoice("", ALL), *named]
        self.role.choices = [SelectChoice("", ALL), *(SelectChoice(role.value, label(role)) for role in Role)]
        self.state.choices = [SelectChoice("", ALL), *(SelectChoice(k.value, w) for k, w in LATENESS.items())]


class MoveForm(PageForm):
    """Whose task it should be, and why."""

    to_department = SelectField(
        _l("建议的责任单位"),
        coerce=row_id,
        validate_choice=False,
        description=_l("不清楚的可以不选，由领导小组办公室研究。"),
    )
    reason = TextAreaField(
        _l("理由"),
        [DataRequired(_l("请写明申请调整的理由。")), Length(max=2000)],
        filters=[stripped],
        description=_l("写明依据的文件、职责分工或会议纪要。"),
    )

    def offer(self, departments: list[tuple[int, str]]) -> None:
        named = (SelectChoice(str(number), name) for number, name in departments)
        self.to_department.choices = [SelectChoice("", _l("（不确定）")), *named]


class ExtensionForm(PageForm):
    """申请延期: until when, why, and how far the work is."""

    wanted_on = DateField(_l("申请延期至"), [DataRequired(_l("请填写申请延期到哪一天。"))])
    reason = TextAreaField(
        _l("理由"),
        [DataRequired(_l("请写明延期的理由。")), Length(max=2000)],
        filters=[stripped],
        description=_l("不能按期完成的原因、下步安排。"),
    )
    progress = TextAreaField(
        _l("目前进展"), [DataRequired(_l("请写明目前的进展。")), Length(max=2000)], filters=[stripped]
    )


class ClosingForm(PageForm):
    """申请办结: what was done, and what becomes of the task."""

    becomes = RadioField(
        _l("申请事项"),
        [InputRequired(_l("请选择一项。"))],
        choices=[
            SelectChoice("closed", _l("办结销号：任务已经完成")),
            SelectChoice("standing", _l("转为常态化：长期坚持，每年报告一次")),
        ],
        default="closed",
    )
    words = TextAreaField(
        _l("完成情况"),
        [DataRequired(_l("请写明完成情况：做了什么，问题怎样解决。")), Length(max=5000)],
        filters=[stripped],
        description=_l("做了哪些工作、达到什么结果、存在的问题怎样解决。"),
    )

    @property
    def as_standing(self) -> bool:
        return bool(self.becomes.data == "standing")
