"""What every form shares: read, accepted, facts, refuse. The token against forgery is checked app-wide."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any, Self

from flask import request
from flask_wtf import FlaskForm
from wtforms import FieldList, Form

from workflow.errors import Refused, Stale
from workflow.web.numbers import whole
from workflow.wording.refusals import sentence


class PageForm(FlaskForm):
    """A form of a page: `read` fills it from the request, `refuse` puts a refusal where the eye is."""

    class Meta:
        csrf = False  # CSRFProtect guards every POST of the application

    status = int(HTTPStatus.OK)

    @classmethod
    def read(cls, **given: Any) -> Self:
        """The form with what was sent; where nothing was sent yet, with `given` (obj=…, data=…)."""
        if request.method == "POST":  # a field that was not sent is missing, not as it was
            given = {name: value for name, value in given.items() if name not in ("obj", "data")}
        return cls(**given)

    def accepted(self) -> bool:
        """A POST whose fields all hold. Otherwise the page is shown again, with `status`."""
        if not self.is_submitted():
            return False
        if self.validate():
            return True
        self.status = int(HTTPStatus.UNPROCESSABLE_ENTITY)
        return False

    def facts(self) -> dict[str, Any]:
        """The values by name."""
        return dict(self.data)

    def refuse(self, error: Refused, field: str | None = None) -> None:
        """Show a refusal above the form, or at a field; what was typed stays."""
        words = sentence(error)
        if field:
            self[field].errors = [*self[field].errors, words]
        else:
            self.form_errors.append(words)
        conflict = isinstance(error, Stale) or error.key == "form.once"
        self.status = int(HTTPStatus.CONFLICT if conflict else HTTPStatus.UNPROCESSABLE_ENTITY)


class Rows(FieldList):
    """Rows of a form, by the places in their names; a name that gives no place is nobody's row."""

    def _extract_indices(self, prefix: str, formdata: Any) -> Iterator[int]:
        for name in formdata:
            place = whole(name.removeprefix(f"{prefix}-").partition("-")[0]) if name.startswith(f"{prefix}-") else None
            if place is not None:
                yield place


class FilterForm(Form):
    """The controls over a list, read from the address; a value that makes no sense is left out."""

    @classmethod
    def read(cls) -> Self:
        form = cls(request.args)
        form.validate()
        return form

    def facts(self) -> dict[str, Any]:
        """The values that hold, by name; an empty text counts as none."""
        return {name: None if name in self.errors else (field.data or None) for name, field in self._fields.items()}


def stripped(value: str | None) -> str | None:
    """A filter of text fields: no space at the ends, and no NUL, which PostgreSQL cannot keep."""
    return value.replace("\0", "").strip() if value else value
