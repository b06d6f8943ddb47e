"""Pages: a sheet as a table of all bodies, for those who may see it; a department's own computation, row by row."""

from typing import Any

from flask import redirect, render_template, url_for

from workflow import permits as may
from workflow.insight.scores import ending, permits, queries, rules
from workflow.insight.scores.models import ObjectionState, ScoreSheet, ScoreState
from workflow.insight.scores.queries import Row
from workflow.people.models import Department
from workflow.web.request import allow, me, not_found, session, the, today
from workflow.web.scores.blueprint import Answer, pages, sees_all
from workflow.web.scores.forms import TableFilter
from workflow.wording.refusals import sentence
from workflow.wording.scores import how, period, rate, why


@pages.get("/scores/<int:sheet_id>")
def show(sheet_id: int) -> Answer:
    """All of it, for those who oversee; once issued, the totals for everybody; before, a department is led to its own
    computation, and who has none to the rules."""
    sheet = the(ScoreSheet, sheet_id)
    allow(permits.may_read_rules(me()))
    everything = sees_all(sheet, me())
    if not everything and sheet.state != ScoreState.ISSUED:
        own = queries.bodies(session(), sheet_id) & me().departments if sheet.circulated_at else frozenset()
        if own:
            return redirect(url_for("scores.own", sheet_id=sheet_id, department_id=min(own)), 303)
        return redirect(url_for("scores.rules", sheet_id=sheet_id), 303)
    rows = queries.table(queries.lines(session(), sheet), ranked=sheet.ranked)
    form = TableFilter.read()
    facts = {"sheet": sheet, "period": period, "form": form, "rows": narrowed(rows, form), "all": len(rows)}
    if not everything:
        return render_template("scores/totals.html", **facts)
    return render_template("scores/show.html", **facts, **_of_office(sheet))


def narrowed(rows: list[Row], form: TableFilter) -> list[Row]:
    wanted = form.facts()
    if wanted["q"]:
        rows = [row for row in rows if wanted["q"] in row.department.label]
    tests: dict[str, Any] = {
        "lost": lambda row: any(one.stands is not None and one.stands < one.rule.full for one in row.lines),
        "objected": lambda row: any(one.objection is not None for one in row.lines),
        "unscored": lambda row: row.total is None,
    }
    return [row for row in rows if tests[wanted["only"]](row)] if wanted["only"] in tests else rows


def _of_office(sheet: ScoreSheet) -> dict[str, Any]:
    said = queries.objections(session(), sheet.id)
    circulated = sheet.state == ScoreState.CIRCULATED
    left = [sentence(one) for one in ending.hindrances(session(), sheet, today=today())] if circulated else []
    signs = circulated and not left and may.may_sign_papers(me(), queries.bodies(session(), sheet.id))
    return {
        "objections": said,
        "waiting": sum(one.state == ObjectionState.OPEN for one in said),
        "left": left,
        "signs": signs,
        "may_act": may.may_run_office(me()),
        "unverified": queries.unverified(session(), sheet) if sheet.state == ScoreState.DRAFT else 0,
        "kept": sheet.content is None or ending.matches(session(), sheet),
        "ends": rules.span(sheet.period)[1],
        "over": rules.span(sheet.period)[1] < today(),
    }


@pages.get("/scores/<int:sheet_id>/departments/<int:department_id>")
def own(sheet_id: int, department_id: int) -> Answer:
    """Each criterion: how it is computed, the rows that were counted and those that were not, and what was objected."""
    sheet, body = the(ScoreSheet, sheet_id), the(Department, department_id)
    allow(permits.may_see_own(me(), department_id, circulated=sheet.circulated_at is not None))
    found = queries.lines(session(), sheet, department_id=department_id) or not_found()
    in_time = sheet.state == ScoreState.CIRCULATED and sheet.object_by is not None and today() <= sheet.object_by
    return render_template(
        "scores/own.html",
        sheet=sheet,
        department=body,
        lines=found,
        total=queries.total_of(found),
        how=how,
        rate=rate,
        why=why,
        period=period,
        in_time=in_time,
        may_object=in_time and permits.may_object(me(), department_id, signs_off=body.signs_off),
        head_objects=in_time and body.signs_off and may.may_speak_for(me(), department_id),
        may_answer=may.may_act_on(me(), department_id),
        everything=sees_all(sheet, me()),
    )
