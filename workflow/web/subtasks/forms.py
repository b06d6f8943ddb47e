"""Forms of sub-tasks."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from workflow.deadlines.handing_down import HEADING, WORDS, Asked
from workflow.tasks.models import Rhythm
from workflow.web.forms import PageForm, stripped
from workflow.wording.labels import label

OFFERED = (Rhythm.QUARTERLY, Rhythm.MONTHLY, Rhythm.NONE)


class HandDownForm(PageForm):
    """To whom, what, by when, how often it is reported."""

    bodies = SelectMultipleField(
        _l("转给哪些下级单位"),
        [InputRequired(_l("请至少选择一个下级单位。"))],
        coerce=int,
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    heading = StringField(
        _l("事项名称"), [DataRequired(_l("请填写事项名称。")), Length(max=HEADING)], filters=[stripped]
    )
    words = TextAreaField(
        _l("具体要求"), [DataRequired(_l("请写明要做什么、做到什么程度。")), Length(max=WORDS)], filters=[stripped]
    )
    due_on = DateField(_l("办结日期"), [Optional()], description=_l("没有的可以不填，只按期报送进展。"))
    rhythm = RadioField(_l("多久报送一次"), [InputRequired(_l("请选择一项。"))], default=Rhythm.QUARTERLY.value)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rhythm.choices = [SelectChoice(one.value, label(one)) for one in OFFERED]

    def asked(self) -> Asked:
        return Asked(self.heading.data, self.words.data, self.due_on.data, Rhythm(self.rhythm.data))


class EndForm(PageForm):
    """Why it is concluded or taken back."""

    words = TextAreaField(
        _l("理由或意见"), [DataRequired(_l("请写明理由或意见。")), Length(max=1000)], filters=[stripped]
    )
