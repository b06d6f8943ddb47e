"""The words on the screen for stored words: one place, one catalogue."""

from enum import StrEnum

from flask_babel import gettext

from workflow.deadlines.models import DeadlineKind, LadderKind, MoveKind, Outcome
from workflow.escalation.rules import Rung
from workflow.insight.rules import Risk
from workflow.lights.models import Course
from workflow.lights.rules import Light
from workflow.people.models import DepartmentKind, PostKind
from workflow.plans.comparing import Continues
from workflow.plans.desk.models import IntakeState
from workflow.plans.models import ItemKind, PlanState
from workflow.reports.models import ReportState, Standing
from workflow.reports.rules import BlockerKind
from workflow.review.models import ReviewVerdict, TargetVerdictWord
from workflow.review.rules import Question, ReasonKind
from workflow.tasks.consulting_models import CommentDecision, CommentKind
from workflow.tasks.models import Decision, Role, TaskState
from workflow.wording import mending, people
from workflow.wording.marks import mark

# Pairs, not a dict: members of two enumerations with the same stored word are equal and would hide each other.
PAIRS: tuple[tuple[StrEnum, str], ...] = (
    *people.LABELS,
    *mending.LABELS,
    (DepartmentKind.BUREAU, mark("政府部门")),
    (DepartmentKind.PARTY, mark("党委部门")),
    (DepartmentKind.VERTICAL, mark("垂直管理单位")),
    (DepartmentKind.ENTERPRISE, mark("企业")),
    (DepartmentKind.ZONE, mark("开发区")),
    (DepartmentKind.COUNTY, mark("县（市、区）")),
    (DepartmentKind.OFFICE, mark("领导小组办公室")),
    (DepartmentKind.GOVERNMENT, mark("市政府")),
    (PostKind.LIAISON, mark("联络员")),
    (PostKind.HEAD, mark("部门负责人")),
    (PostKind.OFFICE, mark("领导小组办公室")),
    (PostKind.LEADER, mark("市领导")),
    (PostKind.ADMINISTRATOR, mark("系统管理员")),
    (PostKind.AUDITOR, mark("审计员")),
    (IntakeState.WAITING, mark("等待读取")),
    (IntakeState.READING, mark("正在读取")),
    (IntakeState.ON_DESK, mark("核对中")),
    (IntakeState.UNREADABLE, mark("读不出来")),
    (IntakeState.CONFIRMED, mark("已生成方案")),
    (IntakeState.DISCARDED, mark("已移出")),
    (Continues.SAME, mark("没有变动")),
    (Continues.MOVED, mark("只改了编号")),
    (Continues.CHANGED, mark("文字有改动")),
    (Continues.NEW, mark("新增")),
    (Continues.GONE, mark("不再列入")),
    (PlanState.DRAFT, mark("未启动")),
    (PlanState.IN_FORCE, mark("已启动")),
    (ItemKind.CHAPTER, mark("章")),
    (ItemKind.MEASURE, mark("举措")),
    (ItemKind.STANDING, mark("保障措施")),
    (ItemKind.GENERAL, mark("总体要求")),
    (Role.LEAD, mark("牵头单位")),
    (Role.CO, mark("责任单位")),
    (TaskState.PROPOSED, mark("待启动")),
    (TaskState.UNDER_WAY, mark("推进中")),
    (TaskState.STANDING, mark("常态化")),
    (TaskState.CLOSED, mark("已办结")),
    (Decision.GRANTED, mark("同意")),
    (Decision.REFUSED, mark("不同意")),
    (CommentKind.AGREE, mark("无意见")),
    (CommentKind.LEAD, mark("调整牵头单位")),
    (CommentKind.ADD, mark("增加责任单位")),
    (CommentKind.DROP, mark("退出责任单位")),
    (CommentKind.OTHER, mark("其他意见")),
    (CommentDecision.ADOPTED, mark("采纳")),
    (CommentDecision.PARTLY, mark("部分采纳")),
    (CommentDecision.DECLINED, mark("未采纳")),
    (LadderKind.REPORTING, mark("报送")),
    (LadderKind.WORK, mark("工作")),
    (DeadlineKind.ACKNOWLEDGE, mark("签收")),
    (DeadlineKind.SHARE, mark("分工进展")),
    (DeadlineKind.REPORT, mark("进展填报")),
    (DeadlineKind.CORRECTION, mark("退回修改")),
    (DeadlineKind.TARGET, mark("目标核定")),
    (DeadlineKind.MILESTONE, mark("节点")),
    (DeadlineKind.COMPLETION, mark("办结")),
    (DeadlineKind.INSTRUCTION, mark("批示办理")),
    (DeadlineKind.REPLY, mark("回复")),
    (DeadlineKind.RECEIPT, mark("回执")),
    (Outcome.MET, mark("已完成")),
    (Outcome.NOT_ACHIEVED, mark("未完成")),
    (Outcome.WITHDRAWN, mark("已撤销")),
    (Outcome.SUPERSEDED, mark("已由新事项代替")),
    (MoveKind.EXTENSION, mark("经批准延期")),
    (MoveKind.HOLD, mark("暂缓后顺延")),
    (MoveKind.CALENDAR, mark("工作日历调整")),
    (MoveKind.OFFICE, mark("办公室调整")),
    (Standing.ON_COURSE, mark("正常推进")),
    (Standing.BEHIND, mark("滞后")),
    (Standing.BLOCKED, mark("受阻")),
    (Standing.DONE, mark("拟申请办结")),
    (ReportState.FILED, mark("待审核")),
    (ReportState.UNDER_REVIEW, mark("审核中")),
    (ReportState.RETURNED, mark("已退回")),
    (ReportState.ACCEPTED, mark("已通过")),
    (ReportState.WITHDRAWN, mark("已撤回")),
    (ReviewVerdict.ACCEPTED, mark("通过")),
    (ReviewVerdict.RETURNED, mark("退回修改")),
    (TargetVerdictWord.ACHIEVED, mark("完成")),
    (TargetVerdictWord.NOT_ACHIEVED, mark("未完成")),
    (TargetVerdictWord.PROVINCE_DECIDES, mark("以省考核为准")),
    (Light.ON_COURSE, mark("正常推进")),
    (Light.BEHIND, mark("滞后")),
    (Light.WORK_OVERDUE, mark("工作逾期")),
    (Light.FORM_OVERDUE, mark("报送逾期")),
    (Light.PROVINCE, mark("待省级明确")),
    (Light.EXTENDED, mark("经批准延期")),
    (Light.CLOSED, mark("已办结")),
    (Course.ON_COURSE, mark("正常推进")),
    (Course.BEHIND, mark("滞后")),
    (Course.RED, mark("工作逾期")),
    (Course.PROVINCE, mark("待省级明确")),
    (Course.UNKNOWN, mark("未报送")),
    (Rung.REMIND_10, mark("到期前 10 个工作日提醒")),
    (Rung.REMIND_3, mark("到期前 3 个工作日提醒")),
    (Rung.DUE, mark("今天到期")),
    (Rung.PRESS_FORM, mark("应催报")),
    (Rung.PRESS_FORM_AGAIN, mark("应再次催报")),
    (Rung.URGE, mark("应催办")),
    (Rung.NOTICE_CONDITIONS, mark("达到督办条件，待研究")),
    (Rung.CIRCULAR_CONDITIONS, mark("达到通报条件，待研究")),
    (BlockerKind.PROVINCE, mark("待省级明确")),
    (BlockerKind.SUPPORT, mark("需向上争取支持")),
    (BlockerKind.POLICY, mark("政策未明确")),
    (BlockerKind.FUNDS, mark("资金")),
    (BlockerKind.LAND, mark("用地、用能等要素")),
    (BlockerKind.COORDINATION, mark("需部门间协调")),
    (BlockerKind.FIGURES, mark("数据口径")),
    (BlockerKind.OTHER, mark("其他")),
    (Risk.PAST, mark("期限已过，尚未达到")),
    (Risk.BEHIND, mark("任务滞后，尚未达到")),
    (Risk.SHORT, mark("不到一年，差一成以上")),
    (ReasonKind.VAGUE, mark("进展不具体")),
    (ReasonKind.FIGURES, mark("数据口径不一致")),
    (ReasonKind.EVIDENCE, mark("佐证材料不足")),
    (ReasonKind.BLOCKERS, mark("问题及原因不清")),
    (ReasonKind.NEXT_STEP, mark("缺下步打算")),
    (ReasonKind.OTHER, mark("其他")),
    (Question.SAME_WORDS, mark("文字与上期完全相同")),
    (Question.SAME_VALUE, mark("数值与上期相同，数据日期却是新的")),
    (Question.LEAP, mark("数值与上期相差一半以上")),
    (Question.NO_SOURCE, mark("没有写数据来源")),
    (Question.OLD_DAY, mark("数据日期早于本期")),
    (Question.DONE_WITHOUT_EVIDENCE, mark("拟申请办结，但没有佐证材料")),
)
LABELS: dict[tuple[type[StrEnum], str], str] = {(type(word), word.value): words for word, words in PAIRS}


def label(word: StrEnum) -> str:
    """The word on the screen, in the reader's language."""
    return str(gettext(LABELS[type(word), word.value]))
