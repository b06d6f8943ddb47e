"""Which plan and quarter a circular is about, as of which day."""

from datetime import date, timedelta

from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired

from workflow.plans.models import Plan
from workflow.web.forms import PageForm
from workflow.wording.occasions import period as period_words
from workflow.workdays.rules import Period, period_named, period_of


class BeginForm(PageForm):
    plan = SelectField(_l("方案"), coerce=int)
    period = SelectField(_l("季度"))
    as_of = DateField(
        _l("截至哪一天"),
        [DataRequired(_l("请选择日期。"))],
        description=_l("数字按这一天日终的情况计算，最晚为昨天。"),
    )

    def offer(self, plans: list[Plan], today: date) -> None:
        """Quarters since the first start, the latest first."""
        self.plan.choices = [SelectChoice(plan.id, plan.title) for plan in plans]
        first = min(plan.started_on for plan in plans if plan.started_on is not None)
        self.period.choices = [SelectChoice(one.key, period_words(one.key)) for one in _quarters(first, today)]

    def quarter(self) -> Period:
        named = period_named(self.period.data)
        assert isinstance(named, Period)
        return named


def _quarters(first: date, today: date) -> list[Period]:
    one, found = period_of(today), []
    while one.last >= first:
        found.append(one)
        one = one.preceding
    return found


def suggested(plan: Plan, today: date) -> dict[str, object]:
    """The last quarter that is over, as of yesterday."""
    quarter = period_of(today).preceding
    if plan.started_on is not None and quarter.last < plan.started_on:
        quarter = period_of(today)
    return {"plan": plan.id, "period": quarter.key, "as_of": today - timedelta(days=1)}
