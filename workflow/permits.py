"""Who may do what: predicates on one page. Doors ask them before every answer; queries take the scopes."""

from collections.abc import Iterable

from workflow.deadlines.models import Deadline
from workflow.people.models import Holding, PostKind
from workflow.people.rules import Viewer
from workflow.tasks.models import Assignment, Origin


def may_oversee(viewer: Viewer) -> bool:
    """See every department's reviewed state: the office, leaders and auditors."""
    return viewer.is_office or viewer.is_leader or viewer.is_auditor


def may_run_office(viewer: Viewer) -> bool:
    """Act for the leading-group office: confirm leads, start, urge, review, extend."""
    return viewer.is_office


def may_act_on(viewer: Viewer, department_id: int) -> bool:
    """Act for the office towards this department: nobody urges or reviews their own."""
    return viewer.is_office and department_id not in viewer.departments


def may_judge(viewer: Viewer, share: Assignment) -> bool:
    """Say the word on what a department filed or asks: the office; on a sub-task, the department that handed it down.
    Nobody judges their own."""
    if share.task.origin == Origin.SUB_TASK:
        return share.task.handed_by_id in viewer.departments and share.department_id not in viewer.departments
    return may_act_on(viewer, share.department_id)


def may_hand_down(viewer: Viewer, share: Assignment) -> bool:
    """Hand a part of one's share down to a body below; conclude it, take it back."""
    return may_speak_for(viewer, share.department_id)


def may_see_desk(viewer: Viewer, department_id: int) -> bool:
    return department_id in viewer.departments or viewer.is_office


def may_see_section_desk(viewer: Viewer, department_id: int) -> bool:
    """The part of a department's desk that was given to one's own sections."""
    return department_id in viewer.departments_as(PostKind.SECTION)


def may_speak_for(viewer: Viewer, department_id: int) -> bool:
    """Acknowledge, report and put files in for a department: its liaison or head."""
    return department_id in viewer.departments


def may_sign(viewer: Viewer, department_id: int) -> bool:
    """Sign what leaves a department, or send it back: its head or the head's deputy, nobody else."""
    return department_id in viewer.departments_as(PostKind.HEAD)


def may_answer(viewer: Viewer, deadline: Deadline) -> bool:
    return may_speak_for(viewer, deadline.department_id)


def may_work_on(viewer: Viewer, assignment: Assignment) -> bool:
    """It was given to a section of this person's."""
    return assignment.to_on is None and assignment.post_id in viewer.sections


def may_fill(viewer: Viewer, deadline: Deadline) -> bool:
    """Write the draft of what answers a deadline and put files in: who may file it, and the section's clerk."""
    return may_answer(viewer, deadline) or may_work_on(viewer, deadline.assignment)


def may_see_owed(viewer: Viewer, deadline: Deadline) -> bool:
    return may_see_desk(viewer, deadline.department_id) or may_work_on(viewer, deadline.assignment)


def may_see_inside(viewer: Viewer, department_id: int) -> bool:
    """Who holds which post in a department and who is away: itself, and the office."""
    return may_speak_for(viewer, department_id) or viewer.is_office


def may_note_absence(viewer: Viewer, holding: Holding) -> bool:
    """The holder herself, the head of her department, who speaks for it where a section is concerned, the
    administrator."""
    department_id = holding.post.department_id
    own = holding.account_id == viewer.account_id or may_sign(viewer, department_id)
    clerk = holding.post.kind == PostKind.SECTION and may_speak_for(viewer, department_id)
    return own or clerk or viewer.is_administrator


def may_see_handover(viewer: Viewer, department_id: int) -> bool:
    """What passes on when a post changes hands: the department, the office, and who enters the change."""
    return may_see_inside(viewer, department_id) or viewer.is_administrator


def may_see_task(viewer: Viewer, assignments: list[Assignment]) -> bool:
    """A department sees the tasks it leads or shares in and the sub-tasks that it handed down, a section those given to
    it; those who oversee see all."""
    return may_oversee(viewer) or any(
        {a.department_id, a.task.handed_by_id} & viewer.departments or may_work_on(viewer, a)
        for a in assignments
        if a.to_on is None
    )


