"""The form of one row: that of a report, under the row's name."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField

from workflow.reports.models import ReportValue
from workflow.reports.typed import Words
from workflow.web.forms import PageForm
from workflow.web.reports.forms import ReportForm
from workflow.web.tasks.showing import Aim


class RowForm(ReportForm):
    """A report's form whose fields are named after their row: d17-text."""

    @classmethod
    def of(cls, key: str, words: Mapping[str, Sequence[str]]) -> "RowForm":
        filled = MultiDict([(f"{key}-{name}", one) for name, many in words.items() for one in many])
        return cls(formdata=filled or None, prefix=f"{key}-")

    def ask(self, aims: Sequence[Aim], before: Mapping[int, ReportValue], *, source: str) -> None:
        """A line for each indicator that has none yet, with source and definition as they were last time."""
        there = {row.target_id.data for row in self.values}
        for aim in aims:
            last = before.get(aim.target.id)
            if str(aim.target.id) not in there:
                said = {"source": last.source or source, "definition": last.definition} if last else {"source": source}
                self.values.append_entry({"target_id": str(aim.target.id), **said})

    def shown_blockers(self) -> list[Any]:
        """Those that say something, and room for one more; for two where nothing is said yet."""
        said = [row for row in self.blockers if row.errors or any(field.data for field in row.form)]
        return [*said, *[row for row in self.blockers if row not in said][: 1 if said else 2]]


class TakeForm(PageForm):
    """A filled workbook."""

    file = FileField(_l("填好的填报表"), render_kw={"accept": ".xlsx"})


class ConfirmForm(PageForm):
    kept = HiddenField()


def typed_in(form: Mapping[str, Any], key: str) -> Words:
    """The words that were sent for a row, as its draft keeps them."""
    start = f"{key}-"
    many = ((name.removeprefix(start), words) for name, words in form.items() if name.startswith(start))
    return {name: [word.replace("\0", "") for word in words] for name, words in many if name != "version"}
