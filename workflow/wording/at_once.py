"""The words of mails that leave at once: a supervision notice, a returned report, an instruction."""

from workflow.notices.rules import INSTRUCTED
from workflow.outbox.rules import Digest
from workflow.wording.mail import day, gettext
from workflow.wording.marks import mark

SUBJECTS: dict[str, str] = {
    "paper:": mark("【督办通知单】%(who)s：请确认收到，并按期回复（%(day)s）"),
    "return:": mark("【退回修改】%(who)s：有填报被退回，请按期改好（%(day)s）"),
    INSTRUCTED: mark("【批示交办】%(who)s：有市领导批示交办，请按期办理（%(day)s）"),
}


def subject(digest: Digest) -> str:
    """【退回修改】市能源局：有填报被退回，请按期改好（11月23日）. It names no task: subjects leave for any address."""
    said = next(words for beginning, words in SUBJECTS.items() if digest.at_once.startswith(beginning))
    return gettext(said, who=gettext("、").join(digest.departments), day=day(digest.day))
