"""Sentences for what the rooms of people refuse, and words for the states of accounts and kinds of names."""

from enum import StrEnum

from workflow.people.lists import AccountState
from workflow.people.models import NameKind
from workflow.wording.marks import mark

SENTENCES: dict[str, str] = {
    "people.wrong_password": mark("邮箱或口令不对。"),
    "people.too_many_attempts": mark("登录失败次数过多，请于 %(again)s 以后再试。忘记口令请联系管理员。"),
    "people.current_password_wrong": mark("现在的口令不对。"),
    "people.password_short": mark("口令至少 %(length)s 个字符。"),
    "people.password_long": mark("口令不超过 %(length)s 个字符。"),
    "people.password_is_email": mark("口令不能与邮箱相同。"),
    "people.password_common": mark("这个口令太常见，容易被猜到，请换一个。"),
    "people.link_gone": mark("这个链接已经用过、过期或无效。请联系管理员重新发一个。"),
    "people.email_taken": mark("邮箱 %(email)s 已经有账号。"),
    "people.no_account": mark("没有邮箱为 %(email)s 的账号。可以先邀请此人。"),
    "people.no_department": mark("没有这个单位，请重新选择。"),
    "people.account_disabled": mark("%(name)s 的账号已停用。"),
    "people.account_enabled": mark("%(name)s 的账号没有停用。"),
    "people.own_account": mark("不能停用自己的账号，请另一位管理员操作。"),
    "people.last_administrator": mark("这样就没有系统管理员了。请先让另一个人担任系统管理员。"),
    "people.code_taken": mark("代码 %(code)s 已经用于另一个单位。"),
    "people.name_taken": mark("“%(name)s”已经是%(label)s的名称，同一天不能有两个单位叫这个名字。"),
    "people.department_abolished": mark("%(label)s已撤销。"),
    "people.department_owes": mark("这个单位还有未结的应办事项或在办任务，请先由领导小组办公室调整责任单位，再撤销。"),
    "people.no_successor": mark("没有这样的承接单位：须是另一个仍存在的单位。"),
    "people.alias_ended": mark("这个别名已经停用。"),
    "people.day_ahead": mark("日期不能晚于今天。"),
    "people.days_reversed": mark("日期前后不符：结束不能早于开始。"),
    "people.post_ended": mark("这个岗位已经撤销。"),
    "people.holding_ended": mark("这段任职已经结束。"),
    "people.holds_already": mark("%(name)s 在这段时间已经担任这个岗位。"),
    "people.post_has_holder": mark("这段时间这个岗位已由 %(name)s 担任。请先结束其任职，或改为“代理”。"),
    "people.file_empty": mark("文件是空的，请重新选择。"),
    "people.file_large": mark("文件太大：不超过 %(megabytes)s MB。"),
    "people.file_unreadable": mark("打不开这个文件。请用 .xlsx 格式，另存后再试。"),
    "people.file_columns": mark("缺少这些列：%(columns)s。请用下载的模板填写。"),
    "people.file_no_rows": mark("表里没有人员，请从第 2 行开始填写。"),
    "people.file_rows": mark("一次最多 %(most)s 行，请分几次导入。"),
    "people.cell_empty": mark("不能为空。"),
    "people.cell_long": mark("太长了。"),
    "people.cell_department": mark("没有叫这个名字的单位。"),
    "people.cell_email": mark("不是有效的邮箱。"),
    "people.cell_post": mark("没有这种岗位。可填：联络员、部门负责人、领导小组办公室、市领导、系统管理员、审计员。"),
    "people.cell_disabled": mark("这个账号已停用。"),
    "people.cell_other_name": mark("这个邮箱属于另一个姓名，请核对。"),
    "people.cell_twice": mark("与前面一行重复。"),
}

LABELS: tuple[tuple[StrEnum, str], ...] = (
    (AccountState.ACTIVE, mark("在用")),
    (AccountState.INVITED, mark("已邀请，未设口令")),
    (AccountState.DISABLED, mark("已停用")),
    (AccountState.NO_POST, mark("没有岗位")),
    (NameKind.FULL, mark("全称")),
    (NameKind.SHORT, mark("简称")),
    (NameKind.ALIAS, mark("别名")),
)

ACTS: dict[str, str] = {
    "account.created": mark("建立账号"),
    "account.edited": mark("修改账号信息"),
    "account.invite_link": mark("生成邀请链接"),
    "account.reset_link": mark("生成重设口令的链接"),
    "account.password_set": mark("设置口令"),
    "account.signed_in": mark("登录"),
    "account.signed_out_everywhere": mark("退出所有登录"),
    "account.disabled": mark("停用账号"),
    "account.enabled": mark("启用账号"),
    "people.loaded": mark("批量导入人员"),
}
