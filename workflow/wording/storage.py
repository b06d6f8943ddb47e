"""Words of where files are kept, how much of them, and of the sweep."""

from flask_babel import gettext

from workflow.wording.marks import mark

ACTS: dict[str, str] = {
    "files.swept": mark("清理无人引用的文件"),
    "quota.set": mark("设定单位的存储限额"),
}
THINGS: dict[str, str] = {"files": mark("文件存储")}
FACTS: dict[str, str] = {
    "was_quota": mark("原限额"),
    "quota": mark("限额"),
    "files.swept": mark("清理无人引用的文件"),
    "quota.set": mark("设定单位的存储限额"),
}
SENTENCES: dict[str, str] = {
    "files.away": mark("文件存储 %(place)s 暂时连不上，没有完成。已有的文件不受影响，请稍后再试；仍不行请告诉管理员。"),
    "files.denied": mark(
        "文件存储 %(place)s 拒绝了本系统的密钥，没有完成。请管理员核对 DUBAN_S3_KEY 和 DUBAN_S3_SECRET。"
    ),
    "files.no_bucket": mark("文件存储 %(place)s 不存在，没有完成。请管理员核对 DUBAN_FILES，并先建好存储桶。"),
    "files.full": mark("服务器的磁盘空间不足，文件“%(name)s”没有上传。请告诉管理员。"),
    "move.same_place": mark("文件已经在 %(place)s，不必移动。"),
    "move.not_whole": mark("复制到 %(place)s 的 %(n)s 个文件读出来不对：%(some)s。请检查那里的存储后再运行一次。"),
    "evidence.quota": mark(
        "本单位的佐证材料已用 %(used)s MB，限额 %(limit)s MB，放不下这个文件，没有上传。请联系系统管理员调整限额。"
    ),
    "quota.missing": mark("请填写限额。"),
    "quota.unchanged": mark("限额没有改动。"),
    "quota.too_large": mark("限额不能超过 %(most)s MB；不限请填 0。"),
    "evidence.destroyed_before": mark(
        "文件“%(name)s”的内容曾因误传被清除，不能再次上传。如果确有需要，请与领导小组办公室联系。"
    ),
}


def megabytes(size: int) -> str:
    """Bytes as people read them; of less than a megabyte the kilobytes."""
    if 0 < size < 1024**2:
        return str(gettext("%(n)s KB", n=f"{int(size) / 1024:,.1f}"))
    return str(gettext("%(n)s MB", n=f"{int(size) / 1024**2:,.1f}"))
