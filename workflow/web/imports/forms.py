"""Forms of mending. `seen` carries the versions of the rows that the form showed: i3:2 t4:1."""

import re
from datetime import date
from decimal import Decimal

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    Field,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError

from workflow.people.models import DepartmentKind
from workflow.plans.models import BodyRole, ItemKind, TargetKind
from workflow.web.forms import PageForm, Rows, stripped
from workflow.web.numbers import figure, whole
from workflow.web.people.forms import a_word
from workflow.wording.labels import label
from workflow.wording.mending import COMPARATORS, comparator

KINDS = (ItemKind.MEASURE, ItemKind.STANDING, ItemKind.GENERAL)
# The signs are those of year, month and day.
YEAR_OR_DAY = re.compile(r"(\d{4})\u5e74?(?:(?:-|/|\.)?(\d{1,2})(?:-|/|\.|\u6708)(\d{1,2})\u65e5?)?$")


def kinds() -> list[SelectChoice]:
    return [SelectChoice(value=kind.value, label=label(kind)) for kind in KINDS]


class MendForm(PageForm):
    seen = HiddenField()

    def versions(self) -> dict[str, int]:
        pairs = (one.partition(":") for one in (self.seen.data or "").split())
        return {key: number for key, _colon, version in pairs if (number := whole(version)) is not None}


class ShareForm(Form):
    """A body of a clause: its name as printed and the department it means."""

    clause = HiddenField()
    name = StringField(_l("文件中的名称"), [Length(max=120)], filters=[stripped])
    department = StringField(_l("对应的单位"), [Length(max=120)], filters=[stripped])
    role = a_word(_l("职责"), of=BodyRole)
    place = IntegerField(_l("次序"), [Optional(), NumberRange(min=0, max=999)])
    generic = BooleanField(_l("泛指，不对应具体单位"))
    remove = BooleanField(_l("去掉"))


class DayForm(Form):
    """A day of the text, or one that the office sets."""

    start = HiddenField()
    words = StringField(_l("事项或说法"), [Length(max=100)], filters=[stripped])
    due_on = DateField(_l("日期"), [Optional()])
    owed = BooleanField(_l("作为办理期限"))
    remove = BooleanField(_l("去掉"))


class ItemForm(MendForm):
    heading = StringField(_l("标题"), [DataRequired(_l("请填写标题。")), Length(max=300)], filters=[stripped])
    kind = RadioField(_l("类别"), choices=kinds, coerce=lambda value: ItemKind(value) if value else None)
    shares = Rows(FormField(ShareForm), max_entries=200)
    open_ended = SelectMultipleField(coerce=int, validate_choice=False)
    days = Rows(FormField(DayForm), max_entries=200)
    everywhere = BooleanField(_l("其他条目里同名而没有对应的，一并对应"))
    alias = BooleanField(_l("把文件中的名称记为单位的别名，以后导入自动认出"))


class SplitForm(MendForm):
    start = RadioField(_l("第二部分从哪一句开始"), coerce=int, validators=[InputRequired(_l("请选择一句。"))])
    number = StringField(_l("第二部分的编号"), [DataRequired(_l("请填写编号。")), Length(max=20)], filters=[stripped])
    heading = StringField(
        _l("第二部分的标题"),
        [Length(max=300)],
        filters=[stripped],
        description=_l("不填就用这一句的开头"),
    )
    shared = BooleanField(_l("没有写明责任单位的一部分，用同样的责任单位"))


class DueField(StringField):
    """A day, or a year that means its last day: 2025, 2025-06-30, 2025年6月30日."""

    day: date | None = None

    def show(self, day: date | None) -> None:
        whole = day is not None and (day.month, day.day) == (12, 31)
        self.data = "" if day is None else str(day.year) if whole else day.isoformat()

    def pre_validate(self, form: Form) -> None:
        words, self.day = (self.data or "").replace(" ", ""), None
        if not words:
            return
        found = YEAR_OR_DAY.match(words)
        try:
            if found is None:
                raise ValueError
            self.day = date(int(found[1]), int(found[2] or 12), int(found[3] or 31))
        except ValueError:
            raise ValidationError(_("请填写年份或日期，例如 2025 或 2025-06-30。")) from None


class NumberField(StringField):
    """A decimal number as people write it."""

    number: Decimal | None = None

    def show(self, number: Decimal | None) -> None:
        self.data = "" if number is None else f"{number.normalize():f}"

    def pre_validate(self, form: Form) -> None:
        self.number = figure(self.data) if self.data else None
        if self.data and self.number is None:
            raise ValidationError(_("请填写数字，例如 470 或 18.5。"))


def comparators() -> list[SelectChoice]:
    return [SelectChoice(value=sign, label=comparator(sign)) for sign in COMPARATORS]


class TargetForm(MendForm):
    at = HiddenField()
    until = HiddenField()
    kind = a_word(_l("类别"), of=TargetKind)
    indicator = StringField(_l("指标"), [DataRequired(_l("请填写指标。")), Length(max=300)], filters=[stripped])
    comparator = SelectField(_l("要求"), choices=comparators)
    value = NumberField(_l("目标值"), [Length(max=30)], filters=[stripped])
    unit = StringField(_l("计量单位"), [Length(max=60)], filters=[stripped])
    due = DueField(
        _l("到哪一年或哪一天"), [Length(max=20)], filters=[stripped], description=_l("例如 2025 或 2025-06-30")
    )
    baseline_year = IntegerField(_l("基期年份"), [Optional(), NumberRange(min=1900, max=2100)])
    hedge = StringField(_l("修饰语"), [Length(max=20)], filters=[stripped], description=_l("例如 左右、以上"))
    firmness = StringField(_l("语气"), [Length(max=20)], filters=[stripped], description=_l("例如 力争、确保"))


class FrontForm(MendForm):
    title = StringField(_l("文件标题"), [DataRequired(_l("请填写文件标题。")), Length(max=300)], filters=[stripped])
    plan_title = StringField(
        _l("方案名称"), [DataRequired(_l("请填写方案名称。")), Length(max=300)], filters=[stripped]
    )
    doc_number = StringField(_l("文号"), [Length(max=80)], filters=[stripped])
    issuer = StringField(_l("发文机关"), [Length(max=200)], filters=[stripped])
    issued_on = DateField(_l("成文日期"), [Optional()])


class BodyForm(MendForm):
    """The department that a printed name means."""

    department = StringField(_l("对应的单位"), [DataRequired(_l("请选择单位。")), Length(max=120)], filters=[stripped])
    alias = BooleanField(_l("把这个名称记为单位的别名，以后导入自动认出"))


class NewBodyForm(MendForm):
    """A body that is not known yet."""

    label = StringField(_l("单位名称"), [DataRequired(_l("请填写单位名称。")), Length(max=60)], filters=[stripped])
    kind = a_word(_l("类型"), of=DepartmentKind)


def refuse_at(field: Field, words: str) -> None:
    """An error at a field that a look into the database brought up."""
    field.errors = [*field.errors, words]
