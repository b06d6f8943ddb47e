"""The controls over the history."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from workflow.web.forms import FilterForm, stripped
from workflow.wording.acts import ACTS, THINGS


def _choices(words: dict[str, str]) -> list[SelectChoice]:
    listed = [SelectChoice(value=key, label=gettext(said)) for key, said in words.items()]
    return [SelectChoice(value="", label=gettext("全部")), *listed]


class HistoryFilterForm(FilterForm):
    q = StringField(_l("谁（姓名或邮箱）"), filters=[stripped], render_kw={"type": "search"})
    act = SelectField(_l("做了什么"), choices=lambda: _choices(ACTS))
    thing = SelectField(_l("对什么"), choices=lambda: _choices(THINGS))
    from_on = DateField(_l("自"), [Optional()])
    to_on = DateField(_l("至"), [Optional()])
    thing_id = HiddenField()
