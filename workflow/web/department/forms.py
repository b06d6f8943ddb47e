"""Forms of the inside of a department."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from workflow.people.absences import REASON
from workflow.people.sections import NAME
from workflow.tasks.models import Role
from workflow.web.forms import FilterForm, PageForm, stripped
from workflow.web.numbers import row_id
from workflow.wording.labels import label

DAY = [InputRequired(_l("请填写日期，例如 2026-11-22。"))]


def _choice(words: Any) -> SelectField:
    """A row by its id, or none; the view gives the choices."""
    return SelectField(words, coerce=row_id)


def choices(rows: dict[int, str], blank: Any) -> list[SelectChoice]:
    return [SelectChoice("", blank), *(SelectChoice(str(key), words) for key, words in rows.items())]


class SectionForm(PageForm):
    name = StringField(
        _l("科室名称"),
        [DataRequired(_l("请填写科室名称。")), Length(max=NAME)],
        filters=[stripped],
        description=_l("按本单位的叫法写，例如“电力科”。"),
    )


class GiveForm(PageForm):
    """A section's post, given to a person of the department."""

    person = SelectField(
        _l("经办人"),
        [InputRequired(_l("请选择经办人。"))],
        coerce=row_id,
        description=_l("只列本单位现有账号。还没有账号的，请系统管理员邀请：岗位选“科室经办人”，并写明科室。"),
    )
    from_on = DateField(_l("自哪天起"), DAY)
    to_on = DateField(_l("至哪天止（含当天）"), [Optional()], description=_l("不定期的留空。"))


class AbsenceForm(PageForm):
    from_on = DateField(_l("离岗第一天"), DAY)
    to_on = DateField(_l("返岗前最后一天（含当天）"), DAY)
    reason = StringField(
        _l("事由"), [Length(max=REASON)], filters=[stripped], description=_l("可不填，例如“出差”“年休假”。")
    )
    substitute = _choice(_l("由谁代办"))


class TasksFilter(FilterForm):
    q = StringField(_l("编号、条目或科室"), filters=[stripped], render_kw={"type": "search"})
    role = SelectField(
        _l("角色"),
        choices=lambda: [
            SelectChoice("", _l("全部")),
            *(SelectChoice(role.value, label(role)) for role in Role),
        ],
    )
    section = SelectField(_l("科室"), coerce=row_id)
