"""Forms of instructions."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SearchField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from workflow.instructions.models import InstructionKind, InstructionState, InstructionStep, StepKind, Unit
from workflow.instructions.rhythms import MOST_STEPS, WORDS_LIMIT, Rhythm, Step
from workflow.instructions.service import HEADING, WORDS, Draft
from workflow.web.forms import FilterForm, PageForm, Rows, stripped
from workflow.web.reports.forms import Part
from workflow.wording.labels import label

SPARE = 2  # empty rows for further steps


def number(word: object) -> int | None:
    """The id that was chosen; anything else is nothing."""
    return int(str(word)) if str(word).isdecimal() and len(str(word)) < 10 else None


class WriteForm(PageForm):
    """A leader's own words; from which of several posts."""

    post = SelectField(_l("以哪个岗位批示"), coerce=int, validate_choice=False)
    words = TextAreaField(_l("批示内容"), [DataRequired(_l("请写下批示内容。")), Length(max=WORDS)], filters=[stripped])
    about = HiddenField(filters=[stripped])
    task = HiddenField()


class RegisterForm(PageForm):
    """What a leader wrote on paper or said, as the office enters it."""

    kind = RadioField(_l("来源"), [InputRequired(_l("请选择一项。"))], default=InstructionKind.WRITTEN.value)
    leader = SelectField(_l("批示领导"), coerce=number)
    name = StringField(
        _l("其他领导（姓名和职务）"),
        [Length(max=100)],
        filters=[stripped],
        description=_l("上面没有列出的才填，例如省领导。"),
    )
    on = DateField(_l("批示日期"), [DataRequired(_l("请选择批示日期。"))])
    words = TextAreaField(
        _l("批示原文"),
        [DataRequired(_l("请照录批示原文。")), Length(max=WORDS)],
        filters=[stripped],
        description=_l("照原文录入，不要改写。"),
    )

    def offer(self, leaders: Sequence[tuple[int, str]]) -> None:
        kinds = ((InstructionKind.WRITTEN, _l("书面批示")), (InstructionKind.HANDED_OVER, _l("会议或口头交办")))
        self.kind.choices = [SelectChoice(kind.value, words) for kind, words in kinds]
        named = (SelectChoice(str(post), words) for post, words in leaders)
        self.leader.choices = [SelectChoice("", _l("（请选择）")), *named]


class DraftForm(PageForm):
    """拟办."""

    handling = TextAreaField(
        _l("拟办意见"),
        [DataRequired(_l("请写明拟办意见：由谁办、办什么、办到什么程度。")), Length(max=WORDS)],
        filters=[stripped],
        description=_l("由谁办、办什么、办到什么程度。转办后责任单位看到的就是这段话。"),
    )
    task = SelectField(_l("在哪项任务上办理"), coerce=number)
    heading = StringField(
        _l("交办事项名称"),
        [Length(max=HEADING)],
        filters=[stripped],
        description=_l("作为单独的交办事项时填写；它不计入方案的任务数。"),
    )
    lead = SelectField(_l("牵头单位"), [InputRequired(_l("请选择牵头单位。"))], coerce=number)
    co = SelectMultipleField(
        _l("配合单位"), coerce=int, option_widget=CheckboxInput(), widget=ListWidget(prefix_label=False)
    )
    rhythm = RadioField(_l("办理节奏"), [InputRequired(_l("请选择一项。"))], default=Rhythm.ONE_DAY.value)
    due_on = DateField(_l("办理期限"), [Optional()], description=_l("选“一个期限”时填写。"))
    to_approve = BooleanField(_l("拟办意见先呈批示领导审定，同意后再转办"))

    def offer(self, tasks: Sequence[tuple[int, str]], bodies: Sequence[tuple[int, str]]) -> None:
        own = SelectChoice("", _l("作为单独的交办事项"))
        self.task.choices = [own, *(SelectChoice(str(number), words) for number, words in tasks)]
        self.lead.choices = [SelectChoice("", _l("（请选择）")), *(SelectChoice(str(n), words) for n, words in bodies)]
        self.co.choices = [SelectChoice(str(n), words) for n, words in bodies]
        self.rhythm.choices = [SelectChoice(one.value, label(one)) for one in Rhythm]

    def draft(self) -> Draft:
        return Draft(
            handling=self.handling.data,
            lead=self.lead.data or 0,
            co=self.co.data or (),
            task_id=self.task.data,
            heading=self.heading.data or "",
            rhythm=Rhythm(self.rhythm.data),
            due_on=self.due_on.data,
            to_approve=self.to_approve.data,
        )


class StepForm(Part):
    kind = SelectField(_l("步骤"))
    words = StringField(_l("要求"), [Length(max=WORDS_LIMIT)], filters=[stripped])
    count = IntegerField(_l("转办后"), [Optional()])
    unit = SelectField(_l("单位"))
    due_on = DateField(_l("或固定日期"), [Optional()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = [SelectChoice(kind.value, label(kind)) for kind in StepKind]
        self.unit.choices = [SelectChoice(unit.value, label(unit)) for unit in Unit]

    def step(self) -> Step | None:
        """None: an empty row."""
        if not self.words.data:
            return None
        counted = self.count.data is not None
        unit = Unit(self.unit.data) if counted else None
        return Step(StepKind(self.kind.data), self.words.data, self.count.data, unit, self.due_on.data)


class StepsForm(PageForm):
    rows = Rows(FormField(StepForm), max_entries=MOST_STEPS + SPARE)

    def fill(self, steps: Sequence[InstructionStep]) -> None:
        """The steps as they are, and room for more."""
        for step in steps:
            unit = step.unit.value if step.unit else Unit.DAYS.value
            facts = {"words": step.words, "count": step.count, "unit": unit, "due_on": step.due_on}
            self.rows.append_entry({"kind": step.kind.value, **facts})
        for _ in range(min(SPARE, MOST_STEPS - len(steps))):
            self.rows.append_entry({"kind": StepKind.PROGRESS.value, "unit": Unit.DAYS.value})

    def steps(self) -> list[Step]:
        return [step for row in self.rows if (step := row.form.step())]


class WordsForm(PageForm):
    """One text: why it is withdrawn, what the leader objects to."""

    words = TextAreaField(_l("理由"), [DataRequired(_l("请写明理由。")), Length(max=1000)], filters=[stripped])


class ResultForm(PageForm):
    words = TextAreaField(_l("办理结果"), [DataRequired(_l("请写明办理结果。")), Length(max=WORDS)], filters=[stripped])


class BareForm(PageForm):
    """A button."""


class InstructionFilter(FilterForm):
    q = SearchField(_l("批示、拟办意见或事项"), [Length(max=60)], filters=[stripped])
    leader = SelectField(_l("批示领导"), coerce=number)
    state = SelectField(_l("状态"), validate_choice=False)
    department = SelectField(_l("办理单位"), coerce=number)
    late = BooleanField(_l("只看逾期"))

    def offer(self, leaders: Sequence[tuple[int, str]], bodies: Sequence[tuple[int, str]]) -> None:
        everything = SelectChoice("", _l("全部"))
        self.leader.choices = [everything, *(SelectChoice(str(n), words) for n, words in leaders)]
        self.state.choices = [everything, *(SelectChoice(state.value, label(state)) for state in InstructionState)]
        self.department.choices = [everything, *(SelectChoice(str(n), words) for n, words in bodies)]
