"""Who may put files in, and who may see those that were stopped."""

from workflow.evidence.arriving_models import Upload
from workflow.evidence.permits import own_bodies
from workflow.people.models import PostKind
from workflow.people.rules import Viewer


def may_put_in(viewer: Viewer, department_id: int) -> bool:
    """Who speaks for it, and the clerks of its sections, who fill its drafts."""
    return department_id in own_bodies(viewer) | viewer.departments_as(PostKind.SECTION)


def is_own(viewer: Viewer, upload: Upload) -> bool:
    """An upload is its beginner's alone, for as long as she puts files in for that department."""
    return upload.account_id == viewer.account_id and may_put_in(viewer, upload.department_id)


def may_see_stopped(viewer: Viewer) -> bool:
    """What the scanner stopped, and destroy it."""
    return viewer.is_administrator
