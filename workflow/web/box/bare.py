"""有结论无佐证: reports that say a value or that all is done, and cite no file."""

from flask import render_template, request, url_for
from sqlalchemy import select

from workflow.evidence.permits import may_see_box, own_bodies, sees_all
from workflow.insight import bare
from workflow.plans.models import Target
from workflow.reports import details
from workflow.reports.models import ReportValue
from workflow.web.box.blueprint import pages
from workflow.web.numbers import whole
from workflow.web.request import allow, me, session


@pages.get("/evidence/bare")
def bare_claims() -> str:
    allow(may_see_box(me()))
    scope = None if sees_all(me()) else own_bodies(me())
    before = whole(request.args.get("before", ""))
    rows = bare.bare(session(), departments=scope, before=before)
    shown = rows[: bare.LIMIT]
    return render_template(
        "box/bare.html",
        rows=shown,
        values=_values([row.revision_id for row in shown]),
        newer_url=url_for("box.bare_claims") if before else None,
        older_url=url_for("box.bare_claims", before=shown[-1].id) if len(rows) > bare.LIMIT else None,
    )


def _values(revision_ids: list[int]) -> dict[int, list[tuple[str, ReportValue]]]:
    """By revision: the wording of each target with what was said."""
    said = details.values(session(), revision_ids)
    targets = {value.target_id for values in said.values() for value in values}
    wordings = dict(session().execute(select(Target.id, Target.wording).where(Target.id.in_(targets))).all())
    return {key: [(wordings[value.target_id], value) for value in values] for key, values in said.items()}
