"""A sentence for every refusal. Keys are `room.reason`; facts fill in the %(names)s."""

from flask_babel import gettext

from workflow.errors import Refused
from workflow.wording.marks import mark

SENTENCES: dict[str, str] = {
    "stale": mark("这条内容刚刚被别人改过。您填的还在，请对照后再保存。"),
    "form.once": mark("这张表单已经提交过了，没有重复处理。"),
    "form.expired": mark("页面停留过久，请重新提交。您填的内容还在。"),
    "plan.started_already": mark("方案已经启动，不能再次启动。"),
    "plan.leads_unconfirmed": mark("还有 %(count)s 项任务的牵头单位没有确认，不能启动。"),
    "plan.masked_words": mark("任务原文中还有 %(count)s 处疑似被篡改的文字没有核实，不能启动。"),
    "lead.basis_missing": mark("请写明依据。"),
    "lead.not_lead": mark("这一条不是牵头单位，请刷新后再看。"),
    "lead.started": mark("方案已启动，调整牵头单位请走“申请调整责任单位”。"),
    "lead.none_chosen": mark("没有勾选待确认的任务，请先勾选。"),
    "taint.cleared": mark("这处文字已经核实过了。"),
    "taint.words_missing": mark("请录入纸质原件上的文字。"),
    "taint.words_differ": mark("与第一人录入的不一致。请两人一起对照纸质原件；第一人可以更正自己的录入。"),
    "deadline.ended": mark("这件事项已于 %(on)s 办结，不能再改。"),
    "acknowledge.done": mark("这项任务已经签收过，或正在申请调整。"),
    "acknowledge.too_late_to_take_back": mark("签收只能在当天撤回。"),
    "move.reason_missing": mark("请写明申请调整的理由。"),
    "reader.empty": mark("文件是空的，请换一份文件。"),
    "reader.not_text": mark("认不出这份文件的格式。请用 .txt 文本文件。"),
    "reader.too_large": mark("文件太大，公布的方案一般不超过几兆字节。请检查是否选错了文件。"),
    "reader.not_a_plan": mark("没有在文件中找到编号的条目，请检查是不是方案正文。"),
}


def sentence(refused: Refused) -> str:
    """The refusal in the reader's language; an unknown key is a mistake of ours and says so."""
    words = SENTENCES.get(refused.key)
    if words is None:
        return gettext("系统拒绝了这一操作（%(key)s）。请把这个编号告诉管理员。", key=refused.key)
    return gettext(words) % refused.facts


def spoken(refused: Refused) -> str:
    """The refusal in Chinese, for the operator's terminal (no request, no locale)."""
    words = SENTENCES.get(refused.key)
    return words % refused.facts if words else refused.key
