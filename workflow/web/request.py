"""What a view may take from the current request: the person, the clock, the session, and leave to answer."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import NoReturn, TypeVar, cast

from flask import abort, current_app, g, request
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from workflow.adapters.clock import Clock
from workflow.adapters.files import FileStore
from workflow.audit.models import Submission
from workflow.db import Database
from workflow.errors import Refused, Stale
from workflow.people.rules import Viewer
from workflow.settings import Settings

T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., object])
READS = frozenset({"GET", "HEAD", "OPTIONS"})


def settings() -> Settings:
    return cast(Settings, current_app.extensions["duban.settings"])


def database() -> Database:
    return cast(Database, current_app.extensions["duban.database"])


def clock() -> Clock:
    return cast(Clock, current_app.extensions["duban.clock"])


def files() -> FileStore:
    return cast(FileStore, current_app.extensions["duban.files"])


def now() -> datetime:
    return clock().now()


def today() -> date:
    """The day in the city, the same for the whole request."""
    if "today" not in g:
        g.today = clock().today()
    return cast(date, g.today)


def session() -> Session:
    """The request's session: it reads on GET; on POST it may write, and only `saving` commits."""
    if "session" not in g:
        g.session = database().reader() if request.method in READS else database().writer()
    return cast(Session, g.session)


def me() -> Viewer:
    """The person who is signed in; nobody is sent to the sign-in page."""
    viewer: Viewer | None = g.get("viewer")
    if viewer is None:
        raise SignInFirst
    return viewer


class SignInFirst(Exception):
    """Answered by sending the person to the sign-in page."""


def the(model: type[T], key: int | str) -> T:
    """The row, or a page that says there is none."""
    row = session().get(model, key)
    if row is None:
        abort(404)
    return row


def allow(permitted: bool) -> None:
    """No answer leaves unless this was asked; refused means 403."""
    g.permission_asked = True
    if not permitted:
        abort(403)


def public(view: F) -> F:
    """Mark a view that anyone may open without signing in."""
    view.public = True  # type: ignore[attr-defined] # a mark on a function
    return view


@contextmanager
def saving() -> Iterator[Session]:
    """One transaction of the request's session, kept once per form key. Refusals roll back."""
    current = session()
    try:
        _use_key(current)
        yield current
        current.commit()
    except StaleDataError:
        current.rollback()
        raise Stale() from None
    except BaseException:
        current.rollback()
        raise


def _use_key(current: Session) -> None:
    key = request.form.get("once", "") or request.headers.get("X-Once", "")
    if not key:
        return
    viewer: Viewer | None = g.get("viewer")
    current.add(Submission(key=key[:64], account_id=viewer.account_id if viewer else None, at=now()))
    try:
        current.flush()
    except IntegrityError:
        raise Refused("form.once") from None


def once_key() -> str:
    """A new once-only key for a form."""
    return secrets.token_urlsafe(24)


def not_found() -> NoReturn:
    abort(404)


def close_session(error: BaseException | None = None) -> None:
    opened: Session | None = g.pop("session", None)
    if opened is not None:
        opened.close()
