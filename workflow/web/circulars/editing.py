"""One circular: each sentence in other words, ticked or not; its generated words and the rows behind it stay beside."""

import re

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.errors import Refused, Stale
from workflow.insight.circular import service
from workflow.insight.circular.models import Circular, CircularState
from workflow.insight.circular.paper import parts_of, title_of
from workflow.insight.circular.service import Wanted
from workflow.web.circulars.blueprint import pages
from workflow.web.circulars.sources import sources
from workflow.web.request import allow, me, now, saving, session, the
from workflow.wording.circular import NOTES
from workflow.wording.refusals import sentence

FIELD = re.compile(r"words-(\d{1,9})")
Answer = Response | tuple[str, int]


@pages.route("/circulars/<int:circular_id>", methods=["GET", "POST"])
def show(circular_id: int) -> Answer:
    circular = the(Circular, circular_id)
    allow(may.may_run_office(me()))
    refused, status = "", 200
    if request.method == "POST":
        try:
            with saving() as saved:
                changed = service.edit(saved, circular, _wanted(), version=version_seen(), by=me(), at=now())
        except Refused as error:
            refused, status = sentence(error), 409 if isinstance(error, Stale) else 422
        else:
            flash(_("已保存，改动 %(n)s 句。", n=changed) if changed else _("没有改动。"))
            return redirect(url_for("circulars.show", circular_id=circular_id), 303)
    return _page(the(Circular, circular_id), refused), status


def _page(circular: Circular, refused: str) -> str:
    facts = {"circular": circular, "title": title_of(circular.plan.title, circular.period), "sources": sources}
    if circular.state == CircularState.DRAFT:
        typed = _wanted() if refused else {}
        left = [sentence(one) for one in service.hindrances(session(), circular)]
        return render_template("circulars/edit.html", **facts, typed=typed, refused=refused, notes=NOTES, left=left)
    kept = circular.said is None or service.digest(circular.said) == circular.sha256
    return render_template("circulars/show.html", **facts, refused=refused, parts=parts_of(circular), kept=kept)


def _wanted() -> dict[int, Wanted]:
    """What was typed and ticked, by sentence."""
    found = {}
    for name, words in request.form.items():
        if (field := FIELD.fullmatch(name)) is not None:
            found[int(field[1])] = Wanted(words.replace("\0", ""), f"chosen-{field[1]}" in request.form)
    return found


def version_seen() -> int:
    word = request.form.get("version", "")
    return int(word) if word.isdecimal() and len(word) < 10 else 0
