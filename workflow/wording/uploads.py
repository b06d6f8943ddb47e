"""The words of files on their way in."""

from enum import StrEnum
from typing import Any

from flask_babel import gettext

from workflow.evidence.arriving_models import UploadState
from workflow.evidence.inspecting import Doubt
from workflow.evidence.moves import UploadAct
from workflow.wording.marks import mark

LABELS: tuple[tuple[StrEnum, str], ...] = (
    (Doubt.SECRECY_MARK, mark("带有密级标志")),
    (Doubt.IDENTITIES, mark("像是含有多人身份证件号码的名单")),
    (UploadState.ARRIVING, mark("正在上传")),
    (UploadState.ASKED, mark("待确认")),
    (UploadState.QUARANTINED, mark("已隔离")),
    (UploadState.TAKEN, mark("已收下")),
    (UploadState.REFUSED, mark("不予收下")),
    (UploadState.GIVEN_UP, mark("已放弃")),
    (UploadAct.ASK, mark("停下询问")),
    (UploadAct.CONFIRM, mark("确认可以上传")),
    (UploadAct.QUARANTINE, mark("隔离")),
    (UploadAct.TAKE, mark("收下")),
    (UploadAct.REFUSE, mark("不予收下")),
    (UploadAct.GIVE_UP, mark("放弃")),
    (UploadAct.DESTROY, mark("销毁")),
)
SENTENCES: dict[str, str] = {
    "upload.over": mark("这个文件的上传已经结束，请刷新后再看。"),
    "upload.quarantined": mark("这个文件已被隔离，只有管理员可以处理。"),
    "upload.infected": mark("文件“%(name)s”没有通过病毒检查，已隔离，没有收下。请联系系统管理员，并检查您的电脑。"),
    "upload.not_all": mark("文件“%(name)s”还没有传完，请重试，已传的部分不必再传。"),
    "upload.full": mark(
        "服务器的磁盘空间不足，文件“%(name)s”没有传完。已传的部分保留着，请告诉管理员，腾出空间后点“重试”。"
    ),
    "upload.full_form": mark("服务器的磁盘空间不足，文件“%(name)s”没有上传。请告诉管理员，腾出空间后再上传。"),
    "upload.reason_short": mark("请写明理由，至少 %(least)s 个字。"),
    "evidence.scanner_away": mark(
        "病毒检查暂时不能进行，文件“%(name)s”还没有收下。内容已经传到，请稍后点“重试”，"
        "或到“停下待确认的文件”页点“继续”。"
    ),
    "evidence.quota": mark(
        "本单位的佐证材料已用 %(used)s MB，限额 %(limit)s MB，放不下这个文件，没有上传。请联系系统管理员调整限额。"
    ),
    "evidence.destroyed_before": mark(
        "文件“%(name)s”的内容曾因误传被清除，不能再次上传。如果确有需要，请与领导小组办公室联系。"
    ),
}
ACTS: dict[str, str] = {
    "upload.asked": mark("上传时停下询问"),
    "upload.confirmed": mark("确认不涉密或已取得授权，继续上传"),
    "upload.given_up": mark("删除停下的文件，不上传"),
    "upload.quarantined": mark("隔离上传的文件"),
    "upload.destroyed": mark("销毁隔离的文件"),
}
THINGS: dict[str, str] = {"upload": mark("上传的文件")}
FACTS: dict[str, str] = {"finding": mark("病毒检查结果"), "doubts": mark("疑点")}


def facts(kept: dict[str, Any]) -> dict[str, Any]:
    """The facts of the history with the doubts in words."""
    words = {doubt: words for doubt, words in LABELS if isinstance(doubt, Doubt)}
    found = kept.get("doubts")
    return kept | {"doubts": "、".join(gettext(words[one]) for one in found)} if isinstance(found, list) else kept
