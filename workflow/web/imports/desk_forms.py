"""Forms of the desk itself: handing in, the list's filter, taking off the desk."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from workflow.plans.desk.models import IntakeState
from workflow.web.forms import FilterForm, PageForm, stripped
from workflow.web.people.forms import a_body, a_word


class HandInForm(PageForm):
    """A document: a file, or its text. `amends` is the plan of which it is a new edition."""

    file = FileField(_l("方案文件"))
    text = TextAreaField(_l("粘贴方案正文"))
    amends = a_body(_l("这是哪个方案的新版本"))


class DiscardForm(PageForm):
    reason = StringField(
        _l("移出的理由"), [DataRequired(_l("请写明移出核对台的理由。")), Length(max=200)], filters=[stripped]
    )


class IntakeFilterForm(FilterForm):
    q = StringField(_l("名称、文件名或上传人"), filters=[stripped], render_kw={"type": "search"})
    state = a_word(_l("状态"), of=IntakeState, blank=_l("全部"))
