"""Forms of papers: finding, editing, signing, issuing, answering, deciding."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SearchField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from workflow.escalation.papers.drafting import TITLE
from workflow.escalation.papers.models import AnswerKind, PaperKind, PaperState
from workflow.escalation.papers.moves import AnswerAct
from workflow.escalation.papers.queries import OUT, Sought
from workflow.escalation.papers.rules import MOST_REPLY_DAYS
from workflow.web.forms import FilterForm, PageForm, stripped
from workflow.wording.labels import label

ALL = _l("全部")
MISSING = _l("请填写。")


class SeenForm(PageForm):
    """A form about a paper as it was read."""

    seen = HiddenField()

    def version(self) -> int:
        words = self.seen.data or ""
        return int(words) if words.isdecimal() and len(words) < 10 else 0


class PaperFilter(FilterForm):
    q = SearchField(_l("标题、文号或单位"), [Length(max=80)], filters=[stripped])
    state = SelectField(_l("状态"))
    kind = SelectField(_l("文种"))
    year = SelectField(_l("年份"))
    department = SelectField(_l("主送单位"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.state.choices = [SelectChoice("", ALL), *(SelectChoice(one.value, label(one)) for one in PaperState)]
        self.kind.choices = [SelectChoice("", ALL), *(SelectChoice(one.value, label(one)) for one in PaperKind)]
        self.year.choices = self.department.choices = [SelectChoice("", ALL)]

    def offer(self, years: list[int], bodies: list[tuple[int, str]]) -> None:
        self.year.choices = [SelectChoice("", ALL), *(SelectChoice(str(year), str(year)) for year in years)]
        self.department.choices = [SelectChoice("", ALL), *(SelectChoice(str(one), name) for one, name in bodies)]
        self.validate()

    def narrowed(self) -> Sought:
        told = self.facts()
        return Sought(
            state=PaperState(told["state"]) if told["state"] else None,
            kind=PaperKind(told["kind"]) if told["kind"] else None,
            year=int(told["year"]) if told["year"] else None,
            department_id=int(told["department"]) if told["department"] else None,
            words=told["q"],
        )


class ReceivedFilter(FilterForm):
    q = SearchField(_l("标题或文号"), [Length(max=80)], filters=[stripped])
    kind = SelectField(_l("文种"))
    state = SelectField(_l("状态"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = [SelectChoice("", ALL), *(SelectChoice(one.value, label(one)) for one in PaperKind)]
        self.state.choices = [SelectChoice("", ALL), *(SelectChoice(one.value, label(one)) for one in OUT)]

    def narrowed(self, own: frozenset[int]) -> Sought:
        told = self.facts()
        kind, state = told["kind"], told["state"]
        return Sought(
            state=PaperState(state) if state else None,
            kind=PaperKind(kind) if kind else None,
            words=told["q"],
            outside=own,
        )


class EditForm(SeenForm):
    title = StringField(_l("标题"), [DataRequired(_l("请填写标题。")), Length(max=TITLE)], filters=[stripped])
    text = TextAreaField(
        _l("正文"),
        [DataRequired(_l("请填写正文。")), Length(max=20_000)],
        filters=[stripped],
        description=_l("一行一段。以“一、”“（一）”“1.”开头的段落自动作为相应层次的标题。"),
    )
    basis = TextAreaField(
        _l("依据"), [Length(max=1000)], filters=[stripped], description=_l("方案的有关条款和领导小组的指定，引用原文。")
    )
    organ = StringField(_l("发文机关署名"), [DataRequired(MISSING), Length(max=120)], filters=[stripped])
    reply_by = DateField(
        _l("回复期限（不要求回复的可不填）"), [Optional()], description=_l("正文中写的日期要与这里一致。")
    )


class WordsForm(SeenForm):
    """One reason, opinion or word of confirmation."""

    words = TextAreaField(_l("理由"), [DataRequired(_l("请写明理由。")), Length(max=1000)], filters=[stripped])


class IssueForm(SeenForm):
    numbering = RadioField(
        _l("文号"),
        [InputRequired(_l("请选择。"))],
        choices=[SelectChoice("own", _l("取本系统的下一个号")), SelectChoice("office", _l("填写办公系统编的号"))],
        default="own",
    )
    number = StringField(_l("办公系统的文号"), [Length(max=60)], filters=[stripped])

    def typed(self) -> str | None:
        """The number of the office system, or None for our own."""
        return (self.number.data or "") if self.numbering.data == "office" else None


class AnswerForm(PageForm):
    """A reply, or an objection with its reason."""

    words = TextAreaField(_l("回复内容"), [Length(max=5000)], filters=[stripped])

    def about(self, kind: AnswerKind) -> "AnswerForm":
        if kind == AnswerKind.OBJECTION:
            self.words.label.text = _l("不同意见和理由")
        return self


class DecideForm(PageForm):
    act = RadioField(_l("处理意见"), [InputRequired(_l("请选择。"))])
    words = TextAreaField(_l("意见（认可回复的可不填）"), [Length(max=1000)], filters=[stripped])
    reply_by = DateField(_l("再次回复的期限"), [Optional()])
    amend = BooleanField(_l("同时按原稿起草一份更正后的文书"))

    def about(self, kind: AnswerKind) -> "DecideForm":
        if kind == AnswerKind.REPLY:
            offered = [(AnswerAct.SETTLE, _l("认可，办结")), (AnswerAct.ASK_AGAIN, _l("不够清楚，请再次回复"))]
            del self.amend
        else:
            offered = [(AnswerAct.UPHOLD, _l("维持原文书")), (AnswerAct.CORRECT, _l("采纳，撤回原文书"))]
            self.words.label.text = _l("答复和理由")
            del self.reply_by
        self.act.choices = [SelectChoice(act.value, words) for act, words in offered]
        return self


class TemplateForm(SeenForm):
    title = StringField(_l("标题"), [DataRequired(_l("请填写标题。")), Length(max=TITLE)], filters=[stripped])
    text = TextAreaField(_l("正文"), [DataRequired(_l("请填写正文。")), Length(max=5000)], filters=[stripped])
    line = TextAreaField(_l("每个事项的写法"), [DataRequired(MISSING), Length(max=1000)], filters=[stripped])


class SettingForm(SeenForm):
    organ = StringField(_l("发文机关署名"), [DataRequired(MISSING), Length(max=120)], filters=[stripped])
    prefix = StringField(
        _l("文号的机关代字"),
        [DataRequired(MISSING), Length(max=30)],
        filters=[stripped],
        description=_l("例如“运碳督”，文号即“运碳督〔2026〕1号”。改代字后从 1 号另起。"),
    )
    clause = SelectField(_l("方案中的依据条款"), coerce=lambda word: int(word) if word else None)
    commission = StringField(
        _l("领导小组的指定"),
        [Length(max=300)],
        filters=[stripped],
        description=_l("写明哪一份文件指定办公室负责督办，例如会议纪要的名称和文号；没有的不填，不要虚写。"),
    )
    reply_days = IntegerField(
        _l("回复期限（工作日）"), [InputRequired(MISSING), NumberRange(min=1, max=MOST_REPLY_DAYS)]
    )