def may_see_report(viewer: Viewer, department_id: int, lead_department_id: int | None) -> bool:
    """Its own department, the task's lead (for shares), and those who oversee."""
    return may_oversee(viewer) or bool({department_id, lead_department_id} & viewer.departments)


def may_see_evidence(
    viewer: Viewer, department_id: int, citing: Iterable[tuple[int, int | None]], given: Iterable[int | None] = ()
) -> bool:
    """Its department; the section that the share was given to; whoever may see something that cites it and has left
    the department (department, lead of its task). What only drafts or unsigned words cite stays inside."""
    if may_speak_for(viewer, department_id) or viewer.sections.intersection(given):
        return True
    return any(may_see_report(viewer, *one) for one in citing)


def may_see_tasks(viewer: Viewer) -> bool:
    """The list of tasks, narrowed by `task_scope`."""
    return bool(viewer.posts)


def task_scope(viewer: Viewer) -> frozenset[int] | None:
    """Of which departments a person sees tasks; None: of all."""
    return None if may_oversee(viewer) else viewer.departments


def report_scope(
    viewer: Viewer, lead_department_id: int | None, shares: Iterable[Assignment] = ()
) -> frozenset[int] | None:
    """Whose reports on a task a person sees: her own (also where her section has the share), as its lead everyone's,
    overseers all (None)."""
    shares = list(shares)
    own = viewer.departments | {share.department_id for share in shares if may_work_on(viewer, share)}
    handed_down = any(share.task.handed_by_id in viewer.departments for share in shares)
    return None if may_oversee(viewer) or lead_department_id in own or handed_down else own


def may_see_plan(viewer: Viewer) -> bool:
    """The published plan and the working days are no secret: anyone who holds a post."""
    return bool(viewer.posts)


def may_be_consulted(viewer: Viewer, department_id: int) -> bool:
    """See a department's part of the table of responsibilities, and say what it says: itself, and the office, which
    takes in what comes on paper."""
    return viewer.is_office or may_speak_for(viewer, department_id)


def may_take_original(viewer: Viewer, *, masked: bool) -> bool:
    """The file as it was uploaded. While words in it are masked, only those who compare it with the printed paper."""
    return may_see_plan(viewer) and (not masked or viewer.is_office or viewer.is_auditor)


def may_administer(viewer: Viewer) -> bool:
    return viewer.is_administrator


def may_set_days(viewer: Viewer) -> bool:
    """Say how days are counted: a year's working days, a plan's ladders. The office, and the administrator."""
    return viewer.is_office or viewer.is_administrator


def may_read_history(viewer: Viewer) -> bool:
    return viewer.is_auditor or viewer.is_administrator


def may_see_system(viewer: Viewer) -> bool:
    return viewer.is_office or viewer.is_administrator


def may_switch_sign_off(viewer: Viewer, department_id: int) -> bool:
    """Say whether the head signs what leaves a department: she herself, or the administrator."""
    return may_sign(viewer, department_id) or viewer.is_administrator


def signing_departments(viewer: Viewer) -> frozenset[int]:
    """The scope of 待签发: the departments this person heads."""
    return viewer.departments_as(PostKind.HEAD)


def desk_departments(viewer: Viewer) -> frozenset[int]:
    """The scope of the desk."""
    return viewer.departments_as(PostKind.LIAISON, PostKind.HEAD)


def may_draft_papers(viewer: Viewer, bodies: Iterable[int] = ()) -> bool:
    """Draft, edit, send, issue and withdraw papers to these bodies: nobody does so to their own department."""
    return viewer.is_office and all(may_act_on(viewer, department_id) for department_id in bodies)


def may_sign_papers(viewer: Viewer, bodies: Iterable[int] = ()) -> bool:
    """签发 on the screen: who holds a leader's post and speaks for none of the bodies."""
    return viewer.is_leader and not viewer.departments.intersection(bodies)
