"""Forms of score sheets."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SearchField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from workflow.insight.scores.models import ScoreKind, ScoreRule, ScoreSheet
from workflow.insight.scores.rules import MOST_DAYS, Criterion, periods
from workflow.insight.scores.service import Setting
from workflow.plans.models import Plan
from workflow.web.filters import plain
from workflow.web.forms import FilterForm, PageForm, Rows, stripped
from workflow.web.numbers import figure, whole
from workflow.web.reports.forms import Part
from workflow.wording.labels import label
from workflow.wording.scores import period as period_words

SPARE = 2  # empty rows for further criteria
NOT_A_NUMBER = _l("请填写数字，例如 10 或 0.5。")
CHOOSE = _l("请选择一项。")


def typed(field: Any) -> Decimal | None:
    """The number that was typed; what is none gets a word at its field."""
    number = figure(field.data) if field.data else None
    if number is None:
        field.errors = [*field.errors, NOT_A_NUMBER]
    return number


class BeginForm(PageForm):
    """Of which plan, for which year or quarter."""

    plan = SelectField(_l("方案"), coerce=int)
    period = SelectField(_l("考核周期"))

    def offer(self, plans: Sequence[Plan], today: Any) -> None:
        first = min(plan.started_on for plan in plans if plan.started_on is not None)
        self.plan.choices = [SelectChoice(plan.id, plan.title) for plan in plans]
        self.period.choices = [SelectChoice(one, period_words(one)) for one in periods(first, today)]


class RuleForm(Part):
    name = StringField(_l("指标"), [Length(max=60)], filters=[stripped])
    kind = SelectField(_l("计算方法"))
    full = StringField(_l("分值"), [Length(max=10)], filters=[stripped])
    times = StringField(_l("扣分倍数"), [Length(max=10)], filters=[stripped])
    partial = StringField(_l("补救折算"), [Length(max=10)], filters=[stripped])
    basis = TextAreaField(_l("依据"), [Length(max=500)], filters=[stripped])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = [SelectChoice(one.value, label(one)) for one in ScoreKind]

    def criterion(self) -> Criterion | None:
        """As typed; without a name it is left out."""
        if not self.name.data:
            return None
        numbers = [typed(field) for field in (self.full, self.times, self.partial)]
        if None in numbers:
            return None
        full, times, partial = (number or Decimal(0) for number in numbers)
        return Criterion(self.name.data, ScoreKind(self.kind.data), full, times, partial, self.basis.data or "")


class RulesForm(PageForm):
    """The rules of a sheet, while it is drafted."""

    version = HiddenField()
    rules = Rows(FormField(RuleForm), max_entries=20)
    co_weight = StringField(
        _l("配合任务的权数"),
        [DataRequired(NOT_A_NUMBER), Length(max=10)],
        filters=[stripped],
        description=_l("牵头任务按 1 计，配合任务按这个数计（0 到 1）。"),
    )
    objection_days = IntegerField(
        _l("提异议的时间（工作日）"), [InputRequired(NOT_A_NUMBER), NumberRange(1, MOST_DAYS, NOT_A_NUMBER)]
    )
    ranked = BooleanField(_l("印发时排名"), description=_l("不勾选时，按方案的单位顺序列出，不显示名次。"))

    def seen(self) -> int:
        return whole(self.version.data) or 0

    def asked(self) -> tuple[Setting, list[Criterion]] | None:
        """None where a number is none."""
        co_weight = typed(self.co_weight)
        found = [row.form.criterion() for row in self.rules]
        if co_weight is None or any(self._wrong()):
            return None
        setting = Setting(co_weight, self.objection_days.data or 0, self.ranked.data)
        return setting, [one for one in found if one is not None]

    def _wrong(self) -> list[Any]:
        return [field.errors for row in self.rules for field in row.form if field.errors]


def standing(sheet: ScoreSheet) -> dict[str, Any]:
    """What stands in a sheet, as the form shows it, with empty rows to add to."""
    rows = [_row(one) for one in sheet.rules] + [{"times": "1", "partial": "0"}] * SPARE
    facts = {"co_weight": plain(sheet.co_weight), "objection_days": sheet.objection_days, "ranked": sheet.ranked}
    return facts | {"version": str(sheet.version), "rules": rows}


def _row(one: ScoreRule) -> dict[str, Any]:
    numbers = {name: plain(getattr(one, name)) for name in ("full", "times", "partial")}
    return {"name": one.name, "kind": one.kind.value, "basis": one.basis} | numbers


class PointForm(PageForm):
    """加分, 减分."""

    department = SelectField(_l("单位"), coerce=int)
    points = StringField(
        _l("分数"),
        [DataRequired(NOT_A_NUMBER), Length(max=10)],
        filters=[stripped],
        description=_l("加分填正数，减分填负数，例如 2 或 -1.5。"),
    )
    reason = TextAreaField(_l("理由"), [DataRequired(_l("请写明理由。")), Length(max=500)], filters=[stripped])
    basis = StringField(_l("依据"), [DataRequired(_l("请写明依据。")), Length(max=300)], filters=[stripped])


class ObjectionForm(PageForm):
    reason = TextAreaField(
        _l("理由"),
        [DataRequired(_l("请写明理由。")), Length(max=1000)],
        filters=[stripped],
        description=_l("写明哪一行不对、应当怎样、依据是什么。"),
    )


class AnswerForm(PageForm):
    """The office's word on an objection."""

    act = RadioField(_l("答复"), [InputRequired(CHOOSE)])
    corrected = StringField(_l("更正后的得分（采纳时填写）"), [Length(max=10)], filters=[stripped])
    words = TextAreaField(
        _l("理由和依据"), [DataRequired(_l("请写明理由和依据。")), Length(max=1000)], filters=[stripped]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.act.choices = [SelectChoice("adopt", _("采纳，更正得分")), SelectChoice("keep", _("不采纳，得分不变"))]


class ReasonForm(PageForm):
    words = TextAreaField(_l("理由"), [DataRequired(_l("请写明理由。")), Length(max=1000)], filters=[stripped])


class TableFilter(FilterForm):
    """Over the table of all bodies."""

    q = SearchField(_l("单位"), [Length(max=80)], filters=[stripped])
    only = SelectField(_l("只看"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.only.choices = [
            SelectChoice("", _("全部")),
            SelectChoice("lost", _("有扣分的")),
            SelectChoice("objected", _("有异议的")),
            SelectChoice("unscored", _("没有总分的")),
        ]
