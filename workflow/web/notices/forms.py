"""The controls over one's own notices."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.fields import SelectChoice

from workflow.notices.sorts import Sort
from workflow.web.forms import FilterForm, stripped
from workflow.wording.told import SORTS

UNREAD = "unread"


def _shown() -> list[SelectChoice]:
    return [SelectChoice(value="", label=gettext("全部")), SelectChoice(value=UNREAD, label=gettext("未读"))]


def _sorts() -> list[SelectChoice]:
    listed = [SelectChoice(value=sort.value, label=gettext(words)) for sort, words in SORTS.items()]
    return [SelectChoice(value="", label=gettext("全部")), *listed]


class NoticeFilter(FilterForm):
    q = StringField(_l("编号、任务、单位"), filters=[stripped], render_kw={"type": "search"})
    show = SelectField(_l("显示"), choices=_shown)
    sort = SelectField(_l("类别"), choices=_sorts)

    def sort_sought(self) -> Sort | None:
        word = self.facts()["sort"]
        return Sort(word) if word in set(Sort) else None
