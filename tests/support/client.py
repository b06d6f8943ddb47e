"""A test client that behaves like our forms and looks at every page it is given."""

import secrets
from typing import Any

from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tests.support import pages
from workflow.people.models import Account


class CarefulClient(FlaskClient):
    """Every POST carries the token and a once-only key unless told not to; every HTML page must be valid."""

    page: pages.Page | None = None  # the last page seen

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        answer = super().open(*args, **kwargs)
        if (answer.mimetype == "text/html" and answer.status_code < 300) or answer.status_code >= 400:
            self._look(answer)
        return answer

    def post(self, *args: Any, csrf: bool = True, once: str | None = "new", **kwargs: Any) -> TestResponse:
        """POST as a form would. `once="k"` sends that key (the same form twice), `once=None` none."""
        if "json" in kwargs or isinstance(kwargs.get("data"), str | bytes):
            headers = {"X-CSRFToken": self.token()} if csrf else {}
            return super().post(*args, **kwargs, headers={**headers, **kwargs.pop("headers", {})})
        filled = _fields(kwargs.pop("data", None))
        if csrf:
            filled.setdefault("csrf_token", self.token())
        if once:
            filled.setdefault("once", secrets.token_urlsafe(24) if once == "new" else once)
        return super().post(*args, data=filled, **kwargs)

    def token(self) -> str:
        """A token that belongs to this client's session, as a page would print it."""
        with self.session_transaction() as kept:
            raw = kept.setdefault("csrf_token", secrets.token_hex(20))
        return str(URLSafeTimedSerializer(str(self.application.secret_key), salt="wtf-csrf-token").dumps(raw))

    def sign_in(self, account: Account) -> "CarefulClient":
        """Signed in without the page and its slow password check. The account must be committed."""
        with self.session_transaction() as kept:
            kept.clear()
            kept["_user_id"] = f"{account.id}:{account.epoch}"
            kept["_fresh"] = True
            kept.permanent = True
        return self

    def sign_out(self) -> None:
        with self.session_transaction() as kept:
            kept.clear()

    def _look(self, answer: TestResponse) -> None:
        if answer.mimetype != "text/html" or not answer.data:
            return
        source = answer.get_data(as_text=True)
        try:
            self.page = pages.checked(source)
        except AssertionError as error:
            raise AssertionError(f"{answer.request.method} {answer.request.path}: {error}") from error


def _fields(data: Any) -> dict[str, Any]:
    if data is None:
        return {}
    if isinstance(data, MultiDict):
        return data.to_dict(flat=False)
    if isinstance(data, dict):
        return dict(data)
    return MultiDict(data).to_dict(flat=False)
