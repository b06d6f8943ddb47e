"""The words of mails: subjects, what a line says, why one gets it. For an application context with a locale."""

from datetime import date

import flask_babel

from workflow.deadlines.models import LadderKind
from workflow.escalation.rules import Rung
from workflow.lights.rules import Light
from workflow.notices.models import Why
from workflow.notices.rules import ASKED, INSTRUCTED, SCORED, WITHDRAWN
from workflow.outbox.added import PAPER
from workflow.outbox.rules import Count, Digest, Line
from workflow.reports.rules import RETURN
from workflow.wording import looks, scores
from workflow.wording.lights import SHAPES
from workflow.wording.marks import mark
from workflow.wording.occasions import owed
from workflow.wording.rungs import asked, rung_name

WHY: dict[Why, str] = {
    Why.OWES: mark("您是本单位联络员，这些事项由本单位负责。"),
    Why.SECTION: mark("这些任务已分给您所在的科室，由您经办。"),
    Why.SUBSTITUTE: mark("有关单位尚未明确联络员，由您代收。请尽快明确联络员，之后不再发给您。"),
    Why.HEADS: mark("您是本单位负责人，待签发和逾期的事项同时告知您。"),
    Why.SUPERVISES: mark("您在领导小组办公室，达到督办、通报条件的事项告知您研究。"),
}


def gettext(words: str, /, **facts: object) -> str:
    return str(flask_babel.gettext(words, **facts))


def day(value: date) -> str:
    """A day without its year: 11月23日."""
    if str(flask_babel.get_locale() or "zh").startswith("zh"):
        return f"{value.month}月{value.day}日"
    return value.isoformat()


def rung(line: Line) -> str:
    """What this notice is: a reminder, an urge, conditions reached; and for whom, when that person is away."""
    said = rung_name(line.rung, work=line.ladder == LadderKind.WORK)
    return gettext("%(said)s · 代%(name)s", said=said, name=line.instead_of) if line.instead_of else said


def heading(line: Line) -> str:
    """Of what is about no task."""
    return gettext(scores.SHEET) if line.rung.startswith(SCORED) else ""


def what(line: Line) -> str:
    return asked(line.rung, line.kind, line.occasion)


def age(line: Line) -> str:
    """How it stands on the day: light and working days when late, else how long there is."""
    if line.rung.startswith(ASKED):
        return gettext("已报送，请答复")
    if line.rung.startswith(SCORED):
        return gettext(scores.UNTIL, day=day(line.due_on)) if scores.asks(line.rung) else ""
    if line.rung.startswith(WITHDRAWN):
        return gettext("不需要再办理")
    if line.undated:
        return gettext("请签发或退回")
    if line.late:
        light = gettext("■ 工作逾期") if line.ladder == LadderKind.WORK else gettext("□ 报送逾期")
        own = looks.own_word(_late(line.ladder))
        light = f"{SHAPES[_late(line.ladder)]} {own}" if own else light
        return gettext("%(light)s %(n)s 个工作日", light=light, n=line.late)
    if line.ahead:
        return gettext("还有 %(n)s 个工作日", n=line.ahead)
    return gettext("今天到期")


def _late(ladder: LadderKind) -> Light:
    return Light.WORK_OVERDUE if ladder == LadderKind.WORK else Light.FORM_OVERDUE


def late(ladder: LadderKind, count: int) -> str:
    """工作逾期 2 项, in the city's own word where it has one."""
    own = looks.own_word(_late(ladder))
    if own:
        return gettext("%(what)s %(n)s 项", what=own, n=count)
    if ladder == LadderKind.WORK:
        return gettext("工作逾期 %(n)s 项", n=count)
    return gettext("报送逾期 %(n)s 项", n=count)


def subject(digest: Digest) -> str:
    """【工作提醒】市能源局：工作逾期 1 项、报送逾期 2 项、本周到期 5 项（11月23日）."""
    said = _said(digest) if digest.lines else reached(digest)
    facts = {"who": _who(digest), "said": gettext("、").join(said), "day": day(digest.day)}
    if not digest.lines:
        return gettext("【督办提醒】%(said)s（%(day)s）", **facts)
    return gettext("【工作提醒】%(who)s：%(said)s（%(day)s）", **facts)


def _who(digest: Digest) -> str:
    first = digest.departments[0] if digest.departments else digest.lines[0].department if digest.lines else ""
    if len(digest.departments) > 1:
        return gettext("%(first)s等 %(n)s 个单位", first=first, n=len(digest.departments))
    return first


def _said(digest: Digest) -> list[str]:
    numbers = (
        (digest.work_late, late(LadderKind.WORK, digest.work_late)),
        (digest.forms_late, late(LadderKind.REPORTING, digest.forms_late)),
        (digest.this_week, gettext("本周到期 %(n)s 项", n=digest.this_week)),
    )
    return [words for number, words in numbers if number] or [new(digest)]


def new(digest: Digest) -> str:
    return gettext("新提醒 %(n)s 项", n=len(digest.lines) + digest.more)


def reached(digest: Digest) -> list[str]:
    """What is new for the office, counted by rung."""
    words = {
        Rung.INTERVIEW_CONDITIONS: mark("达到约谈条件 %(n)s 项"),
        Rung.CIRCULAR_CONDITIONS: mark("达到通报条件 %(n)s 项"),
        Rung.NOTICE_CONDITIONS: mark("达到督办条件 %(n)s 项"),
        Rung.PRESS_FORM_AGAIN: mark("报送逾期五个工作日以上 %(n)s 项"),
    }
    counted = dict(digest.reached)
    return [gettext(words[key], n=counted[key]) for key in words if key in counted]


def still_open(count: Count) -> str:
    """One line for a kind: 进展填报 13 项，其中报送逾期 2 项、本周到期 5 项."""
    parts = []
    if count.late:
        parts.append(late(count.ladder, count.late))
    if count.this_week:
        parts.append(gettext("本周到期 %(n)s 项", n=count.this_week))
    words = gettext("%(what)s %(n)s 项", what=owed(count.kind, ""), n=count.open)
    return gettext("%(words)s，其中%(parts)s", words=words, parts=gettext("、").join(parts)) if parts else words


def why(digest: Digest) -> list[str]:
    """Why one gets this mail; that somebody is away is another reason than that nobody was named."""
    substitute = [line for line in digest.lines if line.why == Why.SUBSTITUTE]
    away = sorted({line.instead_of for line in substitute if line.instead_of})
    said = [gettext(WHY[reason]) for reason in digest.reasons if reason != Why.SUBSTITUTE]
    said += [gettext("%(name)s不在岗期间，有关提醒由您代收。", name=name) for name in away]
    return said + [gettext(WHY[Why.SUBSTITUTE])] * any(not line.instead_of for line in substitute)


def added(line: Line) -> str:
    """What the office wrote beside an urge, a question or a return; which paper came."""
    if line.rung.startswith(RETURN):
        return gettext("退回理由：%(words)s", words=line.added) if line.added else ""
    if line.rung.startswith(PAPER):
        return gettext("文书：%(words)s", words=line.added) if line.added else ""
    if line.rung.startswith(ASKED):
        return gettext("询问：%(words)s", words=line.added)
    if line.rung.startswith(INSTRUCTED):
        return line.added
    if line.rung.startswith(WITHDRAWN):
        return gettext("撤回的文号和理由：%(words)s", words=line.added)
    if line.behalf:
        return gettext("受牵头单位%(lead)s委托提醒", lead=line.behalf)
    return gettext("办公室附言：%(words)s", words=line.added) if line.added else ""
