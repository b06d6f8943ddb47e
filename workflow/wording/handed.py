"""The list that goes with what is handed over: one line a file."""

from flask_babel import gettext as _

from workflow.adapters.clock import CITY
from workflow.adapters.sheets import Cell
from workflow.evidence.rules import EvidenceKind
from workflow.insight.handed import Handed, Left, Purpose
from workflow.wording.labels import label
from workflow.wording.marks import mark
from workflow.wording.occasions import period

LIST = mark("清单.csv")
LEFT: dict[Left, str] = {
    Left.MISSING: mark("缺失，未收入"),
    Left.ALTERED: mark("与上传时不一致，未收入"),
    Left.DESTROYED: mark("已按误传清除，未收入"),
    Left.STOPPED: mark("有人申请误传清除，未收入"),
    Left.WITHDRAWN: mark("已撤下，未收入"),
    Left.AWAY: mark("文件存储连不上，未收入"),
    Left.CUT: mark("传送中断，收入的内容不完整"),
}


def head() -> list[str]:
    return [
        _("文件夹"),
        _("文件名"),
        _("是否收入"),
        _("SHA-256"),
        _("字节数"),
        _("材料类别"),
        _("材料日期"),
        _("单位"),
        _("上传人"),
        _("上传时间"),
        _("版本"),
        _("是否撤下"),
        _("办公室意见"),
        _("证明什么"),
    ]


def cells(one: Handed, left: Left | None) -> list[Cell]:
    folder, _slash, name = one.path.rpartition("/")
    return [
        folder,
        name,
        str(_(LEFT[left])) if left else _("已收入"),
        one.sha256,
        one.size,
        label(EvidenceKind(one.kind)) if one.kind in set(EvidenceKind) else "",
        one.dated_on.isoformat() if one.dated_on else "",
        one.department,
        one.put_by,
        one.put_at.astimezone(CITY).strftime("%Y-%m-%d %H:%M"),
        one.version,
        _("已撤下") if one.withdrawn_at else "",
        label(one.judged) if one.judged else "",
        _("；").join(_purpose(purpose) for purpose in one.purposes),
    ]


def _purpose(one: Purpose) -> str:
    parts = (one.task, period(one.occasion), label(one.way) if one.way else "", one.target, one.claim)
    return " · ".join(part for part in parts if part)
