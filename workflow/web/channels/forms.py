"""Form: a robot of a chat group."""

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from workflow.adapters.chat import ChatKind
from workflow.web.forms import PageForm, stripped
from workflow.web.numbers import row_id
from workflow.wording.robots import kind

SECRETLY = {"autocomplete": "off", "spellcheck": "false"}


class RobotForm(PageForm):
    department = SelectField(_l("哪个单位的群"), [DataRequired(_l("请选择单位。"))], coerce=row_id)
    kind = SelectField(
        _l("种类"),
        [InputRequired(_l("请选择种类。"))],
        choices=lambda: [SelectChoice(value=one.value, label=kind(one)) for one in ChatKind],
    )
    name = StringField(
        _l("群名称"),
        [DataRequired(_l("请填写群名称。")), Length(max=60, message=_l("群名称不超过 60 个字。"))],
        filters=[stripped],
    )
    address = StringField(
        _l("Webhook 地址"),
        [DataRequired(_l("请填写地址。")), Length(max=500, message=_l("地址不超过 500 个字符。"))],
        filters=[stripped],
        description=_l("在群设置里添加自定义机器人后复制。地址含密钥，保存后只显示末尾几位。"),
        render_kw=SECRETLY,
    )
    secret = PasswordField(
        _l("加签密钥"),
        [Length(max=200)],
        filters=[stripped],
        description=_l("钉钉、飞书开启了“加签”时填；企业微信留空。"),
        render_kw={"autocomplete": "new-password"},
    )
