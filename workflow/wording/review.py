"""Words of the review: questions about figures and words, each with its reason; acts, refusals, marks of the queue."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum

from flask_babel import gettext

from workflow.review.queue import Mark
from workflow.review.rules import Question, ReasonKind
from workflow.wording.marks import mark

LABELS: tuple[tuple[StrEnum, str], ...] = (
    (ReasonKind.VAGUE, mark("进展不具体")),
    (ReasonKind.FIGURES, mark("数据口径不一致")),
    (ReasonKind.EVIDENCE, mark("佐证材料不足")),
    (ReasonKind.BLOCKERS, mark("问题及原因不清")),
    (ReasonKind.NEXT_STEP, mark("缺下步打算")),
    (ReasonKind.OTHER, mark("其他")),
    (Question.SAME_WORDS, mark("文字与上期相同或几乎相同")),
    (Question.SAME_VALUE, mark("数值与上期相同，数据日期却是新的")),
    (Question.LEAP, mark("数值与上期相差较大")),
    (Question.TURNED, mark("数值与上期正负相反")),
    (Question.FALLS, mark("累计数值比上期小")),
    (Question.AT_TARGET, mark("数值与目标值完全相同")),
    (Question.TEXT_DIFFERS, mark("文字中的数字与填报的数值不同")),
    (Question.OTHERS_DIFFER, mark("两个单位对同一指标所报数值不同")),
    (Question.NO_SOURCE, mark("没有写数据来源")),
    (Question.OLD_DAY, mark("数据日期早于本期")),
    (Question.DONE_WITHOUT_EVIDENCE, mark("拟申请办结，但没有佐证材料")),
    (Mark.QUESTIONS, mark("有疑点")),
    (Mark.ANSWERED, mark("已答复")),
    (Mark.ASKED, mark("已询问，等待答复")),
    (Mark.AGAIN, mark("退回后重报")),
    (Mark.UNCHANGED, mark("无变化")),
)
ASKED: dict[Question, str] = {
    Question.SAME_WORDS: mark(
        "文字与上期相同 %(percent)s%%。没有变化的可用“本季度无变化”；有变化的请补充，或说明原因。"
    ),
    Question.SAME_VALUE: mark("本期 %(now)s，与上期相同，数据日期却是新的。请核对，或说明原因。"),
    Question.LEAP: mark("本期 %(now)s，上期 %(last)s，相差 %(percent)s%%。请核对，或说明原因。"),
    Question.TURNED: mark("本期 %(now)s，上期 %(last)s，正负相反。请核对，或说明原因。"),
    Question.FALLS: mark("这是累计数值，本期 %(now)s，上期 %(last)s，比上期小。请核对，或说明原因。"),
    Question.AT_TARGET: mark("本期 %(now)s，与目标值完全相同。请核对是否为实际数值，或说明原因。"),
    Question.TEXT_DIFFERS: mark("文字中写的是 %(words)s，填报的数值是 %(now)s。请核对，或说明原因。"),
    Question.OTHERS_DIFFER: mark(
        "%(department)s 对同一指标报的是 %(theirs)s，本单位报的是 %(now)s。请核对口径，或说明原因。"
    ),
    Question.NO_SOURCE: mark("没有写数据来源。请补充，或说明原因。"),
    Question.OLD_DAY: mark("数据截至 %(as_of)s，早于本期第一天 %(first)s。请核对，或说明原因。"),
    Question.DONE_WITHOUT_EVIDENCE: mark("拟申请办结，但没有附佐证材料。请补充，或说明原因。"),
}
THE_SAME = mark("文字与上期相同。没有变化的可用“本季度无变化”；有变化的请补充，或说明原因。")
POINTS_APART = mark("本期 %(now)s，上期 %(last)s，相差 %(points)s 个百分点。请核对，或说明原因。")
ANOTHER_SAYS = mark("%(department)s 对同一指标所报的数值不同（本单位 %(now)s）。请与其核对口径，或说明原因。")
SENTENCES: dict[str, str] = {
    "inquiry.words_missing": mark("请写明要问什么。"),
    "inquiry.answer_missing": mark("请填写答复。"),
    "inquiry.too_long": mark("请控制在 %(limit)s 字以内。"),
    "inquiry.answered_already": mark("%(who)s 已经答复过了，没有重复处理。"),
    "inquiry.closed": mark("办公室已经审核完这份填报，这个询问不用再答复。"),
    "review.none_chosen": mark("没有勾选填报，请先勾选再通过。"),
}
ACTS: dict[str, str] = {
    "extension.asked": mark("申请延期"),
    "extension.granted": mark("批准延期"),
    "extension.refused": mark("不批准延期"),
    "report.asked": mark("询问填报"),
    "report.answered": mark("答复询问"),
}


def asked(question: Question, facts: Mapping[str, object], *, to_office: bool) -> str:
    """A question with its reason. A department is not told the figure of another before it was reviewed."""
    words = ASKED[question]
    if question == Question.SAME_WORDS and facts.get("percent") == 100:
        words = THE_SAME
    if question == Question.LEAP and "points" in facts:
        words = POINTS_APART
    elif question == Question.OTHERS_DIFFER and not to_office:
        words = ANOTHER_SAYS
    return str(gettext(words, **{name: _said(fact) for name, fact in facts.items()}))


def _said(fact: object) -> str:
    if isinstance(fact, Decimal):
        return f"{fact.normalize():f}"
    return fact.isoformat() if isinstance(fact, date) else str(fact)
