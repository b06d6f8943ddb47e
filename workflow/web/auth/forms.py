"""Forms of signing in and of one's own account."""

from flask_babel import gettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, Form, HiddenField, PasswordField, SelectField, SelectMultipleField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from workflow.outbox import hours
from workflow.outbox.models import Reminder
from workflow.web.forms import PageForm, stripped
from workflow.web.request import session
from workflow.wording.told import REMINDERS

LOCALES = (("zh", "中文"), ("en", "English"))
AS_NEW = {"autocomplete": "new-password"}
NEW_RULE = _l("至少 10 个字符，不能与邮箱相同。")


def same_as(name: str) -> object:
    """A validator: typed the same as in the other field."""

    def check(form: Form, field: Field) -> None:
        if field.data != form[name].data:
            raise ValidationError(_("两次输入的口令不一致。"))

    return check


class SignInForm(PageForm):
    email = StringField(
        _l("邮箱"),
        [DataRequired(_l("请填写邮箱。")), Length(max=254)],
        filters=[stripped],
        render_kw={"type": "email", "autocomplete": "username", "inputmode": "email", "spellcheck": "false"},
    )
    password = PasswordField(
        _l("口令"), [DataRequired(_l("请填写口令。"))], render_kw={"autocomplete": "current-password"}
    )
    next = HiddenField()


class NewPasswordForm(PageForm):
    """A new password by a link."""

    password = PasswordField(
        _l("新口令"),
        [DataRequired(_l("请填写新口令。"))],
        description=NEW_RULE,
        render_kw=AS_NEW,
    )
    again = PasswordField(_l("再输一次"), [same_as("password")], render_kw=AS_NEW)


class ChangePasswordForm(PageForm):
    """A new password by the person who knows the old one."""

    current = PasswordField(
        _l("现在的口令"), [DataRequired(_l("请填写现在的口令。"))], render_kw={"autocomplete": "current-password"}
    )
    password = PasswordField(
        _l("新口令"),
        [DataRequired(_l("请填写新口令。"))],
        description=NEW_RULE,
        render_kw=AS_NEW,
    )
    again = PasswordField(_l("再输一次"), [same_as("password")], render_kw=AS_NEW)


class MailForm(PageForm):
    """When the reminder comes, and of what."""

    digest_at = SelectField(_l("每天的工作提醒几点发"), coerce=int, choices=lambda: _hours())
    kinds = SelectMultipleField(
        _l("发邮件的提醒"),
        description=_l("没有勾选的仍列在“我的通知”里。催报、催办、督办、退回、批示和待签发的邮件不能关闭。"),
        choices=lambda: [SelectChoice(value=one.value, label=gettext(words)) for one, words in REMINDERS.items()],
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )

    def muted(self) -> list[Reminder]:
        return [one for one in Reminder if one.value not in (self.kinds.data or [])]


def _hours() -> list[SelectChoice]:
    return [SelectChoice(value=hour, label=hours.said(hour)) for hour in hours.kept(session()).choices]


class ProfileForm(PageForm):
    """What a person keeps up to date about herself."""

    name = StringField(
        _l("姓名"),
        [DataRequired(_l("请填写姓名。")), Length(max=100, message=_l("姓名不超过 100 个字。"))],
        filters=[stripped],
        render_kw={"autocomplete": "name"},
    )
    phone = StringField(
        _l("电话"),
        [Length(max=40, message=_l("电话不超过 40 个字符。"))],
        filters=[stripped],
        render_kw={"type": "tel", "autocomplete": "tel"},
    )
    locale = SelectField(_l("界面语言"), choices=[SelectChoice(value=code, label=words) for code, words in LOCALES])
    version = HiddenField()
