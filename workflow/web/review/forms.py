"""Forms of the office's word."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField, RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from workflow.review.models import TargetVerdictWord
from workflow.review.rules import ReasonKind
from workflow.tasks.models import Decision
from workflow.web.forms import PageForm, stripped
from workflow.wording.labels import label

CHOOSE = _l("请选择一项。")


class AcceptForm(PageForm):
    """The revision that was read."""

    revision = HiddenField()

    def revision_id(self) -> int | None:
        words = self.revision.data or ""
        return int(words) if words.isdigit() and len(words) < 12 else None


class ReturnForm(AcceptForm):
    """Why a report is given back, and by when it is wanted again."""

    reason_kind = RadioField(_l("退回理由"), [InputRequired(CHOOSE)])
    reason = TextAreaField(
        _l("请写明要改什么"),
        [DataRequired(_l("请用一两句话写明要改什么。")), Length(max=1000)],
        filters=[stripped],
    )
    correct_by = DateField(_l("请于何日前改好"), [DataRequired(_l("请选择日期。"))])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reason_kind.choices = [SelectChoice(kind.value, label(kind)) for kind in ReasonKind]

    def kind(self) -> ReasonKind:
        return ReasonKind(self.reason_kind.data)


class DecisionForm(PageForm):
    """Granted or refused."""

    decision = RadioField(_l("答复意见"), [InputRequired(CHOOSE)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.decision.choices = [SelectChoice(one.value, label(one)) for one in Decision]

    def granted(self) -> bool:
        return bool(self.decision.data == Decision.GRANTED.value)


class ExtensionForm(DecisionForm):
    """The word on a request for another day."""

    granted_on = DateField(_l("同意延期至（可与申请的不同）"), [Optional()])
    answer = TextAreaField(_l("答复（不同意的须写明理由）"), [Length(max=1000)], filters=[stripped])


class MoveForm(DecisionForm):
    """The word on a request to move a share."""

    to_department = SelectField(
        _l("改由哪个单位负责"), coerce=lambda word: int(word) if word else None, validate_choice=False
    )
    basis = TextAreaField(
        _l("依据"),
        [DataRequired(_l("请写明依据，例如会议纪要、与有关单位协商的结果。")), Length(max=1000)],
        filters=[stripped],
    )

    def offer(self, bodies: list[tuple[int, str]]) -> None:
        named = (SelectChoice(str(number), name) for number, name in bodies)
        self.to_department.choices = [SelectChoice("", _l("（请选择）")), *named]


class TargetForm(PageForm):
    """目标核定."""

    verdict = RadioField(_l("核定结果"), [InputRequired(CHOOSE)])
    basis = TextAreaField(
        _l("依据"),
        [DataRequired(_l("请写明核定的依据，例如统计公报、省里的考核通报。")), Length(max=1000)],
        filters=[stripped],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.verdict.choices = [SelectChoice(one.value, label(one)) for one in TargetVerdictWord]

    def word(self) -> TargetVerdictWord:
        return TargetVerdictWord(self.verdict.data)
