"""Pages: mending with one click, from the outline. What is refused is said on the desk, beside what stands there."""

from collections.abc import Callable

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.errors import Refused
from workflow.plans.desk import doubts, items, joining, targets
from workflow.plans.desk.mending import Hand
from workflow.plans.desk.models import Intake, IntakeEdit
from workflow.plans.models import ItemKind
from workflow.web.imports.blueprint import pages
from workflow.web.numbers import whole
from workflow.web.request import allow, me, now, saving, the
from workflow.wording.mending import mend
from workflow.wording.refusals import sentence

LONGEST = 40  # signs of a heading in a message
Done = tuple[IntakeEdit | None, str]  # the mend and the key at which it is seen


def the_intake(intake_id: int) -> Intake:
    """The document, for whoever may mend it."""
    intake = the(Intake, intake_id)
    allow(may.may_run_office(me()))
    return intake


def hand(seen: dict[str, int] | None = None) -> Hand:
    return Hand(me(), now(), seen or {})


def to_desk(intake: Intake, key: str | None = None) -> Response:
    return redirect(url_for("imports.show", intake_id=intake.id, _anchor=key), 303)


def said(intake: Intake, edit: IntakeEdit | None, words: str = "") -> None:
    """Say what was mended, with the way back."""
    if edit is None:
        flash(_("没有改动。"), "note")
        return
    words = words or _("已保存：%(act)s", act=mend(edit.act))
    flash(
        Markup('{} {} <button class="plain" form="acts" formaction="{}" name="edit" value="{}">{}</button>').format(
            words, shortened(edit.words), url_for("imports.undo", intake_id=intake.id), edit.id, _("撤销")
        )
    )


def closed(intake: Intake) -> Response:
    """The document left the desk: what was typed meanwhile is not kept, and that is said."""
    if request.method == "POST":
        flash(sentence(Refused("intake.closed")), "error")
    return to_desk(intake)


def shortened(words: str) -> str:
    """A heading of half a page is no message."""
    return words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"


def gone(intake: Intake) -> Response:
    """What was asked for is not on the desk any more."""
    flash(sentence(Refused("intake.gone")), "error")
    return to_desk(intake)


def at_once(intake: Intake, key: str, act: Callable[[Session], Done]) -> Response:
    """An act of one click: done, or refused in words; either way back to the desk."""
    try:
        with saving() as current:
            edit, key = act(current)
            said(intake, edit)
    except Refused as refused:
        flash(sentence(refused), "error")
    return to_desk(intake, key)


def _seen(key: str) -> dict[str, int]:
    """The version that the outline showed, where it says so."""
    version = whole(request.values.get("version"))
    return {} if version is None else {key: version}


@pages.post("/imports/<int:intake_id>/items/<key>/lead")
def swap_lead(intake_id: int, key: str) -> Response:
    """The body at a place of the item leads; without a place the second one."""
    intake = the_intake(intake_id)
    place = request.form.get("body", 1, type=int)
    return at_once(
        intake,
        key,
        lambda current: (items.swap_lead(current, intake, key, place=place, hand=hand(_seen(key))), key),
    )


@pages.post("/imports/<int:intake_id>/items/<key>/merge")
def merge(intake_id: int, key: str) -> Response:
    """With the item before or after."""
    intake = the_intake(intake_id)
    after = request.form.get("with") == "after"
    return at_once(intake, key, lambda current: joining.merge(current, intake, key, after=after, hand=hand(_seen(key))))


@pages.post("/imports/<int:intake_id>/items/<key>/kind")
def kind(intake_id: int, key: str) -> Response:
    intake = the_intake(intake_id)
    wanted = request.form.get("kind", "")
    if wanted not in (ItemKind.MEASURE, ItemKind.STANDING, ItemKind.GENERAL):
        flash(_("请选择类别。"), "error")
        return to_desk(intake, key)
    return at_once(
        intake,
        key,
        lambda current: (items.set_kind(current, intake, key, kind=ItemKind(wanted), hand=hand(_seen(key))), key),
    )


@pages.post("/imports/<int:intake_id>/items/<key>/inherit")
def inherit(intake_id: int, key: str) -> Response:
    intake = the_intake(intake_id)
    return at_once(intake, key, lambda current: (items.inherit(current, intake, key, hand=hand(_seen(key))), key))


@pages.post("/imports/<int:intake_id>/targets/<key>/drop")
def drop_target(intake_id: int, key: str) -> Response:
    intake = the_intake(intake_id)

    def dropped(current: Session) -> Done:
        edit, target = targets.drop(current, intake, key, hand=hand(_seen(key)))
        return edit, target.item or key

    return at_once(intake, key, dropped)


@pages.post("/imports/<int:intake_id>/doubts/<key>")
def answer(intake_id: int, key: str) -> Response:
    """One question, or with `alike` every open one of its kind; an empty answer opens it again."""
    intake = the_intake(intake_id)
    if "answer" not in request.form:
        flash(_("请选择一个答复。"), "error")
        return to_desk(intake, key)
    alike = request.values.get("alike") == "1"

    def answered(current: Session) -> Done:
        return doubts.answer(current, intake, key, request.form["answer"], alike=alike, hand=hand())[0], key

    return at_once(intake, key, answered)
