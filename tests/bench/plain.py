"""The plain page: the floor's list with our session, user row, ORM and base layout; the yardstick of the pages."""

from flask import Blueprint, Flask, render_template
from jinja2 import ChoiceLoader, DictLoader
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from workflow.deadlines.models import Deadline, LadderKind
from workflow.tasks.models import Assignment
from workflow.web.request import allow, me, session, today

PATH = "/bench/plain"
PAGE = """{% extends "base.html" %}
{% block title %}报送逾期{% endblock %}
{% block content %}<table>
{% for row in rows %}{% set task = row.assignment.task %}
<tr><td>{{ row.due_on }}</td><td><a href="/deadlines/{{ row.id }}">{{ task.number }} {{ task.heading }}</a></td>
<td>{{ row.kind.value }}</td><td>{{ row.occasion }}</td></tr>
{% endfor %}</table>{% endblock %}
"""
pages = Blueprint("bench", __name__)


@pages.get(PATH)
def plain() -> str:
    allow(bool(me().posts))
    rows = (
        session()
        .scalars(
            select(Deadline)
            .options(joinedload(Deadline.assignment).joinedload(Assignment.task))
            .where(
                Deadline.ladder == LadderKind.REPORTING,
                Deadline.ended_on.is_(None),
                Deadline.held_since.is_(None),
                Deadline.due_on < today(),
            )
            .order_by(Deadline.due_on, Deadline.id)
            .limit(50)
        )
        .all()
    )
    return render_template("bench-plain.html", rows=rows)


def add_to(app: Flask) -> None:
    """Serve the plain page beside the application's own."""
    app.jinja_loader = ChoiceLoader([app.jinja_loader, DictLoader({"bench-plain.html": PAGE})])  # type: ignore[list-item]
    app.register_blueprint(pages)
