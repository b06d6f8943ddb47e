"""Forms of the administration."""

from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import DateField, EmailField, Field, HiddenField, IntegerField, RadioField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, Regexp, ValidationError

from workflow.people.lists import AccountState
from workflow.people.loading import ADDRESS
from workflow.people.models import DepartmentKind, NameKind, PostKind
from workflow.people.rules import DEPUTY, HOLDER
from workflow.web.forms import FilterForm, PageForm, stripped
from workflow.web.numbers import row_id
from workflow.wording.labels import label

NAME = [DataRequired(_l("请填写姓名。")), Length(max=100, message=_l("姓名不超过 100 个字。"))]
EMAIL = [
    DataRequired(_l("请填写邮箱。")),
    Length(max=254),
    Regexp(rf"^({ADDRESS.pattern})$", message=_l("不是有效的邮箱。")),
]
PHONE = [Length(max=40, message=_l("电话不超过 40 个字符。"))]
DAY = [InputRequired(_l("请填写日期，例如 2026-11-22。"))]


def a_word(words: Any, *, of: type[StrEnum], blank: Any = None) -> SelectField:
    """One stored word out of an enumeration, shown by its label; `blank` allows none."""

    def choices() -> list[SelectChoice]:
        none = [] if blank is None else [SelectChoice(value="", label=blank)]
        return none + [SelectChoice(value=word.value, label=label(word)) for word in of]

    return SelectField(words, choices=choices, coerce=lambda value: of(value) if value else None)


def a_section() -> StringField:
    """Which section, where the post is that of a section's clerk."""
    return StringField(
        _l("科室"), [Length(max=120)], filters=[stripped], description=_l("岗位为“科室经办人”时填，例如“电力科”。")
    )


def a_body(words: Any) -> SelectField:
    """A department by its id, or none; the view gives the choices."""
    return SelectField(words, coerce=row_id)


class AccountFilterForm(FilterForm):
    q = StringField(_l("姓名、邮箱或电话"), filters=[stripped], render_kw={"type": "search"})
    state = a_word(_l("状态"), of=AccountState, blank=_l("全部"))
    department = a_body(_l("单位"))


class DepartmentFilterForm(FilterForm):
    q = StringField(_l("名称或别名"), filters=[stripped], render_kw={"type": "search"})
    kind = a_word(_l("类型"), of=DepartmentKind, blank=_l("全部"))
    show = SelectField(
        _l("范围"),
        choices=[
            SelectChoice(value="", label=_l("现有单位")),
            SelectChoice(value="no_liaison", label=_l("未明确联络员")),
            SelectChoice(value="no_head", label=_l("未明确负责人")),
            SelectChoice(value="abolished", label=_l("已撤销")),
        ],
    )


class InviteForm(PageForm):
    """A new person with, if wanted, a post from today."""

    name = StringField(_l("姓名"), NAME, filters=[stripped])
    email = EmailField(_l("邮箱"), EMAIL, filters=[stripped])
    phone = StringField(_l("电话"), PHONE, filters=[stripped], render_kw={"type": "tel"})
    department = a_body(_l("单位"))
    kind = a_word(_l("岗位"), of=PostKind, blank=_l("暂不安排岗位"))
    section = a_section()


class PersonForm(PageForm):
    name = StringField(_l("姓名"), NAME, filters=[stripped])
    email = EmailField(_l("邮箱"), EMAIL, filters=[stripped])
    phone = StringField(_l("电话"), PHONE, filters=[stripped], render_kw={"type": "tel"})
    version = HiddenField()


class WorkbookForm(PageForm):
    file = FileField(_l("人员表（.xlsx）"), render_kw={"accept": ".xlsx"})


class ConfirmLoadForm(PageForm):
    rows = HiddenField()


class NewDepartmentForm(PageForm):
    label = StringField(
        _l("简称"),
        [DataRequired(_l("请填写简称。")), Length(max=120)],
        filters=[stripped],
        description=_l("方案里怎么写就怎么填，例如“市工信局”。"),
    )
    full_name = StringField(_l("全称"), [Length(max=120)], filters=[stripped])
    code = StringField(
        _l("代码"),
        [
            DataRequired(_l("请填写代码。")),
            Length(max=64),
            Regexp(r"^[a-z0-9][a-z0-9-]*$", message=_l("代码只用小写字母、数字和连字符。")),
        ],
        filters=[stripped],
        description=_l("固定不变的英文代码，用于导入导出，例如 industry。"),
    )
    kind = a_word(_l("类型"), of=DepartmentKind)
    ordinal = IntegerField(_l("排序"), [InputRequired(_l("请填写排序数字。")), NumberRange(0, 1_000_000)], default=1000)


class EditDepartmentForm(PageForm):
    kind = a_word(_l("类型"), of=DepartmentKind)
    ordinal = IntegerField(_l("排序"), [InputRequired(_l("请填写排序数字。")), NumberRange(0, 1_000_000)])
    version = HiddenField()


class RenameForm(PageForm):
    kind = RadioField(
        _l("改哪个名称"),
        choices=[
            SelectChoice(value=NameKind.SHORT.value, label=_l("简称（界面上显示）")),
            SelectChoice(value=NameKind.FULL.value, label=_l("全称")),
        ],
        default=NameKind.SHORT.value,
        coerce=NameKind,
    )
    name = StringField(_l("新名称"), [DataRequired(_l("请填写新名称。")), Length(max=120)], filters=[stripped])
    from_on = DateField(_l("自哪天起"), DAY)


class AliasForm(PageForm):
    name = StringField(_l("别名"), [DataRequired(_l("请填写别名。")), Length(max=120)], filters=[stripped])


class AbolishForm(PageForm):
    """The body ends, with or without one that takes over."""

    on = DateField(_l("撤销日期"), DAY)
    successor = a_body(_l("承接单位"))
    basis = StringField(
        _l("依据"), [Length(max=300)], filters=[stripped], description=_l("有承接单位时必填，例如机构改革文件号。")
    )

    def validate_basis(self, field: Field) -> None:
        if self.successor.data and not field.data:
            raise ValidationError(_l("请写明依据。"))


class HoldForm(PageForm):
    email = EmailField(_l("邮箱"), EMAIL, filters=[stripped], description=_l("此人须已有账号。"))
    kind = a_word(_l("岗位"), of=PostKind)
    section = a_section()
    rank = RadioField(
        _l("身份"),
        choices=[
            SelectChoice(value=HOLDER, label=_l("担任")),
            SelectChoice(value=DEPUTY, label=_l("代理（同样收到提醒，可以代办）")),
        ],
        coerce=int,
        default=HOLDER,
    )
    from_on = DateField(_l("自哪天起"), DAY)
    to_on = DateField(_l("至哪天止（含当天）"), [Optional()], description=_l("不定期的留空。"))


class EndHoldingForm(PageForm):
    on = DateField(_l("最后一天（含当天）"), DAY, description=_l("填今天，今天过后就不能再办；要立即停止，请填昨天。"))
