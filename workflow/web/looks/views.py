"""Page: the words and colours of the seven lights, seen as they would look before they are kept."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.errors import Refused
from workflow.lights import looks
from workflow.lights.look_models import Tone
from workflow.lights.looks import Look
from workflow.lights.rules import Light
from workflow.web.request import allow, me, now, saving, session
from workflow.wording.labels import LABELS
from workflow.wording.lights import SHAPES
from workflow.wording.looks import SHORT
from workflow.wording.refusals import sentence

pages = Blueprint("looks", __name__)
LONGEST = {"zh": 12, "en": 40, "short_zh": 4, "short_en": 12}
Answer = tuple[str, int]


def defaults() -> dict[Light, Look]:
    """The words and colours that come with Duban, in both languages."""
    said: dict[str, dict[Light, tuple[str, str]]] = {}
    for locale in ("zh", "en"):
        with force_locale(locale):
            said[locale] = {light: (_(LABELS[Light, light.value]), _(SHORT[light])) for light in Light}
    return {
        light: Look(said["zh"][light][0], said["en"][light][0], said["zh"][light][1], said["en"][light][1], tone)
        for light, tone in looks.TONES.items()
    }


@pages.get("/lights")
def show() -> Answer:
    allow(may.may_administer(me()))
    kept = looks.kept(session())
    return _page(defaults() | kept, kept=kept)


def _page(wanted: dict[Light, Look], *, kept: dict[Light, Look], status: int = 200, **more: Any) -> Answer:
    rows = [(light, SHAPES[light], wanted[light]) for light in Light]
    return render_template(
        "looks/show.html",
        rows=rows,
        tones=list(Tone),
        longest=LONGEST,
        own=bool(kept),
        mark=more.pop("mark", "") or looks.mark(kept),
        **more,
    ), status


@pages.post("/lights")
def keep() -> Answer | Response:
    """`preview` shows what was typed as it would look; anything else keeps it."""
    allow(may.may_administer(me()))
    standard, kept = defaults(), looks.kept(session())
    wanted, wrong = _typed(standard | kept)
    mark = request.form.get("mark", "")
    if wrong or "preview" in request.form:
        return _page(wanted, kept=kept, status=422 if wrong else 200, wrong=wrong, mark=mark, previewed=not wrong)
    try:
        with saving() as writing:
            count = looks.keep(writing, wanted, standard, seen=mark, by=me(), at=now())
    except Refused as refused:
        if refused.key == "form.once":
            raise
        status = 409 if refused.key == "look.changed" else 422
        return _page(wanted, kept=kept, status=status, wrong=[sentence(refused)])
    flash(_("已保存，%(n)s 种亮灯的用语或颜色从现在起改变。", n=count))
    return redirect(url_for("looks.show"), 303)


@pages.post("/lights/reset")
def reset() -> Response:
    allow(may.may_administer(me()))
    with saving() as writing:
        looks.reset(writing, by=me(), at=now())
    flash(_("已恢复默认的用语和颜色。"))
    return redirect(url_for("looks.show"), 303)


def _typed(before: dict[Light, Look]) -> tuple[dict[Light, Look], list[str]]:
    """What was typed; a field that was not sent stays as it was."""
    wanted, wrong = dict(before), []
    for light in Light:
        said = {}
        for words, longest in LONGEST.items():
            typed = request.form.get(f"{light.value}.{words}", getattr(before[light], words))
            said[words] = typed.replace("\0", "").strip()
            if len(said[words]) > longest:
                wrong.append(_("“%(words)s”太长，请控制在 %(n)s 个字以内。", words=said[words][:longest], n=longest))
        tone = request.form.get(f"{light.value}.tone", before[light].tone.value)
        wanted[light] = Look(**said, tone=Tone(tone) if tone in set(Tone) else before[light].tone)
    return wanted, wrong
