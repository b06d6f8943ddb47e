"""Forms of the calendar."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import DateField, HiddenField, IntegerField, RadioField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from workflow.web.forms import PageForm, stripped
from workflow.workdays.keeping import NAME, SOURCE

OFF, WORKED, PLAIN = "off", "worked", "plain"
WITHIN = NumberRange(2015, 2099, message=_l("请填 2015 至 2099 之间的年份。"))
LONG = _l("请控制在 200 字以内。")


class DayForm(PageForm):
    """`confirmed` is empty until the preview was seen; `mark` is the year as it was shown."""

    on = DateField(_l("日期"), [InputRequired(_l("请填写日期，例如 2026-11-22。"))])
    kind = RadioField(
        _l("这一天"),
        [InputRequired(_l("请选择这一天放假还是上班。"))],
        choices=[
            SelectChoice(value=OFF, label=_l("放假")),
            SelectChoice(value=WORKED, label=_l("上班")),
            SelectChoice(value=PLAIN, label=_l("不作规定，按周一至周五")),
        ],
    )
    name = StringField(
        _l("名称"),
        [Length(max=NAME, message=_l("名称请控制在 60 字以内。"))],
        filters=[stripped],
        description=_l("例如：劳动节、调休上班。"),
    )
    reason = StringField(
        _l("依据"),
        [DataRequired(_l("请写明依据。")), Length(max=SOURCE, message=LONG)],
        filters=[stripped],
        description=_l("例如通知的名称和文号；写进历史，也写在变动的期限旁。"),
    )
    mark = HiddenField()
    confirmed = HiddenField()


class YearFileForm(PageForm):
    year = IntegerField(_l("年份"), [InputRequired(_l("请填写年份。")), WITHIN])
    source = StringField(
        _l("依据"),
        [DataRequired(_l("请写明依据。")), Length(max=SOURCE, message=LONG)],
        filters=[stripped],
        description=_l("例如：国务院办公厅关于2027年部分节假日安排的通知。"),
    )
    file = FileField(_l("文件（.csv、.xlsx 或 .txt）"), render_kw={"accept": ".csv,.xlsx,.txt"})


class YearForm(PageForm):
    """What was previewed, to be kept."""

    year = IntegerField(validators=[InputRequired(), WITHIN])
    source = HiddenField(validators=[DataRequired(), Length(max=SOURCE)])
    days = HiddenField(validators=[DataRequired()])
    mark = HiddenField(validators=[DataRequired()])
