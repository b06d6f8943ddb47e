"""Forms of closing, reopening, holding; and who approved an extension."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, RadioField, SearchField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from workflow.review.closing import Points
from workflow.web.forms import FilterForm, PageForm, stripped
from workflow.web.numbers import row_id

CHOOSE = _l("请选择一项。")


class ClosingDecisionForm(PageForm):
    """The five points, and the word."""

    clear = BooleanField(_l("事实清楚：完成情况与佐证材料一致"))
    solved = BooleanField(_l("问题解决：存在的问题已经解决或有交代"))
    carried_out = BooleanField(_l("措施落实：方案要求的措施已经落实"))
    lawful = BooleanField(_l("程序合规：办理过程符合规定"))
    papers = BooleanField(_l("手续齐全：签批、佐证等手续齐全"))
    decision = RadioField(_l("审核意见"), [InputRequired(CHOOSE)])
    answer = TextAreaField(_l("意见（退回的须写明理由）"), [Length(max=1000)], filters=[stripped])

    def __init__(self, *args: Any, as_standing: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        granted = _l("同意转为常态化") if as_standing else _l("同意办结，销号")
        self.decision.choices = [SelectChoice("granted", granted), SelectChoice("returned", _l("退回，补办后再申请"))]

    def granted(self) -> bool:
        return bool(self.decision.data == "granted")

    def points(self) -> Points:
        return Points(self.clear.data, self.solved.data, self.carried_out.data, self.lawful.data, self.papers.data)

    def boxes(self) -> list[Any]:
        return [self["clear"], self["solved"], self["carried_out"], self["lawful"], self["papers"]]


class ReopenForm(PageForm):
    """重新打开, with the reason."""

    reason = TextAreaField(
        _l("重新打开的理由"),
        [DataRequired(_l("请写明重新打开的理由。")), Length(max=1000)],
        filters=[stripped],
        description=_l("例如巡察、审计发现的问题，市领导的批示。理由会显示在任务页面上。"),
    )


class HoldForm(PageForm):
    """暂缓: what is awaited, and until when."""

    reason = TextAreaField(
        _l("暂缓的理由"),
        [DataRequired(_l("请写明在等什么，为什么暂缓。")), Length(max=1000)],
        filters=[stripped],
        description=_l("在等哪一级、哪个单位的什么事项。"),
    )
    expected_on = DateField(_l("预计等到哪一天（不清楚的可不填）"), [Optional()])


class HeldFilter(FilterForm):
    q = SearchField(_l("编号、条目、单位或理由"), [Length(max=60)])


class ApprovalFields(PageForm):
    """Which leader approved a second extension: the name, and the paper or the leader's post."""

    approver = StringField(_l("批准延期的市领导"), [Length(max=100)], filters=[stripped])
    leader = SelectField(
        _l("批准领导的岗位（没有批准文件时必选）"),
        coerce=row_id,
        validate_choice=False,
    )

    def offer(self, leaders: list[tuple[int, str]]) -> None:
        named = (SelectChoice(str(number), name) for number, name in leaders)
        self.leader.choices = [SelectChoice("", _l("（不选）")), *named]
