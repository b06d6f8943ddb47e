"""A sentence for every refusal. Keys are `room.reason`; facts fill in the %(names)s."""

from flask_babel import gettext

from workflow.errors import Refused
from workflow.wording.marks import mark

SENTENCES: dict[str, str] = {
    "stale": mark("这条内容刚刚被别人改过。您填的还在，请对照后再保存。"),
    "form.once": mark("这张表单已经提交过了，没有重复处理。"),
    "form.expired": mark("页面停留过久，请重新提交。您填的内容还在。"),
}


def sentence(refused: Refused) -> str:
    """The refusal in the reader's language; an unknown key is a mistake of ours and says so."""
    words = SENTENCES.get(refused.key)
    if words is None:
        return gettext("系统拒绝了这一操作（%(key)s）。请把这个编号告诉管理员。", key=refused.key)
    return gettext(words) % refused.facts
