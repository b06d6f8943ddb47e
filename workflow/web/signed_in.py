"""Flask-Login's side of a session: who is signed in, and when a session has ended."""

from flask import Flask, g, request
from flask_login import LoginManager, UserMixin, current_user

from workflow.people import queries
from workflow.people.rules import Viewer
from workflow.web.numbers import whole
from workflow.web.request import session, settings, today


class SignedIn(UserMixin):
    """A person with a session; its id carries the epoch, so that counting it up ends every session."""

    def __init__(self, viewer: Viewer, epoch: int) -> None:
        self.viewer = viewer
        self.epoch = epoch

    def get_id(self) -> str:
        return f"{self.viewer.account_id}:{self.epoch}"


def load(key: str) -> SignedIn | None:
    account, _, since = key.partition(":")
    account_id, epoch = whole(account), whole(since)
    if account_id is None or epoch is None:
        return None
    viewer = queries.viewer(session(), account_id, epoch=epoch, on=today(), demo=settings().demo)
    return SignedIn(viewer, epoch) if viewer else None


def note_viewer() -> None:
    if request.endpoint != "static":
        g.viewer = current_user.viewer if current_user.is_authenticated else None


def install(app: Flask) -> None:
    manager = LoginManager(app)
    manager.session_protection = None  # addresses change behind proxies; sessions end by idleness and by epoch
    manager.user_loader(load)
    app.before_request(note_viewer)
