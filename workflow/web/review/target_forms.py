"""Forms of a target: its verdict, its day, the tolerance of 左右, the province's value, a change."""

from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, FileField, FormField, HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from workflow.review.models import TargetVerdictWord
from workflow.review.targets import Found, Remedy
from workflow.web.forms import PageForm, Rows, stripped
from workflow.web.numbers import figure, whole
from workflow.web.reports.forms import Part
from workflow.web.review.forms import CHOOSE
from workflow.wording.labels import label

REMEDIES = 3  # rows that are offered
NOT_A_NUMBER = _l("请填写数字，例如 431 或 18.74。")


def number_in(field: Any) -> Decimal | None:
    """The number that was typed; one that is none gets a word at its field."""
    number = figure(field.data) if field.data else None
    if field.data and number is None:
        field.errors = [*field.errors, NOT_A_NUMBER]
    return number


class RemedyForm(Part):
    words = StringField(_l("补救措施"), [Length(max=300)], filters=[stripped])
    due_on = DateField(_l("完成日期"), [Optional()])

    def validate(self, extra_validators: Any = None) -> bool:
        holds = bool(super().validate(extra_validators))
        for field, words, wrong in (
            (self.due_on, _("请填写完成日期。"), self.words.data and not self.due_on.data),
            (self.words, _("请写明补救措施。"), self.due_on.data and not self.words.data),
        ):
            if wrong and not field.errors:
                field.errors = [*field.errors, words]
                holds = False
        return holds


class VerdictForm(PageForm):
    """目标核定."""

    verdict = RadioField(_l("核定结果"), [InputRequired(CHOOSE)])
    value = StringField(_l("核定数值"), [Length(max=30)], filters=[stripped])
    as_of = DateField(_l("数据截至"), [Optional()])
    no_value = StringField(_l("没有数值的原因"), [Length(max=300)], filters=[stripped])
    awaited_on = DateField(_l("预计发布日期"), [Optional()])
    remedies = Rows(FormField(RemedyForm), min_entries=REMEDIES, max_entries=20)
    basis = TextAreaField(
        _l("依据"),
        [DataRequired(_l("请写明核定的依据，例如统计公报、省里的考核通报。")), Length(max=1000)],
        filters=[stripped],
    )
    number: Decimal | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.verdict.choices = [SelectChoice(one.value, label(one)) for one in TargetVerdictWord]

    def validate(self, extra_validators: Any = None) -> bool:
        holds = bool(super().validate(extra_validators))
        self.number = number_in(self.value)
        return holds and not self.value.errors

    def found(self) -> Found:
        rows = [row.form for row in self.remedies]
        return Found(
            TargetVerdictWord(self.verdict.data),
            self.basis.data or "",
            value=self.number,
            as_of=self.as_of.data,
            no_value=self.no_value.data or "",
            awaited_on=self.awaited_on.data,
            remedies=[Remedy(row.words.data, row.due_on.data) for row in rows if row.words.data],
        )


class MendForm(VerdictForm):
    """更正核定."""

    reason = TextAreaField(
        _l("更正的理由"),
        [DataRequired(_l("请写明更正的理由。")), Length(max=1000)],
        filters=[stripped],
    )


class DayForm(PageForm):
    """A day of the office's, with the reason."""

    to_on = DateField(_l("改为哪一天"), [DataRequired(_l("请选择日期。"))])
    reason = TextAreaField(_l("理由"), [DataRequired(_l("请写明理由。")), Length(max=1000)], filters=[stripped])


class ReachForm(Part):
    """How far 左右 reaches for one target: in its unit, or (5%) as a part of its value."""

    target_id = HiddenField()
    reach = StringField(_l("允许偏差"), [Length(max=30)], filters=[stripped])

    def tolerance(self, goal: Decimal | None) -> Decimal | None:
        words = (self.reach.data or "").replace("％", "%").strip("± ")
        number = figure(words.removesuffix("%"))
        if number is None or not words.endswith("%"):
            return number
        return None if goal is None else abs(goal) * number / 100


class TolerancesForm(PageForm):
    rows = Rows(FormField(ReachForm))
    basis = TextAreaField(
        _l("依据"),
        [DataRequired(_l("请写明依据，例如领导小组会议纪要。")), Length(max=1000)],
        filters=[stripped],
    )

    def offer(self, target_ids: list[int]) -> None:
        """A row for each target that has none yet."""
        there = {row.target_id.data for row in self.rows}
        for target_id in target_ids:
            if str(target_id) not in there:
                self.rows.append_entry({"target_id": str(target_id)})

    def given(self) -> dict[int, ReachForm]:
        """The rows that were filled in, by target."""
        rows = (row.form for row in self.rows)
        found = ((whole(row.target_id.data), row) for row in rows if row.reach.data)
        return {target_id: row for target_id, row in found if target_id is not None}


class TermForm(PageForm):
    """A value and a day that a paper settles; the paper is attached."""

    value = StringField(_l("数值"), [Length(max=30)], filters=[stripped])
    due_on = DateField(_l("期限"), [Optional()])
    words = StringField(_l("文件中的表述"), [Length(max=300)], filters=[stripped])
    basis = StringField(
        _l("依据（文件名称、文号）"),
        [DataRequired(_l("请写明依据的文件或会议。")), Length(max=500)],
        filters=[stripped],
    )
    paper = FileField(_l("文件"))
    number: Decimal | None = None

    def validate(self, extra_validators: Any = None) -> bool:
        holds = bool(super().validate(extra_validators))
        self.number = number_in(self.value)
        return holds and not self.value.errors

    def facts(self) -> dict[str, Any]:
        return {
            "value": self.number,
            "due_on": self.due_on.data,
            "words": self.words.data or "",
            "basis": self.basis.data or "",
        }
