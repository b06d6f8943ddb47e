"""Words of robots of chat groups: what they say (counts and a link, nothing else), and of the pages about them."""

from flask_babel import gettext

from workflow.adapters.chat import ChatKind, Reason
from workflow.deadlines.models import LadderKind
from workflow.outbox.robot_models import RobotState
from workflow.outbox.robot_rules import Told
from workflow.wording import mail
from workflow.wording.marks import mark

KINDS: dict[ChatKind, str] = {
    ChatKind.WECOM: mark("企业微信"),
    ChatKind.DINGTALK: mark("钉钉"),
    ChatKind.FEISHU: mark("飞书"),
}
STATES: dict[RobotState, str] = {
    RobotState.WAITING: mark("等待重试"),
    RobotState.DELIVERED: mark("已送达"),
    RobotState.REFUSED: mark("被拒收"),
    RobotState.GIVEN_UP: mark("当天没有送达"),
    RobotState.NOTHING: mark("没有未结事项，不发"),
}
ACTS: dict[str, str] = {
    "robot.added": mark("添加群机器人"),
    "robot.tested": mark("发群机器人测试消息"),
    "robot.switched_off": mark("停用群机器人"),
    "robot.switched_on": mark("启用群机器人"),
    "robot.removed": mark("移除群机器人"),
    "calendar_link.made": mark("生成日历订阅链接"),
    "calendar_link.renewed": mark("更换日历订阅链接"),
    "calendar_link.revoked": mark("停用日历订阅链接"),
}
THINGS: dict[str, str] = {"robot": mark("群机器人")}
SENTENCES: dict[str, str] = {
    "robot.not_allowed": mark("这个地址不在允许之列。服务器须由管理员写进 DUBAN_CHAT_HOSTS，并使用 https。"),
    "robot.no_signing": mark("企业微信的群机器人没有加签密钥，请留空。"),
    "robot.known": mark("这个机器人已经添加过了。"),
    "robot.removed": mark("这个机器人已经移除。"),
    "calendar_link.none": mark("没有可停用的日历订阅链接。"),
}
REPLIES: dict[str, str] = {
    Reason.NOT_ALLOWED: mark("服务器不在允许之列，没有发出"),
    Reason.REDIRECTED: mark("服务器要转往别处，没有跟去"),
    Reason.UNREACHABLE: mark("连不上服务器，或没有答复"),
    Reason.STATUS: mark("服务器答复异常"),
    Reason.GARBAGE: mark("答复的不是群机器人"),
}
TRIAL = mark("【督办提醒】这是一条测试消息，群机器人已经接通。今后每个工作日至多发一次，只有数字和链接。")


def daily(told: Told, overall: str, *, link: str) -> str:
    """What a robot says on a day. `overall`: what is late everywhere, of the office."""
    lines = [gettext("【督办提醒】%(who)s（%(day)s）", who=told.department, day=mail.day(told.day))]
    lines += [overall] if told.overall is not None else []
    for ladder, what in ((LadderKind.WORK, gettext("工作事项")), (LadderKind.REPORTING, gettext("报送事项"))):
        if told.open(ladder):
            lines.append(_open(what, told.open(ladder), ladder, told.late(ladder)))
    if told.this_week:
        lines.append(str(gettext("本周到期 %(n)s 项", n=told.this_week)))
    return "\n".join([*map(str, lines), str(gettext("请登录查看：%(link)s", link=link))])


def _open(what: str, count: int, ladder: LadderKind, late: int) -> str:
    words = gettext("%(what)s未结 %(n)s 项", what=what, n=count)
    return str(gettext("%(words)s，其中%(late)s", words=words, late=mail.late(ladder, late)) if late else words)


def kind(word: ChatKind) -> str:
    return str(gettext(KINDS[word]))


def state(word: RobotState) -> str:
    return str(gettext(STATES[word]))


def trial() -> str:
    return str(gettext(TRIAL))


def reply(kept: str) -> str:
    """What the robot answered, or why it could not; the vendor's own words stand as they came."""
    reason, _, more = kept.partition(": ")
    if reason not in REPLIES:
        return kept
    said = str(gettext(REPLIES[reason]))
    return str(gettext("%(said)s（%(more)s）", said=said, more=more)) if more else said


def advice(state: RobotState) -> str:
    """What to do about a message that did not arrive."""
    if state == RobotState.WAITING:
        return str(gettext("当天会自动重试。"))
    if state == RobotState.GIVEN_UP:
        return str(gettext("过期的数字不再补发。请检查网络和服务器，下一个工作日照常发。"))
    return str(gettext("机器人拒收，当天不再发。请管理员核对地址、密钥和关键词，移除后重新添加。"))
