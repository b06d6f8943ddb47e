"""Who may do what with an instruction, and the scope of the lists. The page of all other permits is full."""

from collections.abc import Collection

from workflow.instructions.listing import Scope
from workflow.instructions.models import Instruction
from workflow.people.models import PostKind
from workflow.people.rules import Viewer


def may_write(viewer: Viewer) -> bool:
    """Write 批示: the city's leaders."""
    return viewer.is_leader


def may_register(viewer: Viewer) -> bool:
    """Register, draft, pass on, report the result: the office."""
    return viewer.is_office


def is_own(viewer: Viewer, instruction: Instruction) -> bool:
    """Written from a leader's post that this person holds: agree to its draft or object."""
    return instruction.post_id in own_posts(viewer)


def own_posts(viewer: Viewer) -> Collection[int]:
    return frozenset(post.post_id for post in viewer.posts if post.kind == PostKind.LEADER)


def may_see_lists(viewer: Viewer) -> bool:
    """The list, narrowed by `scope`; a department's only holds what was passed on to it."""
    overseers = viewer.is_leader or viewer.is_office or viewer.is_auditor
    return bool(overseers or viewer.departments or viewer.sections)


def scope(viewer: Viewer) -> Scope:
    """Leaders and the office see all; before it is passed on nobody else does, then those addressed and the auditor."""
    if viewer.is_leader or viewer.is_office:
        return Scope(all_of=True)
    return Scope() if viewer.is_auditor else Scope(departments=viewer.departments, sections=viewer.sections)


def may_withdraw(viewer: Viewer, instruction: Instruction) -> bool:
    """The office; its leader while it binds nobody."""
    return viewer.is_office or (instruction.passed_on_on is None and is_own(viewer, instruction))


def may_clear(viewer: Viewer, instruction: Instruction) -> bool:
    return viewer.is_office or is_own(viewer, instruction)
