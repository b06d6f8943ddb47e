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
from workflow.jobs.summary_letters import MonthLetter, WeekLetter, month_in_words, week_in_words
from workflow.lights.rules import Light
from workflow.outbox.rules import NAME, Digest, Letter, Line, Overall, Press, Written
from workflow.settings import Settings
from workflow.wording import at_once, looks
from workflow.wording import mail as words
from workflow.wording.ladders import label_of
from workflow.wording.mail import gettext
from workflow.wording.told import spot


def press(settings: Settings) -> Press:
    """How this installation writes its mails. Without an SMTP host they stay here, and so are always whole."""
    host = urlsplit(settings.base_url).hostname or "localhost"
    return Press(render=partial(_write, settings, words_only()), whole=settings.may_have_text, host=host)


@cache
def words_only() -> Flask:
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


def _write(settings: Settings, app: Flask, letter: Letter) -> Written:
    with app.app_context(), force_locale(letter.locale):
        facts = _in_words(letter, settings.base_url)
        facts |= {"letter": letter, "person": NAME, "base_url": settings.base_url, "locale": letter.locale}
        html = app.jinja_env.get_template(f"{facts['sheet']}.html").render(facts)
        text = app.jinja_env.get_template(f"{facts['sheet']}.txt").render(facts)
        return Written(facts["subject"], text.strip() + "\n", app.extensions["duban.inliner"].inline(html))


def _in_words(letter: Letter, base_url: str) -> dict[str, Any]:
    if isinstance(letter, WeekLetter):
        return week_in_words(letter, base_url)
    if isinstance(letter, MonthLetter):
        return month_in_words(letter, base_url)
    assert isinstance(letter, Digest)
    return _digest_in_words(letter, base_url)


def _digest_in_words(digest: Digest, base_url: str) -> dict[str, Any]:
    many = len({line.department for line in digest.lines}) > 1
    return {
        "sheet": "mail/at_once" if digest.at_once else "mail/digest",
        "subject": at_once.subject(digest) if digest.at_once else words.subject(digest),
        "preview": " ".join(words.why(digest)[:1]),
        "digest": digest,
        "words": words,
        "lines": [_said(base_url, line, many=many) for line in digest.lines],
        "office_lines": [_said(base_url, line, many=True) for line in digest.office_lines],
        "overall": overall_in_words(digest.overall),
    }


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


def overall_in_words(overall: Overall | None) -> str:
    """Late work and late forms, apart; then how many stand on each rung."""
    if overall is None:
        return ""
    work, forms = words.late(LadderKind.WORK, overall.work), words.late(LadderKind.REPORTING, overall.forms)
    work = gettext("%(words)s（%(d)s 个单位）", words=work, d=overall.work_departments)
    forms = gettext("%(words)s（%(d)s 个单位）", words=forms, d=overall.forms_departments)
    late = gettext("%(work)s；%(forms)s", work=work, forms=forms)
    rungs = [gettext("%(rung)s %(n)s 项", rung=label_of(Rung(rung)), n=n) for rung, n in overall.rungs]
    return gettext("%(late)s。其中：%(rungs)s", late=late, rungs=gettext("、").join(rungs)) if rungs else late
