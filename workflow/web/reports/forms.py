"""The form of a report: standing, words, values of the task's targets, blockers, files."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    Form,
    FormField,
    HiddenField,
    MultipleFileField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from workflow.reports.models import ReportValue, Standing
from workflow.reports.rules import ADVISED, TEXT_LIMIT, BlockerKind, BlockerSaid, ValueSaid
from workflow.web.forms import PageForm, Rows, stripped
from workflow.web.numbers import figure, whole
from workflow.web.request import today
from workflow.wording.labels import label

MOST_BLOCKERS = 20


class Part(Form):
    """A part of a form, repeated in it; its messages are translated like the form's."""

    class Meta(FlaskForm.Meta):
        csrf = False


class ValueForm(Part):
    target_id = HiddenField()
    value = StringField(_l("数值"), [Length(max=30)], filters=[stripped])
    as_of = DateField(_l("数据截至"), [Optional()])
    source = StringField(_l("来源"), [Length(max=120)], filters=[stripped])
    definition = StringField(_l("口径"), [Length(max=300)], filters=[stripped])
    awaited = BooleanField(_l("待数据发布"))
    awaited_on = DateField(_l("预计发布日期"), [Optional()])
    number: Decimal | None = None

    def validate(self, extra_validators: Any = None) -> bool:
        """A number needs its day, and not one to come; awaited figures need the day they are expected; a day alone says
        nothing and is not passed over in silence."""
        holds = bool(super().validate(extra_validators))
        if self.awaited.data:
            both = bool(self.value.data or self.as_of.data)
            holds = _complain(self.awaited_on, not self.awaited_on.data, _("请填写预计发布日期。")) and holds
            holds = _complain(self.awaited, both, _("选了“待数据发布”，又填了数值或日期，请留一样。")) and holds
        elif self.value.data:
            self.number = figure(self.value.data)
            holds = _complain(self.value, self.number is None, _("请填写数字，例如 431 或 18.74。")) and holds
            late = self.as_of.data is not None and self.as_of.data > today()
            holds = _complain(self.as_of, not self.as_of.data, _("请填写数据截至哪一天。")) and holds
            holds = _complain(self.as_of, late, _("这一天还没有到，不能填报将来的数据。")) and holds
        else:
            alone, expected = bool(self.as_of.data), bool(self.awaited_on.data)
            holds = _complain(self.value, alone, _("填了日期，没有填数值。")) and holds
            holds = _complain(self.awaited, expected, _("填了预计发布日期，请勾选“待数据发布”。")) and holds
        return holds

    def said(self) -> ValueSaid | None:
        target_id = whole(self.target_id.data)
        if target_id is None:
            return None
        source, definition = self.source.data or "", self.definition.data or ""
        if self.awaited.data:
            return ValueSaid(target_id, source=source, awaited_on=self.awaited_on.data, definition=definition)
        if self.number is None:
            return None
        return ValueSaid(target_id, self.number, self.as_of.data, source, definition=definition)


class BlockerForm(Part):
    kind = SelectField(_l("类型"), default="")
    text = TextAreaField(_l("存在问题及原因"), [Length(max=1000)], filters=[stripped])
    asked = StringField(_l("请求谁解决什么"), [Length(max=300)], filters=[stripped])
    since_on = DateField(_l("何时起"), [Optional()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = (SelectChoice(kind.value, label(kind)) for kind in BlockerKind)
        self.kind.choices = [SelectChoice("", _l("（请选择）")), *kinds]

    def validate(self, extra_validators: Any = None) -> bool:
        holds = bool(super().validate(extra_validators))
        started = bool(self.text.data or self.asked.data or self.since_on.data or self.kind.data)
        if started:
            holds = _complain(self.text, not self.text.data, _("请写明存在的问题及原因。")) and holds
            holds = _complain(self.kind, not self.kind.data, _("请选择问题的类型。")) and holds
        late = self.since_on.data is not None and self.since_on.data > today()
        return _complain(self.since_on, late, _("这一天还没有到。")) and holds

    def said(self) -> BlockerSaid | None:
        if not self.text.data:
            return None
        return BlockerSaid(self.kind.data, self.text.data, self.asked.data or "", self.since_on.data)


class ReportForm(PageForm):
    standing = RadioField(_l("本期情况"), [InputRequired(_l("请选择本期情况。"))])
    text = TextAreaField(
        _l("本期进展"),
        [
            DataRequired(_l("请填写本期进展。")),
            Length(max=TEXT_LIMIT, message=_l("进展不能超过 %(max)d 字，详细情况可作为佐证材料上传。")),
        ],
        description=_l("建议 %(n)s 字以内", n=ADVISED),
        filters=[stripped],
    )
    values = Rows(FormField(ValueForm))
    blockers = Rows(FormField(BlockerForm), min_entries=3, max_entries=MOST_BLOCKERS)
    next_step = TextAreaField(_l("下步打算"), [Length(max=2000)], filters=[stripped])
    files = MultipleFileField(_l("佐证材料"))
    questions: Sequence[Any] = ()  # asked before it is filed; see asking.py

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.standing.choices = [SelectChoice(word.value, label(word)) for word in Standing]

    def offer(self, target_ids: Sequence[int], *, source: str, last: Mapping[int, ReportValue] | None = None) -> None:
        """A row for each target that has none yet, with source and definition as they were given last, never its day or
        number; and one blocker more to fill in."""
        there = {row.target_id.data for row in self.values}
        for target_id in target_ids:
            before = (last or {}).get(target_id)
            if str(target_id) not in there:
                said = {"source": before.source or source, "definition": before.definition} if before else {}
                self.values.append_entry({"target_id": str(target_id), "source": source, **said})
        if len(self.blockers) < MOST_BLOCKERS and all(any(row.data.values()) for row in self.blockers):
            self.blockers.append_entry()

    def facts(self) -> dict[str, Any]:
        return {
            "standing": Standing(self.standing.data),
            "text": self.text.data,
            "next_step": self.next_step.data or "",
            "values": [said for row in self.values if (said := row.form.said())],
            "blockers": [said for row in self.blockers if (said := row.form.said())],
        }


def _complain(field: Any, wrong: bool, words: str) -> bool:
    if wrong:
        field.errors = [*field.errors, words]
    return not wrong
