"""Forms of the plan's pages."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectMultipleField, StringField
from wtforms.validators import DataRequired, Length

from workflow.web.forms import PageForm, stripped

BASIS = _l("依据")


class LeadsForm(PageForm):
    """Which proposed leads are confirmed, and on what basis."""

    leads = SelectMultipleField(_l("牵头单位"), coerce=int, validate_choice=False)
    basis = StringField(
        BASIS,
        [DataRequired(_l("请写明确认的依据，例如“领导小组办公室 2026 年第 3 次会议纪要”。")), Length(max=300)],
        filters=[stripped],
    )


class SwapForm(PageForm):
    """Another responsible department leads instead."""

    successor = HiddenField()
    basis = StringField(BASIS, [DataRequired(_l("请写明调整的依据。")), Length(max=300)], filters=[stripped])


class WordsForm(PageForm):
    """What stands in the printed original."""

    typed = StringField(
        _l("纸质原件上的文字"), [DataRequired(_l("请照纸质原件录入文字。")), Length(max=200)], filters=[stripped]
    )
