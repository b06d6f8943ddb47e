"""调整梯级: one or many at once, with a reason; and taking that back."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.deadlines.models import Deadline, LadderKind
from workflow.errors import Refused
from workflow.escalation import queries, raising
from workflow.escalation.rules import LATE_DOWNWARD, Rung, ladder_of_rung
from workflow.escalation.standing import settable
from workflow.notices import undone
from workflow.web.escalation.forms import RungForm
from workflow.web.escalation.picking import letters, mine_to_act_on, picked, rows_of
from workflow.web.escalation.rows import LateRow, the_reach
from workflow.web.escalation.views import pages
from workflow.web.request import allow, me, now, saving, session, the, today
from workflow.wording.ladders import label_of

Answer = str | tuple[str, int] | Response


@pages.route("/escalation/rung", methods=["GET", "POST"])
def rung() -> Answer:
    """What stands where, where it may be set, who would be told; then the change."""
    allow(may.may_run_office(me()))
    ids = picked()
    rows = rows_of(ids)
    moved = _of_one_ladder(rows)
    form = RungForm.read()
    form.offer([(one.value, label_of(one)) for one in _open_to(moved)])
    if form.accepted():
        try:
            chosen, to = mine_to_act_on([row.id for row in moved]), Rung(str(form.to.data))
            with saving() as saved:
                reason = form.reason.data or ""
                raising.set_rung(saved, chosen, to, reason=reason, reach=the_reach(), by=me(), at=now())
                undone.forget(saved, [one.id for one in chosen], above=to)
        except Refused as error:
            form.refuse(error)
        else:
            flash(_("已将 %(n)s 项调到“%(rung)s”。", n=len(chosen), rung=label_of(to)))
            return redirect(url_for("escalation.show"), 303)
    return _page(form, rows, moved), form.status


def _page(form: RungForm, rows: list[LateRow], moved: list[LateRow]) -> str:
    return render_template(
        "escalation/rung.html",
        form=form,
        rows=moved,
        left_out=[row for row in rows if row not in moved],
        letters=letters(moved, Rung.CIRCULAR_CONDITIONS.value, office=True),
        changes=raising.changes(session(), moved[0].id) if len(moved) == 1 else [],
        label_of=label_of,
        rungs={one.value: one for one in Rung},
    )


def _of_one_ladder(rows: list[LateRow]) -> list[LateRow]:
    """What can be set together: late, of other departments; work goes before forms."""
    able = [(row, ladder_of_rung(row.rung)) for row in rows if row.actable and row.rung is not None]
    first = LadderKind.WORK if any(ladder == LadderKind.WORK for _, ladder in able) else LadderKind.REPORTING
    return [row for row, ladder in able if ladder == first]


def _open_to(rows: list[LateRow]) -> list[Rung]:
    """Where every one of these may be set."""
    open_to = [set(settable(row.rung, row.department_kind)) for row in rows if row.rung]
    common = set.intersection(*open_to) if open_to else set()
    return [one for one in LATE_DOWNWARD if one in common]


@pages.post("/escalation/<int:deadline_id>/rung-back")
def rung_back(deadline_id: int) -> Response:
    """撤销调整."""
    deadline = the(Deadline, deadline_id)
    allow(may.may_act_on(me(), deadline.department_id))
    with saving() as saved:
        raising.take_back(saved, deadline, by=me(), at=now())
        (row,) = queries.chosen(saved, [deadline_id], on=today())
        undone.forget(saved, [deadline_id], above=the_reach().standing(row))
    flash(_("已撤销，重新按天数和季度计算梯级。"))
    return redirect(url_for("escalation.show"), 303)
