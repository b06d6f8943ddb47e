"""Words of a notice's rung or occasion: what it is called, and what it speaks of."""

from flask_babel import gettext

from workflow.deadlines.models import DeadlineKind
from workflow.escalation.rules import Rung
from workflow.notices.rules import (
    ASKED,
    CLOSING,
    CORRECTION,
    EXTENSION,
    INSTRUCTED,
    OBJECTION,
    SCORED,
    SIGN,
    STANDING,
    WITHDRAWN,
)
from workflow.wording import scores
from workflow.wording.marks import mark
from workflow.wording.occasions import owed, reported

RUNGS: dict[str, str] = {
    Rung.REMIND_10: mark("到期前提醒"),
    Rung.REMIND_3: mark("到期前提醒"),
    Rung.REMIND_1: mark("到期前提醒"),
    Rung.DUE: mark("今天到期"),
    Rung.PRESS_FORM: mark("催报"),
    Rung.PRESS_FORM_AGAIN: mark("再次催报"),
    Rung.URGE: mark("催办"),
    Rung.NOTICE_CONDITIONS: mark("达到督办条件，待研究"),
    Rung.CIRCULAR_CONDITIONS: mark("达到通报条件，待研究"),
    Rung.INTERVIEW_CONDITIONS: mark("达到约谈条件，待研究"),
}
OCCASIONS = (  # what a notice with an occasion of its own is; the first that fits
    (EXTENSION, mark("待您签发延期申请")),
    (SIGN, mark("待您签发")),
    (ASKED, mark("办公室询问")),
    (INSTRUCTED, mark("批示交办")),
    ("share:", mark("办公室代牵头单位提醒")),
    ("paper:", mark("收到文书")),
    (WITHDRAWN, mark("文书已撤回")),
    ("return:", mark("退回修改")),
)
THINGS = (  # what it speaks of, where that is not what its deadline asks for
    (STANDING, mark("申请转为常态化")),
    (CLOSING, mark("申请办结")),
    (OBJECTION, mark("对文书申请复核")),
    (WITHDRAWN, mark("已发给贵单位的文书")),
)


def rung_name(word: str, *, work: bool) -> str:
    if word.startswith(SCORED):
        return str(gettext(scores.told(word)))
    if word.startswith("urge:"):
        return str(gettext("办公室催办") if work else gettext("办公室催报"))
    said = next((said for prefix, said in OCCASIONS if word.startswith(prefix)), None)
    return str(gettext(said or RUNGS.get(word) or mark("提醒")))


def asked(rung: str, kind: DeadlineKind, occasion: str) -> str:
    """What is owed: 2026年三季度进展填报; what is asked of the office, when the head is to sign that."""
    if rung.startswith(CORRECTION):
        return str(gettext("申请更正：%(period)s", period=reported(occasion)))
    if rung.startswith(SCORED):
        return str(gettext(scores.said(rung)))
    said = next((said for prefix, said in THINGS if rung.startswith(prefix)), None)
    return str(gettext(said)) if said else owed(kind, occasion)
