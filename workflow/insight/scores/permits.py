"""Who may see and do what with score sheets. Beside `workflow.permits`, whose page is full."""

from workflow.people.models import PostKind
from workflow.people.rules import Viewer


def may_read_rules(viewer: Viewer) -> bool:
    """The score sheets that there are, and by which rules: anyone who holds a post."""
    return bool(viewer.posts)


def may_see_all(viewer: Viewer, *, circulated: bool) -> bool:
    """Every body's computation: the office and auditors always, leaders once the sheet was circulated."""
    return viewer.is_office or viewer.is_auditor or (circulated and viewer.is_leader)


def may_see_own(viewer: Viewer, department_id: int, *, circulated: bool) -> bool:
    """A department's computation: its own from circulation on, never another's."""
    own = circulated and department_id in viewer.departments
    return own or may_see_all(viewer, circulated=circulated)


def may_object(viewer: Viewer, department_id: int, *, signs_off: bool) -> bool:
    """Object for a department: who speaks for it; where its head signs what leaves it, she alone."""
    return department_id in (viewer.departments_as(PostKind.HEAD) if signs_off else viewer.departments)
