"""Forms of the evidence box."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, RadioField, SearchField, SelectField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from workflow.evidence.describing import CLAIM_LIMIT, Proves
from workflow.evidence.destroying import REASON_LIMIT as DESTROYING
from workflow.evidence.destroying import Why
from workflow.evidence.models import Verdict
from workflow.evidence.rules import EvidenceKind
from workflow.evidence.versions import REASON_LIMIT
from workflow.insight.box_listing import Standing
from workflow.web.forms import FilterForm, PageForm, stripped
from workflow.web.numbers import whole
from workflow.wording.labels import label

ALL = _l("全部")
REASON = _l("请写明理由。")
Choices = Sequence[tuple[str, str]]


def _chosen(choices: Choices) -> list[SelectChoice]:
    return [SelectChoice(value, words) for value, words in choices]


def kinds() -> list[SelectChoice]:
    return [SelectChoice(one.value, label(one)) for one in EvidenceKind]


class BoxFilter(FilterForm):
    q = SearchField(_l("名称或内容"), [Length(max=80)], filters=[stripped])
    department = SelectField(_l("单位"))
    task = SelectField(_l("任务"))
    kind = SelectField(_l("类别"))
    standing = SelectField(_l("状态"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = (_l("待审核"), _l("已采信"), _l("不采信"), _l("已撤下"))
        self.kind.choices = [SelectChoice("", ALL), *kinds()]
        self.standing.choices = [SelectChoice("", ALL), *map(SelectChoice, Standing, words)]

    def offer(self, departments: Choices, tasks: Choices) -> None:
        self.department.choices = [SelectChoice("", ALL), *_chosen(departments)]
        self.task.choices = [SelectChoice("", ALL), *_chosen(tasks)]
        self.validate()


class DescribeForm(PageForm):
    kind = SelectField(_l("类别"), [Optional()])
    dated_on = DateField(_l("材料日期"), [Optional()], description=_l("材料本身的日期：发文、印章或数据的日期。"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = [SelectChoice("", _l("未选")), *kinds()]


class ProveForm(PageForm):
    """Of which task (and there which target) a file proves what, for which period."""

    task = SelectField(_l("证明哪项任务"), [DataRequired(_l("请选择任务。"))])
    period = SelectField(_l("哪个周期"), [Optional()])
    claim = TextAreaField(
        _l("证明什么"),
        [Optional(), Length(max=CLAIM_LIMIT, message=_l("不超过 200 个字。"))],
        filters=[stripped],
        render_kw={"rows": 2},
        description=_l("一句话，例如：三季度新增并网 12 万千瓦。"),
    )

    def offer(self, tasks: Choices, periods: Choices) -> None:
        self.task.choices = [SelectChoice("", _l("请选择")), *_chosen(tasks)]
        self.period.choices = [SelectChoice("", _l("不限周期")), *_chosen(periods)]

    def proves(self) -> Proves:
        """The choice is a task, or a task and one of its targets: 12, 12.34."""
        task, _, target = (self.task.data or "").partition(".")
        return Proves(whole(task) or 0, whole(target) or 0, self.period.data or "", self.claim.data or "")


class PutForm(DescribeForm, ProveForm):
    """Files put into the box, all of one kind and day, which may prove one thing."""

    task = SelectField(_l("证明哪项任务"), [Optional()])


class ReasonForm(PageForm):
    reason = TextAreaField(
        _l("理由"),
        [DataRequired(REASON), Length(max=REASON_LIMIT, message=_l("理由不超过 200 个字。"))],
        filters=[stripped],
        render_kw={"rows": 2},
    )


class JudgeForm(PageForm):
    word = RadioField(_l("意见"), [InputRequired(_l("请选择采信或不采信。"))])
    reason = TextAreaField(
        _l("理由"),
        [Optional(), Length(max=REASON_LIMIT, message=_l("理由不超过 200 个字。"))],
        filters=[stripped],
        render_kw={"rows": 2},
        description=_l("不采信时必填，单位能看到。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {Verdict.ACCEPTED: _l("采信"), Verdict.REJECTED: _l("不采信")}
        self.word.choices = [SelectChoice(one.value, words[one]) for one in Verdict]


class DestroyForm(PageForm):
    why = RadioField(_l("为什么必须清除"), [InputRequired(_l("请选择原因。"))])
    reason = TextAreaField(
        _l("情况说明"),
        [DataRequired(REASON), Length(max=DESTROYING, message=_l("不超过 300 个字。"))],
        filters=[stripped],
        render_kw={"rows": 3},
        description=_l("写清怎么发现、由谁批准。不要写出涉密内容或身份号码本身。"),
    )
    name_too = BooleanField(_l("文件名本身也含有不应出现的内容，一并清除"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.why.choices = [SelectChoice(one.value, label(one)) for one in Why]


class AnswerForm(PageForm):
    words = TextAreaField(
        _l("不予清除的理由"),
        [Optional(), Length(max=DESTROYING, message=_l("不超过 300 个字。"))],
        filters=[stripped],
        render_kw={"rows": 2},
    )


class KindsForm(PageForm):
    kinds = SelectMultipleField(
        _l("办结前必须附有的材料类别"),
        [Optional()],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description=_l("不勾选即不作要求。勾选后，缺哪一类会在填报和办结时提示。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds.choices = kinds()
