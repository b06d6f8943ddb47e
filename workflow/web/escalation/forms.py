"""Forms of the office's morning."""

from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, Optional

from workflow.deadlines.models import DeadlineKind, LadderKind
from workflow.escalation import raising
from workflow.escalation.queries import By, Sought
from workflow.escalation.rules import LATE_DOWNWARD, Rung
from workflow.escalation.service import WORDS
from workflow.people.models import DepartmentKind
from workflow.web.forms import FilterForm, PageForm, stripped
from workflow.web.review.closing_forms import ApprovalFields
from workflow.wording.labels import label

CLIMBED = (LadderKind.WORK, LadderKind.REPORTING)

KINDS = (
    DeadlineKind.TARGET,
    DeadlineKind.MILESTONE,
    DeadlineKind.COMPLETION,
    DeadlineKind.INSTRUCTION,
    DeadlineKind.REPORT,
    DeadlineKind.CORRECTION,
    DeadlineKind.SHARE,
    DeadlineKind.ACKNOWLEDGE,
)

BODIES = (
    DepartmentKind.BUREAU,
    DepartmentKind.PARTY,
    DepartmentKind.VERTICAL,
    DepartmentKind.ENTERPRISE,
    DepartmentKind.ZONE,
    DepartmentKind.COUNTY,
)
ALL = _l("全部")
ORDERS = {By.RUNG: _l("按梯级"), By.DEPARTMENT: _l("按单位"), By.CHAPTER: _l("按章节")}


class LateFilter(FilterForm):
    """What of the late things is shown, and how it is put together."""

    by = SelectField(_l("排列"), default=By.RUNG.value)
    rung = SelectField(_l("梯级"))
    kind = SelectField(_l("类型"))
    q = StringField(_l("编号、条目或单位"), [Length(max=80)], filters=[stripped])
    ladder = SelectField(_l("逾期"))
    department = IntegerField(_l("单位"), [Optional()])
    chapter = StringField(_l("章节"), [Length(max=200)])
    body = SelectField(_l("单位类型"))
    held = BooleanField(_l("同时列出暂缓事项"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.by.choices = [SelectChoice(by.value, words) for by, words in ORDERS.items()]
        self.rung.choices = [SelectChoice("", ALL), *(SelectChoice(rung.value, label(rung)) for rung in LATE_DOWNWARD)]
        self.ladder.choices = [SelectChoice("", ALL), *(SelectChoice(lad.value, label(lad)) for lad in CLIMBED)]
        self.body.choices = [SelectChoice("", ALL), *(SelectChoice(body.value, label(body)) for body in BODIES)]
        self.kind.choices = [SelectChoice("", ALL), *(SelectChoice(kind.value, label(kind)) for kind in KINDS)]

    def sought(self) -> Sought:
        facts = self.facts()
        department = facts["department"]
        return Sought(
            rung=Rung(facts["rung"]) if facts["rung"] else None,
            department_id=department if department and department < 2**31 else None,
            kind=DeadlineKind(facts["kind"]) if facts["kind"] else None,
            q=facts["q"],
            ladder=LadderKind(facts["ladder"]) if facts["ladder"] else None,
            chapter=facts["chapter"],
            department_kind=DepartmentKind(facts["body"]) if facts["body"] else None,
        )

    def order(self) -> By:
        return By(self.facts()["by"] or By.RUNG)


class UrgeForm(PageForm):
    """The words that go with an urge."""

    words = TextAreaField(
        _l("附言（可不填）"), [Length(max=WORDS, message=_l("附言请控制在 %(max)d 字以内。"))], filters=[stripped]
    )


class CallForm(PageForm):
    """What was said on the telephone."""

    spoke_with = StringField(_l("接听人"), [DataRequired(_l("请写明与谁通话。")), Length(max=100)], filters=[stripped])
    words = TextAreaField(
        _l("通话内容"),
        [DataRequired(_l("请写明通话内容，包括对方反映的困难。")), Length(max=2000)],
        filters=[stripped],
        description=_l("说了什么、对方有什么困难、需要谁协调"),
    )
    promised_on = DateField(_l("对方答应完成的日期（没有可不填）"), [Optional()])


class RungForm(PageForm):
    """Where to, and why."""

    to = RadioField(_l("调到"), validators=[DataRequired(_l("请选择调到哪一级。"))], validate_choice=False)
    reason = TextAreaField(
        _l("理由"),
        [DataRequired(_l("请写明调整梯级的理由。")), Length(max=raising.WORDS)],
        filters=[stripped],
        description=_l("记入历史，办公室以后看得到；不发给单位。"),
    )

    def offer(self, choices: list[tuple[str, str]]) -> None:
        """What can be chosen; anything else is as good as nothing."""
        self.to.choices = [SelectChoice(value, words) for value, words in choices]
        if self.to.data not in {value for value, _words in choices}:
            self.to.data = None


class NoForm(PageForm):
    """Nothing is asked but whether to do it."""


class ExtendForm(ApprovalFields):
    """Another day, given by the office itself."""

    to_on = DateField(_l("延期至"), [DataRequired(_l("请选择新的日期。"))])
    reason = TextAreaField(
        _l("理由和依据"), [DataRequired(_l("请写明延期的理由和依据。")), Length(max=1000)], filters=[stripped]
    )
    seen_due_on = HiddenField()

    def still(self, due_on: date) -> bool:
        """Whether the day is the one that was seen when the page was opened."""
        return self.seen_due_on.data in (None, "", due_on.isoformat())
