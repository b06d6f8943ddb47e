"""Putting a digest into words: Jinja and the catalogue, without a request and without the pages of the web door."""

from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from css_inline import CSSInliner
from flask import Flask
from flask_babel import Babel, force_locale

from workflow.deadlines.models import LadderKind
from workflow.escalation.rules import Rung
from workflow.lights.rules import Light
from workflow.outbox.rules import NAME, Digest, Line, Overall, Press, Written
from workflow.settings import Settings
from workflow.wording import at_once, looks
from workflow.wording import mail as words
from workflow.wording.ladders import label_of
from workflow.wording.mail import gettext
from workflow.wording.told import spot


def press(settings: Settings) -> Press:
    """How this installation writes its mails. Without an SMTP host they stay here, and so are always whole."""
    host = urlsplit(settings.base_url).hostname or "localhost"
    return Press(render=partial(_write, settings, _words_only()), whole=settings.may_have_text, host=host)


@cache
def _words_only() -> Flask:
    """An application that has only templates and the catalogue; one for every press of this process."""
    package = Path(__file__).parent.parent
    home = package if (package / "templates").is_dir() else package.parent
    app = Flask("workflow", template_folder=str(home / "templates"), static_folder=None)
    app.config["BABEL_DEFAULT_LOCALE"] = "zh"
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(package / "translations")
    Babel(app)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions["duban.inliner"] = CSSInliner(load_remote_stylesheets=False, keep_style_tags=False)
    return app


def _write(settings: Settings, app: Flask, digest: Digest) -> Written:
    with app.app_context(), force_locale(digest.locale):
        subject = at_once.subject(digest) if digest.at_once else words.subject(digest)
        sheet = "mail/at_once" if digest.at_once else "mail/digest"
        many = len({line.department for line in digest.lines}) > 1
        facts: dict[str, Any] = {
            "digest": digest,
            "words": words,
            "subject": subject,
            "preview": " ".join(words.why(digest)[:1]),
            "person": NAME,
            "lines": [_said(settings.base_url, line, many=many) for line in digest.lines],
            "office_lines": [_said(settings.base_url, line, many=True) for line in digest.office_lines],
            "overall": _overall(digest.overall),
            "base_url": settings.base_url,
            "locale": digest.locale,
        }
        html = app.jinja_env.get_template(f"{sheet}.html").render(facts)
        text = app.jinja_env.get_template(f"{sheet}.txt").render(facts)
        return Written(subject, text.strip() + "\n", app.extensions["duban.inliner"].inline(html))


@dataclass(frozen=True)
class SaidLine:
    """A line in words, the same for the text and the HTML part."""

    number: str
    heading: str
    what: str
    sort: str
    added: str
    due: str
    age: str
    css: str
    link: str


def _said(base_url: str, line: Line, *, many: bool) -> SaidLine:
    light = Light.WORK_OVERDUE if line.ladder == LadderKind.WORK else Light.FORM_OVERDUE
    return SaidLine(
        number=line.number,
        heading=line.heading or words.heading(line),
        what=words.what(line),
        added=words.added(line),
        sort=f"{line.department} · {words.rung(line)}" if many else words.rung(line),
        due="" if line.undated else gettext("应于 %(day)s", day=words.day(line.due_on)),
        age=words.age(line),
        css=f"late tone-{looks.tone(light)}" if line.late else "soft",
        link=base_url + spot(line.rung, line.deadline_id),
    )


def _overall(overall: Overall | None) -> str:
    """Late work and late forms, apart; then how many stand on each rung."""
    if overall is None:
        return ""
    work, forms = words.late(LadderKind.WORK, overall.work), words.late(LadderKind.REPORTING, overall.forms)
    work = gettext("%(words)s（%(d)s 个单位）", words=work, d=overall.work_departments)
    forms = gettext("%(words)s（%(d)s 个单位）", words=forms, d=overall.forms_departments)
    late = gettext("%(work)s；%(forms)s", work=work, forms=forms)
    rungs = [gettext("%(rung)s %(n)s 项", rung=label_of(Rung(rung)), n=n) for rung, n in overall.rungs]
    return gettext("%(late)s。其中：%(rungs)s", late=late, rungs=gettext("、").join(rungs)) if rungs else late
