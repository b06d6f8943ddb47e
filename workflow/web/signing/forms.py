"""Forms of 签发."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, TextAreaField
from wtforms.validators import AnyOf, DataRequired, Length

from workflow.web.forms import PageForm, stripped
from workflow.web.numbers import whole


class SendBackForm(PageForm):
    words = TextAreaField(
        _l("退回意见"), [DataRequired(_l("请写明退回的意见。")), Length(max=1000)], filters=[stripped]
    )


class SwitchForm(PageForm):
    """To `on` or `off`; the version is of the department that was looked at."""

    to = HiddenField(validators=[AnyOf(("on", "off"), message=_l("请选择启用或停用。"))])
    version = HiddenField(validators=[DataRequired()])

    @property
    def on(self) -> bool:
        return bool(self.to.data == "on")

    def seen(self) -> int:
        return whole(self.version.data) or 0
