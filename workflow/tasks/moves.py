"""What may become of a task, and by which act."""

from enum import StrEnum

from workflow.states import Moves
from workflow.tasks.models import TaskState


class TaskAct(StrEnum):
    START = "start"
    START_STANDING = "start_standing"  # a standing duty of the plan
    CLOSE = "close"  # 销号
    MAKE_STANDING = "make_standing"  # 转为常态化
    REOPEN = "reopen"
    LEAVE_OUT = "leave_out"  # a later edition no longer holds it


S, A = TaskState, TaskAct
MOVES: Moves[TaskState, TaskAct] = Moves(
    "task",
    begins=frozenset({S.PROPOSED, S.UNDER_WAY}),
    table={
        (S.PROPOSED, A.START): S.UNDER_WAY,
        (S.PROPOSED, A.START_STANDING): S.STANDING,
        (S.PROPOSED, A.LEAVE_OUT): S.CLOSED,
        (S.UNDER_WAY, A.CLOSE): S.CLOSED,
        (S.UNDER_WAY, A.MAKE_STANDING): S.STANDING,
        (S.UNDER_WAY, A.LEAVE_OUT): S.CLOSED,
        (S.STANDING, A.REOPEN): S.UNDER_WAY,
        (S.STANDING, A.LEAVE_OUT): S.CLOSED,
        (S.CLOSED, A.REOPEN): S.UNDER_WAY,
    },
)
