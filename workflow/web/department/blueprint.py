"""The family's blueprint, shared by its modules of views."""

from flask import Blueprint, url_for

from workflow import permits as may
from workflow.people.models import Holding
from workflow.web.request import me

pages = Blueprint("department", __name__)
Answer = tuple[str, int]


def back_from(holding: Holding) -> str:
    """The page from which a holding is looked at: the department's, the administrator's, one's own account."""
    department_id = holding.post.department_id
    if may.may_speak_for(me(), department_id):
        return url_for("department.inside", department_id=department_id)
    if may.may_administer(me()):
        return url_for("people.department", department_id=department_id)
    return url_for("auth.account")
