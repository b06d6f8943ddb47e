"""Words for what is done to reports, tasks and requests: the acts of the tables of allowed moves."""

from enum import StrEnum

from workflow.reports.moves import ReportAct
from workflow.review.moves import ClosingAct
from workflow.tasks.moves import TaskAct
from workflow.wording import uploads
from workflow.wording.marks import mark

LABELS: tuple[tuple[StrEnum, str], ...] = (
    *uploads.LABELS,
    (ReportAct.SUBMIT, mark("提交负责人签发")),
    (ReportAct.FILE, mark("报送")),
    (ReportAct.SIGN, mark("签发")),
    (ReportAct.SEND_BACK, mark("退回经办人")),
    (ReportAct.WITHDRAW, mark("撤回")),
    (ReportAct.WITHDRAW_CORRECTION, mark("撤回修改稿")),
    (ReportAct.ASK, mark("询问")),
    (ReportAct.ACCEPT, mark("审核通过")),
    (ReportAct.GIVE_BACK, mark("退回修改")),
    (ReportAct.CORRECT, mark("更正")),
    (TaskAct.START, mark("启动")),
    (TaskAct.START_STANDING, mark("作为保障措施启动")),
    (TaskAct.CLOSE, mark("销号")),
    (TaskAct.MAKE_STANDING, mark("转为常态化")),
    (TaskAct.REOPEN, mark("重新打开")),
    (TaskAct.LEAVE_OUT, mark("新版本不再列入")),
    (ClosingAct.SIGN, mark("签发")),
    (ClosingAct.SEND_BACK, mark("退回经办人")),
    (ClosingAct.WITHDRAW, mark("撤回")),
    (ClosingAct.GRANT, mark("同意办结")),
    (ClosingAct.GIVE_BACK, mark("退回")),
)
