"""Words of papers: kinds and states, what the checks found, refusals, the history."""

from enum import StrEnum

from flask_babel import gettext

from workflow.escalation.papers.checking import Finding
from workflow.escalation.papers.models import AnswerKind, AnswerState, PaperKind, PaperState
from workflow.escalation.papers.moves import AnswerAct, PaperAct
from workflow.wording.marks import mark

LABELS: tuple[tuple[StrEnum, str], ...] = (
    (PaperKind.URGE_SLIP, mark("催办单")),
    (PaperKind.SUPERVISION_NOTICE, mark("督办通知单")),
    (PaperKind.CIRCULAR_NOTICE, mark("通报")),
    (PaperKind.COORDINATION_LETTER, mark("商请函")),
    (PaperKind.INTERVIEW_LETTER, mark("约谈函")),
    (PaperKind.CLOSING_SLIP, mark("销号单")),
    (PaperKind.QUARTERLY_CIRCULAR, mark("季度通报")),
    (PaperState.DRAFT, mark("草稿")),
    (PaperState.TO_SIGN, mark("待签发")),
    (PaperState.SIGNED, mark("已签发，待发出")),
    (PaperState.ISSUED, mark("已发出")),
    (PaperState.VOID, mark("已作废")),
    (PaperState.WITHDRAWN, mark("已撤回")),
    (PaperAct.EDIT, mark("修改")),
    (PaperAct.SEND, mark("送签")),
    (PaperAct.TAKE_BACK, mark("收回修改")),
    (PaperAct.SIGN, mark("签发")),
    (PaperAct.SEND_BACK, mark("退回")),
    (PaperAct.ISSUE, mark("编号发出")),
    (PaperAct.VOID, mark("作废")),
    (PaperAct.WITHDRAW, mark("撤回")),
    (AnswerKind.REPLY, mark("书面回复")),
    (AnswerKind.OBJECTION, mark("申请复核")),
    (AnswerState.TO_SIGN, mark("待负责人签发")),
    (AnswerState.SENT_BACK, mark("负责人退回")),
    (AnswerState.GIVEN, mark("待办公室答复")),
    (AnswerState.SETTLED, mark("已认可")),
    (AnswerState.ASKED_AGAIN, mark("请再次回复")),
    (AnswerState.UPHELD, mark("维持原文书")),
    (AnswerState.CORRECTED, mark("已采纳，原文书撤回")),
    (AnswerAct.SIGN, mark("签发")),
    (AnswerAct.SEND_BACK, mark("退回经办人")),
    (AnswerAct.MEND, mark("修改后再送签")),
    (AnswerAct.GIVE, mark("修改后报送")),
    (AnswerAct.SETTLE, mark("认可")),
    (AnswerAct.ASK_AGAIN, mark("要求再次回复")),
    (AnswerAct.UPHOLD, mark("维持")),
    (AnswerAct.CORRECT, mark("采纳更正")),
)

FINDINGS: dict[str, str] = {
    "masked": mark("文中有未核实的存疑文字。请先由两人对照原件核实，再修改。"),
    "basis": mark("没有写明依据。请引用方案的有关条款；办公室的督办权限只能来自方案和领导小组。"),
    "place": mark("文中还有没有填写的占位：%(about)s"),
    "superior": mark("这一句像是在责备上级机关，请核对措辞：“%(about)s”"),
    "length": mark("按字数估计超过一张纸（没有安装 PDF 组件）。催办单和督办通知单宜在一张纸（正反两面）内写完。"),
    "pages": mark("按印发版式排版共 %(about)s 页。催办单和督办通知单宜在一张纸（正反两面）内写完。"),
    "reply_past": mark("回复期限已过或就在今天，请改为以后的日期。"),
    "reply_unsaid": mark("正文没有写明回复期限 %(about)s，或与设定的期限不一致。"),
    "share_ended": mark("这项任务已不由该单位负责：%(about)s"),
    "not_named": mark("方案该条的责任分工没有点到这个单位：%(about)s"),
    "ended": mark("这件事项起草后已经办结：%(about)s"),
    "answered": mark("该单位已经报送结果，正等办公室核定：%(about)s"),
    "held": mark("这件事项正在暂缓：%(about)s"),
    "moved": mark("期限起草后有变（经批准延期等），文中日期不再成立：%(about)s"),
    "not_late": mark("这件事项还没有逾期：%(about)s"),
    "extending": mark("该单位的延期申请还没有答复：%(about)s"),
    "not_told": mark("没有催办过，也没有逾期提醒的记录：%(about)s"),
    "not_noticed": mark("没有发过督办通知单，上一级措施没有到位：%(about)s"),
    "not_asked": mark("还没有了解原因（没有通话、没有反映的问题、没有询问）：%(about)s"),
}
ASKS = mark("请写明为什么仍可发出")

