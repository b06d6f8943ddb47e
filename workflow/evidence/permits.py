"""Who may do what with a file. The page of all other permits is full."""

from workflow.evidence.models import Evidence
from workflow.people.models import PostKind
from workflow.people.rules import Viewer


def may_see_box(viewer: Viewer) -> bool:
    """The list of files, narrowed to one's own departments; those who oversee see what left its department too."""
    return bool(viewer.departments or own_bodies(viewer) or sees_all(viewer))


def sees_all(viewer: Viewer) -> bool:
    return viewer.is_office or viewer.is_leader or viewer.is_auditor


def own_bodies(viewer: Viewer) -> frozenset[int]:
    """Whose files are one's own: the departments one speaks for, and the leading-group office's for its clerks."""
    return viewer.departments | viewer.departments_as(PostKind.OFFICE)


def may_keep(viewer: Viewer, evidence: Evidence) -> bool:
    """Say what a file is and proves, put in a newer version, withdraw it."""
    return evidence.department_id in own_bodies(viewer)


def may_judge(viewer: Viewer, evidence: Evidence) -> bool:
    """Accept or reject: the office, nobody of one's own."""
    return viewer.is_office and evidence.department_id not in own_bodies(viewer)


def may_ask_destruction(viewer: Viewer, evidence: Evidence) -> bool:
    """Say that a file must not be here, and so stop it at once: its department, the office, the administrator."""
    return may_keep(viewer, evidence) or viewer.is_office or viewer.is_administrator


def may_see_destructions(viewer: Viewer, department_ids: frozenset[int] = frozenset()) -> bool:
    """The list, or one that concerns files of these departments."""
    return viewer.is_office or viewer.is_administrator or viewer.is_auditor or bool(department_ids & own_bodies(viewer))


def may_answer_destruction(viewer: Viewer, department_ids: frozenset[int], *, asked_by: int) -> bool:
    """The second person: never the one who asked. The office, the administrator, or a head whose file it is."""
    heads = viewer.departments_as(PostKind.HEAD)
    second = viewer.is_office or viewer.is_administrator or bool(department_ids & heads)
    return second and viewer.account_id != asked_by
