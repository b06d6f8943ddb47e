"""Words of backup, restore and the nightly checks."""

from flask_babel import gettext

from workflow.wording import storage
from workflow.wording.marks import mark

ACTS: dict[str, str] = {
    "backup.made": mark("完成备份"),
    "backup.restored": mark("由备份恢复"),
    "mail.resumed": mark("恢复发送邮件"),
    "file.broken": mark("发现文件缺失或被改动"),
    "file.mended": mark("文件已恢复完好"),
    "finding.found": mark("核验发现不符"),
    "finding.gone": mark("核验不符已消除"),
}
THINGS: dict[str, str] = {
    "backup": mark("备份"),
    "restoration": mark("系统恢复"),
    "blob": mark("文件"),
    "finding": mark("核验"),
}
FACTS: dict[str, str] = {
    **storage.FACTS,
    "folder": mark("目录"),
    "held_mails": mark("暂停发出的邮件数"),
    "told_notices": mark("视为已告知的通知数"),
}
SENTENCES: dict[str, str] = {
    "backup.under_way": mark("另一个备份或核验正在进行（%(folder)s），请等它结束后再试。"),
    "backup.no_folder": mark("备份目录 %(folder)s 不存在。请检查磁盘是否已经挂载；第一次使用前请先建好这个目录。"),
    "backup.full": mark("%(folder)s 所在的磁盘已满，没有完成。以前的备份不受影响。"),
    "backup.not_written": mark("无法写入 %(folder)s：%(reason)s。以前的备份不受影响。"),
    "backup.dump_failed": mark("数据库没有处理成功：%(reason)s"),
    "backup.no_program": mark(
        "找不到 %(program)s。请安装 PostgreSQL %(version)s 的客户端程序，或在 DUBAN_PG_PROGRAMS 中写明它所在的目录。"
    ),
    "backup.old_program": mark("%(program)s 比数据库旧，需要 %(version)s 或更新的版本。"),
    "backup.there_already": mark("备份 %(name)s 已经存在，请过一秒再试。"),
    "backup.file_missing": mark("文件 %(sha256)s 缺失，没有完成。请运行 duban verify 核对后再试。"),
    "backup.file_altered": mark("文件 %(sha256)s 与上传时不一致，没有完成。请运行 duban verify 核对后再试。"),
    "backup.file_unreadable": mark(
        "文件 %(sha256)s 读不出来（%(reason)s），没有完成。请运行 duban verify 核对后再试。"
    ),
    "backup.not_pruned": mark("备份已经完成，但旧备份没有清理成功：%(reason)s"),
    "backup.no_manifest": mark("%(folder)s 里没有 manifest.json，不是完整的备份。"),
    "backup.bad_manifest": mark("%(folder)s 里的 manifest.json 已损坏，不能使用。"),
    "backup.newer_format": mark("%(folder)s 是更新版本的备份，请先升级本系统。"),
    "restore.other_kind": mark("这是 %(kind)s 的备份，不能恢复到 %(here)s。"),
    "restore.newer": mark("这份备份来自更新的版本 %(version)s（数据库 %(revision)s），请先升级本系统。"),
    "restore.database_not_empty": mark("数据库不是空的。只能恢复到空的数据库，以免覆盖现有数据。"),
    "restore.files_not_empty": mark("%(folder)s 不是空的。只能恢复到空的文件目录，以免覆盖现有文件。"),
    "restore.dump_altered": mark("备份中的数据库 %(name)s 缺失或被改动，没有恢复。请换用另一份备份。"),
    "restore.files_altered": mark("备份中有 %(n)s 个文件缺失或被改动，没有恢复：%(some)s。请换用另一份备份。"),
    "restore.destroyed_list": mark("销毁清单 %(name)s 中有一行看不懂：%(line)s。没有恢复。"),
    "restore.rows_differ": mark("恢复后的数据与备份清单不一致：%(tables)s。请清空后重新恢复。"),
    "mail.not_held": mark("邮件没有暂停，不必恢复。"),
    "mail.told_until": mark("日期应在 %(from_on)s 至 %(to_on)s 之间。"),
}

FINDINGS: dict[str, str] = {
    "event": mark("历史记录不完整，从第 %(number)s 条起被改动、删除或错位"),
    "paper": mark("文书 %(number)s《%(title)s》与印发时不符"),
    "circular": mark("季度通报 %(number)s《%(title)s》与定稿时不符"),
    "score_sheet": mark("考核评分表 %(number)s《%(title)s》与印发时不符"),
    "edition": mark("方案原文 %(number)s《%(title)s》与导入时不符"),
}
FAULTS: dict[str, str] = {"missing": mark("缺失"), "altered": mark("被改动")}


def finding(thing: str, number: str, title: str) -> str:
    words = FINDINGS.get(thing, mark("%(number)s《%(title)s》与原来不符"))
    return str(gettext(words, number=number, title=title))


def fault(word: str) -> str:
    return str(gettext(FAULTS[word]))
