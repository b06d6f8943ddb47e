"""Where settings, database, clock, mail, files and the doors meet."""

from datetime import timedelta
from pathlib import Path

from flask import Flask
from flask_babel import Babel
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from workflow.adapters.clock import Clock, ShiftedClock, SystemClock
from workflow.adapters.scanner import Clamd
from workflow.adapters.stores import store_of
from workflow.addresses import LOOPBACK
from workflow.db import Database
from workflow.jobs.rehearsal import rehearsing
from workflow.settings import Settings, from_environment, must_be_whole
from workflow.web import failures, headers, language, lasting, places, signed_in, speaking
from workflow.web.auth.views import pages as auth
from workflow.web.box import pages as box
from workflow.web.burden import pages as burden
from workflow.web.calendar import pages as calendar
from workflow.web.channels import pages as channels
from workflow.web.circulars import pages as circulars
from workflow.web.consulting import pages as consulting
from workflow.web.department import pages as department
from workflow.web.desk.views import pages as desk
from workflow.web.escalation.views import pages as escalation
from workflow.web.evidence import pages as evidence
from workflow.web.evidence.asking import pages as uploads
from workflow.web.evidence.coming import chosen_before, kinds_of_files, wait_for_me
from workflow.web.filters import FILTERS
from workflow.web.history.views import pages as history
from workflow.web.imports import pages as imports
from workflow.web.instructions import pages as instructions
from workflow.web.leader.views import pages as leader
from workflow.web.looks import pages as looks
from workflow.web.notices import pages as notices
from workflow.web.papers import pages as papers
from workflow.web.people.views import pages as people
from workflow.web.period import pages as period
from workflow.web.plans import pages as plans
from workflow.web.reports.views import pages as reports
from workflow.web.request import close_session, once_key
from workflow.web.review.views import pages as review
from workflow.web.scores import pages as scores
from workflow.web.signing import pages as signing
from workflow.web.storage import pages as storage
from workflow.web.subtasks import pages as subtasks
from workflow.web.tasks.views import pages as tasks

FAMILIES = (
    auth,
    desk,
    department,
    tasks,
    reports,
    period,
    evidence,
    box,
    uploads,
    review,
    signing,
    escalation,
    papers,
    subtasks,
    plans,
    imports,
    consulting,
    leader,
    instructions,
    circulars,
    scores,
    people,
    history,
    calendar,
    looks,
    burden,
    notices,
    channels,
    storage,
)


def home() -> Path:
    """The folder that holds templates/ and static/: the checkout, or the installed package."""
    package = Path(__file__).parent
    return package if (package / "templates").is_dir() else package.parent


def clock_for(settings: Settings) -> Clock:
    return ShiftedClock(settings.demo_today) if settings.demo_today else SystemClock()


def create_app(
    settings: Settings | None = None,
    *,
    database: Database | None = None,
    clock: Clock | None = None,
    testing: bool = False,
) -> Flask:
    """The web application. What is not given comes from the environment."""
    settings = settings or from_environment()
    must_be_whole(settings)
    root = home()
    app = Flask("workflow", template_folder=str(root / "templates"), static_folder=str(root / "static"))
    app.testing = testing
    app.config.update(_configuration(settings))
    app.extensions["duban.settings"] = settings
    app.extensions["duban.database"] = database or Database(settings.database_url)
    app.extensions["duban.files"] = store_of(settings)
    app.extensions["duban.scanner"] = Clamd(settings.clamd) if settings.clamd else None
    app.extensions["duban.rehearse"] = rehearsing(settings, app.extensions["duban.database"])
    app.extensions["duban.clock"] = clock or clock_for(settings)
    _dress(app)
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, count, count, count)  # type: ignore[method-assign] # Flask's own way
    for family in FAMILIES:
        app.register_blueprint(family)
    return app


def _configuration(settings: Settings) -> dict[str, object]:
    return {
        "SECRET_KEY": settings.secret_key,
        "SESSION_COOKIE_NAME": "duban",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.behind_tls,
        "PERMANENT_SESSION_LIFETIME": timedelta(minutes=settings.idle_minutes),
        "MAX_CONTENT_LENGTH": settings.upload_limit + 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 4 * 1024 * 1024,
        "MAX_FORM_PARTS": 4000,
        "TRUSTED_HOSTS": sorted(LOOPBACK | {"[::1]"}) if settings.demo else None,
        "WTF_CSRF_TIME_LIMIT": None,  # a token lives as long as its session
        "BABEL_DEFAULT_LOCALE": "zh",
        "BABEL_DEFAULT_TIMEZONE": "Asia/Shanghai",
        "BABEL_TRANSLATION_DIRECTORIES": str(Path(__file__).parent / "translations"),
    }


def _dress(app: Flask) -> None:
    Babel(app, locale_selector=language.current)
    CSRFProtect(app)
    signed_in.install(app)
    lasting.install(app)
    speaking.install(app)
    failures.install(app)
    app.after_request(headers.add)
    app.teardown_appcontext(close_session)
    app.context_processor(places.for_every_page)
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.globals["once_key"] = once_key  # imported macros see globals, not context processors
    app.jinja_env.globals.update(chosen_before=chosen_before, kinds_of_files=kinds_of_files, wait_for_me=wait_for_me)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
