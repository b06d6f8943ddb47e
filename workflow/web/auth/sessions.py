"""A session in the browser begins and ends. Of the one before, nothing is kept but the language."""

from flask import session as cookie
from flask_login import login_user, logout_user

from workflow.people.rules import Viewer
from workflow.web.signed_in import SignedIn


def begin(viewer: Viewer, epoch: int) -> None:
    """Signed in from here on, until idleness, sign-out, or the epoch ends it."""
    _clear()
    login_user(SignedIn(viewer, epoch))
    cookie.permanent = True


def end() -> None:
    logout_user()
    _clear()


def _clear() -> None:
    locale = cookie.get("locale")
    cookie.clear()
    if locale:
        cookie["locale"] = locale
