"""Forms of a consultation."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import DateField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from workflow.tasks.consulting_models import CommentDecision, CommentKind
from workflow.tasks.consulting_rules import BASIS, WORDS
from workflow.web.forms import FilterForm, PageForm, stripped
from workflow.web.numbers import row_id, whole
from workflow.wording.labels import label

BODIES = {"list": "bodies", "autocomplete": "off"}
SAID = [kind for kind in CommentKind if kind != CommentKind.AGREE]
CHOOSE = _l("请选择一项。")


def _labels(words: Any) -> list[SelectChoice]:
    return [SelectChoice(value=word.value, label=label(word)) for word in words]


class RoundForm(PageForm):
    """By when departments answer."""

    answer_by = DateField(_l("反馈截止"), [InputRequired(_l("请填写反馈截止的日期，例如 2026-12-04。"))])


class CommentForm(PageForm):
    """One thing a department says."""

    task = SelectField(_l("对哪一项任务"), coerce=row_id)
    kind = RadioField(_l("意见"), [InputRequired(CHOOSE)], choices=lambda: _labels(SAID))
    unit = StringField(_l("建议单位"), [Length(max=300)], filters=[stripped], render_kw=BODIES)
    words = TextAreaField(
        _l("理由或意见内容"),
        [Length(max=WORDS, message=_l("不能超过 2000 字，请精简。"))],
        filters=[stripped],
        render_kw={"rows": 4},
    )
    comment = HiddenField()

    def replaced(self) -> int | None:
        return whole(self.comment.data)


class TakeForm(PageForm):
    """A filled table, and whose it is where the file does not say."""

    file = FileField(_l("填好的任务分工表"), render_kw={"accept": ".xlsx,.docx"})
    department = SelectField(_l("反馈单位"), coerce=row_id)


class ConfirmTakeForm(PageForm):
    kept = HiddenField()


class DecideForm(PageForm):
    """What becomes of a comment."""

    decision = RadioField(_l("处理意见"), [InputRequired(CHOOSE)], choices=lambda: _labels(CommentDecision))
    units = StringField(_l("单位"), [Length(max=300)], filters=[stripped], render_kw=BODIES)
    basis = TextAreaField(
        _l("依据或理由"),
        [DataRequired(_l("请写明采纳的依据或不采纳的理由。")), Length(max=BASIS)],
        filters=[stripped],
        render_kw={"rows": 2},
    )


class CommentsFilter(FilterForm):
    department = SelectField(_l("单位"), coerce=row_id)
    kind = SelectField(
        _l("类别"),
        choices=lambda: [SelectChoice(value="", label=_l("全部意见")), *_labels(CommentKind)],
        coerce=lambda value: CommentKind(value) if value else None,
    )
    state = SelectField(
        _l("处理情况"),
        choices=lambda: [
            SelectChoice(value="", label=_l("全部")),
            SelectChoice(value="waiting", label=_l("未处理")),
            *_labels(CommentDecision),
        ],
    )
