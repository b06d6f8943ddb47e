"""A sentence for every refusal. Keys are `room.reason`; facts fill in the %(names)s."""

from enum import StrEnum

from flask_babel import gettext

from workflow.errors import Refused
from workflow.wording import (
    backup,
    calendar,
    circular,
    closing,
    consulting,
    department,
    evidence,
    incoming,
    instructions,
    ladders,
    looks,
    mending,
    papers,
    people,
    period,
    reporting,
    responsibility,
    review,
    scores,
    signing,
    storage,
    subtasks,
    system,
    targets,
    told,
    uploads,
)
from workflow.wording.labels import label
from workflow.wording.marks import mark

SENTENCES: dict[str, str] = {
    **responsibility.SENTENCES,
    **incoming.SENTENCES,
    **evidence.SENTENCES,
    **uploads.SENTENCES,
    **closing.SENTENCES,
    **calendar.SENTENCES,
    **looks.SENTENCES,
    **circular.SENTENCES,
    **people.SENTENCES,
    **reporting.SENTENCES,
    **review.SENTENCES,
    **signing.SENTENCES,
    **consulting.SENTENCES,
    **mending.SENTENCES,
    **period.SENTENCES,
    **department.SENTENCES,
    **subtasks.SENTENCES,
    **targets.SENTENCES,
    **instructions.SENTENCES,
    **ladders.SENTENCES,
    **papers.SENTENCES,
    **scores.SENTENCES,
    **told.SENTENCES,
    **system.SENTENCES,
    **backup.SENTENCES,
    **storage.SENTENCES,
    "share.asked_already": mark("这项任务的责任单位本期都已填报，或已经请过了。"),
    "state.not_while": mark("现在的状态是“%(state)s”，不能%(act)s。请刷新后再看。"),
    "stale": mark("这条内容刚刚被别人改过。您填的还在，请对照后再保存。"),
    "form.once": mark("这张表单已经提交过了，没有重复处理。"),
    "form.expired": mark("页面停留过久，请重新提交。您填的内容还在。"),
    "plan.unknown_bodies": mark(
        "有 %(count)s 个责任单位不认识：%(names)s。请先添加这些单位或别名（duban seed 载入随附名单）。"
    ),
    "intake.known": mark("这份文件已经导入过：%(title)s。"),
    "intake.lies_otherwise": mark(
        "同一份文件已经在核对台上，但登记为另一种情况（新方案，或其他方案的新版本）。请先把它移出核对台，再重新上传。"
    ),
    "intake.closed": mark("这份文件已经离开核对台，不能再修改。"),
    "intake.not_reading": mark("这份文件不在读取中。"),
    "intake.mended_since": mark("您打开之后，%(name)s 改过这里。下面是现在的内容，请看过再改；您填写的内容没有丢。"),
    "intake.mended_after": mark("这一步之后，%(name)s 又改过同一处，不能单独撤销。请先撤销后面那一步。"),
    "intake.changes_undecided": mark("还有 %(count)s 处与现行版本不同，没有决定如何处理，不能确认。"),
    "intake.undone": mark("这一步已经撤销过了。"),
    "intake.gone": mark("这一处已经不在草稿里了。"),
    "intake.reason_missing": mark("请写明移出核对台的理由。"),
    "intake.nothing_given": mark("请选择一个文件，或者粘贴方案正文。"),
    "intake.both_given": mark("文件和粘贴的文字只能交一样，请去掉其中一样。"),
    "intake.no_lead": mark("还有 %(count)s 条举措没有牵头单位：%(items)s。请先补上，或改为保障措施、总体要求。"),
    "intake.no_measures": mark("草稿里没有一项有责任分工的举措，不能生成任务。"),
    "reader.too_slow": mark("“%(name)s”读取超过规定时间，已停止。请另存为 .docx 或 .txt 后再试。"),
    "reader.too_heavy": mark("“%(name)s”需要的内存超过规定，已停止读取。请另存为 .docx 或 .txt 后再试。"),
    "plan.started_already": mark("方案已经启动，不能再次启动。"),
    "plan.leads_unconfirmed": mark("还有 %(count)s 项任务的牵头单位没有确认，不能启动。"),
    "plan.masked_words": mark("任务原文中还有 %(count)s 处疑似被篡改的文字没有核实，不能启动。"),
    "lead.basis_missing": mark("请写明依据。"),
    "lead.not_lead": mark("这一条不是牵头单位，请刷新后再看。"),
    "lead.started": mark("方案已启动，调整责任单位请到任务的“责任分工”页面。"),
    "lead.none_chosen": mark("没有勾选待确认的任务，请先勾选。"),
    "taint.cleared": mark("这处文字已经核实过了。"),
    "taint.words_missing": mark("请录入纸质原件上的文字。"),
    "taint.words_differ": mark("与第一人录入的不一致。请两人一起对照纸质原件；第一人可以更正自己的录入。"),
    "deadline.ended": mark("这件事项已于 %(on)s 办结，不能再改。"),
    "acknowledge.done": mark("这项任务已经签收过，或正在申请调整。"),
    "acknowledge.too_late_to_take_back": mark("签收只能在当天撤回。"),
    "move.reason_missing": mark("请写明申请调整的理由。"),
    "reader.empty": mark("文件是空的（0 字节），可能没有上传完整。请重新上传。"),
    "reader.blank": mark("文件里没有文字（可能只有图片）。请换成有正文的 Word、PDF、网页或文本文件。"),
    "reader.too_large": mark("文件超过 %(megabytes)s MB，公布的方案一般不超过几兆字节。请检查是否选错了文件。"),
    "reader.scanned": mark(
        "这份 PDF 是扫描件，没有文字层（没有文字的页：%(pages)s）。请向发文单位要 Word 稿，或经文字识别并校对后再导入。"
    ),
    "reader.garbled": mark("这份 PDF 的文字层是乱码，读出来会错。请用 Word 打开另存，或把正文存为 .txt 后再导入。"),
    "reader.locked_pdf": mark("这份 PDF 设有打开密码。请用密码打开后另存一份不加密的再导入。"),
    "reader.broken_pdf": mark("这份 PDF 已损坏或不完整，读不出来。请重新下载，或换成 Word 文件。"),
    "reader.too_many_pages": mark("这份 PDF 有 %(pages)s 页，最多读 %(most)s 页。请只保留方案正文后再导入。"),
    "reader.too_complex": mark("这份文件的内容太复杂，读不下去。请只保留方案正文，另存为 Word 文件后再导入。"),
    "reader.locked": mark("这份文件设有打开密码。请用密码打开，去掉密码另存后再导入。"),
    "reader.doc": mark("这是旧版 Word 文件（.doc）。请用 Word 或 WPS 打开，另存为 .docx 后再导入。"),
    "reader.wps": mark("这是 WPS 文字文件（.wps）。请用 WPS 打开，另存为 .docx 后再导入。"),
    "reader.sheet": mark("这是电子表格，不是方案正文。请导入方案的 Word、PDF、网页或文本文件。"),
    "reader.slides": mark("这是演示文稿，不是方案正文。请导入方案的 Word、PDF、网页或文本文件。"),
    "reader.old_office": mark("这是旧版办公软件的文件。请用 Word 或 WPS 打开，另存为 .docx 后再导入。"),
    "reader.word_xml": mark("这是 Word 的 XML 文件。请用 Word 打开，另存为 .docx 后再导入。"),
    "reader.ofd": mark("这是 OFD 版式文件。请用 OFD 阅读器导出为 Word 或带文字层的 PDF，再导入。"),
    "reader.odt": mark("这是 OpenDocument 文件。请用 WPS 或 LibreOffice 打开，另存为 .docx 后再导入。"),
    "reader.epub": mark("这是电子书文件。请导入方案的 Word、PDF、网页或文本文件。"),
    "reader.archive": mark("这是压缩包。请先解压，再导入其中的方案正文。"),
    "reader.rtf": mark("这是 RTF 文件。请用 Word 或 WPS 打开，另存为 .docx 后再导入。"),
    "reader.picture": mark("这是图片，读不出文字。请导入方案的 Word、PDF、网页或文本文件。"),
    "reader.mht": mark("这是单文件网页（.mht）。请用浏览器打开，另存为 .html，或复制正文存为 .txt 后再导入。"),
    "reader.broken_word": mark("这份 Word 文件已损坏或不完整，读不出来。请用 Word 或 WPS 打开修复并另存后再导入。"),
    "reader.broken": mark("这份文件已损坏或不完整，读不出来。请重新下载或重新保存后再导入。"),
    "reader.unpacks_too_large": mark("这份文件解压后大得不正常，已拒绝读取。请用 Word 打开另存一份后再导入。"),
    "reader.unsafe": mark("这份文件含有不该有的 XML 声明，已拒绝读取。请用 Word 打开另存一份后再导入。"),
    "reader.not_text": mark("认不出这份文件的格式。请用 Word（.docx）、PDF、网页（.html）或文本（.txt）文件。"),
    "reader.not_a_plan": mark("没有在文件中找到编号的条目，请检查是不是方案正文。"),
    "acknowledge.nothing": mark("没有可以签收的任务：可能已经由同事签收。"),
    "deadline.not_ended": mark("这个事项还没有办完，不需要重新打开。"),
    "report.text_missing": mark("请填写本期进展。"),
    "report.text_too_long": mark("进展不能超过 %(limit)s 字，请精简，详细情况可作为佐证材料上传。"),
    "report.value_missing": mark("请填写数值；还没有数据的，请勾选“待数据发布”并写明预计日期。"),
    "report.value_without_day": mark("请填写数据截至哪一天。"),
    "report.value_day_to_come": mark("数据截至日期 %(on)s 还没有到，不能填报将来的数据。"),
    "report.value_too_large": mark("数值过大，请检查单位。"),
    "report.blocker_text_missing": mark("请写明存在的问题及原因。"),
    "report.blocker_kind_missing": mark("请选择问题的类型。"),
    "report.blocker_day_to_come": mark("问题出现的日期 %(on)s 还没有到。"),
    "report.not_asked": mark("这个事项不在这里填报。"),
    "report.not_open": mark("还没有到填报期：%(on)s 起可以填报。草稿可以先保存。"),
    "report.not_repeated": mark("这个事项不能用“无变化”答复，请填写内容。"),
    "report.no_earlier": mark("还没有往期填报，第一次请填写进展。"),
    "report.filed_already": mark("这一期已于 %(on)s 报送（可能由同事报送）。您填的内容还在下面，可以对照。"),
    "report.task_closed": mark("这项任务已于 %(on)s 办结，这一期不用再报，没有报送。您填的内容还在下面。"),
    "report.owed_no_more": mark("这个事项已于 %(on)s 撤销，不用再报，没有报送。您填的内容还在下面。"),
    "report.passed_on": mark("责任分工已于 %(on)s 调整，这个事项不再由本单位以原来的身份报送。您填的内容还在下面。"),
    "report.draft_changed": mark("同事刚刚保存了另一份草稿，附在下面。您填的内容还在，请对照后再提交。"),
    "report.under_review": mark("办公室已经开始审核，不能再撤回。如有更正，请与领导小组办公室联系。"),
    "report.target_of_another_task": mark("填报的指标不属于这项任务，请刷新页面后重试。"),
    "report.evidence_not_yours": mark("所附材料不是本单位的，或已经撤下，请重新上传。"),
    "share.not_shared": mark("本单位不是这项任务的责任单位，不能填报分工进展。"),
    "review.reason_missing": mark("请写明退回的理由。"),
    "review.day_past": mark("改好的期限 %(on)s 已经过去，请选今天或以后的日期。"),
    "review.share_moved": mark("这项任务已经调整给其他单位，不能再退回。"),
    "review.withdrawn": mark("填报单位刚刚撤回了这份填报，等重新提交后再审核。"),
    "review.reviewed_already": mark("这份填报已经审核过了。"),
    "review.newer_revision": mark("填报单位刚刚提交了新的内容，请看过新内容后再审核。"),
    "extension.reason_missing": mark("请写明延期的理由。"),
    "extension.answer_missing": mark("请写明不同意的理由。"),
    "extension.asked_already": mark("这件事项的延期申请还在办理，请等办公室答复。"),
    "extension.decided_already": mark("这份延期申请已经答复过了。"),
    "extension.day_past": mark("%(on)s 已经过去，请选今天或以后的日期。"),
    "extension.not_later": mark("新的日期要晚于现在的期限 %(due_on)s。"),
    "move.basis_missing": mark("请写明调整或不调整的依据。"),
    "move.decided_already": mark("这份调整申请已经答复过了。"),
    "move.ended_already": mark("这项任务已经不由该单位负责，申请不必再办。"),
    "move.department_missing": mark("请选择由哪个单位负责。"),
    "move.same_department": mark("所选单位就是现在的责任单位，请另选。"),
}


def sentence(refused: Refused) -> str:
    """The refusal in the reader's language; an unknown key is a mistake of ours and says so."""
    words = SENTENCES.get(refused.key)
    if words is None:
        return str(gettext("系统拒绝了这一操作（%(key)s）。请把这个编号告诉管理员。", key=refused.key))
    return str(gettext(words) % {name: _said(fact) for name, fact in refused.facts.items()})


def _said(fact: object) -> object:
    """A stored word is never a label."""
    return label(fact) if isinstance(fact, StrEnum) else fact


def spoken(refused: Refused) -> str:
    """The refusal in Chinese, for the operator's terminal (no request, no locale)."""
    words = SENTENCES.get(refused.key)
    return words % refused.facts if words else refused.key