SENTENCES: dict[str, str] = {
    "paper.pdf_missing": mark(
        "这台服务器没有安装生成 PDF 的组件，请下载 Word 文件（.docx）。管理员可安装附加组件 duban[pdf]。"
    ),
    "paper.none_chosen": mark("所选事项都不能起草文书，请看下面的原因。"),
    "paper.on_its_way": mark("同一事项的同一文种已经在办：%(names)s。请看过已有的文书，仍要再起草的请勾选。"),
    "paper.kind_not_reached": mark("该单位或事项没有达到使用这一文种的条件。"),
    "paper.nobody_addressed": mark("没有主送单位。"),
    "paper.words_missing": mark("请填写标题和正文。"),
    "paper.words_too_long": mark("标题不超过 %(title)s 字，正文不超过 %(body)s 字。"),
    "paper.place_unknown": mark("不认识的占位：%(names)s。请看下面列出的占位。"),
    "paper.organ_missing": mark("请填写发文机关署名。"),
    "paper.prefix_missing": mark("请填写文号的机关代字。"),
    "paper.reply_days": mark("回复期限为 1 至 %(most)s 个工作日。"),
    "paper.reason_missing": mark("请写明理由。"),
    "paper.confirming_words_missing": mark("请写明为什么仍可发出。"),
    "paper.changed_since": mark("您打开之后，这份文书又改过或已处理。请看过新的内容再办理。"),
    "paper.check_forbids": mark("有 %(count)s 处不能发出，请先修改或核实。"),
    "paper.check_unconfirmed": mark("有 %(count)s 处需要您逐条确认并写明理由。"),
    "paper.signed_already": mark("这份文书已经签发。"),
    "paper.issued_already": mark("这份文书已经发出，不能再改。内容有误的，请撤回后另发。"),
    "paper.unsigned": mark("这份文书还没有经市领导签发。"),
    "paper.with_leader": mark("这份文书已经送签。要修改请先收回。"),
    "paper.ended_already": mark("这份文书已经作废或撤回。"),
    "paper.not_issued": mark("这份文书还没有发出。"),
    "paper.not_withdrawn": mark("先撤回原文书，再另行起草。"),
    "paper.not_in_force": mark("这份文书已经撤回，不需要再办理。"),
    "paper.signed_before_drafted": mark("签批日期 %(on)s 早于起草日期，请核对。"),
    "paper.number_missing": mark("请填写办公系统的文号。"),
    "paper.number_too_long": mark("文号不超过 %(limit)s 字。"),
    "paper.number_own": mark("这个文号属于本系统自己的编号，请选“取本系统的下一个号”。"),
    "paper.number_used": mark("文号 %(number)s 已经用过。"),
    "paper.scan_missing": mark("请选择盖章扫描件。"),
    "paper.scan_refused": mark("扫描件没有归档：%(why)s"),
    "paper.received_already": mark("%(name)s 已经确认收到。"),
    "paper.reply_missing": mark("请填写回复内容。"),
    "paper.objection_missing": mark("请写明不同意见和理由。"),
    "paper.answer_too_long": mark("请控制在 %(limit)s 字以内，详细情况可作为附件。"),
    "paper.answer_waits_already": mark("已经提交过，正等签发或答复。"),
    "paper.answer_decided_already": mark("这份答复已经处理过了。"),
    "paper.verdict_missing": mark("请写明意见和理由。"),
    "paper.reply_day_past": mark("%(on)s 已经过去或就在今天，请选以后的日期。"),
    "paper.other_answer": mark("这一处理意见不适用。"),
}

ACTS: dict[str, str] = {
    "paper.drafted": mark("起草文书"),
    "paper.edited": mark("修改文书"),
    "paper.check_confirmed": mark("确认发文核对事项"),
    "paper.voided": mark("作废文书"),
    "paper.sent": mark("文书送签"),
    "paper.taken_back": mark("收回文书修改"),
    "paper.signed": mark("签发文书"),
    "paper.sent_back": mark("市领导退回文书"),
    "paper.issued": mark("发出文书"),
    "paper.withdrawn": mark("撤回文书"),
    "paper.stamped": mark("归档盖章扫描件"),
    "paper.received": mark("确认收到文书"),
    "paper.answer_submitted": mark("答复提交负责人签发"),
    "paper.answered": mark("答复文书"),
    "paper.answer_sent_back": mark("负责人退回文书答复"),
    "paper.answer_settle": mark("认可文书回复"),
    "paper.answer_ask_again": mark("要求再次回复文书"),
    "paper.answer_uphold": mark("复核后维持文书"),
    "paper.answer_correct": mark("复核后更正文书"),
    "paper_template.kept": mark("修改文书模板"),
    "paper_setting.kept": mark("修改发文设置"),
}
THINGS: dict[str, str] = {
    "paper": mark("文书"),
    "paper_template": mark("文书模板"),
    "paper_setting": mark("发文设置"),
}
FACTS: dict[str, str] = {"number": mark("文号"), "signed": mark("签发人"), "checksum": mark("校验码")}


def finding(found: Finding) -> str:
    """What a check found, in words."""
    about = {"about": found.about} if found.about else {}
    return str(gettext(FINDINGS[found.check], **about))


def asks() -> str:
    return str(gettext(ASKS))
