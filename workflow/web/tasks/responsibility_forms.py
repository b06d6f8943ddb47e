"""Forms: the office's decisions on who is responsible for a task. Each has a basis."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length

from workflow.tasks.responsibility import SECTION
from workflow.web.forms import PageForm, stripped
from workflow.web.numbers import row_id


class DecisionForm(PageForm):
    """Something chosen, and the basis."""

    chosen = SelectField(_l("单位"), coerce=row_id, validate_choice=False)
    basis = StringField(
        _l("依据"),
        [DataRequired(_l("请写明依据，例如“领导小组办公室 2026 年第 3 次会议纪要”。")), Length(max=300)],
        filters=[stripped],
    )

    def offer(self, choices: Mapping[int, str], blank: str | None) -> None:
        none = [] if blank is None else [SelectChoice("", blank)]
        self.chosen.choices = none + [SelectChoice(str(key), words) for key, words in choices.items()]


class AddForm(DecisionForm):
    chosen = SelectField(_l("增加的责任单位"), coerce=row_id, validate_choice=False)


class LeadForm(DecisionForm):
    chosen = SelectField(_l("改由哪个单位牵头"), coerce=row_id, validate_choice=False)
    stays = BooleanField(_l("原牵头单位转为责任单位，继续参与"))


class EndForm(DecisionForm):
    chosen = SelectField(_l("不再负责的单位"), coerce=row_id, validate_choice=False)


class SectionForm(DecisionForm):
    chosen = SelectField(_l("单位"), coerce=row_id, validate_choice=False)
    section = StringField(
        _l("责任科室"), [Length(max=SECTION)], filters=[stripped], description=_l("留空表示不再指明科室。")
    )


class LeaderForm(DecisionForm):
    chosen = SelectField(_l("分管市领导"), coerce=row_id, validate_choice=False)
